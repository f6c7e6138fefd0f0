"""An edit changes the lines that it must. The rest of the file stays as it is, or the edit is refused."""

from collections.abc import Callable

import pytest
import yaml

from competence_standards.authoring.edit import (
    CannotEdit,
    field_lines,
    with_entry,
    with_field,
    with_text,
    without,
)
from competence_standards.read import Source, parse

SUITE = """\
# A comment at the top.

title: Table standards
words: 'The words are made up.'

# The order.
standards:
  # The first.
  - lay-table

  - clear-table
  # After the list.
logo: a.png
"""


def source(text: str) -> Source:
    found = parse(text.encode(), "file.yml")
    assert isinstance(found, Source), found
    return found


EDITS: dict[str, tuple[str, Callable[[Source], Source], str]] = {
    "entry at the end": (
        "a:\n  - one\n  - two\n# c\nb: x\n",
        lambda file: with_entry(file, ("a",), "three", 2),
        "a:\n  - one\n  - two\n  - three\n# c\nb: x\n",
    ),
    "entry at the start, below the comments of the list": (
        "a:\n  # one is first\n  - one\n",
        lambda file: with_entry(file, ("a",), "zero", 0),
        "a:\n  - zero\n  # one is first\n  - one\n",
    ),
    "entry in a list without indent, at the end of a file without line feed": (
        "a:\n- one",
        lambda file: with_entry(file, ("a",), "two", 1),
        "a:\n- one\n- two\n",
    ),
    "entry in brackets": (
        "a: [one, two]  \nb: x\n",
        lambda file: with_entry(file, ("a",), "three: 3", 2),
        'a: [one, two, "three: 3"]  \nb: x\n',
    ),
    "entry at the start of brackets": (
        "a: [one]\n",
        lambda file: with_entry(file, ("a",), "zero", 0),
        "a: [zero, one]\n",
    ),
    "entry with fields": (
        'history:\n  - version: "1.0"\n    summary: Made.\n',
        lambda file: with_entry(file, ("history",), {"version": "1.1", "date": "2026-11-22"}, 0),
        'history:\n  - version: "1.1"\n    date: 2026-11-22\n  - version: "1.0"\n    summary: Made.\n',
    ),
    "field before another, with its empty line": (
        "a: x\n\n# of b\nb: y\n",
        lambda file: with_field(file, "c", {"d": "z", "e": ["one", "two"]}, before="b"),
        "a: x\n\nc:\n  d: z\n  e: [one, two]\n\n# of b\nb: y\n",
    ),
    "field below the line of the schema": (
        "# schema\nb: y\n",
        lambda file: with_field(file, "a", "x", before="b"),
        "# schema\na: x\nb: y\n",
    ),
    "another text": (
        "a: 'x y'  \nb: [one, two]\n",
        lambda file: with_text(file, ("b", 1), "2"),
        "a: 'x y'  \nb: [one, \"2\"]\n",
    ),
    "without an entry": (
        "a:\n  - one\n  - two\n  - three\n",
        lambda file: without(file, ("a", 1)),
        "a:\n  - one\n  - three\n",
    ),
    "without an entry between empty lines": (
        "a:\n  - id: x\n    b: >-\n      long\n\n      text\n\n  - id: y\n\n  - id: z\n",
        lambda file: without(file, ("a", 0)),
        "a:\n  - id: y\n\n  - id: z\n",
    ),
    "without the last entry, after an empty line": (
        "a:\n  - id: x\n\n  - id: y\n    c: d\n",
        lambda file: without(file, ("a", 1)),
        "a:\n  - id: x\n",
    ),
    "without an entry in brackets": (
        "a: [one, two, three]\n",
        lambda file: without(without(file, ("a", 2)), ("a", 0)),
        "a: [two]\n",
    ),
    "without a field that has a list without indent": (
        "a:\n- one\n- two\nb: x\n",
        lambda file: without(file, ("a",)),
        "b: x\n",
    ),
    "without a field of an entry": (
        "a:\n  - id: x\n    b: [one]\n    c: y\n",
        lambda file: without(file, ("a", 0, "b")),
        "a:\n  - id: x\n    c: y\n",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_changes_only_its_lines(name: str) -> None:
    before, edit, after = EDITS[name]
    assert edit(source(before)).text == after


def test_comments_and_quotation_marks_stay() -> None:
    edited = with_entry(source(SUITE), ("standards",), "set-table", 2)
    assert edited.text == SUITE.replace("  - clear-table\n", "  - clear-table\n  - set-table\n")
    assert without(edited, ("standards", 2)).text == SUITE


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("a: {b: x, c: y}\n", lambda file: without(file, ("a", "b"))),
        ("a:\n  -\n    b: x\n  - c: y\n", lambda file: without(file, ("a", 0))),
        ("a:\n  - id: x\n# not indented\n    b: y\n  - id: z\n", lambda file: without(file, ("a", 0))),
        ("a:\n  - id: x\n    b: y\n", lambda file: without(file, ("a", 0, "id"))),
        ("a:\n  - one\n", lambda file: without(file, ("a", 0))),
        ("{a: x, b: y}\n", lambda file: with_field(file, "c", "z", before="b")),
    ],
)
def test_an_unusual_layout_is_refused_with_its_place(text: str, edit: Callable[[Source], Source]) -> None:
    with pytest.raises(CannotEdit, match=r"^file\.yml:\d+:\d+: .*cannot edit it"):
        edit(source(text))


@pytest.mark.parametrize(
    "words",
    [
        *("plain words", "Ünïcode, too", "two words; and (more) than that?", "it's"),
        *(
            "yes",
            "No",
            "null",
            "~",
            "1.0",
            "007",
            "2026-11-22",
            "- x",
            "a: b",
            "a #b",
            "a:",
            "#",
            "'quoted'",
            '"quoted"',
        ),
        *("[x]", "{x}", "x, y", "a\\b", "* x", "&x", "!x", "%x", "@x", "`x`", "| x", "> x", "? x", "=", "<<"),
        "word " * 40 + "end",
        "http://example.org/" + "x" * 150,
        "a  b " * 40 + "c",
    ],
)
def test_any_text_is_written_so_that_it_is_read_again(words: str) -> None:
    for text in ("".join(field_lines("a", words, 0)), "".join(field_lines("a", [words, words], 2))):
        value = source(text).value
        assert value in ({"a": words}, {"a": [words, words]})
    # In another reader of YAML too, which knows numbers and truth values.
    if words != "2026-11-22":
        assert yaml.safe_load("".join(field_lines("a", words, 0))) == {"a": words}
