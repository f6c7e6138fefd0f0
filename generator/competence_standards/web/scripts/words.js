/* The words that scripts show, in English. Pages in other languages load translated.js, which translates them. */

const { lang, dataset } = globalThis.document?.documentElement ?? {};
/** Languages for dates and numbers. The second is for browsers that do not know the first. */
export const LANG = [lang || "en-GB", "en-GB"];
const other = dataset?.words ? await import("./translated.js").catch(() => undefined) : undefined;

/** @typedef {{[name: string]: any}} Values values for the names in braces */

/** Fill a message's names in braces. @param {string} message @param {Values} values */
const filled = (message, values) => message.replace(/{(\w+)}/g, (all, name) => values[name] ?? all);

/** Return a message in the language of the page. @param {string} message in English @param {Values} [values] @returns {string} */
export const t = (message, values = {}) => (other ? other.t(message, values) : filled(message, values));

/** Return the singular or plural message for a number, with {number} filled in.
 * @param {string} one in English @param {string} many @param {number} number @param {Values} [values] @returns {string} */
export function n(one, many, number, values) {
  const all = { number: number.toLocaleString(LANG), ...values };
  return other ? other.n(one, many, number, all) : filled(number === 1 ? one : many, all);
}
