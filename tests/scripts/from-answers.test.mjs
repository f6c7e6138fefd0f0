// A form is filled in from the answers on a device: each place says what an answer says, or stays blank.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  copies,
  fromAnswers,
  sourceOf,
  views,
} from "../../generator/competence_standards/forms/scripts/from-answers.js";
import { view } from "../../generator/competence_standards/web/scripts/kept/answers.js";
import { P1, P2, PLAN, SERVE, Shelf, SUITE, window } from "./device.mjs";

const column = (from, holds = "line", options = [], rows_of = "") => ({ from, column: from, holds, options, rows_of });
const block = (of, name, columns, rows = {}, totals = {}) => ({
  of,
  block: name,
  heading: name,
  rows,
  totals,
  columns,
});
const VIEWS = { rating: "Ratings by X", assessor: "Ratings by Y", evidence: "Log of X", plan: "Plan of X" };
const form = (blocks, places = []) => ({ places, blocks, views: VIEWS });
const OWN = ["Not yet", "With support", "On my own", "I can help others", "Not part of my job now"];
const CHECKLIST = form(
  [
    block(
      "criterion",
      "pc",
      [column("rating", "choice", OWN), column("evidence"), column("assessor-rating", "code")],
      { P1: "P1", P2: "P2" },
      { "pc.total-P1": ["P1", "P2"] },
    ),
  ],
  [
    { from: "today", place: "head.date", options: [] },
    { from: "round", place: "head.round", options: ["1st", "2nd"] },
  ],
);
const LOG = form([
  block(
    "evidence-log",
    "log",
    ["number", "date", "title", "method", "items", "place"].map((name) => column(`evidence-${name}`)),
  ),
]);
const TWO = ["1", "2"];
const MATRIX = form([
  block("evidence-log", "used", [column("evidence-number"), column("evidence-title")]),
  block("item", "matrix", [column("covered-by", "boxes", TWO, "used"), column("times-shown", "count")], {
    P1: "P1",
    P2: "P2",
    K1: "K1",
  }),
]);
const ACTIONS = form([
  block("action-plan", "plan", [
    column("plan-items"),
    column("plan-rating", "code"),
    ...["action", "support", "how"].map((name) => column(`plan-${name}`)),
    column("plan-date", "date"),
    column("plan-done", "tick"),
  ]),
]);
const SUMMARY = form([
  block("standard", "all", [column("criterion-progress"), column("knowledge-progress")], {
    serve: "serve-1",
    plan: "plan-1",
  }),
]);

const SITE = {
  suite: SUITE,
  standards: new Map([
    ["serve", SERVE],
    ["plan", PLAN],
  ]),
};
const DAY = "2026-11-30";

/** What is on a device after some answers. @param {(store: any) => void} enter @param {string} [standard] */
function held(enter, standard) {
  const store = window(new Shelf());
  enter(store);
  const whole = view(store.all());
  return { standard, whole, round: whole.rounds.find(({ id }) => id === store.round) };
}
const filled = (sources, now, copy = 0) => fromAnswers(sources, now, SITE, DAY, copy);

test("nothing on the device leaves every place blank but the date", () => {
  const now = held(() => {}, "serve");
  assert.deepEqual(filled(CHECKLIST, now), { "head.date": DAY });
  assert.deepEqual(filled(LOG, now), {});
  for (const sources of [CHECKLIST, LOG, MATRIX, ACTIONS, SUMMARY]) assert.deepEqual(views(sources, now), []);
});

test("ratings are the words or the codes of their levels, and an item without one stays blank", () => {
  const now = held((store) => {
    store.change("serve/P1", { rating: "on-my-own", "assessor.rating": "with-support" }, P1);
    store.change("plan/P2", { rating: "not-yet" }, P2);
  }, "serve");
  assert.deepEqual(filled(CHECKLIST, now), {
    "head.date": DAY,
    "head.round": "1st",
    "pc.P1.rating": "On my own",
    "pc.P1.assessor-rating": "S",
    "pc.total-P1": "1",
  });
  assert.deepEqual(views(CHECKLIST, now), ["rating", "assessor"]);
});

test("a level that the scale no longer has is what it was called, and is not counted", () => {
  const now = held((store) => {
    store.change("serve/P1", { rating: "nearly", "assessor.rating": "nearly" }, P1);
    store.change("serve/P2", { rating: "some-old-level" }, P2);
  }, "serve");
  const former = { nearly: { criterion: "Nearly there", knowledge: "Nearly known" } };
  const site = { ...SITE, suite: { ...SUITE, scale: { ...SUITE.scale, former } } };
  const places = fromAnswers(CHECKLIST, now, site, DAY);
  assert.equal(places["pc.P1.rating"], "Nearly there");
  assert.equal(places["pc.P1.assessor-rating"], "Nearly there");
  assert.equal(places["pc.P2.rating"], "some-old-level");
  assert.equal("pc.total-P1" in places, false);
});

test("one option can have the words for criteria and those for knowledge", () => {
  const both = ["Not yet", "With support / Partly", "On my own / I can explain it"];
  const sources = form([block("item", "all", [column("rating", "choice", both)], { P1: "P1", K1: "K1" })]);
  const now = held((store) => {
    store.change("serve/P1", { rating: "with-support" }, P1);
    store.change("serve/K1", { rating: "on-my-own" }, { mark: "bbbbbbb1", words: "the law" });
  }, "serve");
  assert.deepEqual(filled(sources, now), { "all.P1.rating": both[1], "all.K1.rating": both[2] });
});

test("evidence is its numbers in the log and where else it is, or how much there is", () => {
  const of = (fields, ...log) => {
    const now = held((store) => {
      store.change("serve/P1", fields, P1);
      for (const items of log) store.addEntry("evidence", Object.fromEntries(items.map((item) => [item, true])));
    }, "serve");
    return filled(CHECKLIST, now)["pc.P1.evidence"];
  };
  assert.equal(of({ rating: "on-my-own" }), undefined);
  assert.equal(of({ evidence: "none" }), undefined);
  assert.equal(of({ evidence: "have" }), "I have it");
  assert.equal(of({ evidence: "have", reference: "Blue folder" }), "Blue folder");
  assert.equal(of({ evidence: "have", reference: "Blue folder" }, ["serve/P2"], ["serve/P1"]), "2; Blue folder");
  assert.equal(of({}, ["serve/P1"], ["plan/P1"], ["serve/P1", "plan/P1"]), "1, 3");
  assert.equal(of({ rating: "not-now", reason: "Others do it" }), "Others do it");
});

test("a rating of earlier words says so", () => {
  const of = (item) => {
    const now = held((store) => store.change("serve/P1", { rating: "not-yet", reference: "Folder" }, item), "serve");
    return filled(CHECKLIST, now)["pc.P1.evidence"];
  };
  assert.equal(of(P1), "Folder");
  assert.equal(of({ mark: "00000000", words: "old" }), "Folder. Wording changed since it was rated");
});

test("the log has a row for each piece, as many as there are, and marks items that are not in force", () => {
  const now = held((store) => {
    store.addEntry("evidence", {
      title: "Call",
      date: "2026-11-20",
      method: "observation",
      where: "p. 4",
      "serve/P1": true,
      "serve/P3": true,
      "plan/P2": true,
      "gone/P1": true,
    });
    for (let number = 2; number <= 30; number += 1)
      store.addEntry("evidence", { title: `Piece ${number}`, method: "old" });
  });
  const places = filled(LOG, now);
  assert.deepEqual(
    ["number", "date", "title", "method", "items", "place"].map((name) => places[`log.1.evidence-${name}`]),
    ["1", "2026-11-20", "Call", "O", "gone: P1 (not on this site); plan: P2; serve: P1, P3 (withdrawn)", "p. 4"],
  );
  assert.deepEqual([places["log.30.evidence-title"], places["log.30.evidence-method"]], ["Piece 30", "old"]);
  assert.equal("log.30.evidence-date" in places, false);
});

test("a matrix has its own standard's evidence, by the numbers of the log, and another copy for what has no room", () => {
  const now = held((store) => {
    for (const items of [["plan/P1"], ["serve/P1"], ["serve/P3"], ["serve/P1", "serve/K1"], ["serve/K1", "plan/P1"]])
      store.addEntry("evidence", { title: items.join(), ...Object.fromEntries(items.map((item) => [item, true])) });
  }, "serve");
  assert.deepEqual(
    copies(MATRIX, now).map((pieces) => pieces.map(({ number }) => number)),
    [[2, 4], [5]],
  );
  assert.deepEqual(filled(MATRIX, now), {
    "used.1.evidence-number": "2",
    "used.1.evidence-title": "serve/P1",
    "used.2.evidence-number": "4",
    "used.2.evidence-title": "serve/P1,serve/K1",
    "matrix.P1.covered-by.1": true,
    "matrix.P1.covered-by.2": true,
    "matrix.P1.times-shown": "2",
    "matrix.K1.covered-by.2": true,
    "matrix.K1.times-shown": "1",
  });
  assert.deepEqual(filled(MATRIX, now, 1), {
    "used.1.evidence-number": "5",
    "used.1.evidence-title": "serve/K1,plan/P1",
    "matrix.K1.covered-by.1": true,
    "matrix.K1.times-shown": "1",
  });
});

test("a step has the rating of its items where they have the same one", () => {
  const now = held((store) => {
    store.change("serve/P1", { rating: "not-yet" }, P1);
    store.change("serve/P2", { rating: "with-support" }, P2);
    const step = { what: "Sit in", support: "Sam", how: "A note", by: "2026-12-01", done: true };
    store.addEntry("plan", { ...step, "serve/P1": true });
    store.addEntry("plan", { what: "Read", "serve/P1": true, "serve/P2": true });
    store.addEntry("plan", { what: "Ask", "serve/P1": true, "serve/K1": true });
  });
  const places = filled(ACTIONS, now);
  assert.deepEqual(
    ["items", "rating", "action", "support", "how", "date", "done"].map((name) => places[`plan.1.plan-${name}`]),
    ["serve: P1", "N", "Sit in", "Sam", "A note", "2026-12-01", true],
  );
  assert.deepEqual(
    ["items", "rating", "date", "done"].map((name) => places[`plan.2.plan-${name}`]),
    ["serve: P1, P2", undefined, undefined, undefined],
  );
  assert.equal(places["plan.3.plan-rating"], undefined);
});

test("progress is counted as My progress counts it: neither withdrawn items nor former levels", () => {
  const now = held((store) => {
    for (const [item, rating] of [
      ["P1", "on-my-own"],
      ["P2", "not-now"],
      ["P3", "can-help"],
      ["K1", "some-old-level"],
    ])
      store.change(`serve/${item}`, { rating }, P1);
  });
  assert.deepEqual(filled(SUMMARY, now), { "all.serve-1.criterion-progress": "1 ready, 2 rated" });
});

test("what is filled in says whose view it is and when", () => {
  const now = held((store) => {
    store.rename("Anna");
    store.change("serve/P1", { rating: "not-yet", "assessor.rating": "not-yet" }, P1);
    store.changeRound({ assessor: "Sam Lee" });
    store.addEntry("evidence", { "serve/P1": true });
  }, "serve");
  assert.equal(
    sourceOf(CHECKLIST, now, DAY),
    "Ratings by X, Anna, 30 November 2026. Ratings by Y, Sam Lee, 30 November 2026. Log of X, Anna, 30 November 2026.",
  );
  assert.equal(sourceOf(MATRIX, now, DAY), "Log of X, Anna, 30 November 2026.");
  const second = held((store) => {
    store.change("serve/P1", { rating: "not-yet" }, P1);
    store.startRound();
  }, "serve");
  assert.equal(sourceOf(CHECKLIST, second, DAY), "Ratings by X, Round 2, 30 November 2026.");
  assert.equal(filled(CHECKLIST, second)["head.round"], "2nd");
});

test("a form is only about its own standard, and about the items that it lists", () => {
  const now = held((store) => {
    store.change("plan/P1", { rating: "not-yet" }, P1);
    store.change("serve/P3", { rating: "not-yet" }, P1);
    store.addEntry("evidence", { "plan/P1": true });
    store.addEntry("plan", { what: "other", "plan/P1": true });
    store.addEntry("plan", { what: "own", "serve/P1": true });
  }, "serve");
  assert.deepEqual(views(CHECKLIST, now), []);
  assert.deepEqual(views(MATRIX, now), []);
  assert.equal(filled(ACTIONS, now)["plan.1.plan-action"], "own");
  assert.equal("plan.2.plan-action" in filled(ACTIONS, now), false);
});
