/* <self-assessment>: the checklist of one standard. Shows the saved answers, saves changes and counts. Without scripts it is a form to
 * print. */

import { act, acts, earlier } from "../../../web/scripts/kept/acts.js";
import { NOT_NOW, answer } from "../../../web/scripts/kept/answers.js";
import { label } from "../../../web/scripts/kept/values.js";
import { byItem, reworded, suggestions } from "../answers/ratings.js";
import { Dock } from "./dock.js";
import { later, make, needed } from "../../../web/scripts/dom.js";
import { Item } from "./item.js";
import { PersonBar, writeHead } from "../../../web/scripts/person/person-bar.js";
import { t } from "../../../web/scripts/words.js";
import { Session } from "../../../web/scripts/person/session.js";

/** @import { Answer, Answers, Evidence, PersonRecords } from "../../../web/scripts/kept/answers.js" */
/** @import { ChecklistData } from "../../../web/scripts/kept/suite.js" */
/** @import { Fields, History } from "../../../web/scripts/kept/history.js" */
/** @import { Control, Done } from "./item.js" */

export const session = await Session.open();
const { store } = session;

class SelfAssessment extends HTMLElement {
  data = /** @type {ChecklistData} */ (JSON.parse(this.querySelector("script")?.textContent ?? "null"));
  /** @type {Item[]} */
  items = [];
  answered = 0;
  /** All answers of the round, to suggest ratings of similar items. @type {Answers} */
  others = {};
  /** @type {Map<string, Evidence[]>} */
  log = new Map();
  /** The last act, which can be undone next to the item. @type {{of: string, what: string, key: string} | undefined} */
  undo;

  connectedCallback() {
    /** @type {HTMLElement | null} */
    const form = this.querySelector(".checklist");
    if (!form || this.form) return;
    this.form = form;
    const { scale, formerly } = this.data;
    session.know(scale, new Map(Object.entries(formerly)));
    const early = [...form.querySelectorAll("[name]:not([type]), :checked")].map(
      (one) => /** @type {const} */ ([/** @type {Control} */ (one), one.closest("fieldset")]),
    );
    const levels = new Set([...scale.levels.map(({ id }) => id), NOT_NOW]);
    this.items = [...form.querySelectorAll("fieldset")].map((box) => new Item(box, levels, this));
    this.byId = new Map(this.items.map((item) => [item.id, item]));
    const bar = new PersonBar(session);
    form.querySelector(".checklist__top")?.append(bar);
    this.dock = new Dock(form, this.items, () => this, bar);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.heard(/** @type {Control} */ (event.target)));
    session.on("all", () => this.fill());
    session.on("who", () => this.head());
    addEventListener("beforeprint", () => {
      this.fill();
      for (const item of this.items) item.lay(true);
    });
    addEventListener("afterprint", () => {
      for (const item of this.items) item.lay(item.unfolded);
    });
    session.news.addEventListener("answer", (event) => this.refresh(/** @type {CustomEvent} */ (event).detail));
    const filled = this.fill();
    // Save what the learner entered before this script loaded, unless there is a saved value.
    for (const [control, box] of early) {
      const item = this.items.find((one) => one.box === box);
      if (control.value && item?.empty) this.store(item, control);
    }
    filled.then(() => {
      if (location.hash)
        document.querySelector(`.withdrawn [id="${CSS.escape(location.hash.slice(1))}"]`)?.scrollIntoView();
    });
  }

  /** @param {Item} item */
  reference(item) {
    return `${this.data.standard}/${item.id}`;
  }

  /** @param {Element} inside */
  item(inside) {
    return this.byId?.get(inside.closest("fieldset")?.dataset.item ?? "");
  }

  /** Save the learner's input immediately. @param {Control} control */
  heard(control) {
    const item = this.item(control);
    if (!item) return;
    item.shown = ""; // the field has changed, so show the next answer even if it equals the last one shown, for example in another round
    if (control.type !== "radio" && !session.fitsLimit(control)) return session.tell("tried");
    this.store(item, control);
  }

  /** Save a control's value. @param {Item} item @param {Control} control */
  store(item, control) {
    this.undo = undefined;
    store.change(this.reference(item), item.said(control), item.words);
    session.changed();
    later(() => this.refresh(this.reference(item)));
  }

  /** @param {Item} item @param {Fields} fields @param {Done} [done] its description, if it can be undone next to the item */
  change(item, fields, done) {
    const put = () => store.change(this.reference(item), fields, item.words);
    this.undo = undefined;
    if (done) {
      act(store, done.what, put);
      this.undo = { of: this.key(item), what: done.said, key: acts(store)[0]?.key ?? "" };
    } else put();
    session.changed();
    if (done) session.tell("acts");
    this.refresh(this.reference(item));
  }

  /** @param {Item} item */
  async earlier(item) {
    const { earlierValues } = await needed(() => import("../../../web/scripts/person/earlier-values.js"));
    return earlierValues(session, this.rest(item), item.id, this.data.scale, () => this.refresh(this.reference(item)));
  }

  /** @param {Item} item */
  rest(item) {
    return `answer:${store.round}:${this.reference(item)}`;
  }

  /** Return a key for the answer that is shown, with the person and the round. @param {Item} item */
  key(item) {
    return `${store.person}:${this.rest(item)}`;
  }

  /** Show one item's saved answer. @param {string} reference */
  refresh(reference) {
    const item = this.byId?.get(reference.split("/")[1]);
    if (!item || !reference.startsWith(`${this.data.standard}/`)) return;
    const before = item.answered;
    this.showOne(item, store.records.history(this.key(item)));
    this.count(Number(item.answered) - Number(before));
  }

  /** @param {Item} item @param {History | undefined} record */
  showOne(item, record) {
    item.show(answer(record), record !== undefined && earlier(record).length > 0);
    this.tell(item);
  }

  /** Show all saved answers. */
  fill() {
    const records = store.histories(store.round, this.data.standard);
    this.log = byItem(store.entries("evidence"));
    this.data.scale.former = store.labels(); // a file that was opened may have added labels
    this.others = store.answers();
    for (const item of this.items) this.showOne(item, records.get(this.reference(item)));
    this.answered = this.items.filter((item) => item.answered).length;
    this.count(0);
    this.head();
    return this.end(records);
  }

  /** @param {PersonRecords} records @returns {[reference: string, answer: Answer][]} the answers to items that are not on the page */
  gone(records) {
    const others = [...records].filter(([reference]) => !this.byId?.has(reference.split("/")[1]));
    return others.flatMap(([reference, record]) => {
      const given = answer(record);
      return Object.keys(given).length ? [[reference, given]] : [];
    });
  }

  /** Show answers to items that are no longer on the page. @param {PersonRecords} records */
  async end(records) {
    if (this.gone(records).length && !this.withdrawn)
      this.withdrawn = await import("./withdrawn.js").catch(() => undefined); // offline: try again at the next visit
    if (!this.withdrawn) return;
    const { scale, standard, withdrawn } = this.data;
    const items = new Map(withdrawn.map((item) => [`${standard}/${item.id}`, item]));
    // Read the answers again, because some may have been erased while the module loaded.
    const answers = Object.fromEntries(this.gone(store.histories(store.round, standard)));
    const list = this.withdrawn.withdrawn(
      { scale, items, answers, log: this.log, words: (mark) => store.words(mark) },
      (reference) => reference.split("/")[1],
    );
    const lead = t(
      "You rated these items before they were withdrawn. Your answers are still saved, but they are not counted.",
    );
    this.querySelector(".withdrawn")?.remove();
    if (list)
      this.dock?.box.before(
        make("section", { class: "withdrawn" }, make("h2", {}, t("Withdrawn items")), make("p", {}, lead), list),
      );
  }

  /** @param {Item} item */
  tell(item) {
    const reference = this.reference(item);
    const { mark = "", rating, assessor } = item.answer;
    const undo =
      this.undo?.of === this.key(item) && acts(store).some(({ key, undone }) => key === this.undo?.key && !undone)
        ? this.undo
        : undefined;
    /** @param {string | undefined} level */
    const lost = (level) => (level && !item.has(level) ? label(this.data.scale, reference, level) : undefined);
    item.tell({
      was: item.answered && reworded(item.answer, item.box.dataset.mark) ? (store.words(mark) ?? "") : undefined,
      lost: lost(rating),
      lostByAssessor: lost(assessor?.rating),
      logged: this.log.get(reference) ?? [],
      suggestions: rating ? [] : suggestions(item.id, this.data, this.others).filter((one) => item.has(one.rating)),
      undo: undo && { what: undo.what, act: () => this.takeBack(item, undo.key) },
    });
  }

  /** @param {Item} item @param {string} key */
  async takeBack(item, key) {
    const { takeBack } = await needed(() => import("../../../web/scripts/person/past.js"));
    this.undo = undefined;
    takeBack(session, key, false);
    session.changed();
    item.focus();
  }

  /** @param {number} more */
  count(more) {
    this.answered += more;
    this.dock?.count(this.answered);
  }

  head() {
    writeHead(store, !store.name() && this.items.every((item) => item.empty)); // a blank checklist prints with lines to write on
  }
}

customElements.define("self-assessment", SelfAssessment);
