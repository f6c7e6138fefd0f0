/* The dialog with earlier values of an item, a step or an entry. The learner can restore or erase them. */

import { earlier } from "../kept/acts.js";
import { asHistory, whole } from "../kept/history.js";
import { dayName, timeName } from "../days.js";
import { button, dialog, inItsOwnTab, isFramed, make, notice, tools } from "../dom.js";
import { eraseHistory } from "../kept/erase.js";
import { nameOf } from "../kept/labels.js";
import { textOf } from "../kept/values.js";
import { t } from "../words.js";

/** @import { Scale } from "../kept/suite.js" */
/** @import { Session } from "./session.js" */

/** @param {Session} session @param {string} rest of the record's key @param {string} name of the item, step or entry: "P1", "step 2"
 * @param {Scale | undefined} scale
 * @param {() => void} after called when a value was restored @param {(field: string) => string} called returns a field's label
 * @returns {HTMLElement} */
export function earlierValues(session, rest, name, scale, after, called = nameOf) {
  const { store } = session;
  const rows = earlier(asHistory(store.records.read(`${store.person}:${rest}`))).map(({ field, step }) => {
    const [text, own] = [textOf(scale, rest, field, step.value), step.by.startsWith(store.device)];
    const when = step.at ? `${dayName(step.at)}, ${timeName(step.at)}` : "";
    const use = button(
      t("Use again"),
      () => {
        const there = asHistory(store.records.read(`${store.person}:${rest}`))[field]?.some(
          (one) => whole(one) === whole(step),
        );
        if (!there) return notice(t("Use again"), t("This value was erased in another tab."));
        store.set(rest, { [field]: step.value }, { mark: step.mark });
        session.changed();
        after();
      },
      { "aria-label": t("Use again for {name}: {field}, {value}", { name, field: called(field), value: text }) },
    );
    const where = own || step.by.startsWith("v1.") ? "" : t("on another device");
    return make(
      "li",
      {},
      make(
        "p",
        {},
        make("b", {}, called(field)),
        `: ${text} `,
        make("small", {}, [when, where].filter(Boolean).join(", ")),
      ),
      use,
    );
  });
  const erase = isFramed()
    ? inItsOwnTab()
    : button(t("Erase values"), () => ask(session, rest, name), {
        "aria-label": t("Erase values of {name}", { name }),
      });
  return make(
    "div",
    { class: "earlier found soft" },
    make(
      "p",
      {},
      rows.length ? t("Earlier values of {name}:", { name }) : t("{name} has no earlier values.", { name }),
    ),
    make("ul", { class: "picks list" }, ...rows),
    tools(erase),
  );
}

/** @param {Session} session @param {string} rest @param {string} name */
function ask(session, rest, name) {
  const { store } = session;
  /** @param {boolean} all */
  const erase = (all) => () => {
    box.close();
    eraseHistory(store, rest, all);
    session.changed();
    session.tell("all");
  };
  const others =
    rest.startsWith("answer:") && store.rounds().length > 1
      ? [make("p", {}, t("Your answers in other rounds do not change."))]
      : [];
  const box = dialog(
    t("Erase values of {name}", { name }),
    make(
      "p",
      {},
      t(
        "This will remove the values from this device for good. You cannot undo it, and opening a file later does not bring them back. Files that you saved before still contain them.",
      ),
    ),
    ...others,
    tools(
      button(t("Erase earlier values"), erase(false)),
      button(t("Erase all values, also the current one"), erase(true)),
      button(t("Cancel"), () => box.close(), { autofocus: true }),
    ),
  );
}
