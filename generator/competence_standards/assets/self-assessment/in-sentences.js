/* How far a learner is, in sentences. Does not use the page or the storage. */

import { n } from "../words.js";

/** @import { Standing } from "./counts.js" */

/** How much is rated, and as what, in two sentences. @param {Standing} standing */
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
