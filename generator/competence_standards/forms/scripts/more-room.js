/* Adds rows and passages to a form: as many as its record has, and one more with each press of a button. */

import { button, make } from "../../web/scripts/dom.js";
import { t } from "../../web/scripts/words.js";

/** @import { Control } from "./controls.js" */
/** @import { FormRecord } from "./form-record.js" */
/** @import { Places } from "../../web/scripts/kept/form-records.js" */

/** The maximum number of rows. If a file has more, their values are listed below the form. */
const MOST = 300;

/** A part that can be repeated: a row of a table, or a passage of an account. `at` is the position of its number in the names of its
 * places.
 * @typedef {{box: Element, one: string, at: number, adds: string, says: string}} Room */

/** @param {Element} form @returns {Room[]} */
const rooms = (form) => [
  ...[...form.querySelectorAll("table[data-blank]")].map((box) => ({
    box,
    one: "tr[data-row]",
    at: 1,
    adds: t("Add a row"),
    says: t("Add a row: {table}", { table: box.parentElement?.getAttribute("aria-label") }),
  })),
  ...[...form.querySelectorAll(".account--margin")].map((box) => ({
    box,
    one: ".passage",
    at: 2,
    adds: t("Add a passage"),
    says: t("Add a passage: {account}", { account: box.querySelector(".account__prompt > span")?.textContent }),
  })),
];

/** Add the rows and passages that a record needs. @param {FormRecord} page @param {Places} places the record's values
 * @param {boolean} isOther whether the page showed another record, whose added rows are removed */
export function makeRoom(page, places, isOther) {
  for (const room of rooms(/** @type {Element} */ (page.form))) {
    const { box, one, at } = room;
    if (!box.hasAttribute("data-roomy")) offer(page, room);
    if (isOther)
      for (const added of box.querySelectorAll(`${one}[data-added]`)) {
        for (const { name } of controls(added)) page.drop(name);
        added.remove();
      }
    const known = new Set(controls(lastOf(room)).map(({ name }) => numbered(name, at, "")));
    const needed = Object.keys(places).flatMap((name) => {
      const number = Number(name.split(".")[at]);
      return number > 0 && number <= MOST && known.has(numbered(name, at, "")) ? [number] : [];
    });
    for (let number = numberOf(room); number < Math.max(0, ...needed); number += 1) add(page, room);
  }
}

/** @param {Element} one */
const controls = (one) => /** @type {Control[]} */ ([...one.querySelectorAll("[name]")]);

/** @param {Room} room */
const lastOf = ({ box, one }) => /** @type {Element} */ ([...box.querySelectorAll(one)].at(-1));

/** Return the number of the last row or passage. @param {Room} room */
const numberOf = (room) => Number(controls(lastOf(room))[0].name.split(".")[room.at]);

/** Replace the number in a name. @param {string} name @param {number} at @param {number | string} number */
const numbered = (name, at, number) =>
  name
    .split(".")
    .map((part, index) => (index === at ? number : part))
    .join(".");

/** @param {FormRecord} page @param {Room} room */
function offer(page, room) {
  room.box.toggleAttribute("data-roomy", true);
  const press = button(room.adds, () => controls(add(page, room))[0].focus(), { "aria-label": room.says });
  const place = room.box.matches("table") ? room.box.parentElement : room.box;
  place?.after(make("p", { class: "off-paper" }, press));
}

/** Add a row or a passage after the last one. @param {FormRecord} page @param {Room} room @returns {Element} */
function add(page, room) {
  const [last, old] = [lastOf(room), numberOf(room)];
  const made = /** @type {Element} */ (last.cloneNode(true));
  for (const extra of made.querySelectorAll(".written, .limit")) extra.remove();
  for (const control of controls(made)) {
    control.name = numbered(control.name, room.at, old + 1);
    const label = control.getAttribute("aria-label") ?? "";
    control.setAttribute("aria-label", label.replace(words(room, old), words(room, old + 1)));
    control.removeAttribute("aria-invalid");
    if (control instanceof HTMLInputElement && /radio|checkbox/.test(control.type)) control.checked = false;
    else control.value = "";
    page.take(control);
  }
  made.removeAttribute("data-spare");
  made.toggleAttribute("data-added", true);
  made.setAttribute("data-row", String(old + 1));
  last.after(made);
  return made;
}

/** Return the words for the number in a label. @param {Room} room @param {number} number */
const words = ({ at }, number) =>
  at === 1 ? t("Row {number}", { number }) : t("{title}, passage {number}", { title: "", number });
