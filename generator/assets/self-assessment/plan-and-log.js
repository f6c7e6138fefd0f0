/* The action plan: what the learner is going to do, with whose help, by when, and how it will show. And the evidence log: what there
 * is to show, where it is kept, and which items of which standards it covers. */

import { calendar } from "./calendar.js";
import { byItem } from "./counts.js";
import { button, counted, download, make, tools } from "./element.js";
import { entries } from "./entries.js";
import { fileName } from "./file.js";
import { store } from "./session.js";

/** @import { Field } from "./entries.js" */
/** @import { Facts } from "./my-progress.js" */

/** @type {Field[]} */
const STEP = [
  { name: "what", label: "What I will do", kind: "lines", most: 1000 },
  { name: "support", label: "Who or what will help me", kind: "lines", most: 1000 },
  { name: "by", label: "By when", kind: "date" },
  { name: "how", label: "How I will show it", kind: "lines", most: 1000 },
  { name: "done", label: "Done", kind: "yes" },
];

/** @param {Facts} facts @returns {Node[]} */
export function actionPlan(facts) {
  const dated = () => store.entries("plan").flatMap(({ what, support, how, by, done, at, ...step }) => {
    const now = new Date().toISOString();
    return by && !done ? [{ ...step, what, support, how, by, cancelled: false, sequence: 0, modified: at ?? now }] : [];
  });
  const save = button("Save the dates for my calendar", () => download(fileName(new Date(), "ics"), calendar(dated(), new Date()), "text/calendar"));
  const made = entries(facts, "plan", "Step", "Add a step", STEP);
  const lead = make("p", {}, "Nothing yet. Choose items under “What next”, or add a step of your own.");
  return facts.whole.plan.length ? [...made, tools(save)] : [lead, ...made];
}

/** @param {Facts} facts @returns {Node[]} */
export function evidenceLog(facts) {
  /** @type {Field[]} */
  const fields = [
    { name: "title", label: "Title", kind: "text", most: 200 },
    { name: "date", label: "Date", kind: "date" },
    { name: "method", label: "Method", kind: facts.suite.methods.map(({ id, code, name }) => [id, `${name} (${code})`]) },
    { name: "where", label: "Where it is kept", kind: "text", most: 300 },
  ];
  const covered = byItem(facts.whole.evidence);
  const coverage = [...facts.standards.values()].flatMap((standard) => {
    const own = facts.of(standard);
    const bare = own.filter(({ reference }) => !covered.has(reference)).map(({ item }) => item.id);
    if (bare.length === own.length) return [];
    const said = `${standard.title}: ${own.length - bare.length} of ${counted(own.length, "item")} covered.`;
    return [make("li", {}, said, ...(bare.length ? [make("br"), make("small", {}, `Not covered yet: ${bare.join(", ")}`)] : []))];
  });
  const lead = "Write down each piece of evidence once, with all the items that it covers; the checklists show it there. No customers' personal data, please.";
  return [make("p", {}, lead), ...(coverage.length ? [make("ul", {}, ...coverage)] : []), ...entries(facts, "evidence", "Evidence", "Add evidence", fields)];
}
