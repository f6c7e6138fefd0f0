"""Run ``standards customise``: copy a built-in file into the suite, where authors can change it."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from competence_standards.build import built_in_help, load_forms
from competence_standards.commands.shared import add_standards
from competence_standards.problem import Invalid, nearest, shown
from competence_standards.read import built_in
from competence_standards.translation import gettext as _
from competence_standards.write import write

_HELP = "help/"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("name", nargs="?", metavar=_("NAME"), help=_("the file to copy; without it, list all files"))
    add_standards(parser)
    parser.add_argument("--docs", type=Path, default=Path("docs"), help=_("the folder of help pages (default: docs)"))


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    names = [*built_in.files(), *(f"{_HELP}{name}" for name in built_in.help_names())]
    if options.name is None:
        for name in names:
            own = _own(options, name).exists()
            print(_("{name} (this suite has its own)", name=name) if own else name)
        return 0
    name = options.name.removesuffix(".yml").removesuffix(".md")
    if name not in names:
        near = nearest(name, names)
        hint = _("Did you mean {word}?", word=shown(near)) if near else _("Run standards customise to list the names.")
        return _refused(_("No built-in file is called {name}.", name=shown(name)), hint)
    path = _own(options, name)
    if path.exists():
        return _refused(_("{file} exists already.", file=path.as_posix()), _("Edit it, or delete it first."))
    try:
        for folder, file, text in _files(options, name):
            write(folder, file, text.encode())
            print(_("Wrote {file}.", file=Path(folder, file).as_posix()))
    except Invalid as invalid:
        return _refused(_("The standards have errors. Run standards check."), str(invalid).partition("\n")[0])
    except OSError as error:
        return _refused(str(error))
    return 0


def _own(options: argparse.Namespace, name: str) -> Path:
    """Return the path of the suite's own file."""
    if name.startswith(_HELP):
        return Path(options.docs, f"{name.removeprefix(_HELP)}.md")
    return Path(options.standards, f"{name}.yml")


def _files(options: argparse.Namespace, name: str) -> Iterator[tuple[Path, str, str]]:
    """Yield the folder, the path in it and the text of each file to write.

    Raises:
        Invalid: if the file is a help page, and the standards have errors.
    """
    if name.startswith(_HELP):
        file = f"{name.removeprefix(_HELP)}.md"
        forms = load_forms(options.standards)
        # A page that the suite leaves out can be copied too.
        has = forms.suite.help | {name.removeprefix(_HELP)}
        pages = built_in_help(replace(forms, suite=replace(forms.suite, help=has)))
        yield from ((options.docs, page.path, page.text) for page in pages if page.path == file)
        return
    # The words of roles and of decisions have the same sets, so a suite has both files or none.
    together = [other for other in built_in.PAIR if name in built_in.PAIR and not _own(options, other).exists()]
    with_schema = (options.standards.resolve().parent / "schema").is_dir()
    for one in together or [name]:
        yield options.standards, f"{one}.yml", built_in.text_of(one, with_schema=with_schema)


def _refused(*sentences: str) -> int:
    message = " ".join(sentences)
    print(f"standards customise: {message}", file=sys.stderr)
    return 2
