"""Run ``standards check``: list every error in the standards and the help pages, with its line."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from competence_standards.build import check, docs_problems, problems_of
from competence_standards.check import published_problems
from competence_standards.forms.letters import unprintable_letters
from competence_standards.forms.logo import logo_problems
from competence_standards.problem import Invalid, Problem, errors, printable, report
from competence_standards.read import DocsSettings, Folder, NoRevision, folder_of, read_docs, read_folder, read_revision
from competence_standards.translation import gettext as _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar=_("PATH"),
        help=_(
            "a folder of standards or help pages, or files in it (default: standards, and the docs_dir of mkdocs.yml)"
        ),
    )
    parser.add_argument(
        "--format", choices=["text", "github", "json"], default="text", help=_("default: {value}", value="text")
    )
    parser.add_argument(
        "--base",
        metavar=_("REVISION"),
        help=_("also compare with the standards published at this git revision, for example origin/main"),
    )


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    # The command ends soon and keeps all that it reads. Garbage collection would take a third of the time.
    gc.disable()
    problems: list[Problem] = []
    files = 0
    written = _HelpPages(options.paths)
    folders: dict[Path, set[str] | None] = {}
    for path in options.paths or [Path("standards")]:
        if written.take(path):
            continue
        if reason := _unusable(path):
            print(f"standards check: {reason}", file=sys.stderr)
            return 2
        if path.is_dir():
            folders[path] = None
        elif (named := folders.setdefault(folder_of(path), set())) is not None:
            # Check the file with its whole suite, but do not report problems of other files.
            named.add(path.as_posix())
    whole = {folder: read_folder(folder) for folder in folders}
    for folder, named in folders.items():
        read = whole[folder]
        today = date.today()  # noqa: DTZ011 - the author's own day is meant
        found = check(read, today) if named is None else problems_of(read, named | {read.path}, today)
        if not errors(found) and read.forms:
            wrong = unprintable_letters(read)
            found += [problem for problem in wrong if named is None or problem.file in named]
            found += logo_problems(read, written.logo) if named is None else []
        if options.base is not None:
            try:
                broken = list(published_problems(read, read_revision(folder, options.base)))
            except NoRevision as refusal:
                print(f"standards check: {refusal}", file=sys.stderr)
                return 2
            found += [problem for problem in broken if named is None or problem.file in named | {read.path}]
        files += read.files if named is None else len(named | {problem.file for problem in found})
        problems += found
    found, number = written.check(whole.get(Path("standards")))
    problems += found
    files += number
    print(report(sorted(problems), files, options.format))
    return 1 if errors(problems) else 0


class _HelpPages:
    """The help pages to check: the folder in the site's settings, or files in it."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Find the folder, if the paths can mean it."""
        self._settings: DocsSettings | None = None
        self._problems: list[Problem] = []
        self._named: list[str] = [] if paths else ["."]
        site = Path("mkdocs.yml")
        # Reading mkdocs.yml takes as long as checking some standards.
        if site.exists() and not (paths and all(path.suffix in {".yml", ".yaml"} for path in paths)):
            from competence_standards.publish.configuration import read_docs_settings  # noqa: PLC0415

            try:
                self._settings = read_docs_settings(site)
            except Invalid as invalid:
                self._problems += invalid.problems

    @property
    def logo(self) -> Path | None:
        """The file of the site's logo, or None if the paths do not mean the site."""
        return self._settings.logo if self._settings and self._named == ["."] else None

    def take(self, path: Path) -> bool:
        """Tell whether a path is a help page or the folder of the help pages. If so, include it in the check."""
        if self._problems and not path.is_dir():
            # Without the settings, nobody knows whether it is one.
            return path.suffix not in {".yml", ".yaml"}
        within = self._within(path)
        if within.partition(os.sep)[0] == os.pardir or not os.path.lexists(path):
            return False
        self._named.append(within)
        return True

    def check(self, standards: Folder | None) -> tuple[list[Problem], int]:
        """Return the problems, and the number of files checked.

        Args:
            standards: The standards of the site, if they have been read.
        """
        if self._settings is None or not self._named:
            return self._problems, 0

        docs = read_docs(self._settings)
        top = self._settings.path
        found = docs_problems(docs, standards or read_folder(Path("standards")))
        files = {(top / file).as_posix() for file in docs.files} | {problem.file for problem in found}
        chosen = {file for file in files if self._is_named(self._within(file))}
        return [problem for problem in found if problem.file in chosen], len(chosen)

    def _within(self, path: Path | str) -> str:
        """Return the path of a file from the folder of the help pages. ``..`` if it is elsewhere."""
        try:
            return os.path.relpath(path, self._settings.path) if self._settings else os.pardir
        except ValueError:
            # It is on another drive of Windows.
            return os.pardir

    def _is_named(self, within: str) -> bool:
        return any(name == "." or f"{within}{os.sep}".startswith(f"{name}{os.sep}") for name in self._named)


def _unusable(path: Path) -> str:
    """Return why a path is neither a folder nor a source file, or "" if it is one."""
    name = printable(str(path))
    try:
        path.lstat()
        if path.is_dir():
            return ""
    except FileNotFoundError:
        return _("{path} does not exist.", path=name)
    except (OSError, ValueError) as error:
        return _("{path} cannot be read: {reason}.", path=name, reason=getattr(error, "strerror", error))
    is_source = path.suffix.lower() in (".yml", ".yaml") and not path.name.startswith(".")
    return "" if is_source else _("{path} is not a source file. Source files end in .yml.", path=name)
