/* The answers on this device: people and their rounds, answers, plan and evidence. Every change becomes a step in its field's history.
 * Independent of the page.
 *
 * Keys: `device` and `chosen` for all people, and for each person `<person>:info`, `<person>:round:<round>`,
 * `<person>:answer:<round>:<standard>/<item>`, `<person>:words`, `<person>:plan:<id>`, `<person>:evidence:<id>`,
 * `<person>:form:<id>`. The first round of a person has the person's id, and the first person has the device's id. So two windows that
 * start at the same time start the same round, and two devices never do. */

import { REFERENCE, TYPING, WRITTEN, answer, entry, fits, inOrder, inPlace, values, OWN, PLAIN } from "./answers.js";
import { localDay } from "../days.js";
import { after, asHistory, blank, fieldsOf, hash, holds, latest, nothing, stamp, steps, valueNow } from "./history.js";
import { WINDOW, common, without } from "./records.js";
import { t } from "../words.js";

/** @import { Answer, Answers, Evidence, PersonRecords, Plan, Round } from "./answers.js" */
/** @import { Fields, History, Step } from "./history.js" */
/** @import { Labels } from "./file.js" */
/** @import { Records } from "./records.js" */

/** Changes, by the rest of a record's key and by field: the stamps of the current steps before and after.
 * @typedef {{[rest: string]: {[field: string]: [before: string, after: string]}}} Changes */
/** What this tab remembers from page to page: whose answers it shows, and the last act from before it was opened.
 * @typedef {{person?: string, round?: string, since?: number}} Chosen */

export class Store {
  /** @param {Records} records @param {() => Date} now
   * @param {{read: () => Chosen, write: (chosen: Chosen) => void}} tab */
  constructor(records, now = () => new Date(), tab = { read: () => ({}), write: () => {} }) {
    this.records = records;
    this.now = now;
    this.tab = tab;
    this.window = newId().slice(0, WINDOW);
    this.newDevice = newId();
    /** The changes of the act that is running. @type {Changes | undefined} */
    this.changes = undefined;
    /** The typing in progress: the next keystroke replaces this step.
     * @type {{key: string, field: string, step: Step, since: number, longest: number} | undefined} */
    this.typing = undefined;
    /** The standards whose id has changed: new ids by old ones. @type {Map<string, string>} */
    this.renamed = new Map();
    this.start();
  }

  /** Start with the person that this tab showed last, or else the one chosen last on this device. */
  start() {
    const [{ person, round }, ids] = [this.tab.read(), this.people().map(({ id }) => id)];
    const chosen = String(this.records.read("chosen")?.person);
    /** @type {string | undefined} */
    this.chosenPerson =
      [person, person && this.whoIs(person), chosen].find(
        (id) => id && (ids.includes(id) || (id !== person && id !== chosen)),
      ) ?? ids[0];
    this.chosenRound = this.rounds().find(({ id }) => id === round)?.id ?? this.latest();
    if (this.chosenPerson) this.tab.write({ person: this.chosenPerson });
  }

  /** This device's id. It is stored, so all windows have the same. */
  get device() {
    const { id } = this.records.read("device") ?? {};
    return typeof id === "string" ? id : this.newDevice;
  }

  get person() {
    return this.whoIs(this.chosenPerson ?? this.device);
  }

  /** Return a person's current id. After answers are deleted, new answers belong to a new person until the old ones are restored.
   * @param {string} id @returns {string} */
  whoIs(id) {
    const seen = new Set();
    for (let now = id; ; ) {
      const to = this.records.read(`deleted:${now}`)?.to;
      if (typeof to !== "string" || seen.has(to)) return now;
      seen.add((now = to));
    }
  }

  /** Return people whose id was replaced (answers were restored or erased) and under whose old id another window has stored something, each
   * with the current id. @returns {[id: string, to: string][]} */
  late() {
    const become = new Map(
      this.records.keys("deleted:").flatMap((key) => {
        const { to, number } = this.records.read(key) ?? {};
        return number === undefined && typeof to === "string" ? [[key.slice(8), to]] : [];
      }),
    );
    return [...become]
      .filter(([id]) => this.records.keys(`${id}:`).length)
      .map(([id, to]) => {
        for (const seen = new Set([id]); become.has(to) && !seen.has(to); to = become.get(to) ?? to) seen.add(to);
        return [id, to];
      });
  }

  get round() {
    return this.chosenRound ?? this.chosenPerson ?? this.device;
  }

  /** Return the writer of the next step of a record, and this window. @param {string} key of the record */
  by(key) {
    return `${this.device}-${hash(key)}.${this.window}`;
  }

  /** Return everyone with stored answers that are not deleted. @returns {{id: string, name: string}[]} */
  people() {
    const keys = this.records.keys("");
    const deleted = new Set(keys.flatMap((key) => (key.startsWith("deleted:") ? key.slice(8) : [])));
    const ids = new Set(keys.flatMap((key) => OWN.exec(key)?.[1] ?? []));
    const found = [...ids].filter((id) => !deleted.has(id)).map((id) => ({ id, name: this.name(id) }));
    return found.filter(
      ({ id, name }) => name || keys.some((key) => OWN.exec(key)?.[1] === id && holds(this.records.history(key))),
    );
  }

  name(person = this.person) {
    return String(values("info", this.records.history(`${person}:info`)).name ?? "");
  }

  /** @returns {Round[]} */
  rounds(person = this.person) {
    const found = new Map();
    const start = `${person}:answer:`;
    for (const key of this.records.keys(`${person}:round:`))
      found.set(key.slice(person.length + 7), this.records.history(key));
    const answers = this.records.keys(start);
    for (const key of answers) if (!found.has(key.split(":")[2])) found.set(key.split(":")[2], undefined);
    return inOrder(
      [...found].map(([id, record]) => {
        const began = record && Object.keys(values("round", record)).length > 0;
        return {
          id,
          record,
          answered:
            !began && answers.some((key) => key.startsWith(`${start}${id}:`) && holds(this.records.history(key))),
        };
      }),
    );
  }

  /** @returns {string | undefined} */
  latest() {
    return this.rounds().at(-1)?.id;
  }

  /** The title of the current round. */
  get roundTitle() {
    return (
      this.rounds().find(({ id }) => id === this.round)?.title ??
      t("Round {number}", { number: this.rounds().length + 1 })
    );
  }

  /** @param {string} person @param {string} [round] */
  choose(person, round) {
    this.chosenPerson = person;
    this.chosenRound = round ?? this.latest();
    this.tab.write({ person, round });
    this.records.put("chosen", { person });
  }

  /** Switch to an existing round if the current one is gone. */
  settle() {
    const rounds = this.rounds();
    if (!rounds.some(({ id }) => id === this.chosenRound)) this.chosenRound = rounds.at(-1)?.id;
  }

  /** @param {string} reference @returns {Answer} */
  answer(reference, round = this.round) {
    return answer(this.records.history(`${this.person}:answer:${round}:${reference}`));
  }

  /** Return the records of a round's answers by item, for all standards or one. @returns {PersonRecords} */
  histories(round = this.round, standard = "") {
    const start = `${this.person}:answer:${round}:`;
    const keys = this.records
      .keys(start + (standard && `${standard}/`))
      .filter((key) => REFERENCE.test(key.slice(start.length)));
    return new Map(keys.map((key) => [key.slice(start.length), this.records.history(key)]));
  }

  /** Return every answer of a round. @returns {Answers} */
  answers(round = this.round) {
    /** @type {Answers} */
    const answers = blank();
    for (const [reference, record] of this.histories(round)) {
      const said = answer(record);
      if (Object.keys(said).length) answers[reference] = said;
    }
    return answers;
  }

  /** Move answers from a standard's old id to the new one. Run this once per page, because a page of an older edition may still be open.
   * @param {Map<string, string>} renamed new ids by old ones */
  follow(renamed) {
    if ([...renamed].every(([old, now]) => this.renamed.get(old) === now)) return;
    for (const [old, now] of renamed) this.renamed.set(old, now);
    for (const key of this.records.keys("")) {
      const [, start, old, item] = /^([a-z0-9]+:answer:[^:]+:)([a-z0-9-]+)(\/.+)$/.exec(key) ?? [];
      const now = renamed.get(old);
      if (!now) continue;
      // A page of an older edition may have written here after the rest was moved. Its steps count from one again, so they are numbered again.
      const to = `${start}${now}${item}`;
      const there = asHistory(this.records.read(to));
      this.records.add(to, after(there, without(asHistory(this.records.read(key)), there)));
      this.records.take(key);
    }
  }

  /** Return the labels of every level that the scale has or had. Current labels take precedence. @param {Labels} [more]
   * @returns {Labels} */
  labels(more) {
    const known = /** @type {Labels} */ (this.records.read("labels") ?? {});
    const all = { ...known, ...more };
    if (more && JSON.stringify(all) !== JSON.stringify(known)) this.records.put("labels", all);
    return all;
  }

  /** Return all histories of a person. @returns {PersonRecords} */
  all(person = this.person) {
    const found = this.records
      .keys(`${person}:`)
      .map((key) => key.slice(person.length + 1))
      .filter((rest) => !PLAIN.test(rest));
    return new Map(found.map((rest) => [rest, asHistory(this.records.read(`${person}:${rest}`))]));
  }

  /** Change some fields of an answer. A rating is stored with the fingerprint of the item's current wording. @param {string} reference
   * @param {Fields} fields
   * @param {{mark: string, words: string}} item */
  change(reference, fields, item) {
    this.set(`answer:${this.round}:${reference}`, fields, { mark: item.mark });
    if (fields.rating) this.learn({ [item.mark]: item.words });
    if (this.records.history(`${this.person}:round:${this.round}`).started?.at(-1)?.value) return;
    const { typing } = this; // the next letter belongs to the same step
    this.set(`round:${this.round}`, { started: localDay(this.now()) });
    this.typing = typing;
  }

  /** Store the wording of rated items. @param {{[mark: string]: string}} words */
  learn(words) {
    const known = this.records.read(`${this.person}:words`) ?? {};
    const fresh = Object.entries(words).filter(([mark]) => !(mark in known));
    if (fresh.length) this.records.put(`${this.person}:words`, Object.fromEntries(fresh));
  }

  /** Return the wording of rated items by fingerprint. @returns {{[mark: string]: string}} */
  allWords() {
    return /** @type {{[mark: string]: string}} */ (this.records.read(`${this.person}:words`) ?? {});
  }

  /** @param {string} mark @returns {string | undefined} */
  words(mark) {
    const words = this.allWords()[mark];
    return typeof words === "string" ? words : undefined;
  }

  /** @template {"plan" | "evidence"} Kind
   * @param {Kind} kind @returns {(Kind extends "plan" ? Plan : Evidence)[]} */
  entries(kind) {
    return /** @type {any} */ (inPlace(this.allEntries(kind)));
  }

  /** Return all entries, including removed ones. @param {"plan" | "evidence"} kind
   * @returns {((Plan | Evidence) & {made: string, gone: boolean})[]} */
  allEntries(kind) {
    const keys = this.records.keys(`${this.person}:${kind}:`);
    return keys.map((key) =>
      entry(kind, key.split(":")[2], this.records.history(key), (reference) => this.current(reference)),
    );
  }

  /** Change some fields of an entry. An item under a standard's old id counts as the same item.
   * @param {"plan" | "evidence"} kind @param {string} id @param {Fields} fields */
  changeEntry(kind, id, fields) {
    const old = fieldsOf(this.records.history(`${this.person}:${kind}:${id}`)).filter(
      (field) => REFERENCE.test(field) && this.current(field) !== field,
    );
    const under = old.filter((field) => Object.hasOwn(fields, this.current(field))).map((field) => [field, undefined]);
    this.set(`${kind}:${id}`, { ...fields, ...Object.fromEntries(under) });
  }

  /** @param {"plan" | "evidence"} kind @param {Fields} [fields] @returns {string} the id of the new entry */
  addEntry(kind, fields = {}) {
    const id = newId();
    this.changeEntry(kind, id, { made: this.moment(), ...fields });
    return id;
  }

  /** @param {string} name */
  rename(name) {
    this.set("info", { name });
  }

  /** @param {Fields} fields */
  changeRound(fields) {
    const { started } = values("round", this.records.history(`${this.person}:round:${this.round}`));
    this.set(`round:${this.round}`, { started: started ?? localDay(this.now()), ...fields });
  }

  /** Start a new round with a copy of this round's answers. */
  startRound() {
    const rounds = this.rounds();
    const { assessor } = rounds.find(({ id }) => id === this.round) ?? {};
    const start = `answer:${this.round}:`;
    const next = newId();
    for (const [rest, record] of this.all()) {
      if (!rest.startsWith(start)) continue;
      const to = `answer:${next}:${rest.slice(start.length)}`;
      const copy = Object.keys(record).flatMap((field) =>
        valueNow(record, field) === undefined
          ? []
          : [[field, [{ ...latest(record, field), clock: 1, by: this.by(`${this.person}:${to}`) }]]],
      );
      this.log(to, Object.fromEntries(copy));
    }
    this.chosenRound = next;
    this.set(`round:${next}`, { started: localDay(this.now()), number: rounds.length + 1, assessor });
  }

  /** @param {string} name @param {string} [id] @returns {string} the id of a new person with only a name */
  add(name, id = newId()) {
    if (this.whoIs(id) !== id) id = newId(); // that person was deleted or erased, and the id now leads to another person
    this.chosenPerson = id;
    this.chosenRound = undefined;
    this.rename(name);
    this.choose(id);
    return id;
  }

  /** Change some fields of this person's record. Invalid values are ignored.
   * @param {string} rest of the key @param {Fields} fields
   * @param {{mark?: string, typed?: boolean}} [about] typed: the learner is typing the value */
  set(rest, fields, { typed, ...about } = {}) {
    const key = `${this.person}:${rest}`;
    const [kind] = rest.split(":");
    const record = asHistory(this.records.read(key));
    const good = Object.fromEntries(Object.entries(fields).filter(([field, value]) => fits(kind, field, value)));
    const made = steps(
      record,
      good,
      { by: this.by(key), at: this.moment(), ...about },
      Number(this.records.read(`${this.person}:floor`)?.clock ?? 0),
    );
    const [field, ...more] = Object.keys(made);
    if (!field) return;
    const written = !more.length && (typed ?? WRITTEN.has(field)) && !this.changes;
    this.log(rest, made, written ? this.#typed(key, field, made[field][0], latest(record, field)) : undefined);
    if (!written) this.typing = undefined;
  }

  /** Store steps and record what they changed. @param {string} rest @param {History} made @param {History} [drop] */
  log(rest, made, drop) {
    const key = `${this.person}:${rest}`;
    this.records.begin("device", { id: this.newDevice });
    this.chosenRound ??= this.round;
    if (this.chosenPerson !== this.person) this.tab.write({ person: (this.chosenPerson = this.person) });
    this.#noting(rest, Object.keys(made), () => this.records.change(key, made, drop));
  }

  /** Add a history from elsewhere. @param {string} rest @param {History} history */
  join(rest, history) {
    this.#noting(rest, fieldsOf(history), () => this.records.add(`${this.person}:${rest}`, history));
  }

  /** Make a change, and record for the running act the current steps before and after.
   * @param {string} rest @param {string[]} fields @param {() => void} change */
  #noting(rest, fields, change) {
    const before = this.changes && asHistory(this.records.read(`${this.person}:${rest}`));
    change();
    if (!before || !this.changes) return;
    const after = asHistory(this.records.read(`${this.person}:${rest}`));
    for (const field of fields) {
      const [old, now] = [before, after].map((record) => stamp(latest(record, field)));
      const first = this.changes[rest]?.[field]?.[0] ?? old;
      if (old !== now) (this.changes[rest] ??= blank())[field] = [first, now];
    }
  }

  /** Combine typing in one field into one step, until the learner leaves the field, five minutes pass, or most of the text is replaced.
   * @param {string} key @param {string} field @param {Step} step @param {Step | undefined} before
   * @returns {History | undefined} the step that it replaces */
  #typed(key, field, step, before) {
    const [now, { typing }] = [this.now().getTime(), this];
    const [old, text] = [before, step].map((one) => String(one?.value ?? ""));
    const [start, end] = common(old, text);
    const goes =
      typing?.key === key &&
      typing.field === field &&
      stamp(before) === stamp(typing.step) &&
      Math.abs(now - typing.since) < TYPING &&
      (start + end) * 2 >= typing.longest;
    this.typing = {
      key,
      field,
      step,
      since: goes ? typing.since : now,
      longest: Math.max(text.length, goes ? typing.longest : 0),
    };
    return goes && before ? Object.assign(nothing(), { [field]: [before] }) : undefined;
  }

  moment() {
    return `${this.now().toISOString().slice(0, 19)}Z`;
  }

  /** @param {string} reference @returns {string} the item's current reference */
  current(reference) {
    const [standard, item] = reference.split("/");
    return `${this.renamed.get(standard) ?? standard}/${item}`;
  }

  /** @param {string} rest of a record's key @returns {string} the same with the item's current reference */
  currentKey(rest) {
    const [kind, round, reference] = rest.split(":");
    return kind === "answer" && reference ? `answer:${round}:${this.current(reference)}` : rest;
  }
}

/** Create a unique id. */
export const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => (byte % 36).toString(36)).join("");
