/* A record as a history: each field is a list of steps, one for each value that the field has had. Copies of a record from two windows,
 * devices or files are joined by merging their steps, so the order and the number of joins do not matter. Independent of the page, of
 * storage and of the meaning of the fields. */

/** A record as it was read. Its values are not checked yet.
 * @typedef {{[field: string]: unknown}} Fields */

/** Create an object without a prototype, so that keys from a file such as "constructor" are safe.
 * @template T
 * @returns {{[key: string]: T}} */
export const blank = () => Object.create(null);

/** @param {unknown} value @returns {value is Fields} */
export const isFields = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Return a short hash of a text (FNV-1a). @param {string} text */
export function hash(text) {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  return (state >>> 0).toString(36);
}

/** One value of a field; null means that the field was cleared. `clock` counts the field's changes, so the newest step does not depend on a
 * device's time. `by` is the writer and the window that wrote the step, `at` the time on that device.
 * The writer is a device in one record: each record counts its own changes, and a file can bring steps of one record into another.
 * Erasing a step must not erase a step of the other record with the same clock.
 * @typedef {{value: unknown, clock: number, by: string, at: string, mark?: string}} Step */
/** For each field, the clock up to which each writer's steps were erased.
 * @typedef {{[field: string]: {[writer: string]: number}}} Erased */
/** @typedef {{[field: string]: Step[]}} Steps */
/** Steps by field, and under `erased` what was erased.
 * @typedef {Steps & {erased?: Erased}} History */

/** The number of steps to store for each field, besides the last step of each writer. */
export const KEEP = 10;

/** @returns {History} without any step */
export const nothing = () => /** @type {any} */ (blank());

/** Return the writer whose clock counted a step. Steps from version 1 have no clock, so each is erased separately. @param {string} by */
export const counter = (by) => (by.startsWith("v1.") ? by : by.split(".")[0]);
/** Return a text that identifies a step of a field. @param {Step | undefined} step */
export const stamp = (step) => (step ? `${step.clock} ${step.by} ${step.at}` : "");
/** Return a text of the whole step, for sorting and comparing. @param {Step} step */
export const whole = ({ clock, at, by, value, ...rest }) =>
  `${String(clock).padStart(16, "0")} ${at} ${by} ${JSON.stringify([value, rest])}`;

/** Return the fields of a record that have steps. @param {History} record */
export const fieldsOf = (record) => Object.keys(record).filter((field) => Array.isArray(record[field]));

/** Return the current step. @param {History | undefined} record @param {string} field @returns {Step | undefined} */
export const latest = (record, field) => (Array.isArray(record?.[field]) ? record[field].at(-1) : undefined);

/** Return a field's current value, or undefined. @param {History | undefined} record @param {string} field */
export const valueNow = (record, field) => latest(record, field)?.value ?? undefined;

/** Whether any field has a value. @param {History | undefined} record */
export const holds = (record) =>
  record !== undefined && fieldsOf(record).some((field) => valueNow(record, field) !== undefined);

/** Return the clock of the next step: later than all existing and all erased steps. @param {History} record @param {string} field */
export const next = (record, field) =>
  Math.max(latest(record, field)?.clock ?? 0, ...Object.values(record.erased?.[field] ?? {})) + 1;

/** Build a change: one step for each field whose value differs.
 * @param {History} record @param {Fields} values @param {{by: string, at: string, mark?: string}} rest
 * @param {number} [floor] the clock that the steps must exceed @returns {History} */
export function steps(record, values, { mark, ...rest }, floor = 0) {
  const made = nothing();
  for (const [field, given] of Object.entries(values)) {
    const value = given === undefined || given === "" ? null : given;
    const now = latest(record, field);
    const rated = field === "rating" && value !== null && mark ? { mark } : {};
    if ((now?.value ?? null) === value && (!rated.mark || now?.mark === mark)) continue;
    made[field] = [{ value, clock: Math.max(next(record, field), floor + 1), ...rest, ...rated }];
  }
  return made;
}

/** Join two histories: all steps of both, except steps that either has erased. @param {History} one @param {History} other
 * @returns {History} */
export function join(one, other) {
  // Fields in an unknown format, from a newer version of the site, stay unchanged.
  const both = Object.assign(nothing(), other, one);
  const erased = joinErased(one.erased, other.erased);
  for (const field of new Set([...fieldsOf(one), ...fieldsOf(other)])) {
    const found = new Map([...(one[field] ?? []), ...(other[field] ?? [])].map((step) => [whole(step), step]));
    const gone = erased?.[field] ?? {};
    const left = [...found].filter(([, { by, clock }]) => clock > (gone[counter(by)] ?? 0));
    if (left.length) both[field] = left.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, step]) => step);
    else delete both[field];
  }
  return erased ? Object.assign(both, { erased }) : both;
}

/** @param {Erased | undefined} one @param {Erased | undefined} other @returns {Erased | undefined} */
function joinErased(one, other) {
  if (!one || !other) return one ?? other;
  /** @type {Erased} */
  const both = blank();
  for (const field of [...Object.keys(one), ...Object.keys(other)]) {
    both[field] = Object.assign(blank(), one[field]);
    for (const [name, clock] of Object.entries(other[field] ?? {}))
      both[field][name] = Math.max(both[field][name] ?? 0, clock);
  }
  return both;
}

/** Renumber steps so that they follow those of a record that could not be read when the steps were written. Drops erasures that would erase
 * the record's steps.
 * @param {History} record @param {History} added @returns {History} */
export function after(record, added) {
  const moved = Object.assign(nothing(), added);
  for (const [field, clocks] of Object.entries(added.erased ?? {})) {
    const left = Object.entries(clocks).filter(([name]) => !record[field]?.some(({ by }) => counter(by) === name));
    moved.erased = Object.assign(blank(), moved.erased, { [field]: Object.assign(blank(), Object.fromEntries(left)) });
  }
  for (const field of fieldsOf(added)) {
    const by = next(record, field) - added[field][0].clock;
    if (by > 0) moved[field] = added[field].map((step) => ({ ...step, clock: step.clock + by }));
  }
  return moved;
}

/** Drop the oldest steps of a field, but keep the last step of each writer. Erasing that step also covers the dropped ones.
 * @param {Step[]} all @returns {Step[]} */
export function thinned(all) {
  const last = new Map(all.map((step) => [counter(step.by), step]));
  return all.filter((step, index) => all.length - index <= KEEP || last.get(counter(step.by)) === step);
}

/** Whether an unchecked value is a step. @param {unknown} value @returns {value is Step} */
export const isStep = (value) =>
  isFields(value) &&
  "value" in value &&
  Number.isInteger(value.clock) &&
  Number(value.clock) > 0 &&
  typeof value.by === "string" &&
  value.by.length <= 40 &&
  typeof value.at === "string" &&
  value.at.length <= 30;

/** Read a history from an unchecked value: the fields that are lists of steps. @param {unknown} value @returns {History} */
export function asHistory(value) {
  const history = nothing();
  if (!isFields(value)) return history;
  for (const [field, list] of Object.entries(value)) {
    const good = /** @type {Step[]} */ (Array.isArray(list) ? list.filter(isStep) : list);
    if (good?.length !== 0) history[field] = good;
  }
  delete history.erased;
  if (isFields(value.erased)) {
    /** @type {Erased} */
    const erased = blank();
    for (const [field, clocks] of Object.entries(value.erased)) {
      if (!isFields(clocks)) continue;
      erased[field] = Object.assign(
        blank(),
        Object.fromEntries(Object.entries(clocks).filter(([, clock]) => Number.isSafeInteger(clock))),
      );
    }
    history.erased = erased;
  }
  return join(history, nothing());
}
