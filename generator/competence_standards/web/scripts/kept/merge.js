/* What opening a file would change: each field whose value would differ, and records that only one side has. Independent of the page
 * and of storage. */

import { fieldsOf, join, latest, nothing, stamp, steps, valueNow } from "./history.js";

/** @import { PersonRecords } from "./answers.js" */
/** @import { History } from "./history.js" */
/** One field that would change.
 * @typedef {{key: string, field: string, before: unknown, after: unknown, kept?: unknown}} Change */

/** Join the records of both. @param {PersonRecords} mine @param {PersonRecords} theirs @returns {PersonRecords} */
export function merge(mine, theirs) {
  const both = new Map(mine);
  for (const [key, record] of theirs) both.set(key, join(mine.get(key) ?? nothing(), record));
  return both;
}

/** Return a file's records with some rounds added to other rounds. Erasures are not copied, because they apply only to their own round.
 * @param {PersonRecords} records @param {Map<string, string>} into @returns {PersonRecords} */
export function moved(records, into) {
  /** @type {PersonRecords} */
  const found = new Map();
  for (const [key, record] of records) {
    const [kind, round, ...more] = key.split(":");
    const target = into.get(round);
    if (!target || (kind !== "answer" && kind !== "round")) joinInto(found, key, record);
    else if (kind === "answer")
      joinInto(
        found,
        ["answer", target, ...more].join(":"),
        Object.assign(nothing(), Object.fromEntries(fieldsOf(record).map((field) => [field, record[field]]))),
      );
  }
  return found;
}

/** @param {PersonRecords} records @param {string} key @param {History} record to join with the record that has the same key */
export const joinInto = (records, key, record) => records.set(key, join(records.get(key) ?? nothing(), record));

/** Build the steps that set each field to its value in another history. @param {History} now @param {History} wanted
 * @param {{by: string, at: string}} about @returns {History} */
export function like(now, wanted, about) {
  const made = nothing();
  for (const field of new Set([...fieldsOf(now), ...fieldsOf(wanted)])) {
    Object.assign(
      made,
      steps(now, { [field]: valueNow(wanted, field) }, { ...about, mark: latest(wanted, field)?.mark }),
    );
  }
  return made;
}

/** Return the fields whose values differ. @param {PersonRecords} before @param {PersonRecords} after @returns {Change[]} */
export function changes(before, after) {
  const found = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(key), after.get(key)];
    for (const field of new Set([...(old ? fieldsOf(old) : []), ...(now ? fieldsOf(now) : [])])) {
      const [was, is] = [valueNow(old, field), valueNow(now, field)];
      if (was !== is) found.push({ key, field, before: was, after: is });
    }
  }
  return found;
}

/** Return fields where the file has a different value, but the value here stays because it is newer. @param {PersonRecords} mine
 * @param {PersonRecords} theirs
 * @returns {Change[]} */
export function outvoted(mine, theirs) {
  const both = merge(mine, theirs);
  return changes(mine, theirs).filter(
    ({ key, field, before, after }) =>
      before !== undefined && after !== undefined && valueNow(both.get(key), field) === before,
  );
}

/** Count the file's values that were erased here. @param {PersonRecords} mine @param {PersonRecords} theirs */
export function erasedAgain(mine, theirs) {
  let count = 0;
  for (const [key, record] of theirs) {
    const erased = mine.get(key)?.erased;
    if (!erased) continue;
    const left = join(record, Object.assign(nothing(), { erased }));
    for (const field of fieldsOf(record)) {
      const kept = new Set(left[field]?.map(stamp));
      count += record[field].filter(
        (step) => step.value !== null && step.value !== valueNow(mine.get(key), field) && !kept.has(stamp(step)),
      ).length;
    }
  }
  return count;
}
