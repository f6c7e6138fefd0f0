/* Sorts items into ready, needs practice, no evidence yet and not rated, and counts them. Does not calculate averages or marks. Items that
 * are not part of the job are listed but not counted. */

import { n } from "../../../web/scripts/words.js";
import { NOT_NOW } from "../../../web/scripts/kept/answers.js";
import { hasEvidence, state } from "./ratings.js";

/** @import { Scale, Standard, Suite } from "../../../web/scripts/kept/suite.js" */
/** @import { RatedItem } from "./items.js" */
/** @import { State } from "./ratings.js" */

/** A learner's progress with some items.
 * @typedef {{name: string, address?: string, withdrawn?: boolean, all: RatedItem[], counted: RatedItem[], ready: RatedItem[], practise: RatedItem[], open: RatedItem[],
 *   notNow: RatedItem[], lacking: RatedItem[]}} Standing */

/** @param {string} name @param {RatedItem[]} all @param {Scale} scale @returns {Standing} */
export function standing(name, all, scale) {
  /** @param {State} wanted */
  const of = (wanted) => all.filter(({ answer }) => state(scale, answer.rating) === wanted);
  const ready = of("ready");
  return {
    name,
    all,
    counted: all.filter(({ answer }) => answer.rating !== NOT_NOW),
    ready,
    practise: of("practise"),
    open: of("open"),
    notNow: of("notNow"),
    lacking: ready.filter((one) => !hasEvidence(one)),
  };
}

/** Return a standing for each sub-heading of a standard. @param {Standard} standard @param {RatedItem[]} all @param {Scale} scale */
export function bySection(standard, all, scale) {
  const of = new Map(all.map((one) => [one.item.id, one]));
  return standard.sections.map(({ part, heading, items }) => {
    return standing(
      heading ?? standard.parts[part].title,
      items.flatMap(({ id }) => of.get(id) ?? []),
      scale,
    );
  });
}

/** Return some items by part, in the order of the parts. @param {Iterable<Standard>} standards @param {RatedItem[]} items */
export function byPart(standards, items) {
  const parts = new Set([...standards].flatMap((standard) => Object.keys(standard.parts)));
  return [...parts].map((part) => items.filter((one) => one.part === part));
}

/** Return a standing for each theme. An item with two themes counts in both. @param {Suite} suite @param {RatedItem[]} all */
export function byTheme(suite, all) {
  return Object.entries(suite.themes).map(([id, name]) => {
    return standing(
      name,
      all.filter(({ item }) => item.themes.includes(id)),
      suite.scale,
    );
  });
}

/** Describe in two sentences how many items are rated, and how. @param {Standing} standing */
export function inWords({ all, ready, practise, open, notNow }) {
  const said = [
    n("{number} ready", "{number} ready", ready.length),
    n("{number} needs practice", "{number} need practice", practise.length),
  ];
  if (notNow.length) said.push(n("{number} not part of my job now", "{number} not part of my job now", notNow.length));
  return [
    n("{rated} of {number} items rated.", "{rated} of {number} items rated.", all.length, {
      rated: all.length - open.length,
    }),
    `${said.join(", ")}.`,
  ];
}
