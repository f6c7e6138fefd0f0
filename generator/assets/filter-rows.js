/* <filter-rows for="id of a table">: choose which groups of the table are shown, by standard and by kind. Without script the
 * element stays hidden and the table whole. */

class FilterRows extends HTMLElement {
  connectedCallback() {
    const table = document.getElementById(this.getAttribute("for"));
    if (!table || this.childElementCount) return;
    this.groups = Array.from(table.tBodies);
    const kinds = new Set(this.groups.map((group) => group.dataset.kind));
    const standards = new Map(Array.from(table.querySelectorAll("[data-standard]"), (cell) => [cell.dataset.standard, cell.textContent]));
    this.kind = this.choice("Kind", "All kinds", Array.from(kinds, (kind) => [kind[0].toUpperCase() + kind.slice(1), kind]));
    this.standard = this.choice("Standard", "All standards", Array.from(standards, ([id, title]) => [title, id]));
    this.count = document.createElement("p");
    this.count.setAttribute("role", "status");
    this.append(this.count);
    this.addEventListener("change", () => this.filter());
    this.hidden = false;
  }

  /** A labelled drop-down; the first choice is everything. */
  choice(name, all, options) {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.append(new Option(all, ""), ...options.map(([text, value]) => new Option(text, value)));
    label.append(`${name} `, select);
    if (options.length > 1) this.append(label);
    return select;
  }

  filter() {
    const has = (group) => !this.standard.value || group.querySelector(`[data-standard="${this.standard.value}"]`);
    for (const group of this.groups) group.hidden = !((!this.kind.value || group.dataset.kind === this.kind.value) && has(group));
    this.count.textContent = `Showing ${this.groups.filter((group) => !group.hidden).length} of ${this.groups.length} groups`;
  }
}

customElements.define("filter-rows", FilterRows);
