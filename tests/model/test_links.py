"""The web of links of the published standards, seen from both ends, and what the pages make of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from competence_standards.build import load
from competence_standards.model import Standard, Suite
from competence_standards.render import Page, render
from tests.conftest import REAL

ROOT = Path(__file__).parents[2]


@cache
def suite() -> Suite:
    made, notes = load(REAL)
    assert not notes
    return made


each_standard = pytest.mark.parametrize("standard", suite().standards, ids=lambda standard: standard.id)


@cache
def pages() -> dict[str, Page]:
    return {page.address: page for page in render(suite())}


def test_what_a_criterion_needs_is_used_for_it_and_the_other_way_round() -> None:
    for standard in suite().standards:
        needed = [
            (knowledge.item.id, criterion, knowledge.direct)
            for criterion, links in standard.needs.items()
            for knowledge in links
        ]
        used = [
            (knowledge, criterion.item.id, criterion.direct)
            for knowledge, links in standard.used_for.items()
            for criterion in links
        ]
        assert sorted(needed) == sorted(used)
        assert len({link[:2] for link in used}) == len(used)


def test_links_lead_from_knowledge_to_criteria_in_force_the_direct_ones_first() -> None:
    for standard in suite().standards:
        items = {item.id: item for item in standard.items}
        for one, links in [*standard.needs.items(), *standard.used_for.items()]:
            assert one in items
            for link in links:
                assert link.item is items[link.item.id]
                assert {one[0], link.item.id[0]} == {"P", "K"}
                assert link.item.withdrawn is None
            assert all(before.direct >= after.direct for before, after in pairwise(links))


def test_each_criterion_without_knowledge_says_why_and_no_other_does() -> None:
    # A standard whose links nobody has written yet lacks nothing.
    linked = [standard for standard in suite().standards if standard.needs]
    criteria = [(standard, item) for standard in linked for item in standard.part("criterion").in_force]
    unserved = {f"{standard.id}/{item.id}" for standard, item in criteria if item.id not in standard.needs}
    reasoned = {f"{standard.id}/{item.id}" for standard, item in criteria if item.no_knowledge}

    assert linked
    assert unserved == reasoned


def test_each_item_has_one_to_three_themes_and_each_theme_items() -> None:
    themes = {theme.id for theme in suite().themes}
    named: set[str] = set()
    for item in suite().items.values():
        assert (0 if item.withdrawn else 1) <= len(item.themes) <= 3
        assert len(set(item.themes)) == len(item.themes)
        named.update(item.themes)

    assert named == themes


def test_each_item_of_a_group_is_in_the_suite_and_knows_its_groups() -> None:
    from_groups = {(reference, group.id) for group in suite().correspondences for reference in group.items}
    from_items = {(reference, group.id) for reference, groups in suite().like.items() for group in groups}

    assert from_groups == from_items
    for group in suite().correspondences:
        assert all(reference in suite().items for reference in group.items)
        assert len({reference.standard for reference in group.items}) > 1
        assert len({reference.item[0] for reference in group.items}) == 1
        assert bool(group.broader) == (group.kind == "broader")
        assert set(group.broader) < set(group.items)


def test_identical_items_have_the_same_published_words() -> None:
    identical = [group for group in suite().correspondences if group.kind == "identical"]

    assert identical
    for group in identical:
        assert len({suite().items[reference].words for reference in group.items}) == 1


def test_two_items_of_a_group_say_the_same_of_each_other() -> None:
    answers = {"covers": "covered by", "covered by": "covers"}
    for group in suite().correspondences:
        for one in group.items:
            for other in group.items:
                said = group.seen_from(one, other)
                assert group.seen_from(other, one) == answers.get(str(said), said)


@dataclass(frozen=True)
class Part:
    """An element of a page that has a class."""

    classes: frozenset[str]
    text: str
    inside: frozenset[str]
    """The names of the elements it stands in."""


def parts(address: str, name: str) -> list[Part]:
    """The elements of a class on a page."""

    def walk(element: Element, inside: frozenset[str]) -> Iterator[Part]:
        yield Part(frozenset(element.get("class", "").split()), "".join(element.itertext()), inside)
        for child in element:
            yield from walk(child, inside | {str(element.tag)})

    body = html5lib.parse(pages()[address].body(), namespaceHTMLElements=False)
    return [part for part in walk(body, frozenset()) if name in part.classes]


def test_no_term_is_marked_within_a_heading_or_another_link() -> None:
    terms = [term for standard in suite().standards for term in parts(f"{standard.id}/", "term")]

    assert terms
    for term in terms:
        assert not term.inside & {"a", "abbr", "h1", "h2", "h3", "h4", "h5", "h6"}


def rows_of(standard: Standard) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Each row of links on a page: its label, its group, and the number and words of each item."""
    body = html5lib.parse(pages()[f"{standard.id}/"].body(), namespaceHTMLElements=False)
    for row in (row for refs in body.iter("dl") if refs.get("class") == "refs" for row in refs):
        linked = [(link.find("b"), link.find("span")) for link in row.iter("a") if link.find("b") is not None]
        label, group = row.find("dt"), row.find("dd/p/a")
        items = [
            ("".join(number.itertext()), str(words.text))
            for number, words in linked
            if number is not None and words is not None
        ]
        yield str(label.text if label is not None else ""), str(group.text if group is not None else ""), items


@each_standard
def test_a_standards_page_has_each_linked_item_in_words_at_both_ends(standard: Standard) -> None:
    shown = [item for _, group, items in rows_of(standard) if not group for item in items]
    links = [(link.item.id, link.item.words) for links in standard.used_for.values() for link in links]
    links += [(link.item.id, link.item.words) for links in standard.needs.values() for link in links]

    assert sorted(shown) == sorted(links)


@each_standard
def test_what_is_like_an_item_says_how_and_in_which_group(standard: Standard) -> None:
    shown = [(label, group, items) for label, group, items in rows_of(standard) if group]
    rows = [row for item in standard.items for row in suite().likenesses(item)]

    assert shown == [
        (row.label, row.group.name, [(str(other), suite().items[other].words) for other in row.items]) for row in rows
    ]
