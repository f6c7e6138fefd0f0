/* <self-assessment>: the checklist of one standard. Fills the form from the store and the store from the form, and counts. Without
 * script the form stays a form. */

import { act, acts, earlier } from "../kept/acts.js";
import { answer } from "../answers/assessment.js";
import { byItem, label, reworded, suggestions } from "../answers/counts.js";
import { Dock } from "./dock.js";
import { standards } from "./edition.js";
import { later, make, needed } from "../../../web/scripts/dom.js";
import { Item } from "./item.js";
import { PersonBar, writeHead } from "./person-bar.js";
import { t } from "../../../web/scripts/words.js";
import { Session } from "./session.js";

/** @import { Evidence } from "../answers/answers.js" */
/** @import { PersonRecords } from "../answers/assessment.js" */
/** @import { Standard, Suite } from "./edition.js" */
/** @import { Fields, History } from "../../../web/scripts/kept/history.js" */
/** @import { Control, Done } from "./item.js" */

export const session = await Session.open();
const { store } = session;

class SelfAssessment extends HTMLElement {
  standard = "";
  /** @type {Standard | undefined} */
  data;
  /** @type {Suite | undefined} */
  suite;
  /** @type {Item[]} */
  items = [];
  answered = 0;
  /** @type {Map<string, Evidence[]>} */
  log = new Map();
  /** What was just done to an answer, and can be undone beside it. @type {{of: string, what: string, key: string} | undefined} */
  undo;

  connectedCallback() {
    /** @type {HTMLElement | null} */
    const form = this.querySelector(".checklist");
    if (!form || this.form) return;
    this.form = form;
    this.standard = form.dataset.checklist ?? "";
    store.follow(
      new Map(
        (form.dataset.formerly ?? "")
          .split(" ")
          .filter(Boolean)
          .map((old) => [old, this.standard]),
      ),
    );
    const early = [...form.querySelectorAll("[name]:not([type]), :checked")].map(
      (one) => /** @type {const} */ ([/** @type {Control} */ (one), one.closest("fieldset")]),
    );
    const levels = new Set(
      [...form.querySelectorAll("fieldset:first-of-type .rating__own input[type=radio]")].map(
        (one) => /** @type {Control} */ (one).value,
      ),
    );
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
    this.fill();
    // What was entered before this program came is stored where nothing is.
    for (const [control, box] of early) {
      const item = this.items.find((one) => one.box === box);
      if (!control.value || !item?.empty) continue;
      store.change(this.reference(item), item.said(control), item.words);
      session.changed();
      later(() => this.refresh(this.reference(item)));
    }
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

  /** The learner typed or chose: that is stored at once. @param {Control} control */
  heard(control) {
    const item = this.item(control);
    if (!item) return;
    if (control.type !== "radio" && !session.fitsLimit(control)) return session.tell("tried");
    this.undo = undefined;
    store.change(this.reference(item), item.said(control), item.words);
    session.changed();
    later(() => this.refresh(this.reference(item)));
  }

  /** @param {Item} item @param {Fields} fields @param {Done} [done] what this is called, where it can be undone beside the item */
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
    const { earlierValues } = await needed(() => import("./earlier-values.js"));
    return earlierValues(session, this.rest(item), item.id, this.suite?.scale, () =>
      this.refresh(this.reference(item)),
    );
  }

  /** @param {Item} item */
  rest(item) {
    return `answer:${store.round}:${this.reference(item)}`;
  }

  /** Names the answer to an item that is shown now, of this person and round. @param {Item} item */
  key(item) {
    return `${store.person}:${this.rest(item)}`;
  }

  /** Show what is stored of one item. @param {string} reference */
  refresh(reference) {
    const item = this.byId?.get(reference.split("/")[1]);
    if (!item || !reference.startsWith(`${this.standard}/`)) return;
    const before = item.answered;
    this.showOne(item, store.records.history(this.key(item)));
    this.count(Number(item.answered) - Number(before));
  }

  /** @param {Item} item @param {History | undefined} record */
  showOne(item, record) {
    item.show(answer(record), record !== undefined && earlier(record).length > 0);
    this.tell(item);
  }

  /** Show all that is stored. */
  fill() {
    const records = store.histories(store.round, this.standard);
    this.log = byItem(store.entries("evidence"));
    this.others = this.data ? store.answers() : {};
    for (const item of this.items) this.showOne(item, records.get(this.reference(item)));
    this.answered = this.items.filter((item) => item.answered).length;
    this.count(0);
    this.head();
    return this.end(records);
  }

  /** Show answers to items that are not on the page any more. @param {PersonRecords} records */
  async end(records) {
    const gone = [...records].some(
      ([reference, record]) => !this.byId?.has(reference.split("/")[1]) && Object.keys(answer(record)).length,
    );
    if (gone && !this.withdrawn) this.withdrawn = await import("./withdrawn.js").catch(() => undefined); // without a connection, at the next visit
    const { data, suite } = this;
    if (!data || !suite || !this.withdrawn) return;
    const items = new Map(
      data.sections.flatMap((section) => section.items.map((item) => [`${this.standard}/${item.id}`, item])),
    );
    const now = [...store.histories(store.round, this.standard)].map(
      ([reference, record]) => /** @type {const} */ ([reference, answer(record)]),
    ); // what was read before the program came may be erased by now
    const answers = Object.fromEntries(now.filter(([, said]) => Object.keys(said).length));
    const list = this.withdrawn.withdrawn(
      { scale: suite.scale, items, answers, log: this.log, words: (mark) => store.words(mark) },
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

  /** What is fetched may come late, or not at all: the form works without it. */
  async learn() {
    try {
      this.suite = await session.learned();
      this.data = (await standards([this.standard])).get(this.standard);
      this.dock?.filter?.learn();
    } catch {
      return;
    }
    await this.fill();
    if (location.hash)
      document.querySelector(`.withdrawn [id="${CSS.escape(location.hash.slice(1))}"]`)?.scrollIntoView();
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
    const lost = (level) =>
      level && !item.has(level) ? label(this.suite?.scale ?? { former: store.labels() }, reference, level) : undefined;
    item.tell({
      was: item.answered && reworded(item.answer, item.box.dataset.mark) ? (store.words(mark) ?? "") : undefined,
      lost: lost(rating),
      lostByAssessor: lost(assessor?.rating),
      logged: this.log.get(reference) ?? [],
      suggestions:
        this.data && !rating
          ? suggestions(item.id, this.data, this.others ?? {}).filter((one) => item.has(one.rating))
          : [],
      undo: undo && { what: undo.what, act: () => this.takeBack(item, undo.key) },
    });
  }

  /** @param {Item} item @param {string} key */
  async takeBack(item, key) {
    const { takeBack } = await needed(() => import("./past.js"));
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
    writeHead(store, !store.name() && this.items.every((item) => item.empty)); // what is printed blank has lines to write on
  }
}

customElements.define("self-assessment", SelfAssessment);
