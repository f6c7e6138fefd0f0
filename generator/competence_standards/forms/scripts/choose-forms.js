/* <choose-forms>: shows and prints only the selected forms. If the page also offers standards, it loads the forms of a standard when that
 * standard is selected, so that the page stays small. */

import { n, t } from "../../web/scripts/words.js";

const PATIENCE = 30000;

/** Load the forms on another page. The page is parsed as a separate document, in which scripts do not run.
 * @param {string} address @returns {Promise<HTMLElement[]>} */
function formsAt(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.timeout = PATIENCE;
    request.addEventListener("loadend", () => {
      const forms = request.status === 200 ? request.responseXML?.querySelectorAll("[data-form]") : null;
      if (forms?.length) resolve(/** @type {HTMLElement[]} */ ([...forms]));
      else reject(new Error(`${address}: ${request.status}`));
    });
    request.send();
  });
}

class ChooseForms extends HTMLElement {
  connectedCallback() {
    /** @type {HTMLInputElement[]} */
    this.boxes = [...this.querySelectorAll("input")];
    this.standards = this.boxes.filter((box) => box.name === "standard");
    this.run = document.querySelector(".forms-run");
    this.said = /** @type {HTMLElement | null} */ (this.querySelector("[role=status]"));
    this.printing = this.querySelector("[data-print]");
    /** @type {Map<HTMLInputElement, HTMLElement[]>} the forms of each standard, empty while they load */
    this.fetched = new Map();
    this.failed = "";
    this.addEventListener("change", () => {
      this.failed = "";
      this.show();
    });
    this.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      if (button?.dataset.choose) this.choose(button.dataset.choose);
      else if (button && button === this.printing) window.print();
    });
    // The browser may restore the boxes that were selected when the page was left.
    window.addEventListener("pageshow", () => this.show());
    document.addEventListener("formslimited", () => this.show());
    this.hidden = false;
    this.show();
  }

  /** @param {string} which */
  choose(which) {
    for (const box of this.boxes ?? []) {
      if (box.name === "form") box.checked = which === "all" || (which === "start" && "atStart" in box.dataset);
      else if (which === "none") box.checked = false;
    }
    this.show();
  }

  /** Load the forms of a standard, and insert them in the order of the standards. @param {HTMLInputElement} box */
  async fetch(box) {
    this.fetched?.set(box, []);
    try {
      const forms = await formsAt(box.dataset.from ?? "");
      this.fetched?.set(
        box,
        forms.filter((form) => form.dataset.standard === box.value),
      );
      for (const standard of this.standards ?? []) this.run?.append(...(this.fetched?.get(standard) ?? []));
      this.failed = "";
      document.dispatchEvent(new Event("formsadded"));
    } catch {
      this.fetched?.delete(box);
      box.checked = false;
      this.failed = `${t("The forms for {standard} did not load. Check your connection, then select the standard again.", { standard: box.labels?.[0]?.textContent?.trim() })} `;
    }
    this.show();
  }

  show() {
    const ticked = (this.boxes ?? []).filter((box) => box.checked);
    const values = new Set(ticked.map((box) => `${box.name} ${box.value}`));
    const all = /** @type {HTMLElement[]} */ ([...(this.run?.querySelectorAll("[data-form]") ?? [])]);
    for (const form of all) {
      const isOfTicked =
        !this.standards?.length || !form.dataset.standard || values.has(`standard ${form.dataset.standard}`);
      form.hidden = "leftOut" in form.dataset || !(isOfTicked && values.has(`form ${form.dataset.form}`));
    }
    const shown = all.filter((form) => !form.hidden);
    for (const box of this.standards ?? []) {
      if (box.checked && !this.fetched?.has(box)) this.fetch(box);
      const own = sheets(shown.filter((form) => form.dataset.standard === box.value));
      const count = box.labels?.[0]?.querySelector("[data-pages]");
      if (count) count.textContent = own ? n("{number} page", "{number} pages", own) : "";
    }
    for (const { name, value, labels } of this.boxes ?? []) {
      const count = /** @type {HTMLElement | null | undefined} */ (labels?.[0]?.querySelector("[data-pages]"));
      if (name === "form" && count)
        count.hidden = all.some((form) => form.dataset.form === value && !form.dataset.sheets);
    }
    const isWaiting = ticked.some((box) => box.name === "standard" && !this.fetched?.get(box)?.length);
    this.printing?.toggleAttribute("disabled", isWaiting || shown.length === 0);
    const pages = sheets(shown) && n("{number} page", "{number} pages", sheets(shown));
    const { length } = shown;
    const total = pages
      ? n("{number} form to print, about {pages}.", "{number} forms to print, about {pages}.", length, { pages })
      : n("{number} form to print.", "{number} forms to print.", length);
    const words = isWaiting ? t("Loading the forms…") : length ? total : this.said?.dataset.nothing;
    const text = `${this.failed}${words}`;
    if (this.said && this.said.textContent !== text) this.said.textContent = text;
  }
}

/** Count the pages of forms; 0 if one form's number is unknown. @param {HTMLElement[]} forms */
const sheets = (forms) =>
  forms.every((form) => form.dataset.sheets) ? forms.reduce((sum, form) => sum + Number(form.dataset.sheets), 0) : 0;

customElements.define("choose-forms", ChooseForms);
