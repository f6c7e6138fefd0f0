/* Opens a file: looks at its size before it reads it, says what it would change, and changes nothing until the learner chose how. */

import { act } from "./acts.js";
import { REFERENCE } from "./answers.js";
import { answer, view } from "./assessment.js";
import { dayName } from "./days.js";
import { standards } from "./edition.js";
import { button, counted, dialog, field, fold, make, notice, select, tools } from "./element.js";
import { unerased } from "./erase.js";
import { holds, nothing, valueOf } from "./history.js";
import { nameOf, shortened, textOf } from "./in-words.js";
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
/** Characters of a name, of a person or a round, that the dialog shows. A longer one could hide what the dialog says. */
const NAME = 60;

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
  const [mine, name] = [store.name(), theirs.name ? shortened(theirs.name, NAME) : "someone who gave no name"];
  const other = owner ?? (whose !== store.person && theirs.name && mine && theirs.name !== mine);
  /** Where the answers of a round of the file go: into one of mine, or they stay a round of their own. @type {Map<string, string>} */
  const into = new Map();
  const told = make("div");
  const draw = () => told.replaceChildren(...preview(suite, into, theirs, known, owner));
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
  const records = (chosen = into) => unerased(store, theirs.id, theirs.records, store.all(), chosen);
  /** @param {PersonRecords} file */
  const add = (file) => file.forEach((record, key) => store.join(key, record));
  const buttons = [
    button("Add to my answers", doing("open file", () => add(records()))),
    button("Replace my answers", doing("open file", () => {
      const file = records();
      add(file);
      for (const [key, wanted] of replaced(store.all(), file, theirs.name)) {
        store.log(key, like(store.records.history(`${store.person}:${key}`), wanted, { by: store.by, at: store.moment() }));
      }
    })),
    ...(owner
      ? [button(`Add to the answers of ${shortened(owner.name, NAME) || "the other person"}`, doing("open file", () => {
        store.choose(owner.id);
        add(records(new Map())); // the rounds to choose from are not theirs
      }))]
      : []),
    // Two people of two devices have one id where both come from the first version.
    ...(owner && (!theirs.name || theirs.name === owner.name)
      ? []
      : [button(theirs.name ? `Open as ${name}` : "Open as another person", doing("open file", () => {
        store.add(theirs.name || "Another person", store.people().some(({ id }) => id === whose) || !whose ? undefined : whose);
        unerased(store, theirs.id, theirs.records).forEach((record, key) => store.join(key, record));
      }))]),
  ];
  // Each button with what the storage would need for it.
  const room = await free(store);
  const [more, fresh] = [store.person, undefined].map((person) => growth(store, theirs, person));
  const all = owner ? growth(store, theirs, owner.id) : fresh;
  const size = `The file needs about ${megabytes(Math.min(more, all))}. Your browser has about ${megabytes(room)} left for this site.`;
  const fitting = buttons.filter((_, index) => [more, more, all, fresh][index] <= room || !store.records.stored.open);
  if (!fitting.length) return notice("Open a saved file", `${NO_ROOM} ${size} Your answers have not changed.`);
  const large = fitting.length < buttons.length || Math.max(more, all) > LARGE ? [make("p", {}, size)] : [];
  if (other) buttons.unshift(...buttons.splice(2));
  const offered = buttons.filter((one) => fitting.includes(one));
  offered[0].autofocus = true;
  const warning = other ? [make("p", {}, `${owner && owner.name !== theirs.name ? "On this device these answers" : "The answers in the file"} belong to ${owner ? shortened(owner.name, NAME) || "the other person" : name}. This page now shows ${mine ? `the answers of ${shortened(mine, NAME)}` : "your own answers"}.`)] : [];
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
    const name = [`“${shortened(title, NAME)}”`, dayName(started)].filter(Boolean).join(", ");
    const control = select([["", "add as a separate round"], ...mine.map((one) => /** @type {[string, string]} */ ([one.id, `add to my round “${shortened(one.title, NAME)}”`]))], "", { change: () => {
      if (control.value) into.set(id, control.value);
      else into.delete(id);
      then();
    } });
    return field(`Round in the file: ${name}`, control);
  }) : [];
}

/** All records once a file takes the place of what is here. A file without a name leaves the name.
 * @param {PersonRecords} all of both @param {PersonRecords} theirs @param {string} name @returns {PersonRecords} */
const replaced = (all, theirs, name) => new Map([...all].map(([key, record]) => [key, key === "info" && !name ? record : (theirs.get(key) ?? nothing())]));

/** What opening would change, in words. @param {Suite} suite @param {Map<string, string>} into @param {Whole} file @param {Set<string>} known
 * @param {{id: string, name: string}} [owner] another person of this device whose answers the file has */
function preview(suite, into, file, known, owner) {
  const [mine, whole, hers] = [store.all(), moved(file.records, into), owner ? store.all(owner.id) : new Map()];
  const theirs = unerased(store, file.id, file.records, mine, into);
  const after = merge(mine, theirs);
  const instead = replaced(after, theirs, file.name);
  const both = owner ? merge(hers, unerased(store, file.id, file.records, hers)) : hers;
  const kept = outvoted(mine, theirs);
  const rounds = new Map(view(file.records).rounds.map(({ id, title }) => [id, `${shortened(title, NAME)} in the file`]));
  for (const { id, title } of [...store.rounds(owner?.id), ...store.rounds()]) rounds.set(id, shortened(title, NAME));
  const scale = { ...suite.scale, former: { ...file.labels, ...suite.scale.former } };
  /** @param {string} title @param {Change[]} found @param {PersonRecords} records */
  const list = (title, found, records = after) => {
    /** @type {Map<string, string[]>} */
    const rows = new Map();
    for (const { key, field: name, before, after: is } of found) {
      if (name === "made") continue;
      const [was, now] = [before, is].map((value) => textOf(scale, key, name, value));
      rows.set(key, [...(rows.get(key) ?? []), before === undefined ? `${nameOf(name)}: ${now}` : `${nameOf(name)}: ${was} → ${now}`]);
    }
    const items = [...rows].map(([key, said]) => make("li", {}, make("div", {}, make("b", {}, about(key, records, rounds)), ...said.map((line) => make("p", {}, line)))));
    return items.length ? [fold(title, make("ul", { class: "picks" }, ...items))] : [];
  };
  /** What is new, and what changes. @param {PersonRecords} before @param {PersonRecords} now @param {string} [where] */
  const lists = (before, now, where = "") => {
    const all = changes(before, now);
    /** @param {Change} one */
    const isNew = ({ key }) => !holds(before.get(key));
    const titles = where ? [`Added to ${where}`, `Changed in ${where}`] : ["Added", "Changed"];
    return [...list(titles[0], all.filter(isNew), now), ...list(titles[1], all.filter((one) => !isNew(one)), now)];
  };
  const replacing = changes(mine, instead).filter(({ key, field: name, after: is }) => is !== valueOf(after.get(key), name));
  const elsewhere = [...theirs.keys()].filter((key) => REFERENCE.test(key.split(":")[2] ?? "") && !known.has(key.split(":")[2]) && Object.keys(answer(theirs.get(key))).length);
  const [again, lost] = [erasedAgain(after, whole), erasedAgain(theirs, mine)];
  const erased = store.records.read(`erased:${file.id}`)?.at;
  const undo = lost ? "You can undo this, but not what is erased." : "You can undo this.";
  const stay = !lost && changes(mine, after).some(({ before }) => before !== undefined);
  const whose = owner && `the answers of ${owner.name || "the other person"}`;
  const said = [
    whose && `If you add the file to ${whose}: ${sum(hers, both)}. ${undo}`,
    `If you add the file to your answers: ${sum(mine, after)}. ${undo}${stay ? " The earlier values stay on this device." : ""}`,
    kept.length && `If you add the file, your newer values stay. The file has ${counted(kept.length, "older value")}.`,
    replacing.length && `If you replace your answers: ${sum(mine, instead)}. ${undo}`,
    elsewhere.length && `${counted(elsewhere.length, "answer")} in the file ${elsewhere.length === 1 ? "is" : "are"} for items that are not on this site. They will be saved but not counted.`,
    lost && `Opening the file will erase ${counted(lost, "value")} on this device for good, because you erased ${lost === 1 ? "it" : "them"} on another device. You cannot bring back what is erased.`,
    again && `${counted(again, "value")} that you erased on this device ${again === 1 ? "stays" : "stay"} erased.`,
    typeof erased === "string" && `You erased the answers of this person from this device on ${dayName(erased)}. Opening the file brings them back.`,
    file.ignored && `${counted(file.ignored, "value")} in the file could not be read and will be left out.`,
  ];
  return [
    ...said.flatMap((line) => (line ? [make("p", {}, line)] : [])),
    ...(whose ? lists(hers, both, whose) : []),
    ...lists(mine, after, whose && "your answers"),
    ...list("Changed if you replace your answers", replacing.filter(({ after: is }) => is !== undefined)),
    ...list("Cleared if you replace your answers", replacing.filter(({ after: is }) => is === undefined)),
  ];
}

/** @type {[kind: string, one: string, many: string][]} */
const KINDS = [
  ["answer", "answer", "answers"],
  ["round", "round", "rounds"],
  ["plan", "step", "steps"],
  ["evidence", "piece of evidence", "pieces of evidence"],
  ["info", "name", "names"],
  ["", "other entry", "other entries"],
];

/** How many answers, steps, entries and rounds are new, hold something else, or hold nothing any more, in words.
 * @param {PersonRecords} before @param {PersonRecords} after */
function sum(before, after) {
  const keys = [...new Set(changes(before, after).flatMap(({ key, field: name }) => (name === "made" ? [] : key)))];
  /** @param {string[]} some */
  const words = (some) => {
    const kinds = some.map((key) => KINDS.find(([kind]) => kind === key.split(":")[0]) ?? KINDS[5]);
    const parts = KINDS.map(([kind, one, many]) => [kinds.filter(([found]) => found === kind).length, one, many]);
    return parts.flatMap(([number, one, many]) => (number ? counted(Number(number), String(one), String(many)) : [])).join(", ") || "nothing";
  };
  const fresh = keys.filter((key) => !holds(before.get(key)));
  const gone = keys.filter((key) => !holds(after.get(key)));
  const changed = keys.filter((key) => !fresh.includes(key) && !gone.includes(key));
  return [`${words(fresh)} added`, `${words(changed)} changed`, ...(gone.length ? [`${words(gone)} cleared`] : [])].join(", ");
}

/** What a record belongs to, in words. @param {string} key @param {PersonRecords} records @param {Map<string, string>} rounds */
function about(key, records, rounds) {
  const [kind, id, reference] = key.split(":");
  if (kind === "answer") return `${reference}, ${rounds.get(id) ?? "a round"}`;
  if (kind === "round") return `Round “${rounds.get(id) ?? id}”`;
  if (kind === "plan") return `Step “${shortened(String(valueOf(records.get(key), "what") ?? ""))}”`;
  if (kind === "evidence") return `Evidence “${shortened(String(valueOf(records.get(key), "title") ?? ""))}”`;
  return kind === "info" ? "Name" : key;
}
