/* Writes the steps of an action plan as an iCalendar file (RFC 5545), with an all-day event for each step. Uses events, because most
 * calendars do not show tasks. */

import { t } from "../../../web/scripts/words.js";

/** A step as an event. A cancelled event removes the step from the calendar. The sequence grows with each change.
 * @typedef {{id: string, what?: string, support?: string, how?: string, items: string[], by: string, cancelled: boolean,
 *   sequence: number, modified: string}} Event */

/** @param {string} text */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");
/** @param {string} moment */
const stamp = (moment) => moment.replace(/\.\d+|[-:]/g, "");

/** Fold a line at 75 bytes, as the format requires. Continuation lines start with a space. @param {string} line */
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

/** @param {Event[]} events at least one, because the format does not allow an empty calendar @param {Date} now @returns {string} */
export function calendar(events, now) {
  const lines = events.flatMap(({ id, what, support, how, items, by, cancelled, sequence, modified }) => {
    const about = [
      items.length && t("Items: {items}", { items: items.join(", ") }),
      support && t("Support: {support}", { support }),
      how && t("How I will show it: {how}", { how }),
    ];
    return [
      ...[
        "BEGIN:VEVENT",
        `UID:${id}@self-assessment`,
        `SEQUENCE:${sequence}`,
        `STATUS:${cancelled ? "CANCELLED" : "CONFIRMED"}`,
      ],
      ...[
        `DTSTAMP:${stamp(now.toISOString())}`,
        `LAST-MODIFIED:${stamp(modified)}`,
        `DTSTART;VALUE=DATE:${by.replaceAll("-", "")}`,
      ],
      "SUMMARY:" +
        escaped(what || (items.length ? t("Action plan: {items}", { items: items.join(", ") }) : t("Action plan"))),
      `DESCRIPTION:${escaped(about.filter(Boolean).join("\n"))}`,
      ...["TRANSP:TRANSPARENT", "END:VEVENT"],
    ];
  });
  const head = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Competence Standards Publisher//Self-assessment//EN",
    "METHOD:PUBLISH",
  ];
  return [...head, ...lines, "END:VCALENDAR"].map(folded).join("");
}
