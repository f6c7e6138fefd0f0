// What must be there, kept by other means than the store's: of each device the list of everything that a window showed as saved and
// that nobody erased, and of each act what it changed.

import { KEEP } from "../../generator/competence_standards/web/scripts/kept/history.js";
import { clock, Shelf, window } from "./device.mjs";

/** Chance that is the same each time: mulberry32. */
export function chance(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (most) => Math.floor(next() * most);
  return { below, of: (list) => list[below(list.length)], one: (most) => below(most) === 0 };
}

/** The part of a value by which it is found in any text. */
export const marked = (value) => /<[^<>]*>$/.exec(String(value))?.[0];

export const parts = (at) => {
  const [person, rest, field] = at.split(" ");
  return { person, rest, field };
};

/** What every field of everyone holds in a window, with who wrote it when, by place: "person record field". @param {boolean} all whether
 * that of deleted people, too */
export function view(store, all = false) {
  const found = new Map();
  const gone = new Set(all ? [] : store.records.keys("deleted:").map((key) => key.slice(8)));
  for (const key of store.records.keys("")) {
    const [, person, rest] = /^([a-z0-9]+):((?:info$|round:|answer:|plan:|evidence:|form:).*)$/.exec(key) ?? [];
    if (!rest || gone.has(person)) continue;
    for (const [field, steps] of Object.entries(store.records.history(key))) {
      if (Array.isArray(steps)) found.set(`${person} ${rest} ${field}`, steps.at(-1));
    }
  }
  return found;
}

export const held = (seen, at) => seen.get(at)?.value ?? undefined;

let number = 0;

/** What a device must hold. An entry is one value of one field: { person, rest, field, value, by, origin, n }. `by` is the device that wrote
 * it, `origin` the record in which it did so, and n the order of writing anywhere. */
export class Ledger {
  constructor(name) {
    this.name = name;
    /** Shown as saved, in that order. */
    this.kept = [];
    /** By place and writer, what was erased: { person, rest, field, by, origin, n }, up to n. */
    this.erased = new Map();
    /** What must be in no text any more, unless it was entered again. */
    this.gone = new Set();
    /** By place, the last change of what it holds. */
    this.touched = new Map();
    /** Who was brought back, by who went on meanwhile: what those entered is theirs now. */
    this.joined = new Map();
    /** By place, the last time that something was erased. */
    this.loose = new Map();
  }

  entry(at, value, by = this.name) {
    const place = parts(at);
    // The first version has no writers: equal values are one.
    const origin = by === "v1" ? value : `${place.person}:${place.rest}`;
    return { ...place, value, by, origin, n: (number += 1) };
  }

  static now() {
    return number;
  }

  /** Whose answers it is now. */
  owner(person) {
    const to = this.joined.get(person);
    return to === undefined ? person : this.owner(to);
  }

  place({ person, rest, field }) {
    return `${this.owner(person)} ${rest} ${field}`;
  }

  /** What one person entered is another's now. @param {(mark: object) => boolean} has whether that one has steps of a writer: then it is
   * no longer known what was erased of its steps */
  join(from, into, has) {
    for (const map of [this.touched, this.loose]) {
      for (const [name, n] of [...map]) {
        const [person, ...rest] = name.split(" ");
        if (person === from) map.set([into, ...rest].join(" "), n);
      }
    }
    for (const mark of [...this.erased.values()])
      if (mark.person === from && !has(mark)) this.mark({ ...mark, person: into });
    this.joined.set(from, into);
  }

  /** No file may bring back what a writer wrote into a field up to now. */
  mark({ person, rest, field, by, origin, n }) {
    const name = JSON.stringify([`${person} ${rest} ${field}`, by, origin]);
    this.erased.set(name, { person, rest, field, by, origin, n: Math.max(n, this.erased.get(name)?.n ?? 0) });
  }

  touch(at, when = (number += 1)) {
    this.touched.set(at, when);
  }

  /** What a field held before was erased: an act before that cannot bring it back. */
  loosen(at, when = (number += 1)) {
    this.loose.set(at, when);
  }

  isErased(entry) {
    return entry.n <= (this.erased.get(JSON.stringify([this.place(entry), entry.by, entry.origin]))?.n ?? 0);
  }

  keep(entries) {
    const known = new Set(this.kept.map((entry) => `${this.place(entry)} ${entry.n}`));
    this.kept.push(
      ...entries.filter((entry) => !this.isErased(entry) && !known.has(`${this.place(entry)} ${entry.n}`)),
    );
  }

  /** @param {(entry: object) => boolean} which are erased; `lasting` where no file may bring them back */
  erase(which, lasting) {
    for (const entry of this.kept.filter(which)) {
      if (marked(entry.value)) this.gone.add(marked(entry.value));
      if (lasting) this.mark({ ...entry, person: this.owner(entry.person) });
    }
    this.kept = this.kept.filter((entry) => !which(entry));
  }

  /** Each value that was saved is there, and each that was erased is not. @param {Shelf} shelf @param {object[]} waiting entries that
   * windows have yet to store @param {Map<string, string>} renamed */
  faults(shelf, waiting, renamed) {
    const store = window(new Shelf(Object.fromEntries(shelf.texts)), clock("2027-01-01T00:00:00.000Z"));
    store.follow(renamed);
    const faults = [];
    const thinned = new Set();
    for (const entry of this.kept) {
      const found = this.find(store, entry, waiting);
      if (found === "thinned") thinned.add(entry);
      if (!found) faults.push(`lost on ${this.name}: ${JSON.stringify(entry)}`);
    }
    this.kept = this.kept.filter((entry) => !thinned.has(entry));
    const live = new Set([...this.kept, ...waiting].map(({ value }) => marked(value)));
    for (const [key, text] of shelf.texts) {
      for (const value of this.gone)
        if (!live.has(value) && (text.includes(value) || key.includes(value)))
          faults.push(`erased and yet there on ${this.name}: ${value} in ${key}`);
    }
    return faults;
  }

  /** Whether a value is there, or was thinned out as the rule allows. */
  find(store, entry, waiting = []) {
    if (entry.value === null) return "cleared";
    const lists = this.lists(store, entry);
    if (lists.some((steps) => steps.some(({ value }) => value === entry.value))) return "there";
    return lists.some((steps) => steps.length >= KEEP) && !this.#last(entry, waiting) ? "thinned" : "";
  }

  /** The steps among which an entry must be: of who entered it, or of whose it is now. */
  lists(store, { person, rest, field }) {
    const family = [person];
    while (this.joined.has(family[0])) family.unshift(this.joined.get(family[0]));
    // A window that was opened while the storage was blocked has yet to rename what it could not see.
    const names = [...new Set([rest, followed(store, rest)])];
    return family.flatMap((one) => names.map((name) => store.records.history(`${one}:${name}`)[field] ?? []));
  }

  /** Whether it is the last that its device wrote into the field, by the order of writing as well as of storing. */
  #last(entry, waiting) {
    const own = [...this.kept, ...waiting].filter(
      (one) => one.by === entry.by && this.place(one) === this.place(entry),
    );
    return own.at(-1) === entry && own.every(({ n }) => n <= entry.n);
  }
}

/** The rest of a key under the id that a standard has now. */
export function followed(store, rest) {
  const [kind, round, reference] = rest.split(":");
  return kind === "answer" ? `answer:${round}:${store.current(reference)}` : rest;
}

/** The name of a field's place under the id that a standard has now. */
export function followedName(store, name) {
  const { person, rest, field } = parts(name);
  return `${person} ${followed(store, rest)} ${field}`;
}
