"""A reader who follows an old link to a standard that was renamed: one lands at the same place of the new page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import BELOW, plant
from tests.support.reader import WIDTHS, Reader
from tests.support.renamed import FORMER, NOW
from tests.support.server import serve

Open = Callable[..., Reader]
OLD = FORMER[0]
MOVED = "This page has moved"


@pytest.fixture(scope="module")
def renamed(site_of_renamed: Path) -> Iterator[str]:
    """The address at which that site is served."""
    with serve(site_of_renamed, BELOW) as address:
        yield address


@pytest.mark.parametrize("former", [OLD, pytest.param(FORMER[1], marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "below", ["", "#P1", "#K1", "?h=door#P2", "checklist/#P1", "checklist/?a=1&b=%20#K1", "matrix/", "forms/record/"]
)
def test_an_old_address_leads_to_the_new_one_with_query_and_anchor(
    reader: Open, renamed: str, former: str, below: str
) -> None:
    window = reader(renamed)
    page = window.goto(f"{former}/{below}")
    page.wait_for_url(f"{renamed}{NOW}/{below}")

    expect(page.locator("h1")).not_to_have_text(MOVED)
    if anchor := below.partition("#")[2]:
        expect(page.locator(f"#{anchor}:target")).to_be_in_viewport()


def test_the_way_back_leads_past_the_old_address(reader: Open, renamed: str) -> None:
    page = reader(renamed).goto("standards/")
    page.goto(f"{renamed}{OLD}/#P1")
    page.wait_for_url(f"{renamed}{NOW}/#P1")

    page.go_back()

    assert page.url == f"{renamed}standards/"


@pytest.mark.parametrize("below", ["#P1", "#P2", "checklist/#K1"])
def test_without_scripts_a_link_leads_to_the_item_that_the_old_address_names(
    reader: Open, renamed: str, below: str
) -> None:
    page = reader(renamed, java_script_enabled=False).goto(f"{OLD}/{below}")
    item = below.partition("#")[2]
    title = "Rate yourself: Answer the doorbell" if "checklist" in below else "Answer the doorbell"
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text(MOVED)
    expect(main.get_by_role("link")).to_have_text([title, f"{item} in {title}"])

    main.get_by_role("link", name=f"{item} in {title}").click()

    assert page.url == f"{renamed}{NOW}/{below}"
    expect(page.locator(f"#{item}:target")).to_be_in_viewport()


@pytest.mark.parametrize("below", ["", "checklist/", "matrix/", "forms/record/", "forms/print/"])
def test_without_scripts_a_link_leads_to_the_new_page(reader: Open, renamed: str, below: str) -> None:
    page = reader(renamed, java_script_enabled=False).goto(f"{OLD}/{below}")
    links = page.get_by_role("main").get_by_role("link")
    expect(links).to_have_count(1)

    links.click()

    assert page.url == f"{renamed}{NOW}/{below}"


def test_an_old_page_leads_on_in_a_site_that_is_read_from_a_folder(reader: Open, site_of_renamed: Path) -> None:
    window = reader(f"{site_of_renamed.as_uri()}/")
    page = window.goto(f"{OLD}/checklist/index.html#P1")
    page.wait_for_url(f"{site_of_renamed.as_uri()}/{NOW}/checklist/index.html#P1")

    expect(page.locator("h1")).to_have_text("Rate yourself: Answer the doorbell")
    window.faults.clear()


@pytest.mark.parametrize("below", ["", "#P1", "forms/record/"])
@pytest.mark.parametrize("width", WIDTHS)
def test_an_old_page_has_no_fault(reader: Open, renamed: str, below: str, width: int) -> None:
    window = reader(renamed, width=width)
    plant(window, "assets/*/web/scripts/moved.js", lambda _: "")
    page = window.goto(f"{OLD}/{below}")

    expect(page.locator("h1")).to_have_text(MOVED)
    assert window.look() == []
