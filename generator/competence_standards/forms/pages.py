"""The suite in; a page for each evidence form out, which prints as the form alone, and the pages that lead to them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from competence_standards import routes
from competence_standards.forms import Download, Sheet, fill
from competence_standards.model import Form, Standard, Suite
from competence_standards.model.form import Group
from competence_standards.render import forms_run
from competence_standards.render.form_parts import SCRIPT, STYLES, How
from competence_standards.render.forms_run import packs
from competence_standards.render.page import Entry, Page
from competence_standards.render.sheets import numbered, sheets
from competence_standards.render.standard_nav import standard_nav
from competence_standards.render.standards import STANDARDS_ON_A_SHEET
from competence_standards.translation import gettext
from competence_standards.words import capital


def groups() -> Mapping[Group, str]:
    """Return what readers call each group of forms, in their order."""
    return {
        "plan": gettext("Plan"),
        "record-evidence": gettext("Record evidence"),
        "decide-and-check": gettext("Decide and check"),
        "more-room": gettext("More room"),
    }


class Listed(NamedTuple):
    """A form in a list of them."""

    sheet: Sheet
    by: str
    """Who fills it in: ``Assessor``."""
    address: str
    downloads: list[Download]

    @property
    def pages(self) -> int | None:
        """Return how many pages it has on paper, if that is known."""
        return next((one.sheets for one in self.downloads if one.sheets), None)


def pages(suite: Suite, downloads: Sequence[Download]) -> Iterator[Page]:
    """The way to the forms, the forms for each candidate, and for each standard the way to its forms and they."""
    by_standard: dict[str | None, list[Download]] = {}
    for one in downloads:
        by_standard.setdefault(one.standard, []).append(one)
    for_standards = [form for form in suite.forms if form.per == "standard"]
    for_candidates = [form for form in suite.forms if form.per == "candidate"]
    same = by_standard.get(None, [])
    for sheet in sheets(routes.FORMS, suite.standards if for_standards else (), STANDARDS_ON_A_SHEET):
        title = numbered(gettext("Forms for evidence and assessment"), sheet)
        yield Page(
            address=sheet.address,
            title=title,
            menu=gettext("Forms"),
            description=gettext(
                "Printable forms to plan assessment, record evidence and decide, by standard or candidate."
            ),
            template="forms.html",
            context={
                "sheet": sheet,
                "groups": _listed(for_candidates, suite, None, same),
                "packs": packs(same),
            },
            section=routes.FORMS,
            entries=(
                Entry(
                    sheet.address, title, gettext("Observation record, witness testimony and other printable forms.")
                ),
            ),
            source="standards/suite.yml",
        )
    yield from forms_run.of_suite(suite, by_standard)
    for form in for_candidates:
        yield _form(form, suite, None)
    for standard in suite.standards if for_standards else ():
        own = by_standard.get(standard.id, [])
        yield _of_standard(for_standards, suite, standard, own, packs(same))
        yield forms_run.of_standard(suite, standard, [*own, *same])
        for form in for_standards:
            yield _form(form, suite, standard)


def _of_standard(
    forms: list[Form], suite: Suite, standard: Standard, downloads: list[Download], for_candidates: list[Download]
) -> Page:
    title = gettext("Forms: {title}", title=standard.title)
    address = routes.standard_forms(standard.id)
    return Page(
        address=address,
        title=title,
        description=gettext(
            "Printable forms that list the criteria and knowledge of {standard}.", standard=standard.title
        ),
        template="standard-forms.html",
        context={
            "standard": standard,
            "nav": standard_nav(standard, suite),
            "groups": _listed(forms, suite, standard, downloads),
            "packs": packs(downloads),
            "for_candidates": for_candidates,
        },
        section=routes.FORMS,
        entries=(
            Entry(address, title, gettext("Printable forms that list the criteria and knowledge of this standard.")),
        ),
        source=standard.file,
    )


def _listed(
    forms: list[Form], suite: Suite, standard: Standard | None, downloads: list[Download]
) -> list[tuple[str, list[Listed]]]:
    """Return each group that has forms, with them."""
    words = suite.word_sets[0]
    by_group = {
        name: [
            Listed(
                fill(form, suite, standard),
                words.put(f"${capital(form.by)}"),
                routes.form(form.id, standard.id if standard else None),
                [one for one in downloads if one.form == form.id],
            )
            for form in forms
            if form.group == group
        ]
        for group, name in groups().items()
    }
    return [(name, listed) for name, listed in by_group.items() if listed]


def _form(form: Form, suite: Suite, standard: Standard | None) -> Page:
    address = routes.form(form.id, standard.id if standard else None)
    words = suite.word_sets[0]
    sheet = partial(fill, form, suite, standard, words)
    name, purpose = f"{form.code} {words.put(form.title)}", words.put(form.purpose)
    return Page(
        address=address,
        title=f"{name}: {standard.title}" if standard else name,
        description=" ".join([purpose, gettext("{title}: a form to print.", title=(standard or suite).title)]),
        template="form.html",
        context={
            "fill": sheet,
            "standard": standard,
            "nav": standard_nav(standard, suite) if standard else (),
            "back": routes.standard_forms(standard.id) if standard else routes.FORMS,
            "how": How(words),
            "is_rated": suite.scale is not None,
            "orientation": form.orientation,
        },
        styles=STYLES,
        script=SCRIPT,
        section=routes.FORMS,
        entries=(Entry(address, f"{name}: {standard.title}" if standard else name, purpose),),
        source=form.file,
    )
