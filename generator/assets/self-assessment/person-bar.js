/* <person-bar>: whether the answers are saved on this device, the ways to take them along, bring them back and delete them, and whose
 * they are. */

import * as assessment from "./assessment.js";
import { button, counted, day, dialog, download, later, make, tools } from "./element.js";
import { openFile, saveFile } from "./files.js";
import { done, lastChange, news, store } from "./session.js";
import { Who } from "./who.js";

const OLD = 14 * 24 * 3600 * 1000;
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }); // making one at each input would take longer than all else

class PersonBar extends HTMLElement {
  /** @type {string | undefined} */
  latest;
  /** @type {string[]} */
  aside = [];

  connectedCallback() {
    if (this.saved) return;
    this.saved = make("p", { role: "status" });
    this.warning = make("div", { role: "status", class: "warning" });
    this.undo = button("", () => this.takeBack(), { hidden: true });
    const who = new Who();
    const file = make("input", { type: "file", accept: ".json,application/json", hidden: true, change: () => this.open() });
    this.file = file;
    const buttons = [
      button("Save file", () => saveFile()),
      button("Open file", () => file.click()),
      button("Delete my answers", () => this.askToDelete()),
    ];
    this.append(this.saved, this.warning, tools(...buttons, this.undo, file), who.fold);
    news.addEventListener("saved", () => this.heard(new Date().toISOString()));
    news.addEventListener("tried", () => this.tell(this.latest));
    news.addEventListener("all", () => {
      this.show();
      who.refresh();
    });
    this.show();
  }

  show() {
    const latest = assessment.lastChange(assessment.read(store));
    this.aside = store.records.stored.aside();
    this.tell(latest);
  }

  takeBack() {
    lastChange()?.undo();
    done("");
    this.querySelector("button")?.focus();
  }

  /** That all is kept can wait, but that it is not must replace at once what was said before. @param {string} now */
  heard(now) {
    this.latest = now;
    if (store.records.kept) later(() => this.tell(this.latest)); // by then all may be deleted elsewhere
    else this.tell(now);
  }

  /** Say where the answers are, and what is wrong with it. @param {string | undefined} whole when the last of them was given */
  tell(whole) {
    this.latest = whole;
    const { saved } = store.info();
    const { kept } = store.records;
    const { aside } = this;
    let said = "Nothing is kept on this device yet.";
    if (whole && kept) said = `Saved on this device ${moment(whole)}.`;
    else if (whole) said = "Not saved on this device.";
    const since = saved ? Date.now() - Date.parse(saved) : Infinity;
    if (whole && saved && whole > saved && since > OLD) said += ` Your last file is of ${day(saved)}: save a new one.`;
    else if (whole && kept && !saved) said += " Save a file too: a browser may forget.";
    if (this.saved && this.saved.textContent !== said) this.saved.textContent = said;
    const warnings = [];
    if (!kept || !store.records.stored.open) warnings.push("Your browser does not let this page keep your answers: its storage is blocked or full. They last as long as this page stays open. Save a file before you leave.");
    if (aside.length) warnings.push("Something that was kept here could not be read. It was put aside, and nothing else is lost.");
    if (this.warning && this.warning.dataset.said !== warnings.join()) {
      this.warning.dataset.said = warnings.join();
      this.warning.replaceChildren(...warnings.map((warning) => make("p", {}, warning)));
      if (aside.length) this.warning.append(button("Download what could not be read", () => download("self-assessment-unreadable.txt", aside.join("\n\n"), "text/plain")));
    }
    const last = lastChange();
    if (this.undo) this.undo.hidden = !last;
    if (this.undo && last) this.undo.textContent = `Undo ${last.what}`;
  }

  async open() {
    const file = this.file?.files?.[0];
    if (this.file && file) await openFile(file).finally(() => (this.file ? (this.file.value = "") : undefined));
  }

  askToDelete() {
    const whole = assessment.read(store);
    const answers = whole.rounds.reduce((sum, { answers: said }) => sum + Object.keys(said).length, 0);
    const parts = [
      counted(answers, "answer"),
      whole.plan.length && counted(whole.plan.length, "step of the action plan", "steps of the action plan"),
      whole.evidence.length && counted(whole.evidence.length, "entry of the evidence log", "entries of the evidence log"),
    ];
    const box = dialog(
      "Delete my answers",
      make("p", {}, `This deletes what ${whole.name ? whole.name + " has" : "you have"} entered on this device: ${parts.filter(Boolean).join(", ")}. You can undo it until you leave this page.`),
      button("Delete", () => {
        box.close();
        done("the deletion", assessment.remove(store));
        this.querySelector("button")?.focus();
      }),
      button("Keep", () => box.close(), { autofocus: true }),
    );
  }
}

/** @param {string} at @returns {string} the time of today, or the day */
function moment(at) {
  const then = new Date(at);
  const today = then.toDateString() === new Date().toDateString();
  return today ? `at ${TIME.format(then)}` : `on ${day(at)}`;
}

customElements.define("person-bar", PersonBar);
