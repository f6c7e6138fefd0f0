// Prints files as a page writes them, as one list: of nobody, of one answer, of every kind of entry with the longest of
// texts, and of what was read from a hostile file.

import * as assessment from "../../generator/assets/self-assessment/assessment.js";
import { read, write } from "../../generator/assets/self-assessment/file.js";
import { LEVELS, P1, Shelf, window } from "./device.mjs";

const about = { suite: "Customer service", editions: { serve: { title: "Serve customers", version: "1.0" } }, now: new Date() };
const one = window(new Shelf());
one.change("serve/P1", { rating: "not-yet" }, P1);
const full = window(new Shelf());
full.add("x".repeat(100));
const long = (length) => "é".repeat(length);
full.change("serve/P1", { rating: "not-now", reason: long(1000), evidence: "have", reference: long(300), note: `${long(4999)}\n` }, P1);
full.change("serve/P1", { assessor: { rating: "can-help", note: long(1000) } }, P1);
full.changeRound({ name: long(100), assessor: long(100) });
full.startRound();
full.changeEntry("plan", "a", { items: ["serve/P1"], what: long(1000), support: long(1000), by: "2026-12-24", how: long(1000), done: true });
full.changeEntry("plan", "b", { items: [] });
full.changeEntry("evidence", "a", { items: [], title: long(200), date: "2026-12-24", method: "observation", where: long(300) });
const answers = JSON.parse('{"serve/P1":{"rating":3,"note":"\\u0000x","x":1},"__proto__":{"rating":"not-yet"}}');
const hostile = { format: "competence-self-assessment", version: 1, words: { "<b>": 1, aaaaaaaa: "w" }, rounds: [{ id: "1", answers }, { id: "x" }], plan: [{}, 1] };

const written = [window(new Shelf()), one, full].map((store) => write(assessment.read(store), about));
written.push(write(read(JSON.stringify(hostile), LEVELS).whole, about));
process.stdout.write(`[${written.join(",")}]`);
