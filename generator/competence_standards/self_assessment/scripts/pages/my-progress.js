/* <my-progress>: a learner's progress in all standards, and what to do next. Each section has its own module, which builds the section from
 * the same facts. Sections are rebuilt when the facts change. */

import { itemsWithAnswers } from "../answers/items.js";
import { byItem, onScale } from "../answers/ratings.js";
import { standards } from "../../../web/scripts/person/edition.js";
import { linkTo } from "../../../web/scripts/addresses.js";
import { button, inItsOwnTab, isFramed, make, needed, tools } from "../../../web/scripts/dom.js";
import { named } from "../../../web/scripts/person/save-file.js";
import { view } from "../../../web/scripts/kept/answers.js";
import { PersonBar, writeHead } from "../../../web/scripts/person/person-bar.js";
import { followStored } from "./entries.js";
import { actionPlan, evidenceLog } from "./plan-and-log.js";
import { t } from "../../../web/scripts/words.js";
import { Session } from "../../../web/scripts/person/session.js";

/** @import { Answers, Assessment, Round } from "../../../web/scripts/kept/answers.js" */
/** @import { RatedItem } from "../answers/items.js" */
/** @import { Standard, Suite } from "../../../web/scripts/kept/suite.js" */

/** @typedef {{session: Session, suite: Suite, standards: Map<string, Standard>, whole: Assessment, round: Round, answers: Answers,
 *   words: Map<string, string>, items: RatedItem[], rated: boolean, of: (standard: Standard) => RatedItem[], touched: () => void}} Facts */

const FEW = 12; // up to this number, standards are shown even without answers

/** The modules of the sections. The first ones load only if something is rated.
 * @type {[id: string, make: (facts: Facts) => Node[] | Promise<Node[]>][]} */
const SECTIONS = [
  ["standing", async (facts) => (facts.rated ? (await import("./standings.js")).standings(facts) : [])],
  ["next", async (facts) => (facts.rated ? (await import("./item-lists.js")).itemLists(facts) : [])],
  ["like", similar],
  ["gone", notCounted],
  ["plan", actionPlan],
  ["log", evidenceLog],
  ["records", ofForms],
  ["compare", comparison],
  ["out", saveOrPrint],
];

export const session = await Session.open();
const { store } = session;

class MyProgress extends HTMLElement {
  connectedCallback() {
    if (this.empty) return;
    const bar = new PersonBar(session);
    this.prepend(bar);
    this.empty = this.querySelector(".empty");
    this.empty?.append(
      make(
        "p",
        {},
        `${t("Do you have a saved file?")} `,
        button(t("Open a saved file"), () => bar.file.click()),
      ),
    );
    this.begin(store.histories().size === 0);
    const remove = this.querySelector("[data-remove]");
    remove?.parentElement?.append(
      isFramed()
        ? inItsOwnTab()
        : button(t("Remove everything from this device"), async () =>
            (await needed(() => import("../../../web/scripts/person/remove-everything.js"))).askToRemove(session),
          ),
    );
    remove?.parentElement?.removeAttribute("hidden");
    session.on("all", followStored);
    session.on("all", () => this.show());
    session.on("saved", () => this.show());
    session.on("who", () => writeHead(store, false));
    this.show();
  }

  /** Show how to begin. @param {boolean} isNew whether nothing is rated yet */
  begin(isNew) {
    this.empty?.toggleAttribute("hidden", !isNew);
  }

  /** The person and the round that the page shows. @type {string | undefined} */
  whose;

  async show() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    // Clear the sections first, because the data of the next person may take a moment to load.
    if (this.whose && this.whose !== session.shown) for (const [id] of SECTIONS) this.fill(id, []);
    this.whose = session.shown;
    try {
      const facts = await this.facts();
      if (turn !== this.turn) return;
      writeHead(store, false);
      this.begin(!facts.rated);
      const fill = SECTIONS.map(async ([id, content]) => {
        const made = await content(facts);
        if (turn === this.turn) this.fill(id, made);
      });
      await Promise.all(fill);
    } catch {
      const said = t(
        "The list of standards did not load. Your answers are still saved. Check your connection, then reload this page.",
      );
      this.fill("standing", [make("p", { class: "notice" }, said)]);
    }
  }

  /** @param {string} id @param {Node[]} content */
  fill(id, content) {
    const heading = document.getElementById(id);
    const section = heading?.parentElement;
    const active = document.activeElement;
    // Do not redraw a section while the learner is typing or choosing in it.
    if (
      !heading ||
      !section ||
      section.querySelector("[aria-invalid]") ||
      (section.contains(active) && active?.matches("input, textarea, select, summary"))
    )
      return;
    const focused = section.contains(active) && active instanceof HTMLElement ? active : undefined;
    const at = focused ? alike(section, focused).indexOf(focused) : 0;
    const open = [...section.querySelectorAll("details")].map((one) => one.open);
    section.hidden = !content.length;
    document.querySelector(`.contents [href="#${id}"]`)?.parentElement?.toggleAttribute("hidden", section.hidden);
    section.replaceChildren(heading, ...content);
    for (const [index, one] of section.querySelectorAll("details").entries()) one.open = open[index] ?? one.open;
    if (focused) (alike(section, focused)[at] ?? alike(section, focused).at(-1) ?? heading).focus();
  }

  /** @returns {Promise<Facts>} */
  async facts() {
    const all = await session.learned();
    const records = store.all();
    const whole = view(records, (reference) => store.current(reference));
    const wanted = new Set([
      ...named(store, records),
      ...(all.standards.length <= FEW ? all.standards.map(({ id }) => id) : []),
    ]);
    const read = await standards([...wanted]);
    const round = whole.rounds.find(({ id }) => id === store.round) ?? {
      id: store.round,
      title: store.roundTitle,
      answers: {},
    };
    /** @param {Standard} standard */
    const of = (standard) => itemsWithAnswers(standard, round.answers, whole.evidence);
    const asked = [...read.values()].flatMap(of);
    return {
      session,
      suite: all,
      standards: read,
      whole,
      round,
      answers: round.answers,
      words: new Map([...read.values()].flatMap(itemWords)),
      items: asked,
      rated: asked.some(({ answer }) => onScale(all.scale, answer.rating)),
      of,
      touched: () => session.changed(),
    };
  }
}

/** @param {Standard} standard @returns {[reference: string, words: string][]} */
function itemWords({ standard, sections }) {
  return sections.flatMap(({ items }) => items).map(({ id, words }) => [`${standard}/${id}`, words]);
}

/** Return the elements with the same text, to restore the focus after a section is rebuilt.
 * @param {HTMLElement} section @param {HTMLElement} element */
function alike(section, element) {
  /** @param {Element} one */
  const name = (one) => `${one.textContent} ${one.getAttribute("aria-label")}`;
  return [...section.querySelectorAll(element.localName)]
    .filter((one) => one instanceof HTMLElement && name(one) === name(element))
    .map((one) => /** @type {HTMLElement} */ (one));
}

/** Build the list of answers to withdrawn or unknown items. @param {Facts} facts @returns {Promise<Node[]>} */
async function notCounted({ suite: { scale }, standards: read, answers, whole }) {
  const items = new Map(
    [...read.values()].flatMap(({ standard, sections }) =>
      sections.flatMap((section) => section.items.map((item) => [`${standard}/${item.id}`, item])),
    ),
  );
  if (Object.keys(answers).every((reference) => items.get(reference)?.withdrawn === null)) return [];
  const { withdrawn } = await needed(() => import("./withdrawn.js"));
  const list = withdrawn({ scale, items, answers, log: byItem(whole.evidence), words: (mark) => store.words(mark) });
  return list ? [make("p", {}, t("Your answers are still saved, but they are not counted.")), list] : [];
}

/** Build the suggestions, if there are any. @param {Facts} facts @returns {Promise<Node[]>} */
async function similar(facts) {
  return Object.keys(facts.answers).length
    ? import("./all-suggestions.js").then(
        ({ allSuggestions }) => allSuggestions(facts),
        () => [],
      )
    : [];
}

/** Build the list of filled-in forms, if there are any. @param {Facts} facts @returns {Promise<Node[]>} */
async function ofForms(facts) {
  return store.records.keys(`${store.person}:form:`).length
    ? (await import("./form-records.js")).formRecords(facts)
    : [];
}

/** Build the comparison, if there are two views to compare. @param {Facts} facts @returns {Promise<Node[]>} */
async function comparison(facts) {
  const { rounds } = facts.whole;
  const two =
    rounds.length > 1 || rounds.some(({ answers }) => Object.values(answers).some(({ assessor }) => assessor?.rating));
  return two
    ? import("./compare-rounds.js").then(
        ({ compare }) => compare(facts),
        () => [],
      )
    : [];
}

/** @param {Facts} facts @returns {Promise<Node[]>} */
async function saveOrPrint(facts) {
  /** @param {"xlsx" | "csv"} ending */
  const table = (ending) => async () => (await needed(() => import("./save-table.js"))).saveTable(facts, ending);
  const lead = t(
    "Save to a file to keep everything and open it here again. To use your answers in a spreadsheet, download them as an Excel workbook or as CSV. To print your answers, print the checklists. If you print this page, only the sections that are open are printed.",
  );
  const { rounds, plan, evidence } = facts.whole;
  const filled =
    linkTo("forms") && rounds.length + plan.length + evidence.length
      ? await import("./forms-to-fill-in.js").then(
          ({ formsToFillIn }) => formsToFillIn(facts),
          () => [],
        )
      : [];
  return [
    make("p", {}, lead),
    tools(
      button(t("Save to a file"), () => session.tell("save")),
      button(t("Download an Excel workbook"), table("xlsx")),
      button(t("Download CSV"), table("csv")),
      button(t("Print this page"), () => window.print()),
    ),
    ...filled,
  ];
}

customElements.define("my-progress", MyProgress);
