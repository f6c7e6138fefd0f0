// Fills in each Word file of a folder: NAME.docx with the values of NAME.json becomes filled/NAME.docx, and the places without a control
// are listed in filled/NAME.json: folder source. The source is what the form says of where its values come from, or "".

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fill } from "../../generator/competence_standards/forms/scripts/word.js";

const [, , folder, source] = process.argv;
mkdirSync(`${folder}/filled`, { recursive: true });
for (const name of readdirSync(folder).filter((one) => one.endsWith(".docx"))) {
  const bytes = new Uint8Array(readFileSync(`${folder}/${name}`)).buffer;
  const list = name.replace(/docx$/, "json");
  const values = new Map(Object.entries(JSON.parse(readFileSync(`${folder}/${list}`, "utf8"))));
  const { file, lost } = await fill(bytes, values, source);
  writeFileSync(`${folder}/filled/${name}`, file);
  writeFileSync(`${folder}/filled/${list}`, JSON.stringify(lost));
}
