/* What a form can say of the answers on this device: they and the places of the form come in, and values leave, by the name of the place.
 * Nothing is guessed: a place stays blank unless an answer says what is written there. Independent of the page and of storage. */

import { dayName } from "../../web/scripts/days.js";
import { NOT_NOW } from "../../web/scripts/kept/answers.js";
import { label } from "../../web/scripts/kept/values.js";
import { wordsOf } from "../../web/scripts/parts.js";
import { t } from "../../web/scripts/words.js";

/** @import { Answer, Assessment, Evidence, Plan, Round } from "../../web/scripts/kept/answers.js" */
/** @import { Places } from "../../web/scripts/kept/form-records.js" */
/** @import { Item, Standard, Suite } from "../../web/scripts/kept/suite.js" */

/** @typedef {{from: string, column: string, holds: string, options: string[], rows_of: string}} Column */
/** A table: `of` says what its rows are for, `rows` has what stands for each listed row in the names of places, and `totals` has the rows
 * that each total counts. @typedef {{of: string, block: string, heading: string, rows: {[row: string]: string},
 *   totals: {[place: string]: string[]}, columns: Column[]}} Block */
/** Whose view an answer is. @typedef {"rating" | "assessor" | "evidence" | "plan"} View */
/** What the page says of its form.
 * @typedef {{places: {from: string, place: string, options: string[]}[], blocks: Block[], views: {[view in View]: string}}} Sources */
/** A piece of evidence, with its number in the log. @typedef {Evidence & {number: number}} Piece */
/** What is on the device. `standard` is that of the form, if it has one, and `round` the round that is shown.
 * @typedef {{standard?: string, whole: Assessment, round?: Round}} Held */
/** What the site says. @typedef {{suite: Suite, standards: Map<string, Standard>}} Site */
/** What a cell is about. @typedef {{reference: string, item?: Item, answer: Answer, pieces: Piece[]}} Row */

/** The words of the rating scale by what counts items with these words. @type {{[of: string]: string}} */
const PARTS = { "criterion-progress": "criterion", "knowledge-progress": "knowledge" };

/** @param {Sources} sources @param {(column: Column, block: Block) => boolean} is */
const has = ({ blocks }, is) => blocks.some((block) => block.columns.some((column) => is(column, block)));

/** What tells whether a form is about an item: a form for one standard is about the items that it lists, or about all of the standard.
 * @param {Sources} sources @param {string} [standard] @returns {(reference: string) => boolean} */
function aboutItems({ blocks }, standard) {
  if (!standard) return () => true;
  const rows = new Set(blocks.flatMap(({ of, rows: listed }) => (of === "standard" ? [] : Object.keys(listed))));
  return (reference) => {
    const [its, id] = reference.split("/");
    return its === standard && (rows.size === 0 || rows.has(id));
  };
}

/** The steps of the plan that a form can list. @param {Sources} sources @param {Held} held */
const steps = (sources, { standard, whole }) =>
  whole.plan.filter(({ items }) => !standard || items.some(aboutItems(sources, standard)));

/** The pieces of evidence that the form can list, in copies of it: one copy has room for as many as there are boxes for them. A form for
 * one standard leaves out what covers none of its items. @param {Sources} sources @param {Held} held @returns {Piece[][]} */
export function copies(sources, { standard, whole }) {
  const numbered = whole.evidence.map((entry, index) => ({ ...entry, number: index + 1 }));
  const pieces = numbered.filter(({ items }) => !standard || items.some(aboutItems(sources, standard)));
  const boxes = sources.blocks.flatMap(({ columns }) => columns.filter(({ from }) => from === "covered-by"));
  const most = Math.min(...boxes.map(({ options }) => options.length));
  if (most === Infinity || !pieces.length) return [pieces];
  return Array.from({ length: Math.ceil(pieces.length / most) }, (_, at) => pieces.slice(at * most, (at + 1) * most));
}

/** Whose views are on the device that the form has a place for. @param {Sources} sources @param {Held} held @returns {View[]} */
export function views(sources, held) {
  const { standard, round } = held;
  const plan = steps(sources, held);
  const isAbout = aboutItems(sources, standard);
  const answers = Object.entries(round?.answers ?? {}).flatMap(([reference, answer]) =>
    isAbout(reference) ? [answer] : [],
  );
  /** @type {{[view in View]: boolean}} */
  const found = {
    rating:
      (has(sources, ({ from }) => from === "rating" || from in PARTS) && answers.some(({ rating }) => rating)) ||
      (has(sources, ({ from }) => from === "evidence") && answers.some(hasOwnEvidence)) ||
      plan.some((step) => has(sources, ({ from }) => from === "plan-rating") && stepRating(step, round)),
    assessor:
      has(sources, ({ from }) => from === "assessor-rating") && answers.some(({ assessor }) => assessor?.rating),
    evidence:
      has(sources, ({ from }, { of }) => of === "evidence-log" || from === "evidence" || from === "covered-by") &&
      copies(sources, held)[0].length > 0,
    plan: has(sources, (_, { of }) => of === "action-plan") && plan.length > 0,
  };
  return /** @type {View[]} */ (Object.keys(found)).filter((view) => found[view]);
}

/** @param {Answer} answer */
const hasOwnEvidence = ({ evidence, reference, reason }) =>
  Boolean(reference || reason || (evidence && evidence !== "none"));

/** What is written at each place of a form. @param {Sources} sources @param {Held} held @param {Site} site @param {string} today
 * @param {number} [copy] which of the copies that all evidence needs @returns {Places} */
export function fromAnswers(sources, held, site, today, copy = 0) {
  /** @type {Places} */
  const places = {};
  /** @param {string[]} name @param {string | true | undefined} value */
  const write = (name, value) => {
    if (value) places[name.join(".")] = value;
  };
  const items = new Map(
    [...site.standards.values()].flatMap(({ standard, sections }) =>
      sections.flatMap((section) => section.items.map((item) => [`${standard}/${item.id}`, item])),
    ),
  );
  const pieces = copies(sources, held)[copy] ?? [];
  for (const { from, place, options } of sources.places)
    write([place], from === "today" ? today : options[held.whole.rounds.findIndex(({ id }) => id === held.round?.id)]);
  for (const block of sources.blocks) {
    const { of, block: name, rows, columns, totals } = block;
    if (of === "evidence-log" || of === "action-plan") {
      const entries = of === "action-plan" ? steps(sources, held) : pieces;
      for (const [index, entry] of entries.entries())
        for (const column of columns)
          write([name, String(index + 1), column.column], ofEntry(column, entry, held, site.suite, items));
      continue;
    }
    for (const [id, part] of Object.entries(rows)) {
      if (of === "standard") {
        for (const column of columns) write([name, part, column.column], progress(column, site, id, held.round));
        continue;
      }
      const reference = `${held.standard}/${id}`;
      const row = {
        reference,
        item: items.get(reference),
        answer: held.round?.answers[reference] ?? {},
        pieces: pieces.filter((piece) => piece.items.includes(reference)),
      };
      for (const column of columns) {
        if (column.from !== "covered-by") write([name, part, column.column], ofItem(column, row, site.suite));
        else
          for (const [index, option] of column.options.entries())
            if (row.pieces.includes(pieces[index])) write([name, part, column.column, option], true);
      }
    }
    const rated = columns.some(({ from }) => from === "rating");
    for (const [place, counted] of Object.entries(totals)) {
      const known = counted.filter((id) =>
        isOnScale(site.suite, held.round?.answers[`${held.standard}/${id}`]?.rating),
      );
      write([place], rated && known.length ? String(known.length) : undefined);
    }
  }
  return places;
}

/** Which of the levels of now a rating is. @param {Suite} suite @param {string | undefined} rating */
const levelOf = ({ scale }, rating) =>
  rating === NOT_NOW ? scale.not_now : scale.levels.find(({ id }) => id === rating);

/** @param {Suite} suite @param {string | undefined} rating */
const isOnScale = (suite, rating) => levelOf(suite, rating) !== undefined;

/** A rating as a column shows it: a code, or the words of one of its options. A level that the scale no longer has is what it was called.
 * @param {Column} column @param {string} reference @param {string | undefined} rating @param {Suite} suite */
function level({ holds, options }, reference, rating, suite) {
  if (!rating) return undefined;
  const words = label(suite.scale, reference, rating);
  if (holds === "code") return levelOf(suite, rating)?.code ?? words;
  return options.find((option) => option === words || option.split(" / ").includes(words)) ?? words;
}

/** @param {Column} column @param {Row} row @param {Suite} suite @returns {string | undefined} */
function ofItem(column, { reference, item, answer, pieces }, suite) {
  switch (column.from) {
    case "rating":
      return level(column, reference, answer.rating, suite);
    case "assessor-rating":
      return level(column, reference, answer.assessor?.rating, suite);
    case "evidence":
      return evidenceOf(item, answer, pieces, suite);
    case "times-shown":
      return pieces.length ? String(pieces.length) : undefined;
    default:
      return undefined;
  }
}

/** The numbers of evidence in the log, what else was said of it, and what a reader of the rating must know.
 * @param {Item | undefined} item @param {Answer} answer @param {Piece[]} pieces @param {Suite} suite */
function evidenceOf(item, { rating, reason, evidence = "", reference, mark }, pieces, suite) {
  const where = [pieces.map(({ number }) => number).join(", "), reference].filter(Boolean).join("; ");
  const state = where || evidence === "none" ? "" : (suite.scale.evidence[evidence]?.label ?? evidence);
  return [
    where || state,
    rating === NOT_NOW && reason,
    rating && mark && item && mark !== item.mark && t("Wording changed since it was rated"),
  ]
    .filter(Boolean)
    .join(". ");
}

/** @param {Column} column @param {Plan | Piece} entry @param {Held} held @param {Suite} suite @param {Map<string, Item>} items
 * @returns {string | true | undefined} */
function ofEntry(column, entry, { standard, round }, suite, items) {
  const [step, piece] = [/** @type {Plan} */ (entry), /** @type {Piece} */ (entry)];
  switch (column.from) {
    case "evidence-number":
      return String(piece.number);
    case "evidence-date":
      return piece.date;
    case "evidence-title":
      return piece.title;
    case "evidence-method":
      return suite.methods.find(({ id }) => id === piece.method)?.code ?? piece.method;
    case "evidence-place":
      return piece.where;
    case "evidence-items":
    case "plan-items":
      return itemsOf(
        entry.items.filter((reference) => !standard || reference.startsWith(`${standard}/`)),
        items,
      );
    case "plan-rating":
      return level(column, step.items[0], stepRating(step, round), suite);
    case "plan-action":
      return step.what;
    case "plan-support":
      return step.support;
    case "plan-how":
      return step.how;
    case "plan-date":
      return step.by;
    case "plan-done":
      return step.done || undefined;
    default:
      return undefined;
  }
}

/** The rating of all items of a step, if they have the same one. @param {Plan} step @param {Round} [round] */
function stepRating({ items }, round) {
  const [first, ...others] = items.map((reference) => round?.answers[reference]?.rating);
  return others.every((rating) => rating === first) ? first : undefined;
}

/** Item numbers by their standard. Those that are not in force are marked. @param {string[]} references @param {Map<string, Item>} items */
function itemsOf(references, items) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const reference of references) {
    const [standard, id] = reference.split("/");
    const item = items.get(reference);
    const name = !item
      ? t("{item} (not on this site)", { item: id })
      : item.withdrawn
        ? t("{item} (withdrawn)", { item: id })
        : id;
    found.set(standard, [...(found.get(standard) ?? []), name]);
  }
  return [...found].map(([standard, names]) => `${standard}: ${names.join(", ")}`).join("; ");
}

/** How many items of some parts are ready and rated, as My progress counts them. Withdrawn items are not counted.
 * @param {Column} column @param {Site} site @param {string} id of the standard @param {Round} [round] */
function progress({ from }, { suite, standards }, id, round) {
  const all = standards.get(id)?.sections.flatMap((section) => section.items) ?? [];
  const items = all.filter((item) => !item.withdrawn && wordsOf(item.id) === PARTS[from]);
  const ratings = items
    .map((item) => round?.answers[`${id}/${item.id}`]?.rating)
    .filter((rating) => isOnScale(suite, rating));
  /** @type {Set<string | undefined>} */
  const ready = new Set(suite.scale.levels.flatMap((one) => (one.ready ? [one.id] : [])));
  if (!ratings.length) return undefined;
  return t("{ready} ready, {rated} rated", {
    ready: ratings.filter((rating) => ready.has(rating)).length,
    rated: ratings.length,
  });
}

/** Whose views are written on the form, and when: what is printed below its title. @param {Sources} sources @param {Held} held
 * @param {string} today */
export function sourceOf(sources, held, today) {
  const { whole, round } = held;
  const day = dayName(today);
  const own = [whole.name, whole.rounds.length > 1 && round?.title];
  /** @type {{[view in View]: (string | false | undefined)[]}} */
  const of = { rating: own, assessor: [round?.assessor], evidence: [whole.name], plan: [whole.name] };
  return views(sources, held)
    .map((view) => `${[sources.views[view], ...of[view].filter(Boolean), day].join(", ")}.`)
    .join(" ");
}
