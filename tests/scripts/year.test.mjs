// A year of daily use on five standards fits into the storage of a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { act } from "../../generator/competence_standards/web/scripts/kept/acts.js";
import { Shelf, window } from "./device.mjs";
import { chance } from "./model.mjs";

const DAY = 24 * 3600 * 1000;
/** Browsers give each site five megabytes, and some count two bytes for each letter. */
const STORAGE = 5 * 1000 * 1000;
/** Items of each of the five standards, and the letters of their words. */
const STANDARDS = {
  "contact-centre": 53,
  "deliver-service": 48,
  "manage-communications": 42,
  "plan-service": 45,
  "provide-service": 38,
};
const WORDS = 90;
const LEVELS = ["not-yet", "with-support", "on-my-own", "can-help"];

/** Storage counts two bytes for each unit of UTF-16. */
const bytes = (shelf) => 2 * shelf.used();

/** A year of ten changes a day, in three rounds. */
function year(seed) {
  const { below, of, one } = chance(seed);
  const shelf = new Shelf();
  let at = Date.parse("2026-01-01T08:00:00Z");
  const now = () => new Date((at += 1000));
  const items = Object.entries(STANDARDS).flatMap(([id, count]) =>
    Array.from({ length: count }, (_, index) => `${id}/${index % 2 ? "K" : "P"}${(index >> 1) + 1}`),
  );
  assert.equal(items.length, 226);
  const about = new Map(
    items.map((item, index) => [item, { mark: index.toString(16).padStart(8, "0"), words: "w".repeat(WORDS) }]),
  );
  const texts = new Map();
  let changes = 0;
  const letters = (length) => Array.from({ length }, () => of([..."etaoinshr      "])).join("");
  for (let day = 0; day < 365; day += 1) {
    at = Date.parse("2026-01-01T08:00:00Z") + day * DAY;
    const store = window(shelf, now);
    if (day === 0) store.rename("Anna Example");
    if (day === 120 || day === 240) {
      act(store, "the new round", () => store.startRound());
      store.changeRound({ name: `Round of ${day}`, assessor: "Mo Ali" });
    }
    const item = () => (day < 20 || one(3) ? items[(day * 12 + below(12)) % items.length] : of(items));
    for (let change = 0; change < 10; change += 1) {
      at += below(40) * 60000;
      const reference = item();
      const put = (fields) => store.change(reference, fields, about.get(reference));
      const what = below(100);
      changes += 1;
      if (what < 45) put({ rating: of(LEVELS) });
      else if (what < 65) {
        // A note of some 150 letters, typed in two minutes: a new one, or one that is gone over again.
        let text = texts.get(reference) ?? "";
        text = text.slice(0, below(text.length));
        for (const most = 110 + below(80); text.length < most; at += 8000) put({ note: (text += letters(10)) });
        texts.set(reference, text);
      } else if (what < 77)
        put({ evidence: of(["none", "some", "have"]), reference: `Folder ${below(9)}, page ${below(99)}` });
      else if (what < 83) put({ "assessor.rating": of(LEVELS), "assessor.note": letters(60) });
      else if (what < 87) act(store, `clearing the rating of ${reference}`, () => put({ rating: undefined }));
      else if (what < 94) {
        const steps = store.entries("plan");
        if (steps.length < 60 && !one(3))
          store.addEntry("plan", {
            [reference]: true,
            what: letters(60),
            support: "Mo Ali",
            by: "2026-12-24",
            done: false,
          });
        else if (steps.length)
          store.changeEntry("plan", of(steps).id, of([{ done: true }, { by: "2026-12-31" }, { what: letters(60) }]));
      } else {
        const log = store.entries("evidence");
        if (log.length < 100 && !one(4))
          store.addEntry("evidence", {
            [reference]: true,
            [of(items)]: true,
            title: letters(30),
            date: "2026-06-01",
            method: "observation",
            where: "Folder 2",
          });
        else if (log.length) store.changeEntry("evidence", of(log).id, { where: letters(20) });
      }
    }
  }
  return { shelf, changes };
}

test("a year of daily use on five standards takes less than a quarter of the storage of a browser", (context) => {
  const { shelf, changes } = year(1);
  const kinds = {};
  for (const [key, text] of shelf.texts) {
    const kind = key.split(":")[4] ?? key.split(":")[3];
    kinds[kind] = (kinds[kind] ?? 0) + 2 * (key.length + text.length);
  }
  context.diagnostic(
    `${changes} changes, ${bytes(shelf)} bytes: ${Object.entries(kinds)
      .map(([kind, size]) => `${kind} ${size}`)
      .join(", ")}`,
  );
  assert.equal(changes, 3650);
  assert.ok(bytes(shelf) < STORAGE / 4, `${bytes(shelf)} bytes`);
});
