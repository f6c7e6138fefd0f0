/* The head of what is printed: whose answers these are, of which round and day, and who assessed them. */

import { dayName, localDay } from "./days.js";
import { store } from "./session.js";

/** @param {boolean} blank whether nothing is filled in, but written by hand */
export function writeHead(blank) {
  const round = store.rounds().find(({ id }) => id === store.round);
  const said = {
    person: store.name(),
    date: dayName(localDay(store.now())),
    round: round?.title ?? store.roundTitle,
    assessor: round?.assessor,
  };
  for (const [name, text] of Object.entries(said)) {
    const line = document.querySelector(`[data-written="${name}"]`);
    if (line) line.textContent = blank ? "" : (text ?? "");
  }
}
