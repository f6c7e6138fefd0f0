"""Our standards in; a folder of as many made-up ones as asked for out, each of a real one's size and shape.

Every made-up standard is one of the real files, line for line, in which words have given way to others of their length.
Which ones depends on the standard's number alone: the same folder comes out every time, sentences differ from standard
to standard as those of real ones do, and two sentences of one standard never become the same.
"""

import re
import shutil
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from competence_standards.model.part import EVERY_KIND
from tests.conftest import REAL

ROOT = Path(__file__).parents[2]

_WORD = re.compile(r"(?<![\w-])[A-Za-z][a-z]{3,}(?![\w:-])")
# An erratum's words must be found in its text, so they stay; and some fields hold no words of a standard.
_ERRATUM = re.compile(r"^ *(?:- )?(?:from|to): (.*)$", re.MULTILINE)
_KEPT = re.compile(
    r"^#|^ *(?:- )?(?:from|to|kind|status|title_origin|source_text|read_at|approved|date|version"
    r"|underpins|supports|themes): "
)
# Of a whole standard: a made-up one is not replaced by a real one.
_SUCCESSORS = re.compile(r"^  replaced_by:.*\n(?:    - .*\n)*", re.MULTILINE)
# Two standards have different references.
_REFERENCE = re.compile(r"^(  reference: .*)$")
# One form a line, or all of them in brackets.
_FORM = re.compile(r"^      - (.*)$|^    match: \[(.*)\]$", re.MULTILINE)


def write_suite(size: int, into: Path) -> None:
    """Write a suite of ``size`` made-up standards, ``s0001`` and so on, into a new folder."""
    suite = (REAL / "suite.yml").read_text(encoding="utf-8")
    head, order = suite.split("standards:\n")
    texts = [(REAL / f"{name}.yml").read_text(encoding="utf-8") for name in re.findall(r"- (\S+)", order)]
    glossary = (REAL / "vocabulary/glossary.yml").read_text(encoding="utf-8")
    classes = _word_classes("".join(texts), " ".join(one or several for one, several in _FORM.findall(glossary)))
    names = [f"s{number:04}" for number in range(1, size + 1)]
    (into / "vocabulary").mkdir(parents=True)
    for number, name in enumerate(names):
        lines = _SUCCESSORS.sub("", texts[number % len(texts)]).splitlines()
        others = _others(classes, number)
        made_up = [_reworded(line, others) for line in lines]
        made_up[1] = f"id: {name}"
        made_up = [_REFERENCE.sub(rf"\1-{number}", line) for line in made_up]
        (into / f"{name}.yml").write_text("\n".join([*made_up, ""]), encoding="utf-8")
    for name in ("themes", "glossary"):
        shutil.copy(REAL / "vocabulary" / f"{name}.yml", into / "vocabulary")
    (into / "vocabulary/correspondences.yml").write_text(
        _groups(names, re.findall(r"- (\S+)", order)), encoding="utf-8"
    )
    entries = "".join(f"  - {name}\n" for name in names)
    # A form for each of a thousand standards would be most of what is measured.
    (into / "suite.yml").write_text(f"{head}leave_out: [forms]\nstandards:\n{entries}", encoding="utf-8")


def _groups(names: list[str], real: list[str]) -> str:
    """The real groups, once for each set of standards that take the places of the real ones."""
    head, *groups = (REAL / "vocabulary/correspondences.yml").read_text(encoding="utf-8").split("  - id: ")
    # Words of one standard are no longer those of another, so that none of them are identical.
    plain = [group.replace("kind: identical", "kind: related") for group in groups]
    written = [head]
    for start in range(0, len(names) - len(real) + 1, len(real)):
        others = dict(zip(real, names[start:], strict=False))
        for group in plain:
            for name, other in others.items():
                group = group.replace(f"{name}/", f"{other}/")  # noqa: PLW2901 - one name after the other
            written.append(f"  - id: {names[start]}-{group}")
    return "".join(written)


def _word_classes(text: str, terms: str) -> list[list[str]]:
    """The words that may take each other's place, by length. Those of errata and of the glossary's terms stay."""
    errata = _ERRATUM.findall(text)
    staying = set(_WORD.findall(" ".join([*errata, terms.lower()])))
    words = {word.lower() for line in text.splitlines() if not _KEPT.match(line) for word in _WORD.findall(line)}
    free = sorted((word for word in words - staying if not any(wrong in word for wrong in errata)), key=len)
    return [sorted(group) for _, group in groupby(free, key=len)]


def _others(classes: list[list[str]], number: int) -> Mapping[str, str]:
    """What stands for each word in one standard: each list of words moves round by as many places as its number."""
    others: dict[str, str] = {}
    for words in classes:
        step = number % len(words)
        others |= zip(words, words[step:] + words[:step], strict=True)
    return others


def _reworded(line: str, others: Mapping[str, str]) -> str:
    if _KEPT.match(line):
        return line

    def other(found: re.Match[str]) -> str:
        word = found[0]
        replacement = others.get(word.lower(), word.lower())
        return replacement.capitalize() if word[0].isupper() else replacement

    return _WORD.sub(other, line)


_TWO_PARTS = {"performance_criteria": "P", "knowledge": "K"}
_EVERY_PART = {kind.field: kind.letter for kind in EVERY_KIND}


def write_parts(size: int, into: Path, *, every_part: bool) -> None:
    """Write a suite of ``size`` made-up standards with 54 items each: in every part there is, or in two parts.

    The words are the same in both, and every part is rated, so that only the number of parts differs.
    """
    parts = _EVERY_PART if every_part else _TWO_PARTS
    each = 54 // len(parts)
    names = [f"s{number:04}" for number in range(1, size + 1)]
    texts = "".join((REAL / f"{one}.yml").read_text("utf-8") for one in ("contact-centre", "plan-operations"))
    pool = sorted({word.lower() for word in _WORD.findall(texts)})
    into.mkdir(parents=True)
    for standard, name in enumerate(names, start=1):
        lines = [f"id: {name}", f"title: Standard {name}"]
        for at, (field, letter) in enumerate(parts.items()):
            lines.append(f"{field}:")
            for number in range(1, each + 1):
                words = _sentence(pool, standard, at * each + number)
                lines += [f"  - id: {letter}{number}", f"    text: {words}"]
                served = [f"{part}{number}" for part in "DP" if part in parts.values()] if letter == "K" else []
                lines += [f"    underpins: [{', '.join(served)}]"] if served else []
        lines += ["history:", '  - version: "1.0"', "    date: 2026-11-22", "    summary: First publication here.", ""]
        (into / f"{name}.yml").write_text("\n".join(lines), encoding="utf-8")
    head = ["title: Made up", "summary: Made up.", "words: Made up.", "leave_out: [forms]", "parts:"]
    listed = [line for field in parts for line in (f"  - part: {field}", "    rated: yes")]
    entries = ["standards:", *(f"  - {name}" for name in names), ""]
    (into / "suite.yml").write_text("\n".join([*head, *listed, *entries]), encoding="utf-8")


def _sentence(pool: list[str], standard: int, item: int) -> str:
    """Return 14 words that are in another order in every item of every standard."""
    return " ".join(pool[(standard * 7919 + item * 1047 + at * (37 * standard + item)) % len(pool)] for at in range(14))
