"""``standards compare``: each kind of change between two editions in a real repository, in words and as data."""

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from competence_standards.authoring.compare import class_of_words, difference
from competence_standards.authoring.compared import escaped
from competence_standards.commands import main
from tests.conftest import ROOT
from tests.support.repository import git, publish

THEMES = """\
themes:
  - id: tea
    name: Tea
    description: About tea.
"""
GLOSSARY = """\
glossary:
  - term: pot
    definition: What tea is made in.
    match: [pot]
"""
GROUPS = """\
correspondences:
  - id: ask
    name: Ask visitors
    kind: related
    items: [serve-tea/P3, greet-visitors/P2]
"""


@pytest.fixture(autouse=True)
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tea room with forms, a scale and shared files, in a repository where the command looks for it."""
    folder = publish(ROOT / "tests/suite", tmp_path / "repository") / "standards"
    edit(folder, "suite.yml", "leave_out: [forms, rating-scale, assessment-methods]\n", "")
    (folder / "vocabulary").mkdir()
    for name, text in {"themes": THEMES, "glossary": GLOSSARY, "correspondences": GROUPS}.items():
        (folder / f"vocabulary/{name}.yml").write_text(text, "utf-8", newline="\n")
    commit(folder, "start")
    monkeypatch.chdir(folder.parent)
    return folder


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), "utf-8", newline="\n")


def commit(folder: Path, tag: str) -> None:
    git("-C", str(folder), "add", "--all")
    git("-C", str(folder), "commit", "--quiet", "--message", tag)
    git("-C", str(folder), "tag", tag)


def compared(capsys: pytest.CaptureFixture[str], *revisions: str) -> Any:
    assert main(["compare", *revisions, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def told(data: Any) -> list[tuple[str, str, str, str]]:
    return [tuple(one[key] for key in ("standard", "place", "kind", "class")) for one in data["changes"]]


def test_nothing_changed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare"]) == 0
    assert capsys.readouterr().out == "Changes from HEAD to your files\nNothing changed.\n"


TEA, VISITORS = "serve-tea.yml", "greet-visitors.yml"
ERRATUM = "    errata:\n      - {from: fresh, to: Fresh, kind: spelling, status: applied, note: A slip.}\n"
WITHDRAWN = '    withdrawn:\n      since: "1.1"\n      reason: Nobody asks.\n      replaced_by: [P1]\n'
MOVED = "  - id: P4\n    text: pour the tea at the visitor's table\n"
OLD_POTS = """\
    withdrawn:
      since: "1.1"
      reason: The pots of today keep warm.
      replaced_by: [P4, greet-visitors/P1]
"""
CASES = {
    "added": (TEA, MOVED, f"{MOVED}  - id: P5\n    text: offer milk\n", ("P5", "added", "substantive"), "P5 is new."),
    "withdrawn": (
        VISITORS,
        "to see\n",
        f"to see\n{WITHDRAWN}",
        ("P2", "withdrawn", "substantive"),
        "P2 was withdrawn. Reason: Nobody asks. Replaced by greet-visitors/P1.",
    ),
    "restored": (
        TEA,
        OLD_POTS,
        "",
        ("P2", "restored", "substantive"),
        "P2 is no longer withdrawn.",
    ),
    "why it is withdrawn": (
        TEA,
        "The pots of today",
        "Modern pots",
        ("P2", "changed", "clarification"),
        "Details of the withdrawal of P2 changed.",
    ),
    "removed": (TEA, MOVED, "", ("P4", "removed", "substantive"), "P4 was removed."),
    "reworded": (TEA, "fresh water", "cold water", ("P1", "reworded", "substantive"), "The wording changed."),
    "punctuation": (TEA, "boil fresh", "Boil, fresh", ("P1", "reworded", "editorial"), "The wording changed."),
    "points": (
        VISITORS,
        "at the door\n",
        "at the door\n    points: [with a smile, by name]\n",
        ("P1", "reworded", "substantive"),
        "The wording changed.",
    ),
    "corrected": (
        TEA,
        "every pot\n",
        f"every pot\n{ERRATUM}",
        ("P1", "corrected", "editorial"),
        "A correction of the source text was added.",
    ),
    "grammar": (
        TEA,
        "status: applied",
        "status: noted",
        ("P3", "corrected", "clarification"),
        "A correction changed.",
    ),
    "noted": (TEA, "Perhaps the tea", "Maybe the tea", ("P3", "corrected", "editorial"), "A correction changed."),
    "sub-heading": (
        TEA,
        "Serve the tea\n",
        "Pour it\n",
        ("Sub-heading under Performance criteria", "reworded", "substantive"),
        "The sub-heading changed.",
    ),
    "overview": (TEA, "serving tea", "pouring tea", ("Overview", "reworded", "substantive"), "The wording changed."),
    "title": (TEA, "Serve tea to", "Bring tea to", ("Title", "renamed", "substantive"), "The title changed."),
    "field": (
        TEA,
        "area: Hospitality",
        "area: Catering",
        ("competence_area", "changed", "clarification"),
        "The field competence_area changed.",
    ),
    "official": (
        TEA,
        "reference: TEA001",
        "reference: TEA002",
        ("official", "changed", "clarification"),
        "The field official changed.",
    ),
    "links": (
        TEA,
        "must draw\n",
        "must draw\n    underpins: [P1, P4]\n",
        ("K1", "relinked", "clarification"),
        "The links of K1 changed. underpins: Added: P1 and P4.",
    ),
    "theme": (
        TEA,
        "must draw\n",
        "must draw\n    themes: [tea]\n",
        ("K1", "re-themed", "editorial"),
        "The themes of K1 changed. Added: tea.",
    ),
    "no knowledge": (
        TEA,
        "every pot\n",
        "every pot\n    no_knowledge: It is plain.\n",
        ("P1", "changed", "clarification"),
        "The reason why nothing is linked to P1 changed.",
    ),
    "history": (
        VISITORS,
        "history:\n",
        'history:\n  - version: "1.1"\n    date: 2026-11-30\n    summary: A change.\n',
        ("History", "added", "editorial"),
        "Version 1.1 is new: A change.",
    ),
    "standard withdrawn": (
        VISITORS,
        "history:\n",
        'withdrawn:\n  since: "1.0"\n  reason: It is old.\n\nhistory:\n',
        ("greet-visitors", "withdrawn", "substantive"),
        "The standard was withdrawn. Reason: It is old.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_of_a_standard_is_told(case: str, suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, old, new, wanted, said = CASES[case]
    edit(suite, file, old, new)
    data = compared(capsys)
    assert told(data) == [(file.removesuffix(".yml"), *wanted)]
    assert data["changes"][0]["message"] == said
    assert data["class"] == wanted[2]
    assert not data["notes"]
    # The other way round, something changed too.
    commit(suite, "end")
    assert len(compared(capsys, "end", "start")["changes"]) == 1


def test_an_item_that_moved_is_told_alone(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    visitors = "  - id: P2\n    text: ask visitors whom they have come to see\n"
    edit(suite, VISITORS, visitors, "")
    edit(suite, VISITORS, "performance_criteria:\n", f"performance_criteria:\n{visitors}")
    edit(suite, TEA, MOVED, "")
    edit(suite, TEA, "  - heading: Serve", f"{MOVED}\n  - heading: Serve")
    data = compared(capsys)
    moves = [(place, size) for _standard, place, kind, size in told(data) if kind == "moved"]
    assert ("P4", "clarification") in moves
    assert len(moves) == len(data["changes"]) == 2
    assert "P4 is now under Make the tea." in [one["message"] for one in data["changes"]]


def test_words_are_compared_word_by_word(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(suite, TEA, "boil fresh water", "boil cold, clean water")
    main(["compare"])
    assert "    | boil [-fresh-]{+cold, clean+} water for every pot\n" in capsys.readouterr().out
    main(["compare", "--format", "markdown"])
    assert "boil <del>fresh</del><ins>cold&#44; clean</ins> water" in capsys.readouterr().out


def test_standards_come_and_go_and_are_renamed(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (suite / VISITORS).read_text("utf-8")
    renamed = text.replace("id: greet-visitors", "id: meet-visitors\nformerly: [greet-visitors]").replace(
        "every visitor", "each visitor"
    )
    (suite / "meet-visitors.yml").write_text(renamed, "utf-8", newline="\n")
    (suite / "wave.yml").write_text(text.replace("id: greet-visitors", "id: wave"), "utf-8", newline="\n")
    (suite / VISITORS).unlink()
    (suite / TEA).unlink()
    edit(suite, "suite.yml", "  - serve-tea\n  - greet-visitors\n", "  - meet-visitors\n  - wave\n")
    edit(suite, "vocabulary/correspondences.yml", "greet-visitors/P2", "meet-visitors/P2")
    found = told(compared(capsys))
    assert found == [
        ("meet-visitors", "meet-visitors", "renamed", "clarification"),
        ("meet-visitors", "P1", "reworded", "substantive"),
        ("wave", "wave", "added", "substantive"),
        ("serve-tea", "serve-tea", "removed", "substantive"),
    ]


SHARED = {
    "theme": ("vocabulary/themes.yml", "About tea", "On tea", "Theme: Tea", "changed"),
    "new theme": (
        "vocabulary/themes.yml",
        "themes:\n",
        "themes:\n  - {id: pots, name: Pots, description: On pots.}\n",
        "Theme: Pots",
        "added",
    ),
    "term": ("vocabulary/glossary.yml", "What tea", "That tea", "Glossary: pot", "changed"),
    "group": ("vocabulary/correspondences.yml", "related", "equivalent", "Similar items: Ask visitors", "changed"),
    "lost group": (
        "vocabulary/correspondences.yml",
        GROUPS,
        GROUPS.replace("id: ask", "id: seek").replace("Ask visitors", "Seek"),
        "Similar items: Seek",
        "added",
    ),
    "owner": ("suite.yml", "are made up", "are ours", "suite.yml", "changed"),
    "order": (
        "suite.yml",
        "  - serve-tea\n  - greet-visitors",
        "  - greet-visitors\n  - serve-tea",
        "suite.yml",
        "moved",
    ),
    "title": ("suite.yml", "Tea room", "Coffee room", "suite.yml", "changed"),
    "form": ("suite.yml", "standards:\n", "leave_out: [forms/witness-testimony]\nstandards:\n", "Form T6", "removed"),
}


@pytest.mark.parametrize("case", SHARED)
def test_a_change_of_what_the_standards_share_is_told(
    case: str, suite: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, old, new, place, kind = SHARED[case]
    edit(suite, file, old, new)
    found = told(compared(capsys))
    assert any(not standard and where.startswith(place) and what == kind for standard, where, what, _size in found), (
        found
    )


def test_a_level_of_the_scale_is_told(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    builtin = ROOT / "generator/competence_standards/defaults/vocabulary/rating-scale.yml"
    text = builtin.read_text("utf-8")
    label = text.partition("label: ")[2].partition("\n")[0]
    changed = text.replace(f"label: {label}", "label: Quite other words", 1)
    (suite / "vocabulary/rating-scale.yml").write_text(changed, "utf-8", newline="\n")
    found = told(compared(capsys))
    assert [(standard, kind, size) for standard, _place, kind, size in found] == [("", "changed", "substantive")]
    assert found[0][1].startswith("Rating scale: ")


def test_what_follows_from_a_rewording_is_listed(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(suite, TEA, "ask each visitors", "tell each visitors")
    data = compared(capsys)
    assert data["flagged"] == ["serve-tea/P3"]
    assert data["look_again"] == [{"group": "Ask visitors", "items": ["serve-tea/P3"]}]
    assert set(data["documents"]) == {"serve-tea", "greet-visitors"} or set(data["documents"]) == {"serve-tea"}
    assert "T3" in data["documents"]["serve-tea"]
    main(["compare"])
    out = capsys.readouterr().out
    assert "Saved answers that get a notice\n  serve-tea/P3\n" in out
    assert "Similar items to look at again\n  serve-tea/P3 changed. They are in the group Ask visitors.\n" in out


def test_a_withdrawn_item_flags_no_answer(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(suite, VISITORS, "ask visitors whom they have come to see\n", f"tell visitors\n{WITHDRAWN}")
    data = compared(capsys)
    assert data["flagged"] == []
    assert data["look_again"] == [{"group": "Ask visitors", "items": ["greet-visitors/P2"]}]


def test_a_link_changes_no_answer_and_asks_nobody(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(suite, VISITORS, "the building\n", "the building\n    underpins: [P1]\n")
    data = compared(capsys)
    assert (data["flagged"], data["look_again"]) == ([], [])


def test_two_revisions_and_the_default_base(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(suite, TEA, "fresh water", "cold water")
    commit(suite, "middle")
    edit(suite, TEA, "cold water", "clear water")
    words = compared(capsys, "start", "middle")["changes"][0]["words"]
    assert {"state": "new", "text": "cold"} in words
    assert {"state": "old", "text": "cold"} in compared(capsys)["changes"][0]["words"]
    # Without a remote, HEAD is the base. With one, it is where the branch left its main branch.
    git("-C", str(suite), "update-ref", "refs/remotes/origin/main", "start")
    assert {"state": "old", "text": "fresh"} in compared(capsys)["changes"][0]["words"]


def test_other_parts_are_compared(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = "parts:\n  - {part: duties, letter: D}\n  - {part: values, letter: V}\n"
    (suite / "suite.yml").write_text(f"title: A\nsummary: B.\nwords: C.\n{parts}standards: [work]\n", "utf-8")
    for file in (TEA, VISITORS, "vocabulary/correspondences.yml"):
        (suite / file).unlink()
    work = (
        "id: work\ntitle: Work\noverview:\n  - text: It is work.\nduties:\n  - id: D1\n    text: open the shop\n"
        'values:\n  - id: V1\n    text: care\nhistory:\n  - {version: "1.0", date: 2026-11-22, summary: First.}\n'
    )
    (suite / "work.yml").write_text(work, "utf-8")
    commit(suite, "parts")
    edit(suite, "work.yml", "open the shop", "close the shop")
    edit(suite, "work.yml", "text: care", "text: patience")
    data = compared(capsys, "parts")
    assert [place for _standard, place, _kind, _size in told(data)] == ["D1", "V1"]
    assert data["flagged"] == ["work/D1"]


def test_a_damaged_base_is_compared_as_far_as_it_can_be_read(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = (suite / TEA).read_text("utf-8")
    edit(suite, TEA, "competence_area: Hospitality\n", "competence_area: [1]\nnonsense: 3\n")
    (suite / VISITORS).write_text("title: [\n", "utf-8")
    (suite / "vocabulary/themes.yml").write_text("a: b\n", "utf-8")
    commit(suite, "damaged")
    (suite / TEA).write_text(good.replace("fresh water", "cold water"), "utf-8", newline="\n")
    data = compared(capsys, "damaged")
    assert ("serve-tea", "P1", "reworded", "substantive") in told(data)
    assert "In damaged, these files could not be read completely" in data["notes"][0]
    assert "serve-tea.yml" in data["notes"][0]
    assert data["documents"] is None
    main(["compare", "damaged"])
    assert "these files could not be read completely" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], 'standards compare: git has no revision "nowhere". Run git fetch'),
        (["start", "--", "--upload-pack=x"], 'standards compare: git has no revision "--upload-pack=x".'),
        (["--standards", "elsewhere"], "standards compare: elsewhere is not a folder.\n"),
        (["\x1b[31m"], "standards compare: git has no revision "),
    ],
)
def test_wrong_usage_is_one_sentence(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said)
    assert "\x1b" not in err


def test_a_folder_without_git_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "loose").mkdir()
    assert main(["compare", "--standards", str(tmp_path / "loose")]) == 2
    assert "is not in a git repository." in capsys.readouterr().err


HOSTILE = "::error::x @team #12 https://a.example www.a.example ##[error] end"


def test_hostile_words_have_no_meaning(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quoted = json.dumps(HOSTILE)
    edit(suite, TEA, "title: Serve tea to visitors", f"title: {quoted}")
    edit(suite, TEA, "text: boil fresh water for every pot", f"text: {quoted}")
    edit(suite, "vocabulary/correspondences.yml", "name: Ask visitors", f"name: {quoted}")
    edit(suite, TEA, "ask each visitors", "tell each visitors")
    main(["compare", "--format", "markdown"])
    markdown = capsys.readouterr().out
    words = markdown
    for tag in ("<br>", "<ins>", "</ins>", "<del>", "</del>"):
        words = words.replace(tag, "")
    assert not set("<>@`[]|:") & set(words)
    assert "&#64;&#8288;team" in markdown
    assert "&#35;&#8288;12" in markdown
    assert "www&#46;&#8288;a&#46;&#8288;example" in markdown
    main(["compare"])
    text = capsys.readouterr().out
    assert "::error::" in text
    assert not [line for line in text.splitlines() if line.strip().startswith("::") or "##[" in line]


def test_every_mark_of_markdown_is_escaped() -> None:
    marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    assert set("&#0123456789;") >= set(escaped(marks))


def test_a_mention_a_commit_and_an_issue_are_broken() -> None:
    assert escaped("GH-12 :tada: 0123abcd") == "GH&#45;&#8288;12 &#58;&#8288;tada&#58; 0&#8288;123abcd"
    assert escaped("a\x1bb\n# c") == "a&#92;u&#123;001b&#125;b &#35; c"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("Ask, then wait.", "ask then wait", "editorial"),
        ("the visitor's table", "the visitors table", "editorial"),
        ("keep 1.5 m apart", "keep 15 m apart", "substantive"),
        ("more than 5%", "more than 5", "substantive"),
        ("re-sign it", "resign it", "substantive"),
        ("must ask", "must not ask", "substantive"),
    ],
)
def test_the_class_follows_from_the_words(old: str, new: str, wanted: str) -> None:
    assert class_of_words(old, new) == wanted


def test_long_texts_are_shown_whole() -> None:
    start = time.perf_counter()
    runs = difference("a b " * 20_000, "b c " * 20_000)
    assert [run.state for run in runs] == ["old", "new"]
    assert time.perf_counter() - start < 5


def test_the_program_runs_outside_the_tests(suite: Path) -> None:
    edit(suite, TEA, "fresh water", "cold water")
    command = [str(ROOT / ".venv/bin/python"), "-m", "competence_standards", "compare"]
    ran = subprocess.run(command, cwd=suite.parent, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "serve-tea: Serve tea to visitors\n  P1: The wording changed. [substantive]\n" in ran.stdout
