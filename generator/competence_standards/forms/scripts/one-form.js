/* Gives the page of one form what is typed once, keeps what is written on the form, and offers to limit it to some items. */

import "./form-header.js";
import "./form-record.js";

if (document.querySelector("choose-items")) import("./choose-items.js").catch(() => {}); // without it the form is whole
