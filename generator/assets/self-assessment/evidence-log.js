/* The evidence log: what there is to show, where it is kept, and which items of which standards it covers. */

import { byItem } from "./counts.js";
import { counted, make } from "./element.js";
import { entries } from "./entries.js";

/** @import { Field } from "./entries.js" */
/** @import { Facts } from "./my-progress.js" */

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
    const own = facts.told.filter(({ reference }) => reference.startsWith(`${standard.standard}/`));
    const some = own.filter(({ reference }) => covered.has(reference)).length;
    return some ? [make("li", {}, `${standard.title}: ${some} of ${counted(own.length, "item")} covered`)] : [];
  });
  const lead = "Write down each piece of evidence once, with all the items that it covers; the checklists show it there. No customers' personal data, please.";
  return [make("p", {}, lead), ...(coverage.length ? [make("ul", {}, ...coverage)] : []), ...entries(facts, "evidence", "Evidence", fields)];
}
