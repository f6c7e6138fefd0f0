/* One item of a checklist. Shows an answer in its controls and on paper, reports the learner's changes, and shows notes. Does not use the
 * storage. */

import { button, make, tools } from "../../../web/scripts/dom.js";
import { t } from "../../../web/scripts/words.js";

/** @import { Fields } from "../../../web/scripts/kept/history.js" */
/** @import { Answer, Evidence } from "../../../web/scripts/kept/answers.js" */
/** @import { Suggestion } from "../answers/ratings.js" */

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Control */
/** What an item shows besides its answer: its wording when it was rated, ratings whose levels the scale no longer has, and how to undo the
 * last act.
 * @typedef {{was?: string, lost?: string, lostByAssessor?: string, logged: Evidence[], suggestions: Suggestion[],
 *   undo?: {what: string, act: () => void}}} Known */
/** How to describe a change that can be undone: after the word Undo, and as a confirmation.
 * @typedef {{what: string, said: string}} Done */
/** @typedef {{change: (item: Item, fields: Fields, done?: Done) => void, earlier: (item: Item) => Promise<HTMLElement>}} Acts */

/** The fields of an answer, by the part of a control's name after the item's id. @type {{[suffix: string]: string}} */
export const FIELDS = {
  "": "rating",
  reason: "reason",
  evidence: "evidence",
  reference: "reference",
  note: "note",
  assessor: "assessor.rating",
  "assessor-note": "assessor.note",
};
/** All fields except the rating. */
const [, ...REST] = Object.values(FIELDS);
/** The title of an item's closed section if its fields are empty. */
const UNSAID = t("Add evidence or assessor’s rating");

export class Item {
  /** @param {HTMLFieldSetElement} box @param {Set<string>} levels every rating that the learner can select @param {Acts} acts */
  constructor(box, levels, acts) {
    this.levels = levels;
    /** @type {HTMLElement | undefined} */
    this.values = undefined;
    this.box = box;
    this.id = box.dataset.item ?? "";
    this.acts = acts;
    this.answer = /** @type {Answer} */ ({});
    /** The item's entries in the evidence log, as shown next to the reference. @type {string[]} */
    this.logged = [];
    this.shown = "{}";
    /** @type {Control[] | undefined} */
    this.found = undefined;
    /** @type {HTMLElement | null} */
    this.live = box.querySelector("[data-live]");
    this.more = [...box.querySelectorAll(".rating__evidence, .rating__assessor")];
    this.fold = button(UNSAID, () => this.unfold(!this.unfolded));
    const named = { item: this.id };
    this.clearer = button(t("Clear rating"), () => this.clearRating(), {
      "aria-label": t("Clear rating of {item}", named),
      hidden: true,
    });
    this.tools = make("div", { class: "rating__tools" }, this.fold, this.clearer);
    box.querySelector(".rating__own")?.append(this.tools);
    this.clearRest = button(
      t("Clear evidence, notes and assessor"),
      () =>
        this.clear(REST, {
          what: t("clear evidence, notes and assessor of {item}", named),
          said: t("Evidence, notes and assessor’s part cleared."),
        }),
      { "aria-label": t("Clear evidence, notes and assessor of {item}", named), hidden: true },
    );
    this.history = button(
      t("Earlier values"),
      () => this.showEarlier(this.history.getAttribute("aria-expanded") !== "true"),
      { "aria-label": t("Earlier values of {item}", named), "aria-expanded": "false", hidden: true },
    );
    this.more.push(make("div", { class: "rating__more panel" }, tools(this.clearRest, this.history)));
    this.unfold(false);
  }

  /** The item's controls. They are looked up on first use, because doing this for a thousand items makes rating slow. */
  get controls() {
    return (this.found ??= [...new Set([this.box, ...this.more].flatMap(controlsIn))]);
  }

  get unfolded() {
    return this.fold.getAttribute("aria-expanded") === "true";
  }

  /** The id, the number that the source prints, and the words. */
  get text() {
    return this.box.querySelector("legend")?.textContent ?? "";
  }

  get words() {
    const texts = [...this.box.querySelectorAll("legend :is([data-words], [role=listitem])")];
    return {
      mark: this.box.dataset.mark ?? "",
      words: texts.map(({ textContent }) => textContent).join(" • "),
    };
  }

  /** Whether the item has a rating that the scale still has. */
  get answered() {
    return this.has(this.answer.rating);
  }

  /** @param {string | undefined} rating @returns {boolean} whether the learner can select it here */
  has(rating) {
    return this.levels.has(rating ?? "");
  }

  get empty() {
    return this.shown === "{}";
  }

  /** @param {boolean} open */
  unfold(open) {
    this.fold.setAttribute("aria-expanded", String(open));
    this.lay(open);
  }

  /** Add the closed section's controls to the page or remove them. Hiding is not enough: browsers with autofill check every control at each
   * keystroke, which is slow. @param {boolean} whole true for paper, where everything is open */
  lay(whole) {
    if (whole) this.tools.parentElement?.after(...this.more);
    else for (const part of this.more) part.remove();
  }

  /** Return a control's value as a change of the answer. @param {Control} control @returns {Fields} */
  said(control) {
    const value =
      control instanceof HTMLInputElement && control.type === "radio" && !control.checked ? undefined : control.value;
    return { [this.field(control)]: value };
  }

  /** @param {Control} control */
  field(control) {
    return FIELDS[control.name.slice(this.id.length + 1)];
  }

  /** @param {Answer} answer @param {boolean} past whether there are earlier values */
  show(answer, past) {
    this.answer = answer;
    if (this.history.hidden === past) this.history.hidden = !past;
    if (this.history.getAttribute("aria-expanded") === "true") this.showEarlier(true);
    const now = JSON.stringify(answer);
    if (now === this.shown) return;
    this.shown = now;
    for (const control of this.controls) {
      const [part, inner] = this.field(control).split(".");
      const whole = /** @type {any} */ (answer)[part];
      const value = (inner ? whole?.[inner] : whole) ?? "";
      if (control.ariaInvalid) continue; // a text that is too long is not saved, so do not replace it
      if (control instanceof HTMLInputElement && control.type === "radio") {
        if (control.checked !== (control.value === value)) control.checked = control.value === value;
      } else if (control.value !== value) control.value = value;
    }
    this.write();
  }

  /** Update the lines on paper, the section's title and the clear button after any change of the controls. */
  write() {
    for (const control of this.controls) {
      const line = control.nextElementSibling;
      if (!(line instanceof HTMLElement) || line.dataset.written !== control.name) continue;
      const text =
        control.name === `${this.id}-reference`
          ? [control.value, ...this.logged].filter(Boolean).join("; ")
          : control.value;
      if (line.textContent !== text) line.textContent = text;
    }
    const evidence = this.label("evidence", this.answer.evidence);
    const assessor = this.label("assessor", this.answer.assessor?.rating);
    const { reference, note } = this.answer;
    const noted = Boolean(reference || note);
    const state =
      evidence || noted || assessor
        ? `${given(evidence, reference, note)} · ${t("Assessor: {rating}", { rating: assessor || t("not rated") })}`
        : UNSAID;
    if (this.fold.textContent !== state) this.fold.textContent = state;
    this.clearer.hidden = !this.answer.rating;
    this.clearRest.hidden = !(noted || evidence || assessor || this.answer.reason || this.answer.assessor?.note);
  }

  /** Return the label of one of this item's choices. @param {string} group @param {string | undefined} value */
  label(group, value) {
    if (!value) return "";
    const name = group ? `${this.id}-${group}` : this.id;
    const choice = this.controls.find((control) => control.name === name && control.value === value);
    return choice?.parentElement?.textContent?.trim() ?? value;
  }

  /** @param {Known} known */
  tell(known) {
    if (!this.live) return;
    const before = this.logged.join();
    this.logged = known.logged.map(
      ({ title, where }) => [title, where].filter(Boolean).join(", ") || t("Untitled evidence"),
    );
    if (this.logged.join() !== before) this.write();
    const lines = notes(this, known, this.logged);
    if (lines.length || this.live.childNodes.length) this.live.replaceChildren(...lines);
    this.live.hidden = !lines.length;
  }

  /** @param {boolean} open */
  showEarlier(open) {
    this.history.setAttribute("aria-expanded", String(open));
    this.values?.remove();
    this.values = undefined;
    if (!open) return;
    const values = (this.values = make("div"));
    this.history.parentElement?.after(values);
    this.acts.earlier(this).then((list) => values.append(list));
  }

  /** Report a change that a button made. @param {Fields} fields @param {Done} [done] */
  say(fields, done) {
    this.acts.change(this, fields, done);
    this.focus();
  }

  clearRating() {
    this.clear(["rating"], { what: t("clear rating of {item}", { item: this.id }), said: t("Rating cleared.") });
  }

  /** @param {string[]} fields @param {Done} done */
  clear(fields, done) {
    this.say(Object.fromEntries(fields.map((field) => [field, undefined])), done);
  }

  focus() {
    const own = this.controls.filter(({ name }) => name === this.id);
    (own.find((control) => control instanceof HTMLInputElement && control.checked) ?? own[0])?.focus();
    this.box.scrollIntoView({ block: "nearest" }); // show all its levels
  }
}

/** Describe the evidence in words. @param {string} state @param {string | undefined} details @param {string | undefined} note */
function given(state, details, note) {
  const evidence = state || t("not given");
  if (details && note) return t("Evidence: {evidence}, with details and a note", { evidence });
  if (details) return t("Evidence: {evidence}, with details", { evidence });
  return note ? t("Evidence: {evidence}, with a note", { evidence }) : t("Evidence: {evidence}", { evidence });
}

/** @param {Element} part @returns {Control[]} */
const controlsIn = (part) =>
  [...part.querySelectorAll("input, textarea")].map((control) => /** @type {Control} */ (control));

/** @param {Item} item @param {Known} known @param {string[]} logged @returns {Node[]} */
export function notes(item, { was, lost, lostByAssessor, suggestions, undo }, logged) {
  /** @type {Node[]} */
  const lines = [];
  if (undo)
    lines.push(
      make(
        "p",
        {},
        `${undo.what} `,
        button(t("Undo"), undo.act, { "aria-label": t("Undo: {what}", { what: undo.what }) }),
      ),
    );
  if (lost)
    lines.push(
      make("p", { class: "was" }, t("Your rating, {lost}, is no longer on the scale. Rate this item again.", { lost })),
    );
  if (lostByAssessor)
    lines.push(
      make(
        "p",
        { class: "was" },
        t("The assessor’s rating, {lostByAssessor}, is no longer on the scale.", { lostByAssessor }),
      ),
    );
  if (was !== undefined) {
    const old = was ? ` ${t("It was: “{words}”", { words: was })}` : "";
    lines.push(make("p", { class: "was" }, `${t("The wording has changed since you rated this item.")}${old}`));
    lines.push(
      button(t("Keep my rating"), () => item.say({ rating: item.answer.rating })),
      button(t("Rate again"), () => item.clearRating()),
    );
  }
  for (const one of logged) lines.push(make("p", {}, t("In your evidence log: {evidence}", { evidence: one })));
  for (const { from, label, rating } of suggestions) {
    const like = t("You rated a similar item, {item} ({kind}), as “{rating}”.", {
      item: from,
      kind: label.toLowerCase(),
      rating: item.label("", rating),
    });
    lines.push(
      make(
        "p",
        {},
        `${like} `,
        button(
          t("Use this rating"),
          () =>
            item.say(
              { rating },
              { what: t("use suggested rating for {item}", { item: item.id }), said: t("Suggested rating used.") },
            ),
          { "aria-label": t("Use this rating for {item}", { item: item.id }) },
        ),
      ),
    );
  }
  return lines;
}
