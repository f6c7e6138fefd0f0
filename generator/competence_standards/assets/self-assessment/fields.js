/* Plain fields of any origin. */

/** A record as it is stored or was read: nothing is known of its values yet.
 * @typedef {{[field: string]: unknown}} Fields */

/** A map that inherits nothing, so that no key of a file can mean anything to the language.
 * @template T
 * @returns {{[key: string]: T}} */
export const blank = () => Object.create(null);

/** @param {unknown} value @returns {value is Fields} */
export const isFields = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
