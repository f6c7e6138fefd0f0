/* What the controls of a form say and show, on the screen and on paper. */

import { dayName } from "../../web/scripts/days.js";
import { make } from "../../web/scripts/dom.js";
import { t } from "../../web/scripts/words.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/** How a date and a time are stored. Another text, such as "week 3", stays a text. @type {{[kind: string]: RegExp}} */
export const KINDS = { date: /^[12]\d{3}-\d\d-\d\d$/, time: /^\d\d:\d\d$/ };

/** What the controls of a place say. @param {Control[]} controls @returns {string | true | undefined} */
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

/** Put what a control says where it prints whole. @param {Control} control */
export function paper(control) {
  if (control.type === "radio" || control.type === "checkbox") return;
  const before = control.previousElementSibling;
  const written = before?.matches(".written") ? before : null;
  const text = control.type === "date" ? dayName(control.value) : control.value;
  if (!text) written?.remove();
  else if (written) written.textContent = text;
  else control.before(make("span", { class: "written" }, text));
}
