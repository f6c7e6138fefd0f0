/* Undoing. Undoing an act resets each field to its earlier value, but only if the field has not changed since, so it does not undo anything
 * else. Deleting marks a person as deleted. New answers then belong to a new person, and join the old answers when those are restored. */

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

/** Undo or redo an act. @param {Store} store @param {string} key
 * @param {boolean} [undone] whether the page shows the act as undone. If another window was faster, nothing happens.
 * @returns {boolean} whether anything was undone or redone */
export function undo(store, key, undone) {
  const kept = store.records.read(key);
  if (!kept || !isFields(kept.changes) || (kept.undone === true) !== (undone ?? kept.undone === true)) return true;
  const whose = key.split(":")[0];
  store.typing = undefined;
  /** @type {Changes} */
  const back = blank();
  // Handle rounds last, when it is known whether they still have answers.
  const changes = Object.entries(/** @type {Changes} */ (kept.changes)).sort(
    ([one], [other]) => Number(one.startsWith("round:")) - Number(other.startsWith("round:")),
  );
  for (const [then, fields] of changes) {
    // A page that does not know a standard's new id stores the record under the old id.
    const rest = store.records.read(`${whose}:${then}`) ? then : store.currentKey(then);
    const place = `${whose}:${rest}`;
    const record = asHistory(store.records.read(place));
    const inUse = isInUse(store, whose, rest);
    for (const [field, [before, after]] of Object.entries(fields)) {
      const old = record[field]?.find((step) => stamp(step) === before);
      if (inUse && (field === "started" || field === "number") && (old?.value ?? null) === null) continue;
      if (stamp(latest(record, field)) !== after || (before && !old)) continue;
      const made = steps(record, { [field]: old?.value }, { by: store.by(place), at: store.moment(), mark: old?.mark });
      if (!made[field]) continue;
      store.records.change(place, made);
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

/** Whether a record is a round that still has answers. Such a round must stay.
 * @param {Store} store @param {string} person @param {string} rest */
function isInUse({ records }, person, rest) {
  const [kind, round] = rest.split(":");
  return kind === "round" && records.keys(`${person}:answer:${round}:`).some((key) => holds(records.history(key)));
}

/** Return the largest clock of a record, including erased steps. @param {History} record */
const newest = (record) =>
  Math.max(
    0,
    ...fieldsOf(record).map((field) => clockAfter(record, field) - 1),
    ...Object.keys(record.erased ?? {}).map((field) => clockAfter(record, field) - 1),
  );

/** Delete all answers of this person, so that they can be restored. @param {Store} store */
export function remove(store) {
  const { person, chosenRound } = store;
  const to = newId();
  // New answers must have larger clocks than all deleted and erased steps.
  store.records.put(`${to}:floor`, {
    clock: Math.max(
      Number(store.records.read(`${person}:floor`)?.clock ?? 0),
      ...[...store.all().values()].map(newest),
    ),
  });
  store.records.put(`deleted:${person}`, { to, name: store.name(), at: store.moment(), number: next(store) });
  const [other] = store.people();
  if (other) store.choose(other.id);
  else store.chosenRound = chosenRound; // keep the round, so that new ratings are in the same round when the others are restored
}

/** Restore deleted answers. Answers entered since then are newer and win.
 * @param {Store} store @param {string} id @returns {boolean} whether there was room for it */
export function restore(store, id) {
  const { records } = store;
  const { to, number } = records.read(`deleted:${id}`) ?? {};
  if (typeof to !== "string" || number === undefined) return true; // already restored or erased
  const alive = store.whoIs(to) === to; // otherwise that person was deleted too, and is restored separately
  if (alive && !move(store, to, id)) return false;
  records.remove(`deleted:${id}`);
  if (alive) records.put(`deleted:${to}`, { to: id });
  store.choose(id);
  return true;
}

/** Move one person's answers to another person, as newer steps. @param {Store} store @param {string} from @param {string} to
 * @param {boolean} [isPartial] whether answers for which there is no room may wait in memory. Otherwise nothing is moved.
 * @returns {boolean} whether there was room for it */
function move({ records }, from, to, isPartial) {
  const all = records.keys(`${from}:`).map((key) => key.slice(from.length + 1));
  const aside = all.filter((one) => one.startsWith("aside:"));
  const plain = all.filter((one) => PLAIN.test(one) && !aside.includes(one));
  const rest = all.filter((one) => !PLAIN.test(one));
  const moved = new Map(
    rest.map((one) => [one, after(records.history(`${to}:${one}`), asHistory(records.read(`${from}:${one}`)))]),
  );
  const keys = [...rest, ...plain].map((one) => `${to}:${one}`);
  const change = () => {
    for (const [one, steps] of moved) records.change(`${to}:${one}`, steps);
    for (const one of plain) {
      const record = records.read(`${from}:${one}`);
      if (record)
        records.put(`${to}:${one}`, {
          ...(one.startsWith("act:") ? renumbered(record) : record),
          ...records.read(`${to}:${one}`),
        });
    }
  };
  if (isPartial) change();
  else if (!together(records, keys, change)) return false;
  for (const one of rest) records.take(`${from}:${one}`);
  if (records.stored.open && !records.kept) return true; // the rest stays under the old id until there is room
  for (const one of plain) records.remove(`${from}:${one}`);
  for (const one of aside) moveAside(records, `${from}:${one}`, `${to}:${one}-${from}`);
  return true;

  /** Update the step numbers in an act. @param {Fields} record */
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
    /* It also stays in its old place. */
  }
  stored.keepAside(to, text);
}

/** Change all records, or none if there is not enough room. If the storage cannot be read, all changes wait in memory.
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

/** Move answers that another window saved under a person's old id, after answers were restored or erased. This page shows them even if there
 * is no room to move them yet.
 * @param {Store} store */
export function gather(store) {
  for (const [id, to] of store.late()) move(store, id, to, true);
}
