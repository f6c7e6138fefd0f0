/* The details that are printed on every form, such as the candidate's name: entered once and saved on this device. */

import { sitePath } from "../addresses.js";
import { Records } from "./records.js";

/** @import { Fields } from "./history.js" */

export const PREFIX = `standards:${sitePath}:forms:`;
export const RECORD = "header";

/** Open the record of the details. Open it only once per page, because it holds changes that could not be saved yet. */
export const openDetails = () => new Records(() => window.localStorage, PREFIX);

const read = () => openDetails().read(RECORD) ?? {};

/** @returns {string[]} every detail, the candidate's name first */
export function formDetails() {
  const { candidate, ...rest } = read();
  return [candidate, ...Object.values(rest)].flatMap((value) =>
    typeof value === "string" && value.trim() ? [value] : [],
  );
}

/** Whether the details belong to a person. @param {string} name */
export const areDetailsOf = (name) => isSame(name, read().candidate);

/** Whether two names belong to the same person. A missing name never matches. @param {unknown} one @param {unknown} other */
export function isSame(one, other) {
  const [name, same] = [one, other].map((text) =>
    String(text ?? "")
      .trim()
      .toLocaleLowerCase(),
  );
  return name !== "" && name === same;
}

/** Copy the details, so that they can be restored. @param {(details: Fields) => void} keep receives the copy */
export function copyDetails(keep) {
  const copy = read();
  if (Object.keys(copy).length) keep(copy);
}

/** Restore a copy, unless there are other details now. @param {Fields | undefined} copy
 * @returns {boolean} whether the copy can be removed */
export function bringBackDetails(copy) {
  const records = openDetails();
  if (!copy || records.read(RECORD)) return true;
  records.put(RECORD, copy);
  return records.kept;
}

/** Remove the details from this device. @param {Records} records */
export function removeDetails(records = openDetails()) {
  for (const key of records.keys("")) records.remove(key);
}
