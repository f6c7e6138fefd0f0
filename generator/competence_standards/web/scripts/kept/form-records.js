/* Records of forms: each is one copy of a form that a person fills in on screen. It is kept as answers are, under `form:<id>`, with a field
 * for each place to write. Independent of the page. */

import { dayName } from "../days.js";
import { t } from "../words.js";
import { act, earlier } from "./acts.js";
import { formRecord, inPlace } from "./answers.js";
import { holds, latest } from "./history.js";
import { newId } from "./store.js";

/** @import { FormRecord } from "./answers.js" */
/** @import { Store } from "./store.js" */

/** What a page says of its form. `dated` is the name of the place with the date of the activity.
 * @typedef {{form: string, title: string, standard?: string, edition?: string, dated?: string}} Form */
/** What is written, by the name of the place: true for a tick. @typedef {{[name: string]: string | true}} Places */

/** The place with the number of the copy, and the place with the candidate's name. */
export const [NUMBER, CANDIDATE] = ["head.number", "head.candidate"];

/** @param {Store} store @param {string} id @returns {FormRecord} */
export const recordOf = (store, id) => formRecord(id, store.records.history(`${store.person}:form:${id}`));

/** All records of this person, those that were deleted too. @param {Store} store @returns {FormRecord[]} */
export const allRecords = (store) =>
  store.records.keys(`${store.person}:form:`).map((key) => recordOf(store, key.split(":")[2]));

/** The records of this person in the order in which they were started. @param {Store} store */
export const records = (store) => inPlace(allRecords(store));

/** Records that were deleted and still hold something, or held it. @param {Store} store */
export const deletedRecords = (store) =>
  allRecords(store).filter(({ id, gone }) => {
    const record = store.records.history(`${store.person}:form:${id}`);
    return gone && (holds(record) || earlier(record).length > 0);
  });

/** What a record is called in a list: its number, whose it is, and the date of what it is about. @param {FormRecord} record */
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

/** Put a deleted record back. @param {Store} store @param {string} id */
export const putBackRecord = (store, id) =>
  act(store, t("put back record"), () => store.set(`form:${id}`, { gone: undefined }));

/** Whether a record is of a form and a standard as the site has them now. @param {Store} store @param {FormRecord} record @param {Form} form */
export const isOf = (store, { form, standard }, { form: id, standard: of }) =>
  form === id && (standard ? store.current(`${standard}/`) : "/") === `${of ?? ""}/`;

/** Whether anything was ever written at a place of a record. @param {Store} store @param {string} id @param {string} name */
export const isTouched = (store, id, name) =>
  latest(store.records.history(`${store.person}:form:${id}`), `@${name}`) !== undefined;

/** Start a record with what is written on it. @param {Store} store @param {Form} form @param {Places} places @param {string} [source] where
 * the values come from, if nobody typed them @returns {string} its id */
export function startRecord(store, form, places, source) {
  const id = newId();
  store.set(`form:${id}`, { ...form, source, made: store.moment(), ...fields(places) });
  return id;
}

/** Write at a place of a record. @param {Store} store @param {string} id @param {string} name @param {string | true | undefined} value
 * @param {boolean} typed whether it is typed, letter by letter */
export const writeAt = (store, id, name, value, typed) => store.set(`form:${id}`, { [`@${name}`]: value }, { typed });

/** @param {Places} places */
const fields = (places) => Object.fromEntries(Object.entries(places).map(([name, value]) => [`@${name}`, value]));
