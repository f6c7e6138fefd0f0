"""The rating scale and the assessment methods in; a problem out for each entry that would give answers two meanings."""

from collections.abc import Iterator

from generator.check.entries import entries_of, given_twice
from generator.problem import Problem
from generator.read import Folder, Source

SCALE = "rating-scale"
METHODS = "assessment-methods"


def self_assessment_problems(folder: Folder) -> Iterator[Problem]:
    """Every mistake in the scale and in the methods that runs across their entries."""
    if source := folder.vocabulary.get(SCALE):
        for field in ("id", "code"):
            yield from given_twice(source, entries_of(folder, SCALE), field)
        yield from _code_of_not_now(source, folder)
        yield from _one_sided(source, folder)
    if source := folder.vocabulary.get(METHODS):
        for field in ("id", "code", "name"):
            yield from given_twice(source, entries_of(folder, METHODS), field)


def _code_of_not_now(source: Source, folder: Folder) -> Iterator[Problem]:
    top = source.value if isinstance(source.value, dict) else {}
    not_now = top.get("not_now")
    code = not_now.get("code") if isinstance(not_now, dict) else None
    for path, level in entries_of(folder, SCALE):
        if isinstance(code, str) and level.get("code") == code:
            message = f"{code} is the code of a level too, on line {source.line((*path, 'code'))}."
            yield source.problem(("not_now", "code"), message, "Choose another letter.")


def _one_sided(source: Source, folder: Folder) -> Iterator[Problem]:
    found = [level.get("counts_as") for _, level in entries_of(folder, SCALE)]
    for wanted, other in (("ready", "practise"), ("practise", "ready")):
        if len(found) > 1 and set(found) == {other}:
            hint = f"Let at least one level count as {wanted}."
            yield source.problem((SCALE,), f"Every level counts as {other}.", hint, at_key=True)
