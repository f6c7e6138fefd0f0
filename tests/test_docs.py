"""The written pages are true: their examples are valid, their mistakes are mistakes, and their commands exist.

The first YAML example of docs/authors.md is a whole small standard. Every other one is laid into it by what it begins
with: fields of the top level take the place of those; an item takes the place of the one with its id, or is added to
its list; bare names are added to the suite's order; groups and terms are added to the vocabulary. An example marked
``.wrong`` must be refused, and where a ``text`` example follows it, in just those words.
"""

import re
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from competence_standards.check.schema import schema_problems
from competence_standards.commands import main
from competence_standards.model.part import EVERY_KIND
from competence_standards.read import Source, parse
from competence_standards.schema import load_schema
from tests.conftest import REAL
from tests.support import help_pages

ROOT = Path(__file__).parents[1]
PAGES = help_pages.names()
FENCE = re.compile(r"^```(?P<kind>.*)\n(?P<text>(?:.*\n)*?)```$", re.MULTILINE)
EXAMPLE = "standards/welcome-visitors.yml"
VOCABULARY = {"items": "correspondences", "term": "glossary"}
"""The file of the vocabulary that an entry belongs to, by a field that only its entries have."""


@dataclass(frozen=True)
class Example:
    """One YAML example of the authors' page."""

    line: int
    text: str
    wrong: bool
    output: str | None
    """What the page says that the check says of it."""


def examples() -> list[Example]:
    page = help_pages.text("authors")
    found = [(page.count("\n", 0, fence.start()) + 1, fence["kind"], fence["text"]) for fence in FENCE.finditer(page)]
    after = [*found[1:], (0, "", "")]
    return [
        Example(line, text, "wrong" in kind, following if "wrong" in kind and following_kind == "text" else None)
        for (line, kind, text), (_, following_kind, following) in zip(found, after, strict=True)
        if "yaml" in kind
    ]


def name_of(example: Example) -> str:
    return f"line {example.line}"


WHOLE, *PARTS = examples()
OPTIONAL = {"withdrawn", "level", "occupations", "soc_codes", "keywords", "other_standards", "official"}
"""The fields of a standard that only an example has."""
SOURCE_TEXT = "standards/source-texts/welcome-visitors.txt"
every_part = pytest.mark.parametrize("part", [part for part in PARTS if not part.wrong], ids=name_of)
every_mistake = pytest.mark.parametrize("part", [part for part in PARTS if part.wrong], ids=name_of)


def fields(text: str) -> dict[str, str]:
    """The text of each field of the top level, by its name; what stands above them comes first."""
    blocks = re.split(r"^(?=[a-z_]+:)", text, flags=re.MULTILINE)
    return {block.partition(":")[0]: block for block in blocks if block}


def entries(part: str) -> list[str]:
    """The entries of a list, indented as they are in a file; none for a text that is not a list."""
    found = re.split(r"^(?=- )", part, flags=re.MULTILINE)[1:]
    return [re.sub(r"^(?=.)", "  ", entry, flags=re.MULTILINE) for entry in found]


def laid_in(standard: str, part: str) -> str:
    """The standard's text with one example in its place."""
    blocks = fields(standard)
    if not part.startswith("- "):
        new = fields(part)
        extra = set(new) - set(blocks)
        assert extra <= OPTIONAL, "the example has a field that the small standard does not have"
        return "".join({**blocks, **{name: f"{block.rstrip()}\n\n" for name, block in new.items()}}.values())
    for entry in entries(part):
        item = re.match(r"  - id: ([PK]\d+)\n", entry)
        assert item, f"neither an item nor the name of a standard: {entry}"
        name = "performance_criteria" if item[1].startswith("P") else "knowledge"
        old = re.compile(rf"^  - id: {item[1]}\n(?:    .*\n)*", re.MULTILINE)
        if old.search(blocks[name]):
            blocks[name] = old.sub(lambda _, entry=entry: entry, blocks[name])  # type: ignore[misc]
        else:
            blocks[name] = f"{blocks[name].rstrip()}\n{entry.rstrip()}\n\n"
    return "".join(blocks.values())


def is_of_the_suite(part: Example) -> bool:
    return re.fullmatch(r"(- [a-z-]+\n)+", part.text) is not None


def vocabulary_of(part: Example) -> str | None:
    """The name of the vocabulary whose entry the example is."""
    found = re.findall(r"^[- ] ([a-z_]+):", part.text, re.MULTILINE)
    return next((name for field, name in VOCABULARY.items() if field in found), None)


def schema_of(part: Example) -> str:
    """The name of the schema of the file that an example belongs to."""
    of_the_suite = set(fields(part.text)) <= set(load_schema("suite")["properties"]) - set(fields(WHOLE.text))
    return vocabulary_of(part) or ("suite" if of_the_suite else "standard")


def file_of(part: Example) -> str:
    name = schema_of(part)
    return {"standard": EXAMPLE, "suite": "standards/suite.yml"}.get(name, f"standards/vocabulary/{name}.yml")


def with_part(desk: Path, part: Example) -> str:
    """The text of the file that an example belongs to, with the example in its place."""
    text = (desk / file_of(part)).read_text("utf-8")
    if schema_of(part) == "suite":
        return "".join({**fields(text), **fields(part.text)}.values())
    return f"{text.rstrip()}\n\n{''.join(entries(part.text))}" if vocabulary_of(part) else laid_in(text, part.text)


def source_text() -> str:
    """The source text of the small standard, as the page shows it."""
    page = help_pages.text("authors")
    (found,) = [fence["text"] for fence in FENCE.finditer(page) if ".source" in fence["kind"]]
    return found


def follow(desk: Path) -> None:
    """Make the same change in the source text, as the page asks for."""
    standard = yaml.load((desk / EXAMPLE).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - makes nothing but text
    parts = {"Overview": "overview", "Performance criteria": "performance_criteria"}
    parts["Knowledge and understanding"] = "knowledge"
    lines = [standard["title"]]
    for heading, field in parts.items():
        lines += [heading, *(entry["text"] for entry in standard[field])]
    (desk / SOURCE_TEXT).write_text("\n".join(lines), "utf-8")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An author's copy of the project, with the small standard in it."""
    shutil.copytree(REAL, tmp_path / "standards")
    (tmp_path / EXAMPLE).write_text(WHOLE.text, "utf-8")
    (tmp_path / SOURCE_TEXT).write_text(source_text(), "utf-8")
    shutil.copy(ROOT / "generator/competence_standards/web/icons/icon-512.png", tmp_path / "standards/logo.png")
    suite = tmp_path / "standards/suite.yml"
    blocks = fields(suite.read_text("utf-8"))
    listed = [entry for part in PARTS if is_of_the_suite(part) for entry in entries(part.text)]
    new = [entry for entry in listed if entry not in blocks["standards"]]
    blocks["standards"] = blocks["standards"].rstrip() + "\n" + "".join(new) + "\n"
    suite.write_text("".join(blocks.values()), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The check's exit status, and what it says but for notes, which another standard's words may cause."""
    status = main(["check"])
    return status, [line for line in capsys.readouterr().out.splitlines() if ": note: " not in line]


def test_the_page_has_a_small_standard_and_examples_of_both_kinds() -> None:
    assert WHOLE.text.startswith("# yaml-language-server: ")
    assert sum(not part.wrong for part in PARTS) >= 8
    assert sum(part.wrong for part in PARTS) >= 5
    assert sum(part.output is not None for part in PARTS) == 3
    assert {vocabulary_of(part) for part in PARTS if not part.wrong} == {None, *VOCABULARY.values()}


def test_the_small_standard_and_its_place_in_the_suite_are_right(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "  - welcome-visitors\n" in (desk / "standards/suite.yml").read_text("utf-8")
    status, said = check(capsys)
    assert (status, len(said)) == (0, 1), said


@every_part
def test_an_example_satisfies_the_schema(part: Example, desk: Path) -> None:
    if not is_of_the_suite(part):
        source = parse(with_part(desk, part).encode(), file_of(part))
        assert isinstance(source, Source), source
        assert schema_problems(source, schema_of(part)) == []


def test_the_page_lists_every_kind_of_part_with_its_letter_and_what_its_items_can_name() -> None:
    page = help_pages.text("authors")
    rows = re.findall(r"^\| `([a-z_]+)` \| ([A-Z]) \| ?(.*?) ?\|$", page, re.MULTILINE)
    named = {field: (letter, targets) for field, letter, targets in rows}
    words = {"criterion": "criteria", "duty": "duties"}
    assert named == {kind.field: (kind.letter, " and ".join(words[one] for one in kind.serves)) for kind in EVERY_KIND}


def test_all_examples_together_satisfy_every_rule(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part in PARTS:
        # A suite with other parts has standards of another shape.
        if not part.wrong and not is_of_the_suite(part) and "parts" not in fields(part.text):
            (desk / file_of(part)).write_text(with_part(desk, part), "utf-8")
    follow(desk)
    status, said = check(capsys)
    assert (status, len(said)) == (0, 1), said


def test_the_example_of_a_source_text_is_compared(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / SOURCE_TEXT).write_text(source_text().replace("that there visitor", "that their visitor"), "utf-8")
    status, (problem, _) = check(capsys)
    assert status == 1
    assert problem.startswith(f"{EXAMPLE}:19:11: performance_criteria.P2.text: The words are ")


def test_the_comparison_with_the_published_edition_is_shown_as_it_is(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = help_pages.text("authors")
    (shown,) = [fence["text"] for fence in FENCE.finditer(page) if ".published" in fence["kind"]]
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "--quiet"], ["add", "--all"], [*identity, "commit", "--quiet", "--message", "Publish"]):
        subprocess.run(["git", *command], cwd=desk, check=True)
    reworded = next(part for part in PARTS if not part.wrong and "come to see" in part.text)
    (desk / EXAMPLE).write_text(with_part(desk, reworded), "utf-8")
    follow(desk)

    assert main(["check", "--base", "HEAD"]) == 1
    assert [line for line in capsys.readouterr().out.splitlines() if ": note: " not in line][:-1] == [shown.strip()]


@every_mistake
def test_a_wrong_example_is_refused_in_the_words_that_the_page_shows(
    part: Example, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / file_of(part)).write_text(with_part(desk, part), "utf-8")
    with suppress(yaml.YAMLError):
        follow(desk)
    status, said = check(capsys)
    assert status == 1
    assert all(line.startswith(f"{file_of(part)}:") for line in said[:-1]), said
    if part.output is not None:
        # The number of files grows with the suite; line and number of an entry grow with the vocabulary before it.
        growing = re.compile(r"\d+(?= files)" + r"|(?<=\.yml:)\d+|(?<=s\[)\d+(?=\]\.)" * (file_of(part) != EXAMPLE))
        assert growing.sub("N", "\n".join(said)) == growing.sub("N", part.output.strip())


@pytest.mark.usefixtures("desk")
def test_a_suggestion_is_printed_as_the_page_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    page = help_pages.text("authors")
    shown = page.partition("standards suggest\n```")[2].partition("```text\n")[2].partition("```")[0]
    assert main(["suggest"]) == 0
    assert shown in capsys.readouterr().out


def code(page: str) -> list[str]:
    """Every piece of code on a page, in a sentence or on lines of its own."""
    words = help_pages.text(page)
    return [fence["text"] for fence in FENCE.finditer(words)] + re.findall(r"`([^`\n]+)`", FENCE.sub("", words))


@pytest.mark.parametrize("page", PAGES)
def test_every_command_on_a_page_exists(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for piece in code(page):
        for target in re.findall(r"^make ([a-z]+)", piece, re.MULTILINE):
            assert re.search(rf"^{target}:.*## ", makefile, re.MULTILINE), f"make {target}"
        for command in re.findall(r"^(?:\.venv/bin/)?standards ([a-z]+)", piece, re.MULTILINE):
            assert help_of(command, capsys)
        if option := re.match(r"(--[a-z]+)(?: ([a-z]+))?$", piece):
            said = help_of("check", capsys)
            assert option[1] in said
            assert (option[2] or "") in said


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0, command
    return capsys.readouterr().out


def test_the_command_is_installed_where_the_pages_say() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("standards"), "--help"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_exists(page: str) -> None:
    examples = {EXAMPLE, ".yml"}
    for piece in set(code(page)) - examples:
        if re.fullmatch(r"[A-Za-z_/-]+(/|\.(md|yml|py))|[A-Z]+", piece) and not piece.startswith("build/"):
            assert (ROOT / piece).exists(), piece


@pytest.mark.parametrize("page", PAGES)
def test_a_page_begins_with_its_title_and_description(page: str) -> None:
    assert re.match(r"---\ntitle: .+\ndescription: .{40,160}\n(section: about/\n)?---\n# .+\n", help_pages.text(page))
