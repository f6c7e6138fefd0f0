// Whatever happens in whatever order, every answer that was shown as saved is in what is exported.
//
// Each schedule is drawn from a number: windows open and are killed, people type in any of them, the storage is blocked or full
// for a while, files are opened, rounds and people begin, all is deleted and brought back, and new editions reword, withdraw and add
// items. A plain list of what each window showed, kept by other means than the store's, says what must be there.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as assessment from "../../generator/assets/self-assessment/assessment.js";
import { read, write } from "../../generator/assets/self-assessment/file.js";
import { LEVELS, Shelf, clock, window } from "./device.mjs";

const SCHEDULES = 1000;
const STEPS = 40;
const about = { suite: "s", editions: {}, now: new Date("2026-11-22T15:00:00Z") };

/** Chance that is the same each time: mulberry32. */
function chance(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { below: (most) => Math.floor(next() * most), of: (list) => list[Math.floor(next() * list.length)] };
}

/** Every field of every answer of one person that a learner sees, by name: "1 serve/P1 note". */
function fields(whole) {
  const found = new Map();
  for (const { id, answers } of whole.rounds) {
    for (const [reference, { assessor, ...answer }] of Object.entries(answers)) {
      for (const field of ["rating", "reason", "evidence", "reference", "note"]) {
        if (answer[field]) found.set(`${id} ${reference} ${field}`, answer[field]);
      }
      for (const field of ["rating", "note"]) if (assessor?.[field]) found.set(`${id} ${reference} assessor.${field}`, assessor[field]);
    }
  }
  return found;
}

/** What a window exports of a person, through the very file. */
function exported(store, person = store.person) {
  const { person: own, round } = store;
  Object.assign(store, { person });
  const text = write(assessment.read(store), about);
  Object.assign(store, { person: own, round });
  return fields(read(text, LEVELS).whole);
}

/** When a field was said. */
function moment({ rounds }, name) {
  const [round, reference, field] = name.split(" ");
  const answer = rounds.find(({ id }) => id === round).answers[reference];
  return (field.startsWith("assessor.") ? answer.assessor : answer).at ?? "";
}

class Schedule {
  constructor(seed) {
    this.chance = chance(seed);
    this.shelf = new Shelf();
    this.now = clock();
    this.saved = new Map(); // by person: what was shown as saved
    this.windows = [];
    this.files = [];
    this.undo = undefined;
    this.edition = { marks: 1, items: ["serve/P1", "serve/P2", "serve/K1"] };
    this.words = 0;
    this.waited = 0;
    this.open();
  }

  open() {
    if (this.windows.length === 3) return;
    const store = window(this.shelf, this.now);
    // Only shown while it could not be stored, by person; and whether the window ever saw what is stored.
    // Then what files brought that could not be stored yet, by person and name, with when it was said.
    this.windows.push({ store, shown: new Map(), edition: structuredClone(this.edition), blind: this.shelf.blocked, brought: new Map() });
  }

  of(map, person) {
    return map.get(person) ?? map.set(person, new Map()).get(person);
  }

  /** A window shows a field with this value; once it does not wait any more it must last. */
  show(at, name, value) {
    this.of(at.shown, at.store.person).set(name, value);
    this.settle(at);
  }

  settle(at, before = new Map()) {
    const typed = new Set([...at.shown].flatMap(([person, shown]) => [...shown.keys()].map((name) => `${person} ${name}`)));
    for (const [person, shown] of at.shown) {
      for (const [name, value] of shown) {
        const [round, reference] = name.split(" ");
        if (at.store.records.waiting.has(`${person}:answer:${round}:${reference}`)) continue;
        shown.delete(name);
        value ? this.of(this.saved, person).set(name, value) : this.of(this.saved, person).delete(name);
      }
      assert.ok(!at.store.records.kept || !shown.size);
    }
    this.met(at, before, typed);
  }

  /** What a file brought is stored now: it must be there, and so must what was stored before and said later, and what was typed. */
  met(at, before, typed) {
    for (const [key, { person, name, values, when }] of at.brought) {
      const [round, reference] = name.split(" ");
      if (at.store.records.waiting.has(`${person}:answer:${round}:${reference}`)) continue;
      at.brought.delete(key);
      const saved = this.of(this.saved, person);
      const now = exported(window(this.shelf, this.now), person).get(name) ?? "";
      const had = before.get(key);
      assert.ok([...values, typed.has(key) ? (saved.get(name) ?? "") : saved.get(name), had?.value].includes(now), `${key}: ${now} is neither what was kept nor of a file`);
      if (had && had.when > when && !typed.has(key)) assert.equal(now, had.value, `${key} was said after the file was saved`);
      saved.set(name, now);
    }
  }

  /** Each field that is stored, by person and name, with when it was said. */
  stored() {
    const found = new Map();
    const store = window(this.shelf, this.now);
    for (const { id } of store.people()) {
      store.person = id;
      const whole = assessment.read(store);
      for (const [name, value] of fields(whole)) found.set(`${id} ${name}`, { value, when: moment(whole, name) });
    }
    return found;
  }

  type(at) {
    const reference = this.chance.of(at.edition.items);
    const field = this.chance.of(["rating", "rating", "reason", "evidence", "reference", "note", "assessor.rating", "assessor.note"]);
    const texts = [`${field} ${(this.words += 1)} =<b>__proto__\n"`.replaceAll("\n", field.endsWith("note") ? "\n" : ""), ""];
    const value = this.chance.of(field.endsWith("rating") ? [...LEVELS.slice(0, 4), ""] : field === "evidence" ? ["none", "some", "have", ""] : texts);
    const item = { mark: `${at.edition.marks}`.padStart(8, "0"), words: `words ${at.edition.marks}` };
    const change = field.startsWith("assessor.") ? { assessor: { [field.slice(9)]: value } } : { [field]: value };
    at.store.change(reference, change, item);
    this.show(at, `${at.store.round} ${reference} ${field}`, value);
  }

  clear(at) {
    const reference = this.chance.of(at.edition.items);
    at.store.clear(reference);
    for (const field of ["rating", "reason", "evidence", "reference", "note", "assessor.rating", "assessor.note"]) {
      const name = `${at.store.round} ${reference} ${field}`;
      at.brought.delete(`${at.store.person} ${name}`);
      this.of(at.shown, at.store.person).set(name, "");
    }
    this.settle(at);
  }

  /** After a change of everything at once the windows are looked at anew; what must not happen is judged here. */
  anew(at, mayBecome) {
    const { person } = at.store;
    const before = new Map([...(at.blind ? [] : this.of(this.saved, person)), ...this.of(at.shown, person)]);
    const view = exported(at.store);
    for (const name of new Set([...before.keys(), ...mayBecome.keys()])) {
      const allowed = [before.get(name) || undefined, mayBecome.get(name)].filter((value) => value !== undefined);
      if (allowed.length) assert.ok(allowed.includes(view.get(name)), `${name}: ${view.get(name)} is none of ${allowed}`);
    }
    if (this.shelf.blocked) return this.shownAre(at, view);
    const stored = exported(window(this.shelf, this.now), person);
    for (const [name, value] of this.of(this.saved, person)) {
      const allowed = [value, this.of(at.shown, person).get(name), mayBecome.get(name)];
      assert.ok(allowed.includes(stored.get(name)), `${name} of ${value} is stored as ${stored.get(name)}`);
    }
    this.saved.set(person, stored);
    this.shownAre(at, view);
  }

  shownAre(at, view) {
    const [shown, saved] = [this.of(at.shown, at.store.person), this.of(this.saved, at.store.person)];
    for (const name of shown.keys()) if (!view.has(name)) shown.set(name, "");
    for (const [name, value] of view) if (shown.has(name) || saved.get(name) !== value) shown.set(name, value);
    this.settle(at);
  }

  openFile(at) {
    if (!this.files.length) return;
    const { whole } = read(this.chance.of(this.files), LEVELS);
    const { person } = at.store;
    assessment.add(at.store, whole);
    if (!at.store.records.offered.size && !at.brought.size) return this.anew(at, fields(whole));
    this.waited += 1;
    const [view, shown] = [exported(at.store), this.of(at.shown, person)];
    for (const [name, value] of fields(whole)) {
      const key = `${person} ${name}`;
      const { values, when } = at.brought.get(key) ?? { values: [], when: "" };
      const later = moment(whole, name);
      at.brought.set(key, { person, name, values: [...values, value], when: when > later ? when : later });
      assert.ok(view.has(name) || shown.get(name) === "", `${key} of a file is not shown`);
    }
    for (const name of shown.keys()) shown.set(name, view.get(name) ?? "");
    this.settle(at);
  }

  /** Replacing, deleting and bringing back are asked for by a learner who sees all saved. */
  replace(at) {
    if (!this.files.length || !this.calm()) return;
    const { whole } = read(this.chance.of(this.files), LEVELS);
    const [before, { person, round }] = [exported(at.store), at.store];
    const undo = assessment.replace(at.store, whole);
    assert.deepEqual(exported(at.store), fields(whole));
    if (this.chance.below(2)) {
      undo();
      assert.deepEqual([at.store.person, at.store.round, exported(at.store)], [person, round, before]);
    } else this.saved.set(person, fields(whole));
  }

  remove(at) {
    if (!this.calm()) return;
    const { person } = at.store;
    const undo = assessment.remove(at.store);
    assert.equal(exported(window(this.shelf, this.now), person).size, 0);
    if (this.chance.below(3)) undo();
    else this.saved.delete(person);
  }

  calm() {
    return !this.shelf.blocked && this.shelf.room === Infinity && this.windows.every(({ store }) => store.records.kept);
  }

  startRound(at) {
    if (Number(at.store.latest()) > 4) return;
    const from = at.store.round;
    const copied = [...exported(at.store)].filter(([name]) => name.startsWith(`${from} `));
    at.store.startRound();
    for (const [name, value] of copied) this.of(at.shown, at.store.person).set(`${at.store.round} ${name.slice(from.length + 1)}`, value);
    this.settle(at);
  }

  step() {
    const at = this.chance.of(this.windows);
    const what = this.chance.below(100);
    if (what < 55) this.type(at);
    else if (what < 60) this.clear(at);
    else if (what < 67) this.open();
    else if (what < 72 && this.windows.length > 1) this.windows.splice(this.windows.indexOf(at), 1); // killed
    else if (what < 76) this.shelf.blocked = !this.shelf.blocked;
    else if (what < 81) this.shelf.room = this.chance.of([Infinity, Infinity, 0, 600, 1500]);
    else if (what < 85) this.files.push(write(assessment.read(at.store), about));
    else if (what < 88) this.openFile(at);
    else if (what < 90) this.replace(at);
    else if (what < 92) this.remove(at);
    else if (what < 94) this.startRound(at);
    else if (what < 96 && this.saved.size < 3) at.store.add(`Person ${this.saved.size}`);
    else if (what < 98) this.chooseOther(at);
    else this.upgrade();
    if (this.shelf.blocked) return;
    for (const one of this.windows) this.retry(one);
    for (const one of this.windows) this.hear(one);
  }

  chooseOther(at) {
    const { id } = this.chance.of([...at.store.people(), { id: at.store.person }]);
    at.store.choose(id);
  }

  upgrade() {
    this.edition.marks += 1; // every item is reworded
    if (this.chance.below(2)) this.edition.items.push(`serve/P${this.edition.marks + 2}`);
    else if (this.edition.items.length > 2) this.edition.items.shift(); // withdrawn
  }

  /** What a page does when it is looked at again. */
  retry(at) {
    const before = at.brought.size ? this.stored() : new Map();
    at.store.records.flush();
    this.settle(at, before);
  }

  /** What a page does on hearing that another window stored something. */
  hear(at) {
    at.blind = false;
    for (const { id } of at.store.people()) exported(at.store, id);
  }

  check() {
    for (const { store, shown, blind, brought } of this.windows) {
      for (const person of new Set([...(blind ? [] : this.saved.keys()), ...shown.keys()])) {
        const expected = new Map([...(blind ? [] : this.of(this.saved, person)), ...(shown.get(person) ?? [])]);
        const found = exported(store, person);
        for (const [name, value] of expected) {
          const now = found.get(name) ?? "";
          const values = shown.get(person)?.has(name) ? [] : (brought.get(`${person} ${name}`)?.values ?? []);
          assert.ok([value, ...values].includes(now), `${person}: ${name} is ${now}, not ${value}`);
        }
      }
    }
  }
}

test(`every answer shown as saved is in the export, in ${SCHEDULES} schedules`, () => {
  let saved = 0;
  let waited = 0;
  for (let seed = 1; seed <= SCHEDULES; seed += 1) {
    const schedule = new Schedule(seed);
    for (let step = 1; step <= STEPS; step += 1) {
      try {
        schedule.step();
        if (step % 4 === 0) schedule.check();
      } catch (error) {
        throw new Error(`schedule ${seed}, step ${step}`, { cause: error });
      }
    }
    for (const shown of schedule.saved.values()) saved += shown.size;
    waited += schedule.waited;
  }
  assert.ok(saved > 4 * SCHEDULES, `there was hardly anything to lose: ${saved}`);
  assert.ok(waited > SCHEDULES / 10, `hardly any file was opened where nothing could be stored: ${waited}`);
});
