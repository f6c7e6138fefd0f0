/* Saves all that is kept of a person as a file; and opens one: looks at its size before it reads it, says what it would change, and
 * changes nothing until the learner chose how. */

import { roundName } from "./answers.js";
import * as assessment from "./assessment.js";
import { standards, suite } from "./edition.js";
import { button, counted, day, dialog, download, make } from "./element.js";
import { LARGEST, Refused, fileName, read, write } from "./file.js";
import { merge, preview } from "./merge.js";
import { changed, done, store } from "./session.js";

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

/** @param {File} file */
export async function openFile(file) {
  try {
    if (file.size > LARGEST) throw new Refused("This file is too large to be a self-assessment.");
    const { scale } = await suite();
    const { whole, ignored } = read(await file.text(), [...scale.levels.map(({ id }) => id), "not-now"]);
    const editions = await standards(named(whole));
    const items = new Set([...editions].flatMap(([id, { sections }]) => sections.flatMap((section) => section.items.map((item) => `${id}/${item.id}`))));
    ask(whole, ignored, (reference) => items.has(reference));
  } catch (error) {
    const why = error instanceof Refused ? error.message : "This file could not be opened: the site's list of standards is out of reach.";
    const box = dialog("Open file", make("p", {}, `${why} Nothing was changed.`), button("Close", () => box.close(), { autofocus: true }));
  }
}

/** @param {Assessment} theirs @param {number} ignored @param {(reference: string) => boolean} known */
function ask(theirs, ignored, known) {
  const mine = assessment.read(store);
  const { added, changed, unknown } = preview(mine, merge(mine, theirs), known);
  const lost = preview(theirs, merge(theirs, mine), known);
  const name = theirs.name || "a person without a name";
  const last = theirs.rounds.at(-1);
  const begun = last?.started;
  const told = [
    begun ? `The file is of ${name}, last round begun on ${day(begun)}.` : `The file is of ${name}.`,
    `Adding it to your answers: ${added} new, ${changed} changed. Nothing that only you have is lost; of two answers to one item the newer one counts.`,
    `Replacing your answers by it: ${counted(lost.added, "answer")} that only you have would go.`,
  ];
  if (last && Number(last.id) > Number(store.round)) told.push(`Its “${roundName(last)}” is later than the one you see now, and will be shown.`);
  if (unknown) told.push(`${counted(unknown, "answer")} to items that this edition does not have: kept and saved, and not shown.`);
  if (ignored) told.push(`${counted(ignored, "value")} in the file could not be understood and will be ignored.`);
  if (theirs.name && mine.name && theirs.name !== mine.name) told.push(`You are ${mine.name}: open it as another person if it is not yours.`);
  /** @param {string} what @param {() => void} put */
  const act = (what, put) => () => {
    const undo = assessment.wayBack(store);
    put();
    box.close();
    done(what, undo);
  };
  const box = dialog(
    "Open file",
    ...told.map((line) => make("p", {}, line)),
    button("Add to my answers", act("opening the file", () => assessment.add(store, theirs)), { autofocus: true }),
    button("Replace my answers", act("opening the file", () => void assessment.replace(store, { ...theirs, name: theirs.name || mine.name }))),
    button("Open as another person", act("opening the file", () => {
      store.add(theirs.name || "Another person");
      assessment.replace(store, { ...theirs, name: theirs.name || "Another person" });
    })),
    button("Cancel", () => box.close()),
  );
}
