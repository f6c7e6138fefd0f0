/* Who has answered what on this device: people, their rounds, answers, plan and evidence, each a record under a key of its own:
 * `<person>:answer:<round>:<standard>/<item>`. Comes with records and a clock; knows no page. */

import { asked, clean, FIELDS, REFERENCE } from "./answers.js";
import { blank, changed, isFields, says } from "./fields.js";

/** @import { Answer, Answers, Evidence, Plan, Round } from "./answers.js" */
/** @import { Fields } from "./fields.js" */
/** @import { Records } from "./records.js" */

const FIRST = "1"; // the same id in every window, so that two that begin at once begin as one person and one round
const OWN = /^([a-z0-9]+):(info|round|answer|words|plan|evidence)(:|$)/;

export class Store {
  /** @param {Records} records @param {() => Date} now */
  constructor(records, now = () => new Date()) {
    this.records = records;
    this.now = now;
    const chosen = /** @type {{person?: string}} */ (clean(records.read("chosen") ?? {}, FIELDS.chosen));
    const people = this.people();
    this.person = people.find(({ id }) => id === chosen.person)?.id ?? people[0]?.id ?? FIRST;
    this.round = this.latest();
  }

  /** Everyone of whom anything is stored. @returns {{id: string, name: string}[]} */
  people() {
    const ids = new Set(this.records.keys("").flatMap((key) => OWN.exec(key)?.[1] ?? []));
    return [...ids].map((id) => ({ id, name: this.info(id).name ?? "" }));
  }

  /** @returns {{name?: string, made?: string, saved?: string}} */
  info(person = this.person) {
    return clean(this.records.read(`${person}:info`) ?? {}, FIELDS.info);
  }

  /** Rounds without their answers, the first one first. @returns {Round[]} */
  rounds() {
    const ids = new Set(this.records.keys(`${this.person}:`).flatMap((key) => /:(?:round|answer):(\d+)/.exec(key)?.[1] ?? []));
    const rounds = [...ids].map((id) => {
      const record = clean(this.records.read(`${this.person}:round:${id}`) ?? {}, FIELDS.round);
      return /** @type {Round} */ ({ ...record, id, answers: blank() });
    });
    return rounds.sort((one, other) => Number(one.id) - Number(other.id));
  }

  latest() {
    return this.rounds().at(-1)?.id ?? FIRST;
  }

  /** @param {string} person @param {string} [round] */
  choose(person, round) {
    this.person = person;
    this.round = round ?? this.latest();
    this.records.change("chosen", { person });
  }

  /** @param {string} reference @returns {Answer} */
  answer(reference, round = this.round) {
    return clean(this.records.read(`${this.person}:answer:${round}:${reference}`) ?? {}, FIELDS.answer);
  }

  /** Every answer of a round, or those to one standard. @returns {Answers} */
  answers(round = this.round, standard = "") {
    const start = `${this.person}:answer:${round}:`;
    /** @type {Answers} */
    const answers = blank();
    for (const key of this.records.keys(start + (standard && `${standard}/`))) {
      const reference = key.slice(start.length);
      const answer = this.answer(reference, round);
      if (REFERENCE.test(reference) && says(answer)) answers[reference] = answer;
    }
    return answers;
  }

  /** Change some fields of an answer. A rating is given to the words that stand there now.
   * @param {string} reference @param {Fields} fields @param {{mark: string, words: string}} item */
  change(reference, fields, item) {
    const key = `${this.person}:answer:${this.round}:${reference}`;
    const before = this.records.read(key) ?? {};
    const at = this.now().toISOString();
    const change = asked(fields, FIELDS.answer);
    if (isFields(fields.assessor)) change.assessor = { at, ...asked(fields.assessor, FIELDS.assessor) };
    if (Object.keys(fields).some((field) => field !== "assessor")) change.at = at;
    if (change.rating || !before.mark) change.mark = item.mark;
    if (says(changed(before, change))) this.#keep(key, change, item);
    else this.records.change(key, change);
  }

  /** @param {string} reference */
  clear(reference) {
    this.records.remove(`${this.person}:answer:${this.round}:${reference}`);
  }

  /** @param {string} key @param {Fields} change @param {{mark: string, words: string}} [item] */
  #keep(key, change, item) {
    const day = this.now().toISOString().slice(0, 10);
    const round = `${this.person}:round:${this.round}`;
    const words = item && `${this.person}:words:${item.mark}`;
    this.records.change(key, change);
    if (!this.records.read(`${this.person}:info`)) this.records.change(`${this.person}:info`, { made: day });
    if (!this.records.read(round)) this.records.change(round, { id: this.round, started: day });
    if (words && !this.records.read(words)) this.records.change(words, { words: item.words });
  }

  /** The words that an answer was given to, if they were other words. @param {string} mark @returns {string | undefined} */
  words(mark) {
    return /** @type {{words?: string}} */ (clean(this.records.read(`${this.person}:words:${mark}`) ?? {}, FIELDS.words)).words;
  }

  /** @template {"plan" | "evidence"} Kind
   * @param {Kind} kind @returns {(Kind extends "plan" ? Plan : Evidence)[]} */
  entries(kind) {
    const entries = this.records.keys(`${this.person}:${kind}:`).map((key) => {
      const entry = { items: [], ...clean(this.records.read(key) ?? {}, FIELDS[kind]), id: key.split(":")[2] };
      return /** @type {Kind extends "plan" ? Plan : Evidence} */ (/** @type {unknown} */ (entry));
    });
    return entries.sort((one, other) => (one.at ?? "").localeCompare(other.at ?? "") || one.id.localeCompare(other.id));
  }

  /** @param {"plan" | "evidence"} kind @param {string} id @param {Fields} fields */
  changeEntry(kind, id, fields) {
    this.#keep(`${this.person}:${kind}:${id}`, { ...asked(fields, FIELDS[kind]), id, at: this.now().toISOString() });
  }

  /** @param {"plan" | "evidence"} kind @param {string} id */
  removeEntry(kind, id) {
    this.records.remove(`${this.person}:${kind}:${id}`);
  }

  /** @param {Fields} fields */
  changeInfo(fields) {
    this.#keep(`${this.person}:info`, fields);
  }

  /** @param {Fields} fields */
  changeRound(fields) {
    this.#keep(`${this.person}:round:${this.round}`, { id: this.round, ...fields });
  }

  /** A new round, which begins with the answers of this one. */
  startRound() {
    const next = String(Number(this.latest()) + 1);
    const { assessor } = this.rounds().find(({ id }) => id === this.round) ?? {};
    for (const [reference, answer] of Object.entries(this.answers())) {
      this.records.change(`${this.person}:answer:${next}:${reference}`, answer);
    }
    this.round = next;
    this.changeRound({ started: this.now().toISOString().slice(0, 10), assessor });
  }

  /** @param {string} name @returns {string} the id of a new person, whom nothing but a name is stored of */
  add(name) {
    this.person = newId();
    this.round = FIRST;
    this.changeInfo({ name });
    this.choose(this.person, FIRST);
    return this.person;
  }
}

/** An id that no other window will make. */
export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0")).join("");
