/* Takes over answers that version 1 of this site stored on this device. */

import { deleted } from "./acts.js";
import { TYPING, WRITTEN } from "./answers.js";
import { asSteps, FIRST, roundId } from "./version-1.js";
import { asHistory, blank, fieldsOf, hash, isFields, latest, next, nothing } from "./history.js";
import { common } from "./records.js";

/** @import { Fields, History } from "./history.js" */
/** @import { Store } from "./store.js" */
/** @import { Stored } from "./records.js" */

const OLD = /^([a-z0-9]{1,16}):(info|round|answer|words|plan|evidence)(?::(.+))?$/;

/** Return the stored texts whose keys start with a prefix, by the rest of the key. @param {Stored} stored @param {string} prefix
 * @returns {Map<string, string>} */
export const foreign = (stored, prefix) =>
  new Map(stored.foreignKeys(prefix).map((key) => [key.slice(prefix.length), stored.foreignText(key) ?? ""]));

/** Take over what version 1 stored on this device. Runs again on each visit, because an old page may still change it. @param {Store} store
 * @param {string} prefix of version 1's keys */
export function takeOver(store, prefix) {
  const { records } = store;
  const { stored } = records;
  const known = /** @type {{[key: string]: string}} */ (records.read("taken") ?? {});
  /** @type {{[key: string]: string}} */
  const taken = blank();
  for (const [key, text] of foreign(stored, prefix)) {
    const name = hash(text);
    if (known[key] === name) continue;
    taken[key] = name;
    const [, person, kind, rest] = OLD.exec(key) ?? [];
    const whose = store.whoIs(person === FIRST || !person ? store.device : person);
    const [record, now] = [parsed(text), store.now().getTime()];
    records.begin("device", { id: store.newDevice });
    if (!record && (kind || key.startsWith("aside:"))) stored.keepAside(`${whose}:aside:v1-${name}`, text);
    if (key === "chosen" && record)
      records.begin("chosen", { person: record.person === FIRST ? store.device : record.person });
    if (!record || !kind) continue;
    if (kind === "words" && rest) records.put(`${whose}:words`, { [rest]: record.words });
    else if (kind === "info") {
      addNewer(store, whose, "info", asSteps("info", record, now));
      if (typeof record.saved === "string") records.begin(`${whose}:saved`, { at: record.saved });
    } else if (rest) {
      const [number, ...more] = rest.split(":");
      const round =
        kind === "round" || kind === "answer"
          ? roundId(number, parsed(stored.foreignText(`${prefix}${person}:round:${number}`) ?? "")?.started)
          : number;
      const into = [kind, round, ...more].join(":");
      addNewer(store, whose, into, asSteps(kind, record, now));
    }
  }
  if (Object.keys(taken).length) records.put("taken", taken);
}

/** Add new steps from a version 1 page that is still open. Such a page stores whole records, so most fields have not changed, even if the
 * answers have been deleted since. It also stores every keystroke, so changes within five minutes are one step.
 * @param {Store} store @param {string} person @param {string} rest of the key @param {History} history */
function addNewer(store, person, rest, history) {
  const { records } = store;
  const key = `${person}:${rest}`;
  const record = asHistory(records.read(key));
  const before = deleted(store)
    .filter(({ id }) => store.whoIs(id) === person)
    .map(({ id }) => records.history(`${id}:${rest}`));
  const drop = nothing();
  for (const field of fieldsOf(history)) {
    const [one] = history[field];
    const last = [record, ...before]
      .map((steps) => steps[field]?.filter(({ by }) => by.startsWith("v1.")).at(-1))
      .find((step) => step);
    if (last && last.value === one.value && last.mark === one.mark) {
      delete history[field];
      continue;
    }
    const [start, end] = common(String(last?.value), String(one.value));
    const goes =
      last &&
      last === latest(record, field) &&
      WRITTEN.has(field) &&
      Math.abs(Date.parse(one.at) - Date.parse(last.at)) < TYPING &&
      2 * (start + end) >= String(last.value).length;
    if (goes) drop[field] = [last];
    history[field] = [{ ...one, clock: next(record, field), at: goes ? last.at : one.at }];
  }
  if (fieldsOf(history).length) records.change(key, history, drop);
}

/** @param {string} text @returns {Fields | undefined} */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
