// Opening a file adds what it holds, loses nothing that was here, says before what it will do, and can be taken back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { acts, earlier } from "../../generator/competence_standards/web/scripts/kept/acts.js";
import { eraseHistory } from "../../generator/competence_standards/web/scripts/kept/erase.js";
import { undo } from "../../generator/competence_standards/web/scripts/kept/undo.js";
import { view } from "../../generator/competence_standards/web/scripts/kept/answers.js";
import { read } from "../../generator/competence_standards/web/scripts/kept/read-file.js";
import { asHistory, join, nothing } from "../../generator/competence_standards/web/scripts/kept/history.js";
import { changes, erasedAgain, merge, outvoted } from "../../generator/competence_standards/web/scripts/kept/merge.js";
import { clock, open, P1, P2, saved, Shelf, window } from "./device.mjs";

const plain = (value) => JSON.parse(JSON.stringify(value));
const KEY = "answer:1:serve/P1";
const step = (value, number, by = "here.1", rest = {}) => ({
  value,
  clock: number,
  by,
  at: "2026-11-01T08:00:00Z",
  ...rest,
});
const records = (fields, key = KEY) => new Map([[key, asHistory(fields)]]);
const now = (all, field, key = KEY) => all.get(key)?.[field]?.at(-1)?.value;

/** Two devices that began with the same answer and went on apart. */
function apart() {
  const [here, there] = [window(new Shelf()), window(new Shelf(), clock("2026-11-01T08:00:00.000Z"))];
  here.change("serve/P1", { rating: "not-yet", note: "first" }, P1);
  open(there, saved(here), "as");
  return { here, there };
}

test("the later rating counts, wherever it comes from and whatever the clocks of the devices say", () => {
  const [older, newer] = [
    records({ rating: [step("not-yet", 1)] }),
    records({ rating: [step("on-my-own", 2, "there.1", { at: "2020-01-01T08:00:00Z" })] }),
  ];
  assert.equal(now(merge(older, newer), "rating"), "on-my-own");
  assert.equal(now(merge(newer, older), "rating"), "on-my-own");
});

test("each field is merged alone: own words, the assessor's, and the mark with the rating", () => {
  const mine = records({
    rating: [step("not-yet", 3, "here.1", { mark: "aaaaaaaa" })],
    note: [step("mine", 1)],
    "assessor.rating": [step("with-support", 1)],
  });
  const theirs = records({
    rating: [step("on-my-own", 2, "there.1", { mark: "bbbbbbbb" })],
    "assessor.rating": [step("on-my-own", 2, "there.1")],
  });
  const { 1: _, ...both } = plain(view(merge(mine, theirs)).rounds[0].answers["serve/P1"]);
  assert.deepEqual(
    [both.rating, both.mark, both.note, both.assessor.rating],
    ["not-yet", "aaaaaaaa", "mine", "on-my-own"],
  );
});

test("it does not matter in which order three devices' records are merged, nor how often", () => {
  const { here, there } = apart();
  const third = window(new Shelf());
  open(third, saved(there), "as");
  here.startRound();
  here.change("serve/P1", { rating: "a", "assessor.note": "x" }, P1);
  here.addEntry("plan", { what: "here", "serve/P1": true });
  there.change("serve/P1", { rating: "b", note: "there" }, P1);
  there.rename("Ann");
  eraseHistory(there, `answer:${there.round}:serve/P1`, false);
  third.change("serve/P1", { rating: "c", note: "third" }, P1);
  third.change("serve/P2", { rating: "d" }, P2);
  const all = [here, there, third].map((store) => read(saved(store)).records);
  const sorted = (both) =>
    JSON.stringify(
      [...both]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, record]) => [key, Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))]),
    );
  const told = new Set();
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
    [0, 2, 1],
    [2, 0, 1, 1, 0],
    [1, 2, 0, 2],
    [0, 0, 1, 1, 2, 2],
  ])
    told.add(sorted(order.map((index) => all[index]).reduce(merge)));
  told.add(sorted(merge(all[0], merge(all[1], all[2]))));
  assert.equal(told.size, 1);
});

test("what both changed in one step of the plan is kept of both: one is shown, one is an earlier value", () => {
  const { here, there } = apart();
  const id = here.addEntry("plan", { what: "at first" });
  open(there, saved(here));
  here.changeEntry("plan", id, { what: "mine" });
  there.changeEntry("plan", id, { what: "theirs", by: "2026-12-24" });
  open(here, saved(there));
  const [{ what, by }] = here.entries("plan");
  const before = earlier(here.records.history(`${here.person}:plan:${id}`)).map(({ step: { value } }) => value);
  assert.equal(by, "2026-12-24");
  assert.deepEqual(new Set([what, ...before]), new Set(["at first", "mine", "theirs"]));
});

test("rounds, plan, log and words of both are kept", () => {
  const { here, there } = apart();
  for (const [store, what, item] of [
    [here, "here", P1],
    [there, "there", { ...P2, mark: "99999999" }],
  ]) {
    store.startRound();
    store.changeRound({ name: what });
    store.addEntry("plan", { what });
    store.addEntry("evidence", { title: what });
    store.change("serve/P2", { rating: "can-help" }, item);
  }
  open(here, saved(there));
  const both = view(here.all());
  assert.deepEqual([both.rounds.length, both.plan.length, both.evidence.length], [3, 2, 2]);
  assert.deepEqual([here.words("99999999"), here.words(P1.mark)], [P2.words, P1.words]);
});

test("what opening would change is told by field: new, changed, older in the file, and cleared if it replaces", () => {
  const mine = new Map([
    ...records({ rating: [step("a", 2)], note: [step("mine", 1)] }),
    ...records({ what: [step("step", 1)] }, "plan:x"),
  ]);
  const theirs = new Map([
    ...records({
      rating: [step("b", 1, "there.1")],
      reference: [step("r", 1, "there.1")],
      note: [step("theirs", 2, "there.1")],
    }),
    ...records({ title: [step("t", 1, "there.1")] }, "evidence:y"),
  ]);
  const after = merge(mine, theirs);
  const told = (list) => list.map(({ key, field, before, after: then }) => [key, field, before, then]);
  assert.deepEqual(
    told(changes(mine, after)).sort(),
    [
      [KEY, "note", "mine", "theirs"],
      [KEY, "reference", undefined, "r"],
      ["evidence:y", "title", undefined, "t"],
    ].sort(),
  );
  assert.deepEqual(told(outvoted(mine, theirs)), [[KEY, "rating", "a", "b"]]);
  assert.deepEqual(
    told(changes(mine, theirs)).filter(([, , , then]) => then === undefined),
    [["plan:x", "what", "step", undefined]],
  );
  assert.deepEqual(changes(after, merge(after, theirs)), []);
});

test("what a file brings again of what was erased here is counted, and stays erased", () => {
  const { here } = apart();
  const old = saved(here);
  eraseHistory(here, `answer:${here.round}:serve/P1`, true);
  assert.equal(erasedAgain(here.all(), read(old).records), 2);
  open(here, old);
  assert.deepEqual(here.answers(), Object.create(null));
});

for (const how of ["add", "replace", "as"]) {
  test(`undoing a file that was opened (${how}) brings back what was shown, and leaves what was entered since`, () => {
    const { here, there } = apart();
    there.change("serve/P1", { rating: "can-help", reference: "r" }, P1);
    there.addEntry("plan", { what: "theirs" });
    here.addEntry("plan", { what: "mine" });
    const [before, person] = [plain(view(here.all())), here.person];
    open(here, saved(there), how);
    assert.equal(here.answer("serve/P1").rating, "can-help");
    const since = window(here.records.stored.shelf());
    since.choose(person);
    since.change("serve/P2", { rating: "on-my-own" }, P2);
    undo(here, acts(here)[0].key);
    here.choose(person);
    const { rounds, ...rest } = plain(view(here.all()));
    assert.equal(rounds[0].answers["serve/P2"].rating, "on-my-own");
    delete rounds[0].answers["serve/P2"];
    const said = ({ rating, note, mark }) => ({ rating, note, mark });
    assert.deepEqual(said(rounds[0].answers["serve/P1"]), said(before.rounds[0].answers["serve/P1"]));
    assert.deepEqual(
      [rest.name, rest.plan, rest.evidence, rounds.length],
      [before.name, before.plan, before.evidence, 1],
    );
  });
}

test("replacing shows what the file shows, and what only this device had is among the earlier values", () => {
  const { here, there } = apart();
  here.change("serve/P1", { note: "mine", reference: "only mine" }, P1);
  here.addEntry("plan", { what: "only mine" });
  open(here, saved(there), "replace");
  const shown = plain(view(here.all()));
  assert.deepEqual(
    [shown.rounds[0].answers["serve/P1"].note, shown.rounds[0].answers["serve/P1"].reference, shown.plan],
    ["first", undefined, []],
  );
  const before = earlier(here.all().get(`answer:${here.round}:serve/P1`)).map(({ step: { value } }) => value);
  assert.deepEqual(before.sort(), ["mine", "only mine"]);
});

test("a file goes into one of the rounds that are here, with all of its rounds that are to go there", () => {
  const [here, there] = [window(new Shelf()), window(new Shelf())];
  here.change("serve/P1", { rating: "mine" }, P1);
  there.change("serve/P1", { rating: "first", note: "first" }, P1);
  there.startRound();
  there.change("serve/P1", { rating: "second" }, P1);
  open(here, saved(there), "add", new Map(there.rounds().map(({ id }) => [id, here.round])));
  assert.deepEqual(here.rounds().length, 1);
  const values = here
    .all()
    .get(`answer:${here.round}:serve/P1`)
    .rating.map(({ value }) => value);
  assert.deepEqual(new Set(values), new Set(["mine", "first", "second"]));
});

/** A device that holds a note of Anna's, and a window that was opened while its storage was blocked. */
function blind() {
  const shelf = new Shelf();
  const before = window(shelf);
  before.change("serve/P1", { rating: "not-yet", note: "kept" }, P1);
  before.rename("Anna");
  const [person, round] = [before.person, before.round];
  const file = saved(before);
  before.change("serve/P1", { note: "kept since" }, P1);
  const store = window(shelf);
  shelf.blocked = true;
  const blocked = window(shelf);
  blocked.choose(person, round);
  return { shelf, store, blocked, file, person, round };
}

for (const how of ["add", "replace"]) {
  test(`a file that a window opens (${how}) without seeing what is stored loses nothing of it`, () => {
    const { shelf, blocked, file, person, round } = blind();
    open(blocked, file, how);
    assert.equal(blocked.answer("serve/P1").note, "kept");
    blocked.change("serve/P1", { reference: "typed over it", note: "typed" }, P1);
    assert.equal(blocked.records.kept, false);
    shelf.blocked = false;
    blocked.records.flush();
    const after = window(shelf);
    after.choose(person, round);
    const record = after.all().get(`answer:${round}:serve/P1`);
    assert.deepEqual(new Set(record.note.map(({ value }) => value)), new Set(["kept", "kept since", "typed"]));
    const { note, reference } = after.answer("serve/P1");
    assert.deepEqual([note, reference, after.name()], ["typed", "typed over it", "Anna"]);
  });
}

test("undoing in a window that could not see what is stored takes nothing of it away", () => {
  for (const later of [false, true]) {
    const { shelf, blocked, file, person, round } = blind();
    open(blocked, file);
    if (later) [(shelf.blocked = false), blocked.records.flush()];
    undo(blocked, acts(blocked)[0].key);
    shelf.blocked = false;
    blocked.records.flush();
    const after = window(shelf);
    after.choose(person, round);
    const values = after
      .all()
      .get(`answer:${round}:serve/P1`)
      .note.map(({ value }) => value);
    assert.ok(values.includes("kept since"));
  }
});

test("joining keeps what a newer version wrote in another shape", () => {
  const one = Object.assign(nothing(), { shape: { new: true } }, asHistory({ rating: [step("a", 1)] }));
  assert.deepEqual(join(asHistory({ rating: [step("b", 2)] }), one).shape, { new: true });
});
