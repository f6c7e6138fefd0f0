"""Lists and numbers as the language in use writes them within a sentence."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from generator.translation import language

if TYPE_CHECKING:
    from babel import Locale

_SOURCE = "en_GB"
"""The messages in the source are in British English: ``a, b and c``."""


def listed(words: Iterable[str]) -> str:
    """Return words as a list without a conjunction: ``id, text``."""
    return _joined(words, "unit")


def joined_with_and(words: Iterable[str]) -> str:
    """Return words as a list with a conjunction: ``id, text and themes``."""
    return _joined(words, "standard")


def figures(number: int) -> str:
    """Return a whole number with marks between its thousands: ``65,536``."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - takes long to load, and is seldom needed

    return format_decimal(number, locale=_locale(language()))


def decimal(number: float, places: int) -> str:
    """Return a number rounded to some decimal places: ``0.4``."""
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(round(number, places), f"#,##0.{'0' * places}", locale=_locale(language()))


def percent(share: float) -> str:
    """Return a share as a whole percentage: ``40%``."""
    from babel.numbers import format_percent  # noqa: PLC0415

    return format_percent(share, locale=_locale(language()))


def sentences(*parts: str) -> str:
    """Return whole sentences one after the other, without those that are empty."""
    return " ".join(filter(None, parts))


def _joined(words: Iterable[str], style: str) -> str:
    given = list(words)
    if len(given) < 2:
        return "".join(given)
    from babel.lists import format_list  # noqa: PLC0415 - takes long to load, and is seldom needed

    return format_list(given, style, _locale(language()))  # type: ignore[arg-type]


@cache
def _locale(tag: str) -> "Locale":
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return Locale.parse(_SOURCE if tag == "en" else tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_SOURCE)
