"""A text of a standard: the source's words and the corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from competence_standards.read import Path


@dataclass(frozen=True)
class Erratum:
    """A mistake in the source text."""

    number: int
    """Its number among the standard's errata, from 1."""
    wrong: str
    """The words of the source text."""
    right: str | None
    """The corrected words, or None if there is not one obvious correction."""
    kind: Literal["spelling", "grammar", "unclear"]
    applied: bool
    """Whether the corrected words are published. Otherwise the source's words are published with a note."""
    note: str
    about: str
    """The text with the mistake: ``P28``, or ``Overview, paragraph 1``."""
    anchor: str
    """The anchor of the item or of the overview, without ``#``."""
    place: Path = ()
    """Its place in the standard's file."""


@dataclass(frozen=True)
class Piece:
    """A run of published words, with their erratum, if any."""

    text: str
    erratum: Erratum | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of the source, with its errata."""

    source: str
    errata: tuple[Erratum, ...] = ()
    place: Path = ()
    """The place of its entry, or of the point that it is, in the standard's file."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The published words in order, split at the start and end of each erratum.

        This is the only place that applies corrections. Each correction applies to its words in the source text, so
        that it cannot change the result of another. Errata that do not fit are skipped, because the check reports
        them.
        """
        pieces: list[Piece] = []
        end = 0
        for start, erratum in sorted(((self.source.find(one.wrong), one) for one in self.errata), key=_start):
            if start < end or not erratum.wrong:
                continue
            pieces.append(Piece(self.source[end:start]))
            pieces.append(Piece(erratum.right if erratum.applied and erratum.right else erratum.wrong, erratum))
            end = start + len(erratum.wrong)
        return tuple(piece for piece in [*pieces, Piece(self.source[end:])] if piece.text)

    @property
    def published(self) -> str:
        """The words that readers see."""
        return self.source if not self.errata else "".join(piece.text for piece in self.pieces)


def _start(found: tuple[int, Erratum]) -> int:
    return found[0]
