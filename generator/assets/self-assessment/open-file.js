/* Opens a file: looks at its size before it reads it, says what it would change, and changes nothing until the learner chose how. */

import { act } from "./acts.js";
import { REFERENCE } from "./answers.js";
import { answer, view } from "./assessment.js";
import { dayName } from "./days.js";
import { standards } from "./edition.js";
import { button, counted, dialog, field, fold, make, notice, select, tools } from "./element.js";
import { unerased } from "./erase.js";
import { nothing, valueOf } from "./history.js";
import { nameOf, textOf } from "./in-words.js";
import { changes, erasedAgain, like, meet, merge, moved, outvoted } from "./merge.js";
import { decoded, LARGEST, read, Refused } from "./read-file.js";
import { named } from "./save-file.js";
import { free, growth, megabytes, wholly } from "./room.js";
import { changed, learned, store, tell } from "./session.js";

/** @import { PersonRecords } from "./assessment.js" */
/** @import { Suite } from "./edition.js" */
/** @import { Whole } from "./file.js" */
/** @import { Change } from "./merge.js" */

const NO_ROOM = "This device has no room for this file.";
/** So many characters are a fifth of what a browser stores: the learner is told of more. */
const LARGE = 1e6;

/** @param {File} file */
export async function openFile(file) {
  try {
    if (file.size > LARGEST) throw new Refused("This file is too large to be a self-assessment file.");
    const theirs = read(decoded(await file.arrayBuffer()));
    await learned();
    await askToOpen(theirs, () => undefined);
  } catch (error) {
    const why = error instanceof Refused ? error.message : "This file could not be opened, because the list of standards did not load. Check your connection, then try again.";
    notice("Open a saved file", `${why} Your answers have not changed.`);
  }
}

/** Say what opening would change, and let the learner choose how. @param {Whole} file @param {() => void} then what follows it */
export async function askToOpen(file, then) {
  const suite = await learned();
  const theirs = { ...file, records: followed(file.records) };
  const known = new Set([...(await standards(named(theirs.records)))].flatMap(([id, { sections }]) => sections.flatMap((section) => section.items.map((item) => `${id}/${item.id}`))));
  const whose = store.whoIs(theirs.id);
  const owner = store.people().find(({ id }) => id === whose && id !== store.person);
  const [mine, name] = [store.name(), theirs.name || "someone who gave no name"];
  const other = owner ?? (whose !== store.person && theirs.name && mine && theirs.name !== mine);
  /** Where the answers of a round of the file go: into one of mine, or they stay a round of their own. @type {Map<string, string>} */
  const into = new Map();
  const told = make("div");
  const draw = () => told.replaceChildren(...preview(suite, into, theirs, known));
  const last = view(theirs.records).rounds.at(-1);
  /** The round that is shown afterwards: the last one, or that of a file whose rounds are all new here. */
  const shown = () => (last && !into.has(last.id) && !theirs.records.has(`round:${store.round}`) ? last.id : undefined);
  /** @param {string} what @param {() => void} put @returns {() => void} */
  const doing = (what, put) => () => {
    box.close();
    const done = wholly(store, () => {
      act(store, what, put);
      store.learn(theirs.words);
      if (Object.keys(theirs.extra).length) store.records.put(`${store.person}:extra`, theirs.extra);
      suite.scale.former = store.labels({ ...theirs.labels, ...store.labels() });
      store.choose(store.person, shown());
    });
    if (!done) return notice("Open a saved file", `${NO_ROOM} Your answers have not changed.`);
    changed();
    tell("all");
    then();
  };
  const records = () => unerased(store, theirs.id, theirs.records, store.all(), into);
  const add = () => records().forEach((record, key) => store.join(key, record));
  const buttons = [
    button("Add to my answers", doing("open file", add)),
    button("Replace my answers", doing("open file", () => {
      const file = records();
      add();
      for (const [key, record] of store.all()) {
        const wanted = key === "info" && !theirs.name ? record : (file.get(key) ?? nothing());
        store.log(key, like(record, wanted, { by: store.by, at: store.moment() }));
      }
    })),
    ...(owner
      ? [button(`Add to the answers of ${owner.name || "the other person"}`, doing("open file", () => {
        store.choose(owner.id);
        add();
      }))]
      : []),
    // Two people of two devices have one id where both come from the first version.
    ...(owner && (!theirs.name || theirs.name === owner.name)
      ? []
      : [button(theirs.name ? `Open as ${theirs.name}` : "Open as another person", doing("open file", () => {
        store.add(theirs.name || "Another person", store.people().some(({ id }) => id === whose) || !whose ? undefined : whose);
        unerased(store, theirs.id, theirs.records).forEach((record, key) => store.join(key, record));
      }))]),
  ];
  // Each button with what the storage would need for it.
  const room = await free(store);
  const [more, fresh] = [store.all(), new Map()].map((mine) => growth(store, mine, theirs.records));
  const all = owner ? growth(store, store.all(owner.id), theirs.records) : fresh;
  const size = `The file needs about ${megabytes(Math.min(more, all))}. Your browser has about ${megabytes(room)} left for this site.`;
  const fitting = buttons.filter((_, index) => [more, more, all, fresh][index] <= room || !store.records.stored.open);
  if (!fitting.length) return notice("Open a saved file", `${NO_ROOM} ${size} Your answers have not changed.`);
  const large = fitting.length < buttons.length || Math.max(more, all) > LARGE ? [make("p", {}, size)] : [];
  if (other) buttons.unshift(...buttons.splice(2));
  const offered = buttons.filter((one) => fitting.includes(one));
  offered[0].autofocus = true;
  const warning = other ? [make("p", {}, `${owner && owner.name !== theirs.name ? "On this device these answers" : "The answers in the file"} belong to ${owner ? owner.name || "the other person" : name}. This page now shows ${mine ? `the answers of ${mine}` : "your own answers"}.`)] : [];
  const head = make("p", {}, last?.started ? `This file belongs to ${name}. The last round started on ${dayName(last.started)}.` : `This file belongs to ${name}.`);
  const box = dialog("Open a saved file", head, ...warning, ...choices(theirs.records, into, draw), ...large, told, tools(...offered, button("Cancel", () => box.close())));
  draw();
}

/** Records under the ids by which the site knows its standards now. @param {PersonRecords} records @returns {PersonRecords} */
function followed(records) {
  /** @type {PersonRecords} */
  const found = new Map();
  for (const [key, record] of records) {
    const [kind, round, reference] = key.split(":");
    meet(found, kind === "answer" && reference ? `answer:${round}:${store.current(reference)}` : key, record);
  }
  return found;
}

/** For each round that only the file has, where its answers go. @param {PersonRecords} records @param {Map<string, string>} into
 * @param {() => void} then @returns {Node[]} */
function choices(records, into, then) {
  const mine = store.rounds();
  const own = new Set(mine.map(({ id }) => id));
  const theirs = view(records).rounds.filter(({ id }) => !own.has(id));
  return mine.length ? theirs.map(({ id, title, started }) => {
    const name = [`“${title}”`, dayName(started)].filter(Boolean).join(", ");
    const control = select([["", "add as a separate round"], ...mine.map((one) => /** @type {[string, string]} */ ([one.id, `add to my round “${one.title}”`]))], "", { change: () => {
      if (control.value) into.set(id, control.value);
      else into.delete(id);
      then();
    } });
    return field(`Round in the file: ${name}`, control);
  }) : [];
}

/** What opening would change, in words. @param {Suite} suite @param {Map<string, string>} into @param {Whole} file @param {Set<string>} known */
function preview(suite, into, file, known) {
  const [mine, whole] = [store.all(), moved(file.records, into)];
  const theirs = unerased(store, file.id, file.records, mine, into);
  const after = merge(mine, theirs);
  const [all, kept, gone] = [changes(mine, after), outvoted(mine, theirs), changes(mine, theirs).filter(({ before, after: is }) => before !== undefined && is === undefined)];
  const rounds = new Map([...view(after).rounds].map(({ id, title }) => [id, title]));
  const [added, altered] = [all.filter(({ before }) => before === undefined), all.filter(({ before }) => before !== undefined)];
  /** @param {string} title @param {Change[]} found */
  const list = (title, found) => {
    /** @type {Map<string, string[]>} */
    const rows = new Map();
    for (const { key, field: name, before, after: is } of found) {
      if (name === "made") continue;
      const [was, now] = [before, is].map((value) => textOf(suite.scale, key, name, value));
      rows.set(key, [...(rows.get(key) ?? []), before === undefined ? `${nameOf(name)}: ${now}` : `${nameOf(name)}: ${was} → ${now}`]);
    }
    const items = [...rows].map(([key, said]) => make("li", {}, make("div", {}, make("b", {}, about(key, after, rounds)), ...said.map((line) => make("p", {}, line)))));
    return items.length ? [fold(title, make("ul", { class: "picks" }, ...items))] : [];
  };
  const elsewhere = [...theirs.keys()].filter((key) => REFERENCE.test(key.split(":")[2] ?? "") && !known.has(key.split(":")[2]) && Object.keys(answer(theirs.get(key))).length);
  const [again, lost] = [erasedAgain(after, whole), erasedAgain(theirs, mine)];
  const erased = store.records.read(`erased:${file.id}`)?.at;
  const said = [
    `If you add the file to your answers: ${sum(added)} added, ${sum(altered)} changed. You can undo this.${altered.length ? " The earlier values stay on this device." : ""}`,
    kept.length && `${counted(kept.length, "older value")} in the file will be listed under earlier values, because yours ${kept.length === 1 ? "is" : "are"} newer.`,
    gone.length && `If you replace your answers: ${sum(gone)} cleared, because the file does not have ${gone.length === 1 ? "it" : "them"}.`,
    elsewhere.length && `${counted(elsewhere.length, "answer")} in the file ${elsewhere.length === 1 ? "is" : "are"} for items that are not on this site. They will be saved but not counted.`,
    lost && `Opening the file will erase ${counted(lost, "value")} on this device for good, because you erased ${lost === 1 ? "it" : "them"} on another device. You cannot bring back what is erased.`,
    again && `${counted(again, "value")} that you erased on this device ${again === 1 ? "stays" : "stay"} erased.`,
    typeof erased === "string" && `You erased the answers of this person from this device on ${dayName(erased)}. Opening the file brings them back.`,
    file.ignored && `${counted(file.ignored, "value")} in the file could not be read and will be left out.`,
  ];
  return [
    ...said.flatMap((line) => (line ? [make("p", {}, line)] : [])),
    ...list("Added", added),
    ...list("Changed", altered),
    ...list("Older values in the file", kept),
    ...list("Cleared if you replace your answers", gone),
  ];
}

/** How many answers, steps, entries and rounds some changes belong to, in words. @param {Change[]} found */
function sum(found) {
  /** @param {string} kind */
  const count = (kind) => new Set(found.filter(({ key, field: name }) => key.split(":")[0] === kind && name !== "made").map(({ key }) => key)).size;
  const parts = [
    [count("answer"), "answer", "answers"],
    [count("round"), "round", "rounds"],
    [count("plan"), "step", "steps"],
    [count("evidence"), "piece of evidence", "pieces of evidence"],
    [count("info"), "name", "names"],
  ];
  const words = parts.filter(([number]) => number).map(([number, one, many]) => counted(Number(number), String(one), String(many)));
  return words.length ? words.join(", ") : "nothing";
}

/** What a record belongs to, in words. @param {string} key @param {PersonRecords} records @param {Map<string, string>} rounds */
function about(key, records, rounds) {
  const [kind, id, reference] = key.split(":");
  if (kind === "answer") return `${reference}, ${rounds.get(id) ?? "a round"}`;
  if (kind === "round") return `Round “${rounds.get(id) ?? id}”`;
  if (kind === "plan") return `Step “${valueOf(records.get(key), "what") ?? ""}”`;
  if (kind === "evidence") return `Evidence “${valueOf(records.get(key), "title") ?? ""}”`;
  return kind === "info" ? "Name" : key;
}
