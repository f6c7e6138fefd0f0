/* All that is kept of one person, as one value, out of the store and back into it; and the way back from either. */

import { blank } from "./fields.js";

/** @import { Assessment } from "./answers.js" */
/** @import { Fields } from "./fields.js" */
/** @import { Store } from "./store.js" */
/** @typedef {() => void} Undo */

/** @param {Store} store @returns {Assessment} */
export function read(store) {
  /** @type {Assessment["words"]} */
  const words = blank();
  const rounds = store.rounds().map((round) => ({ ...round, answers: store.answers(round.id) }));
  for (const { mark } of rounds.flatMap((round) => Object.values(round.answers))) {
    const said = mark && store.words(mark);
    if (mark && said) words[mark] = said;
  }
  return { name: store.info().name ?? "", words, rounds, plan: store.entries("plan"), evidence: store.entries("evidence") };
}

/** Make what is kept of this person exactly that. @param {Store} store @param {Assessment} whole @returns {Undo} */
export function replace(store, whole) {
  const undo = wayBack(store);
  const person = `${store.person}:`;
  const texts = new Map();
  /** @param {string} key @param {Fields} record */
  const put = (key, record) => texts.set(person + key, JSON.stringify(record));
  put("info", { ...store.info(), name: whole.name || undefined });
  for (const [mark, words] of Object.entries(whole.words)) put(`words:${mark}`, { words });
  for (const { answers, ...round } of whole.rounds) {
    put(`round:${round.id}`, round);
    for (const [reference, answer] of Object.entries(answers)) put(`answer:${round.id}:${reference}`, answer);
  }
  for (const entry of whole.plan) put(`plan:${entry.id}`, entry);
  for (const entry of whole.evidence) put(`evidence:${entry.id}`, entry);
  store.records.restore(person, texts);
  store.choose(store.person);
  return undo;
}

/** Delete all that is kept of this person; of nobody else's being left, every trace. @param {Store} store @returns {Undo} */
export function remove(store) {
  const undo = wayBack(store);
  const others = store.people().filter(({ id }) => id !== store.person);
  store.records.restore(others.length ? `${store.person}:` : "", new Map());
  if (others.length) store.choose(others[0].id);
  else store.round = store.latest();
  return undo;
}

/** Remember all people as they are now; the answer puts them back so. @param {Store} store @returns {Undo} */
export function wayBack(store) {
  const { person, round } = store;
  const texts = store.records.texts("");
  return () => {
    store.records.restore("", texts);
    store.person = person;
    store.round = round;
  };
}

/** The newest moment at which anything was said. @param {Assessment} whole @returns {string | undefined} */
export function lastChange(whole) {
  const answers = whole.rounds.flatMap((round) => Object.values(round.answers));
  const moments = [...answers, ...answers.map((answer) => answer.assessor ?? {}), ...whole.plan, ...whole.evidence];
  return moments.map(({ at }) => at ?? "").sort().at(-1) || undefined;
}
