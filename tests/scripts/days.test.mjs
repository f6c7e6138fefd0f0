// Days as they are where the device is: each case runs in time zones from one end of the day to the other.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { dayName, localDay } from "../../generator/competence_standards/web/scripts/days.js";
import { fileName } from "../../generator/competence_standards/web/scripts/kept/file.js";

const [DAYS, FILE] = ["web/scripts/days.js", "web/scripts/kept/file.js"].map(
  (path) => new URL(`../../generator/competence_standards/${path}`, import.meta.url),
);

/** What an expression gives on a device in a time zone. */
function there(TZ, expression) {
  const script = `import { dayName, localDay } from ${JSON.stringify(DAYS)}; import { fileName } from ${JSON.stringify(FILE)}; process.stdout.write(JSON.stringify(${expression}));`;
  return JSON.parse(
    execFileSync(
      process.execPath,
      ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--input-type=module", "--eval", script],
      { encoding: "utf8", env: { ...process.env, TZ } },
    ),
  );
}

// Half past midnight on 30 November in Auckland, before one in the morning of a summer night in London, and the last hour of a year in UTC.
const CASES = {
  "Pacific/Auckland": ["2026-11-30", "30 November 2026", "2026-07-01", "1 January 2027"],
  "America/Los_Angeles": ["2026-11-29", "29 November 2026", "2026-06-30", "31 December 2026"],
  "Europe/London": ["2026-11-29", "29 November 2026", "2026-07-01", "31 December 2026"],
  UTC: ["2026-11-29", "29 November 2026", "2026-06-30", "31 December 2026"],
  "Pacific/Kiritimati": ["2026-11-30", "30 November 2026", "2026-07-01", "1 January 2027"],
};

for (const [zone, expected] of Object.entries(CASES)) {
  test(`days in ${zone}`, () => {
    const said = there(
      zone,
      '[localDay(new Date("2026-11-29T11:30:00Z")), dayName("2026-11-29T11:30:00Z"), localDay(new Date("2026-06-30T23:30:00Z")), dayName("2026-12-31T23:30:00.000Z")]',
    );
    assert.deepEqual(said, expected);
  });

  test(`a day without a time is the same day in ${zone}`, () => {
    const days = ["2026-12-24", "2026-01-01", "2026-12-31", "2026-03-29", "2028-02-29", "1999-12-31"];
    assert.deepEqual(there(zone, `${JSON.stringify(days)}.map(dayName)`), [
      "24 December 2026",
      "1 January 2026",
      "31 December 2026",
      "29 March 2026",
      "29 February 2028",
      "31 December 1999",
    ]);
  });

  test(`a file is named after the day in ${zone}`, () => {
    assert.equal(
      there(zone, 'fileName("Ana Berg", new Date("2026-11-29T11:30:00Z"), "json")'),
      `self-assessment-Ana-Berg-${expected[0]}.json`,
    );
  });
}

test("what is not a day stays as it is", () => {
  assert.deepEqual(
    ["", undefined, "soon", "2026-13-01", "2026-02-31", "2026-02-31T10:00:00Z"].map((text) => dayName(text)),
    ["", "", "soon", "2026-13-01", "2026-02-31", "2026-02-31T10:00:00Z"],
  );
  assert.equal(localDay(new Date("soon")), "");
});

const NAMES = {
  "": "",
  "Ana Berg": "Ana-Berg",
  "  Ana   Berg ": "Ana-Berg",
  "Zoë Ågren": "Zoë-Ågren",
  "Zoe\u0308": "Zoë",
  王小明: "王小明",
  "मीरा शर्मा": "मीरा-शर्मा",
  "محمد علي": "محمد-علي",
  "Nguyễn 2": "Nguyễn-2",
  'a<b>c:d"e/f\\g|h?i*j': "a-b-c-d-e-f-g-h-i-j",
  "../../etc/passwd": "etc-passwd",
  "J.R.R.": "J-R-R",
  "end. ": "end",
  CON: "CON",
  "😀": "",
  "Ana 😀": "Ana",
  "a\u202egnp.exe": "agnp-exe",
  "a\u0000b\tc\nd": "a-b-c-d",
  "\u0301Ana": "Ana",
  ".hidden": "hidden",
  "O'Brien-Smith": "O-Brien-Smith",
  "\ud800x": "x",
  [`${"x".repeat(39)} y`]: "x".repeat(39),
  [`${"x".repeat(39)}q\u0303z`]: "x".repeat(39),
  ["𠮷".repeat(50)]: "𠮷".repeat(40),
  ["x".repeat(400)]: "x".repeat(40),
};

for (const [name, safe] of Object.entries(NAMES)) {
  test(`a file of ${JSON.stringify(name.slice(0, 50))}`, () => {
    const made = fileName(name, new Date(2026, 10, 30, 12), "json");
    assert.equal(made, `self-assessment-${safe}${safe && "-"}2026-11-30.json`);
    assert.ok(made.isWellFormed() && Buffer.byteLength(made) <= 255);
  });
}
