/* Items of other standards that are like one of these come in; what was said of them leaves, as a suggestion. It is only ever
 * shown: a learner who agrees takes it over by hand. */

import { NOT_NOW } from "./answers.js";

/** @import { Answers } from "./answers.js" */
/** @import { Standard } from "./edition.js" */
/** @typedef {{reference: string, from: string, label: string, rating: string}} Suggestion */

/** For an item without a rating, those of the like items that have one, the most alike first.
 * @param {string} item @param {Standard} standard @param {Answers} answers @returns {Suggestion[]} */
export function suggestions(item, standard, answers) {
  const reference = `${standard.standard}/${item}`;
  const groups = Object.hasOwn(standard.like, item) ? standard.like[item] : [];
  if (answers[reference]?.rating) return [];
  const found = new Map();
  for (const { label, items } of groups) {
    for (const from of items) {
      const rating = answers[from]?.rating;
      if (rating && rating !== NOT_NOW && !found.has(from)) found.set(from, { reference, from, label, rating });
    }
  }
  return [...found.values()];
}
