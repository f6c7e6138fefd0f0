/* Translates the words that scripts show. The page names the file of translations. Untranslated words are marked as English. */

/** @import { Values } from "./words.js" */

// Do not import this from words.js, which waits for this module to load.
const { lang: language, dataset } = document.documentElement;
/** @param {string} message @param {Values} values */
const filled = (message, values) => message.replace(/{(\w+)}/g, (all, name) => values[name] ?? all);
/** @type {{plurals: string[], words: {[message: string]: string | {[plural: string]: string}}}} */
const { plurals, words } = await fetch(dataset.words ?? "")
  .then((answer) => answer.json())
  .catch(() => ({ plurals: [], words: {} }));
// Fallback for browsers that do not know the language: look up the last two digits.
const rules = Intl.PluralRules.supportedLocalesOf(language).length ? new Intl.PluralRules(language) : undefined;
/** @param {number} number */
const plural = (number) => rules?.select(number) ?? plurals[number < 200 ? number : 100 + (number % 100)];
/** The messages shown in English, because they have no translation. @type {Set<string>} */
const english = new Set();

/** @param {string} said */
function inEnglish(said) {
  english.add(said);
  return said;
}

/** @param {string} message @param {Values} values @returns {string} */
export function t(message, values) {
  const entry = words[message];
  // A message can be used without a number although its entry has plurals.
  const found = typeof entry === "object" ? (entry.one ?? entry.other) : entry;
  return found ? filled(found, values) : inEnglish(filled(message, values));
}

/** @param {string} one @param {string} many @param {number} number @param {Values} values @returns {string} */
export function n(one, many, number, values) {
  const forms = words[one];
  const found = typeof forms === "object" ? (forms[plural(number)] ?? forms.other) : undefined;
  return found ? filled(found, values) : inEnglish(filled(number === 1 ? one : many, values));
}

/** Set lang="en" on elements with English words. */
function mark() {
  for (const element of document.querySelectorAll("body *")) {
    const { lang, firstChild } =
      element instanceof HTMLElement && element.childNodes.length === 1 ? element : { lang: "", firstChild: null };
    if (firstChild instanceof Text && !lang && english.has(firstChild.data.trim()))
      /** @type {HTMLElement} */ (element).lang = "en";
  }
}

let isWaiting = false;
new MutationObserver(() => {
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    mark();
  });
}).observe(document, { childList: true, characterData: true, subtree: true });
