/* The store of this page, and the news of it: `answer` when an answer changed elsewhere, `all` when anything may have, `saved`
 * when the learner changed something here, `who` when that was a name, `acts` when that was an act that can be undone, `tried` when what waited to be stored was tried
 * again, and `save` when the learner wants a file. */

import { suite } from "./edition.js";
import { make } from "../../../web/scripts/dom.js";
import { OLD, PREFIX, remembered, TAB } from "../kept/place.js";
import { Records } from "../../../web/scripts/kept/records.js";
import { Store } from "../kept/store.js";
import { t } from "../../../web/scripts/words.js";

/** @import { Suite } from "./edition.js" */
/** @import { Labels } from "../answers/file.js" */
/** @import { Chosen } from "../kept/store.js" */

/** What this tab remembers from page to page. */
const tab = {
  read: remembered,
  /** @param {Chosen} chosen */
  write(chosen) {
    if (ended) return;
    try {
      sessionStorage.setItem(TAB, JSON.stringify({ ...remembered(), ...chosen }));
    } catch {
      /* Then each page begins with who was chosen last. */
    }
  },
};

/** The id of this device, once it is stored. @type {unknown} */
let known;
/** Whether everything was removed from this device: then nothing of this page is stored any more. */
let ended = false;
const records = new Records(() => window.localStorage, PREFIX);
export const store = new Store(records, undefined, tab);

/** Take over what a page of the first version stored. */
async function takeOver() {
  if (!records.stored.foreignKeys(OLD).length) return;
  const legacy = await import("../kept/legacy.js").catch(() => undefined); // without a connection it stays where it is, until the next visit
  legacy?.takeOver(store, OLD);
}

/** Find what another window entered late. */
async function gather() {
  if (!store.late().length) return;
  const undo = await import("../kept/undo.js").catch(() => undefined); // without a connection it waits where it is, too
  undo?.gather(store);
}
await takeOver();
await gather();
store.start();
export const news = new EventTarget();

/** Names whose answers the page shows, and of which round. */
export const shown = () => `${store.person} ${store.round}`;

/** @param {"all" | "saved" | "who" | "tried" | "acts" | "save"} kind */
export const tell = (kind) => news.dispatchEvent(new Event(kind));

/** Texts on this page that are too long to be stored. @type {Set<HTMLInputElement | HTMLTextAreaElement>} */
export const tooLong = new Set();

/** The labels of the scale of now. @type {Labels | undefined} */
let labels;

/** The suite; with it come the levels that the scale no longer has, and the standards that have another id now.
 * @returns {Promise<Suite>} */
export async function learned() {
  const all = await suite();
  labels ??= Object.fromEntries(
    all.scale.levels.map(({ id, criterion, knowledge }) => [
      id,
      { criterion: criterion.label, knowledge: knowledge.label },
    ]),
  );
  store.follow(new Map(all.standards.flatMap(({ id, formerly = [] }) => formerly.map((old) => [old, id]))));
  all.scale.former = store.labels(store.records.read("device") && labels);
  return all;
}

/** Drop all that this page holds, because everything was removed from this device. @param {string} said */
export function end(said) {
  ended = true;
  records.end();
  tooLong.clear();
  try {
    sessionStorage.removeItem(TAB);
  } catch {
    /* It holds nothing then. */
  }
  const title = make("h1", { tabindex: -1 }, t("Removed from this device"));
  document
    .querySelector(".md-content__inner")
    ?.replaceChildren(
      title,
      make("p", { role: "status" }, said),
      make("a", { href: location.pathname }, t("Open this page again")),
    );
  title.focus();
}

/** Whether everything was removed since this page was opened, in another window or in the browser's settings. @param {boolean} [now] */
function isRemoved(now) {
  if (ended) return true;
  // An id that cannot be read is stored again: nothing was removed.
  if (known && records.stored.text("device") && !records.stored.read("device")) records.begin("device", { id: known });
  const id = records.stored.open ? records.stored.read("device")?.id : known;
  if (!now && (!known || id === known)) known = id;
  else end(t("Everything that this site saved on this device was removed."));
  return ended;
}
isRemoved();

let asked = false;
/** After each change by the learner of this page. */
export function changed() {
  if (!asked) navigator.storage?.persist?.().catch(() => undefined);
  if (!asked && labels) store.labels(labels);
  asked = true;
  tell("saved");
}

let pause = 0;
addEventListener("storage", ({ key, newValue }) => {
  if (isRemoved(key === `${PREFIX}device` && newValue === null)) return;
  if (key?.startsWith(OLD)) return void takeOver().then(() => tell("all"));
  if (key && !key.startsWith(PREFIX)) return;
  const start = `${PREFIX}${store.person}:answer:${store.round}:`;
  if (key?.startsWith(start)) news.dispatchEvent(new CustomEvent("answer", { detail: key.slice(start.length) }));
  else if (!pause || key?.match(/:(deleted|erased):/)) tell("all");
  // Not each time, unless answers were deleted or erased: opening a file in another tab changes thousands of records.
  pause ||= setTimeout(() => {
    pause = 0;
    if (!ended) tell("all");
  }, 500);
});

/** What could not be stored is tried again whenever the page is left or looked at. */
function retry() {
  if (isRemoved()) return;
  records.flush();
  tell("tried");
  void gather();
}
addEventListener("pagehide", retry);
document.addEventListener("visibilitychange", () => {
  retry();
  if (document.visibilityState === "visible" && !ended) tell("all");
});
addEventListener("pageshow", ({ persisted }) => persisted && !isRemoved() && tell("all"));
addEventListener("beforeunload", (event) => {
  retry();
  if (!ended && (!records.kept || tooLong.size)) event.preventDefault();
});
// What was typed so far in a field is a step of its own once the field is left.
document.addEventListener("focusout", () => (store.typing = undefined));
