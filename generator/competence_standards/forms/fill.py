"""Fill a form with a standard's items and a country's wording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from competence_standards.forms.sheet import (
    AnyPart,
    Column,
    Fields,
    Head,
    Key,
    Narrative,
    Notice,
    Row,
    Sheet,
    Signatures,
    Signer,
    Subject,
    Table,
    Ticks,
    Total,
)
from competence_standards.model import PARTS
from competence_standards.model import form as model
from competence_standards.translation import gettext, in_language
from competence_standards.words import capital

if TYPE_CHECKING:
    from typing import TypeAlias

    from competence_standards.model import Form, Item, Standard, Suite, Words

    Printed: TypeAlias = dict[str, str]
    """What is printed in a row, by what a column holds."""

COUNTS_FOR_MORE = ("identical", "equivalent", "covers")
"""What an item is to similar items that the same evidence may cover without more evidence."""


def sheets(suite: Suite, words: Words | None = None) -> Iterator[Sheet]:
    """Every form of the suite: those for each standard, standard by standard, then those for each candidate."""
    for standard in suite.standards:
        yield from (fill(form, suite, standard, words) for form in suite.forms if form.per == "standard")
    yield from (fill(form, suite, None, words) for form in suite.forms if form.per == "candidate")


def fill(form: Form, suite: Suite, standard: Standard | None, words: Words | None = None) -> Sheet:
    """A form with a standard's items in it, in the words of one country or else of the first.

    Args:
        form: The form.
        suite: What its rows, codes and likenesses are taken from.
        standard: Whose items are printed; None for a form for each candidate.
        words: What roles and decisions are called; None for the suite's first set.
    """
    with in_language(suite.lang):
        return _Filler(form, suite, standard, words or suite.word_sets[0]).sheet()


class _Filler:
    def __init__(self, form: Form, suite: Suite, standard: Standard | None, words: Words) -> None:
        self._form, self._suite, self._standard, self._words = form, suite, standard, words
        self._put = words.put

    def sheet(self) -> Sheet:
        form, standard = self._form, self._standard
        return Sheet(
            id=form.id,
            code=form.code,
            title=self._put(form.title),
            purpose=self._put(form.purpose),
            by=self._completed_by(form.by),
            suite=self._suite.title,
            lang=self._suite.lang,
            date=standard.history[0].date if standard else self._suite.changed,
            subject=Subject(standard.id, standard.title, standard.version) if standard else None,
            candidate=self._put("$Candidate"),
            number=self._put(form.number),
            orientation=form.orientation,
            workbook=form.workbook,
            note=self._put(self._suite.forms_note),
            parts=tuple(map(self._part, form.blocks)),
        )

    def _part(self, block: model.AnyBlock) -> AnyPart:
        by = self._completed_by(block.by) if block.by and block.by != self._form.by else ""
        head = Head(self._put(block.heading), self._put(block.help), by)
        match block:
            case model.Details():
                return Fields(head, tuple(map(self._field, block.fields)))
            case model.Notice():
                return Notice(head, tuple(map(self._put, block.points)))
            case model.Narrative():
                prompts = tuple(replace(prompt, text=self._put(prompt.text)) for prompt in block.prompts)
                return Narrative(head, self._put(block.margin), prompts)
            case model.Table():
                if block.each == "standard" and len(self._suite.standards) > _MOST_STANDARDS:
                    block = _to_write_on(block)
                columns = tuple(self._column(column, block.each) for column in block.columns)
                return Table(head, columns, tuple(self._rows(block)), block.height)
            case model.Criteria():
                return Ticks(head, tuple(self._ticks()))
            case model.Key():
                return Key(head, tuple(self._key(block.of)))
            case model.Signatures():
                signers = (
                    Signer(self._put(f"${capital(person.role)}"), self._put(person.declares), _SAME.get(person.role))
                    for person in block.people
                )
                return Signatures(head, tuple(signers))

    def _completed_by(self, role: str) -> str:
        return gettext("To be completed by the {role}", role=self._words.terms[role])

    def _field(self, field: model.Field) -> model.Field:
        return replace(field, label=self._put(field.label), options=tuple(map(self._put, field.options)))

    def _column(self, column: model.Column, each: model.Each | None) -> Column:
        label, options = self._put(column.label), tuple(map(self._put, column.options))
        match column.holds:
            case "levels":
                return Column(label, "choice", column.width, tuple(name for _, name, _ in self._levels(each)))
            case "level":
                return Column(label, "code", column.width, tuple(code for code, _, _ in self._levels(each)))
            case "method":
                return Column(label, "code", column.width, tuple(method.code for method in self._suite.methods))
            case "options":
                return Column(label, "choice", column.width, options)
            case "boxes":
                return Column(label, "boxes", column.width, options)
            case "version" | "also":
                return Column(label, "words", column.width)
            case printed_or_written:
                return Column(label, printed_or_written, column.width)

    def _rows(self, block: model.Table) -> Iterator[Row]:
        for heading, group in self._groups(block):
            if heading:
                yield Row(heading)
            for printed in group:
                yield Row("", tuple(printed.get(column.holds, "") for column in block.columns))
            if block.total and group:
                yield Row("", total=Total(self._put(block.total), len(group)))

    def _groups(self, block: model.Table) -> Iterator[tuple[str, list[Printed]]]:
        """The rows of a table by the sub-heading above them, which is empty where there is none."""
        match block.each:
            case None:
                yield "", [{}] * block.rows
            case "standard":
                yield "", [{"id": one.id, "words": one.title, "version": one.version} for one in self._suite.standards]
            case "form":
                yield "", [{"id": form.code, "words": self._put(form.title)} for form in self._suite.forms]
            case "rule":
                yield "", [{"id": f"{rule.letter} {rule.name}", "words": rule.question} for rule in self._words.rules]
            case each:
                for heading, items in self._sections(each):
                    yield heading, list(map(self._printed, items))

    def _sections(self, each: str) -> Iterator[tuple[str, tuple[Item, ...]]]:
        for part in self._standard.parts if self._standard else ():
            for section in part.sections if each in ("item", part.kind.id) else ():
                # Where several lists are in one table, each must say where it begins.
                yield section.heading or (part.title if each == "item" else ""), section.in_force

    def _printed(self, item: Item) -> Printed:
        return {"id": item.id, "words": item.words, "also": self._also(item)}

    def _also(self, item: Item) -> str:
        found = [
            reference
            for likeness in self._suite.likenesses(item)
            if likeness.relation in COUNTS_FOR_MORE
            for reference in likeness.items
        ]
        return ", ".join(map(str, dict.fromkeys(found)))

    def _ticks(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for part in self._standard.parts if self._standard else ():
            yield part.title, tuple(item.id for item in part.in_force)

    def _key(self, of: str) -> Iterator[tuple[str, str, str]]:
        if of == "methods":
            yield from ((method.code, method.name, "") for method in self._suite.methods)
        else:
            yield from self._levels("item")

    def _levels(self, each: model.Each | None) -> Iterator[tuple[str, str, str]]:
        """Code, name and meaning of each level and of what stands beside them, worded for criteria or for knowledge."""
        scale = self._suite.scale
        if scale is None:
            return
        for level in scale.levels:
            kinds = [kind for kind in PARTS if kind.id == each] or PARTS
            answers = [level.answer(kind) for kind in kinds]
            names = " / ".join(dict.fromkeys(answer.label for answer in answers))
            yield level.code, names, " ".join(dict.fromkeys(answer.meaning for answer in answers))
        yield scale.not_now.code, scale.not_now.label, scale.not_now.meaning


_SAME: dict[str, model.Header] = {"candidate": "candidate", "assessor": "assessor", "iqa": "iqa"}
"""The roles in which the same person signs every form of a candidate."""
_MOST_STANDARDS = 20
_ROWS = 10
"""Where there are more standards, so many rows are left for those that a candidate takes."""


def _to_write_on(block: model.Table) -> model.Table:
    """Replace a long list of standards with blank rows to write on."""
    columns = tuple(
        replace(column, holds="line") if column.holds in ("id", "words", "version") else column
        for column in block.columns
    )
    return replace(block, each=None, rows=_ROWS, total="", columns=columns)
