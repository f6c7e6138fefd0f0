/* The items of a standard with their answers. */

import { byItem } from "./ratings.js";

/** @import { Item, Standard } from "../../../web/scripts/kept/suite.js" */
/** @import { Answer, Answers, Evidence } from "../../../web/scripts/kept/answers.js" */

/** An item with its answer, and the evidence that the log has for it.
 * @typedef {{reference: string, part: string, item: Item, answer: Answer, logged: Evidence[]}} RatedItem */

/** @param {Standard} standard @param {Answers} answers @param {Evidence[]} log @returns {RatedItem[]} every item that is not withdrawn */
export function itemsWithAnswers(standard, answers, log) {
  const logged = byItem(log);
  return standard.sections.flatMap(({ part, items }) =>
    items
      .filter((item) => !item.withdrawn)
      .map((item) => {
        const reference = `${standard.standard}/${item.id}`;
        return { reference, part, item, answer: answers[reference] ?? {}, logged: logged.get(reference) ?? [] };
      }),
  );
}
