"""Fill a form with the items of a standard and the words of a country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from competence_standards.forms.form import FilledForm, Form, Forms, RoleNames, Subject
from competence_standards.forms.parts import OF_A_STANDARD
from competence_standards.forms.places import numbered
from competence_standards.model.part import answering
from competence_standards.render.making import making
from competence_standards.translation import gettext, in_language
from competence_standards.words import slug

if TYPE_CHECKING:
    from typing import TypeAlias

    from competence_standards.forms.blocks import AnyBlock
    from competence_standards.forms.form import Rule
    from competence_standards.forms.parts import Each
    from competence_standards.model import Item, Standard

    Printed: TypeAlias = dict[str, str]
    """What is printed in a row, by what a column holds. Its ``row`` is what no other row of the table has."""
    Entry: TypeAlias = tuple[str, str, str]
    """A code with its name and its meaning."""

COUNTS_FOR_MORE = ("identical", "equivalent", "covers")
"""What an item is to similar items that the same evidence may cover without more evidence."""
_LONGEST_RIGHTS = 100
"""The longest words about rights, in letters, that fit next to the title of the suite at the foot of a page."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=。)")
_MOST_STANDARDS = 20
_MOST_ITEMS = 500
"""Of all standards. They need about two pages."""


def rights_of(words: str) -> str:
    """Return the first sentences about the rights in the wording, as many as fit at the foot of a page."""
    ends = [*(found.start() for found in _SENTENCE_END.finditer(words)), len(words)]
    end = max((end for end in ends if end <= _LONGEST_RIGHTS), default=0)
    if end:
        return words[:end]
    start = words[: _LONGEST_RIGHTS - 1]
    return f"{start.rpartition(' ')[0] or start}…"


def filled_forms(forms: Forms, names: RoleNames | None = None) -> Iterator[FilledForm]:
    """Yield every form of a suite: those for each standard, standard by standard, then those for each candidate."""
    for standard in forms.suite.standards:
        yield from (fill(form, forms, standard, names) for form in forms.for_standards)
    yield from (fill(form, forms, None, names) for form in forms.for_candidates)


def fill(form: Form, forms: Forms, standard: Standard | None, names: RoleNames | None = None) -> FilledForm:
    """Return a form with everything but what people write on it, in the language of its suite.

    Args:
        form: The form.
        forms: All forms of the suite.
        standard: The standard whose items are printed. None for a form for each candidate.
        names: What roles and decisions are called. None for the first country of the suite.

    Raises:
        Invalid: if the form cannot be filled.
    """
    with making(form.id, form.file), in_language(forms.suite.lang):
        return Filling(form, forms, standard, names or forms.role_names[0]).form()


class Filling:
    """What blocks are filled with."""

    rows_for_too_many = 10
    """If a table has no room for all standards, it has this many blank rows for those that a candidate takes."""

    def __init__(self, form: Form, forms: Forms, standard: Standard | None, names: RoleNames) -> None:
        self._form, self._forms, self._standard, self._names = form, forms, standard, names
        self._suite = forms.suite

    def put(self, text: str) -> str:
        """Return a text with the words of the country in their places."""
        return self._names.put(text)

    def form(self) -> FilledForm:
        """Return the filled form."""
        form, standard, suite = self._form, self._standard, self._suite
        return FilledForm(
            id=form.id,
            code=form.code,
            title=self.put(form.title),
            purpose=self.put(form.purpose),
            group=form.group,
            per=form.per,
            by=self._completed_by(form.by),
            orientation=form.orientation,
            number=self.put(form.number),
            workbook=form.workbook,
            at_start=form.at_start,
            blocks=tuple(self._blocks()),
            file=form.file,
            built_in=form.built_in,
            suite=suite.title,
            lang=suite.lang,
            date=standard.history[0].date if standard else suite.changed,
            subject=_subject(standard) if standard else None,
            candidate=self.put("$Candidate"),
            registration=gettext("Registration no."),
            note=self.put(suite.forms_note),
            rights=rights_of(suite.wording_owner),
            wording_owner=suite.wording_owner,
            fonts=self._forms.fonts,
            logo=self._forms.logo,
        )

    def are_too_many(self, each: Each | None) -> bool:
        """Tell whether a table has no room for a row for each of these."""
        return each == "standard" and len(self._suite.standards) > _MOST_STANDARDS

    @property
    def has_too_many_items(self) -> bool:
        """Whether the form has no room for a box for each item of all standards."""
        standards = () if self._standard else self._suite.standards
        return self.are_too_many("standard") or sum(len(one.to_rate) for one in standards) > _MOST_ITEMS

    def groups(self, each: Each | None, blank_rows: int) -> Iterator[tuple[str, list[Printed]]]:
        """Yield the rows of a table by the sub-heading above them, which is empty if there is none.

        Args:
            each: What there is a row for. None if all rows are blank.
            blank_rows: How many there are then.
        """
        match each:
            case None:
                yield "", [{"row": number, "id": number} for number in numbered(blank_rows)]
            case "standard":
                yield "", [self._of_standard(one) for one in self._suite.standards]
            case "form":
                yield (
                    "",
                    [{"row": form.id, "id": form.code, "words": self.put(form.title)} for form in self._forms.forms],
                )
            case "rule":
                yield "", list(map(self._of_rule, self._names.rules))
            case _:
                for heading, items in self._sections(each):
                    yield heading, list(map(self._printed, items))

    def row_numbers(self, heading: str) -> tuple[str, ...]:
        """Return the number of each blank row below a heading."""
        return tuple(row for block in self._form.blocks if block.heading == heading for row in block.blank_row_numbers)

    def ids(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the title of each part of the standard, with the ids of its items.

        On a form for each candidate, yield the title of each standard, with the ids of all its items.
        """
        if self._standard:
            for part in self._standard.rated:
                yield part.title, tuple(item.id for item in part.in_force)
            return
        for number, standard in enumerate(self._suite.standards, start=1):
            title = _subject(standard).name
            yield gettext("{number}. {title}", number=number, title=title), tuple(item.id for item in standard.to_rate)

    @property
    def standards(self) -> tuple[str, ...]:
        """The ids of all standards, on a form for each candidate."""
        return () if self._standard else tuple(standard.id for standard in self._suite.standards)

    def methods(self) -> Iterator[Entry]:
        """Yield each assessment method. Its code and name are enough."""
        yield from ((method.code, method.name, "") for method in self._suite.methods)

    def levels(self, each: Each | None) -> Iterator[Entry]:
        """Yield each level of the rating scale, and "not now", in the words for doing, for knowing or for both."""
        scale = self._suite.scale
        if scale is None:
            return
        words = each if each in ("criterion", "knowledge") else "item"
        for level in scale.levels:
            answers = [level.answer(kind) for kind in answering(words, self._suite.parts)]
            names = " / ".join(dict.fromkeys(answer.label for answer in answers))
            yield level.code, names, " ".join(dict.fromkeys(answer.meaning for answer in answers))
        yield scale.not_now.code, scale.not_now.label, scale.not_now.meaning

    @cached_property
    def groups_of_items(self) -> frozenset[str]:
        """Which items the standards have: those for doing, those for knowing, or both."""
        return frozenset(kind.words for kind in self._suite.parts if kind.rated)

    def _blocks(self) -> Iterator[AnyBlock]:
        """Yield each filled block, except tables of items that the standard does not have."""
        for block in map(self._block, self._form.blocks):
            if not self._standard or block.rows_for not in OF_A_STANDARD or block.items:
                yield block

    def _block(self, block: AnyBlock) -> AnyBlock:
        by = self._completed_by(block.by) if block.by and block.by != self._form.by else ""
        return replace(block.filled(self), heading=self.put(block.heading), help=self.put(block.help), by=by)

    def _completed_by(self, role: str) -> str:
        return gettext("To be completed by the {role}", role=self._names.terms[role])

    def _sections(self, each: str) -> Iterator[tuple[str, tuple[Item, ...]]]:
        parts = self._standard.rated if self._standard else ()
        listed = [part for part in parts if each in ("item", part.kind.words)]
        # If several lists are in one table, each must say where it begins.
        are_several = each == "item" or len(answering(each, self._suite.parts)) > 1
        for place, part in enumerate(listed):
            for number, section in enumerate(part.sections):
                title = part.title if are_several else ""
                if section.title:
                    is_first_of_later = place > 0 and number == 0
                    title = f"{title}: {section.title}" if title and is_first_of_later else section.title
                yield title, section.in_force

    def _printed(self, item: Item) -> Printed:
        return {"row": item.id, "id": item.id, "words": "\n".join(item.lines), "also": self._also(item)}

    @staticmethod
    def _of_standard(standard: Standard) -> Printed:
        count = Counter(item.part.words for item in standard.to_rate)
        numbers: Printed = {words: gettext("of {number}", number=count[words]) for words in ("criterion", "knowledge")}
        words = {"id": standard.id, "words": standard.title, "version": standard.version}
        return {"row": standard.id, **words, **numbers}

    @staticmethod
    def _of_rule(rule: Rule) -> Printed:
        return {"row": slug(rule.name), "id": f"{rule.letter} {rule.name}", "words": rule.question}

    def _also(self, item: Item) -> str:
        found = [
            reference
            for likeness in self._suite.likenesses(item)
            if likeness.relation in COUNTS_FOR_MORE
            for reference in likeness.items
        ]
        # Assessors know a standard by its official reference. A line ends before an item number, not within it.
        return ", ".join(
            f"{self._suite.by_id[one.standard].reference or one.standard}\u00a0{one.item}"
            for one in dict.fromkeys(found)
        )


def _subject(standard: Standard) -> Subject:
    return Subject(standard.id, standard.title, standard.version, standard.reference)
