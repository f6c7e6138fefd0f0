/* Records in the browser's storage. Each change is merged into what is stored at that moment, so that two windows do not overwrite each
 * other. Changes that cannot be stored wait in memory. A record is a history, or plain fields where the last write wins. Independent of the
 * records' content. */

import { after, asHistory, blank, fieldsOf, isFields, join, nothing, thinned, whole } from "./history.js";

/** @import { Fields, History } from "./history.js" */

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Shelf */

/** Finds the person that a key belongs to. */
const OWNER = /^(?:(?:deleted|erased):([a-z0-9]+)$|(?!aside:|elsewhere:)([a-z0-9]+):)/;

export class Stored {
  /** @param {() => Shelf} shelf may throw, as a browser does that blocks its storage
   * @param {string} prefix of every key */
  constructor(shelf, prefix) {
    this.shelf = shelf;
    this.prefix = prefix;
    /** The records as last read. @type {Map<string, Fields>} */
    this.seen = new Map();
    /** Unreadable texts that could not be moved to another key. @type {Map<string, string>} */
    this.unkept = new Map();
  }

  /** Whether the storage can be read now. */
  get open() {
    try {
      return this.shelf().length >= 0;
    } catch {
      return false;
    }
  }

  /** Return every key that starts with a text. @param {string} start @returns {Set<string>} */
  keys(start) {
    /** @type {Set<string>} */
    const found = new Set();
    try {
      for (const key of this.#names(this.prefix + start)) found.add(key.slice(this.prefix.length));
      for (const key of this.seen.keys()) if (key.startsWith(start) && !found.has(key)) this.seen.delete(key);
    } catch {
      for (const key of this.seen.keys()) if (key.startsWith(start)) found.add(key);
    }
    return found;
  }

  /** @param {string} key @returns {string | undefined} */
  text(key) {
    try {
      return this.shelf().getItem(this.prefix + key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** @param {string} key @returns {Fields | undefined} */
  read(key) {
    let text;
    try {
      text = this.shelf().getItem(this.prefix + key);
    } catch {
      return this.seen.get(key);
    }
    if (text === null) return void this.seen.delete(key);
    try {
      const value = JSON.parse(text);
      if (!isFields(value)) throw new TypeError("not a record");
      const record = unpack(Object.assign(blank(), value));
      this.seen.set(key, record);
      return record;
    } catch {
      return void this.#putAside(key, text);
    }
  }

  /** @param {string} key @param {Fields} record */
  put(key, record) {
    const [shelf, text] = [this.shelf(), JSON.stringify(pack(record))];
    if (shelf.getItem(this.prefix + key) !== text) shelf.setItem(this.prefix + key, text);
    this.seen.set(key, record);
  }

  /** @param {string} key */
  remove(key) {
    this.shelf().removeItem(this.prefix + key);
    this.seen.delete(key);
  }

  /** Whether a site like this one has stored something under another address. */
  hasOthers() {
    const own = this.prefix.replace(/v\d+:$/, "");
    return this.foreignKeys("standards:").some((key) => !key.startsWith(own) && /:v\d+:/.test(key));
  }

  /** Return the keys of other versions or sites that start with a prefix, or none if the storage is blocked. @param {string} prefix
   * @returns {string[]} */
  foreignKeys(prefix) {
    try {
      return this.#names(prefix);
    } catch {
      return [];
    }
  }

  /** @param {string} start @returns {string[]} every key of the storage that starts with it */
  #names(start) {
    const shelf = this.shelf();
    return Array.from({ length: shelf.length }, (_, index) => shelf.key(index) ?? "").filter((key) =>
      key.startsWith(start),
    );
  }

  /** @param {string} key with its prefix */
  foreignText(key) {
    try {
      return this.shelf().getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** Store an unreadable text. @param {string} key @param {string} text */
  keepAside(key, text) {
    try {
      this.shelf().setItem(this.prefix + key, text);
    } catch {
      this.unkept.set(key, text);
    }
  }

  /** Return an owner's unreadable texts, unchanged. @param {string} owner @returns {string[]} */
  aside(owner) {
    const found = [...this.keys(`${owner}aside:`)].sort().flatMap((key) => this.text(key) ?? []);
    return [...[...this.unkept].filter(([key]) => key.startsWith(owner)).map(([, text]) => text), ...found];
  }

  /** Move an unreadable text to its owner's other unreadable texts, so that the key can be used again. The device's id stays until a new
   * one is stored, because a missing id means that everything was removed. @param {string} key @param {string} text */
  #putAside(key, text) {
    if (key === "device") return;
    const [, gone, person = gone] = OWNER.exec(key) ?? [];
    const owner = person ? `${person}:` : "";
    let number = 1;
    try {
      while (this.text(`${owner}aside:${number}`) !== undefined) number += 1;
      this.remove(key); // remove first, because both may not fit
      this.keepAside(`${owner}aside:${number}`, text);
    } catch {
      this.unkept.set(key, text);
    }
  }
}

/** Unsaved changes of one record. `gone` removes the old record. Then come plain fields (`first` only if there is no record yet), or steps
 * from here (`own`) and from elsewhere (`other`). `blind` means that the storage could not be read when the steps were written. `moved`
 * means that the steps to drop are now in another record.
 * @typedef {{gone?: boolean, first?: Fields, plain?: Fields, own?: History, other?: History, drop?: History, blind?: boolean, moved?: boolean}} Waiting */

export class Records {
  /** @param {() => Shelf} shelf may throw, as a browser does that blocks its storage
   * @param {string} prefix of every key */
  constructor(shelf, prefix) {
    this.stored = new Stored(shelf, prefix);
    /** @type {Map<string, Waiting>} */
    this.waiting = new Map();
  }

  /** Return every key that starts with a text, sorted. @param {string} start */
  keys(start) {
    const found = this.stored.keys(start);
    for (const [key, waiting] of this.waiting) {
      if (!key.startsWith(start)) continue;
      if (isErased(waiting) || (waiting.moved && !this.read(key))) found.delete(key);
      else found.add(key);
    }
    return [...found].sort();
  }

  /** @param {string} key @returns {Fields | undefined} */
  read(key) {
    const waiting = this.waiting.get(key);
    if (!waiting) return this.stored.read(key);
    const record = merged(waiting.gone ? undefined : this.stored.read(key), waiting);
    return Object.keys(record).length ? record : undefined;
  }

  /** @param {string} key @returns {History} */
  history(key) {
    const record = this.read(key) ?? blank();
    // Other software can damage a record. Leave out what is not a step, so that the page still opens.
    const isWhole = Object.values(record).every((list) => !Array.isArray(list) || list.every(isFields));
    return isWhole ? /** @type {History} */ (record) : asHistory(record);
  }

  /** Add steps that were written here. @param {string} key @param {History} own @param {History} [drop] steps that they replace */
  change(key, own, drop = nothing()) {
    const waiting = this.#renewed(key);
    waiting.blind ||= !this.stored.open;
    waiting.drop = join(waiting.drop ?? nothing(), drop);
    waiting.own = join(without(waiting.own ?? nothing(), drop), own);
    this.#settle(key);
  }

  /** Add a history from elsewhere. @param {string} key @param {History} other */
  add(key, other) {
    const waiting = this.#renewed(key);
    waiting.other = join(waiting.other ?? nothing(), other);
    this.#settle(key);
  }

  /** Remove a history that was moved to another record, once that record is stored. This includes steps that are too old to be shown: if
   * they stayed, they would be moved later and look new. @param {string} key */
  take(key) {
    const { own, other, drop, ...waiting } = this.#renewed(key);
    const known = [this.stored.read(key), own, other, drop].map(asHistory).reduce(join);
    this.waiting.set(key, { ...waiting, drop: known, moved: true });
    this.#settle(key);
  }

  /** Set plain fields. An undefined or empty value removes the field, and removing the last field removes the record. @param {string} key
   * @param {Fields} fields */
  put(key, fields) {
    const waiting = this.#renewed(key);
    waiting.plain = { ...waiting.plain, ...fields };
    this.#settle(key);
  }

  /** Set plain fields, only if the record does not exist yet. @param {string} key @param {Fields} first */
  begin(key, first) {
    if (this.read(key)) return;
    this.#renewed(key).first = first;
    this.#settle(key);
  }

  /** Remove a record permanently. @param {string} key */
  remove(key) {
    this.waiting.set(key, { gone: true });
    this.stored.unkept.delete(key);
    this.#settle(key);
  }

  /** Drop everything and stop storing. */
  end() {
    this.waiting.clear();
    this.stored = new Stored(() => {
      throw new Error("Everything was removed.");
    }, this.stored.prefix);
  }

  /** Drop unsaved changes of people whom another window erased. Keep changes written while the storage was unreadable, because they may be
   * newer. */
  #dropErased() {
    for (const [key, { blind, moved, gone }] of this.waiting) {
      if (!blind && !moved && !gone && this.stored.text(`erased:${key.split(":")[0]}`)) this.waiting.delete(key);
    }
  }

  /** Retry unsaved changes. Removals go first, because they make room. Moved steps are dropped last, once they are stored in their new
   * record. */
  flush() {
    this.#dropErased();
    const erased = [...this.waiting.keys()].filter((key) => isErased(this.waiting.get(key)));
    const moved = [...this.waiting.keys()].filter((key) => this.waiting.get(key)?.moved);
    for (const key of new Set([...erased, ...[...this.waiting.keys()].filter((one) => !moved.includes(one)), ...moved]))
      if (!this.#write(key)) return;
  }

  /** Whether all changes are stored on this device. */
  get kept() {
    return this.waiting.size === 0;
  }

  /** @param {string} key @returns {Waiting} */
  #renewed(key) {
    const waiting = this.waiting.get(key) ?? {};
    this.waiting.set(key, waiting);
    return waiting;
  }

  /** @param {string} key */
  #settle(key) {
    if (this.waiting.get(key)?.moved || (this.#write(key) && this.waiting.size)) this.flush();
  }

  /** @param {string} key @returns {boolean} */
  #write(key) {
    const waiting = this.waiting.get(key);
    if (!waiting) return true;
    try {
      const record = merged(waiting.gone ? undefined : this.stored.read(key), waiting);
      if (Object.keys(record).length) this.stored.put(key, record);
      else this.stored.remove(key);
    } catch {
      return false;
    }
    this.waiting.delete(key);
    return true;
  }
}

/** @param {Waiting | undefined} waiting */
const isErased = (waiting) =>
  waiting?.gone === true && !(waiting.first ?? waiting.plain ?? waiting.own ?? waiting.other);

/** @param {Fields | undefined} base @param {Waiting} waiting @returns {Fields} */
function merged(base, { first, plain, own, other, drop, blind, moved }) {
  if (first || plain) {
    const fields = Object.entries({ ...(base ?? first), ...plain }).filter(
      ([, value]) => value !== undefined && value !== "",
    );
    return Object.assign(blank(), Object.fromEntries(fields));
  }
  let record = without(asHistory(base), drop ?? nothing());
  if (moved && !fieldsOf(record).length) record = nothing();
  // Number them after the stored steps, but not after those from a file: the page has shown the file's steps and their order already.
  const written = own && blind ? after(record, join(own, asHistory({ erased: other?.erased }))) : own;
  if (other) record = join(record, other);
  if (!written) return record;
  record = join(record, written);
  for (const field of fieldsOf(written)) if (record[field]) record[field] = thinned(record[field]);
  return record;
}

/** Return a history without the steps of another one. @param {History} record @param {History} drop @returns {History} */
export function without(record, drop) {
  const rest = Object.assign(nothing(), record);
  for (const field of fieldsOf(drop)) {
    const gone = new Set(drop[field].map(whole));
    rest[field] = (record[field] ?? []).filter((step) => !gone.has(whole(step)));
    if (!rest[field].length) delete rest[field];
  }
  return rest;
}

/** A packed record stores, under this key, the lists of its devices, of its writers with times, and of its fingerprints.
 * @typedef {[devices: string[], writers: string[], marks: string[]]} Lists */
/** The same lists, as maps from a value to its place.
 * @typedef {[devices: Map<string, number>, writers: Map<string, number>, marks: Map<string, number>]} Places */
const LISTS = "";
/** The number of letters in a window's name. */
export const WINDOW = 3;
const BY = /^([a-z0-9-]+)\.([a-z0-9]+)$/;

/** @param {Fields} record @returns {Fields} */
export function pack(record) {
  /** @type {Places} */
  const places = [new Map(), new Map(), new Map()];
  const packed = blank();
  for (const [field, steps] of Object.entries(record)) {
    packed[field] = Array.isArray(steps)
      ? steps.map((step, index) => shortened(step, steps[index - 1]?.value, places))
      : steps;
  }
  return places[0].size ? Object.assign(packed, { [LISTS]: places.map((all) => [...all.keys()]) }) : packed;
}

/** @param {Fields} packed @returns {Fields} */
export function unpack(packed) {
  const { [LISTS]: lists, ...fields } = packed;
  if (!Array.isArray(lists) || !lists.every(Array.isArray)) return packed;
  const record = blank();
  for (const [field, steps] of Object.entries(fields)) {
    if (!Array.isArray(steps)) record[field] = steps;
    else {
      /** @type {any[]} */
      const done = (record[field] = []);
      for (const step of steps)
        done.push(lengthened(step, done.at(-1)?.value, /** @type {Lists} */ (/** @type {unknown} */ (lists))));
    }
  }
  return record;
}

/** @param {any} step @param {unknown} before @param {Places} places @returns {unknown} */
function shortened(step, before, [devices, writers, marks]) {
  const { value, clock, by, at, mark, ...more } = step ?? {};
  const [, device, window] = BY.exec(by) ?? [];
  const seconds = Date.parse(at) / 1000;
  if (
    !device ||
    !at ||
    moment(seconds) !== at ||
    Array.isArray(value) ||
    value === undefined ||
    window.length !== WINDOW ||
    Object.keys(more).length
  )
    return step;
  const writer = `${number(devices, device)}.${window}${seconds.toString(36)}`;
  const whole = [difference(before, value), clock, number(writers, writer)];
  return mark === undefined ? whole : [...whole, number(marks, mark)];
}

/** @param {any} step @param {unknown} before @param {Lists} lists @returns {any} */
function lengthened(step, before, [devices, writers, marks]) {
  if (!Array.isArray(step)) return step;
  const [value, clock, writer, mark] = step;
  const [device, rest] = writers[writer].split(".");
  const whole = {
    value: Array.isArray(value) ? changed(String(before), value) : value,
    clock,
    by: `${devices[Number(device)]}.${rest.slice(0, WINDOW)}`,
    at: moment(parseInt(rest.slice(WINDOW), 36)),
  };
  return mark === undefined ? whole : { ...whole, mark: marks[mark] };
}

/** @param {number} seconds */
const moment = (seconds) => (Math.abs(seconds) < 1e10 ? `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z` : "");

/** @param {Map<string, number>} places @param {string} one @returns {number} its place, added at the end if it is new */
const number = (places, one) => places.get(one) ?? places.set(one, places.size).size - 1;

/** Count the characters that two texts share at the start and at the end. @param {string} before @param {string} text
 * @returns {[number, number]} */
export function common(before, text) {
  const most = Math.min(before.length, text.length);
  let start = 0;
  while (start < most && before[start] === text[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === text.at(-1 - end)) end += 1;
  return [start, end];
}

/** Shorten a text to its difference from the text before. @param {unknown} before @param {unknown} text */
function difference(before, text) {
  if (typeof before !== "string" || typeof text !== "string") return text;
  const [start, end] = common(before, text);
  return start + end > 12 ? [start, end, text.slice(start, text.length - end)] : text;
}

/** @param {string} before @param {any[]} difference */
const changed = (before, [start, end, middle]) => before.slice(0, start) + middle + before.slice(before.length - end);
