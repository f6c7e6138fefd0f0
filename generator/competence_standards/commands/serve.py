"""Run ``standards serve``: preview the site on this computer."""

import argparse
import signal
import sys
from functools import partial
from pathlib import Path

from competence_standards.publish.preview import Address, Refused, serve
from competence_standards.translation import gettext as _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "--address",
        type=_address,
        metavar=_("ADDRESS"),
        help=_("a port, for example 8001, or a host and a port (default: dev_addr of mkdocs.yml, or 127.0.0.1:8000)"),
    )
    parser.add_argument(
        "--config", type=Path, default=Path("mkdocs.yml"), help=_("default: {value}", value="mkdocs.yml")
    )


def _address(text: str) -> Address:

    try:
        return Address.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    # Remove temporary files after SIGTERM too, as after Ctrl+C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        serve(options.config, options.address, partial(print, flush=True))
    except KeyboardInterrupt:
        return 0
    except Refused as refusal:
        print(f"standards serve: {refusal}", file=sys.stderr)
        return 1
    return 0
