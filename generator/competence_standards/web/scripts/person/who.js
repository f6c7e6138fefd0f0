/* The options of a page: choose, name or add a person or a round. A page can add more options. */

import { act } from "../kept/acts.js";
import { dayName } from "../days.js";
import { button, field, make, notice, select, tools } from "../dom.js";
import { t } from "../words.js";

/** @import { Round } from "../kept/answers.js" */
/** @import { Session } from "./session.js" */

export class Who {
  /** @param {Session} session @param {...HTMLElement} more buttons */
  constructor(session, ...more) {
    this.session = session;
    this.store = session.store;
    this.past = make("div");
    this.summary = make("summary");
    /** The page's additional options. */
    this.own = make("div", { class: "grid" });
    this.body = make("div");
    this.fold = make(
      "details",
      { class: "who options", toggle: () => this.showPast() },
      this.summary,
      make("div", { class: "panel" }, this.own, this.body, tools(...more), this.past),
    );
    this.show();
  }

  /** Refresh, unless the learner is using the options. */
  refresh() {
    const active = document.activeElement;
    if (!this.fold.contains(active)) this.show();
    else if (!active?.matches("input, select")) this.again();
  }

  show() {
    const people = this.store.people();
    const rounds = this.store.rounds();
    const round = rounds.find(({ id }) => id === this.store.round);
    const name = this.store.name();
    if (!people.some(({ id }) => id === this.store.person)) people.unshift({ id: this.store.person, name: "" });
    const whose = select(
      people.map((one) => [one.id, one.name || t("No name given")]),
      this.store.person,
      { change: () => this.choose(whose.value) },
    );
    const which = select(
      rounds.map((one) => [one.id, dated(one)]),
      this.store.round,
      { change: () => this.choose(this.store.person, which.value) },
    );
    /** @param {(value: string) => void} keep @param {string} [value] */
    const text = (keep, value = "") => {
      const input = make("input", {
        value,
        input: () => {
          if (!this.session.fitsLimit(input)) return this.session.tell("tried");
          keep(input.value);
          this.session.changed();
          this.session.tell("who");
        },
      });
      return input;
    };
    const ofRound = [
      field(
        t("Name of this round"),
        text((value) => this.store.changeRound({ name: value }), round?.name),
      ),
      field(
        t("Assessor"),
        text((value) => this.store.changeRound({ assessor: value }), round?.assessor),
      ),
    ];
    if (rounds.length > 1 || (rounds.length && !round)) ofRound.push(field(t("Round"), which));
    const { hasRounds } = this.session;
    const fields = [
      ...(people.length > 1 ? [field(t("Whose answers"), whose)] : []),
      field(
        t("Name"),
        text((value) => this.store.rename(value), name),
      ),
      ...(hasRounds ? ofRound : []),
    ];
    const buttons = [
      ...(hasRounds ? [button(t("Start a new round"), () => this.startRound())] : []),
      button(t("Add another person"), () => this.addPerson()),
    ];
    for (const input of this.body.querySelectorAll("input")) this.session.tooLong.delete(input);
    const shown = [
      name || (people.length > 1 && t("no name")),
      hasRounds && rounds.length > 1 && (round ? dated(round) : this.store.roundTitle),
    ]
      .filter(Boolean)
      .join(" · ");
    this.summary.textContent = shown ? t("Options: {chosen}", { chosen: shown }) : t("Options");
    this.body.replaceChildren(
      make("div", { class: "grid" }, ...fields),
      ...(hasRounds
        ? [make("p", {}, t("A round is one pass through the checklists, for example “Start of course”."))]
        : []),
      tools(...buttons),
    );
    this.showPast();
  }

  /** Show the lists of acts and deleted answers while the section is open. */
  async showPast() {
    if (!this.fold.open) return;
    const found = await import("./past.js").then(
      ({ past }) => past(this.session, () => this.again()),
      () => [],
    );
    const open = [...this.past.querySelectorAll("details")].map((one) => one.open);
    this.past.replaceChildren(...found);
    for (const [index, one] of this.past.querySelectorAll("details").entries()) one.open = open[index] ?? false;
  }

  /** @param {string} person @param {string} [round] */
  choose(person, round) {
    if (this.isTooLong()) return;
    this.store.choose(person, round);
    this.session.tell("all");
    this.again();
  }

  /** Whether a text is too long to save. Switching person or round would lose the text, so the learner must shorten it first. */
  isTooLong() {
    if (!this.session.tooLong.size) return false;
    this.show();
    notice(t("Name and round"), t("A text on this page is too long and is not saved. Shorten it first."));
    return true;
  }

  startRound() {
    if (this.isTooLong()) return;
    act(this.store, t("new round"), () => this.store.startRound());
    this.store.choose(this.store.person, this.store.round);
    this.session.tell("all");
    this.again();
  }

  addPerson() {
    if (this.isTooLong()) return;
    act(this.store, t("new person"), () =>
      this.store.add(t("Person {number}", { number: this.store.people().length + 1 })),
    );
    this.session.tell("all");
    this.again();
    this.body.querySelector("input")?.select();
  }

  /** Refresh after a choice in this section, although it has the focus. */
  again() {
    this.show();
    this.summary.focus();
  }
}

/** @param {Round} round */
const dated = ({ started, title }) => (started ? `${title}, ${dayName(started)}` : title);
