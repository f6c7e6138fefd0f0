/* One item of a checklist: puts an answer into its controls and onto paper, says what the learner changed, and shows what else there
 * is to know. Knows nothing of where answers are kept. */

import { button, make } from "./element.js";
import { notes } from "./item-notes.js";

/** @import { Answer, Evidence } from "./answers.js" */
/** @import { Fields } from "./fields.js" */
/** @import { Suggestion } from "./like.js" */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} Control */
/** What is shown of an item beside its answer.
 * @typedef {{was?: string, logged: Evidence[], suggestions: Suggestion[]}} Known */
/** @typedef {{change: (item: Item, fields: Fields) => void, clear: (item: Item) => void}} Acts */

/** The parts of an answer by what follows the item's id in a control's name. @type {{[suffix: string]: string[]}} */
const PARTS = { "": ["rating"], reason: ["reason"], evidence: ["evidence"], reference: ["reference"], note: ["note"], assessor: ["assessor", "rating"], "assessor-note": ["assessor", "note"] };
/** What the fold of an item is called as long as nothing is said in it. */
const UNSAID = "Evidence and assessor";

export class Item {
  /** @param {HTMLFieldSetElement} box @param {Acts} acts */
  constructor(box, acts) {
    this.box = box;
    this.id = box.dataset.item ?? "";
    this.acts = acts;
    this.answer = /** @type {Answer} */ ({});
    /** What the log holds for it, as it is written beside the reference. @type {string[]} */
    this.logged = [];
    this.shown = "{}";
    /** @type {Control[] | undefined} */
    this.found = undefined;
    /** @type {HTMLElement | null} */
    this.live = box.querySelector("[data-live]");
    this.more = [...box.querySelectorAll(".rating__evidence, .rating__assessor")];
    this.fold = button(UNSAID, () => this.unfold(!this.unfolded));
    this.clearer = button("Clear", () => this.clear(), { "aria-label": `Clear my answer to ${this.id}`, hidden: true });
    this.tools = make("div", { class: "rating__tools" }, this.fold, this.clearer);
    box.querySelector(".rating__own")?.append(this.tools);
    this.unfold(false);
  }

  /** Found when they are first needed: of a thousand items they would be more than a browser can tidy up between two ratings. */
  get controls() {
    return (this.found ??= [...new Set([this.box, ...this.more].flatMap(controlsIn))]);
  }

  get unfolded() {
    return this.fold.getAttribute("aria-expanded") === "true";
  }

  get words() {
    return { mark: this.box.dataset.mark ?? "", words: this.box.querySelector("[data-words]")?.textContent ?? "" };
  }

  get answered() {
    return Boolean(this.answer.rating);
  }

  get empty() {
    return this.shown === "{}";
  }

  /** @param {boolean} open */
  unfold(open) {
    this.fold.setAttribute("aria-expanded", String(open));
    this.lay(open);
  }

  /** What is folded is not hidden but taken out of the page: at each letter that is typed, a browser that offers to fill in forms looks
   * through every control the page has. @param {boolean} whole as on paper, where nothing is folded */
  lay(whole) {
    if (whole) this.tools.parentElement?.after(...this.more);
    else for (const part of this.more) part.remove();
  }

  /** What a control of this item says now, as a change of the answer. @param {Control} control @returns {Fields} */
  said(control) {
    const [part, inner] = PARTS[control.name.slice(this.id.length + 1)];
    const value = control instanceof HTMLInputElement && control.type === "radio" && !control.checked ? undefined : control.value;
    return inner ? { [part]: { [inner]: value } } : { [part]: value };
  }

  /** @param {Answer} answer */
  show(answer) {
    this.answer = answer;
    const now = JSON.stringify(answer);
    if (now === this.shown) return;
    this.shown = now;
    for (const control of this.controls) {
      const [part, inner] = PARTS[control.name.slice(this.id.length + 1)];
      const whole = /** @type {any} */ (answer)[part];
      const value = (inner ? whole?.[inner] : whole) ?? "";
      if (control instanceof HTMLInputElement && control.type === "radio") {
        if (control.checked !== (control.value === value)) control.checked = control.value === value;
      } else if (control.value !== value) control.value = value;
    }
    this.write();
  }

  /** After the controls changed, by whomever: the lines on paper, the fold's state and the clear button. */
  write() {
    for (const control of this.controls) {
      const line = control.nextElementSibling;
      if (!(line instanceof HTMLElement) || line.dataset.written !== control.name) continue;
      const text = control.name === `${this.id}-reference` ? [control.value, ...this.logged].filter(Boolean).join("; ") : control.value;
      if (line.textContent !== text) line.textContent = text;
    }
    const evidence = this.label("evidence", this.answer.evidence);
    const assessor = this.label("assessor", this.answer.assessor?.rating);
    const noted = [this.answer.reference && "a reference", this.answer.note && "a note"].filter(Boolean).join(" and ");
    const written = noted && `, with ${noted}`;
    const state = evidence || noted || assessor ? `Evidence: ${evidence || "not said"}${written} · Assessor: ${assessor || "not rated"}` : UNSAID;
    if (this.fold.textContent !== state) this.fold.textContent = state;
    this.clearer.hidden = this.empty;
  }

  /** The words of a choice of this item. @param {string} group @param {string | undefined} value */
  label(group, value) {
    if (!value) return "";
    const name = group ? `${this.id}-${group}` : this.id;
    const choice = this.controls.find((control) => control.name === name && control.value === value);
    return choice?.parentElement?.textContent?.trim() ?? value;
  }

  /** @param {Known} known */
  tell({ was, logged, suggestions }) {
    if (!this.live) return;
    const before = this.logged.join();
    this.logged = logged.map(({ title, where }) => [title, where].filter(Boolean).join(", ") || "Evidence without a title");
    if (this.logged.join() !== before) this.write();
    const told = notes(this, { was, logged: this.logged, suggestions });
    if (told.length || this.live.childNodes.length) this.live.replaceChildren(...told);
    this.live.hidden = !told.length;
  }

  /** What a button of the item says for the learner. @param {Fields} fields */
  say(fields) {
    this.acts.change(this, fields);
    this.focus();
  }

  clear() {
    this.acts.clear(this);
    this.focus();
  }

  focus() {
    const own = this.controls.filter(({ name }) => name === this.id);
    (own.find((control) => control instanceof HTMLInputElement && control.checked) ?? own[0])?.focus();
  }
}

/** @param {Element} part @returns {Control[]} */
const controlsIn = (part) => [...part.querySelectorAll("input, textarea")].map((control) => /** @type {Control} */ (control));
