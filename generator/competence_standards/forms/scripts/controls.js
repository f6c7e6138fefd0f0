/* Reads and sets the controls of a form, on screen and on paper. */

import { dayName } from "../../web/scripts/days.js";
import { make } from "../../web/scripts/dom.js";
import { t } from "../../web/scripts/words.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/** The formats in which dates and times are stored. Other text, such as "week 3", stays text. @type {{[kind: string]: RegExp}} */
export const KINDS = { date: /^[12]\d{3}-\d\d-\d\d$/, time: /^\d\d:\d\d$/ };

/** Return the value of a place's controls. @param {Control[]} controls @returns {string | true | undefined} */
export function entered([control, ...more]) {
  if (control.type === "radio" || control.type === "checkbox") {
    const on = /** @type {HTMLInputElement[]} */ ([control, ...more]).find(({ checked }) => checked);
    return on && (control.type === "checkbox" || on.value);
  }
  return control.value || undefined;
}

/** Show a value. @param {Control[]} controls @param {string | true | undefined} value @returns {boolean} whether they can show it */
export function put(controls, value) {
  const [control] = controls;
  if (control instanceof HTMLInputElement && (control.type === "radio" || control.type === "checkbox")) {
    for (const one of /** @type {HTMLInputElement[]} */ (controls))
      one.checked = one.type === "radio" ? one.value === value : value === true;
    return entered(controls) === (value || undefined);
  }
  const text = value === true ? t("yes") : (value ?? "").replace(/\r\n?/g, "\n");
  const { kind } = control.dataset;
  if (kind && control instanceof HTMLInputElement) control.type = !text || KINDS[kind].test(text) ? kind : "text";
  if (control.value !== text) control.value = text;
  return control.value === text;
}

/** Copy a control's value to where the full text is printed. @param {Control} control */
export function paper(control) {
  if (control.type === "radio" || control.type === "checkbox") return;
  const before = control.previousElementSibling;
  const written = before?.matches(".written") ? before : null;
  const text = control.type === "date" ? dayName(control.value) : control.value;
  if (!text) return written?.remove();
  const printed = written ?? make("span", { class: "written" });
  printed.textContent = text;
  markLong(printed);
  if (!written) control.before(printed);
}

/** The letters that a line at the top of a page has room for. */
const ROOM = 36;

/** Mark a text that is too long for its line. @param {Element} printed */
export const markLong = (printed) => printed.classList.toggle("long-text", (printed.textContent ?? "").length > ROOM);
