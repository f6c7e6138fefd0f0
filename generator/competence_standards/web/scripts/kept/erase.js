/* Erasing: removes answers and their earlier values from this device permanently. */

import { deleted } from "./acts.js";
import { localDay } from "../days.js";
import { asHistory, blank, counter, fieldsOf, join, latest, next, nothing, valueNow } from "./history.js";
import { moved } from "./merge.js";
import { OWN } from "./answers.js";
import { FIRST } from "./version-1.js";
import { newId } from "./store.js";

/** @import { PersonRecords } from "./answers.js" */
/** @import { Erased, History } from "./history.js" */
/** @import { Store } from "./store.js" */

/** Permanently remove a person's answers from this device, including those deleted before.
 * @param {Store} store @param {string} id of a person, or of deleted answers */
export function erase(store, id) {
  const { records, person } = store;
  const alive = store.whoIs(id) === id;
  const to = alive ? newId() : records.read(`deleted:${id}`)?.to;
  const before = alive
    ? deleted(store)
        .filter((gone) => store.whoIs(gone.id) === id)
        .map((gone) => gone.id)
    : [];
  for (const one of [id, ...before]) {
    removeForeign(store, legacyKeys(store, one));
    for (const key of [...records.keys(`${one}:`), ...records.stored.unkept.keys()])
      if (key.startsWith(`${one}:`)) records.remove(key);
    records.put(`deleted:${one}`, { to: one === id ? to : id, name: undefined, at: undefined, number: undefined });
    records.put(`erased:${one}`, { at: localDay(store.now()) });
  }
  if (id !== person) return;
  const [other] = store.people();
  if (other) store.choose(other.id);
  else store.chosenRound = undefined;
}

/** Permanently remove all values of a record, or only its earlier values. Opening a file later does not restore them.
 * @param {Store} store @param {string} rest of the record's key @param {boolean} all */
export function eraseHistory(store, rest, all) {
  const key = `${store.person}:${rest}`;
  const record = asHistory(store.records.read(key));
  store.typing = undefined;
  store.records.add(key, erasure(record, fieldsOf(record), all));
  removeForeign(store, legacyKeys(store, store.person, rest));
}

/** Return a file's records without values that were erased on this device. Current values stay.
 * @param {Store} store @param {string} person that the file names, or "" @param {PersonRecords} records
 * @param {PersonRecords} [mine] the current records
 * @param {Map<string, string>} [into] the rounds that are added to another round @returns {PersonRecords} */
export function unerased(store, person, records, mine, into = new Map()) {
  const whose = store.whoIs(person || store.person);
  const people = new Set(store.records.keys("").flatMap((key) => OWN.exec(key)?.[1] ?? []));
  /** @param {PersonRecords} found */
  const without = (found) =>
    new Map(
      [...found].map(([key, record]) => {
        let left = record;
        const held = [mine?.get(key)];
        for (const id of people) {
          const here = asHistory(store.records.read(`${id}:${key}`));
          const own = store.whoIs(id) === whose;
          // A person who has answers keeps them, even if another person erased a copy.
          if (!here.erased || (mine && !own)) continue;
          left = join(left, marks(here, own));
          held.push(here);
        }
        const same = fieldsOf(record).filter(
          (field) =>
            valueNow(left, field) !== valueNow(record, field) &&
            held.some((here) => valueNow(here, field) === valueNow(record, field)),
        );
        // If there is no current value, count the step after the erased ones. Otherwise it would be erased as well.
        const kept = same.map((field) => {
          const now = record[field][record[field].length - 1];
          return [
            field,
            [...(left[field] ?? []), mine?.get(key)?.[field] ? now : { ...now, clock: next(left, field) }],
          ];
        });
        // Do not copy the erasure marks to another person, because they would erase that person's answers.
        const { erased, ...steps } = left;
        const found = Object.assign(nothing(), steps, record.erased ? { erased: record.erased } : {});
        return [key, Object.assign(join(found, renumbered(record, held)), Object.fromEntries(kept))];
      }),
    );
  return into.size ? without(moved(without(records), into)) : without(records);
}

/** Return the steps of some records here that are steps of a file with another clock. Erasing earlier values gives the value that stays a
 * new clock, so an older file has it with one that was erased.
 * @param {History} record of the file @param {(History | undefined)[]} held @returns {History} */
function renumbered(record, held) {
  const found = nothing();
  for (const field of fieldsOf(record)) {
    const here = held.flatMap((one) => one?.[field] ?? []);
    const same = here.filter((step) =>
      record[field].some(
        ({ value, clock, by, at }) => value === step.value && clock < step.clock && by === step.by && at === step.at,
      ),
    );
    if (same.length) found[field] = same;
  }
  return found;
}

/** Return what was erased of a record. The marks apply to the same steps under every person's id. For another person, leave out version 1
 * steps, because equal answers of two people give equal steps. @param {History} record
 * @param {boolean} own whether it is of the same person @returns {History} */
function marks({ erased }, own) {
  if (!erased || own) return Object.assign(nothing(), erased ? { erased } : {});
  const known = Object.entries(erased).map(([field, clocks]) => [
    field,
    Object.assign(blank(), Object.fromEntries(Object.entries(clocks).filter(([name]) => !name.startsWith("v1.")))),
  ]);
  return Object.assign(nothing(), { erased: Object.assign(blank(), Object.fromEntries(known)) });
}

/** Build a history that, joined with the record, erases all steps of some fields, or all but the current value. The current value gets a
 * new step after the erased ones, because another window may have written an earlier value with the same clock.
 * @param {History} record @param {string[]} fields @param {boolean} all @returns {History} */
function erasure(record, fields, all) {
  const made = nothing();
  /** @type {Erased} */
  const erased = blank();
  for (const field of fields) {
    const now = latest(record, field);
    if (!now || (!all && record[field].length === 1)) continue;
    erased[field] = blank();
    for (const { by, clock } of record[field])
      erased[field][counter(by)] = Math.max(erased[field][counter(by)] ?? 0, clock);
    if (!all) made[field] = [{ ...now, clock: next(record, field) }];
  }
  return Object.assign(made, { erased });
}

/** Remove version 1 records and the note that they were taken over, because the note shows which items had an answer.
 * @param {Store} store @param {string[]} keys with their prefix */
function removeForeign({ records }, keys) {
  try {
    for (const key of keys) records.stored.shelf().removeItem(key);
  } catch {
    /* The storage is blocked, so nothing can be removed. The page says so. */
  }
  const taken = Object.keys(records.read("taken") ?? {}).filter((one) =>
    keys.some((key) => key.endsWith(`:v1:${one}`)),
  );
  if (taken.length) records.put("taken", Object.fromEntries(taken.map((one) => [one, undefined])));
}

/** Return the version 1 keys of a person's records, or of one record. @param {Store} store @param {string} person
 * @param {string} [rest] @returns {string[]} */
function legacyKeys(store, person, rest = "") {
  const [kind, round, ...more] = rest.split(":");
  const tail = rest && store.currentKey([kind, round?.split(".")[0], ...more].join(":"));
  const old = person === store.device || person === store.whoIs(store.device) ? FIRST : person;
  const { stored } = store.records;
  const prefix = stored.prefix.replace(/:v\d+:$/, ":v1:");
  const start = `${prefix}${old}:`;
  // If the standard's id has changed, the record is under the old id.
  return stored.foreignKeys(start).filter((key) => !rest || store.currentKey(key.slice(start.length)) === tail);
}
