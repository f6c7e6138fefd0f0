"""Run ``standards suggest``: list links between items that may be missing."""

import argparse

from competence_standards.build import load
from competence_standards.commands.shared import add_standards
from competence_standards.suggest import as_yaml, suggestions
from competence_standards.translation import gettext as _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    add_standards(parser)
    parser.add_argument(
        "--overlap",
        type=_share,
        default=0.4,
        metavar=_("SHARE"),
        help=_("the share of distinctive words two items must have in common, above 0 and up to 1 (default: 0.4)"),
    )


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(_("must be a number above 0 and up to 1, for example 0.4"))
    return share


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    suite = load(options.standards)[0]
    found = suggestions(suite, options.overlap)
    print("\n".join(as_yaml(found, suite)) or _("No suggestions. Try a smaller --overlap."))
    return 0
