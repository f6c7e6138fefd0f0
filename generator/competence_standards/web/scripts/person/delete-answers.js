/* The dialogs for deleting answers, which can be undone, and for erasing them, which cannot. */

import "./close-dialogs.js";
import { deleted } from "../kept/acts.js";
import { view } from "../kept/answers.js";
import { dayName } from "../days.js";
import { button, dialog, make, needed, notice, tools } from "../dom.js";
import { erase } from "../kept/erase.js";
import { areDetailsOf, copyDetails, formDetails, removeDetails } from "../kept/form-details.js";
import { remove } from "../kept/undo.js";
import { n, t } from "../words.js";

/** @import { Assessment } from "../kept/answers.js" */
/** @import { Store } from "../kept/store.js" */
/** @import { Session } from "./session.js" */

/** Return the numbers of answers, steps and entries, in words. @param {Assessment} whole */
export function amount({ rounds, plan, evidence, forms }) {
  const answers = rounds.reduce((sum, round) => sum + Object.keys(round.answers).length, 0);
  const parts = [
    n("{number} answer", "{number} answers", answers),
    plan.length && n("{number} step of the action plan", "{number} steps of the action plan", plan.length),
    evidence.length && n("{number} entry of the evidence log", "{number} entries of the evidence log", evidence.length),
    forms.length && n("{number} record of a form", "{number} records of forms", forms.length),
  ];
  return parts.filter(Boolean).join(", ");
}

/** Build the offer to remove the details printed on forms too, if they are this person's or there is only one person.
 * @param {Store} store @param {string} name @param {boolean} isErased whether it cannot be undone */
function aboutDetails(store, name, isErased) {
  const details = formDetails().join(", ");
  if (!details) return { words: [], done: () => undefined };
  if (!areDetailsOf(name) && (name || store.people().length > 1)) {
    const stay = t(
      "The details to print on forms stay on this device: {details}. To remove them, open a form and select “Clear these details”.",
      { details },
    );
    return { words: [make("p", {}, stay)], done: () => undefined };
  }
  const box = make("input", { type: "checkbox", checked: true });
  const said = isErased
    ? t("Also remove the details to print on forms: {details}. You cannot bring them back.", { details })
    : t("Also delete the details to print on forms: {details}. They come back with the answers.", { details });
  return {
    words: [make("label", { class: "check" }, box, ` ${said}`)],
    /** @param {string} [person] whose deletion can be undone */
    done: (person) => {
      if (!box.checked) return;
      if (person) copyDetails((copy) => store.records.put(`${person}:details`, copy));
      removeDetails();
    },
  };
}

/** Ask how to delete this person's answers. @param {Session} session @param {() => void} then what follows */
export function askToDelete(session, then) {
  const { store } = session;
  const whole = view(store.all());
  const aside = store.records.stored.aside(`${store.person}:`).length;
  const unread = aside && n("{number} record that could not be read", "{number} records that could not be read", aside);
  const answers = unread
    ? t("{answers}, and {unreadable}", { answers: amount(whole), unreadable: unread })
    : amount(whole);
  const details = aboutDetails(store, whole.name, false);
  const box = dialog(
    t("Delete my answers"),
    make(
      "p",
      {},
      whole.name
        ? t("This will delete everything that {name} has entered on this device: {answers}.", {
            name: whole.name,
            answers,
          })
        : t("This will delete everything that you have entered on this device: {answers}.", { answers }),
    ),
    make(
      "p",
      {},
      t(
        "You can bring deleted answers back on this device until you erase them. If you share this device, erase them, so that no one can bring them back.",
      ),
    ),
    ...details.words,
    tools(
      button(t("Delete my answers"), () => {
        box.close();
        const { person } = store;
        remove(store);
        details.done(person);
        session.tell("all");
        then();
      }),
      button(t("Erase for good"), () => {
        box.close();
        askToErase(session, store.person, whole.name, then);
      }),
      button(t("Remove everything from this device"), () => {
        box.close();
        needed(() => import("./remove-everything.js")).then(({ askToRemove }) => askToRemove(session));
      }),
      button(t("Cancel"), () => box.close(), { autofocus: true }),
    ),
  );
}

/** Ask for confirmation, then erase a person's answers. @param {Session} session @param {string} id @param {string} name
 * @param {() => void} then */
export async function askToErase(session, id, name, then) {
  const { store } = session;
  if (!store.records.stored.open) {
    return notice(
      t("Erase for good"),
      t(
        "Your browser does not let this page erase anything. To erase your answers, clear the data of this site in your browser’s settings.",
      ),
    );
  }
  const found = () => deleted(store).find((one) => one.id === id);
  const gone = found();
  const day = gone ? dayName(gone.at) : "";
  const what = gone
    ? name
      ? t("This will remove what {name} entered, then deleted on {day}, and all earlier values, from this device.", {
          name,
          day,
        })
      : t("This will remove what you entered, then deleted on {day}, and all earlier values, from this device.", {
          day,
        })
    : name
      ? t(
          "This will remove everything that {name} entered, with everything deleted before, and all earlier values, from this device.",
          { name },
        )
      : t(
          "This will remove everything that you entered, with everything deleted before, and all earlier values, from this device.",
        );
  const details = aboutDetails(store, name, true);
  const elsewhere = store.records.stored.hasOthers()
    ? [...(await (await needed(() => import("./other-addresses.js"))).movedHere(session)).keys()]
    : [];
  const stays = elsewhere.length
    ? [
        make(
          "p",
          {},
          t(
            "Answers from another address of this site ({addresses}) stay on this device. To remove them, select “Remove everything from this device” on My progress.",
            { addresses: elsewhere.join(", ") },
          ),
        ),
      ]
    : [];
  const box = dialog(
    t("Erase for good"),
    make("p", {}, `${what} ${t("You cannot undo it. Files that you saved before still contain these answers.")}`),
    ...stays,
    ...details.words,
    tools(
      button(t("Erase for good"), () => {
        box.close();
        if (!found() !== !gone)
          return notice(
            t("Erase for good"),
            t(
              "These answers were deleted or brought back in another tab. Nothing was erased. Select “Erase for good” again.",
            ),
          );
        erase(store, id);
        details.done();
        session.changed();
        session.tell("all");
        then();
      }),
      button(t("Cancel"), () => box.close(), { autofocus: true }),
    ),
  );
}
