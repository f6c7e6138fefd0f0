"""The web of links in use: chips and their previews, the table that is filtered, the matrix, what the search finds."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.model import Reference
from tests.conftest import asset, plant
from tests.support.paper import A4, on_paper
from tests.support.reader import NARROW, WIDE, Reader
from tests.support.real import suite

Open = Callable[..., Reader]
SUITE = suite()
GROUPS = SUITE.correspondences


def chip(page: Page, item: str, name: str) -> Locator:
    """The chip below an item that leads to the item called ``name``."""
    return page.locator(f"#{item} .chip").filter(has_text=re.compile(rf"^{re.escape(name)}: ")).first


def names(page: Page, role: str) -> list[str]:
    """What the browser tells a screen reader of all parts of a role."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node["name"]["value"] for node in nodes if not node["ignored"] and node["role"]["value"] == role]


def is_seen(preview: Locator) -> bool:
    """Whether a preview is drawn, and above everything else."""
    return bool(
        preview.evaluate(
            """(words) => {
              const { left, top, width, height } = words.getBoundingClientRect();
              const hit = document.elementFromPoint(left + width / 2, top + height / 2);
              return width > 50 && height > 10 && getComputedStyle(words).clipPath === "none" && words.contains(hit);
            }"""
        )
    )


def middle(part: Locator) -> tuple[float, float]:
    box = part.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def centre(part: Locator) -> None:
    """Bring it to the middle of the window, so that there is room for what hangs below it."""
    part.evaluate("(part) => part.scrollIntoView({ block: 'center', behavior: 'instant' })")


# --- Chips and previews ---


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_link_is_followed_there_and_back(reader: Open, width: int) -> None:
    window = reader(width=width)
    page = window.goto("contact-centre/")

    chip(page, "P11", "K6").click()
    page.wait_for_url("**/contact-centre/#K6")
    expect(page.locator("#K6")).to_be_in_viewport()
    chip(page, "K6", "P11").click()
    page.wait_for_url("**/contact-centre/#P11")
    expect(page.locator("#P11")).to_be_in_viewport()


def test_what_is_alike_is_followed_to_the_other_standard_and_back(reader: Open) -> None:
    one, other = next(group.items[:2] for group in GROUPS if group.items[0].standard != group.items[1].standard)
    page = reader().goto(f"{one.standard}/")

    chip(page, one.item, str(other)).click()
    page.wait_for_url(f"**/{other.standard}/#{other.item}")
    chip(page, other.item, str(one)).click()
    page.wait_for_url(f"**/{one.standard}/#{one.item}")
    expect(page.locator(f"#{one.item}")).to_be_in_viewport()


def test_a_chip_is_called_by_its_items_id_and_words(reader: Open) -> None:
    said = names(reader().goto("contact-centre/"), "link")
    standard = SUITE.by_id["contact-centre"]
    linked = [link.item for links in (*standard.needs.values(), *standard.used_for.values()) for link in links]

    assert {f"{item.id}: {item.words}" for item in linked} <= set(said)
    alike = {
        other for item in standard.items for row in SUITE.likenesses("contact-centre", item.id) for other in row.items
    }
    assert {f"{other}: {SUITE.items[other].words}" for other in alike} <= set(said)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_preview_shows_on_hover_and_stays_while_the_pointer_is_on_it(reader: Open, width: int) -> None:
    page = reader(width=width).goto("contact-centre/")
    own = chip(page, "P11", "K6")
    preview = own.locator(".chip__words")
    centre(own)
    assert not is_seen(preview)

    page.mouse.move(*middle(own))
    assert is_seen(preview)
    expect(preview).to_have_text(SUITE.items[Reference("contact-centre", "K6")].words)

    across, down = middle(own)[0], middle(preview)[1]
    page.mouse.move(across, down, steps=20)
    assert is_seen(preview)
    page.mouse.move(*middle(preview), steps=20)
    assert is_seen(preview)

    page.mouse.move(2, 2)
    assert not is_seen(preview)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_pointer_reaches_a_preview_from_any_line_of_chips(reader: Open, width: int) -> None:
    page = reader(width=width).goto("deliver-service/")
    row = page.locator(".links > div").filter(has=page.locator(".chip:nth-child(4)")).first
    centre(row)
    for own in row.locator(".chip").all():
        preview = own.locator(".chip__words")
        page.mouse.move(2, 2)
        page.mouse.move(*middle(own))
        assert is_seen(preview)
        left, top, width_of_it = preview.evaluate(
            "(w) => { const r = w.getBoundingClientRect(); return [r.left, r.top, r.width] }"
        )
        across, _ = middle(own)
        page.mouse.move(min(max(across, left + 2), left + width_of_it - 2), top + 8, steps=10)
        assert is_seen(preview)


def test_escape_puts_a_hovered_preview_away_until_the_pointer_comes_again(reader: Open) -> None:
    page = reader().goto("contact-centre/")
    own = chip(page, "P11", "K6")
    preview = own.locator(".chip__words")
    centre(own)
    page.mouse.move(*middle(own))

    page.keyboard.press("Escape")
    assert not is_seen(preview)
    page.mouse.move(2, 2)
    page.mouse.move(*middle(own))
    assert is_seen(preview)


def test_a_preview_works_by_keyboard_alone(reader: Open) -> None:
    page = reader(width=NARROW).goto("contact-centre/")
    own = chip(page, "P11", "K6")
    preview = own.locator(".chip__words")
    page.locator("#P11 .item__id").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if own.evaluate("(chip) => chip === document.activeElement"):
            break
    assert is_seen(preview)

    page.keyboard.press("Escape")
    assert not is_seen(preview)
    expect(own).to_be_focused()

    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(own).to_be_focused()
    assert is_seen(preview)

    page.keyboard.press("Enter")
    page.wait_for_url("**/contact-centre/#K6")


# Nor may a preview be cut off by a table that scrolls.
OUTSIDE = """
() => [...document.querySelectorAll(".chip")].flatMap((chip) => {
  chip.focus();
  const words = chip.querySelector(".chip__words");
  const { left, right, width } = words.getBoundingClientRect();
  const wide = document.documentElement.scrollWidth > innerWidth;
  const around = chip.closest(".scroll");
  const cut = around && getComputedStyle(around).overflowY !== "visible" &&
    around.getBoundingClientRect().bottom < words.getBoundingClientRect().bottom;
  const whole = width > 50 && left >= 0 && right <= innerWidth && !wide && !cut;
  return whole ? [] : [`${chip.textContent}: ${left} to ${right}`];
})
"""


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("some", ["contact-centre/", "deliver-service/", "correspondences/"])
def test_no_preview_leaves_the_window(reader: Open, width: int, some: str) -> None:
    page = reader(width=width).goto(some)
    page.keyboard.press("Tab")  # the focus is shown from now on

    assert page.evaluate(OUTSIDE) == []


def test_a_preview_that_leaves_the_window_is_found(reader: Open) -> None:
    window = reader(width=NARROW)
    plant(window, asset("site.css"), lambda sheet: sheet + ".chip .chip__words { min-width: 30rem }")
    page = window.goto("contact-centre/")
    page.keyboard.press("Tab")

    assert page.evaluate(OUTSIDE)


def test_direct_and_supporting_knowledge_are_told_apart_in_words(reader: Open) -> None:
    page = reader().goto("contact-centre/")
    standard = SUITE.by_id["contact-centre"]
    criterion, links = next(
        (own, links) for own, links in standard.needs.items() if len({one.direct for one in links}) == 2
    )
    rows = page.locator(f"#{criterion} .links > div")

    for label, direct in (("Needs", True), ("Helped by", False)):
        row = rows.filter(has=page.locator("dt", has_text=re.compile(f"^{label}$")))
        shown = [text.partition(":")[0] for text in row.locator(".chip").all_text_contents()]
        assert shown == [link.item.id for link in links if link.direct == direct]


# --- Correspondences ---


def rows(page: Page) -> list[str]:
    """The ids of the groups whose rows are seen."""
    shown = page.locator("#groups tbody tr").evaluate_all(
        "(rows) => rows.filter((row) => row.checkVisibility({ visibilityProperty: true })).map((row) => row.id)"
    )
    return [name.removeprefix("group-") for name in shown]


def in_standard(standard: str) -> list[str]:
    return [group.id for group in GROUPS if any(reference.standard == standard for reference in group.items)]


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_correspondences_are_filtered_by_kind_and_by_standard(reader: Open, width: int) -> None:
    page = reader(width=width).goto("correspondences/")
    kind, standard = page.get_by_label("Kind"), page.get_by_label("Standard")
    count = page.locator("filter-rows").get_by_role("status")
    title = SUITE.by_id["contact-centre"].title
    assert rows(page) == [group.id for group in GROUPS]
    expect(count).to_have_text("")

    kind.select_option("Broader")
    broader = [group.id for group in GROUPS if group.kind == "broader"]
    assert rows(page) == broader
    expect(count).to_have_text(f"Showing {len(broader)} of {len(GROUPS)} groups")

    standard.select_option(label=title)
    both = [group for group in broader if group in in_standard("contact-centre")]
    assert rows(page) == both
    expect(count).to_have_text(f"Showing {len(both)} of {len(GROUPS)} groups")

    kind.select_option(label="All kinds")
    assert rows(page) == in_standard("contact-centre")

    standard.select_option(label="All standards")
    assert rows(page) == [group.id for group in GROUPS]
    expect(count).to_have_text(f"Showing {len(GROUPS)} of {len(GROUPS)} groups")


def test_without_script_the_table_is_whole_and_has_no_filter(reader: Open) -> None:
    page = reader(java_script_enabled=False).goto("correspondences/")

    assert rows(page) == [group.id for group in GROUPS]
    expect(page.locator("filter-rows")).to_be_hidden()


def test_a_row_has_the_items_of_its_group_each_in_the_column_of_its_standard(reader: Open) -> None:
    page = reader().goto("correspondences/")
    heads = page.locator("#groups thead th").all_inner_texts()
    found = {
        (row_id.removeprefix("group-"), heads[position], item)
        for row_id, position, item in page.evaluate(
            """() => [...document.querySelectorAll("#groups tbody tr")].flatMap((row) =>
                 [...row.cells].flatMap((cell, at) =>
                   [...cell.querySelectorAll(".chip")].map((chip) => [row.id, at, chip.firstChild.textContent])))"""
        )
    }

    assert found == {
        (group.id, SUITE.by_id[reference.standard].title, reference.item)
        for group in GROUPS
        for reference in group.items
    }


# --- The matrix ---


@pytest.mark.parametrize("standard", SUITE.standards, ids=lambda standard: standard.id)
def test_the_matrix_is_a_table_on_a_desktop_and_on_paper_and_a_list_on_a_phone(reader: Open, standard: Any) -> None:
    page = reader(width=WIDE).goto(f"{standard.id}/matrix/")
    table, lists = page.locator("table.matrix"), page.locator(".matrix-list")
    expect(table).to_be_visible()
    expect(lists).to_be_hidden()
    heads = [text.split()[0] for text in table.locator("tbody th[scope=row]").all_inner_texts()]
    assert heads == [item.id for item in standard.criteria]
    columns = table.locator("thead th[scope=col] a").all_inner_texts()
    assert columns == [item.id for item in standard.knowledge_items]
    marks = table.locator("tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].slice(1).map((cell) => cell.innerText[0]))"
    )
    assert {
        (head, column): mark == "●"
        for head, row in zip(heads, marks, strict=True)
        for column, mark in zip(columns, row, strict=True)
        if mark
    } == {(own, link.item.id): link.direct for own, links in standard.needs.items() for link in links}
    assert list(faults_of_printed_matrix(page, standard)) == []

    page.set_viewport_size({"width": NARROW, "height": 640})
    expect(table).to_be_hidden()
    entries = lists.locator("> li")
    expect(entries).to_have_count(len(standard.criteria))
    for entry, item in zip(entries.all(), standard.criteria, strict=True):
        linked = entry.locator("a").all_inner_texts()
        assert linked == [item.id, *(link.item.id for link in standard.needs.get(item.id, ()))]
        assert (item.no_knowledge or "") in entry.inner_text()


def faults_of_printed_matrix(page: Page, standard: Any) -> Iterator[str]:
    """Say what is wrong with the matrix on A4 that lies on its side, with every criterion and its head repeated."""
    sheets = on_paper(page)
    # Paper joins an f to an i.
    texts = [unicodedata.normalize("NFKC", text) for _, text in sheets]
    words = "".join("".join(texts).split())
    if {size for size, _ in sheets} != {A4[::-1]}:
        yield "not A4 on its side"
    for item in standard.criteria:
        if item.id not in re.findall(r"\bP\d+\b", " ".join(texts)) or "".join(item.words.split()) not in words:
            yield f"lost: {item.id}"
    for number, text in enumerate(texts, start=1):
        if not {item.id for item in standard.knowledge_items} <= set(re.findall(r"\bK\d+\b", text)):
            yield f"sheet {number} lacks the head of the table"


# --- The search ---


@pytest.mark.parametrize(
    ("words", "hit", "target"),
    [
        ("authority referral", "Theme: Authority and referral", "themes/authority/"),
        (GROUPS[0].name, GROUPS[0].name, f"correspondences/#group-{GROUPS[0].id}"),
        ("active listening", "Glossary: active listening", "glossary/#active-listening"),
    ],
    ids=["theme", "group", "term"],
)
def test_the_search_leads_to_themes_groups_and_terms(reader: Open, words: str, hit: str, target: str) -> None:
    page = reader().goto("")
    query = page.get_by_role("textbox", name="Search")
    query.click()
    query.press_sequentially(words)
    found = page.locator(".md-search-result__link").filter(has=page.get_by_text(hit, exact=True)).first
    found.click()
    path, _, anchor = target.partition("#")
    page.wait_for_url(re.compile(rf"/{re.escape(path)}(\?[^#]*)?(#{re.escape(anchor)})?$"))

    if anchor:
        expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    else:
        expect(page.locator("h1")).to_have_text(hit.removeprefix("Theme: "))
