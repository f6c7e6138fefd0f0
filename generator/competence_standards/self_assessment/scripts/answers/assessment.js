/* The answers of one person as the pages show them, made from the records: what each field holds now. */

import { REFERENCE, byReference, clean } from "./answers.js";
import { localDay } from "../../../web/scripts/days.js";
import { blank, fieldsOf, holds, latest, valueNow } from "../../../web/scripts/kept/history.js";
import { t } from "../../../web/scripts/words.js";

/** @import { Answer, Assessment, Assessor, Evidence, Plan, Round } from "./answers.js" */
/** @import { History } from "../../../web/scripts/kept/history.js" */

/** The records of one person, by the rest of their key: `info`, `round:<id>`, `answer:<round>:<standard>/<item>`, `plan:<id>`,
 * `evidence:<id>`.
 * @typedef {Map<string, History>} PersonRecords */
/** @typedef {(reference: string) => string} Current gives the reference by which the site knows an item now */

/** What the known fields of a record hold now. @param {string} kind @param {History | undefined} record */
export const values = (kind, record) =>
  clean(kind, Object.fromEntries(record ? fieldsOf(record).map((field) => [field, valueNow(record, field)]) : []));

/** The newest time in some fields. @param {History | undefined} record @param {string[]} fields */
const newest = (record, fields) =>
  fields
    .map((field) => latest(record, field)?.at ?? "")
    .sort()
    .at(-1) || undefined;

/** @param {History | undefined} record @returns {Answer} */
export function answer(record) {
  if (!record) return {};
  const { "assessor.rating": rating, "assessor.note": note, ...own } = values("answer", record);
  const mark = latest(record, "rating")?.mark;
  const said = /** @type {Answer} */ ({ ...own, ...(own.rating && mark ? { mark } : {}) });
  if (Object.keys(own).length) said.at = newest(record, Object.keys(own));
  const judged = /** @type {Assessor} */ ({ ...(rating ? { rating } : {}), ...(note ? { note } : {}) });
  if (rating || note) said.assessor = { ...judged, at: newest(record, ["assessor.rating", "assessor.note"]) };
  return said;
}

/** A step of the plan or an entry of the log. Where nothing is left of it, because what added it was undone, it is gone.
 * @template {Plan | Evidence} Entry
 * @param {string} kind @param {string} id @param {History} record @param {Current} [current] @returns {Entry & {made: string, gone: boolean}} */
export function entry(kind, id, record, current = (reference) => reference) {
  const { gone, made, ...known } = values(kind, record);
  const items = Object.entries(known)
    .filter(([field, value]) => REFERENCE.test(field) && value)
    .map(([field]) => current(field));
  const fields = Object.entries(known).filter(([field]) => !REFERENCE.test(field));
  const first =
    fieldsOf(record)
      .map((field) => record[field][0]?.at ?? "")
      .sort()[0] ?? "";
  return /** @type {any} */ ({
    ...Object.fromEntries(fields),
    id,
    items: [...new Set(items)].sort(byReference),
    made: made ?? first,
    gone: gone === true || !holds(record),
  });
}

/** Rounds in the order in which they began, without their answers. A round is there as long as anything in it is.
 * @param {{id: string, record?: History, answered: boolean}[]} found @returns {Round[]} */
export function inOrder(found) {
  const tomorrow = localDay(new Date(Date.now() + 864e5));
  /** A round that is yet to begin is not the last one. @param {Partial<Round>} round */
  const day = ({ started = "" }) => (started > tomorrow ? "" : started);
  const rounds = found.flatMap(({ id, record, answered }) => {
    const { number = 1, ...known } = /** @type {Partial<Round> & {number?: number}} */ (values("round", record));
    return answered || Object.keys(known).length ? [{ ...known, number, id, title: "", answers: blank() }] : [];
  });
  rounds.sort(
    (one, other) =>
      day(one).localeCompare(day(other)) ||
      one.number - other.number ||
      one.id.localeCompare(other.id, "en", { numeric: true }),
  );
  return /** @type {Round[]} */ (
    rounds.map(({ number, ...round }, index) => ({
      ...round,
      title: round.name || t("Round {number}", { number: index + 1 }),
    }))
  );
}

/** @param {PersonRecords} records @param {Current} [current] @returns {Assessment} */
export function view(records, current = (reference) => reference) {
  /** @type {Map<string, {id: string, record?: History, answered: boolean, answers: Round["answers"]}>} */
  const rounds = new Map();
  const round = (/** @type {string} */ id) =>
    rounds.get(id) ?? rounds.set(id, { id, answered: false, answers: blank() }).get(id);
  const plan = /** @type {(Plan & {made: string, gone: boolean})[]} */ ([]);
  const evidence = /** @type {(Evidence & {made: string, gone: boolean})[]} */ ([]);
  for (const [key, record] of records) {
    const [kind, id, reference] = key.split(":");
    if (kind === "round") Object.assign(round(id) ?? {}, { record });
    if (kind === "plan") plan.push(entry(kind, id, record, current));
    if (kind === "evidence") evidence.push(entry(kind, id, record, current));
    if (kind !== "answer" || !REFERENCE.test(reference)) continue;
    const [said, its] = [answer(record), round(id)];
    if (!its || !Object.keys(said).length) continue;
    its.answers[current(reference)] = { ...said, ...its.answers[current(reference)] };
    its.answered = true;
  }
  const listed = inOrder([...rounds.values()]).map((one) => ({
    ...one,
    answers: rounds.get(one.id)?.answers ?? blank(),
  }));
  return {
    name: String(values("info", records.get("info")).name ?? ""),
    rounds: listed,
    plan: inPlace(plan),
    evidence: inPlace(evidence),
  };
}

/** Those that were not removed, in the order in which they were made. @template {{id: string, made: string, gone: boolean}} Entry
 * @param {Entry[]} entries */
export const inPlace = (entries) => entries.filter(({ gone }) => !gone).sort(byMaking);

/** @param {{id: string, made: string}} one @param {{id: string, made: string}} other */
const byMaking = (one, other) => one.made.localeCompare(other.made) || one.id.localeCompare(other.id);

/** The newest moment at which anything was entered. @param {PersonRecords} records @returns {string | undefined} */
export const lastChange = (records) =>
  [...records.values()]
    .map((record) => newest(record, fieldsOf(record)) ?? "")
    .sort()
    .at(-1) || undefined;
