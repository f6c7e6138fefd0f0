"""The whole flow: read, check, model, render. Read this file first.

A folder of YAML comes in and every page and file of the site goes out; who puts them where is the publishers' business.
"""

from dataclasses import dataclass
from pathlib import Path

from generator import routes
from generator.check import check, check_docs
from generator.documents import documents, kept, packs, prune, watched
from generator.forms import Download, sheets
from generator.model import Suite, suite
from generator.problem import Invalid, Problem, errors
from generator.read import Docs, DocsSettings, Folder, read_docs, read_folder
from generator.render import File, Page, files, render


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
    return Built(the_suite, tuple(render(the_suite, made)), tuple(files(the_suite, made)), written, notes)


def docs_problems(docs: Docs, folder: Folder) -> list[Problem]:
    """Return every problem in the help pages of a site.

    Args:
        docs: The help pages that were read.
        folder: The standards of the site, whose pages no help page may replace.
    """
    return check_docs(docs, folder, routes.GENERATED | routes.FILES)


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


def _sound(folder: Folder, docs: Docs | None) -> tuple[Suite, tuple[Problem, ...]]:
    problems = check(folder)
    if docs:
        problems = sorted([*problems, *docs_problems(docs, folder)])
    if errors(problems):
        raise Invalid(problems)
    return suite(folder), tuple(problems)
