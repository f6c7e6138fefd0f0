/* Saves all that is kept of the person as a file, with the editions of the standards that it speaks of. */

import * as assessment from "./assessment.js";
import { standards, suite } from "./edition.js";
import { download } from "./element.js";
import { fileName, write } from "./file.js";
import { changed, store } from "./session.js";

/** @import { Assessment } from "./answers.js" */
/** @import { Editions } from "./file.js" */

/** The standards of which something is said. @param {Assessment} whole */
export function named({ rounds, plan, evidence }) {
  const references = [...rounds.flatMap(({ answers }) => Object.keys(answers)), ...[...plan, ...evidence].flatMap(({ items }) => items)];
  return [...new Set(references.map((reference) => reference.split("/")[0]))].sort();
}

export async function saveFile() {
  const whole = assessment.read(store);
  const now = new Date();
  /** @type {Editions} */
  const editions = {};
  let title = "";
  try {
    title = (await suite()).title;
    for (const [id, standard] of await standards(named(whole))) editions[id] = { title: standard.title, version: standard.version };
  } catch {
    /* Without signal: the answers themselves are all here. */
  }
  download(fileName(now), write(whole, { suite: title, editions, now }), "application/json");
  store.changeInfo({ saved: now.toISOString() });
  changed();
}
