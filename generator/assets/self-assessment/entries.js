/* A list of entries that are edited in place: each kept at every change, with the items that it is about. */

import { itemLink } from "./edition.js";
import { button, day, field, fold, make, select, tools } from "./element.js";
import { store } from "./session.js";
import { newId } from "./store.js";

/** @import { Facts } from "./my-progress.js" */
/** @typedef {{name: string, label: string, kind: "text" | "lines" | "date" | "yes" | [string, string][], most?: number}} Field */

/** The standard that an item was last chosen from. @type {string | undefined} */
let last;

/** @param {Facts} facts @param {"plan" | "evidence"} kind @param {string} title what one entry is called
 * @param {string} adds what the button says that adds one @param {Field[]} fields @returns {Node[]} */
export function entries(facts, kind, title, adds, fields) {
  const made = store.entries(kind).map((entry, index) => {
    const controls = fields.map((one) => control(facts, kind, entry.id, one, /** @type {any} */ (entry)[one.name]));
    const name = `${title} ${index + 1}`;
    const remove = button("Remove", () => act(facts, () => store.removeEntry(kind, entry.id)), { "aria-label": `Remove ${name.toLowerCase()}` });
    return make("fieldset", { class: "entry" }, make("legend", {}, name), ...picked(facts, kind, entry), ...controls, tools(remove));
  });
  const add = button(adds, () => act(facts, () => store.changeEntry(kind, newId(), { items: [] })));
  return [...made, tools(add)];
}

/** @param {Facts} facts @param {() => void} change */
function act({ touched }, change) {
  change();
  touched();
}

/** @param {Facts} facts @param {"plan" | "evidence"} kind @param {string} id @param {Field} field @param {any} value */
function control(facts, kind, id, { name, label, kind: of, most }, value = "") {
  const paper = make("span", { class: "written" }); // what is typed prints whole from here
  /** @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} box */
  const write = (box) => (paper.textContent = box instanceof HTMLSelectElement ? (value && box.selectedOptions[0]?.text) || "" : of === "date" ? day(box.value) : box.value);
  /** @param {Event} event */
  const input = ({ target }) => {
    const box = /** @type {HTMLInputElement} */ (target);
    value = of === "yes" ? box.checked : box.value;
    write(box);
    act(facts, () => store.changeEntry(kind, id, { [name]: value }));
  };
  if (of === "yes") return make("label", { class: "yes" }, make("input", { type: "checkbox", checked: value === true, input }), ` ${label}`);
  let box;
  if (Array.isArray(of)) box = select([["", "Not said"], ...of], value, { input });
  else if (of === "lines") box = make("textarea", { input, maxlength: most, rows: 2 }, value);
  else box = make("input", { input, maxlength: most, type: of, value });
  write(box);
  const whole = field(label, box);
  whole.append(paper);
  return whole;
}

/** The items of an entry, and all items of a standard to choose them from. @param {Facts} facts @param {"plan" | "evidence"} kind
 * @param {{id: string, items: string[]}} entry @returns {Node[]} */
function picked(facts, kind, { id, items }) {
  const all = [...facts.standards.values()];
  const rows = make("ul", { class: "picks" });
  const boxes = make("ul", { class: "picks" });
  /** Put one item to those that are stored at that moment, which another window may have changed, or take it away.
   * @param {string} reference @param {boolean} holds */
  const put = (reference, holds) => {
    const now = store.entries(kind).find((one) => one.id === id)?.items ?? [];
    items = [...now.filter((one) => one !== reference), ...(holds ? [reference] : [])];
    draw();
    act(facts, () => store.changeEntry(kind, id, { items }));
  };
  const draw = () => rows.replaceChildren(...items.map((reference) => {
    const remove = button("Take away", () => put(reference, false), { "aria-label": `Take away ${reference}` });
    return make("li", {}, make("p", {}, itemLink(reference), ` ${facts.words.get(reference) ?? "not in this edition"} `, remove));
  }));
  const whose = select(all.map(({ standard, title }) => [standard, title]), last ?? all[0]?.standard ?? "", { change: () => offer() });
  const offer = () => {
    last = whose.value;
    const found = facts.standards.get(whose.value)?.sections.flatMap((section) => section.items).filter((item) => !item.withdrawn) ?? [];
    boxes.replaceChildren(...found.map((item) => {
      const reference = `${whose.value}/${item.id}`;
      /** @param {Event} event */
      const input = ({ target }) => put(reference, /** @type {HTMLInputElement} */ (target).checked);
      return make("li", {}, make("label", { class: "yes" }, make("input", { type: "checkbox", checked: items.includes(reference), input }), `${item.id} ${item.words}`));
    }));
  };
  const choose = fold("Choose items", field("Standard", whose), boxes);
  choose.addEventListener("toggle", offer); // only now: all items for each of many entries would be a great deal
  draw();
  return [rows, choose];
}
