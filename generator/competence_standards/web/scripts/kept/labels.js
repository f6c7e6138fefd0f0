/* The names of fields, for lists of changes and of earlier values. */

import { t } from "../words.js";
import { PLACE, REFERENCE, tidy } from "./answers.js";

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
