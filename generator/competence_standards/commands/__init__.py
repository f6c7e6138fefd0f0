"""The command line: ``standards new``, ``check``, ``serve``, ``build`` and others.

Each command is a module with ``add_arguments`` and ``run``. Only the module of the command that was given is loaded.
"""

import argparse
import errno
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from competence_standards.problem import Invalid
from competence_standards.translation import gettext as _


def _commands() -> Mapping[str, str]:
    """Return what each command does, by the command's name, which is also the name of its module."""
    return {
        "new": _("start a new suite, or add a standard to a suite"),
        "check": _("list every error in the YAML and the help pages, with its line"),
        "compare": _("say in plain language what changed since a git revision"),
        "build": _("build the site into a folder, ready to publish"),
        "serve": _("preview the site on this computer, and rebuild it on every save"),
        "suggest": _("suggest missing links between items, as YAML you can paste"),
        "withdraw": _("mark a standard as withdrawn"),
        "remove": _("remove a standard and every place that names it"),
        "documents": _("make the forms as PDF, Word and Excel files"),
        "customise": _("copy a built-in form or vocabulary into the suite, to change it"),
        "export": _("export a project that Zensical builds into the site"),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 for success, 1 for errors in the sources, 2 for wrong usage (``argparse`` exits with 2 itself).
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(given).parse_args(given)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except Invalid as invalid:
        print(invalid, file=sys.stderr)
        return 1
    except OSError as error:
        # The program that reads our output has stopped, as `head` does. Discard the rest. Windows says EINVAL.
        if not isinstance(error, BrokenPipeError) and not (os.name == "nt" and error.errno == errno.EINVAL):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


class _Version(argparse.Action):
    """The option that prints the installed version."""

    def __init__(self, option_strings: Sequence[str], dest: str, **settings: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, **settings)

    def __call__(self, parser: argparse.ArgumentParser, *__: object) -> None:
        """Print the version and exit."""
        # Other commands need not load it.
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

        try:
            print(f"standards {version('competence-standards-publisher')}")
        except PackageNotFoundError:
            parser.error(_("this copy is not installed, so it has no version. Run `make site` first."))
        parser.exit()


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="standards",
        description=_("Start a suite of standards, check it, preview it and publish it."),
    )
    parser.add_argument("--version", action=_Version, help=_("show the version"))
    commands = parser.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))
    for name, what in _commands().items():
        command = commands.add_parser(name, help=what)
        if name in given:
            module = import_module(f"{__name__}.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser
