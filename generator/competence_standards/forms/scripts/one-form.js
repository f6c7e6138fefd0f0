/* The script of a form's page: the details printed on every form, the form's records, and the choice of items. */

import "./form-header.js";
import "./form-record.js";

if (document.querySelector("choose-items")) import("./choose-items.js").catch(() => {}); // without it the form shows every item
