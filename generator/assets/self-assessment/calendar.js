/* An action plan comes in, the text of an iCalendar file (RFC 5545) leaves: an all-day event for each thing that has a date and
 * is not done yet. Events, because most calendars do not show tasks. */

/** @import { Plan } from "./answers.js" */

/** @param {string} text */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");

/** A line of no more than 75 bytes; what is longer goes on after a space on the next. @param {string} line */
export function folded(line) {
  const bytes = new TextEncoder();
  let written = "";
  let room = 75;
  for (const character of line) {
    const size = bytes.encode(character).length;
    if (size > room) {
      written += "\r\n ";
      room = 74;
    }
    written += character;
    room -= size;
  }
  return `${written}\r\n`;
}

/** @param {Plan[]} plan @param {Date} now @returns {string} */
export function calendar(plan, now) {
  const stamp = now.toISOString().replace(/\.\d+|[-:]/g, "");
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Competence Standards Publisher//Self-assessment//EN"];
  for (const { id, items, what, support, by, how, done } of plan) {
    if (!by || done) continue;
    const about = [items.length && `Items: ${items.join(", ")}`, support && `Support: ${support}`, how && `How I will show it: ${how}`];
    lines.push("BEGIN:VEVENT", `UID:${id}@self-assessment`, `DTSTAMP:${stamp}`, `DTSTART;VALUE=DATE:${by.replaceAll("-", "")}`);
    lines.push("SUMMARY:" + escaped(what || `Action plan: ${items.join(", ")}`));
    lines.push(`DESCRIPTION:${escaped(about.filter(Boolean).join("\n"))}`, "TRANSP:TRANSPARENT", "END:VEVENT");
  }
  return [...lines, "END:VCALENDAR"].map(folded).join("");
}
