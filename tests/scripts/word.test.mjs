/* What the program that fills in Word files does with files that are damaged. tests/forms/test_word_filled_in.py fills in real ones. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill } from "../../generator/competence_standards/forms/scripts/word.js";
import { all, escaped, parse, written } from "../../generator/competence_standards/forms/scripts/xml.js";
import { compressed, contents, entries, stored, zip } from "../../generator/competence_standards/web/scripts/zip.js";

const bytes = (text) => new TextEncoder().encode(text);

test("an archive is read as it was written, compressed or not", async () => {
  const texts = { "a.xml": "ä".repeat(100000), "word/b.xml": "", "c.bin": "x" };
  const [a, b, c] = Object.entries(texts).map(([name, text]) => [name, bytes(text)]);
  const archive = zip([await compressed(...a), stored(...b), stored(...c)]);
  assert.ok(archive.length < 2000);
  const found = entries(archive.buffer);
  assert.deepEqual(
    await Promise.all(found.map(async (one) => [one.name, new TextDecoder().decode(await contents(one))])),
    Object.entries(texts),
  );
});

test("a file that is no archive, or half of one, is refused", async () => {
  const whole = zip([await compressed("word/document.xml", bytes("<a>text</a>"))]);
  for (const wrong of [bytes(""), bytes("<!doctype html><title>Log in</title>"), whole.slice(0, -1), whole.slice(1)])
    await assert.rejects(fill(new Uint8Array(wrong).buffer, new Map()));
});

test("a file of an archive with other bytes than it was written with is refused", async () => {
  const whole = zip([stored("word/document.xml", bytes("<a>text</a>"))]);
  whole[whole.indexOf("x".charCodeAt(0), 50)] = "t".charCodeAt(0);
  await assert.rejects(fill(whole.buffer, new Map()), /Damaged: word\/document.xml/);
});

test("XML that nobody changed is written again as it was", () => {
  const xml =
    '<?xml version="1.0"?><!-- <b> --><a x="1 &#38; &#34;2&#34;" y=""><b/> t &amp; &#60; &lt;<c:d>\n</c:d>\u{1f600}</a>';
  assert.equal(written(parse(xml)), xml);
  assert.equal(all(parse(xml))[0][0].attributes.get("x"), '1 & "2"');
});

test("XML that is damaged is refused", () => {
  for (const xml of ["<a>", "<a></b>", "</a>", "<a><b></a></b>", "<a", "<a x=1/>", "<a></a></a><a>", "<a>a < b</a>"])
    assert.throws(() => parse(xml), /Damaged/, xml);
});

test("text becomes XML, without what XML cannot have", () => {
  assert.equal(escaped('a<b>&"c\u0000\u001f\ud83d\ufffe\t\u{1f600}'), "a&#60;b&#62;&#38;&#34;c\t\u{1f600}");
});
