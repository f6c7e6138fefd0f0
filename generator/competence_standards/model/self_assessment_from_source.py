"""Build the rating scale and the assessment methods from their files.

As for standards, values that the schema refused count as missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from competence_standards.model import values
from competence_standards.model.self_assessment import Answer, AssessmentMethod, Evidence, Level, NotNow, RatingScale
from competence_standards.read import METHODS, SCALE

if TYPE_CHECKING:
    from competence_standards.model.values import Fields
    from competence_standards.read import Source


def rating_scale(source: Source) -> RatingScale:
    """Build the rating scale from its file."""
    top = values.top(source)
    not_now, evidence = values.group(top, "not_now") or {}, values.group(top, "evidence") or {}
    return RatingScale(
        levels=tuple(
            Level(
                id=values.text(entry, "id"),
                code=values.text(entry, "code"),
                criterion=_answer(entry, "criterion"),
                knowledge=_answer(entry, "knowledge"),
                ready=values.text(entry, "counts_as") == "ready",
                place=(SCALE, position),
            )
            for position, entry in values.placed(top, SCALE)
        ),
        not_now=NotNow(*(values.text(not_now, field) for field in ("code", "label", "meaning", "reason"))),
        evidence=Evidence(*(_answer(evidence, state) for state in ("none", "some", "have"))),
    )


def assessment_methods(source: Source | None) -> tuple[AssessmentMethod, ...]:
    """Build the assessment methods, in the order of their file."""
    return tuple(
        AssessmentMethod(
            id=values.text(entry, "id"),
            code=values.text(entry, "code"),
            name=values.text(entry, "name"),
            description=values.text(entry, "description"),
            place=(METHODS, position),
        )
        for position, entry in values.placed(values.top(source), METHODS)
    )


def _answer(within: Fields, name: str) -> Answer:
    words = values.group(within, name) or {}
    return Answer(values.text(words, "label"), values.text(words, "meaning"))
