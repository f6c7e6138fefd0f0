/* <filter-rows for="id of a table">: filters the groups of a table by standard and by kind. Without scripts the element stays hidden and
 * the table shows every row. */

import { n, t } from "./words.js";

class FilterRows extends HTMLElement {
  /** @type {HTMLTableSectionElement[]} */
  groups = [];
  kind = document.createElement("select");
  standard = document.createElement("select");
  count = document.createElement("p");

  connectedCallback() {
    const table = document.getElementById(this.getAttribute("for") ?? "");
    if (!(table instanceof HTMLTableElement) || this.childElementCount) return;
    this.groups = Array.from(table.tBodies);
    const kinds = new Map(
      this.groups.map((group) => [group.dataset.kind ?? "", group.querySelector(".kind")?.textContent ?? ""]),
    );
    const standards = new Map(
      Array.from(
        /** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll("[data-standard]")),
        (cell) => /** @type {const} */ ([cell.dataset.standard ?? "", cell.textContent]),
      ),
    );
    this.choice(
      this.kind,
      t("Kind"),
      t("All kinds"),
      Array.from(kinds, ([kind, name]) => [name, kind]),
    );
    this.choice(
      this.standard,
      t("Standard"),
      t("All standards"),
      Array.from(standards, ([id, title]) => [title, id]),
    );
    this.count.setAttribute("role", "status");
    this.append(this.count);
    this.addEventListener("change", () => this.filter());
    this.hidden = false;
  }

  /** Add a drop-down with its label, if there is more than one option. The first option shows everything. @param {HTMLSelectElement} select
   * @param {string} name @param {string} all @param {[text: string, value: string][]} options */
  choice(select, name, all, options) {
    const label = document.createElement("label");
    const words = document.createElement("span");
    label.className = "field";
    words.append(name);
    select.append(new Option(all, ""), ...options.map(([text, value]) => new Option(text, value)));
    label.append(words, select);
    if (options.length > 1) this.append(label);
  }

  filter() {
    /** @param {HTMLElement} group */
    const has = (group) => !this.standard.value || group.querySelector(`[data-standard="${this.standard.value}"]`);
    for (const group of this.groups)
      group.hidden = !((!this.kind.value || group.dataset.kind === this.kind.value) && has(group));
    this.count.textContent = n(
      "Showing {shown} of {number} group",
      "Showing {shown} of {number} groups",
      this.groups.length,
      { shown: this.groups.filter((group) => !group.hidden).length },
    );
  }
}

customElements.define("filter-rows", FilterRows);
