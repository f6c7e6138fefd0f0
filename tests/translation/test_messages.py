"""Each message of the check, of the preview and of the command line can be translated as a whole.

A catalogue that puts brackets around the words of each message shows what is in none: after a check with it, only the
words of the author's files are left outside the brackets.
"""

import argparse
import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from competence_standards.build import check
from competence_standards.check.source_lines import starts
from competence_standards.commands import _commands, _parser
from competence_standards.forms.check import ROLES
from competence_standards.model.part import EVERY_KIND
from competence_standards.problem import Problem, report
from competence_standards.publish.preview.grouped import grouped
from competence_standards.publish.preview.words import words
from competence_standards.read import VOCABULARIES, read_folder
from competence_standards.schema import FOLDER, WORDS, extract, in_words, load_schema
from competence_standards.translation import in_language_of
from tests.support.messages import Marks, hidden, modules, outside_a_message, untranslatable, values
from tests.support.mistakes import MISTAKES, make

ROOT = Path(__file__).parents[2]
GENERATOR = modules(ROOT / "generator/competence_standards")
# A command, the lines of a source text, HTML and CSS, and the words that a suggestion passes over.
_NOT_PROSE = re.compile(
    r": (standards \w+: \{\}|make serve .*| *standards serve|Performance criteria|Knowledge and understanding"
    r"|you \w+ .*|<link .*|@layer .*|\s+a about all .*)$",
    re.DOTALL,
)
ROOMS = ("commands", "build", "check", "problem", "prose", "publish", "read", "suggest")
"""The modules and folders with the messages of the check, of the preview and of the command line."""
# What a value can be that is in no file: a number, a colour, an item, a code, an id, a character, the path of a file
# or a line to write.
_MADE = (
    r"\d[\d.,]*|#[0-9a-f]{6}",
    r"(?:[a-z][\w-]*/)?[PK]\d+|[A-Z]{1,3}\d+|[a-z][a-z0-9]*(?:-[a-z0-9]+)+",
    r"U\+[0-9A-F]{4,6}(?: \([A-Z0-9 -]+\))?|0x[0-9A-F]{2}|\W",
    r"(?:[\w-]+/)*[\w-]+\.(?:yml|txt)|vocabulary|forms(?:/[\w-]+)?",
    r"(?:items: )?\[[\w/., -]+\]|\w+:|\$\w+",
)
# What YAML's own reader says, in English.
_FROM_YAML = r"(?:did not find|could not find|found|mapping values|block sequence) .+"
_VALUE = re.compile("|".join((*_MADE, _FROM_YAML)))


def data() -> str:
    """Return the names of all fields, and the choices and examples of what can be in them."""
    schemas = [load_schema(name) for name in ("standard", "suite", "form", *VOCABULARIES)]
    return " ".join([*starts(EVERY_KIND), *ROLES, *(word for schema in schemas for word in _data(schema))])


def _data(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node.get("properties", {})
        for key, value in node.items():
            yield from [json.dumps(value, ensure_ascii=False)] if key in {"enum", "examples"} else _data(value)
    elif isinstance(node, list):
        for value in node:
            yield from _data(value)


def written(folder: Path) -> str:
    """Return all that is in the author's files, and their names."""
    paths = list(folder.rglob("*"))
    texts = [path.read_bytes().decode("utf-8", "replace") for path in paths if path.is_file()]
    return " ".join(" ".join([*texts, *(path.as_posix() for path in [folder, *paths])]).split())


def escaped(problems: list[Problem], known: str) -> set[str]:
    """Return what is neither in a message nor a value, which can be a list."""
    texts = [text for problem in problems for text in (problem.message, problem.hint)]
    wholes = {whole for text in texts for whole in values(text) if not _is_value(whole, known)}
    return {part for whole in wholes for part in re.split(", | and ", whole) if not _is_value(part, known)}


def _is_value(text: str, known: str) -> bool:
    bare = " ".join(text.strip('"… ').removeprefix("- ").split())
    return bare in known or _VALUE.fullmatch(bare) is not None


def test_all_that_the_check_says_is_made_of_messages_and_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("standards")
    always = data()
    number, found = 0, {}
    with in_language_of(Marks()):
        for path in MISTAKES:
            make(path, folder)
            problems = check(read_folder(folder), date(2026, 11, 30))
            number += len(problems)
            if left := escaped(problems, f"{always} {written(folder)}"):
                found[path.stem] = left
            shutil.rmtree(folder)
    assert number > len(MISTAKES)
    assert found == {}


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("The text is empty.", {"The text is empty."}),
        ("⟦The file ⟧the file⟦ is empty.⟧", {"the file"}),
        ("⟦It is ⟧a list and text⟦.⟧", {"a list"}),
        ("⟦It is ⟧text⟦.⟧ Delete it.", {"Delete it."}),
        ('⟦The words are ⟧"wash the cups"⟦ here, and ⟧P2, K10 and serve-tea.yml⟦ there.⟧', set()),
    ],
)
def test_what_is_in_no_message_is_seen(message: str, left: set[str]) -> None:
    assert escaped([Problem("a.yml", 1, 1, "", message)], "text wash the cups") == left


def test_a_report_is_made_of_messages() -> None:
    wrong = Problem("a.yml", 1, 1, "title", "⟦Wrong.⟧")
    other = Problem("a.yml", 1, 1, "title", "⟦Wrong too.⟧")
    doubtful = Problem("a.yml", 1, 1, "", "⟦Look.⟧", severity="note")
    with in_language_of(Marks()):
        for problems in ([], [wrong], [doubtful], [wrong, other, doubtful]):
            *lines, last = report(problems, 3, "text").splitlines()
            assert all(part.isdigit() for part in values(last))
            assert [list(values(line)) for line in lines] == [
                *[["a.yml:1:1: title:"]] * (problems.count(wrong) + problems.count(other)),
                *[["a.yml:1:1:"]] * problems.count(doubtful),
            ]
        # What is in no message are the place, the number of other places and their lines.
        alike = [Problem("a.yml", line, 1, "title", "⟦Wrong.⟧") for line in range(1, 9)]
        found = list(values(report(alike, 3, "text").splitlines()[0]))
        assert found == ["a.yml:1:1: title:", "7", "2, 3, 4, 5, 6"]


def test_what_programs_read_is_the_same_in_every_language() -> None:
    problem = Problem("a.yml", 1, 1, "title", "Wrong.", "Write one.", severity="note")
    made = {form: report([problem], 1, form) for form in ("json", "github")}
    with in_language_of(Marks()):
        assert report([problem], 1, "json") == made["json"]
        assert report([problem], 1, "github").splitlines()[0] == made["github"].splitlines()[0]


def test_the_preview_says_nothing_outside_a_message() -> None:
    same = [Problem("a.yml", line, 1, "", "Wrong.") for line in (1, 2, 3)]
    with in_language_of(Marks()):
        assert [one.more for one in grouped(same, None)] == ["2⟦ more like this⟧"]
        for name, sentence in words().items():
            assert set(values(sentence)) <= {"{summary}", "{message}", "{item}"}, name


def test_the_script_of_the_preview_has_the_sentences_that_it_uses() -> None:
    script = (ROOT / "generator/competence_standards/publish/preview/preview.js").read_text(encoding="utf-8")
    assert set(re.findall(r"\bwords\.(\w+)", script)) == words().keys()


def test_the_help_of_every_command_is_made_of_messages() -> None:
    with in_language_of(Marks()):
        parser = _parser(list(_commands()))
        parts = [part for action in parser._actions for part in _shown(action)]
    assert len(parts) > 30
    assert {left for part in parts for left in values(part)} == {"text", "mkdocs.yml", "standards", "en-GB"}


def _shown(action: argparse.Action) -> Iterator[str]:
    """Yield what the help says of an option or a command. That of --help itself is the library's."""
    if action.dest != "help":
        yield from filter(None, [action.help, *([action.metavar] if isinstance(action.metavar, str) else [])])
    if isinstance(action, argparse._SubParsersAction):
        for choice in action._choices_actions:
            yield choice.help or ""
        for command in action.choices.values():
            for inner in command._actions:
                yield from _shown(inner)


def test_each_text_of_a_schema_that_an_author_reads_is_a_message() -> None:
    for file in sorted(FOLDER.glob("*.json")):
        source = file.read_text(encoding="utf-8")
        with file.open("rb") as opened:
            found = list(extract(opened))
        for line, function, message, _ in found:
            assert function == "gettext"
            assert json.dumps(message.replace("{{", "{"), ensure_ascii=False).strip('"') in source.split("\n")[line - 1]
        messages = {message for _, _, message, _ in found}
        assert messages == {text.replace("{", "{{").replace("}", "}}") for text in _texts(json.loads(source))}


def _texts(node: object, *, names: bool = False) -> Iterator[str]:
    for key, value in node.items() if isinstance(node, dict) else ():
        if isinstance(value, str) and key in WORDS and not names:
            yield value
        elif key not in {"examples", "enum", "const"} or names:
            yield from _texts(value, names=key in {"properties", "$defs"} and not names)
    for value in node if isinstance(node, list) else ():
        yield from _texts(value)


def test_a_text_of_a_schema_can_have_braces() -> None:
    assert in_words("Write {: #steps }.") == "Write {: #steps }."
    with in_language_of(Marks()):
        assert in_words("Write {: #steps }.").replace("⟧⟦", "") == "⟦Write {: #steps }.⟧"


# --- the source ---


def test_every_message_is_a_plain_string_with_the_values_that_it_names() -> None:
    wrong = {name: list(untranslatable(source)) for name, source in GENERATOR.items()}
    # The messages of the schemas are in the schemas.
    # These translate the texts of schemas and of built-in files.
    assert len(wrong.pop("schema.py")) == 1
    assert len(wrong.pop("read/built_in.py")) == 1
    assert {name: found for name, found in wrong.items() if found} == {}


def test_no_words_are_outside_a_message() -> None:
    rooms = {name: source for name, source in GENERATOR.items() if re.split(r"[/.]", name)[0] in ROOMS}
    assert len(rooms) > 30
    for name, source in rooms.items():
        for text in outside_a_message(source):
            assert _NOT_PROSE.search(text), f"{name}:{text}"


def test_the_function_that_translates_is_hidden_nowhere() -> None:
    wrong = {name: list(hidden(source, name)) for name, source in GENERATOR.items()}
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    "call",
    [
        '_(f"{name} is empty.")',
        "_(message)",
        '_("It is " + name)',
        '_("{name} is empty.")',
        '_("It is empty.", name=1)',
        'ngettext("{number} {what}", "{number} items", 2)',
        'ngettext("{number} item", f"{number} items", 2)',
    ],
)
def test_a_message_that_cannot_be_translated_is_seen(call: str) -> None:
    assert len(list(untranslatable(call))) == 1


@pytest.mark.parametrize(
    "call",
    [
        '_("It is empty.")',
        '_("{name} is {{empty}}.", name=1)',
        '_("{name} is empty.", **found)',
        'ngettext("{number} item of {name}", "{number} items of {name}", 2, name=1)',
        'ngettext("one item", "{number} items", 2)',
    ],
)
def test_a_message_that_can_be_translated_is_not(call: str) -> None:
    assert list(untranslatable(call)) == []


def test_a_sentence_outside_a_message_is_seen() -> None:
    source = '"""Say nothing."""\nproblem("The text is empty.", f"{word} is wrong.", _("Delete it here."), "text")\n'
    assert list(outside_a_message(source)) == ["2: The text is empty.", "2: {} is wrong."]
    assert list(outside_a_message('hint += " and others"')) == ["1:  and others"]
    assert list(outside_a_message('if "of the text" in found: pass')) == []


def test_a_variable_that_hides_the_function_is_seen() -> None:
    told = "def tell():\n    for _, word in enumerate(words):\n        yield "
    assert len(list(hidden(told + "_(word)", "a"))) == 1
    assert len(list(hidden(told + "[_(one) for one in word]", "a"))) >= 1
    assert list(hidden(told + "word", "a")) == []
