// What is counted, suggested and exported of the answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { calendar, folded } from "../../generator/assets/self-assessment/calendar.js";
import { byItem, bySection, byTheme, inWords, label, standing, told } from "../../generator/assets/self-assessment/counts.js";
import { cell, csv } from "../../generator/assets/self-assessment/csv.js";
import { suggestions } from "../../generator/assets/self-assessment/like.js";
import { P1, PLAN, SERVE, SUITE } from "./device.mjs";

const { scale } = SUITE;
const ids = (list) => list.map(({ reference }) => reference);
const count = (answers, log = []) => standing("all", told(SERVE, answers, log), scale);

// --- counts ---

test("blank is not 'not yet', and what is withdrawn is not asked", () => {
  const { all, open, practise } = count({ "serve/P1": { rating: "not-yet" } });
  assert.deepEqual([ids(all), ids(open), ids(practise)], [["serve/P1", "serve/P2", "serve/K1"], ["serve/P2", "serve/K1"], ["serve/P1"]]);
});

test("what is not part of the job is listed and not counted", () => {
  const { counted, notNow, ready } = count({ "serve/P1": { rating: "not-now" }, "serve/P2": { rating: "on-my-own" } });
  assert.deepEqual([ids(counted), ids(notNow), ids(ready)], [["serve/P2", "serve/K1"], ["serve/P1"], ["serve/P2"]]);
});

test("which levels are ready is said by the scale", () => {
  const levels = scale.levels.map((level) => ({ ...level, ready: level.id === "can-help" }));
  const all = told(SERVE, { "serve/P1": { rating: "on-my-own" }, "serve/P2": { rating: "can-help" } }, []);
  assert.deepEqual(ids(standing("", all, { ...scale, levels }).ready), ["serve/P2"]);
});

test("a rating that this edition's scale does not have is not counted as anything", () => {
  assert.deepEqual(ids(count({ "serve/P1": { rating: "constructor" } }).open), ["serve/P1", "serve/P2", "serve/K1"]);
});

test("ready without evidence lacks it, until some is said or logged", () => {
  const ready = { rating: "on-my-own" };
  const lacking = (answer, log) => ids(count({ "serve/P1": answer }, log).lacking);
  assert.deepEqual(lacking(ready), ["serve/P1"]);
  assert.deepEqual(lacking({ ...ready, evidence: "none" }), ["serve/P1"]);
  assert.deepEqual(lacking({ ...ready, evidence: "some" }), []);
  assert.deepEqual(lacking(ready, [{ id: "a", items: ["serve/P1"] }]), []);
  assert.deepEqual(lacking({ rating: "not-yet" }), []);
});

test("it is said in words, with zeros left out", () => {
  assert.equal(inWords(count({ "serve/P1": { rating: "on-my-own" }, "serve/P2": { rating: "not-now" } })), "1 of 2 ready · 1 of these without evidence yet · 1 not answered · 1 not part of my job now");
  assert.equal(inWords(count({})), "0 of 3 ready · 3 not answered");
});

test("each section is counted, and an item of two themes in both", () => {
  const all = told(SERVE, { "serve/P2": { rating: "on-my-own" } }, []);
  const numbers = (standings) => standings.map(({ name, ready, counted }) => [name, ready.length, counted.length]);
  assert.deepEqual(numbers(bySection(SERVE, all, scale)), [["Greet", 1, 2], ["Performance criteria", 0, 0], ["Knowledge and understanding", 0, 1]]);
  assert.deepEqual(numbers(byTheme(SUITE, all)), [["Contact", 1, 2], ["Records", 1, 1], ["The law", 0, 1]]);
});

test("a rating reads as its kind of item does", () => {
  assert.equal(label(scale, "serve/P1", "with-support"), "With support");
  assert.equal(label(scale, "serve/K1", "with-support"), "Partly");
  assert.equal(label(scale, "serve/K1", "not-now"), "Not part of my job now");
});

// --- suggestions ---

test("the rating of a like item is suggested, the most alike first, for what has none", () => {
  const answers = { "plan/P2": { rating: "not-yet" }, "plan/P1": { rating: "can-help" } };
  assert.deepEqual(suggestions("P1", SERVE, answers).map(({ from, label: kind, rating }) => [from, kind, rating]), [
    ["plan/P1", "Identical", "can-help"],
    ["plan/P2", "Related", "not-yet"],
  ]);
  assert.deepEqual(suggestions("P1", SERVE, { ...answers, "serve/P1": { rating: "not-yet" } }), []);
  assert.deepEqual(suggestions("P1", SERVE, { "plan/P1": { rating: "not-now" }, "plan/P2": { note: "n" } }), []);
  assert.deepEqual(suggestions("constructor", SERVE, answers), []);
});

// --- CSV ---

const row = (answers, log = []) => {
  const standards = new Map([["serve", SERVE], ["plan", PLAN]]);
  return csv({ suite: SUITE, standards, answers, log: byItem(log), name: "Anna", round: { id: "2", title: "Round 2", answers }, words: (mark) => (mark === "01d01d01" ? "old words" : undefined) });
};

test("each item has a row with its answer in words", () => {
  const lines = row({
    "serve/P1": { rating: "on-my-own", evidence: "have", reference: "r", note: 'say "hello"\nagain', mark: P1.mark, at: "2026-11-22T14:02:00Z", assessor: { rating: "with-support", note: "ok" } },
  });
  assert.ok(lines.startsWith('\ufeff"Standard","Title","Version","Item","Text","Rating code"'));
  assert.ok(lines.includes('"serve","Serve customers","1.0","P1","greet the customer","I","On my own","","I have it","r","say ""hello""\r\nagain","S","With support","ok","2026-11-22","Round 2","Anna",""\r\n'));
  assert.equal(lines.split(/\r\n(?="serve|"plan)/).length, 1 + 3 + 2);
});

test("what was logged, withdrawn, reworded or is not in this edition is in the file", () => {
  const lines = row(
    { "serve/P1": { rating: "not-yet", mark: "01d01d01" }, "serve/P3": { rating: "not-now", reason: "none" }, "gone/K9": { rating: "not-yet", mark: "01d01d01" } },
    [{ id: "a", items: ["serve/P2"], title: "Letter" }],
  );
  assert.match(lines, /"P1",.*"Reworded since it was rated; it was: old words"/);
  assert.match(lines, /"P2",.*"Letter"/);
  assert.match(lines, /"P3",.*"X","Not part of my job now","none".*"Withdrawn"/);
  assert.match(lines, /"gone","","","K9","old words","N","Not yet".*"Not in this edition"/);
});

for (const start of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", " =1", 'a",=1', "a;=1", "a\n-1", "a\t@x", "'=1", "|=1"]) {
  test(`no spreadsheet runs ${JSON.stringify(start)}`, () => {
    const made = cell(start);
    assert.ok(made.startsWith('"') && made.endsWith('"'));
    const inner = made.slice(1, -1).replaceAll('""', '"');
    assert.doesNotMatch(inner, /(^|[",;|\t\n\r])\s*[=+\-@＝＋－＠]|^[\t\r]/);
  });
}

test("a cell that is no formula is as it was", () => {
  assert.equal(cell("well-known, 3+4 = 7"), '"well-known, 3+4 = 7"');
});

// --- calendar ---

test("what has a date and is not done is an all-day event", () => {
  const text = calendar(
    [
      { id: "a1", items: ["serve/P1", "serve/P2"], what: "Practise; with, care\\\nand a friend", support: "Mo", by: "2026-12-24", how: "recording" },
      { id: "a2", items: [], what: "no date" },
      { id: "a3", items: [], what: "done", by: "2026-12-24", done: true },
      { id: "a4", items: ["serve/P2"], by: "2026-12-25", done: false },
    ],
    new Date("2026-11-22T14:02:03.456Z"),
  );
  assert.equal(text.match(/BEGIN:VEVENT\r\n/g).length, 2);
  const unfolded = text.replaceAll("\r\n ", "");
  for (const line of ["VERSION:2.0", "UID:a1@self-assessment", "DTSTAMP:20261122T140203Z", "DTSTART;VALUE=DATE:20261224", "SUMMARY:Practise\\; with\\, care\\\\\\nand a friend", "DESCRIPTION:Items: serve/P1\\, serve/P2\\nSupport: Mo\\nHow I will show it: recording", "SUMMARY:Action plan: serve/P2", "END:VCALENDAR"]) {
    assert.ok(unfolded.split("\r\n").includes(line), line);
  }
});

test("no line is longer than 75 bytes, and none is cut within a character", () => {
  for (const text of ["x".repeat(400), "é".repeat(200), "😀".repeat(99), "x".repeat(74) + "é"]) {
    const lines = folded(text).split("\r\n");
    assert.ok(lines.every((line) => Buffer.byteLength(line) <= 75));
    assert.equal(lines.join("\n").replaceAll("\n ", "").trimEnd(), text);
    assert.ok(!folded(text).includes("\ufffd"));
  }
});
