"""Find text that is valid but probably a mistake, such as a list mark at the start.

Most files have no such text. So each file is first searched as a whole, and text by text only if that finds
something.
"""

import html
import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date
from itertools import islice

from competence_standards.check.draft import Draft
from competence_standards.problem import Problem, shown
from competence_standards.prose import listed
from competence_standards.read import Folder, Path, Source, Value, leaves
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext
from competence_standards.words import PLACEHOLDER

_LIST_MARK = re.compile(r"(?:[•●▪◦‣·*–—-]|\(?(?:[0-9]{1,3}|[a-z]|[ivx]{2,4})[.)]|\([0-9a-z]{1,3}\))[ \t]+(?=\S)")
_LIST_LINE = re.compile(r"\n[ \t]*(?:[-*•●▪◦‣·–—]|[0-9]{1,3}[.)])[ \t]")
_WHOLE_IN_QUOTES = re.compile("[“„«\"][^“”„«»\"]*[”“»\"]|‘[^‘]*’|'[^']*'")
_PARTS = {
    "bullet": re.compile("[•●▪◦‣]"),
    "bold": re.compile(r"\*\*(?=\S)[^*]+\*\*|(?<!\w)__(?=\S)[^_]+__(?!\w)"),
    "link": re.compile(r"\[[^\[\]]*\]\([^)\[]*\)"),
    "tag": re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>"),
    "entity": re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,5});"),
    "ligature": re.compile("[\ufb00-\ufb06]"),
    "hyphen": re.compile("[\u2010\u2011]"),
    "lost": re.compile("[\ufffc\ufffd]|â€|Ã[\u00a0-\u00bf]"),
    "formula": re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)"),
    "doubled": re.compile('""'),
    "spaces": re.compile(r"  +"),
    "block": re.compile(r"\A[>|](?:[+-]|(?=\s+[^\W\d]))"),
    "conflict": re.compile(r"<{7}|>{7}|={7}"),
}
# Each pattern above contains one of these bytes. Deleting all others is the fastest test for none.
_HARMLESS = bytes(sorted(set(range(256)) - set(b"*<>&#]")))
_SIGNS = ("  ", " - ", "__", '""', " 2. ", " 2) ", "=" * 7)
_UNUSUAL = re.compile("[•●▪◦‣\ufb00-\ufb06\u2010\u2011\ufffc\ufffdâÃ]")
_UNUSUAL_FIRST = re.compile("\n[“„«‘·–—]")
_FIRST = re.compile(r"\n(?:[*-][ \t]|(['\"])[^\n]*\1(?=\n|\Z)|\(?(?:[0-9]{1,3}|[a-z]{1,4})[.)][ \t])")


def doubts(folder: Folder, drafts: Collection[Draft], today: date | None, most: int) -> Iterator[Problem]:
    """Yield a note for each doubtful text, date and withdrawal.

    Args:
        folder: The folder that was read.
        drafts: Its standards that the schema accepts.
        today: Later dates are in the future. None skips that rule.
        most: The maximum number of doubtful texts for each file.
    """
    for source in folder.sources:
        yield from islice(_texts(source), most)
    for draft in drafts:
        yield from _dates(draft, today)
        yield from _withdrawals(draft)
    for groups in (source for source in folder.groups if PLACEHOLDER in source.text):
        for path, text in islice(leaves(groups.value), most):
            if text == PLACEHOLDER:
                message = _("This is the name that standards suggest gives every new group.")
                yield groups.note(path, message, _("Write what the items have in common."))


def _texts(source: Source) -> Iterator[Problem]:
    words = source.words
    signs = words.encode().translate(None, _HARMLESS) or any(sign in words for sign in _SIGNS) or _FIRST.search(words)
    if not signs and (words.isascii() or not (_UNUSUAL.search(words) or _UNUSUAL_FIRST.search(words))):
        return
    for path, text in _checked(source.value):
        for cause, message, hint in _doubtful(source, path, text):
            yield source.note(path, message, hint, cause=cause)


def _checked(value: Value) -> Iterator[tuple[Path, str]]:
    """Yield each text with its path, except addresses and quotations from a source text."""
    return ((path, text) for path, text in leaves(value) if path[-1:] != ("from",) and not text.startswith("https://"))


def _doubtful(source: Source, path: Path, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, the message and the hint for each doubtful part of a text."""
    if len(text) > 1 and _WHOLE_IN_QUOTES.fullmatch(text):
        message = _("The whole text is in quotation marks, which readers see.")
        yield "quotes", message, _("Delete the quotation marks at both ends.")
    if mark := _LIST_MARK.match(text):
        message = _("The text starts with {mark}, like an entry of a list.", mark=shown(mark[0].strip()))
        yield "list-mark", message, _("Delete it.")
        text = text[mark.end() :]
    elif (" - " in text or re.search(r" [0-9]{1,3}[.)] ", text)) and _LIST_LINE.search(source.written(path)):
        yield "list", _("This list becomes one line of text."), _("Make each line a separate entry.")
    for kind, pattern in _PARTS.items():
        if found := pattern.search(text):
            yield kind, *_explained(kind, shown(_instead(kind, found[0])))


def _explained(kind: str, words: str) -> tuple[str, str]:
    """Return the message and the hint for a doubtful part. The hint can name the words found or the right words."""
    return {
        "bullet": (_("The text contains a list mark."), _("Make each part a separate entry.")),
        "bold": (
            _("The text contains Markdown, which readers see as it is."),
            _("Delete the marks around {words}.", words=words),
        ),
        "link": (
            _("The text contains a Markdown link, which readers see as it is."),
            _("Keep only the words of the link."),
        ),
        "tag": (_("The text contains HTML, which readers see as it is."), _("Delete {words}.", words=words)),
        "entity": (
            _("The text contains an HTML code, which readers see as it is."),
            _("Write {words} instead.", words=words),
        ),
        "ligature": (
            _("Some letters are joined into one character here, so a search cannot find the word."),
            _("Write {words} instead.", words=words),
        ),
        "hyphen": (
            _("This hyphen is not an ordinary hyphen, so a search cannot find the word."),
            _("Write {words} instead.", words=words),
        ),
        "lost": (
            _("A character was lost when the text was copied or saved."),
            _("Type the lost character again in place of {words}.", words=words),
        ),
        "formula": (
            _("This is an error value from a spreadsheet."),
            _("Write the text that the cell should have had."),
        ),
        "doubled": (
            _("These quotation marks are doubled, as in a table saved as text."),
            _("Delete one of each pair."),
        ),
        "spaces": (_("The text contains two spaces in a row."), _("Delete one of them.")),
        "block": (_("The text starts with a YAML code, which readers see."), _("Delete {words}.", words=words)),
        "conflict": (
            _("The text contains a line from git, which readers see."),
            _("Delete {words} and the name after it.", words=words),
        ),
    }[kind]


def _instead(kind: str, found: str) -> str:
    """Return the words for the hint: the words found, or their replacement."""
    if kind == "ligature":
        return unicodedata.normalize("NFKC", found)
    if kind == "entity":
        return html.unescape(found)
    return {"bold": found.strip("*_"), "hyphen": "-"}.get(kind, found)


def _dates(draft: Draft, today: date | None) -> Iterator[Problem]:
    for version in draft.standard.history:
        # Dates in this format can be compared as text.
        if today is not None and version.date > today.isoformat():
            message = _("{date} is in the future.", date=version.date)
            hint = _("Write the date on which this version is published.")
            yield draft.note((*version.place, "date"), message, hint)


def _withdrawals(draft: Draft) -> Iterator[Problem]:
    withdrawn = [(item.id, item.withdrawn.since) for item in draft.items if item.withdrawn is not None]
    history = draft.standard.history
    for version in history if withdrawn else ():
        if any(item not in draft.by_id for item in version.items):
            # That item is reported as an error, and may be the right one.
            continue
        missing = [item for item, since in withdrawn if since == version.number and item not in version.items]
        # The first version does not name items, because items that it withdrew were never in force here.
        if missing and version is not history[-1]:
            message = ngettext(
                "This version withdrew {items}, but does not list it under items.",
                "This version withdrew {items}, but does not list them under items.",
                len(missing),
                items=listed(missing),
            )
            line = f"items: [{', '.join([*version.items, *missing])}]"
            hint = _("Write {line} in this entry.", line=line)
            place = (*version.place, "items" if version.items else "version")
            yield draft.note(place, message, hint, at_key=True)
