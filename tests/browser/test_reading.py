"""The words are all there whatever fails or is changed: scripts, style sheets, spacing, size."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.conftest import asset, plant
from tests.support.reader import NARROW, WIDE, Reader
from tests.support.words import CONTROLS

Open = Callable[..., Reader]

# What WCAG 1.4.12 lets a reader set; and text of twice the size.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
"""
DOUBLE = "html { font-size: 200% !important }"

# Lines of text that reach beyond the window's sides, or beyond a box that hides what it cannot hold.
# What is there only for those who listen, or until they point at it, takes no room.
LOST = """
() => {
  const lost = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const around = text.parentElement;
    if (!text.data.trim() || !around.checkVisibility({ visibilityProperty: true }) ||
        around.closest(".skip, .for-readers, .chip__words, .chip__colon")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const edges = [{ left: 0, right: innerWidth, top: -Infinity, bottom: Infinity }];
    for (let box = around; box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const edge = box.getBoundingClientRect();
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      edges.push({
        left: hides(overflowX) ? edge.left : -Infinity, right: hides(overflowX) ? edge.right : Infinity,
        top: hides(overflowY) ? edge.top : -Infinity, bottom: hides(overflowY) ? edge.bottom : Infinity,
      });
    }
    for (const line of range.getClientRects()) {
      if (edges.some((edge) => line.left < edge.left - 2 || line.right > edge.right + 2 ||
          line.top < edge.top - 4 || line.bottom > edge.bottom + 4)) {
        lost.push(text.data.trim().slice(0, 60));
        break;
      }
    }
  }
  return lost;
}
"""


WORN = {
    "spacing on a phone": (NARROW, SPACING),
    "spacing on a desktop": (WIDE, SPACING),
    "twice the size on a desktop": (WIDE, DOUBLE),
    "twice the size in half a window": (640, DOUBLE),
}


@pytest.mark.parametrize(
    "kind", ["", "contact-centre/", "contact-centre/checklist/", "errata/", "file-format/", "authors/"]
)
def test_no_text_is_lost_with_a_reader_s_own_spacing_or_size(reader: Open, kind: str) -> None:
    window = reader()
    page = window.goto(kind)
    for name, (width, css) in WORN.items():
        page.set_viewport_size({"width": width, "height": 800})
        window.wear("")
        assert page.evaluate(LOST) == [], name
        window.wear(css)
        assert page.evaluate(LOST) + window.sideways() == [], name


@pytest.mark.slow
@pytest.mark.parametrize(
    "css", [".item { height: 1.5em; overflow: hidden }", "h1 { white-space: nowrap }", ".bar { margin-left: -9rem }"]
)
def test_planted_loss_is_found(reader: Open, css: str) -> None:
    window = reader(width=NARROW)
    plant(window, asset("site.css"), lambda sheet: sheet + css)

    assert window.goto("contact-centre/").evaluate(LOST)


@pytest.mark.slow
def test_a_planted_dead_control_is_found(reader: Open) -> None:
    window = reader(java_script_enabled=False)
    plant(window, "about/", lambda text: text.replace("data-scheme-toggle", "").replace(" hidden>Dark", ">Dark"))

    assert window.goto("about/").locator(CONTROLS).count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_without_style_sheets_the_page_reads_in_order(reader: Open, scripts: bool) -> None:
    window = reader(java_script_enabled=scripts)
    window.page.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    page = window.goto("contact-centre/")
    text = page.locator("body").inner_text()

    marks = ["Skip to content", "My progress", "On this page", "You must be able to:", "P1", "P27", "K1", "K26"]
    marks += ["Where this text comes from", "Previous", "About this site and privacy"]
    places: list[int] = []
    for mark in marks:
        places.append(text.index(f"\n{mark}" if places else mark, places[-1] if places else 0))
    assert places == sorted(places)


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_on_a_page_is_listed_at_its_side_or_in_one_folded_line(reader: Open, scripts: bool) -> None:
    for width, seen in ((WIDE, True), (NARROW, False)):
        page = reader(width=width, fresh=True, java_script_enabled=scripts).goto("contact-centre/")
        entry = page.locator(".contents").get_by_role("link", name="History")
        assert entry.is_visible() == seen
        if not seen:
            page.get_by_text("On this page").click()
            entry.click()
            page.wait_for_url("**/contact-centre/#history")


def test_a_long_word_in_the_title_of_the_site_makes_no_page_wider_than_a_phone(reader: Open) -> None:
    window = reader(width=NARROW)
    plant(window, "contact/", lambda page: page.replace("<span>Customer service standards<", f"<span>{'W' * 200}<"))
    page = window.goto("contact/")
    assert "WWW" in page.locator(".bar__name").inner_text()
    assert window.sideways() == []


@pytest.mark.parametrize(
    "width", [375, *(pytest.param(one, marks=pytest.mark.slow) for one in (NARROW, 600, 768, WIDE))]
)
def test_the_header_leaves_the_window_to_the_page(reader: Open, width: int) -> None:
    """Of 120 px at most; and nothing in it stays in sight."""
    page = reader(width=width).goto("contact-centre/checklist/")
    header = page.locator("header.md-header")
    box = header.bounding_box()

    assert box
    assert box["height"] <= 96
    page.evaluate("scrollTo(0, 2000)")
    expect(header).not_to_be_in_viewport()
