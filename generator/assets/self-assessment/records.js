/* Records, and the changes to them. Changes come in by field and are put into what is stored at that moment, so that two windows
 * lose nothing; what cannot be stored waits in memory. Knows nothing of learners. */

import { blank, changed, difference, says, together } from "./fields.js";
import { Stored } from "./stored.js";

/** @import { Fields } from "./fields.js" */
/** @import { Shelf } from "./stored.js" */

export class Records {
  /** @param {() => Shelf} shelf may throw, as a browser does that blocks its storage
   * @param {string} prefix of every key
   * @param {(mine: Fields, theirs: Fields) => Fields} meet makes one of two records of one thing that were made apart */
  constructor(shelf, prefix, meet = (mine, theirs) => ({ ...theirs, ...mine })) {
    this.stored = new Stored(shelf, prefix);
    this.meet = meet;
    /** What could not be written: the changed fields, or null for a record to be removed. @type {Map<string, Fields | null>} */
    this.waiting = new Map();
    /** Those of them in which nothing stays of what is stored. @type {Set<string>} */
    this.anew = new Set();
    /** What came from elsewhere and has yet to meet what is stored; the changes go on top. @type {Map<string, Fields[]>} */
    this.offered = new Map();
  }

  /** Every key that begins so, sorted. @param {string} start */
  keys(start) {
    const found = this.stored.keys(start);
    for (const [key, fields] of this.waiting) {
      if (key.startsWith(start)) fields ? found.add(key) : found.delete(key);
    }
    return [...found].sort();
  }

  /** @param {string} key @returns {Fields | undefined} */
  read(key) {
    const waiting = this.waiting.get(key);
    if (waiting === null) return undefined;
    return waiting ? changed(this.#base(key), waiting) : this.stored.read(key);
  }

  /** Change some fields; undefined or nothing takes one away, and with the last one the record. @param {string} key @param {Fields} fields */
  change(key, fields) {
    this.waiting.set(key, together(this.#renewed(key), fields));
    this.#write(key) && this.flush();
  }

  /** Add a record from elsewhere to what there is of it, or will turn out to be. @param {string} key @param {Fields} record */
  offer(key, record) {
    this.waiting.set(key, this.#renewed(key));
    this.offered.set(key, [...(this.offered.get(key) ?? []), record]);
    this.#write(key) && this.flush();
  }

  /** @param {string} key */
  remove(key) {
    this.offered.delete(key);
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

  /** Make the records that begin so exactly these. @param {string} start @param {Map<string, string>} texts
   * @param {boolean} [whole] whether all that is stored was known to whom these texts are of; else the rest of it stays */
  restore(start, texts, whole = true) {
    for (const key of this.keys(start)) {
      if (texts.has(key)) continue;
      if (!key.startsWith("aside:") && !this.stored.read(key)) this.#forget(key);
      else if (whole) this.remove(key);
    }
    for (const [key, text] of texts) {
      if (this.#text(key) === text) continue;
      try {
        this.stored.put(key, text);
        this.#forget(key);
      } catch {
        this.#await(key, text);
      }
    }
  }

  /** @param {string} key @param {string} text that has no place now */
  #await(key, text) {
    if (key.startsWith("aside:")) return void this.stored.unkept.set(key, text);
    const record = JSON.parse(text);
    if (this.stored.open || this.stored.seen.has(key)) {
      if (this.waiting.get(key) === null) this.anew.add(key);
      this.offered.delete(key);
      this.waiting.set(key, difference(this.#base(key), record));
    } else {
      this.waiting.set(key, blank());
      this.offered.set(key, [record]); // never seen what it would stand in the place of
    }
  }

  /** @param {string} key @returns {string | undefined} what is stored, if nothing waits for its place */
  #text(key) {
    return this.waiting.has(key) ? undefined : this.stored.text(key);
  }

  /** What waits already, to be added to. @param {string} key @returns {Fields} */
  #renewed(key) {
    const waiting = this.waiting.get(key);
    if (waiting === null) this.anew.add(key);
    return waiting ?? blank();
  }

  /** What a waiting change is put into. @param {string} key @returns {Fields} */
  #base(key) {
    const [first, ...others] = [this.anew.has(key) ? undefined : this.stored.read(key), ...(this.offered.get(key) ?? [])].filter((one) => one !== undefined);
    return others.reduce(this.meet, first ?? {});
  }

  /** @param {string} key @returns {boolean} */
  #write(key) {
    const fields = this.waiting.get(key);
    try {
      const record = fields && changed(this.#base(key), fields);
      if (record && says(record)) {
        this.stored.put(key, JSON.stringify(record));
        this.stored.seen.set(key, record);
      } else if (fields !== undefined) this.stored.remove(key);
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
    this.offered.delete(key);
  }
}
