"""The checklists as they are made: a form for every item in force, in the words of the scale, with every way to it."""

import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
import pytest

from competence_standards.build import Built, build
from competence_standards.model import Item, Level, Standard
from competence_standards.render.running_head import style_sheet
from competence_standards.self_assessment import checklist
from tests.conftest import REAL

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "suite-with-scale"
WITHOUT = ROOT / "tests" / "suite"


@cache
def built(folder: Path = REAL) -> Built:
    return build(folder)


@cache
def body(address: str, folder: Path = REAL) -> Element:
    (page,) = [page for page in built(folder).pages if page.address == address]
    return html5lib.parse(page.body(), namespaceHTMLElements=False)


def by_class(element: Element, name: str) -> list[Element]:
    return [one for one in element.iter() if name in one.get("class", "").split()]


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def choices(rating: Element, name: str) -> list[tuple[str, str]]:
    """What can be chosen under a name, with the words beside it."""
    found = []
    for label in by_class(rating, "choice"):
        field = label.find("input")
        assert field is not None
        if field.get("name") == name:
            assert field.get("type") == "radio"
            found.append((field.get("value", ""), text(label)))
    return found


def links(address: str, folder: Path = REAL) -> set[str]:
    """Where a page leads to, from the site's top."""
    return {urljoin(f"/{address}", link.get("href", ""))[1:] for link in body(address, folder).iter("a")}


def asked(standard: Standard) -> list[Item]:
    """The items in force: those that a learner rates."""
    return [item for item in standard.items if not item.withdrawn]


each_standard = pytest.mark.parametrize("standard", built().suite.standards, ids=lambda standard: standard.id)


@each_standard
def test_every_item_has_its_place_on_the_checklist_in_order(standard: Standard) -> None:
    ratings = by_class(body(f"{standard.id}/checklist/"), "rating")

    assert [rating.tag for rating in ratings] == ["fieldset"] * len(asked(standard))
    assert [rating.get("id") for rating in ratings] == [item.id for item in asked(standard)]
    for rating, item in zip(ratings, asked(standard), strict=True):
        assert (rating.get("data-item"), rating.get("data-mark")) == (item.id, item.mark)
        legend = rating[0]
        assert legend.tag == "legend"
        assert text(legend) == f"{item.id} {item.words}"
        (words,) = [one for one in legend.iter() if "data-words" in one.attrib]
        assert text(words) == item.words
        (link,) = legend.iter("a")
        assert link.get("href") == f"../../{standard.id}/#{item.id}"


@each_standard
def test_the_sub_headings_stand_above_their_items(standard: Standard) -> None:
    page = body(f"{standard.id}/checklist/")
    seen: list[str] = []
    for element in page.iter():
        if element.tag == "h3" and element.get("id"):
            seen.append(text(element))
        elif "rating" in element.get("class", "").split():
            seen.append(element.get("id", ""))
    sections = [section for part in standard.parts for section in part.sections]

    assert seen == [
        entry
        for section in sections
        for entry in (
            *([section.heading] if section.heading else []),
            *(item.id for item in section.items if not item.withdrawn),
        )
    ]


def words(item: Item, level: Level) -> str:
    return (level.criterion if item.id.startswith("P") else level.knowledge).label


@each_standard
def test_every_question_offers_what_the_yaml_says(standard: Standard) -> None:
    scale = built().suite.scale
    assert scale
    for rating, item in zip(by_class(body(f"{standard.id}/checklist/"), "rating"), asked(standard), strict=True):
        levels = [(level.id, words(item, level)) for level in scale.levels]
        assert choices(rating, item.id) == [*levels, ("not-now", scale.not_now.label)]
        assert choices(rating, f"{item.id}-assessor") == levels
        assert choices(rating, f"{item.id}-evidence") == [
            ("none", scale.evidence.none.label),
            ("some", scale.evidence.some.label),
            ("have", scale.evidence.have.label),
        ]
        typed = [one for one in rating.iter() if one.tag in {"input", "textarea"} and one.get("type") != "radio"]
        names = {field.get("name") for field in typed}
        assert names == {f"{item.id}-{name}" for name in ("reason", "reference", "note", "assessor-note")}
        # A browser that is told a limit cuts what is pasted, and says nothing.
        assert [field.get("name") for field in typed if "maxlength" in field.attrib] == []
        written = {one.get("data-written") for one in rating.iter() if "data-written" in one.attrib}
        assert written == names


@each_standard
def test_the_forms_go_nowhere_and_say_what_they_are_about(standard: Standard) -> None:
    page = body(f"{standard.id}/checklist/")
    (checklist,) = (one for one in page.iter() if "data-checklist" in one.attrib)

    assert (checklist.get("data-checklist"), checklist.get("data-version")) == (standard.id, standard.version)
    assert {button.get("type") for button in checklist.iter("button")} == {"button"}
    assert all(button.get("popovertarget") == "levels" for button in checklist.iter("button"))
    forms = list(checklist.iter("form"))
    assert sum(len(list(form.iter("fieldset"))) for form in forms) == len(list(page.iter("fieldset"))) > 0
    assert not any("action" in form.attrib for form in forms)
    names = Counter(field.get("name") for field in page.iter() if field.get("type") != "radio" and field.get("name"))
    assert all(count == 1 for name, count in names.items() if name and name[0] in "PK")


def test_what_every_level_means_is_said_once() -> None:
    scale = built().suite.scale
    assert scale
    page = body(f"{built().suite.standards[0].id}/checklist/")
    (key,) = [element for element in page.iter() if element.get("id") == "levels"]

    assert "popover" in key.attrib
    meanings = Counter(text(meaning) for meaning in key.iter("dd"))
    for level in scale.levels:
        assert meanings[level.criterion.meaning] == meanings[level.knowledge.meaning] == 1


def test_a_withdrawn_item_is_not_asked_about() -> None:
    page = body("answer-doorbell/checklist/", SMALL)

    assert [rating.get("id") for rating in by_class(page, "rating")] == ["P1", "K1"]
    assert not any("lift the receiver" in text(form) for form in page.iter("form"))


@each_standard
def test_a_checklist_carries_what_its_script_needs(standard: Standard) -> None:
    (script,) = body(f"{standard.id}/checklist/").iter("script")
    data = json.loads(script.text or "")
    suite = built().suite
    assert suite.scale

    assert data["standard"] == standard.id
    assert [level["id"] for level in data["scale"]["levels"]] == [level.id for level in suite.scale.levels]
    assert data["themes_of"] == {item.id: list(item.themes) for item in asked(standard)}
    used = {theme for item in asked(standard) for theme in item.themes}
    assert data["themes"] == [[theme.id, theme.name] for theme in suite.themes if theme.id in used]
    assert set(data["like"]) == {item.id for item in standard.items if suite.likenesses(item)}
    assert [item["id"] for item in data["withdrawn"]] == [item.id for item in standard.items if item.withdrawn]


def test_a_checklist_carries_its_withdrawn_items() -> None:
    (script,) = body("answer-doorbell/checklist/", SMALL).iter("script")

    assert [item["words"] for item in json.loads(script.text or "")["withdrawn"]] == ["lift the receiver"]


@pytest.mark.parametrize(("items", "long"), [(199, False), (200, True)])
def test_a_checklist_says_that_it_is_long(items: int, long: bool) -> None:
    suite = built(SMALL).suite
    assert suite.scale is not None
    part = suite.standards[0].part("knowledge")
    section = part.sections[0]
    many = tuple(replace(section.items[0], id=f"K{number}") for number in range(1, items + 1))
    standard = replace(suite.standards[0], parts=(replace(part, sections=(replace(section, items=many),)),))
    page = html5lib.parse(checklist.page(standard, suite, suite.scale).body(), namespaceHTMLElements=False)

    assert len(by_class(page, "rating")) == items
    assert bool(by_class(page, "checklist--long")) == long


def test_the_search_finds_the_checklist_once_and_the_items_where_they_were() -> None:
    for standard in built().suite.standards:
        entries = [entry.address for page in built().pages for entry in page.entries]
        assert [address for address in entries if address.startswith(f"{standard.id}/checklist/")] == [
            f"{standard.id}/checklist/"
        ]
        assert {f"{standard.id}/#{item.id}" for item in standard.items} <= set(entries)


def test_every_way_leads_to_the_checklists() -> None:
    addresses = {f"{standard.id}/checklist/" for standard in built().suite.standards}

    assert addresses <= links("")
    assert addresses <= links("standards/")
    assert all(f"{standard.id}/checklist/" in links(f"{standard.id}/") for standard in built().suite.standards)
    assert "my-progress/" in links("")
    assert all("my-progress/" in links(address) for address in addresses)


def test_the_head_of_a_sheet_holds_any_title() -> None:
    """Whatever a title holds, it ends neither the text nor the rule that it stands in."""
    hostile = 'Tea "and" \\ cake; } @import url(https://host.invalid/a.css); é \n</style>'

    sheet = style_sheet(hostile).decode("ascii")

    (text,) = re.findall(r'content: "([^"]*)"', sheet)
    assert re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), text) == hostile
    assert re.fullmatch(r"(\\[0-9a-f]+ |[A-Za-z0-9 ,.|-])*", text)
    assert len(sheet.splitlines()) == 2


def test_without_a_scale_there_is_no_checklist_and_no_link_to_one() -> None:
    pages = {page.address for page in built(WITHOUT).pages}

    assert "serve-tea/" in pages
    assert not {address for address in pages if "checklist" in address or "progress" in address}
    for address in ("", "standards/", "serve-tea/"):
        assert not {link for link in links(address, WITHOUT) if "checklist" in link or "progress" in link}
