/* The dialogs in which a learner deletes answers, which can be brought back, or erases them for good. */

import { deleted } from "./acts.js";
import { view } from "./assessment.js";
import { dayName } from "./days.js";
import { button, counted, dialog, make, notice, tools } from "./element.js";
import { erase } from "./erase.js";
import { changed, store, tell } from "./session.js";
import { remove } from "./undo.js";

/** Ask how the answers of this person are to go. @param {() => void} then what follows */
export function askToDelete(then) {
  const whole = view(store.all());
  const answers = whole.rounds.reduce((sum, { answers: said }) => sum + Object.keys(said).length, 0);
  const parts = [
    counted(answers, "answer"),
    whole.plan.length && counted(whole.plan.length, "step of the action plan", "steps of the action plan"),
    whole.evidence.length && counted(whole.evidence.length, "entry of the evidence log", "entries of the evidence log"),
  ];
  const box = dialog(
    "Delete my answers",
    make("p", {}, `This deletes what ${whole.name ? whole.name + " has" : "you have"} entered on this device: ${parts.filter(Boolean).join(", ")}.`),
    make("p", {}, "You can bring deleted answers back on this device until you erase them. On a shared computer, erase them: then nobody can bring them back."),
    tools(
      button("Delete", () => {
        box.close();
        remove(store);
        tell("all");
        then();
      }),
      button("Erase for good", () => {
        box.close();
        askToErase(store.person, whole.name, then);
      }),
      button("Keep", () => box.close(), { autofocus: true }),
    ),
  );
}

/** Ask before a person's answers are erased. @param {string} id @param {string} name @param {() => void} then */
export function askToErase(id, name, then) {
  if (!store.records.stored.open) {
    return notice("Erase for good", "Your browser does not let this page change what it stores, so nothing can be erased here. Clear the data of this site in your browser’s settings.");
  }
  const gone = deleted(store).find((one) => one.id === id);
  const whose = name || "you";
  const what = gone ? `what ${whose} entered and deleted on ${dayName(gone.at)}` : `everything that ${whose} entered, also what was deleted before`;
  const box = dialog(
    "Erase for good",
    make("p", {}, `This removes ${what} from this device, with all earlier values. You cannot undo it. Files that were saved before still hold it.`),
    tools(
      button("Erase for good", () => {
        box.close();
        erase(store, id);
        changed();
        tell("all");
        then();
      }),
      button("Cancel", () => box.close(), { autofocus: true }),
    ),
  );
}
