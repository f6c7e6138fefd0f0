/* Links to the forms that can be filled in from the answers on this device. */

import { linkTo } from "../../../web/scripts/addresses.js";
import { fold, make } from "../../../web/scripts/dom.js";
import { forms } from "../../../web/scripts/person/edition.js";
import { t } from "../../../web/scripts/words.js";

/** @import { Facts } from "./my-progress.js" */

/** The forms for each candidate, then those of each standard that was rated or has evidence. @param {Facts} facts @returns {Promise<Node[]>} */
export async function formsToFillIn({ standards, answers, whole }) {
  const known = Object.entries(await forms().catch(() => ({}))).filter(([, { fills }]) => fills);
  const touched = new Set(
    [...Object.keys(answers), ...whole.evidence.flatMap(({ items }) => items)].map((item) => item.split("/")[0]),
  );
  /** @param {string} href @param {string} words */
  const row = (href, words) => make("li", {}, make("a", { href }, words));
  const rows = [
    ...known
      .filter(([, { per }]) => per === "candidate")
      .map(([id, { title }]) => row(String(linkTo("form", "", id)), title)),
    ...[...standards.values()].flatMap((one) =>
      known
        .filter(([, { per }]) => per === "standard" && touched.has(one.standard))
        .map(([id, { title }]) =>
          row(
            String(linkTo("formOfStandard", one.standard, id)),
            t("{form}: {standard}", { form: title, standard: one.title }),
          ),
        ),
    ),
  ];
  if (!rows.length) return [];
  const lead = t(
    "Open a form, then select “Fill in from my answers”. You can print the form, or add more to it first.",
  );
  return [fold(t("Forms to fill in from my answers"), make("p", {}, lead), make("ul", { class: "list" }, ...rows))];
}
