"""``standards suggest``: finds what was taken out, proposes nothing that is there, and prints what can be pasted."""

import re
import shutil
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from competence_standards.build import load
from competence_standards.commands import main
from competence_standards.model import CRITERIA, Item, Part, Reference, Suite, Wording
from competence_standards.model.item import Withdrawal
from competence_standards.suggest import Suggestion, _may_link, authored, pairs, suggestions, telling_words
from tests.conftest import REAL
from tests.support.other_parts import APPRENTICESHIP, copied, edit

ROOT = Path(__file__).parents[2]


@cache
def suite() -> Suite:
    made, _ = load(REAL)
    return made


def every_pair(overlap: float) -> set[tuple[frozenset[Reference], float]]:
    """By comparing each item with each other: slow, and plainly right."""
    words = telling_words(suite().items)
    found = set()
    for one, other in combinations(words, 2):
        shared = len(words[one] & words[other]) / max(1, len(words[one] | words[other]))
        if _may_link(suite().items[one], suite().items[other]) and shared >= overlap:
            found.add((frozenset((one, other)), shared))
    return found


@pytest.mark.parametrize("overlap", [0.25, 0.3, 0.4, 0.5, 0.55, 1.0])
def test_the_quick_search_finds_what_comparing_all_with_all_finds(overlap: float) -> None:
    found = pairs(suite().items, overlap)

    assert {(frozenset((pair.one, pair.other)), pair.overlap) for pair in found} == every_pair(overlap)
    assert len(found) == len(every_pair(overlap))
    assert found == sorted(found, key=lambda pair: -pair.overlap)


def test_a_pair_at_the_very_edge_is_found() -> None:
    """0.55 times 20 is a little more than 11 in a computer's numbers."""
    letters = "abcdefghijklmnopqrst"
    items = {
        item.reference: item
        for item in (
            Item("P1", CRITERIA, "one", Wording(" ".join(f"{letter}word" for letter in letters[9:]))),
            Item("P1", CRITERIA, "two", Wording(" ".join(f"{letter}word" for letter in letters))),
        )
    }

    assert pairs(items, 0.55) == [Suggestion(Reference("one", "P1"), Reference("two", "P1"), 0.55)]


@pytest.mark.parametrize(
    ("overlap", "found", "right"), [(0.25, 80, 0.6), (0.3, 62, 0.8), (0.4, 46, 0.9), (0.5, 40, 0.95)]
)
def test_most_of_what_is_found_is_what_the_authors_linked(overlap: float, found: int, right: float) -> None:
    """The words of the subject, which nearly every item has, do not make two items alike."""
    made = {frozenset((pair.one, pair.other)) for pair in pairs(suite().items, overlap)}
    linked = made & authored(suite())

    assert len(linked) >= found
    assert len(linked) / len(made) >= right


def test_a_word_that_many_items_have_does_not_count_in_any_subject() -> None:
    words = [f"plant the {thing} in the garden" for thing in ("rose", "bean", "oak", "fern", "reed", "leek", "kale")]
    words += [f"water the {thing} of the garden" for thing in ("pond", "lawn", "hedge", "path", "shed")]
    items = {
        Reference("garden", f"P{number}"): Item(f"P{number}", CRITERIA, "garden", Wording(text))
        for number, text in enumerate(words, 1)
    }
    assert telling_words(items)[Reference("garden", "P1")] == {"plant", "rose"}
    few = dict(list(items.items())[:5])
    assert telling_words(few)[Reference("garden", "P1")] == {"plant", "rose", "garden"}


@pytest.mark.parametrize("overlap", [0.2, 0.3, 0.4])
def test_what_is_authored_is_never_suggested(overlap: float) -> None:
    suggested = {frozenset((pair.one, pair.other)) for pair in suggestions(suite(), overlap)}

    assert suggested
    assert not suggested & authored(suite())


def test_what_is_suggested_may_be_linked() -> None:
    for pair in suggestions(suite(), 0.2):
        within = pair.one.standard == pair.other.standard
        assert {pair.one.item[0], pair.other.item[0]} == ({"P", "K"} if within else {pair.one.item[0]})


def without(part: Part, knowledge: str, criterion: str) -> Part:
    """Return the part without the link from a knowledge item to a criterion."""

    def unlinked(item: Item) -> Item:
        if item.id != knowledge:
            return item
        underpins, supports = (
            tuple(target for target in targets if target != criterion) for targets in (item.underpins, item.supports)
        )
        return replace(item, underpins=underpins, supports=supports)

    sections = (replace(section, items=tuple(map(unlinked, section.items))) for section in part.sections)
    return replace(part, sections=tuple(sections))


def test_a_link_that_was_taken_out_is_suggested_again() -> None:
    """Each link whose ends share half of their words, one after the other."""
    tried = 0
    for pair in pairs(suite().items, 0.5):
        if pair.one.standard != pair.other.standard:
            continue
        criterion, knowledge = sorted((pair.one, pair.other), key=lambda reference: reference.item[0], reverse=True)
        standard = suite().by_id[criterion.standard]
        parts = tuple(without(part, knowledge.item, criterion.item) for part in standard.parts)
        lacking = replace(standard, parts=parts)
        standards = tuple(lacking if one is standard else one for one in suite().standards)
        tried += 1

        assert pair in suggestions(replace(suite(), standards=standards), 0.5)
    assert tried > 5


def test_a_group_that_was_taken_out_is_suggested_again() -> None:
    identical = next(group for group in suite().correspondences if group.kind == "identical")
    others = tuple(one for one in suite().correspondences if not set(one.items) & set(identical.items))
    without = replace(suite(), correspondences=others)
    suggested = {frozenset((pair.one, pair.other)): pair.overlap for pair in suggestions(without, 0.9)}

    for one, other in combinations(identical.items, 2):
        assert suggested[frozenset((one, other))] == 1


def test_a_withdrawn_item_is_not_suggested() -> None:
    gone = Withdrawal("1.1", "Spoons are of steel today.", ())
    items = {
        Reference(standard, "P1"): Item("P1", CRITERIA, standard, Wording("polish silver spoons"), withdrawn)
        for standard, withdrawn in [("one", None), ("two", None), ("three", gone)]
    }
    assert [(pair.one.standard, pair.other.standard) for pair in pairs(items)] == [("one", "two")]


def blocks(printed: str) -> list[str]:
    return printed.strip().split("\n\n")


@pytest.fixture
def standards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the standards, in the folder where the command looks for them."""
    shutil.copytree(REAL, tmp_path / "standards")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "standards"


@pytest.mark.usefixtures("standards")
def test_each_suggestion_is_yaml_with_its_reasons_as_comments(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "--overlap", "0.2"]) == 0
    suggested = suggestions(suite(), 0.2)
    printed = blocks(capsys.readouterr().out)

    assert len(printed) == len(suggested)
    for block, pair in zip(printed, suggested, strict=True):
        assert block.startswith(f"# These items share {pair.overlap:.0%} of their words:\n")
        assert f"#   {pair.one}: {suite().items[pair.one].words}\n" in block
        pasted = yaml.safe_load(block)
        if pair.one.standard == pair.other.standard:
            assert {pair.one.item, pair.other.item} & set(pasted["underpins"])
        else:
            assert pasted[0]["items"] == [str(pair.one), str(pair.other)]


@pytest.mark.usefixtures("standards")
def test_what_is_printed_is_accepted_where_it_says_that_it_belongs(capsys: pytest.CaptureFixture[str]) -> None:
    main(["suggest", "--overlap", "0.2"])
    groups, links = 0, set()
    for block in blocks(capsys.readouterr().out):
        place, indent = r"# Add to (?:(K\d+) in )?(standards/\S+\.yml)(?:(, to replace)|[,:])", "\n  "
        found = re.search(place, block)
        assert found
        knowledge, file, instead = found.groups()
        text = Path(file).read_text("utf-8")
        if not knowledge:
            text += f"\n  {block.replace(chr(10), indent)}\n"
            groups += 1
        elif (file, knowledge) not in links:
            links.add((file, knowledge))
            before, start, rest = text.partition(f"  - id: {knowledge}\n")
            own, following, after = re.split(r"(\n  - id: |\n\n)", rest, maxsplit=1)
            assert bool(instead) == ("    underpins:" in own)
            own = re.sub(r"\n    underpins:(?: \[.*\]|(?:\n +- \S+)+)", "", own)
            pasted = "\n    ".join(["", *block.splitlines()])
            text = f"{before}{start}{own.rstrip()}{pasted}\n{following}{after}"
        Path(file).write_text(text, "utf-8")
    main(["check"])
    *problems, placeholder, _ = capsys.readouterr().out.splitlines()

    # That a criterion needs no knowledge, and what a group is called, are the author's to say.
    assert [problem for problem in problems if "no_knowledge" not in problem] == []
    assert "This is the name that standards suggest gives every new group." in placeholder
    assert groups > 10
    assert len(links) > 5


@pytest.mark.usefixtures("standards")
def test_nothing_to_suggest_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "--overlap", "1"]) == 0
    assert capsys.readouterr().out == "No suggestions. Try a smaller --overlap.\n"


def test_mistakes_in_the_sources_are_told_instead(standards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = standards / "contact-centre.yml"
    path.write_text(path.read_text("utf-8").replace("\ntitle: ", "\ntitel: "), "utf-8")

    assert main(["suggest"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "standards/contact-centre.yml:3:1: titel" in err


@pytest.mark.parametrize("share", ["0", "-0.1", "1.01", "nan", "inf", "half", ""])
def test_a_share_that_is_none_is_wrong_usage(share: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["suggest", f"--overlap={share}"])

    assert left.value.code == 2
    assert "must be a number above 0 and up to 1" in capsys.readouterr().err


def test_it_suggests_links_only_from_a_part_to_those_that_it_serves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A skill serves a duty. A behaviour serves no skill, and nobody is rated on the scope."""
    words = "check every loaf for colour and sound"
    baker = copied(APPRENTICESHIP, tmp_path) / "baker.yml"
    edit(
        baker,
        ("Prepare dough for the day", words),
        ("knead dough until it is smooth\n    underpins: [D1]", f"{words} twice"),
        ("Keeps the bakery clean\n    supports: [D2]", f"Is proud to {words}"),
        ("white, brown and rye bread", f"how to {words}"),
    )
    shutil.rmtree(tmp_path / "standards/source-texts")

    main(["suggest", "--standards", str(tmp_path / "standards")])

    told = capsys.readouterr().out
    found = re.findall(r"# Add to (\w+) in .*\n(.*)", told)
    assert sorted(found) == [("B1", "underpins: [D1]"), ("S1", "underpins: [D1]")]
