"""What the commands have in common that change a suite: show the changes, check them, write them."""

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from competence_standards.authoring.edit import CannotEdit
from competence_standards.authoring.revision import Refused, Revision
from competence_standards.build import check, docs_problems
from competence_standards.problem import Invalid, Problem, counted, errors, notes, printable
from competence_standards.read import Folder, read_docs, read_folder
from competence_standards.translation import gettext as _


def add_dry_run(parser: argparse.ArgumentParser) -> None:
    """Declare the option that only shows the changes."""
    parser.add_argument("--dry-run", action="store_true", help=_("show what would change, and change nothing"))


def edit(
    command: str, options: argparse.Namespace, change: Callable[[Folder], Revision], *, decides: bool = True
) -> int:
    """Change a suite and return the exit status of the command.

    Args:
        command: The name of the command.
        options: The options of the command, with ``standards`` and ``dry_run``.
        change: What the command does.
        decides: Whether the author may have to decide something afterwards. If not, an error that the change would
            cause is a reason to refuse it.
    """
    folder = read_folder(options.standards)
    if unread := errors(folder.problems):
        # A file that cannot be read can name the standard too.
        raise Invalid(unread)
    try:
        revision = change(folder)
        new = list(_new_problems(folder, revision.folder))
        if not decides and (wrong := errors(new)):
            raise Refused(wrong[0].message, wrong[0].hint)  # noqa: TRY301 - it is told as the others are
        if not options.dry_run:
            revision.write(folder)
    except CannotEdit as refusal:
        raise Invalid([refusal.problem]) from None
    except (Refused, OSError) as refusal:
        print(f"standards {command}: {printable(str(refusal))}", file=sys.stderr)
        return 2
    if options.dry_run:
        print(_("This is a dry run, so no file is changed. Without --dry-run, the command does this:"))
        print("\n".join(map(printable, revision.difference())))
    print("\n".join(printable(line) for said in revision.done for line in said.split("\n")))
    if new:
        found = counted(len(errors(new)), len(notes(new)))
        print(_("You have to decide the rest. The check finds {problems} that it did not find before:", problems=found))
        print("\n".join(problem.as_text() for problem in new))
    return 1 if errors(new) else 0


def _new_problems(before: Folder, after: Folder) -> Iterable[Problem]:
    """Yield the problems that a change causes, the errors first."""
    today = date.today()  # noqa: DTZ011 - the author's own day is meant
    known = {_same(problem) for problem in _problems(before, today)}
    found = [problem for problem in _problems(after, today) if _same(problem) not in known]
    return [*errors(found), *notes(found)]


def _problems(folder: Folder, today: date) -> list[Problem]:
    site = Path("mkdocs.yml")
    if not site.exists():
        return check(folder, today)
    # Only this needs MkDocs, which takes long to load.
    from competence_standards.publish.configuration import read_docs_settings  # noqa: PLC0415

    try:
        docs = read_docs(read_docs_settings(site))
    except Invalid:
        # This command does not change mkdocs.yml, so the file has the same errors afterwards.
        return check(folder, today)
    return sorted([*check(folder, today), *docs_problems(docs, folder)])


def _same(problem: Problem) -> tuple[str, str, str]:
    """Return what a problem has in common with the same problem on another line."""
    return problem.file, problem.where, problem.message
