// What is said is kept on the device, in whatever window and whatever the device does.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as assessment from "../../generator/assets/self-assessment/assessment.js";
import { P1, P2, PREFIX, Shelf, clock, window } from "./device.mjs";

const plain = (value) => JSON.parse(JSON.stringify(value));

test("an untouched visit stores nothing", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  assessment.read(store);
  assert.equal(shelf.length, 0);
});

test("an answer carries its time and the mark of its words, which are kept", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { rating: "on-my-own" }, P1);
  assert.deepEqual(plain(window(shelf).answer("serve/P1")), { rating: "on-my-own", at: "2026-11-22T14:02:01.000Z", mark: P1.mark });
  assert.equal(window(shelf).words(P1.mark), P1.words);
  assert.deepEqual(plain(window(shelf).rounds()), [{ id: "1", started: "2026-11-22", answers: {} }]);
});

test("fields that two windows change on one item are all kept", () => {
  const shelf = new Shelf();
  const [one, other] = [window(shelf), window(shelf)];
  one.change("serve/P1", { rating: "not-yet" }, P1);
  other.change("serve/P1", { note: "I need the phrase book." }, P1);
  one.change("serve/P1", { assessor: { rating: "with-support" } }, P1);
  other.change("serve/P1", { assessor: { note: "Seen on Monday" } }, P1);
  const { rating, note, assessor } = one.answer("serve/P1");
  assert.deepEqual([rating, note, assessor.rating, assessor.note], ["not-yet", "I need the phrase book.", "with-support", "Seen on Monday"]);
});

test("two windows that begin at once begin as one person and one round", () => {
  const shelf = new Shelf();
  const [one, other] = [window(shelf), window(shelf)];
  one.change("serve/P1", { rating: "not-yet" }, P1);
  other.change("serve/P2", { rating: "can-help" }, P2);
  assert.deepEqual(Object.keys(window(shelf).answers()), ["serve/P1", "serve/P2"]);
  assert.equal(window(shelf).people().length, 1);
});

test("an answer in which nothing is said any more is gone", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { note: "x", assessor: { note: "y" } }, P1);
  store.change("serve/P1", { note: "" }, P1);
  assert.equal(store.answer("serve/P1").assessor.note, "y");
  store.change("serve/P1", { assessor: { note: undefined } }, P1);
  assert.deepEqual(Object.keys(store.answers()), []);
  assert.ok(![...shelf.texts.keys()].some((key) => key.includes("serve/P1")));
});

test("a note on a reworded item leaves the rating with the old words; a rating takes the new ones", () => {
  const store = window(new Shelf());
  store.change("serve/P1", { rating: "on-my-own" }, P1);
  const reworded = { mark: "99999999", words: "greet every customer" };
  store.change("serve/P1", { note: "still true" }, reworded);
  assert.equal(store.answer("serve/P1").mark, P1.mark);
  store.change("serve/P1", { rating: "on-my-own" }, reworded);
  assert.equal(store.answer("serve/P1").mark, reworded.mark);
  assert.equal(store.words(P1.mark), P1.words);
});

for (const [fault, spoil] of [
  ["blocked", (shelf) => (shelf.blocked = true)],
  ["full", (shelf) => (shelf.room = 0)],
]) {
  test(`where the storage is ${fault}, the page works from memory, says so, and stores it all once it can`, () => {
    const shelf = new Shelf();
    const before = window(shelf);
    before.change("serve/P1", { rating: "not-yet", note: "first" }, P1);
    spoil(shelf);
    for (const store of [before, window(shelf)]) {
      store.change("serve/P2", { rating: "can-help" }, P2);
      store.change("serve/P2", { note: "typed" }, P2);
      store.change("serve/P2", { note: undefined }, P2);
      assert.equal(store.records.kept, false);
      assert.equal(assessment.read(store).rounds[0].answers["serve/P2"].rating, "can-help");
    }
    assert.equal(assessment.read(before).rounds[0].answers["serve/P1"].note, "first");
    Object.assign(shelf, { blocked: false, room: Infinity });
    before.records.flush();
    assert.equal(before.records.kept, true);
    assert.equal(window(shelf).answer("serve/P2").rating, "can-help");
  });
}

test("a field changed while the storage was full does not undo what another window stored meanwhile", () => {
  const shelf = new Shelf();
  const [one, other] = [window(shelf), window(shelf)];
  one.change("serve/P1", { rating: "not-yet" }, P1);
  shelf.room = 0;
  one.change("serve/P1", { note: "waits" }, P1);
  shelf.room = Infinity;
  other.change("serve/P1", { evidence: "have" }, P1);
  one.records.flush();
  const { rating, note, evidence } = window(shelf).answer("serve/P1");
  assert.deepEqual([rating, note, evidence], ["not-yet", "waits", "have"]);
});

for (const corrupt of ["{oops", "null", "7", '"text"', "[]", ""]) {
  test(`a stored value ${JSON.stringify(corrupt)} is put aside whole, and costs one answer`, () => {
    const shelf = new Shelf();
    window(shelf).change("serve/P1", { rating: "not-yet" }, P1);
    window(shelf).change("serve/P2", { rating: "can-help" }, P2);
    shelf.texts.set(`${PREFIX}1:answer:1:serve/P1`, corrupt);
    const store = window(shelf);
    assert.deepEqual(Object.keys(store.answers()), ["serve/P2"]);
    assert.deepEqual(store.records.stored.aside(), [corrupt]);
    store.change("serve/P1", { rating: "with-support" }, P1);
    assert.deepEqual(window(shelf).records.stored.aside(), [corrupt]);
    assert.equal(window(shelf).answer("serve/P1").rating, "with-support");
  });
}

test("corrupt records of the person, the round and the choice of person lose no answer", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  const anna = store.add("Anna");
  store.change("serve/P1", { rating: "not-yet" }, P1);
  for (const key of [`${anna}:info`, `${anna}:round:1`, "chosen"]) shelf.texts.set(PREFIX + key, "]");
  const again = window(shelf);
  assert.equal(assessment.read(again).rounds[0].answers["serve/P1"].rating, "not-yet");
  assert.equal(again.records.stored.aside().length, 3);
});

test("what a later edition stores in an answer is not thrown away by this one", () => {
  const shelf = new Shelf({ [`${PREFIX}1:answer:1:serve/P1`]: '{"rating":"not-yet","mood":"good"}' });
  window(shelf).change("serve/P1", { note: "n" }, P1);
  assert.equal(JSON.parse(shelf.texts.get(`${PREFIX}1:answer:1:serve/P1`)).mood, "good");
});

test("a new round begins with the answers of the last, and leaves them as they were", () => {
  const shelf = new Shelf();
  const store = window(shelf, clock());
  store.change("serve/P1", { rating: "not-yet" }, P1);
  store.changeRound({ assessor: "Mo" });
  store.startRound();
  store.change("serve/P1", { rating: "on-my-own" }, P1);
  const { rounds } = assessment.read(window(shelf));
  assert.deepEqual(rounds.map(({ id, assessor, answers }) => [id, assessor, answers["serve/P1"].rating]), [["1", "Mo", "not-yet"], ["2", "Mo", "on-my-own"]]);
  assert.equal(window(shelf).round, "2");
});

test("people on one device are kept apart, and the one last chosen comes back", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { rating: "not-yet" }, P1);
  const anna = store.add("Anna");
  assert.deepEqual(Object.keys(store.answers()), []);
  store.change("serve/P1", { rating: "can-help" }, P1);
  const again = window(shelf);
  assert.deepEqual([again.person, again.answer("serve/P1").rating], [anna, "can-help"]);
  again.choose("1");
  assert.equal(again.answer("serve/P1").rating, "not-yet");
  assert.deepEqual(new Set(again.people().map(({ name }) => name)), new Set(["", "Anna"]));
});

test("deleting one person leaves the others; deleting the last leaves nothing; undoing leaves it as it was", () => {
  const shelf = new Shelf({ "another site's": "own", [`${PREFIX}aside:1`]: "{oops" });
  const store = window(shelf);
  store.change("serve/P1", { rating: "not-yet" }, P1);
  store.add("Anna");
  store.change("serve/P1", { rating: "can-help" }, P1);
  const before = new Map([...shelf.texts].sort());
  const undoOne = assessment.remove(store);
  assert.deepEqual(store.people().map(({ id }) => id), ["1"]);
  assert.equal(store.answer("serve/P1").rating, "not-yet");
  const undoBoth = assessment.remove(store);
  assert.deepEqual([...shelf.texts], [["another site's", "own"]]);
  undoBoth();
  undoOne();
  assert.deepEqual(new Map([...shelf.texts].sort()), before);
  assert.equal(store.answer("serve/P1").rating, "can-help");
});

test("an answer given in another window after all was deleted is kept, and its person with it", () => {
  const shelf = new Shelf();
  const [one, other] = [window(shelf), window(shelf)];
  one.change("serve/P1", { rating: "not-yet" }, P1);
  assessment.remove(one);
  other.change("serve/P2", { rating: "can-help" }, P2);
  assert.deepEqual(Object.keys(window(shelf).answers()), ["serve/P2"]);
});

test("names that mean something to the language are names like any other", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("constructor/P1", { rating: "not-yet", note: "__proto__" }, P1);
  shelf.texts.set(`${PREFIX}1:answer:1:serve/P1`, '{"__proto__":{"polluted":true},"note":"n"}');
  assert.equal(store.answers()["constructor/P1"].note, "__proto__");
  assert.equal(store.answer("serve/P1").note, "n");
  store.change("serve/P1", { note: "m" }, P1);
  assert.equal({}.polluted, undefined);
});

test("entries of the plan and of the log come in the order in which they were made", () => {
  const store = window(new Shelf());
  store.changeEntry("plan", "b", { items: ["serve/P1"], what: "first", done: false });
  store.changeEntry("plan", "a", { items: ["serve/P1"], what: "second", by: "2026-12-01" });
  assert.deepEqual(store.entries("plan").map(({ what }) => what), ["first", "second"]);
  store.removeEntry("plan", "b");
  assert.deepEqual(store.entries("plan").map(({ id }) => id), ["a"]);
});
