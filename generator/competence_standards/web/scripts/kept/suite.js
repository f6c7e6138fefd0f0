/* The types of the site's data about its standards and its rating scale. This file has only types. */

/** @typedef {{label: string, meaning: string}} Words */
/** @typedef {{id: string, code: string, criterion: Words, knowledge: Words, ready: boolean}} Level */
/** `former` has the labels of former levels that answers on this device still use.
 * @typedef {{former?: import("./file.js").Labels, levels: Level[], not_now: Words & {code: string, reason: string}, evidence: {[state: string]: Words}}} Scale */
/** @typedef {{id: string, code: string, name: string}} Method */
/** @typedef {{title: string, forms_note: string, standards: {id: string, title: string, formerly?: string[], withdrawn?: boolean}[], scale: Scale, methods: Method[], themes: {[id: string]: string}}} Suite */
/** @typedef {{id: string, mark: string, words: string, themes: string[],
 *   withdrawn: null | {since: string, reason: string, replaced_by: string[]}}} Item */
/** @typedef {{part: string, heading: string | null, items: Item[]}} Section */
/** @typedef {{title: string, lead_in: string}} Part */
/** @typedef {{standard: string, title: string, version: string, parts: {[part: string]: Part}, sections: Section[],
 *   like: {[item: string]: {label: string, items: string[]}[]}}} Standard */

/** The data in a checklist's page. `like` has similar items of other standards, `formerly` the current ids by former ids.
 * @typedef {{standard: string, scale: Scale, formerly: {[old: string]: string}, themes: [id: string, name: string][],
 *   themes_of: {[item: string]: string[]}, like: Standard["like"], withdrawn: Item[]}} ChecklistData */

export {};
