"""The option that several commands have."""

import argparse
from pathlib import Path

from competence_standards.translation import gettext as _


def add_standards(parser: argparse.ArgumentParser) -> None:
    """Declare the option that names the folder of standards."""
    parser.add_argument(
        "--standards", type=Path, default=Path("standards"), help=_("default: {value}", value="standards")
    )
