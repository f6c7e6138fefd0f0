/* Gives the evidence forms what is typed once, and the page that prints several its choice of them. */

import "./form-header.js";
import "./choose-forms.js";
