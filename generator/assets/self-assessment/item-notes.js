/* What else there is to know of an item, beside its answer: that its words have changed since, what the evidence log holds for it, and how
 * the learner rated items that are like it. */

import { button, make } from "./element.js";

/** @import { Item } from "./item.js" */
/** @import { Suggestion } from "./like.js" */

/** @param {Item} item @param {{was?: string, logged: string[], suggestions: Suggestion[]}} known @returns {Node[]} */
export function notes(item, { was, logged, suggestions }) {
  /** @type {Node[]} */
  const told = [];
  if (was !== undefined) {
    const old = was ? ` They were: “${was}”` : "";
    told.push(make("p", { class: "was" }, `These words have changed since you rated them.${old}`));
    told.push(button("Keep my rating", () => item.say({ mark: item.words.mark })), button("Rate again", () => item.say({ rating: undefined })));
  }
  for (const one of logged) told.push(make("p", {}, `In your evidence log: ${one}`));
  for (const { from, label, rating } of suggestions) {
    const like = `You rated ${from}, which is like it (${label.toLowerCase()}): ${item.label("", rating)}.`;
    told.push(make("p", {}, `${like} `, button("Use this rating", () => item.say({ rating }), { "aria-label": `Use this rating for ${item.id}` })));
  }
  return told;
}
