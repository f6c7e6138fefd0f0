/* Zip archives, which Word files and Excel workbooks are. Independent of the page. */

/** A file of an archive, with its bytes as they are in the archive: method 0 stores them, and method 8 compresses them.
 * @typedef {{name: string, method: number, sum: number, size: number, data: Uint8Array<ArrayBuffer>}} Entry */

const [END, LISTED, LOCAL] = [0x6054b50, 0x2014b50, 0x4034b50];

/** Write numbers in so many bytes each, the lowest byte first. @param {number} size @param {...number} values */
const bytesOf = (size, ...values) =>
  values.flatMap((value) => Array.from({ length: size }, (_, at) => (value >>> (8 * at)) & 255));

/** The check sum that a zip archive has of each file. @param {Uint8Array} bytes */
function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 && 0xedb88320);
  }
  return ~sum >>> 0;
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {CompressionStream | DecompressionStream} through */
async function passed(bytes, through) {
  const whole = new Response(new Blob([bytes]).stream().pipeThrough(through));
  return new Uint8Array(await whole.arrayBuffer());
}

/** A file that is not compressed. @param {string} name @param {Uint8Array<ArrayBuffer>} data @returns {Entry} */
export const stored = (name, data) => ({ name, method: 0, sum: crc32(data), size: data.length, data });

/** A file that is compressed. @param {string} name @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<Entry>} */
export async function compressed(name, bytes) {
  const data = await passed(bytes, new CompressionStream("deflate-raw"));
  return { ...stored(name, bytes), method: 8, data };
}

/** The bytes of a file. @param {Entry} entry @returns {Promise<Uint8Array<ArrayBuffer>>} */
export async function contents({ name, method, sum, data }) {
  const bytes = method ? await passed(data, new DecompressionStream("deflate-raw")) : data;
  if (crc32(bytes) !== sum) throw new Error(`${name} is damaged`);
  return bytes;
}

/** The files of an archive, in their order. Not for archives of 4 GB and more. @param {ArrayBuffer} archive @returns {Entry[]} */
export function entries(archive) {
  const view = new DataView(archive);
  /** @param {number} at @param {number} mark */
  const has = (at, mark) => at >= 0 && view.getUint32(at, true) === mark;
  let end = archive.byteLength - 22;
  while (end >= 0 && !has(end, END)) end -= 1;
  if (end < 0) throw new Error("This is not a zip archive");
  let at = view.getUint32(end + 16, true);
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    const [length, more, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const [sum, packed, size] = [16, 20, 24].map((field) => view.getUint32(at + field, true));
    const local = view.getUint32(at + 42, true);
    if (!has(at, LISTED) || !has(local, LOCAL)) throw new Error("This archive is damaged");
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(archive, at + 46, length));
    const method = view.getUint16(at + 10, true);
    at += 46 + length + more + comment;
    return { name, method, sum, size, data: new Uint8Array(archive, start, packed) };
  });
}

/** Write an archive. @param {Entry[]} files @returns {Uint8Array<ArrayBuffer>} */
export function zip(files) {
  /** @type {ArrayLike<number>[]} */
  const parts = [];
  /** @type {number[]} */
  const list = [];
  let size = 0;
  for (const { data, ...file } of files) {
    const name = new TextEncoder().encode(file.name);
    // Zip 2.0, and dated 1 January 1980, which is the first day that an archive can have.
    const about = [
      ...bytesOf(2, 20, 0, file.method, 0, 33),
      ...bytesOf(4, file.sum, data.length, file.size),
      ...bytesOf(2, name.length, 0),
    ];
    list.push(...bytesOf(4, LISTED), 20, 0, ...about, ...bytesOf(2, 0, 0, 0, 0, 0), ...bytesOf(4, size), ...name);
    parts.push([...bytesOf(4, LOCAL), ...about], name, data);
    size += 30 + name.length + data.length;
  }
  parts.push(list, [
    ...bytesOf(4, END, 0),
    ...bytesOf(2, files.length, files.length),
    ...bytesOf(4, list.length, size),
    0,
    0,
  ]);
  const whole = new Uint8Array(size + list.length + 22);
  parts.reduce((at, part) => {
    whole.set(part, at);
    return at + part.length;
  }, 0);
  return whole;
}
