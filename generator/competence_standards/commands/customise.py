"""Run ``standards customise``: copy a built-in file into the suite, where authors can change it."""

import argparse
import sys
from pathlib import Path

from competence_standards.commands.shared import add_standards
from competence_standards.problem import nearest, shown
from competence_standards.read import built_in
from competence_standards.translation import gettext as _
from competence_standards.write import write


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("name", nargs="?", metavar=_("NAME"), help=_("the file to copy; without it, list all files"))
    add_standards(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    files = built_in.files()
    if options.name is None:
        for name in files:
            own = Path(options.standards, f"{name}.yml").exists()
            print(_("{name} (this suite has its own)", name=name) if own else name)
        return 0
    name = options.name.removesuffix(".yml")
    if name not in files:
        near = nearest(name, files)
        hint = _("Did you mean {word}?", word=shown(near)) if near else _("Run standards customise to list the names.")
        return _refused(_("No built-in file is called {name}.", name=shown(name)), hint)
    path = Path(options.standards, f"{name}.yml")
    # The words of roles and of decisions have the same sets, so a suite has both files or none.
    together = [other for other in built_in.PAIR if name in built_in.PAIR and other != name]
    if path.exists():
        return _refused(_("{file} exists already.", file=path.as_posix()), _("Edit it, or delete it first."))
    for one in [name, *(other for other in together if not Path(options.standards, f"{other}.yml").exists())]:
        text = built_in.text_of(one, with_schema=(options.standards.resolve().parent / "schema").is_dir())
        try:
            write(options.standards, f"{one}.yml", text.encode())
        except OSError as error:
            return _refused(str(error))
        print(_("Wrote {file}.", file=Path(options.standards, f"{one}.yml").as_posix()))
    return 0


def _refused(*sentences: str) -> int:
    message = " ".join(sentences)
    print(f"standards customise: {message}", file=sys.stderr)
    return 2
