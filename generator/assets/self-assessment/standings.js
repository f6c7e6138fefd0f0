/* Where a learner stands, in words and numbers, by standard, section and theme: a table for each, with a bar in every row. */

import { byTheme, bySection, inWords, standing } from "./counts.js";
import { link } from "./edition.js";
import { fold, make } from "./element.js";

/** @import { Standing, Told } from "./counts.js" */
/** @import { Facts } from "./my-progress.js" */

const SVG = "http://www.w3.org/2000/svg";
/** @type {["ready" | "practise" | "open" | "notNow", string][]} */
const PARTS = [
  ["ready", "Ready"],
  ["practise", "Needs practice"],
  ["open", "Not rated"],
  ["notNow", "Not part of my job now"],
];

/** @param {Facts} facts @returns {Node[]} */
export function standings({ suite, standards, told, of }) {
  const whole = standing("All items", told, suite.scale);
  if (whole.open.length === told.length) {
    const begin = suite.standards.slice(0, 12).map(({ id, title, withdrawn }) => make("li", {}, make("a", { href: link(`${id}/checklist/`) }, title), ...mark(withdrawn)));
    return [make("p", {}, "You have not rated any items in this round. Start with a checklist:"), make("ul", {}, ...begin)];
  }
  const withdrawn = new Set(suite.standards.flatMap((one) => (one.withdrawn ? one.id : [])));
  const made = [...standards.values()].map((standard) => {
    const own = of(standard);
    return { standard, own, row: { ...standing(standard.title, own, suite.scale), address: `${standard.standard}/checklist/`, withdrawn: withdrawn.has(standard.standard) } };
  });
  const sections = made.filter(({ own, row }) => row.open.length < own.length).map(({ standard, own }) => {
    return table(`${standard.title}, by section`, "Section", bySection(standard, own, suite.scale), true);
  });
  const themes = byTheme(suite, told).filter(({ all }) => all.length);
  return [make("p", { class: "lead" }, `${inWords(whole)}.`), key(), table("By standard", "Standard", made.map(({ row }) => row)), ...sections, ...(themes.length ? [table("By theme", "Theme", themes, true)] : [])];
}

/** @param {string} caption @param {string} kind what a row is of @param {Standing[]} rows @param {boolean} [folded] */
function table(caption, kind, rows, folded) {
  const head = [kind, ...PARTS.map(([, title]) => title), "Ready, no evidence yet"].map((title) => make("th", { scope: "col" }, title));
  /** @param {string} title @param {unknown[]} items */
  const number = (title, { length }) => make("td", { "data-of": title, class: length ? "" : "none" }, String(length));
  const body = rows.map((row) => {
    const name = make("th", { scope: "row" }, row.address ? make("a", { href: link(row.address) }, row.name) : row.name, ...mark(row.withdrawn));
    name.append(strip(row));
    return make("tr", {}, name, ...PARTS.map(([part, title]) => number(title, row[part])), number("Ready, no evidence yet", row.lacking));
  });
  const whole = make("table", { class: "standing table", "aria-label": caption }, ...(folded ? [] : [make("caption", {}, caption)]), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
  return folded ? fold(caption, whole) : whole;
}

/** What follows the title of a withdrawn standard. @param {boolean | undefined} withdrawn */
const mark = (withdrawn) => (withdrawn ? [" ", make("span", { class: "withdrawn-mark" }, "Withdrawn")] : []);

/** A bar as long as the items are many, cut by what was said of them. The numbers beside it say the same.
 * @param {Pick<Standing, "ready" | "practise" | "open" | "notNow">} row */
function strip(row) {
  const picture = document.createElementNS(SVG, "svg");
  let from = 0;
  for (const [part] of PARTS) {
    const width = row[part].length;
    if (width) picture.append(drawn(document.createElementNS(SVG, "rect"), { x: from, width, height: 1, class: `bar--${part}` }));
    from += width;
  }
  return drawn(picture, { viewBox: `0 0 ${from || 1} 1`, preserveAspectRatio: "none", "aria-hidden": true });
}

/** @template {SVGElement} Shape @param {Shape} shape @param {{[name: string]: string | number | boolean}} attributes */
function drawn(shape, attributes) {
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, String(value));
  return shape;
}

/** What the parts of a bar mean. */
function key() {
  const none = { ready: [], practise: [], open: [], notNow: [] };
  const one = /** @type {Told[]} */ ([{}]);
  return make("ul", { class: "standing__key" }, ...PARTS.map(([part, title]) => make("li", {}, strip({ ...none, [part]: one }), title)));
}
