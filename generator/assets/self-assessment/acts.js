/* Acts that change much at once, and taking them back. An act remembers which steps counted before it and which after. To undo it
 * gives each field the value of before, but only where nothing has changed since, so undoing takes back that act and nothing else.
 * Deleting marks a person as deleted: what is entered next belongs to somebody new, and joins the old answers when they are brought
 * back. Erasing removes answers for good. */

import { localDay } from "./days.js";
import { blank, isFields } from "./fields.js";
import { after, asHistory, erasure, fieldsOf, holds, latest, stamp, steps } from "./history.js";
import { newId, PLAIN } from "./store.js";

/** @import { History } from "./history.js" */
/** @import { Changes, Store } from "./store.js" */
/** An act that can be undone, or done again.
 * @typedef {{key: string, what: string, whose: string, at: string, undone: boolean, number: number}} Act */
/** Answers that were deleted: of a person, after whom `to` goes on.
 * @typedef {{id: string, to: string, name: string, at: string, number: number}} Deleted */

/** So many acts are remembered. What older ones changed is still in the history of each field. */
const ACTS = 20;
/** The person with whom every device began in the first version of this site. */
export const FIRST = "1";
const ACT = /^([a-z0-9]+):act:(\d+)/;

/** Change things as one act; of one person, who may be new. @param {Store} store @param {string} what it is, after the word Undo @param {() => void} change */
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
  store.records.put(`${store.person}:act:${next(store)}`, { what, at: store.moment(), changes, from: { person, round } });
  for (const { key } of acts(store).slice(ACTS)) store.records.remove(key);
}

/** The number of the next act, with something that no other window's has. @param {Store} store */
function next(store) {
  const numbers = [...acts(store), ...deleted(store)].map(({ number }) => number);
  return `${String(Math.max(0, ...numbers) + 1).padStart(6, "0")}-${store.window}`;
}

/** The acts that are remembered of anyone on this device, the last one first. @param {Store} store @returns {Act[]} */
export function acts(store) {
  const gone = new Set(deleted(store).map(({ id }) => id));
  const found = store.records.keys("").flatMap((key) => {
    const [, whose, number] = ACT.exec(key) ?? [];
    const kept = whose && !gone.has(whose) ? store.records.read(key) : undefined;
    if (!kept || typeof kept.what !== "string") return [];
    return [{ key, whose, number: Number(number), what: kept.what, at: String(kept.at ?? ""), undone: kept.undone === true }];
  });
  return found.sort((one, other) => other.number - one.number);
}

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

/** @param {Store} store @returns {Deleted[]} the last one first */
export function deleted({ records }) {
  const found = records.keys("deleted:").flatMap((key) => {
    const { to = "", name = "", at = "", number } = records.read(key) ?? {};
    return number === undefined ? [] : [{ id: key.slice(8), to: String(to), name: String(name), at: String(at), number: parseInt(String(number)) || 0 }];
  });
  return found.sort((one, other) => other.number - one.number);
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
    else if (PLAIN.test(rest.slice(id.length + 1))) records.begin(rest, record);
    else records.change(rest, after(asHistory(records.read(rest)), asHistory(record)));
  }
  if (!records.kept && records.stored.open) return false;
  records.remove(`deleted:${id}`);
  if (alive) records.put(`deleted:${to}`, { to: id });
  for (const key of since) records.remove(key);
  store.choose(id);
  return true;
}

/** Remove the answers of a person from this device for good, and what was deleted of them before.
 * @param {Store} store @param {string} id of a person, or of deleted answers */
export function erase(store, id) {
  const { records, person } = store;
  const alive = store.whoIs(id) === id;
  const to = alive ? newId() : records.read(`deleted:${id}`)?.to;
  const before = alive ? deleted(store).filter((gone) => store.whoIs(gone.id) === id).map((gone) => gone.id) : [];
  for (const one of [id, ...before]) {
    for (const key of legacyKeys(store, one)) records.stored.removeForeign(key);
    for (const key of records.keys(`${one}:`)) records.remove(key);
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
  for (const old of legacyKeys(store, store.person, rest)) store.records.stored.removeForeign(old);
}

/** The earlier values of a record, the newest first, with the field that each was in. @param {History} record */
export function earlier(record) {
  const found = fieldsOf(record).flatMap((field) => record[field].slice(0, -1).filter(({ value }) => value !== null).map((step) => ({ field, step })));
  return found.filter(({ field, step }) => step.value !== latest(record, field)?.value).sort((one, other) => other.step.at.localeCompare(one.step.at));
}

/** Steps and entries that were removed and still hold something, or held it. @param {Store} store @param {"plan" | "evidence"} kind */
export const removed = (store, kind) => store.allEntries(kind).filter(({ id, gone }) => {
  const record = store.records.history(`${store.person}:${kind}:${id}`);
  return gone && (holds(record) || earlier(record).length > 0);
});

/** The keys under which the first version still has records of a person, or the one of them. @param {Store} store @param {string} person
 * @param {string} [rest] @returns {string[]} */
function legacyKeys(store, person, rest = "") {
  const [kind, round, ...more] = rest.split(":");
  const tail = rest && [kind, round?.split(".")[0], ...more].join(":");
  const old = person === store.device || person === store.whoIs(store.device) ? FIRST : person;
  const { stored } = store.records;
  const prefix = stored.prefix.replace(/:v\d+:$/, ":v1:");
  return [...stored.foreign(prefix).keys()].map((key) => prefix + key).filter((key) => (rest ? key === `${prefix}${old}:${tail}` : key.startsWith(`${prefix}${old}:`)));
}
