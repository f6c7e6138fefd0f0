/* The file with one person's self-assessment. schema/self-assessment.schema.json describes the format. Independent of the page and of
 * storage. */

import { blank } from "./history.js";

import { localDay } from "../days.js";
/** @import { PersonRecords } from "./answers.js" */
/** @import { Fields } from "./history.js" */
/** @typedef {{[standard: string]: {title: string, version: string}}} Editions */
/** The labels that were shown for each level. @typedef {{[level: string]: {criterion: string, knowledge: string}}} Labels */
/** The content of a file: one person's data. `extra` has fields from a newer version of the site. `ignored` is the number of values that
 * could not be read.
 * @typedef {{id: string, name: string, records: PersonRecords, words: {[mark: string]: string}, labels: Labels, extra: Fields, ignored: number}} Whole */

export const FORMAT = "competence-self-assessment";
/** The version of the file format. Every version of the site must read all earlier formats. To raise it, add a conversion from the old
 * format and keep a test file of each. */
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
  // At most 40 characters, without separating a letter from its accents.
  const short = /^.{0,40}(?!\p{M})/u.exec(words.join("-"))?.[0].replace(/-$/, "");
  return `${["self-assessment", short, localDay(date)].filter(Boolean).join("-")}.${ending}`;
}
