/* <self-assessment>: the checklist of one standard. Fills the form from the store and the store from the form, and counts. Without
 * script the form stays a form. */

import { ChecklistTools } from "./checklist-tools.js";
import { byItem, reworded } from "./counts.js";
import { standards, suite } from "./edition.js";
import { later, make } from "./element.js";
import { Item } from "./item.js";
import { suggestions } from "./like.js";
import { writeHead } from "./paper-head.js";
import "./person-bar.js";
import { changed, news, store } from "./session.js";
import { withdrawn } from "./withdrawn.js";

/** @import { Evidence } from "./answers.js" */
/** @import { Standard, Suite } from "./edition.js" */
/** @import { Fields } from "./fields.js" */
/** @import { Control } from "./item.js" */

class SelfAssessment extends HTMLElement {
  standard = "";
  /** @type {Standard | undefined} */
  data;
  /** @type {Suite["scale"] | undefined} */
  scale;
  /** @type {Item[]} */
  items = [];
  answered = 0;
  /** @type {Map<string, Evidence[]>} */
  log = new Map();

  connectedCallback() {
    /** @type {HTMLElement | null} */
    const form = this.querySelector(".checklist");
    if (!form || this.form) return;
    this.form = form;
    this.status = form.querySelector("[data-status]");
    this.standard = form.dataset.checklist ?? "";
    this.items = [...form.querySelectorAll("fieldset")].map((box) => new Item(box, this));
    this.byId = new Map(this.items.map((item) => [item.id, item]));
    const tools = new ChecklistTools(form, this.items, () => this.scale, () => this.log);
    this.prepend(document.createElement("person-bar"), tools.row);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.heard(/** @type {Control} */ (event.target)));
    news.addEventListener("all", () => this.fill());
    news.addEventListener("who", () => this.head());
    addEventListener("beforeprint", () => {
      this.fill();
      for (const item of this.items) item.lay(true);
    });
    addEventListener("afterprint", () => {
      for (const item of this.items) item.lay(item.unfolded);
    });
    news.addEventListener("answer", (event) => this.refresh(/** @type {CustomEvent} */ (event).detail));
    this.fill();
    tools.choose();
    this.learn();
  }

  /** @param {Item} item */
  reference(item) {
    return `${this.standard}/${item.id}`;
  }

  /** @param {Element} inside */
  item(inside) {
    return this.byId?.get(inside.closest("fieldset")?.dataset.item ?? "");
  }

  /** The learner typed or chose: that is kept at once. @param {Control} control */
  heard(control) {
    const item = this.item(control);
    if (!item) return;
    this.keep(item, item.said(control));
    later(() => this.refresh(this.reference(item)));
  }

  /** @param {Item} item @param {Fields} fields */
  change(item, fields) {
    this.keep(item, fields);
    this.refresh(this.reference(item));
  }

  /** @param {Item} item @param {Fields} fields */
  keep(item, fields) {
    store.change(this.reference(item), fields, item.words);
    changed();
  }

  /** @param {Item} item */
  clear(item) {
    store.clear(this.reference(item));
    changed();
    this.refresh(this.reference(item));
  }

  /** Show what is stored of one item. @param {string} reference */
  refresh(reference) {
    const item = this.byId?.get(reference.split("/")[1]);
    if (!item || !reference.startsWith(`${this.standard}/`)) return;
    const before = item.answered;
    item.show(store.answer(reference));
    this.tell(item);
    this.count(Number(item.answered) - Number(before));
  }

  /** Show all that is stored. */
  fill() {
    const answers = store.answers(store.round, this.standard);
    this.log = byItem(store.entries("evidence"));
    this.others = this.data ? store.answers() : {};
    for (const item of this.items) {
      item.show(answers[this.reference(item)] ?? {});
      this.tell(item);
    }
    this.answered = this.items.filter((item) => item.answered).length;
    this.count(0);
    this.head();
    if (!this.data || !this.scale) return;
    const { data, scale } = this;
    this.querySelector(".withdrawn")?.replaceChildren(...withdrawn(data, scale, answers, (mark) => store.words(mark)));
  }

  /** What is fetched may come late, or not at all: the form works without it. */
  async learn() {
    try {
      this.data = (await standards([this.standard])).get(this.standard);
      this.scale = (await suite()).scale;
    } catch {
      return;
    }
    this.form?.append(make("section", { class: "withdrawn" }));
    this.fill();
  }

  /** @param {Item} item */
  tell(item) {
    const reference = this.reference(item);
    const { mark = "", rating } = item.answer;
    item.tell({
      was: reworded(item.answer, item.box.dataset.mark) ? (store.words(mark) ?? "") : undefined,
      logged: this.log.get(reference) ?? [],
      suggestions: this.data && !rating ? suggestions(item.id, this.data, this.others ?? {}) : [],
    });
  }

  /** @param {number} more */
  count(more) {
    this.answered += more;
    const { status } = this;
    const text = `${this.answered} of ${this.items.length} answered`;
    if (status && status.textContent !== text) status.textContent = text;
  }

  head() {
    writeHead(!store.info().name && this.items.every((item) => item.empty)); // what is printed blank has lines to write on
  }
}

customElements.define("self-assessment", SelfAssessment);
