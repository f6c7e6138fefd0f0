/* Fields and their values as a person reads them, in lists of changes and of earlier values. */

import { REFERENCE, tidy } from "./answers.js";
import { label } from "./counts.js";
import { dayName } from "./days.js";

/** @import { Scale } from "./edition.js" */

/** @type {{[field: string]: string}} */
const NAMES = {
  name: "Name",
  started: "Started on",
  number: "Number",
  rating: "Rating",
  reason: "Reason",
  evidence: "Evidence",
  reference: "Evidence: what it is and where it is kept",
  note: "Note",
  "assessor.rating": "Assessor’s rating",
  "assessor.note": "Assessor’s comment",
  assessor: "Assessor",
  what: "What I will do",
  support: "Who or what will help me",
  by: "Target date",
  how: "How I will show it",
  done: "Done",
  title: "Title",
  date: "Date",
  method: "Assessment method",
  where: "Where it is kept",
  gone: "Removed",
  made: "Added",
};

/** The beginning of a text, short enough to be read among others. @param {string} text @param {number} [most] of its characters */
export const shortened = (text, most = 200) => tidy(text[most] ? `${text.slice(0, most)}…` : text);

/** @param {string} field */
export const nameOf = (field) => NAMES[field] ?? (REFERENCE.test(field) ? `Covers ${field}` : field);

/** @param {Scale | undefined} scale @param {string} key of the record @param {string} field @param {unknown} value */
export function textOf(scale, key, field, value) {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "string") return JSON.stringify(value);
  if (scale && /rating$/.test(field)) return label(scale, key, value);
  if (scale && field === "evidence") return scale.evidence[value]?.label ?? value;
  if (field === "by" || field === "date" || field === "started" || field === "made") return dayName(value);
  return shortened(value);
}
