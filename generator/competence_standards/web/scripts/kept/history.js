/* A record as a history: each of its fields is the list of the values that it has had. Two copies of a record, from two windows,
 * devices or files, are joined by putting their steps together, so the order and the number of joins do not matter. Independent of
 * the page, of storage and of the meaning of the fields. */

/** A record as it is stored or was read: nothing is known of its values yet.
 * @typedef {{[field: string]: unknown}} Fields */

/** A map that inherits nothing, so that no key of a file can mean anything to the language.
 * @template T
 * @returns {{[key: string]: T}} */
export const blank = () => Object.create(null);

/** @param {unknown} value @returns {value is Fields} */
export const isFields = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** One value of a field: null where the field was cleared. The clock counts the changes of the field, so no device's clock decides
 * what is newest. `by` is the device and window that wrote it, `at` the time by that device's clock.
 * @typedef {{value: unknown, clock: number, by: string, at: string, mark?: string}} Step */
/** For a field, how far the steps of each device were erased.
 * @typedef {{[field: string]: {[device: string]: number}}} Erased */
/** @typedef {{[field: string]: Step[]}} Steps */
/** Steps by field, and under `erased` what was erased.
 * @typedef {Steps & {erased?: Erased}} History */

/** How many steps of a field are kept, besides the last one of each device. */
export const KEEP = 10;

/** @returns {History} without any step */
export const nothing = () => /** @type {any} */ (blank());

/** @param {string} by */
const device = (by) => by.split(".")[0];
/** Whose clock a step was counted by. Steps of the first version were counted by none: each is erased alone. @param {string} by */
export const counter = (by) => (by.startsWith("v1.") ? by : device(by));
/** Names a step of a field. @param {Step | undefined} step */
export const stamp = (step) => (step ? `${step.clock} ${step.by} ${step.at}` : "");
/** All of a step, in the order in which steps count. @param {Step} step */
export const whole = ({ clock, at, by, value, ...rest }) =>
  `${String(clock).padStart(16, "0")} ${at} ${by} ${JSON.stringify([value, rest])}`;

/** The fields of a record that have steps. @param {History} record */
export const fieldsOf = (record) => Object.keys(record).filter((field) => Array.isArray(record[field]));

/** The step that counts. @param {History | undefined} record @param {string} field @returns {Step | undefined} */
export const latest = (record, field) => (Array.isArray(record?.[field]) ? record[field].at(-1) : undefined);

/** What a field holds now, or undefined. @param {History | undefined} record @param {string} field */
export const valueNow = (record, field) => latest(record, field)?.value ?? undefined;

/** Whether any field holds something. @param {History | undefined} record */
export const holds = (record) =>
  record !== undefined && fieldsOf(record).some((field) => valueNow(record, field) !== undefined);

/** The clock of the next step: later than all that is there and all that was erased. @param {History} record @param {string} field */
export const next = (record, field) =>
  Math.max(latest(record, field)?.clock ?? 0, ...Object.values(record.erased?.[field] ?? {})) + 1;

/** A change: one step a field, for those fields that do not hold that value yet.
 * @param {History} record @param {Fields} values @param {{by: string, at: string, mark?: string}} rest @param {number} [floor] the clock after
 * which the steps come in any case @returns {History} */
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

/** All steps of both, but for what either says was erased. @param {History} one @param {History} other @returns {History} */
export function join(one, other) {
  // What a newer version of the site wrote in another shape stays as it is.
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

/** The same steps, each field's after those of a record that their writer could not read when they were written. What was erased by
 * the writer is no longer known where that would erase steps of the record.
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

/** Drop the oldest steps of a field, but never the last one that was counted by any clock. By it, erasing covers those that were dropped.
 * @param {Step[]} all @returns {Step[]} */
export function thinned(all) {
  const last = new Map(all.map((step) => [counter(step.by), step]));
  return all.filter((step, index) => all.length - index <= KEEP || last.get(counter(step.by)) === step);
}

/** Whether a value of any origin has the shape of a step. @param {unknown} value @returns {value is Step} */
export const isStep = (value) =>
  isFields(value) &&
  "value" in value &&
  Number.isInteger(value.clock) &&
  Number(value.clock) > 0 &&
  typeof value.by === "string" &&
  value.by.length <= 40 &&
  typeof value.at === "string" &&
  value.at.length <= 30;

/** A history out of a value of any origin: its fields that are lists of steps. @param {unknown} value @returns {History} */
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
