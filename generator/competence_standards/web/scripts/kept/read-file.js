/* Reads a self-assessment file from untrusted text, or refuses it with a reason. Independent of the page and of storage. */

import { MARK, MOST, REFERENCE, fits, tidy, values, PLAIN } from "./answers.js";
import { asHistory, fieldsOf, isFields, isStep, join, nothing } from "./history.js";
import { FORMAT, VERSION, empty } from "./file.js";
import { asSteps, moment, roundId } from "./version-1.js";
import { t } from "../words.js";

/** @import { Fields, History } from "./history.js" */
/** @import { Whole } from "./file.js" */

/** The largest file to read, in bytes. A file has full texts, while the browser stores only differences, so a file can be ten times as
 * large as the storage. */
export const LARGEST = 64 * 1024 * 1024;
const KEY = /^[a-z][a-z-]{0,30}(:[\w./-]{1,90}){0,3}$/;
/** An id of a person or an entry, but not a word that starts other keys in the storage. */
const ID = /^(?!(?:deleted|erased|elsewhere|aside)$)[a-z0-9]{1,16}$/;
/** More changes than one field can have had, even one for each keystroke. A larger clock is forged, and later ratings would never win
 * against it. */
const MOST_CHANGES = 1e6;

export class Refused extends Error {}

/** Decode a file in any encoding that editors use. @param {ArrayBuffer} bytes @returns {string} */
export function decoded(bytes) {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** @param {string} text @param {number} [now] in milliseconds @returns {Whole} with the number of values that could not be read
 * @throws {Refused} */
export function read(text, now = Date.now()) {
  const file = parsed(text);
  const whole = file.version === 1 ? first(file, now) : second(file);
  for (const [key, record] of whole.records) whole.records.set(key, believed(record, now));
  for (const [mark, said] of Object.entries(isFields(file.words) ? file.words : {})) {
    if (MARK.test(mark) && typeof said === "string" && said.length <= MOST.text) whole.words[mark] = tidy(said);
    else whole.ignored += 1;
  }
  whole.name = String(values("info", whole.records.get("info")).name ?? "");
  return whole;
}

/** @param {string} text @returns {Fields} @throws {Refused} */
function parsed(text) {
  let file;
  try {
    file = JSON.parse(text.replace(/^\ufeff+/, ""));
  } catch {
    throw new Refused(t("This file cannot be read. It may be damaged, or it may not be a self-assessment file."));
  }
  if (!isFields(file) || file.format !== FORMAT) throw new Refused(t("This is not a self-assessment file."));
  const { version } = file;
  if (!Number.isInteger(version) || Number(version) < 1)
    throw new Refused(t("This file has no version number, so it cannot be opened."));
  if (Number(version) > VERSION)
    throw new Refused(
      t("This file was made by a newer version of this site. Reload this page, then open the file again."),
    );
  if (version === 1 ? !Array.isArray(file.rounds) : !isFields(file.records))
    throw new Refused(t("This file is damaged. It has no answers in it."));
  return file;
}

/** @param {Fields} file @returns {Whole} */
function second(file) {
  const { format, version, saved, suite, person, standards, levels, words, records, ...extra } = file;
  const whole = empty();
  Object.assign(whole.extra, extra);
  if (isFields(person) && typeof person.id === "string" && ID.test(person.id)) whole.id = person.id;
  for (const [id, labels] of Object.entries(isFields(levels) ? levels : {})) {
    if (isFields(labels)) whole.labels[id] = { criterion: label(labels.criterion), knowledge: label(labels.knowledge) };
  }
  const all = Object.entries(/** @type {Fields} */ (records));
  limited(all.length);
  for (const [key, value] of all) {
    const [kind] = key.split(":");
    if (!KEY.test(key) || PLAIN.test(key) || !isFields(value)) whole.ignored += 1;
    else whole.records.set(key, checked(kind, value, whole));
  }
  return whole;
}

/** @param {unknown} value */
const label = (value) => (typeof value === "string" ? tidy(value.slice(0, 100)) : "");

/** @param {string} kind @param {Fields} value @param {Whole} whole @returns {History} */
export function checked(kind, value, whole) {
  const read = asHistory(value);
  for (const list of Object.values(value))
    if (Array.isArray(list)) whole.ignored += list.filter((step) => !isStep(step)).length;
  for (const field of fieldsOf(read)) {
    const good = read[field].filter(({ value: one }) => {
      if (typeof one === "string" && one.length > MOST.text)
        throw new Refused(
          t(
            "This file has a text of {number} characters. A text can have up to {most}. Shorten the text on the device where it was written, save to a file again, then open that file.",
            { number: one.length, most: MOST.text },
          ),
        );
      return fits(kind, field, one);
    });
    whole.ignored += read[field].length - good.length;
    if (good.length) read[field] = good;
    else delete read[field];
  }
  return read;
}

/** Limit the times and clocks of steps from a file, so that later changes always win. If a field's clocks are forged, its steps are
 * numbered from 1 in the same order.
 * @param {History} record @param {number} now @returns {History} */
export function believed(record, now) {
  const timed = Object.assign(nothing(), record);
  for (const field of fieldsOf(record))
    timed[field] = record[field].map((step) => ({ ...step, at: moment(step.at, now) }));
  const sorted = join(timed, nothing());
  for (const field of fieldsOf(sorted)) {
    if (sorted[field].every(({ clock }) => clock <= MOST_CHANGES)) continue;
    sorted[field] = sorted[field].map((step, index) => ({ ...step, clock: index + 1 }));
    delete sorted.erased?.[field];
  }
  for (const clocks of Object.values(sorted.erased ?? {})) {
    for (const [device, clock] of Object.entries(clocks)) if (clock > MOST_CHANGES) delete clocks[device];
  }
  return sorted;
}

/** @param {Fields} file of version 1 @param {number} now @returns {Whole} */
function first(file, now) {
  const whole = empty();
  /** @param {string} key @param {string} kind @param {Fields} record */
  const put = (key, kind, record) => {
    const { answers, id, items, mark, at, assessor, ...fields } = record;
    const steps = asSteps(kind, record, now);
    const history = checked(kind, steps, whole);
    const known = new Set(fieldsOf(steps));
    whole.ignored += Object.entries(fields).filter(([name, value]) => value !== "" && !known.has(name)).length;
    if (Object.keys(history).length) whole.records.set(key, history);
    return Object.keys(history).length > 0;
  };
  if (isFields(file.person) && typeof file.person.name === "string") put("info", "info", { name: file.person.name });
  for (const round of list(file.rounds, whole)) {
    if (typeof round.id !== "string" || !/^[1-9][0-9]{0,3}$/.test(round.id)) {
      whole.ignored += 1;
      continue;
    }
    const id = roundId(round.id, round.started);
    put(`round:${id}`, "round", round);
    const answers = Object.entries(isFields(round.answers) ? round.answers : {});
    limited(answers.length);
    for (const [reference, answer] of answers) {
      if (!isFields(answer) || !REFERENCE.test(reference) || !put(`answer:${id}:${reference}`, "answer", answer))
        whole.ignored += 1;
    }
  }
  for (const kind of ["plan", "evidence"]) {
    for (const entry of list(file[kind], whole)) {
      if (typeof entry.id === "string" && ID.test(entry.id)) put(`${kind}:${entry.id}`, kind, entry);
      else whole.ignored += 1;
    }
  }
  return whole;
}

/** @param {unknown} value @param {Whole} whole @returns {Fields[]} @throws {Refused} */
function list(value, whole) {
  if (!Array.isArray(value)) return [];
  limited(value.length);
  const found = value.filter(isFields);
  whole.ignored += value.length - found.length;
  return found;
}

/** @param {number} records @throws {Refused} */
function limited(records) {
  if (records > MOST.records) throw new Refused(t("This file has too many entries to be a self-assessment file."));
}
