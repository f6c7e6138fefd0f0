/* A learner's answers as the pages show them, and the limits of each field. Each field has a reader that checks a value and leaves out
 * invalid ones. Independent of the page and of storage. */

import { localDay } from "../days.js";
import { blank, fieldsOf, holds, latest, valueNow } from "./history.js";
import { partPlace } from "../parts.js";
import { t } from "../words.js";

/** @import { Fields, History } from "./history.js" */

/** @typedef {{rating?: string, note?: string, at?: string}} Assessor */
/** @typedef {{rating?: string, reason?: string, evidence?: string, reference?: string, note?: string, mark?: string,
 *   at?: string, assessor?: Assessor}} Answer */
/** @typedef {{[reference: string]: Answer}} Answers */
/** `title` is the round's name on the page.
 * @typedef {{id: string, title: string, name?: string, started?: string, assessor?: string, answers: Answers}} Round */
/** @typedef {{id: string, items: string[], what?: string, support?: string, by?: string, how?: string, done?: boolean}} Plan */
/** `record` is the id of the form's record that the entry is about.
 * @typedef {{id: string, items: string[], title?: string, date?: string, method?: string, where?: string, record?: string}} Evidence */
/** One copy of a form that is filled in on screen. `places` has the values by the name of the place. `title` is the form's title and
 * `edition` the standard's version when the record was made. `dated` is the place with the date of the activity. `source` says where values
 * come from that were not typed.
 * @typedef {{id: string, form?: string, standard?: string, edition?: string, title?: string, dated?: string, source?: string, made: string,
 *   gone: boolean, places: {[name: string]: string | true}}} FormRecord */
/** The current answers of one person.
 * @typedef {{name: string, rounds: Round[], plan: Plan[], evidence: Evidence[], forms: FormRecord[]}} Assessment */
/** @typedef {(value: unknown) => unknown} Reader returns undefined for an invalid value */

/** Keys of a person's answers and entries. */
export const OWN = /^([a-z0-9]+):(info|round|answer|plan|evidence|form)(:|$)/;
/** A person's records with plain fields. All others are histories, including kinds from newer versions of the site. */
export const PLAIN = /^(words$|act:|saved$|extra$|floor$|details$|aside:)/;
export const NOT_NOW = "not-now";
export const REFERENCE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[A-Z][1-9][0-9]{0,3}$/;
/** The field for a place of a form: `@` and the place's name, so that it never has the name of another field. */
export const PLACE = /^@.{1,64}$/u;
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const ID = /^[a-z0-9]{1,16}$/;
const LEVEL = /^[a-z][a-z0-9-]{0,63}$/;
export const MARK = /^[0-9a-f]{8}$/;
const DAY = /^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
/** Limits: characters of a text, and records in a file. */
export const MOST = { text: 20000, records: 100000 };

/** Remove characters that nobody types: control characters, lone surrogates, and characters that reverse the text direction.
 * @param {string} text @param {boolean} [lines] */
export function tidy(text, lines) {
  const whole = text.replace(/\r\n?/g, "\n").replace(/\p{Surrogate}/gu, "\ufffd");
  return whole.replace(/[\0-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g, (found) =>
    found !== "\n" && found !== "\t" ? "" : lines ? found : " ",
  );
}

/** @param {boolean} lines @returns {Reader} */
const text = (lines) => (value) => {
  const read = typeof value === "string" && value.length <= MOST.text ? tidy(value, lines) : undefined;
  return read?.trim() ? read : undefined;
};
/** @param {RegExp} pattern @returns {Reader} */
const like = (pattern) => (value) => (typeof value === "string" && pattern.test(value) ? value : undefined);
/** @type {Reader} */
const count = (value) => (Number.isInteger(value) ? value : undefined);
/** @type {Reader} */
const yes = (value) => (typeof value === "boolean" ? value : undefined);
/** @type {Reader} */
const written = (value) => yes(value) ?? text(true)(value);

/** The known fields of each kind of record.
 * @type {{[kind: string]: {[field: string]: Reader}}} */
export const FIELDS = {
  info: { name: text(false) },
  round: { name: text(false), started: like(DAY), number: count, assessor: text(false) },
  answer: {
    rating: like(LEVEL),
    reason: text(false),
    evidence: like(LEVEL),
    reference: text(false),
    note: text(true),
    "assessor.rating": like(LEVEL),
    "assessor.note": text(true),
  },
  plan: {
    what: text(true),
    support: text(true),
    by: like(DAY),
    how: text(true),
    done: yes,
    made: text(false),
    gone: yes,
  },
  evidence: {
    title: text(false),
    date: like(DAY),
    method: like(LEVEL),
    where: text(false),
    record: like(ID),
    made: text(false),
    gone: yes,
  },
  form: {
    form: like(NAME),
    standard: like(NAME),
    edition: text(false),
    title: text(false),
    dated: text(false),
    source: text(false),
    made: text(false),
    gone: yes,
  },
};
/** The fields in which a learner types. */
export const WRITTEN = new Set([
  "name",
  "assessor",
  "reason",
  "reference",
  "note",
  "assessor.note",
  "what",
  "support",
  "how",
  "title",
  "where",
]);
/** The longest time, in milliseconds, that typing counts as one step. */
export const TYPING = 300000;

/** Whether a value may be stored in a field. Empty values and unknown fields are always allowed.
 * @param {string} kind @param {string} field @param {unknown} value */
export function fits(kind, field, value) {
  if (value === null || value === undefined || (typeof value === "string" && !value.trim())) return true;
  const reader = reads(kind, field);
  return reader ? reader(value) !== undefined : typeof value !== "string" || value.length <= MOST.text;
}

/** @param {string} kind @param {string} field @returns {Reader | undefined} */
function reads(kind, field) {
  if (Object.hasOwn(FIELDS, kind) && Object.hasOwn(FIELDS[kind], field)) return FIELDS[kind][field];
  if (kind === "form") return PLACE.test(field) ? written : undefined;
  return (kind === "plan" || kind === "evidence") && REFERENCE.test(field) ? yes : undefined;
}

/** Return the known fields that have a valid value. @param {string} kind @param {Fields} values @returns {Fields} */
export function clean(kind, values) {
  const copy = blank();
  for (const [field, value] of Object.entries(values)) {
    const read = reads(kind, field)?.(value);
    if (read !== undefined) copy[field] = read;
  }
  return copy;
}

/** Compare references: by standard, in the order of the parts, then by number. @param {string} one @param {string} other */
export function byReference(one, other) {
  const [[a, x], [b, y]] = [one.split("/"), other.split("/")];
  if (a !== b) return a < b ? -1 : 1;
  if (x[0] === y[0]) return Number(x.slice(1)) - Number(y.slice(1));
  return partPlace(x) - partPlace(y) || (x < y ? -1 : 1);
}

/** One person's records, by the part of the key after the person: `info`, `round:<id>`, `answer:<round>:<standard>/<item>`, `plan:<id>`,
 * `evidence:<id>`, `form:<id>`.
 * @typedef {Map<string, History>} PersonRecords */
/** @typedef {(reference: string) => string} Current returns an item's current reference */

/** Return the current values of a record's known fields. @param {string} kind @param {History | undefined} record */
export const values = (kind, record) =>
  clean(kind, Object.fromEntries(record ? fieldsOf(record).map((field) => [field, valueNow(record, field)]) : []));

/** Return the newest time in some fields. @param {History | undefined} record @param {string[]} fields */
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

/** Build a step of the plan or an entry of the log. It is gone if it has no values, for example after its addition was undone.
 * @template {Plan | Evidence} Entry
 * @param {string} kind @param {string} id @param {History} record @param {Current} [current] @returns {Entry & {made: string, gone: boolean}} */
export function entry(kind, id, record, current = (reference) => reference) {
  const { gone, made, ...known } = values(kind, record);
  const items = Object.entries(known)
    .filter(([field, value]) => REFERENCE.test(field) && value)
    .map(([field]) => current(field));
  const fields = Object.entries(known).filter(([field]) => !REFERENCE.test(field));
  return /** @type {any} */ ({
    ...Object.fromEntries(fields),
    id,
    items: [...new Set(items)].sort(byReference),
    made: made ?? oldest(record),
    gone: gone === true || !holds(record),
  });
}

/** Build a form's record. It is gone if it has no values. @param {string} id @param {History} record @returns {FormRecord} */
export function formRecord(id, record) {
  const { gone, made, ...known } = values("form", record);
  const places = blank();
  for (const [field, value] of Object.entries(known)) if (PLACE.test(field) && value) places[field.slice(1)] = value;
  const fields = Object.entries(known).filter(([field]) => !PLACE.test(field));
  return /** @type {any} */ ({
    ...Object.fromEntries(fields),
    id,
    places,
    made: made ?? oldest(record),
    gone: gone === true || !holds(record),
  });
}

/** Return the time of the first step. @param {History} record */
const oldest = (record) =>
  fieldsOf(record)
    .map((field) => record[field][0]?.at ?? "")
    .sort()[0] ?? "";

/** Sort rounds by start, without their answers. A round exists as long as it has any content.
 * @param {{id: string, record?: History, answered: boolean}[]} found @returns {Round[]} */
export function inOrder(found) {
  const tomorrow = localDay(new Date(Date.now() + 864e5));
  /** Ignore a start date in the future, so that such a round is not the last one. @param {Partial<Round>} round */
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
  const forms = /** @type {FormRecord[]} */ ([]);
  for (const [key, record] of records) {
    const [kind, id, reference] = key.split(":");
    if (kind === "form" && id) forms.push(formRecord(id, record));
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
    forms: inPlace(forms),
  };
}

/** Return the entries that were not removed, in the order in which they were made.
 * @template {{id: string, made: string, gone: boolean}} Entry
 * @param {Entry[]} entries */
export const inPlace = (entries) => entries.filter(({ gone }) => !gone).sort(byMaking);

/** @param {{id: string, made: string}} one @param {{id: string, made: string}} other */
const byMaking = (one, other) => one.made.localeCompare(other.made) || one.id.localeCompare(other.id);

/** Return the time of the last change. @param {PersonRecords} records @returns {string | undefined} */
export const lastChange = (records) =>
  [...records.values()]
    .map((record) => newest(record, fieldsOf(record)) ?? "")
    .sort()
    .at(-1) || undefined;
