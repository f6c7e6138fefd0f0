/* Records as a browser's storage holds them: small JSON objects, each under a key of its own. What was read last is remembered for
 * when the storage fails; what cannot be read is put aside. Writing throws where the storage does. Knows nothing of learners. */

import { blank, isFields } from "./fields.js";

/** @import { Fields } from "./fields.js" */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Shelf */

export class Stored {
  /** @param {() => Shelf} shelf may throw, as a browser does that blocks its storage
   * @param {string} prefix of every key */
  constructor(shelf, prefix) {
    this.shelf = shelf;
    this.prefix = prefix;
    /** What was read last. @type {Map<string, Fields>} */
    this.seen = new Map();
    /** Unreadable texts that could not be put aside. @type {Map<string, string>} */
    this.unkept = new Map();
  }

  /** Whether it can be read now. */
  get open() {
    try {
      return this.shelf().length >= 0;
    } catch {
      return false;
    }
  }

  /** Every key that begins so. @param {string} start @returns {Set<string>} */
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
      const record = Object.assign(blank(), value);
      this.seen.set(key, record);
      return record;
    } catch {
      return void this.#putAside(key, text);
    }
  }

  /** @param {string} key @param {string} text */
  put(key, text) {
    const shelf = this.shelf();
    if (shelf.getItem(this.prefix + key) !== text) shelf.setItem(this.prefix + key, text);
  }

  /** @param {string} key */
  remove(key) {
    this.shelf().removeItem(this.prefix + key);
    this.seen.delete(key);
  }

  /** What could not be read, whole. @returns {string[]} */
  aside() {
    const found = [...this.keys("aside:")].sort().flatMap((key) => this.text(key) ?? []);
    return [...this.unkept.values(), ...found];
  }

  /** @param {string} key @param {string} text */
  #putAside(key, text) {
    let number = 1;
    try {
      while (this.text(`aside:${number}`) !== undefined) number += 1;
      this.remove(key); // first, for there may be no room for both
      this.put(`aside:${number}`, text);
    } catch {
      this.unkept.set(key, text);
    }
  }
}
