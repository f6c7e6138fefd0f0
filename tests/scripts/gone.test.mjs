// Deleted means gone: what was erased comes back from no window and no file, and no file wins over what is entered later.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deleted, last } from "../../generator/competence_standards/web/scripts/kept/acts.js";
import { erase, eraseHistory } from "../../generator/competence_standards/web/scripts/kept/erase.js";
import { inOrder } from "../../generator/competence_standards/web/scripts/kept/answers.js";
import { counter } from "../../generator/competence_standards/web/scripts/kept/history.js";
import { read } from "../../generator/competence_standards/web/scripts/kept/read-file.js";
import { pack } from "../../generator/competence_standards/web/scripts/kept/records.js";
import { growth, allOrNothing } from "../../generator/competence_standards/web/scripts/kept/room.js";
import { gather, remove, restore } from "../../generator/competence_standards/web/scripts/kept/undo.js";
import { OLD, open, P1, P2, PREFIX, saved, Shelf, window, FormerPage, clock } from "./device.mjs";

const NOW = Date.parse("2026-11-22T15:00:00Z");
const texts = (shelf) => [...shelf.texts].flat().join("\n");
const plain = (value) => JSON.parse(JSON.stringify(value));
const key = (store) => `answer:${store.round}:serve/P1`;

/** A file with one field of one answer. @param {object} store whose answer it is */
function fileOf(store, steps, more = {}) {
  const file = JSON.parse(saved(store));
  return JSON.stringify({ ...file, records: { [key(store)]: { rating: steps, ...more } } });
}

const step = (value, more = {}) => ({ value, clock: 1, by: "elsewhere.abc", at: "2026-11-22T14:00:00Z", ...more });

// --- erasing ---

test("what another window could not yet store of somebody is dropped once that person is erased", () => {
  const shelf = new Shelf();
  const [here, there] = [window(shelf), window(shelf)];
  here.change("serve/P1", { note: "stored" }, P1);
  shelf.room = shelf.used();
  there.change("serve/P1", { note: "secret that waits" }, P1);
  there.change("serve/P2", { note: "secret, too" }, P2);
  assert.ok(!there.records.kept);
  erase(here, here.person);
  shelf.room = Infinity;

  there.records.flush();
  gather(there);
  there.change("serve/P1", { rating: "not-yet" }, P1);

  assert.ok(!texts(shelf).includes("secret"), texts(shelf));
  assert.deepEqual([there.records.kept, there.answer("serve/P1").rating], [true, "not-yet"]);
});

test("what another window could not yet store is kept where the person was only deleted", () => {
  const shelf = new Shelf();
  const [here, there] = [window(shelf), window(shelf)];
  here.change("serve/P1", { rating: "not-yet" }, P1);
  shelf.room = 0;
  there.change("serve/P1", { note: "it waits" }, P1);
  shelf.room = Infinity;
  remove(here);
  there.records.flush();
  restore(here, deleted(here)[0].id);
  assert.equal(here.answer("serve/P1").note, "it waits");
});

test("a window that still shows deleted answers which were erased elsewhere brings back nobody", () => {
  const shelf = new Shelf();
  const [here, there] = [window(shelf), window(shelf)];
  here.change("serve/P1", { note: "secret" }, P1);
  remove(here);
  const [{ id }] = deleted(there);
  erase(here, id);
  there.change("serve/P1", { note: "of somebody new" }, P1);
  const before = texts(shelf);

  assert.equal(restore(there, id), true);

  assert.equal(texts(shelf), before);
  assert.equal(window(shelf).answer("serve/P1").note, "of somebody new");
});

for (const [what, spoil] of [
  ["an answer", (store) => `${store.person}:answer:${store.round}:serve/P1`],
  ["a name", (store) => `${store.person}:info`],
]) {
  test(`${what} that cannot be read is put aside with its owner's, and erased with them`, () => {
    const shelf = new Shelf();
    const store = window(shelf);
    store.change("serve/P1", { rating: "not-yet" }, P1);
    store.rename("Ann");
    const { person } = store;
    store.add("Bo");
    shelf.setItem(PREFIX + spoil({ person, round: person }), "secret {");

    const again = window(shelf);
    again.people();
    again.all(person);
    assert.deepEqual(
      [...shelf.texts.keys()].filter((one) => one.includes("aside:")),
      [`${PREFIX}${person}:aside:1`],
    );
    again.choose(person);
    assert.deepEqual(again.records.stored.aside(`${person}:`), ["secret {"]);
    erase(again, person);
    assert.ok(!texts(shelf).includes("secret"), texts(shelf));
    assert.deepEqual(
      again.people().map(({ name }) => name),
      ["Bo"],
    );
  });
}

test("that somebody was deleted, in a record that cannot be read, is put aside with that person's", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { rating: "not-yet" }, P1);
  const { person } = store;
  remove(store);
  shelf.setItem(`${PREFIX}deleted:${person}`, '{"name":"secret');
  window(shelf);
  assert.ok(shelf.texts.has(`${PREFIX}${person}:aside:1`));
  const again = window(shelf);
  erase(again, person);
  assert.ok(!texts(shelf).includes("secret"), texts(shelf));
});

test("an unreadable record for which there was no room is erased from the memory of the window, too", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { rating: "not-yet" }, P1);
  const { person } = store;
  shelf.setItem(`${PREFIX}${person}:info`, "secret {");
  const set = shelf.setItem;
  shelf.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  store.name();
  shelf.setItem = set;
  assert.deepEqual([...store.records.stored.unkept.values()], ["secret {"]);
  erase(store, person);
  assert.deepEqual([...store.records.stored.unkept.values()], []);
});

test("after everything was removed, a window stores nothing and knows nothing", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { note: "stored" }, P1);
  shelf.room = 0;
  store.change("serve/P1", { note: "it waits" }, P1);
  store.records.end();
  shelf.texts.clear();
  shelf.room = Infinity;
  assert.deepEqual(plain(store.answer("serve/P1")), {});

  store.records.flush();
  store.change("serve/P2", { note: "later" }, P2);
  store.records.flush();

  assert.equal(shelf.length, 0);
  assert.deepEqual([...store.records.stored.seen], []);
});

for (const how of ["add", "replace", "as"]) {
  test(`what was erased of an answer does not come back where an older file is opened: ${how}`, () => {
    for (const deletes of [false, true]) {
      const shelf = new Shelf();
      const store = window(shelf);
      store.change("serve/P1", { note: "secret", rating: "not-yet" }, P1);
      store.change("serve/P2", { note: "an earlier secret" }, P2);
      store.typing = undefined;
      const rest = key(store);
      store.set(rest.replace("P1", "P2"), { note: "open" });
      store.set(rest.replace("P1", "P3"), { note: "secret, and cleared" });
      store.set(rest.replace("P1", "P3"), { note: undefined });
      const file = saved(store);
      eraseHistory(store, rest.replace("P1", "P3"), true);
      eraseHistory(store, rest, true);
      eraseHistory(store, rest.replace("P1", "P2"), false);
      if (deletes) remove(store);
      open(store, file, how);
      assert.ok(!texts(shelf).includes("secret"), texts(shelf));
      assert.equal(store.answer("serve/P2", rest.split(":")[1]).note, "open", "it was not erased");
    }
  });
}

test("what was erased does not come back where an older file is opened as another person under the id of another device", () => {
  const [laptop, shelf] = [window(new Shelf()), new Shelf()];
  laptop.change("serve/P1", { note: "secret" }, P1);
  const file = saved(laptop);
  const phone = window(shelf);
  phone.rename("Ann");
  open(phone, file, "add");
  eraseHistory(phone, `answer:${laptop.round}:serve/P1`, true);
  open(phone, file, "as");
  assert.notEqual(phone.name(), "Ann");
  assert.ok(!texts(shelf).includes("secret"), texts(shelf));
});

test("what one person erased of the first version is kept where another person said the same", () => {
  const answers = { "serve/P1": { note: "the same", at: "2026-11-22T14:00:00.000Z" } };
  const file = JSON.stringify({
    format: "competence-self-assessment",
    version: 1,
    person: { name: "Bo" },
    rounds: [{ id: "1", started: "2026-11-22", answers }],
  });
  const store = window(new Shelf());
  open(store, file, "add");
  eraseHistory(store, "answer:1:serve/P1", true);
  store.add("Bo");
  open(store, file, "add");
  assert.equal(store.answer("serve/P1", "1").note, "the same");
});

test("whoever has an answer keeps it, and gets it from their file, whatever another person erased of a copy", () => {
  const store = window(new Shelf());
  store.change("serve/P1", { note: "mine" }, P1);
  const [me, text, rest] = [store.person, saved(store), key(store)];
  store.add("Bo");
  open(store, text);
  eraseHistory(store, rest, true);

  store.choose(me);
  open(store, text);
  assert.equal(store.answer("serve/P1").note, "mine");
  eraseHistory(store, rest, false);
  open(store, text);
  assert.equal(store.answer("serve/P1").note, "mine");
});

test("what was erased of a round does not come back where a file puts the answers of that round into another round", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { note: "secret" }, P1);
  store.typing = undefined;
  store.set(`answer:${store.round}:serve/P2`, { note: "open" });
  const [file, { round }] = [saved(store), store];
  eraseHistory(store, `answer:${round}:serve/P1`, true);
  store.startRound();
  open(store, file, "add", new Map([[round, store.round]]));
  assert.ok(!texts(shelf).includes("secret"), texts(shelf));
  assert.equal(store.answer("serve/P2").note, "open");
});

test("a value that was kept while the earlier ones were erased is in a copy from an older file", () => {
  const store = window(new Shelf());
  for (const rating of ["not-yet", "on-my-own"]) store.change("serve/P1", { rating }, P1);
  const [file, rest] = [saved(store), key(store)];
  eraseHistory(store, rest, false);
  store.change("serve/P1", { rating: "can-help" }, P1);
  open(store, file, "as");
  assert.deepEqual(
    store
      .all()
      .get(rest)
      .rating.map(({ value }) => value),
    ["on-my-own"],
  );
});

test("a file that puts a round into another round erases nothing there", () => {
  const [laptop, phone] = [window(new Shelf()), window(new Shelf())];
  laptop.change("serve/P1", { note: "first" }, P1);
  const first = laptop.round;
  laptop.startRound();
  open(phone, saved(laptop), "add");
  const second = laptop.round;
  eraseHistory(laptop, `answer:${first}:serve/P1`, true);
  assert.equal(phone.answer("serve/P1", second).note, "first");
  open(phone, saved(laptop), "add", new Map([[first, second]]));
  assert.equal(phone.answer("serve/P1", second).note, "first");
});

test("what was erased of a round takes nothing of another round that a file puts into it", () => {
  const [laptop, phone] = [window(new Shelf()), window(new Shelf())];
  laptop.change("serve/P1", { rating: "erased" }, P1);
  const first = laptop.round;
  eraseHistory(laptop, `answer:${first}:serve/P1`, true);
  open(phone, saved(laptop), "add");
  laptop.startRound();
  laptop.change("serve/P1", { rating: "new" }, P1);
  open(phone, saved(laptop), "add", new Map([[laptop.round, first]]));
  assert.equal(phone.answer("serve/P1", first).rating, "new");
});

test("what one person erased takes nothing of another person on the same device", () => {
  const store = window(new Shelf());
  store.add("Ann");
  for (const rating of ["not-yet", "with-support"]) store.change("serve/P1", { rating }, P1);
  eraseHistory(store, key(store), true);
  eraseHistory(store, "info", true);
  const [ann, rest] = [store.person, key(store)];
  store.add("Bo");
  store.chosenRound = rest.split(":")[1];
  for (const rating of ["on-my-own", "can-help"]) store.change("serve/P1", { rating }, P1);
  const [bo, file] = [store.person, saved(store)];
  erase(store, bo);
  store.choose(ann);
  open(store, file, "add");
  assert.equal(store.name(), "Bo");
  assert.deepEqual(
    store
      .all()
      .get(rest)
      .rating.map(({ value }) => value),
    ["on-my-own", "can-help"],
  );
});

test("an older value of the first version does not come back from its file after so many newer ones were entered and erased", () => {
  const shelf = new Shelf();
  const file = (note, at) =>
    JSON.stringify({
      format: "competence-self-assessment",
      version: 1,
      rounds: [{ id: "1", started: "2026-11-22", answers: { "serve/P1": { note, at } } }],
    });
  const store = window(shelf);
  open(store, file("secret", "2026-11-20T14:00:00.000Z"));
  open(store, file("other", "2026-11-21T14:00:00.000Z"));
  for (let index = 0; index < 20; index += 1) {
    store.set("answer:1:serve/P1", { note: `${index}` });
    store.typing = undefined;
  }
  eraseHistory(store, "answer:1:serve/P1", true);
  open(store, file("secret", "2026-11-20T14:00:00.000Z"));
  assert.ok(!texts(shelf).includes("secret"), texts(shelf));
});

test("erasing leaves no list of the items that had an answer in the first version, whatever their standard is called now", () => {
  const shelf = new Shelf();
  new FormerPage(shelf, clock()).change("old/P1", { note: "secret" }, P1);
  const store = window(shelf);
  store.follow(new Map([["old", "serve"]]));
  const [key] = [...store.all().keys()].filter((one) => one.endsWith("serve/P1"));
  eraseHistory(store, key, true);
  assert.ok(!texts(shelf).includes("secret"), texts(shelf));
  assert.ok(![...shelf.texts.values()].some((text) => text.includes("old/P1")));
  erase(store, store.person);
  assert.ok(!texts(shelf).includes("P1") && !texts(shelf).includes(P1.mark), texts(shelf));
});

test("a file holds no records that mean something to the site itself, and nobody whose id does", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.add("Ann", "abcdefghi");
  store.change("serve/P1", { note: "precious" }, P1);
  const file = JSON.parse(saved(store));
  const records = {
    info: { name: [step("Mal")] },
    abcdefghi: { to: "nobody" },
    floor: { clock: 1e308 },
    "act:99999999999999999999-abc": { what: "x", changes: { info: { name: 5 } } },
    "aside:1": { x: 1 },
    saved: { at: "2999-01-01T00:00:00Z" },
  };
  for (const id of ["deleted", "erased", "elsewhere", "aside", "mal"]) {
    const { ignored } = open(
      store,
      JSON.stringify({ ...file, person: { id, name: "Mal" }, records }),
      "as",
      undefined,
      NOW,
    );
    assert.equal(ignored, 4);
    assert.ok(
      window(shelf)
        .people()
        .some((one) => one.name === "Ann"),
      id,
    );
    assert.ok(
      [...shelf.texts.keys()].every((one) => !/:(deleted|erased|elsewhere|aside):/.test(one)),
      [...shelf.texts.keys()].join("\n"),
    );
  }
  for (const rating of ["not-yet", "can-help"]) store.change("serve/P2", { rating }, P2);
  assert.equal(store.answer("serve/P2").rating, "can-help");
  assert.ok(
    store.records.history(`${store.person}:answer:${store.round}:serve/P2`).rating.every(({ clock }) => clock <= 2),
  );
  assert.equal(last(store), 5);
});

test("a time that was not believed is stored as none", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  open(store, fileOf(store, [step("theirs", { at: "2999-01-01T00:00:00Z" })]), "add", undefined, NOW);
  assert.equal(window(shelf).all().get(key(store)).rating[0].at, "");
});

// --- dates and clocks of files ---

test("a date in the future never wins over an answer that was counted alike", () => {
  for (const at of ["2999-01-01T00:00:00Z", "2026-11-24T15:00:00Z", "zzzz", "9 May 2020"]) {
    const store = window(new Shelf());
    store.change("serve/P1", { rating: "mine" }, P1);
    const file = fileOf(store, [step("theirs", { at })]);
    open(store, file, "add", undefined, NOW);
    assert.equal(store.answer("serve/P1").rating, "mine", at);
    store.change("serve/P1", { rating: "after" }, P1);
    open(store, file, "add", undefined, NOW);
    assert.equal(store.answer("serve/P1").rating, "after");
    assert.ok(!JSON.stringify(store.all().get(key(store))).includes(at));
  }
});

test("a date of today or tomorrow still decides between two answers that were counted alike", () => {
  for (const at of ["2026-11-22T14:59:00Z", "2026-11-23T14:00:00.000Z"]) {
    const store = window(new Shelf());
    store.change("serve/P1", { rating: "mine" }, P1);
    open(store, fileOf(store, [step("theirs", { at })]), "add", undefined, NOW);
    assert.equal(store.answer("serve/P1").rating, "theirs");
  }
});

test("a date in the future of a file of the first version wins neither", () => {
  const answer = (rating, at) =>
    JSON.stringify({
      format: "competence-self-assessment",
      version: 1,
      rounds: [{ id: "1", started: "2026-11-22", answers: { "serve/P1": { rating, at } } }],
    });
  const store = window(new Shelf());
  for (const text of [answer("theirs", "2999-01-01T00:00:00.000Z"), answer("mine", "2026-11-22T14:00:00.000Z")])
    open(store, text, "add", undefined, NOW);
  const [round] = store.rounds();
  assert.equal(store.answer("serve/P1", round.id).rating, "mine");
});

test("a page of the first version whose clock was wrong stored a time that decides nothing", () => {
  const shelf = new Shelf();
  new FormerPage(shelf, clock("2999-01-01T00:00:00.000Z")).change("serve/P1", { rating: "wrong clock" }, P1);
  const store = window(shelf, clock());
  const [record] = [...store.all()].filter(([rest]) => rest.startsWith("answer:")).map(([, one]) => one);
  assert.deepEqual([record.rating[0].value, record.rating[0].at], ["wrong clock", ""]);
  assert.ok(texts(shelf).includes(OLD.slice(0, 5)));
});

test("a round that is yet to begin is not the last one", () => {
  const found = [
    ["future", "2999-01-01"],
    ["now", "2026-11-22"],
  ].map(([id, started]) => {
    return { id, record: { started: [step(started)] }, answered: true };
  });
  assert.deepEqual(
    inOrder(found).map(({ id }) => id),
    ["future", "now"],
  );
});

for (const made of [Number.MAX_SAFE_INTEGER, 2 ** 53, 1e12, 1e6 + 1]) {
  test(`with a clock of ${made}, a file does not win over what another device says later`, () => {
    const [phone, laptop] = [window(new Shelf()), window(new Shelf())];
    phone.change("serve/P1", { rating: "first" }, P1);
    open(laptop, saved(phone), "as");
    const file = fileOf(phone, [
      step("old", { clock: 1 }),
      step("theirs", { clock: made, at: "2026-11-22T13:00:00Z" }),
    ]);
    open(laptop, file, "add", undefined, NOW);
    assert.ok(
      laptop
        .all()
        .get(key(laptop))
        .rating.some(({ value }) => value === "theirs"),
      "it is among the earlier values",
    );
    for (const rating of ["second", "third", "fourth"]) phone.change("serve/P1", { rating }, P1);
    open(laptop, saved(phone), "add", undefined, NOW);
    assert.equal(laptop.answer("serve/P1").rating, "fourth");
    open(laptop, file, "add", undefined, NOW);
    assert.equal(laptop.answer("serve/P1").rating, "fourth");
  });

  test(`a file that says that everything up to ${made} was erased erases nothing`, () => {
    const store = window(new Shelf());
    store.change("serve/P1", { rating: "mine" }, P1);
    const [{ by }] = store.all().get(key(store)).rating;
    open(
      store,
      fileOf(store, [step("theirs", { clock: 1, at: "2026-11-22T13:00:00Z" })], {
        erased: { rating: { [counter(by)]: made } },
      }),
      "add",
      undefined,
      NOW,
    );
    assert.equal(store.answer("serve/P1").rating, "mine");
    store.change("serve/P1", { rating: "after" }, P1);
    assert.equal(store.answer("serve/P1").rating, "after");
  });
}

test("a clock that typing can have reached is kept", () => {
  const store = window(new Shelf());
  const { records } = read(fileOf(store, [step("long", { clock: 250000 })]), NOW);
  assert.equal(records.get(key(store)).rating[0].clock, 250000);
});

// --- room ---

/** A file of many answers. */
function large(store, answers) {
  const file = JSON.parse(saved(store));
  const records = Object.fromEntries(
    Array.from({ length: answers }, (_, index) => [
      `answer:${store.round}:serve/P${index + 1}`,
      { note: [step("x".repeat(1000), { clock: 9 })] },
    ]),
  );
  return JSON.stringify({ ...file, records });
}

test("a file that does not fit is opened not at all", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { note: "mine" }, P1);
  const before = new Map(shelf.texts);
  const text = large(store, 50);
  shelf.room = shelf.used() + 20000;
  const { chosenPerson, chosenRound } = store;

  assert.equal(
    allOrNothing(store, () => open(store, text)),
    false,
  );
  assert.equal(
    allOrNothing(store, () => open(store, text, "as")),
    false,
  );

  assert.deepEqual(new Map(shelf.texts), before);
  assert.deepEqual(
    [store.records.kept, store.answer("serve/P1").note, store.chosenPerson, store.chosenRound],
    [true, "mine", chosenPerson, chosenRound],
  );
  shelf.room = Infinity;
  assert.equal(
    allOrNothing(store, () => open(store, text)),
    true,
  );
  assert.equal(Object.keys(store.answers()).length, 50);
});

test("what a file needs is estimated well, for new answers and for those that are there", () => {
  const shelf = new Shelf();
  const store = window(shelf);
  store.change("serve/P1", { note: "mine" }, P1);
  const text = large(store, 50);
  const file = read(text, NOW);
  const guess = growth(store, file, store.person);
  const before = shelf.used();
  open(store, text);
  const real = shelf.used() - before;
  assert.ok(guess >= real && guess < real * 1.3, `${guess} for ${real}`);
  assert.equal(growth(store, file, store.person), 0);
});

test("what a file needs includes its words, its labels of levels and what is unknown here", () => {
  const long = "x".repeat(1000);
  for (const more of [
    { words: { "0123abcd": long } },
    { levels: { old: { criterion: long.slice(0, 100), knowledge: "" } } },
    { later: long },
  ]) {
    const shelf = new Shelf();
    const store = window(shelf);
    store.change("serve/P1", { note: "mine" }, P1);
    const file = JSON.parse(saved(store));
    const text = JSON.stringify({ ...file, ...more });
    const before = shelf.used();
    const guess = growth(store, read(text, NOW), store.person);
    open(store, text);
    store.labels(read(text, NOW).labels);
    const real = shelf.used() - before;
    assert.ok(real >= 100 && guess >= real - 120 && guess < real + 60, `${guess} for ${real}`);
    assert.equal(growth(store, read(text, NOW), store.person), 0);
    assert.equal(growth(store, read(text, NOW)) > growth(store, read(text, NOW), store.person), true);
  }
});

test("a field with a great many writers is packed in a time that grows with their number, not with its square", () => {
  const seconds = (/** @type {number} */ writers) => {
    const note = Array.from({ length: writers }, (_, index) =>
      step("x", { clock: index + 1, by: `d${index}.abc`, at: "2026-11-01T08:00:00Z" }),
    );
    const times = [1, 2].map(() => {
      const start = performance.now();
      pack({ note });
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  seconds(4000);
  const [few, many] = [seconds(4000), seconds(40_000)];
  assert.ok(many < few * 60, `${many} ms for ten times as many as in ${few} ms`);
});
