"""Read the built-in forms, rating scale, methods, role words and names of help pages. A suite can replace them.

The files are in ``defaults``. A suite's file of the same name replaces a built-in one, and ``leave_out`` in
``suite.yml`` lists built-in files that the suite does not use. Their words are messages of the program, so that they
can be translated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import yaml

from competence_standards.read.names import FORMS, HELP, VOCABULARY
from competence_standards.read.parse import parse
from competence_standards.read.source import LOADER, Source
from competence_standards.translation import as_message, gettext

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from competence_standards.read.source import Value

FOLDER = Path(__file__).parents[1] / "defaults"
NAMED = "built-in"
"""The name of the folder in messages: ``built-in/forms/observation-record.yml``."""
_NOT_WORDS = frozenset(
    {
        "at_start",
        "block",
        "by",
        "code",
        "counts_as",
        "each",
        "group",
        "header",
        "height",
        "holds",
        "id",
        "kind",
        "letter",
        "lines",
        "of",
        "orientation",
        "per",
        "role",
        "rows",
        "width",
        "workbook",
    }
)
"""The fields that readers do not see, or whose values are the same in every language."""
PAIR = (f"{VOCABULARY}/role-words", f"{VOCABULARY}/decision-words")
"""Two files with the same sets of words. A suite replaces both or neither."""
_TO_SCHEMA = "../../../../schema/"
_HAS_LETTERS = re.compile(r"[^\W\d_]{2}")


def built_in(left_out: Collection[str]) -> tuple[Mapping[str, Source], tuple[Source, ...]]:
    """Return the built-in vocabulary and forms, in English.

    Args:
        left_out: The names of those that the suite does not use, as in ``leave_out``.
    """
    vocabulary, forms = _read()
    return (
        {name: source for name, source in vocabulary.items() if name not in left_out},
        tuple(form for form in forms if not {FORMS, f"{FORMS}/{form.name}"} & set(left_out)),
    )


def translated(source: Source) -> Source:
    """Return a built-in file's source in the current language."""
    return replace(source, value=_in_words(source.value)) if source.built_in else source


def form_names() -> list[str]:
    """Return the ids of the built-in forms."""
    return [form.name for form in _read()[1]]


def help_names(left_out: Collection[str] = ()) -> list[str]:
    """Return the names of the built-in help pages that a suite uses, such as ``learners``.

    Args:
        left_out: The names of those that the suite does not use, as in ``leave_out``.
    """
    names = sorted(path.stem for path in Path(FOLDER, HELP).glob("*.md"))
    return [name for name in names if not {HELP, f"{HELP}/{name}"} & set(left_out)]


def files() -> list[str]:
    """Return the path that each built-in YAML file would have in a suite's folder, without ending."""
    return [path.relative_to(FOLDER).with_suffix("").as_posix() for path in sorted(FOLDER.glob("*/*.yml"))]


def text_of(file: str, *, with_schema: bool) -> str:
    """Return the text of a built-in file for a suite.

    Args:
        file: The path, as in ``files``.
        with_schema: Whether the suite is next to a folder ``schema``, so that an editor finds the file's schema
        there.
    """
    line, _, text = Path(FOLDER, f"{file}.yml").read_text("utf-8").partition("\n")
    return f"{line.replace(_TO_SCHEMA, '../../schema/')}\n{text}" if with_schema else text


def extract(file: IO[bytes], *_: object, **__: object) -> Iterator[tuple[int, str, str, list[str]]]:
    """Extract each text of a built-in file that readers see, with its line (an extraction method for Babel)."""
    for node in _words(yaml.compose(file.read().decode(), LOADER)):
        yield node.start_mark.line + 1, "gettext", as_message(node.value), []


def _words(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value not in _NOT_WORDS:
                yield from _words(value)
    elif isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from _words(entry)
    elif _HAS_LETTERS.search(node.value):
        yield node


@cache
def _read() -> tuple[Mapping[str, Source], tuple[Source, ...]]:
    vocabulary, forms = (
        [_source(path) for path in sorted(Path(FOLDER, room).glob("*.yml"))] for room in (VOCABULARY, FORMS)
    )
    return {source.name: source for source in vocabulary}, tuple(forms)


def _source(path: Path) -> Source:
    source = parse(path.read_bytes(), f"{NAMED}/{path.relative_to(FOLDER).as_posix()}")
    if isinstance(source, list):
        raise TypeError(source[0].as_text())
    return replace(source, built_in=True)


def _in_words(value: Value) -> Value:
    if isinstance(value, dict):
        return {name: entry if name in _NOT_WORDS else _in_words(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [_in_words(entry) for entry in value]
    if isinstance(value, str) and _HAS_LETTERS.search(value):
        return str(gettext(as_message(value)))
    return value
