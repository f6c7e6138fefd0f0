/* Acts that change several things at once, and deletions. Both can be undone. An act records, for each field, the current step before and
 * after it. */

import { blank, fieldsOf, holds, latest } from "./history.js";

/** @import { History } from "./history.js" */
/** @import { Changes, Store } from "./store.js" */

/** An act that can be undone, or done again.
 * @typedef {{key: string, what: string, whose: string, at: string, undone: boolean, number: number}} Act */
/** The deleted answers of a person. New answers belong to the person `to`.
 * @typedef {{id: string, to: string, name: string, at: string, number: number}} Deleted */

/** The number of acts that are stored. Changes by older acts are still in each field's history. */
const ACTS = 20;
const ACT = /^([a-z0-9]+):act:(\d+)/;

/** Run changes to one person's answers as a single act. @param {Store} store @param {string} what the text after the word Undo
 * @param {() => void} change */
export function act(store, what, change) {
  const [person, round] = [store.person, store.round];
  store.typing = undefined;
  /** @type {Changes} */
  const changes = (store.changes = blank());
  try {
    change();
  } finally {
    store.changes = undefined;
  }
  if (!Object.keys(changes).length) return;
  store.records.put(`${store.person}:act:${next(store)}`, {
    what,
    at: store.moment(),
    changes,
    from: { person, round },
  });
  for (const { key } of acts(store).slice(ACTS)) store.records.remove(key);
}

/** Return the number of the last act or deletion. @param {Store} store */
export const last = (store) => Math.max(0, ...[...acts(store), ...deleted(store)].map(({ number }) => number));

/** Return the number of the next act or deletion, with this window's name to make it unique. @param {Store} store */
export const next = (store) => `${String(last(store) + 1).padStart(6, "0")}-${store.window}`;

/** Return the stored acts of everyone on this device, the last one first. @param {Store} store @returns {Act[]} */
export function acts(store) {
  const gone = new Set(deleted(store).map(({ id }) => id));
  const found = store.records.keys("").flatMap((key) => {
    const [, whose, number] = ACT.exec(key) ?? [];
    const kept = whose && !gone.has(whose) ? store.records.read(key) : undefined;
    if (!kept || typeof kept.what !== "string") return [];
    return [
      { key, whose, number: Number(number), what: kept.what, at: String(kept.at ?? ""), undone: kept.undone === true },
    ];
  });
  return found.sort((one, other) => other.number - one.number);
}

/** @param {Store} store @returns {Deleted[]} the last one first */
export function deleted({ records }) {
  const found = records.keys("deleted:").flatMap((key) => {
    const { to = "", name = "", at = "", number } = records.read(key) ?? {};
    return number === undefined
      ? []
      : [
          {
            id: key.slice(8),
            to: String(to),
            name: String(name),
            at: String(at),
            number: parseInt(String(number), 10) || 0,
          },
        ];
  });
  return found.sort((one, other) => other.number - one.number);
}

/** Return the earlier values of a record with their fields, the newest first. @param {History} record */
export function earlier(record) {
  const found = fieldsOf(record).flatMap((field) =>
    record[field]
      .slice(0, -1)
      .filter(({ value }) => value !== null)
      .map((step) => ({ field, step })),
  );
  return found
    .filter(({ field, step }) => step.value !== latest(record, field)?.value)
    .sort((one, other) => other.step.at.localeCompare(one.step.at));
}

/** Return removed steps or entries that have a value now or had one before. @param {Store} store @param {"plan" | "evidence"} kind */
export const removed = (store, kind) =>
  store.allEntries(kind).filter(({ id, gone }) => gone && canReturn(store, `${kind}:${id}`));

/** Whether a removed record has a value now or had one before, so that it can be put back. @param {Store} store @param {string} rest of
 * its key */
export function canReturn(store, rest) {
  const record = store.records.history(`${store.person}:${rest}`);
  return holds(record) || earlier(record).length > 0;
}
