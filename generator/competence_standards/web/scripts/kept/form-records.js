/* Records of forms: each is one copy of a form that a person fills in on screen. A record is saved like an answer, under `form:<id>`, with
 * a field for each place of the form. Independent of the page. */

import { dayName } from "../days.js";
import { t } from "../words.js";
import { act, canReturn } from "./acts.js";
import { formRecord, inPlace } from "./answers.js";
import { latest } from "./history.js";
import { newId } from "./store.js";

/** @import { FormRecord } from "./answers.js" */
/** @import { Store } from "./store.js" */

/** A form as its page describes it. `dated` is the name of the place with the date of the activity.
 * @typedef {{form: string, title: string, standard?: string, edition?: string, dated?: string}} Form */
/** Values by the name of the place. A tick is true. @typedef {{[name: string]: string | true}} Places */

/** The place with the number of the copy, and the place with the candidate's name. */
export const [NUMBER, CANDIDATE] = ["head.number", "head.candidate"];

/** @param {Store} store @param {string} id @returns {FormRecord} */
export const recordOf = (store, id) => formRecord(id, store.records.history(`${store.person}:form:${id}`));

/** Return all of this person's records, including deleted ones. @param {Store} store @returns {FormRecord[]} */
export const allRecords = (store) =>
  store.records.keys(`${store.person}:form:`).map((key) => recordOf(store, key.split(":")[2]));

/** Return this person's records in the order in which they were started. @param {Store} store */
export const records = (store) => inPlace(allRecords(store));

/** Return deleted records that have a value now or had one before. @param {Store} store */
export const deletedRecords = (store) =>
  allRecords(store).filter(({ id, gone }) => gone && canReturn(store, `form:${id}`));

/** Return a record's name for a list: its number, the candidate and the date of the activity. @param {FormRecord} record */
export function recordName({ places, dated = "", made }) {
  const [number, candidate, date] = [NUMBER, CANDIDATE, dated].map((name) => places[name]);
  return [
    number ? t("No. {number}", { number }) : t("No number"),
    candidate,
    date ? dayName(String(date)) : t("started on {day}", { day: dayName(made) }),
  ]
    .filter(Boolean)
    .join(", ");
}

/** Delete a record, as an act that can be undone. @param {Store} store @param {string} id */
export const deleteRecord = (store, id) =>
  act(store, t("delete record"), () => store.set(`form:${id}`, { gone: true }));

/** Restore a deleted record. @param {Store} store @param {string} id */
export const putBackRecord = (store, id) =>
  act(store, t("put back record"), () => store.set(`form:${id}`, { gone: undefined }));

/** Whether a record belongs to a form and its standard, whose id may have changed. @param {Store} store @param {FormRecord} record
 * @param {Form} form */
export const isOf = (store, { form, standard }, { form: id, standard: of }) =>
  form === id && (standard ? store.current(`${standard}/`) : "/") === `${of ?? ""}/`;

/** Whether a place of a record ever had a value. @param {Store} store @param {string} id @param {string} name */
export const isTouched = (store, id, name) =>
  latest(store.records.history(`${store.person}:form:${id}`), `@${name}`) !== undefined;

/** Start a record with some values. @param {Store} store @param {Form} form @param {Places} places
 * @param {string} [source] where the values come from, if they were not typed @returns {string} its id */
export function startRecord(store, form, places, source) {
  const id = newId();
  store.set(`form:${id}`, { ...form, source, made: store.moment(), ...fields(places) });
  return id;
}

/** Set the value of a place. @param {Store} store @param {string} id @param {string} name @param {string | true | undefined} value
 * @param {boolean} typed whether the learner is typing the value */
export const writeAt = (store, id, name, value, typed) => store.set(`form:${id}`, { [`@${name}`]: value }, { typed });

/** @param {Places} places */
const fields = (places) => Object.fromEntries(Object.entries(places).map(([name, value]) => [`@${name}`, value]));
