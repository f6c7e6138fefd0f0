/* What stands above a form: the records of it on this device, what can be done with the one that is shown, and its entry in the evidence log. */

import { entered } from "./controls.js";
import { linkTo, naming } from "../../web/scripts/addresses.js";
import { button, fold, make, needed, tools } from "../../web/scripts/dom.js";
import { act } from "../../web/scripts/kept/acts.js";
import { REFERENCE, byReference } from "../../web/scripts/kept/answers.js";
import { NUMBER, deletedRecords, isOf, recordName, records } from "../../web/scripts/kept/form-records.js";
import { letters } from "../../web/scripts/parts.js";
import { n, t } from "../../web/scripts/words.js";

/** @import { FormRecord as Kept } from "../../web/scripts/kept/answers.js" */
/** @import { FormRecord } from "./form-record.js" */

const NAME = `(?:[a-z][a-z0-9-]*\\/)?[${letters.join("")}][1-9]\\d{0,3}`;
const ITEM = new RegExp(`^${NAME}$`);
/** A text that is only item numbers, such as that of a margin. */
const ITEMS = new RegExp(`^[\\s,;.&+]*(?:${NAME}[\\s,;.&+]*)+$`);

/** @param {FormRecord} page */
export function drawTools(page) {
  const { store } = page.session;
  const own = records(store).filter((record) => isOf(store, record, page.about));
  const gone = deletedRecords(store).filter((record) => isOf(store, record, page.about));
  const shown = own.find(({ id }) => id === page.shown);
  const offers = shown ? [] : (page.filling?.offers(page) ?? []);
  // The list is not drawn again at each letter.
  const drawn = JSON.stringify([
    own.map(recordName),
    gone.map(recordName),
    page.shown,
    shown && log(page, shown),
    offers.map(({ name }) => name),
  ]);
  if (page.drawnTools === drawn) return;
  page.drawnTools = drawn;
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  const words = page.tools.contains(active) ? active?.textContent : undefined;
  const open = [...page.tools.querySelectorAll("details")].map((one) => one.open);
  const list = own.map((record) =>
    make(
      "li",
      {},
      make(
        "a",
        { href: naming("record", record.id), "aria-current": record.id === page.shown && "true" },
        recordName(record),
      ),
    ),
  );
  page.tools.replaceChildren(
    make("p", {}, said(own.length, shown)),
    ...(list.length ? [make("ul", { class: "list ways" }, ...list)] : []),
    tools(
      ...(shown ? [button(t("New record"), () => page.blank())] : []),
      ...(shown ? [button(t("Delete this record"), () => page.deleteRecord())] : []),
      button(t("Print this form"), () => window.print()),
      ...(shown && page.dataset.word ? [button(t("Download as Word"), () => word(page))] : []),
      ...(shown ? evidence(page, shown) : []),
      ...offers.map(({ name, press }) => button(name, press)),
    ),
    ...(offers.length > 1
      ? [
          make(
            "p",
            {},
            t("All your evidence does not fit on one copy of this form. Each of these buttons starts a copy."),
          ),
        ]
      : []),
    ...(shown ? [past(page, shown)] : []),
    ...(gone.length ? [away(page, gone)] : []),
  );
  for (const [index, one] of page.tools.querySelectorAll("details").entries()) one.open = open[index] ?? false;
  if (words !== undefined)
    /** @type {HTMLElement | undefined} */ (
      [...page.tools.querySelectorAll("button, a, summary")].find(({ textContent }) => textContent === words)
    )?.focus();
}

/** @param {number} number @param {Kept | undefined} shown */
function said(number, shown) {
  if (shown) return t("You are filling in: {record}.", { record: recordName(shown) });
  return number
    ? n(
        "This device has {number} record of this form. Select it to go on with it, or write below to start a new one.",
        "This device has {number} records of this form. Select one to go on with it, or write below to start a new one.",
        number,
      )
    : t("Write below to start a record. It is saved on this device as you write.");
}

/** Offer the shown record as a Word file. @param {FormRecord} page */
async function word(page) {
  if (page.isTooLong()) return;
  const { saveWord } = await needed(() => import("./save-word.js"));
  saveWord(page);
}

/** The earlier values of a record, made when they are asked for. @param {FormRecord} page @param {Kept} record */
function past(page, { id }) {
  const box = fold(t("Earlier values"));
  box.addEventListener("toggle", async () => {
    if (!box.open || box.childNodes.length > 1) return;
    const { earlierValues } = await needed(() => import("../../web/scripts/person/earlier-values.js"));
    if (box.childNodes.length > 1) return;
    box.append(
      earlierValues(
        page.session,
        `form:${id}`,
        t("this record"),
        undefined,
        () => page.show(),
        (field) => page.label(field),
      ),
    );
  });
  return box;
}

/** Records that were deleted, to be put back. @param {FormRecord} page @param {Kept[]} gone */
function away(page, gone) {
  const rows = gone.map((record) => {
    const back = button(t("Put back"), () => page.putBack(record.id), {
      "aria-label": t("Put back: {said}", { said: recordName(record) }),
    });
    return make("li", {}, make("p", {}, recordName(record)), back);
  });
  return fold(t("Deleted records: {number}", { number: rows.length }), make("ul", { class: "list" }, ...rows));
}

/** The items that a record shows: those that are ticked, and those whose numbers are written in a margin or alone in a cell.
 * @param {FormRecord} page @returns {string[]} */
function items(page) {
  const { standard } = page.about;
  const found = [...page.places].flatMap(([name, controls]) => {
    const value = entered(controls);
    const row = controls[0].closest("[data-row]")?.getAttribute("data-row") ?? "";
    if (value === true) return ITEM.test(row) ? [row] : [];
    return value && page.canName(name) && ITEMS.test(value) ? (value.match(new RegExp(NAME, "g")) ?? []) : [];
  });
  const whole = found.map((item) => (item.includes("/") ? item : `${standard}/${item}`));
  return [...new Set(whole)].filter((one) => REFERENCE.test(one)).sort(byReference);
}

/** The entry of the evidence log about the shown record, and the items that it lacks. @param {FormRecord} page @param {Kept} record */
function log(page, { id }) {
  if (!page.hasAttribute("data-is-evidence") || !linkTo("progress")) return undefined;
  const entry = page.session.store.entries("evidence").find((one) => one.record === id);
  return { entry: entry?.id, lacks: items(page).filter((one) => !entry?.items.includes(one)) };
}

/** Offer to put the record into the evidence log, or what the log lacks of it. @param {FormRecord} page @param {Kept} record @returns {Node[]} */
function evidence(page, record) {
  const found = log(page, record);
  if (!found) return [];
  const { store } = page.session;
  const { entry, lacks } = found;
  const fields = Object.fromEntries(lacks.map((item) => [item, true]));
  /** @param {() => void} change */
  const doing = (change) => () => {
    act(store, entry ? t("add to evidence") : t("add evidence"), change);
    page.changed();
  };
  if (!entry) {
    const { title = "", dated = "", places } = record;
    const number = places[NUMBER];
    const about = {
      title: number ? t("{form}, no. {number}", { form: title, number }) : title,
      date: places[dated],
      where: t("On this device"),
      record: record.id,
    };
    return [
      button(
        t("Add to my evidence log"),
        doing(() => store.addEntry("evidence", { ...about, ...fields })),
      ),
    ];
  }
  const link = make("a", { class: "tool", href: `${linkTo("progress")}#log` }, t("My evidence log"));
  if (!lacks.length) return [link];
  const words = lacks.join(", ");
  return [
    link,
    button(
      t("Add {items} to my evidence log", { items: words }),
      doing(() => store.changeEntry("evidence", entry, fields)),
    ),
  ];
}
