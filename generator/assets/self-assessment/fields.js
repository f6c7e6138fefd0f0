/* Records as plain fields: changed, told apart, and put together. Knows nothing of what the fields mean. */

/** A record as it is stored or was read: nothing is known of its values yet.
 * @typedef {{[field: string]: unknown}} Fields */

/** A map that inherits nothing, so that no key of a file can mean anything to the language.
 * @template T
 * @returns {{[key: string]: T}} */
export const blank = () => Object.create(null);

/** @param {unknown} value @returns {value is Fields} */
export const isFields = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A record with other fields put in: undefined or nothing takes one away, a record within it is changed in turn.
 * @param {Fields} record @param {Fields} change @returns {Fields} */
export function changed(record, change) {
  const copy = Object.assign(blank(), record);
  for (const [field, value] of Object.entries(change)) {
    if (isFields(value)) {
      const inner = changed(isFields(copy[field]) ? copy[field] : {}, value);
      if (Object.keys(inner).some((name) => name !== "at")) copy[field] = inner;
      else delete copy[field];
    } else if (value === undefined || value === "") delete copy[field];
    else copy[field] = value;
  }
  return copy;
}

/** Two changes as one: what is taken away must be remembered until it is written. @param {Fields} first @param {Fields} then */
export function together(first, then) {
  const both = Object.assign(blank(), first);
  for (const [field, value] of Object.entries(then)) {
    const before = both[field];
    both[field] = isFields(value) ? together(isFields(before) ? before : blank(), value) : value;
  }
  return both;
}

/** The change that makes one record of the other. @param {Fields} before @param {Fields} after @returns {Fields} */
export function difference(before, after) {
  const change = blank();
  for (const field of Object.keys({ ...before, ...after })) {
    const [old, now] = [before[field], after[field]];
    if (isFields(old) && isFields(now)) change[field] = difference(old, now);
    else if (JSON.stringify(old) !== JSON.stringify(now)) change[field] = now;
  }
  return change;
}
/** Whether there is more in a record than when and to which words something was said. @param {Fields} record */
export const says = (record) => Object.keys(record).some((field) => field !== "at" && field !== "mark");
