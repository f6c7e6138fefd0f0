/* <person-bar>: the options of a page and its warnings about saving. Its save line says whether the answers are saved on this device and
 * saves them to a file. A page can move the save line. */

import { dayName, localDay, timeName } from "../days.js";
import { button, download, inItsOwnTab, isFramed, later, make, needed, tools } from "../dom.js";
import { t } from "../words.js";
import { lastChange } from "../kept/answers.js";
import { acts, deleted, last } from "../kept/acts.js";
import { saveFile } from "./save-file.js";
import { Who } from "./who.js";

/** @import { Store } from "../kept/store.js" */
/** @import { Session } from "./session.js" */

const OLD = 14 * 24 * 3600 * 1000;

export class PersonBar extends HTMLElement {
  /** @type {string | undefined} */
  latest;
  /** @type {string[]} */
  aside = [];
  /** When a file was offered for saving and whose it is, until the learner confirms that it was saved. */
  offered = { person: "", at: "" };

  saved = make("p", { role: "status" });
  warning = make("div", { role: "status", class: "warning" });
  /** The advice to save to a file. */
  advice = make("p", { class: "advice", hidden: true });
  undo = button("", () => this.takeBack(), { hidden: true });
  keep = button(t("Save to a file"), () => this.save(), { class: "tool link" });
  confirm = button(t("Confirm the file is saved"), () => this.confirmed(), { class: "tool link", hidden: true });
  line = make("div", { class: "saved" }, this.saved, this.keep, this.confirm);
  elsewhere = make("div");
  file = make("input", { type: "file", hidden: true, change: () => this.open() });
  deleter = button(t("Delete my answers"), () => this.askToDelete());
  isStarted = false;

  /** @param {Session} session */
  constructor(session) {
    super();
    this.session = session;
    this.store = session.store;
    const open = button(t("Open a saved file"), () => this.file.click());
    this.who = new Who(session, open, isFramed() ? inItsOwnTab() : this.deleter);
    this.since = this.store.tab.read().since ?? last(this.store);
  }

  connectedCallback() {
    if (this.isStarted) return;
    this.isStarted = true;
    const { who } = this;
    this.store.tab.write({ since: this.since });
    this.append(this.warning, this.elsewhere, this.advice, this.line, tools(this.undo, this.file), who.fold);
    this.session.on("saved", () => this.heard(this.store.moment()));
    this.session.news.addEventListener("answer", () => this.latest ?? this.show()); // the first answer, from another window
    this.session.on("tried", () => this.tell(this.latest));
    this.session.on("save", () => this.save());
    this.session.on("acts", () => {
      this.showUndo();
      who.refresh();
    });
    this.session.on("all", () => {
      who.refresh();
      this.show();
    });
    this.show();
    if (this.store.records.stored.hasOthers())
      needed(() => import("./other-addresses.js")).then(({ offerElsewhere }) =>
        offerElsewhere(this.session, this.elsewhere),
      );
  }

  show() {
    const latest = lastChange(this.store.all());
    this.aside = this.store.records.stored.aside(`${this.store.person}:`);
    this.tell(latest);
    this.showUndo();
  }

  /** Offer to undo the last act since this tab was opened, by any person in any window. */
  showUndo() {
    this.since = Math.min(this.since, last(this.store)); // numbering restarts when all acts are erased
    const newest = [
      ...acts(this.store).filter(({ undone }) => !undone),
      ...deleted(this.store).map((one) => ({ ...one, what: t("delete"), key: "" })),
    ].sort((one, other) => other.number - one.number)[0];
    this.last = newest && newest.number > this.since ? newest : undefined;
    this.undo.hidden = !this.last;
    if (this.last) this.undo.textContent = t("Undo {what}", { what: this.last.what });
  }

  async takeBack() {
    const { last } = this;
    const { bringBack, takeBack } = await needed(() => import("./past.js"));
    if (last && "id" in last) bringBack(this.session, last.id);
    else if (last) takeBack(this.session, last.key, false);
    this.first();
  }

  /** Focus the Undo button, or the options if there is nothing to undo. */
  first() {
    (this.undo.hidden ? this.who.summary : this.undo).focus();
  }

  async save() {
    this.offered = { person: this.store.person, at: await saveFile(this.session) };
    this.tell(this.latest);
  }

  /** Record that the file was saved. Only the learner knows whether the browser saved it. */
  confirmed() {
    this.store.records.put(`${this.store.person}:saved`, { at: this.offered.at });
    this.offered.person = "";
    this.tell(this.latest);
    this.keep.focus();
  }

  /** Update the save line. "Saved" can wait, but a failure must replace the old text immediately. @param {string} now */
  heard(now) {
    if (!this.latest) later(() => this.who.refresh()); // a round has started
    this.latest = now;
    if (this.store.records.kept)
      later(() => this.tell(this.latest)); // all answers may have been deleted in another window
    else this.tell(now);
  }

  /** Show where the answers are saved, or what is wrong with saving. @param {string | undefined} whole time of the last answer */
  tell(whole) {
    this.latest = whole;
    const at = this.store.records.read(`${this.store.person}:saved`)?.at;
    const saved = typeof at === "string" ? at : "";
    const kept = this.store.records.kept && !this.session.tooLong.size;
    const { aside } = this;
    const canSave = this.store.records.kept && this.store.records.stored.open;
    this.deleter.hidden = !whole && !aside.length;
    let said = canSave ? t("Answers stay on this device.") : t("No answers yet.");
    if (whole && kept) said = saidWhen(whole);
    else if (this.session.tooLong.size) said = t("A text is too long and is not saved. Shorten it.");
    else if (whole) said = t("Not saved on this device.");
    const offered = Boolean(whole) && this.offered.person === this.store.person;
    if (offered) said += ` ${t("Check that the file is in your downloads.")}`;
    this.confirm.hidden = !offered;
    this.keep.hidden = !whole;
    if (this.saved.textContent !== said) this.saved.textContent = said;
    const isOld = Boolean(whole && saved && whole > saved && Date.now() - Date.parse(saved) > OLD);
    const advice = isOld
      ? t("You last saved a file on {day}. Save a new one.", { day: dayName(saved) })
      : t("Save to a file as well, in case your browser clears its data.");
    this.advice.hidden = !whole || offered || !(isOld || (kept && !saved && this.closest("my-progress")));
    if (this.advice.textContent !== advice) this.advice.textContent = advice;
    const warnings = [];
    if (!canSave)
      warnings.push(
        t(
          "Your browser cannot save your answers, because its storage is blocked or full. You will lose them when you close this page. Save to a file first.",
        ),
      );
    if (aside.length)
      warnings.push(
        t("Some of your saved data could not be read. A copy of it is still on this device. Nothing else is affected."),
      );
    if (this.warning.dataset.said !== warnings.join()) {
      this.warning.dataset.said = warnings.join();
      this.warning.replaceChildren(...warnings.map((warning) => make("p", {}, warning)));
      if (aside.length)
        this.warning.append(
          button(t("Download the unreadable data"), () =>
            download("self-assessment-unreadable.txt", aside.join("\n\n"), "text/plain"),
          ),
        );
    }
  }

  async open() {
    const file = this.file.files?.[0];
    if (!file) return;
    const { openFile } = await needed(() => import("./open-file.js"));
    await openFile(this.session, file).finally(() => (this.file.value = ""));
  }

  async askToDelete() {
    const { askToDelete } = await needed(() => import("./delete-answers.js"));
    askToDelete(this.session, () => this.first());
  }
}

/** @param {string} at @returns {string} the time if it is today, otherwise the day */
function saidWhen(at) {
  const today = new Date(at).toDateString() === new Date().toDateString();
  return today ? t("Saved at {time}.", { time: timeName(at) }) : t("Saved on {day}.", { day: dayName(at) });
}

customElements.define("person-bar", PersonBar);

/** @param {Store} store @param {boolean} blank whether the fields stay empty, to be filled in by hand */
export function writeHead(store, blank) {
  const round = store.rounds().find(({ id }) => id === store.round);
  const said = {
    person: store.name(),
    date: dayName(localDay(store.now())),
    round: round?.title ?? store.roundTitle,
    assessor: round?.assessor,
  };
  for (const [name, text] of Object.entries(said)) {
    const line = document.querySelector(`[data-written="${name}"]`);
    if (line) line.textContent = blank ? "" : (text ?? "");
  }
}
