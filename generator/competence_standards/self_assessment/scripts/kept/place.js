/* Where this site keeps answers in the storage of a browser. */

import { sitePath } from "../../../web/scripts/addresses.js";

const SITE = `standards:${sitePath}:`;
export const PREFIX = `${SITE}v2:`;
/** Where the first version of this site stored answers; one of its pages may still be open. */
export const OLD = `${SITE}v1:`;
export const TAB = `${SITE}tab`;

/** What this tab remembers from page to page. @returns {import("./store.js").Chosen} */
export function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(TAB) ?? "{}");
  } catch {
    return {};
  }
}
