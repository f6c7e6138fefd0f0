/* Converts data of version 1 of this site, which has one value for each field and one time for the record. Each value always becomes the
 * same step, so the same data can be read repeatedly, from the storage and from files. */

import { fieldsOf, hash, isFields, nothing } from "./history.js";
import { FIELDS, MARK, REFERENCE } from "./answers.js";

/** @import { Fields, History } from "./history.js" */

/** The first person on every device in version 1 of this site. */
export const FIRST = "1";
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;
const DAY = 24 * 3600 * 1000;

/** Return a stored time, or "" if it is invalid or in the future. The time decides between steps with the same clock, so a future time
 * would always win. One day is allowed for inaccurate device clocks. @param {unknown} at @param {number} now */
export const moment = (at, now) => (typeof at === "string" && MOMENT.test(at) && Date.parse(at) <= now + DAY ? at : "");

/** @param {History} history @param {string} field @param {unknown} value @param {string} time @param {unknown} [mark] */
function step(history, field, value, time, mark) {
  if (value === undefined || value === null || value === "") return;
  const rated = field === "rating" && typeof mark === "string" && MARK.test(mark) ? { mark } : {};
  history[field] = [{ value, clock: 1, by: `v1.${hash(JSON.stringify(value))}`, at: time, ...rated }];
}

/** @param {string} kind @param {Fields} record in version 1's format @param {number} now @returns {History} */
export function asSteps(kind, record, now) {
  const history = nothing();
  const { assessor, items, mark, at: when, ...fields } = record;
  const at = moment(when, now);
  for (const [field, value] of Object.entries(fields))
    if (Object.hasOwn(FIELDS[kind], field)) step(history, field, value, at, mark);
  if (kind === "round") step(history, "assessor", assessor, at);
  else if (isFields(assessor))
    for (const field of ["rating", "note"])
      step(history, `assessor.${field}`, assessor[field], moment(assessor.at, now));
  for (const item of Array.isArray(items) ? items : [])
    if (typeof item === "string" && REFERENCE.test(item)) step(history, item, true, at);
  if ((kind === "plan" || kind === "evidence") && !fieldsOf(history).length) step(history, "made", at || "-", at);
  return history;
}

/** Return a round's id from its number. The first rounds of two devices count as the same round. @param {string} number
 * @param {unknown} started */
export const roundId = (number, started) => (number === FIRST ? number : `${number}.${String(started ?? "")}`);
