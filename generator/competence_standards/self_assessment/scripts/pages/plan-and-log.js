/* The action plan: what the learner will do, with whose help, by when and with what result. The evidence log: each piece of evidence, where
 * it is kept, and the items that it covers. */

import { byItem } from "../answers/ratings.js";
import { button, make, needed, tools } from "../../../web/scripts/dom.js";
import { entries } from "./entries.js";
import { n, t } from "../../../web/scripts/words.js";

/** @import { Field } from "./entries.js" */
/** @import { Facts } from "./my-progress.js" */

/** @type {Field[]} */
const STEP = [
  { name: "what", label: t("What I will do"), kind: "lines" },
  { name: "support", label: t("Who or what will help me"), kind: "lines" },
  { name: "by", label: t("Target date"), kind: "date" },
  { name: "how", label: t("How I will show it"), kind: "lines" },
  { name: "done", label: t("Done"), kind: "yes" },
];

/** @param {Facts} facts @returns {Node[]} */
export function actionPlan(facts) {
  const { store } = facts.session;
  const save = button(t("Download dates for my calendar"), async () => {
    const { saveCalendar } = await needed(() => import("./save-calendar.js"));
    saveCalendar(store);
  });
  /** Whether a step has a date, or had one. @param {{id: string}} step */
  const isDated = ({ id }) => store.records.history(`${store.person}:plan:${id}`).by?.some(({ value }) => value);
  const show = () => (save.hidden = !store.allEntries("plan").some(isDated));
  show();
  // The section is not drawn again while a learner types in it, so the button appears with the first date.
  const touched = () => {
    show();
    facts.touched();
  };
  const made = entries({ ...facts, touched }, "plan", t("Add a step"), STEP);
  const lead = make("p", {}, t("You have no steps yet. Select items under “What to do next”, or add your own step."));
  return [...(facts.whole.plan.length ? [] : [lead]), ...made, tools(save)];
}

/** @param {Facts} facts @returns {Node[]} */
export function evidenceLog(facts) {
  /** @type {Field[]} */
  const fields = [
    { name: "title", label: t("Title"), kind: "text" },
    { name: "date", label: t("Date"), kind: "date" },
    {
      name: "method",
      label: t("Assessment method"),
      kind: facts.suite.methods.map(({ id, code, name }) => [id, `${name} (${code})`]),
    },
    { name: "where", label: t("Where it is kept"), kind: "text" },
  ];
  const covered = byItem(facts.whole.evidence);
  const coverage = [...facts.standards.values()].flatMap((standard) => {
    const own = facts.of(standard);
    const bare = own.filter(({ reference }) => !covered.has(reference)).map(({ item }) => item.id);
    if (bare.length === own.length) return [];
    const said = n(
      "{standard}: {covered} of {number} item covered.",
      "{standard}: {covered} of {number} items covered.",
      own.length,
      { standard: standard.title, covered: own.length - bare.length },
    );
    return [
      make(
        "li",
        {},
        said,
        ...(bare.length
          ? [make("br"), make("small", {}, t("Not covered yet: {items}", { items: bare.join(", ") }))]
          : []),
      ),
    ];
  });
  const lead = t("Add each piece of evidence once, and select every item that it covers. The checklists then show it.");
  return [
    make("p", {}, [lead, facts.suite.forms_note].filter(Boolean).join(" ")),
    ...(coverage.length ? [make("ul", {}, ...coverage)] : []),
    ...entries(facts, "evidence", t("Add evidence"), fields),
  ];
}
