/* Lists answers to items that are withdrawn or not on this site. They are shown but not counted. */

import { label } from "../../../web/scripts/kept/values.js";
import { itemLink } from "../../../web/scripts/person/edition.js";
import { make } from "../../../web/scripts/dom.js";
import { t } from "../../../web/scripts/words.js";

/** @import { Answers, Evidence } from "../../../web/scripts/kept/answers.js" */
/** @import { Item, Scale } from "../../../web/scripts/kept/suite.js" */
/** @typedef {{scale: Scale, items: Map<string, Item>, answers: Answers, log: Map<string, Evidence[]>,
 *   words: (mark: string) => string | undefined}} Kept items has the site's items by reference */

/** @param {Kept} kept @param {(reference: string) => string} [name] returns an item's name for the list
 * @returns {HTMLElement | undefined} a list, if there is anything to list */
export function withdrawn({ scale, items, answers, log, words }, name = (reference) => reference) {
  const rows = Object.entries(answers).flatMap(([reference, answer]) => {
    const item = items.get(reference);
    if (item && !item.withdrawn) return [];
    const { reason, replaced_by: replacing } = item?.withdrawn ?? {
      reason: t("This item is not on this site."),
      replaced_by: [],
    };
    const [before, after] = t("Replaced by {others}.").split("{others}");
    const now = replacing.length
      ? [` ${before}`, ...replacing.flatMap((one, index) => [index ? ", " : "", itemLink(one)]), after]
      : [];
    const { assessor, evidence } = answer;
    const judged = [label(scale, reference, assessor?.rating), assessor?.note].filter(Boolean).join(", ");
    const logged = (log.get(reference) ?? []).map(({ title }) => title || t("untitled evidence")).join(", ");
    const said = [
      label(scale, reference, answer.rating),
      answer.reason,
      evidence && t("Evidence: {evidence}", { evidence: scale.evidence[evidence]?.label ?? evidence }),
      answer.reference,
      answer.note,
      logged && t("In your evidence log: {evidence}", { evidence: logged }),
      judged && t("Assessor: {rating}", { rating: judged }),
    ];
    const text = item?.words ?? words(answer.mark ?? "") ?? "";
    return [
      make("dt", { id: name(reference), tabindex: -1 }, [name(reference), text].filter(Boolean).join(": ")),
      make(
        "dd",
        {},
        reason,
        ...now,
        make("p", {}, t("Your answer: {answer}", { answer: said.filter(Boolean).join(". ") })),
      ),
    ];
  });
  return rows.length ? make("dl", {}, ...rows) : undefined;
}
