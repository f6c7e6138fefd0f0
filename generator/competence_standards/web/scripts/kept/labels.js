/* The names of fields and the text of their values, for lists of changes and of earlier values. */

import { dayName } from "../days.js";
import { wordsOf } from "../parts.js";
import { t } from "../words.js";
import { NOT_NOW, PLACE, REFERENCE, tidy } from "./answers.js";

/** @import { Scale } from "./suite.js" */

/** @type {{[field: string]: string}} */
const NAMES = {
  name: t("Name"),
  started: t("Started on"),
  number: t("Number"),
  rating: t("Rating"),
  reason: t("Reason"),
  evidence: t("Evidence"),
  reference: t("Evidence: what it is and where it is kept"),
  note: t("Note"),
  "assessor.rating": t("Assessor’s rating"),
  "assessor.note": t("Assessor’s comment"),
  assessor: t("Assessor"),
  what: t("What I will do"),
  support: t("Who or what will help me"),
  by: t("Target date"),
  how: t("How I will show it"),
  done: t("Done"),
  title: t("Title"),
  date: t("Date"),
  method: t("Assessment method"),
  where: t("Where it is kept"),
  gone: t("Removed"),
  made: t("Added"),
  record: t("Record of a form"),
  form: t("Form"),
  standard: t("Standard"),
  edition: t("Version"),
  source: t("Filled in from"),
};

/** Shorten a text for a list. @param {string} text @param {number} [most] the maximum number of characters */
export const shortened = (text, most = 200) => tidy(text[most] ? `${text.slice(0, most)}…` : text);

/** Return a rating's label for this kind of item. For a level that the scale no longer has, return its former label.
 * @param {Partial<Scale>} scale @param {string} reference @param {string | undefined} rating */
export function label(scale, reference, rating) {
  if (!rating) return "";
  if (rating === NOT_NOW && scale.not_now) return scale.not_now.label;
  const kind = wordsOf(reference);
  const level = scale.levels?.find(({ id }) => id === rating);
  return level?.[kind].label || scale.former?.[rating]?.[kind] || rating;
}

/** @param {string} field */
export const nameOf = (field) =>
  NAMES[field] ??
  (REFERENCE.test(field) ? t("Covers {item}", { item: field }) : PLACE.test(field) ? placeName(field.slice(1)) : field);

/** Return the name of a place as words. The name consists of the names of its block, row and column. @param {string} name */
export const placeName = (name) =>
  name
    .split(".")
    .map((part) => part.replaceAll("-", " "))
    .join(", ");

/** @param {Scale | undefined} scale @param {string} key of the record @param {string} field @param {unknown} value */
export function textOf(scale, key, field, value) {
  if (value === undefined || value === null) return t("nothing");
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (typeof value !== "string") return JSON.stringify(value);
  if (scale && /rating$/.test(field)) return label(scale, key, value);
  if (scale && field === "evidence") return scale.evidence[value]?.label ?? value;
  if (field === "by" || field === "date" || field === "started" || field === "made") return dayName(value);
  return shortened(value);
}
