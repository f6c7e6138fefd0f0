/* Fills in the Word file of a form. Each control of the file has the name of its place as its tag. Independent of the page. */

import { all, childrenOf, element, escaped, insert, parse, written } from "./xml.js";
import { compressed, contents, entries, zip } from "../../web/scripts/zip.js";

/** @import { Entry } from "../../web/scripts/zip.js" */
/** @import { Element } from "./xml.js" */
/** @typedef {string | true} Value what is written at a place: true for a tick, "2026-11-30" for a date, the words of an option */
/** A control: `kind` is the element that says what it holds, such as `w:date`, or "" for an account; `detail` is what it shows if several
 * controls show that, or "".
 * @typedef {{tag: string, kind: string, detail: string, about: Element, content: Element, around: Element[]}} Control */

/** The parts of the file with controls, and the part that has the details. */
const PARTS = /^(word\/(document|header)|customXml\/item\d+)\.xml$/;
const KIND = /:(text|date|dropDownList|checkbox)$/;
/** Word accepts no longer title for a control. */
const LONGEST_TITLE = 64;
/** The number of a row or a passage. The page has at most 300. */
const NUMBER = /^([1-9]\d?|[12]\d\d|300)$/;
/** Letters of scripts that are written from right to left. */
const RIGHT_TO_LEFT = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc";
const BEGINS_RIGHT = new RegExp(`^\\P{L}*[${RIGHT_TO_LEFT}]`, "u");
const FROM_RIGHT = new RegExp(`([${RIGHT_TO_LEFT}](?:[^\\p{Script=Latin}]*[${RIGHT_TO_LEFT}])?)`, "u");

/** Write what was typed into the Word file of a form.
 * @param {ArrayBuffer} file @param {Map<string, Value>} values what is written, by the name of the place
 * @param {string} [source] where the values come from, if nobody typed them: the form says it below its purpose
 * @param {(parts: Element[]) => void} [edit] changes the parts of the file before they are filled in
 * @returns {Promise<{file: Uint8Array<ArrayBuffer>, lost: string[]}>} the file, and the names of the places for whose values it has no control */
export async function fill(file, values, source, edit) {
  const archive = entries(file);
  /** @type {Map<Entry, Element>} */
  const trees = new Map();
  for (const entry of archive)
    if (PARTS.test(entry.name)) trees.set(entry, parse(new TextDecoder().decode(await contents(entry))));
  const parts = [...trees.values()];
  edit?.(parts);
  for (const part of parts) addRows(part, values);
  const found = parts.flatMap(controls);
  const details = new Map();
  for (const { tag, detail } of found) {
    const value = values.get(tag);
    if (detail && value && value !== true && !details.has(detail)) details.set(detail, value);
  }
  const done = new Set();
  for (const control of found) {
    const { tag, detail, about } = control;
    const shared = details.get(detail);
    const value = values.get(tag) || shared;
    // Word shows what the details say. A control that says something else no longer shows a detail.
    if (value !== shared && detail) drop(about, "w:dataBinding");
    if (value && put(control, value)) done.add(tag);
  }
  for (const [node, path] of parts.flatMap((part) => all(part))) {
    const value = details.get(node.name);
    if (value) node.children = [escaped(oneLine(value))];
    const [settings] = childrenOf(node, "w:pPr");
    if (source && attribute(settings, "w:pStyle") === "Purpose")
      insert(path[path.length - 1], node, paragraph(settings, source));
  }
  const files = archive.map((entry) => {
    const tree = trees.get(entry);
    return tree ? compressed(entry.name, new TextEncoder().encode(written(tree))) : entry;
  });
  return {
    file: zip(await Promise.all(files)),
    lost: [...values.keys()].filter((name) => values.get(name) && !done.has(name)),
  };
}

/** The controls in an element. @param {Element} tree @returns {Control[]} */
export const controls = (tree) =>
  all(tree).flatMap(([sdt, path]) => {
    const [[about], [content]] = ["w:sdtPr", "w:sdtContent"].map((name) => childrenOf(sdt, name));
    const tag = attribute(about, "w:tag");
    if (!tag || !content) return [];
    const kind = childrenOf(about).find(({ name }) => KIND.test(name))?.name ?? "";
    const [, detail = ""] = /:(\w+)\[1\]$/.exec(attribute(about, "w:dataBinding", "w:xpath")) ?? [];
    return [{ tag, kind, detail, about, content, around: [...path, sdt] }];
  });

/** @param {Element | undefined} node @param {string} name of a child @returns {string} its value, or "" */
export const attribute = (node, name, key = "w:val") => childrenOf(node, name)[0]?.attributes.get(key) ?? "";

/** @param {Element} node @param {string} name of the children that go */
function drop(node, name) {
  node.children = node.children.filter((child) => typeof child === "string" || child.name !== name);
}

// --- rows ---

/** Add the rows and passages that are written on, and that the file does not have. @param {Element} tree @param {Map<string, Value>} values */
function addRows(tree, values) {
  const known = new Map(controls(tree).map(({ tag, around }) => [tag, around]));
  for (const name of values.keys()) {
    if (known.has(name)) continue;
    const parts = name.split(".");
    parts.forEach((part, at) => {
      if (!NUMBER.test(part)) return;
      const start = parts.slice(0, at).join(".");
      const end = parts.slice(at + 1);
      /** @param {number} number */
      const tagIn = (number) => [start, number, ...end].join(".");
      let last = Number(part) - 1;
      while (last && !known.has(tagIn(last))) last -= 1;
      for (; last && last < Number(part); last += 1) {
        const around = known.get(tagIn(last)) ?? [];
        for (const added of addRow(around, `${start}.${last}`, `${start}.${last + 1}`)) known.set(...added);
      }
    });
  }
}

/** Add a row after a row whose tags begin with a name, if it has no other tags.
 * @param {Element[]} around a control of the row @param {string} from @param {string} to @returns {[tag: string, around: Element[]][]} the new controls */
function addRow(around, from, to) {
  const isRow = around.map(
    (one) => one.name === "w:tr" || childrenOf(childrenOf(one, "w:sdtPr")[0], "w15:repeatingSectionItem").length > 0,
  );
  const at = isRow.indexOf(true);
  const row = around[at];
  if (!row || !controls(row).every(({ tag }) => `${tag}.`.startsWith(`${from}.`))) return [];
  const added = structuredClone(row);
  insert(around[at - 1], row, added);
  // The last row is kept on the page of what follows. The row before it need not be.
  for (const [node] of all(row)) if (node.name === "w:pPr") drop(node, "w:keepNext");
  const [old, number] = [from, to].map((name) => name.slice(name.lastIndexOf(".") + 1));
  for (const [{ name, children }] of all(added)) if (name === "w:t" && children[0] === old) children[0] = number;
  return controls(added).map(({ tag, about, around: within }) => {
    // Word gives each control an id when it opens the file.
    drop(about, "w:id");
    const name = to + tag.slice(from.length);
    childrenOf(about, "w:tag")[0].attributes.set("w:val", name);
    const title = attribute(about, "w:alias");
    const own = title.replace(new RegExp(`\\b${old}\\b(?!.*\\b${old}\\b)|$`), (found) =>
      found ? number : ` (${number})`,
    );
    const short = own.length > LONGEST_TITLE ? `…${own.slice(1 - LONGEST_TITLE)}` : own;
    childrenOf(about, "w:alias")[0]?.attributes.set("w:val", short);
    return [name, [...around.slice(0, at), ...within]];
  });
}

// --- values ---

/** Lines end as Word, macOS and Windows end them. @param {string} text */
const linesOf = (text) => text.split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/);
/** @param {string} text */
const oneLine = (text) => linesOf(text).join(" ");

/** Fill in a control. @param {Control} control @param {Value} value @returns {boolean} whether the control can say this */
function put({ kind, about, content }, value) {
  const [type] = childrenOf(about, kind);
  if ((kind === "w14:checkbox") !== (value === true)) return false;
  if (value === true) return tick(type, content);
  const options = childrenOf(type, "w:listItem").map((one) => one.attributes.get("w:displayText"));
  if (options.length && !options.includes(value)) return false;
  drop(about, "w:showingPlcHdr");
  const [first] = childrenOf(content, "w:p");
  if (first) {
    const [settings] = childrenOf(first, "w:pPr");
    content.children = linesOf(value).map((line) => paragraph(settings, line));
  } else content.children = runs(kind === "w:date" ? day(type, value) : oneLine(value));
  return true;
}

/** @param {Element} settings of a paragraph like it @param {string} line */
function paragraph(settings, line) {
  const own = structuredClone(settings);
  if (BEGINS_RIGHT.test(line)) own.children.push(element("w:bidi"));
  return element("w:p", {}, own, ...runs(line));
}

/** @param {Element} type @param {Element} content */
function tick(type, content) {
  const [[checked], [state]] = ["w14:checked", "w14:checkedState"].map((name) => childrenOf(type, name));
  checked.attributes.set("w14:val", "1");
  const box = String.fromCodePoint(parseInt(state.attributes.get("w14:val") ?? "", 16));
  for (const [node] of all(content)) if (node.name === "w:t") node.children = [box];
  return true;
}

/** Set the date of a control, and return it in words. A text that is not a date stays a text. @param {Element} type @param {string} value */
function day(type, value) {
  const moment = `${value}T00:00:00Z`;
  const date = new Date(moment);
  // Some browsers read 31 February as 3 March, and others do not read it.
  if (date.toJSON()?.replace(".000", "") !== moment) return oneLine(value);
  type.attributes.set("w:fullDate", moment);
  const languages = [attribute(type, "w:lid"), "en-GB"];
  return date.toLocaleDateString(languages, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

/** A line of text. Word must be told which of it is written from right to left. @param {string} line @returns {Element[]} */
const runs = (line) =>
  line.split(FROM_RIGHT).flatMap((text, at) => {
    const pieces = text
      .split("\t")
      .flatMap((piece, number) => [
        ...(number ? [element("w:tab")] : []),
        ...(piece ? [element("w:t", { "xml:space": "preserve" }, escaped(piece))] : []),
      ]);
    return pieces.length
      ? [element("w:r", {}, ...(at % 2 ? [element("w:rPr", {}, element("w:rtl"))] : []), ...pieces)]
      : [];
  });
