/* Ratings: what each counts as, and which ratings of similar items to suggest. */

import { NOT_NOW } from "../../../web/scripts/kept/answers.js";

/** @import { Scale, Standard } from "../../../web/scripts/kept/suite.js" */
/** @import { Answer, Answers, Evidence } from "../../../web/scripts/kept/answers.js" */
/** What an item counts as. @typedef {"ready" | "practise" | "open" | "notNow"} State */

/** Return the entries of the evidence log by item. @param {Evidence[]} log @returns {Map<string, Evidence[]>} */
export function byItem(log) {
  /** @type {Map<string, Evidence[]>} */
  const found = new Map();
  for (const entry of log) {
    for (const reference of entry.items) found.set(reference, [...(found.get(reference) ?? []), entry]);
  }
  return found;
}

/** Whether an item has any evidence. @param {{answer: Answer, logged: Evidence[]}} one */
export const hasEvidence = ({ answer, logged }) =>
  answer.evidence === "have" || answer.evidence === "some" || logged.length > 0;

/** Whether the wording has changed since the rating. @param {Answer} answer
 * @param {string | undefined} now the fingerprint of the current wording */
export const reworded = ({ rating, mark }, now) => Boolean(rating && mark && mark !== now);

/** Whether the scale has the level of a rating. A rating whose level was removed stays visible but does not count.
 * @param {Scale} scale @param {string | undefined} rating */
export const onScale = (scale, rating) => rating === NOT_NOW || scale.levels.some(({ id }) => id === rating);

/** Return what a rating counts as. @param {Scale} scale @param {string | undefined} rating @returns {State} */
export function state(scale, rating) {
  if (rating === NOT_NOW) return "notNow";
  const level = scale.levels.find(({ id }) => id === rating);
  if (!level) return "open";
  return level.ready ? "ready" : "practise";
}

/** @typedef {{reference: string, from: string, label: string, rating: string}} Suggestion */

/** Return suggestions for an unrated item: the ratings of similar items, the most similar first.
 * @param {string} item @param {Pick<Standard, "standard" | "like">} standard @param {Answers} answers @returns {Suggestion[]} */
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
