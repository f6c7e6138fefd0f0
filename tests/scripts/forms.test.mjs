// Records of forms are kept as answers are: joined, undone, deleted and erased by the same program.

import assert from "node:assert/strict";
import { test } from "node:test";
import { acts } from "../../generator/competence_standards/web/scripts/kept/acts.js";
import { view } from "../../generator/competence_standards/web/scripts/kept/answers.js";
import { erase, eraseHistory } from "../../generator/competence_standards/web/scripts/kept/erase.js";
import {
  deletedRecords,
  deleteRecord,
  isOf,
  isTouched,
  putBackRecord,
  recordName,
  recordOf,
  records,
  startRecord,
  writeAt,
} from "../../generator/competence_standards/web/scripts/kept/form-records.js";
import { remove, restore, undo } from "../../generator/competence_standards/web/scripts/kept/undo.js";
import { open, saved, Shelf, window } from "./device.mjs";

const FORM = { form: "observation", title: "T5 Observation", standard: "serve", edition: "1.0", dated: "when.date" };
const plain = (value) => JSON.parse(JSON.stringify(value));
const begun = (shelf = new Shelf(), places = {}) => {
  const store = window(shelf);
  return { shelf, store, id: startRecord(store, FORM, places) };
};

test("a record has what its page says of the form, and what is written at each place", () => {
  const { shelf, store, id } = begun();
  writeAt(store, id, "head.number", "7", true);
  writeAt(store, id, "seen.P1.shown", true, false);
  const { made, ...record } = plain(recordOf(window(shelf), id));
  assert.equal(made, "2026-11-22T14:02:01Z");
  assert.deepEqual(record, { ...FORM, id, gone: false, places: { "head.number": "7", "seen.P1.shown": true } });
  assert.equal(recordName(recordOf(store, id)), "No. 7, started on 22 November 2026");
  assert.deepEqual(plain(view(store.all()).forms.map(({ id: one }) => one)), [id]);
});

test("no place can have the name of another field", () => {
  const { store, id } = begun();
  for (const name of ["gone", "form", "made", "__proto__", "erased", ""]) writeAt(store, id, name, "x", true);
  const { gone, form, places } = recordOf(store, id);
  assert.deepEqual([gone, form], [false, "observation"]);
  assert.deepEqual(Object.keys(places).sort(), ["__proto__", "erased", "form", "gone", "made"]);
});

test("typing in one place is one step, and a choice is a step each time", () => {
  const { store, id } = begun();
  for (const text of ["L", "Le", "Lee", "Leeds"]) writeAt(store, id, "where", text, true);
  for (const choice of ["Competent", "Not yet competent"]) writeAt(store, id, "decision", choice, false);
  const history = store.records.history(`${store.person}:form:${id}`);
  assert.deepEqual(
    ["@where", "@decision"].map((field) => history[field].map(({ value }) => value)),
    [["Leeds"], ["Competent", "Not yet competent"]],
  );
  assert.deepEqual([isTouched(store, id, "where"), isTouched(store, id, "when")], [true, false]);
});

test("two windows write on one record, and both are kept", () => {
  const { shelf, store, id } = begun();
  const other = window(shelf);
  writeAt(store, id, "a.b", "one", true);
  writeAt(other, id, "a.c", "other", true);
  writeAt(store, id, "a.b", "one more", true);
  assert.deepEqual(plain(recordOf(window(shelf), id).places), { "a.b": "one more", "a.c": "other" });
});

test("a record that was deleted can be put back, and deleting it can be undone", () => {
  const { store, id } = begun(new Shelf(), { "a.b": "text" });
  deleteRecord(store, id);
  assert.deepEqual([records(store).length, deletedRecords(store).length], [0, 1]);
  undo(store, acts(store)[0].key);
  assert.equal(records(store)[0].places["a.b"], "text");
  deleteRecord(store, id);
  putBackRecord(store, id);
  assert.equal(records(store)[0].places["a.b"], "text");
});

test("records go and come back with the answers of their person, and are erased with them", () => {
  const { shelf, store, id } = begun(new Shelf(), { "a.b": "secret" });
  const { person } = store;
  remove(store);
  assert.deepEqual(records(store), []);
  assert.equal(restore(store, person), true);
  assert.equal(recordOf(store, id).places["a.b"], "secret");
  const before = saved(store);
  eraseHistory(store, `form:${id}`, true);
  assert.equal([...shelf.texts].flat().join().includes("secret"), false);
  open(store, before);
  assert.deepEqual(records(store), []);
  erase(store, store.person);
  assert.equal([...shelf.texts].flat().join().includes("T5 Observation"), false);
});

test("a file brings a record to another device, with what a newer version wrote", () => {
  const { store, id } = begun(new Shelf(), { "a.b": "text" });
  store.set(`form:${id}`, { later: "of a newer version" });
  const other = window(new Shelf());
  open(other, saved(store));
  assert.equal(recordOf(other, id).places["a.b"], "text");
  assert.match(saved(other), /of a newer version/);
});

test("a file cannot lead a link out of the site, nor swell a form", () => {
  const { store, id } = begun(new Shelf(), { "a.b": "text" });
  const text = saved(store)
    .replaceAll('"value": "observation"', '"value": "../../evil"')
    .replaceAll('"value": "serve"', '"value": "https://evil.example"')
    .replaceAll('"@a.b"', `"@${"a".repeat(65)}"`);
  const other = window(new Shelf());
  open(other, text);
  const { form, standard, places } = recordOf(other, id);
  assert.deepEqual([form, standard, plain(places)], [undefined, undefined, {}]);
});

test("a record follows the id of its standard", () => {
  const { store, id } = begun();
  assert.equal(isOf(store, recordOf(store, id), { form: "observation", title: "", standard: "help" }), false);
  store.follow(new Map([["serve", "help"]]));
  assert.equal(isOf(store, recordOf(store, id), { form: "observation", title: "", standard: "help" }), true);
  const own = startRecord(store, { form: "log", title: "T11 Log" }, {});
  assert.equal(isOf(store, recordOf(store, own), { form: "log", title: "" }), true);
  assert.equal(isOf(store, recordOf(store, own), { form: "log", title: "", standard: "help" }), false);
});

test("a text that is too long leaves its place as it is", () => {
  const { store, id } = begun(new Shelf(), { "a.b": "text" });
  writeAt(store, id, "a.b", "x".repeat(20001), true);
  assert.equal(recordOf(store, id).places["a.b"], "text");
});
