/* The head of what is printed: whose answers these are, of which round and day, and who assessed them. */

import { day } from "./element.js";
import { store } from "./session.js";

/** @param {boolean} blank whether nothing is filled in, but written by hand */
export function writeHead(blank) {
  const round = store.rounds().find(({ id }) => id === store.round);
  const said = { person: store.info().name, date: day(new Date().toISOString()), round: round?.name || store.round, assessor: round?.assessor };
  for (const [name, text] of Object.entries(said)) {
    const line = document.querySelector(`[data-written="${name}"]`);
    if (line) line.textContent = blank ? "" : (text ?? "");
  }
}
