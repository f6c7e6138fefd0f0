"""Items with points and printed numbers, as readers and learners meet them, with short and with very long texts."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from competence_standards.build import load
from tests.conftest import BELOW, ROOT, Once, build_site
from tests.support.learner import options, rate, saved
from tests.support.paper import faults_of_paper, printed, squashed
from tests.support.reader import WIDTHS, Reader
from tests.support.server import serve

Open = Callable[..., Reader]
MARKET = ROOT / "tests/suite-with-points"
PAGES = (
    *("", "open-stall/", "open-stall/checklist/", "open-stall/matrix/", "close-stall/"),
    *("correspondences/", "themes/counting/", "open-stall/forms/observation-record/"),
)
LINE = "1.1 check before you open: • the number of guests • the guests' allergies • the price list"
LONG = [f"{'look at each of the many things that are on the stall ' * 9}{number:02}" for number in range(1, 31)]


@pytest.fixture(scope="module")
def markets(once: Once) -> Path:
    """The folder of two sites: of the suite, and of one in which an item has very long points."""

    def fill(folder: Path) -> None:
        build_site(folder / "short", MARKET, strict=False)
        made = Path(shutil.copytree(MARKET, folder / "standards"))
        standard = made / "open-stall.yml"
        points = "    points:\n" + "".join(f"      - {point}\n" for point in LONG)
        before = "    text: greet each of your guests\n"
        standard.write_text(standard.read_text("utf-8").replace(before, before + points), "utf-8")
        build_site(folder / "long", made, strict=False)

    return once("points", fill)


@pytest.fixture(scope="module")
def market(markets: Path) -> Iterator[str]:
    with serve(markets / "short", BELOW) as served:
        yield served


@pytest.fixture(scope="module")
def long_market(markets: Path) -> Iterator[str]:
    with serve(markets / "long", BELOW) as served:
        yield served


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_with_points_are_sound_in_light_and_dark(reader: Open, market: str, width: int) -> None:
    window = reader(market, width=width)
    for place in PAGES:
        window.goto(place)
        assert (place, window.look()) == (place, [])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("place", ["open-stall/", "open-stall/checklist/", "open-stall/matrix/"])
def test_thirty_long_points_need_no_scrolling_sideways(reader: Open, long_market: str, place: str, width: int) -> None:
    window = reader(long_market, width=width)
    window.goto(place)
    assert window.sideways() == []


def test_paper_has_every_word_of_thirty_long_points(reader: Open, long_market: str) -> None:
    page = reader(long_market).goto("open-stall/")
    text = "".join(text for _, text in printed(page))
    assert text.count(squashed("the many things")) == 9 * len(LONG)


@pytest.mark.parametrize("place", ["open-stall/", "open-stall/checklist/"])
def test_pages_with_points_are_sound_on_paper(reader: Open, market: str, place: str) -> None:
    assert list(faults_of_paper(reader(market).goto(place))) == []


@pytest.mark.parametrize(
    "place", ["open-stall/", "open-stall/checklist/", "open-stall/forms/observation-record/", "themes/counting/"]
)
def test_each_point_has_the_mark_of_a_list(reader: Open, market: str, place: str) -> None:
    points = reader(market).goto(place).locator(".points > *")
    drawn = points.evaluate_all(
        "(all) => all.map((one) => [getComputedStyle(one).listStyleType, getComputedStyle(one).display])"
    )
    assert drawn
    assert drawn == [["disc", "list-item"]] * len(drawn)
    room = points.evaluate_all("(all) => all.map((one) => parseFloat(getComputedStyle(one).marginLeft))")
    assert min(room) > 12


def test_a_screen_reader_hears_the_points_with_the_item_that_it_rates(reader: Open, market: str) -> None:
    page = reader(market).goto("open-stall/checklist/")
    group = page.locator("#P1")
    expect(group.get_by_role("listitem")).to_have_text(
        ["the number of guests", "the guests' allergies", "the price list"]
    )
    name = "P1 1.1 check before you open: the number of guests the guests' allergies the price list"
    expect(group).to_have_accessible_name(name)
    expect(page.locator("#P2")).to_have_accessible_name("P2 1.2 greet each of your guests")


def test_a_rating_keeps_the_words_with_the_points_and_my_progress_shows_them(reader: Open, market: str) -> None:
    page = reader(market, fresh=True).goto("open-stall/checklist/")
    rate(page, "P1", "not-yet")
    item = load(MARKET)[0].by_id["open-stall"].by_id["P1"]
    assert saved(page)["words"] == {item.mark: item.words}

    page.goto(f"{market}my-progress/")
    row = page.locator("li", has=page.locator("a[href$='open-stall/#P1'], a[href$='checklist/#P1']"))
    expect(row.filter(has_text=LINE).first).to_be_attached()


def test_a_checklist_can_be_limited_by_a_point_or_a_printed_number(reader: Open, market: str) -> None:
    page = reader(market, fresh=True).goto("open-stall/checklist/")
    box = options(page).get_by_role("searchbox")
    for typed, item, other in (("allergies", "#P1", "#P2"), ("1.2", "#P2", "#P1")):
        box.fill(typed)
        expect(page.locator(other)).to_be_hidden()
        expect(page.locator(item)).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "hit"),
    [("allergies", f"P1 {LINE}"), ("1.2", "P2 1.2 greet each of your guests"), ("haggling", "Open a stall")],
)
def test_the_search_finds_points_numbers_and_keywords(reader: Open, market: str, typed: str, hit: str) -> None:
    page = reader(market).goto("close-stall/")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type(typed)
    hits = page.locator(".md-search-result__link :is(h1, h2)")
    expect(hits.filter(has_text=hit).first).to_be_attached()


def test_a_linked_item_and_a_linked_standard_can_be_read_and_followed(reader: Open, market: str) -> None:
    page = reader(market).goto("open-stall/")
    page.locator("#P1 summary").click()
    expect(page.locator("#P1 .refs a", has_text="K1")).to_have_text("K1 the law on: • weights • measures")
    page.locator("section", has=page.locator("#details")).get_by_role("link", name="Close a stall").click()
    page.wait_for_url(f"{market}close-stall/")
