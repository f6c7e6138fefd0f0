/* The types of what the site says of its standards and its rating scale. Nothing of this file is needed to run. */

/** @typedef {{label: string, meaning: string}} Words */
/** @typedef {{id: string, code: string, criterion: Words, knowledge: Words, ready: boolean}} Level */
/** `former` are the labels of levels by which something on this device was rated.
 * @typedef {{former?: import("./file.js").Labels, levels: Level[], not_now: Words & {code: string, reason: string}, evidence: {[state: string]: Words}}} Scale */
/** @typedef {{id: string, code: string, name: string}} Method */
/** @typedef {{title: string, forms_note: string, standards: {id: string, title: string, formerly?: string[], withdrawn?: boolean}[], scale: Scale, methods: Method[], themes: {[id: string]: string}}} Suite */
/** @typedef {{id: string, mark: string, words: string, themes: string[],
 *   withdrawn: null | {since: string, reason: string, replaced_by: string[]}}} Item */
/** @typedef {{part: string, heading: string | null, items: Item[]}} Section */
/** @typedef {{title: string, lead_in: string}} Part */
/** @typedef {{standard: string, title: string, version: string, parts: {[part: string]: Part}, sections: Section[],
 *   like: {[item: string]: {label: string, items: string[]}[]}}} Standard */

/** What a checklist carries besides its words. `like` are similar items of other standards, `formerly` the ids of now by earlier ids.
 * @typedef {{standard: string, scale: Scale, formerly: {[old: string]: string}, themes: [id: string, name: string][],
 *   themes_of: {[item: string]: string[]}, like: Standard["like"], withdrawn: Item[]}} ChecklistData */

export {};
