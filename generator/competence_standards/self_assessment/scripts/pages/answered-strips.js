/* Draws strips from the answers on this device, for the person and round that this tab shows. Does not change answers. */

import { byPart } from "../answers/counts.js";
import { itemsWithAnswers } from "../answers/items.js";
import { state } from "../answers/ratings.js";
import { standards, suite } from "../../../web/scripts/person/edition.js";
import { openStore } from "../../../web/scripts/kept/this-device.js";
import { strip } from "./strip.js";
import { t } from "../../../web/scripts/words.js";

/** The unrated state of each strip. @type {Map<HTMLElement, Node[]>} */
const blank = new Map();
let turn = 0;

/** @param {HTMLElement[]} strips */
export async function draw(strips) {
  const now = (turn += 1);
  const { scale, standards: known } = await suite();
  const formerly = new Map(
    known.flatMap(({ id, formerly: old = [] }) => [
      [id, id],
      ...old.map((one) => /** @type {[string, string]} */ ([one, id])),
    ]),
  );
  const store = () => openStore(() => undefined);
  /** @param {import("../../../web/scripts/kept/answers.js").Answers} answers */
  const renamed = (answers) =>
    Object.entries(answers).map(([reference, answer]) => {
      const [standard, item] = reference.split("/");
      return /** @type {const} */ ([`${formerly.get(standard) ?? standard}/${item}`, answer]);
    });
  const named = renamed(store().answers()).map(([reference]) => reference.split("/")[0]);
  const read = await standards([...new Set(named)]);
  if (now !== turn) return;
  // Read the answers only now, because some may have been erased while the standards loaded.
  const answers = Object.fromEntries(renamed(store().answers()));
  for (const one of strips) {
    if (!blank.has(one)) blank.set(one, [...one.childNodes]);
    const standard = read.get(one.dataset.strip ?? "");
    const groups = standard
      ? byPart([standard], itemsWithAnswers(standard, answers, [])).map((items) =>
          items.map(({ answer }) => state(scale, answer.rating)),
        )
      : [];
    const all = groups.flat();
    const rated = all.filter((one) => one !== "open").length;
    const said = document.createElement("span");
    said.textContent = t("{number} of {all} rated", { number: rated, all: all.length });
    one.replaceChildren(...(rated ? [strip(groups), said] : (blank.get(one) ?? [])));
    one.hidden = false;
  }
}
