/* Lists of the items that are ready, need practice, have no evidence yet or are not part of the job. The learner can add items to the
 * action plan. */

import { standing } from "../answers/counts.js";
import { label } from "../../../web/scripts/kept/values.js";
import { reworded } from "../answers/ratings.js";
import { itemLink } from "../../../web/scripts/person/edition.js";
import { button, fold, make, tools } from "../../../web/scripts/dom.js";
import { t } from "../../../web/scripts/words.js";

/** @import { RatedItem } from "../answers/items.js" */
/** @import { Facts } from "./my-progress.js" */

/** @param {Facts} facts @returns {Node[]} */
export function itemLists(facts) {
  const { ready, practise, lacking, notNow } = standing("", facts.items, facts.suite.scale);
  const evidenced = ready.filter((one) => !lacking.includes(one));
  const made = [
    ...list(
      facts,
      t("Ready, no evidence yet"),
      t("You rated these as ready but have not recorded any evidence."),
      lacking,
      true,
    ),
    ...list(facts, t("Needs practice"), t("You rated these as not ready yet."), practise, true),
    ...list(facts, t("Ready for assessment"), t("You rated these as ready and have evidence."), evidenced, false),
    ...list(facts, t("Not part of my job now"), t("Listed but not counted."), notNow, false),
  ];
  made[0]?.setAttribute("open", "");
  return made;
}

/** @param {Facts} facts @param {string} title @param {string} lead @param {RatedItem[]} items @param {boolean} plannable */
function list({ session: { store }, suite, standards, whole, touched }, title, lead, items, plannable) {
  if (!items.length) return [];
  const planned = new Set(whole.plan.filter(({ done }) => !done).flatMap((step) => step.items));
  /** @param {RatedItem} one */
  const row = ({ reference, item, answer }) => {
    const said = [
      label(suite.scale, reference, answer.rating),
      answer.rating === "not-now" && answer.reason,
      reworded(answer, item.mark) && t("wording changed since"),
      planned.has(reference) && t("in my action plan"),
    ];
    const name = plannable
      ? [
          make(
            "label",
            { class: "check off-paper" },
            make("input", {
              type: "checkbox",
              value: reference,
              "aria-label": t("Select {item}: {words}", { item: reference, words: item.words }),
            }),
          ),
        ]
      : [];
    return make(
      "li",
      {},
      ...name,
      make(
        "p",
        {},
        itemLink(reference, item.id),
        ` ${item.words} `,
        make("small", {}, said.filter(Boolean).join(" · ")),
      ),
    );
  };
  // Show the standard's title, because an item number does not identify the standard.
  const box = make(
    "div",
    {},
    ...[...standards.values()].flatMap(({ standard, title }) => {
      const own = items.filter(({ reference }) => reference.startsWith(`${standard}/`));
      return own.length
        ? [make("p", { class: "soft" }, title), make("ul", { class: "picks list" }, ...own.map(row))]
        : [];
    }),
  );
  const put = button(t("Add to my action plan"), () => {
    const chosen = [...box.querySelectorAll("input")].filter(({ checked }) => checked).map(({ value }) => value);
    if (!chosen.length) return;
    store.addEntry("plan", Object.fromEntries([...chosen.map((reference) => [reference, true]), ["done", false]]));
    put.focus();
    touched();
    document.getElementById("plan")?.focus();
  });
  const check = () => {
    for (const input of box.querySelectorAll("input")) input.checked = true;
  };
  const all = button(t("Select all"), check, { "aria-label": t("Select all: {title}", { title }) });
  return [fold(`${title}: ${items.length}`, make("p", {}, lead), box, ...(plannable ? [tools(put, all)] : []))];
}
