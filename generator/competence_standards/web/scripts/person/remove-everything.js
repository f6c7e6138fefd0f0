/* Removes everything that this site stored on this device: everyone's answers, the details printed on forms, the choice of light or dark,
 * the pages for reading offline and the service worker. Lists these first and asks for confirmation. */

import "./close-dialogs.js";
import { deleted } from "../kept/acts.js";
import { view } from "../kept/answers.js";
import { dayName } from "../days.js";
import { amount } from "./delete-answers.js";
import { sitePath } from "../addresses.js";
import { button, dialog, make, tools } from "../dom.js";
import { movedHere } from "./other-addresses.js";
import { formDetails } from "../kept/form-details.js";
import { emptied } from "./past.js";
import { saveFile } from "./save-file.js";
import { n, t } from "../words.js";

/** @import { Store } from "../kept/store.js" */
/** @import { Session } from "./session.js" */

/** List what will be removed, and ask for confirmation. @param {Session} session */
export async function askToRemove(session) {
  const { store } = session;
  const [people, pages, moved] = [store.people(), await keptPages(), await movedHere(session)];
  const unreadable = unreadableTexts(store);
  const typed = formDetails();
  /** @param {string} name */
  const whose = (name) => (name ? t("Answers of {name}", { name }) : t("Answers without a name"));
  const lines = [
    ...people.map(({ id, name }) => `${whose(name)}: ${amount(view(store.all(id)))}`),
    ...deleted(store).map(({ name, at }) =>
      t("{answers}, deleted on {day}", { answers: whose(name), day: dayName(at) }),
    ),
    ...emptied(store).map(() => t("Answers with only earlier values left")),
    unreadable && n("{number} record that could not be read", "{number} records that could not be read", unreadable),
    typed.length && t("The details to print on forms: {details}", { details: typed.join(", ") }),
    pages && n("{number} page saved for reading offline", "{number} pages saved for reading offline", pages),
    t("Your choice of light or dark mode, and everything else that this site saved"),
  ];
  const boxes = [...moved].map(([path, items]) => {
    const input = make("input", { type: "checkbox", checked: true, value: path });
    return make(
      "label",
      { class: "check" },
      input,
      ` ${n("Answers to {number} item, entered at another address of this site ({address})", "Answers to {number} items, entered at another address of this site ({address})", items, { address: path })}`,
    );
  });
  const saves = people.map(({ id, name }) =>
    button(name ? t("Save the answers of {name} to a file", { name }) : t("Save to a file"), () => {
      const shown = store.chosenPerson;
      store.chosenPerson = id;
      saveFile(session);
      store.chosenPerson = shown;
    }),
  );
  const box = dialog(
    t("Remove everything from this device"),
    make("p", {}, t("This will remove everything that this site saved in this browser:")),
    make("ul", {}, ...lines.flatMap((line) => (line ? [make("li", {}, line)] : []))),
    ...boxes,
    make(
      "p",
      {},
      saves.length ? t("You cannot undo it. To keep the answers, save to a file first.") : t("You cannot undo it."),
    ),
    make("p", {}, t("Files in your Downloads folder and the history of your browser stay.")),
    ...(saves.length ? [tools(...saves)] : []),
    tools(
      button(t("Remove everything"), () => {
        const others = [...box.querySelectorAll("input")].filter((input) => input.checked).map(({ value }) => value);
        box.close();
        removeEverything(session, [sitePath, ...others]);
      }),
      button(t("Cancel"), () => box.close()),
    ),
  );
  // Focus the title so that the list is read first: on a phone, the buttons are below the list.
  const title = box.querySelector("h2");
  title?.setAttribute("tabindex", "-1");
  title?.focus();
  box.scrollTop = 0;
}

/** Count the unreadable records of all people. @param {Store} store */
function unreadableTexts(store) {
  const { stored } = store.records;
  return stored.unkept.size + [...stored.keys("")].filter((key) => /(^|:)aside:/.test(key)).length;
}

/** Count the pages saved for reading offline. */
async function keptPages() {
  let pages = 0;
  for (const name of await kept(sitePath))
    for (const { url } of await (await caches.open(name)).keys()) if (url.endsWith("/")) pages += 1;
  return pages;
}

/** Return the names of a site's caches. @param {string} path @returns {Promise<string[]>} */
async function kept(path) {
  try {
    return (await caches.keys()).filter((name) => name.startsWith(`kept:${location.origin}${path}:`));
  } catch {
    return []; // this browser cannot save pages here
  }
}

/** @param {Session} session @param {string[]} paths of this site and of its former addresses */
async function removeEverything(session, paths) {
  session.end(t("Removing everything…"));
  sweep(paths);
  let gone = true;
  for (const path of paths) gone = (await removePages(path).catch(() => false)) && gone;
  // Sweep twice: another window may have stored something before it noticed.
  const said =
    sweep(paths) && gone
      ? t(
          "Everything that this site saved on this device was removed. Files in your Downloads folder are still there. If you open a page of this site again, your browser saves it again for reading offline.",
        )
      : t(
          "Your browser does not let this page remove everything. To remove the rest, clear the data of this site in your browser’s settings.",
        );
  session.end(said);
}

/** @param {string} path @returns {Promise<boolean>} whether all pages were removed */
async function removePages(path) {
  for (const name of await kept(path)) await caches.delete(name);
  for (const one of (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [])
    if (one.scope === location.origin + path) await one.unregister();
  for (const name of await kept(path)) await caches.delete(name);
  return (await kept(path)).length === 0;
}

/** Remove all records. The device's id goes first, because other windows then drop their unsaved answers.
 * @param {string[]} paths @returns {boolean} whether all were removed */
function sweep(paths) {
  const devices = paths.map((path) => `standards:${path}:v2:device`);
  /** @param {string} key */
  const isOurs = (key) => paths.some((path) => key.startsWith(`standards:${path}:`) || key.startsWith(`${path}.`));
  try {
    for (const key of devices) {
      try {
        localStorage.setItem(key, "{}"); // set the id if it is missing, so that other windows notice its removal
      } catch {
        /* The storage is full. Removing an existing id still works. */
      }
      localStorage.removeItem(key);
    }
    for (const shelf of [localStorage, sessionStorage])
      for (const key of Object.keys(shelf).filter(isOurs)) shelf.removeItem(key);
    return !Object.keys(localStorage).some(isOurs);
  } catch {
    return false;
  }
}
