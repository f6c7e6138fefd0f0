"""The whole flow: read, check, model, render. Read this file first.

A folder of YAML comes in and every page and file of the site goes out; who puts them where is the publishers' business.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from competence_standards import check as rules
from competence_standards import routes
from competence_standards.forms import pages as form_pages
from competence_standards.forms.cache import cached, prune
from competence_standards.forms.check import form_problems
from competence_standards.forms.documents import documents, packs
from competence_standards.forms.download import Download
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import Forms
from competence_standards.forms.from_source import fitting, forms_of
from competence_standards.forms.letters import unprintable_letters
from competence_standards.forms.logo import with_logo
from competence_standards.forms.progress import show_progress
from competence_standards.forms.sources import can_be_filled_in
from competence_standards.model import Suite, part_kinds, standard, suite, text_of, texts_of, themes
from competence_standards.problem import Invalid, Problem, errors, shown
from competence_standards.read import (
    Docs,
    DocsPage,
    DocsSettings,
    Folder,
    built_in,
    help_page,
    in_its_language,
    read_docs,
    read_folder,
)
from competence_standards.render import File, Page, SiteSize, files, making, render
from competence_standards.render.help import HelpForm, anchors, help_pages
from competence_standards.self_assessment import pages as self_assessment
from competence_standards.self_assessment.check import self_assessment_problems
from competence_standards.translation import gettext as _

_RULES_OF_FEATURES = (form_problems, self_assessment_problems)


@dataclass(frozen=True)
class Built:
    """What a build makes: the suite, every page and other file made from it, and the notes that the check had."""

    suite: Suite
    pages: tuple[Page, ...]
    files: tuple[File, ...]
    docs: Docs | None
    """The site's own help pages, which a publisher turns into HTML."""
    help: tuple[DocsPage, ...]
    """The built-in help pages that the site does not replace, in the words of the suite."""
    notes: tuple[Problem, ...]
    styles: Mapping[str, str]
    """The rules that features add to the style sheets, by the name of the sheet."""
    size: SiteSize
    """What a publisher adds the size of each page and file to. Each build has a new one."""


def build(
    standards: Path, keep: Path | None = None, docs: DocsSettings | None = None, logo: Path | None = None
) -> Built:
    """Build every page and file from the YAML in a folder.

    Args:
        standards: The folder.
        keep: Where the documents to download are kept from one build to the next; None for a site without them.
        docs: Where the help pages are; None for a site without them.
        logo: The logo of the site, for the documents. None for that of the suite, if it has one.

    Raises:
        Invalid: with every problem found, if any of them is an error.
        OSError: if documents cannot be kept there.
    """
    written = read_docs(docs) if docs else None
    folder = read_folder(standards)
    forms, notes = _sound(folder, written)
    with making(_("The site"), folder.suite_file):
        made = downloads(with_logo(forms, logo), keep) if keep and forms.forms else []
        pages = render(forms.suite, _pages_of_features(forms, made))
        others = (*files(forms.suite), *form_pages.files(forms, made), *self_assessment.files(forms.suite))
        styles = {"forms.css": form_pages.column_widths(forms)}
    if shared := list(shared_addresses([*pages, *others])):
        raise Invalid(shared)
    return Built(
        suite=forms.suite,
        pages=tuple(pages),
        files=others,
        docs=written,
        help=tuple(built_in_help(forms, written, marks=True)),
        notes=notes,
        styles=styles,
        size=SiteSize(folder.suite_file, *_extent(folder)),
    )


def built_in_help(forms: Forms, docs: Docs | None = None, *, marks: bool = False) -> Iterator[DocsPage]:
    """Yield the built-in help pages of a site, in Markdown.

    Args:
        forms: The forms, with their suite.
        docs: The site's own help pages. Each replaces the built-in one with the same address.
        marks: Whether to mark text that is not translated as English, with HTML.
    """
    own = {page.address for page in docs.pages} if docs else set()
    listed = {
        form.id: HelpForm(
            form.code, forms.role_names[0].put(form.title), form.per == "standard", can_be_filled_in(form)
        )
        for form in forms.forms
    }
    for page in help_pages(forms.suite, listed, marks=marks):
        made = help_page(page.name, page.text)
        if made.address not in own:
            yield made


def shared_addresses(made: Iterable[Page | File]) -> Iterator[Problem]:
    """Yield a problem for each page or file that has the address of another one.

    Some servers and disks do not tell capital letters from small ones, so two such addresses count as one.
    """
    first: dict[str, Page | File] = {}
    for one in made:
        other = first.setdefault(one.address.casefold(), one)
        if other is not one:
            message = _(
                "The address {address} is used twice: for {one} and for {other}.",
                address=shown(one.address),
                one=other.made_from,
                other=one.made_from,
            )
            hint = _("Change the id or the file name of one of them.")
            yield Problem(one.made_from, 1, 1, "", message, hint)


def _pages_of_features(forms: Forms, made: Sequence[Download]) -> Iterator[Page]:
    yield from form_pages.pages(forms, made)
    yield from self_assessment.pages(forms.suite)


def _extent(folder: Folder) -> tuple[int, int]:
    """Return how many standards there are, and the length of all sources."""
    return len(folder.standards), sum(len(source.text) for source in folder.sources)


def check(folder: Folder, today: date | None = None) -> list[Problem]:
    """Return every problem in the folder, as ``competence_standards.check.check`` does, with those of the forms."""
    return rules.check(folder, today, _RULES_OF_FEATURES)


def problems_of(folder: Folder, files: Collection[str], today: date | None = None) -> list[Problem]:
    """Return the problems in some files of a folder, and those in its other files that they cause."""
    return rules.problems_of(folder, files, today, _RULES_OF_FEATURES)


def docs_problems(docs: Docs, folder: Folder, *, links: bool = True) -> list[Problem]:
    """Return every problem in the help pages of a site.

    Args:
        docs: The help pages that were read.
        folder: The standards of the site, whose pages no help page may replace.
        links: Whether to report links that lead nowhere. A build leaves them to MkDocs, which can be strict or not.
    """
    own = rules.accepted(folder).suite
    left_out = texts_of(own, "leave_out") if own else []
    built_in_pages = {f"{name}.md": anchors(name) for name in built_in.help_names(left_out)}
    pages = set(addresses(folder)) if links else None
    return rules.check_docs(docs, folder, routes.GENERATED | routes.FILES, pages, built_in_pages)


def addresses(folder: Folder) -> Iterator[str]:
    """Yield the address of each page that a site makes from a folder, whatever errors its files have.

    Of a list that has several pages, the address is that of the first.
    """
    sound = fitting(rules.accepted(folder))
    vocabulary, forms, kinds = sound.vocabulary, sound.forms, part_kinds(sound.suite)
    yield from (routes.HOME, routes.STANDARDS, routes.ERRATA, routes.CONTACT, routes.FILE_FORMAT, routes.OFFLINE)
    for name, address in {
        "rating-scale": routes.MY_PROGRESS,
        "themes": routes.THEMES,
        "glossary": routes.GLOSSARY,
    }.items():
        yield from [address] if name in vocabulary else []
    yield from [routes.CORRESPONDENCES] if sound.groups else []
    yield from (routes.theme(theme.id) for theme in themes(vocabulary.get("themes")))
    for source in sound.standards:
        yield routes.standard(source.name)
        yield from [routes.checklist(source.name)] if "rating-scale" in vocabulary else []
        yield from [routes.matrix(source.name)] if standard(source, {}, kinds).needs else []
    rooms: list[str | None] = [*(source.name for source in sound.standards), None] if forms else []
    for room in rooms:
        yield routes.standard_forms(room) if room else routes.FORMS
        yield routes.forms_run(room) if room else routes.FORMS_RUN
        per = "standard" if room else "candidate"
        yield from (routes.form(text_of(form, "id"), room) for form in forms if text_of(form, "per") == per)


def downloads(forms: Forms, keep: Path) -> list[Download]:
    """Return every form as a document, and the packs of them. Only documents that have changed are made."""
    filled = list(filled_forms(forms))
    made = cached([*documents(filled), *packs(filled)], keep, show_progress)
    prune(keep, made)
    return made


def load(standards: Path) -> tuple[Suite, tuple[Problem, ...]]:
    """Return the suite in a folder of YAML, and the notes of the check.

    Raises:
        Invalid: with every problem found, if any of them is an error.
    """
    forms, notes = _sound(read_folder(standards), None)
    return forms.suite, notes


def load_forms(standards: Path, logo: Path | None = None) -> Forms:
    """Return the forms of the suite in a folder of YAML, with the logo of the site or that of the suite.

    Raises:
        Invalid: with every problem found, if any of them is an error.
    """
    return with_logo(_sound(read_folder(standards), None)[0], logo)


def _sound(folder: Folder, docs: Docs | None) -> tuple[Forms, tuple[Problem, ...]]:
    problems = check(folder)
    if docs:
        problems = sorted([*problems, *docs_problems(docs, folder, links=False)])
    if errors(problems):
        raise Invalid(problems)
    folder = fitting(in_its_language(folder))
    forms = forms_of(folder, suite(folder))
    if wrong := unprintable_letters(folder, forms):
        raise Invalid(sorted([*problems, *wrong]))
    return forms, tuple(problems)
