"""The site in a made-up language, 40 % longer than English: nothing breaks, and no word of a script escapes."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Once, build_site
from tests.support import pseudo
from tests.support.paper import faults_of_paper
from tests.support.reader import NARROW, WIDE, Reader
from tests.support.server import serve

Open = Callable[..., Reader]
KINDS = [
    *("", "standards/", "open-shop/", "open-shop/matrix/", "open-shop/checklist/", "my-progress/", "themes/"),
    *("themes/goods/", "correspondences/", "glossary/", "errata/", "contact/", "offline/", "forms/", "forms/print/"),
    *("help/", "learners/", "trainers/", "authors/", "about/", "accessibility/"),
    *("open-shop/forms/", "open-shop/forms/print/", "open-shop/forms/record/", "forms/list/", "file-format/"),
]
DAY = re.compile(r"\d+ [A-Z][a-z]+ \d{4}")
ANSWERED = ("open-shop/checklist/", "my-progress/")


@pytest.fixture(scope="module")
def place(once: Once) -> Path:
    """The folder of the site in the made-up language, and of its suite."""
    return once("pseudo", pseudo.site(build_site))


@pytest.fixture(scope="module")
def there(place: Path) -> Iterator[str]:
    """The address of the site."""
    with serve(place / "site", "/here/") as address:
        yield address


def seen(window: Reader) -> list[str]:
    """Every text on the page as it is now, each block as one, and every name of a control."""
    # A browser that does not know the language writes days in English.
    return [DAY.sub("", text) for text in pseudo.shown(window.page.content())]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_fits_a_phone(reader: Open, there: str, kind: str) -> None:
    window = reader(there, width=NARROW)
    window.goto(kind)

    assert window.sideways() == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_fits_a_desktop_and_paper(reader: Open, there: str, kind: str) -> None:
    window = reader(there, width=WIDE)
    page = window.goto(kind)

    # Brackets around each message keep a name from beginning with the words that are seen.
    assert [fault for fault in window.look() if not fault.startswith("label-content-name-mismatch")] == []
    # No form of this suite is ticked at first.
    if not kind.endswith("forms/print/"):
        assert list(faults_of_paper(page)) == []


def test_no_word_of_a_script_escaped(reader: Open, there: str, place: Path) -> None:
    own = pseudo.own_words(place / "standards")
    window = reader(there, width=NARROW, fresh=True)
    page = window.goto(ANSWERED[0])
    for name in ("P1", "P2", "K1"):
        page.locator(f"[name={name}]").first.check()
    page.locator("#P1 [aria-expanded]").first.click()
    page.locator("[name=P1-note]").fill("x1")
    page.locator("#P1 .rating__tools button").last.click()
    page.locator("summary").first.click()
    assert window.sideways() == []
    assert pseudo.escaped(seen(window), [*own, "x1"]) == []

    page = window.goto(ANSWERED[1])
    page.locator("#plan").wait_for()
    for fold in page.locator("details:not([open]) > summary").all():
        if fold.is_visible():
            fold.click()
    assert pseudo.escaped(seen(window), [*own, "x1"]) == []

    for button in page.locator("button[class~=tool]:visible").all():
        if "Rémóvé évérýthíng" in button.inner_text():
            button.click()
            break
    page.locator("dialog").wait_for()
    assert pseudo.escaped(seen(window), [*own, "x1"]) == []


def test_search_and_addresses_keep_the_letters_of_a_language(reader: Open, there: str) -> None:
    window = reader(there)
    page = window.goto("")
    query = page.locator("[data-md-component=search-query]")
    query.click()
    query.press_sequentially("gŵyl")
    page.locator(".md-search-result__link").filter(has_text=re.compile("gŵyl")).last.click()
    page.wait_for_url("**/glossary/**")

    assert page.evaluate("decodeURIComponent(location.hash)") == "#gŵyl"
    assert page.locator(":target").inner_text().startswith("gŵyl")
