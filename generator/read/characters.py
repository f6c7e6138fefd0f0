"""Text in; a problem out for each character that a reader cannot see or that changes how others are seen."""

import re
import unicodedata

from generator.problem import Problem

_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}
# Characters that fonts draw as nothing, though Unicode calls them letters and symbols.
_BLANK = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
_EMOJI_JOIN = re.compile(
    "(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])"
)


def unseen_characters(text: str, shown_as: str, *, line_breaks: bool = True) -> list[Problem]:
    """The first place of each character that a reader cannot see, or that would change how others are seen."""
    problems = []
    without_joined_emoji = _EMOJI_JOIN.sub(" ", text)
    for char in sorted(set(without_joined_emoji)):
        if char == " " or (char == "\n" and line_breaks):
            continue
        if unicodedata.category(char) in _INVISIBLE or char in _BLANK:
            at = without_joined_emoji.index(char)
            name = {"\t": "TAB", "\n": "LINE FEED", "\u00a0": "NO-BREAK SPACE"}.get(char) or unicodedata.name(char, "")
            message = (
                f"The file holds the character U+{ord(char):04X}{f' ({name})' if name else ''}, which cannot be seen."
            )
            problems.append(_problem_at(at, text, shown_as, message, "Delete it, or type an ordinary space instead."))
    if not problems and not unicodedata.is_normalized("NFC", text):
        normal = unicodedata.normalize("NFC", text)
        at = next(
            (at for at, (ours, other) in enumerate(zip(text, normal, strict=False)) if ours != other), len(normal)
        )
        message = "A letter and its accent are two characters here, or one of an outdated form (the text is not NFC)."
        problems.append(_problem_at(at, text, shown_as, message, "Type the letter again, as one character."))
    return problems


def _problem_at(at: int, text: str, shown_as: str, message: str, hint: str) -> Problem:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Problem(shown_as, line, column, "", message, hint)
