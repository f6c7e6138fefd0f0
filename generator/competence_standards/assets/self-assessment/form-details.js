/* What is typed once above the forms, as far as those who delete answers need to know of it. */

import { sitePath } from "./edition.js";
import { Records } from "./records.js";

const records = new Records(() => window.localStorage, `standards:${sitePath}:forms:`);
const kept = () => records.read("header") ?? {};

/** @returns {string[]} every detail, the name of the candidate first */
export function formDetails() {
  const { candidate, ...rest } = kept();
  return [candidate, ...Object.values(rest)].flatMap((value) =>
    typeof value === "string" && value.trim() ? [value] : [],
  );
}

/** Whether they are those of a person. @param {string} name */
export function areDetailsOf(name) {
  const [one, other] = [name, kept().candidate].map((text) =>
    String(text ?? "")
      .trim()
      .toLocaleLowerCase(),
  );
  return one !== "" && one === other;
}

/** Remove them from this device. */
export function removeDetails() {
  for (const key of records.keys("")) records.remove(key);
}
