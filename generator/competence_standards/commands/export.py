"""Run ``standards export``: write the pages as Markdown files."""

import argparse
import sys
from pathlib import Path

from competence_standards.build import build
from competence_standards.commands.shared import add_standards
from competence_standards.publish.folder import Occupied, publish
from competence_standards.read import DocsSettings
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("into", type=Path, metavar=_("DIR"), help=_("a new folder"))
    add_standards(parser)
    parser.add_argument("--docs", type=Path, default=Path("docs"), help=_("the folder of help pages (default: docs)"))


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    try:
        built = build(options.standards, docs=DocsSettings(options.docs))
        pages = publish(built, options.into)
    except (Occupied, OSError) as refusal:
        print(f"standards export: {refusal}", file=sys.stderr)
        return 2
    print(
        ngettext(
            "Wrote {number} page to {folder}. Build it with MkDocs or another site builder that reads mkdocs.yml.",
            "Wrote {number} pages to {folder}. Build them with MkDocs or another site builder that reads mkdocs.yml.",
            pages,
            folder=options.into,
        )
    )
    return 0
