/* The details that are printed on every form, such as the candidate's name: entered once and saved on this device. */

import { sitePath } from "../addresses.js";
import { Records } from "./records.js";

/** @import { Fields } from "./history.js" */

export const PREFIX = `standards:${sitePath}:forms:`;
export const RECORD = "header";

/** Open the record of the details. A page that changes it opens it once, because a change that cannot be stored waits there. */
export const openDetails = () => new Records(() => window.localStorage, PREFIX);

const read = () => openDetails().read(RECORD) ?? {};

/** @returns {string[]} every detail, the name of the candidate first */
export function formDetails() {
  const { candidate, ...rest } = read();
  return [candidate, ...Object.values(rest)].flatMap((value) =>
    typeof value === "string" && value.trim() ? [value] : [],
  );
}

/** Whether they are those of a person. @param {string} name */
export const areDetailsOf = (name) => isSame(name, read().candidate);

/** Whether two names are of one person. No name is of nobody. @param {unknown} one @param {unknown} other */
export function isSame(one, other) {
  const [name, same] = [one, other].map((text) =>
    String(text ?? "")
      .trim()
      .toLocaleLowerCase(),
  );
  return name !== "" && name === same;
}

/** Copy them, so that they can be brought back. @param {(details: Fields) => void} keep what takes the copy */
export function copyDetails(keep) {
  const copy = read();
  if (Object.keys(copy).length) keep(copy);
}

/** Bring a copy back, unless there are others now. @param {Fields | undefined} copy @returns {boolean} whether the copy is not needed any more */
export function bringBackDetails(copy) {
  const records = openDetails();
  if (!copy || records.read(RECORD)) return true;
  records.put(RECORD, copy);
  return records.kept;
}

/** Remove them from this device. @param {Records} records */
export function removeDetails(records = openDetails()) {
  for (const key of records.keys("")) records.remove(key);
}
