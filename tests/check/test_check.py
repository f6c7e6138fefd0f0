"""The check as a whole: on the real standards, on any edit of them, and where one file cannot show it.

What it says of each single mistake is in mistakes/.
"""

import random
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from competence_standards import model
from competence_standards.build import build, check
from competence_standards.check import MOST_LISTED
from competence_standards.check.draft import Draft
from competence_standards.check.schema import examine, schema_problems
from competence_standards.model import USUAL
from competence_standards.problem import Problem, errors, report
from competence_standards.read import Folder, Source, parse, read_folder
from competence_standards.schema import resolve, schema_for
from tests.conftest import REAL

ROOT = Path(__file__).parents[2]
SUITE = ROOT / "tests" / "suite"
TEA = (SUITE / "serve-tea.yml").read_text("utf-8")
VALIDATORS = {name: Draft202012Validator(schema_for(name, USUAL)) for name in ("standard", "suite")}


@cache
def folder(path: Path) -> Folder:
    return read_folder(path)


def with_file(whole: Folder, name: str, result: Source | list[Problem]) -> Folder:
    """The folder as if one of its files had been read as ``result``."""
    others = tuple(standard for standard in whole.standards if standard.name != name)
    if isinstance(result, list):
        suite = None if name == "suite" else whole.suite
        return replace(whole, suite=suite, standards=others, unread=frozenset({name}), problems=tuple(result))
    if name == "suite":
        return replace(whole, suite=result)
    return replace(whole, standards=tuple(sorted([*others, result], key=lambda source: source.name)))


def edited(change: str, to: str, name: str = "serve-tea") -> list[Problem]:
    """What the check says of the example suite with one change."""
    text = (SUITE / f"{name}.yml").read_text(encoding="utf-8")
    assert text.count(change) == 1
    source = parse(text.replace(change, to).encode(), f"{name}.yml")
    return check(with_file(folder(SUITE), name, source))


# --- good sources ---


@pytest.mark.parametrize("path", [REAL, SUITE], ids=["the published standards", "the example suite"])
def test_good_sources_have_no_problems(path: Path) -> None:
    assert check(folder(path)) == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of our standards."""
    shutil.copytree(REAL, tmp_path, dirs_exist_ok=True)
    return tmp_path


CONTACT_CENTRE = (REAL / "contact-centre.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("section", ["Knowledge", "knowlege", "performance-criteria", "Performance_Criteria"])
def test_a_misspelt_section_is_told_once_though_other_files_name_its_items(copy: Path, section: str) -> None:
    right = "knowledge" if section.lower().startswith("k") else "performance_criteria"
    (copy / "contact-centre.yml").write_text(CONTACT_CENTRE.replace(f"\n{right}:", f"\n{section}:"), "utf-8")
    (found,) = check(read_folder(copy))
    assert found.hint == f'Did you mean "{right}"?'


@pytest.mark.parametrize("identity", ["PC8", '"P8,"', "P 8", "p8", "P08", "P.8", "P8.", "8", "K8"])
def test_a_bad_id_is_told_once_with_the_id_that_is_meant(copy: Path, identity: str) -> None:
    (copy / "contact-centre.yml").write_text(CONTACT_CENTRE.replace("- id: P8\n", f"- id: {identity}\n"), "utf-8")
    (found,) = check(read_folder(copy))
    assert found.hint.startswith('Write "P8" here')


def test_a_renamed_file_is_told_once(copy: Path) -> None:
    (copy / "contact-centre.yml").rename(copy / "call-centre.yml")
    (found,) = check(read_folder(copy))
    assert found.hint.startswith('Rename the file to "contact-centre.yml".')


@pytest.mark.parametrize("name", ["contact-centre.yml", "Contact Centre", "contact-center"])
def test_a_misspelt_name_in_the_order_is_told_once(copy: Path, name: str) -> None:
    text = (copy / "suite.yml").read_text("utf-8")
    (copy / "suite.yml").write_text(text.replace("- contact-centre", f"- {name}"), "utf-8")
    (found,) = check(read_folder(copy))
    assert found.hint.startswith('Write "contact-centre" here.')


def test_a_file_that_is_missing_is_told_where_the_suite_names_it(copy: Path) -> None:
    (copy / "contact-centre.yml").unlink()
    found = errors(check(read_folder(copy)))[0]
    assert (found.where, found.message) == ("standards[4]", 'There is no file "contact-centre.yml".')


def test_a_file_that_was_saved_by_half_is_told_in_one_or_two_problems(copy: Path) -> None:
    for end in range(600, CONTACT_CENTRE.index("\nhistory:"), 331):
        (copy / "contact-centre.yml").write_text(CONTACT_CENTRE[:end], "utf-8")
        assert 1 <= len(check(read_folder(copy))) <= 2, CONTACT_CENTRE[end - 60 : end]


def test_a_slip_shows_itself_by_the_sentences_it_should_equal(tmp_path: Path) -> None:
    """The words of deliver-service P28 lack a letter, which three other standards have."""
    shutil.copytree(REAL, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "deliver-service.yml"
    text = path.read_text(encoding="utf-8")
    erratum, _, _ = text[text.index("      - from: elevant\n        to: relevant\n") :].partition("\n    themes:")
    path.write_text(text.replace(erratum, ""), encoding="utf-8")
    problems = check(read_folder(tmp_path))
    # The group of identical items that the criterion is in says so too, in its own file.
    (note,) = [problem for problem in problems if problem.file.endswith("deliver-service.yml")]
    assert (Path(note.file).name, note.where) == ("deliver-service.yml", "performance_criteria.P28.text")
    assert note.severity == "note"
    assert note.message == "P28 is almost the same as customer-centric-service/P23: only one or two letters differ."


# --- what the schema refuses ---


def refused(*changes: tuple[str, str]) -> Draft:
    """The standard on tea as the rules see it, with what the schema refuses in it."""
    text = TEA
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    source = parse(text.encode(), "standards/serve-tea.yml")
    assert isinstance(source, Source)
    return Draft(examine(source, "standard"))


def test_the_model_lacks_what_the_schema_refuses_and_nothing_else() -> None:
    whole = refused()
    draft = refused(("id: P2\n", "id: p2\n"), ("title_origin: official-page", "title_origin: guess"))
    places = {item.place: item for item in draft.standard.items}
    assert [draft.standard.title_origin, draft.standard.title] == [None, whole.standard.title]
    assert {item.place for item in whole.items} - {item.place for item in draft.items} == {whole.by_id["P2"].place}
    assert places[whole.by_id["P2"].place].words == whole.by_id["P2"].words
    assert {item.id: item.words for item in draft.items} == {
        item.id: item.words for item in whole.items if item.id != "P2"
    }
    assert (whole.uncertain, draft.uncertain) == (frozenset(), frozenset("P"))
    assert draft.lacks("K9")
    assert not draft.lacks("P9")


def test_an_entry_keeps_its_place_when_the_one_above_it_is_refused() -> None:
    history = TEA[TEA.index("history:\n") :]
    draft = refused((history, history.replace("history:\n", "history:\n  - no entry\n")))
    version = draft.standard.history[0]
    assert version.place == ("history", 1)
    above = draft.source.text[: draft.source.text.index("version:")]
    assert draft.source.line((*version.place, "version")) == above.count("\n") + 1


def test_a_file_with_too_many_errors_is_refused_as_a_whole() -> None:
    text = TEA.replace("performance_criteria:\n", "performance_criteria:\n" + "  - b\n" * 30)
    source = parse(text.encode(), "standards/serve-tea.yml")
    assert isinstance(source, Source)
    examined = examine(source, "standard", 20)
    assert len(examined.problems) == 20
    assert Draft(examined).standard.items == ()
    assert Draft(examined).uncertain == frozenset("PK")


# --- corrections ---


def test_the_check_corrects_words_as_the_pages_do(tmp_path: Path) -> None:
    """Each of the two corrections would change the words of the other, if it were applied after it."""
    shutil.copytree(ROOT / "tests/suite-with-links", tmp_path, dirs_exist_ok=True)
    right = "their staff is there"
    same = "follow the rules of the house"
    errata = "".join(
        f"      - {{from: {wrong}, to: {to}, kind: spelling, status: applied, note: They are mixed up.}}\n"
        for wrong, to in (("there", "their"), ("their", "there"))
    )
    mixed = f"there staff is their\n    errata:\n{errata[:-1]}"
    for name, words in (("lay-table", mixed), ("clear-table", right)):
        path = tmp_path / f"{name}.yml"
        path.write_text(path.read_text("utf-8").replace(f"text: {same}\n", f"text: {words}\n"), "utf-8")
    # The group of identical items says that the check sees the same words twice.
    assert errors(check(read_folder(tmp_path))) == []
    made = build(tmp_path)
    assert {made.suite.items[reference].words for reference in made.suite.correspondences[0].items} == {right}
    entries = [entry.title for page in made.pages for entry in page.entries if entry.address == "lay-table/#P3"]
    assert entries == [f"P3 {right}"]


# --- sentences that are nearly the same ---


@pytest.mark.parametrize(
    ("one", "other", "noted"),
    [
        ("follow all the relevant rules", "follow all the elevant rules", True),
        ("follow all the relevant rules", "ollow all the relevant rules", True),
        ("follow all the relevant rules", "follow all the relevant rule", True),
        ("follow all the relevant rules", "follow all the relevamd rules", True),
        ("follow all the relevant rules", "follow all the relevant rules now", False),
        ("follow all the relevant rules", "follow all the relevant rules", False),
        ("greet them all", "greet them al", False),
    ],
)
def test_two_standards_that_differ_by_a_letter_or_two_are_noted(one: str, other: str, noted: bool) -> None:
    source = parse(
        (SUITE / "greet-visitors.yml").read_text(encoding="utf-8").replace("who works in the building", other).encode(),
        "greet-visitors.yml",
    )
    tea = parse(
        (SUITE / "serve-tea.yml")
        .read_text(encoding="utf-8")
        .replace("the organisation's rules on allergens", one)
        .encode(),
        "serve-tea.yml",
    )
    problems = check(with_file(with_file(folder(SUITE), "greet-visitors", source), "serve-tea", tea))
    assert [problem.severity for problem in problems] == (["note"] if noted else [])


def test_two_items_of_one_standard_may_differ_by_a_letter() -> None:
    words = "text: pour the tea at the visitor's table"
    assert edited("text: how long each kind of tea must draw", words.replace("pour", "four")) == []


# --- hints ---


GENERAL = ("criterion", "knowledge_item", "part_item")


def properties() -> Iterator[tuple[str, dict[str, Any]]]:
    schema = schema_for("standard", USUAL)
    for owner, node in [("", schema), *schema["$defs"].items()]:
        # The check narrows these definitions to the parts of the suite.
        for name, rule in node.get("properties", {}).items() if owner not in GENERAL else ():
            yield f"{owner}.{name}", rule


@pytest.mark.parametrize(("name", "rule"), list(properties()), ids=[name for name, _ in properties()])
def test_the_hint_for_a_field_is_what_an_editor_shows_of_it(name: str, rule: dict[str, Any]) -> None:
    owner, field = name.split(".")
    source = folder(SUITE).standards[1]
    withdrawn: Any = {"since": "1.1", "reason": "Nobody comes any more."}
    others: Any = [{"reference": "TEA002", "title": "Serve coffee"}]
    good: Any = {**source.value, "withdrawn": withdrawn, "other_standards": others}  # type: ignore[dict-item]
    places: dict[str, Any] = {
        "": good,
        "official": good["official"],
        "other_standard": others[0],
        "provenance": good["provenance"],
        "paragraph": good["overview"][0],
        "heading": good["performance_criteria"][0],
        "item_of_performance_criteria": good["performance_criteria"][1],
        "withdrawn": good["performance_criteria"][2]["withdrawn"],
        "erratum": good["performance_criteria"][4]["errata"][0],
        "item_of_knowledge": good["knowledge"][0],
        "change": good["history"][0],
        "withdrawn_standard": withdrawn,
    }
    place = places[owner]
    before = dict(place)
    place[field] = None
    try:
        problems = schema_problems(replace(source, value=good), "standard")
    finally:
        place.clear()
        place.update(before)
    (problem,) = problems
    descriptions = {rule.get("description"), resolve(schema_for("standard", USUAL), rule).get("description")}
    assert problem.message == "Nothing is written here."
    assert any(description and problem.hint.startswith(description) for description in descriptions)


# --- a great many mistakes ---


def test_of_a_great_many_problems_the_first_are_told_and_that_there_are_more() -> None:
    entries = "".join(f"  - id: P{number}\n    text: wash cup {number}\n" for number in range(5, 500))
    strange = re.sub(r"text: (.*) (.*)", r"text: \1 \2\n    words\2: x\n    line\2: x", entries)
    problems = edited("\nknowledge:", f"{strange}\nknowledge:")
    assert len(problems) == MOST_LISTED + 1
    assert (
        problems[-1].message
        == f"This file has more than {MOST_LISTED} errors and notes. Only the first {MOST_LISTED} are listed."
    )
    assert problems[-1].severity == "error"
    assert edited("\nknowledge:", f"{entries}\nknowledge:") == []


# --- any edit at all ---

FILES = {path.stem: path.read_bytes() for path in (*REAL.glob("*.yml"), SUITE / "serve-tea.yml")}
SPLICES = [
    *(
        b"'",
        b'"',
        b": ",
        b":",
        b" #",
        b"#",
        b"- ",
        b"-",
        b"? ",
        b"& ",
        b"&a ",
        b"*a",
        b"* ",
        b"!a ",
        b"!!str ",
        b"<<: ",
        b"%",
        b"@",
        b"`",
    ),
    *(
        b"|",
        b"|\n",
        b">-",
        b">\n",
        b"[",
        b"]",
        b"{",
        b"}",
        b",",
        b"\n",
        b"\r",
        b"\r\n",
        b"\t",
        b"\n\n",
        b"---\n",
        b"\n...\n",
        b"\\",
        b'"\\x',
    ),
    *(
        b"\x00",
        b"\x1b",
        b"\xff",
        b"\xc3",
        b"\xe2\x80\xae",
        b"\xe2\x80\x8d",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"e\xcc\x81",
        b"\xf0\x9f\x91\xa9",
    ),
    *(
        b"id: ",
        b"text: ",
        b"errata:\n",
        b"withdrawn:\n",
        b"heading: x",
        b"null",
        b"~",
        b"P1",
        b"K1",
        b"replaced_by: [P1]",
        b"999",
        b"''",
        b'""',
    ),
]


def edit(data: bytes, kind: int, seed: int) -> bytes:
    """One edit of some bytes, such as an author, an editor or a bad disk makes."""
    choose = random.Random(seed)  # noqa: S311 - an edit, not a secret
    at = choose.randrange(len(data) + 1)
    lines = data.split(b"\n")
    line = choose.randrange(len(lines))
    if kind == 0:
        return data[:at] + bytes([choose.randrange(256)]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + data[at + choose.choice([1, 1, 2, 5, 40, 400]) :]
    if kind in (2, 3):
        return data[:at] + choose.choice(SPLICES) + data[at:]
    if kind == 4:
        lines.insert(choose.randrange(len(lines)), lines[line])
    elif kind == 5:
        lines[line : line + choose.choice([1, 1, 2, 10])] = []
    elif kind == 6:
        lines[line] = b" " * choose.randrange(7) + lines[line].lstrip()
    elif kind == 7:
        name, colon, _ = lines[line].partition(b":")
        lines[line] = name + colon + choose.choice([b"", b" "]) + choose.choice(SPLICES)
    elif kind == 8:
        start = choose.randrange(len(lines))
        lines[line:line] = lines[start : start + choose.choice([2, 4, 20])]
    else:
        return data[:at]
    return b"\n".join(lines)


def prove_sound(name: str, data: bytes) -> None:
    """Whatever the bytes of a file are: problems in place and in words, or sources that a site can be made of."""
    whole = folder(SUITE if name == "serve-tea" else REAL)
    began = time.process_time()
    result = parse(data, f"{whole.path}/{name}.yml")
    problems = check(with_file(whole, name, result))
    assert time.process_time() - began < 1
    assert result, "a file is read, or refused with a reason"
    last_line = data.count(b"\n") + data.count(b"\r") + 1
    for problem in problems:
        assert 1 <= problem.line <= last_line or not problem.file.endswith(f"/{name}.yml")
        assert 1 <= problem.column <= len(data) + 2
        assert problem.message.endswith((".", "?"))
        assert problem.as_text().isprintable()
        assert problem.as_github().isprintable()
    for form in ("text", "github", "json"):
        assert report(problems, 1, form).encode()
    if isinstance(result, Source):
        schema = "suite" if name == "suite" else "standard"
        assert bool(schema_problems(result, schema)) != VALIDATORS[schema].is_valid(result.value)
    if not errors(problems):
        assert model.suite(with_file(whole, name, result)).standards


def tried(times: int) -> settings:
    """Settings with which each run draws the same examples."""
    return settings(
        derandomize=True, database=None, deadline=None, max_examples=times, suppress_health_check=list(HealthCheck)
    )


edits_of_a_file = given(
    name=st.sampled_from(sorted(FILES)),
    edits=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2**32)), min_size=1, max_size=4),
)


@tried(60)
@edits_of_a_file
def test_no_edit_of_a_file_brings_a_traceback(name: str, edits: list[tuple[int, int]]) -> None:
    prove_sound_when_edited(name, edits)


@pytest.mark.slow
@tried(600)
@edits_of_a_file
def test_no_edit_of_a_file_brings_a_traceback_when_many_are_tried(name: str, edits: list[tuple[int, int]]) -> None:
    prove_sound_when_edited(name, edits)


def prove_sound_when_edited(name: str, edits: list[tuple[int, int]]) -> None:
    data = FILES[name]
    for kind, seed in edits:
        data = edit(data, kind, seed)
    prove_sound(name, data)


@tried(100)
@given(st.one_of(st.binary(max_size=60), st.lists(st.sampled_from(SPLICES), max_size=25).map(b"".join)))
def test_no_bytes_whatever_bring_a_traceback(data: bytes) -> None:
    prove_sound("serve-tea", data)


def test_an_item_has_no_more_similar_items_than_a_page_can_show(tmp_path: Path) -> None:
    """Each item of a group lists all the others, so that a long group in many copies would fill gigabytes."""
    suite = Path(shutil.copytree(SUITE, tmp_path / "standards"))
    standard = suite / "serve-tea.yml"
    head, _, rest = standard.read_text("utf-8").partition("performance_criteria:\n")
    items = "".join(f"  - {{id: P{number}, text: do {number}}}\n" for number in range(5, 305))
    standard.write_text(f"{head}performance_criteria:\n{items}{rest}", "utf-8")
    names = [f"serve-tea/P{number}" for number in range(5, 305)]
    (suite / "vocabulary").mkdir()

    def similar(*groups: list[str]) -> list[Problem]:
        listed = (
            f"  - {{id: g{at}, name: a {at}, kind: related, items: [{', '.join(group)}]}}\n"
            for at, group in enumerate(groups)
        )
        (suite / "vocabulary/correspondences.yml").write_text(f"correspondences:\n{''.join(listed)}", "utf-8")
        return [problem for problem in check(read_folder(suite)) if "similar items" in problem.message]

    assert similar(names, names[:2]) == []
    for groups in ([names, names[:3]], [names[:100], *[names[:11]] * 21]):
        (found,) = similar(*groups)
        assert found.message == "With this group, serve-tea/P5 has more than 300 similar items."
        assert found.where == f"correspondences.g{len(groups) - 1}.items[1]"


def test_a_suite_has_no_more_forms_than_a_form_can_list(tmp_path: Path) -> None:
    suite = Path(shutil.copytree(ROOT / "tests/suite-with-forms", tmp_path / "standards"))
    text = (suite / "forms/list.yml").read_text("utf-8").replace("id: list", "id: list-#").replace("A2", "B#")
    # Of the blocks only the first: two hundred lists of two hundred forms are too many lines.
    text = text.partition("\n")[2].partition("  - block: table\n    heading: Forms")[0] + "group: plan\n"
    for number in range(199):
        (suite / f"forms/list-{number}.yml").write_text(text.replace("#", str(number)), "utf-8")
        if number == 197:
            assert check(read_folder(suite)) == []
    (found,) = check(read_folder(suite))
    assert found.message == "The suite has more than 200 forms."
