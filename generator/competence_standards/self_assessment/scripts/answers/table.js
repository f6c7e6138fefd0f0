/* Answers as a table with one row for each item. Each row is clear on its own. Does not use the page or the storage. */

import { localDay } from "../../../web/scripts/days.js";
import { t } from "../../../web/scripts/words.js";
import { NOT_NOW } from "../../../web/scripts/kept/answers.js";
import { label } from "../../../web/scripts/kept/values.js";
import { reworded } from "./ratings.js";

/** @import { Item, Section, Standard, Suite } from "../../../web/scripts/kept/suite.js" */
/** @import { Answers, Evidence } from "../../../web/scripts/kept/answers.js" */

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
 *   roundName: string, words: (mark: string) => string | undefined}} about words returns an item's old wording @returns {Table} */
export function rows({ suite: { scale }, standards, answers, log, name, roundName, words }) {
  const left = new Set(Object.keys(answers));
  /** Return the code and the label of a rating. @param {string} reference @param {string | undefined} rating
   * @returns {[code: string | undefined, label: string]} */
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

/** A zero-width space. It makes spreadsheets treat the cell as text, so they show it unchanged and run nothing. The alternatives fail:
 * quotation marks do not protect 007, an apostrophe is visible, ="007" is a formula, and an ordinary space is ignored before a number. */
const GUARD = "\u200b";
/** Matches the start of a formula, in a cell or in a part of a cell, because a program may split lines at other characters. The leading
 * spaces exclude the separators; otherwise many line breaks in a row would make the search slow. */
const FORMULA = /(^|["',;|\t\r\n])([^\S\t\r\n]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
/** Matches text that a spreadsheet would convert: a number, time, date or truth value. These are digits with at most two words. Item
 * numbers (P1) and days (2026-11-30) are safe. */
const VALUE = /^(?!\p{L}\d+$|\d{4}-\d\d-\d\d$)((?=[\s\S]*\d)(\P{L}*\p{L}{1,9}){0,2}\P{L}*|\s*(true|false)\s*)$/iu;

/** @param {string} text */
const cell = (text) => `"${text.replace(VALUE, `${GUARD}$&`).replace(FORMULA, `$1$2${GUARD}`).replaceAll('"', '""')}"`;

/** @param {Table} table @returns {string} */
export const csv = ({ head, rows }) =>
  `\ufeff${[head, ...rows].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("")}`;
