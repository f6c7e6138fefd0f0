/* Two assessments of one person come in, one that holds all of both leaves: of two answers to one item the newer one's words
 * count, and what only the older one says is kept. Doing it twice changes nothing more. */

import { blank } from "./fields.js";

/** @import { Answer, Answers, Assessment, Round } from "./answers.js" */
/** @import { Fields } from "./fields.js" */
/** @typedef {{added: number, changed: number, unknown: number}} Preview */

/** @template {{at?: string}} Said @param {Said} one @param {Said} other @returns {[Said, Said]} the older one, the newer one */
function inOrder(one, other) {
  const [first, second] = [one, other].map((said) => `${said.at ?? ""} ${JSON.stringify(said)}`);
  return first < second ? [one, other] : [other, one];
}

/** @param {Answer} one @param {Answer} other @returns {Answer} */
function answer(one, other) {
  const [{ assessor: before, ...older }, { assessor: after, ...newer }] = inOrder(one, other);
  const both = { ...older, ...newer };
  both.mark = (newer.rating ? newer : older).mark ?? both.mark; // of the words that were rated
  const assessor = before && after ? Object.assign({}, ...inOrder(before, after)) : (before ?? after);
  return given(assessor ? { ...both, assessor } : both);
}

/** @template {object} Record @param {Record} record @returns {Record} without the fields that hold nothing, in one order */
function given(record) {
  const fields = Object.entries(record).filter(([, value]) => value !== undefined);
  const sorted = Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1)));
  return /** @type {Record} */ (Object.assign(blank(), sorted));
}

/** @template {{id: string, at?: string}} Entry @param {Entry[]} mine @param {Entry[]} theirs @returns {Entry[]} */
function entries(mine, theirs) {
  const found = new Map(mine.map((entry) => [entry.id, entry]));
  for (const entry of theirs) {
    const own = found.get(entry.id);
    found.set(entry.id, own ? inOrder(own, entry)[1] : entry);
  }
  return [...found.values()];
}

/** @param {Round | undefined} mine @param {Round} theirs @returns {Round} */
function round(mine, theirs) {
  /** @type {Answers} */
  const answers = Object.assign(blank(), mine?.answers);
  for (const [reference, theirAnswer] of Object.entries(theirs.answers)) {
    const own = answers[reference];
    answers[reference] = given(own ? answer(own, theirAnswer) : theirAnswer);
  }
  return { ...theirs, ...given({ ...mine }), answers };
}

/** @param {Assessment} mine @param {Assessment} theirs @returns {Assessment} */
export function merge(mine, theirs) {
  const rounds = new Map(mine.rounds.map((one) => [one.id, one]));
  for (const one of theirs.rounds) rounds.set(one.id, round(rounds.get(one.id), one));
  return {
    name: mine.name || theirs.name,
    words: Object.assign(blank(), theirs.words, mine.words),
    rounds: [...rounds.values()].sort((one, other) => Number(one.id) - Number(other.id)),
    plan: entries(mine.plan, theirs.plan),
    evidence: entries(mine.evidence, theirs.evidence),
  };
}

/** All of two records of one thing: an entry is the newer one, an answer has the fields of both, and anything else that of the first.
 * @param {Fields} mine @param {Fields} theirs @returns {Fields} */
export function meet(mine, theirs) {
  if (Array.isArray(mine.items)) return inOrder(mine, theirs)[1];
  return mine.at || theirs.at ? given(answer(mine, theirs)) : { ...theirs, ...mine };
}

/** What would be new and what would be changed by putting one assessment in another's place; and how many of its answers are to
 * items that this edition does not have.
 * @param {Assessment} before @param {Assessment} after @param {(reference: string) => boolean} known @returns {Preview} */
export function preview(before, after, known) {
  const told = { added: 0, changed: 0, unknown: 0 };
  for (const { id, answers } of after.rounds) {
    const had = before.rounds.find((one) => one.id === id)?.answers ?? blank();
    for (const [reference, now] of Object.entries(answers)) {
      if (!known(reference)) told.unknown += 1;
      if (!had[reference]) told.added += 1;
      else if (JSON.stringify(ordered(had[reference])) !== JSON.stringify(ordered(now))) told.changed += 1;
    }
  }
  for (const kind of /** @type {const} */ (["plan", "evidence"])) {
    const had = new Map(before[kind].map((entry) => [entry.id, JSON.stringify(given(entry))]));
    for (const entry of after[kind]) {
      if (!had.has(entry.id)) told.added += 1;
      else if (had.get(entry.id) !== JSON.stringify(given(entry))) told.changed += 1;
    }
  }
  return told;
}

/** @param {Answer} said */
const ordered = (said) => given(said.assessor ? { ...said, assessor: given(said.assessor) } : said);
