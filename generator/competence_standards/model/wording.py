"""A text of a standard, as the source has it and with its corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from competence_standards.read import Path


@dataclass(frozen=True)
class Erratum:
    """A mistake in the source text."""

    number: int
    """Its place among the errata of its standard, from 1."""
    wrong: str
    """The words of the source text."""
    right: str | None
    """The corrected words, or None if there is no one obvious reading."""
    kind: Literal["spelling", "grammar", "unclear"]
    applied: bool
    """Whether the corrected words are published. If not, the words of the source text are, with a note."""
    note: str
    about: str
    """The text that has the mistake: ``P28``, or ``Overview, paragraph 1``."""
    anchor: str
    """The anchor of the item or of the overview, without ``#``."""
    place: Path = ()
    """Where it is in the file of the standard."""


@dataclass(frozen=True)
class Piece:
    """A run of published words, with the erratum that is about them, if there is one."""

    text: str
    erratum: Erratum | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as the source has it, with its errata."""

    source: str
    errata: tuple[Erratum, ...] = ()
    place: Path = ()
    """Where the field ``text`` is in the file of the standard."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The published words in order, cut where an erratum begins and ends.

        This is the only place that applies corrections. Each is applied where the source text has its words, so that
        no correction changes the words of another one. Errata that do not fit are passed over: the check reports them.
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
