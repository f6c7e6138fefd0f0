"""Sites of suites whose standards have other parts than criteria and knowledge, in a browser."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import BELOW, Once, build_site
from tests.support.learner import rate
from tests.support.other_parts import APPRENTICESHIP, CAREER, NAMES, NOS, SUITES, UNIT
from tests.support.reader import NARROW, WIDE, Reader
from tests.support.server import serve

Open = Callable[..., Reader]


@pytest.fixture(scope="module")
def sites(once: Once) -> Iterator[dict[str, str]]:
    """The addresses at which the sites are served, by the names of the suites."""

    def fill(folder: Path) -> None:
        for name in NAMES:
            # Not strict: the pages written by hand link to standards that are not in these suites.
            build_site(folder / name, SUITES / name, strict=False)

    folder = once("other-parts", fill)
    with (
        serve(folder / APPRENTICESHIP, BELOW) as first,
        serve(folder / CAREER, BELOW) as second,
        serve(folder / UNIT, BELOW) as third,
        serve(folder / NOS, BELOW) as fourth,
    ):
        yield dict(zip(NAMES, (first, second, third, fourth), strict=True))


@pytest.fixture
def window(reader: Open, sites: dict[str, str]) -> Callable[[str], Reader]:
    """Opens a fresh window on the site of a suite."""
    return lambda name: reader(sites[name], fresh=True)


def texts(page: Page, selector: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(selector).all_text_contents()]


def test_a_page_shows_every_part_and_counts_the_rated_ones(window: Callable[[str], Reader]) -> None:
    page = window(APPRENTICESHIP).goto("baker/")
    assert texts(page, "main section > h2[id]")[:6] == [
        "Overview",
        "Duties",
        "Knowledge",
        "Skills",
        "Behaviours",
        "Scope",
    ]
    head = " ".join(texts(page, ".head .row.soft li"))
    assert "2 duties 1 knowledge item 2 skills 1 behaviour Version 1.0" in head
    page.locator("#D1 summary").click()
    links = page.locator("#D1 .refs")
    expect(links).to_contain_text("S1 knead dough")
    expect(links).to_contain_text("Helped by")

    page = window(APPRENTICESHIP).goto("")
    expect(page.locator("figcaption")).to_have_text(
        "One mark for each item: 3 duties, 2 knowledge items, 3 skills and 2 behaviours in 2 standards."
    )


def test_numbered_elements_are_headings(window: Callable[[str], Reader]) -> None:
    page = window(UNIT).goto("make-coffee/")
    assert texts(page, "main h3[id^=performance-criteria]") == ["Element 1: Prepare for work", "Element 2: Serve"]
    page.goto(f"{page.url}checklist/")
    assert texts(page, ".checklist h3[id^=performance-criteria]") == ["Element 1: Prepare for work", "Element 2: Serve"]


@pytest.mark.parametrize(
    ("name", "standard", "rows", "columns"),
    [
        (APPRENTICESHIP, "baker", ["D1", "D2"], ["K1", "S1", "S2", "B1"]),
        (UNIT, "make-coffee", ["P1", "P2", "P3"], ["K1"]),
        (NOS, "hire-out-boats", ["P1", "P2", "P3", "P4"], ["K1"]),
    ],
)
def test_the_table_of_links_has_the_parts_that_are_linked(
    window: Callable[[str], Reader], name: str, standard: str, rows: list[str], columns: list[str]
) -> None:
    page = window(name).goto(f"{standard}/matrix/")
    assert texts(page, ".matrix tbody th a") == rows
    assert texts(page, ".matrix thead th a") == columns


def test_without_links_there_is_no_table_of_them(window: Callable[[str], Reader]) -> None:
    open_ = window(CAREER)
    page = open_.goto("gardener/")
    assert texts(page, ".standard-nav a") == ["Read", "Rate yourself", "Forms"]
    response = page.request.get(f"{page.url}matrix/")
    assert response.status == 404
    form = page.request.get(f"{page.url}forms/questioning-record/")
    assert form.status == 404


def test_a_learner_rates_the_items_of_every_rated_part(window: Callable[[str], Reader]) -> None:
    site = window(APPRENTICESHIP)
    page = site.goto("baker/checklist/")
    assert texts(page, "[data-item] .item__id") == ["D1", "D2", "K1", "S1", "S2", "B1"]
    assert texts(page, "#K1 .rating__own .choice")[-2] == "I can teach it"
    assert texts(page, "#S1 .rating__own .choice")[-2] == "I can help others"
    for item, level in (("D1", "on-my-own"), ("K1", "can-help"), ("S2", "not-yet"), ("B1", "not-now")):
        rate(page, item, level)

    home = site.goto("")
    strip = home.locator("[data-strip=baker]")
    expect(strip).to_have_text("4 of 6 rated")
    # A gap of 8 between parts: two duties, one knowledge item, two skills, one behaviour.
    assert strip.locator("svg").get_attribute("viewBox") == "0 0 84 12"

    progress = site.goto("my-progress/")
    expect(progress.locator("#standing ~ .lead, section:has(#standing) .lead")).to_contain_text("4 of 10 items rated.")
    progress.get_by_text("Baker, by section", exact=True).click()
    sections = texts(progress, "[aria-label='Baker, by section'] tbody th")
    assert sections == ["Duties", "Knowledge", "At the table", "At the oven", "Behaviours"]
    progress.get_by_text(re.compile("^Ready, no evidence yet")).first.click()
    row = progress.locator(".picks li").filter(has_text="how flour and water behave")
    expect(row).to_contain_text("I can teach it")
    with progress.expect_download() as download:
        progress.get_by_role("button", name="Download CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    found = {row["Item"]: (row["Part"], row["Rating"]) for row in rows if row["Standard"] == "baker"}
    assert found["K1"] == ("Knowledge", "I can teach it")
    assert found["S2"] == ("Skills", "Not yet")
    assert found["D2"] == ("Duties", "")
    assert "R1" not in found

    summary = site.goto("forms/progress-summary/")
    summary.get_by_role("button", name="Fill in from my answers", exact=True).click()
    expect(summary).to_have_url(re.compile("#record="))
    line = summary.locator("[data-row=baker]")
    values = line.locator("textarea, input:not([type=radio])").evaluate_all("(all) => all.map(({ value }) => value)")
    assert "1 ready, 3 rated" in values
    assert "1 ready, 1 rated" in values


def test_the_search_offers_to_rate_only_what_is_rated(window: Callable[[str], Reader]) -> None:
    page = window(APPRENTICESHIP).goto("baker/")
    for words, item, offered in (("judge loaf done", "S2", 1), ("white brown rye", "R1", 0)):
        page.goto(page.url.split("?")[0])
        page.locator("[data-search-opener]:visible, [name=query]:visible").first.click()
        expect(page.get_by_role("textbox", name="Search")).to_be_focused()
        page.keyboard.type(words)
        hit = page.locator(f".md-search-result__link[href*='#{item}']")
        expect(hit).to_be_attached()
        expect(page.get_by_role("link", name=f"Rate {item}")).to_have_count(offered)


def test_a_form_is_limited_to_items_of_other_letters(window: Callable[[str], Reader]) -> None:
    page = window(APPRENTICESHIP).goto("baker/forms/self-assessment-checklist/#items=S1,S2,B1")
    expect(page.locator("[data-item=S1]")).to_be_visible()
    expect(page.locator("[data-item=D1]")).to_be_hidden()
    expect(page.locator("[data-limit]").first).to_contain_text("S1, S2 and B1, of 6 items")


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_of_the_home_page_shows_every_mark(window: Callable[[str], Reader], name: str) -> None:
    """Also those of a standard with more than two parts. Few items do not fill the width."""
    page = window(name).goto("")
    box = page.locator("figure svg.rows")
    width = int((box.get_attribute("viewBox") or "").split()[2])
    ends = box.locator("path").evaluate_all(
        "(all) => all.map((path) => { const { x, width } = path.getBBox(); return x + width; })"
    )
    assert max(ends) <= width
    assert width >= 240


@pytest.mark.parametrize(
    ("name", "standard", "kind"),
    [
        (APPRENTICESHIP, "baker", "Apprenticeship standard"),
        (CAREER, "gardener", "Role"),
        (UNIT, "make-coffee", "Unit of competency"),
        (NOS, "hire-out-boats", "National Occupational Standard (NOS)"),
    ],
)
def test_a_page_says_what_its_standard_is_called(
    window: Callable[[str], Reader], name: str, standard: str, kind: str
) -> None:
    page = window(name).goto(f"{standard}/")
    assert texts(page, ".head .row.soft li")[0] == kind


def test_a_standard_with_every_section_and_field_shows_them_all(window: Callable[[str], Reader]) -> None:
    site = window(NOS)
    page = site.goto("hire-out-boats/")
    assert texts(page, "main section > h2[id]") == [
        *("Overview", "Performance criteria", "Knowledge and understanding", "Scope/range", "Values", "Behaviours"),
        *("Skills", "Details", "Corrections", "Where this text comes from", "History"),
    ]
    assert texts(page, ".head .row.soft li")[1:5] == ["Boats", "Level 2", "MADE001", "hire-out-boats"]
    facts = dict(zip(texts(page, "dl dt"), texts(page, "dl dd"), strict=True))
    expected = {
        "Level": "Level 2",
        "Relevant occupations": "Boat hand; Harbour assistant",
        "SOC code": "6219",
        "Keywords": "boats; rowing",
        "Links to other standards": "MADE002 Keep boats; MADE009 Teach rowing",
        "Official reference": "MADE001",
        "Official suite": "Boats",
        "Developed by": "Boat Skills Council",
        "Official version": "2",
        "Approved": "22 February 2021",
        "Indicative review date": "March 2026",
        "Validity": "Current",
        "Status": "Tailored",
        "Originating organisation": "Council for Boats",
        "Original reference": "MADE0007",
        "Official page": "https://standards.example.org/MADE001/hire-out-boats",
    }
    assert {title: facts.get(title) for title in expected} == expected
    assert page.get_by_role("link", name="Keep boats").first.get_attribute("href") == "../keep-boats/"
    expect(page.locator("#P1")).to_contain_text("1.1")
    expect(page.locator("#P1")).to_contain_text("a life jacket for each guest")
    page = site.goto("hire-out-boats/checklist/")
    assert texts(page, "[data-item] .item__id") == ["P1", "P3", "P4", "K1", "B1"]
    page = site.goto("rent-boats/")
    expect(page).to_have_url(re.compile("/hire-out-boats/$"))


PAGES = {
    APPRENTICESHIP: ("baker/", "baker/matrix/", "baker/checklist/", "baker/forms/self-assessment-checklist/"),
    CAREER: ("gardener/", "gardener/checklist/", "themes/", "forms/progress-summary/"),
    UNIT: ("make-coffee/", "make-coffee/matrix/", "make-coffee/checklist/"),
    NOS: ("hire-out-boats/", "hire-out-boats/checklist/", "hire-out-boats/forms/self-assessment-checklist/"),
}
"""The pages of each suite that show its parts, besides those that each suite has."""


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wrong_with_these_pages(window: Callable[[str], Reader], name: str, width: int) -> None:
    site = window(name)
    site.page.set_viewport_size({"width": width, "height": 900})
    for path in ("", *PAGES[name], "my-progress/"):
        site.goto(path)
        assert [path, *site.look(), *site.faults] == [path]
