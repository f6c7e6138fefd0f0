/* Answers as a table: one row for each item, with all that makes the row clear when it is read alone. Does not use the page or the
 * storage. */

import { NOT_NOW } from "./answers.js";
import { label, reworded } from "./counts.js";
import { localDay } from "./days.js";
import { t } from "../words.js";

/** @import { Answers, Evidence } from "./answers.js" */
/** @import { Item, Section, Standard, Suite } from "./edition.js" */
/** @typedef {{head: string[], rows: string[][]}} Table */

const HEAD = [
  ...[
    t("Standard"),
    t("Title"),
    t("Version"),
    t("Part"),
    t("Section"),
    t("Lead-in"),
    t("Item"),
    t("Text"),
    t("Rating code"),
    t("Rating"),
    t("Reason"),
    t("Evidence"),
  ],
  ...[
    t("Evidence reference"),
    t("Note"),
    t("Assessor rating code"),
    t("Assessor rating"),
    t("Assessor note"),
    t("Date"),
    t("Round"),
    t("Name"),
    t("Remark"),
  ],
];

/** List every item of the standards, withdrawn ones only if they have an answer, then the answers to items that this site does not have.
 * @param {{suite: Suite, standards: Map<string, Standard>, answers: Answers, log: Map<string, Evidence[]>, name: string,
 *   roundName: string, words: (mark: string) => string | undefined}} about where words gives the old words of an item @returns {Table} */
export function rows({ suite: { scale }, standards, answers, log, name, roundName, words }) {
  const left = new Set(Object.keys(answers));
  /** The code and the label of a rating. @param {string} reference @param {string | undefined} rating @returns {[code: string | undefined, label: string]} */
  const rated = (reference, rating = "") => {
    const code = rating === NOT_NOW ? scale.not_now.code : scale.levels.find(({ id }) => id === rating)?.code;
    return [code, label(scale, reference, rating)];
  };
  /** @param {string} reference @param {Item} [item] @param {Section} [section] */
  const row = (reference, item, section) => {
    left.delete(reference);
    const [id, number] = reference.split("/");
    const { rating, reason, evidence, reference: where, note, mark, at, assessor } = answers[reference] ?? {};
    const standard = standards.get(id);
    const part = section && standard?.parts[section.part];
    const was = mark && mark !== item?.mark ? words(mark) : undefined;
    const [[code, own], [assessorCode, theirs]] = [rated(reference, rating), rated(reference, assessor?.rating)];
    const day = at ?? assessor?.at;
    const remarks = [
      !item && t("Not on this site"),
      item?.withdrawn && t("Withdrawn"),
      item &&
        reworded({ rating, mark }, item.mark) &&
        [t("Wording changed since it was rated"), was && t("It was: {words}", { words: was })]
          .filter(Boolean)
          .join(". "),
      rating && code === undefined && t("Level no longer on the scale"),
      assessor?.rating && assessorCode === undefined && t("Assessor's level no longer on the scale"),
    ];
    return [
      ...[
        id,
        standard?.title,
        standard?.version,
        part?.title,
        section?.heading,
        part?.lead_in,
        number,
        item?.words ?? was,
      ],
      ...[code, own, rating === NOT_NOW && reason, evidence && (scale.evidence[evidence]?.label ?? evidence)],
      ...[[where, ...(log.get(reference) ?? []).map(({ title }) => title)].filter(Boolean).join("; "), note],
      ...[
        assessorCode,
        theirs,
        assessor?.note,
        day && localDay(new Date(day)),
        roundName,
        name,
        remarks.filter(Boolean).join(". "),
      ],
    ].map((cell) => cell || "");
  };
  const made = [...standards.values()].flatMap(({ standard, sections }) => {
    return sections.flatMap((section) =>
      section.items.flatMap((item) => {
        const reference = `${standard}/${item.id}`;
        return item.withdrawn && !answers[reference] ? [] : [row(reference, item, section)];
      }),
    );
  });
  return { head: HEAD, rows: [...made, ...[...left].sort().map((reference) => row(reference))] };
}
