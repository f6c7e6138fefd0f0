/* The text of the values of fields: a rating as the label of its level, and a date as a day. */

import { dayName } from "../days.js";
import { wordsOf } from "../parts.js";
import { t } from "../words.js";
import { NOT_NOW } from "./answers.js";
import { shortened } from "./labels.js";

/** @import { Scale } from "./suite.js" */

/** Return a rating's label for this kind of item. For a level that the scale no longer has, return its former label.
 * @param {Partial<Scale>} scale @param {string} reference @param {string | undefined} rating */
export function label(scale, reference, rating) {
  if (!rating) return "";
  if (rating === NOT_NOW && scale.not_now) return scale.not_now.label;
  const kind = wordsOf(reference);
  const level = scale.levels?.find(({ id }) => id === rating);
  return level?.[kind].label || scale.former?.[rating]?.[kind] || rating;
}

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
