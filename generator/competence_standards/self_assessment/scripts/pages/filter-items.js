/* Filters the items of a checklist by wording, theme or answer, or to the items that a link names. */

import { hasEvidence, state } from "../answers/ratings.js";
import { button, field, make, select } from "../../../web/scripts/dom.js";
import { n, t } from "../../../web/scripts/words.js";

/** @import { Dock } from "./dock.js" */
/** @import { Item } from "./item.js" */

const CHOICES = /** @type {[string, string][]} */ ([
  ["all", t("All items")],
  ["open", t("Not rated")],
  ["practise", t("Needs practice")],
  ["lacking", t("Ready, no evidence yet")],
  ["chosen", t("Only the items in this link")],
]);

const [UNFOLD, FOLD] = [t("Show evidence and assessor for all items"), t("Hide evidence and assessor for all items")];

/** Build the filter's fields and the function that applies them. @param {Dock} dock
 * @returns {{fields: HTMLElement[], choose: (which?: string) => void}} */
export function filterItems({ form, items, known, showNext, session }) {
  const change = () => choose(which.value);
  const which = select(CHOICES, "all", { change });
  let whose = session.shown;
  const word = make("input", {
    type: "search",
    input: change,
    keydown: (event) => /** @type {KeyboardEvent} */ (event).key === "Enter" && leave(),
  });
  const { scale, themes, themes_of: themesOf } = known().data;
  const theme = select([["", t("All themes")], ...themes], "", { change });
  const byTheme = field(t("Theme"), theme);
  byTheme.hidden = !themes.length;
  const found = make("p", { role: "status" });
  const all = button(t("Show all items"), () => {
    word.value = theme.value = "";
    choose("all");
    form.querySelector("summary")?.focus();
  });
  const filtered = make("div", { class: "filtered row soft", hidden: true }, found, all);
  form.querySelector(".checklist__top")?.append(filtered);
  /** The note on paper that some items are left out. */
  const partial = make("p", { class: "partial on-paper" });
  form.prepend(partial);
  const unfold = button(UNFOLD, () => {
    const open = unfold.textContent === UNFOLD;
    unfold.textContent = open ? FOLD : UNFOLD;
    for (const item of items) item.unfold(open);
  });

  /** Go to the first item found, when the learner presses Enter in the search. */
  function leave() {
    word.closest("details")?.removeAttribute("open");
    items.find(({ box }) => !box.hidden)?.focus();
  }

  /** Apply the filter, or show the items that a link names. @param {string} [chosen] */
  function choose(chosen) {
    const named = new Set(/^#items=([\w,]+)$/.exec(location.hash)?.[1].split(",") ?? []);
    which.options[4].hidden = !named.size;
    which.value = chosen ?? (named.size ? "chosen" : "all");
    const words = word.value.toLowerCase().split(/\s+/);
    const shown = items.filter((item) => !(item.box.hidden = !fits(item, named, words)));
    /** @type {NodeListOf<HTMLElement>} */
    const blocks = form.querySelectorAll("section[aria-labelledby], .ratings");
    for (const block of blocks) {
      const count = block.querySelectorAll(".rating:not([hidden])").length;
      block.hidden = !count;
      block.style.setProperty("--items", String(count));
    }
    const said =
      shown.length < items.length
        ? n("{shown} of {number} item", "{shown} of {number} items", items.length, { shown: shown.length })
        : "";
    filtered.hidden = !said;
    found.textContent = said && t("Showing {items}.", { items: said });
    const name = [which.selectedOptions[0]?.text, theme.value && theme.selectedOptions[0]?.text, word.value]
      .filter(Boolean)
      .join(", ");
    partial.textContent =
      said &&
      t("This is part of the checklist. {filter}: {items} ({ids}).", {
        filter: name,
        items: said,
        ids: shown.map(({ id }) => id).join(", "),
      });
    showNext();
  }

  /** @param {Item} item @param {Set<string>} named @param {string[]} words @returns {boolean} */
  function fits(item, named, words) {
    const text = words[0] || words[1] ? item.text.toLowerCase() : "";
    if (!words.every((one) => text.includes(one)) || (theme.value && !themesOf[item.id]?.includes(theme.value)))
      return false;
    const { answer, id, answered } = item;
    const now = state(scale, answer.rating);
    if (which.value === "chosen") return named.has(id);
    if (which.value === "open") return !answered;
    if (which.value === "practise") return now === "practise";
    return (
      which.value === "all" ||
      (now === "ready" && !hasEvidence({ answer, logged: known().log.get(`${form.dataset.checklist}/${id}`) ?? [] }))
    );
  }

  /** Filter again when the page shows another person. Otherwise the visible items reveal the last person's ratings. */
  session.on("all", () => {
    if (whose === session.shown) return;
    whose = session.shown;
    change();
  });

  return { fields: [field(t("Search"), word), byTheme, field(t("Show"), which), unfold], choose };
}
