/* A list of entries that are edited in place and saved at every change, each with its items. */

import { act, removed } from "../../../web/scripts/kept/acts.js";
import { values } from "../../../web/scripts/kept/answers.js";
import { dayName } from "../../../web/scripts/days.js";
import { itemLink } from "../../../web/scripts/person/edition.js";
import { button, field, fold, make, needed, select, tools } from "../../../web/scripts/dom.js";
import { recordOf } from "../../../web/scripts/kept/form-records.js";
import { formLink } from "../../../web/scripts/person/form-link.js";
import { t } from "../../../web/scripts/words.js";

/** @import { Facts } from "./my-progress.js" */
/** @typedef {{name: string, label: string, kind: "text" | "lines" | "date" | "yes" | [string, string][]}} Field */

/** The standard that an item was last chosen from. @type {string | undefined} */
let last;
/** For each control, a function that shows the saved value. @type {WeakMap<Element, () => void>} */
const stored = new WeakMap();
// The section with the cursor is not redrawn. Still update its controls, because the next keystroke would save text again that was erased
// in another window.
export function followStored() {
  for (const box of document.querySelectorAll(".entry input, .entry textarea, .entry select")) stored.get(box)?.();
}

/** Return an entry's name, on its own and in a sentence. @param {"plan" | "evidence"} kind @param {number} number */
const titled = (kind, number) =>
  kind === "plan"
    ? [t("Step {number}", { number }), t("step {number}", { number })]
    : [t("Evidence {number}", { number }), t("evidence {number}", { number })];

/** @param {Facts} facts @param {"plan" | "evidence"} kind @param {string} adds the text of the button that adds an entry
 * @param {Field[]} fields @returns {Node[]} */
export function entries(facts, kind, adds, fields) {
  const { store } = facts.session;
  const made = store.entries(kind).map((entry, index) => {
    const controls = fields.map((one) => control(facts, kind, entry.id, one, /** @type {any} */ (entry)[one.name]));
    const [title, name] = titled(kind, index + 1);
    const remove = button(
      t("Remove"),
      () => doing(facts, t("remove {name}", { name }), () => store.changeEntry(kind, entry.id, { gone: true })),
      { "aria-label": t("Remove {name}", { name }) },
    );
    return make(
      "fieldset",
      { class: "entry box" },
      make("legend", {}, title),
      ...picked(facts, kind, entry),
      ...recorded(facts, /** @type {{record?: string}} */ (entry)),
      ...controls,
      tools(remove),
      past(facts, kind, entry.id, name),
    );
  });
  const add = button(adds, () => {
    store.addEntry(kind);
    facts.touched();
  });
  return [...made, tools(add), ...away(facts, kind)];
}

/** Build the link to the form's record that an entry is about. @param {Facts} facts @param {{record?: string}} entry @returns {Node[]} */
function recorded({ session: { store } }, { record: id }) {
  const record = id ? recordOf(store, id) : undefined;
  if (!record) return [];
  if (record.gone) return [make("p", {}, t("The record of this form was deleted."))];
  return [
    make(
      "p",
      {},
      make("a", { href: formLink(store, record) }, t("Open the record: {record}", { record: record.title })),
    ),
  ];
}

/** Run a change as an act that can be undone. @param {Facts} facts @param {string} what @param {() => void} change */
function doing({ session, touched }, what, change) {
  act(session.store, what, change);
  touched();
  session.tell("acts");
}

/** Build the section with an entry's earlier values. Its content is created when it opens. @param {Facts} facts @param {string} kind
 * @param {string} id @param {string} name */
function past({ session, suite, touched }, kind, id, name) {
  const box = fold(t("Earlier values"));
  const draw = async () => {
    if (!box.open || box.childNodes.length > 1) return;
    const { earlierValues } = await needed(() => import("../../../web/scripts/person/earlier-values.js"));
    if (box.childNodes.length < 2) box.append(earlierValues(session, `${kind}:${id}`, name, suite.scale, touched));
  };
  box.addEventListener("toggle", draw);
  return box;
}

/** List removed entries, with buttons to restore or erase them. @param {Facts} facts @param {"plan" | "evidence"} kind @returns {Node[]} */
function away(facts, kind) {
  const { store } = facts.session;
  const rows = removed(store, kind).map((entry, index) => {
    const said =
      ("what" in entry && entry.what) ||
      ("title" in entry && entry.title) ||
      entry.items.join(", ") ||
      t("No words entered");
    const back = button(
      t("Put back"),
      () =>
        doing(facts, kind === "plan" ? t("put back step") : t("put back evidence"), () =>
          store.changeEntry(kind, entry.id, { gone: undefined }),
        ),
      { "aria-label": t("Put back: {said}", { said }) },
    );
    return make(
      "li",
      {},
      make(
        "div",
        {},
        make("p", {}, said),
        tools(back),
        past(facts, kind, entry.id, t("removed {name}", { name: titled(kind, index + 1)[1] })),
      ),
    );
  });
  return rows.length
    ? [fold(t("Removed: {number}", { number: rows.length }), make("ul", { class: "picks list" }, ...rows))]
    : [];
}

/** @param {Facts} facts @param {"plan" | "evidence"} kind @param {string} id @param {Field} field @param {any} value */
function control({ session, touched }, kind, id, { name, label, kind: of }, value = "") {
  const paper = make("span", { class: "written on-paper" }); // prints the full text, which may not fit into the control
  /** @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} box */
  const write = (box) =>
    (paper.textContent =
      box instanceof HTMLSelectElement
        ? (value && box.selectedOptions[0]?.text) || ""
        : of === "date"
          ? dayName(box.value)
          : box.value);
  /** @param {Event} event */
  const input = ({ target }) => {
    const box = /** @type {HTMLInputElement} */ (target);
    if (of !== "yes" && !(box instanceof HTMLSelectElement) && !session.fitsLimit(box)) return session.tell("tried");
    value = of === "yes" ? box.checked : box.value;
    write(box);
    session.store.changeEntry(kind, id, { [name]: value });
    touched();
  };
  if (of === "yes")
    return make(
      "label",
      { class: "check" },
      make("input", { type: "checkbox", checked: value === true, input }),
      ` ${label}`,
    );
  const leave = () => {
    if (!box.value.startsWith("0")) return;
    box.value = box.value.replace(/^00/, "20"); // the browser turns 26 into the year 0026
    box.dispatchEvent(new Event("input"));
    stored.get(box)?.(); // reset a date that cannot be saved
  };
  /** @type {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */
  let box;
  if (Array.isArray(of)) {
    const options = /** @type {[string, string][]} */ ([["", t("Not selected")], ...of]);
    if (!options.some(([id]) => id === value)) options.push([value, t("{value}, no longer on this site", { value })]);
    box = select(options, value, { input });
  } else if (of === "date") box = make("input", { input, type: of, value, max: "2999-12-31", blur: leave });
  else if (of === "lines") box = make("textarea", { input, rows: 2 }, value);
  else box = make("input", { input, type: of, value });
  write(box);
  stored.set(box, () => {
    const { store } = session;
    const now = String(values(kind, store.records.history(`${store.person}:${kind}:${id}`))[name] ?? "");
    if (box.ariaInvalid || box.value === now) return;
    box.value = value = now;
    write(box);
  });
  const whole = field(label, box);
  whole.append(paper);
  return whole;
}

/** Build the list of an entry's items and the boxes to select more from a standard. @param {Facts} facts @param {"plan" | "evidence"} kind
 * @param {{id: string, items: string[]}} entry @returns {Node[]} */
function picked(facts, kind, { id, items }) {
  const { store } = facts.session;
  const all = [...facts.standards.values()];
  const rows = make("ul", { class: "picks list" });
  const boxes = make("ul", { class: "picks list" });
  /** @param {string} reference @param {boolean} holds whether the entry is about this item */
  const put = (reference, holds) => {
    store.changeEntry(kind, id, { [reference]: holds || undefined });
    items = store.entries(kind).find((one) => one.id === id)?.items ?? [];
    draw();
    facts.touched();
  };
  const draw = () =>
    rows.replaceChildren(
      ...items.map((reference) => {
        const remove = button(
          t("Remove item"),
          () => doing(facts, t("remove {name}", { name: reference }), () => put(reference, false)),
          { "aria-label": t("Remove item {reference}", { reference }) },
        );
        return make(
          "li",
          {},
          make("p", {}, itemLink(reference), ` ${facts.words.get(reference) ?? t("is not on this site.")} `, remove),
        );
      }),
    );
  const whose = select(
    all.map(({ standard, title }) => [standard, title]),
    last ?? all[0]?.standard ?? "",
    { change: () => offer() },
  );
  const offer = () => {
    last = whose.value;
    const found =
      facts.standards
        .get(whose.value)
        ?.sections.flatMap((section) => section.items)
        .filter((item) => !item.withdrawn) ?? [];
    boxes.replaceChildren(
      ...found.map((item) => {
        const reference = `${whose.value}/${item.id}`;
        /** @param {Event} event */
        const input = ({ target }) => put(reference, /** @type {HTMLInputElement} */ (target).checked);
        return make(
          "li",
          {},
          make(
            "label",
            { class: "check" },
            make("input", { type: "checkbox", checked: items.includes(reference), input }),
            `${item.id} ${item.words}`,
          ),
        );
      }),
    );
  };
  const choose = fold(t("Select items"), field(t("Standard"), whose), boxes);
  choose.addEventListener("toggle", offer); // build the boxes only when the section opens, because all items for every entry would be slow
  draw();
  return [rows, choose];
}
