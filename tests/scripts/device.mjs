// A device as the scripts see it: a storage that can be blocked or full, a clock, and two small standards.

import { meet } from "../../generator/assets/self-assessment/merge.js";
import { Records } from "../../generator/assets/self-assessment/records.js";
import { Store } from "../../generator/assets/self-assessment/store.js";

export const PREFIX = "standards:/some/where/:v1:";

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
    return [...this.texts.keys()][index] ?? null;
  }

  getItem(key) {
    this.#open();
    return this.texts.get(key) ?? null;
  }

  setItem(key, text) {
    this.#open();
    const used = [...this.texts].reduce((sum, [name, kept]) => sum + (name === key ? 0 : name.length + kept.length), 0);
    if (used + key.length + text.length > this.room) throw new DOMException("full", "QuotaExceededError");
    this.texts.set(key, text);
  }

  removeItem(key) {
    this.#open();
    this.texts.delete(key);
  }

  #open() {
    if (this.blocked) throw new DOMException("blocked", "SecurityError");
  }
}

/** A clock that goes on by a second each time it is read. */
export function clock(start = "2026-11-22T14:02:00.000Z") {
  let at = Date.parse(start);
  return () => new Date((at += 1000));
}

export const window = (shelf, now = clock()) => new Store(new Records(() => shelf, PREFIX, meet), now);

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
      items: [item("P3", "aaaaaaa3", "say goodbye", ["contact"], { since: "1.0", reason: "Said twice.", replaced_by: ["serve/P1"] })],
    },
    { part: "knowledge", heading: null, items: [item("K1", "bbbbbbb1", "the law", ["law"])] },
  ],
  like: { P1: [{ label: "Identical", items: ["plan/P1"] }, { label: "Related", items: ["plan/P2", "plan/P1"] }] },
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
    evidence: Object.fromEntries(["None yet", "Some", "I have it"].map((label, index) => [["none", "some", "have"][index], { label, meaning: label }])),
  },
  methods: [{ id: "observation", code: "O", name: "Observation" }],
  themes: { contact: "Contact", records: "Records", law: "The law" },
};
export const LEVELS = [...SUITE.scale.levels.map(({ id }) => id), "not-now"];
