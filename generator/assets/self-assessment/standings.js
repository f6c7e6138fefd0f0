/* Where a learner stands, in words and numbers, by standard, section and theme: a table for each, with a bar in every row. */

import { byTheme, bySection, inWords, standing } from "./counts.js";
import { link } from "./edition.js";
import { make } from "./element.js";

/** @import { Standing } from "./counts.js" */
/** @import { Facts } from "./my-progress.js" */

const SVG = "http://www.w3.org/2000/svg";
/** @type {["ready" | "practise" | "open" | "notNow", string][]} */
const PARTS = [
  ["ready", "Ready"],
  ["practise", "To practise"],
  ["open", "Not answered"],
  ["notNow", "Not my job now"],
];

/** @param {Facts} facts @returns {Node[]} */
export function standings({ suite, standards, told }) {
  const whole = standing("All items", told, suite.scale);
  if (whole.open.length === told.length) {
    const begin = suite.standards.slice(0, 12).map(({ id, title }) => make("li", {}, make("a", { href: link(`${id}/checklist/`) }, title)));
    return [make("p", {}, "You have not rated anything in this round yet. Begin with one of the checklists:"), make("ul", {}, ...begin)];
  }
  const made = [...standards.values()].map((standard) => {
    const own = told.filter(({ reference }) => reference.startsWith(`${standard.standard}/`));
    return { standard, own, of: { ...standing(standard.title, own, suite.scale), address: `${standard.standard}/checklist/` } };
  });
  const sections = made.filter(({ own, of }) => of.open.length < own.length).map(({ standard, own }) => {
    return table(`${standard.title}, by section`, "Section", bySection(standard, own, suite.scale), true);
  });
  const themes = byTheme(suite, told).filter(({ all }) => all.length);
  return [make("p", { class: "lead" }, `${inWords(whole)}.`), key(), table("By standard", "Standard", made.map(({ of }) => of)), ...sections, ...(themes.length ? [table("By theme", "Theme", themes, true)] : [])];
}

/** @param {string} caption @param {string} kind what a row is of @param {Standing[]} rows @param {boolean} [folded] */
function table(caption, kind, rows, folded) {
  const head = [kind, ...PARTS.map(([, title]) => title), "Ready without evidence"].map((title) => make("th", { scope: "col" }, title));
  /** @param {string} title @param {unknown[]} items */
  const number = (title, { length }) => make("td", { "data-of": title, class: length ? "" : "none" }, String(length));
  const body = rows.map((row) => {
    const name = make("th", { scope: "row" }, row.address ? make("a", { href: link(row.address) }, row.name) : row.name);
    name.append(strip(row));
    return make("tr", {}, name, ...PARTS.map(([part, title]) => number(title, row[part])), number("Ready without evidence", row.lacking));
  });
  const whole = make("table", { class: "standing table", "aria-label": caption }, ...(folded ? [] : [make("caption", {}, caption)]), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
  return folded ? make("details", { class: "who" }, make("summary", {}, caption), whole) : whole;
}

/** A bar as long as the items are many, cut by what was said of them. The numbers beside it say the same. @param {Standing} row */
function strip(row) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `0 0 ${row.all.length || 1} 1`);
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("aria-hidden", "true");
  let from = 0;
  for (const [part] of PARTS) {
    const piece = document.createElementNS(SVG, "rect");
    const size = { x: from, y: 0, width: row[part].length, height: 1, class: `bar--${part}` };
    for (const [name, value] of Object.entries(size)) piece.setAttribute(name, String(value));
    if (row[part].length) picture.append(piece);
    from += row[part].length;
  }
  return picture;
}

/** What the parts of a bar mean. */
function key() {
  const parts = PARTS.map(([part, title]) => {
    const swatch = document.createElementNS(SVG, "svg");
    swatch.setAttribute("viewBox", "0 0 1 1");
    swatch.setAttribute("aria-hidden", "true");
    const piece = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ width: 1, height: 1, class: `bar--${part}` })) piece.setAttribute(name, String(value));
    swatch.append(piece);
    return make("li", {}, swatch, title);
  });
  return make("ul", { class: "standing__key" }, ...parts);
}
