/* <choose-items>: limits the forms of a page to the selected items. The address contains the items, for example #items=P1-P9,K3, so that
 * they can be linked to. limit.py has the same rules. */

import { fragment } from "../../web/scripts/addresses.js";
import { LANG, n, t } from "../../web/scripts/words.js";

/** @typedef {{words: string, only: string}} Limit the texts of a limited form: on every page, and in the notice on a decision */

const MOST_RANGES = 6;
const MOST_TOLD = 5;

class ChooseItems extends HTMLElement {
  connectedCallback() {
    /** @type {HTMLInputElement[]} */
    this.boxes = [...this.querySelectorAll("input")].filter((box) => box.matches("ul input"));
    this.sections = [...this.querySelectorAll(".choose-items__section")].map((section) => {
      const [whole, ...boxes] = section.querySelectorAll("input");
      return { whole, boxes };
    });
    this.ids = this.boxes.map((box) => box.value);
    this.text = /** @type {HTMLInputElement} */ (this.querySelector("input[type=text]"));
    this.said = /** @type {HTMLElement} */ (this.querySelector(".row [role=status]"));
    this.all = /** @type {HTMLButtonElement} */ (this.querySelector(".row button"));
    this.addEventListener("change", ({ target }) => this.change(/** @type {HTMLInputElement} */ (target)));
    this.all.addEventListener("click", () => {
      this.go([]);
      this.querySelector("summary")?.focus();
    });
    this.addEventListener("itemsneeded", (event) => this.go(/** @type {CustomEvent} */ (event).detail));
    this.querySelector("details")?.addEventListener("toggle", () => this.loadNeeded(), { once: true });
    // Other links within the page, such as "Skip to content", do not change the items.
    addEventListener("hashchange", () => (location.hash === "" || isOfNames()) && this.show());
    this.hidden = false;
    this.show();
  }

  /** Load the module that reads the answers on this device. The page has its address only if there are checklists. */
  loadNeeded() {
    const needed = this.querySelector("still-needed");
    const script = needed?.getAttribute("data-script");
    if (script) import(new URL(`../../${script}`, import.meta.url).href).catch(() => needed?.remove());
  }

  /** @param {HTMLInputElement} box */
  change(box) {
    if (box === this.text) {
      const { items, unknown } = this.read(box.value);
      if (items.length || !unknown.length) this.go(items, unknown);
      else this.say([], unknown);
      return;
    }
    const section = this.sections?.find(({ whole }) => whole === box);
    for (const one of section?.boxes ?? []) one.checked = box.checked;
    this.go((this.boxes ?? []).filter((one) => one.checked).map((one) => one.value));
  }

  /** Select some items, as a link does. @param {string[]} items empty for all items @param {string[]} [unknown] */
  go(items, unknown = []) {
    const { pathname, search } = location;
    const names = new URLSearchParams(isOfNames() ? location.hash.slice(1) : "");
    if (items.length) names.set("items", this.written(items, ","));
    else names.delete("items");
    const hash = fragment(names);
    if (hash !== location.hash) history.pushState(null, "", `${pathname}${search}${hash}`);
    this.show(unknown);
  }

  /** Write items the way people type them. @param {string[]} items @param {string} between */
  written(items, between) {
    return ranges(items, this.ids ?? [])
      .map((range) => range.join("-"))
      .join(between);
  }

  /** Find the items in a text. @param {string} text @returns {{items: string[], unknown: string[]}} in order, and the parts of the text
   * that are not on the forms */
  read(text) {
    const ids = this.ids ?? [];
    const chosen = new Set();
    const unknown = [];
    for (const part of text.replace(/\s*[-–]\s*/g, "-").split(/[\s,]+/)) {
      const [first, last = first, ...rest] = part.split("-").map((one) => ids.indexOf(one.toUpperCase()));
      if (rest.length || first < 0 || last < first) part && unknown.push(part);
      else for (const id of ids.slice(first, last + 1)) chosen.add(id);
    }
    return { items: ids.filter((id) => chosen.has(id)), unknown };
  }

  /** Show the items in the address, or all items. @param {string[]} [unknown] other parts that were not found */
  show(unknown = []) {
    const { items, unknown: others } = this.read(new URLSearchParams(location.hash.slice(1)).get("items") ?? "");
    const chosen = new Set(items);
    for (const box of this.boxes ?? []) box.checked = chosen.has(box.value);
    for (const { whole, boxes } of this.sections ?? []) {
      const ticked = boxes.filter((box) => box.checked).length;
      whole.checked = ticked === boxes.length;
      whole.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    if (this.text) this.text.value = this.written(items, ", ");
    /** @type {NodeListOf<HTMLElement>} */
    const forms = document.querySelectorAll(".form");
    for (const form of forms) limit(form, items.length ? chosen : undefined);
    document.dispatchEvent(new Event("formslimited"));
    this.say(items, [...unknown, ...others]);
  }

  /** @param {string[]} items @param {string[]} unknown */
  say(items, unknown) {
    const { length } = this.ids ?? [];
    const shown = items.length
      ? t("Showing {items}.", {
          items: n("{shown} of {number} item", "{shown} of {number} items", length, { shown: items.length }),
        })
      : "";
    const told = unknown.slice(0, MOST_TOLD).map((one) => one.slice(0, 40));
    const left = unknown.length
      ? t("Not found on this page, so left out: {items}.", {
          items: [...told, ...(unknown.length > MOST_TOLD ? ["…"] : [])].join(", "),
        })
      : "";
    if (this.said) this.said.textContent = [shown, left].filter(Boolean).join(" ");
    if (this.all) this.all.hidden = !items.length;
  }
}

/** Whether the address has names with values, such as the items. Otherwise it links to a place on the page. */
const isOfNames = () => location.hash.includes("=");

/** Return the letters of an item number, which identify its part of the standard. @param {string} item */
const letters = (item) => item.replace(/\d+$/, "");

/** Combine three or more consecutive items of a part into a range of the first and the last. Return other items alone.
 * @param {string[]} items in order @param {string[]} all @returns {string[][]} */
function ranges(items, all) {
  const places = new Map(all.map((id, place) => [id, place]));
  /** @type {string[][]} */
  const runs = [];
  for (const item of items) {
    const run = runs.at(-1);
    const last = run?.[run.length - 1] ?? "";
    if (run && places.get(item) === Number(places.get(last)) + 1 && letters(item) === letters(last)) run.push(item);
    else runs.push([item]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [[run[0], run[run.length - 1]]] : run.map((item) => [item])));
}

/** @param {string[]} items @param {string[]} all @returns {Limit} */
function inWords(items, all) {
  const found = ranges(items, all);
  const number = all.length;
  if (found.length > MOST_RANGES) {
    const some = { some: items.length, number };
    return {
      words: t("Part of the form: {some} of {number} items", some),
      only: t("This form is only about {some} of {number} items.", some),
    };
  }
  const names = found.map(([first, last]) => (last ? t("{first} to {last}", { first, last }) : first));
  const list = { items: new Intl.ListFormat(LANG, { type: "conjunction" }).format(names), number };
  return {
    words: t("Part of the form: {items}, of {number} items", list),
    only: t("This form is only about {items}.", list),
  };
}

/** Show only some of the items of a form. A form that lists none of them is left out.
 * @param {HTMLElement} form @param {Set<string>} [chosen] the items, or undefined for all */
function limit(form, chosen) {
  const rows = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-item]")]);
  if (!rows.length) return;
  const all = [...new Set(rows.map((row) => row.dataset.item ?? ""))];
  const items = all.filter((id) => !chosen || chosen.has(id));
  const isWhole = items.length === all.length;
  form.toggleAttribute("data-left-out", !items.length);
  // The number of pages of a limited form is unknown.
  const { sheets, wholeSheets = sheets } = form.dataset;
  if (wholeSheets) Object.assign(form.dataset, { wholeSheets, sheets: isWhole ? wholeSheets : "" });
  for (const made of form.querySelectorAll("[data-limited]")) made.remove();
  for (const row of rows) row.hidden = !items.includes(row.dataset.item ?? "");
  for (const body of form.querySelectorAll("tbody")) count(body);
  for (const some of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".ticks")))
    some.hidden = !some.querySelector("[data-item]:not([hidden])");
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".part")))
    part.hidden = part.querySelector("[data-item]") !== null && !part.querySelector("[data-item]:not([hidden])");
  for (const room of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-least]")))
    shorten(room, items.length, all.length);
  const { words, only } = inWords(items, all);
  const said = form.querySelector("[data-limit]");
  if (said) said.textContent = isWhole ? "" : `. ${words}`;
  if (!isWhole) explain(form, only, all.length - items.length);
}

/** Hide sub-headings and totals without rows, and update the others' counts. @param {HTMLElement} body */
function count(body) {
  if (!body.querySelector("[data-item]")) return;
  let rows = 0;
  /** @type {HTMLElement | undefined} */
  let heading;
  for (const row of /** @type {Iterable<HTMLElement>} */ (body.children)) {
    const total = /** @type {HTMLElement | null} */ (row.querySelector("[data-total]"));
    if (row.matches(".group")) {
      heading = row;
      heading.hidden = true;
      rows = 0;
    } else if (total) {
      row.hidden = !rows;
      const words = t("{label}: {space} of {number}", { label: total.dataset.total, space: "\0", number: rows });
      total.textContent = words.split("\0")[1].trim();
      rows = 0;
    } else if (!row.hidden) {
      rows += 1;
      if (heading) heading.hidden = false;
    }
  }
}

/** Reduce the room to write in proportion to the items, by hiding the last lines or rows. @param {HTMLElement} room @param {number} items
 * @param {number} of */
function shorten(room, items, of) {
  const lines = /** @type {NodeListOf<HTMLElement>} */ (room.querySelectorAll(".rule, tbody > tr"));
  const left = Math.max(Number(room.dataset.least), Math.ceil((lines.length * items) / of));
  for (const [index, line] of lines.entries()) line.toggleAttribute("data-spare", index >= left);
}

/** Show what is left out: below the heading of the boxes, and at the top of a decision. @param {HTMLElement} form @param {string} only
 * @param {number} others */
function explain(form, only, others) {
  const left = n("{number} other item is not on this form.", "{number} other items are not on this form.", others);
  for (const boxes of form.querySelectorAll(".part--criteria:not([hidden])"))
    boxes.querySelector(".ticks")?.before(made("p", "form__help", left));
  if (!("decides" in form.dataset)) return;
  const [part, notice, list] = [made("div", "part part--notice"), made("div", "form__notice"), made("ul", "")];
  list.append(made("li", "", only), made("li", "", t("It is not a decision about the whole standard.")));
  notice.append(list);
  part.append(notice);
  form.querySelector(".part")?.before(part);
}

/** @param {string} tag @param {string} look @param {string} [text] */
function made(tag, look, text = "") {
  const element = document.createElement(tag);
  element.className = look;
  element.dataset.limited = "";
  element.append(text);
  return element;
}

customElements.define("choose-items", ChooseItems);
