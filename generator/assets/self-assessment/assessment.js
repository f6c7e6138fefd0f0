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

/** The records of it, by what follows a person in their keys. @param {Assessment} whole @returns {[key: string, record: Fields][]} */
const records = ({ words, rounds, plan, evidence }) => [
  ...Object.entries(words).map(([mark, said]) => /** @type {[string, Fields]} */ ([`words:${mark}`, { words: said }])),
  ...rounds.flatMap(({ answers, ...round }) => [
    /** @type {[string, Fields]} */ ([`round:${round.id}`, round]),
    ...Object.entries(answers).map(([reference, answer]) => /** @type {[string, Fields]} */ ([`answer:${round.id}:${reference}`, answer])),
  ]),
  ...plan.map((entry) => /** @type {[string, Fields]} */ ([`plan:${entry.id}`, entry])),
  ...evidence.map((entry) => /** @type {[string, Fields]} */ ([`evidence:${entry.id}`, entry])),
];

/** Make what is kept of this person exactly that. @param {Store} store @param {Assessment} whole @returns {Undo} */
export function replace(store, whole) {
  const undo = wayBack(store);
  const all = [...records(whole), ["info", { ...store.info(), name: whole.name || undefined }]];
  store.records.restore(`${store.person}:`, new Map(all.map(([key, record]) => [`${store.person}:${key}`, JSON.stringify(record)])));
  store.choose(store.person);
  return undo;
}

/** Add that to what is kept of this person: to what is stored by the time that it can be. @param {Store} store @param {Assessment} whole */
export function add(store, whole) {
  for (const [key, record] of records(whole)) store.records.offer(`${store.person}:${key}`, record);
  if (whole.name) store.records.offer(`${store.person}:info`, { name: whole.name });
  store.choose(store.person);
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
  const whole = store.records.stored.open; // or there may be more than this window ever saw
  return () => {
    store.records.restore("", texts, whole);
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
