"""The rating scale and the assessment methods in; a problem out for each entry that would give answers two meanings."""

from collections.abc import Iterator

from competence_standards.check.entries import entries_of, given_twice
from competence_standards.problem import Problem, shown
from competence_standards.read import Folder, Path, Source, Value, mappings
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
    yield from _codes_with_two_meanings(folder)


def _code_of_not_now(source: Source, folder: Folder) -> Iterator[Problem]:
    top = source.value if isinstance(source.value, dict) else {}
    not_now = top.get("not_now")
    code = not_now.get("code") if isinstance(not_now, dict) else None
    for path, level in entries_of(folder, SCALE):
        if isinstance(code, str) and level.get("code") == code:
            line = source.line((*path, "code"))
            message = _("{code} is already the code of a level, on line {line}.", code=code, line=line)
            yield source.problem(("not_now", "code"), message, _("Use a different letter."))


def _codes_with_two_meanings(folder: Folder) -> Iterator[Problem]:
    """Yield a note for each code that another vocabulary uses too. Forms print codes without their names."""
    first: dict[str, tuple[str, str]] = {}
    for vocabulary, path, entry, field in _codes(folder):
        code = entry.get(field)
        name = entry.get("name") or entry.get("id")
        if not isinstance(code, str) or not isinstance(name, str):
            continue
        other, meaning = first.setdefault(code, (vocabulary, name))
        if other != vocabulary:
            message = _(
                "{code} is also the code of {name} in {file}.", code=code, name=shown(meaning), file=f"{other}.yml"
            )
            hint = _("Use a different code for one of them, so that it has one meaning on every form.")
            yield folder.vocabulary[vocabulary].note((*path, field), message, hint)


def _codes(folder: Folder) -> Iterator[tuple[str, Path, dict[str, Value], str]]:
    for path, method in entries_of(folder, METHODS):
        yield METHODS, path, method, "code"
    for path, level in entries_of(folder, SCALE):
        yield SCALE, path, level, "code"
    for path, words in entries_of(folder, DECISION_WORDS)[:1]:
        for position, rule in mappings(words.get("rules")):
            yield DECISION_WORDS, (*path, "rules", position), rule, "letter"


def _one_sided(source: Source, folder: Folder) -> Iterator[Problem]:
    found = [level.get("counts_as") for _, level in entries_of(folder, SCALE)]
    for wanted, other in (("ready", "practise"), ("practise", "ready")):
        if len(found) > 1 and set(found) == {other}:
            message = _("Every level counts as {kind}.", kind=other)
            hint = _("Set counts_as to {kind} for at least one level.", kind=wanted)
            yield source.problem((SCALE,), message, hint, at_key=True)
