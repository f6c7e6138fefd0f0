/* The dialogs in which a learner deletes answers, which can be brought back, or erases them for good. */

import { deleted } from "./acts.js";
import { view } from "./assessment.js";
import { dayName } from "./days.js";
import { button, counted, dialog, make, needed, notice, tools } from "./element.js";
import { erase } from "./erase.js";
import { areDetailsOf, formDetails, removeDetails } from "./form-details.js";
import { changed, store, tell } from "./session.js";
import { remove } from "./undo.js";

/** @import { Assessment } from "./answers.js" */

/** How many answers, steps and entries there are, in words. @param {Assessment} whole */
export function amount({ rounds, plan, evidence }) {
  const answers = rounds.reduce((sum, round) => sum + Object.keys(round.answers).length, 0);
  const parts = [
    counted(answers, "answer"),
    plan.length && counted(plan.length, "step of the action plan", "steps of the action plan"),
    evidence.length && counted(evidence.length, "entry of the evidence log", "entries of the evidence log"),
  ];
  return parts.filter(Boolean).join(", ");
}

/** What the forms of this device say, and the offer to remove it with the answers of the same person.
 * @param {string} name @param {boolean} checked whether that is meant unless the learner says otherwise */
function aboutDetails(name, checked) {
  const said = formDetails().join(", ");
  const box = make("input", { type: "checkbox", checked });
  if (!said) return { words: [], done: () => undefined };
  if (!areDetailsOf(name)) return { words: [make("p", {}, `The details to print on forms stay on this device: ${said}. To remove them, open a form and select “Clear these details”.`)], done: () => undefined };
  return { words: [make("label", { class: "yes" }, box, ` Also remove the details to print on forms: ${said}. You cannot bring them back.`)], done: () => (box.checked ? removeDetails() : undefined) };
}

/** Ask how the answers of this person are to go. @param {() => void} then what follows */
export function askToDelete(then) {
  const whole = view(store.all());
  const aside = store.records.stored.aside(`${store.person}:`).length;
  const details = aboutDetails(whole.name, false);
  const box = dialog(
    "Delete my answers",
    make("p", {}, `This will delete everything that ${whole.name ? whole.name + " has" : "you have"} entered on this device: ${[amount(whole), aside && counted(aside, "record that could not be read", "records that could not be read")].filter(Boolean).join(", and ")}.`),
    make("p", {}, "You can bring deleted answers back on this device until you erase them. If you share this device, erase them, so that no one can bring them back."),
    ...details.words,
    tools(
      button("Delete my answers", () => {
        box.close();
        remove(store);
        details.done();
        tell("all");
        then();
      }),
      button("Erase for good", () => {
        box.close();
        askToErase(store.person, whole.name, then);
      }),
      button("Remove everything from this device", () => {
        box.close();
        needed(() => import("./remove-everything.js")).then(({ askToRemove }) => askToRemove());
      }),
      button("Cancel", () => box.close(), { autofocus: true }),
    ),
  );
}

/** Ask before a person's answers are erased. @param {string} id @param {string} name @param {() => void} then */
export async function askToErase(id, name, then) {
  if (!store.records.stored.open) {
    return notice("Erase for good", "Your browser does not let this page erase anything. To erase your answers, clear the data of this site in your browser’s settings.");
  }
  const found = () => deleted(store).find((one) => one.id === id);
  const gone = found();
  const whose = name || "you";
  const what = gone ? `what ${whose} entered, then deleted on ${dayName(gone.at)}` : `everything that ${whose} entered, with everything deleted before`;
  const details = aboutDetails(name, true);
  const elsewhere = store.records.stored.hasOthers() ? [...(await (await needed(() => import("./elsewhere.js"))).movedHere()).keys()] : [];
  const stays = elsewhere.length ? [make("p", {}, `Answers from another address of this site (${elsewhere.join(", ")}) stay on this device. To remove them, select “Remove everything from this device” on My progress.`)] : [];
  const box = dialog(
    "Erase for good",
    make("p", {}, `This will remove ${what}, and all earlier values, from this device. You cannot undo it. Files that you saved before still contain these answers.`),
    ...stays,
    ...details.words,
    tools(
      button("Erase for good", () => {
        box.close();
        if (!found() !== !gone) return notice("Erase for good", "These answers were deleted or brought back in another tab. Nothing was erased. Select “Erase for good” again.");
        erase(store, id);
        details.done();
        changed();
        tell("all");
        then();
      }),
      button("Cancel", () => box.close(), { autofocus: true }),
    ),
  );
}
