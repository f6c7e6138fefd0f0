"""Lists and numbers as the language in use writes them within a sentence."""

from collections.abc import Iterable
from typing import Literal

from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from competence_standards.translation import language
from competence_standards.translation.locale import locale_of


def listed(words: Iterable[str]) -> str:
    """Return words as a list without a conjunction: ``id, text``."""
    return _joined(words, "unit")


def joined_with_and(words: Iterable[str]) -> str:
    """Return words as a list with a conjunction: ``id, text and themes``."""
    return _joined(words, "standard")


def figures(number: int) -> str:
    """Return a whole number with marks between its thousands: ``65,536``."""
    return format_decimal(number, locale=locale_of(language()))


def percent(share: float) -> str:
    """Return a share as a whole percentage: ``40%``."""
    return format_percent(share, locale=locale_of(language()))


def sentences(*parts: str) -> str:
    """Return whole sentences one after the other, without those that are empty."""
    return " ".join(filter(None, parts))


def _joined(words: Iterable[str], style: Literal["standard", "unit"]) -> str:
    given = list(words)
    if len(given) < 2:
        return "".join(given)
    return format_list(given, style, locale_of(language()))
