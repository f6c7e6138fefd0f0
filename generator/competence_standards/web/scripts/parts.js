/* The rated parts of this site's standards, by the letter of their items. They come from the page's attributes. A page of a suite that does
 * not list its parts has no such attribute. Its standards have criteria and knowledge. */

/** Which words of the rating scale answer. @typedef {"criterion" | "knowledge"} ScaleWords */

/** @type {HTMLElement | null | undefined} */
const page = globalThis.document?.querySelector("[data-parts]");
/** Each part as its letter, a colon and its words. */
const parts = (page?.dataset.parts ?? "P:criterion K:knowledge").split(" ");

/** The letters of the rated parts, in their order. */
export const letters = parts.map(([letter]) => letter);

/** Return the place of an item's part among the parts, or -1 for an item that is not on this site.
 * @param {string} reference with or without its standard */
export const partPlace = (reference) => letters.indexOf(/[A-Z](?=\d+$)/.exec(reference)?.[0] ?? "");

/** Return which words of the rating scale answer for an item. An item that is not on this site has those for doing.
 * @param {string} reference with or without its standard */
export const wordsOf = (reference) => /** @type {ScaleWords} */ (parts[partPlace(reference)]?.slice(2) ?? "criterion");
