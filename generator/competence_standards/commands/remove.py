"""Run ``standards remove``: remove a standard, and every place that names it."""

import argparse
from pathlib import Path

from competence_standards.authoring.remove import remove
from competence_standards.authoring.revision import Refused, Revision
from competence_standards.commands.edits import add_dry_run, edit
from competence_standards.commands.shared import add_standards
from competence_standards.problem import shown
from competence_standards.read import Folder, NoRevision, read_revision
from competence_standards.translation import gettext as _

_PUBLISHED = ("origin/HEAD", "origin/main", "origin/master", "HEAD")
"""Where the published standards probably are. The first that exists is used."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("name", metavar=_("STANDARD"), help=_("the id of the standard"))
    parser.add_argument(
        "--base",
        metavar=_("REVISION"),
        help=_("the git revision that is published (default: the main branch of origin, or the last commit)"),
    )
    parser.add_argument("--force", action="store_true", help=_("remove it even if it is published"))
    add_dry_run(parser)
    add_standards(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""

    def removed(folder: Folder) -> Revision:
        revision = remove(folder, options.name)
        if not options.force and (base := _published(options.standards, options.name, options.base)):
            raise Refused(
                _("{name} is published in {revision}.", name=shown(options.name), revision=base),
                _(
                    "Learners can have saved answers for it. Withdraw it instead: {command}. To remove it anyway, add "
                    "--force.",
                    command=f'standards withdraw {options.name} --reason "…"',
                ),
            )
        return revision

    return edit("remove", options, removed)


def _published(folder: Path, name: str, base: str | None) -> str:
    """Return the first revision, of those that may be published, if it has the standard. Empty if it does not.

    Raises:
        Refused: if the given revision cannot be read.
    """
    for revision in [base] if base is not None else _PUBLISHED:
        try:
            published = read_revision(folder, revision)
        except NoRevision as refusal:
            if base is not None:
                raise Refused(str(refusal)) from None
            continue
        return revision if name in published.standards else ""
    return ""
