// A device as the scripts see it: a storage that can be blocked or full, a clock, the pages of this version and of the first one, and
// two small standards.

import { act } from "../../generator/competence_standards/web/scripts/kept/acts.js";
import { write } from "../../generator/competence_standards/web/scripts/kept/file.js";
import { read } from "../../generator/competence_standards/web/scripts/kept/read-file.js";
import { nothing } from "../../generator/competence_standards/web/scripts/kept/history.js";
import { unerased } from "../../generator/competence_standards/web/scripts/kept/erase.js";
import { takeOver } from "../../generator/competence_standards/web/scripts/kept/legacy.js";
import { like, joinInto } from "../../generator/competence_standards/web/scripts/kept/merge.js";
import { Records } from "../../generator/competence_standards/web/scripts/kept/records.js";
import { Store } from "../../generator/competence_standards/web/scripts/kept/store.js";
import { gather } from "../../generator/competence_standards/web/scripts/kept/undo.js";

const SITE = "standards:/some/where/";
export const PREFIX = `${SITE}:v2:`;
/** Where the first version stored answers. */
export const OLD = `${SITE}:v1:`;

// Made once: it takes long.
const [BLOCKED, FULL] = [new DOMException("blocked", "SecurityError"), new DOMException("full", "QuotaExceededError")];

/** A Storage: all that a browser keeps for a site, for every window of it. */
export class Shelf {
  constructor(texts = {}) {
    this.texts = new Map(Object.entries(texts));
    this.blocked = false;
    this.room = Infinity;
  }

  get length() {
    this.#open();
    return this.texts.size;
  }

  key(index) {
    this.#open();
    this.names ??= [...this.texts.keys()];
    return this.names[index] ?? null;
  }

  getItem(key) {
    this.#open();
    return this.texts.get(key) ?? null;
  }

  setItem(key, text) {
    this.#open();
    if (this.room !== Infinity && this.used(key) + key.length + text.length > this.room) throw FULL;
    if (!this.texts.has(key)) this.names = undefined;
    this.texts.set(key, text);
  }

  removeItem(key) {
    this.#open();
    this.names = undefined;
    this.texts.delete(key);
  }

  /** How many characters are stored, but for one key. @param {string} [but] */
  used(but) {
    return [...this.texts].reduce((sum, [key, text]) => sum + (key === but ? 0 : key.length + text.length), 0);
  }

  #open() {
    if (this.blocked) throw BLOCKED;
  }
}

/** A clock that goes on by a second each time it is read. */
export function clock(start = "2026-11-22T14:02:00.000Z") {
  let at = Date.parse(start);
  return () => new Date((at += 1000));
}

/** A page, as session.js begins one. */
export function window(shelf, now = clock(), tab = undefined) {
  const store = new Store(new Records(() => shelf, PREFIX), now, tab);
  takeOver(store, OLD);
  gather(store);
  store.start();
  return store;
}

/** A page of the first version: one value a field, and the time of the whole record. */
export class FormerPage {
  constructor(shelf, now) {
    Object.assign(this, { shelf, now });
  }

  /** Put fields into what is stored, as the first version did. */
  put(rest, fields) {
    const before = JSON.parse(this.shelf.getItem(OLD + rest) ?? "{}");
    this.shelf.setItem(OLD + rest, JSON.stringify({ ...before, ...fields }));
  }

  change(reference, fields, item, round = "1") {
    const at = this.now().toISOString();
    this.put(`1:answer:${round}:${reference}`, { ...fields, at, ...(fields.rating ? { mark: item.mark } : {}) });
    for (const [rest, record] of [
      ["1:info", { made: at.slice(0, 10) }],
      [`1:round:${round}`, { id: round, started: at.slice(0, 10) }],
      [`1:words:${item.mark}`, { words: item.words }],
    ]) {
      if (this.shelf.getItem(OLD + rest) === null) this.put(rest, record);
    }
  }

  changeEntry(kind, id, fields) {
    this.put(`1:${kind}:${id}`, { ...fields, id, at: this.now().toISOString() });
  }
}

/** Everything of the person of now, as files.js puts it into a file. */
export function whole(store) {
  const { person } = store;
  const words = store.records.read(`${person}:words`) ?? {};
  return {
    id: person,
    name: store.name(),
    records: store.all(),
    words,
    labels: store.labels(),
    extra: store.records.read(`${person}:extra`) ?? {},
    ignored: 0,
  };
}

/** The text of a file. */
export function saved(store, about = { suite: "s", editions: {}, now: new Date("2026-11-22T15:00:00Z") }) {
  store.typing = undefined;
  return write(whole(store), about);
}

/** Open a file, as open-file.js does it: how is "add", "replace" or "as"; into says which round of the file goes into which of mine. Any
 * time is believed unless it is said what time it is: in the schedules, the clocks of two devices may be days apart. */
export function open(store, text, how = "add", into = new Map(), now = Infinity) {
  const theirs = read(text, now);
  const all = new Map();
  for (const [key, record] of theirs.records) {
    const [kind, round, reference] = key.split(":");
    joinInto(all, kind === "answer" ? `answer:${round}:${store.current(reference)}` : key, record);
  }
  const records = how === "as" ? unerased(store, theirs.id, all) : unerased(store, theirs.id, all, store.all(), into);
  act(store, "opening the file", () => {
    if (how === "as")
      store.add(
        theirs.name || "Another person",
        store.people().some(({ id }) => id === theirs.id) || !theirs.id ? undefined : theirs.id,
      );
    for (const [key, record] of records) store.join(key, record);
    if (how !== "replace") return;
    for (const [key, record] of store.all()) {
      const wanted = key === "info" && !theirs.name ? record : (records.get(key) ?? nothing());
      store.log(key, like(record, wanted, { by: store.by(`${store.person}:${key}`), at: store.moment() }));
    }
  });
  store.learn(theirs.words);
  if (Object.keys(theirs.extra).length) store.records.put(`${store.person}:extra`, theirs.extra);
  store.choose(store.person);
  return theirs;
}

export const P1 = { mark: "aaaaaaa1", words: "greet the customer" };
export const P2 = { mark: "aaaaaaa2", words: "identify the customer" };

const item = (id, mark, words, themes, withdrawn = null) => ({ id, mark, words, themes, withdrawn });

const parts = {
  "performance-criteria": { title: "Performance criteria", lead_in: "You must be able to:" },
  knowledge: { title: "Knowledge and understanding", lead_in: "You need to know and understand:" },
};

export const SERVE = {
  standard: "serve",
  title: "Serve customers",
  version: "1.0",
  parts,
  sections: [
    {
      part: "performance-criteria",
      heading: "Greet",
      items: [item("P1", P1.mark, P1.words, ["contact"]), item("P2", P2.mark, P2.words, ["contact", "records"])],
    },
    {
      part: "performance-criteria",
      heading: null,
      items: [
        item("P3", "aaaaaaa3", "say goodbye", ["contact"], {
          since: "1.0",
          reason: "Said twice.",
          replaced_by: ["serve/P1"],
        }),
      ],
    },
    { part: "knowledge", heading: null, items: [item("K1", "bbbbbbb1", "the law", ["law"])] },
  ],
  like: {
    P1: [
      { label: "Identical", items: ["plan/P1"] },
      { label: "Related", items: ["plan/P2", "plan/P1"] },
    ],
  },
};
export const PLAN = {
  standard: "plan",
  title: "Plan service",
  version: "2.1",
  parts,
  sections: [
    {
      part: "performance-criteria",
      heading: null,
      items: [item("P1", "ccccccc1", "greet the customer", ["contact"]), item("P2", "ccccccc2", "plan", ["records"])],
    },
  ],
  like: { P1: [{ label: "Identical", items: ["serve/P1"] }] },
};
const level = (id, code, criterion, knowledge, ready) => {
  const words = (label) => ({ label, meaning: `${label} means so.` });
  return { id, code, criterion: words(criterion), knowledge: words(knowledge), ready };
};
export const SUITE = {
  title: "Customer service",
  standards: [
    { id: "serve", title: "Serve customers" },
    { id: "plan", title: "Plan service" },
  ],
  scale: {
    levels: [
      level("not-yet", "N", "Not yet", "Not yet", false),
      level("with-support", "S", "With support", "Partly", false),
      level("on-my-own", "I", "On my own", "I can explain it", true),
      level("can-help", "T", "I can help others", "I can teach it", true),
    ],
    not_now: { code: "X", label: "Not part of my job now", meaning: "I do not do this.", reason: "Why not?" },
    evidence: Object.fromEntries(
      ["None yet", "Some", "I have it"].map((label, index) => [
        ["none", "some", "have"][index],
        { label, meaning: label },
      ]),
    ),
  },
  methods: [{ id: "observation", code: "O", name: "Observation" }],
  themes: { contact: "Contact", records: "Records", law: "The law" },
};
export const LEVELS = [...SUITE.scale.levels.map(({ id }) => id), "not-now"];
