// Whatever happens in whatever order, everything that was shown as saved can be found: as what a field holds, among its earlier values,
// among deleted answers, and in the export.
//
// Each schedule is drawn from a number. People do all that the pages let them do, in several windows of several devices whose clocks
// disagree and go back. The storage is blocked or full for a while, windows are killed, new editions come, and a page of the first
// version goes on writing. A plain list (model.mjs), kept by other means than the store's, says what must be there.
// SCHEDULES=1000 draws more schedules, FIRST=2001 others, and SEED=7 that one alone. TRACE=1 prints what is done.

import assert from "node:assert/strict";
import { env } from "node:process";
import { test } from "node:test";
import { act, acts, deleted, earlier, removed } from "../../generator/competence_standards/web/scripts/kept/acts.js";
import { erase, eraseHistory, unerased } from "../../generator/competence_standards/web/scripts/kept/erase.js";
import { gather, remove, restore, undo } from "../../generator/competence_standards/web/scripts/kept/undo.js";
import { view as shown } from "../../generator/competence_standards/web/scripts/kept/answers.js";
import { read } from "../../generator/competence_standards/web/scripts/kept/read-file.js";
import {
  asHistory,
  counter,
  hash,
  holds,
  nothing,
} from "../../generator/competence_standards/web/scripts/kept/history.js";
import { roundId } from "../../generator/competence_standards/web/scripts/kept/version-1.js";
import { takeOver } from "../../generator/competence_standards/web/scripts/kept/legacy.js";
import {
  deletedRecords,
  deleteRecord,
  putBackRecord,
  records,
  startRecord,
  writeAt,
} from "../../generator/competence_standards/web/scripts/kept/form-records.js";
import { allOrNothing } from "../../generator/competence_standards/web/scripts/kept/room.js";
import { joinInto, merge } from "../../generator/competence_standards/web/scripts/kept/merge.js";
import { clock, FormerPage, OLD, open, saved, Shelf, window } from "./device.mjs";
import { chance, followed, followedName, held, Ledger, parts, view } from "./model.mjs";

const SCHEDULES = Number(env.SCHEDULES ?? 100);
const STEPS = 50;
const MINUTE = 60000;
const TYPING = 5 * MINUTE;
const DAY = 24 * 60 * MINUTE;
const REST = ["reason", "evidence", "reference", "note", "assessor.rating", "assessor.note"];
const TYPED = {
  answer: ["reason", "reference", "note", "assessor.note"],
  plan: ["what", "support", "how"],
  evidence: ["title", "where"],
  form: ["@head.number", "@account.what", "@account.what"],
};
const CHOSEN = {
  answer: ["rating", "rating", "rating", "evidence", "assessor.rating"],
  plan: ["by", "done"],
  evidence: ["date", "method", "record"],
  form: ["@decision.it-is", "@when.date"],
};
const FORM = { form: "observation", title: "T5 Observation", standard: "serve", edition: "1.0", dated: "when.date" };

/** What may happen, and how often in a hundred steps. */
const ACTS = {
  ...{ type: 22, choose: 16, info: 3, clear: 3, suggest: 2, again: 3, entry: 6, form: 5, undo: 6 },
  ...{ startRound: 2, chooseOther: 2, addPerson: 1, delete: 2, bringBack: 2, erase: 3, save: 4, openFile: 5 },
  ...{ openWindow: 3, kill: 3, block: 2, fill: 2, setClock: 2, former: 3, another: 2, upgrade: 3 },
};
/** Some schedules are about files and erasing, and some about deleting while the storage is blocked or full. */
const MOODS = [
  {},
  {},
  { erase: 9, save: 8, openFile: 14, delete: 4, addPerson: 2, startRound: 4, block: 0, fill: 0, former: 1, upgrade: 2 },
  { block: 6, fill: 5, delete: 5, bringBack: 7, openWindow: 4 },
];

/** The records of which a page shows the earlier values. */
const withHistory = (store) => [...store.all().keys()].filter((rest) => /^(answer|plan|evidence|form):/.test(rest));

class Device {
  constructor(name, at, clockwork) {
    this.ledger = new Ledger(name);
    this.shelf = new Shelf();
    this.clock = at;
    this.now = () => new Date((this.clock += 1000));
    this.windows = [];
    this.trouble = 0; // when something last waited to be stored
    this.acts = new Map(); // by key: what an act changed
    this.former = clockwork ? new FormerPage(this.shelf, this.now) : undefined;
    this.letters = new Map(); // by place, what it wrote last
    this.heard = new Map(); // what a page of the first version wrote, until a window of this one takes it over
  }
}

class Schedule {
  constructor(seed) {
    this.chance = chance(seed);
    this.words = 0;
    this.count = {};
    this.story = [];
    this.files = [];
    this.narrow = this.chance.one(3); // all of it in few fields
    this.acts = Object.entries({ ...ACTS, ...this.chance.of(MOODS) });
    this.edition = { marks: 1, serve: "serve", items: ["P1", "P2", "K1"], renamed: new Map() };
    this.devices = [this.device()];
  }

  device() {
    const one = new Device(
      "ABC"[this.devices?.length ?? 0],
      Date.parse("2026-11-22T12:00:00Z") + (this.chance.below(21) - 10) * DAY,
      this.chance.one(4),
    );
    if (one.former) for (let index = 0; index < 6; index += 1) this.formerPage(one);
    this.open(one);
    return one;
  }

  openWindow({ device }) {
    this.open(device);
  }

  open(device) {
    if (device.windows.length === 3) return;
    const at = { device, pending: [], typing: undefined };
    const before = this.stored(device);
    at.store = window(device.shelf, device.now);
    device.windows.push(at);
    this.follow(at);
    at.isAlone = device.windows.length === 1 && !device.shelf.blocked && !device.former;
    for (const one of device.windows) one.isAlone &&= one === at;
    this.taken(at);
    const renamed = [...before].map(([name, step]) => [followedName(at.store, name), step]);
    this.changedBy(device, new Map(renamed), this.stored(device));
  }

  /** What is stored on a device, seen by a page that disturbs nothing. */
  stored(device) {
    return view(window(new Shelf(Object.fromEntries(device.shelf.texts)), device.now), true);
  }

  /** Note which fields hold another step now. */
  changedBy({ ledger }, before, after) {
    for (const at of new Set([...before.keys(), ...after.keys()])) {
      const [old, now] = [before.get(at), after.get(at)];
      if (old?.value !== now?.value || old?.by !== now?.by || old?.at !== now?.at) ledger.touch(at);
    }
  }

  /** Do something in a window. All that is shown differently afterwards is a value that this device wrote, unless it came from elsewhere. What
   * was erased may be shown by a page that was opened while the storage was blocked, until it can see that.
   * @returns {{before: Map<string, object>, after: Map<string, object>, made: object[]}} */
  did(at, what, { brings = [], erased = [], typed } = {}) {
    const { device, store } = at;
    const before = view(store);
    const there = new Set(erased.length ? [...view(store, true).values()].map(({ value }) => value) : []);
    what();
    const after = view(store);
    const made = [];
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      if (before.get(name) === after.get(name)) continue;
      const value = held(after, name);
      if (value === held(before, name)) continue;
      const entry = device.ledger.entry(name, value ?? null);
      // Equal values of the first version are one, so erasing one of them erases all.
      if (name.includes(" plan:a ") && typeof value === "boolean") continue;
      const isIt = (one) => one.value === value && `${one.person} ${one.rest} ${one.field}` === name;
      if (!brings.some(isIt) && (there.has(value) || !erased.some(isIt))) made.push(entry);
    }
    this.changedBy(device, before, after);
    if (!typed) at.typing = undefined;
    at.pending.push(...brings, ...made);
    this.settle(at);
    return { before, after, made };
  }

  /** What a window shows is saved as soon as the window has nothing left to store. */
  settle(at) {
    const { store, device, pending } = at;
    if (!store.records.kept) return;
    // A window that wrote while the storage was blocked could not see that its person had been erased. What it wrote is newer than that,
    // and belongs to whoever goes on.
    for (const entry of pending)
      if (store.records.read(`erased:${entry.person}`)) entry.person = store.whoIs(entry.person);
    device.ledger.keep(pending);
    at.pending = [];
  }

  /** All that a device's windows have yet to store. */
  waiting({ windows }) {
    return windows.flatMap(({ pending }) => pending);
  }

  troubled({ shelf, windows }) {
    return shelf.blocked || shelf.room !== Infinity || windows.some(({ store }) => !store.records.kept);
  }

  // --- what is typed and chosen ---

  item() {
    const { marks, items, serve } = this.edition;
    const id = this.narrow ? items[0] : this.chance.of(items);
    return { reference: `${serve}/${id}`, item: { mark: String(marks).padStart(8, "0"), words: `words ${marks}` } };
  }

  value(field) {
    const next = (this.words += 1);
    if (field === "rating" || field === "assessor.rating" || field === "evidence" || field === "method")
      return `level-${next}`;
    if (field === "record") return `record${next}`;
    if (field === "by" || field === "date")
      return new Date(Date.parse("1900-01-01") + next * DAY).toISOString().slice(0, 10);
    if (field === "done") return this.chance.one(2);
    return `=1 __proto__ " <${next}>`;
  }

  /** Where a learner can write: an answer, a step of the plan, an entry of the log, a record of a form. */
  spot(at) {
    const kind = this.narrow ? "answer" : this.chance.of(["answer", "answer", "answer", "plan", "evidence", "form"]);
    if (kind === "answer") {
      const { reference, item } = this.item();
      return {
        kind,
        rest: `answer:${at.store.round}:${reference}`,
        set: (fields) => at.store.change(reference, fields, item),
        mark: item.mark,
      };
    }
    if (kind === "form") {
      const record = this.chance.of(records(at.store));
      const set = (fields, typed) => {
        for (const [field, value] of Object.entries(fields)) writeAt(at.store, record.id, field.slice(1), value, typed);
      };
      return record && { kind, rest: `form:${record.id}`, set };
    }
    const entry = this.chance.of(at.store.entries(kind));
    return (
      entry && { kind, rest: `${kind}:${entry.id}`, set: (fields) => at.store.changeEntry(kind, entry.id, fields) }
    );
  }

  /** Set one field, and see that this is what is shown. */
  say(at, { rest, set }, field, value, typed = false) {
    const person = at.store.person;
    const { after } = this.did(at, () => set({ [field]: value }, typed), { typed });
    assert.equal(
      held(after, `${at.store.person} ${rest} ${field}`),
      value === "" ? undefined : value,
      `${rest} ${field} shows what was entered`,
    );
    assert.equal(at.store.person, person);
  }

  choose(at) {
    const spot = this.spot(at);
    if (!spot) return;
    const field = this.narrow ? "rating" : this.chance.of(CHOSEN[spot.kind]);
    this.leave(at);
    for (let times = this.narrow ? 1 + this.chance.below(4) : 1; times; times -= 1)
      this.say(at, spot, field, this.chance.one(8) && field !== "done" ? "" : this.value(field));
  }

  /** Letters, one after the other. Those within five minutes are one step, unless the field was left or most was deleted. */
  type(at) {
    const on = at.typing && this.chance.below(3) ? at.typing : undefined;
    const spot = on?.spot ?? this.spot(at);
    if (!spot) return;
    const field = on?.field ?? (this.narrow ? "note" : this.chance.of(TYPED[spot.kind]));
    for (let letters = 1 + this.chance.below(4); letters; letters -= 1)
      this.typeOnce(at, spot, field, this.chance.one(10) ? "" : this.value(field));
  }

  typeOnce(at, spot, field, value) {
    const name = `${at.store.person} ${spot.rest} ${field}`;
    const before = at.typing?.name === name ? at.typing : undefined;
    const shown = view(at.store).get(name);
    this.say(at, spot, field, value, true);
    if ((shown?.value ?? "") === value) return;
    const goes =
      before &&
      shown?.value === before.shown &&
      shown?.at === before.at &&
      Math.abs(at.device.clock - before.since) < TYPING + 5000 &&
      value.length * 2 >= before.longest;
    const now = view(at.store).get(name);
    if (goes) this.replaced(at, name, before.shown);
    at.typing = {
      spot,
      field,
      name,
      shown: now?.value,
      at: now?.at,
      since: goes ? before.since : at.device.clock,
      longest: Math.max(value.length, goes ? before.longest : 0),
    };
  }

  /** The letters before were part of one step. */
  replaced(at, name, value) {
    const { ledger, windows } = at.device;
    const isIt = (entry) => entry.value === value && `${entry.person} ${entry.rest} ${entry.field}` === name;
    const { n } = [...at.pending, ...ledger.kept].findLast(isIt) ?? {};
    // Another window may have it from a file that was saved meanwhile.
    for (const list of [ledger.kept, ...windows.map(({ pending }) => pending)]) {
      const index = list.findLastIndex((entry) => isIt(entry) && entry.n === n);
      if (index >= 0) list.splice(index, 1);
    }
  }

  leave(at) {
    at.store.typing = at.typing = undefined; // session.js does so when the focus leaves a field
  }

  info(at) {
    this.leave(at);
    const value = this.value("name");
    const { store } = at;
    const field = this.chance.of(["name", "name of round", "assessor"]);
    const round = () => `round:${store.round}`;
    if (field === "name") this.say(at, { rest: "info", set: ({ name }) => store.rename(name) }, "name", value);
    else if (field === "assessor")
      this.say(at, { rest: round(), set: (fields) => store.changeRound(fields) }, "assessor", value);
    else this.say(at, { rest: round(), set: (fields) => store.changeRound(fields) }, "name", value);
    this.leave(at);
  }

  // --- acts ---

  /** Do something as an act, and remember what it changed. */
  act(at, what, change, options) {
    const { device } = at;
    const keys = new Set(acts(at.store).map(({ key }) => key));
    this.leave(at);
    const result = this.did(at, () => (options?.itself ? change() : act(at.store, what, change)), options);
    this.acted(at, acts(at.store).find(({ key }) => !keys.has(key))?.key, result);
    return { device, ...result };
  }

  acted({ device }, key, { before, after }) {
    if (!key) return;
    const changes = new Map();
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      if (held(before, name) !== held(after, name))
        changes.set(name, { was: held(before, name), now: held(after, name) });
    }
    device.acts.set(key, { changes, when: Ledger.now(), undone: false, shaky: this.troubled(device) });
  }

  /** Whether a field says that a round began in which there are still answers: then it stays a round. */
  staysARound(name, after) {
    const [person, record, field] = name.split(" ");
    const answers = `${person} ${record.replace("round:", "answer:")}:`;
    return (
      record.startsWith("round:") &&
      ["started", "number"].includes(field) &&
      [...after.keys()].some((other) => other.startsWith(answers) && held(after, other) !== undefined)
    );
  }

  /** Undo, or do again: what the act changed and nobody since is as it was before, and all else is untouched. */
  undo(at) {
    const { device, store } = at;
    const one = this.chance.of(acts(store));
    if (!one) return;
    const known = device.acts.get(one.key);
    this.leave(at);
    // A window that was opened while the storage was blocked has yet to rename what it could not see.
    const late = [...view(store).keys()].some((name) => followed(store, parts(name).rest) !== parts(name).rest);
    const shaky = late || !known || known.shaky || this.troubled(device) || device.trouble > known.when;
    const touched = new Map(device.ledger.touched);
    let done = false;
    const { before, after } = this.did(at, () => (done = undo(store, one.key)));
    const back = new Map();
    for (const name of new Set([...before.keys(), ...after.keys(), ...(known?.changes.keys() ?? [])])) {
      const change = known?.changes.get(name) ?? known?.changes.get(followedName(store, name));
      const [was, is] = [held(before, name), held(after, name)];
      if (!change) assert.equal(is, was, `undo changed ${name}, which the act did not`);
      else if (shaky || (device.ledger.loose.get(name) ?? 0) > known.when)
        assert.ok([was, change.was, change.now].includes(is), `undo made ${name} something else`);
      else if ((touched.get(name) ?? 0) > known.when)
        assert.equal(is, was, `undo changed ${name}, which somebody changed since`);
      else if (change.was === undefined && this.staysARound(name, after))
        assert.equal(is, was, `undo ended a round with answers: ${name}`);
      else assert.equal(is, change.was, `undo did not bring back ${name}`);
      if (is !== was) back.set(name, { was, now: is });
    }
    if (!done) assert.equal(back.size, 0, "where nothing is taken back, nothing changes");
    else if (known)
      Object.assign(known, {
        changes: shaky ? new Map([...known.changes, ...back]) : back,
        when: Ledger.now(),
        undone: !known.undone,
        shaky: known.shaky || shaky,
      });
    this.tally("undo");
  }

  clear(at) {
    const { reference, item } = this.item();
    const [what, fields] = this.chance.of([
      ["clearing the rating of", ["rating"]],
      ["clearing evidence, notes and assessor of", REST],
    ]);
    const rest = `${at.store.person} answer:${at.store.round}:${reference} `;
    const { before, after } = this.act(at, what, () =>
      at.store.change(reference, Object.fromEntries(fields.map((field) => [field, undefined])), item),
    );
    for (const field of ["rating", ...REST])
      assert.equal(held(after, rest + field), fields.includes(field) ? undefined : held(before, rest + field));
  }

  suggest(at) {
    const { reference, item } = this.item();
    const rating = this.value("rating");
    this.act(at, "using the suggested rating for", () => at.store.change(reference, { rating }, item));
    assert.equal(at.store.answer(reference).rating, rating);
  }

  /** Use an earlier value again. */
  again(at) {
    const { store } = at;
    const rest = this.chance.of(withHistory(store));
    const one = rest && this.chance.of(earlier(store.all().get(rest)));
    if (!one) return;
    this.leave(at);
    const { after } = this.did(at, () => store.set(rest, { [one.field]: one.step.value }, { mark: one.step.mark }));
    this.leave(at);
    assert.equal(held(after, `${store.person} ${rest} ${one.field}`), one.step.value);
    this.tally("again");
  }

  entry(at) {
    const { store } = at;
    const kind = this.chance.of(["plan", "evidence"]);
    const [there, away] = [store.entries(kind), removed(store, kind)];
    const what = this.chance.of(["add", "add", "remove", "back", "items", "items"]);
    this.leave(at);
    if (what === "add") {
      const { reference } = this.item();
      let id = "";
      this.did(
        at,
        () => (id = store.addEntry(kind, { [reference]: true, ...(kind === "plan" ? { done: false } : {}) })),
      );
      assert.deepEqual(store.entries(kind).find((one) => one.id === id)?.items, [reference]);
    }
    if (what === "remove" && there.length) {
      const { id } = this.chance.of(there);
      this.act(at, "the removal of an entry", () => store.changeEntry(kind, id, { gone: true }));
      assert.deepEqual(
        store.entries(kind),
        there.filter((one) => one.id !== id),
      );
    }
    if (what === "back" && away.length) {
      const { id } = this.chance.of(away);
      this.act(at, "putting back an entry", () => store.changeEntry(kind, id, { gone: undefined }));
    }
    if (what === "items" && there.length) {
      const { id, items } = this.chance.of(there);
      const reference = items.length && this.chance.one(2) ? this.chance.of(items) : this.item().reference;
      const holds = items.includes(reference);
      const put = () => store.changeEntry(kind, id, { [reference]: !holds || undefined });
      holds ? this.act(at, "taking away an item", put) : this.did(at, put);
      assert.equal(
        // An entry that held nothing else is gone.
        store.entries(kind).some((one) => one.id === id && one.items.includes(reference)),
        !holds,
        `${reference} is ${holds ? "taken away" : "put in"}`,
      );
    }
  }

  /** A record of a form is started, deleted or put back. */
  form(at) {
    const { store } = at;
    const [there, away] = [records(store), deletedRecords(store)];
    this.leave(at);
    if (there.length < 2) {
      const places = { "head.candidate": this.value("name") };
      let id = "";
      this.did(at, () => (id = startRecord(store, FORM, places)));
      assert.deepEqual({ ...records(store).find((one) => one.id === id)?.places }, places);
      return this.tally("form");
    }
    const { id } = this.chance.of(there);
    if (away.length && this.chance.one(2))
      return void this.act(at, "putting back a record", () => putBackRecord(store, away[0].id), { itself: true });
    this.act(at, "the removal of a record", () => deleteRecord(store, id), { itself: true });
    assert.deepEqual(
      records(store).map((one) => one.id),
      there.map((one) => one.id).filter((one) => one !== id),
    );
  }

  startRound(at) {
    if (at.store.rounds().length > 4) return;
    const said = () =>
      Object.entries(at.store.answers()).map(([reference, { at: _, assessor: { at: __, ...judged } = {}, ...own }]) => [
        reference,
        own,
        judged,
      ]);
    const [answers, before] = [said(), at.store.round];
    this.act(at, "the new round", () => at.store.startRound());
    assert.notEqual(at.store.round, before);
    assert.deepEqual(said(), answers);
    at.store.choose(at.store.person, at.store.round);
  }

  chooseOther(at) {
    this.leave(at);
    const round = this.chance.of(at.store.rounds());
    if (round && this.chance.one(2)) return at.store.choose(at.store.person, round.id);
    at.store.choose(this.chance.of([...at.store.people(), { id: at.store.person }]).id);
  }

  addPerson(at) {
    if (at.store.people().length > 3) return;
    this.act(at, "the new person", () => at.store.add(this.value("name")));
  }

  // --- deleting and erasing ---

  delete(at) {
    if (!at.store.people().some(({ id }) => id === at.store.person)) return;
    const { store, device } = at;
    const { person } = store;
    this.leave(at);
    this.look(device);
    const before = view(store);
    remove(store);
    assert.ok(
      deleted(store).some(({ id }) => id === person),
      "who was deleted can be brought back",
    );
    assert.notEqual(store.person, person);
    const after = view(store);
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      if (!name.startsWith(`${person} `))
        assert.equal(held(after, name), held(before, name), `deleting one person changed ${name}`);
      else assert.equal(held(after, name), undefined, `${name} is still there after deleting`);
    }
    this.settle(at);
    this.tally("delete");
  }

  /** Bring back: what was deleted is as it was, but for what was entered since, which is newer. */
  bringBack(at) {
    const one = this.chance.of(deleted(at.store));
    if (!one) return;
    this.leave(at);
    this.look(at.device);
    const { device, store } = at;
    const { id, to } = one;
    const going = !store.records.read(`deleted:${to}`); // else who went on was deleted, too
    const before = view(store, true);
    const had = new Map(
      [...before.keys()].map((name) => [
        name,
        store.records.history(name.split(" ").slice(0, 2).join(":"))[parts(name).field],
      ]),
    );
    if (!restore(store, id)) {
      assert.ok(this.troubled(device), "there is room to bring it back");
      const after = view(store, true);
      for (const name of new Set([...before.keys(), ...after.keys()]))
        assert.deepEqual(
          after.get(name),
          before.get(name),
          `${name} is as it was, because nothing could be brought back`,
        );
      this.tally("noRoom");
      return;
    }
    if (!device.shelf.blocked && going)
      assert.deepEqual(
        [...store.records.waiting.keys()].filter((key) => key !== "chosen"),
        [],
        "what is brought back is stored whole",
      );
    const touched = new Map(device.ledger.touched);
    this.changedBy(device, before, view(store, true));
    if (going) {
      for (const [name, when] of touched) if (name.startsWith(`${to} `)) device.ledger.touched.set(name, when); // it was moved, not changed
      const deviceOf = (by) => this.devices.find(({ ledger }) => ledger.name === by)?.windows[0]?.store.device ?? by;
      device.ledger.join(to, id, ({ rest, field, by, origin }) =>
        had
          .get(`${id} ${rest} ${field}`)
          ?.some((step) => counter(step.by) === (by === "v1" ? step.by : `${deviceOf(by)}-${hash(origin)}`)),
      );
      for (const [name, letters] of [...device.letters])
        if (name.startsWith(`${to} `)) device.letters.set(name.replace(to, id), letters);
      for (const [key, known] of [...device.acts]) {
        const changes = new Map([...known.changes].map(([name, change]) => [name.replace(`${to} `, `${id} `), change]));
        if (key.startsWith(`${to}:`)) device.acts.set(key.replace(to, id), { ...known, changes });
      }
    }
    const shown = view(store);
    for (const name of new Set([...before.keys(), ...shown.keys()])) {
      const { person, rest, field } = parts(name);
      const since = going && before.get(`${to} ${rest} ${field}`);
      if (person === id)
        assert.equal(
          held(shown, name),
          (since ? since.value : before.get(name)?.value) ?? undefined,
          `${name} is brought back`,
        );
    }
    assert.equal(store.person, id);
    this.settle(at);
    this.tally("bringBack");
  }

  /** Erasing what an item held, or all that a person entered. Asked for where the storage can be reached. */
  erase(at) {
    const { store, device } = at;
    if (this.troubled(device)) return;
    this.leave(at);
    const { ledger } = device;
    this.look(device);
    const what = this.chance.of(["item", "item", "item", "person", "deleted"]);
    if (what === "item") {
      const rest = this.chance.of(withHistory(store));
      if (!rest) return;
      const all = this.chance.one(2);
      const record = store.all().get(rest);
      // What a page of the edition before wrote is not here before a page of this one is opened.
      const place = (entry) =>
        store.records.read(`${store.person}:${entry.rest}`) ? entry.rest : followed(store, entry.rest);
      const own = (entry) => ledger.owner(entry.person) === store.person && place(entry) === rest;
      const now = (entry) => !all && record[entry.field]?.at(-1)?.value === entry.value;
      for (const field of Object.keys(record)) ledger.loosen(`${store.person} ${rest} ${field}`);
      // This includes what was typed over since: a file may have been saved meanwhile.
      for (const entry of ledger.kept.filter((one) => one.by === ledger.name && own(one) && (all || now(one))))
        if (all || record[entry.field].length > 1)
          ledger.mark({ ...entry, person: store.person, rest, n: all ? Ledger.now() : entry.n - 1 });
      ledger.erase((entry) => own(entry) && !now(entry), true);
      eraseHistory(store, rest, all);
      const left = asHistory(store.records.read(`${store.person}:${rest}`));
      assert.deepEqual(earlier(left), []);
      for (const [field, steps] of Object.entries(record)) {
        if (Array.isArray(steps)) assert.equal(left[field]?.at(-1)?.value ?? null, all ? null : steps.at(-1).value);
      }
    } else {
      const gone = what === "deleted" ? this.chance.of(deleted(store)) : undefined;
      if (what === "deleted" ? !gone : this.chance.below(3)) return;
      const id = gone?.id ?? store.person;
      const whose = new Set([
        id,
        ...(gone
          ? []
          : deleted(store)
              .map((one) => one.id)
              .filter((one) => store.whoIs(one) === id)),
      ]);
      if (!gone) for (const one of view(store).keys()) if (one.startsWith(`${id} `)) ledger.touch(one);
      ledger.erase((entry) => whose.has(ledger.owner(entry.person)), false);
      for (const [name, { person }] of ledger.erased) if (whose.has(person)) ledger.erased.delete(name);
      erase(store, id);
    }
    this.tally("erase");
  }

  // --- files ---

  save(at) {
    const { store, device } = at;
    this.leave(at);
    const text = saved(store);
    const { records } = read(text, Infinity);
    const holds = ({ rest, field, value }) =>
      value === null || records.get(followed(store, rest))?.[field]?.some((step) => step.value === value);
    const known = [...device.ledger.kept, ...at.pending].filter(
      ({ person }) => device.ledger.owner(person) === store.person,
    );
    this.files.push({
      text,
      list: known.filter(holds).map((entry) => ({ ...entry })),
      erased: [...device.ledger.erased.values()].filter(({ person }) => person === store.person),
    });
    if (this.files.length > 12) this.files.shift();
    // What a window shows is in its file.
    for (const [key, record] of store.all())
      assert.deepEqual(records.get(key), record, `${key} is in the file as it is in the window`);
  }

  openFile(at) {
    const file = this.chance.of(this.files);
    if (!file) return;
    const { store, device } = at;
    const theirs = read(file.text, Infinity);
    const owner = store.people().find(({ id }) => id === theirs.id && id !== store.person);
    const how = this.chance.of(["add", "add", "replace", owner ? "owner" : "as"]);
    this.leave(at);
    if (how === "owner") store.choose(owner.id);
    const into = new Map();
    if (how === "add" && this.chance.one(2)) {
      const mine = store.rounds().map(({ id }) => id);
      for (const { id } of shown(theirs.records).rounds)
        if (!mine.includes(id) && mine.length && this.chance.one(2)) into.set(id, this.chance.of(mine));
    }
    const before = store.all();
    // What the file's person erased here, before deleting the answers too, does not come back as somebody else's.
    const people = [...new Set(store.records.keys("").map((key) => key.split(":")[0]))];
    const own = people.filter((id) => store.whoIs(id) === store.whoIs(theirs.id || store.person));
    const moved = (rest) => {
      const [kind, round, ...more] = rest.split(":");
      if (kind === "round" && into.has(round)) return undefined;
      return followed(store, kind === "answer" ? ["answer", into.get(round) ?? round, ...more].join(":") : rest);
    };
    const records = new Map();
    for (const [key, record] of theirs.records) joinInto(records, followed(store, key), record);
    const left = how === "as" ? unerased(store, theirs.id, records) : unerased(store, theirs.id, records, before, into);
    const [brings, erased] = [[], []];
    const options = { brings, erased, itself: true };
    let done = false;
    const [seen, texts] = [view(store, true), new Map(device.shelf.texts)];
    this.act(
      at,
      "opening the file",
      () => {
        done = allOrNothing(store, () => open(store, file.text, how === "owner" ? "add" : how, into));
        if (!done) return;
        const { person } = store;
        for (const mark of file.erased) {
          // What was erased of one round says nothing of the round that its answers go into.
          if (into.has(mark.rest.split(":")[1])) continue;
          const placed = { ...mark, person, rest: moved(mark.rest) };
          const entry = (one) =>
            device.ledger.owner(one.person) === person &&
            followed(store, one.rest) === placed.rest &&
            one.field === mark.field &&
            one.by === mark.by &&
            one.origin === mark.origin &&
            one.n <= mark.n;
          device.ledger.mark(placed);
          device.ledger.erase(entry, true);
          for (const window of device.windows) window.pending = window.pending.filter((one) => !entry(one));
          device.ledger.loosen(`${person} ${placed.rest} ${mark.field}`);
        }
        for (const entry of file.list) {
          const rest = moved(entry.rest);
          const copy = { ...entry, person, rest };
          const erasing = how === "as" && entry.by !== "v1" ? people : own;
          const gone = (there) =>
            [person, ...erasing].some((one) => device.ledger.isErased({ ...copy, person: one, rest: there }));
          if (rest === undefined) continue;
          if (gone(rest) || gone(followed(store, entry.rest))) erased.push(copy);
          else brings.push(copy);
        }
      },
      options,
    );
    if (!done) {
      assert.ok(this.troubled(device), "there is room for the file");
      assert.deepEqual(view(store, true), seen, "nothing is shown that could not be stored");
      assert.deepEqual(device.shelf.texts, texts, "nothing is stored of a file for which there is no room");
      return this.tally("noRoomForFile");
    }
    if (how === "replace") {
      this.replacedBy(store, theirs, left);
      const { plan, evidence } = shown(left);
      for (const [kind, list] of [
        ["plan", plan],
        ["evidence", evidence],
      ])
        assert.deepEqual(
          store.entries(kind).map(({ id }) => id),
          list.map(({ id }) => id),
          `${kind} is as the file has it`,
        );
    } else if (how !== "as") this.added(store, before, left);
    this.tally(how);
  }

  /** Adding a file is the union of both, but for what its person erased here. */
  added(store, before, left) {
    if (!store.records.kept) return; // steps that wait are put after those that they could not see
    const after = store.all();
    for (const [key, record] of merge(before, left))
      assert.deepEqual(after.get(key) ?? nothing(), record, `${key} is the union of both`);
  }

  /** After replacing, what is shown is what the file shows, but for what its person erased here. */
  replacedBy(store, theirs, wanted) {
    for (const [key, record] of store.all()) {
      if (key === "info" && !theirs.name) continue;
      for (const [field, steps] of Object.entries(record)) {
        if (Array.isArray(steps))
          assert.equal(
            steps.at(-1).value ?? undefined,
            wanted.get(key)?.[field]?.at(-1)?.value ?? undefined,
            `${key} ${field} is as the file has it`,
          );
      }
    }
  }

  // --- the world around ---

  /** A page of the first version writes, and the windows of this one hear of it. */
  former({ device }) {
    this.formerPage(device);
  }

  formerPage(device) {
    const page = device.former;
    if (!page || device.shelf.blocked || device.shelf.room !== Infinity) return;
    const { reference, item } = this.item();
    const before = this.stored(device);
    if (this.chance.below(4)) {
      const field = this.chance.of(["rating", "reason", "evidence", "reference", "note"]);
      const value = this.value(field);
      page.change(reference, { [field]: value }, item);
      const { started } = JSON.parse(device.shelf.getItem(`${OLD}1:round:1`));
      device.heard.set(`answer:${roundId("1", started)}:${reference} ${field}`, value);
    } else {
      const value = this.value("what");
      page.changeEntry("plan", "a", { items: [reference], what: value, done: false });
      device.heard.set("plan:a what", value);
    }
    for (const at of device.windows) {
      this.leave(at);
      const [first, heard, whose] = [view(at.store), new Map(device.heard), at.store.whoIs(at.store.device)];
      takeOver(at.store, OLD);
      const now = view(at.store);
      for (const [name, step] of now) {
        const [own, rest] = [name.startsWith(`${whose} `), name.slice(whose.length + 1)];
        if (own && heard.has(rest))
          assert.equal(held(now, name), heard.get(rest), `${rest} shows what the first version wrote`);
        else if (first.get(name)?.value && !name.endsWith(" started"))
          assert.equal(step.value, first.get(name).value, `the first version wrote another field than ${name}`);
      }
      this.taken(at);
    }
    this.changedBy(device, before, this.stored(device));
  }

  /** A window took over what the first version wrote. */
  taken(at) {
    const { device, store } = at;
    if (device.shelf.blocked) return;
    for (const [name, value] of device.heard) {
      const [whole, field] = [`${store.whoIs(store.device)} ${name}`, name.split(" ")[1]];
      // A copy from a file, or under a new id, goes on as what it is a copy of.
      const copied = [...device.letters].findLast(([other]) => followedName(store, other).endsWith(` ${name}`))?.[1];
      const isThere = ({ value, by, person, rest, field }) =>
        by === "v1" && value === copied?.value && `${person} ${rest} ${field}` === whole;
      const last = device.letters.get(whole) ?? (device.ledger.kept.some(isThere) ? copied : undefined);
      const goes =
        last && [...TYPED.answer, ...TYPED.plan].includes(field) && Math.abs(device.clock - last.since) < TYPING;
      if (goes) this.replaced(at, whole, last.value);
      at.pending.push(device.ledger.entry(whole, value, "v1"));
      device.letters.set(whole, { value, since: goes ? last.since : device.clock });
    }
    device.heard.clear();
    this.settle(at);
  }

  upgrade() {
    const { edition } = this;
    edition.marks += 1; // every item is reworded
    const what = this.chance.below(3);
    if (what === 0) edition.items.push(`P${edition.marks + 2}`);
    if (what === 1 && edition.items.length > 2) edition.items.shift(); // withdrawn
    if (what === 2 && edition.renamed.size < 2) {
      const now = `serve-${edition.marks}`;
      for (const [old] of edition.renamed) edition.renamed.set(old, now);
      edition.renamed.set(edition.serve, now);
      edition.serve = now;
      for (const { windows } of this.devices) for (const at of windows) this.follow(at);
    }
  }

  follow(at) {
    const { device, store } = at;
    this.leave(at);
    store.follow(this.edition.renamed);
    for (const list of [device.ledger.kept, at.pending])
      for (const entry of list) entry.rest = followed(store, entry.rest);
    for (const name of [...device.ledger.touched.keys()]) {
      const now = followedName(store, name);
      if (now === name) continue;
      device.ledger.loosen(now, device.ledger.loose.get(name) ?? 0);
      device.ledger.touch(now, device.ledger.touched.get(name));
    }
    for (const known of device.acts.values()) {
      known.changes = new Map([...known.changes].map(([name, change]) => [followedName(store, name), change]));
    }
    for (const mark of [...device.ledger.erased.values()])
      device.ledger.mark({ ...mark, rest: followed(store, mark.rest) });
    this.settle(at);
  }

  /** What a page does when it is looked at again. */
  retry(at) {
    if (at.store.records.kept && !at.store.late().length) return;
    const before = this.stored(at.device);
    const shown = this.shown(at);
    at.store.records.flush();
    gather(at.store);
    // Where no other window writes, storing changes nothing that is shown.
    if (at.isAlone) assert.deepEqual(this.shown(at), shown);
    this.changedBy(at.device, before, this.stored(at.device));
    this.settle(at);
  }

  /** What a window shows of its person. */
  shown({ store }) {
    const own = [...view(store)].filter(([name, { value }]) => name.startsWith(`${store.person} `) && value !== null);
    return new Map(own.map(([name, { value }]) => [name.slice(store.person.length), value]).sort());
  }

  tally(what) {
    this.count[what] = (this.count[what] ?? 0) + 1;
  }

  step() {
    const device = this.chance.of(this.devices);
    if (!device.windows.length) this.open(device);
    const at = this.chance.of(device.windows);
    let drawn = this.chance.below(this.acts.reduce((sum, [, weight]) => sum + weight, 0));
    const [what] = this.acts.find(([, weight]) => (drawn -= weight) < 0);
    this.story.push(
      `${device.ledger.name}${device.windows.indexOf(at)} ${what}${device.shelf.blocked ? ", blocked" : ""}${device.shelf.room === Infinity ? "" : ", full"}`,
    );
    if (env.TRACE) process.stderr.write(`${this.story.length} ${this.story.at(-1)}\n`);
    if (this.troubled(device)) device.trouble = Ledger.now();
    this[what](at);
    if (device.shelf.blocked) return;
    // Twice, because one window may store what another then has to move.
    for (const one of [...device.windows, ...device.windows]) this.retry(one);
  }

  kill(at) {
    const { ledger, shelf, windows } = at.device;
    windows.splice(windows.indexOf(at), 1);
    // It may have died before it stored that somebody was brought back.
    const left = [window(new Shelf(Object.fromEntries(shelf.texts)), clock()), ...windows.map(({ store }) => store)];
    // Some of what it entered is stored, although not all was.
    left[0].follow(this.edition.renamed);
    const isThere = (entry) => entry.field !== "started" && ledger.find(left[0], entry) === "there"; // many rounds start on one day
    ledger.keep(at.pending.filter(isThere));
    for (const from of [...ledger.joined.keys()])
      if (left.every((store) => store.whoIs(from) === from)) ledger.joined.delete(from);
  }

  block({ device }) {
    device.shelf.blocked = !device.shelf.blocked;
  }

  fill({ device }) {
    device.shelf.room =
      device.shelf.room === Infinity ? device.shelf.used() + this.chance.of([0, 200, 1000]) : Infinity;
  }

  setClock({ device }) {
    device.clock += this.chance.of([0.4 * TYPING, -0.4 * TYPING, DAY, -3 * DAY, 2 * DAY]);
  }

  another() {
    if (this.devices.length < 3) this.devices.push(this.device());
  }

  /** All that was shown as saved is there. */
  look(device) {
    assert.deepEqual(device.ledger.faults(device.shelf, this.waiting(device), this.edition.renamed), []);
  }

  check() {
    for (const device of this.devices) {
      const { ledger, shelf } = device;
      this.look(device);
      for (const { store, pending } of device.windows) {
        const seen = view(store);
        for (const [kind, list] of [
          ...["plan", "evidence"].map((one) => [one, store.entries(one)]),
          ["form", records(store)],
        ])
          for (const { id } of list)
            assert.ok(
              holds(store.records.history(`${store.person}:${kind}:${id}`)),
              "an entry that holds nothing is not shown",
            );
        for (const entry of pending)
          assert.ok(
            ledger.isErased(entry) || ledger.find(store, entry),
            `${JSON.stringify(entry)} is in the window that has yet to store it`,
          );
        if (shelf.blocked || !store.records.kept) continue;
        const stored = view(window(new Shelf(Object.fromEntries(shelf.texts)), device.now));
        for (const [name, step] of stored)
          assert.equal(held(seen, name), step.value ?? undefined, `a window shows what is stored: ${name}`);
      }
    }
  }
}

function run(seed) {
  const { below } = chance(-seed);
  Object.defineProperty(crypto, "getRandomValues", {
    configurable: true,
    value: (bytes) => bytes.map(() => below(256)),
  });
  const schedule = new Schedule(seed);
  for (let step = 1; step <= STEPS; step += 1) {
    try {
      schedule.step();
      if (step % 5 === 0) schedule.check();
    } catch (error) {
      throw new Error(`schedule ${seed}, step ${step} (${schedule.story.at(-1)}): ${error.message}`, { cause: error });
    }
  }
  return schedule;
}

const SEEDS = env.SEED
  ? [Number(env.SEED)]
  : Array.from({ length: SCHEDULES }, (_, index) => index + Number(env.FIRST ?? 1));
test(`everything that was shown as saved is found, in ${SEEDS.length} schedules`, () => {
  const count = {};
  const failed = [];
  let kept = 0;
  for (const seed of SEEDS) {
    try {
      const schedule = run(seed);
      for (const [what, times] of Object.entries(schedule.count)) count[what] = (count[what] ?? 0) + times;
      for (const { ledger } of schedule.devices) kept += ledger.kept.length;
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length)
    throw new Error(
      `${failed.length} of ${SEEDS.length} schedules failed: ${failed
        .map(({ message }) => message.slice(0, 300))
        .slice(0, 20)
        .join("\n")}`,
      { cause: failed[0].cause },
    );
  assert.ok(kept > 10 * SEEDS.length || env.SEED, `there was hardly anything to lose: ${kept}`);
  const names = ["undo", "again", "delete", "bringBack", "noRoom", "erase", "add", "replace", "as", "owner"];
  assert.deepEqual(
    names.filter((what) => !(count[what] > SEEDS.length / 50) && !env.SEED),
    [],
  );
  assert.ok(count.noRoomForFile || env.SEED, "no file was too large");
});
