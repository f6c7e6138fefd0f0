// What is said is kept on the device, in whatever window and whatever the device does.

import assert from "node:assert/strict";
import { test } from "node:test";
import { act, acts, deleted, earlier, removed } from "../../generator/competence_standards/web/scripts/kept/acts.js";
import { erase, eraseHistory } from "../../generator/competence_standards/web/scripts/kept/erase.js";
import { gather, remove, restore, undo } from "../../generator/competence_standards/web/scripts/kept/undo.js";
import { view } from "../../generator/competence_standards/web/scripts/kept/answers.js";
import { KEEP } from "../../generator/competence_standards/web/scripts/kept/history.js";
import { takeOver } from "../../generator/competence_standards/web/scripts/kept/legacy.js";
import { clock, FormerPage, OLD, open, P1, P2, PREFIX, saved, Shelf, window } from "./device.mjs";

const plain = (value) => JSON.parse(JSON.stringify(value));
const texts = (shelf) => [...shelf.texts].flat().join("\n");
const keyOf = (store, reference) => `${store.person}:answer:${store.round}:${reference}`;
/** The values that a field of an item had, the oldest first. */
const had = (store, reference, field) =>
  (store.records.history(keyOf(store, reference))[field] ?? []).map(({ value }) => value);
/** A clock that can be set. */
function watch(start = "2026-11-22T14:00:00.000Z") {
  const hands = { at: Date.parse(start), now: () => new Date((hands.at += 1000)) };
  return hands;
}

test("an untouched visit stores nothing", () => {
  const shelf = new Shelf();
  view(window(shelf).all());
  assert.equal(shelf.length, 0);
});

test("an answer carries its time and the mark of its words, which are kept", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { rating: "on-my-own" }, P1);
  assert.deepEqual(plain(window(shelf).answer("serve/P1")), {
    rating: "on-my-own",
    at: "2026-11-22T14:02:01Z",
    mark: P1.mark,
  });
  assert.equal(window(shelf).words(P1.mark), P1.words);
  assert.deepEqual(plain(window(shelf).rounds()), [
    { id: store.person, title: "Round 1", started: "2026-11-22", answers: {} },
  ]);
});

test("fields that two windows change on one item are all kept", () => {
  const shelf = new Shelf();
  const [one, other] = [window(shelf), window(shelf)];
  one.change("serve/P1", { rating: "not-yet" }, P1);
  other.change("serve/P1", { note: "I need the phrase book." }, P1);
  one.change("serve/P1", { "assessor.rating": "with-support" }, P1);
  other.change("serve/P1", { "assessor.note": "Seen on Monday" }, P1);
  const { rating, note, assessor } = one.answer("serve/P1");
  assert.deepEqual(
    [rating, note, assessor.rating, assessor.note],
    ["not-yet", "I need the phrase book.", "with-support", "Seen on Monday"],
  );
});

test("two windows that begin at once begin as one person and one round, and two devices as two", () => {
  const shelf = new Shelf();
  const [one, other, elsewhere] = [window(shelf), window(shelf), window(new Shelf())];
  one.change("serve/P1", { rating: "not-yet" }, P1);
  other.change("serve/P2", { rating: "can-help" }, P2);
  elsewhere.change("serve/P1", { rating: "can-help" }, P1);
  assert.deepEqual(Object.keys(window(shelf).answers()), ["serve/P1", "serve/P2"]);
  assert.equal(window(shelf).people().length, 1);
  assert.notEqual(one.round, elsewhere.round);
});

test("an answer in which nothing is said any more is none, and what it held can be seen", () => {
  const store = window(new Shelf());
  store.change("serve/P1", { note: "x", "assessor.note": "y" }, P1);
  store.change("serve/P1", { note: "" }, P1);
  assert.equal(store.answer("serve/P1").assessor.note, "y");
  store.change("serve/P1", { "assessor.note": undefined }, P1);
  assert.deepEqual(Object.keys(store.answers()), []);
  const before = earlier(store.records.history(keyOf(store, "serve/P1")));
  assert.deepEqual(before.map(({ field, step }) => [field, step.value]).sort(), [
    ["assessor.note", "y"],
    ["note", "x"],
  ]);
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

// --- history ---

test("the clock of the device can be set back: the later answer counts", () => {
  const time = watch();
  const store = window(new Shelf(), time.now);
  store.change("serve/P1", { rating: "not-yet" }, P1);
  const old = saved(store);
  time.at -= 86400000;
  store.change("serve/P1", { rating: "can-help" }, P1);
  open(store, old);
  assert.equal(store.answer("serve/P1").rating, "can-help");
});

test("letters within five minutes are one step, and a new one begins when they are over, most is deleted or is another text, or another field comes between", () => {
  const time = watch();
  const store = window(new Shelf(), time.now);
  const type = (note) => store.change("serve/P1", { note }, P1);
  store.change("serve/P2", { rating: "not-yet" }, P2);
  for (const text of ["I", "I n", "I need"]) type(text);
  assert.deepEqual(had(store, "serve/P1", "note"), ["I need"]);
  time.at += 300000;
  type("I need the book");
  type("I");
  type("It");
  store.change("serve/P1", { rating: "not-yet" }, P1);
  type("It was");
  type("I read it");
  assert.deepEqual(had(store, "serve/P1", "note"), ["I need", "I need the book", "It", "It was", "I read it"]);
});

test("the first letters of a round are one step, too", () => {
  const store = window(new Shelf());
  for (const note of ["g", "gr", "gre"]) store.change("serve/P1", { note }, P1);
  assert.deepEqual(
    store.records.history(`${store.person}:answer:${store.round}:serve/P1`).note.map(({ value }) => value),
    ["gre"],
  );
});

test("what another window wrote meanwhile is not typed over", () => {
  const shelf = new Shelf();
  const [one, other] = [window(shelf), window(shelf)];
  one.change("serve/P1", { note: "one" }, P1);
  other.change("serve/P1", { note: "other" }, P1);
  one.change("serve/P1", { note: "one more" }, P1);
  assert.deepEqual(had(one, "serve/P1", "note"), ["one", "other", "one more"]);
});

test(`of a field the newest ${KEEP} values are kept, and the last of each device however old`, () => {
  const [here, there] = [window(new Shelf()), window(new Shelf())];
  for (const level of ["a", "b"]) there.change("serve/P1", { rating: `there-${level}` }, P1);
  open(here, saved(there));
  here.choose(here.person, there.round);
  for (let index = 1; index <= 3 * KEEP; index += 1) here.change("serve/P1", { rating: `level-${index}` }, P1);
  const newest = Array.from({ length: KEEP }, (_, index) => `level-${2 * KEEP + index + 1}`);
  assert.deepEqual(had(here, "serve/P1", "rating"), ["there-b", ...newest]);
});

test("a text that is too long is not stored in part, and leaves what was there", () => {
  const store = window(new Shelf());
  store.change("serve/P1", { note: "short" }, P1);
  store.change("serve/P1", { note: "x".repeat(20001) }, P1);
  assert.equal(store.answer("serve/P1").note, "short");
  store.change("serve/P1", { note: "x".repeat(20000) }, P1);
  assert.equal(store.answer("serve/P1").note.length, 20000);
});

// --- storage ---

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
      assert.equal(view(store.all()).rounds[0].answers["serve/P2"].rating, "can-help");
    }
    assert.equal(view(before.all()).rounds[0].answers["serve/P1"].note, "first");
    Object.assign(shelf, { blocked: false, room: Infinity });
    before.records.flush();
    assert.equal(before.records.kept, true);
    assert.equal(window(shelf).answer("serve/P2").rating, "can-help");
    assert.deepEqual(had(window(shelf), "serve/P2", "note"), ["typed", null]);
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

test("deleting, bringing back and following a new id take nothing away that a full storage cannot store elsewhere", () => {
  for (const what of [
    (store) => remove(store),
    (store) => store.follow(new Map([["serve", "help"]])),
    (store) => {
      store.follow(new Map([["serve", "help"]]));
      remove(store);
    },
  ]) {
    const shelf = new Shelf();
    const store = window(shelf);
    store.change("serve/P1", { note: "kept" }, P1);
    shelf.room = shelf.used() + 10;
    what(store);
    assert.ok(texts(shelf).includes("kept")); // now the window dies
    shelf.room = Infinity;
    store.records.flush();
    assert.equal(store.records.kept, true);
    assert.equal(texts(shelf).split("kept").length, 2);
  }
});

test("what another window enters while a deletion waits is with the deleted answers, and comes back with them", () => {
  const shelf = new Shelf();
  const [one, other] = [window(shelf), window(shelf)];
  one.change("serve/P1", { note: "deleted" }, P1);
  shelf.room = shelf.used();
  remove(one);
  shelf.room = Infinity;
  other.change("serve/P1", { reference: "entered" }, P1);
  one.records.flush();
  const after = window(shelf);
  assert.deepEqual(Object.keys(after.answers()), []);
  restore(after, deleted(after)[0].id);
  const { note, reference } = after.answer("serve/P1");
  assert.deepEqual([note, reference], ["deleted", "entered"]);
});

test("what is entered after a deletion that waits is kept, however long the list of the deleted values is", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  for (let index = 0; index < 2 * KEEP; index += 1) store.change("serve/P1", { rating: `level-${index}` }, P1);
  shelf.room = shelf.used() + 500;
  remove(store);
  store.change("serve/P1", { rating: "new" }, P1);
  assert.equal(store.answer("serve/P1").rating, "new");
  shelf.room = Infinity;
  store.records.flush();
  assert.deepEqual(had(window(shelf), "serve/P1", "rating"), ["new"]);
});

for (const corrupt of ["{oops", "null", "7", '"text"', "[]", ""]) {
  test(`a stored value ${JSON.stringify(corrupt)} is put aside whole, and costs one answer`, () => {
    const shelf = new Shelf();
    const first = window(shelf);
    first.change("serve/P1", { rating: "not-yet" }, P1);
    window(shelf).change("serve/P2", { rating: "can-help" }, P2);
    const [key, owner] = [PREFIX + keyOf(first, "serve/P1"), `${first.person}:`];
    shelf.texts.set(key, corrupt);
    const store = window(shelf);
    assert.deepEqual(Object.keys(store.answers()), ["serve/P2"]);
    assert.deepEqual(store.records.stored.aside(owner), [corrupt]);
    store.change("serve/P1", { rating: "with-support" }, P1);
    assert.deepEqual(window(shelf).records.stored.aside(owner), [corrupt]);
    assert.equal(window(shelf).answer("serve/P1").rating, "with-support");
  });
}

test("corrupt records of the person, the round and the choice of person lose no answer", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  const anna = store.add("Anna");
  store.change("serve/P1", { rating: "not-yet" }, P1);
  for (const key of [`${anna}:info`, `${anna}:round:${store.round}`, "chosen"]) shelf.texts.set(PREFIX + key, "]");
  const again = window(shelf);
  assert.equal(view(again.all()).rounds[0].answers["serve/P1"].rating, "not-yet");
  assert.equal([...shelf.texts].filter(([key, text]) => key.includes("aside:") && text === "]").length, 3);
});

test("what a later edition stores in an answer is not thrown away by this one", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { rating: "not-yet" }, P1);
  const key = PREFIX + keyOf(store, "serve/P1");
  const step = { value: "good", clock: 1, by: "later.1", at: "2026-11-22T14:00:00Z", colour: "red" };
  shelf.texts.set(key, JSON.stringify({ ...JSON.parse(shelf.texts.get(key)), mood: [step], shape: { new: true } }));
  window(shelf).change("serve/P1", { note: "n" }, P1);
  assert.deepEqual(
    [JSON.parse(shelf.texts.get(key)).mood, JSON.parse(shelf.texts.get(key)).shape],
    [[step], { new: true }],
  );
});

test("names that mean something to the language are names like any other", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("constructor/P1", { rating: "not-yet", note: "__proto__" }, P1);
  shelf.texts.set(
    PREFIX + keyOf(store, "serve/P1"),
    '{"__proto__":{"polluted":true},"note":[{"value":"n","clock":1,"by":"a.b","at":""}]}',
  );
  assert.equal(store.answers()["constructor/P1"].note, "__proto__");
  assert.equal(store.answer("serve/P1").note, "n");
  store.change("serve/P1", { note: "m" }, P1);
  assert.equal({}.polluted, undefined);
});

// --- rounds, people, entries ---

test("a new round begins with the answers of the last, and leaves them as they were", () => {
  const shelf = new Shelf();
  const store = window(shelf, clock());
  store.change("serve/P1", { rating: "not-yet" }, P1);
  store.changeRound({ assessor: "Mo" });
  store.startRound();
  store.change("serve/P1", { rating: "on-my-own" }, P1);
  const again = window(shelf);
  const { rounds } = view(again.all());
  assert.deepEqual(
    new Set(rounds.map(({ assessor, answers }) => `${assessor} ${answers["serve/P1"].rating}`)),
    new Set(["Mo not-yet", "Mo on-my-own"]),
  );
});

test("rounds that two devices begin stay two, whatever the devices call them", () => {
  const [one, other] = [window(new Shelf()), window(new Shelf())];
  one.change("serve/P1", { rating: "a" }, P1);
  open(other, saved(one));
  for (const [store, name] of [
    [one, "Spring"],
    [other, "Autumn"],
  ]) {
    store.startRound();
    store.changeRound({ name });
    store.change("serve/P1", { rating: name.toLowerCase() }, P1);
  }
  open(one, saved(other));
  const { rounds } = view(one.all());
  assert.deepEqual(rounds.map(({ name, answers }) => `${name} ${answers["serve/P1"].rating}`).sort(), [
    "Autumn autumn",
    "Spring spring",
    "undefined a",
  ]);
});

test("people on one device are kept apart, and the one last chosen comes back", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { rating: "not-yet" }, P1);
  const me = store.person;
  const anna = store.add("Anna");
  assert.deepEqual(Object.keys(store.answers()), []);
  store.change("serve/P1", { rating: "can-help" }, P1);
  const again = window(shelf);
  assert.deepEqual([again.person, again.answer("serve/P1").rating], [anna, "can-help"]);
  again.choose(me);
  assert.equal(again.answer("serve/P1").rating, "not-yet");
  assert.deepEqual(new Set(again.people().map(({ name }) => name)), new Set(["", "Anna"]));
});

test("one tab never changes whose answers another tab shows", () => {
  const shelf = new Shelf();
  const tab = () => {
    let kept = {};
    return { read: () => kept, write: (chosen) => (kept = { ...kept, ...chosen }) };
  };
  const [left, right] = [tab(), tab()];
  const one = window(shelf, clock(), left);
  one.change("serve/P1", { rating: "not-yet" }, P1);
  const bo = window(shelf, clock(), right).add("Bo");
  assert.equal(window(shelf, clock(), left).person, one.person);
  assert.equal(window(shelf, clock(), right).person, bo);
});

test("deleting one person leaves the others, and all that was deleted can be brought back, also in another window", () => {
  const shelf = new Shelf({ "another site's": "own", [`${PREFIX}aside:1`]: "{oops" });
  const store = window(shelf);
  store.change("serve/P1", { rating: "not-yet" }, P1);
  const me = store.person;
  const anna = store.add("Anna");
  store.change("serve/P1", { rating: "can-help" }, P1);
  const before = [me, anna].map((id) => plain(view(store.all(id))));
  remove(store);
  assert.deepEqual(
    store.people().map(({ id }) => id),
    [me],
  );
  assert.equal(store.answer("serve/P1").rating, "not-yet");
  remove(store);
  assert.deepEqual([store.people(), Object.keys(store.answers())], [[], []]);
  const other = window(shelf);
  for (const { id } of deleted(other)) restore(other, id);
  assert.deepEqual(
    [me, anna].map((id) => plain(view(other.all(id)))),
    before,
  );
  assert.deepEqual(deleted(other), []);
  assert.equal(shelf.texts.get("another site's"), "own");
});

test("an answer given in another window after all was deleted is kept, and joins what is brought back", () => {
  const shelf = new Shelf();
  const [one, other] = [window(shelf), window(shelf)];
  one.change("serve/P1", { rating: "not-yet" }, P1);
  remove(one);
  other.change("serve/P2", { rating: "can-help" }, P2);
  assert.deepEqual(Object.keys(window(shelf).answers()), ["serve/P2"]);
  restore(one, deleted(one)[0].id);
  assert.deepEqual(Object.keys(window(shelf).answers()), ["serve/P1", "serve/P2"]);
});

/** A person of whom a note was deleted, and who entered others since. */
function goneOn() {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { note: "first" }, P1);
  store.change("serve/P1", { note: "deleted" }, P1);
  const { person } = store;
  remove(store);
  store.change("serve/P1", { note: "since" }, P1);
  store.change("serve/P2", { note: "other" }, P2);
  return { shelf, store, person };
}

test("what was entered since comes after what is brought back, and whoever showed it shows the person again", () => {
  const { shelf, store, person } = goneOn();
  const other = window(shelf);
  assert.deepEqual(
    deleted(store).map(({ id, to }) => [id, to]),
    [[person, store.person]],
  );
  assert.equal(restore(store, person), true);
  assert.deepEqual([store.person, other.person, window(shelf).person], [person, person, person]);
  assert.deepEqual(had(store, "serve/P1", "note"), ["first", "deleted", "since"]);
  assert.equal(other.answer("serve/P2").note, "other");
  assert.deepEqual([deleted(store), store.people().map(({ id }) => id)], [[], [person]]);
});

test("where there is no room for it, nothing is brought back, nothing is lost, and no copy stays behind", () => {
  const { shelf, store, person } = goneOn();
  const before = new Map(shelf.texts);
  shelf.room = shelf.used();
  for (let times = 0; !restore(store, person); times += 1) {
    assert.ok(times < 100);
    assert.deepEqual(shelf.texts, before);
    assert.equal(store.records.kept, true);
    shelf.room += 20;
  }
  assert.ok(shelf.room > shelf.used());
  assert.deepEqual([...store.records.waiting.keys()], []);
  assert.deepEqual(had(store, "serve/P1", "note"), ["first", "deleted", "since"]);
});

test("what was entered since is stored before it is taken from where it was", () => {
  const { shelf, store, person } = goneOn();
  shelf.blocked = true;
  restore(store, person);
  assert.deepEqual(had(store, "serve/P1", "note"), ["first", "deleted", "since"]);
  Object.assign(shelf, { blocked: false, room: 0 });
  store.records.flush();
  for (const text of ["since", "other"]) assert.ok(texts(shelf).includes(text)); // now the window dies
  shelf.room = Infinity;
  store.records.flush();
  assert.equal(store.records.kept, true);
  for (const text of ["since", "other"]) assert.equal(texts(shelf).split(text).length, 2);
});

test("answers whose standard is renamed twice while the storage is full stay where they are until there is room", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { note: "kept" }, P1);
  shelf.room = 0;
  for (const renamed of [
    [["serve", "help"]],
    [
      ["serve", "assist"],
      ["help", "assist"],
    ],
  ])
    store.follow(new Map(renamed));
  store.records.flush();
  assert.equal(store.answer("assist/P1").note, "kept");
  assert.ok(texts(shelf).includes("kept")); // now the window dies
  shelf.room = Infinity;
  store.records.flush();
  assert.equal(texts(shelf).split("kept").length, 2);
});

test("what another window stores late, as who was brought back meanwhile, is found with the rest", () => {
  const { shelf, store, person } = goneOn();
  const other = window(shelf);
  shelf.room = shelf.used();
  other.change("serve/P2", { reference: "late" }, P2);
  shelf.room = Infinity;
  restore(store, person);
  other.records.flush();
  const { note, reference } = window(shelf).answer("serve/P2");
  assert.deepEqual([note, reference], ["other", "late"]);
});

test("what another window enters late is shown where it belongs, although there is no room to move it", () => {
  const shelf = new Shelf();
  const [one, two] = [window(shelf), window(shelf)];
  one.change("serve/P1", { rating: "on-my-own" }, P1);
  const [before, { round }] = [one.person, one];
  remove(one);
  const since = one.person;
  shelf.blocked = true;
  two.chosenPerson = since;
  two.set(`answer:${round}:serve/P2`, { note: "late" });
  shelf.blocked = false;
  restore(one, before);
  shelf.room = shelf.used() + 400;
  two.records.flush();
  assert.ok(shelf.getItem(`${PREFIX}${since}:answer:${round}:serve/P2`));
  shelf.room = shelf.used();
  for (const page of [two, window(shelf)]) {
    gather(page);
    page.start();
    assert.equal(page.person, before);
    assert.equal(page.answer("serve/P2", round).note, "late");
    assert.ok(!page.records.kept);
  }
  assert.ok(shelf.getItem(`${PREFIX}${since}:answer:${round}:serve/P2`), "it stays until it can be moved");
  shelf.room = Infinity;
  gather(window(shelf));
  assert.equal(window(shelf).answer("serve/P2", round).note, "late");
  assert.equal(shelf.getItem(`${PREFIX}${since}:answer:${round}:serve/P2`), null);
});

test("values that are too old to be kept do not come back as new when answers are brought back while the storage is blocked", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  const enter = (from) => {
    for (let index = 0; index < KEEP; index += 1) store.change("serve/P1", { rating: `level-${from + index}` }, P1);
  };
  const before = store.person;
  enter(0);
  remove(store);
  const since = store.person;
  enter(100);
  shelf.blocked = true;
  enter(200);
  restore(store, before);
  assert.equal(store.answer("serve/P1").rating, `level-${200 + KEEP - 1}`);
  shelf.blocked = false;
  store.records.flush();
  gather(store);
  assert.equal(store.answer("serve/P1").rating, `level-${200 + KEEP - 1}`);
  assert.deepEqual(store.records.keys(`${since}:answer:`), []);
});

test("a file that is opened while the storage is blocked replaces what waits to be stored", () => {
  const [laptop, shelf] = [window(new Shelf()), new Shelf()];
  for (const rating of ["not-yet", "with-support", "can-help"]) laptop.change("serve/P1", { rating }, P1);
  const store = window(shelf);
  store.change("serve/P1", { rating: "not-yet", note: "mine" }, P1);
  const { round } = store;
  shelf.room = shelf.used();
  store.change("serve/P1", { rating: "on-my-own" }, P1);
  shelf.blocked = true;
  open(store, saved(laptop), "replace", new Map([[laptop.round, round]]));
  assert.equal(store.answer("serve/P1").note, undefined);
  assert.equal(store.answer("serve/P1").rating, "can-help");
});

test("what is erased while the storage is blocked stays erased once it can be stored", () => {
  const shelf = new Shelf();
  const [one, two] = [window(shelf), window(shelf)];
  one.change("serve/P1", { rating: "not-yet" }, P1);
  shelf.blocked = true;
  one.change("serve/P1", { note: "secret" }, P1);
  eraseHistory(one, `answer:${one.round}:serve/P1`, true);
  assert.deepEqual(one.answer("serve/P1"), {});
  shelf.blocked = false;
  for (const note of ["one", "two", "three"]) {
    two.change("serve/P1", { note }, P1);
    two.typing = undefined;
  }
  one.records.flush();
  assert.ok(![...shelf.texts.values()].some((text) => text.includes("secret")));
  assert.equal(window(shelf).answer("serve/P1").note, "three");
});

test("what was erased since takes nothing of what is brought back", () => {
  const { store, person } = goneOn();
  eraseHistory(store, `answer:${store.round}:serve/P1`, true);
  restore(store, person);
  assert.deepEqual(had(store, "serve/P1", "note"), ["first", "deleted"]);
});

test("an act done since can be undone after the rest is brought back", () => {
  const { store, person } = goneOn();
  act(store, "clearing the note", () => store.change("serve/P1", { note: undefined }, P1));
  restore(store, person);
  assert.equal(undo(store, acts(store)[0].key), true);
  assert.equal(store.answer("serve/P1").note, "since");
});

test("a file of somebody who was deleted is opened as somebody new", () => {
  const { store, person } = goneOn();
  restore(store, person);
  const file = saved(store);
  remove(store);
  store.change("serve/P1", { note: "again" }, P1);
  const now = store.person;
  open(store, file, "as");
  assert.ok(![now, person].includes(store.person));
  store.choose(now);
  assert.deepEqual(had(store, "serve/P1", "note"), ["again"]);
});

test("unreadable texts of who went on stay with those of who is brought back", () => {
  const { shelf, store, person } = goneOn();
  for (const one of [person, store.person]) shelf.texts.set(`${PREFIX}${one}:aside:1`, `{${one}`);
  const to = store.person;
  restore(store, person);
  assert.deepEqual(new Set(store.records.stored.aside(`${person}:`)), new Set([`{${person}`, `{${to}`]));
});

test("entries of the plan and of the log come in the order in which they were made, and a removed one can be put back", () => {
  const store = window(new Shelf());
  const [first, second] = ["first", "second"].map((what) =>
    store.addEntry("plan", { "serve/P1": true, what, done: false }),
  );
  assert.deepEqual(
    store.entries("plan").map(({ what }) => what),
    ["first", "second"],
  );
  store.changeEntry("plan", first, { gone: true });
  assert.deepEqual(
    store.entries("plan").map(({ id }) => id),
    [second],
  );
  assert.deepEqual(
    removed(store, "plan").map(({ what }) => what),
    ["first"],
  );
  store.changeEntry("plan", first, { gone: undefined });
  assert.deepEqual(
    store.entries("plan").map(({ what, items }) => [what, items]),
    [
      ["first", ["serve/P1"]],
      ["second", ["serve/P1"]],
    ],
  );
});

test("the answers of a renamed standard are under its new id, and an item of an entry can be taken away", () => {
  const store = window(new Shelf());
  store.change("serve/P1", { rating: "not-yet" }, P1);
  const id = store.addEntry("evidence", { "serve/P1": true, "serve/P2": true });
  store.follow(new Map([["serve", "help"]]));
  assert.deepEqual(Object.keys(store.answers()), ["help/P1"]);
  assert.deepEqual(store.entries("evidence")[0].items, ["help/P1", "help/P2"]);
  store.changeEntry("evidence", id, { "help/P1": undefined });
  assert.deepEqual(store.entries("evidence")[0].items, ["help/P2"]);
});

// --- undo ---

const clear = (store) =>
  act(store, "clearing the rating of P1", () => store.change("serve/P1", { rating: undefined }, P1));

test("what a page of an older edition enters under the old id is kept, whatever was erased before", () => {
  const shelf = new Shelf();
  const old = window(shelf);
  for (const rating of ["not-yet", "with-support"]) old.change("old/P1", { rating }, P1);
  eraseHistory(old, `answer:${old.round}:old/P1`, true);
  const renamed = new Map([["old", "serve"]]);
  window(shelf).follow(renamed);
  old.change("old/P1", { rating: "can-help" }, P1);
  const page = window(shelf);
  page.follow(renamed);
  assert.equal(page.answer("serve/P1").rating, "can-help");
});

test("undo takes back one act and nothing else, whoever did what since, and can be done again", () => {
  const shelf = new Shelf();
  const [store, other] = [window(shelf), window(shelf)];
  store.change("serve/P1", { rating: "not-yet", note: "n" }, P1);
  clear(store);
  other.change("serve/P2", { rating: "can-help" }, P2);
  store.choose(store.add("Anna"));
  const [, cleared] = [0, acts(other).find(({ what }) => what === "clearing the rating of P1")];
  undo(other, cleared.key);
  assert.deepEqual(
    ["serve/P1", "serve/P2"].map((item) => other.answer(item).rating),
    ["not-yet", "can-help"],
  );
  assert.equal(other.answer("serve/P1").mark, P1.mark);
  assert.equal(store.name(), "Anna");
  undo(other, cleared.key);
  assert.deepEqual(
    ["serve/P1", "serve/P2"].map((item) => other.answer(item).rating),
    [undefined, "can-help"],
  );
  assert.equal(other.answer("serve/P1").note, "n");
});

test("undo leaves a field alone that somebody changed since", () => {
  const store = window(new Shelf());
  store.change("serve/P1", { rating: "not-yet" }, P1);
  clear(store);
  store.change("serve/P1", { rating: "can-help" }, P1);
  assert.equal(undo(store, acts(store)[0].key), false);
  assert.equal(store.answer("serve/P1").rating, "can-help");
  assert.equal(acts(store)[0].undone, false);
});

test("where two windows press Undo, the act is taken back once", () => {
  const shelf = new Shelf();
  const [store, other] = [window(shelf), window(shelf)];
  store.change("serve/P1", { rating: "not-yet" }, P1);
  clear(store);
  const { key, undone } = acts(store)[0];
  for (const one of [store, other]) {
    undo(one, key, undone);
    assert.equal(other.answer("serve/P1").rating, "not-yet");
  }
  undo(store, key, true);
  assert.equal(store.answer("serve/P1").rating, undefined);
});

test("undoing a new round leaves what was entered in it since, and undoing a new person goes back to the one before", () => {
  const store = window(new Shelf());
  store.change("serve/P1", { rating: "not-yet" }, P1);
  const [me, first] = [store.person, store.round];
  act(store, "the new round", () => store.startRound());
  store.change("serve/P2", { rating: "can-help" }, P2);
  undo(store, acts(store)[0].key);
  assert.deepEqual(Object.keys(store.answers()), ["serve/P2"]);
  assert.deepEqual(
    store.rounds().map(({ title, started }) => [title, started]),
    [
      ["Round 1", "2026-11-22"],
      ["Round 2", "2026-11-22"],
    ],
  );
  assert.deepEqual(Object.keys(store.answers(first)), ["serve/P1"]);
  act(store, "the new person", () => store.add("Anna"));
  undo(store, acts(store)[0].key);
  assert.deepEqual([store.person, store.people().map(({ id }) => id)], [me, [me]]);
});

test("an act is undone under the id that its standard has now", () => {
  const store = window(new Shelf());
  store.change("serve/P1", { rating: "not-yet" }, P1);
  clear(store);
  store.follow(new Map([["serve", "help"]]));
  undo(store, acts(store)[0].key);
  assert.equal(store.answer("help/P1").rating, "not-yet");
});

test("undo works where nothing can be stored", () => {
  const shelf = new Shelf();
  shelf.blocked = true;
  const store = window(shelf);
  store.change("serve/P1", { rating: "not-yet" }, P1);
  clear(store);
  undo(store, acts(store)[0].key);
  assert.equal(store.answer("serve/P1").rating, "not-yet");
  remove(store);
  restore(store, deleted(store)[0].id);
  assert.equal(store.answer("serve/P1").rating, "not-yet");
});

// --- erasing ---

test("erasing the earlier values of an item leaves what it holds now, and an older file does not bring them back", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { rating: "not-yet", note: "secret" }, P1);
  const old = saved(store);
  store.change("serve/P1", { note: "harmless" }, P1);
  eraseHistory(store, `answer:${store.round}:serve/P1`, false);
  open(store, old);
  assert.ok(!texts(shelf).includes("secret"));
  assert.deepEqual([store.answer("serve/P1").note, store.answer("serve/P1").rating], ["harmless", "not-yet"]);
});

test("erasing all of an item erases all of it, and what is entered afterwards is kept", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { note: "secret" }, P1);
  const old = saved(store);
  eraseHistory(store, `answer:${store.round}:serve/P1`, true);
  open(store, old);
  assert.ok(!texts(shelf).includes("secret"));
  store.change("serve/P1", { note: "new" }, P1);
  open(store, old);
  assert.equal(window(shelf).answer("serve/P1").note, "new");
  assert.ok(!texts(shelf).includes("secret"));
});

test("erasing earlier values keeps the value of now also where two steps have one clock", () => {
  const store = window(new Shelf());
  store.change("serve/P1", { note: "deleted" }, P1);
  remove(store);
  store.change("serve/P1", { note: "now" }, P1);
  restore(store, deleted(store)[0].id);
  const { note } = store.answer("serve/P1");
  eraseHistory(store, `answer:${store.round}:serve/P1`, false);
  assert.deepEqual(had(store, "serve/P1", "note"), [note]);
});

test("erasing a person, or deleted answers, leaves nothing of it in any text", () => {
  for (const first of [() => {}, remove]) {
    const shelf = new Shelf();
    const page = new FormerPage(shelf, clock());
    page.change("serve/P1", { note: "secret of old" }, P1);
    const store = window(shelf);
    store.rename("secret name");
    store.change("serve/P1", { note: "secret note" }, P1);
    clear(store);
    first(store);
    erase(store, deleted(store)[0]?.id ?? store.person);
    assert.ok(!texts(shelf).includes("secret"), texts(shelf));
    assert.deepEqual([acts(store), deleted(store), store.people()], [[], [], []]);
  }
});

test("erasing a person erases what was deleted of that person before, and nobody else's, and erasing deleted answers leaves the person", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  const [me, anna] = [store.person, "a11a"];
  for (const note of ["secret one", "secret two"]) {
    store.change("serve/P1", { note }, P1);
    remove(store);
  }
  store.change("serve/P1", { note: "secret three" }, P1);
  const other = window(shelf);
  store.add("Anna", anna);
  store.change("serve/P1", { note: "Anna's" }, P1);
  remove(store);
  const last = deleted(store).find(({ id }) => id !== me && id !== anna);
  erase(store, last.id);
  assert.deepEqual(
    ["one", "two", "three"].map((number) => texts(shelf).includes(`secret ${number}`)),
    [true, false, true],
  );
  assert.equal(other.answer("serve/P1").note, "secret three");
  erase(other, other.person);
  assert.ok(!texts(shelf).includes("secret"));
  assert.deepEqual([deleted(store).map(({ id }) => id), store.people()], [[anna], []]);
  assert.ok(store.records.read(`erased:${me}`).at);
  other.change("serve/P1", { note: "new" }, P1);
  assert.deepEqual(
    window(shelf)
      .people()
      .map(({ id }) => id),
    [other.person],
  );
});

// --- the first version's records ---

test("what the first version stored is carried over whole", () => {
  const shelf = new Shelf();
  const page = new FormerPage(shelf, clock());
  page.change(
    "serve/P1",
    {
      rating: "not-yet",
      note: "n",
      evidence: "have",
      assessor: { rating: "with-support", note: "a", at: "2026-11-22T14:02:00.000Z" },
    },
    P1,
  );
  page.change("serve/P1", { rating: "can-help" }, P1, "2");
  page.changeEntry("plan", "a1", { items: ["serve/P1"], what: "practise", by: "2026-12-24", done: false });
  page.changeEntry("evidence", "b1", { items: ["serve/P1", "serve/P2"], title: "Letter" });
  page.put("1:info", { name: "Anna", made: "2026-11-22" });
  shelf.texts.set(`${OLD}1:answer:1:serve/P2`, "{oops");
  const before = new Map([...shelf.texts].filter(([key]) => key.startsWith(OLD)));
  const store = window(shelf);
  const { name, rounds, plan, evidence } = plain(view(store.all()));
  assert.deepEqual(
    rounds.map(({ answers }) => answers["serve/P1"].rating),
    ["not-yet", "can-help"],
  );
  const { note, mark, assessor } = rounds[0].answers["serve/P1"];
  assert.deepEqual([name, note, mark, assessor.rating, assessor.note], ["Anna", "n", P1.mark, "with-support", "a"]);
  assert.deepEqual(
    [plan[0].what, plan[0].done, plan[0].items, evidence[0].items],
    ["practise", false, ["serve/P1"], ["serve/P1", "serve/P2"]],
  );
  assert.equal(store.words(P1.mark), P1.words);
  assert.deepEqual(store.records.stored.aside(`${store.person}:`), ["{oops"]);
  assert.deepEqual(new Map([...shelf.texts].filter(([key]) => key.startsWith(OLD))), before);
});

test("a page of the first version that is still open changes the field that it wrote, and no other", () => {
  const shelf = new Shelf();
  const page = new FormerPage(shelf, clock());
  page.change("serve/P1", { rating: "not-yet" }, P1);
  const store = window(shelf, clock("2026-11-23T00:00:00.000Z"));
  store.choose(store.person, "1");
  store.change("serve/P1", { rating: "can-help" }, P1);
  page.change("serve/P1", { note: "n" }, P1);
  takeOver(store, OLD);
  const { rating, note } = store.answer("serve/P1");
  assert.deepEqual([rating, note], ["can-help", "n"]);
  page.change("serve/P1", { rating: "with-support" }, P1);
  takeOver(store, OLD);
  takeOver(store, OLD);
  assert.deepEqual(had(store, "serve/P1", "rating"), ["not-yet", "can-help", "with-support"]);
});

test("a page of the first version that is still open after a deletion enters what it writes, and nothing else of its record", () => {
  const shelf = new Shelf();
  const page = new FormerPage(shelf, clock());
  page.change("serve/P1", { rating: "not-yet", note: "n" }, P1);
  const store = window(shelf);
  remove(store);
  store.choose(store.person, "1");
  store.change("serve/P1", { rating: "can-help" }, P1);
  page.change("serve/P1", { reference: "r" }, P1);
  takeOver(store, OLD);
  const said = () => ["rating", "note", "reference"].map((field) => store.answer("serve/P1")[field]);
  assert.deepEqual(said(), ["can-help", undefined, "r"]);
  for (const rating of ["with-support", "not-yet"]) {
    page.change("serve/P1", { rating }, P1);
    takeOver(store, OLD);
    assert.equal(store.answer("serve/P1").rating, rating);
  }
});

test("a note that a page of the first version stores letter by letter does not fill the storage", () => {
  const shelf = new Shelf();
  let at = Date.parse("2026-11-22T14:00:00.000Z");
  const page = new FormerPage(shelf, () => new Date((at += 1000)));
  const store = window(shelf);
  for (let length = 1; length <= 600; length += 1) {
    page.change("serve/P1", { note: "x".repeat(length) }, P1);
    takeOver(store, OLD);
  }
  page.change("serve/P1", { note: "y".repeat(600) }, P1);
  takeOver(store, OLD);
  store.choose(store.person, "1");
  assert.deepEqual(
    had(store, "serve/P1", "note").map((text) => `${text[0]}${text.length}`),
    ["x300", "x600", "y600"],
  );
});

test("after its answer was erased, a page of the first version can enter another one", () => {
  const shelf = new Shelf();
  const page = new FormerPage(shelf, clock());
  page.change("serve/P1", { note: "secret" }, P1);
  const store = window(shelf);
  store.choose(store.person, "1");
  eraseHistory(store, "answer:1:serve/P1", true);
  page.change("serve/P1", { note: "new" }, P1);
  takeOver(store, OLD);
  assert.equal(store.answer("serve/P1").note, "new");
  assert.ok(!texts(shelf).includes("secret"));
});

test("a record that other software has damaged leaves out what is not a step, and the others can be read", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { note: "good" }, P1);
  const key = keyOf(store, "serve/P1");
  const { note } = plain(store.records.history(key));
  shelf.setItem(PREFIX + key, JSON.stringify({ note: [null, 5, [], ...note, "x"], rating: [null, 5] }));
  const again = window(shelf);
  assert.equal(again.answer("serve/P1").note, "good");
  assert.deepEqual(earlier(again.records.history(key)), []);
  again.change("serve/P1", { rating: "on-my-own" }, P1);
  assert.equal(window(shelf).answer("serve/P1").note, "good");
});
