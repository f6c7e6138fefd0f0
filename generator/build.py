"""The whole flow: read, check, model, render. Read this file first.

A folder of YAML comes in and every page of the site goes out; who puts the pages where is the publishers' business.
"""

from dataclasses import dataclass
from pathlib import Path

from generator.check import check
from generator.model import Suite, suite
from generator.problem import Invalid, Problem, errors
from generator.read import Folder, read_folder
from generator.render import Page, render


@dataclass(frozen=True)
class Built:
    """What a build makes: the suite, every page made from it, and the notes that the check had."""

    suite: Suite
    pages: tuple[Page, ...]
    notes: tuple[Problem, ...]


def build(standards: Path, *, notes: bool = True) -> Built:
    """Build every page from the YAML in a folder, and have the check look for notes too unless nobody will read them.

    Raises:
        Invalid: with every problem found, if any of them is an error.
    """
    folder: Folder = read_folder(standards)
    problems = check(folder, notes=notes)
    if errors(problems):
        raise Invalid(problems)
    the_suite = suite(folder)
    return Built(the_suite, tuple(render(the_suite)), tuple(problems))
