/* What opening a file would change: every field that would hold something else, and what only one side has. Independent of the page
 * and of storage. */

import { fieldsOf, join, latest, nothing, stamp, steps, valueNow } from "./history.js";

/** @import { PersonRecords } from "./answers.js" */
/** @import { History } from "./history.js" */
/** One field that would change. `what` is the kind of its record, `about` the item, step or entry it belongs to.
 * @typedef {{key: string, field: string, before: unknown, after: unknown, kept?: unknown}} Change */

/** All of both. @param {PersonRecords} mine @param {PersonRecords} theirs @returns {PersonRecords} */
export function merge(mine, theirs) {
  const both = new Map(mine);
  for (const [key, record] of theirs) both.set(key, join(mine.get(key) ?? nothing(), record));
  return both;
}

/** The records of a file where the answers of some of its rounds go into other rounds. What was erased of one round says nothing of another.
 * @param {PersonRecords} records @param {Map<string, string>} into @returns {PersonRecords} */
export function moved(records, into) {
  /** @type {PersonRecords} */
  const found = new Map();
  for (const [key, record] of records) {
    const [kind, round, ...more] = key.split(":");
    const target = into.get(round);
    if (!target || (kind !== "answer" && kind !== "round")) meet(found, key, record);
    else if (kind === "answer")
      meet(
        found,
        ["answer", target, ...more].join(":"),
        Object.assign(nothing(), Object.fromEntries(fieldsOf(record).map((field) => [field, record[field]]))),
      );
  }
  return found;
}

/** @param {PersonRecords} records @param {string} key @param {History} record which is joined with what has the same key */
export const meet = (records, key, record) => records.set(key, join(records.get(key) ?? nothing(), record));

/** The steps that make each field hold what it holds in another history. @param {History} now @param {History} wanted
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

/** The fields that hold one thing before and another after. @param {PersonRecords} before @param {PersonRecords} after @returns {Change[]} */
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

/** Fields where a file says another thing, and what is here stays because it is newer. @param {PersonRecords} mine @param {PersonRecords} theirs
 * @returns {Change[]} */
export function outvoted(mine, theirs) {
  const both = merge(mine, theirs);
  return changes(mine, theirs).filter(
    ({ key, field, before, after }) =>
      before !== undefined && after !== undefined && valueNow(both.get(key), field) === before,
  );
}

/** How many values a file has that were erased here. @param {PersonRecords} mine @param {PersonRecords} theirs */
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
