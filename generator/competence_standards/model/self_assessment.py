"""The rating scale and the assessment methods, with the words that learners read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from competence_standards.model.part import PartKind
    from competence_standards.read import Path


@dataclass(frozen=True)
class Answer:
    """A choice, in the words that learners read."""

    label: str
    meaning: str


@dataclass(frozen=True)
class Level:
    """A level of the rating scale. Its id never changes, because saved answers use it."""

    id: str
    code: str
    """One capital letter."""
    criterion: Answer
    """Its words for what a learner can do, such as performance criteria."""
    knowledge: Answer
    """Its words for what a learner knows, such as knowledge items."""
    ready: bool
    """Whether an item with this rating is ready for assessment."""
    place: Path = ()
    """Its place in its file."""

    def answer(self, kind: PartKind) -> Answer:
        """Return its words for items of a part."""
        match kind.words:
            case "criterion":
                return self.criterion
            case "knowledge":
                return self.knowledge


@dataclass(frozen=True)
class NotNow:
    """The answer that the item is not part of the learner's job. Such items are listed but not counted."""

    code: str
    label: str
    meaning: str
    reason: str
    """The question that asks for the reason."""


@dataclass(frozen=True)
class Evidence:
    """The answers to the question whether there is evidence for an item."""

    none: Answer
    some: Answer
    have: Answer


@dataclass(frozen=True)
class RatingScale:
    """The levels, from the lowest to the highest, and the other answers."""

    levels: tuple[Level, ...]
    not_now: NotNow
    evidence: Evidence


@dataclass(frozen=True)
class AssessmentMethod:
    """A method of assessment, such as observation."""

    id: str
    code: str
    """One to four capital letters, its abbreviation on forms."""
    name: str
    description: str
    place: Path = ()
    """Its place in its file."""
