/* Gives the checklists and the page of one's progress their life. */

import "./person-bar.js";
import "./checklist.js";
import "./my-progress.js";
