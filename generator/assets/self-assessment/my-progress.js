/* <my-progress>: where a learner stands in all the standards together, and what to do next. Each section is made by a module of its
 * own out of the same facts, and made anew when they change. */

import { roundName } from "./answers.js";
import { compare } from "./compare-rounds.js";
import { byItem, told } from "./counts.js";
import { csv } from "./csv.js";
import { rows } from "./table.js";
import { standards, suite } from "./edition.js";
import { button, download, make, tools } from "./element.js";
import { fileName } from "./file.js";
import { named, saveFile } from "./files.js";
import { allSuggestions, itemLists } from "./item-lists.js";
import * as assessment from "./assessment.js";
import { writeHead } from "./paper-head.js";
import "./person-bar.js";
import { actionPlan, evidenceLog } from "./plan-and-log.js";
import { changed, news, store } from "./session.js";
import { standings } from "./standings.js";

/** @import { Answers, Assessment, Round } from "./answers.js" */
/** @import { Told } from "./counts.js" */
/** @import { Standard, Suite } from "./edition.js" */
/** @typedef {{suite: Suite, standards: Map<string, Standard>, whole: Assessment, round: Round, answers: Answers,
 *   words: Map<string, string>, told: Told[], of: (standard: Standard) => Told[], touched: () => void}} Facts */

const FEW = 12; // so many standards are shown even if nothing was said of them

/** @type {[id: string, title: string, make: (facts: Facts) => Node[]][]} */
const SECTIONS = [
  ["standing", "Where I stand", standings],
  ["next", "What next", itemLists],
  ["like", "Suggestions", allSuggestions],
  ["plan", "My action plan", actionPlan],
  ["log", "My evidence log", evidenceLog],
  ["compare", "Compare", compare],
  ["out", "Take it with you", takeAlong],
];

class MyProgress extends HTMLElement {
  connectedCallback() {
    if (this.sections) return;
    this.sections = new Map(SECTIONS.map(([id]) => [id, make("section", { "aria-labelledby": id })]));
    this.append(document.createElement("person-bar"), ...this.sections.values());
    news.addEventListener("all", () => this.show());
    news.addEventListener("saved", () => this.show());
    news.addEventListener("who", () => writeHead(false));
    this.show();
  }

  async show() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      const facts = await this.facts();
      if (turn !== this.turn) return;
      for (const [id, title, content] of SECTIONS) this.fill(id, title, content(facts));
      writeHead(false);
    } catch {
      const said = "The list of the standards cannot be read just now. Your answers are kept; open this page again when you have a connection.";
      this.sections?.get("standing")?.replaceChildren(make("p", { class: "notice" }, said));
    }
  }

  /** @param {string} id @param {string} title @param {Node[]} content */
  fill(id, title, content) {
    const section = this.sections?.get(id);
    const active = document.activeElement;
    // Whoever types in a section, or chooses there, keeps it as it is.
    if (!section || (section.contains(active) && active?.matches("input, textarea, select, summary"))) return;
    const focused = section.contains(active) && active instanceof HTMLElement ? active : undefined;
    const at = focused ? alike(section, focused).indexOf(focused) : 0;
    const open = [...section.querySelectorAll("details")].map((one) => one.open);
    const heading = make("h2", { id, tabindex: -1 }, title);
    section.replaceChildren(...(content.length ? [heading, ...content] : []));
    section.querySelectorAll("details").forEach((one, index) => (one.open ||= open[index] ?? false));
    if (focused) (alike(section, focused)[at] ?? alike(section, focused).at(-1) ?? heading).focus();
  }

  /** @returns {Promise<Facts>} */
  async facts() {
    const all = await suite();
    const whole = assessment.read(store);
    const wanted = new Set([...named(whole), ...(all.standards.length <= FEW ? all.standards.map(({ id }) => id) : [])]);
    const read = await standards([...wanted]);
    const round = whole.rounds.find(({ id }) => id === store.round) ?? { id: store.round, answers: {} };
    /** @param {Standard} standard */
    const of = (standard) => told(standard, round.answers, whole.evidence);
    return {
      suite: all,
      standards: read,
      whole,
      round,
      answers: round.answers,
      words: new Map([...read.values()].flatMap(itemWords)),
      told: [...read.values()].flatMap(of),
      of,
      touched: changed,
    };
  }
}

/** @param {Standard} standard @returns {[reference: string, words: string][]} */
function itemWords({ standard, sections }) {
  return sections.flatMap(({ items }) => items).map(({ id, words }) => [`${standard}/${id}`, words]);
}

/** The elements that read the same: of what is made anew, the one that had the focus is to have it again.
 * @param {HTMLElement} section @param {HTMLElement} element */
function alike(section, element) {
  /** @param {Element} one */
  const name = (one) => `${one.textContent} ${one.getAttribute("aria-label")}`;
  return [...section.querySelectorAll(element.localName)].filter((one) => one instanceof HTMLElement && name(one) === name(element)).map((one) => /** @type {HTMLElement} */ (one));
}

/** @param {Facts} facts @returns {Node[]} */
function takeAlong({ suite: all, standards: read, whole, round, answers }) {
  const log = byItem(whole.evidence);
  const save = () => download(fileName(new Date(), "csv"), csv(rows({ suite: all, standards: read, answers, log, name: whole.name, roundName: roundName(round), words: (mark) => whole.words[mark] })), "text/csv");
  const lead = "A file keeps all of it and can be opened here again. A table (CSV) is for a spreadsheet. To print your answers, print the checklists. This page prints as you see it: open what you want on paper, and close the rest.";
  return [
    make("p", {}, lead),
    tools(button("Save file", () => saveFile()), button("Save as a table (CSV)", save), button("Print this page", () => window.print())),
  ];
}

customElements.define("my-progress", MyProgress);
