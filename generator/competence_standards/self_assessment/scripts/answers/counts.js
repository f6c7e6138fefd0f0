/* Answers and items come in; what is ready, what to practise and what lacks evidence leaves, as lists and numbers of items. No
 * averages, no marks out of anything: what is not part of the job is listed and not counted. */

import { t } from "../../../web/scripts/words.js";
import { NOT_NOW } from "./answers.js";

/** @import { Item, Scale, Standard, Suite } from "../pages/edition.js" */
/** @import { Answer, Answers, Evidence } from "./answers.js" */

/** One item with what was said of it.
 * @typedef {{reference: string, item: Item, answer: Answer, logged: Evidence[]}} Told */
/** What was said of some items.
 * @typedef {{name: string, address?: string, withdrawn?: boolean, all: Told[], counted: Told[], ready: Told[], practise: Told[], open: Told[],
 *   notNow: Told[], lacking: Told[]}} Standing */

/** @param {Standard} standard @param {Answers} answers @param {Evidence[]} log @returns {Told[]} every item that is not withdrawn */
export function told(standard, answers, log) {
  const items = standard.sections.flatMap((section) => section.items).filter((item) => !item.withdrawn);
  const logged = byItem(log);
  return items.map((item) => {
    const reference = `${standard.standard}/${item.id}`;
    return { reference, item, answer: answers[reference] ?? {}, logged: logged.get(reference) ?? [] };
  });
}

/** Which entries of the log cover an item. @param {Evidence[]} log @returns {Map<string, Evidence[]>} */
export function byItem(log) {
  /** @type {Map<string, Evidence[]>} */
  const found = new Map();
  for (const entry of log) {
    for (const reference of entry.items) found.set(reference, [...(found.get(reference) ?? []), entry]);
  }
  return found;
}

/** @param {Pick<Told, "answer" | "logged">} one */
export const hasEvidence = ({ answer, logged }) =>
  answer.evidence === "have" || answer.evidence === "some" || logged.length > 0;

/** Whether a rating was given to other words. @param {Answer} answer @param {string | undefined} now the mark of the words that stand there now */
export const reworded = ({ rating, mark }, now) => Boolean(rating && mark && mark !== now);

/** Whether the scale has the level that an item was rated with. A rating without its level is kept, shown, and counts as none.
 * @param {Scale} scale @param {string | undefined} rating */
export const onScale = (scale, rating) => rating === NOT_NOW || scale.levels.some(({ id }) => id === rating);

/** What a rating counts as. @param {Scale} scale @param {string | undefined} rating @returns {import("../pages/strip.js").State} */
export function state(scale, rating) {
  if (rating === NOT_NOW) return "notNow";
  const level = scale.levels.find(({ id }) => id === rating);
  if (!level) return "open";
  return level.ready ? "ready" : "practise";
}

/** @param {string} name @param {Told[]} all @param {Scale} scale @returns {Standing} */
export function standing(name, all, scale) {
  /** @param {import("../pages/strip.js").State} wanted */
  const of = (wanted) => all.filter(({ answer }) => state(scale, answer.rating) === wanted);
  const ready = of("ready");
  return {
    name,
    all,
    counted: all.filter(({ answer }) => answer.rating !== NOT_NOW),
    ready,
    practise: of("practise"),
    open: of("open"),
    notNow: of("notNow"),
    lacking: ready.filter((one) => !hasEvidence(one)),
  };
}

/** One standing for each sub-heading of a standard. @param {Standard} standard @param {Told[]} all @param {Scale} scale */
export function bySection(standard, all, scale) {
  const of = new Map(all.map((one) => [one.item.id, one]));
  return standard.sections.map(({ part, heading, items }) => {
    const name = heading ?? (part === "knowledge" ? t("Knowledge and understanding") : t("Performance criteria"));
    return standing(
      name,
      items.flatMap(({ id }) => of.get(id) ?? []),
      scale,
    );
  });
}

/** One standing for each theme; an item of two themes counts in both. @param {Suite} suite @param {Told[]} all */
export function byTheme(suite, all) {
  return Object.entries(suite.themes).map(([id, name]) => {
    return standing(
      name,
      all.filter(({ item }) => item.themes.includes(id)),
      suite.scale,
    );
  });
}

/** The label of a rating, as it reads for this kind of item; of a level that the scale no longer has, the label that it had.
 * @param {Partial<Scale>} scale @param {string} reference @param {string | undefined} rating */
export function label(scale, reference, rating) {
  if (!rating) return "";
  if (rating === NOT_NOW && scale.not_now) return scale.not_now.label;
  const kind = /\bK\d+$/.test(reference) ? "knowledge" : "criterion";
  const level = scale.levels?.find(({ id }) => id === rating);
  return level?.[kind].label || scale.former?.[rating]?.[kind] || rating;
}

/** @typedef {{reference: string, from: string, label: string, rating: string}} Suggestion */

/** For an item without a rating, those of the like items that have one, the most alike first.
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
