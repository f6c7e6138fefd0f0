"""The suite in; out the pages on which forms are chosen and printed in one go: one for each standard, and one for all.

The page for all holds the forms for each candidate alone, so that it does not grow with the suite: those of a standard
are fetched from the standard's own page once it is ticked.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from competence_standards import routes
from competence_standards.forms import Download, Sheet, fill
from competence_standards.model import Standard, Suite
from competence_standards.render.form_parts import SCRIPT, STYLES, How
from competence_standards.render.page import Entry, Heading, Page
from competence_standards.render.sheets import numbered, sheets
from competence_standards.render.standard_nav import standard_nav
from competence_standards.render.standards import STANDARDS_ON_A_SHEET
from competence_standards.translation import gettext


class Taken(NamedTuple):
    """A standard that a candidate may take, and what there is to download of all its forms."""

    standard: Standard
    packs: Sequence[Download]


class _Paper:
    """How many sheets of paper each form takes, by its id: as many as its PDF, where one was made."""

    def __init__(self, downloads: Sequence[Download]) -> None:
        self._downloads = downloads

    def __getitem__(self, form: str) -> int | None:
        return next((one.sheets for one in self._downloads if one.form == form and one.sheets), None)


def of_suite(suite: Suite, downloads: Mapping[str | None, Sequence[Download]]) -> Iterator[Page]:
    """The page for all standards; as many as the list of them needs."""
    for_standards = [form for form in suite.forms if form.per == "standard"]
    same = downloads.get(None, ())
    for sheet in sheets(routes.FORMS_RUN, suite.standards if for_standards else (), STANDARDS_ON_A_SHEET):
        title = numbered(gettext("Print several forms"), sheet)
        taken = [Taken(standard, packs(downloads.get(standard.id, ()))) for standard in sheet.entries]
        yield Page(
            address=sheet.address,
            title=title,
            description=gettext("Select standards and forms, then print everything that a candidate needs."),
            template="suite-run.html",
            context={
                "sheet": sheet,
                "taken": taken,
                "packs": packs(same),
                "fill": partial(_filled_for_all, suite),
                **_choice(suite, same),
            },
            styles=STYLES,
            script=SCRIPT,
            section=routes.FORMS,
            headings=(
                *([Heading(gettext("Download the forms for each candidate"), "ready-to-print")] if packs(same) else []),
                *([Heading(gettext("Download the forms for each standard"), "standard-by-standard")] if taken else []),
            ),
            entries=(Entry(sheet.address, title, gettext("Print the forms for several standards together.")),),
            source="standards/suite.yml",
        )


def of_standard(suite: Suite, standard: Standard, downloads: Sequence[Download]) -> Page:
    """The page for one standard, which holds its forms and those for each candidate."""
    title = gettext("Print forms: {standard}", standard=standard.title)
    address = routes.forms_run(standard.id)
    return Page(
        address=address,
        title=title,
        description=gettext("Select forms for {standard} and print them together.", standard=standard.title),
        template="forms-run.html",
        context={
            "standard": standard,
            "nav": standard_nav(standard, suite),
            "fill": partial(_filled, suite, standard),
            **_choice(suite, downloads),
        },
        styles=STYLES,
        script=SCRIPT,
        section=routes.FORMS,
        entries=(Entry(address, title, gettext("Print all forms for this standard together.")),),
        source=standard.file,
    )


def _choice(suite: Suite, downloads: Sequence[Download]) -> dict[str, object]:
    """What the template of either page must know, so that forms can be chosen and printed."""
    return {
        "paper": _Paper(downloads),
        "at_start": [form.id for form in suite.forms if form.at_start],
        "how": How(suite.word_sets[0]),
        "is_rated": suite.scale is not None,
    }


def _filled(suite: Suite, standard: Standard) -> list[Sheet]:
    return [fill(form, suite, standard if form.per == "standard" else None) for form in suite.forms]


def _filled_for_all(suite: Suite) -> tuple[list[Sheet], list[Sheet]]:
    """The forms for each candidate, and those for each standard: with the items of the first, to be named by."""
    found = _filled(suite, suite.standards[0])
    return [sheet for sheet in found if not sheet.subject], [sheet for sheet in found if sheet.subject]


def packs(downloads: Sequence[Download]) -> list[Download]:
    """The downloads that hold all forms."""
    return [one for one in downloads if one.form is None]
