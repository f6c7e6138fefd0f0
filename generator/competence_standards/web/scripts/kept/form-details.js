/* The details that are printed on every form, such as the candidate's name: entered once and saved on this device. */

import { sitePath } from "../addresses.js";
import { Records } from "./records.js";

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
export function areDetailsOf(name) {
  const [one, other] = [name, read().candidate].map((text) =>
    String(text ?? "")
      .trim()
      .toLocaleLowerCase(),
  );
  return one !== "" && one === other;
}

/** Remove them from this device. @param {Records} records */
export function removeDetails(records = openDetails()) {
  for (const key of records.keys("")) records.remove(key);
}
