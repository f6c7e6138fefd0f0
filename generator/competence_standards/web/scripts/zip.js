/* Zip archives, which Word files and Excel workbooks are. Independent of the page. */

/** A file of an archive, with its bytes as they are in the archive: method 0 stores them, and method 8 compresses them.
 * @typedef {{name: string, method: number, sum: number, size: number, data: Uint8Array<ArrayBuffer>}} Entry */

const [END, LISTED, LOCAL] = [0x6054b50, 0x2014b50, 0x4034b50];

/** Write numbers, the lowest byte first. @param {string} sizes the number of bytes of each @param {...number} values missing ones are 0 */
const bytesOf = (sizes, ...values) =>
  [...sizes].flatMap((size, at) =>
    Array.from({ length: Number(size) }, (_, byte) => (values[at] >>> (8 * byte)) & 255),
  );

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
  if (crc32(bytes) !== sum) throw new Error(`Damaged: ${name}`);
  return bytes;
}

/** The files of an archive, in their order. For archives without a comment, of less than 4 GB. @param {ArrayBuffer} archive @returns {Entry[]} */
export function entries(archive) {
  const view = new DataView(archive);
  /** @param {number} at */
  const two = (at) => view.getUint16(at, true);
  /** @param {number} at */
  const four = (at) => view.getUint32(at, true);
  const end = archive.byteLength - 22;
  let at = four(end + 16);
  if (four(end) !== END) throw new Error("Not a zip");
  return Array.from({ length: two(end + 10) }, () => {
    const local = four(at + 42);
    const start = local + 30 + two(local + 26) + two(local + 28);
    const file = {
      name: new TextDecoder().decode(new Uint8Array(archive, at + 46, two(at + 28))),
      method: two(at + 10),
      sum: four(at + 16),
      size: four(at + 24),
      data: new Uint8Array(archive, start, four(at + 20)),
    };
    at += 46 + two(at + 28) + two(at + 30) + two(at + 32);
    return file;
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
    const about = bytesOf("2222244422", 20, 0, file.method, 0, 33, file.sum, data.length, file.size, name.length);
    list.push(...bytesOf("42", LISTED, 20), ...about, ...bytesOf("22244", 0, 0, 0, 0, size), ...name);
    parts.push([...bytesOf("4", LOCAL), ...about], name, data);
    size += 30 + name.length + data.length;
  }
  parts.push(list, bytesOf("42222442", END, 0, 0, files.length, files.length, list.length, size));
  const whole = new Uint8Array(size + list.length + 22);
  parts.reduce((at, part) => {
    whole.set(part, at);
    return at + part.length;
  }, 0);
  return whole;
}
