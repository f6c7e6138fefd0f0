/* Links to the page where a form's record is filled in. */

import { linkTo } from "../addresses.js";

/** @import { FormRecord } from "../kept/answers.js" */
/** @import { Store } from "../kept/store.js" */

/** Return the address of the form's page, set to show the record. @param {Store} store @param {FormRecord} record
 * @returns {string | undefined} undefined if the site does not have forms */
export function formLink(store, { id, form = "", standard = "" }) {
  const now = standard && store.current(`${standard}/`).slice(0, -1);
  const page = linkTo(now ? "formOfStandard" : "form", now, form);
  return page && `${page}#record=${id}`;
}
