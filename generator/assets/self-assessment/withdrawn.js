/* Answers to items that are withdrawn, or that this edition does not have: kept, and shown at the end of the checklist. */

import { label } from "./counts.js";
import { itemLink } from "./edition.js";
import { make } from "./element.js";

/** @import { Answers } from "./answers.js" */
/** @import { Scale, Standard } from "./edition.js" */

/** @param {Standard} standard @param {Scale} scale @param {Answers} answers @param {(mark: string) => string | undefined} words @returns {Node[]} */
export function withdrawn(standard, scale, answers, words) {
  const items = new Map(standard.sections.flatMap((section) => section.items).map((item) => [item.id, item]));
  const rows = [];
  for (const [reference, answer] of Object.entries(answers)) {
    const id = reference.split("/")[1];
    const item = items.get(id);
    if (item && !item.withdrawn) continue;
    const { reason, replaced_by: replacing } = item?.withdrawn ?? { reason: "This edition does not have it.", replaced_by: [] };
    const now = replacing.flatMap((one, index) => [index ? ", " : " Now: ", itemLink(one)]);
    if (now.length) now.push(".");
    const { assessor } = answer;
    const judged = [label(scale, reference, assessor?.rating), assessor?.note].filter(Boolean).join(", ");
    const said = [label(scale, reference, answer.rating), answer.reason, answer.reference, answer.note, judged && `Assessor: ${judged}`];
    rows.push(
      make("dt", {}, `${id}: ${item?.words ?? words(answer.mark ?? "") ?? ""}`),
      make("dd", {}, reason, ...now, make("p", {}, `You said: ${said.filter(Boolean).join(". ")}`)),
    );
  }
  const lead = "You answered these before they were withdrawn. They are kept here and in your file, and are not counted.";
  return rows.length ? [make("h2", {}, "Withdrawn"), make("p", {}, lead), make("dl", {}, ...rows)] : [];
}
