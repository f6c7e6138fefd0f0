"""The web of links in use: chips and their previews, the table that is filtered, the matrix, what the search finds."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from competence_standards.model import Reference
from tests.support.paper import A4, on_paper
from tests.support.reader import NARROW, WIDE, WIDTHS, Reader
from tests.support.real import suite

Open = Callable[..., Reader]
SUITE = suite()
GROUPS = SUITE.correspondences


def linked(page: Page, item: str, name: str) -> Locator:
    """The link below an item that leads to the item called ``name``."""
    return page.locator(f"#{item} .refs li > a").filter(has=page.locator("b", has_text=re.compile(f"^{name}$"))).first


def names(page: Page, role: str) -> list[str]:
    """What the browser tells a screen reader of all parts of a role."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node["name"]["value"] for node in nodes if not node["ignored"] and node["role"]["value"] == role]


# --- Links under an item ---


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", [True, False])
def test_the_links_under_an_item_fold_and_open_with_the_words_of_each(reader: Open, width: int, scripts: bool) -> None:
    page = reader(width=width, java_script_enabled=scripts).goto("contact-centre/")
    link = linked(page, "P11", "K6")
    words = SUITE.items[Reference("contact-centre", "K6")].words
    assert page.locator(".refs:visible").count() == 0
    expect(link).to_be_hidden()

    page.locator("#P11 summary").click()

    expect(link).to_be_visible()
    assert link.inner_text() == f"K6 {words}"
    assert page.locator(".refs:visible").count() == 1


def test_the_links_under_an_item_open_and_close_by_keyboard_alone(reader: Open) -> None:
    page = reader(width=NARROW).goto("contact-centre/")
    page.locator("#P11 .item__id").focus()
    while not page.evaluate("document.activeElement.matches('#P11 summary')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('#P11 .refs') !== null")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert page.locator(".refs:visible").count() == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_a_link_is_followed_there_and_back(reader: Open, width: int) -> None:
    page = reader(width=width).goto("contact-centre/")

    page.locator("#P11 summary").click()
    linked(page, "P11", "K6").click()
    page.wait_for_url("**/contact-centre/#K6")
    expect(page.locator("#K6")).to_be_in_viewport()
    page.locator("#K6 summary").click()
    linked(page, "K6", "P11").click()
    page.wait_for_url("**/contact-centre/#P11")
    expect(page.locator("#P11")).to_be_in_viewport()


def test_what_is_alike_is_followed_to_the_other_standard_and_back(reader: Open) -> None:
    group = next(group for group in GROUPS if group.kind in {"equivalent", "identical"})
    one = group.items[0]
    other = next(reference for reference in group.items if reference.standard != one.standard)
    page = reader().goto(f"{one.standard}/#{one.item}")
    for own, target in ((one, other), (other, one)):
        page.locator(f"#{own.item} summary").click()
        row = page.locator(f"#{own.item} .refs > div").filter(has=page.get_by_role("link", name=group.name, exact=True))
        title = SUITE.by_id[target.standard].title
        row.locator("li").filter(has_text=title).filter(has=page.locator("b", has_text=target.item)).get_by_role(
            "link"
        ).first.click()
        page.wait_for_url(f"**/{target.standard}/#{target.item}")
        expect(page.locator(f"#{target.item}")).to_be_in_viewport()


def test_a_screen_reader_hears_the_name_of_a_fold_and_the_words_of_each_link(reader: Open) -> None:
    page = reader().goto("contact-centre/")
    assert any(name.endswith(" for P11") for name in names(page, "DisclosureTriangle"))
    page.locator("#P11 summary").click()

    assert f"K6 {SUITE.items[Reference('contact-centre', 'K6')].words}" in names(page, "link")


def test_on_paper_the_links_are_numbers_alone(reader: Open) -> None:
    page = reader().goto("contact-centre/")
    printed = " ".join(" ".join(text for _, text in on_paper(page)).split())

    assert re.search(r"Needs K1, K10 ?Helped by K13", printed)
    assert "manage-communications/P10" in printed
    assert "5 links" not in printed
    # The words of K1 are printed once, where K1 is.
    assert printed.count("how to greet and identify customers") == 1


def test_direct_and_supporting_knowledge_are_told_apart_in_words(reader: Open) -> None:
    page = reader().goto("contact-centre/")
    standard = SUITE.by_id["contact-centre"]
    criterion, links = next(
        (own, links) for own, links in standard.needs.items() if len({one.direct for one in links}) == 2
    )
    rows = page.locator(f"#{criterion} .refs > div")

    for label, direct in (("Needs", True), ("Helped by", False)):
        row = rows.filter(has=page.locator("dt", has_text=re.compile(f"^{label}$")))
        shown = row.locator("b").all_text_contents()
        assert shown == [link.item.id for link in links if link.direct == direct]


# --- Glossary words ---


@pytest.mark.parametrize("width", WIDTHS)
def test_a_glossary_word_opens_its_meaning_in_place(reader: Open, width: int) -> None:
    window = reader(width=width)
    page = window.goto("contact-centre/")
    word = page.locator("#overview ~ p .term").first
    tip = page.get_by_role("dialog", name="Customer service")
    for key in ("", "Enter"):
        word.focus()
        if key:
            page.keyboard.press(key)
        else:
            word.click()
        expect(tip).to_be_visible()
        expect(tip).to_contain_text(next(term.definition for term in SUITE.glossary if term.term == "customer service"))
        expect(tip).to_be_in_viewport(ratio=1)
        assert window.sideways() == []
        assert window.axe(".tip") == []
        page.keyboard.press("Escape")
        expect(tip).to_have_count(0)
        expect(word).to_be_focused()

    word.click()
    tip.get_by_role("button", name="Close").click()
    expect(tip).to_have_count(0)
    word.click()
    tip.get_by_role("link", name="Open in the glossary").click()
    page.wait_for_url("**/glossary/#customer-service")


def test_a_glossary_word_leads_to_the_glossary_where_its_meaning_does_not_load_or_no_script_runs(reader: Open) -> None:
    page = reader(java_script_enabled=False).goto("contact-centre/")
    page.locator(".term").first.click()
    page.wait_for_url("**/glossary/#customer-service")

    window = reader()
    window.page.route("**/terms.json", lambda route: route.abort())
    page = window.goto("contact-centre/")
    page.locator(".term").first.click()
    page.wait_for_url("**/glossary/#customer-service")
    window.faults.clear()


# --- Correspondences ---


def rows(page: Page) -> list[str]:
    """The ids of the groups whose rows are seen."""
    shown = page.locator("#groups tbody").evaluate_all(
        "(rows) => rows.filter((row) => row.checkVisibility({ visibilityProperty: true })).map((row) => row.id)"
    )
    return [name.removeprefix("group-") for name in shown]


def in_standard(standard: str) -> list[str]:
    return [group.id for group in GROUPS if any(reference.standard == standard for reference in group.items)]


@pytest.mark.parametrize("width", WIDTHS)
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


def test_a_group_has_each_of_its_items_in_words_beside_the_title_of_its_standard(reader: Open) -> None:
    page = reader().goto("correspondences/")
    found = page.evaluate(
        """() => [...document.querySelectorAll("#groups tbody")].flatMap((group) => [...group.rows].map((row) =>
             [group.id, row.cells[row.cells.length - 2].textContent, row.querySelector("a").textContent]))"""
    )

    assert [tuple(one) for one in found] == [
        (
            f"group-{group.id}",
            SUITE.by_id[reference.standard].title,
            f"{reference.item} {SUITE.items[reference].words}",
        )
        for group in GROUPS
        for reference in group.items
    ]


# --- The matrix ---


@pytest.mark.parametrize("standard", SUITE.standards, ids=lambda standard: standard.id)
def test_the_matrix_is_a_table_on_a_desktop_and_on_paper_and_a_list_on_a_phone(reader: Open, standard: Any) -> None:
    page = reader(width=WIDE).goto(f"{standard.id}/matrix/")
    table, lists = page.locator("table.matrix"), page.locator(".matrix-list")
    expect(table).to_be_visible()
    expect(lists).to_be_hidden()
    heads = [text.split()[0] for text in table.locator("tbody th[scope=row]").all_inner_texts()]
    assert heads == [item.id for item in standard.part("criterion").items]
    columns = table.locator("thead th[scope=col] a").all_inner_texts()
    assert columns == [item.id for item in standard.part("knowledge").items]
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
    expect(entries).to_have_count(len(standard.part("criterion").items))
    for entry, item in zip(entries.all(), standard.part("criterion").items, strict=True):
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
    for item in standard.part("criterion").items:
        if item.id not in re.findall(r"\bP\d+\b", " ".join(texts)) or "".join(item.words.split()) not in words:
            yield f"lost: {item.id}"
    for number, text in enumerate(texts, start=1):
        if not {item.id for item in standard.part("knowledge").items} <= set(re.findall(r"\bK\d+\b", text)):
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
