/* Checks whether there is room for answers from a file, and opens the file completely or not at all. */

import { changes, merge } from "./merge.js";
import { pack } from "./records.js";
import { LANG, t } from "../words.js";

/** @import { Fields } from "./history.js" */
/** @import { Whole } from "./file.js" */
/** @import { Store } from "./store.js" */

/** The number of characters that browsers store for one website. */
const ROOM = 5 * 1024 * 1024;
/** The characters that undoing needs for each field that a file changes. */
const UNDOING = 120;

/** @param {number} characters @returns {string} "3.1 MB" */
export const megabytes = (characters) =>
  t("{number} MB", {
    number: Math.max(0, characters / 1e6).toLocaleString(LANG, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  });

/** Return the number of free characters. @param {Store} store @returns {Promise<number>} */
export async function free({ records: { stored } }) {
  const used = stored
    .foreignKeys("")
    .reduce((sum, key) => sum + key.length + (stored.foreignText(key) ?? "").length, 0);
  /** @type {StorageEstimate | undefined} */
  const disk = await navigator.storage?.estimate?.().catch(() => undefined);
  const { quota = Infinity, usage = 0 } = disk ?? {};
  return Math.min(ROOM - used, (quota - usage) / 2); // a character takes two bytes
}

/** Return the number of characters that adding a file to a person's answers needs. @param {Store} store @param {Whole} file
 * @param {string} [person] undefined for a new person */
export function growth(store, { records: theirs, words, labels, extra }, person) {
  const {
    records,
    records: { stored },
  } = store;
  const mine = person ? store.all(person) : new Map();
  /** @param {string} rest of a record's key */
  const known = (rest) => (person && records.read(`${person}:${rest}`)) || {};
  const after = merge(mine, theirs);
  let more =
    UNDOING * changes(mine, after).length +
    added(known("words"), words) +
    added(known("extra"), extra) +
    added(store.labels(), labels);
  for (const key of theirs.keys()) {
    const [old, now] = [mine.get(key), after.get(key)];
    more +=
      JSON.stringify(pack(now ?? {})).length -
      (old ? JSON.stringify(pack(old)).length : -(stored.prefix.length + 10 + key.length));
  }
  return more;
}

/** Return the number of characters that plain fields add to others. @param {Fields} mine @param {Fields} theirs */
function added(mine, theirs) {
  const fresh = Object.entries(theirs).filter(([name, value]) => JSON.stringify(mine[name]) !== JSON.stringify(value));
  return fresh.length ? JSON.stringify(Object.fromEntries(fresh)).length : 0;
}

/** Whether the browser can store anything. @param {Store} store */
function takesAny({ records: { stored } }) {
  try {
    stored.shelf().setItem(`${stored.prefix}room`, "");
    stored.shelf().removeItem(`${stored.prefix}room`);
    return true;
  } catch {
    return false;
  }
}

/** Make all changes, or none if there is not enough room. If the browser cannot store anything, the changes last until the page is closed.
 * @param {Store} store @param {() => void} change @returns {boolean} whether they were changed */
export function allOrNothing(store, change) {
  const { records, chosenPerson, chosenRound } = store;
  const { stored, waiting } = records;
  const open = takesAny(store);
  if (open && !records.kept) return false;
  const before = new Map(stored.foreignKeys(stored.prefix).map((key) => [key, stored.foreignText(key) ?? ""]));
  change();
  if (!open || records.kept) return true;
  waiting.clear();
  stored.seen.clear();
  for (const key of stored.foreignKeys(stored.prefix)) if (!before.has(key)) stored.shelf().removeItem(key);
  for (const [key, text] of before) if (stored.foreignText(key) !== text) stored.shelf().setItem(key, text);
  Object.assign(store, { chosenPerson, chosenRound });
  store.tab.write({ person: chosenPerson, round: chosenRound });
  return false;
}
