/* The script of pages with several forms: the details printed on every form, the choice of items and the choice of forms. */

import "./form-header.js";
import "./choose-forms.js";
import "./choose-items.js";
