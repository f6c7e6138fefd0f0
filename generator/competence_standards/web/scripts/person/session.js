/* Connects a page with the answers on this device. Follows changes in other windows, retries failed saves, and ends when everything is
 * removed. The page's entry script opens one session and passes it to the elements. */

import { make } from "../dom.js";
import { LANG, t } from "../words.js";
import { MOST } from "../kept/answers.js";
import { forget, OLD, openStore, PREFIX, remember } from "../kept/this-device.js";
import { suite } from "./edition.js";

/** @import { Scale, Suite } from "../kept/suite.js" */
/** @import { Labels } from "../kept/file.js" */
/** The events. `all`: anything may have changed. `saved`: the learner changed something here. `who`: a name changed. `acts`: the list of
 * acts to undo changed. `tried`: unsaved changes were retried. `save`: the learner wants to save to a file. `answer` names the item whose
 * answer another window changed.
 * @typedef {"all" | "saved" | "who" | "acts" | "tried" | "save"} News */

export class Session {
  store = openStore((chosen) => {
    if (!this.isEnded) remember(chosen);
  });
  news = new EventTarget();
  /** Fields whose text is too long to save. @type {Set<HTMLInputElement | HTMLTextAreaElement>} */
  tooLong = new Set();
  /** Whether everything was removed from this device. This page then stops saving. */
  isEnded = false;
  /** The id of this device, once it is stored. @type {unknown} */
  device;
  /** The labels of the current scale. @type {Labels | undefined} */
  labels;
  hasChanged = false;
  /** Whether the page shows the answers of one round. */
  hasRounds = true;

  /** @returns {Promise<Session>} after taking over answers from version 1 and from other windows */
  static async open() {
    const session = new Session();
    await session.takeOver();
    await session.gather();
    session.store.start();
    session.isRemoved();
    session.listen();
    return session;
  }

  /** The person and the round that the page shows, joined for comparison. */
  get shown() {
    return `${this.store.person} ${this.store.round}`;
  }

  /** @param {News} kind */
  tell(kind) {
    this.news.dispatchEvent(new Event(kind));
  }

  /** @param {News} kind @param {() => void} then */
  on(kind, then) {
    this.news.addEventListener(kind, then);
  }

  /** Take over what a page of version 1 stored. */
  async takeOver() {
    if (!this.store.records.stored.foreignKeys(OLD).length) return;
    const legacy = await import("../kept/legacy.js").catch(() => undefined); // offline, the old answers stay in place until the next visit
    legacy?.takeOver(this.store, OLD);
  }

  /** Move answers that another window saved under a person's old id. */
  async gather() {
    if (!this.store.late().length) return;
    const undo = await import("../kept/undo.js").catch(() => undefined); // offline, these stay in place too
    undo?.gather(this.store);
  }

  /** Learn the current scale and the standards whose id has changed. @param {Scale} scale @param {Map<string, string>} renamed
   * new ids by old ones */
  know(scale, renamed) {
    const { store } = this;
    const labels = scale.levels.map(({ id, criterion, knowledge }) => {
      return [id, { criterion: criterion.label, knowledge: knowledge.label }];
    });
    this.labels ??= Object.fromEntries(labels);
    store.follow(renamed);
    scale.former = store.labels(store.records.read("device") && this.labels);
  }

  /** @returns {Promise<Suite>} */
  async learned() {
    const all = await suite();
    const renamed = all.standards.flatMap(({ id, formerly = [] }) => formerly.map((old) => [old, id]));
    this.know(all.scale, new Map(/** @type {[string, string][]} */ (renamed)));
    return all;
  }

  /** Run after each change on this page. */
  changed() {
    if (!this.hasChanged) {
      navigator.storage?.persist?.().catch(() => undefined);
      if (this.labels) this.store.labels(this.labels);
    }
    this.hasChanged = true;
    this.tell("saved");
  }

  /** Whether a text is short enough to save. The limit is shown during typing. A longer text stays in its field, unsaved, until it is
   * shortened. @param {HTMLInputElement | HTMLTextAreaElement} control @returns {boolean} */
  fitsLimit(control) {
    const { length } = control.value;
    const fits = length <= MOST.text;
    const label = control.closest("label") ?? control;
    let note = label.nextElementSibling?.matches(".limit") ? label.nextElementSibling : null;
    if (length > MOST.text * 0.9) {
      if (!note) label.after((note = make("p", { class: "limit", role: "status" })));
      const [now, most] = [length, MOST.text].map((number) => number.toLocaleString(LANG));
      note.textContent = fits
        ? t("{now} of {most} characters.", { now, most })
        : t("{now} characters. Shorten the text to {most}. It is not saved until it fits.", { now, most });
    } else note?.remove();
    if (fits) control.removeAttribute("aria-invalid");
    else control.setAttribute("aria-invalid", "true");
    this.tooLong[fits ? "delete" : "add"](control);
    return fits;
  }

  /** Drop everything that this page holds, because everything was removed from this device. @param {string} text to show instead */
  end(text) {
    this.isEnded = true;
    this.store.records.end();
    this.tooLong.clear();
    forget();
    const title = make("h1", { tabindex: -1 }, t("Removed from this device"));
    const again = make("a", { href: location.pathname }, t("Open this page again"));
    document.querySelector(".md-content__inner")?.replaceChildren(title, make("p", { role: "status" }, text), again);
    title.focus();
  }

  /** Whether everything was removed since this page was opened, in another window or in the browser's settings. @param {boolean} [now] */
  isRemoved(now) {
    if (this.isEnded) return true;
    const { records } = this.store;
    // A damaged id does not mean that everything was removed, so store the id again.
    if (this.device && records.stored.text("device") && !records.stored.read("device"))
      records.begin("device", { id: this.device });
    const id = records.stored.open ? records.stored.read("device")?.id : this.device;
    if (!now && (!this.device || id === this.device)) this.device = id;
    else this.end(t("Everything that this site saved on this device was removed."));
    return this.isEnded;
  }

  /** Retry failed saves whenever the page is hidden or shown. */
  retry() {
    if (this.isRemoved()) return;
    this.store.records.flush();
    this.tell("tried");
    void this.gather();
  }

  listen() {
    let { shown } = this;
    // Leave the field, because its text belongs to the previous person or round and the next keystroke would save it here.
    this.on("all", () => {
      if (shown === this.shown) return;
      shown = this.shown;
      for (const control of this.tooLong) {
        control.value = "";
        this.fitsLimit(control);
      }
      /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    });
    let pause = 0;
    addEventListener("storage", ({ key, newValue }) => {
      if (this.isRemoved(key === `${PREFIX}device` && newValue === null)) return;
      if (key?.startsWith(OLD)) return void this.takeOver().then(() => this.tell("all"));
      if (key && !key.startsWith(PREFIX)) return;
      const start = `${PREFIX}${this.store.person}:answer:${this.store.round}:`;
      if (key?.startsWith(start))
        this.news.dispatchEvent(new CustomEvent("answer", { detail: key.slice(start.length) }));
      else if (!pause || key?.match(/:(deleted|erased):/)) this.tell("all");
      // Wait and combine events, because opening a file in another tab changes thousands of records. Act at once if answers were deleted or
      // erased.
      pause ||= setTimeout(() => {
        pause = 0;
        if (!this.isEnded) this.tell("all");
      }, 500);
    });
    addEventListener("pagehide", () => this.retry());
    document.addEventListener("visibilitychange", () => {
      this.retry();
      if (document.visibilityState === "visible" && !this.isEnded) this.tell("all");
    });
    addEventListener("pageshow", ({ persisted }) => persisted && !this.isRemoved() && this.tell("all"));
    addEventListener("beforeunload", (event) => {
      this.retry();
      if (!this.isEnded && (!this.store.records.kept || this.tooLong.size)) event.preventDefault();
    });
    // Typing after the field was left starts a new step.
    document.addEventListener("focusout", () => (this.store.typing = undefined));
  }
}
