"""Split a text where a glossary term or an erratum begins and ends.

Terms are whole words. The longest are found first, each once in a text, and never across the edge of an erratum.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from competence_standards.words import WholeWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from competence_standards.model import Erratum, Term, Wording


@dataclass(frozen=True)
class Segment:
    """A run of published words, with its term if it is one."""

    text: str
    term: Term | None = None


@dataclass(frozen=True)
class Run:
    """Segments that belong together: those under one erratum, or those between two."""

    segments: tuple[Segment, ...]
    erratum: Erratum | None = None


@dataclass(frozen=True)
class Marks:
    """Finds the glossary's terms in texts."""

    terms: tuple[Term, ...]

    def __call__(self, wording: Wording) -> tuple[Run, ...]:
        """Return the published words of a text, split where an erratum or a term begins and ends."""
        return self._runs(wording, set())

    def of(self, texts: Iterable[Wording]) -> list[tuple[Run, ...]]:
        """Return the words of texts that belong together, in which a term is found once."""
        seen: set[str] = set()
        return [self._runs(text, seen) for text in texts]

    def _runs(self, wording: Wording, seen: set[str]) -> tuple[Run, ...]:
        # Search the whole text, because part of a word at the edge of an erratum is not a word.
        found = list(self._forms.places(wording.published))
        runs, start = [], 0
        for piece in wording.pieces:
            end = start + len(piece.text)
            own = [(one - start, other - start) for one, other in found if start <= one and other <= end]
            runs.append(Run(tuple(self._segments(piece.text, own, seen)), piece.erratum))
            start = end
        return tuple(runs)

    def found(self, text: str) -> set[str]:
        """Return the terms that a text uses."""
        return {self._by_form[form.casefold()].term for form in self._forms.found(text)}

    def _segments(self, text: str, places: list[tuple[int, int]], seen: set[str]) -> Iterator[Segment]:
        start = 0
        for one, other in places:
            term = self._by_form[text[one:other].casefold()]
            if term.term in seen:
                continue
            seen.add(term.term)
            if one > start:
                yield Segment(text[start:one])
            yield Segment(text[one:other], term)
            start = other
        if start < len(text):
            yield Segment(text[start:])

    @cached_property
    def _by_form(self) -> dict[str, Term]:
        return {form.casefold(): term for term in self.terms for form in term.match}

    @cached_property
    def _forms(self) -> WholeWords:
        return WholeWords(form for term in self.terms for form in term.match)
