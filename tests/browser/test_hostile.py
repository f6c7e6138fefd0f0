"""Text that tries to be more than text is shown as the very characters that it is, on every page and in the search."""

from collections.abc import Callable, Iterator
from html import escape
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import BELOW, Once, build_site, plant
from tests.support.hostile import MADE_BY_TEXT, PAYLOADS
from tests.support.reader import Reader
from tests.support.server import serve

Open = Callable[..., Reader]


def quoted(text: str) -> str:
    """A YAML scalar."""
    return "'" + text.replace("'", "''") + "'"


def standard(identity: str, position: int) -> str:
    """A standard in whose every free text stands a payload, each in another place than in its neighbours."""

    def payload(place: int, words: str) -> str:
        return quoted(f"{words} zebra{place} {PAYLOADS[(place + position) % len(PAYLOADS)]}")

    return f"""\
# yaml-language-server: $schema=../schema/standard.schema.json
id: {identity}
title: {payload(0, f"Title {identity}")}
title_origin: source-text
competence_area: {payload(1, "Area")}
official:
  reference: TEST01
  read_at: https://www.ukstandards.org.uk/en/nos-finder/TEST01/test
  suite: {payload(2, "Suite")}
  developed_by: {payload(3, "Body")}
provenance:
  source_text: {identity}.txt
  notes:
    - {payload(4, "Note")}
overview:
  - text: {payload(5, "Overview")}
    errata:
      - from: zebra5
        to: {quoted("<i>zebra</i>5")}
        kind: spelling
        status: applied
        note: {payload(6, "Reason")}
performance_criteria:
  - heading: {payload(7, "Heading")}
  - id: P1
    text: {payload(8, "Criterion")}
    withdrawn:
      since: "1.0"
      reason: {payload(9, "Gone")}
knowledge:
  - id: K1
    text: {payload(10, "Knowledge")}
history:
  - version: "1.0"
    date: 2026-11-22
    summary: {payload(11, "Summary")}
"""


def rating_scale() -> str:
    """A scale in whose every text stands a payload, as long as the text may be."""
    payloads = cycle(PAYLOADS)

    def answer(indent: str) -> str:
        label, meaning = quoted(next(payloads)[:40].strip()), quoted(f"Meaning {next(payloads)}")
        return f"{indent}label: {label}\n{indent}meaning: {meaning}\n"

    levels = "".join(
        f"  - id: {name}\n    code: {code}\n    criterion:\n{answer('      ')}    knowledge:\n{answer('      ')}"
        f"    counts_as: {counts}\n"
        for name, code, counts in (("low", "L", "practise"), ("middle", "M", "practise"), ("high", "H", "ready"))
    )
    reason = quoted(f"Why {PAYLOADS[1]}")
    return (
        "# yaml-language-server: $schema=../../schema/rating-scale.schema.json\n"
        f"rating-scale:\n{levels}not_now:\n  code: X\n{answer('  ')}  reason: {reason}\n"
        f"evidence:\n  none:\n{answer('    ')}  some:\n{answer('    ')}  have:\n{answer('    ')}"
    )


NAMES = [f"hostile-{letter}" for letter in "abcdefghijklm"]
SOME = [
    name if position % 4 == 0 else pytest.param(name, marks=pytest.mark.slow) for position, name in enumerate(NAMES)
]
"""Each has every payload, but only all of them together have each payload in each place."""


@pytest.fixture(scope="module")
def hostile(once: Once) -> Iterator[str]:
    """The address of a site whose every text is hostile."""
    with serve(once("hostile", fill) / "site", BELOW) as address:
        yield address


def fill(folder: Path) -> None:
    """Build that site."""
    sources = folder / "standards"
    sources.mkdir()
    for position, name in enumerate(NAMES):
        (sources / f"{name}.yml").write_text(standard(name, position), "utf-8")
    texts = [
        f"{name}: {quoted(f'Suite {name} {payload}')}"
        for name, payload in zip(("title", "summary", "words"), PAYLOADS, strict=False)
    ]
    listed = [f"  - {name}" for name in NAMES]
    first = "# yaml-language-server: $schema=../schema/suite.schema.json"
    (sources / "suite.yml").write_text("\n".join([first, *texts, "standards:", *listed, ""]), "utf-8")
    (sources / "vocabulary").mkdir()
    (sources / "vocabulary/rating-scale.yml").write_text(rating_scale(), "utf-8")
    # Not strict: the pages written by hand link to standards that are not in this suite.
    build_site(folder / "site", sources, strict=False)


@pytest.mark.parametrize("address_of_page", ["", "standards", "errata", *SOME])
def test_hostile_text_is_shown_and_nothing_runs(reader: Open, hostile: str, address_of_page: str) -> None:
    window = reader(hostile)
    page = window.goto(f"{address_of_page}/".lstrip("/"))
    text = page.locator("body").inner_text()
    position = NAMES.index(address_of_page) if address_of_page.startswith("hostile") else None

    if position is not None:
        for place in (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11):
            payload = PAYLOADS[(place + position) % len(PAYLOADS)]
            assert " ".join(f"zebra{place} {payload}".split()) in " ".join(text.split())
        title = f"Title {NAMES[position]} zebra0 {PAYLOADS[position % len(PAYLOADS)]}"
        assert page.title().startswith(" ".join(title.split()))
        assert page.locator("h1").inner_text() == title
        description = page.locator("meta[name=description]").get_attribute("content") or ""
        assert description.startswith(f"Title {NAMES[position]} zebra0")
    assert "<i>zebra</i>5" in text or position is None
    assert page.evaluate("window.__pwned") is None
    assert page.locator(f"main :is({MADE_BY_TEXT}, [onerror], [onload], [onclick])").count() == 0


@pytest.mark.parametrize("name", SOME)
def test_a_checklist_shows_hostile_text_and_nothing_runs(reader: Open, hostile: str, name: str) -> None:
    window = reader(hostile)
    page = window.goto(f"{name}/checklist/")
    page.get_by_role("button", name="What the levels mean").locator("visible=true").first.click()
    text = " ".join(page.locator("main").inner_text().split())

    for payload in PAYLOADS:
        assert " ".join(f"Meaning {payload}".split()) in text or f"Meaning {payload}" not in rating_scale()
    assert f"zebra10 {PAYLOADS[(10 + NAMES.index(name)) % len(PAYLOADS)]}" in text
    assert page.evaluate("window.__pwned") is None
    assert page.locator(f"main :is({MADE_BY_TEXT}, [onerror], [onload], [onclick])").count() == 0
    page.emulate_media(media="print")
    assert page.pdf()
    data = page.evaluate("async () => (await (await fetch('../items.json')).json()).sections.at(-1).items[0].words")
    assert data.endswith(PAYLOADS[(10 + NAMES.index(name)) % len(PAYLOADS)])


def test_the_search_shows_hostile_text_as_it_is(reader: Open, hostile: str) -> None:
    window = reader(hostile)
    page = window.goto("")
    query = page.get_by_role("textbox", name="Search")
    query.click()
    query.press_sequentially("zebra8")
    expect(page.locator(".md-search-result__item").nth(9)).to_be_visible()
    hits = page.locator(".md-search-result__item")
    for _ in range(50):
        # The search adds the next ones when the last one is in sight.
        if hits.count() == len(NAMES):
            break
        page.locator(".md-search__scrollwrap").evaluate("pane => pane.scrollTo(0, 0)")
        page.wait_for_timeout(50)
        page.locator(".md-search__scrollwrap").evaluate("pane => pane.scrollTo(0, pane.scrollHeight)")
        page.wait_for_timeout(50)
    expect(hits).to_have_count(len(NAMES))
    shown = page.locator(".md-search-result__link h2").all_inner_texts()

    for position in range(len(NAMES)):
        payload = PAYLOADS[(8 + position) % len(PAYLOADS)]
        assert any(payload in " ".join(text.split()) for text in shown), (payload, shown)
    assert page.evaluate("window.__pwned") is None
    assert page.locator(f".md-search :is({MADE_BY_TEXT})").count() == 0


@pytest.mark.slow
def test_text_that_ran_would_be_noticed(reader: Open, hostile: str) -> None:
    window = reader(hostile)

    def trusting(page: str) -> str:
        """As if one of the texts had not been escaped, and there were no policy."""
        return page.replace("Content-Security-Policy", "Nothing").replace(escape(PAYLOADS[1]), PAYLOADS[1])

    plant(window, "hostile-b/", trusting)
    page = window.goto("hostile-b/")
    page.wait_for_function("window.__pwned === 1")

    assert page.locator(f"main :is({MADE_BY_TEXT})").count()
    window.faults.clear()
