/* Fills in a form from the answers on this device: always as a new record, so that nothing that was typed changes. */

import { copies, fromAnswers, sourceOf, views } from "./from-answers.js";
import { localDay } from "../../web/scripts/days.js";
import { needed, notice } from "../../web/scripts/dom.js";
import { view } from "../../web/scripts/kept/answers.js";
import { CANDIDATE } from "../../web/scripts/kept/form-records.js";
import { standards } from "../../web/scripts/person/edition.js";
import { t } from "../../web/scripts/words.js";

/** @import { FormRecord } from "./form-record.js" */
/** @import { Held, Piece, Sources } from "./from-answers.js" */

/** What the page says of its form. A form that is limited to some items is only about these. @param {FormRecord} page @returns {Sources} */
function sourcesOf(page) {
  /** @type {Sources} */
  const whole = JSON.parse(page.querySelector("[data-sources]")?.textContent ?? "");
  const rows = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-item]")]);
  const left = new Set(rows.flatMap(({ hidden, dataset }) => (hidden ? dataset.item : [])));
  const blocks = whole.blocks.map((block) => ({
    ...block,
    rows: Object.fromEntries(Object.entries(block.rows).filter(([id]) => !left.has(id))),
    totals: Object.fromEntries(
      Object.entries(block.totals).map(([place, counted]) => [place, counted.filter((id) => !left.has(id))]),
    ),
  }));
  return { ...whole, blocks };
}

/** The answers of the person and of the round that are shown. @param {FormRecord} page @returns {Held} */
function held({ session: { store }, about }) {
  const whole = view(store.all(), (reference) => store.current(reference));
  return { standard: about.standard, whole, round: whole.rounds.find(({ id }) => id === store.round) };
}

/** What the page can be filled in with: nothing, or all answers, or the evidence of one copy after the other.
 * @param {FormRecord} page @returns {{name: string, press: () => void}[]} */
export function offers(page) {
  const [sources, now] = [sourcesOf(page), held(page)];
  if (!views(sources, now).length) return [];
  const all = copies(sources, now);
  return all.map((pieces, copy) => ({
    name: all.length > 1 ? nameOf(pieces) : t("Fill in from my answers"),
    press: () => fillIn(page, sources, copy),
  }));
}

/** What the button for some pieces of evidence is called. @param {Piece[]} pieces */
function nameOf(pieces) {
  const [first, last] = [pieces[0].number, pieces.at(-1)?.number];
  return first === last
    ? t("Fill in from my answers: evidence {number}", { number: first })
    : t("Fill in from my answers: evidence {first} to {last}", { first, last });
}

/** Start a record with what is on the device now. @param {FormRecord} page @param {Sources} sources @param {number} copy */
async function fillIn(page, sources, copy) {
  const { session } = page;
  const whose = session.shown;
  const site = await needed(async () => {
    const suite = await session.learned();
    const { standard, whole, round } = held(page);
    const named = [
      ...Object.keys(round?.answers ?? {}),
      ...[...whole.plan, ...whole.evidence].flatMap(({ items }) => items),
    ].map((reference) => reference.split("/")[0]);
    return { suite, standards: await standards([...(standard ? [standard] : []), ...named]) };
  });
  // While that was fetched, another window may have chosen another person, or removed everything.
  if (session.isEnded || whose !== session.shown) return;
  const [now, today] = [held(page), localDay(new Date())];
  const places = fromAnswers(sources, now, site, today, copy);
  const isFilled = Object.keys(places).some((name) => !sources.places.some(({ place }) => place === name));
  if (!isFilled)
    return notice(t("Fill in from my answers"), t("Your answers are about items that this form does not have."));
  const { name } = now.whole;
  page.startWith({ ...(name ? { [CANDIDATE]: name } : {}), ...places }, sourceOf(sources, now, today));
  /** @type {HTMLElement | null} */ (page.tools.querySelector("[aria-current=true]"))?.focus();
}
