/* <filter-rows for="id of a table">: choose which rows of the table are shown, by standard and by kind. Without script the
 * element stays hidden and the table whole. */

class FilterRows extends HTMLElement {
  connectedCallback() {
    const table = document.getElementById(this.getAttribute("for"));
    if (!table || this.childElementCount) return;
    const heads = Array.from(table.tHead.rows[0].cells);
    const kind = heads.findIndex((head) => head.dataset.filter);
    const columns = heads.map((head, index) => [head.textContent, index]).slice(kind + 1);
    const rows = Array.from(table.tBodies[0].rows);
    const kinds = [...new Set(rows.map((row) => row.cells[kind].textContent))];
    this.kind = this.choice("Kind", "All kinds", kinds.map((name) => [name, name]));
    this.standard = this.choice("Standard", "All standards", columns.length > 1 ? columns : []);
    this.count = document.createElement("p");
    this.count.setAttribute("role", "status");
    this.append(this.count);
    this.addEventListener("change", () => this.filter(rows, kind));
    this.hidden = false;
  }

  /** A labelled drop-down; the first choice is everything. */
  choice(name, all, options) {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.append(new Option(all, ""), ...options.map(([text, value]) => new Option(text, value)));
    label.append(`${name} `, select);
    if (options.length) this.append(label);
    return select;
  }

  filter(rows, kind) {
    let shown = 0;
    for (const row of rows) {
      const right = !this.kind.value || row.cells[kind].textContent === this.kind.value;
      const here = !this.standard.value || row.cells[Number(this.standard.value)].textContent.trim() !== "";
      row.hidden = !(right && here);
      if (!row.hidden) shown += 1;
    }
    this.count.textContent = `Showing ${shown} of ${rows.length} groups`;
  }
}

customElements.define("filter-rows", FilterRows);
