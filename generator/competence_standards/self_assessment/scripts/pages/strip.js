/* The strip: a picture with one mark for each item, in the order of the items. macros/strip.html draws the unrated strip. strip.css styles
 * the marks. */

/** @import { State } from "../answers/ratings.js" */

const SVG = "http://www.w3.org/2000/svg";
/** The path of each mark, by its x position. @type {{[state in State]: (x: number) => string}} */
const MARKS = {
  ready: (x) => `M${x + 3.5} 12V0`,
  practise: (x) => `M${x + 3.5} 12V6`,
  open: (x) => `M${x} 11h10`,
  notNow: (x) => `M${x + 3.5} 12V0`,
};

/** Draw the states of some items, with a gap between groups. @param {State[][]} groups @returns {SVGSVGElement} */
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
