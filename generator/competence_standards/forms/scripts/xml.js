/* XML as a tree, and back. The page's policy lets no text become a document, and Node has no DOMParser.
 *
 * Text, and what stands between "<?" and "?>" or in a comment, is kept as it is written. So an element that nobody changes is written
 * again as it was. Made for files that our own templates write: it reads no DOCTYPE, no CDATA and no attributes in single quotes. */

/** Children that are strings are XML already. @typedef {{name: string, attributes: Map<string, string>, children: (Element | string)[]}} Element */

const TOKEN =
  /<(?:\/([^\s>]+)\s*|([^\s/>!?]+)((?:\s+[^\s=]+="[^"]*")*)\s*(\/?))>|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|[^<]+/gy;
/** @type {{[name: string]: string}} */
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** @param {string} xml */
const plain = (xml) =>
  xml.replace(/&(#?)(\w+);/g, (all, mark, name) => (mark ? String.fromCodePoint(Number(name)) : (NAMED[name] ?? all)));

/** Text as XML. What XML cannot have is left out: most control characters and halves of characters. @param {string} text */
export const escaped = (text) =>
  text
    .replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, "")
    .replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);

/** @param {string} name @param {{[name: string]: string}} [attributes] @param {...(Element | string)} children @returns {Element} */
export const element = (name, attributes = {}, ...children) => ({
  name,
  attributes: new Map(Object.entries(attributes)),
  children,
});

/** @param {string} xml @returns {Element} a document, whose children are the root and what is before it */
export function parse(xml) {
  const top = element("");
  const open = [top];
  let at = 0;
  for (const [all, closed, name, attributes, isEmpty] of xml.matchAll(TOKEN)) {
    at += all.length;
    if (closed) {
      if (open.pop()?.name !== closed) {
        at = NaN;
        break;
      }
    } else if (name) {
      const found = element(name);
      for (const [, key, value] of attributes.matchAll(/([^\s=]+)="([^"]*)"/g)) found.attributes.set(key, plain(value));
      open[open.length - 1].children.push(found);
      if (!isEmpty) open.push(found);
    } else open[open.length - 1].children.push(all);
  }
  if (at !== xml.length || open.length > 1) throw new Error("Damaged XML");
  return top;
}

/** @param {Element | string} node @returns {string} */
export function written(node) {
  if (typeof node === "string") return node;
  const { name, attributes, children } = node;
  const inside = children.map(written).join("");
  if (!name) return inside;
  const head = [name, ...[...attributes].map(([key, value]) => `${key}="${escaped(value)}"`)].join(" ");
  return inside ? `<${head}>${inside}</${name}>` : `<${head}/>`;
}

/** The children that are elements, or those with a name. @param {Element | undefined} node @param {string} [name] @returns {Element[]} */
export const childrenOf = (node, name) =>
  (node?.children ?? []).flatMap((child) =>
    typeof child !== "string" && (!name || child.name === name) ? [child] : [],
  );

/** Put a node after another one. @param {Element} box that both are in @param {Element} before @param {Element} added */
export const insert = (box, before, added) => box.children.splice(box.children.indexOf(before) + 1, 0, added);

/** The elements in an element, each with those that it is in, from the outermost.
 * @param {Element} node @param {Element[]} [around] @returns {[Element, Element[]][]} */
export function all(node, around = []) {
  const path = [...around, node];
  /** @type {[Element, Element[]][]} */
  const found = [];
  for (const child of childrenOf(node)) {
    found.push([child, path]);
    for (const one of all(child, path)) found.push(one);
  }
  return found;
}
