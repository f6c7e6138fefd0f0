/* The bar at the bottom of a checklist: the number of rated items, the strip, whether the answers are saved, and a link to the next unrated
 * item. The filter loads when the learner opens the options or a link names items. */

import { state } from "../answers/ratings.js";
import { linkTo } from "../../../web/scripts/addresses.js";
import { button, later, make } from "../../../web/scripts/dom.js";
import { t } from "../../../web/scripts/words.js";

/** @import { Evidence } from "../../../web/scripts/kept/answers.js" */
/** @import { ChecklistData } from "../../../web/scripts/kept/suite.js" */
/** @import { Item } from "./item.js" */
/** @import { PersonBar } from "../../../web/scripts/person/person-bar.js" */
/** The page's data, and the evidence for each item.
 * @typedef {{data: ChecklistData, log: Map<string, Evidence[]>}} Known */

export class Dock {
  /** @type {ReturnType<typeof import("./filter-items.js").filterItems> | undefined} */
  filter;

  /** @param {HTMLElement} form @param {Item[]} items @param {() => Known} known @param {PersonBar} bar */
  constructor(form, items, known, bar) {
    this.form = form;
    this.items = items;
    this.known = known;
    this.options = bar.who;
    this.session = bar.session;
    this.showNext = this.showNext.bind(this);
    this.status = make("p", { "data-status": true });
    this.picture = make("div", { class: "dock__strip" });
    this.go = button("", () => this.next()?.focus(), { class: "tool btn--main" });
    /** Replaces the link to the next item once every visible item is rated. */
    this.leave = make("a", { class: "tool btn--main", href: linkTo("progress"), hidden: true }, t("Next: My progress"));
    this.box = form.querySelector(".dock") ?? form;
    this.box.prepend(make("div", {}, this.status, bar.line), this.picture);
    this.box.append(this.go, this.leave);
    /** The items under each sub-heading. @type {Map<Element | null, Item[]>} */
    this.groups = new Map(items.map(({ box }) => [box.parentElement, []]));
    for (const item of items) this.groups.get(item.box.parentElement)?.push(item);
    let timer = 0;
    addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = setTimeout(this.showNext, 150);
    });
    addEventListener("hashchange", async () => {
      const target = document.querySelector(":target");
      const hidden = !target?.getClientRects().length;
      await this.choose();
      if (hidden) target?.scrollIntoView(); // the browser could not scroll to a hidden item
    });
    this.options.fold.addEventListener("toggle", () => this.load());
    // Listen to both events, because not every browser focuses a radio button on click.
    for (const kind of ["focusin", "input"])
      form.addEventListener(kind, ({ target }) => this.visit(/** @type {Element} */ (target)));
    this.choose();
  }

  /** Add the filter to the options, unless it does not load. */
  async load() {
    const filterItems = (await import("./filter-items.js").catch(() => undefined))?.filterItems;
    if (this.filter || !filterItems) return;
    this.filter = filterItems(this);
    this.options.own.append(...this.filter.fields);
  }

  /** Show the items that the link names. */
  async choose() {
    if (location.hash.startsWith("#items=")) await this.load();
    this.filter?.choose();
  }

  /** Show how many items are rated, then draw the strip after a short delay. @param {number} answered */
  count(answered) {
    const text = t("{number} of {all} rated", { number: answered, all: this.items.length });
    if (this.status.textContent !== text) this.status.textContent = text;
    this.showNext();
    clearTimeout(this.drawing);
    this.drawing = setTimeout(() => this.draw(), 150);
  }

  /** Draw the strip, unless its module does not load. */
  async draw() {
    const program = await import("./strip.js").catch(() => undefined);
    const { scale } = this.known().data;
    const groups = [...this.groups.values()].map((items) => items.map(({ answer }) => state(scale, answer.rating)));
    if (program) this.picture.replaceChildren(program.strip(groups));
  }

  /** Show the next item, or My progress after the last one. */
  showNext() {
    const next = this.next();
    const words = t("Next: {item}", { item: next?.id });
    if (this.go.textContent !== words) {
      this.go.textContent = words;
      this.go.setAttribute("aria-label", t("Next: {item}, not rated", { item: next?.id }));
    }
    this.go.hidden = !next;
    this.leave.hidden = Boolean(next);
  }

  /** @param {Element} inside */
  visit(inside) {
    this.last = inside.closest("fieldset") ?? this.last;
    later(this.showNext);
  }

  /** Return the next unrated item. Start from the item used last or else the first one in sight, and wrap at the end. */
  next() {
    const end = Math.min(this.box.getBoundingClientRect().top, innerHeight);
    /** @param {Item} item */
    const inSight = ({ box }) => {
      const { y, bottom } = box.getBoundingClientRect();
      return bottom > 0 && y < end;
    };
    let at = this.items.findIndex(({ box }) => box === this.last);
    if (at < 0 || !inSight(this.items[at])) at = Math.max(this.items.findIndex(inSight), 0) - 1;
    const after = [...this.items.slice(at + 1), ...this.items.slice(0, Math.max(at + 1, 0))];
    return after.find((item) => !item.answered && !item.box.hidden);
  }
}
