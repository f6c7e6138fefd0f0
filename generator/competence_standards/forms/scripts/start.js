/* Gives the evidence forms what is typed once and the choice of their items, and the page that prints several its choice of forms. */

import "./form-header.js";
import "./choose-forms.js";
import "./choose-items.js";
