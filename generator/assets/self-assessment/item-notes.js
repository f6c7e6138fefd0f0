/* What else there is to know of an item, beside its answer: that its words or the scale have changed since, what the evidence log holds
 * for it, and how the learner rated items that are like it. */

import { button, make } from "./element.js";

/** @import { Item, Known } from "./item.js" */

const USE = { what: "use suggested rating for", said: "Suggested rating used." };

/** @param {Item} item @param {Known} known @param {string[]} logged @returns {Node[]} */
export function notes(item, { was, lost, lostByAssessor, suggestions, undo }, logged) {
  /** @type {Node[]} */
  const told = [];
  if (undo) told.push(make("p", {}, `${undo.what} `, button("Undo", undo.act, { "aria-label": `Undo: ${undo.what}` })));
  if (lost) told.push(make("p", { class: "was" }, `Your rating, ${lost}, is no longer on the scale. Rate this item again.`));
  if (lostByAssessor) told.push(make("p", { class: "was" }, `The assessor’s rating, ${lostByAssessor}, is no longer on the scale.`));
  if (was !== undefined) {
    const old = was ? ` It was: “${was}”` : "";
    told.push(make("p", { class: "was" }, `The wording has changed since you rated this item.${old}`));
    told.push(button("Keep my rating", () => item.say({ rating: item.answer.rating })), button("Rate again", () => item.clearRating()));
  }
  for (const one of logged) told.push(make("p", {}, `In your evidence log: ${one}`));
  for (const { from, label, rating } of suggestions) {
    const like = `You rated a similar item, ${from} (${label.toLowerCase()}), as “${item.label("", rating)}”.`;
    told.push(make("p", {}, `${like} `, button("Use this rating", () => item.say({ rating }, USE), { "aria-label": `Use this rating for ${item.id}` })));
  }
  return told;
}
