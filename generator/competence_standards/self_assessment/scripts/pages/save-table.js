/* Saves the answers of a round as a table: an Excel workbook, or CSV for other programs. */

import { fileName } from "../../../web/scripts/kept/file.js";
import { byItem } from "../answers/ratings.js";
import { csv, rows } from "../answers/table.js";
import { download } from "../../../web/scripts/dom.js";
import { xlsx } from "../answers/xlsx.js";

/** @import { Facts } from "./my-progress.js" */

/** @param {Facts} facts @param {"xlsx" | "csv"} ending of the file's name */
export function saveTable({ session: { store }, suite, standards, whole, round, answers }, ending) {
  const table = rows({
    suite,
    standards,
    answers,
    log: byItem(whole.evidence),
    name: whole.name,
    roundName: round.title,
    words: (mark) => store.words(mark),
  });
  const name = fileName(whole.name, store.now(), ending);
  if (ending === "csv") download(name, csv(table), "text/csv");
  else download(name, xlsx(table), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}
