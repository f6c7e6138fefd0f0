/* Records as a browser's storage holds them: small JSON objects, each under a key of its own. What was read last is remembered for
 * when the storage fails; what cannot be read is put aside. Writing throws where the storage does. Knows nothing of learners. */

import { blank, isFields } from "./history.js";
import { pack, unpack } from "./packed.js";

/** @import { Fields } from "./history.js" */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Shelf */

/** Whose a record is: that of a person, or that the person was deleted or erased. */
const OWNER = /^(?:(?:deleted|erased):([a-z0-9]+)$|(?!aside:|elsewhere:)([a-z0-9]+):)/;

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

  /** Whether another address of a site like this one has stored something. */
  hasOthers() {
    const own = this.prefix.replace(/v\d+:$/, "");
    return this.foreignKeys("standards:").some((key) => !key.startsWith(own) && /:v\d+:/.test(key));
  }

  /** Every key that begins with a prefix of its own. A blocked storage shows none. @param {string} prefix @returns {string[]} */
  foreignKeys(prefix) {
    try {
      return this.#names(prefix);
    } catch {
      return [];
    }
  }

  /** @param {string} start @returns {string[]} every key of the storage that begins so */
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

  /** Keep an unreadable text. @param {string} key @param {string} text */
  keepAside(key, text) {
    try {
      this.shelf().setItem(this.prefix + key, text);
    } catch {
      this.unkept.set(key, text);
    }
  }

  /** The texts that could not be read, each as it was: of one owner, whose keys begin so. @param {string} owner @returns {string[]} */
  aside(owner) {
    const found = [...this.keys(`${owner}aside:`)].sort().flatMap((key) => this.text(key) ?? []);
    return [...[...this.unkept].filter(([key]) => key.startsWith(owner)).map(([, text]) => text), ...found];
  }

  /** Make room for a record whose text is unreadable, and keep that text with its owner's. The id of the device stays where it is until
   * another is stored: where it goes, everything was removed. @param {string} key @param {string} text */
  #putAside(key, text) {
    if (key === "device") return;
    const [, gone, person = gone] = OWNER.exec(key) ?? [];
    const owner = person ? `${person}:` : "";
    let number = 1;
    try {
      while (this.text(`${owner}aside:${number}`) !== undefined) number += 1;
      this.remove(key); // first, because there may be no room for both
      this.keepAside(`${owner}aside:${number}`, text);
    } catch {
      this.unkept.set(key, text);
    }
  }
}
