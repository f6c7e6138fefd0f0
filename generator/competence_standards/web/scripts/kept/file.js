/* The file of one person's self-assessment, as schema/self-assessment.schema.json describes it. Independent of the page and of storage. */

import { blank } from "./history.js";

import { localDay } from "../days.js";
/** @import { PersonRecords } from "./answers.js" */
/** @import { Fields } from "./history.js" */
/** @typedef {{[standard: string]: {title: string, version: string}}} Editions */
/** The labels of a level that were rated by. @typedef {{[level: string]: {criterion: string, knowledge: string}}} Labels */
/** Everything of one person that a file holds. `extra` are fields of a newer version of the site, `ignored` is the number of values that
 * could not be understood.
 * @typedef {{id: string, name: string, records: PersonRecords, words: {[mark: string]: string}, labels: Labels, extra: Fields, ignored: number}} Whole */

export const FORMAT = "competence-self-assessment";
/** A later version reads all earlier ones: raise it with a step that turns the old shape into the new one, and keep a file of each. */
export const VERSION = 2;

/** @returns {Whole} */
export const empty = () => ({
  id: "",
  name: "",
  records: new Map(),
  words: blank(),
  labels: blank(),
  extra: blank(),
  ignored: 0,
});

/** @param {Whole} whole @param {{suite: string, editions: Editions, now: Date}} about @returns {string} */
export function write({ id, name, records, words, labels, extra }, { suite, editions, now }) {
  const head = { format: FORMAT, version: VERSION, saved: now.toISOString(), suite, person: { id, name } };
  return `${JSON.stringify({ ...extra, ...head, standards: editions, levels: labels, words, records: Object.fromEntries(records) }, null, 1)}\n`;
}

/** Name a file by person and day, in letters and digits that Windows, macOS and Android allow.
 * @param {string} name the person's name, or "" @param {Date} date @param {string} ending @returns {string} */
export function fileName(name, date, ending) {
  const words =
    name
      .normalize()
      .replace(/\p{Cf}/gu, "")
      .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  // 40 characters, but never a letter without the accents that follow it.
  const short = /^.{0,40}(?!\p{M})/u.exec(words.join("-"))?.[0].replace(/-$/, "");
  return `${["self-assessment", short, localDay(date)].filter(Boolean).join("-")}.${ending}`;
}
