"""Help pages are data: the check and the build refuse what a browser would run, and what changes another page."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import markdown
import pytest

from competence_standards import routes
from competence_standards.check.docs_html import TAKEN_IDS
from competence_standards.check.docs_markdown import MOST_FENCES, markdown_problems
from competence_standards.check.docs_markdown_limits import LONGEST_BLOCK
from competence_standards.commands import main
from competence_standards.problem import Problem
from competence_standards.publish.assets import own_assets
from competence_standards.read import DocsPage, DocsSettings
from competence_standards.read.docs import IMAGE_LIMIT, MOST_FILES, PAGE_LIMIT, PAGES_LIMIT
from tests.conftest import ROOT
from tests.preview import QUIET
from tests.support import help_pages, real
from tests.support.markup import Document

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + 30 * b"\0"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("https://host.invalid/")</script></svg>'


def gif(pixels: int, says: int = 0) -> bytes:
    """Return a square GIF picture without its pixels. It may say another size than its first picture has."""
    size, told = (number.to_bytes(2, "little") for number in (pixels, says or pixels))
    extension = b"!\xf9\x04" + bytes(4) + b"\0"
    return b"GIF89a" + 2 * told + b"\x80\0\0" + bytes(6) + extension + b"," + bytes(4) + 2 * size + b"\0\x02\0;"


def jpeg(pixels: int, before: bytes = b"") -> bytes:
    """Return a square JPEG picture without its pixels. Some bytes may be where browsers pass over them."""
    size = 2 * pixels.to_bytes(2, "big")
    thumbnail = b"\xff\xc0\0\x0b\x08\0\x01\0\x01"
    return b"\xff\xd8\xff\xe1\0\x0b" + thumbnail + before + b"\xff\xff\xc2\0\x0b\x08" + size + b"\x01"


CONFIGURATION = """\
site_name: Tea
theme: {name: material, font: false}
plugins: [search, competence-standards]
markdown_extensions: [attr_list, {toc: {permalink: false}}]
"""


@dataclass(frozen=True)
class Attack:
    """Files that somebody adds to the help pages, and how the line that refuses them goes on after ``docs/``."""

    files: dict[str, str | bytes]
    said: str


def on_page(text: str, place: str, said: str) -> Attack:
    """An attack by the text of a page, below its title; ``place`` is the line and the column in that text."""
    line, _, column = place.partition(":")
    return Attack({"{name}.md": f"# Page\n\n{text}\n"}, f"{{name}}.md:{int(line) + 2}:{column}: {said}")


def in_front(matter: str, place: str, said: str) -> Attack:
    """An attack by the front matter of a page."""
    return Attack({"{name}.md": f"---\n{matter}\n---\n# Page\n"}, f"{{name}}.md:{place}: {said}")


HTML = " is HTML. A help page cannot have HTML. "
REDIRECT = '<meta http-equiv="refresh" content="0; url=https://host.invalid/">'
ATTACKS = {
    # --- raw HTML ---
    "script": on_page('<script src="../note.js"></script>', "1:1", f'"<script src="../note.js"></script>"{HTML}'),
    "script-in-capitals": on_page("<SCRIPT SRC=x></SCRIPT>", "1:1", '"<SCRIPT SRC=x></SCRIPT>" is HTML'),
    "refresh": on_page(REDIRECT, "1:1", f'"{REDIRECT}"{HTML}'),
    "tag-in-sentence": on_page("Some <b>bold</b> words.", "1:6", f'"<b>"{HTML}'),
    "tag-in-list": on_page("- one\n- <img src=x onerror=alert(1)>", "2:3", f'"<img src=x onerror=alert(1)>"{HTML}'),
    "tag-below-list": on_page("- one\n\n    <div>two</div>", "3:5", f'"<div>"{HTML}'),
    "tag-in-quotation": on_page("> <svg/onload=alert(1)>", "1:3", f'"<svg/onload=alert(1)>"{HTML}'),
    "tag-in-heading": on_page("## A <i>word</i>", "1:6", f'"<i>"{HTML}'),
    "tag-in-link": on_page("[<b>word</b>](learners.md)", "1:2", f'"<b>"{HTML}'),
    "tag-in-table": on_page("|a|b|\n|-|-|\n|1|<b>2|", "3:4", f'"<b>"{HTML}'),
    "tag-in-footnote": on_page("A word[^1].\n\n[^1]: A <b>note</b>.", "3:9", f'"<b>"{HTML}'),
    "tag-after-code": on_page("`<b>` and <b>", "1:11", f'"<b>"{HTML}'),
    "tag-after-fence": on_page("```\n<script>\n```\n\n<script>", "5:1", f'"<script>"{HTML}'),
    "tag-in-code-over-lines": on_page("`a\n<script>\nb`", "2:1", f'"<script>"{HTML}'),
    "tag-after-backslash": on_page("A \\<b>", "1:4", f'"<b>"{HTML}'),
    "tag-over-lines": on_page("<p\nonclick=alert(1)>", "1:1", f'"<p"{HTML}'),
    "tag-alone-at-end": on_page("</article>", "1:1", f'"</article>"{HTML}'),
    "tag-with-markdown": on_page('<div markdown="1">\nwords\n</div>', "1:1", f'"<div markdown="1">"{HTML}'),
    "tag-of-our-own": on_page("<my-progress></my-progress>", "1:1", '"<my-progress'),
    "comment": on_page("<!-- gone -->", "1:1", f'"<!-- gone -->"{HTML}'),
    "comment-in-sentence": on_page("a <!-- gone --> b", "1:3", f'"<!-- gone -->"{HTML}'),
    "doctype": on_page("<!DOCTYPE html>", "1:1", f'"<!DOCTYPE html>"{HTML}'),
    "instruction": on_page("<?php echo 1 ?>", "1:1", f'"<?php echo 1 ?>"{HTML}'),
    "cdata": on_page("<![CDATA[ x ]]>", "1:1", f'"<![CDATA[ x ]]>"{HTML}'),
    "iframe": on_page('<iframe srcdoc="&lt;script&gt;">', "1:1", '"<iframe srcdoc='),
    "style": on_page("<style>* { display: none }</style>", "1:1", '"<style>* { display: none }</style>" is HTML'),
    # --- links and pictures ---
    "link-bracket": on_page("[x](http://[x)", "1:4", '"http://[x" is not a valid address. Correct the address. '),
    "link-bracket-alone": on_page("a\n\n[x]\n\n[x]: //[::1", "5:4", '"//[::1" is not a valid address. Correct '),
    "link-like-a-slash": on_page("[x](https://a\u2100b/)", "1:4", '"https://a\u2100b/" is not a valid address. '),
    "picture-bracket": on_page("![x](//[x)", "1:5", '"//[x" is not '),
    "link-script": on_page("[x](javascript:alert(1))", "1:4", 'A link cannot start with "javascript:". '),
    "link-mixed-case": on_page("[x](JavaScript:alert(1))", "1:4", 'A link cannot start with "javascript:". '),
    "link-entity": on_page("[x](java&#115;cript:alert(1))", "1:9", 'A link cannot start with "javascript:". '),
    "link-tab": on_page("[x](java&Tab;script:alert(1))", "1:9", 'A link cannot start with "javascript:". '),
    "link-control": on_page("[x](&#1;javascript:alert(1))", "1:9", 'A link cannot start with "javascript:". '),
    "link-colon": on_page("[x](javascript&colon;alert(1))", "1:5", 'A link cannot start with "javascript:". '),
    "link-angles": on_page("[x](<javascript:alert(1)>)", "1:5", 'A link cannot start with "javascript:". '),
    "link-data": on_page("[x](data:text/html,x)", "1:4", 'A link cannot start with "data:". '),
    "link-vbscript": on_page("[x](vbscript:x)", "1:4", 'A link cannot start with "vbscript:". '),
    "reference-link": on_page("[x][a]\n\n[a]: javascript:alert(1)", "3:4", 'A link cannot start with "javascript:". '),
    "autolink": on_page("<javascript://x%0aalert(1)>", "1:1", 'A link cannot start with "javascript:". '),
    "autolink-without-slashes": on_page("<javascript:alert(1)>", "1:1", f'"<javascript:alert(1)>"{HTML}'),
    "picture-of-others": on_page("![x](https://host.invalid/a.png)", "1:5", "A picture must be part of this site. "),
    "picture-no-scheme": on_page("![x](//host.invalid/a.png)", "1:5", "A picture must be part of this site. "),
    "picture-backslash": on_page("![x](/\\host.invalid/a.png)", "1:5", "A picture must be part of this site. "),
    "picture-after-space": on_page("![x](<&#32;//host.invalid/a.png>)", "1:7", "A picture must be part of this "),
    "table-aligned": on_page("| a | b |\n|:--|--:|\n| 1 | 2 |", "2:2", "You cannot align the columns of a table. "),
    "picture-data": on_page("![x](data:image/svg+xml,x)", "1:5", "A picture must be part of this site. "),
    "picture-reference": on_page("![x][a]\n\n[a]: http://h.invalid/a.png", "3:4", "A picture must be part of this "),
    # --- attribute lists ---
    "list-onclick": on_page("Words.\n{: onclick=alert(1) }", "2:4", 'You cannot use "onclick" here. '),
    "list-style": on_page("## Words {: style='x:y' }", "1:13", 'You cannot use "style" here. '),
    "list-http-equiv": on_page("Words.\n{: http-equiv=refresh }", "2:4", 'You cannot use "http-equiv" here. '),
    "list-href": on_page("[x](#a){: href=javascript:alert(1) }", "1:16", 'A link cannot start with "javascript:". '),
    "list-srcset": on_page("![x](a.png){: srcset=//h.invalid/a }", "1:15", 'You cannot use "srcset" here. '),
    "list-target": on_page("[x](#a){: target=_blank }", "1:11", 'You cannot use "target" here. '),
    "list-data": on_page("Words.\n{: data-md-component=search }", "2:4", 'You cannot use "data-md-component" here. '),
    "list-in-item": on_page("- Words.\n  {: onclick=alert(1) }", "2:6", 'You cannot use "onclick" here. '),
    "list-on-code": on_page("```{ .yaml onclick=alert(1) }\nx\n```", "1:12", 'You cannot use "onclick" here. '),
    "list-id": on_page("Words.\n{: #__config }", "2:4", 'You cannot use the id "__config", '),
    "list-id-global": on_page("Words.\n{: #trustedTypes }", "2:4", "You cannot use the id "),
    "list-id-of-code": on_page("```{ .yaml #__search }\nx\n```", "1:12", 'You cannot use the id "__s'),
    "heading-id": on_page("## __config", "1:2", 'You cannot use the id "__config", '),
    "heading-of-frame": on_page("## Content", "1:2", 'You cannot use the id "content", '),
    "list-class": on_page("Words.\n{: .md-overlay }", "2:4", 'You cannot use the class "md-overlay", '),
    "class-that-covers-the-window": on_page(
        "## [More](https://host.invalid/) {: .bar__name }", "1:37", 'You cannot use the class "bar__name", '
    ),
    "class-that-hides": on_page("Words.\n{: .skip }", "2:4", 'You cannot use the class "skip", '),
    "class-of-code": on_page("``` { .text .copied }\na\n```", "1:13", 'You cannot use the class "copied", '),
    "list-mermaid": on_page("Words.\n{: .mermaid }", "2:4", 'You cannot use the class "mermaid", '),
    # --- front matter ---
    "matter-template": in_front("template: base.html", "2:1", 'template: "template" is not a field of a help page. '),
    "matter-hide": in_front("title: Page\nhide: [toc]", "3:1", 'hide: "hide" is not a field of a help page. '),
    "matter-search": in_front("search:\n  boost: 99", "2:1", 'search: "search" is not a field of a help page. '),
    "matter-html": in_front("description: 'x\"><meta x>'", "2:14", 'description: ">" is HTML. '),
    "matter-tag": in_front("title: !!python/name:os.system x", "2:8", '"!!python/name:os.system" is a YAML tag. '),
    "matter-alias": in_front("title: &a x\ndescription: *a", "2:8", '"&a" is a YAML anchor. '),
    "matter-list": in_front("title: [a, b]", "2:8", "title: The title must be plain text. "),
    "matter-section": in_front('section: "/x"', "2:10", 'section: "/x" is not an address of this site. '),
    "matter-no-fields": in_front("- title", "2:1", "The front matter must be a list of fields. "),
    "matter-twice": in_front("title: a\ntitle: b", "3:1", '"title" is used more than once. '),
    "matter-open": Attack(
        {"{name}.md": "---\ntitle: x\n\n# Page\n"}, "{name}.md:1:1: The front matter is not closed. "
    ),
    "matter-bare": Attack(
        {"{name}.md": "template: base.html\n\n# Page\n"}, '{name}.md:1:1: MkDocs reads the line "template: base.html" '
    ),
    "matter-dots": Attack({"{name}.md": "--- \nhide: x\n... \n# P\n"}, '{name}.md:2:1: hide: "hide" is not a field '),
    "matter-after-mark": Attack({"{name}.md": "\ufeff---\nhide: x\n---\n"}, '{name}.md:2:1: hide: "hide" is not a '),
    # --- kinds of files ---
    "file-script": Attack({"note.js": "alert(1)"}, "note.js:1:1: A .js file cannot be here. "),
    "file-module": Attack({"note.mjs": "alert(1)"}, "note.mjs:1:1: A .mjs file"),
    "file-svg": Attack({"diagram.svg": SVG}, "diagram.svg:1:1: A .svg file"),
    "file-html": Attack({"page.html": "<p>"}, "page.html:1:1: A .html file"),
    "file-html-in-capitals": Attack({"page2.HTML": "<p>"}, "page2.HTML:1:1: A .HTML file"),
    "file-xhtml": Attack({"page.xhtml": "<p>"}, "page.xhtml:1:1: A .xhtml file"),
    "file-double-ending": Attack({"page.md.html": "<p>"}, "page.md.html:1:1: A .html file"),
    "file-style": Attack({"a.css": "*{}"}, "a.css:1:1: A .css file"),
    "file-json": Attack({"my-progress/suite.json": "{}"}, "my-progress/suite.json:1:1: A .json file"),
    "file-pdf": Attack({"a.pdf": "%PDF"}, "a.pdf:1:1: A .pdf file"),
    "file-bundle": Attack(
        {"assets/javascripts/bundle.0123abcd.min.js": "alert(1)"},
        "assets/javascripts/bundle.0123abcd.min.js:1:1: A .js file",
    ),
    "file-worker": Attack({"service-worker.js": "x"}, "service-worker.js:1:1: A .js file"),
    "file-cname": Attack({"CNAME": "host.invalid"}, "CNAME:1:1: A file without an ending"),
    "file-redirects": Attack({"_redirects": "/* //h.invalid"}, "_redirects:1:1: A file without an ending"),
    "file-headers": Attack({"_headers": "/*"}, "_headers:1:1: A file without an ending"),
    "file-robots": Attack({"robots.txt": "x"}, "robots.txt:1:1: A .txt file"),
    "file-other-markdown": Attack({"a.markdown": "<b>"}, "a.markdown:1:1: A .markdown file"),
    "file-md-in-capitals": Attack(
        {"a.MD": "<b>"}, "a.MD:1:1: The file name ends in .MD, with capital letters. Rename "
    ),
    "picture-of-text": Attack({"fake.png": SVG}, "fake.png:1:1: The content of this file is not a .png picture. "),
    "picture-other": Attack({"fake.gif": PNG}, "fake.gif:1:1: The content of this file is not a .gif picture. "),
    "picture-webp": Attack(
        {"fake.webp": b"RIFF0000WAVEfmt "}, "fake.webp:1:1: The content of this file is not a .webp "
    ),
    "picture-jpg": Attack({"fake.jpg": "GIF89a"}, "fake.jpg:1:1: The content of this file is not a .jpg picture. "),
    "picture-of-many-pixels": Attack(
        {"many.png": PNG[:16] + 2 * (9_000).to_bytes(4, "big") + PNG[24:]},
        "many.png:1:1: This picture is 9,000 pixels wide and 9,000 pixels high. Save a smaller picture.",
    ),
    "picture-of-many-pixels-gif": Attack(
        {"many.gif": gif(9_000)},
        "many.gif:1:1: This picture is 9,000 pixels wide and 9,000 pixels high. Save a smaller picture.",
    ),
    "picture-larger-than-it-says": Attack(
        {"many.gif": gif(9_000, says=10)},
        "many.gif:1:1: This picture is 9,000 pixels wide and 9,000 pixels high. Save a smaller picture.",
    ),
    "picture-of-many-pixels-jpg": Attack(
        {"many.jpg": jpeg(9_000)},
        "many.jpg:1:1: This picture is 9,000 pixels wide and 9,000 pixels high. Save a smaller picture.",
    ),
    "picture-of-many-pixels-jpeg": Attack(
        {"many.jpeg": jpeg(9_000, before=b"passed over")},
        "many.jpeg:1:1: This picture is 9,000 pixels wide and 9,000 pixels high. Save a smaller picture.",
    ),
    "picture-without-size": Attack(
        {"fake.gif": b"GIF89a"}, "fake.gif:1:1: The content of this file is not a .gif picture. "
    ),
    "picture-without-size-jpg": Attack(
        {"fake.jpg": b"\xff\xd8\xff\xda" + jpeg(9)}, "fake.jpg:1:1: The content of this file is not a .jpg picture. "
    ),
    "picture-too-large": Attack({"large.png": PNG + IMAGE_LIMIT * b"\0"}, "large.png:1:1: The file is 5,242,9"),
    # --- names ---
    "name-line-break": Attack(
        {"a\n::error::b.md": "# x\n"}, "a\\u{000a}::error::b.md:1:1: name: The character U+000A "
    ),
    "name-escape": Attack({"a\x1b[1mb.md": "# x\n"}, "a\\u{001b}[1mb.md:1:1: name: The character U+001B "),
    "name-right-to-left": Attack({"a\u202edm.md": "# x\n"}, "a\\u{202e}dm.md:1:1: name: The character U+202E "),
    "name-blank": Attack({"a\u3164.md": "# x\n"}, "a\u3164.md:1:1: name: The character U+3164 (HANGUL FILLER) "),
    "name-two-characters": Attack({"e\u0301.md": "# x\n"}, "e\u0301.md:1:1: name: This letter and its accent are "),
    "name-folder": Attack({"b\nc/a.md": "# x\n"}, "b\\u{000a}c:1:1: name: The character U+000A (LINE FEED) "),
    "name-markup": Attack({"a<b>.md": "# x\n"}, "a<b>.md:1:1: A name cannot have the character < in it. Rename it. "),
    "name-scheme": Attack(
        {"javascript:x.md": "# x\n"}, "javascript:x.md:1:1: A name cannot have the character : in it. "
    ),
    "git-attributes": Attack(
        {"images/.gitattributes": "* working-tree-encoding=UTF-7 -diff\n"},
        "images/.gitattributes:1:1: This file can change what git checks out and what it shows to a reviewer. ",
    ),
    # --- addresses ---
    "address-home": Attack({"index.md": "# x\n"}, "index.md:1:1: This address is taken: the site makes the home page "),
    "address-standard": Attack(
        {"serve-tea.md": "# x\n"}, "serve-tea.md:1:1: This address is taken: the site makes the pages at serve-tea/ "
    ),
    "address-index": Attack(
        {"greet-visitors/index.md": "# x\n"}, "greet-visitors/index.md:1:1: This address is taken: the site makes the "
    ),
    "address-readme": Attack(
        {"themes/README.md": "# x\n"}, "themes/README.md:1:1: This address is taken: the site makes the pages at "
    ),
    "address-capitals": Attack(
        {"Glossary.md": "# x\n"}, "Glossary.md:1:1: This address is taken: the site makes the pages at glossary/ "
    ),
    "address-below": Attack(
        {"forms/more.md": "# x\n"}, "forms/more.md:1:1: This address is taken: the site makes the pages at forms/ "
    ),
    "address-picture": Attack(
        {"assets/images/favicon.png": PNG}, "assets/images/favicon.png:1:1: This address is taken: the site makes the "
    ),
    "address-file": Attack(
        {"sitemap.xml.md": "# x\n"}, "sitemap.xml.md:1:1: This address is taken: the site makes a file sitemap.xml. "
    ),
    "address-of-the-home-page": Attack(
        {"index.html.md": "# x\n"}, "index.html.md:1:1: A page or folder cannot be called index.html, because each "
    ),
    "address-of-a-page": Attack(
        {"more.md": "# x\n", "more/Index.html/a.png": PNG},
        "more/Index.html/a.png:1:1: A page or folder cannot be called index.html, because each ",
    ),
    "address-worker": Attack(
        {"Service-Worker.js/a.png": PNG},
        "Service-Worker.js/a.png:1:1: This address is taken: the site makes a file service-worker.js. ",
    ),
    "twice-by-file": Attack(
        {"a.png": PNG, "a.png.md": "# x\n"}, 'a.png.md:1:1: The file "docs/a.png" has the same address. '
    ),
    "twice-by-case": Attack({"case.md": "# x\n", "Case.md": "# x\n"}, 'case.md:1:1: The file "docs/Case.md" has the '),
    "twice-by-readme": Attack(
        {"two/README.md": "# x\n", "two/index.md": "# x\n"}, 'two/index.md:1:1: The file "docs/two/README.md" has the '
    ),
    "twice-by-folder": Attack(
        {"three/index.md": "# x\n", "three.md": "# x\n"}, 'three/index.md:1:1: The file "docs/three.md" has the same '
    ),
    # --- what nobody sees, and what takes long ---
    "character-unseen": on_page("Words\u202e backwards", "1:6", "The character U+202E (RIGHT-TO-LEFT OVERRIDE) "),
    "not-text": Attack({"{name}.md": b"# \xff\n"}, "{name}.md:1:3: The byte 0xFF is not UTF-8. "),
    "too-large": Attack({"{name}.md": "word\n\n" * 11_000}, "{name}.md:1:1: The file is 66,000 bytes. The limit is "),
    "long-block": on_page("word " * 900, "1:1", f"This paragraph, list or table has more than {LONGEST_BLOCK:,} "),
    "many-lines": on_page("=\n" * 200, "1:1", "This paragraph, list or table has more than 150 lines. "),
    "many-brackets": on_page("[" * 200, "1:1", "This paragraph, list or table has the character [ more than 40 times."),
    "many-angles": on_page("<a \n\n" * 200, "1:1", "This page has the character < more than 100 times. "),
    "many-contents": on_page("[TOC]\n\n# a\n\n" * 2_000, "1:1", "This page has [TOC] more than once, and each is "),
    "long-fences": on_page(("~" * 150 + "x\n\n") * 390 + "<b>", "781:1", f'"<b>"{HTML}'),
    "many-fences": Attack({"{name}.md": "```x\n" * 500}, f"{{name}}.md:1:1: This page has more than {MOST_FENCES} "),
    "many-headings": Attack({"{name}.md": "## a\n\n" * 400}, "{name}.md:1:1: This page has more than 300 headings. "),
    "deep-list": on_page("1. " * 100, "1:1", "Lists and quotations are nested more than 6 levels deep here. "),
    "deep-quotation": on_page(">" * 100, "1:1", "Lists and quotations are nested more than 6 levels deep here. "),
}
LINKS = {
    "link.md": "link.md:1:1: This is a symbolic link. Copy the file or folder here instead.",
    "folder": "folder:1:1: This is a symbolic link. ",
    ".hidden": ".hidden:1:1: This is a symbolic link. ",
    ".folder/hidden": ".folder/hidden:1:1: This is a symbolic link. ",
    "pipe.md": "pipe.md:1:1: This is not a regular file. ",
}


def refusal(name: str) -> str:
    """How the line begins that must refuse an attack."""
    return f"docs/{ATTACKS[name].said.replace('{name}', name)}"


def plant(docs: Path, name: str) -> str:
    """Add the files of an attack, and return how the line begins that must refuse them."""
    for file, content in ATTACKS[name].files.items():
        path = docs / file.replace("{name}", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return refusal(name)


def plant_links(docs: Path, outside: Path) -> None:
    outside.mkdir()
    (outside / "secret.md").write_text("# Secret\n")
    (docs / "link.md").symlink_to(outside / "secret.md")
    (docs / "folder").symlink_to(outside)
    (docs / ".hidden").symlink_to(outside)
    (docs / ".folder").mkdir()
    (docs / ".folder/hidden").symlink_to(outside)
    os.mkfifo(docs / "pipe.md")


def project(folder: Path) -> Path:
    """A small project with a help page of its own."""
    shutil.copytree(ROOT / "tests/suite", folder / "standards")
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/learners.md").write_text("---\ntitle: For learners\n---\n# For learners\n\nWords.\n")
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    return folder


def build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build the site as `make site` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", *options]
    return subprocess.run(command, cwd=folder, env=QUIET, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project, as the current folder."""
    monkeypatch.chdir(project(tmp_path / "project"))
    return tmp_path / "project"


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The lines of the check, the count last. Its status must be 1 exactly if it names an error."""
    status = main(["check", *arguments])
    lines = capsys.readouterr().out.splitlines()
    assert status == (1 if re.match(r"\d+ errors?\b", lines[-1]) else 0), lines
    return lines


# --- every attack ---


@pytest.mark.parametrize("name", ATTACKS)
def test_the_check_refuses(name: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = plant(desk / "docs", name)

    start = time.process_time()
    lines = check(capsys)

    assert [line for line in lines if line.startswith(said)], lines
    files = {found[1] for line in [said, *lines[:-1]] if (found := re.match(r"(.*?):\d+:\d+: ", line))}
    assert len(files) == 1, lines
    assert time.process_time() - start < 2


def test_the_check_refuses_links_and_pipes(desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant_links(desk / "docs", tmp_path / "outside")
    lines = check(capsys)
    assert len(lines) == len(LINKS) + 1
    assert [said for said in LINKS.values() if not any(line.startswith(f"docs/{said}") for line in lines)] == []

    shutil.rmtree(desk / "docs")
    (desk / "docs").symlink_to(tmp_path / "outside")
    assert check(capsys)[0].startswith("docs:1:1: This is a symbolic link. ")


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the build says where every attack is tried at once, and a standard has an error too."""
    folder = project(tmp_path_factory.mktemp("attacks") / "project")
    for name in ATTACKS:
        plant(folder / "docs", name)
    plant_links(folder / "docs", folder / "outside")
    standard = folder / "standards/serve-tea.yml"
    standard.write_text(standard.read_text().replace("\ntitle: ", "\ntitel: "))
    ran = build(folder)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert not list(folder.glob("site/*"))
    return ran.stderr.splitlines()


@pytest.mark.parametrize("name", ATTACKS)
def test_the_build_refuses(name: str, refused: list[str]) -> None:
    assert [line for line in refused if line.startswith(refusal(name))]


def test_the_build_tells_all_errors_at_once(refused: list[str]) -> None:
    assert [line for line in refused if line.startswith("standards/serve-tea.yml:3:1: titel: ")]
    assert [said for said in LINKS.values() if not any(line.startswith(f"docs/{said}") for line in refused)] == []


# --- what is accepted ---

GOOD = """\
---
title: Tea & "cake"
description: 'How "tea" is made: first water, then tea.'
section: learners/
---
# Tea

Entities &nbsp; &lt;b&gt; &#60;i&#62; and a < b > c. Code `<script>` and ``a ` <b>``.

```html
<script src="x"></script>
```

```c++
#include <stdio.h>
```

```{ .yaml .wrong #example }
a: <b>
```

    <b>indented</b>

## Steps {: #first-steps .wide }

1. One [link](learners.md#for-learners), <https://example.org/?a=1&b=2> and <someone@example.org>.
2. Two [mail](mailto:a@example.org), [call](tel:+44), [there][there], ![A picture](images/cup.png "Cup")

    > A *quotation* of **words**
    > on two lines

| a | b |
|---|---|
| 1 | `|` |

[there]: http://example.org/a_(b) "Title"
"""


@pytest.fixture
def good(desk: Path) -> Path:
    (desk / "docs/images").mkdir()
    (desk / "docs/tea.md").write_text(GOOD)
    (desk / "docs/images/cup.png").write_bytes(PNG)
    for name, content in {
        "a.jpg": jpeg(9),
        "a.gif": gif(9),
        "a.webp": b"RIFF\0\0\0\0WEBPVP8 " + bytes(7) + b"\x9d\x01\x2a" + b"\x09\0\x09\0",
        "b.jpeg": jpeg(9),
    }.items():
        (desk / "docs/images" / name).write_bytes(content)
    for name in (".hidden.md", "learners.md~", "#learners.md#"):
        (desk / "docs" / name).write_text("<script>")
    return desk


@pytest.mark.usefixtures("desk")
def test_the_small_project_has_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys) == ["No problems in 4 files."]


def test_a_page_with_all_that_it_may_hold_is_published(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys) == ["No problems in 10 files."]
    ran = build(good)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")

    text = (good / "site/tea/index.html").read_text("utf-8")
    page = Document("tea", text)
    head = {element.get("name"): element.get("content") for element in page.elements if element.tag.endswith("meta")}
    assert head["description"] == 'How "tea" is made: first water, then tea.'
    assert "<title>Tea &amp; &#34;cake&#34; – " in text
    assert [e for e in page.elements if e.get("aria-current") == "true"]
    assert (good / "site/images/cup.png").read_bytes() == PNG
    names = {path.name for path in (good / "site").rglob("*")}
    assert not names & {".hidden.md", "learners.md~", "#learners.md#", ".hidden"}


def test_a_title_stays_the_text_that_was_typed(desk: Path) -> None:
    titles = {"a": "2026", "b": "yes", "c": "2026-11-22", "d": "1.10", "e": "null"}
    for name, title in titles.items():
        (desk / f"docs/{name}.md").write_text(f"---\ntitle: {title}\n---\n# Words\n")
    assert build(desk).returncode == 0
    for name, title in titles.items():
        assert f"<title>{title} – " in (desk / f"site/{name}/index.html").read_text("utf-8")


UNREADABLE = """\
---
title: =
description: "[a](javascript:alert(1))"
# <script>alert(1)</script>
---
# Words
"""


def test_front_matter_that_mkdocs_cannot_read_is_not_published_as_text(desk: Path) -> None:
    """MkDocs takes the title for a value of a kind that it does not know, and would show the whole of it."""
    (desk / "docs/a.md").write_text(UNREADABLE)
    assert build(desk).returncode == 0
    text = (desk / "site/a/index.html").read_text("utf-8")
    assert "<title>= – " in text
    assert "alert(1)</script>" not in text
    assert 'href="javascript:' not in text


def test_a_script_that_mkdocs_yml_names_is_accepted_and_used(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "docs/own").mkdir()
    (desk / "docs/own/counter.js").write_text("1;\n")
    (desk / "docs/own/look.css").write_text("p { margin: 0 }\n")
    assert check(capsys)[-1] == "2 errors in 6 files."
    with (desk / "mkdocs.yml").open("a") as file:
        file.write("extra_javascript: [own/counter.js]\nextra_css: [own/look.css, 'https://host.invalid/x.css']\n")

    assert check(capsys) == ["No problems in 6 files."]
    with (desk / "mkdocs.yml").open("a") as file:
        file.write("docs_dir: docs\n")
    assert build(desk).returncode == 0
    page = (desk / "site/learners/index.html").read_text("utf-8")
    assert '<script src="../own/counter.js"></script>' in page
    assert '<link rel="stylesheet" href="../own/look.css">' in page
    assert (desk / "site/own/counter.js").is_file()


IN_THE_LOG = """\
# Words

[a](sub/x%0A::error::one.md) [b](sub/x%0D%0A%20::stop-commands::two.md) [c](<learners.md###[error]three>)
[d](sub/%1B]0;four%07.md) [e](learners.md#%0A::error::five) [f](sub/%C2%85::error::six.md)
"""


@pytest.mark.parametrize(
    ("settings", "accepted"),
    [
        ("{}", False),
        ("{base_path: docs/snippets}", True),
        ("{base_path: [docs]}", True),
        ("{base_path: [docs, .]}", False),
        ("{base_path: docs, restrict_base_path: false}", False),
        ("{base_path: docs, url_download: true}", False),
    ],
)
def test_no_extension_puts_other_files_into_a_page(
    settings: str,
    accepted: bool,
    desk: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    configuration = CONFIGURATION.replace("[attr_list, ", f"[attr_list, {{pymdownx.snippets: {settings}}}, ")
    (desk / "mkdocs.yml").write_text(configuration)
    (desk / "docs/more.md").write_text('# More\n\n--8<-- "mkdocs.yml"\n')
    said = "mkdocs.yml:1:1: markdown_extensions: With pymdownx.snippets, a help page can publish other files, "
    lines = check(capsys)
    assert lines[0].startswith(said) is not accepted
    ran = build(desk)
    assert (said in ran.stderr) is not accepted
    assert (ran.returncode == 0) is accepted
    assert not accepted or "site_name" not in (desk / "site/more/index.html").read_text("utf-8")


def test_an_extension_that_fails_is_told_at_the_page(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configuration = CONFIGURATION.replace("[attr_list, ", "[attr_list, pymdownx.highlight, ")
    (desk / "mkdocs.yml").write_text(configuration)
    (desk / "docs/more.md").write_text('# More\n\n``` {.py linenums="1"}\nx\n```\n')
    said = "docs/more.md:1:1: The Markdown extensions of the site cannot convert this page: "
    assert check(capsys)[0].startswith(said)
    ran = build(desk)
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_no_link_starts_a_command_in_the_log(desk: Path) -> None:
    """MkDocs decodes the address of a broken link for its warning."""
    (desk / "docs/a.md").write_text(IN_THE_LOG)
    with (desk / "mkdocs.yml").open("a") as file:
        file.write("validation: {anchors: warn}\n")
    log = build(desk).stderr
    for word in ("one", "two", "three", "four", "five", "six"):
        assert word in log
    assert re.findall(r"(?m)^\s*::|##\[", log) == []
    assert log.replace("\n", "").isprintable()


# --- the command ---


def test_a_help_page_or_a_folder_of_them_can_be_checked_alone(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(desk / "docs", "script")
    plant(desk / "docs", "file-json")
    standard = desk / "standards/serve-tea.yml"
    standard.write_text(standard.read_text().replace("\ntitle: ", "\ntitel: "))

    assert check(capsys)[-1] == "3 errors in 6 files."
    assert check(capsys, "docs/learners.md") == ["No problems in 1 file."]
    assert check(capsys, "docs/script.md")[-1] == "1 error in 1 file."
    assert check(capsys, "docs/my-progress")[0].startswith("docs/my-progress/suite.json:1:1: ")
    assert check(capsys, str(desk / "docs"))[-1] == "2 errors in 3 files."
    assert check(capsys, "docs/script.md", "standards/serve-tea.yml")[-1] == "2 errors in 2 files."
    assert [line.partition(":")[0] for line in check(capsys, "standards")[:-1]] == ["standards/serve-tea.yml"]


def test_the_check_looks_at_the_folder_that_the_build_takes(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(desk / "docs", "script")
    (desk / "docs").rename(desk / "pages")
    with (desk / "mkdocs.yml").open("a") as file:
        file.write("docs_dir: pages\n")
    (problem, _) = check(capsys)
    assert problem.startswith("pages/script.md:3:1: ")
    assert problem in build(desk).stderr

    (desk / "mkdocs.yml").write_text("site_name: [\n")
    assert check(capsys)[0].startswith("mkdocs.yml:2:1: This is not valid YAML")
    assert check(capsys, "pages/script.md")[0].startswith("mkdocs.yml:2:1: This is not valid YAML")
    (desk / "mkdocs.yml").unlink()
    assert check(capsys) == ["No problems in 3 files."]


def test_an_error_is_told_in_every_form(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(desk / "docs", "tag-in-sentence")
    (github, *_) = check(capsys, "--format", "github")
    assert github.startswith(
        '::error file=docs/tag-in-sentence.md,line=3,col=6::"<b>" is HTML. A help page cannot have HTML. '
    )
    main(["check", "--format", "json"])
    told = json.loads(capsys.readouterr().out)["problems"]
    assert [(one["file"], one["line"], one["column"]) for one in told] == [
        ("docs/tag-in-sentence.md", 3, 6),
        ("docs/tag-in-sentence.md", 3, 13),
    ]
    plant(desk / "docs", "name-line-break")
    lines = check(capsys, "--format", "github")
    assert all(line.startswith("::error file=docs/") for line in lines[:-1])


def test_an_export_holds_no_help_page_that_the_check_refuses(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = plant(desk / "docs", "script")
    assert main(["export", "out"]) == 1
    assert said in capsys.readouterr().err
    assert not (desk / "out").exists()


def test_an_export_holds_nothing_that_the_check_has_not_seen(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret").write_text("Secret")
    (desk / "docs/page~").symlink_to(tmp_path / "secret")
    (desk / "docs/#page.html").write_text("<script>alert(1)</script>")
    (desk / "docs/.hidden").mkdir()
    (desk / "docs/.hidden/page.md").write_text("<script>alert(1)</script>")
    (desk / "docs/a.md").write_text(UNREADABLE)
    (desk / "docs/a.gif").write_bytes(gif(9))

    assert main(["export", "out"]) == 0, capsys.readouterr().err
    names = {path.name for path in (desk / "out").rglob("*")}
    assert names >= {"learners.md", "a.md", "a.gif"}
    assert not names & {"page~", "#page.html", ".hidden"}
    assert "page.md" not in (desk / "out/mkdocs.yml").read_text("utf-8")
    lines = (desk / "out/docs/a.md").read_text("utf-8").splitlines()
    # Zensical reads the front matter of other pages as text.
    assert lines[:3] == ["---", 'title: "="', 'description: "[a](javascript:alert(1))"']
    assert lines[3].startswith("frame: {")
    assert lines[4:] == ["---", "", "# Words"]


# --- addresses ---


def test_the_first_part_of_every_generated_address_is_known() -> None:
    site = real.built()
    addresses = [*(page.address for page in site.pages), *(file.address for file in site.files)]
    tops = {address.partition("/")[0] for address in [*addresses, own_assets(real.suite()).base]}
    assert tops - {standard.id for standard in site.suite.standards} == routes.GENERATED - {"search"}


def test_everything_else_at_the_top_of_a_site_comes_from_a_help_page(site: Path) -> None:
    folders = {path.name for path in site.iterdir() if path.is_dir()}
    written = set(help_pages.names())
    standards = {standard.id for standard in real.built().suite.standards}
    assert folders == (routes.GENERATED - {""}) | written | standards
    assert {path.name for path in site.iterdir() if path.is_file()} - {"index.html"} == routes.FILES - {routes.WORDS}


@pytest.mark.parametrize("suite", ["suite", "suite-with-source-texts", "suite-with-forms"])
def test_nothing_in_a_suite_is_published_as_it_is(suite: str, desk: Path) -> None:
    """What reaches the site from the folder of the standards is what the program makes of their YAML."""
    shutil.rmtree(desk / "standards")
    shutil.copytree(ROOT / "tests" / suite, desk / "standards")
    for folder in ("", "more", "assets", *(path.name for path in (desk / "standards").iterdir() if path.is_dir())):
        (desk / "standards" / folder).mkdir(exist_ok=True)
        for name in ("note.js", "page.html", "page.md", "diagram.svg", "a.css", "CNAME", "a.png", "supplied.txt"):
            (desk / "standards" / folder / name).write_text("made-up-content")
    ran = build(desk, "--site-dir", "out")
    assert ran.returncode == 0, ran.stderr
    published = [path for path in (desk / "out").rglob("*") if path.is_file()]
    assert len(published) > 20
    assert [path for path in published if b"made-up-content" in path.read_bytes()] == []


# --- ids ---


def test_no_id_of_the_frame_or_of_a_script_is_accepted(site: Path) -> None:
    page = Document("learners", (site / "learners/index.html").read_text("utf-8"))
    written = [element for element in page.elements if element.get("class") in ("text", "head")]
    assert len(written) == 2
    own = {inner.get("id") for element in written for inner in element.iter()}
    frame = {element.get("id") for element in page.elements} - own
    scripts = [
        *(ROOT / "generator/competence_standards/web/scripts").glob("*.js"),
        *site.glob("assets/javascripts/bundle.*.js"),
    ]
    looked_up = re.compile(r"""getElementById\(["']([\w-]+)["']\)|["'](?:\w+)?#([A-Za-z_][\w-]*)["']""")
    found = {a or b for path in scripts for a, b in looked_up.findall(path.read_text("utf-8"))}
    assert {"content", "__search", "__config"} <= frame | found
    ids = {name for name in (frame | found) - {None} if name}
    assert {name for name in ids if not name.startswith("__")} == TAKEN_IDS
    for name in ids:
        assert [one.message for one in problems_of(f"Words.\n{{: #{name} }}\n")] != [], name


# --- the judgement is that of the library ---

SETTINGS = DocsSettings(Path("docs"))
PIECES = [
    *("<b>", "<script>", "</script>", "<", ">", "<!--", "-->", "`", "``", "```\n", "~~~\n", "\n", "\n\n", "    ", "- "),
    *("> ", "1. ", "# ", "a", "b ", "[", "](", ")", "](javascript:x)", "![", "{: #a }", "\n{: .a }", "&lt;", "&#60;"),
    *(
        "\\",
        "*",
        "_",
        "**",
        "|",
        "|-|\n",
        "[a]: ",
        "<?",
        "?>",
        "<![CDATA[",
        "]]>",
        "<div>",
        "</div>\n",
        "<p>",
        '"',
        "'",
    ),
    *(
        "=",
        "x=y",
        "<a@b.c>",
        "<http://x>",
        "<img src=x ",
        "onerror=1",
        "/>",
        "<br>",
        "!",
        "(",
        "<javascript:1>",
        "<pre>",
    ),
    *(
        "<code>",
        "</code>",
        "<!DOCTYPE",
        "  \n",
        "<b\n",
        "<textarea>",
        "<svg",
        "<math>",
        "<plaintext>",
        "{: onclick=x }",
    ),
]


def problems_of(text: str) -> list[Problem]:
    return list(islice(markdown_problems(DocsPage("page.md", "page.md", text, None, text), SETTINGS), 50))


def test_nothing_that_is_accepted_has_raw_html() -> None:
    """Of random texts, those that are accepted hold tags of Markdown alone."""
    random = Random(5)  # noqa: S311 - the same texts each time
    accepted = 0
    dangerous = re.compile(
        r"<(script|svg|math|iframe|div|textarea|plaintext|b\b|!|\?)|<[^>]*(javascript:|onclick|onerror)"
    )
    for _ in range(1_500):
        text = "".join(random.choice(PIECES) for _ in range(random.choice([2, 4, 8, 16])))
        if not problems_of(text):
            accepted += 1
            html = markdown.markdown(text, extensions=list(SETTINGS.extensions))
            assert not dangerous.search(re.sub(r'(?s)<code>.*?</code>|"[^"]*"', "", html)), text
    assert accepted > 200


SLOW = [
    "[",
    "![",
    "[a](",
    "[a][b",
    "<a ",
    '<a b="',
    "<http://",
    "<![CDATA[",
    "=\n",
    "\n- ",
    "a\n-\n",
    "`",
    "*a_",
    "_a*",
]
SLOW += ["|a|b\n-|-\n", "{: #a", "\\", "&#1;", "> ", "1. ", "# ", "\n---\n", "```x\n", "~~~\n", "``", "**", "a@", "a|"]


@pytest.mark.slow
@pytest.mark.parametrize("unit", SLOW)
def test_no_page_takes_long(unit: str) -> None:
    """A page of one thing again and again, and one of paragraphs that are just below the limits."""
    for block in (unit, unit * 20 + "\n\n", unit * 40 + "\n\n", unit * 200 + "\n\n"):
        text = (block * (PAGE_LIMIT // len(block) + 1))[:PAGE_LIMIT]
        start = time.process_time()
        problems_of(text)
        assert time.process_time() - start < 2


def test_the_folder_as_a_whole_has_limits(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = "```\n" + "word\n" * 12_000 + "```\n"
    for number in range(PAGES_LIMIT // len(page) + 1):
        (desk / f"docs/page{number:02}.md").write_text(page)
    assert any(f"are more than {PAGES_LIMIT:,} bytes" in line for line in check(capsys))
    shutil.rmtree(desk / "docs")
    (desk / "docs").mkdir()
    for number in range(MOST_FILES + 1):
        (desk / f"docs/{number}.gif").write_bytes(gif(9))
    assert check(capsys)[0].startswith(f"docs:1:1: The folder has more than {MOST_FILES:,} files. ")
