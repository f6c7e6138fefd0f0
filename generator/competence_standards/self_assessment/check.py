"""Find entries of the rating scale and the assessment methods that would give a saved answer two meanings."""

from collections.abc import Iterator, Mapping

from competence_standards.check.lists import given_twice
from competence_standards.check.schema import Examined, ExaminedFolder
from competence_standards.model import RatingScale, assessment_methods, rating_scale, values
from competence_standards.problem import Problem, shown
from competence_standards.read import METHODS, SCALE
from competence_standards.translation import gettext as _


def self_assessment_problems(examined: ExaminedFolder) -> Iterator[Problem]:
    """Yield every problem with the scale and the methods that their schemas cannot find."""
    if found := examined.vocabulary.get(SCALE):
        scale = rating_scale(found.accepted)
        yield from given_twice(found.source, [((*level.place, "id"), level.id) for level in scale.levels])
        yield from given_twice(found.source, [((*level.place, "code"), level.code) for level in scale.levels])
        yield from _code_of_not_now(found, scale)
        yield from _one_sided(found, scale)
    if found := examined.vocabulary.get(METHODS):
        methods = assessment_methods(found.accepted)
        yield from given_twice(found.source, [((*method.place, "id"), method.id) for method in methods])
        yield from given_twice(found.source, [((*method.place, "code"), method.code) for method in methods])
        yield from given_twice(found.source, [((*method.place, "name"), method.name) for method in methods])
        yield from _letters_of_methods(examined, {method.code: method.name for method in methods})


def _letters_of_methods(examined: ExaminedFolder, methods: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each letter of a part, in suite.yml, that is the code of a method on forms."""
    parts = values.placed(values.top(examined.suite.accepted), "parts") if examined.suite else ()
    for position, entry in parts:
        letter = values.text(entry, "letter")
        if examined.suite and letter in methods:
            message = _(
                "{letter} is the code of the method {name} on forms.", letter=letter, name=shown(methods[letter])
            )
            yield examined.suite.source.problem(("parts", position, "letter"), message, _("Use a different letter."))


def _code_of_not_now(examined: Examined, scale: RatingScale) -> Iterator[Problem]:
    for level in scale.levels:
        if level.code and level.code == scale.not_now.code:
            line = examined.source.line((*level.place, "code"))
            message = _("{code} is already the code of a level, on line {line}.", code=level.code, line=line)
            yield examined.source.problem(("not_now", "code"), message, _("Use a different letter."))


def _one_sided(examined: Examined, scale: RatingScale) -> Iterator[Problem]:
    kinds = {level.ready for level in scale.levels}
    # If the schema refused the level's counts_as, its meaning is unknown.
    if len(scale.levels) > 1 and len(kinds) == 1 and not examined.problems:
        kind, wanted = ("ready", "practise") if True in kinds else ("practise", "ready")
        message = _("Every level counts as {kind}.", kind=kind)
        hint = _("Set counts_as to {kind} for at least one level.", kind=wanted)
        yield examined.source.problem((SCALE,), message, hint, at_key=True)
