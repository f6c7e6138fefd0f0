/* Saves the record that a page shows as the Word file of its form. */

import { fill } from "./word.js";
import { button, dialog, download, make, notice } from "../../web/scripts/dom.js";
import { NUMBER } from "../../web/scripts/kept/form-records.js";
import { t } from "../../web/scripts/words.js";

/** @import { FormRecord } from "./form-record.js" */

const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** @param {FormRecord} page of a site that has the Word file */
export async function saveWord(page) {
  const address = new URL(page.dataset.word ?? "", location.href);
  const values = new Map(Object.entries(page.values()));
  const source = page.record()?.source;
  const blank = await loaded(address);
  if (!blank)
    return notice(
      t("Not downloaded"),
      t("The Word file of this form did not load. Your record is not changed. Check your connection, then try again."),
    );
  const made = await fill(blank, values, source).catch(() => undefined);
  if (!made)
    return notice(
      t("Not downloaded"),
      t(
        "The Word file could not be written. Reload the page, then try again. If it still fails, update your browser or print the form.",
      ),
    );
  download(named(address, values.get(NUMBER)), made.file, TYPE);
  if (made.lost.length) tell(page, made.lost, values);
}

/** The Word file, if it is there. A page that asks for a password is no Word file. @param {URL} address */
async function loaded(address) {
  const response = await fetch(address).catch(() => undefined);
  const file = response?.ok ? await response.arrayBuffer().catch(() => undefined) : undefined;
  return file && new TextDecoder().decode(file.slice(0, 2)) === "PK" ? file : undefined;
}

/** The name of the form's file, with the number of the record in letters and digits that Windows, macOS and Android allow.
 * @param {URL} address @param {string | true | undefined} number */
function named({ pathname }, number) {
  const name = decodeURIComponent(pathname.slice(pathname.lastIndexOf("/") + 1)).replace(/\.docx$/, "");
  const words = String(number ?? "")
    .normalize()
    .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu);
  // 40 characters, but never a letter without the accents that follow it.
  const [short = ""] = /^.{0,40}(?!\p{M})/u.exec((words ?? []).join("-")) ?? [];
  return `${[name, short.replace(/-$/, "")].filter(Boolean).join("-")}.docx`;
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
