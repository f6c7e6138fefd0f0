"""Words in; the means out to find them in a text and to name them in an address, the same for checker and pages."""

import re
from collections.abc import Iterable

PLACEHOLDER = "What the two share"
"""The name of a group that ``standards suggest`` proposes, until its author gives it a name."""


def slug(text: str) -> str:
    """The letters and digits of a text in lower case, joined by hyphens: what it is called in an address."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def whole_words(forms: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the forms as whole words, the longest first: SLA, but never within "legislation"."""
    by_letter: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        by_letter.setdefault(form[0].lower(), []).append(form)
    # The forms of one letter stand together: most words are passed over at their first letter, three times as fast.
    either = "|".join(f"(?i:{re.escape(same[0][0])})(?:{'|'.join(map(_rest, same))})" for same in by_letter.values())
    # Neither "customer" in "customer's" nor "self" in "self-service" is the whole word.
    return re.compile(rf"(?<![\w-])(?:{either})(?!['’]?\w|-)" if either else r"(?!)")


def _rest(form: str) -> str:
    """The pattern of what follows a form's first letter."""
    first, rest = re.escape(form[0]), re.escape(form[1:])
    # An abbreviation is one only in its capitals: "SLA" is a term, and "sla" would be a slip.
    return f"(?<={first}){rest}" if re.search("[A-Z].*[A-Z]", form) else f"(?i:{rest})"


def capital(text: str) -> str:
    """The text with a capital letter at its beginning; an abbreviation stays one."""
    return text[:1].upper() + text[1:]
