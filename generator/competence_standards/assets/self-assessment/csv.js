/* A table as the text of a CSV file (RFC 4180), with the mark by which spreadsheets recognise UTF-8. */

/** @import { Table } from "./table.js" */

/** A space without width. Behind it a spreadsheet reads text, shows the text as it was typed, and runs nothing. Quotation marks alone
 * do not keep 007, an apostrophe is shown, ="007" is a formula, and a spreadsheet skips an ordinary space in front of a number. */
const GUARD = "\u200b";
/** What starts a formula: in a cell, or in a part of a cell if a program splits the line at the wrong characters. The spaces in front
 * leave out what may begin such a part: otherwise a row of line breaks would be searched again from each of them. */
const FORMULA = /(^|["',;|\t\r\n])([^\S\t\r\n]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
/** A number, a time, a date or a truth value: digits with at most two words. Item numbers (P1) and days (2026-11-30) are safe. */
const VALUE = /^(?!\p{L}\d+$|\d{4}-\d\d-\d\d$)((?=[\s\S]*\d)(\P{L}*\p{L}{1,9}){0,2}\P{L}*|\s*(true|false)\s*)$/iu;

/** @param {string} text */
const cell = (text) => `"${text.replace(VALUE, `${GUARD}$&`).replace(FORMULA, `$1$2${GUARD}`).replaceAll('"', '""')}"`;

/** @param {Table} table @returns {string} */
export const csv = ({ head, rows }) =>
  `\ufeff${[head, ...rows].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("")}`;
