/* <choose-forms>: the forms that are ticked are shown and printed, and the others are neither. */

import { counted } from "../self-assessment/element.js";

class ChooseForms extends HTMLElement {
  connectedCallback() {
    this.boxes = [...this.querySelectorAll("input")];
    this.said = this.querySelector("[role=status]");
    this.printing = this.querySelector("[data-print]");
    this.addEventListener("change", () => this.show());
    this.addEventListener("click", ({ target }) => {
      const button = target instanceof Element && target.closest("button");
      if (button && button.dataset.choose) this.choose(button.dataset.choose);
      else if (button && button === this.printing) window.print();
    });
    // A browser may bring back what was ticked when the page was left.
    window.addEventListener("pageshow", () => this.show());
    this.hidden = false;
    this.show();
  }

  /** @param {string} which */
  choose(which) {
    for (const box of this.boxes ?? []) box.checked = which === "all" || (which === "start" && "atStart" in box.dataset);
    this.show();
  }

  show() {
    const ticked = (this.boxes ?? []).filter((box) => box.checked);
    const codes = new Set(ticked.map((box) => box.value));
    for (const form of document.querySelectorAll("[data-form]")) {
      if (form instanceof HTMLElement) form.hidden = !codes.has(form.dataset.form ?? "");
    }
    this.printing?.toggleAttribute("disabled", ticked.length === 0);
    const sheets = ticked.every((box) => box.dataset.sheets) ? ticked.reduce((sum, box) => sum + Number(box.dataset.sheets), 0) : 0;
    const total = sheets ? `, ${counted(sheets, "sheet")} as PDF and perhaps some more from this page` : "";
    const words = ticked.length ? `${counted(ticked.length, "form")} ticked${total}.` : "No form is ticked.";
    if (this.said && this.said.textContent !== words) this.said.textContent = words;
  }
}

customElements.define("choose-forms", ChooseForms);
