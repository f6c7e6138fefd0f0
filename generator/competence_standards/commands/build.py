"""Run ``standards build``: build the site into a folder."""

import argparse
import sys
from pathlib import Path

from competence_standards.translation import gettext as _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "--into", type=Path, metavar=_("DIR"), help=_("the folder of the site (default: site_dir of mkdocs.yml)")
    )
    parser.add_argument(
        "--config", type=Path, default=Path("mkdocs.yml"), help=_("default: {value}", value="mkdocs.yml")
    )


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    if not options.config.is_file():
        message = _("There is no file {file}. Run the command in its folder.", file=options.config.as_posix())
        print(f"standards build: {message}", file=sys.stderr)
        return 2
    # Loading MkDocs takes long, and is not needed for a wrong path.
    from competence_standards.publish.site import build_site  # noqa: PLC0415

    return build_site(options.config, options.into)
