"""An evidence form, and the forms of a suite with the words that are put into them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from string import Template
from typing import TYPE_CHECKING, Literal

from competence_standards.forms.places import Place
from competence_standards.translation import gettext
from competence_standards.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from competence_standards.forms.blocks import AnyBlock, Per
    from competence_standards.forms.logo import FormLogo
    from competence_standards.model import Suite

Group = Literal["plan", "record-evidence", "decide-and-check", "more-room"]
"""The use of a form. Forms are listed in the order of their uses."""


@dataclass(frozen=True)
class Form:
    """One evidence form. The texts have the names of roles, such as ``$assessor``, until the form is filled."""

    id: str
    code: str
    title: str
    purpose: str
    group: Group
    per: Per
    by: str
    """The role that fills it in, or in a filled form a few words."""
    orientation: Literal["portrait", "landscape"]
    number: str
    """The label of the number by which people find a copy again."""
    workbook: bool
    """Whether it is also an Excel workbook."""
    at_start: bool
    """Whether a new candidate needs it on the first day."""
    blocks: tuple[AnyBlock, ...]
    file: str
    """The source, as a path from the top of the project."""
    built_in: bool
    """Whether the program brings the source, so that an author cannot edit it."""


@dataclass(frozen=True)
class Subject:
    """The standard that a form is about."""

    id: str
    title: str
    version: str
    reference: str | None
    """Its official reference, if that is known: ``INSCC003``."""

    @property
    def name(self) -> str:
        """The title with the official reference, or else with the id, and the version.

        The version is that of this publication, so its words say so: forms of others ask for the official one.
        """
        title = f"{self.reference} {self.title}" if self.reference else f"{self.title} ({self.id})"
        return gettext("{title}, version {version} on this site", title=title, version=self.version)


@dataclass(frozen=True)
class Limit:
    """What a form says if it has only some of its items."""

    words: str
    """What every page says: ``Part of the form: P1 to P9 and K3, of 53 items``."""
    file: str
    """What its files are called besides the name of the form: ``P1-P9_K3``."""


@dataclass(frozen=True)
class Font:
    """A font that the suite brings for its PDF files."""

    path: Path = field(repr=False)
    digest: str
    """A digest of the file, so that documents are made again when it changes."""


@dataclass(frozen=True)
class FilledForm(Form):
    """A form with everything but what people write on it."""

    suite: str
    """The title of the suite."""
    lang: str
    """The tag of the language: ``en-GB``."""
    date: str
    """The date of the standard's version, or of the newest one in the suite: ``2026-11-22``. Files have this date."""
    subject: Subject | None
    """None for a form that is the same for every standard."""
    candidate: str
    """What the candidate is called: the label of the name on every page."""
    registration: str
    """The label of the candidate's registration number on every page."""
    note: str
    """What is at the foot of every page. Empty if the suite has no such note."""
    rights: str
    """What is said about the rights in the wording, at the foot of every page."""
    wording_owner: str
    """The same in full, for the properties of the file."""
    limit: Limit | None = None
    """None for a whole form."""
    fonts: tuple[Font, ...] = ()
    """What its PDF needs besides the fonts of the program."""
    logo: FormLogo | None = None
    """What is before the title of the suite, at the foot of every page."""

    @property
    def about(self) -> str:
        """What every page says: the standard or the suite, and which part of the form this is if it is limited."""
        about = self.subject.name if self.subject else self.suite
        return f"{about}. {self.limit.words}" if self.limit else about

    @property
    def name(self) -> str:
        """The form's code and title."""
        return f"{self.code} {self.title}"

    @property
    def candidate_place(self) -> Place:
        """Where the candidate's name is written, which each page has."""
        return Place("head.candidate", self.candidate, "line", header="candidate")

    @property
    def registration_place(self) -> Place:
        """Where the candidate's registration number is written, which each page has."""
        return Place("head.registration", self.registration, "line", header="registration")

    @property
    def number_place(self) -> Place:
        """Where the number of this copy is written, which each page has."""
        return Place("head.number", self.number, "line")

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the items that it lists, in order. A form without a standard cannot be limited: it has none."""
        return tuple(dict.fromkeys(item for block in self.blocks for item in block.items)) if self.subject else ()

    @property
    def is_evidence(self) -> bool:
        """Whether a copy is a piece of evidence, and not a list of evidence: its number is that of a piece."""
        return self.group == "record-evidence" and self.number == gettext("Evidence no.")

    @property
    def date_of_activity(self) -> Place | None:
        """Where the date of what the form is about is written: the first date among its fields, if it has one."""
        dates = (place for place in self.places if place.kind == "date")
        # A date in a table has a row, and the date of a signature has a person.
        return next((place for place in dates if not place.row and not place.header), None)

    @property
    def places(self) -> Iterator[Place]:
        """Every place to write on the form, in order. No two have the same name."""
        yield self.candidate_place
        yield self.registration_place
        yield self.number_place
        for block in self.blocks:
            yield from block.places


@dataclass(frozen=True)
class Rule:
    """One thing that evidence must be."""

    letter: str
    name: str
    question: str


@dataclass(frozen=True)
class RoleNames:
    """What roles and decisions are called in one country, and the rules of evidence there."""

    id: str
    name: str
    terms: Mapping[str, str]
    """By the name that forms use: ``candidate``, ``not_met``."""
    rules: tuple[Rule, ...]

    def put(self, text: str) -> str:
        """Return a text with the words in their places. ``$Assessor`` has a capital letter, and ``$assessor`` none."""
        return Template(text).substitute(self._capitals)

    @cached_property
    def _capitals(self) -> Mapping[str, str]:
        return {**self.terms, **{capital(name): capital(term) for name, term in self.terms.items()}}


@dataclass(frozen=True)
class Forms:
    """The forms of a suite."""

    suite: Suite
    forms: tuple[Form, ...]
    """In the order of their codes."""
    role_names: tuple[RoleNames, ...]
    """The words of each country. The first are used unless others are named."""
    fonts: tuple[Font, ...] = ()
    """The fonts that the suite brings."""
    logo: FormLogo | None = None
    """The logo of the suite, if documents are made."""

    @cached_property
    def for_standards(self) -> tuple[Form, ...]:
        """The forms that there are for each standard."""
        return tuple(form for form in self.forms if form.per == "standard")

    @cached_property
    def for_candidates(self) -> tuple[Form, ...]:
        """The forms that there are for each candidate."""
        return tuple(form for form in self.forms if form.per == "candidate")


def place(code: str) -> tuple[str, int]:
    """Return what forms are sorted by: T9 comes before T10, and a code without a number is last."""
    letters = code.rstrip("0123456789")
    return letters[:1] + ("~" if letters == code else letters[1:]), int(code[len(letters) :] or 0)
