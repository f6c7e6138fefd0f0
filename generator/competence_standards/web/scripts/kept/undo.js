/* Undoing. An undone act gives each field the value of before, but only where nothing has changed since, so undoing takes back that act
 * and nothing else. Deleting marks a person as deleted: what is entered next belongs to somebody new, and joins the old answers when
 * they are brought back. */

import { next } from "./acts.js";
import {
  after,
  asHistory,
  blank,
  fieldsOf,
  holds,
  isFields,
  latest,
  next as clockAfter,
  stamp,
  steps,
} from "./history.js";
import { PLAIN } from "./answers.js";
import { newId } from "./store.js";

/** @import { Fields, History } from "./history.js" */
/** @import { Records } from "./records.js" */
/** @import { Changes, Store } from "./store.js" */

/** Undo an act, or do again what was undone. @param {Store} store @param {string} key @param {boolean} [undone] whether the page shows it
 * as undone: where another window was faster, nothing is done twice
 * @returns {boolean} whether there was anything left to take back */
export function undo(store, key, undone) {
  const kept = store.records.read(key);
  if (!kept || !isFields(kept.changes) || (kept.undone === true) !== (undone ?? kept.undone === true)) return true;
  const whose = key.split(":")[0];
  store.typing = undefined;
  /** @type {Changes} */
  const back = blank();
  // Rounds come last, when it is clear whether there are still answers in them.
  const changes = Object.entries(/** @type {Changes} */ (kept.changes)).sort(
    ([one], [other]) => Number(one.startsWith("round:")) - Number(other.startsWith("round:")),
  );
  for (const [then, fields] of changes) {
    // Of an act of a page that does not know the new id of a standard, the record is under the old one.
    const rest = store.records.read(`${whose}:${then}`) ? then : store.currentKey(then);
    const record = asHistory(store.records.read(`${whose}:${rest}`));
    const inUse = isInUse(store, whose, rest);
    for (const [field, [before, after]] of Object.entries(fields)) {
      const old = record[field]?.find((step) => stamp(step) === before);
      if (inUse && (field === "started" || field === "number") && (old?.value ?? null) === null) continue;
      if (stamp(latest(record, field)) !== after || (before && !old)) continue;
      const made = steps(record, { [field]: old?.value }, { by: store.by, at: store.moment(), mark: old?.mark });
      if (!made[field]) continue;
      store.records.change(`${whose}:${rest}`, made);
      (back[rest] ??= blank())[field] = [after, stamp(made[field][0])];
    }
  }
  if (!Object.keys(back).length) return false;
  store.records.put(key, { changes: back, undone: kept.undone !== true || undefined });
  const from = isFields(kept.from) ? kept.from : {};
  if (
    kept.undone !== true &&
    from.person !== store.person &&
    whose === store.person &&
    !store.people().some(({ id }) => id === whose)
  )
    store.choose(String(from.person));
  store.settle();
  return true;
}

/** Whether a record is a round in which there are still answers: it stays a round for their sake.
 * @param {Store} store @param {string} person @param {string} rest */
function isInUse({ records }, person, rest) {
  const [kind, round] = rest.split(":");
  return kind === "round" && records.keys(`${person}:answer:${round}:`).some((key) => holds(records.history(key)));
}

/** The largest clock of a record, of what was erased too. @param {History} record */
const newest = (record) =>
  Math.max(
    0,
    ...fieldsOf(record).map((field) => clockAfter(record, field) - 1),
    ...Object.keys(record.erased ?? {}).map((field) => clockAfter(record, field) - 1),
  );

/** Delete all that this person has entered, so that it can be brought back. @param {Store} store */
export function remove(store) {
  const { person, chosenRound } = store;
  const to = newId();
  // What is entered next comes after all that was deleted, and after all of it that was erased.
  store.records.put(`${to}:floor`, {
    clock: Math.max(
      Number(store.records.read(`${person}:floor`)?.clock ?? 0),
      ...[...store.all().values()].map(newest),
    ),
  });
  store.records.put(`deleted:${person}`, { to, name: store.name(), at: store.moment(), number: next(store) });
  const [other] = store.people();
  if (other) store.choose(other.id);
  else store.chosenRound = chosenRound; // so that what is rated now is in the same round when the rest is brought back
}

/** Bring deleted answers back. What was entered since is newer.
 * @param {Store} store @param {string} id @returns {boolean} whether there was room for it */
export function restore(store, id) {
  const { records } = store;
  const { to, number } = records.read(`deleted:${id}`) ?? {};
  if (typeof to !== "string" || number === undefined) return true; // brought back or erased meanwhile
  const alive = store.whoIs(to) === to; // else that was deleted too, and is brought back for itself
  if (alive && !move(store, to, id)) return false;
  records.remove(`deleted:${id}`);
  if (alive) records.put(`deleted:${to}`, { to: id });
  store.choose(id);
  return true;
}

/** Put what was entered as one person after what another one has. @param {Store} store @param {string} from @param {string} to
 * @returns {boolean} whether there was room for it */
function move({ records }, from, to) {
  const all = records.keys(`${from}:`).map((key) => key.slice(from.length + 1));
  const aside = all.filter((one) => one.startsWith("aside:"));
  const plain = all.filter((one) => PLAIN.test(one) && !aside.includes(one));
  const rest = all.filter((one) => !PLAIN.test(one));
  const moved = new Map(
    rest.map((one) => [one, after(records.history(`${to}:${one}`), asHistory(records.read(`${from}:${one}`)))]),
  );
  const done = together(
    records,
    [...rest, ...plain].map((one) => `${to}:${one}`),
    () => {
      for (const [one, steps] of moved) records.change(`${to}:${one}`, steps);
      for (const one of plain) {
        const record = records.read(`${from}:${one}`);
        if (record)
          records.put(`${to}:${one}`, {
            ...(one.startsWith("act:") ? renumbered(record) : record),
            ...records.read(`${to}:${one}`),
          });
      }
    },
  );
  if (!done) return false;
  for (const one of rest) records.take(`${from}:${one}`, asHistory(records.read(`${from}:${one}`)));
  for (const one of plain) records.remove(`${from}:${one}`);
  for (const one of aside) moveAside(records, `${from}:${one}`, `${to}:${one}-${from}`);
  return true;

  /** An act that names the steps as they are counted now. @param {Fields} record */
  function renumbered(record) {
    /** @type {Changes} */
    const changes = blank();
    for (const [one, fields] of Object.entries(/** @type {Changes} */ (record.changes ?? {}))) {
      changes[one] = blank();
      for (const [field, stamps] of Object.entries(fields))
        changes[one][field] = /** @type {[string, string]} */ (
          stamps.map((old) => {
            const at = records.history(`${from}:${one}`)[field]?.findIndex((step) => stamp(step) === old) ?? -1;
            return at < 0 ? old : stamp(moved.get(one)?.[field]?.[at]);
          })
        );
    }
    return { ...record, changes };
  }
}

/** Move an unreadable text. @param {Records} records @param {string} from @param {string} to */
function moveAside({ stored }, from, to) {
  const text = stored.unkept.get(from) ?? stored.text(from);
  if (text === undefined) return;
  stored.unkept.delete(from);
  try {
    stored.remove(from);
  } catch {
    /* It stays where it is, too. */
  }
  stored.keepAside(to, text);
}

/** Change some records: all of them or, where there is no room, none. Where the storage cannot be read, all of it waits.
 * @param {Records} records @param {string[]} keys @param {() => void} change @returns {boolean} whether they were changed */
function together(records, keys, change) {
  const { stored, waiting } = records;
  const open = stored.open;
  if (open && !records.kept) return false;
  const before = keys.map((key) => /** @type {const} */ ([key, stored.read(key)]));
  change();
  if (!open || records.kept) return true;
  for (const [key, record] of before) {
    waiting.delete(key);
    if (record) stored.put(key, record);
    else stored.remove(key);
  }
  return false;
}

/** Move what another window entered as a person who meanwhile became another one: answers were brought back or erased.
 * @param {Store} store */
export function gather(store) {
  for (const [id, to] of store.late()) move(store, id, to);
}
