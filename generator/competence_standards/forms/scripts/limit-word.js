/* Limits the Word file of a form to what a limited page shows of it. limit.py makes the same of a form before it is written as Word. */

import { attribute, controls } from "./word.js";
import { all, childrenOf, element, escaped, insert } from "./xml.js";

/** @import { Element } from "./xml.js" */
/** What a page shows of a form. Places have the names that they have in the file.
 * @typedef {object} Limit
 * @property {Set<string>} gone places that are not shown: those of rows and boxes of other items, and of blank rows that are left out
 * @property {Map<string, number>} shares the share of its lines that a place has left
 * @property {Map<string, string>} totals the words after the space for a total
 * @property {string} part the words about the items at the end of the head of each page
 * @property {string[]} notice what is at the top of a decision
 * @property {string} others how many items have no box */

/** The styles of what is above the rows or boxes of a block. */
const HEAD = ["Heading2", "Filledinby", "Help"];
const TOP = ["Heading1", "Purpose", "Filledinby"];

/** @param {Element[]} trees of the parts of the file @param {Limit} limit */
export function limit(trees, { gone, shares, totals, part, notice, others }) {
  for (const tree of trees) {
    const nodes = all(tree);
    const boxes = nodes.filter(([node]) => childrenOf(node).some(isTicks)).map(([node]) => node);
    for (const [table, path] of nodes.filter(([node]) => node.name === "w:tbl")) {
      shorten(table, shares);
      if (removeRows(table, gone, totals)) removeBlock(path[path.length - 1], table);
    }
    for (const box of boxes) removeBoxes(box, gone, others);
    const top = nodes.find(([node]) => style(node) === "Heading1")?.[1].at(-1);
    if (top) tell(top, notice);
    const [head] = childrenOf(nodes.find(([node]) => node.name === "w:hdr")?.[0], "w:p");
    if (head) nameItems(head, part);
  }
}

/** @param {Element | undefined} paragraph @returns {string} its style, or "" */
const style = (paragraph) => attribute(childrenOf(paragraph, "w:pPr")[0], "w:pStyle");

/** @param {Element} node */
const isTicks = (node) => style(node) === "Ticks";

/** The name of the place of a control, or "". @param {Element} sdt */
const tag = (sdt) => attribute(childrenOf(sdt, "w:sdtPr")[0], "w:tag");

/** @param {Element} node @returns {string[]} the names of the places in it */
const tags = (node) => controls(node).map((control) => control.tag);

/** @param {Element} box @param {Element} node one of its children */
const remove = (box, node) => box.children.splice(box.children.indexOf(node), 1);

/** @param {string} name of the style @param {string} words */
const line = (name, words) =>
  element(
    "w:p",
    {},
    element("w:pPr", {}, element("w:pStyle", { "w:val": name })),
    element("w:r", {}, element("w:t", { "xml:space": "preserve" }, escaped(words))),
  );

/** Keep a node on the page of what follows it. @param {Element} node */
function keep(node) {
  for (const [one] of all(node))
    if (one.name === "w:pPr" && !childrenOf(one, "w:keepNext").length) one.children.splice(1, 0, element("w:keepNext"));
}

/** @param {Element} node */
const isKept = (node) => all(node).some(([one]) => one.name === "w:keepNext");

// --- rows ---

/** Make the rows with fewer lines lower. @param {Element} table @param {Map<string, number>} shares */
function shorten(table, shares) {
  for (const [row] of all(table).filter(([one]) => one.name === "w:tr")) {
    const share = Math.max(...tags(row).map((name) => shares.get(name) ?? 1));
    const [height] = childrenOf(childrenOf(row, "w:trPr")[0], "w:trHeight");
    if (height && share > 0)
      height.attributes.set("w:val", String(Math.round(Number(height.attributes.get("w:val")) * share)));
  }
}

/** Remove the rows that are gone, and sub-headings without rows, and correct the totals.
 * @param {Element} table @param {Set<string>} gone @param {Map<string, string>} totals @returns {boolean} whether the table has no rows now */
function removeRows(table, gone, totals) {
  const rows = all(table).filter(([one]) => one.name === "w:tr");
  /** @param {Element} row */
  const isHead = (row) => childrenOf(childrenOf(row, "w:trPr")[0], "w:tblHeader").length > 0;
  /** @param {Element} row */
  const isGroup = (row) => style(all(row).find(([one]) => one.name === "w:p")?.[0]) === "Tablegroup";
  const body = rows.filter(([row]) => !isHead(row));
  const left = body.filter(([row]) => {
    const names = tags(row);
    return !names.length || !names.every((name) => gone.has(name));
  });
  if (left.length === body.length) return false;
  const shown = left.filter(([row], at) => !isGroup(row) || (left[at + 1] && !isGroup(left[at + 1][0])));
  const [last] = body.slice(-1);
  if (shown.length && isKept(last[0])) keep(shown[shown.length - 1][0]);
  for (const [row, path] of body.filter((one) => !shown.includes(one))) {
    // Each row that people can repeat has its own control.
    const around = [...path, row];
    const at = around.findIndex((one) => childrenOf(childrenOf(one, "w:sdtPr")[0], "w15:repeatingSectionItem").length);
    const whole = at < 0 ? around.length - 1 : at;
    remove(around[whole - 1], around[whole]);
  }
  for (const [row] of shown) {
    const words = tags(row).flatMap((name) => totals.get(name) ?? []);
    const texts = all(row).filter(([one]) => one.name === "w:t");
    if (words.length) texts[texts.length - 1][0].children = [escaped(` ${words[0]}`)];
  }
  return !shown.length;
}

/** Remove what is left of a block with nothing in it. @param {Element} box @param {Element} end its last node */
function removeBlock(box, end) {
  const children = childrenOf(box);
  let at = children.indexOf(end);
  remove(box, children[at]);
  while (at-- && HEAD.includes(style(children[at]))) remove(box, children[at]);
}

// --- boxes ---

/** Remove the boxes that are gone, and put the others side by side. @param {Element} box of the paragraphs @param {Set<string>} gone
 * @param {string} others */
function removeBoxes(box, gone, others) {
  const children = childrenOf(box);
  let first = true;
  let left = 0;
  /** @type {Element | undefined} */
  let label;
  children.forEach((start, at) => {
    if (style(start) === "Label") label = start;
    if (!isTicks(start) || isTicks(children[at - 1])) return;
    const end = children.findIndex((one, index) => index > at && !isTicks(one));
    const lines = children.slice(at, end < 0 ? undefined : end);
    if (label && first) insertBefore(box, label, line("Help", others));
    first = false;
    const shown = together(lines, gone);
    left += shown.length;
    for (const one of lines.filter((one) => !shown.includes(one))) remove(box, one);
    if (!shown.length && label) remove(box, label);
  });
  const help = childrenOf(box).find((one) => style(one) === "Help" && words(one) === others);
  if (!left && help) removeBlock(box, help);
}

/** @param {Element} box @param {Element} after one of its children @param {Element} added */
const insertBefore = (box, after, added) => box.children.splice(box.children.indexOf(after), 0, added);

/** @param {Element} node */
const words = (node) =>
  all(node)
    .flatMap(([one]) => (one.name === "w:t" ? one.children : []))
    .join("");

/** Put the boxes that are left into as few lines as they need. @param {Element[]} lines @param {Set<string>} gone
 * @returns {Element[]} the lines with boxes */
function together(lines, gone) {
  /** @type {Element[][]} each control with the number of its item */
  const boxes = lines.flatMap((one) => {
    const inside = childrenOf(one);
    return inside.flatMap((node, at) => (tag(node) ? [[node, inside[at + 1]]] : []));
  });
  const across = childrenOf(lines[0]).filter(tag).length;
  const left = boxes.filter(([control]) => !gone.has(tag(control)));
  const shown = lines.slice(0, Math.ceil(left.length / across));
  shown.forEach((one, at) => {
    const [settings] = childrenOf(one, "w:pPr");
    const own = left.slice(at * across, (at + 1) * across);
    const tab = element("w:r", {}, element("w:tab"));
    one.children = [settings, ...own.flatMap((pair, index) => [...(index ? [structuredClone(tab)] : []), ...pair])];
  });
  const wide = childrenOf(childrenOf(lines[0], "w:pPr")[0], "w:tabs")[0];
  for (const one of shown) {
    const [settings] = childrenOf(one, "w:pPr");
    settings.children = settings.children.map((node) =>
      typeof node !== "string" && node.name === "w:tabs" ? structuredClone(wide) : node,
    );
  }
  if (shown.length && isKept(lines[lines.length - 1])) keep(shown[shown.length - 1]);
  return shown;
}

// --- words ---

/** Say at the top of a decision which items it is about. @param {Element} top @param {string[]} notice */
function tell(top, notice) {
  const children = childrenOf(top);
  let at = children.findIndex((one) => style(one) === "Heading1");
  while (TOP.includes(style(children[at + 1]))) at += 1;
  for (const point of [...notice].reverse()) insert(top, children[at], line("Notice", point));
}

/** Name the items in the head of each page, on a line below the form's name. @param {Element} head @param {string} part */
function nameItems(head, part) {
  const texts = all(head).filter(([one]) => one.name === "w:t");
  texts[texts.length - 1][0].children.push(escaped(part));
  const [name] = childrenOf(head, "w:r");
  if (!all(head).some(([one]) => one.name === "w:br")) insert(head, name, element("w:r", {}, element("w:br")));
}
