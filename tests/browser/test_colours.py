"""Light or dark: as the reader's system wishes, until the reader chooses; the choice is kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.reader import Reader

Open = Callable[..., Reader]


def is_dark(page: Page) -> bool:
    """Told from the colours that are drawn."""
    background = str(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    return sum(int(part) for part in background.strip("rgba()").split(",")[:3]) < 3 * 128


@pytest.mark.parametrize("dark", [False, True])
def test_the_system_s_wish_is_followed_from_the_first_look_and_when_it_changes(reader: Open, dark: bool) -> None:
    page = reader(dark=dark, fresh=True).goto("contact-centre/")
    assert is_dark(page) is dark
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", str(dark).lower())

    page.emulate_media(color_scheme="light" if dark else "dark")

    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", str(not dark).lower())
    assert is_dark(page) is not dark


@pytest.mark.parametrize("dark", [False, True])
def test_the_reader_s_choice_holds_on_the_next_page_and_against_the_system(reader: Open, dark: bool) -> None:
    page = reader(dark=dark, fresh=True).goto("contact-centre/")
    page.get_by_role("button", name="Dark").focus()
    page.keyboard.press("Enter")
    assert is_dark(page) is not dark

    page.get_by_role("link", name="Help", exact=True).click()
    page.wait_for_url("**/help/")
    page.emulate_media(color_scheme="dark" if dark else "light")

    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", str(not dark).lower())
    assert is_dark(page) is not dark


def test_a_neighbour_on_the_same_host_is_not_disturbed(reader: Open) -> None:
    """Many sites share one host, and so one storage: ours touches only what carries its own path."""
    window = reader(fresh=True)
    page = window.goto("contact-centre/")
    page.evaluate("localStorage.setItem('/other/.scheme', '\"dark\"'); localStorage.setItem('scheme', '\"dark\"')")
    page.reload()
    assert not is_dark(page)
    page.get_by_role("button", name="Dark").click()
    page.get_by_role("button", name="Dark").click()

    stored = page.evaluate("({ ...localStorage })")

    assert stored == {"/other/.scheme": '"dark"', "scheme": '"dark"', "/some/where/.scheme": '"light"'}


def test_nothing_moves_for_those_who_ask_for_stillness(reader: Open) -> None:
    page = reader(reduced_motion="reduce").goto("contact-centre/")
    moving = """
    [...document.querySelectorAll("*")].map((element) => getComputedStyle(element))
      .filter((style) => [style.transitionDuration, style.animationDuration].join().match(/[1-9]/) &&
        (style.transitionProperty !== "none" || style.animationName !== "none"))
      .flatMap((style) => `${style.transitionDuration},${style.animationDuration}`.split(",").map(parseFloat))
      .filter((seconds) => seconds > 0.01)
      .length
    """

    assert page.evaluate(moving) == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
