/* The list of forms that a person filled in on screen, in the order in which they were started. */

import { button, fold, make } from "../../../web/scripts/dom.js";
import {
  deletedRecords,
  deleteRecord,
  putBackRecord,
  recordName,
  records,
} from "../../../web/scripts/kept/form-records.js";
import { placeName } from "../../../web/scripts/kept/labels.js";
import { forms } from "../../../web/scripts/person/edition.js";
import { formLink } from "../../../web/scripts/person/form-link.js";
import { t } from "../../../web/scripts/words.js";

/** @import { FormRecord } from "../../../web/scripts/kept/answers.js" */
/** @import { Facts } from "./my-progress.js" */

/** @param {Facts} facts @returns {Promise<Node[]>} */
export async function formRecords(facts) {
  const { store } = facts.session;
  const known = await forms();
  /** Return the form and the standard of a record. @param {FormRecord} record */
  const of = ({ form = "", title = form, standard = "" }) => {
    const id = standard && store.current(`${standard}/`).slice(0, -1);
    const found = facts.suite.standards.find((one) => one.id === id);
    const onSite = Object.hasOwn(known, form) && (known[form].per === "standard" ? found !== undefined : !standard);
    return { onSite, name: [onSite ? known[form].title : title, found?.title ?? standard].filter(Boolean).join(", ") };
  };
  const rows = records(store).map((record) => {
    const { onSite, name } = of(record);
    const called = `${name}: ${recordName(record)}`;
    const remove = button(t("Delete"), () => changed(facts, () => deleteRecord(store, record.id)), {
      "aria-label": t("Delete: {record}", { record: called }),
    });
    return make(
      "li",
      {},
      make(
        "div",
        {},
        make("p", {}, onSite ? make("a", { href: formLink(store, record) }, called) : called),
        ...(onSite ? [] : [content(record)]),
      ),
      remove,
    );
  });
  const gone = deletedRecords(store).map((record) => {
    const called = `${of(record).name}: ${recordName(record)}`;
    const back = button(t("Put back"), () => changed(facts, () => putBackRecord(store, record.id)), {
      "aria-label": t("Put back: {said}", { said: called }),
    });
    return make("li", {}, make("p", {}, called), back);
  });
  return [
    ...(rows.length ? [make("ul", { class: "picks list" }, ...rows)] : []),
    ...(gone.length
      ? [fold(t("Deleted records: {number}", { number: gone.length }), make("ul", { class: "picks list" }, ...gone))]
      : []),
  ];
}

/** @param {Facts} facts @param {() => void} change */
function changed({ session, touched }, change) {
  change();
  touched();
  session.tell("acts");
}

/** List the values of a record whose form is not on this site. @param {FormRecord} record */
const content = ({ places }) =>
  make(
    "div",
    {},
    make("p", {}, t("This form is not on this site. What you wrote is still saved.")),
    fold(
      t("What you wrote"),
      make(
        "dl",
        {},
        ...Object.entries(places).flatMap(([name, value]) => [
          make("dt", {}, placeName(name)),
          make("dd", {}, value === true ? t("yes") : value),
        ]),
      ),
    ),
  );
