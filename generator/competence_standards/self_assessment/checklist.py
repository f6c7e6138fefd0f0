"""Make the checklist of a standard, on which learners rate themselves on screen or on paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from competence_standards import model, routes
from competence_standards.model import Answer, Item, RatingScale, Standard, Suite
from competence_standards.model.part import Words, answering, stem
from competence_standards.render.page import Entry, Page
from competence_standards.render.standard_nav import standard_nav
from competence_standards.self_assessment.data import of_checklist
from competence_standards.translation import gettext

STYLES = ("self-assessment.css",)
SCRIPT = "self_assessment/scripts/pages/checklist.js"
NOT_NOW = "not-now"
"""The rating of an item that is not part of the learner's job. No level has this id."""
LONG = 200
"""From this number of items on, a browser does not lay out items out of sight. Shorter checklists would gain nothing,
and a wrong guess of their height moves them while a learner scrolls."""

Choice = tuple[str, str]
"""The value of a choice, and its label."""


@dataclass(frozen=True)
class Part:
    """The items of one part, with the answers to choose from."""

    title: str
    anchor: str
    stem: str
    own: tuple[Choice, ...]
    assessor: tuple[Choice, ...]
    evidence: tuple[Choice, ...]
    reason: str
    sections: tuple[tuple[str | None, str, tuple[Item, ...]], ...]
    """Each sub-heading, its anchor, and the items under it that are in force."""


def page(standard: Standard, suite: Suite, scale: RatingScale) -> Page:
    """The checklist of one standard."""
    address = routes.checklist(standard.id)
    title = gettext("Rate yourself: {standard}", standard=standard.title)
    description = gettext(
        "Rate yourself against each item of {standard}, on screen or on paper.", standard=standard.title
    )
    rated = tuple(_parts(standard, scale))
    return Page(
        address=address,
        title=title,
        description=description,
        template="checklist.html",
        context={
            "standard": standard,
            "nav": standard_nav(standard, suite),
            "parts": rated,
            "data": of_checklist(standard, suite, scale),
            "long": sum(len(items) for part in rated for *_, items in part.sections) >= LONG,
            "criterion_levels": _meanings("criterion", standard, scale),
            "knowledge_levels": _meanings("knowledge", standard, scale),
            "evidence": (scale.evidence.none, scale.evidence.some, scale.evidence.have),
        },
        section=routes.STANDARDS,
        entries=(Entry(address, title, " ".join([description, gettext("Self-assessment, skills scan.")])),),
        source=standard.file,
        styles=STYLES,
        running_head=routes.running_head(standard.id),
        data=routes.items_data(standard.id),
        script=SCRIPT,
    )


def _meanings(words: Words, standard: Standard, scale: RatingScale) -> tuple[Answer, ...]:
    """Return each level in the words for doing or for knowing, or nothing if no part answers with these words."""
    kind = next(iter(answering(words, [part.kind for part in standard.parts])), None)
    if kind is None:
        return ()
    not_now = Answer(scale.not_now.label, scale.not_now.meaning)
    return (*(level.answer(kind) for level in scale.levels), not_now)


def _parts(standard: Standard, scale: RatingScale) -> Iterator[Part]:
    for part in standard.rated:
        levels = tuple((level.id, level.answer(part.kind).label) for level in scale.levels)
        evidence = {"none": scale.evidence.none, "some": scale.evidence.some, "have": scale.evidence.have}
        yield Part(
            title=part.title,
            anchor=part.anchor,
            stem=stem(part.kind),
            own=(*levels, (NOT_NOW, scale.not_now.label)),
            assessor=levels,
            evidence=tuple((name, answer.label) for name, answer in evidence.items()),
            reason=scale.not_now.reason,
            sections=tuple(_sections(part)),
        )


def _sections(part: model.Part) -> Iterator[tuple[str | None, str, tuple[Item, ...]]]:
    for position, section in enumerate(part.sections, start=1):
        if section.in_force:
            yield section.title, routes.section_anchor(part.anchor, position), section.in_force
