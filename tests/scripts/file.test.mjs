// A file brings back all that was written into it; a file of anyone else's brings nothing but what a record may hold.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { eraseHistory } from "../../generator/competence_standards/web/scripts/kept/erase.js";
import { view } from "../../generator/competence_standards/web/scripts/kept/answers.js";
import { fileName, VERSION, write } from "../../generator/competence_standards/web/scripts/kept/file.js";
import { shortened } from "../../generator/competence_standards/web/scripts/kept/labels.js";
import { textOf } from "../../generator/competence_standards/web/scripts/kept/values.js";
import { pack } from "../../generator/competence_standards/web/scripts/kept/records.js";
import { decoded, LARGEST, read, Refused } from "../../generator/competence_standards/web/scripts/kept/read-file.js";
import { clock, open, P1, P2, saved, Shelf, whole, window } from "./device.mjs";

const about = {
  suite: "Customer service",
  editions: { serve: { title: "Serve customers", version: "1.0" } },
  now: new Date("2026-11-22T15:00:00Z"),
};
const FILES = new URL("files/", import.meta.url);
const plain = (value) => JSON.parse(JSON.stringify(value));
const first = (fields) => JSON.stringify({ format: "competence-self-assessment", version: 1, rounds: [], ...fields });
const answered = (answer, reference = "serve/P1") => first({ rounds: [{ id: "1", answers: { [reference]: answer } }] });
const second = (records, fields) =>
  JSON.stringify({ format: "competence-self-assessment", version: 2, records, ...fields });
const step = (value, rest = {}) => ({ value, clock: 1, by: "here.1", at: "2026-11-01T08:00:00Z", ...rest });
/** The one answer of a file. */
const only = ({ records }) => {
  const { rounds } = view(records);
  return rounds[0]?.answers ?? {};
};

function filled() {
  const store = window(new Shelf(), clock());
  store.add("Anna");
  store.change(
    "serve/P1",
    { rating: "not-now", reason: "I work by phone", evidence: "some", reference: "folder 2", note: "a\nb" },
    P1,
  );
  store.change("serve/P1", { "assessor.rating": "with-support", "assessor.note": "Seen" }, P1);
  store.change("serve/P1", { reason: "I work by letter" }, P1);
  store.changeRound({ assessor: "Mo", name: "Start" });
  store.startRound();
  store.change("serve/P2", { rating: "can-help", note: "erased" }, P2);
  eraseHistory(store, `answer:${store.round}:serve/P2`, true);
  store.change("serve/P2", { rating: "can-help" }, P2);
  store.changeEntry("plan", "a1", {
    "serve/P1": true,
    what: "practise",
    support: "Mo",
    by: "2026-12-24",
    how: "a recording",
    done: false,
  });
  store.changeEntry("evidence", "b1", {
    "serve/P1": true,
    "plan/P2": true,
    title: "Letter",
    date: "2026-11-01",
    method: "work-product",
    where: "folder 2",
  });
  store.labels({ "not-yet": { criterion: "Not yet", knowledge: "Not yet" } });
  return store;
}

test("what was written is read again, to the last byte", () => {
  const text = write(whole(filled()), about);
  const again = read(text);
  assert.equal(again.ignored, 0);
  assert.equal(write(again, about), text);
});

test("whatever a browser stores, its file is not too large to be opened", () => {
  const text = "a note ".repeat(2850);
  const note = Array.from({ length: 11 }, (_, index) =>
    step(`${text}${index}`, { clock: index + 1, by: "abcdefghi.abc" }),
  );
  const records = new Map(
    Array.from({ length: 250 }, (_, index) => [`answer:abcdefghi:serve/P${index + 1}`, { note }]),
  );
  const stored = [...records.values()].reduce((sum, record) => sum + JSON.stringify(pack(record)).length, 0);
  assert.ok(stored > 5e6, `${stored}`);
  assert.ok(write({ ...whole(filled()), records }, about).length < LARGEST);
});

test("opened on another device as its person, it is the same there, earlier values and what was erased included", () => {
  const [here, there] = [filled(), window(new Shelf())];
  open(there, saved(here), "as");
  assert.equal(there.person, here.person);
  const sorted = (store) =>
    [...store.all()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, record]) => [key, plain(record)])
      .filter(([key]) => key !== "info");
  assert.deepEqual(sorted(there), sorted(here));
  assert.deepEqual([there.name(), there.words(P1.mark)], ["Anna", P1.words]);
});

test("the file's name holds the person's name and the day on this device", () => {
  assert.equal(fileName("Anna", new Date(2026, 10, 22, 0, 30), "json"), "self-assessment-Anna-2026-11-22.json");
  assert.equal(fileName("", new Date(2026, 10, 22, 23, 30), "csv"), "self-assessment-2026-11-22.csv");
});

test("a file of each version is there", () => {
  assert.deepEqual(
    readdirSync(FILES).sort(),
    Array.from({ length: VERSION }, (_, index) => `version-${index + 1}.json`),
  );
});

for (const name of readdirSync(FILES)) {
  test(`${name} is read whole, for ever`, () => {
    const kept = read(readFileSync(new URL(name, FILES), "utf8"));
    const { rounds, plan, evidence } = view(kept.records);
    assert.equal(kept.ignored, 0);
    assert.deepEqual(
      rounds.map(({ answers }) => Object.keys(answers).length),
      [3, 4],
    );
    assert.deepEqual([kept.name, plan.length, evidence.length, Object.keys(kept.words).length], ["Anna", 1, 1, 4]);
    const { rating, evidence: state, reference, note, mark, assessor } = rounds[1].answers["contact-centre/P1"];
    assert.deepEqual(
      [rating, state, reference, note, mark],
      ["on-my-own", "have", "Folder 2, recordings", "Two calls recorded.\nBoth are in the folder.", "2a5adc51"],
    );
    assert.deepEqual(
      [assessor.rating, assessor.note, assessor.at],
      ["with-support", "One more call to hear.", "2026-11-22T14:02:13.000Z"],
    );
    assert.deepEqual([rounds[0].name, rounds[0].assessor, rounds[1].started], ["Start", "Mo Ali", "2026-11-22"]);
    assert.deepEqual(
      [plan[0].what, plan[0].by, plan[0].done, plan[0].items],
      ["Read the rules on recording calls", "2026-12-18", false, ["contact-centre/K1"]],
    );
    assert.deepEqual(
      [evidence[0].title, evidence[0].method, evidence[0].items],
      ["Recording of two calls", "observation", ["contact-centre/P1", "contact-centre/P3"]],
    );
    assert.deepEqual(read(write(kept, about)).records, kept.records);
  });
}

test("a file of the first version and the same file again are one", () => {
  const text = readFileSync(new URL("version-1.json", FILES), "utf8");
  const store = window(new Shelf());
  open(store, text);
  const once = saved(store);
  open(store, text);
  assert.equal(saved(store), once);
});

test("the second version's file holds earlier values and what was erased", () => {
  const { records } = read(readFileSync(new URL("version-2.json", FILES), "utf8"));
  assert.deepEqual(
    records.get("answer:2.2026-11-22:contact-centre/K1").rating.map(({ value }) => value),
    ["not-yet", "with-support"],
  );
  assert.ok(records.get("answer:2.2026-11-22:contact-centre/P2").erased.note);
});

for (const [what, text] of [
  ["not JSON", "<!doctype html>"],
  ["cut off", write(whole(filled()), about).slice(0, -20)],
  ["empty", ""],
  ["a list", "[]"],
  ["nothing", "null"],
  ["another program's", '{"format":"other","version":1,"rounds":[]}'],
  ["without a version", first({ version: undefined })],
  ["of version 0", first({ version: 0 })],
  ["of a version in words", first({ version: "1" })],
  ["of a later version", second({}, { version: 3 })],
  ["without answers", first({ rounds: undefined })],
  ["without records", second(undefined)],
  ["with records as a list", second([])],
  ["with too many rounds", first({ rounds: Array(100001).fill({ id: "1" }) })],
  [
    "with too many answers",
    first({ rounds: [{ id: "1", answers: Object.fromEntries(Array.from({ length: 100001 }, (_, n) => [n, {}])) }] }),
  ],
  ["with too many records", second(Object.fromEntries(Array.from({ length: 100001 }, (_, n) => [n, {}])))],
  ["with a text that is too long", second({ "answer:1:serve/P1": { note: [step("x".repeat(20001))] } })],
  ["of the first version with a text that is too long", answered({ note: "x".repeat(20001) })],
  ["nested without end", `{"format":${"[".repeat(200000)}`],
]) {
  test(`a file that is ${what} is refused in a few plain sentences`, () => {
    assert.throws(
      () => read(text),
      (error) => error instanceof Refused && /^This [^<>{}]+\.$/.test(error.message),
    );
  });
}

test("the longest text is kept whole", () => {
  assert.equal(only(read(answered({ note: "x".repeat(20000) })))["serve/P1"].note.length, 20000);
});

for (const [what, answer, ignored] of [
  ["a number for a rating", { rating: 3, note: "n" }, 1],
  ["a rating that can be no level", { rating: "An Expert!", note: "n" }, 1],
  ["an assessor's rating that can be no level", { note: "n", assessor: { rating: "An Expert!", note: "n" } }, 1],
  ["evidence that can be no level", { rating: "not-yet", evidence: "Lots of it" }, 1],
  ["fields that are not known", { rating: "not-yet", colour: "red", "<b>": 1 }, 2],
  ["a prototype", JSON.parse('{"rating":"not-yet","__proto__":{"polluted":true}}'), 1],
  ["a list for a note", { rating: "not-yet", note: ["a"] }, 1],
  ["nothing good at all", { rating: 3 }, 2],
]) {
  test(`in a file of the first version ${what} is left out and counted, and the rest is kept`, () => {
    const kept = read(answered(answer));
    const [left] = Object.values(only(kept));
    assert.equal(kept.ignored, ignored);
    const { at: _, assessor, ...said } = plain(left ?? {});
    if (assessor) assert.deepEqual({ ...assessor, at: "" }, { note: "n", at: "" });
    for (const [field, value] of Object.entries(said)) assert.deepEqual(value, answer[field]);
    assert.deepEqual(
      Object.keys(said).filter((field) => !Object.hasOwn(answer, field)),
      [],
    );
    assert.equal({}.polluted, undefined);
  });
}

for (const at of ["yesterday", "x".repeat(99), 7, null]) {
  test(`an answer with ${JSON.stringify(at).slice(0, 20)} for a time is kept`, () => {
    const kept = read(answered({ rating: "not-yet", at }));
    assert.deepEqual([only(kept)["serve/P1"].rating, kept.ignored], ["not-yet", 0]);
  });
}

for (const [what, record, ignored] of [
  ["a step without a clock", { rating: [step("a", { clock: undefined }), step("b")] }, 1],
  ["a clock that is no whole number", { rating: [step("a", { clock: 1.5 }), step("b")] }, 1],
  ["a clock before the first", { rating: [step("a", { clock: 0 }), step("b")] }, 1],
  ["a step without its device", { rating: [step("a", { by: 7 }), step("b")] }, 1],
  ["a step that is a text", { rating: ["a", step("b")] }, 1],
  ["a value of another kind", { rating: [step({ deep: 1 }), step("b", { clock: 2 })] }, 1],
]) {
  test(`${what} is left out and counted, and the other steps are kept`, () => {
    const kept = read(second({ "answer:1:serve/P1": record }));
    assert.deepEqual([only(kept)["serve/P1"].rating, kept.ignored], ["b", ignored]);
  });
}

for (const key of [
  "__proto__",
  "constructor",
  "Answer:1:serve/P1",
  "answer:1:serve/P1:a:b",
  "answer:<img>:serve/P1",
  "",
  "answer:1:serve/P1\n",
]) {
  test(`${JSON.stringify(key)} is no key of a record, or of one that nothing is shown of`, () => {
    const kept = read(
      second("KEY").replace('"KEY"', `{${JSON.stringify(key)}:{"rating":[${JSON.stringify(step("a"))}]}}`),
    );
    assert.deepEqual(
      [Object.keys(only(kept)), kept.records.get("constructor")?.rating.length ?? kept.ignored],
      [[], 1],
    );
    assert.equal({}.rating, undefined);
  });
}

for (const reference of [
  "__proto__",
  "constructor",
  "serve",
  "serve/P0",
  "serve/P1\n",
  "../P1",
  "serve/x1",
  "Serve/P1",
  "<img>/P1",
]) {
  test(`${JSON.stringify(reference)} is no item`, () => {
    const text = answered({ rating: "not-yet" }, "REF").replace('"REF"', JSON.stringify(reference));
    const kept = read(text);
    assert.deepEqual([Object.keys(only(kept)), kept.ignored], [[], 1]);
  });
}

test("clocks that are made up leave room for the next change", () => {
  const store = window(new Shelf());
  store.change("serve/P1", { rating: "mine" }, P1);
  open(
    store,
    second({ [`answer:${store.round}:serve/P1`]: { rating: [step("theirs", { clock: Number.MAX_SAFE_INTEGER })] } }),
  );
  store.change("serve/P1", { rating: "after" }, P1);
  assert.equal(window(store.records.stored.shelf()).answer("serve/P1").rating, "after");
});

test("levels that the scale does not have, items that this edition does not have, and what a newer version added are kept and written again", () => {
  const text = second(
    {
      "answer:1:no-such-standard/P99": { rating: [step("once-a-level")], mood: [step("good")] },
      "diary:d1": { text: [step("a kind of record that is new")] },
    },
    {
      levels: { "once-a-level": { criterion: "Once", knowledge: "Once" } },
      colours: ["red"],
      words: { "<b>": 1, aaaaaaaa: "w" },
    },
  );
  const kept = read(text);
  assert.deepEqual([only(kept)["no-such-standard/P99"].rating, kept.ignored], ["once-a-level", 1]);
  const store = window(new Shelf());
  open(store, text);
  store.labels({ ...read(text).labels });
  const again = JSON.parse(saved(store));
  assert.equal(again.records["answer:1:no-such-standard/P99"].mood[0].value, "good");
  assert.equal(again.records["diary:d1"].text[0].value, "a kind of record that is new");
  assert.deepEqual(
    [again.colours, again.levels["once-a-level"].criterion, again.words],
    [["red"], "Once", { aaaaaaaa: "w" }],
  );
});

test("HTML stays the text that it is, and what no one types goes", () => {
  const html = "<img src=x onerror=alert(1)>";
  const kept = read(answered({ note: `${html}\u0000\u0007\r\nnext\ud800` }));
  assert.equal(only(kept)["serve/P1"].note, `${html}\nnext\ufffd`);
});

test("entries without an id are left out and counted", () => {
  const kept = read(first({ plan: [{ id: "a", what: "x" }, { what: "no id" }, 7], evidence: [{ id: "<b>" }] }));
  assert.deepEqual([view(kept.records).plan.length, kept.ignored], [1, 3]);
});

test("a file is read in every encoding that editors save in", () => {
  const text = answered({ note: "Bérg – “é”" });
  const bytes = (list) => new Uint8Array(list).buffer;
  const wide = (little) =>
    [...`\ufeff${text}`]
      .flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8])
      .map((_, index, all) => all[little ? index : index ^ 1]);
  const narrow = [...answered({ note: "Bérg" })].map((letter) => letter.charCodeAt(0));
  for (const [file, note] of [
    [new TextEncoder().encode(text).buffer, "Bérg – “é”"],
    [new TextEncoder().encode(`\ufeff\ufeff${text.replaceAll(",", ",\r\n")}`).buffer, "Bérg – “é”"],
    [bytes(wide(true)), "Bérg – “é”"],
    [bytes(wide(false)), "Bérg – “é”"],
    [bytes(narrow), "Bérg"],
  ]) {
    assert.equal(only(read(decoded(file)))["serve/P1"].note, note);
  }
});

test("a text that turns the order of what follows it is shown in the order of its letters", () => {
  const name = "Alice\u202e\u2066 egnahc lliw gnihton\u2069\u202c";
  assert.equal(read(second({ info: { name: [step(name)] } })).name, "Alice egnahc lliw gnihton");
  assert.equal(textOf(undefined, "answer:1:serve/P1", "note", name), "Alice egnahc lliw gnihton");
  assert.equal(textOf(undefined, "answer:1:serve/P1", "note", "\u05d0\u200f!"), "\u05d0\u200f!");
  assert.equal(shortened("x".repeat(70), 60), `${"x".repeat(60)}…`);
});
