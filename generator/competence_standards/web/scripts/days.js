/* Dates in the device's time zone, for storage, pages and file names. Does not use the page or the storage. */

import { LANG } from "./words.js";

/** @param {Date} date @returns {string} the day in the device's time zone: "2026-11-30" */
export const localDay = (date) => new Date(+date - date.getTimezoneOffset() * 60000).toJSON()?.slice(0, 10) ?? "";

/** @param {string} [text] a day "2026-12-24" or a moment "2026-11-30T05:19:29Z", as it is stored
 * @returns {string} "24 December 2026"; text that is not a date is returned unchanged */
export function dayName(text = "") {
  const date = new Date(text);
  // Some browsers read 31 February as 3 March, and others reject it.
  if (!date.toJSON()?.startsWith(text.slice(0, 10))) return text;
  // Date reads a day as midnight UTC, which is the day before in time zones west of Greenwich.
  const timeZone = text.length > 10 ? undefined : "UTC";
  return date.toLocaleDateString(LANG, { day: "numeric", month: "long", year: "numeric", timeZone });
}

// Create it once, because creating one at each input is slow.
const TIME = new Intl.DateTimeFormat(LANG, { hour: "2-digit", minute: "2-digit" });
/** @param {string} at a moment @returns {string} "14:02" on the device's clock */
export const timeName = (at) => TIME.format(new Date(at));
