/* The rated parts of this site's standards, by the letter of their items. They come from the page's attributes. A page of a suite that does
 * not list its parts has no such attribute. Its standards have criteria and knowledge. */

/** Which words of the rating scale answer. @typedef {"criterion" | "knowledge"} ScaleWords */

const USUAL = "P:criterion K:knowledge";
/** @type {HTMLElement | null | undefined} */
const named = globalThis.document?.querySelector("script[data-parts]");

/** The words of each part, in the order of the parts. @type {Map<string, ScaleWords>} */
const parts = new Map(
  (named?.dataset.parts ?? USUAL)
    .split(" ")
    .map((part) => /** @type {[string, ScaleWords]} */ (/** @type {unknown} */ (part.split(":")))),
);

/** The letters of the rated parts, in their order. */
export const letters = [...parts.keys()];

/** Return the letter of an item. @param {string} reference with or without its standard */
const letter = (reference) => /([A-Z])\d+$/.exec(reference)?.[1] ?? "";

/** Whether learners rate an item of this number. @param {string} reference with or without its standard */
export const isRated = (reference) => parts.has(letter(reference));

/** Return which words of the rating scale answer for an item. An item that is not on this site has those for doing.
 * @param {string} reference with or without its standard @returns {ScaleWords} */
export const wordsOf = (reference) => parts.get(letter(reference)) ?? "criterion";

/** Return the place of an item's part among the parts. Items that are not on this site are last. @param {string} reference */
export function partPlace(reference) {
  const place = letters.indexOf(letter(reference));
  return place < 0 ? letters.length : place;
}
