// A file brings back all that was written into it; a file of anyone else's brings nothing but what an answer may hold.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import * as assessment from "../../generator/assets/self-assessment/assessment.js";
import { Refused, read, write, fileName } from "../../generator/assets/self-assessment/file.js";
import { LEVELS, P1, P2, Shelf, clock, window } from "./device.mjs";

const about = { suite: "Customer service", editions: { serve: { title: "Serve customers", version: "1.0" } }, now: new Date("2026-11-22T15:00:00Z") };
const FILES = new URL("files/", import.meta.url);
const whole = (fields) => JSON.stringify({ format: "competence-self-assessment", version: 1, rounds: [], ...fields });
const answered = (answer, reference = "serve/P1") => whole({ rounds: [{ id: "1", answers: { [reference]: answer } }] });

function filled() {
  const store = window(new Shelf(), clock());
  store.add("Anna");
  store.change("serve/P1", { rating: "not-now", reason: "I work by phone", evidence: "some", reference: "folder 2", note: "a\nb" }, P1);
  store.change("serve/P1", { assessor: { rating: "with-support", note: "Seen" } }, P1);
  store.changeRound({ assessor: "Mo", name: "Start" });
  store.startRound();
  store.change("serve/P2", { rating: "can-help" }, P2);
  store.changeEntry("plan", "a1", { items: ["serve/P1"], what: "practise", support: "Mo", by: "2026-12-24", how: "a recording", done: false });
  store.changeEntry("evidence", "b1", { items: ["serve/P1", "plan/P2"], title: "Letter", date: "2026-11-01", method: "work-product", where: "folder 2" });
  return assessment.read(store);
}

test("what was written is read again, to the last byte", () => {
  const text = write(filled(), about);
  const again = read(text, LEVELS);
  assert.equal(again.ignored, 0);
  assert.equal(write(again.whole, about), text);
});

test("put into another device, it is the same there", () => {
  const store = window(new Shelf());
  assessment.replace(store, read(write(filled(), about), LEVELS).whole);
  assert.equal(write(assessment.read(store), about), write(filled(), about));
});

test("the file's name holds the day and nothing that was typed", () => {
  assert.equal(fileName(about.now), "self-assessment-2026-11-22.json");
});

for (const name of readdirSync(FILES)) {
  test(`${name} of an earlier version is read whole, for ever`, () => {
    const text = readFileSync(new URL(name, FILES), "utf8");
    const { whole: kept, ignored } = read(text, LEVELS);
    assert.equal(ignored, 0);
    assert.deepEqual(kept.rounds.map(({ answers }) => Object.keys(answers).length), [3, 4]);
    assert.deepEqual([kept.name, kept.plan.length, kept.evidence.length, Object.keys(kept.words).length], ["Anna", 1, 1, 4]);
    assert.equal(JSON.parse(write(kept, about)).rounds[1].answers["contact-centre/P1"].note, "Two calls recorded.\nBoth are in the folder.");
  });
}

for (const [what, text] of [
  ["not JSON", "<!doctype html>"],
  ["cut off", write(filled(), about).slice(0, -20)],
  ["empty", ""],
  ["a list", "[]"],
  ["nothing", "null"],
  ["another program's", '{"format":"other","version":1,"rounds":[]}'],
  ["without a version", whole({ version: undefined })],
  ["of version 0", whole({ version: 0 })],
  ["of a version in words", whole({ version: "1" })],
  ["of a later version", whole({ version: 2 })],
  ["without answers", whole({ rounds: undefined })],
  ["with too many rounds", whole({ rounds: Array(1001).fill({ id: "1" }) })],
  ["with too many answers", whole({ rounds: [{ id: "1", answers: Object.fromEntries(Array.from({ length: 20001 }, (_, n) => [n, {}])) }] })],
  ["nested without end", `{"format":${"[".repeat(200000)}`],
]) {
  test(`a file that is ${what} is refused in one plain sentence or two`, () => {
    assert.throws(() => read(text, LEVELS), (error) => error instanceof Refused && /^This file [^<>{}]+\.$/.test(error.message));
  });
}

for (const [what, answer, ignored] of [
  ["a number for a rating", { rating: 3, note: "n" }, 1],
  ["a rating that is no level", { rating: "expert", note: "n" }, 1],
  ["a rating named after the language's own", { rating: "constructor", note: "n" }, 1],
  ["an assessor's rating that is no level", { note: "n", assessor: { rating: "expert", note: "n" } }, 1],
  ["a note of two megabytes", { rating: "not-yet", note: "x".repeat(2e6) }, 1],
  ["evidence of another kind", { rating: "not-yet", evidence: "lots" }, 1],
  ["fields that are not known", { rating: "not-yet", colour: "red", "<b>": 1 }, 2],
  ["a prototype", JSON.parse('{"rating":"not-yet","__proto__":{"polluted":true}}'), 1],
  ["a list for a note", { rating: "not-yet", note: ["a"] }, 1],
  ["a time that is none", { rating: "not-yet", at: "yesterday" }, 1],
  ["an assessor who is a text", { rating: "not-yet", assessor: "Mo" }, 1],
  ["nothing good at all", { rating: 3 }, 2],
]) {
  test(`${what} is left out and counted, and the rest is kept`, () => {
    const { whole: kept, ignored: counted } = read(answered(answer), LEVELS);
    const [left] = Object.values(kept.rounds[0].answers);
    assert.equal(counted, ignored);
    for (const [field, value] of Object.entries(left ?? {})) assert.deepEqual(JSON.parse(JSON.stringify(value)), field === "assessor" ? { note: "n" } : answer[field]);
    assert.equal({}.polluted, undefined);
  });
}

for (const reference of ["__proto__", "constructor", "serve", "serve/P0", "serve/P1\n", "../P1", "serve/X1", "Serve/P1", "<img>/P1"]) {
  test(`${JSON.stringify(reference)} is no item`, () => {
    const text = answered({ rating: "not-yet" }, "REF").replace('"REF"', JSON.stringify(reference));
    const { whole: kept, ignored } = read(text, LEVELS);
    assert.deepEqual([Object.keys(kept.rounds[0].answers), ignored], [[], 1]);
  });
}

test("an item that this edition does not know is kept", () => {
  assert.deepEqual(Object.keys(read(answered({ rating: "not-yet" }, "no-such-standard/P99"), LEVELS).whole.rounds[0].answers), ["no-such-standard/P99"]);
});

test("HTML stays the text that it is, and what no one types goes", () => {
  const html = "<img src=x onerror=alert(1)>";
  const { whole: kept } = read(answered({ note: `${html}\u0000\u0007\r\nnext\ud800` }), LEVELS);
  assert.equal(kept.rounds[0].answers["serve/P1"].note, `${html}\nnext\ufffd`);
});

test("of two rounds or entries with one id the first counts", () => {
  const twice = [{ id: "1", answers: { "serve/P1": { rating: "not-yet" } } }, { id: "1", answers: {} }];
  const { whole: kept, ignored } = read(whole({ rounds: twice, plan: [{ id: "a" }, { id: "a", what: "x" }, { what: "no id" }, 7] }), LEVELS);
  assert.deepEqual([kept.rounds.length, Object.keys(kept.rounds[0].answers).length, kept.plan.length, ignored], [1, 1, 1, 4]);
});
