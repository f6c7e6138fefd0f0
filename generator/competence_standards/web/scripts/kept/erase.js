/* Erasing: it removes answers from this device for good, with all that they were before. */

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

/** Remove the answers of a person from this device for good, and what was deleted of them before.
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

/** Remove what a record held for good: of all its fields, or only what they held before. Files that are added later do not bring it back.
 * @param {Store} store @param {string} rest of the record's key @param {boolean} all */
export function eraseHistory(store, rest, all) {
  const key = `${store.person}:${rest}`;
  const record = asHistory(store.records.read(key));
  store.typing = undefined;
  store.records.add(key, erasure(record, fieldsOf(record), all));
  removeForeign(store, legacyKeys(store, store.person, rest));
}

/** Records of a file without what was erased on this device, whichever way the file is opened. A value that is held now stays.
 * @param {Store} store @param {string} person that the file names, or "" @param {PersonRecords} records @param {PersonRecords} [mine] what is held now
 * @param {Map<string, string>} [into] the rounds whose answers go into another round @returns {PersonRecords} */
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
        // Where nothing is held of it, it comes after what was erased: else it would be erased, too.
        const kept = same.map((field) => {
          const now = record[field][record[field].length - 1];
          return [
            field,
            [...(left[field] ?? []), mine?.get(key)?.[field] ? now : { ...now, clock: next(left, field) }],
          ];
        });
        // The marks stay with the person who erased: joined with the answers of another one, they would erase these.
        const { erased, ...steps } = left;
        return [
          key,
          Object.assign(nothing(), steps, record.erased ? { erased: record.erased } : {}, Object.fromEntries(kept)),
        ];
      }),
    );
  return into.size ? without(moved(without(records), into)) : without(records);
}

/** What was erased of a record. Devices have clocks of their own, so it means the same steps in the answers of every person; but steps of
 * the first version are alike wherever the same was said. @param {History} record @param {boolean} own whether it is of the same person @returns {History} */
function marks({ erased }, own) {
  if (!erased || own) return Object.assign(nothing(), erased ? { erased } : {});
  const known = Object.entries(erased).map(([field, clocks]) => [
    field,
    Object.assign(blank(), Object.fromEntries(Object.entries(clocks).filter(([name]) => !name.startsWith("v1.")))),
  ]);
  return Object.assign(nothing(), { erased: Object.assign(blank(), Object.fromEntries(known)) });
}

/** What joins with a record so that the steps of some fields are erased: all of them, or all but the value of now. That value gets a
 * step after the erased ones, because another window may have written an earlier value under the same clock.
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

/** Remove records of the first version, and that they were taken over: it says which items had an answer.
 * @param {Store} store @param {string[]} keys with their prefix */
function removeForeign({ records }, keys) {
  try {
    for (const key of keys) records.stored.shelf().removeItem(key);
  } catch {
    /* A blocked storage keeps what it has; the page says so. */
  }
  const taken = Object.keys(records.read("taken") ?? {}).filter((one) =>
    keys.some((key) => key.endsWith(`:v1:${one}`)),
  );
  if (taken.length) records.put("taken", Object.fromEntries(taken.map((one) => [one, undefined])));
}

/** The keys under which the first version still has records of a person, or the one of them. @param {Store} store @param {string} person
 * @param {string} [rest] @returns {string[]} */
function legacyKeys(store, person, rest = "") {
  const [kind, round, ...more] = rest.split(":");
  const tail = rest && store.currentKey([kind, round?.split(".")[0], ...more].join(":"));
  const old = person === store.device || person === store.whoIs(store.device) ? FIRST : person;
  const { stored } = store.records;
  const prefix = stored.prefix.replace(/:v\d+:$/, ":v1:");
  const start = `${prefix}${old}:`;
  // Of a standard that has another id now, the record is under the old one.
  return stored.foreignKeys(start).filter((key) => !rest || store.currentKey(key.slice(start.length)) === tail);
}
