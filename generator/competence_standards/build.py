"""The whole flow: read, check, model, render. Read this file first.

A folder of YAML comes in and every page and file of the site goes out; who puts them where is the publishers' business.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from competence_standards import routes
from competence_standards.check import accepted, check, check_docs
from competence_standards.documents import documents, kept, packs, prune, watched
from competence_standards.forms import Download, fill, sheets
from competence_standards.model import Suite, standard, suite, text_of, themes
from competence_standards.problem import Invalid, Problem, errors, shown
from competence_standards.read import Docs, DocsSettings, Folder, read_docs, read_folder
from competence_standards.render import File, Page, files, render
from competence_standards.self_assessment import pages as self_assessment
from competence_standards.translation import gettext as _

_UNUSUAL = re.compile("[^\\x00-\u017f\u2010-\u2027]")
"""Letters that the fonts of the PDF files may not have."""
_MOST_LETTERS = 20


@dataclass(frozen=True)
class Built:
    """What a build makes: the suite, every page and other file made from it, and the notes that the check had."""

    suite: Suite
    pages: tuple[Page, ...]
    files: tuple[File, ...]
    docs: Docs | None
    """The help pages, which a publisher turns into HTML."""
    notes: tuple[Problem, ...]


def build(standards: Path, keep: Path | None = None, docs: DocsSettings | None = None) -> Built:
    """Build every page and file from the YAML in a folder.

    Args:
        standards: The folder.
        keep: Where the documents to download are kept from one build to the next; None for a site without them.
        docs: Where the help pages are; None for a site without them.

    Raises:
        Invalid: with every problem found, if any of them is an error.
        OSError: if documents cannot be kept there.
    """
    written = read_docs(docs) if docs else None
    the_suite, notes = _sound(read_folder(standards), written)
    made = downloads(the_suite, keep) if keep and the_suite.forms else []
    pages = render(the_suite, made, self_assessment.pages(the_suite))
    others = (*files(the_suite, made), *self_assessment.files(the_suite))
    if shared := list(shared_addresses([*pages, *others])):
        raise Invalid(shared)
    return Built(suite=the_suite, pages=tuple(pages), files=others, docs=written, notes=notes)


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
                one=_source(other),
                other=_source(one),
            )
            hint = _("Change the id or the file name of one of them.")
            yield Problem(_source(one), 1, 1, "", message, hint)


def _source(made: Page | File) -> str:
    """Return what a page or file is made from: the source that an author edits, or else its template."""
    if isinstance(made, Page):
        return made.source or made.template
    return made.address


def docs_problems(docs: Docs, folder: Folder, *, links: bool = True) -> list[Problem]:
    """Return every problem in the help pages of a site.

    Args:
        docs: The help pages that were read.
        folder: The standards of the site, whose pages no help page may replace.
        links: Whether to report links that lead nowhere. A build leaves them to MkDocs, which can be strict or not.
    """
    return check_docs(docs, folder, routes.GENERATED | routes.FILES, set(addresses(folder)) if links else None)


def addresses(folder: Folder) -> Iterator[str]:
    """Yield the address of each page that a site makes from a folder, whatever errors its files have.

    Of a list that has several pages, the address is that of the first.
    """
    sound = accepted(folder)
    vocabulary, forms = sound.vocabulary, sound.forms
    yield from (routes.HOME, routes.STANDARDS, routes.ERRATA, routes.CONTACT, routes.FILE_FORMAT, routes.OFFLINE)
    for name, address in {
        "rating-scale": routes.MY_PROGRESS,
        "themes": routes.THEMES,
        "correspondences": routes.CORRESPONDENCES,
        "glossary": routes.GLOSSARY,
    }.items():
        yield from [address] if name in vocabulary else []
    yield from (routes.theme(theme.id) for theme in themes(vocabulary.get("themes")))
    for source in sound.standards:
        yield routes.standard(source.name)
        yield from [routes.checklist(source.name)] if "rating-scale" in vocabulary else []
        yield from [routes.matrix(source.name)] if standard(source, {}).needs else []
    rooms: list[str | None] = [*(source.name for source in sound.standards), None] if forms else []
    for room in rooms:
        yield routes.standard_forms(room) if room else routes.FORMS
        yield routes.forms_run(room) if room else routes.FORMS_RUN
        per = "standard" if room else "candidate"
        yield from (routes.form(text_of(form, "id"), room) for form in forms if text_of(form, "per") == per)


def downloads(the_suite: Suite, keep: Path) -> list[Download]:
    """Every evidence form as a document, and the packs of them; only what has changed is made."""
    filled = list(sheets(the_suite))
    made = kept([*documents(filled), *packs(filled)], keep, watched)
    prune(keep, made)
    return made


def load(standards: Path) -> tuple[Suite, tuple[Problem, ...]]:
    """The suite in a folder of YAML, and the notes that the check had.

    Raises:
        Invalid: with every problem found, if any of them is an error.
    """
    return _sound(read_folder(standards), None)


def unprintable_letters(folder: Folder, the_suite: Suite | None = None) -> list[Problem]:
    """Return a problem for each letter on a form that the PDF files cannot show, at its first place in each file.

    Args:
        folder: The standards and forms, which have no errors.
        the_suite: The suite that is in the folder, if it was made already.
    """
    sources = [*filter(None, [folder.suite]), *folder.standards, *folder.vocabulary.values(), *folder.forms]
    found = [(source, set(_UNUSUAL.findall(source.words))) for source in sources if not source.words.isascii()]
    unusual = [(source, letters) for source, letters in found if letters]
    if not folder.forms or not unusual:
        return []
    from competence_standards.documents.pdf import unprintable  # noqa: PLC0415 - takes long to load, and is seldom needed

    the_suite = the_suite or suite(folder)
    names = {source.name for source, __ in unusual}
    # What is on the forms besides the words of a standard is on those for the first standard too.
    filled = [one for one in the_suite.standards if one.id in names] or the_suite.standards[:1]
    printed = "".join(
        repr(fill(form, the_suite, standard, words))
        for words in the_suite.word_sets
        for form in the_suite.forms
        for standard in (filled if form.per == "standard" else [None])
    )
    wrong = unprintable(sorted(set(_UNUSUAL.findall(printed))), _MOST_LETTERS)
    problems = []
    for source, letters in unusual:
        for letter in wrong:
            if letter in letters:
                # A letter that is written as its code in the file has no place there.
                at = max(source.text.find(letter), 0)
                line, column = source.text.count("\n", 0, at) + 1, at - source.text.rfind("\n", 0, at)
                char = f"{letter} (U+{ord(letter):04X})"
                message = _("The PDF forms cannot show the character {char}.", char=char)
                hint = _("Delete it, or write a word instead.")
                problems.append(Problem(source.file, line, column, "", message, hint))
    return problems


def _sound(folder: Folder, docs: Docs | None) -> tuple[Suite, tuple[Problem, ...]]:
    problems = check(folder)
    if docs:
        problems = sorted([*problems, *docs_problems(docs, folder, links=False)])
    if errors(problems):
        raise Invalid(problems)
    the_suite = suite(folder)
    if wrong := unprintable_letters(folder, the_suite):
        raise Invalid(sorted([*problems, *wrong]))
    return the_suite, tuple(problems)
