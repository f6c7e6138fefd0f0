/* The limit of a text. It is told while the learner types. A longer text stays in its field, and is not stored until it fits. */

import { MOST } from "../answers/answers.js";
import { make } from "../../../web/scripts/dom.js";
import { news, shown, tooLong } from "./session.js";
import { LANG, t } from "../../../web/scripts/words.js";

/** Whether a text may be stored. @param {HTMLInputElement | HTMLTextAreaElement} control @returns {boolean} */
export function fitsLimit(control) {
  const { length } = control.value;
  const fits = length <= MOST.text;
  const label = control.closest("label") ?? control;
  let said = label.nextElementSibling?.matches(".limit") ? label.nextElementSibling : null;
  if (length > MOST.text * 0.9) {
    if (!said) label.after((said = make("p", { class: "limit", role: "status" })));
    const [now, most] = [length, MOST.text].map((number) => number.toLocaleString(LANG));
    said.textContent = fits
      ? t("{now} of {most} characters.", { now, most })
      : t("{now} characters. Shorten the text to {most}. It is not saved until it fits.", { now, most });
  } else said?.remove();
  if (fits) control.removeAttribute("aria-invalid");
  else control.setAttribute("aria-invalid", "true");
  tooLong[fits ? "delete" : "add"](control);
  return fits;
}

let before = shown();
// Empty a field that has the text of another person or round. The next letter would store it there.
news.addEventListener("all", () => {
  if (before === shown()) return;
  before = shown();
  for (const control of tooLong) {
    control.value = "";
    fitsLimit(control);
  }
  /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
});
