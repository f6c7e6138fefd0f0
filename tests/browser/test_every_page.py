"""Every page on a phone, on a desktop, on paper and without scripts, in light and dark: nobody has a fault to find."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import addresses, asset, plant
from tests.support.markup import nu
from tests.support.paper import faults_of_paper
from tests.support.reader import COLOUR, NARROW, WIDE, WIDTHS, Reader
from tests.support.words import CONTROLS, words

Open = Callable[..., Reader]
widths = pytest.mark.parametrize("width", [NARROW, WIDE])


def test_the_built_site_holds_the_pages_that_these_tests_look_at(site: Path) -> None:
    found = {path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")}

    assert found == set(addresses())


def test_a_page_has_no_fault_on_a_phone_and_needs_no_script(reader: Open, address: str) -> None:
    window = reader(width=NARROW)
    page = window.goto(address)
    assert window.look() == []
    headings, alive = page.locator("legend").all_inner_texts(), words(page)

    page = reader(width=NARROW, java_script_enabled=False).goto(address)

    if address.endswith("/checklist/"):  # its scripts fold what can wait, and add what they can do
        assert page.locator("legend").all_inner_texts() == headings
        assert page.locator("fieldset .rating__evidence:visible").count() == len(headings)
    else:
        assert words(page) == alive
    assert page.locator(CONTROLS).count() == 0
    assert page.get_by_role("navigation", name="Site", exact=True).get_by_role("link").count() == 4


def test_a_page_has_no_fault_on_a_desktop_and_prints_whole_and_clean(reader: Open, wide_address: str) -> None:
    window = reader(width=WIDE)
    page = window.goto(wide_address)

    assert window.look() == []
    assert list(faults_of_paper(page)) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_open_search_has_no_fault(reader: Open, width: int) -> None:
    window = reader(width=width)
    search(window.goto("contact-centre/"))

    assert window.look(".md-header") == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_item_that_was_linked_to_has_no_fault(reader: Open, width: int) -> None:
    window = reader(width=width)
    page = window.goto("contact-centre/?h=rapport#P16")
    page.locator("#P16 [data-copy-link]").hover()

    assert window.look("#P16") == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_checklist_that_is_filled_in_has_no_fault(reader: Open, width: int) -> None:
    window = reader(fresh=True, width=width)
    page = window.goto("contact-centre/checklist/#P2")
    page.locator("[name=P1][value=on-my-own]").check()
    page.locator("[name=P2][value=not-now]").check()
    page.locator("#P2 [aria-expanded]").click()
    page.locator("[name=P2-note]").fill("A long note about what I did, which has more than one line. " * 8)
    # Elsewhere on the page, the bar covers half of something.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert window.look("#P1, #P2, .checklist__top, .dock") == []

    page.get_by_role("button", name="What the levels mean").locator("visible=true").first.click()

    assert window.look("#levels") == []


@pytest.mark.parametrize("some", ["", "contact-centre/#P15", "contact-centre/checklist/#P2", "errata/"])
def test_forced_colours_have_no_fault(reader: Open, some: str) -> None:
    window = reader(width=NARROW, forced_colors="active")
    window.goto(some)

    assert window.axe(rules=COLOUR) + window.sideways() == []


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("java"), reason="Nu needs Java")
def test_nu_finds_no_error_in_what_the_scripts_made_of_a_page(reader: Open, tmp_path: Path) -> None:
    made: list[Path] = []
    for kind in ("", "contact-centre/?h=customer", "authors/"):
        page = reader().goto(kind)
        search(page)
        made.append(tmp_path / f"{len(made)}.html")
        made[-1].write_text(page.evaluate("`<!doctype html>${document.documentElement.outerHTML}`"), "utf-8")

    assert nu(made) == []


def test_an_address_that_does_not_exist_leads_back_into_the_site(reader: Open) -> None:
    window = reader()
    page = window.goto("no/such/page/")
    assert page.title().startswith("Page not found")
    assert page.locator("body").evaluate("body => getComputedStyle(body).margin") == "0px"

    page.get_by_role("main").get_by_role("link", name="Standards", exact=True).click()
    page.wait_for_url(f"{window.base}standards/")

    # The browser itself reports the answer 404, and that is as it should be.
    window.faults[:] = [fault for fault in window.faults if "404 (Not Found)" not in fault]


def search(page: Page) -> None:
    """Open the search as a mouse or a finger does, type, and wait for it to find pages, items and "more" of these."""
    opener = page.locator("[data-search-opener]")
    if opener.is_visible():
        opener.click()
    query = page.get_by_role("textbox", name="Search")
    query.click()
    query.press_sequentially("customer")
    page.locator(".md-search-result__more").first.wait_for()


@dataclass(frozen=True)
class Plant:
    """A defect put into a file of the site on its way to the browser, and what must be said of it."""

    said: str
    before: str
    put: str
    file: str = "about/"


IN_THE_PAGE = {
    "picture without words": Plant("image-alt", "</article>", f'<img src="../{asset("web/icons/icon.svg")}">'),
    "field without label": Plant("label: <input", "</article>", '<input type="text">'),
    "link that is an article": Plant(
        "link without a name", "</article>", '<a href="#content"><article><h2>Words</h2></article></a>'
    ),
    "grey on white": Plant(
        'color-contrast-enhanced: <font color="#999999"', "</article>", '<p><font color="#999999">faint</font></p>'
    ),
    "not quite black": Plant(
        'color-contrast-enhanced: <font color="#707070"', "</article>", '<p><font color="#707070">faint</font></p>'
    ),
    "small targets": Plant("target-size", "</article>", "<p>" + '<button type="button">.</button>' * 3 + "</p>"),
    "level left out": Plant("heading-order", "</article>", "<h5>Deep</h5>"),
    "two of one id": Plant("duplicate-id", "</article>", '<p id="a"></p><p id="a"></p>'),
    "wide content": Plant("px wide in a window", "</article>", '<canvas width="2000"></canvas>'),
    "inline script": Plant("inline script", "</body>", "<script>window.x = 1</script>"),
    "inline style": Plant("inline style", "</article>", '<p style="color: red">red</p>'),
    "foreign picture": Plant(
        "https://host.invalid/a.png", "</article>", '<img alt="" src="https://host.invalid/a.png">'
    ),
    "foreign link followed early": Plant(
        "request outside", "<meta charset", '<link rel="prefetch" href="//host.invalid/a">'
    ),
    "missing file": Plant("console: Failed to load", "</article>", '<img alt="" src="missing.png">'),
}
ALONE = {
    "mistake in a script": Plant("script error", "startScheme();", "missing();", asset("web/scripts/site.js")),
    "dialog": Plant("dialog: boo", "startScheme();", "alert('boo');", asset("web/scripts/site.js")),
    "warning": Plant("console: careful", "startScheme();", "console.warn('careful');", asset("web/scripts/site.js")),
    "black on black": Plant(
        "in the dark, color-contrast-enhanced: <h1",
        "",
        "[data-scheme=dark] h1 { color: #222 !important }",
        asset("site.css"),
    ),
}


def found(window: Reader, *plants: Plant) -> list[str]:
    """What is said of the page about the site with these defects in it."""

    def change(text: str) -> str:
        for one in plants:
            text = text.replace(one.before, one.put + one.before, 1)
        return text

    plant(window, plants[0].file, change)
    window.goto("about/")
    faults = [*window.look(), *window.faults]
    window.faults.clear()
    return faults


@pytest.mark.slow
def test_planted_defects_of_a_page_are_found(reader: Open) -> None:
    faults = found(reader(width=NARROW), *IN_THE_PAGE.values())

    assert [name for name, one in IN_THE_PAGE.items() if not any(one.said in fault for fault in faults)] == []
    # What says so of them says nothing of the page without them.
    clean = found(reader(width=NARROW), Plant("", "", ""))
    assert [name for name, one in IN_THE_PAGE.items() if any(one.said in fault for fault in clean)] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ALONE)
def test_a_planted_defect_of_a_script_or_a_style_is_found(reader: Open, name: str) -> None:
    faults = found(reader(width=NARROW), ALONE[name])

    assert any(ALONE[name].said in fault for fault in faults), faults
