/* Closes dialogs that may show erased answers: erased in another tab, or before the Back button showed the page again. Loaded together with
 * the dialogs that show answers. */

import { notice } from "../dom.js";
import { t } from "../words.js";
import { PREFIX } from "../kept/this-device.js";

/** @param {string} [why] */
function close(why) {
  for (const box of document.querySelectorAll("dialog")) {
    const title = box.getAttribute("aria-label") ?? "";
    box.close();
    if (why) notice(title, why);
  }
}

addEventListener("storage", ({ key, newValue }) => {
  const isErased = key?.startsWith(`${PREFIX}erased:`) || (key?.startsWith(PREFIX) && newValue?.includes('"erased":'));
  if (isErased) close(t("These answers were changed or deleted in another tab."));
});
addEventListener("pageshow", ({ persisted }) => persisted && close());
