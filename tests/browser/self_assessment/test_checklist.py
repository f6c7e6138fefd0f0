"""A checklist in a browser: for thumbs, for keyboards, without scripts, and on paper, blank and filled in."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import plant
from tests.support.learner import WHO, options
from tests.support.paper import sheets, squashed
from tests.support.reader import NARROW, WIDE, Reader, as_printed
from tests.support.real import scale, suite
from tests.support.short import CRITERIA, ITEMS, KNOWLEDGE

Open = Callable[..., Reader]
CHECKLIST = "contact-centre/checklist/"
NOTE = " ".join(f"On day {day} I wrote down what the customer asked for." for day in range(1, 110))[:5000]


def item(page: Page, identity: str) -> Locator:
    return page.get_by_role("group", name=re.compile(rf"^{identity} "))


def unfold(one: Locator) -> None:
    """Bring out what the scripts put away of an item until it is asked for; or put it away again."""
    one.locator(".rating__tools [aria-expanded]").click()


# --- on a screen ---


def test_everything_to_touch_is_large_enough_for_a_thumb(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)

    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 800})
        small = page.evaluate("""
          () => [...document.querySelectorAll(".checklist :is(.choice, button, input:not([type=radio]), textarea)")]
            .filter((one) => one.checkVisibility())
            .map((one) => [one.className || one.name, one.getBoundingClientRect()])
            .filter(([, box]) => box.width < 44 || box.height < 44)
            .map(([name, box]) => `${name}: ${box.width} by ${box.height}`)
        """)

        assert small == [], width


def test_a_screen_reader_hears_the_item_and_what_is_asked_of_it(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)

    one = item(page, "P2")
    unfold(one)
    expect(one).to_have_count(1)
    expect(one).to_have_accessible_name("P2 use active listening to identify your customers' queries or requests")
    for question, answers in (("My rating", 5), ("Evidence", 3), ("Assessor’s rating", 4)):
        expect(one.get_by_role("radiogroup", name=question, exact=True).get_by_role("radio")).to_have_count(answers)
    for field in ("What it is and where it is kept", "Note", "Assessor’s comment"):
        expect(one.get_by_role("textbox", name=field, exact=True)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_reason_is_asked_for_only_where_it_is_needed(reader: Open, scripts: bool) -> None:
    page = reader(fresh=True, java_script_enabled=scripts).goto(CHECKLIST)
    reason = item(page, "P1").get_by_role("textbox", name=scale().not_now.reason)
    expect(reason).to_have_count(0)

    item(page, "P1").get_by_role("radio", name="Not part of my job now").check()
    expect(reason).to_be_visible()

    item(page, "P1").get_by_role("radiogroup", name="My rating").get_by_role("radio", name="Not yet").check()
    expect(reason).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_what_the_levels_mean_is_one_look_away(reader: Open, scripts: bool) -> None:
    page = reader(fresh=True, java_script_enabled=scripts).goto(CHECKLIST)
    meaning = page.get_by_text(scale().levels[1].criterion.meaning)
    for width, height in ((NARROW, 640), (WIDE, 800)):
        page.set_viewport_size({"width": width, "height": height})
        # On a phone, the bar at the bottom has no room for it.
        button = page.locator(".checklist__top" if width == NARROW else ".dock").get_by_role("button", name="What the")
        (page.locator("h1") if width == NARROW else item(page, "K6")).scroll_into_view_if_needed()
        expect(button).to_be_in_viewport(ratio=1)
        expect(meaning).to_be_hidden()

        button.focus()
        page.keyboard.press("Enter")
        expect(meaning).to_be_visible()
        page.keyboard.press("Escape")
        expect(meaning).to_be_hidden()
        expect(button).to_be_focused()

        button.click()
        page.get_by_role("button", name="Close", exact=True).click()
        expect(meaning).to_be_hidden()


def test_the_arrow_keys_choose_within_a_question_and_tab_goes_to_the_next(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rating = item(page, "P1").get_by_role("radiogroup", name="My rating")
    rating.get_by_role("radio", name="Not yet").focus()

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(rating.get_by_role("radio", name="On my own")).to_be_checked()
    page.keyboard.press("Tab")

    expect(item(page, "P1").get_by_role("button", name=re.compile("^Add evidence"))).to_be_focused()


def test_the_first_item_and_its_levels_are_in_the_first_screen_of_a_phone(reader: Open) -> None:
    page = reader(fresh=True, width=375).goto(CHECKLIST)
    levels = item(page, "P1").get_by_role("radiogroup", name="My rating").get_by_role("radio")
    for width in (375, NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        bar = page.locator(".dock").bounding_box()
        assert bar is not None
        assert bar["y"] + bar["height"] == 800
        if width == 375:
            last = levels.last.locator("..").bounding_box()
            assert last is not None
            assert last["y"] + last["height"] <= bar["y"]
        # One line each, whatever is said.
        for said in (".saved > p", "[data-status]"):
            assert page.locator(said).evaluate("line => line.offsetHeight") < 30, said
        item(page, "P1").locator("[name=P1][value=on-my-own]").check()
        expect(page.locator(".saved")).to_have_text(re.compile(r"^Saved at \d\d:\d\d\.Save to a file"))
        page.evaluate("scrollTo(0, 0)")
        for said in (".saved > p", "[data-status]"):
            assert page.locator(said).evaluate("line => line.offsetHeight") < 30, said


def test_items_are_found_by_word_and_by_theme_with_the_keyboard_alone(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    shown = page.locator("fieldset.rating:visible")
    page.locator(WHO).focus()
    page.keyboard.press("Enter")
    search = page.get_by_role("searchbox", name="Search", exact=True)
    search.focus()
    page.keyboard.type("Customer complaint")
    expect(page.get_by_text(f"Showing 1 of {ITEMS} items.")).to_be_visible()
    assert shown.evaluate_all("(all) => all.map(({ id }) => id)") == ["K6"]
    page.keyboard.press("Enter")
    expect(page.locator("[name=K6]").first).to_be_focused()
    expect(search).to_be_hidden()
    page.keyboard.press("Space")
    expect(page.locator("[data-status]")).to_have_text(f"1 of {ITEMS} rated")
    page.get_by_role("button", name="Show all items").press("Enter")
    expect(shown).to_have_count(ITEMS)

    standard = next(one for one in suite().standards if one.id == "contact-centre")
    theme = standard.items[0].themes[0]
    options(page)
    ids = {f"P{number + 1}" for number in range(CRITERIA)} | {f"K{number + 1}" for number in range(KNOWLEDGE)}
    page.get_by_label("Theme").select_option(suite().theme_names[theme])
    assert shown.evaluate_all("(all) => all.map(({ id }) => id)") == [
        one.id for one in standard.items if theme in one.themes and one.id in ids
    ]
    page.get_by_label("Show").select_option("Not rated")
    assert shown.evaluate_all("(all) => all.map(({ id }) => id)") == [
        one.id for one in standard.items if theme in one.themes and one.id in ids - {"K6"}
    ]
    search.fill("no such word")
    expect(page.get_by_text(f"Showing 0 of {ITEMS} items.")).to_be_visible()


# --- on paper ---


def test_a_blank_checklist_has_boxes_to_tick_and_lines_to_write_on(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    as_printed(page)
    box = page.evaluate("""
      () => [...document.querySelectorAll(".choice")].map((choice) => {
        const { width, height, borderTopWidth, borderTopStyle } = getComputedStyle(choice, "::before");
        return [parseFloat(width), parseFloat(height), parseFloat(borderTopWidth) > 0.5, borderTopStyle].join(" ");
      })
    """)
    lines = page.evaluate("""
      () => [...document.querySelectorAll(".written")].filter((line) => line.checkVisibility()).map((line) => {
        const { width, height } = line.getBoundingClientRect();
        return [line.dataset.written, width, height, getComputedStyle(line).borderBottomStyle];
      })
    """)
    millimetre = 96 / 25.4

    assert len(box) == ITEMS * 12
    assert len(set(box)) == 1
    width, height, visible, style = box[0].split()
    assert float(width) >= 4.4 * millimetre
    assert float(height) >= 4.4 * millimetre
    assert (visible, style) == ("true", "solid")
    assert len(lines) == 4 + ITEMS * 3
    for name, wide, high, border in lines:
        assert wide >= 20 * millimetre, name
        assert high >= 7.9 * millimetre, name
        assert border == "solid", name


def test_the_first_sheet_says_what_it_is_whose_it_is_and_what_the_levels_mean(reader: Open) -> None:
    first, *others = sheets(reader(fresh=True).goto(CHECKLIST))
    text = squashed(first)

    for words in ("Deliver customer service in a contact centre", "Version 1.0", "Name", "Date", "Round", "Assessor"):
        assert squashed(words) in text
    assert text.index(squashed("What the levels mean")) < text.index(squashed("You") if "You must" in first else "P1")
    assert squashed(scale().levels[0].criterion.meaning) in text
    assert "P1" in text, "the first sheet has room for an item"
    assert len(others) <= 11


def fill(page: Page) -> None:
    item(page, "P1").get_by_role("radiogroup", name="My rating").get_by_role("radio", name="On my own").check()
    unfold(item(page, "P1"))
    item(page, "P1").get_by_role("radio", name=scale().evidence.have.label).check()
    item(page, "P1").get_by_role("textbox", name="Note").fill(NOTE)
    unfold(item(page, "P1"))
    item(page, "P2").get_by_role("radio", name="Not part of my job now").check()
    item(page, "P2").get_by_role("textbox", name=scale().not_now.reason).fill("I only write letters.")
    options(page)
    page.get_by_role("textbox", name="Name", exact=True).fill("Mary Example")


def test_a_filled_checklist_prints_its_ratings_and_whole_notes(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    fill(page)
    as_printed(page)

    marked = page.evaluate("""
      () => [...document.querySelectorAll(".choice")]
        .filter((choice) => getComputedStyle(choice, "::before").content.length > 2)
        .map((choice) => [choice.querySelector("input").name, choice.innerText, getComputedStyle(choice).fontWeight])
    """)
    assert marked == [
        ["P1", "On my own", "700"],
        ["P1-evidence", scale().evidence.have.label, "700"],
        ["P2", "Not part of my job now", "700"],
    ]
    printed = squashed("".join(sheets(page)))
    assert squashed(NOTE) in printed
    assert squashed("Name Mary Example") in printed
    assert squashed(f"{scale().not_now.reason} I only write letters.") in printed
    assert page.locator(":is(.checklist) :is(input, textarea, button):visible").count() == 0
    page.emulate_media(media="screen")
    expect(item(page, "P1").get_by_role("textbox", name="Note")).to_be_hidden()
    unfold(item(page, "P1"))
    expect(item(page, "P1").get_by_role("textbox", name="Note")).to_have_value(NOTE)


@pytest.mark.slow
def test_a_note_that_would_be_cut_on_paper_is_noticed(reader: Open) -> None:
    window = reader(fresh=True)
    plant(window, CHECKLIST, lambda text: text.replace("</head>", '<link rel="stylesheet" href="../cut.css"></head>'))
    window.page.route(
        "**/cut.css",
        lambda route: route.fulfill(
            content_type="text/css", body="@media print { .written { max-height: 3cm; overflow: hidden } }"
        ),
    )
    page = window.goto(CHECKLIST)
    fill(page)

    assert squashed(NOTE) not in squashed("".join(sheets(page)))
