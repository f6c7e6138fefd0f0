/* <form-header>: the details that are printed on every form. The learner types them once. They are saved on this device and shown as plain
 * text on every form of the page. */

import { sitePath } from "../../web/scripts/addresses.js";
import { dayName } from "../../web/scripts/days.js";
import { inItsOwnTab, isFramed } from "../../web/scripts/dom.js";
import { openDetails, PREFIX, RECORD, removeDetails } from "../../web/scripts/kept/form-details.js";
import { t } from "../../web/scripts/words.js";
import { markLong } from "./controls.js";

const LONGEST = 100;
export const records = openDetails();

/** Clean up a stored value, which another program may have changed: one line of limited length, or "". @param {unknown} value */
const text = (value) => (typeof value === "string" ? value.replace(/\s+/g, " ").slice(0, LONGEST) : "");

/** Return the current details. @returns {{[name: string]: string}} */
export const details = () =>
  Object.fromEntries(Object.entries(records.read(RECORD) ?? {}).map(([name, value]) => [name, text(value)]));

class FormHeader extends HTMLElement {
  connectedCallback() {
    this.said = this.querySelector("[role=status]");
    this.addEventListener("input", ({ target }) => target instanceof HTMLInputElement && this.keep(target));
    const clear = this.querySelector("[data-clear]");
    if (isFramed()) clear?.replaceWith(inItsOwnTab());
    else clear?.querySelector("button")?.addEventListener("click", () => this.clear());
    window.addEventListener("storage", ({ key, newValue }) => this.hear(key, newValue));
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.forget());
    window.addEventListener("pagehide", () => records.flush());
    document.addEventListener("formsadded", () => this.put());
    this.hidden = false;
    this.show();
  }

  /** Drop unsaved details, because everything was removed from this device. */
  disconnectedCallback() {
    records.waiting.clear();
  }

  /** Show what another window saved. If that window removed the details, drop unsaved ones here too. @param {string | null} key
   * @param {string | null} value */
  hear(key, value) {
    if (value === null && (!key || key === `${PREFIX}${RECORD}` || key === `standards:${sitePath}:v2:device`))
      this.forget();
    else if (key?.startsWith(PREFIX)) this.show();
  }

  /** Drop unsaved details, when the Back button shows the page again or everything was removed. */
  forget() {
    records.waiting.clear();
    this.show();
    this.say("");
  }

  /** @param {HTMLInputElement} input */
  keep({ name, value }) {
    records.put(RECORD, { [name]: text(value) });
    this.put();
    this.say(
      records.kept
        ? t("Saved on this device.")
        : t("Your browser cannot save these details. Print the forms before you leave this page."),
    );
  }

  clear() {
    removeDetails(records);
    this.show();
    this.say(
      records.kept
        ? t("Details cleared from this device.")
        : t(
            "Cleared from this page, but your browser did not delete the saved details. To delete them, clear the data of this site in your browser’s settings.",
          ),
    );
  }

  /** Show the saved details in the inputs and on the forms. */
  show() {
    const kept = details();
    for (const input of this.querySelectorAll("input")) {
      const value = kept[input.name] ?? "";
      if (input.value !== value) input.value = value;
    }
    this.put();
  }

  /** Show the saved details on the forms. */
  put() {
    const kept = details();
    for (const line of document.querySelectorAll("[data-header]")) {
      const name = line.getAttribute("data-header") ?? "";
      const value = kept[name] ?? "";
      const isDay = this.querySelector(`input[type=date][name="${name}"]`);
      const words = isDay && !Number.isNaN(Date.parse(value)) ? dayName(value) : isDay ? "" : value;
      if (line.textContent !== words) line.textContent = words;
      markLong(line);
    }
    document.dispatchEvent(new Event("detailschanged"));
  }

  /** @param {string} words */
  say(words) {
    if (this.said && this.said.textContent !== words) this.said.textContent = words;
  }
}

customElements.define("form-header", FormHeader);
