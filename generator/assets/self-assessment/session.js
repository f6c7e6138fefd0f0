/* The store of this page, and the news of it: `answer` when an answer changed elsewhere, `all` when anything may have, `saved`
 * when the learner changed something here, `who` when that was a name, `tried` when what waited to be stored was tried again. */

import { sitePath } from "./edition.js";
import { meet } from "./merge.js";
import { Records } from "./records.js";
import { Store } from "./store.js";

/** @import { Undo } from "./assessment.js" */

const PREFIX = `standards:${sitePath}:v1:`;
export const store = new Store(new Records(() => window.localStorage, PREFIX, meet));
export const news = new EventTarget();
/** How to take back the last great change, and what it was. @type {{what: string, undo: Undo} | undefined} */
let last;

/** @param {"all" | "saved" | "who" | "tried"} kind */
export const tell = (kind) => news.dispatchEvent(new Event(kind));

export const lastChange = () => last;

/** Say what was done to everything at once, and how it is undone. @param {string} what @param {Undo} [undo] */
export function done(what, undo) {
  last = undo && { what, undo };
  tell("all");
}

let asked = false;
/** After each change by the learner of this page. */
export function changed() {
  if (!asked) navigator.storage?.persist?.().catch(() => undefined);
  asked = true;
  tell("saved");
}

window.addEventListener("storage", ({ key }) => {
  if (key && !key.startsWith(PREFIX)) return;
  const start = `${PREFIX}${store.person}:answer:${store.round}:`;
  if (key?.startsWith(start)) news.dispatchEvent(new CustomEvent("answer", { detail: key.slice(start.length) }));
  else tell("all");
});

/** What could not be stored is tried again whenever the page is left or looked at. */
function retry() {
  store.records.flush();
  tell("tried");
}
window.addEventListener("pagehide", retry);
document.addEventListener("visibilitychange", () => {
  retry();
  if (document.visibilityState === "visible") tell("all");
});
window.addEventListener("pageshow", ({ persisted }) => persisted && tell("all"));
window.addEventListener("beforeunload", (event) => {
  retry();
  if (!store.records.kept) event.preventDefault();
});
