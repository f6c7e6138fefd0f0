/* What a learner says, and its shape. Values of any origin come in, clean copies of the known fields leave, and what was left
 * out is counted. Knows no page and no storage. */

import { blank, isFields } from "./fields.js";

/** @import { Fields } from "./fields.js" */
/** @typedef {{rating?: string, note?: string, at?: string}} Assessor */
/** @typedef {{rating?: string, reason?: string, evidence?: string, reference?: string, note?: string, mark?: string,
 *   at?: string, assessor?: Assessor}} Answer */
/** @typedef {{[reference: string]: Answer}} Answers */
/** @typedef {{id: string, name?: string, started?: string, assessor?: string, answers: Answers}} Round */
/** @typedef {{id: string, items: string[], what?: string, support?: string, by?: string, how?: string, done?: boolean,
 *   at?: string}} Plan */
/** @typedef {{id: string, items: string[], title?: string, date?: string, method?: string, where?: string,
 *   at?: string}} Evidence */
/** All that is kept of one person.
 * @typedef {{name: string, words: {[mark: string]: string}, rounds: Round[], plan: Plan[], evidence: Evidence[]}} Assessment */
/** @typedef {{ignored: number}} Tally */
/** @typedef {(value: unknown, tally: Tally) => unknown} Reader gives undefined for what is not to be had. */

export const NOT_NOW = "not-now";
export const EVIDENCE = ["none", "some", "have"];
export const REFERENCE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[PK][1-9][0-9]{0,3}$/;
const ID = /^[a-z0-9]{1,16}$/;
const ROUND = /^[1-9][0-9]{0,3}$/;
const LEVEL = /^[a-z][a-z0-9-]{0,63}$/;
const MARK = /^[0-9a-f]{8}$/;
const DAY = /^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const MOMENT = /^[12][0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{3})?Z$/;
export const MOST = { items: 20000, rounds: 1000 };

/** What a round is called. @param {{id: string, name?: string}} round */
export const roundName = ({ id, name }) => name || `Round ${id}`;

/** Text without what no one types: control characters, half characters. @param {string} text @param {boolean} [lines] */
export function tidy(text, lines) {
  const whole = text.replace(/\r\n?/g, "\n").replace(/\p{Surrogate}/gu, "\ufffd");
  return whole.replace(lines ? /[\0-\x08\x0b-\x1f\x7f]/g : /[\0-\x1f\x7f]/g, (found) => (found === "\n" ? " " : ""));
}

/** @param {number} most @param {boolean} [lines] @returns {Reader} */
const text = (most, lines) => (value) => {
  const read = typeof value === "string" && value.length <= most ? tidy(value, lines) : undefined;
  return read?.trim() || read === "" ? read : undefined;
};
/** @param {RegExp} pattern @returns {Reader} */
const like = (pattern) => (value) => (typeof value === "string" && pattern.test(value) ? value : undefined);
/** @type {Reader} */
const references = (value, tally) => {
  if (!Array.isArray(value)) return undefined;
  const good = new Set(value.filter((one) => typeof one === "string" && REFERENCE.test(one)));
  tally.ignored += value.length - good.size;
  return [...good].slice(0, MOST.items);
};
/** @type {Reader} */
const assessor = (value, tally) => {
  const read = isFields(value) ? clean(value, FIELDS.assessor, tally) : undefined;
  return read && Object.keys(read).length ? read : undefined;
};

/** @type {{[kind: string]: {[field: string]: Reader}}} */
export const FIELDS = {
  assessor: { rating: like(LEVEL), note: text(1000, true), at: like(MOMENT) },
  answer: {
    rating: like(LEVEL),
    reason: text(1000),
    evidence: (value) => (EVIDENCE.includes(/** @type {string} */ (value)) ? value : undefined),
    reference: text(300),
    note: text(5000, true),
    mark: like(MARK),
    at: like(MOMENT),
    assessor,
  },
  round: { id: like(ROUND), name: text(100), started: like(DAY), assessor: text(100) },
  plan: {
    id: like(ID),
    items: references,
    what: text(1000, true),
    support: text(1000, true),
    by: like(DAY),
    how: text(1000, true),
    done: (value) => (typeof value === "boolean" ? value : undefined),
    at: like(MOMENT),
  },
  evidence: {
    id: like(ID),
    items: references,
    title: text(200),
    date: like(DAY),
    method: like(LEVEL),
    where: text(300),
    at: like(MOMENT),
  },
  info: { name: text(100), made: like(DAY), saved: like(MOMENT), changed: like(MOMENT) },
  words: { words: text(2000) },
  chosen: { person: like(ID), round: like(ROUND) },
};

/** A change of some fields, as it was asked for: what does not hold takes its field away.
 * @param {Fields} fields @param {{[field: string]: Reader}} readers @returns {Fields} */
export function asked(fields, readers) {
  const good = clean(fields, readers);
  return Object.assign(blank(), Object.fromEntries(Object.keys(fields).map((field) => [field, good[field]])));
}

/** A copy of the known fields that hold what they should; the rest is counted.
 * @param {Fields} value @param {{[field: string]: Reader}} fields @param {Tally} [tally] @returns {Fields} */
export function clean(value, fields, tally = { ignored: 0 }) {
  const copy = blank();
  for (const field of Object.keys(value)) {
    const read = Object.hasOwn(fields, field) ? fields[field](value[field], tally) : undefined;
    if (read === undefined) tally.ignored += 1;
    else if (read !== "") copy[field] = read;
  }
  return copy;
}
