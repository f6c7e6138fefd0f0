"""Format dates and numbers, sort words and choose plural forms by the rules of a language."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal
from babel.plural import PluralRule, to_gettext

from competence_standards.translation import gettext, language

if TYPE_CHECKING:
    from collections.abc import Sequence

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_LONGEST_LETTER = 4
"""Maximum characters of a letter. Longer ones would be slow to find. Hungarian has the longest, dzs."""
_SAMPLES = range(1_001)
"""Whole numbers that together cover every plural category of a count."""


class Plurals(NamedTuple):
    """The plural forms of a language."""

    categories: tuple[str, ...]
    """Unicode's name of each form, in the order of a catalogue."""
    header: str
    """The value of a catalogue's header ``Plural-Forms``."""
    of: tuple[str, ...]
    """The category of each number from 0 to 199."""


def is_known(tag: str) -> bool:
    """Check whether the dates and numbers of a language are known, by its tag, such as ``cy`` or ``en-GB``."""
    try:
        return str(locale_of(tag)).replace("_", "-") == tag
    except (UnknownLocaleError, ValueError):
        return False


def known() -> list[str]:
    """Return the tag of every language whose dates and numbers are known."""
    return [name.replace("_", "-") for name in sorted(locale_identifiers()) if name != "root"]


def with_country(tag: str) -> str:
    """Return a tag with a country, as Word and PDF need it: ``cy-GB`` for ``cy``, ``es-ES`` for ``es-419``.

    A part of the world, such as 419, is not a country.
    """
    here = locale_of(tag)
    likely = get_global("likely_subtags").get(here.language, "").split("_")
    territory = next((one for one in (here.territory, *likely[1:][-1:]) if one and one.isalpha()), "")
    return f"{here.language}-{territory}" if territory else here.language


def direction(tag: str) -> str:
    """Return ``ltr`` if a language is written from left to right, otherwise ``rtl``."""
    return locale_of(tag).text_direction


def day(iso: str) -> str:
    """Return a date, such as ``2026-11-22``, in the current language: ``22 November 2026``."""
    return format_date(date.fromisoformat(iso), "long", locale=locale_of(language()))


def decimal(value: float, places: int = 0) -> str:
    """Return a number with some decimal places in the current language: ``1,200``, ``1.4``."""
    form = f"#,##0.{'0' * places}" if places else "#,##0"
    return format_decimal(value, form, locale=locale_of(language()))


def letters(text: str) -> list[str]:
    """Split a text into letters of the current language's alphabet, in lower case, for sorting and headings.

    A letter can have several characters, such as ``ll`` in Welsh. Accents are ignored, unless the alphabet has the
    letter with the accent.
    """
    alphabet = _alphabet()
    longest = min(max(map(len, alphabet), default=0), _LONGEST_LETTER)
    rest, found = text.casefold(), []
    while rest:
        size = next((size for size in range(longest, 0, -1) if rest[:size] in alphabet), 0)
        found.append(rest[:size] if size else _plain(rest[0]))
        rest = rest[size or 1 :]
    return found


def sort_key(text: str) -> tuple[list[tuple[int, str]], str]:
    """Return the sort key of a text in the current language's alphabet."""
    alphabet = _alphabet()
    return [
        (alphabet.get(letter, -1 if len(letter) == 1 and not letter.isalpha() else 999), letter)
        for letter in letters(text)
    ], text


def _alphabet() -> dict[str, int]:
    # Translators: the letters of your alphabet in their order, with a space between two. Words are sorted by it.
    return _places(gettext("a b c d e f g h i j k l m n o p q r s t u v w x y z"))


@cache
def _places(alphabet: str) -> dict[str, int]:
    return {letter: place for place, letter in enumerate(alphabet.casefold().split())}


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


@cache
def plurals(tag: str) -> Plurals:
    """Return the plural forms of a language for whole numbers."""
    rule = locale_of(tag).plural_form
    reached = {rule(number) for number in _SAMPLES}
    categories = tuple(name for name in _CATEGORIES if name in reached)
    counted = PluralRule({name: text for name, text in rule.rules.items() if name in reached})
    return Plurals(categories, to_gettext(counted), tuple(rule(number) for number in range(200)))


@cache
def locale_of(tag: str) -> Locale:
    """Return Unicode's data for a language.

    Raises:
        UnknownLocaleError: if the tag is unknown.
        ValueError: if the text is not a tag.
    """
    return Locale.parse(tag, sep="-")


def nearest(tag: str, among: Sequence[str]) -> str:
    """Return the nearest known tag to a mistyped one: in a different case or without unknown parts. "" if none."""
    by_lower = {one.lower(): one for one in among}
    parts = tag.replace("_", "-").lower().split("-")
    for end in range(len(parts), 0, -1):
        if found := by_lower.get("-".join(parts[:end])):
            return found
    return ""
