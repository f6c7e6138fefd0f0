/* Opens a saved file. Checks the size first, shows what would change, and changes nothing until the learner chooses how. */

import "./close-dialogs.js";
import { act } from "../kept/acts.js";
import { REFERENCE, answer, view } from "../kept/answers.js";
import { dayName } from "../days.js";
import { standards } from "./edition.js";
import { button, dialog, field, fold, make, notice, select, tools } from "../dom.js";
import { unerased } from "../kept/erase.js";
import { holds, nothing, valueNow } from "../kept/history.js";
import { nameOf, shortened } from "../kept/labels.js";
import { textOf } from "../kept/values.js";
import { changes, erasedAgain, like, joinInto, merge, moved, outvoted } from "../kept/merge.js";
import { LARGEST, Refused, decoded, read } from "../kept/read-file.js";
import { named } from "./save-file.js";
import { free, growth, megabytes, allOrNothing } from "../kept/room.js";
import { n, t } from "../words.js";

/** @import { PersonRecords } from "../kept/answers.js" */
/** @import { Suite } from "../kept/suite.js" */
/** @import { Whole } from "../kept/file.js" */
/** @import { Change } from "../kept/merge.js" */
/** @import { Store } from "../kept/store.js" */
/** @import { Session } from "./session.js" */

const NO_ROOM = t("This device has no room for this file.");
/** Warn about files with more characters. This is a fifth of what a browser stores. */
const LARGE = 1e6;
/** Fields that the site sets itself, so the learner does not see them. */
const HIDDEN = new Set(["made", "dated"]);
/** Characters of a person's or round's name that the dialog shows. A longer name could push the message out of view. */
const NAME = 60;

/** @param {Session} session @param {File} file */
export async function openFile(session, file) {
  try {
    if (file.size > LARGEST) throw new Refused(t("This file is too large to be a self-assessment file."));
    const theirs = read(decoded(await file.arrayBuffer()));
    await session.learned();
    await askToOpen(session, theirs, () => undefined);
  } catch (error) {
    const why =
      error instanceof Refused
        ? error.message
        : t(
            "This file could not be opened, because the list of standards did not load. Check your connection, then try again.",
          );
    notice(t("Open a saved file"), `${why} ${t("Your answers have not changed.")}`);
  }
}

/** Show what opening would change, and let the learner choose how. @param {Session} session @param {Whole} file
 * @param {() => void} then called afterwards
 * @param {() => boolean} isThere whether the answers are unchanged since they were read: those at another address may have been deleted */
export async function askToOpen(session, file, then, isThere = () => true) {
  const { store } = session;
  const suite = await session.learned();
  const theirs = { ...file, records: followed(store, file.records) };
  const known = new Set(
    [...(await standards(named(store, theirs.records)))].flatMap(([id, { sections }]) =>
      sections.flatMap((section) => section.items.map((item) => `${id}/${item.id}`)),
    ),
  );
  const whose = store.whoIs(theirs.id);
  const owner = store.people().find(({ id }) => id === whose && id !== store.person);
  const [mine, name] = [store.name(), theirs.name ? shortened(theirs.name, NAME) : t("someone who gave no name")];
  const other = owner ?? (whose !== store.person && theirs.name && mine && theirs.name !== mine);
  /** Return the ids of the person on the page and of the file's person. */
  const people = () => `${store.person} ${store.whoIs(theirs.id)}`;
  const before = people();
  /** For each round of the file, the existing round that it is added to, if any. @type {Map<string, string>} */
  const into = new Map();
  const told = make("div");
  const draw = () => told.replaceChildren(...preview(store, suite, into, theirs, known, owner));
  const last = view(theirs.records).rounds.at(-1);
  /** Return the round to show afterwards: the file's last round if all of its rounds are new here. */
  const shown = () => (last && !into.has(last.id) && !theirs.records.has(`round:${store.round}`) ? last.id : undefined);
  /** @param {string} what @param {() => void} put @returns {() => void} */
  const doing = (what, put) => () => {
    box.close();
    if (!isThere() || people() !== before)
      return notice(
        t("Open a saved file"),
        `${t("These answers were changed or deleted in another tab.")} ${t("Your answers have not changed.")}`,
      );
    const done = allOrNothing(store, () => {
      act(store, what, put);
      store.learn(theirs.words);
      if (Object.keys(theirs.extra).length) store.records.put(`${store.person}:extra`, theirs.extra);
      suite.scale.former = store.labels({ ...theirs.labels, ...store.labels() });
      store.choose(store.person, shown());
    });
    if (!done) return notice(t("Open a saved file"), `${NO_ROOM} ${t("Your answers have not changed.")}`);
    session.changed();
    session.tell("all");
    then();
  };
  const records = (chosen = into) => unerased(store, theirs.id, theirs.records, store.all(), chosen);
  /** @param {PersonRecords} file */
  const add = (file) => {
    for (const [key, record] of file) store.join(key, record);
  };
  const buttons = [
    button(
      t("Add to my answers"),
      doing(t("open file"), () => add(records())),
    ),
    button(
      t("Replace my answers"),
      doing(t("open file"), () => {
        const file = records();
        add(file);
        for (const [key, wanted] of replaced(store.all(), file, theirs.name)) {
          const place = `${store.person}:${key}`;
          store.log(key, like(store.records.history(place), wanted, { by: store.by(place), at: store.moment() }));
        }
      }),
    ),
    ...(owner
      ? [
          button(
            t("Add to the answers of {name}", { name: shortened(owner.name, NAME) || t("the other person") }),
            doing(t("open file"), () => {
              store.choose(owner.id);
              add(records(new Map())); // the learner chooses from the existing rounds, so leave out the file's
            }),
          ),
        ]
      : []),
    // Two people on two devices can have the same id if both come from version 1.
    ...(owner && (!theirs.name || theirs.name === owner.name)
      ? []
      : [
          button(
            theirs.name ? t("Open as {name}", { name }) : t("Open as another person"),
            doing(t("open file"), () => {
              store.add(
                theirs.name || t("Another person"),
                store.people().some(({ id }) => id === whose) || !whose ? undefined : whose,
              );
              for (const [key, record] of unerased(store, theirs.id, theirs.records)) store.join(key, record);
            }),
          ),
        ]),
  ];
  // Each choice, with the storage that it needs.
  const room = await free(store);
  const [more, fresh] = [store.person, undefined].map((person) => growth(store, theirs, person));
  const all = owner ? growth(store, theirs, owner.id) : fresh;
  const size = t("The file needs about {size}. Your browser has about {room} left for this site.", {
    size: megabytes(Math.min(more, all)),
    room: megabytes(room),
  });
  const fitting = buttons.filter((_, index) => [more, more, all, fresh][index] <= room || !store.records.stored.open);
  if (!fitting.length)
    return notice(t("Open a saved file"), `${NO_ROOM} ${size} ${t("Your answers have not changed.")}`);
  const large = fitting.length < buttons.length || Math.max(more, all) > LARGE ? [make("p", {}, size)] : [];
  if (other) buttons.unshift(...buttons.splice(2));
  const offered = buttons.filter((one) => fitting.includes(one));
  offered[0].autofocus = true;
  const them = { name: owner ? shortened(owner.name, NAME) || t("the other person") : name };
  const belongs =
    owner && owner.name !== theirs.name
      ? t("On this device these answers belong to {name}.", them)
      : t("The answers in the file belong to {name}.", them);
  const shows = mine
    ? t("This page now shows the answers of {name}.", { name: shortened(mine, NAME) })
    : t("This page now shows your own answers.");
  const warning = other ? [make("p", {}, `${belongs} ${shows}`)] : [];
  const head = make(
    "p",
    {},
    last?.started
      ? t("This file belongs to {name}. The last round started on {day}.", { name, day: dayName(last.started) })
      : t("This file belongs to {name}.", { name }),
  );
  const box = dialog(
    t("Open a saved file"),
    head,
    ...warning,
    ...choices(store, theirs.records, into, draw),
    ...large,
    told,
    tools(
      ...offered,
      button(t("Cancel"), () => box.close()),
    ),
  );
  draw();
}

/** Rename records of standards whose id has changed. @param {Store} store @param {PersonRecords} records @returns {PersonRecords} */
function followed(store, records) {
  /** @type {PersonRecords} */
  const found = new Map();
  for (const [key, record] of records) {
    const [kind, round, reference] = key.split(":");
    joinInto(found, kind === "answer" && reference ? `answer:${round}:${store.current(reference)}` : key, record);
  }
  return found;
}

/** Build a drop-down for each round that only the file has, to choose where its answers go. @param {Store} store
 * @param {PersonRecords} records @param {Map<string, string>} into
 * @param {() => void} then @returns {Node[]} */
function choices(store, records, into, then) {
  const mine = store.rounds();
  const own = new Set(mine.map(({ id }) => id));
  const theirs = view(records).rounds.filter(({ id }) => !own.has(id));
  return mine.length
    ? theirs.map(({ id, title, started }) => {
        const name = [`“${shortened(title, NAME)}”`, dayName(started)].filter(Boolean).join(", ");
        const control = select(
          [
            ["", t("add as a separate round")],
            ...mine.map(
              (one) =>
                /** @type {[string, string]} */ ([
                  one.id,
                  t("add to my round “{round}”", { round: shortened(one.title, NAME) }),
                ]),
            ),
          ],
          "",
          {
            change: () => {
              if (control.value) into.set(id, control.value);
              else into.delete(id);
              then();
            },
          },
        );
        return field(t("Round in the file: {round}", { round: name }), control);
      })
    : [];
}

/** Return the records after a file replaces the existing answers. If the file has no name, the name stays.
 * @param {PersonRecords} all of both @param {PersonRecords} theirs @param {string} name @returns {PersonRecords} */
const replaced = (all, theirs, name) =>
  new Map([...all].map(([key, record]) => [key, key === "info" && !name ? record : (theirs.get(key) ?? nothing())]));

/** Describe what opening the file would change. @param {Store} store @param {Suite} suite @param {Map<string, string>} into
 * @param {Whole} file @param {Set<string>} known
 * @param {{id: string, name: string}} [owner] another person on this device, if the file has that person's answers */
function preview(store, suite, into, file, known, owner) {
  const [mine, whole, hers] = [store.all(), moved(file.records, into), owner ? store.all(owner.id) : new Map()];
  const theirs = unerased(store, file.id, file.records, mine, into);
  const after = merge(mine, theirs);
  const instead = replaced(after, theirs, file.name);
  const both = owner ? merge(hers, unerased(store, file.id, file.records, hers)) : hers;
  const kept = outvoted(mine, theirs);
  const rounds = new Map(
    view(file.records).rounds.map(({ id, title }) => [id, t("{round} in the file", { round: shortened(title, NAME) })]),
  );
  for (const { id, title } of [...store.rounds(owner?.id), ...store.rounds()]) rounds.set(id, shortened(title, NAME));
  const scale = { ...suite.scale, former: { ...file.labels, ...suite.scale.former } };
  /** @param {string} title @param {Change[]} found @param {PersonRecords} records */
  const list = (title, found, records = after) => {
    /** @type {Map<string, string[]>} */
    const rows = new Map();
    for (const { key, field: name, before, after: is } of found) {
      if (HIDDEN.has(name)) continue;
      const [was, now] = [before, is].map((value) => textOf(scale, key, name, value));
      rows.set(key, [
        ...(rows.get(key) ?? []),
        before === undefined ? `${nameOf(name)}: ${now}` : `${nameOf(name)}: ${was} → ${now}`,
      ]);
    }
    const items = [...rows].map(([key, said]) =>
      make(
        "li",
        {},
        make("div", {}, make("b", {}, about(key, records, rounds)), ...said.map((line) => make("p", {}, line))),
      ),
    );
    return items.length ? [fold(title, make("ul", { class: "picks list" }, ...items))] : [];
  };
  /** List what is new and what changes. @param {PersonRecords} before @param {PersonRecords} now @param {[string, string]} titles */
  const lists = (before, now, titles) => {
    const all = changes(before, now);
    /** @param {Change} one */
    const isNew = ({ key }) => !holds(before.get(key));
    return [
      ...list(titles[0], all.filter(isNew), now),
      ...list(
        titles[1],
        all.filter((one) => !isNew(one)),
        now,
      ),
    ];
  };
  const replacing = changes(mine, instead).filter(
    ({ key, field: name, after: is }) => is !== valueNow(after.get(key), name),
  );
  const elsewhere = [...theirs.keys()].filter(
    (key) =>
      REFERENCE.test(key.split(":")[2] ?? "") &&
      !known.has(key.split(":")[2]) &&
      Object.keys(answer(theirs.get(key))).length,
  );
  const [again, lost] = [erasedAgain(after, whole), erasedAgain(theirs, mine)];
  const erased = store.records.read(`erased:${file.id}`)?.at;
  const undo = lost ? t("You can undo this, but not what is erased.") : t("You can undo this.");
  const stay = !lost && changes(mine, after).some(({ before }) => before !== undefined);
  const whose = owner && { name: owner.name || t("the other person") };
  const said = [
    whose &&
      `${t("If you add the file to the answers of {name}: {changes}.", { ...whose, changes: sum(hers, both) })} ${undo}`,
    [
      t("If you add the file to your answers: {changes}.", { changes: sum(mine, after) }),
      undo,
      stay && t("The earlier values stay on this device."),
    ]
      .filter(Boolean)
      .join(" "),
    kept.length &&
      n(
        "If you add the file, your newer values stay. The file has {number} older value.",
        "If you add the file, your newer values stay. The file has {number} older values.",
        kept.length,
      ),
    replacing.length && `${t("If you replace your answers: {changes}.", { changes: sum(mine, instead) })} ${undo}`,
    elsewhere.length &&
      n(
        "{number} answer in the file is for items that are not on this site. They will be saved but not counted.",
        "{number} answers in the file are for items that are not on this site. They will be saved but not counted.",
        elsewhere.length,
      ),
    lost &&
      n(
        "Opening the file will erase {number} value on this device for good, because you erased it on another device. You cannot bring back what is erased.",
        "Opening the file will erase {number} values on this device for good, because you erased them on another device. You cannot bring back what is erased.",
        lost,
      ),
    again &&
      n(
        "{number} value that you erased on this device stays erased.",
        "{number} values that you erased on this device stay erased.",
        again,
      ),
    typeof erased === "string" &&
      t("You erased the answers of this person from this device on {day}. Opening the file brings them back.", {
        day: dayName(erased),
      }),
    file.ignored &&
      n(
        "{number} value in the file could not be read and will be left out.",
        "{number} values in the file could not be read and will be left out.",
        file.ignored,
      ),
  ];
  return [
    ...said.flatMap((line) => (line ? [make("p", {}, line)] : [])),
    ...(whose
      ? lists(hers, both, [t("Added to the answers of {name}", whose), t("Changed in the answers of {name}", whose)])
      : []),
    ...lists(
      mine,
      after,
      whose ? [t("Added to your answers"), t("Changed in your answers")] : [t("Added"), t("Changed")],
    ),
    ...list(
      t("Changed if you replace your answers"),
      replacing.filter(({ after: is }) => is !== undefined),
    ),
    ...list(
      t("Cleared if you replace your answers"),
      replacing.filter(({ after: is }) => is === undefined),
    ),
  ];
}

/** @type {[kind: string, counted: (number: number) => string][]} */
const KINDS = [
  ["answer", (number) => n("{number} answer", "{number} answers", number)],
  ["round", (number) => n("{number} round", "{number} rounds", number)],
  ["plan", (number) => n("{number} step", "{number} steps", number)],
  ["evidence", (number) => n("{number} piece of evidence", "{number} pieces of evidence", number)],
  ["form", (number) => n("{number} record of a form", "{number} records of forms", number)],
  ["info", (number) => n("{number} name", "{number} names", number)],
  ["", (number) => n("{number} other entry", "{number} other entries", number)],
];

/** Count the answers, steps, entries and rounds that are new, changed or cleared, in words.
 * @param {PersonRecords} before @param {PersonRecords} after */
function sum(before, after) {
  const keys = [...new Set(changes(before, after).flatMap(({ key, field: name }) => (HIDDEN.has(name) ? [] : key)))];
  /** @param {string[]} some */
  const words = (some) => {
    const kinds = some.map((key) => KINDS.find(([kind]) => kind === key.split(":")[0]) ?? KINDS[KINDS.length - 1]);
    return (
      KINDS.flatMap(([kind, counted]) => {
        const { length } = kinds.filter(([found]) => found === kind);
        return length ? counted(length) : [];
      }).join(", ") || t("nothing")
    );
  };
  const fresh = keys.filter((key) => !holds(before.get(key)));
  const gone = keys.filter((key) => !holds(after.get(key)));
  const changed = keys.filter((key) => !fresh.includes(key) && !gone.includes(key));
  const all = { added: words(fresh), changed: words(changed), cleared: words(gone) };
  return gone.length
    ? t("{added} added, {changed} changed, {cleared} cleared", all)
    : t("{added} added, {changed} changed", all);
}

/** Name the item, step or entry of a record. @param {string} key @param {PersonRecords} records @param {Map<string, string>} rounds */
function about(key, records, rounds) {
  const [kind, id, reference] = key.split(":");
  if (kind === "answer") return `${reference}, ${rounds.get(id) ?? t("a round")}`;
  if (kind === "round") return t("Round “{round}”", { round: rounds.get(id) ?? id });
  if (kind === "plan")
    return t("Step “{words}”", { words: shortened(String(valueNow(records.get(key), "what") ?? "")) });
  if (kind === "evidence")
    return t("Evidence “{words}”", { words: shortened(String(valueNow(records.get(key), "title") ?? "")) });
  if (kind === "form")
    return t("Record “{words}”", { words: shortened(String(valueNow(records.get(key), "title") ?? ""), NAME) });
  return kind === "info" ? t("Name") : key;
}
