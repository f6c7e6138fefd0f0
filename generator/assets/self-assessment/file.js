/* The file of one person's self-assessment, as schema/self-assessment.schema.json describes it: written from an assessment, and
 * read from text of any origin, or refused in one plain sentence. Knows no page and no storage. */

import { clean, FIELDS, MOST, REFERENCE, tidy } from "./answers.js";
import { blank, isFields, says } from "./fields.js";

/** @import { Answers, Assessment, Evidence, Plan, Round, Tally } from "./answers.js" */
/** @import { Fields } from "./fields.js" */
/** @typedef {{[standard: string]: {title: string, version: string}}} Editions */

const FORMAT = "competence-self-assessment";
/** A later version reads all earlier ones: raise it with a step that makes the new shape of the old one, and keep a file of each. */
const VERSION = 1;
/** The most bytes that are read at all: more than a browser's storage can have held. */
export const LARGEST = 16 * 1024 * 1024;

export class Refused extends Error {}

/** @param {Assessment} whole @param {{suite: string, editions: Editions, now: Date}} about @returns {string} */
export function write(whole, { suite, editions, now }) {
  const { name, words, rounds, plan, evidence } = whole;
  const head = { format: FORMAT, version: VERSION, saved: now.toISOString(), suite, person: { name } };
  return `${JSON.stringify({ ...head, standards: editions, words, rounds, plan, evidence }, null, 1)}\n`;
}

/** @param {Date} now */
export const fileName = (now, ending = "json") => `self-assessment-${now.toISOString().slice(0, 10)}.${ending}`;

/** @param {string} text @param {string[]} levels every rating that this edition knows
 * @returns {{whole: Assessment, ignored: number}} with the number of values that were left out
 * @throws {Refused} */
export function read(text, levels) {
  const file = parsed(text);
  const tally = { ignored: 0 };
  /** @type {Assessment["words"]} */
  const words = blank();
  for (const [mark, said] of Object.entries(isFields(file.words) ? file.words : {})) {
    if (/^[0-9a-f]{8}$/.test(mark) && typeof said === "string" && said.length <= 2000) words[mark] = tidy(said);
    else tally.ignored += 1;
  }
  const name = isFields(file.person) ? /** @type {{name?: string}} */ (clean({ name: file.person.name ?? "" }, FIELDS.info, tally)).name : "";
  const rounds = list(file.rounds, MOST.rounds, tally).flatMap((round) => {
    const read = /** @type {Round} */ (clean({ ...round, answers: undefined }, FIELDS.round, tally));
    tally.ignored -= 1; // the answers themselves
    if (!read.id) tally.ignored += 1;
    return read.id ? [{ ...read, answers: answersOf(round.answers, levels, tally) }] : [];
  });
  /** @type {(kind: "plan" | "evidence") => Fields[]} */
  const entries = (kind) => {
    const found = list(file[kind], MOST.items, tally).map((entry) => clean(entry, FIELDS[kind], tally));
    const good = found.filter(({ id }) => id).map((entry) => ({ items: [], ...entry }));
    tally.ignored += found.length - good.length;
    return good;
  };
  const [plan, evidence] = [/** @type {Plan[]} */ (entries("plan")), /** @type {Evidence[]} */ (entries("evidence"))];
  return { whole: { name: name ?? "", words, rounds: once(rounds, tally), plan: once(plan, tally), evidence: once(evidence, tally) }, ignored: tally.ignored };
}

/** @param {string} text @returns {Fields} @throws {Refused} */
function parsed(text) {
  let file;
  try {
    file = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new Refused("This file is damaged, or is no self-assessment: it cannot be read.");
  }
  if (!isFields(file) || file.format !== FORMAT) throw new Refused("This file is not a self-assessment.");
  const { version } = file;
  if (!Number.isInteger(version) || Number(version) < 1) throw new Refused("This file does not say which version it has.");
  if (Number(version) > VERSION) throw new Refused("This file was made by a newer version of this site. Reload this page, then open the file again.");
  if (!Array.isArray(file.rounds)) throw new Refused("This file is damaged: its answers are missing.");
  return file;
}

/** @param {unknown} value @param {number} most @param {Tally} tally @returns {Fields[]} @throws {Refused} */
function list(value, most, tally) {
  if (!Array.isArray(value)) return [];
  if (value.length > most) throw new Refused("This file holds more than any self-assessment can.");
  const found = value.filter(isFields);
  tally.ignored += value.length - found.length;
  return found;
}

/** @param {unknown} value @param {string[]} levels @param {Tally} tally @returns {Answers} @throws {Refused} */
function answersOf(value, levels, tally) {
  /** @type {Answers} */
  const answers = blank();
  const entries = Object.entries(isFields(value) ? value : {});
  if (entries.length > MOST.items) throw new Refused("This file holds more than any self-assessment can.");
  for (const [reference, said] of entries) {
    const answer = isFields(said) && REFERENCE.test(reference) ? clean(said, FIELDS.answer, tally) : undefined;
    for (const rated of answer ? [answer, answer.assessor] : []) {
      if (!isFields(rated) || !rated.rating || levels.includes(String(rated.rating))) continue;
      delete rated.rating;
      tally.ignored += 1;
    }
    if (answer && says(answer)) answers[reference] = answer;
    else tally.ignored += 1;
  }
  return answers;
}

/** Of several with one id the first. @template {{id: string}} Entry @param {Entry[]} entries @param {Tally} tally @returns {Entry[]} */
function once(entries, tally) {
  /** @type {Map<string, Entry>} */
  const found = new Map();
  for (const entry of entries) if (!found.has(entry.id)) found.set(entry.id, entry);
  tally.ignored += entries.length - found.size;
  return [...found.values()];
}
