/* Histories as they are stored: short, because a browser's storage is small. A step becomes a list of its value, its clock, its writer
 * with the time, and the fingerprint that it was rated by; the last two are numbers in lists that the record has once. A text becomes what
 * differs from the text before it. What does not fit this form is stored as it is. */

import { blank } from "./history.js";

/** @import { Fields } from "./history.js" */

/** Under this name a packed record has the lists of its devices, of its writers with times, and of its fingerprints.
 * @typedef {[devices: string[], writers: string[], marks: string[]]} Lists */
/** What is in a list, with its place. @typedef {[devices: Map<string, number>, writers: Map<string, number>, marks: Map<string, number>]} Places */
const LISTS = "";
/** The letters of a window's name. */
export const WINDOW = 3;
const BY = /^([a-z0-9]+)\.([a-z0-9]+)$/;

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

/** @param {Map<string, number>} places @param {string} one @returns {number} its place, the next one if it has none */
const number = (places, one) => places.get(one) ?? places.set(one, places.size).size - 1;

/** How much two texts have in common at the start and at the end. @param {string} before @param {string} text @returns {[number, number]} */
export function common(before, text) {
  const most = Math.min(before.length, text.length);
  let start = 0;
  while (start < most && before[start] === text[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === text.at(-1 - end)) end += 1;
  return [start, end];
}

/** A text as what it has instead of the middle of the text before. @param {unknown} before @param {unknown} text */
function difference(before, text) {
  if (typeof before !== "string" || typeof text !== "string") return text;
  const [start, end] = common(before, text);
  return start + end > 12 ? [start, end, text.slice(start, text.length - end)] : text;
}

/** @param {string} before @param {any[]} difference */
const changed = (before, [start, end, middle]) => before.slice(0, start) + middle + before.slice(before.length - end);
