// What is counted, suggested and exported of the answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import { calendar, folded } from "../../generator/competence_standards/self_assessment/scripts/answers/calendar.js";
import {
  bySection,
  byTheme,
  inWords,
  standing,
} from "../../generator/competence_standards/self_assessment/scripts/answers/counts.js";
import { itemsWithAnswers } from "../../generator/competence_standards/self_assessment/scripts/answers/items.js";
import { byItem } from "../../generator/competence_standards/self_assessment/scripts/answers/ratings.js";
import { label } from "../../generator/competence_standards/web/scripts/kept/values.js";
import { csv } from "../../generator/competence_standards/self_assessment/scripts/answers/table.js";
import { suggestions } from "../../generator/competence_standards/self_assessment/scripts/answers/ratings.js";
import { rows } from "../../generator/competence_standards/self_assessment/scripts/answers/table.js";
import { xlsx } from "../../generator/competence_standards/self_assessment/scripts/answers/xlsx.js";
import { P1, PLAN, SERVE, SUITE } from "./device.mjs";

const { scale } = SUITE;
const ids = (list) => list.map(({ reference }) => reference);
const count = (answers, log = []) => standing("all", itemsWithAnswers(SERVE, answers, log), scale);

// --- counts ---

test("blank is not 'not yet', and what is withdrawn is not asked", () => {
  const { all, open, practise } = count({ "serve/P1": { rating: "not-yet" } });
  assert.deepEqual(
    [ids(all), ids(open), ids(practise)],
    [["serve/P1", "serve/P2", "serve/K1"], ["serve/P2", "serve/K1"], ["serve/P1"]],
  );
});

test("what is not part of the job is listed and not counted", () => {
  const { counted, notNow, ready } = count({ "serve/P1": { rating: "not-now" }, "serve/P2": { rating: "on-my-own" } });
  assert.deepEqual([ids(counted), ids(notNow), ids(ready)], [["serve/P2", "serve/K1"], ["serve/P1"], ["serve/P2"]]);
});

test("which levels are ready is said by the scale", () => {
  const levels = scale.levels.map((level) => ({ ...level, ready: level.id === "can-help" }));
  const all = itemsWithAnswers(SERVE, { "serve/P1": { rating: "on-my-own" }, "serve/P2": { rating: "can-help" } }, []);
  assert.deepEqual(ids(standing("", all, { ...scale, levels }).ready), ["serve/P2"]);
});

test("a rating that this edition's scale does not have is not counted as anything", () => {
  assert.deepEqual(ids(count({ "serve/P1": { rating: "constructor" } }).open), ["serve/P1", "serve/P2", "serve/K1"]);
});

test("ready without evidence lacks it, until some is said or logged", () => {
  const ready = { rating: "on-my-own" };
  const lacking = (answer, log) => ids(count({ "serve/P1": answer }, log).lacking);
  assert.deepEqual(lacking(ready), ["serve/P1"]);
  assert.deepEqual(lacking({ ...ready, evidence: "none" }), ["serve/P1"]);
  assert.deepEqual(lacking({ ...ready, evidence: "some" }), []);
  assert.deepEqual(lacking(ready, [{ id: "a", items: ["serve/P1"] }]), []);
  assert.deepEqual(lacking({ rating: "not-yet" }), []);
});

test("it is said in words, with zeros left out", () => {
  assert.deepEqual(inWords(count({ "serve/P1": { rating: "on-my-own" }, "serve/P2": { rating: "not-now" } })), [
    "2 of 3 items rated.",
    "1 ready, 0 need practice, 1 not part of my job now.",
  ]);
  assert.deepEqual(inWords(count({ "serve/P1": { rating: "with-support" } })), [
    "1 of 3 items rated.",
    "0 ready, 1 needs practice.",
  ]);
});

test("each section is counted, and an item of two themes in both", () => {
  const all = itemsWithAnswers(SERVE, { "serve/P2": { rating: "on-my-own" } }, []);
  const numbers = (standings) => standings.map(({ name, ready, counted }) => [name, ready.length, counted.length]);
  assert.deepEqual(numbers(bySection(SERVE, all, scale)), [
    ["Greet", 1, 2],
    ["Performance criteria", 0, 0],
    ["Knowledge and understanding", 0, 1],
  ]);
  assert.deepEqual(numbers(byTheme(SUITE, all)), [
    ["Contact", 1, 2],
    ["Records", 1, 1],
    ["The law", 0, 1],
  ]);
});

test("a rating reads as its kind of item does", () => {
  assert.equal(label(scale, "serve/P1", "with-support"), "With support");
  assert.equal(label(scale, "serve/K1", "with-support"), "Partly");
  assert.equal(label(scale, "serve/K1", "not-now"), "Not part of my job now");
});

// --- suggestions ---

test("the rating of a like item is suggested, the most alike first, for what has none", () => {
  const answers = { "plan/P2": { rating: "not-yet" }, "plan/P1": { rating: "can-help" } };
  assert.deepEqual(
    suggestions("P1", SERVE, answers).map(({ from, label: kind, rating }) => [from, kind, rating]),
    [
      ["plan/P1", "Identical", "can-help"],
      ["plan/P2", "Related", "not-yet"],
    ],
  );
  assert.deepEqual(suggestions("P1", SERVE, { ...answers, "serve/P1": { rating: "not-yet" } }), []);
  assert.deepEqual(suggestions("P1", SERVE, { "plan/P1": { rating: "not-now" }, "plan/P2": { note: "n" } }), []);
  assert.deepEqual(suggestions("constructor", SERVE, answers), []);
});

// --- the table ---

const LABELS = { gone: { criterion: "Was able", knowledge: "Knew" } };

/** Each row as an object that has the columns by name. */
const table = (answers, log = [], labels = undefined) => {
  const standards = new Map([
    ["serve", SERVE],
    ["plan", PLAN],
  ]);
  const words = (mark) => (mark === "01d01d01" ? "old words" : undefined);
  const made = rows({
    suite: { ...SUITE, scale: { ...SUITE.scale, former: labels } },
    standards,
    answers,
    log: byItem(log),
    name: "Anna",
    roundName: "Spring",
    words,
  });
  assert.ok(made.rows.every((row) => row.length === made.head.length && row.every((cell) => typeof cell === "string")));
  return made.rows.map((row) => Object.fromEntries(row.map((cell, column) => [made.head[column], cell])));
};
const item = (found, standard, number) => found.find((row) => row.Standard === standard && row.Item === number);

test("each item has a row that makes sense alone", () => {
  const answer = {
    rating: "on-my-own",
    evidence: "have",
    reference: "007",
    note: 'say "hello"\nagain',
    mark: P1.mark,
    at: "2026-11-22T14:02:00Z",
    assessor: { rating: "with-support", note: "ok" },
  };
  const found = table({ "serve/P1": answer }, [
    { id: "a", items: ["serve/P1"], title: "Letter" },
    { id: "b", items: ["serve/P1"] },
  ]);

  assert.deepEqual(
    found.map(({ Standard, Item }) => `${Standard}/${Item}`),
    ["serve/P1", "serve/P2", "serve/K1", "plan/P1", "plan/P2"],
  );
  assert.deepEqual(found[0], {
    ...{
      Standard: "serve",
      Title: "Serve customers",
      Version: "1.0",
      Part: "Performance criteria",
      Section: "Greet",
      "Lead-in": "You must be able to:",
    },
    ...{
      Item: "P1",
      Text: "greet the customer",
      "Rating code": "I",
      Rating: "On my own",
      Reason: "",
      Evidence: "I have it",
      "Evidence reference": "007; Letter",
    },
    ...{
      Note: 'say "hello"\nagain',
      "Assessor rating code": "S",
      "Assessor rating": "With support",
      "Assessor note": "ok",
      Date: "2026-11-22",
    },
    ...{ Round: "Spring", Name: "Anna", Remark: "" },
  });
  const { Part, Section, Rating, Date: day, "Lead-in": lead } = item(found, "serve", "K1");
  assert.deepEqual(
    [Part, Section, lead, Rating, day],
    ["Knowledge and understanding", "", "You need to know and understand:", "", ""],
  );
});

test("what is withdrawn, reworded or not on this site is in the table", () => {
  const found = table({
    "serve/P1": { rating: "not-yet", mark: "01d01d01" },
    "serve/P3": { rating: "not-now", reason: "no time" },
    "serve/P9": { note: "n" },
    "gone/K9": { rating: "not-yet", mark: "01d01d01" },
  });
  const said = (standard, number, ...columns) => columns.map((column) => item(found, standard, number)[column]);

  assert.deepEqual(said("serve", "P1", "Text", "Remark"), [
    "greet the customer",
    "Wording changed since it was rated. It was: old words",
  ]);
  assert.deepEqual(said("serve", "P3", "Rating code", "Rating", "Reason", "Remark"), [
    "X",
    "Not part of my job now",
    "no time",
    "Withdrawn",
  ]);
  assert.deepEqual(said("serve", "P9", "Title", "Part", "Lead-in", "Text", "Note", "Remark"), [
    "Serve customers",
    "",
    "",
    "",
    "n",
    "Not on this site",
  ]);
  assert.deepEqual(said("gone", "K9", "Title", "Version", "Text", "Rating", "Remark"), [
    "",
    "",
    "old words",
    "Not yet",
    "Not on this site",
  ]);
  assert.deepEqual(
    found.slice(-2).map(({ Standard }) => Standard),
    ["gone", "serve"],
  );
  assert.equal(item(table({}), "serve", "P3"), undefined);
});

test("a level that is no longer on the scale has its old label, no code, and a remark", () => {
  const answers = {
    "serve/P1": { rating: "gone", assessor: { rating: "gone" } },
    "serve/K1": { rating: "gone" },
    "serve/P2": { assessor: { rating: "constructor" } },
  };
  const said = (labels) =>
    table(answers, [], labels)
      .slice(0, 3)
      .map((row) => [row["Rating code"], row.Rating, row["Assessor rating code"], row["Assessor rating"], row.Remark]);
  const [own, theirs] = ["Level no longer on the scale", "Assessor's level no longer on the scale"];

  assert.deepEqual(said(LABELS), [
    ["", "Was able", "", "Was able", `${own}. ${theirs}`],
    ["", "", "", "constructor", theirs],
    ["", "Knew", "", "", own],
  ]);
  assert.deepEqual(said(undefined)[0], ["", "gone", "", "gone", `${own}. ${theirs}`]);
});

test("a label from elsewhere never replaces one of the scale", () => {
  const [{ Rating }] = table({ "serve/P1": { rating: "not-yet" } }, [], {
    "not-yet": { criterion: "No", knowledge: "No" },
  });
  assert.equal(Rating, "Not yet");
});

test("a reason is given only for what is not part of the job", () => {
  assert.equal(table({ "serve/P1": { rating: "not-yet", reason: "no time" } })[0].Reason, "");
});

test("a date is the day where the device is, of the learner's rating or else of the assessor's", () => {
  const zone = process.env.TZ;
  process.env.TZ = "Pacific/Auckland";
  try {
    const at = "2026-11-29T11:30:00Z";
    assert.deepEqual(
      table({ "serve/P1": { at }, "serve/P2": { assessor: { at } } })
        .slice(0, 2)
        .map((row) => row.Date),
      ["2026-11-30", "2026-11-30"],
    );
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test("an unknown state of evidence is shown as it is", () => {
  assert.equal(table({ "serve/P1": { evidence: "lots" } })[0].Evidence, "lots");
  assert.equal(table({ "serve/P1": { evidence: "constructor" } })[0].Evidence, "constructor");
});

// --- CSV ---

const alone = (text) => csv({ head: ["Head"], rows: [[text]] }).slice('\ufeff"Head"\r\n'.length, -2);
const guarded = (text) => alone(text).includes("\u200b");

test("a CSV file has a mark of UTF-8, quoted cells and lines that end as the format says", () => {
  assert.equal(
    csv({
      head: ["a", "b"],
      rows: [
        ['say "x"', "first\nline"],
        ["", "é"],
      ],
    }),
    '\ufeff"a","b"\r\n"say ""x""","first\nline"\r\n"","é"\r\n',
  );
});

for (const start of [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "＝1",
  "＋1",
  "－1",
  "＠1",
  " =1",
  'a",=1',
  "a;=1",
  "a, =1",
  "a\n-1",
  "a\t@x",
  "'=1",
  "|=1",
]) {
  test(`no spreadsheet runs ${JSON.stringify(start)}`, () => {
    const inner = alone(start).slice(1, -1).replaceAll('""', '"');
    assert.doesNotMatch(inner, /(^|["',;|\t\n\r])\s*[=+\-@＝＋－＠]/);
    assert.equal(inner.replaceAll("\u200b", ""), start);
  });
}

for (const text of [
  "007",
  "3-4",
  "1/2",
  "1E5",
  "1.10",
  "TRUE",
  "false",
  "12345678901234567890",
  "50%",
  "12:30",
  "£5",
  "Dec 12",
  "Thu 12 Nov 2026",
  "12 Dec 2026 5:30 pm",
  "2026-11-30 05:19",
  "2026-11-30T05:19:29Z",
]) {
  test(`no spreadsheet makes another value of ${text}`, () => assert.equal(alone(text), `"\u200b${text}"`));
}

for (const text of [
  "well-known, 3+4 = 7 is a sum",
  "P1",
  "K26",
  "2026-11-30",
  "contact-centre",
  "Not yet",
  "true to life",
  "Write to 3 customers",
  "",
]) {
  test(`${JSON.stringify(text)} needs no guard`, () => assert.ok(!guarded(text)));
}

test("a very long text is written whole and at once", () => {
  for (const text of ["1".repeat(50000), "a1 ".repeat(20000), "- ".repeat(20000), "a".repeat(50000)]) {
    const before = performance.now();
    assert.equal(alone(text).replaceAll("\u200b", ""), `"${text}"`);
    assert.ok(performance.now() - before < 1000);
  }
});

test("of many drawn texts each part that begins a formula is guarded, and nothing else", () => {
  const part = /(^|["',;|\t\r\n])(\s*)(?=[=+\-@＝＋－＠])/g;
  const letters = [..."\"',;|\t\r\n\n =+-@＝ax\u00a0\u2028"];
  let seed = 1;
  const draw = (below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let times = 0; times < 20000; times++) {
    const text = Array.from({ length: draw(9) }, () => letters[draw(letters.length)]).join("");
    assert.equal(alone(text), `"${text.replace(part, "$1$2\u200b").replaceAll('"', '""')}"`);
  }
});

test("a text of line breaks takes hardly longer than a text of words", () => {
  const least = (text) =>
    Math.min(
      ...[1, 2, 3].map(() => {
        const before = performance.now();
        for (let times = 0; times < 10; times++) alone(text);
        return performance.now() - before;
      }),
    );
  const words = least("a word ".repeat(1000));
  for (const text of ["\n", "\r", "\t", "\n ", " ", ", "])
    assert.ok(least(text.repeat(7000 / text.length)) < 20 * words);
});

// --- workbook ---

/** The files of a zip archive that does not compress, each with what its check sum should be of. */
function unzipped(bytes) {
  const view = new DataView(bytes.buffer);
  const files = {};
  for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
    const [size, name] = [view.getUint32(at + 18, true), view.getUint16(at + 26, true)];
    const from = at + 30 + name;
    files[Buffer.from(bytes.subarray(at + 30, from)).toString()] = Buffer.from(bytes.subarray(from, from + size));
    assert.equal(view.getUint32(at + 14, true), crc32(bytes.subarray(from, from + size)));
    at = from + size;
  }
  return files;
}

test("a workbook is an archive of six files", () => {
  const files = unzipped(xlsx({ head: ["Head"], rows: [["=1+1"]] }));
  assert.deepEqual(Object.keys(files).sort(), [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/_rels/workbook.xml.rels",
    "xl/sheet.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
  ]);
  assert.match(
    String(files["xl/sheet.xml"]),
    /<row><c s="1" t="inlineStr"><is><t xml:space="preserve">=1\+1<\/t><\/is><\/c><\/row>/,
  );
});

test("a text that is too long for a cell goes on in the next column", () => {
  const long = "😀x".repeat(20000);
  const sheet = String(
    unzipped(
      xlsx({
        head: ["Item", "Note", "Date"],
        rows: [
          ["P1", long, "d"],
          ["P2", "short", "e"],
        ],
      }),
    )["xl/sheet.xml"],
  );
  const cells = sheet
    .split("<row>")
    .slice(1)
    .map((row) =>
      row
        .split("<c ")
        .slice(1)
        .map((cell) => /<t xml:space="preserve">([^<]*)/.exec(cell)?.[1] ?? ""),
    );

  assert.deepEqual(cells[0], ["Item", "Note", "Note (continued)", "Note (continued)", "Date"]);
  assert.deepEqual([cells[1].slice(1, -1).join(""), cells[1].at(-1)], [long, "d"]);
  assert.deepEqual(cells[2], ["P2", "short", "", "", "e"]);
  assert.ok(cells.flat().every((text) => text.length <= 32767 && text.isWellFormed()));
  assert.equal(sheet.match(/<col /g).length, 5);
});

// --- calendar ---

const step = (more) => ({
  id: "a1",
  items: ["serve/P1", "serve/P2"],
  by: "2026-12-24",
  cancelled: false,
  sequence: 0,
  modified: "2026-11-22T14:02:00.000Z",
  ...more,
});
const lines = (text) => text.replaceAll("\r\n ", "").split("\r\n");
const made = (...steps) => lines(calendar(steps, new Date("2026-11-23T09:00:03.456Z")));

test("a step is an all-day event", () => {
  assert.deepEqual(made(step({ what: "Practise; with, care\\\nand a friend", support: "Mo", how: "recording" })), [
    ...[
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Competence Standards Publisher//Self-assessment//EN",
      "METHOD:PUBLISH",
      "BEGIN:VEVENT",
    ],
    ...[
      "UID:a1@self-assessment",
      "SEQUENCE:0",
      "STATUS:CONFIRMED",
      "DTSTAMP:20261123T090003Z",
      "LAST-MODIFIED:20261122T140200Z",
      "DTSTART;VALUE=DATE:20261224",
    ],
    "SUMMARY:Practise\\; with\\, care\\\\\\nand a friend",
    "DESCRIPTION:Items: serve/P1\\, serve/P2\\nSupport: Mo\\nHow I will show it: recording",
    ...["TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", ""],
  ]);
});

test("a step that is gone is a cancelled event of the same name", () => {
  const found = made(step({ cancelled: true, sequence: 3 }), step({ id: "a2" }));
  assert.deepEqual(
    found.filter((line) => /^(UID|SEQUENCE|STATUS)/.test(line)),
    [
      "UID:a1@self-assessment",
      "SEQUENCE:3",
      "STATUS:CANCELLED",
      "UID:a2@self-assessment",
      "SEQUENCE:0",
      "STATUS:CONFIRMED",
    ],
  );
});

test("a step without words is named after its items", () => {
  assert.ok(made(step()).includes("SUMMARY:Action plan: serve/P1\\, serve/P2"));
  assert.ok(made(step({ items: [] })).includes("SUMMARY:Action plan"));
});

/** The events of a calendar as a strict program reads RFC 5545: what it would refuse fails. */
function strictly(text) {
  assert.ok(text.endsWith("\r\n") && !/[^\r]\n|\r[^\n]/.test(text) && !/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text));
  assert.ok(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75));
  const [begin, ...rest] = lines(text).slice(0, -1);
  assert.deepEqual([begin, rest.pop()], ["BEGIN:VCALENDAR", "END:VCALENDAR"]);
  const events = [];
  let inside;
  for (const line of rest) {
    const [, name, value] = /^([A-Z-]+)(?:;VALUE=DATE)?:(.*)$/s.exec(line) ?? assert.fail(line);
    if (name === "BEGIN") events.push((inside = {}));
    else if (name === "END") inside = undefined;
    else if (inside) {
      assert.ok(!(name in inside), `${name} twice`);
      if (["SUMMARY", "DESCRIPTION"].includes(name)) assert.doesNotMatch(value.replace(/\\[\\;,nN]/g, ""), /[\\;,]/);
      inside[name] = value.replace(/\\([\\;,nN])/g, (_, found) => (/n/i.test(found) ? "\n" : found));
    } else assert.ok(["VERSION", "PRODID", "METHOD"].includes(name));
  }
  assert.equal(inside, undefined);
  for (const event of events) {
    for (const needed of ["UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "LAST-MODIFIED"])
      assert.ok(event[needed], needed);
    for (const moment of [event.DTSTAMP, event["LAST-MODIFIED"]]) assert.match(moment, /^\d{8}T\d{6}Z$/);
    assert.match(event.DTSTART, /^\d{8}$/);
    assert.match(event.SEQUENCE, /^\d+$/);
  }
  return events;
}

test("a strict program reads every word of a step again", () => {
  const hostile = [
    "a\r\nEND:VEVENT\nBEGIN:VALARM",
    "\\n;,\\;",
    "é".repeat(300),
    "😀 مرحبا\t\u2028x",
    ':="',
    " leading and trailing ",
  ];
  const events = strictly(
    calendar(
      hostile.map((what, index) => step({ id: `a${index}`, what, support: what, how: what })),
      new Date("2026-11-23T09:00:03Z"),
    ),
  );

  assert.deepEqual(
    events.map(({ SUMMARY }) => SUMMARY),
    hostile.map((what) => what.replace("\r\n", "\n")),
  );
  assert.deepEqual(
    events.map(({ DESCRIPTION }) => DESCRIPTION),
    hostile.map((what) =>
      `Items: serve/P1, serve/P2\nSupport: ${what}\nHow I will show it: ${what}`.replaceAll("\r\n", "\n"),
    ),
  );
});

test("no line is longer than 75 bytes, and none is cut within a character", () => {
  for (const text of ["x".repeat(400), "é".repeat(200), "😀".repeat(99), `${"x".repeat(74)}é`]) {
    const lines = folded(text).split("\r\n");
    assert.ok(lines.every((line) => Buffer.byteLength(line) <= 75));
    assert.equal(lines.join("\n").replaceAll("\n ", "").trimEnd(), text);
    assert.ok(!folded(text).includes("\ufffd"));
  }
});
