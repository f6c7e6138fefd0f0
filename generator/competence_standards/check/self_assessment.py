"""The rating scale and the assessment methods in; a problem out for each entry that would give answers two meanings."""

from collections.abc import Iterator

from competence_standards.check.entries import entries_of, given_twice
from competence_standards.problem import Problem
from competence_standards.read import Folder, Source
from competence_standards.translation import gettext as _

SCALE = "rating-scale"
METHODS = "assessment-methods"
DECISION_WORDS = "decision-words"


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
            line = source.line((*path, "code"))
            message = _("{code} is already the code of a level, on line {line}.", code=code, line=line)
            yield source.problem(("not_now", "code"), message, _("Use a different letter."))


def _one_sided(source: Source, folder: Folder) -> Iterator[Problem]:
    found = [level.get("counts_as") for _, level in entries_of(folder, SCALE)]
    for wanted, other in (("ready", "practise"), ("practise", "ready")):
        if len(found) > 1 and set(found) == {other}:
            message = _("Every level counts as {kind}.", kind=other)
            hint = _("Set counts_as to {kind} for at least one level.", kind=wanted)
            yield source.problem((SCALE,), message, hint, at_key=True)
