/* <form-record>: a form that is filled in on screen. What is written is a record, kept on this device with the answers of the person. The
 * page shows one record, which its address names, or a blank form; it stores nothing before something is written. Without script the form
 * stays a form. */

import { KINDS, entered, paper, put } from "./controls.js";
import { details } from "./form-header.js";
import { naming } from "../../web/scripts/addresses.js";
import { make, notice } from "../../web/scripts/dom.js";
import { act } from "../../web/scripts/kept/acts.js";
import { isSame } from "../../web/scripts/kept/form-details.js";
import {
  CANDIDATE,
  deleteRecord,
  isOf,
  isTouched,
  putBackRecord,
  recordName,
  recordOf,
  startRecord,
  writeAt,
} from "../../web/scripts/kept/form-records.js";
import { holds } from "../../web/scripts/kept/history.js";
import { nameOf as nameOfField, placeName } from "../../web/scripts/kept/labels.js";
import { PersonBar } from "../../web/scripts/person/person-bar.js";
import { formLink } from "../../web/scripts/person/form-link.js";
import { Session } from "../../web/scripts/person/session.js";
import { t } from "../../web/scripts/words.js";

/** @import { Control } from "./controls.js" */
/** @import { FormRecord as Kept } from "../../web/scripts/kept/answers.js" */
/** @import { Form, Places } from "../../web/scripts/kept/form-records.js" */

export const session = await Session.open();
session.hasRounds = false;
const { store } = session;

/** The record that the address names. */
const named = () => new URLSearchParams(location.hash.slice(1)).get("record") ?? undefined;

export class FormRecord extends HTMLElement {
  /** What the page says of its form. @type {Form} */
  about = { form: "", title: "" };
  /** The id of the record that is shown; none for a blank form. @type {string | undefined} */
  shown;
  /** The controls of each place: several if one of them is chosen. @type {Map<string, Control[]>} */
  places = new Map();
  /** The places for each detail that is the same on every form. @type {Map<string, string[]>} */
  headers = new Map();
  /** The choice that is made in each group, so that a second click on it clears it. @type {WeakMap<Element, boolean>} */
  chosen = new WeakMap();
  session = session;
  bar = new PersonBar(session);
  /** The programs that are loaded last, and whether they are here. */
  above = /** @type {typeof import("./record-tools.js") | undefined} */ (undefined);
  room = /** @type {typeof import("./more-room.js") | undefined} */ (undefined);
  filling = /** @type {typeof import("./fill-in.js") | undefined} */ (undefined);
  isWhole = false;
  /** What the tools above the form were drawn from. */
  drawnTools = "";
  /** What the address names and the page cannot show. */
  said = make("div", { role: "status" });
  tools = make("div");

  connectedCallback() {
    if (this.form) return;
    const { form, title = "", standard, edition, dated, formerly = "" } = this.dataset;
    this.about = { form: form ?? "", title, standard, edition, dated };
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    if (standard) store.follow(new Map(formerly.split(" ").flatMap((old) => (old ? [[old, standard]] : []))));
    for (const control of /** @type {NodeListOf<Control>} */ (this.form.querySelectorAll("[name]"))) this.take(control);
    const early = [...this.places].filter(([, controls]) => entered(controls));
    const section = this.querySelector(".records");
    section?.append(this.bar, this.said, this.tools);
    section?.removeAttribute("hidden");
    this.listen();
    this.shown = named();
    const typed = early.map(([name, controls]) => /** @type {const} */ ([name, entered(controls)]));
    this.show();
    // What was entered before this program came is stored where nothing is.
    const held = this.values();
    for (const [name, value] of typed) if (value && !held[name]) this.keep(name, value, false);
    this.load();
  }

  listen() {
    const { form } = this;
    form?.addEventListener("submit", (event) => event.preventDefault());
    form?.addEventListener("input", ({ target }) => this.heard(/** @type {Control} */ (target)));
    form?.addEventListener("click", ({ target }) => this.pressed(/** @type {Element} */ (target)));
    form?.addEventListener("focusout", ({ target }) => this.left(/** @type {Control} */ (target)));
    for (const kind of ["hashchange", "popstate"]) addEventListener(kind, () => this.follow());
    document.addEventListener("detailschanged", () => this.show());
    document.addEventListener("formslimited", () => this.drawTools());
    session.on("all", () => {
      // The record is another person's, was erased, or its start was undone.
      if (this.hadRecord && !this.record()) this.leave();
      this.show();
    });
    session.on("acts", () => this.drawTools());
    session.on("who", () => this.drawTools());
  }

  history() {
    return store.records.history(`${store.person}:form:${this.shown}`);
  }

  /** Take a control in. @param {Control} control */
  take(control) {
    const { name } = control;
    const { detail, kind } = control.dataset;
    this.places.set(name, [...(this.places.get(name) ?? []), control]);
    if (detail) this.headers.set(detail, [...(this.headers.get(detail) ?? []), name]);
    if (kind === "date") /** @type {HTMLInputElement} */ (control).max = "2999-12-31";
  }

  /** @param {string} name @returns {string[]} the places with the same detail, or the place alone */
  alike(name) {
    return this.headers.get(this.places.get(name)?.[0].dataset.detail ?? "") ?? [name];
  }

  /** Where a detail is stored that several places show: where it was written before, or else at the first one. @param {string} name */
  whereTo(name) {
    const all = this.alike(name);
    return [name, ...all].find((one) => this.shown && isTouched(store, this.shown, one)) ?? all[0];
  }

  /** The record that is shown, if it is there and of this form. @returns {Kept | undefined} */
  record() {
    const record = this.shown && holds(this.history()) ? recordOf(store, this.shown) : undefined;
    return record && isOf(store, record, this.about) ? record : undefined;
  }

  /** The record that the address names, if it is of another form. @returns {Kept | undefined} */
  get other() {
    return this.shown && holds(this.history()) && !this.record() ? recordOf(store, this.shown) : undefined;
  }

  /** What a field of a record is called. @param {string} field */
  label(field) {
    const [control] = this.places.get(field.slice(1)) ?? [];
    const group = control?.type === "radio" ? control.closest("[aria-labelledby]") : null;
    const label = group ? document.getElementById(group.getAttribute("aria-labelledby") ?? "") : control?.labels?.[0];
    return control?.getAttribute("aria-label") || label?.textContent?.trim() || nameOfField(field);
  }

  /** Whether item numbers at a place are those of items that the record shows. @param {string} name */
  canName(name) {
    return this.places.get(name)?.[0].closest("td, .lines--margin") !== null;
  }

  /** What each place of the shown record says. A detail that is the same on every form is shown until the record has its own. It is not
   * shown on the record of another candidate. @returns {Places} */
  values() {
    const record = this.record();
    const own = record?.places ?? {};
    /** @type {Places} */
    const found = { ...own };
    const shared = this.shared();
    const candidate = this.headers
      .get("candidate")
      ?.map((name) => own[name])
      .find(Boolean);
    const isOther = candidate && shared.candidate && !isSame(candidate, shared.candidate);
    for (const [header, names] of this.headers) {
      const isOwn = record && names.some((name) => isTouched(store, record.id, name));
      const value = names.map((name) => own[name]).find(Boolean) ?? (isOwn || isOther ? "" : shared[header]);
      for (const name of names) if (value) found[name] ??= value;
    }
    return found;
  }

  /** Show what is stored. */
  show() {
    if (session.isEnded || !this.form) return;
    const record = this.record();
    const values = this.values();
    this.room?.makeRoom(this, values, this.drawn !== this.shown);
    this.drawn = this.shown;
    this.hadRecord = record !== undefined;
    /** @type {[name: string, value: string | true][]} */
    const lost = this.isWhole ? Object.entries(values).filter(([name]) => !this.places.has(name)) : [];
    for (const [name, controls] of this.places) {
      if (controls.some((one) => session.tooLong.has(/** @type {any} */ (one)))) continue;
      if (!put(controls, values[name])) lost.push([name, values[name]]);
      for (const control of controls) {
        if (control.type === "radio") this.chosen.set(control, /** @type {HTMLInputElement} */ (control).checked);
        paper(control);
      }
    }
    this.form.inert = record?.gone === true;
    this.tell(record);
    this.drawLost(lost);
    this.drawSource(record);
    this.drawTools();
  }

  /** Say why the record that the address names is not shown. @param {Kept | undefined} record */
  tell(record) {
    const { shown } = this;
    let words = "";
    /** @type {Node[]} */
    let more = [];
    if (shown && !record) {
      const other = store.people().find(({ id }) => holds(store.records.history(`${id}:form:${shown}`)));
      words = other
        ? t("This record belongs to {name}. To see it, select {name} under Options.", {
            name: other.name || t("No name given"),
          })
        : t("This record is not on this device. If you write on the form, you start a new record.");
      if (!other) this.shown = undefined;
    } else if (record?.gone) words = t("This record is deleted. To change it, put it back.");
    if (this.other) {
      words = t("This record is of another form: {form}.", {
        form: [this.other.title, recordName(this.other)].join(", "),
      });
      more = [" ", make("a", { href: formLink(store, this.other) }, t("Open the record"))].map((one) =>
        typeof one === "string" ? document.createTextNode(one) : one,
      );
    }
    if (this.said.dataset.words === words) return;
    this.said.dataset.words = words;
    this.said.replaceChildren(...(words ? [make("p", { class: "notice" }, words, ...more)] : []));
  }

  /** What the form as it is now has no place for. @param {[name: string, value: string | true][]} lost */
  drawLost(lost) {
    this.form?.querySelector(".form__lost")?.remove();
    if (!lost.length) return;
    const rows = lost.map(([name, value]) =>
      make("div", {}, make("dt", {}, placeName(name)), make("dd", {}, value === true ? t("yes") : value)),
    );
    const box = make(
      "section",
      { class: "part form__lost" },
      make("h2", { class: "form__heading" }, t("Text from an earlier version of this form")),
      make("dl", {}, ...rows),
    );
    const last = this.form?.querySelector(".part:last-child");
    if (last?.matches(".part--signatures")) last.before(box);
    else last?.after(box);
  }

  /** @param {Kept | undefined} record */
  drawSource(record) {
    this.form?.querySelector(".form__source")?.remove();
    if (record?.source)
      this.form?.querySelector(".form__purpose")?.after(make("p", { class: "form__by form__source" }, record.source));
  }

  drawTools() {
    if (!session.isEnded) this.above?.drawTools(this);
  }

  /** Load what is not needed to write on the form. Without a connection there is none of it. */
  async load() {
    const none = () => undefined;
    [this.above, this.room, this.filling] = await Promise.all([
      import("./record-tools.js").catch(none),
      import("./more-room.js").catch(none),
      this.querySelector("[data-sources]") ? import("./fill-in.js").catch(none) : undefined,
    ]);
    this.isWhole = true;
    this.drawn = undefined;
    this.show();
  }

  /** Something was typed or chosen: that is stored at once. @param {Control} control */
  heard(control) {
    if (!control.name) return;
    paper(control);
    const isTyped = control.matches("textarea, [type=text]");
    if (isTyped && !session.fitsLimit(/** @type {HTMLTextAreaElement} */ (control))) return session.tell("tried");
    if (control.type === "radio")
      for (const one of this.places.get(control.name) ?? []) this.chosen.set(one, one === control);
    const value = entered([control]);
    // The year is being typed.
    if (control.type === "date" && value && !KINDS.date.test(String(value))) return;
    this.keep(control.name, value, isTyped || control.type === "date" || control.type === "time");
  }

  /** A second click on a choice clears it: on paper, nothing need be chosen. @param {Element} target */
  pressed(target) {
    if (!(target instanceof HTMLInputElement) || target.type !== "radio") return;
    if (this.chosen.get(target)) {
      target.checked = false;
      this.chosen.set(target, false);
      this.keep(target.name, undefined, false);
    } else this.chosen.set(target, target.checked);
  }

  /** A browser makes 26 the year 0026. A date that cannot be stored does not stay. @param {Control} control */
  left(control) {
    if (control.type !== "date" || !control.value || KINDS.date.test(control.value)) return;
    control.value = control.value.replace(/^00/, "20");
    if (KINDS.date.test(control.value)) this.heard(control);
    else this.show();
  }

  /** Store what is written at a place. @param {string} name @param {string | true | undefined} value @param {boolean} isTyped */
  keep(name, value, isTyped) {
    const names = this.alike(name);
    if (!this.record()) {
      const isDetail = Boolean(this.places.get(name)?.[0].dataset.detail);
      if (!value && !isDetail) return;
      this.start(this.shownDetails());
    }
    if (!this.shown) return;
    writeAt(store, this.shown, this.whereTo(name), value || undefined, isTyped);
    const others = names.filter((other) => other !== name);
    const values = others.length ? this.values() : {};
    for (const other of others) {
      const controls = this.places.get(other) ?? [];
      put(controls, values[other]);
      controls.forEach(paper);
    }
    session.changed();
    clearTimeout(this.drawing);
    this.drawing = setTimeout(() => this.drawTools(), 300);
  }

  /** Forget a place that goes. @param {string} name */
  drop(name) {
    this.places.delete(name);
  }

  /** The details that are the same on every form. A day that is none is left out. @returns {{[header: string]: string}} */
  shared() {
    const found = Object.entries(details()).filter(([header, value]) => {
      const kind = this.places.get(this.headers.get(header)?.[0] ?? "")?.[0].dataset.kind;
      return !kind || KINDS[kind].test(value);
    });
    return Object.fromEntries(found);
  }

  /** The details that a blank form shows. A record keeps them, because the details may be another candidate's next time. @returns {Places} */
  shownDetails() {
    const shared = this.shared();
    return Object.fromEntries(
      [...this.headers].flatMap(([header, [first]]) => (shared[header] ? [[first, shared[header]]] : [])),
    );
  }

  /** Start a record, and let the address name it. @param {Places} places @param {string} [source] */
  start(places, source) {
    this.shown = this.drawn = startRecord(store, this.about, places, source);
    this.hadRecord = true;
    this.point();
    this.tell(this.record());
  }

  /** Start a record that the site fills in, as an act that can be undone, and show it.
   * @param {Places} places what to write, by the name of the place @param {string} source says when and from whose answers */
  startWith(places, source) {
    if (this.isTooLong()) return;
    const { candidate } = this.shared();
    const isOther = places[CANDIDATE] && candidate && !isSame(places[CANDIDATE], candidate);
    act(store, t("new record"), () => this.start({ ...(isOther ? {} : this.shownDetails()), ...places }, source));
    session.changed();
    session.tell("acts");
    this.show();
  }

  /** Show a blank form. */
  blank() {
    if (this.isTooLong()) return;
    this.leave();
    this.show();
    this.places.values().next().value?.[0].focus();
  }

  leave() {
    this.shown = undefined;
    this.point();
  }

  /** Delete the shown record, as an act that can be undone. */
  deleteRecord() {
    if (this.isTooLong()) return;
    deleteRecord(store, this.shown ?? "");
    this.leave();
    this.changed();
    this.bar.first();
  }

  /** @param {string} id of a record that was deleted */
  putBack(id) {
    putBackRecord(store, id);
    this.shown = id;
    this.point();
    this.changed();
  }

  changed() {
    session.changed();
    session.tell("acts");
    this.show();
  }

  /** Let the address name the shown record. What else it names stays. */
  point() {
    history.replaceState(null, "", naming("record", this.shown) || location.pathname + location.search);
  }

  /** Show the record that the address names now. */
  follow() {
    if (named() === this.shown || session.isEnded) return;
    if (this.isTooLong()) return this.point();
    this.shown = named();
    this.show();
  }

  /** Whether a text is too long to be stored. It would be lost if the page showed another record. */
  isTooLong() {
    if (!session.tooLong.size) return false;
    notice(t("Records of this form"), t("A text on this page is too long and is not saved. Shorten it first."));
    return true;
  }
}

customElements.define("form-record", FormRecord);
