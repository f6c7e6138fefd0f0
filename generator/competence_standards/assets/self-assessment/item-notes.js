/* What else there is to know of an item, beside its answer: that its words or the scale have changed since, what the evidence log holds
 * for it, and how the learner rated items that are like it. */

import { button, make } from "./element.js";
import { t } from "../words.js";

/** @import { Item, Known } from "./item.js" */

/** @param {Item} item @param {Known} known @param {string[]} logged @returns {Node[]} */
export function notes(item, { was, lost, lostByAssessor, suggestions, undo }, logged) {
  /** @type {Node[]} */
  const told = [];
  if (undo)
    told.push(
      make(
        "p",
        {},
        `${undo.what} `,
        button(t("Undo"), undo.act, { "aria-label": t("Undo: {what}", { what: undo.what }) }),
      ),
    );
  if (lost)
    told.push(
      make("p", { class: "was" }, t("Your rating, {lost}, is no longer on the scale. Rate this item again.", { lost })),
    );
  if (lostByAssessor)
    told.push(
      make(
        "p",
        { class: "was" },
        t("The assessor’s rating, {lostByAssessor}, is no longer on the scale.", { lostByAssessor }),
      ),
    );
  if (was !== undefined) {
    const old = was ? ` ${t("It was: “{words}”", { words: was })}` : "";
    told.push(make("p", { class: "was" }, `${t("The wording has changed since you rated this item.")}${old}`));
    told.push(
      button(t("Keep my rating"), () => item.say({ rating: item.answer.rating })),
      button(t("Rate again"), () => item.clearRating()),
    );
  }
  for (const one of logged) told.push(make("p", {}, t("In your evidence log: {evidence}", { evidence: one })));
  for (const { from, label, rating } of suggestions) {
    const like = t("You rated a similar item, {item} ({kind}), as “{rating}”.", {
      item: from,
      kind: label.toLowerCase(),
      rating: item.label("", rating),
    });
    told.push(
      make(
        "p",
        {},
        `${like} `,
        button(
          t("Use this rating"),
          () =>
            item.say(
              { rating },
              { what: t("use suggested rating for {item}", { item: item.id }), said: t("Suggested rating used.") },
            ),
          { "aria-label": t("Use this rating for {item}", { item: item.id }) },
        ),
      ),
    );
  }
  return told;
}
