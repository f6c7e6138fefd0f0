/* Undoing. An undone act gives each field the value of before, but only where nothing has changed since, so undoing takes back that act
 * and nothing else. Deleting marks a person as deleted: what is entered next belongs to somebody new, and joins the old answers when
 * they are brought back. */

import { next } from "./acts.js";
import { blank, isFields } from "./fields.js";
import { after, asHistory, holds, latest, stamp, steps } from "./history.js";
import { newId, PLAIN } from "./store.js";

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
  const changes = Object.entries(/** @type {Changes} */ (kept.changes)).sort(([one], [other]) => Number(one.startsWith("round:")) - Number(other.startsWith("round:")));
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
  if (kept.undone !== true && from.person !== store.person && whose === store.person && !store.people().some(({ id }) => id === whose)) store.choose(String(from.person));
  store.settle();
  return true;
}

/** Whether a record is a round in which there are still answers: it stays a round for their sake.
 * @param {Store} store @param {string} person @param {string} rest */
function isInUse({ records }, person, rest) {
  const [kind, round] = rest.split(":");
  return kind === "round" && records.keys(`${person}:answer:${round}:`).some((key) => holds(records.history(key)));
}

/** Delete all that this person has entered, so that it can be brought back. @param {Store} store */
export function remove(store) {
  const { person, chosenRound } = store;
  store.records.put(`deleted:${person}`, { to: newId(), name: store.name(), at: store.moment(), number: next(store) });
  const [other] = store.people();
  if (other) store.choose(other.id);
  else store.chosenRound = chosenRound; // so that what is rated now is in the same round when the rest is brought back
}

/** Bring deleted answers back. What was entered since is newer.
 * @param {Store} store @param {string} id @returns {boolean} whether there was room for it */
export function restore(store, id) {
  const { records } = store;
  const { to } = records.read(`deleted:${id}`) ?? {};
  if (typeof to !== "string") return true;
  const alive = store.whoIs(to) === to;
  const since = alive ? records.keys(`${to}:`) : []; // else that was deleted too, and is brought back for itself
  for (const key of since) {
    const [rest, record] = [`${id}:${key.slice(to.length + 1)}`, records.read(key) ?? {}];
    if (rest.includes(":aside:")) records.stored.rename(key, rest);
    else if (PLAIN.test(rest.slice(id.length + 1))) records.put(rest, { ...record, ...records.read(rest) });
    else records.change(rest, after(asHistory(records.read(rest)), asHistory(record)));
  }
  if (!records.kept && records.stored.open) return false;
  records.remove(`deleted:${id}`);
  if (alive) records.put(`deleted:${to}`, { to: id });
  for (const key of since) records.remove(key);
  store.choose(id);
  return true;
}
