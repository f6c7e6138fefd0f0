"""Run ``standards withdraw``: mark a standard as withdrawn."""

import argparse
from datetime import date

from competence_standards.authoring.revision import Revision
from competence_standards.authoring.withdraw import withdraw
from competence_standards.commands.edits import add_dry_run, edit
from competence_standards.commands.shared import add_standards
from competence_standards.read import Folder
from competence_standards.translation import gettext as _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("name", metavar=_("STANDARD"), help=_("the id of the standard"))
    parser.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("one sentence for readers"))
    parser.add_argument(
        "--replaced-by", nargs="+", default=[], metavar=_("STANDARD"), help=_("the standards to use instead")
    )
    parser.add_argument(
        "--since", metavar=_("VERSION"), help=_("the version that withdraws it (default: a new version, dated today)")
    )
    add_dry_run(parser)
    add_standards(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    today = date.today()  # noqa: DTZ011 - the author's own day is meant

    def withdrawn(folder: Folder) -> Revision:
        return withdraw(
            folder,
            options.name,
            reason=options.reason,
            replaced_by=options.replaced_by,
            since=options.since,
            today=today,
        )

    return edit("withdraw", options, withdrawn, decides=False)
