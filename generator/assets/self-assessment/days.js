/* Days as they are on this device. */

/** @param {Date} date @returns {string} "2026-11-30" */
export const localDay = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

/** A day, or a moment, in words. @param {string} [text] "2026-11-22" or "2026-11-22T14:02:05Z" @returns {string} "22 November 2026" */
export function dayName(text) {
  if (!text) return "";
  const date = new Date(text.length === 10 ? `${text}T12:00` : text);
  return Number.isNaN(date.getTime()) ? text : date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/** @param {string} name @param {Date} date @param {string} ending */
export const fileName = (name, date, ending) => `self-assessment-${name ? `${name}-` : ""}${localDay(date)}.${ending}`;
