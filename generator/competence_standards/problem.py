"""One problem in a source file, as text for a terminal, as an annotation for GitHub or as JSON.

Independent of YAML, schemas and standards.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from competence_standards.prose import joined_with_and, listed, sentences
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext

Severity = Literal["error", "note"]
"""An error stops the build; a note asks the author to look again."""
_LEAST_LIKE = 0.6
"""Two words are alike only if they share at least this much of their letters, in the same order."""
_LONGEST_GUESSED = 100
_MOST_COMPARED = 1_000_000
"""Pairs of letters: some thousand words of usual length, or half a second."""
_FEW = 3
"""Up to this number, the report lists problems with one cause but different words separately."""
_PLACES_SHOWN = 5
MOST_PLACES = 500
"""Maximum further places of a problem that are listed."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong at one place. Problems sort by file, then line, then column."""

    file: str
    """The path as the author typed it, with forward slashes."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""
    where: str
    """The field, as a path of names and item ids: ``performance_criteria.P3.text``. Empty for a whole file."""
    message: str
    """What is wrong, as a sentence."""
    hint: str = ""
    """What to do about it, as one or more sentences. May be empty."""
    severity: Severity = "error"
    cause: str = ""
    """What all problems with one cause in a file share, if their messages differ: ``no-theme``. Problems with the same
    message have one cause."""
    everywhere: bool = False
    """Whether problems in other files have the same cause, such as a missing file that all of them need."""
    also: tuple["Problem", ...] = ()
    """The other problems with the same cause, in order. Filled in by ``told_once``, up to ``MOST_PLACES``."""

    def each(self) -> Iterator["Problem"]:
        """Yield the problem at each of its places."""
        yield replace(self, also=())
        yield from self.also

    def as_text(self) -> str:
        """Return ``file:line:column: where: message hint`` on one line. A note says that it is a note."""
        note = _("note:") + " " if self.severity == "note" else ""
        return printable(f"{self.file}:{self.line}:{self.column}: {note}{self._sentence()}")

    def as_github(self) -> str:
        """Return a workflow command, which GitHub shows at the line in the pull request.

        Source: GitHub's documentation of workflow commands; ``%``, line breaks and, in properties, ``:`` and ``,`` are
        escaped so that no value of a hostile file can start a command of its own.
        """
        command = "error" if self.severity == "error" else "notice"
        file = _escape_property(printable(self.file))
        message = _escape_data(printable(self._sentence()))
        return f"::{command} file={file},line={self.line},col={self.column}::{message}"

    def _sentence(self) -> str:
        return ": ".join(filter(None, [self.where, sentences(self.message, _more_places(self), self.hint)]))

    def as_data(self) -> dict[str, object]:
        """Return the place and the words, as JSON has them."""
        place = {"file": self.file, "line": self.line, "column": self.column, "where": self.where}
        return {**place, "message": self.message, "hint": self.hint}


class Invalid(Exception):
    """Raised when the sources hold errors; carries every problem found, notes included, each cause once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        problems = told_once(problems)
        super().__init__("\n".join(problem.as_text() for problem in problems))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type["Invalid"], tuple[tuple[Problem, ...]]]:
        """Say how to make it again, so that it comes out of another process as it is."""
        return Invalid, (self.problems,)


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems in order, but only one for each cause: the first, with the others under ``also``.

    If only a few problems with one cause differ in their words, each is returned, because its words help more than a
    number. To tell problems once that are told once already changes nothing.
    """
    same_words = _alike(problems, lambda problem: (problem.message, problem.hint))
    one_cause = _alike(map(_joined, same_words), lambda problem: problem.cause or problem.message)
    return sorted(one for alike in one_cause for one in ([_joined(alike)] if len(alike) > _FEW else alike))


def _alike(problems: Iterable[Problem], by: Callable[[Problem], Hashable]) -> Iterable[list[Problem]]:
    """Return the problems of each file, or everywhere, that are alike."""
    found: dict[Hashable, list[Problem]] = {}
    for problem in problems:
        found.setdefault(("" if problem.everywhere else problem.file, problem.severity, by(problem)), []).append(
            problem
        )
    return found.values()


def _joined(problems: Sequence[Problem]) -> Problem:
    if len(problems) == 1:
        return problems[0]
    first, *others = sorted(one for problem in problems for one in problem.each())
    return replace(first, also=tuple(others[:MOST_PLACES]))


def _more_places(problem: Problem) -> str:
    """Return the sentences with the number of other places and the first of them, or "" if there are none."""
    if len(problem.also) < MOST_PLACES:
        return _places(problem) if problem.also else ""
    return sentences(_places(problem), _("Further places are not counted."))


def _places(problem: Problem) -> str:
    number = len(problem.also)
    files = list(dict.fromkeys(one.file for one in problem.also))
    if files != [problem.file]:
        return ngettext(
            "There is {number} more place with this problem, in {files}.",
            "There are {number} more places with this problem, in {files}.",
            number,
            files=_first_of(files),
        )
    lines = list(dict.fromkeys(str(one.line) for one in problem.also))
    if len(lines) == 1:
        return ngettext(
            "There is {number} more place with this problem, on line {line}.",
            "There are {number} more places with this problem, on line {line}.",
            number,
            line=lines[0],
        )
    return ngettext(
        "There is {number} more place with this problem, on lines {lines}.",
        "There are {number} more places with this problem, on lines {lines}.",
        number,
        lines=_first_of(lines),
    )


def _first_of(words: Sequence[str]) -> str:
    """Return the first words as a list that says whether there are more."""
    if len(words) <= _PLACES_SHOWN:
        return joined_with_and(words)
    # Translators: a list that is longer than what is shown.
    return _("{list} and others", list=listed(words[:_PLACES_SHOWN]))


def errors(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that stop a build."""
    return [problem for problem in problems if problem.severity == "error"]


def notes(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that do not stop a build."""
    return [problem for problem in problems if problem.severity == "note"]


def count(problems: Sequence[Problem], files: int) -> str:
    """Return the last line of a report, such as ``2 errors and 1 note in 6 files`` with a full stop."""
    wrong, doubtful = len(errors(problems)), len(notes(problems))
    found = counted(wrong, doubtful)
    if not found:
        return ngettext("No problems in {number} file.", "No problems in {number} files.", files)
    if not wrong:
        # This line alone must show that notes do not fail the check.
        return ngettext(
            "No errors, {notes} in {number} file.", "No errors, {notes} in {number} files.", files, notes=found
        )
    # Translators: such as 2 errors and 1 note in 6 files.
    return ngettext("{problems} in {number} file.", "{problems} in {number} files.", files, problems=found)


def counted(wrong: int, doubtful: int) -> str:
    """Return how many errors and notes there are: ``2 errors and 1 note``, or ``1 note``. Empty if there are none."""
    errors_only = ngettext("{number} error", "{number} errors", wrong) if wrong else ""
    notes_only = ngettext("{number} note", "{number} notes", doubtful) if doubtful else ""
    if errors_only and notes_only:
        # Translators: such as 2 errors and 1 note.
        return _("{errors} and {notes}", errors=errors_only, notes=notes_only)
    return errors_only or notes_only


def report(problems: Sequence[Problem], files: int, form: str) -> str:
    """Return the whole report as ``text``, ``github`` or ``json``: the errors first, then the notes, each cause once.

    The JSON lists every other place of a problem under ``also``.
    """
    problems = told_once(problems)
    problems = [*errors(problems), *notes(problems)]
    if form == "json":
        wrong = len(errors(problems))
        found = [
            {**problem.as_data(), "severity": problem.severity, "also": [one.as_data() for one in problem.also]}
            for problem in problems
        ]
        summary = {"files": files, "errors": wrong, "notes": len(notes(problems)), "problems": found}
        return json.dumps(summary, indent=2)
    lines = [problem.as_github() if form == "github" else problem.as_text() for problem in problems]
    return "\n".join([*lines, count(problems, files)])


def printable(text: str) -> str:
    """Return a text with a code in place of each control, bidirectional or other invisible character."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):04x}}}" for char in text)


def shown(value: object, limit: int = 70) -> str:
    """Return a value from a source file in quotes, cut to ``limit`` characters, to use in a message."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[: limit + 1]
    return quoted(text if len(text) <= limit else text[: limit - 1] + "…")


def quoted(words: str) -> str:
    """Return words in quotation marks, as an author can copy them into a file."""
    return f'"{words}"'


class Guesses:
    """Guesses which known words are meant by wrong ones, until it has compared a great many.

    A rule begins with new guesses for each file. Thousands of wrong words in one file have one cause: to find a hint
    for each of them would take minutes and help nobody.
    """

    def __init__(self) -> None:
        self._left = _MOST_COMPARED

    def nearest(self, wrong: str, known: Iterable[str]) -> str | None:
        """Return the known word that is most like a wrong one, if any is like it at all."""
        if self._left <= 0:
            return None
        wrong = wrong[:_LONGEST_GUESSED]
        folded = wrong.casefold()
        matcher = SequenceMatcher(None, "", wrong)
        best, near = _LEAST_LIKE, None
        for word in known:
            if self._left <= 0:
                return None
            if word.casefold() == folded:
                return word
            matcher.set_seq1(word)
            self._left -= 5
            if matcher.real_quick_ratio() < best:
                continue
            self._left -= len(word)
            if matcher.quick_ratio() < best:
                continue
            self._left -= len(word) * len(wrong)
            best, near = max((best, near or ""), (matcher.ratio(), word))
        return near or None

    def did_you_mean(self, wrong: str, known: Iterable[str]) -> str:
        """Return ``Did you mean "records"?``. Empty if no known word is like the wrong one."""
        near = self.nearest(wrong, known)
        return _("Did you mean {word}?", word=quoted(near)) if near else ""


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like one wrong word, if any is like it at all."""
    return Guesses().nearest(wrong, known)


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return ``Did you mean "records"?`` for one wrong word. Empty if no known word is like it."""
    return Guesses().did_you_mean(wrong, known)


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
