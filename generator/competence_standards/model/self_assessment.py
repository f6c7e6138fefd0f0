"""What learners rate themselves by, and the ways of showing that an item is met, in the words that they read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from competence_standards.model.part import PartKind
    from competence_standards.read import Path


@dataclass(frozen=True)
class Answer:
    """A choice as a learner reads it."""

    label: str
    meaning: str


@dataclass(frozen=True)
class Level:
    """One level of the rating scale. Its id never changes, because saved answers use it."""

    id: str
    code: str
    """One capital letter."""
    criterion: Answer
    """Its words where a performance criterion is rated."""
    knowledge: Answer
    """Its words where a knowledge item is rated."""
    ready: bool
    """Whether an item rated so is ready to be assessed."""
    place: Path = ()
    """Where it is in its file."""

    def answer(self, kind: PartKind) -> Answer:
        """Return its words where an item of a part is rated."""
        match kind.id:
            case "criterion":
                return self.criterion
            case "knowledge":
                return self.knowledge


@dataclass(frozen=True)
class NotNow:
    """The answer that is no level: the item is no part of the learner's job. It is listed, and not counted."""

    code: str
    label: str
    meaning: str
    reason: str
    """The question by which its reason is asked for."""


@dataclass(frozen=True)
class Evidence:
    """The answers to whether there is something to show for an item."""

    none: Answer
    some: Answer
    have: Answer


@dataclass(frozen=True)
class RatingScale:
    """The levels, from the lowest to the highest, and the answers beside them."""

    levels: tuple[Level, ...]
    not_now: NotNow
    evidence: Evidence


@dataclass(frozen=True)
class AssessmentMethod:
    """A way of showing that an item is met."""

    id: str
    code: str
    """One to four capital letters, which stand for it on forms."""
    name: str
    description: str
    place: Path = ()
    """Where it is in its file."""
