// Opening a file adds what it holds, loses nothing that was here, says before what it will do, and can be taken back.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as assessment from "../../generator/assets/self-assessment/assessment.js";
import { write } from "../../generator/assets/self-assessment/file.js";
import { merge, preview } from "../../generator/assets/self-assessment/merge.js";
import { P1, Shelf, window } from "./device.mjs";

const EARLY = "2026-11-01T08:00:00.000Z";
const LATE = "2026-11-02T08:00:00.000Z";
const about = { suite: "s", editions: {}, now: new Date(LATE) };
const one = (answer, rest = {}) => ({ name: "", words: {}, rounds: [{ id: "1", answers: { "serve/P1": answer } }], plan: [], evidence: [], ...rest });
const merged = (mine, theirs) => JSON.parse(JSON.stringify(merge(one(mine), one(theirs)).rounds[0].answers["serve/P1"]));

test("the newer rating counts, wherever it comes from", () => {
  const [older, newer] = [{ rating: "not-yet", at: EARLY }, { rating: "on-my-own", at: LATE }];
  assert.equal(merged(older, newer).rating, "on-my-own");
  assert.equal(merged(newer, older).rating, "on-my-own");
});

test("a note that only the older answer has is kept", () => {
  assert.equal(merged({ rating: "not-yet", note: "mine", at: EARLY }, { rating: "on-my-own", at: LATE }).note, "mine");
});

test("the mark goes with the rating that counts", () => {
  const older = { rating: "not-now", reason: "no phone", mark: "aaaaaaaa", at: EARLY };
  assert.equal(merged(older, { rating: "not-yet", mark: "bbbbbbbb", at: LATE }).mark, "bbbbbbbb");
  assert.equal(merged(older, { note: "n", mark: "bbbbbbbb", at: LATE }).mark, "aaaaaaaa");
});

test("the assessor's answer is merged by its own time", () => {
  const mine = { rating: "not-yet", at: LATE, assessor: { rating: "with-support", at: EARLY } };
  const theirs = { rating: "on-my-own", at: EARLY, assessor: { rating: "on-my-own", at: LATE } };
  const { rating, assessor } = merged(mine, theirs);
  assert.deepEqual([rating, assessor.rating], ["not-yet", "on-my-own"]);
});

test("it does not matter which of two is merged into the other, nor how often", () => {
  const mine = one({ rating: "not-yet", note: "mine", at: EARLY }, { plan: [{ id: "a", items: [], what: "x", at: EARLY }] });
  const theirs = one({ rating: "on-my-own", reference: "r", at: EARLY }, { plan: [{ id: "a", items: [], what: "y", at: LATE }] });
  const there = merge(mine, theirs);
  assert.equal(write(merge(theirs, mine), about), write(there, about));
  assert.equal(write(merge(there, theirs), about), write(there, about));
  assert.equal(write(merge(there, there), about), write(there, about));
});

test("rounds, plan, log and words of both are kept", () => {
  const mine = { ...one({ note: "a", at: EARLY }), words: { aaaaaaaa: "old" }, plan: [{ id: "a", items: [] }] };
  const theirs = { ...one({ note: "b", at: LATE }), words: { bbbbbbbb: "new" }, evidence: [{ id: "b", items: [] }] };
  theirs.rounds.push({ id: "2", name: "End", answers: {} });
  theirs.name = "Anna";
  const both = merge(mine, theirs);
  assert.deepEqual([both.name, both.rounds.map(({ id }) => id), both.plan.length, both.evidence.length], ["Anna", ["1", "2"], 1, 1]);
  assert.deepEqual(Object.keys(both.words).sort(), ["aaaaaaaa", "bbbbbbbb"]);
});

test("the preview counts what is new, what changes and what this edition does not have", () => {
  const before = one({ rating: "not-yet", note: "n", at: EARLY });
  const theirs = one({ rating: "not-yet", at: LATE }, { plan: [{ id: "a", items: [] }] });
  theirs.rounds[0].answers["gone/P9"] = { rating: "not-yet", at: EARLY };
  assert.deepEqual(preview(before, merge(before, theirs), (reference) => reference.startsWith("serve/")), { added: 2, changed: 1, unknown: 1 });
  const after = merge(before, theirs);
  assert.deepEqual(preview(after, merge(after, theirs), () => true), { added: 0, changed: 0, unknown: 0 });
});

test("undoing brings back the same file, byte for byte", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { rating: "not-yet", note: "mine" }, P1);
  store.changeEntry("plan", "a", { items: ["serve/P1"], what: "x" });
  const [text, kept] = [write(assessment.read(store), about), new Map([...shelf.texts].sort())];
  for (const [put, whole] of [[assessment.add, one({ rating: "can-help", at: "2027-01-01T00:00:00.000Z" })], [assessment.replace, one({ rating: "can-help" })]]) {
    const undo = assessment.wayBack(store);
    put(store, whole);
    assert.equal(window(shelf).answer("serve/P1").rating, "can-help");
    undo();
    assert.equal(write(assessment.read(store), about), text);
    assert.deepEqual(new Map([...shelf.texts].sort()), kept);
  }
});

test("undoing works where nothing can be stored", () => {
  const shelf = new Shelf();
  shelf.blocked = true;
  const store = window(shelf);
  store.change("serve/P1", { rating: "not-yet", note: "mine" }, P1);
  const text = write(assessment.read(store), about);
  assessment.replace(store, one({ rating: "can-help" }))();
  assert.equal(write(assessment.read(store), about), text);
  assessment.remove(store)();
  assert.equal(write(assessment.read(store), about), text);
});

/** A device that holds a note of Anna's, and a window that was opened while its storage was blocked. */
function blind() {
  const shelf = new Shelf();
  const before = window(shelf);
  before.change("serve/P1", { rating: "not-yet", note: "kept" }, P1);
  before.changeInfo({ name: "Anna" });
  shelf.blocked = true;
  return { shelf, store: window(shelf) };
}
const brought = (at) => one({ rating: "can-help", note: "old", reference: "log 3", at }, { name: "Ann", plan: [{ id: "a", items: [], what: "x" }] });
const kept = (shelf) => assessment.read(window(shelf));

for (const [how, put] of [["added to", assessment.add], ["put in the place of", assessment.replace]]) {
  test(`a file ${how} what a window could not see meets it once it can: of each answer the newer one counts`, () => {
    for (const [at, note] of [[EARLY, "kept"], ["2027-01-01T00:00:00.000Z", "old"]]) {
      const { shelf, store } = blind();
      put(store, brought(at));
      assert.equal(store.answer("serve/P1").note, "old");
      assert.equal(store.records.kept, false);
      shelf.blocked = false;
      assert.equal(store.answer("serve/P1").note, note);
      store.records.flush();
      const { name, rounds, plan } = kept(shelf);
      const answer = rounds[0].answers["serve/P1"];
      assert.deepEqual([name, answer.note, answer.reference, plan[0].what], ["Anna", note, "log 3", "x"]);
    }
  });
}

test("what was typed over such a file stays, and nothing of the file's with it that is older than what is kept", () => {
  const { shelf, store } = blind();
  assessment.add(store, brought(EARLY));
  store.change("serve/P1", { rating: "with-support" }, P1);
  shelf.blocked = false;
  store.records.flush();
  const { rating, note, reference } = kept(shelf).rounds[0].answers["serve/P1"];
  assert.deepEqual([rating, note, reference], ["with-support", "kept", "log 3"]);
});

test("undoing in a window that could not see what is stored takes nothing of it away", () => {
  for (const later of [false, true]) {
    const { shelf, store } = blind();
    const undo = assessment.wayBack(store);
    assessment.add(store, brought(EARLY));
    if (later) [shelf.blocked = false, store.records.flush()];
    undo();
    if (!later) assert.deepEqual(assessment.read(store).rounds, []);
    shelf.blocked = false;
    store.records.flush();
    assert.equal(kept(shelf).rounds[0].answers["serve/P1"].note, "kept");
  }
});
