"""Make the pages that print several forms: one for each standard, and one for all standards.

The page for all standards has only the forms for each candidate, so that it does not grow with the suite. A script gets
the forms of a standard from the page of that standard.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from competence_standards import routes
from competence_standards.forms.download import Download
from competence_standards.forms.fill import fill
from competence_standards.forms.form import FilledForm, Forms
from competence_standards.forms.shared_details import details_of
from competence_standards.model import Standard
from competence_standards.render.page import Entry, Heading, Page
from competence_standards.render.sheets import numbered, sheets
from competence_standards.render.standard import NEEDED_SCRIPT
from competence_standards.render.standard_nav import standard_nav
from competence_standards.render.standards import STANDARDS_ON_A_SHEET
from competence_standards.translation import gettext

SCRIPT = "forms/scripts/start.js"
STYLES = ("forms.css",)


class Taken(NamedTuple):
    """A standard that a candidate can take, and the packs of its forms."""

    standard: Standard
    packs: Sequence[Download]


class _PageCounts:
    """The number of pages of each form, by its id. None if no PDF was made."""

    def __init__(self, downloads: Sequence[Download]) -> None:
        self._downloads = downloads

    def __getitem__(self, form: str) -> int | None:
        return next((one.pages for one in self._downloads if one.form == form and one.pages), None)


def of_suite(forms: Forms, downloads: Mapping[str | None, Sequence[Download]]) -> Iterator[Page]:
    """Yield the pages for all standards: as many as the list of standards needs."""
    same = downloads.get(None, ())
    standards = forms.suite.standards if forms.for_standards else ()
    for sheet in sheets(routes.FORMS_RUN, standards, STANDARDS_ON_A_SHEET):
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
                "fill": partial(_filled_for_all, forms),
                **_choice(forms, same),
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


def of_standard(forms: Forms, standard: Standard, downloads: Sequence[Download]) -> Page:
    """Return the page for one standard, with its forms and those for each candidate."""
    title = gettext("Print forms: {standard}", standard=standard.title)
    address = routes.forms_run(standard.id)
    return Page(
        address=address,
        title=title,
        description=gettext("Select forms for {standard} and print them together.", standard=standard.title),
        template="forms-run.html",
        context={
            "standard": standard,
            "nav": standard_nav(standard, forms.suite),
            "fill": partial(_filled, forms, standard),
            **_choice(forms, downloads),
        },
        styles=STYLES,
        script=SCRIPT,
        section=routes.FORMS,
        entries=(Entry(address, title, gettext("Print all forms for this standard together.")),),
        source=standard.file,
    )


def context(forms: Forms) -> dict[str, object]:
    """Return what every template with a form needs besides the form."""
    return {
        "details_of": partial(details_of, names=forms.role_names[0]),
        "is_rated": forms.suite.scale is not None,
        "needed_script": NEEDED_SCRIPT if forms.suite.scale else "",
    }


def packs(downloads: Sequence[Download]) -> list[Download]:
    """Return the downloads that have all forms."""
    return [one for one in downloads if one.form is None]


def _choice(forms: Forms, downloads: Sequence[Download]) -> dict[str, object]:
    """Return what a template needs so that people can select and print forms."""
    at_start = [form.id for form in forms.forms if form.at_start]
    return {**context(forms), "page_counts": _PageCounts(downloads), "at_start": at_start}


def _filled(forms: Forms, standard: Standard) -> list[FilledForm]:
    return [fill(form, forms, standard if form.per == "standard" else None) for form in forms.forms]


def _filled_for_all(forms: Forms) -> tuple[list[FilledForm], list[FilledForm]]:
    """Return the forms for each candidate, and the names of those for each standard."""
    found = _filled(forms, forms.suite.standards[0])
    return [form for form in found if not form.subject], [form for form in found if form.subject]
