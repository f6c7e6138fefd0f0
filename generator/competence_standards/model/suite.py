"""The suite: its standards and their shared data, with links in both directions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from competence_standards.model.part import USUAL
from competence_standards.model.vocabulary import relation_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from competence_standards.model.item import Item, Reference
    from competence_standards.model.part import Kinds
    from competence_standards.model.self_assessment import AssessmentMethod, RatingScale
    from competence_standards.model.standard import Standard
    from competence_standards.model.vocabulary import Correspondence, Relation, Term, Theme


class Likeness(NamedTuple):
    """Items of other standards that are in one group with an item."""

    relation: Relation
    """Their relation to the item."""
    group: Correspondence
    items: tuple[Reference, ...]

    @property
    def label(self) -> str:
        """Their relation to the item, in words."""
        return relation_label(self.relation)


@dataclass(frozen=True)
class Operator:
    """The operator of the site."""

    name: str
    contact: str
    """An e-mail address, or the address of a web page, which starts with ``https://``."""
    host: str | None
    """Where the site is hosted and what is logged there, or None if unknown."""


@dataclass(frozen=True)
class Logo:
    """A picture in front of the site's name."""

    name: str
    """The file name."""
    width: int
    height: int
    picture: bytes = field(repr=False)


@dataclass(frozen=True)
class Look:
    """An organisation's colours, font and logo. Empty values use this project's defaults."""

    brand: str = ""
    """The colour of links and buttons in the light scheme: ``#0b5a5e``."""
    brand_dark: str = ""
    """The same in the dark scheme."""
    font: str = ""
    """Font names. The first that a device has is used: ``Georgia, serif``."""
    logo: Logo | None = None


@dataclass(frozen=True)
class Suite:
    """The standards that are published together, in their order."""

    title: str
    lang: str
    """The tag of the language: ``en-GB``."""
    summary: str
    wording_owner: str
    """Who owns the wording of the standards."""
    kind: str
    """The name of one of these standards: ``Apprenticeship standard``, or ""."""
    forms_note: str
    """The text on every page of every form, or ""."""
    operator: Operator | None
    """The operator of the site, or None if the suite does not name one."""
    look: Look
    parts: Kinds
    """The kinds of part that the standards have, in order."""
    standards: tuple[Standard, ...]
    themes: tuple[Theme, ...]
    glossary: tuple[Term, ...]
    """In alphabetical order."""
    correspondences: tuple[Correspondence, ...]
    like: Mapping[Reference, tuple[Correspondence, ...]]
    """The groups of each item, the closest kind first. Only items with groups are keys."""
    items: Mapping[Reference, Item]
    """Every item of every standard."""
    by_id: Mapping[str, Standard]
    forms_per: frozenset[Literal["standard", "candidate"]]
    """Whether there are forms for each standard, and forms for each candidate."""
    scale: RatingScale | None
    """The rating scale. None if the site does not have checklists."""
    methods: tuple[AssessmentMethod, ...]
    has_source_texts: bool
    """Whether the check compares the standards with their source texts."""
    help: frozenset[str]
    """The names of the help pages that the site has, of those that other pages link to: ``learners``."""

    @cached_property
    def has_usual_parts(self) -> bool:
        """Whether the parts are those of a suite that does not list its parts, under their usual titles."""
        return [(kind.id, kind.own_title) for kind in self.parts] == [(kind.id, "") for kind in USUAL]

    @cached_property
    def theme_names(self) -> Mapping[str, str]:
        """The name of each theme, by id."""
        return {theme.id: theme.name for theme in self.themes}

    @cached_property
    def by_reference(self) -> Mapping[str, Standard]:
        """The standards by their official references. If a withdrawn one has the same reference, the one in force."""
        found = sorted(self.standards, key=lambda standard: standard.withdrawn is None)
        return {standard.reference: standard for standard in found if standard.reference}

    @cached_property
    def changed(self) -> str:
        """The date of the newest version of any standard: ``2026-11-22``."""
        return max(standard.history[0].date for standard in self.standards)

    def likenesses(self, item: Item) -> list[Likeness]:
        """Return an item's similar items in other standards, one row for each group, the closest kind first."""
        own = item.reference
        rows: list[Likeness] = []
        for group in self.like.get(own, ()):
            found: dict[Relation, list[Reference]] = {}
            for other in group.items:
                relation = group.seen_from(own, other) if other.standard != own.standard else None
                if relation:
                    found.setdefault(relation, []).append(other)
            rows += [Likeness(relation, group, tuple(others)) for relation, others in found.items()]
        return rows

    def of_theme(self, theme: Theme) -> Iterator[tuple[Standard, tuple[Item, ...]]]:
        """Yield each standard that has items in force with a theme, and these items."""
        for standard in self.standards:
            if items := tuple(item for item in standard.in_force if theme.id in item.themes):
                yield standard, items
