/* Opens this site's answers in the browser's storage, and the choices that a tab remembers from page to page. */

import { sitePath } from "../addresses.js";
import { Records } from "./records.js";
import { Store } from "./store.js";

/** @import { Chosen } from "./store.js" */

const SITE = `standards:${sitePath}:`;
export const PREFIX = `${SITE}v2:`;
/** The prefix of keys of version 1 of this site. A page of that version may still be open. */
export const OLD = `${SITE}v1:`;
const TAB = `${SITE}tab`;

/** @param {(chosen: Chosen) => void} write called when the person or the round changes */
export const openStore = (write) =>
  new Store(new Records(() => window.localStorage, PREFIX), undefined, { read: remembered, write });

/** @returns {Chosen} */
function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(TAB) ?? "{}");
  } catch {
    return {};
  }
}

/** Remember for the next page of this tab. @param {Chosen} chosen */
export function remember(chosen) {
  try {
    sessionStorage.setItem(TAB, JSON.stringify({ ...remembered(), ...chosen }));
  } catch {
    /* Without it, each page starts with the person who was chosen last. */
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(TAB);
  } catch {
    /* Blocked storage: nothing is remembered. */
  }
}
