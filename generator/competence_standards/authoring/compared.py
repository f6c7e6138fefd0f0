"""Write what ``compare`` found, as text for a terminal, as Markdown for a pull request, or as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from competence_standards.authoring.compare import largest
from competence_standards.problem import printable
from competence_standards.prose import joined_with_and
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from competence_standards.authoring.compare import Change, Class, Compared, Run

_SPECIAL = re.compile(r"[^\w\s]|_")
_LINKING = re.compile(r"[@#:.](?=\S)|(?<=[Gg][Hh])-(?=\d)|(?<=\b[0-9a-f])(?=[0-9a-f]{6,39}\b)")
"""Where GitHub would find a mention, an address, an issue, an emoji or a commit."""
_JOINER = "\u2060"
_MOST_SHOWN = 900_000
"""Characters of Markdown. GitHub refuses a summary of more than 1 MiB."""


@dataclass(frozen=True)
class Report:
    """A comparison with what it compared."""

    old: str
    """The base, as the reader knows it."""
    new: str
    compared: Compared
    documents: Mapping[str, Sequence[str]] | None
    """The codes of the forms that are different, by the id of their standard, or "" for those of each candidate. None
    if the forms could not be filled in."""
    damaged: Sequence[str] = ()
    """Sentences about what could not be read."""

    def as_text(self) -> str:
        """Return the report for a terminal. No line can be a command in a log of GitHub."""
        # Each line starts with our own words or an id, because GitHub runs a line that starts with two colons.
        return "\n".join(printable(line).replace("##[", "## [") for line in self._text())

    def as_markdown(self) -> str:
        """Return the report for a pull request. Nothing in it can be a link, a mention, HTML or a command."""
        lines: list[str] = []
        length = 0
        for line in self._markdown():
            length += len(line.encode()) + 1
            if length > _MOST_SHOWN:
                lines += ["", _("The rest is too long to show. Run standards compare to see it.")]
                break
            lines.append(line)
        return "\n".join(lines)

    def as_json(self) -> str:
        """Return the report for programs."""
        compared = self.compared
        data = {
            "base": self.old,
            "head": self.new,
            "class": largest(compared.changes),
            "changes": [
                {
                    "standard": change.standard,
                    "place": change.place,
                    "kind": change.kind,
                    "class": change.size,
                    "message": change.said,
                    "words": [{"state": run.state, "text": run.text} for run in change.words],
                }
                for change in compared.changes
            ],
            "flagged": [str(one) for one in compared.flagged],
            "look_again": [
                {"group": name, "items": [str(one) for one in items]} for name, items in compared.look_again
            ],
            "documents": None
            if self.documents is None
            else {name: list(all_) for name, all_ in self.documents.items()},
            "notes": list(self.damaged),
        }
        return json.dumps(data, indent=2)

    def _title(self) -> str:
        return _("Changes from {old} to {new}", old=self.old, new=self.new)

    def _summary(self) -> str:
        changes = self.compared.changes
        if not changes:
            return _("Nothing changed.")
        counts = [(size, sum(change.size == size for change in changes)) for size in _sizes()]
        said = [f"{number} {class_label(size)}" for size, number in counts if number]
        return ngettext(
            "{number} change: {classes}.", "{number} changes: {classes}.", len(changes), classes=joined_with_and(said)
        )

    def _groups(self) -> Iterator[tuple[str, list[Change]]]:
        found: dict[str, list[Change]] = {}
        for change in self.compared.changes:
            found.setdefault(change.standard, []).append(change)
        for name, changes in found.items():
            title = self.compared.titles.get(name, "")
            yield (f"{name}: {title}" if name else _("Shared by the standards")), changes

    def _follows(self) -> Iterator[tuple[str, list[str]]]:
        """Yield each list of what follows from the changes, with its heading."""
        compared = self.compared
        if compared.flagged:
            yield _("Saved answers that get a notice"), [str(one) for one in compared.flagged]
        if compared.look_again:
            again = (
                _("{items} changed. They are in the group {group}.", group=name, items=joined_with_and(map(str, items)))
                for name, items in compared.look_again
            )
            yield _("Similar items to look at again"), list(again)
        if self.documents:
            others = _("For each candidate")
            lines = [f"{name or others}: {joined_with_and(forms)}" for name, forms in self.documents.items()]
            yield _("Documents that change"), lines
        elif self.documents is None and compared.changes:
            said = _("The forms could not be filled in from both editions, so they were not compared.")
            yield _("Documents that change"), [said]

    def _text(self) -> Iterator[str]:
        yield self._title()
        yield self._summary()
        yield from self.damaged
        for title, changes in self._groups():
            yield ""
            yield title
            for change in changes:
                yield f"  {change.place}: {change.said} [{class_label(change.size)}]"
                if change.words:
                    yield f"    | {_plain(change.words)}"
        for title, lines in self._follows():
            yield ""
            yield title
            yield from (f"  {line}" for line in lines)

    def _markdown(self) -> Iterator[str]:
        yield f"## {escaped(self._title())}"
        yield ""
        yield escaped(self._summary())
        for said in self.damaged:
            yield ""
            yield escaped(said)
        for title, changes in self._groups():
            yield from ("", f"### {escaped(title)}", "")
            for change in changes:
                yield f"* **{escaped(change.place)}** {escaped(change.said)} *{escaped(class_label(change.size))}*"
                if change.words:
                    yield f"  <br>{_marked(change.words)}"
        for title, lines in self._follows():
            yield from ("", f"### {escaped(title)}", "")
            yield from (f"* {escaped(line)}" for line in lines)


def class_label(size: Class) -> str:
    """Return the name of a class, in the current language."""
    match size:
        case "editorial":
            return _("editorial")
        case "clarification":
            return _("clarification")
        case "substantive":
            return _("substantive")


def escaped(text: str) -> str:
    """Return a text as one line of Markdown in which no mark has a meaning.

    Every mark is a character reference. GitHub looks for mentions, addresses and issues after it resolves references,
    so a word joiner, which nobody sees, stands where it would find one.
    """
    line = printable(" ".join(text.split()))
    joined = _LINKING.sub(lambda found: f"{found[0]}{_JOINER}", line)
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", joined)


def _plain(words: Iterable[Run]) -> str:
    marks = {"same": ("", ""), "old": ("[-", "-]"), "new": ("{+", "+}")}
    return "".join(_within(run, *marks[run.state], " ".join) for run in words)


def _marked(words: Iterable[Run]) -> str:
    marks = {"same": ("", ""), "old": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}
    return "".join(_within(run, *marks[run.state], lambda parts: escaped(" ".join(parts))) for run in words)


def _within(run: Run, start: str, end: str, joined: object) -> str:
    """Return a run between its marks, with its spaces outside."""
    text = joined(run.text.split())  # type: ignore[operator]
    before = " " if run.text[:1].isspace() else ""
    after = " " if run.text[-1:].isspace() and text else ""
    return f"{before}{start}{text}{end}{after}" if text else before


def _sizes() -> tuple[Class, ...]:
    return ("substantive", "clarification", "editorial")
