/* Saves all that is stored of a person as a file. */

import { view } from "../answers/assessment.js";
import { standards } from "./edition.js";
import { download } from "../../../web/scripts/dom.js";
import { fileName, empty, write } from "../answers/file.js";
import { learned, store } from "./session.js";

/** @import { PersonRecords } from "../answers/assessment.js" */
/** @import { Editions, Whole } from "../answers/file.js" */

/** The standards of which something is said. @param {PersonRecords} records */
export function named(records) {
  const whole = view(records, (reference) => store.current(reference));
  const references = [
    ...whole.rounds.flatMap(({ answers }) => Object.keys(answers)),
    ...[...whole.plan, ...whole.evidence].flatMap(({ items }) => items),
  ];
  return [...new Set(references.map((reference) => reference.split("/")[0]))].sort();
}

/** Everything of the person of now, as a file has it. @returns {Whole} */
export function whole() {
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

/** Give the browser a file to save. @returns {Promise<string>} when */
export async function saveFile() {
  const [all, now] = [whole(), store.now()];
  store.typing = undefined;
  /** @type {Editions} */
  const editions = {};
  let title = "";
  try {
    title = (await learned()).title;
    for (const [id, standard] of await standards(named(all.records)))
      editions[id] = { title: standard.title, version: standard.version };
  } catch {
    /* Without a connection: the answers themselves are all here. */
  }
  download(fileName(all.name, now, "json"), write(all, { suite: title, editions, now }), "application/json");
  return store.moment();
}
