/* Where a record of a form is filled in. */

import { linkTo } from "../addresses.js";

/** @import { FormRecord } from "../kept/answers.js" */
/** @import { Store } from "../kept/store.js" */

/** The page of the form, which shows the record. @param {Store} store @param {FormRecord} record @returns {string | undefined} none if the site
 * has no forms */
export function formLink(store, { id, form = "", standard = "" }) {
  const now = standard && store.current(`${standard}/`).slice(0, -1);
  const page = linkTo(now ? "formOfStandard" : "form", now, form);
  return page && `${page}#record=${id}`;
}
