"""Find characters that readers cannot see, or that change how other characters look."""

import re
import unicodedata
from collections.abc import Iterator

from competence_standards.problem import Problem
from competence_standards.prose import figures, sentences
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext

_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}
_UNKNOWN = {"Cn", "Co"}
_NAMES = {"\0": "NULL", "\t": "TAB", "\n": "LINE FEED", "\x1b": "ESCAPE", "\u00a0": "NO-BREAK SPACE"}
# Characters that fonts draw as blank, although Unicode lists them as letters, marks and symbols.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_PICTURE = "\u00a9\u00ae\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
# In an emoji, a joiner combines two pictures, and a selector turns a sign into a picture.
_IN_EMOJI = re.compile(f"(?<=[{_PICTURE}\ufe0f])\u200d(?=[{_PICTURE}])|(?<=[{_PICTURE}0-9#*])\ufe0f")
_MOST_TOLD = 20
_MOST_MARKS = 30
"""Maximum marks on a letter. Real words have a few, and the time for sorting marks grows with their square."""


def unseen_characters(text: str, shown_as: str, *, line_breaks: bool = True) -> list[Problem]:
    """Return the first place of each character that readers cannot see, or that changes how other characters look."""
    looked_at = _IN_EMOJI.sub(" ", text)
    unseen = {char for char in set(looked_at) if _unseen(char) and not (char == "\n" and line_breaks)}
    problems = []
    for at, char in enumerate(looked_at) if unseen else ():
        if char in unseen:
            unseen.remove(char)
            problems.append(_problem_at(at, text, shown_as, *_explained(char, looked_at.count(char))))
            if not unseen or len(problems) == _MOST_TOLD:
                break
    if not problems:
        problems += _too_many_marks(text, shown_as)
    if not problems and not unicodedata.is_normalized("NFC", text):
        normal = unicodedata.normalize("NFC", text)
        pairs = enumerate(zip(text, normal, strict=False))
        at = next((at for at, (ours, other) in pairs if ours != other), min(len(text), len(normal)))
        message = _("This letter and its accent are not stored as one standard character (the text is not NFC).")
        problems.append(_problem_at(at, text, shown_as, message, _("Delete the letter and type it again.")))
    return problems


def _too_many_marks(text: str, shown_as: str) -> Iterator[Problem]:
    """Yield a problem for the first letter with too many accents and other marks."""
    marks = "".join(filter(_is_mark, set(text)))
    found = re.search(f"[{re.escape(marks)}]{{{_MOST_MARKS + 1},}}", text) if marks else None
    if found:
        message = ngettext(
            "There is {count} accent or other mark in a row here. The limit is {limit}.",
            "There are {count} accents or other marks in a row here. The limit is {limit}.",
            len(found[0]),
            count=figures(len(found[0])),
            limit=_MOST_MARKS,
        )
        hint = _("Delete the marks. If the letter needs an accent, type the letter again.")
        yield _problem_at(found.start(), text, shown_as, message, hint)


def _is_mark(char: str) -> bool:
    # Some characters decompose into two marks although they do not count as marks themselves.
    return unicodedata.combining(unicodedata.normalize("NFD", char)[0]) > 0


def _unseen(char: str) -> bool:
    category = unicodedata.category(char)
    return char != " " and (category in _INVISIBLE or category in _UNKNOWN or _BLANK.match(char) is not None)


def _explained(char: str, times: int) -> tuple[str, str]:
    name = _NAMES.get(char) or unicodedata.name(char, "")
    code = f"U+{ord(char):04X} ({name})" if name else f"U+{ord(char):04X}"
    if unicodedata.category(char) in _UNKNOWN:
        message = _("The character {char} has no standard meaning.", char=code)
        hint = _("Delete it, or type another character instead.")
    else:
        message = _("The character {char} is invisible.", char=code)
        hint = _("Delete it, or type an ordinary space instead.")
    if char == "\t":
        hint = _("Type spaces instead.")
    if times > 1:
        message = sentences(
            message, ngettext("This is the first of {number}.", "This is the first of {number}.", times)
        )
    return message, hint


def _problem_at(at: int, text: str, shown_as: str, message: str, hint: str) -> Problem:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Problem(shown_as, line, column, "", message, hint)
