/* Compares two rounds, or learner and assessor, item by item. Does not calculate averages. */

import { label } from "../../../web/scripts/kept/values.js";
import { itemLink } from "../../../web/scripts/person/edition.js";
import { field, fold, make, select } from "../../../web/scripts/dom.js";
import { n, t } from "../../../web/scripts/words.js";

/** @import { Round } from "../../../web/scripts/kept/answers.js" */
/** @import { Facts } from "./my-progress.js" */

const NAMES = {
  higher: t("higher"),
  lower: t("lower"),
  changed: t("changed"),
  once: t("in only one"),
  same: t("the same"),
};
/** The count of items for each kind of difference, in words. @type {{[difference: string]: (number: number) => string}} */
const COUNTED = {
  higher: (number) => n("{number} higher", "{number} higher", number),
  lower: (number) => n("{number} lower", "{number} lower", number),
  changed: (number) => n("{number} changed", "{number} changed", number),
  once: (number) => n("{number} in only one", "{number} in only one", number),
  same: (number) => n("{number} the same", "{number} the same", number),
};

/** The selected views, until the page is closed. @type {{left?: string, right?: string}} */
const chosen = {};

/** @param {Facts} facts @returns {Node[]} */
export function compare({ suite, whole, round, words }) {
  const views = whole.rounds
    .flatMap((one) => [view(one, false), view(one, true)])
    .filter(({ ratings }) => ratings.size);
  if (views.length < 2) return [];
  const mine = views.findIndex(({ id }) => id === `${round.id} own`);
  const before = views[mine - 1] ?? views.find((_, index) => index !== mine);
  const first = { left: before?.id, right: (views[mine] ?? views[1]).id };
  /** @param {"left" | "right"} side */
  const chosenView = (side) => views.find(({ id }) => id === (chosen[side] ?? first[side])) ?? views[0];
  const table = make("div");
  const order = suite.scale.levels.map(({ id }) => id);
  const show = () => {
    const [left, right] = [chosenView("left"), chosenView("right")];
    /** @type {Map<string, HTMLElement[]>} */
    const rows = new Map(Object.keys(NAMES).map((name) => [name, []]));
    // In the order of the standards, then items that this edition does not have.
    for (const reference of new Set([...words.keys(), ...[...left.ratings.keys(), ...right.ratings.keys()].sort()])) {
      const [one, other] = [left.ratings.get(reference), right.ratings.get(reference)];
      if (!one && !other) continue;
      const kind = difference(order, one, other);
      const cells = [one, other].map((rating, index) =>
        make("td", { "data-of": [left, right][index].name }, label(suite.scale, reference, rating) || t("not rated")),
      );
      rows
        .get(kind)
        ?.push(
          make(
            "tr",
            {},
            make("th", { scope: "row" }, itemLink(reference), ` ${words.get(reference) ?? ""}`),
            ...cells,
            make("td", { "data-of": t("Difference") }, NAMES[kind]),
          ),
        );
    }
    const head = [t("Item"), left.name, right.name, t("Difference")];
    const said = [...rows].filter(([, { length }]) => length).map(([name, { length }]) => COUNTED[name](length));
    const summary = make(
      "p",
      {},
      t("“{right}” compared with “{left}”: {differences}.", {
        right: right.name,
        left: left.name,
        differences: said.join(", "),
      }),
    );
    const differing = ["higher", "lower", "changed"].flatMap((name) => rows.get(name) ?? []);
    const folded = [
      ["once", t("Rated in only one")],
      ["same", t("Rated the same")],
    ].flatMap(([name, title]) => {
      const found = rows.get(name) ?? [];
      return found.length ? [fold(`${title}: ${found.length}`, grid(title, head, found))] : [];
    });
    table.replaceChildren(summary, ...(differing.length ? [grid(t("Differences"), head, differing)] : []), ...folded);
  };
  const options = views.map(({ id, name }) => /** @type {[string, string]} */ ([id, name]));
  /** @param {"left" | "right"} side */
  const choice = (side) => {
    const control = select(options, chosenView(side).id, {
      change: () => {
        chosen[side] = control.value;
        show();
      },
    });
    return control;
  };
  show();
  return [
    make("div", { class: "grid off-paper" }, field(t("Compare"), choice("left")), field(t("With"), choice("right"))),
    table,
  ];
}

/** @param {string} name @param {string[]} head @param {HTMLElement[]} rows */
function grid(name, head, rows) {
  const titles = head.map((title) => make("th", { scope: "col" }, title));
  return make(
    "table",
    { class: "standing table stack", "aria-label": name },
    make("thead", {}, make("tr", {}, ...titles)),
    make("tbody", {}, ...rows),
  );
}

/** Build a view: the ratings of one round by the learner or by the assessor. @param {Round} round @param {boolean} assessor */
function view({ id, title, assessor: who, answers }, assessor) {
  const rated = Object.entries(answers).map(([reference, answer]) => [
    reference,
    assessor ? answer.assessor?.rating : answer.rating,
  ]);
  const ratings = new Map(/** @type {[string, string][]} */ (rated.filter(([, rating]) => rating)));
  return {
    id: `${id} ${assessor ? "assessor" : "own"}`,
    name: assessor ? `${title}, ${who || t("assessor")}` : t("{round}, my rating", { round: title }),
    ratings,
  };
}

/** @param {string[]} order @param {string | undefined} one @param {string | undefined} other
 * @returns {keyof typeof NAMES} */
function difference(order, one, other) {
  if (one === other) return "same";
  if (!one || !other) return "once";
  const [from, to] = [order.indexOf(one), order.indexOf(other)];
  if (from < 0 || to < 0) return "changed";
  return to > from ? "higher" : "lower";
}
