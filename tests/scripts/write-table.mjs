// Reads a table as JSON, and writes it as a workbook and as CSV into a folder: table.json folder.

import { readFileSync, writeFileSync } from "node:fs";
import { csv } from "../../generator/competence_standards/self_assessment/scripts/answers/table.js";
import { xlsx } from "../../generator/competence_standards/self_assessment/scripts/answers/xlsx.js";

const [source, folder] = process.argv.slice(2);
const table = JSON.parse(readFileSync(source, "utf8"));
writeFileSync(`${folder}/table.xlsx`, xlsx(table));
writeFileSync(`${folder}/table.csv`, csv(table));
