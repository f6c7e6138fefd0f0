"""Make a page for each form, which prints as the form alone, and the pages that lead to the forms."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from competence_standards import routes
from competence_standards.forms import several
from competence_standards.forms.download import Download
from competence_standards.forms.fill import fill
from competence_standards.forms.form import FilledForm, Form, Forms, Group
from competence_standards.forms.several import STYLES, context, packs
from competence_standards.forms.sources import can_be_filled_in, sources
from competence_standards.model import Standard
from competence_standards.render.file import File
from competence_standards.render.making import making
from competence_standards.render.page import Entry, Page
from competence_standards.render.sheets import numbered, sheets
from competence_standards.render.standard_nav import standard_nav
from competence_standards.render.standards import STANDARDS_ON_A_SHEET
from competence_standards.translation import gettext, in_language
from competence_standards.words import capital

SCRIPT = "forms/scripts/one-form.js"


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

    form: FilledForm
    by: str
    """The people who fill it in: ``Assessor``."""
    address: str
    downloads: list[Download]

    @property
    def pages(self) -> int | None:
        """Return how many pages it has on paper, if that is known."""
        return next((one.pages for one in self.downloads if one.pages), None)


def pages(forms: Forms, downloads: Sequence[Download] = ()) -> list[Page]:
    """Return every page about forms, in the language of the suite. A suite without forms has none.

    Args:
        forms: The forms.
        downloads: The files that the pages offer.
    """
    with in_language(forms.suite.lang):
        return list(_pages(forms, downloads)) if forms.forms else []


def files(forms: Forms, downloads: Sequence[Download]) -> list[File]:
    """Return the files that the pages offer, and the list of forms for scripts. A suite without forms has none."""
    offered = [File(routes.download(made.file, made.standard), made.path.read_bytes) for made in downloads]
    return [*offered, File(routes.FORMS_DATA, partial(_data, forms))] if forms.forms else offered


def _data(forms: Forms) -> bytes:
    """Return the name of each form by its id, whether each standard has it, and whether answers fill it in."""
    put = forms.role_names[0].put
    listed = {
        form.id: {
            "title": f"{form.code} {put(form.title)}",
            "per": form.per,
            **({"fills": True} if can_be_filled_in(form) else {}),
        }
        for form in forms.forms
        if form.per == "candidate" or forms.suite.standards
    }
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()


def column_widths(forms: Forms) -> str:
    """Return a style rule for each width that a column of the forms has, because no page can have its own styles."""
    found: set[int] = set()
    for form in forms.forms:
        standard = forms.suite.standards[0] if form.per == "standard" else None
        for block in fill(form, forms, standard).blocks:
            found |= block.shares
    return "".join(f".share-{share} {{ width: {share / 10:g}% }}" for share in sorted(found))


def _pages(forms: Forms, downloads: Sequence[Download]) -> Iterator[Page]:
    by_standard: dict[str | None, list[Download]] = {}
    for one in downloads:
        by_standard.setdefault(one.standard, []).append(one)
    same = by_standard.get(None, [])
    standards = forms.suite.standards if forms.for_standards else ()
    for sheet in sheets(routes.FORMS, standards, STANDARDS_ON_A_SHEET):
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
                "suite": forms.suite,
                "sheet": sheet,
                "groups": _listed(forms.for_candidates, forms, None, same),
                "packs": packs(same),
            },
            styles=STYLES,
            section=routes.FORMS,
            entries=(
                Entry(
                    sheet.address, title, gettext("Observation record, witness testimony and other printable forms.")
                ),
            ),
            source="standards/suite.yml",
        )
    yield from several.of_suite(forms, by_standard)
    for form in forms.for_candidates:
        yield _form(form, forms, None, same)
    for standard in standards:
        of_standard = by_standard.get(standard.id, [])
        with making(routes.standard_forms(standard.id), standard.file):
            room = [
                _of_standard(forms, standard, of_standard, packs(same)),
                several.of_standard(forms, standard, [*of_standard, *same]),
            ]
        yield from room
        for form in forms.for_standards:
            yield _form(form, forms, standard, of_standard)


def _of_standard(forms: Forms, standard: Standard, downloads: list[Download], for_candidates: list[Download]) -> Page:
    title = gettext("Forms: {title}", title=standard.title)
    address = routes.standard_forms(standard.id)
    return Page(
        address=address,
        title=title,
        description=(
            gettext("Printable forms that list the criteria and knowledge of {standard}.", standard=standard.title)
            if forms.suite.has_usual_parts
            else gettext("Printable forms that list the items of {standard}.", standard=standard.title)
        ),
        template="standard-forms.html",
        context={
            "standard": standard,
            "suite": forms.suite,
            "nav": standard_nav(standard, forms.suite),
            "groups": _listed(forms.for_standards, forms, standard, downloads),
            "packs": packs(downloads),
            "for_candidates": for_candidates,
        },
        styles=STYLES,
        section=routes.FORMS,
        entries=(
            Entry(
                address,
                title,
                gettext("Printable forms that list the criteria and knowledge of this standard.")
                if forms.suite.has_usual_parts
                else gettext("Printable forms that list the items of this standard."),
            ),
        ),
        source=standard.file,
    )


def _listed(
    some: Sequence[Form], forms: Forms, standard: Standard | None, downloads: list[Download]
) -> list[tuple[str, list[Listed]]]:
    """Return each group that has forms, with them."""
    by_group = {
        name: [
            Listed(
                fill(form, forms, standard),
                forms.role_names[0].put(f"${capital(form.by)}"),
                routes.form(form.id, standard.id if standard else None),
                [one for one in downloads if one.form == form.id],
            )
            for form in some
            if form.group == group
        ]
        for group, name in groups().items()
    }
    return [(name, listed) for name, listed in by_group.items() if listed]


def _form(form: Form, forms: Forms, standard: Standard | None, downloads: Sequence[Download]) -> Page:
    address = routes.form(form.id, standard.id if standard else None)
    with making(address, form.file):
        word = next((one for one in downloads if one.form == form.id and one.file.endswith(".docx")), None)
        return _form_page(form, forms, standard, address, word)


def _form_page(form: Form, forms: Forms, standard: Standard | None, address: str, word: Download | None) -> Page:
    put = forms.role_names[0].put
    name, purpose = f"{form.code} {put(form.title)}", put(form.purpose)
    return Page(
        address=address,
        title=f"{name}: {standard.title}" if standard else name,
        description=" ".join([purpose, gettext("{title}: a form to print.", title=(standard or forms.suite).title)]),
        template="form.html",
        context={
            **context(forms),
            "fill": partial(fill, form, forms, standard),
            "sources": partial(sources, names=forms.role_names[0]),
            "standard": standard,
            "nav": standard_nav(standard, forms.suite) if standard else (),
            "back": routes.standard_forms(standard.id) if standard else routes.FORMS,
            "orientation": form.orientation,
            "word": word,
        },
        styles=STYLES,
        script=SCRIPT,
        section=routes.FORMS,
        entries=(Entry(address, f"{name}: {standard.title}" if standard else name, purpose),),
        source=None if form.built_in else form.file,
    )
