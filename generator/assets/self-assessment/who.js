/* The fold that says whose answers these are and of which round, and lets the learner name, choose and begin either. It also lists what
 * can be undone, and answers that were deleted. */

import { act, acts, deleted, restore, undo } from "./acts.js";
import { dayName } from "./days.js";
import { button, field, fold, make, needed, select, tools } from "./element.js";
import { fitsLimit } from "./limit.js";
import { changed, store, tell } from "./session.js";

/** @import { Round } from "./answers.js" */

export class Who {
  constructor() {
    this.fold = make("details", { class: "who" });
    this.show();
  }

  /** Show what is stored now, unless the learner is typing or choosing in it. */
  refresh() {
    if (!this.fold.contains(document.activeElement)) this.show();
  }

  show() {
    const people = store.people();
    const rounds = store.rounds();
    const round = rounds.find(({ id }) => id === store.round);
    const name = store.name();
    if (!people.some(({ id }) => id === store.person)) people.unshift({ id: store.person, name: "" });
    const whose = select(people.map((one) => [one.id, one.name || "Me"]), store.person, { change: () => this.choose(whose.value) });
    const which = select(rounds.map((one) => [one.id, dated(one)]), store.round, { change: () => this.choose(store.person, which.value) });
    /** @param {(value: string) => void} keep @param {string} [value] */
    const text = (keep, value = "") => {
      const input = make("input", { value, input: () => {
        if (!fitsLimit(input)) return tell("tried");
        keep(input.value);
        changed();
        tell("who");
      } });
      return input;
    };
    const fields = [
      field("Name", text((value) => store.rename(value), name)),
      field("Name of this round", text((value) => store.changeRound({ name: value }), round?.name)),
      field("Assessor", text((value) => store.changeRound({ assessor: value }), round?.assessor)),
    ];
    if (people.length > 1) fields.unshift(field("Whose answers", whose));
    if (rounds.length > 1 || (rounds.length && !round)) fields.push(field("Round", which));
    const buttons = [button("Start a new round", () => this.startRound()), button("Add a person", () => this.addPerson())];
    const summary = [name || "Me", round ? dated(round) : store.roundTitle].join(" · ");
    const open = [...this.fold.querySelectorAll("details")].map((one) => one.open);
    this.fold.replaceChildren(make("summary", {}, summary), make("div", { class: "who__fields" }, ...fields), tools(...buttons), ...this.past());
    this.fold.querySelectorAll("details").forEach((one, index) => (one.open = open[index] ?? false));
  }

  /** What can be undone, and what was deleted. @returns {Node[]} */
  past() {
    const [done, gone] = [acts(store), deleted(store)];
    const people = new Map(store.people().map(({ id, name }) => [id, name || "Me"]));
    const rows = done.map(({ key, what, whose, at, undone }) => {
      const about = [dayName(at), people.size > 1 ? people.get(whose) : ""].filter(Boolean).join(", ");
      const toggle = button(undone ? "Do again" : "Undo", () => this.undo(key), { "aria-label": `${undone ? "Do again" : "Undo"}: ${what}` });
      return make("li", {}, make("p", {}, `${what[0].toUpperCase()}${what.slice(1)} `, make("small", {}, about)), toggle);
    });
    const away = gone.map(({ id, name, at }) => {
      const whose = name ? `The answers of ${name}` : "Answers without a name";
      return make("li", {}, make("p", {}, `${whose}, deleted on ${dayName(at)}.`), tools(
        button("Bring back", () => this.restore(id), { "aria-label": `Bring back: ${whose}` }),
        button("Erase for good", () => this.erase(id, name), { "aria-label": `Erase for good: ${whose}` }),
      ));
    });
    return [
      ...(rows.length ? [fold(`Changes that you can undo: ${rows.length}`, make("ul", { class: "picks" }, ...rows))] : []),
      ...(away.length ? [fold(`Deleted answers: ${away.length}`, make("ul", { class: "picks" }, ...away))] : []),
    ];
  }

  /** @param {string} person @param {string} [round] */
  choose(person, round) {
    store.choose(person, round);
    tell("all");
    this.again();
  }

  startRound() {
    act(store, "the new round", () => store.startRound());
    store.choose(store.person, store.round);
    tell("all");
    this.again();
  }

  addPerson() {
    act(store, "the new person", () => store.add(`Person ${store.people().length + 1}`));
    tell("all");
    this.again();
    this.fold.querySelector("input")?.select();
  }

  /** @param {string} key */
  undo(key) {
    undo(store, key);
    tell("all");
    this.again();
  }

  /** @param {string} id */
  restore(id) {
    restore(store, id);
    tell("all");
    this.again();
  }

  /** @param {string} id @param {string} name */
  async erase(id, name) {
    const { askToErase } = await needed(() => import("./delete-answers.js"));
    askToErase(id, name, () => this.again());
  }

  /** After what was chosen in the fold itself, which has the focus. */
  again() {
    this.show();
    this.fold.querySelector("summary")?.focus();
  }
}

/** @param {Round} round */
const dated = ({ started, title }) => (started ? `${title}, ${dayName(started)}` : title);
