/* Answers come in, the text of a CSV file (RFC 4180, with the mark by which spreadsheets know UTF-8) leaves: a row an item. No
 * cell begins with what a spreadsheet would run. */

import { label, reworded } from "./counts.js";
import { NOT_NOW } from "./answers.js";

/** @import { Answer, Answers, Evidence, Round } from "./answers.js" */
/** @import { Item, Standard, Suite } from "./edition.js" */

const HEAD = [
  ...["Standard", "Title", "Version", "Item", "Text", "Rating code", "Rating", "Reason", "Evidence", "Evidence reference", "Note"],
  ...["Assessor rating code", "Assessor rating", "Assessor note", "Date", "Round", "Name", "Remark"],
];
/** What a spreadsheet takes for a formula, at the start of a cell or of what a careless reader would take for one. */
const FORMULA = /(^|["',;|\t\n])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** @param {string} text */
export const cell = (text) => `"${text.replace(/^[\t\r\n]/, "'$&").replace(FORMULA, "$1$2'").replaceAll('"', '""').replace(/\r\n?|\n/g, "\r\n")}"`;

/** @param {{suite: Suite, standards: Map<string, Standard>, answers: Answers, log: Map<string, Evidence[]>, name: string, round: Round,
 *   words: (mark: string) => string | undefined}} said @returns {string} */
export function csv({ suite, standards, answers, log, name, round, words }) {
  const rows = [HEAD];
  const left = new Set(Object.keys(answers));
  /** @param {string} reference @param {Item | undefined} item */
  const row = (reference, item) => {
    left.delete(reference);
    const [id, number] = reference.split("/");
    const answer = answers[reference] ?? {};
    const standard = standards.get(id);
    const kept = (log.get(reference) ?? []).map((entry) => entry.title ?? "");
    const was = answer.mark && item?.mark !== answer.mark ? words(answer.mark) : undefined;
    rows.push([
      ...[id, standard?.title ?? "", standard?.version ?? "", number, item?.words ?? was ?? ""],
      ...[code(suite, answer.rating), label(suite.scale, reference, answer.rating), answer.rating === NOT_NOW ? (answer.reason ?? "") : ""],
      ...[answer.evidence ? (suite.scale.evidence[answer.evidence]?.label ?? answer.evidence) : "", [answer.reference, ...kept].filter(Boolean).join("; ")],
      ...[answer.note ?? "", code(suite, answer.assessor?.rating), label(suite.scale, reference, answer.assessor?.rating)],
      ...[answer.assessor?.note ?? "", (answer.at ?? answer.assessor?.at ?? "").slice(0, 10), round.title, name],
      remark(item, answer, was),
    ]);
  };
  for (const standard of standards.values()) {
    for (const item of standard.sections.flatMap((section) => section.items)) {
      const reference = `${standard.standard}/${item.id}`;
      if (!item.withdrawn || answers[reference]) row(reference, item);
    }
  }
  for (const reference of [...left].sort()) row(reference, undefined);
  return ["\ufeff", ...rows.map((cells) => `${cells.map(cell).join(",")}\r\n`)].join("");
}

/** @param {Suite} suite @param {string | undefined} rating */
function code({ scale }, rating) {
  return rating === NOT_NOW ? scale.not_now.code : (scale.levels.find(({ id }) => id === rating)?.code ?? "");
}

/** @param {Item | undefined} item @param {Answer} answer @param {string | undefined} was */
function remark(item, answer, was) {
  if (!item) return "Not in this edition";
  if (item.withdrawn) return "Withdrawn";
  if (!reworded(answer, item.mark)) return "";
  return "Reworded since it was rated" + (was ? `; it was: ${was}` : "");
}
