/* The action plan: what the learner is going to do, with whose help, by when, and how it will show. */

import { calendar } from "./calendar.js";
import { button, download, make } from "./element.js";
import { entries } from "./entries.js";
import { fileName } from "./file.js";
import { store } from "./session.js";

/** @import { Field } from "./entries.js" */
/** @import { Facts } from "./my-progress.js" */

/** @type {Field[]} */
const FIELDS = [
  { name: "what", label: "What I will do", kind: "lines", most: 1000 },
  { name: "support", label: "Who or what will help me", kind: "lines", most: 1000 },
  { name: "by", label: "By when", kind: "date" },
  { name: "how", label: "How I will show it", kind: "lines", most: 1000 },
  { name: "done", label: "Done", kind: "yes" },
];

/** @param {Facts} facts @returns {Node[]} */
export function actionPlan(facts) {
  const save = button("Save the dates for my calendar", () => download(fileName(new Date(), "ics"), calendar(store.entries("plan"), new Date()), "text/calendar"));
  const made = entries(facts, "plan", "Step", FIELDS);
  const lead = make("p", {}, "Nothing yet. Choose items under “What next”, or add a step of your own.");
  return facts.whole.plan.length ? [...made, make("div", { class: "tools" }, save)] : [lead, ...made];
}
