"""Run ``standards new``: start a project for a suite, or add a standard to a suite."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from competence_standards.authoring.lock import program
from competence_standards.authoring.revision import Refused
from competence_standards.authoring.starter import (
    Answers,
    check_empty,
    fault,
    new_standard,
    project,
    start,
    suggested_id,
)
from competence_standards.commands.edits import add_dry_run, edit
from competence_standards.commands.shared import add_standards
from competence_standards.problem import printable, quoted, shown
from competence_standards.prose import listed
from competence_standards.translation import ENGLISH
from competence_standards.translation import gettext as _
from competence_standards.translation.locale import is_known


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.usage = _("standards new DIR [options]\n       standards new standard ID [options]")
    parser.add_argument("what", metavar=_("DIR"), help=_("the folder of a new project, or the word standard"))
    parser.add_argument(
        "name", nargs="?", metavar=_("ID"), help=_("the id of a new standard: its file name without .yml")
    )
    suite = parser.add_argument_group(_("a new project"), _("In a terminal, you are asked for what you do not give."))
    suite.add_argument("--title", metavar=_("TEXT"), help=_("the title of the suite, or of the new standard"))
    suite.add_argument("--words", metavar=_("TEXT"), help=_("who owns the wording of the standards, as a sentence"))
    suite.add_argument("--lang", metavar=_("TAG"), help=_("the language of the site (default: {value})", value=ENGLISH))
    suite.add_argument("--standard", metavar=_("TEXT"), help=_("the title of the first standard"))
    suite.add_argument("--id", metavar=_("ID"), help=_("the id of the first standard (default: made from its title)"))
    suite.add_argument(
        "--wheel",
        metavar=_("FILE"),
        help=_(
            "the wheel of this program: a file, or an https address with #sha256= and its hash (default: the wheel "
            "that you installed)"
        ),
    )
    add_dry_run(parser)
    add_standards(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    today = date.today()  # noqa: DTZ011 - the author's own day is meant
    try:
        return _new_standard(options, today) if options.what == "standard" else _new_project(options, today)
    except Refused as refusal:
        print(f"standards new: {printable(str(refusal))}", file=sys.stderr)
        return 2


def _new_standard(options: argparse.Namespace, today: date) -> int:
    if options.name is None:
        raise Refused(_("The id is missing. For example, write standards new standard make-tea."))
    title = options.name.replace("-", " ").capitalize() if options.title is None else options.title
    return edit("new", options, lambda folder: new_standard(folder, options.name, title, today))


def _new_project(options: argparse.Namespace, today: date) -> int:
    if options.name is not None:
        raise Refused(_("To add a standard, write standards new standard and its id."))
    folder = Path(options.what)
    if not options.what.isprintable():
        raise Refused(_("A folder cannot be called {name}.", name=shown(printable(options.what))))
    wheel = program(options.wheel)
    # Find this out before the questions, so that the author does not answer them in vain.
    check_empty(folder)
    answers = _answers(options)
    try:
        start(folder, project(answers, wheel, today))
    except OSError as error:
        raise Refused(
            _("{file} cannot be written: {reason}.", file=error.filename or folder, reason=error.strerror or error)
        ) from None
    is_here = folder.resolve() == Path.cwd()
    print(_("Wrote a new suite to {folder}. Next, run:", folder=printable(str(Path.cwd() if is_here else folder))))
    path = quoted(str(folder)) if " " in str(folder) else str(folder)
    print("\n".join([*([] if is_here else [f"  cd {path}"]), "  standards serve"]))
    return 0


def _answers(options: argparse.Namespace) -> Answers:
    """Return what the author says in options, or else in answer to questions.

    Raises:
        Refused: if an option is wrong, or if one is missing and there is no terminal to ask.
    """
    questions = {
        "title": _("Title of the suite, such as Reception standards"),
        "words": _("Who owns the wording? Write a sentence, such as: The wording belongs to Example College"),
        "standard": _("Title of the first standard"),
    }
    asks = sys.stdin is not None and sys.stdin.isatty()
    missing = [f"--{name}" for name in questions if getattr(options, name) is None]
    if missing and not asks:
        raise Refused(_("Without a terminal, the command needs {options}.", options=listed(missing)))

    def said(name: str, question: str, wrong: Callable[[str], str], suggested: str = "") -> str:
        given = getattr(options, name)
        if given is None and not asks:
            given = suggested
        return _checked(f"--{name}", given, wrong) if given is not None else _asked(question, wrong, suggested)

    title = said("title", questions["title"], partial(fault, "suite", "title"))
    words = said("words", questions["words"], partial(fault, "suite", "words"))
    lang = said("lang", _("Language"), _wrong_language, ENGLISH)
    standard = said("standard", questions["standard"], partial(fault, "standard", "title"))
    identity = suggested_id(standard)
    if options.id is None and identity:
        return Answers(title, words, lang, standard, identity)
    if options.id is None and not asks:
        raise Refused(_("The title of the first standard does not make an id that can be used. Give one with --id."))
    question = _("Id of the standard, for its file and its address, such as make-tea")
    return Answers(title, words, lang, standard, said("id", question, partial(fault, "standard", "id")))


def _wrong_language(tag: str) -> str:
    unknown = _("{tag} is not a language that we know.", tag=shown(tag))
    return fault("suite", "lang", tag) or ("" if is_known(tag) else unknown)


def _checked(option: str, given: str, wrong: Callable[[str], str]) -> str:
    if message := wrong(given):
        raise Refused(f"{option}: {message}")
    return given


def _asked(question: str, wrong: Callable[[str], str], suggested: str) -> str:
    """Ask until the answer is right."""
    while True:
        try:
            answer = input(f"{question} [{suggested}]: " if suggested else f"{question}: ").strip() or suggested
        except EOFError:
            print()
            raise Refused(_("The input ended before all questions were answered, so nothing was written.")) from None
        message = wrong(answer)
        if not message:
            return answer
        print(printable(message))
