"""The command line: ``standards check``, ``serve``, ``suggest``, ``documents`` and ``export``."""

import argparse
import gc
import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from competence_standards.problem import Invalid, Problem, errors, printable, report
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext

if TYPE_CHECKING:
    from competence_standards.publish.preview import Address
    from competence_standards.read import DocsSettings, Folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 when all is well, 1 when the sources hold errors, 2 for wrong usage (where ``argparse`` itself exits with 2).
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    try:
        status: int = options.command(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has seen enough, as `head` does; what is left goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


class _Version(argparse.Action):
    """Says which version is installed. It is looked up only when asked for, which keeps other commands quick."""

    def __init__(self, option_strings: Sequence[str], dest: str, **settings: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, **settings)

    def __call__(self, parser: argparse.ArgumentParser, *__: object) -> None:
        """Print the version and leave."""
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

        try:
            print(f"standards {version('competence-standards-publisher')}")
        except PackageNotFoundError:
            parser.error(_("this copy is not installed, so it has no version. Run `make site` first."))
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="standards",
        description=_("Check the standards, preview the site, suggest links, and make documents and pages."),
    )
    parser.add_argument("--version", action=_Version, help=_("show the version"))
    commands = parser.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))

    check = commands.add_parser("check", help=_("list every error in the YAML and the help pages, with its line"))
    check.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar=_("PATH"),
        help=_(
            "a folder of standards or help pages, or files in it (default: standards, and the docs_dir of mkdocs.yml)"
        ),
    )
    check.add_argument(
        "--format", choices=["text", "github", "json"], default="text", help=_("default: {value}", value="text")
    )
    check.add_argument(
        "--base",
        metavar=_("REVISION"),
        help=_("also compare with the standards published at this git revision, for example origin/main"),
    )
    check.set_defaults(command=_check)

    serve = commands.add_parser("serve", help=_("preview the site on this computer, and rebuild it on every save"))
    serve.add_argument(
        "--address",
        type=_address,
        metavar=_("ADDRESS"),
        help=_("a port, for example 8001, or a host and a port (default: dev_addr of mkdocs.yml, or 127.0.0.1:8000)"),
    )
    serve.add_argument(
        "--config", type=Path, default=Path("mkdocs.yml"), help=_("default: {value}", value="mkdocs.yml")
    )
    serve.set_defaults(command=_serve)

    suggest = commands.add_parser("suggest", help=_("suggest missing links between items, as YAML you can paste"))
    _add_standards(suggest)
    suggest.add_argument(
        "--overlap",
        type=_share,
        default=0.4,
        metavar=_("SHARE"),
        help=_("the share of distinctive words two items must have in common, above 0 and up to 1 (default: 0.4)"),
    )
    suggest.set_defaults(command=_suggest)

    documents = commands.add_parser("documents", help=_("make the forms as PDF, Word and Excel files"))
    documents.add_argument(
        "names", nargs="*", metavar=_("STANDARD"), help=_("only the forms for these standards (default: all forms)")
    )
    documents.add_argument(
        "--form", action="append", metavar=_("CODE"), help=_("only this form, for example T5; can be repeated")
    )
    documents.add_argument(
        "--format", action="append", choices=["pdf", "word", "excel"], help=_("can be repeated (default: all three)")
    )
    documents.add_argument("--into", type=Path, required=True, metavar=_("DIR"), help=_("the folder for the files"))
    documents.add_argument(
        "--packs",
        action="store_true",
        help=_(
            "also make one PDF and one ZIP of all forms for each standard. If you name no standard, also make those of "
            "all forms for each candidate"
        ),
    )
    documents.add_argument(
        "--words",
        metavar=_("ID"),
        help=_("the country whose wording to use, for example nz (default: the first in role-words.yml)"),
    )
    _add_standards(documents)
    documents.set_defaults(command=_documents)

    export = commands.add_parser("export", help=_("export the pages as Markdown files for another site builder"))
    export.add_argument("into", type=Path, metavar=_("DIR"), help=_("a new folder"))
    _add_standards(export)
    export.add_argument("--docs", type=Path, default=Path("docs"), help=_("the folder of help pages (default: docs)"))
    export.set_defaults(command=_export)
    return parser


def _add_standards(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--standards", type=Path, default=Path("standards"), help=_("default: {value}", value="standards")
    )


def _check(options: argparse.Namespace) -> int:
    from datetime import date  # noqa: PLC0415

    from competence_standards.build import check, problems_of  # noqa: PLC0415 - so that `standards --help` need not load it
    from competence_standards.check import published_problems  # noqa: PLC0415
    from competence_standards.read import NoRevision, folder_of, read_folder, read_revision  # noqa: PLC0415

    # The command ends soon, and all it reads lives until then: searching that for garbage costs a third of the time.
    gc.disable()
    problems: list[Problem] = []
    files = 0
    written = _HelpPages(options.paths)
    folders: dict[Path, set[str] | None] = {}
    for path in options.paths or [Path("standards")]:
        if written.take(path):
            continue
        if reason := _unusable(path):
            print(f"standards check: {reason}", file=sys.stderr)
            return 2
        if path.is_dir():
            folders[path] = None
        elif (named := folders.setdefault(folder_of(path), set())) is not None:
            # A file is checked with its whole suite. Problems that other files have of their own are not reported.
            named.add(path.as_posix())
    whole = {folder: read_folder(folder) for folder in folders}
    for folder, named in folders.items():
        read = whole[folder]
        today = date.today()  # noqa: DTZ011 - the author's own day is meant
        found = check(read, today) if named is None else problems_of(read, named | {read.path}, today)
        if not errors(found) and read.forms:
            from competence_standards.forms.letters import unprintable_letters  # noqa: PLC0415

            wrong = unprintable_letters(read)
            found += [problem for problem in wrong if named is None or problem.file in named]
        if options.base is not None:
            try:
                broken = list(published_problems(read, read_revision(folder, options.base)))
            except NoRevision as refusal:
                print(f"standards check: {refusal}", file=sys.stderr)
                return 2
            found += [problem for problem in broken if named is None or problem.file in named | {read.path}]
        files += read.files if named is None else len(named | {problem.file for problem in found})
        problems += found
    found, number = written.check(whole.get(Path("standards")))
    problems += found
    files += number
    print(report(sorted(problems), files, options.format))
    return 1 if errors(problems) else 0


class _HelpPages:
    """What ``check`` is to look at of the help pages: the folder that the site takes them from, or files in it."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Find the folder, if it may be meant."""
        self._settings: DocsSettings | None = None
        self._problems: list[Problem] = []
        self._named: list[str] = [] if paths else ["."]
        site = Path("mkdocs.yml")
        # To read mkdocs.yml takes as long as to check some standards.
        if site.exists() and not (paths and all(path.suffix in {".yml", ".yaml"} for path in paths)):
            from competence_standards.publish.configuration import read_docs_settings  # noqa: PLC0415

            try:
                self._settings = read_docs_settings(site)
            except Invalid as invalid:
                self._problems += invalid.problems

    def take(self, path: Path) -> bool:
        """Tell whether a path that ``check`` was given is a help page or their folder, and look at it if so."""
        if self._problems and not path.is_dir():
            # Nobody knows whether it is one.
            return path.suffix not in {".yml", ".yaml"}
        within = os.path.relpath(path, self._settings.path) if self._settings else os.pardir
        if within.partition(os.sep)[0] == os.pardir or not os.path.lexists(path):
            return False
        self._named.append(within)
        return True

    def check(self, standards: "Folder | None") -> tuple[list[Problem], int]:
        """Return the problems, and how many files were looked at.

        Args:
            standards: The standards of the site, if they were read already.
        """
        if self._settings is None or not self._named:
            return self._problems, 0
        from competence_standards.build import docs_problems  # noqa: PLC0415
        from competence_standards.read import read_docs, read_folder  # noqa: PLC0415

        docs = read_docs(self._settings)
        top = self._settings.path
        found = docs_problems(docs, standards or read_folder(Path("standards")))
        files = {(top / file).as_posix() for file in docs.files} | {problem.file for problem in found}
        chosen = {file for file in files if self._is_named(os.path.relpath(file, top))}
        return [problem for problem in found if problem.file in chosen], len(chosen)

    def _is_named(self, within: str) -> bool:
        return any(name == "." or f"{within}{os.sep}".startswith(f"{name}{os.sep}") for name in self._named)


def _unusable(path: Path) -> str:
    """Why a path given to ``check`` is neither a folder nor a source file; nothing if it is one of them."""
    name = printable(str(path))
    try:
        path.lstat()
        if path.is_dir():
            return ""
    except FileNotFoundError:
        return _("{path} does not exist.", path=name)
    except (OSError, ValueError) as error:
        return _("{path} cannot be read: {reason}.", path=name, reason=getattr(error, "strerror", error))
    is_source = path.suffix.lower() in (".yml", ".yaml") and not path.name.startswith(".")
    return "" if is_source else _("{path} is not a source file. Source files end in .yml.", path=name)


def _address(text: str) -> "Address":
    from competence_standards.publish.preview import Address  # noqa: PLC0415

    try:
        return Address.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _serve(options: argparse.Namespace) -> int:
    from competence_standards.publish.preview import Refused, serve  # noqa: PLC0415

    # A program that is told to end removes the files it made, as one that is interrupted does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        serve(options.config, options.address, partial(print, flush=True))
    except KeyboardInterrupt:
        return 0
    except Refused as refusal:
        print(f"standards serve: {refusal}", file=sys.stderr)
        return 1
    return 0


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(_("must be a number above 0 and up to 1, for example 0.4"))
    return share


def _suggest(options: argparse.Namespace) -> int:
    from competence_standards.build import load  # noqa: PLC0415
    from competence_standards.suggest import as_yaml, suggestions  # noqa: PLC0415

    try:
        suite = load(options.standards)[0]
    except Invalid as invalid:
        print(invalid, file=sys.stderr)
        return 1
    found = suggestions(suite, options.overlap)
    print("\n".join(as_yaml(found, suite)) or _("No suggestions. Try a smaller --overlap."))
    return 0


def _documents(options: argparse.Namespace) -> int:
    from competence_standards.build import load_forms  # noqa: PLC0415
    from competence_standards.forms.cache import cached  # noqa: PLC0415
    from competence_standards.forms.choose import Unknown, chosen  # noqa: PLC0415
    from competence_standards.forms.documents import FORMATS, documents, packs  # noqa: PLC0415
    from competence_standards.forms.progress import show_progress  # noqa: PLC0415
    from competence_standards.write import write  # noqa: PLC0415

    try:
        forms = chosen(load_forms(options.standards), options.names, options.form or (), options.words)
        formats = [one for one in FORMATS if one in (options.format or FORMATS)]
        wanted = [*documents(forms, formats), *(packs(forms, formats) if options.packs else ())]
        with TemporaryDirectory() as folder:
            for made in cached(wanted, Path(folder), show_progress):
                write(options.into, f"{made.standard or '.'}/{made.file}", made.path.read_bytes())
    except Invalid as invalid:
        print(invalid, file=sys.stderr)
        return 1
    except (Unknown, OSError) as refusal:
        print(f"standards documents: {refusal}", file=sys.stderr)
        return 2
    print(
        ngettext(
            "Wrote {number} file to {folder}.", "Wrote {number} files to {folder}.", len(wanted), folder=options.into
        )
    )
    return 0


def _export(options: argparse.Namespace) -> int:
    from competence_standards.build import build  # noqa: PLC0415
    from competence_standards.publish.folder import Occupied, publish  # noqa: PLC0415
    from competence_standards.read import DocsSettings  # noqa: PLC0415

    try:
        built = build(options.standards, docs=DocsSettings(options.docs))
        pages = publish(built.pages, built.files, built.docs, options.into, built.suite.title)
    except Invalid as invalid:
        print(invalid, file=sys.stderr)
        return 1
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


if __name__ == "__main__":
    sys.exit(main())
