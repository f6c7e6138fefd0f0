/* Tables of a learner's progress by standard, section and theme, with a strip in every row. */

import { byPart, byTheme, bySection, inWords, standing } from "../answers/counts.js";
import { state } from "../answers/ratings.js";
import { linkTo } from "../../../web/scripts/addresses.js";
import { fold, make } from "../../../web/scripts/dom.js";
import { strip } from "./strip.js";
import { t } from "../../../web/scripts/words.js";

/** @import { Standing } from "../answers/counts.js" */
/** @import { Facts } from "./my-progress.js" */
/** @import { State } from "../answers/ratings.js" */

/** @type {[State, string][]} */
const PARTS = [
  ["ready", t("Ready")],
  ["practise", t("Needs practice")],
  ["open", t("Not rated")],
  ["notNow", t("Not part of my job now")],
];

/** @param {Facts} facts @returns {Node[]} */
export function standings(facts) {
  const { suite, standards, items, of } = facts;
  const [rated, said] = inWords(standing("", items, suite.scale));
  const lead = make(
    "p",
    { class: "lead" },
    make("b", {}, rated),
    ` ${said} `,
    t("This is your own view, not an assessment decision."),
  );
  const withdrawn = new Set(suite.standards.flatMap((one) => (one.withdrawn ? one.id : [])));
  const made = [...standards.values()].map((standard) => {
    const own = of(standard);
    return {
      standard,
      own,
      row: {
        ...standing(standard.title, own, suite.scale),
        address: linkTo("checklist", standard.standard),
        withdrawn: withdrawn.has(standard.standard),
      },
    };
  });
  const sections = made
    .filter(({ own, row }) => row.open.length < own.length)
    .map(({ standard, own }) => {
      return table(
        facts,
        t("{standard}, by section", { standard: standard.title }),
        t("Section"),
        bySection(standard, own, suite.scale),
        true,
      );
    });
  const themes = byTheme(suite, items).filter(({ all }) => all.length);
  return [
    lead,
    key(),
    table(
      facts,
      t("By standard"),
      t("Standard"),
      made.map(({ row }) => row),
    ),
    ...sections,
    ...(themes.length ? [table(facts, t("By theme"), t("Theme"), themes, true)] : []),
  ];
}

/** @param {Facts} facts @param {string} caption @param {string} kind the title of the first column @param {Standing[]} rows
 * @param {boolean} [folded] */
function table({ suite: { scale }, standards }, caption, kind, rows, folded) {
  const head = [kind, ...PARTS.map(([, title]) => title), t("Ready, no evidence yet")].map((title, index) =>
    make("th", { scope: "col", class: index ? "n" : "" }, title),
  );
  /** @param {string} title @param {unknown[]} items */
  const number = (title, { length }) =>
    make("td", { "data-of": title, class: length ? "n" : "n none" }, String(length));
  const body = rows.map((row) => {
    const name = make(
      "th",
      { scope: "row" },
      row.address ? make("a", { href: row.address }, row.name) : row.name,
      ...mark(row.withdrawn),
    );
    const groups = byPart(standards.values(), row.all).map((items) =>
      items.map(({ answer }) => state(scale, answer.rating)),
    );
    name.append(strip(groups));
    return make(
      "tr",
      {},
      name,
      ...PARTS.map(([part, title]) => number(title, row[part])),
      number(t("Ready, no evidence yet"), row.lacking),
    );
  });
  const whole = make(
    "table",
    { class: "standing table stack", "aria-label": caption },
    ...(folded ? [] : [make("caption", {}, caption)]),
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...body),
  );
  return folded ? fold(caption, whole) : whole;
}

/** Return the label after the title of a withdrawn standard. @param {boolean | undefined} withdrawn */
const mark = (withdrawn) => (withdrawn ? [" ", make("span", { class: "pill" }, t("Withdrawn"))] : []);

/** Build the key to the strips. */
const key = () =>
  make(
    "ul",
    { class: "standing__key row soft" },
    ...PARTS.map(([part, title]) => make("li", {}, strip([[part]]), title)),
  );
