/* A table as an Excel workbook (Office Open XML): a zip archive of six XML files. Every cell is text, so that spreadsheets do not read 007
 * as a number or run formulas. */

import { stored, zip } from "../../../web/scripts/zip.js";

/** @import { Table } from "./table.js" */

const OPEN = "http://schemas.openxmlformats.org/";
const MAIN = `xmlns="${OPEN}spreadsheetml/2006/main"`;
const LINK = `${OPEN}officeDocument/2006/relationships`;
const TYPE = 'ContentType="application/vnd.openxmlformats-';
const SHEET = `${TYPE}officedocument.spreadsheetml.`;
const LINKS = `<Relationships xmlns="${OPEN}package/2006/relationships"><Relationship Id="a" Type="${LINK}/`;
const FONT = '<sz val="11"/><name val="Calibri"/></font>';
/** Number format 49 is text. */
const LOOK = '" numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>';

const FILES = {
  "[Content_Types].xml": `<Types xmlns="${OPEN}package/2006/content-types"><Default Extension="rels" ${TYPE}package.relationships+xml"/><Override PartName="/xl/workbook.xml" ${SHEET}sheet.main+xml"/><Override PartName="/xl/sheet.xml" ${SHEET}worksheet+xml"/><Override PartName="/xl/styles.xml" ${SHEET}styles+xml"/></Types>`,
  "_rels/.rels": `${LINKS}officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook ${MAIN} xmlns:r="${LINK}"><sheets><sheet name="Answers" sheetId="1" r:id="a"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `${LINKS}worksheet" Target="sheet.xml"/><Relationship Id="b" Type="${LINK}/styles" Target="styles.xml"/></Relationships>`,
  "xl/styles.xml": `<styleSheet ${MAIN}><fonts><font>${FONT}<font><b/>${FONT}</fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf fontId="0${LOOK}<xf fontId="1${LOOK}</cellXfs><cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
};

/** Escape a text. XML does not allow most control characters. Excel decodes _x0041_ to a character, so escape the underscore of such texts.
 * @param {string} text */
const escaped = (text) =>
  text
    .replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g, "")
    .replace(/_(?=x[\da-f]{4}_)/gi, "_x005F_")
    .replace(/[&<>]/g, (found) => `&#${found.charCodeAt(0)};`);

/** @param {Table} table @returns {string} */
function sheet({ head, rows }) {
  const lines = [head, ...rows].map(() => "");
  let columns = "";
  let count = 0;
  head.forEach((title, column) => {
    // Excel allows 32,767 UTF-16 units in a cell. Longer text continues in the next column.
    const cells = [head, ...rows].map((row) => row[column].match(/.{1,16383}/gsu) ?? []);
    for (let piece = 0; cells.some((found) => found[piece]); piece += 1) {
      if (piece) cells[0][piece] = `${title} (continued)`;
      let width = 0;
      cells.forEach(({ [piece]: text = "" }, line) => {
        width = Math.max(width, text.length + 3);
        lines[line] += text
          ? `<c s="${line ? 1 : 2}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
          : '<c s="1"/>';
      });
      count += 1;
      columns += `<col min="${count}" max="${count}" width="${Math.min(width, 60)}" customWidth="1"/>`;
    }
  });
  return `<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData><row>${lines.join("</row><row>")}</row></sheetData><ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}

/** @param {Table} table @returns {Uint8Array<ArrayBuffer>} */
export const xlsx = (table) =>
  zip(
    Object.entries({ ...FILES, "xl/sheet.xml": sheet(table) }).map(([name, text]) =>
      stored(name, new TextEncoder().encode(text)),
    ),
  );
