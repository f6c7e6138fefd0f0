/* Saves the record that a page shows as the Word file of its form. */

import { limit } from "./limit-word.js";
import { fill } from "./word.js";
import { button, dialog, download, make, notice } from "../../web/scripts/dom.js";
import { NUMBER } from "../../web/scripts/kept/form-records.js";
import { t } from "../../web/scripts/words.js";

/** @import { FormRecord } from "./form-record.js" */
/** @import { Limit } from "./limit-word.js" */

const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** @param {FormRecord} page of a site that has the Word file */
export async function saveWord(page) {
  const address = new URL(page.dataset.word ?? "", location.href);
  const values = new Map(Object.entries(page.values()));
  const source = page.record()?.source;
  const left = limited(page, values);
  for (const name of left?.gone ?? []) values.delete(name);
  const blank = await loaded(address);
  if (!blank)
    return notice(
      t("Not downloaded"),
      t("The Word file of this form did not load. Your record is not changed. Check your connection, then try again."),
    );
  const made = await fill(blank, values, source, left && ((parts) => limit(parts, left))).catch(() => undefined);
  if (!made)
    return notice(
      t("Not downloaded"),
      t(
        "The Word file could not be written. Reload the page, then try again. If it still fails, update your browser or print the form.",
      ),
    );
  download(named(address, left, values.get(NUMBER)), made.file, TYPE);
  if (made.lost.length) tell(page, made.lost, values);
}

/** What a limited page shows of the form, or undefined for the whole form. @param {FormRecord} page @param {Map<string, string | true>} values
 * @returns {Limit | undefined} */
function limited(page, values) {
  /** @param {string} selector */
  const text = (selector) => page.querySelector(selector)?.textContent ?? "";
  const part = text("[data-limit]");
  if (!part) return undefined;
  const gone = new Set();
  const shares = new Map();
  const totals = new Map();
  for (const [name, [control]] of page.places) {
    const row = /** @type {HTMLElement | null} */ (control.closest("[data-item], .total"));
    const rules = [...(control.closest(".passage, [data-least]:not(table)")?.querySelectorAll(".rule") ?? [])];
    const share = rules.filter((rule) => !rule.matches("[data-spare]")).length / rules.length;
    if (row?.hidden || (!values.get(name) && (share === 0 || control.closest("[data-spare]")))) gone.add(name);
    else if (share < 1) shares.set(name, share);
    const total = row?.querySelector("[data-total]");
    if (total) totals.set(name, total.textContent);
  }
  const notice = [...page.querySelectorAll(".part--notice[data-limited] li")].map((one) => one.textContent ?? "");
  return { gone, shares, totals, part, notice, others: text(".form__help[data-limited]") };
}

/** The Word file, if it is there. A page that asks for a password is no Word file. @param {URL} address */
async function loaded(address) {
  const response = await fetch(address).catch(() => undefined);
  const file = response?.ok ? await response.arrayBuffer().catch(() => undefined) : undefined;
  return file && new TextDecoder().decode(file.slice(0, 2)) === "PK" ? file : undefined;
}

/** The name of the form's file, with the items of a limited form, and with the number of the record in letters and digits that Windows,
 * macOS and Android allow.
 * @param {URL} address @param {Limit | undefined} left @param {string | true | undefined} number */
function named({ pathname }, left, number) {
  const name = decodeURIComponent(pathname.slice(pathname.lastIndexOf("/") + 1)).replace(/\.docx$/, "");
  const words = String(number ?? "")
    .normalize()
    .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu);
  // 40 characters, but never a letter without the accents that follow it.
  const [short = ""] = /^.{0,40}(?!\p{M})/u.exec((words ?? []).join("-")) ?? [];
  const { value = "" } = /** @type {HTMLInputElement} */ (
    document.querySelector("choose-items input[type=text]") ?? {}
  );
  const items = left ? value.replaceAll(", ", "_") : "";
  return `${[name, items.slice(0, 40), short.replace(/-$/, "")].filter(Boolean).join("-")}.docx`;
}

/** Say what the Word file has no place for. @param {FormRecord} page @param {string[]} names @param {Map<string, string | true>} values */
function tell(page, names, values) {
  const rows = names.map((name) => {
    const value = values.get(name);
    return make(
      "div",
      {},
      make("dt", {}, page.label(`@${name}`)),
      make("dd", {}, value === true ? t("yes") : (value ?? "")),
    );
  });
  const box = dialog(
    t("Not in the Word file"),
    make(
      "p",
      {},
      t(
        "The Word file has no place for this text. It stays in your record on this device. Copy the text if you need it.",
      ),
    ),
    make("dl", { class: "form__lost" }, ...rows),
    button(t("Close"), () => box.close(), { autofocus: true }),
  );
}
