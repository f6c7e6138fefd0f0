"""The suite in; a page for each evidence form out, which prints as the form alone, and the pages that lead to them.

For each standard one page has all that a candidate needs, to choose from and to print in one go.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from generator import routes
from generator.forms import CANDIDATE, NOTE, SIGN, AnyPart, Column, Download, Sheet, Table, asked, fill
from generator.model import Form, Standard, Suite, Words
from generator.render.page import Entry, Heading, Page
from generator.render.sheets import numbered, sheets
from generator.render.standards import STANDARDS_ON_A_SHEET

TITLE = "Evidence forms"
SCRIPT = "forms/start.js"


class Listed(NamedTuple):
    """A form in a list of them."""

    sheet: Sheet
    address: str
    downloads: list[Download]


def pages(suite: Suite, downloads: Sequence[Download]) -> Iterator[Page]:
    """The way to the forms, the forms for each candidate, and for each standard the way to its forms and they."""
    by_standard: dict[str | None, list[Download]] = {}
    for one in downloads:
        by_standard.setdefault(one.standard, []).append(one)
    for_standards = [form for form in suite.forms if form.per == "standard"]
    for_candidates = [form for form in suite.forms if form.per == "candidate"]
    for sheet in sheets(routes.FORMS, suite.standards, STANDARDS_ON_A_SHEET):
        title = numbered(TITLE, sheet)
        listed = _listed(for_candidates, suite, None, by_standard.get(None, []))
        yield Page(
            address=sheet.address,
            title=title,
            description="Printable forms for gathering, judging and finding evidence of the standards.",
            template="forms.html",
            context={"sheet": sheet, "forms": listed},
            section=routes.TRAINERS,
            headings=(
                Heading("For each standard", "for-each-standard"),
                *([Heading("For each candidate", "for-each-candidate")] if listed else []),
            ),
            entries=(Entry(sheet.address, title, "Observation record, witness testimony and other forms to print"),),
            source="standards/suite.yml",
        )
    for form in for_candidates:
        yield _form(form, suite, None)
    for standard in suite.standards if for_standards else ():
        own = by_standard.get(standard.id, [])
        yield _of_standard(for_standards, suite, standard, own)
        yield _run(suite, standard, [*own, *by_standard.get(None, [])])
        for form in for_standards:
            yield _form(form, suite, standard)


def _of_standard(forms: list[Form], suite: Suite, standard: Standard, downloads: list[Download]) -> Page:
    title = f"{TITLE}: {standard.title}"
    address = routes.standard_forms(standard.id)
    return Page(
        address=address,
        title=title,
        description=f"Printable evidence forms with the criteria of {standard.title}.",
        template="standard-forms.html",
        context={
            "standard": standard,
            "forms": _listed(forms, suite, standard, downloads),
            "packs": [one for one in downloads if len(one.forms) > 1],
        },
        section=routes.TRAINERS,
        entries=(Entry(address, title, "Forms with the criteria of the standard, to print"),),
        source=standard.file,
    )


def _listed(forms: list[Form], suite: Suite, standard: Standard | None, downloads: list[Download]) -> list[Listed]:
    return [
        Listed(
            fill(form, suite, standard),
            routes.form(form.id, standard.id if standard else None),
            [one for one in downloads if one.forms == (form.id,)],
        )
        for form in forms
    ]


def _run(suite: Suite, standard: Standard, downloads: list[Download]) -> Page:
    """The page on which the standard's forms and those for each candidate are chosen and printed in one go."""
    title = f"Print the forms: {standard.title}"
    address = routes.forms_run(standard.id)
    return Page(
        address=address,
        title=title,
        description=f"Choose evidence forms for {standard.title} and print them in one go.",
        template="forms-run.html",
        context={
            "standard": standard,
            "fill": partial(_filled, suite, standard),
            "paper": _Paper(downloads),
            "at_start": [form.id for form in suite.forms if form.at_start],
            "how": _How(suite.word_sets[0]),
        },
        styles=("forms.css",),
        script=SCRIPT,
        section=routes.TRAINERS,
        entries=(Entry(address, title, "All forms of the standard, to print in one go"),),
        source=standard.file,
    )


def _filled(suite: Suite, standard: Standard) -> list[Sheet]:
    return [fill(form, suite, standard if form.per == "standard" else None) for form in suite.forms]


class _Paper:
    """How many sheets of paper each form takes, by its id: as many as its PDF, where one was made."""

    def __init__(self, downloads: list[Download]) -> None:
        self._downloads = downloads

    def __getitem__(self, form: str) -> int | None:
        return next((one.sheets for one in self._downloads if one.forms == (form,) and one.sheets), None)


def _form(form: Form, suite: Suite, standard: Standard | None) -> Page:
    address = routes.form(form.id, standard.id if standard else None)
    words = suite.word_sets[0]
    sheet = partial(fill, form, suite, standard, words)
    name, purpose = f"{form.code} {words.put(form.title)}", words.put(form.purpose)
    return Page(
        address=address,
        title=f"{name}: {standard.title}" if standard else name,
        description=f"{purpose} {standard.title if standard else suite.title}: an evidence form to print.",
        template="form.html",
        context={
            "fill": sheet,
            "standard": standard,
            "back": routes.standard_forms(standard.id) if standard else routes.FORMS,
            "how": _How(words),
            "orientation": form.orientation,
        },
        styles=("forms.css",),
        script=SCRIPT,
        section=routes.TRAINERS,
        entries=(Entry(address, f"{name}: {standard.title}" if standard else name, purpose),),
        source=form.file,
    )


class _How:
    """What the templates of forms must know besides the sheet."""

    candidate, note, sign = CANDIDATE, NOTE, SIGN

    def __init__(self, words: Words) -> None:
        self.asked = partial(asked, words=words)

    @staticmethod
    def kind_of(part: AnyPart) -> str:
        """What a part is called: ``Table``."""
        return type(part).__name__

    @staticmethod
    def shares(table: Table) -> "Shares":
        """The widths of the columns of a table."""
        return Shares(table)


class Shares:
    """The width of each column of a table, as the name of a style: no page may say it itself."""

    def __init__(self, table: Table) -> None:
        counts = [len(column.boxes) or 1 for column in table.columns]
        self.columns = sum(counts)
        self._total = sum(column.width * count for column, count in zip(table.columns, counts, strict=True))

    def __call__(self, column: Column) -> str:
        """``share-12``: an even number of hundredths of the table's width."""
        return f"share-{max(2, round(column.width / self._total * 50) * 2)}"
