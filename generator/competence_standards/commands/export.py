"""Run ``standards export``: write a project that Zensical builds into the site."""

import argparse
import sys
from pathlib import Path

from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("into", type=Path, metavar=_("DIR"), help=_("a new folder"))
    parser.add_argument(
        "--config", type=Path, default=Path("mkdocs.yml"), help=_("default: {value}", value="mkdocs.yml")
    )


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    if not options.config.is_file():
        message = _("There is no file {file}. Run the command in its folder.", file=options.config.as_posix())
        print(f"standards export: {message}", file=sys.stderr)
        return 2
    # Loading MkDocs takes long, and is not needed for a wrong path.
    from competence_standards.publish.zensical import TESTED, Occupied, export  # noqa: PLC0415

    try:
        exported = export(options.config, options.into)
    except (Occupied, OSError) as refusal:
        print(f"standards export: {refusal}", file=sys.stderr)
        return 2
    for note in exported.notes:
        print(f"mkdocs.yml: {note}", file=sys.stderr)
    print(
        ngettext(
            "Wrote {number} page to {folder}.", "Wrote {number} pages to {folder}.", exported.pages, folder=options.into
        )
    )
    print(_("To build the site, install Zensical with: pip install zensical=={version}", version=TESTED))
    print(_("Then run in that folder: zensical build"))
    return 0
