/* The fold that says whose answers these are and of which round, and lets the learner name, choose and begin either. */

import { roundName } from "./answers.js";
import * as assessment from "./assessment.js";
import { button, day, field, make, select, tools } from "./element.js";
import { changed, done, store, tell } from "./session.js";

export class Who {
  constructor() {
    this.fold = make("details", { class: "who" });
    this.show();
  }

  /** Say it anew, unless the learner is at it. */
  refresh() {
    if (!this.fold.contains(document.activeElement)) this.show();
  }

  show() {
    const people = store.people();
    const rounds = store.rounds();
    const round = rounds.find(({ id }) => id === store.round);
    const { name } = store.info();
    if (!people.some(({ id }) => id === store.person)) people.unshift({ id: store.person, name: "" });
    if (!round) rounds.push({ id: store.round, answers: {} });
    const whose = select(people.map((one) => [one.id, one.name || "Me"]), store.person, { change: () => this.choose(whose.value) });
    const which = select(rounds.map((one) => [one.id, dated(one)]), store.round, { change: () => this.choose(store.person, which.value) });
    /** @param {(value: string) => void} keep @param {string} [value] */
    const text = (keep, value = "") => make("input", { maxlength: 100, value, input: (event) => this.keep(() => keep(/** @type {HTMLInputElement} */ (event.target).value)) });
    const fields = [
      field("Name", text((value) => store.changeInfo({ name: value }), name)),
      field("Name of this round", text((value) => store.changeRound({ name: value }), round?.name)),
      field("Assessor", text((value) => store.changeRound({ assessor: value }), round?.assessor)),
    ];
    if (people.length > 1) fields.unshift(field("Whose answers", whose));
    if (rounds.length > 1) fields.push(field("Round", which));
    const buttons = [button("Start a new round", () => this.startRound()), button("Add a person", () => this.addPerson())];
    const summary = [name || "Me", dated(round ?? { id: store.round })].join(" · ");
    this.fold.replaceChildren(make("summary", {}, summary), make("div", { class: "who__fields" }, ...fields), tools(...buttons));
  }

  /** @param {() => void} change */
  keep(change) {
    change();
    changed();
    tell("who");
  }

  /** @param {string} person @param {string} [round] */
  choose(person, round) {
    store.choose(person, round);
    done("");
    this.again();
  }

  startRound() {
    const undo = assessment.wayBack(store);
    store.startRound();
    done("the new round", undo);
    this.again();
  }

  addPerson() {
    const undo = assessment.wayBack(store);
    store.add(`Person ${store.people().length + 1}`);
    done("the new person", undo);
    this.again();
    this.fold.querySelector("input")?.select();
  }

  /** After what was chosen in the fold itself, which has the focus. */
  again() {
    this.show();
    this.fold.querySelector("summary")?.focus();
  }
}

/** @param {{id: string, name?: string, started?: string}} round */
function dated(round) {
  const { started } = round;
  return started ? `${roundName(round)}, ${day(started)}` : roundName(round);
}
