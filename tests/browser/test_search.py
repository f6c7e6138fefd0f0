"""The search finds single items: by keyboard, on a phone, with blocked storage; and leads to them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.reader import NARROW, WIDTHS, Reader

Open = Callable[..., Reader]
RAPPORT = "P10 open conversation"
"""How the words of an item begin that speaks of rapport."""
BLOCKED = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
CORRUPT = """
for (const key of ["__palette", "scheme", "__search"]) localStorage.setItem(`/some/where/.${key}`, "{oops");
"""


def open_by_keyboard(page: Page) -> None:
    """Tab to the search as it shows itself at this width, and open it."""
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-search-opener]')"):
            page.keyboard.press("Enter")
            break
        if page.evaluate("document.activeElement.name === 'query'"):
            break
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()


def found(page: Page, hit: str) -> list[str]:
    """What is found, once a hit is among it: until then it may be what a part of the words has found."""
    hits = page.locator(".md-search-result__link h2")
    expect(hits.filter(has_text=hit).first).to_be_attached()
    texts: list[str] = []
    while texts != (texts := hits.all_text_contents()):
        page.wait_for_timeout(300)
    return texts


def focused_address(page: Page) -> str:
    return str(page.evaluate("document.activeElement.href || ''"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("key", ["ArrowDown", "Tab"])
def test_the_keyboard_alone_finds_rapport_and_opens_its_item(reader: Open, width: int, key: str) -> None:
    page = reader(width=width).goto("learners/")
    open_by_keyboard(page)
    page.keyboard.type("rapport")
    assert "P1 identify and greet customers following organisational guidelines" in found(page, "P1 identify and greet")

    for _ in range(60):
        page.keyboard.press(key)
        if focused_address(page).endswith("contact-centre/?h=rapport#P1"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/some/where/contact-centre/?h=rapport#P1")

    item = page.locator("#P1")
    expect(item).to_be_in_viewport(ratio=1)
    expect(item).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.locator("h3 mark")).to_have_text("rapport")


def test_the_search_names_the_item_that_it_found(reader: Open) -> None:
    page = reader().goto("")
    open_by_keyboard(page)
    for word in ("P16", "K6", "active listening", "data reports"):
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(word)

        assert any(word in hit for hit in found(page, word)), word


def test_on_a_phone_closing_the_search_leads_back_to_where_it_was_opened(reader: Open) -> None:
    page = reader(width=NARROW).goto("contact-centre/")
    opener = page.locator("[data-search-opener]")

    open_by_keyboard(page)
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")

    page.keyboard.press("Enter")
    page.keyboard.type("rapport")
    assert found(page, RAPPORT)
    closer = page.get_by_role("button", name="Close search")
    field = page.get_by_role("textbox", name="Search")
    assert closer.bounding_box()["y"] < field.bounding_box()["y"] + field.bounding_box()["height"]  # type: ignore[index]
    page.keyboard.press("Tab")
    expect(closer).to_be_focused()
    page.keyboard.press("Enter")
    expect(opener).to_be_focused()
    expect(field).to_be_hidden()


@pytest.mark.parametrize("width", WIDTHS)
def test_tab_goes_through_what_was_found_and_leaves_nothing_open(reader: Open, width: int) -> None:
    page = reader(width=width).goto("")
    open_by_keyboard(page)
    page.keyboard.type("rapport")
    hits = len(found(page, RAPPORT))

    stops: list[str] = []
    while len(stops) < 40 and page.evaluate("!!document.activeElement.closest('.md-search')"):
        stops.append(focused_address(page))
        page.keyboard.press("Tab")

    assert sum("#" in stop and "/checklist/" not in stop for stop in stops) == hits
    expect(page.locator(".md-search__output")).to_be_hidden()
    assert page.evaluate("document.activeElement !== document.body")


def test_the_mouse_opens_a_hit(reader: Open) -> None:
    page = reader(width=NARROW).goto("about/")
    page.locator("[data-search-opener]").click()
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    page.keyboard.type("rapport")
    page.locator(".md-search-result__link", has_text=RAPPORT).click()

    page.wait_for_url("**/manage-communications/?h=rapport#P10")
    expect(page.locator("#P10 .item__words > p mark")).to_have_text("rapport")


def test_complaint_is_found_among_all_items_and_rated_in_three_actions_on_a_phone(reader: Open) -> None:
    """Search, select what was found, rate. It works on the checklist itself too, from anywhere on it."""
    page = reader(fresh=True, width=375, has_touch=True).goto("")
    for turn, level in enumerate(("on-my-own", "can-help")):
        page.locator("[data-search-opener]").tap()
        page.keyboard.type("complaint")
        page.get_by_role("link", name="Rate K6").tap()
        page.wait_for_url("**/contact-centre/checklist/#K6")
        choice = page.locator(f"#K6 [name=K6][value={level}]")
        expect(choice).to_be_in_viewport()
        choice.tap()

        expect(choice).to_be_checked()
        expect(page.locator("[data-status]")).to_have_text("1 of 53 rated")
        page.evaluate("scrollTo(0, 0)")
        assert turn or page.evaluate("scrollY") == 0


def test_the_words_that_people_use_find_the_page(reader: Open) -> None:
    page = reader().goto("")
    open_by_keyboard(page)
    query = page.get_by_role("textbox", name="Search")
    for words, leads_to in (
        ("cross-reference", "correspondences/"),
        ("mapping", "correspondences/"),
        ("offline", "learners/#without-a-network"),
        ("privacy", "about/#what-the-site-stores"),
        ("print", "forms/print/"),
        ("print", "learners/#print"),
        ("rate yourself", "contact-centre/checklist/"),
    ):
        query.fill("")
        query.press_sequentially(words)
        path, _, anchor = leads_to.partition("#")
        hit = f".md-search-result__link[href*='/{path}?h=']" + (f"[href$='#{anchor}']" if anchor else "")

        expect(page.locator(hit).first).to_be_attached()


@pytest.mark.parametrize(
    "storage",
    [BLOCKED, *(pytest.param(one, marks=pytest.mark.slow) for one in (FULL, CORRUPT))],
    ids=["blocked", "full", "corrupt"],
)
def test_storage_that_fails_stops_neither_search_nor_colours(reader: Open, storage: str) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(storage)
    page = window.goto("contact-centre/")
    open_by_keyboard(page)
    page.keyboard.type("rapport")
    assert found(page, RAPPORT)
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Dark").click()

    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
