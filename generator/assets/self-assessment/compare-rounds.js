/* Two rounds, or learner and assessor, side by side, item by item, with what differs. Never averaged. */

import { label } from "./counts.js";
import { field, make, select } from "./element.js";
import { itemLink } from "./item-lists.js";

/** @import { Round } from "./answers.js" */
/** @import { Facts } from "./my-progress.js" */

/** What was chosen to be compared, for as long as the page is open. @type {{left?: string, right?: string}} */
const chosen = {};

/** @param {Facts} facts @returns {Node[]} */
export function compare({ suite, whole, round, standards }) {
  const views = whole.rounds.flatMap((one) => [view(one, false), view(one, true)]).filter(({ ratings }) => ratings.size);
  if (views.length < 2) return [];
  const mine = views.findIndex(({ id }) => id === `${round.id} own`);
  const before = views[mine - 1] ?? views.find((_, index) => index !== mine);
  /** @param {"left" | "right"} side @param {string} otherwise */
  const chosenView = (side, otherwise) => views.find(({ id }) => id === (chosen[side] ?? otherwise)) ?? views[0];
  const table = make("div");
  const order = suite.scale.levels.map(({ id }) => id);
  const words = new Map([...standards.values()].flatMap(({ standard, sections }) => sections.flatMap(({ items }) => items.map((item) => [`${standard}/${item.id}`, item.words]))));
  const show = () => {
    const [left, right] = [chosenView("left", before?.id ?? ""), chosenView("right", views[mine]?.id ?? views[1].id)];
    const counts = new Map(["higher", "lower", "changed", "the same", "only once"].map((name) => [name, 0]));
    const rows = [];
    for (const reference of [...new Set([...left.ratings.keys(), ...right.ratings.keys()])].sort(byNumber)) {
      const [one, other] = [left.ratings.get(reference), right.ratings.get(reference)];
      const told = difference(order, one, other);
      counts.set(told, (counts.get(told) ?? 0) + 1);
      if (told === "the same") continue;
      const cells = [one, other].map((rating, index) => make("td", { "data-of": [left, right][index].name }, label(suite.scale, reference, rating) || "not rated"));
      rows.push(make("tr", {}, make("th", { scope: "row" }, itemLink(reference), ` ${words.get(reference) ?? ""}`), ...cells, make("td", { "data-of": "Difference" }, told)));
    }
    const head = ["Item", left.name, right.name, "Difference"].map((name) => make("th", { scope: "col" }, name));
    const said = [...counts].filter(([, count]) => count).map(([name, count]) => `${count} ${name}`);
    const caption = `From “${left.name}” to “${right.name}”: ${said.join(", ")}.`;
    table.replaceChildren(rows.length ? make("table", { class: "standing table" }, make("caption", {}, caption), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)) : make("p", {}, caption));
  };
  const options = views.map(({ id, name }) => /** @type {[string, string]} */ ([id, name]));
  const from = select(options, chosenView("left", before?.id ?? "").id, { change: () => {
    chosen.left = from.value;
    show();
  } });
  const to = select(options, chosenView("right", views[mine]?.id ?? "").id, { change: () => {
    chosen.right = to.value;
    show();
  } });
  show();
  return [make("div", { class: "who__fields" }, field("From", from), field("To", to)), table];
}

/** One round as one of two people rated it. @param {Round} round @param {boolean} assessor */
function view({ id, name, assessor: who, answers }, assessor) {
  const title = name || `Round ${id}`;
  const rated = Object.entries(answers).map(([reference, answer]) => [reference, assessor ? answer.assessor?.rating : answer.rating]);
  const ratings = new Map(/** @type {[string, string][]} */ (rated.filter(([, rating]) => rating)));
  return { id: `${id} ${assessor ? "assessor" : "own"}`, name: assessor ? `${title}, ${who || "assessor"}` : `${title}, my rating`, ratings };
}

/** @param {string[]} order @param {string | undefined} one @param {string | undefined} other */
function difference(order, one, other) {
  if (one === other) return "the same";
  if (!one || !other) return "only once";
  const [from, to] = [order.indexOf(one), order.indexOf(other)];
  if (from < 0 || to < 0) return "changed";
  return to > from ? "higher" : "lower";
}

/** P2 before P10. @param {string} one @param {string} other */
const byNumber = (one, other) => one.localeCompare(other, "en", { numeric: true });
