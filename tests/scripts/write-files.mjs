// Prints files as a page writes them, as one list: of nobody, of one answer, of every kind of record with the longest of texts, earlier
// values and erased ones, and of what was read from a hostile file.

import { eraseHistory } from "../../generator/competence_standards/web/scripts/kept/erase.js";
import { write } from "../../generator/competence_standards/web/scripts/kept/file.js";
import { startRecord, writeAt } from "../../generator/competence_standards/web/scripts/kept/form-records.js";
import { read } from "../../generator/competence_standards/web/scripts/kept/read-file.js";
import { P1, P2, Shelf, whole, window } from "./device.mjs";

const about = {
  suite: "Customer service",
  editions: { serve: { title: "Serve customers", version: "1.0" } },
  now: new Date(),
};
const one = window(new Shelf());
one.change("serve/P1", { rating: "not-yet" }, P1);
const full = window(new Shelf());
const long = `${"é".repeat(19999)}\n`;
full.labels({ "not-yet": { criterion: "Not yet", knowledge: "Not yet" } });
full.add("x".repeat(20000));
for (const rating of ["with-support", "not-now"])
  full.change("serve/P1", { rating, reason: long, evidence: "have", reference: long, note: long }, P1);
full.change("serve/P1", { "assessor.rating": "can-help", "assessor.note": long }, P1);
full.changeRound({ name: long, assessor: long });
full.startRound();
full.change("serve/P2", { note: long }, P2);
full.change("serve/P2", { note: undefined }, P2);
full.change("serve/P2", { note: "kept" }, P2);
eraseHistory(full, `answer:${full.round}:serve/P2`, false);
full.changeEntry("plan", "a", { "serve/P1": true, what: long, support: long, by: "2026-12-24", how: long, done: true });
full.addEntry("plan");
full.addEntry("plan", { gone: true });
full.changeEntry("evidence", "a", {
  "serve/P1": true,
  title: long,
  date: "2026-12-24",
  method: "observation",
  where: long,
  record: "a1",
});
const form = { form: "observation-record", title: long, standard: "serve", edition: "1.0", dated: "when.date" };
const record = startRecord(full, form, { "head.number": long, "seen.P1.shown": true }, long);
writeAt(full, record, "head.number", undefined, true);
writeAt(full, record, "when.date", "2026-11-22", true);
full.set(`form:${record}`, { gone: true });
const answers = JSON.parse('{"serve/P1":{"rating":3,"note":"\\u0000x","x":1},"__proto__":{"rating":"not-yet"}}');
const hostile = {
  format: "competence-self-assessment",
  version: 1,
  words: { "<b>": 1, aaaaaaaa: "w" },
  rounds: [{ id: "1", answers }, { id: "x" }],
  plan: [{}, 1],
};

const written = [window(new Shelf()), one, full].map((store) => write(whole(store), about));
written.push(write(read(JSON.stringify(hostile)), about));
process.stdout.write(`[${written.join(",")}]`);
