"""The whole flow: read, check, model, render. Read this file first.

A folder of YAML comes in and every page and file of the site goes out; who puts them where is the publishers' business.
"""

from dataclasses import dataclass
from pathlib import Path

from generator.check import check
from generator.documents import documents, kept, packs, prune, watched
from generator.forms import Download, sheets
from generator.model import Suite, suite
from generator.problem import Invalid, Problem, errors
from generator.read import read_folder
from generator.render import File, Page, files, render


@dataclass(frozen=True)
class Built:
    """What a build makes: the suite, every page and other file made from it, and the notes that the check had."""

    suite: Suite
    pages: tuple[Page, ...]
    files: tuple[File, ...]
    notes: tuple[Problem, ...]


def build(standards: Path, keep: Path | None = None) -> Built:
    """Build every page and file from the YAML in a folder.

    Args:
        standards: The folder.
        keep: Where the documents to download are kept from one build to the next; None for a site without them.

    Raises:
        Invalid: with every problem found, if any of them is an error.
        OSError: if documents cannot be kept there.
    """
    the_suite, notes = load(standards)
    made = downloads(the_suite, keep) if keep and the_suite.forms else []
    return Built(the_suite, tuple(render(the_suite, made)), tuple(files(the_suite, made)), notes)


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
    folder = read_folder(standards)
    problems = check(folder)
    if errors(problems):
        raise Invalid(problems)
    return suite(folder), tuple(problems)
