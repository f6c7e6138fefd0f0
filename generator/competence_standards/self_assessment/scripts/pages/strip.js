/* The picture with one mark for each item, in the order of the items; macros/strip.html draws it where nothing is rated, and strip.css says
 * what the marks mean. */

/** @import { State } from "../answers/ratings.js" */

const SVG = "http://www.w3.org/2000/svg";
/** How each mark is drawn, from where it begins. @type {{[state in State]: (x: number) => string}} */
const MARKS = {
  ready: (x) => `M${x + 3.5} 12V0`,
  practise: (x) => `M${x + 3.5} 12V6`,
  open: (x) => `M${x} 11h10`,
  notNow: (x) => `M${x + 3.5} 12V0`,
};

/** A picture of the states of some items. There is a gap between groups. @param {State[][]} groups @returns {SVGSVGElement} */
export function strip(groups) {
  const picture = document.createElementNS(SVG, "svg");
  /** @type {{[state: string]: string}} */
  const marks = {};
  let x = 0;
  for (const group of groups.filter(({ length }) => length)) {
    if (x) x += 8;
    for (const state of group) {
      marks[state] = (marks[state] ?? "") + MARKS[state](x);
      x += 10;
    }
  }
  for (const [state, d] of Object.entries(marks)) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", state);
    path.setAttribute("d", d);
    picture.append(path);
  }
  for (const [name, value] of Object.entries({
    class: "strip",
    viewBox: `0 0 ${x} 12`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  }))
    picture.setAttribute(name, value);
  return picture;
}
