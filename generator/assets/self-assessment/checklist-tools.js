/* The tools of a checklist: choose which items are shown, by what was said of them or by a link that names them; open them all; find the
 * next one that is not rated. */

import { hasEvidence } from "./counts.js";
import { link } from "./edition.js";
import { button, field, later, make, select } from "./element.js";

/** @import { Evidence } from "./answers.js" */
/** @import { Scale } from "./edition.js" */
/** @import { Item } from "./item.js" */

const CHOICES = /** @type {[string, string][]} */ ([
  ["all", "All items"],
  ["open", "Not rated"],
  ["practise", "Needs practice"],
  ["lacking", "Ready, no evidence yet"],
  ["chosen", "Only the items in this link"],
]);

const [UNFOLD, FOLD] = ["Show evidence and assessor for all items", "Hide evidence and assessor for all items"];

export class ChecklistTools {
  /** @param {HTMLElement} form @param {Item[]} items @param {() => Scale | undefined} scale
   * @param {() => Map<string, Evidence[]>} log which evidence covers an item */
  constructor(form, items, scale, log) {
    this.form = form;
    this.items = items;
    this.scale = scale;
    this.log = log;
    this.select = select(CHOICES, "all", { change: () => this.choose(this.select.value) });
    this.found = make("p", { role: "status" });
    /** Says on paper that items are left out. */
    this.partial = make("p", { class: "partial" });
    form.prepend(this.partial);
    const unfold = button(UNFOLD, () => {
      const open = unfold.textContent === UNFOLD;
      unfold.textContent = open ? FOLD : UNFOLD;
      for (const item of items) item.unfold(open);
    });
    this.row = make("div", { class: "checklist__tools" }, field("Show", this.select), this.found, unfold);
    this.bar = form.querySelector(".checklist__bar");
    this.go = button("Next", () => this.next()?.focus());
    /** In its place once every item that is shown is rated. */
    this.leave = make("a", { class: "tool", href: link("my-progress/"), hidden: true }, "Next: My progress");
    this.bar?.append(this.go, this.leave);
    let timer = 0;
    addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.showNext(), 150);
    });
    window.addEventListener("hashchange", () => {
      const target = document.querySelector(":target");
      const hidden = !target?.getClientRects().length;
      this.choose();
      if (hidden) target?.scrollIntoView(); // which the browser could not
    });
    // Both: a click on a choice is no focus in every browser, and on the button it is one in most.
    for (const kind of ["focusin", "input"]) form.addEventListener(kind, ({ target }) => this.visit(/** @type {Element} */ (target)));
  }

  /** Show some of the items: those that a link names, unless another choice was made. @param {string} [which] */
  choose(which) {
    const named = new Set(/^#items=([\w,]+)$/.exec(location.hash)?.[1].split(",") ?? []);
    this.select.options[4].hidden = !named.size;
    this.select.value = which ?? (named.size ? "chosen" : "all");
    const shown = this.items.filter((item) => !(item.box.hidden = !this.fits(item, named)));
    /** @type {NodeListOf<HTMLElement>} */
    const blocks = this.form.querySelectorAll("section[aria-labelledby], .ratings");
    for (const block of blocks) {
      const items = block.querySelectorAll(".rating:not([hidden])").length;
      block.hidden = !items;
      block.style.setProperty("--items", String(items));
    }
    const [some, all] = [shown.length, this.items.length];
    this.found.textContent = some < all ? `Showing ${some} of ${all} items.` : "";
    const name = this.select.selectedOptions[0]?.text;
    this.partial.textContent = some < all ? `This is part of the checklist. ${name}: ${some} of ${all} items (${shown.map(({ id }) => id).join(", ")}).` : "";
    this.showNext();
  }

  /** Say which item is next; after the last one, My progress is. */
  showNext() {
    const next = this.next();
    const words = `Next: ${next?.id}, not rated`;
    if (this.go.textContent !== words) this.go.textContent = words;
    this.go.hidden = !next;
    this.leave.hidden = Boolean(next);
  }

  /** @param {Item} item @param {Set<string>} named @returns {boolean} */
  fits({ id, answer, answered }, named) {
    const level = this.scale()?.levels.find((one) => one.id === answer.rating);
    const logged = this.log().get(`${this.form.dataset.checklist}/${id}`) ?? [];
    const shows = this.select.value;
    if (shows === "chosen") return named.has(id);
    if (shows === "open") return !answered;
    if (shows === "practise") return level?.ready === false;
    return shows === "all" || (level?.ready === true && !hasEvidence({ answer, logged }));
  }

  /** @param {Element} inside */
  visit(inside) {
    this.last = inside.closest("fieldset") ?? this.last;
    later(() => this.showNext());
  }

  /** Return the next item without a rating, from the last one that was touched, or else the first one, in sight; after the last one,
   * start again. */
  next() {
    const top = this.bar?.getBoundingClientRect().bottom ?? 0;
    /** @param {Item} item */
    const inSight = ({ box }) => {
      const { y, bottom } = box.getBoundingClientRect();
      return bottom > top && y < innerHeight;
    };
    let at = this.items.findIndex(({ box }) => box === this.last);
    if (at < 0 || !inSight(this.items[at])) at = Math.max(this.items.findIndex(inSight), 0) - 1;
    const after = [...this.items.slice(at + 1), ...this.items.slice(0, Math.max(at + 1, 0))];
    return after.find((item) => !item.answered && !item.box.hidden);
  }
}
