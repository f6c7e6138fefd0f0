/* Saves everything that is stored for a person to a file. */

import { view } from "../kept/answers.js";
import { standards } from "./edition.js";
import { download } from "../dom.js";
import { fileName, empty, write } from "../kept/file.js";

/** @import { PersonRecords } from "../kept/answers.js" */
/** @import { Editions, Whole } from "../kept/file.js" */
/** @import { Store } from "../kept/store.js" */
/** @import { Session } from "./session.js" */

/** Return the ids of the standards that the records mention. @param {Store} store @param {PersonRecords} records */
export function named(store, records) {
  const whole = view(records, (reference) => store.current(reference));
  const references = [
    ...whole.rounds.flatMap(({ answers }) => Object.keys(answers)),
    ...[...whole.plan, ...whole.evidence].flatMap(({ items }) => items),
    ...whole.forms.flatMap(({ standard }) => (standard ? store.current(`${standard}/`) : [])),
  ];
  return [...new Set(references.map((reference) => reference.split("/")[0]))].sort();
}

/** Collect all data of the current person in the form of a file. @param {Store} store @returns {Whole} */
export function whole(store) {
  return {
    ...empty(),
    id: store.person,
    name: store.name(),
    records: store.all(),
    words: store.allWords(),
    labels: store.labels(),
    extra: store.records.read(`${store.person}:extra`) ?? {},
  };
}

/** Download the file. @param {Session} session @returns {Promise<string>} the time */
export async function saveFile(session) {
  const { store } = session;
  const [all, now] = [whole(store), store.now()];
  store.typing = undefined;
  /** @type {Editions} */
  const editions = {};
  let title = "";
  try {
    title = (await session.learned()).title;
    for (const [id, standard] of await standards(named(store, all.records)))
      editions[id] = { title: standard.title, version: standard.version };
  } catch {
    /* Offline. The file needs only the answers, which are on this device. */
  }
  download(fileName(all.name, now, "json"), write(all, { suite: title, editions, now }), "application/json");
  return store.moment();
}
