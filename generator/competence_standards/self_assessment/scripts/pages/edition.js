/* What this edition of the site says: its standards, their items, and the words of the rating scale, fetched once a page. */

import { linkTo } from "../../../web/scripts/addresses.js";
import { make } from "../../../web/scripts/dom.js";

/** @typedef {{label: string, meaning: string}} Words */
/** @typedef {{id: string, code: string, criterion: Words, knowledge: Words, ready: boolean}} Level */
/** `former` are the labels of levels by which something on this device was rated.
 * @typedef {{former?: import("../answers/file.js").Labels, levels: Level[], not_now: Words & {code: string, reason: string}, evidence: {[state: string]: Words}}} Scale */
/** @typedef {{id: string, code: string, name: string}} Method */
/** @typedef {{title: string, forms_note: string, standards: {id: string, title: string, formerly?: string[], withdrawn?: boolean}[], scale: Scale, methods: Method[], themes: {[id: string]: string}}} Suite */
/** @typedef {{id: string, mark: string, words: string, themes: string[],
 *   withdrawn: null | {since: string, reason: string, replaced_by: string[]}}} Item */
/** @typedef {{part: string, heading: string | null, items: Item[]}} Section */
/** @typedef {{title: string, lead_in: string}} Part */
/** @typedef {{standard: string, title: string, version: string, parts: {[part: string]: Part}, sections: Section[],
 *   like: {[item: string]: {label: string, items: string[]}[]}}} Standard */

/** What a checklist carries besides its words. `like` are similar items of other standards, `formerly` the ids of now by earlier ids.
 * @typedef {{standard: string, scale: Scale, formerly: {[old: string]: string}, themes: [id: string, name: string][],
 *   themes_of: {[item: string]: string[]}, like: Standard["like"], withdrawn: Item[]}} ChecklistData */

/** @type {Map<string, Promise<any>>} */
const fetched = new Map();

/** To an item on its checklist. @param {string} reference */
export function itemLink(reference, text = reference) {
  const [standard, id] = reference.split("/");
  return make("a", { href: `${linkTo("checklist", standard)}#${id}` }, text);
}

/** @param {string | undefined} address @returns {Promise<any>} */
function data(address = "") {
  const before = fetched.get(address);
  if (before) return before;
  const coming = fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  });
  coming.catch(() => fetched.delete(address));
  fetched.set(address, coming);
  return coming;
}

/** @returns {Promise<Suite>} */
export const suite = () => data(linkTo("suite"));

/** The standards that are asked for and that this edition has. @param {string[]} ids @returns {Promise<Map<string, Standard>>} */
export async function standards(ids) {
  const known = (await suite()).standards.map(({ id }) => id).filter((id) => ids.includes(id));
  const read = await Promise.all(known.map((id) => /** @type {Promise<Standard>} */ (data(linkTo("items", id)))));
  return new Map(read.map((standard) => [standard.standard, standard]));
}
