/* A list of entries that are edited in place: each kept at every change, with the items that it is about. */

import { itemLink } from "./item-lists.js";
import { button, field, fold, make, select, tools } from "./element.js";
import { store } from "./session.js";
import { newId } from "./store.js";

/** @import { Facts } from "./my-progress.js" */
/** @typedef {{name: string, label: string, kind: "text" | "lines" | "date" | "yes" | [string, string][], most?: number}} Field */

/** The standard that an item was last chosen from. @type {string | undefined} */
let last;

/** @param {Facts} facts @param {"plan" | "evidence"} kind @param {string} title what one entry is called @param {Field[]} fields @returns {Node[]} */
export function entries(facts, kind, title, fields) {
  const made = store.entries(kind).map((entry, index) => {
    const controls = fields.map((one) => control(facts, kind, entry.id, one, /** @type {any} */ (entry)[one.name]));
    const name = `${title} ${index + 1}`;
    const remove = button("Remove", () => act(facts, () => store.removeEntry(kind, entry.id)), { "aria-label": `Remove ${name.toLowerCase()}` });
    return make("fieldset", { class: "entry" }, make("legend", {}, name), ...picked(facts, kind, entry), ...controls, tools(remove));
  });
  const add = button(`Add: ${title.toLowerCase()}`, () => act(facts, () => store.changeEntry(kind, newId(), { items: [] })));
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
  const write = (box) => (paper.textContent = box instanceof HTMLSelectElement ? (value && box.selectedOptions[0]?.text) || "" : box.value);
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

/** The items of an entry, with ways to add and to take away. @param {Facts} facts @param {"plan" | "evidence"} kind
 * @param {{id: string, items: string[]}} entry @returns {Node[]} */
function picked(facts, kind, { id, items }) {
  /** @param {string[]} now */
  const keep = (now) => act(facts, () => store.changeEntry(kind, id, { items: now }));
  const rows = items.map((reference) => {
    const [standard, item] = reference.split("/");
    const words = facts.standards.get(standard)?.sections.flatMap((section) => section.items).find((one) => one.id === item)?.words ?? "not in this edition";
    return make("li", {}, make("p", {}, itemLink(reference), ` ${words} `, button("Take away", () => keep(items.filter((one) => one !== reference)), { "aria-label": `Take away ${reference}` })));
  });
  const standards = [...facts.standards.values()].map(({ standard, title }) => /** @type {[string, string]} */ ([standard, title]));
  const which = select([], "");
  const whose = select(standards, last ?? standards[0]?.[0] ?? "", { change: () => offer() });
  const offer = () => {
    last = whose.value;
    const found = facts.standards.get(whose.value)?.sections.flatMap((section) => section.items).filter((item) => !item.withdrawn) ?? [];
    which.replaceChildren(...found.map((item) => make("option", { value: item.id }, `${item.id} ${item.words}`)));
  };
  offer();
  const add = button("Add item", () => keep([...new Set([...items, `${whose.value}/${which.value}`])]));
  return [make("ul", { class: "picks" }, ...rows), fold("Add an item", field("Standard", whose), field("Item", which), add)];
}
