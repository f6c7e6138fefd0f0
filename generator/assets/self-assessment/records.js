/* Records over a browser's storage: small JSON objects, each under a key of its own. Changes come in by field and are put into
 * what is stored at that moment, so that two windows lose nothing; what cannot be stored waits in memory; what cannot be read is
 * put aside. Knows nothing of learners. */

import { blank, changed, difference, isFields, says, together } from "./fields.js";

/** @import { Fields } from "./fields.js" */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Shelf */

export class Records {
  /** @param {() => Shelf} shelf may throw, as a browser does that blocks its storage
   * @param {string} prefix of every key */
  constructor(shelf, prefix) {
    this.shelf = shelf;
    this.prefix = prefix;
    /** What could not be written: the changed fields, or null for a record to be removed. @type {Map<string, Fields | null>} */
    this.waiting = new Map();
    /** Those of them in which nothing stays of what is stored. @type {Set<string>} */
    this.anew = new Set();
    /** What was read last, for when the storage fails later. @type {Map<string, Fields>} */
    this.seen = new Map();
    /** Unreadable texts that could not be put aside. @type {Map<string, string>} */
    this.unkept = new Map();
  }

  /** Every key that begins so, sorted. @param {string} start */
  keys(start) {
    const found = new Set();
    try {
      const shelf = this.shelf();
      for (let index = 0; index < shelf.length; index += 1) {
        const key = shelf.key(index) ?? "";
        if (key.startsWith(this.prefix + start)) found.add(key.slice(this.prefix.length));
      }
      for (const key of this.seen.keys()) if (key.startsWith(start) && !found.has(key)) this.seen.delete(key);
    } catch {
      for (const key of this.seen.keys()) if (key.startsWith(start)) found.add(key);
    }
    for (const [key, fields] of this.waiting) {
      if (key.startsWith(start)) fields ? found.add(key) : found.delete(key);
    }
    return [...found].sort();
  }

  /** @param {string} key @returns {Fields | undefined} */
  read(key) {
    const waiting = this.waiting.get(key);
    if (waiting === null) return undefined;
    return waiting ? changed(this.#base(key), waiting) : this.#stored(key);
  }

  /** Change some fields; undefined or nothing takes one away, and with the last one the record. @param {string} key @param {Fields} fields */
  change(key, fields) {
    const waiting = this.waiting.get(key);
    if (waiting === null) this.anew.add(key);
    this.waiting.set(key, together(waiting ?? blank(), fields));
    this.#write(key) && this.flush();
  }

  /** @param {string} key */
  remove(key) {
    this.waiting.set(key, null);
    this.#write(key) && this.flush();
  }

  /** Try again to write what waits. */
  flush() {
    for (const key of [...this.waiting.keys()]) if (!this.#write(key)) return;
  }

  /** Whether all of it is stored on this device. */
  get kept() {
    return this.waiting.size === 0;
  }

  /** The text of every record that begins so, for putting it back as it was. @param {string} start @returns {Map<string, string>} */
  texts(start) {
    const texts = new Map();
    for (const key of this.keys(start)) texts.set(key, this.#text(key) ?? JSON.stringify(this.read(key)));
    return texts;
  }

  /** Make the records that begin so exactly these. @param {string} start @param {Map<string, string>} texts */
  restore(start, texts) {
    for (const key of this.keys(start)) {
      if (texts.has(key)) continue;
      if (key.startsWith("aside:") || this.#stored(key)) this.remove(key);
      else this.#forget(key);
    }
    for (const [key, text] of texts) {
      if (this.#text(key) === text) continue;
      try {
        this.shelf().setItem(this.prefix + key, text);
        this.#forget(key);
      } catch {
        if (key.startsWith("aside:")) {
          this.unkept.set(key, text);
          continue;
        }
        if (this.waiting.get(key) === null) this.anew.add(key);
        this.waiting.set(key, difference(this.#base(key), JSON.parse(text)));
      }
    }
  }

  /** What could not be read, whole. @returns {string[]} */
  aside() {
    const found = [...this.unkept.values()];
    for (const key of this.keys("aside:")) {
      try {
        found.push(this.shelf().getItem(this.prefix + key) ?? "");
      } catch {
        /* Out of reach, as all else is. */
      }
    }
    return found;
  }

  /** @param {string} key @returns {string | undefined} what is stored, if nothing waits for its place */
  #text(key) {
    try {
      return this.waiting.has(key) ? undefined : (this.shelf().getItem(this.prefix + key) ?? undefined);
    } catch {
      return undefined;
    }
  }

  /** @param {string} key @returns {Fields | undefined} */
  #stored(key) {
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
      const record = Object.assign(blank(), value);
      this.seen.set(key, record);
      return record;
    } catch {
      return void this.#putAside(key, text);
    }
  }

  /** What a waiting change is put into. @param {string} key @returns {Fields} */
  #base(key) {
    return this.anew.has(key) ? {} : (this.#stored(key) ?? {});
  }

  /** @param {string} key @returns {boolean} */
  #write(key) {
    const fields = this.waiting.get(key);
    try {
      const shelf = this.shelf();
      if (fields) {
        const record = changed(this.#base(key), fields);
        const text = JSON.stringify(record);
        if (!says(record)) shelf.removeItem(this.prefix + key);
        else if (shelf.getItem(this.prefix + key) !== text) shelf.setItem(this.prefix + key, text);
        this.seen.set(key, record);
      } else if (fields === null) {
        shelf.removeItem(this.prefix + key);
        this.seen.delete(key);
      }
    } catch {
      return false;
    }
    this.#forget(key);
    return true;
  }

  /** @param {string} key that has nothing waiting any more */
  #forget(key) {
    this.waiting.delete(key);
    this.anew.delete(key);
  }

  /** @param {string} key @param {string} text */
  #putAside(key, text) {
    let number = 1;
    try {
      const shelf = this.shelf();
      while (shelf.getItem(`${this.prefix}aside:${number}`) !== null) number += 1;
      shelf.removeItem(this.prefix + key); // first, for there may be no room for both
      shelf.setItem(`${this.prefix}aside:${number}`, text);
    } catch {
      this.unkept.set(key, text);
    }
  }
}
