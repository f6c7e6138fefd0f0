/* Saves the steps of the action plan as a calendar. */

import { download } from "../../../web/scripts/dom.js";
import { fieldsOf, latest } from "../../../web/scripts/kept/history.js";
import { calendar } from "../answers/calendar.js";
import { fileName } from "../../../web/scripts/kept/file.js";

/** @import { Plan } from "../../../web/scripts/kept/answers.js" */
/** @import { Event } from "../answers/calendar.js" */
/** @import { Store } from "../../../web/scripts/kept/store.js" */

/** Return the steps that have or had a date. Steps without a date now remove their event from the calendar. @param {Store} store
 * @returns {Event[]} */
export function dated(store) {
  const steps = /** @type {(Plan & {gone: boolean})[]} */ (store.allEntries("plan"));
  return steps.flatMap(({ done, gone, by, ...step }) => {
    const record = store.records.history(`${store.person}:plan:${step.id}`);
    const last = record.by?.filter(({ value }) => value).at(-1)?.value;
    const all = fieldsOf(record).flatMap((field) => latest(record, field) ?? []);
    const modified =
      all
        .map(({ at }) => at)
        .sort()
        .at(-1) || store.moment();
    const sequence = all.reduce((sum, { clock }) => sum + clock, 0);
    return last ? [{ ...step, by: String(last), cancelled: Boolean(done || gone || !by), sequence, modified }] : [];
  });
}

/** @param {Store} store */
export const saveCalendar = (store) =>
  download(fileName(store.name(), store.now(), "ics"), calendar(dated(store), store.now()), "text/calendar");
