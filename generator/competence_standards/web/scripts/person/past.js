/* The lists of acts to undo and of deleted answers to restore or erase. */

import { acts, deleted } from "../kept/acts.js";
import { dayName } from "../days.js";
import { askToErase } from "./delete-answers.js";
import { button, fold, inItsOwnTab, isFramed, make, notice, tools } from "../dom.js";
import { bringBackDetails } from "../kept/form-details.js";
import { OWN } from "../kept/answers.js";
import { restore, undo } from "../kept/undo.js";
import { t } from "../words.js";

/** @import { Store } from "../kept/store.js" */
/** @import { Session } from "./session.js" */

/** @param {Session} session @param {() => void} then called after each button @returns {Node[]} */
export function past(session, then) {
  const { store } = session;
  const [gone, people] = [
    deleted(store),
    new Map(store.people().map(({ id, name }) => [id, name || t("No name given")])),
  ];
  const rows = acts(store).map(({ key, what, whose, at, undone }) => {
    const about = [dayName(at), people.size > 1 ? people.get(whose) : ""].filter(Boolean).join(", ");
    const [act, name] = [undone ? t("Do again") : t("Undo"), `${what[0].toUpperCase()}${what.slice(1)}`];
    const toggle = button(
      act,
      () => {
        takeBack(session, key, undone);
        then();
      },
      { "aria-label": undone ? t("Do again: {what}", { what }) : t("Undo: {what}", { what }) },
    );
    return make("li", {}, make("p", {}, `${name} `, make("small", {}, about)), toggle);
  });
  /** @param {string} id @param {string} name @param {string} said */
  const erase = (id, name, said) =>
    isFramed()
      ? inItsOwnTab()
      : button(t("Erase for good"), () => askToErase(session, id, name, then), {
          "aria-label": t("Erase for good: {said}", { said }),
        });
  const away = gone.map(({ id, name, at }) => {
    const said = name ? t("Answers of {name}", { name }) : t("Answers without a name");
    const back = button(
      t("Bring back"),
      () => {
        bringBack(session, id);
        then();
      },
      { "aria-label": t("Bring back: {said}", { said }) },
    );
    return make(
      "li",
      {},
      make("p", {}, t("{answers}, deleted on {day}.", { answers: said, day: dayName(at) })),
      tools(back, erase(id, name, said)),
    );
  });
  const empty = emptied(store).map((id) => {
    const said = t("Answers with only earlier values left");
    return make("li", {}, make("p", {}, `${said}.`), tools(erase(id, "", said)));
  });
  /** @param {string} title @param {HTMLElement[]} list */
  const listed = (title, list) =>
    list.length ? [fold(`${title}: ${list.length}`, make("ul", { class: "picks list" }, ...list))] : [];
  return [...listed(t("Changes that you can undo"), rows), ...listed(t("Deleted answers"), [...away, ...empty])];
}

/** Return people whose answers were all cleared, so that no page shows them. @param {Store} store @returns {string[]} */
export function emptied(store) {
  const keys = store.records.keys("");
  const shown = new Set([store.person, ...store.people().map(({ id }) => id)]);
  const ids = new Set(keys.flatMap((key) => OWN.exec(key)?.[1] ?? []));
  return [...ids].filter((id) => !shown.has(id) && !keys.includes(`deleted:${id}`));
}

/** Restore deleted answers, or say why that is not possible. @param {Session} session @param {string} id */
export function bringBack(session, id) {
  const why = t(
    "This device has no room to bring the answers back. They are still in the list of deleted answers. Clear the data of other sites in your browser’s settings, then try again.",
  );
  const { records } = session.store;
  if (!restore(session.store, id)) notice(t("Bring back"), why);
  else if (bringBackDetails(records.read(`${id}:details`))) records.remove(`${id}:details`);
  session.tell("all");
}

/** Undo or redo an act, or say why that is not possible. @param {Session} session @param {string} key @param {boolean} undone */
export function takeBack(session, key, undone) {
  const why = t(
    "Nothing to undo: these answers have changed again since. You find the earlier values under each item.",
  );
  if (!undo(session.store, key, undone)) notice(t("Undo"), why);
  session.tell("all");
}
