/* The words that scripts show. They are in English here; translated.js, which only a page in another language loads, translates them. */

const { lang, dataset } = globalThis.document?.documentElement ?? {};
/** The languages of dates and numbers: the second for a browser that does not know the first. */
export const LANG = [lang || "en-GB", "en-GB"];
const other = dataset?.words ? await import("./translated.js").catch(() => undefined) : undefined;

/** @typedef {{[name: string]: any}} Values what the names in braces stand for */

/** Return a message with its values. @param {string} message @param {Values} values */
const filled = (message, values) => message.replace(/{(\w+)}/g, (all, name) => values[name] ?? all);

/** Return a message in the language of the page. @param {string} message in English @param {Values} [values] @returns {string} */
export const t = (message, values = {}) => (other ? other.t(message, values) : filled(message, values));

/** Return the form of a message that fits a number: {number} stands for it.
 * @param {string} one in English @param {string} many @param {number} number @param {Values} [values] @returns {string} */
export function n(one, many, number, values) {
  const all = { number: number.toLocaleString(LANG), ...values };
  return other ? other.n(one, many, number, all) : filled(number === 1 ? one : many, all);
}
