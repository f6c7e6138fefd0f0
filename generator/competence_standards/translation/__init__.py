"""The words that readers see, in the language of the suite: a message in English in, its translation out.

Messages are written in English where they are used. A catalogue of the language has their translations. Independent of
standards, pages and formats.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import TYPE_CHECKING

from competence_standards.translation.catalogues import ENGLISH, catalogue
from competence_standards.translation.untranslated import Untranslated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "ENGLISH",
    "Untranslated",
    "filled",
    "gettext",
    "in_language",
    "in_language_of",
    "language",
    "marked",
    "ngettext",
    "translated",
]

_BRACES = re.compile(r"\{\{|\}\}|\{(\w+)\}")


@dataclass(frozen=True)
class _Language:
    tag: str
    catalogue: NullTranslations = field(repr=False)


_used: ContextVar[_Language] = ContextVar("language", default=_Language(ENGLISH, NullTranslations()))  # noqa: B039 - never changed


def gettext(message: str, /, **values: object) -> str:
    """Return a message in the language that is in use, with its values filled in.

    Args:
        message: The message in English. ``{name}`` stands for a value; a brace of the text is written twice.
        **values: What the names stand for.
    """
    return _like(found := translated(message), filled(found, values))


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """Return the form of a message that fits a number, with ``{number}`` and the other values filled in.

    Args:
        one: The message in English for the number 1.
        many: The message in English for any other number.
        number: How many there are.
        **values: What the other names in the message stand for.
    """
    found = translated(one, many, number)
    return _like(found, filled(found, {"number": number, **values}))


def translated(message: str, many: str = "", number: int = 1) -> str:
    """Return a message in the language that is in use, without its values. It is ``Untranslated`` if it is in English.

    Args:
        message: The message in English; for the number 1, if it depends on a number.
        many: The message in English for any other number; empty if it does not depend on a number.
        number: How many there are.
    """
    used = _used.get().catalogue
    return used.ngettext(message, many, number) if many else used.gettext(message)


def filled(
    message: str,
    values: dict[str, object],
    as_text: Callable[[object], str] = str,
) -> str:
    """Return a message with its values filled in.

    Args:
        message: The message, in any language.
        values: What the names in the message stand for.
        as_text: Makes a text of a value.

    Raises:
        KeyError: if a name in the message has no value.
    """
    if "{" not in message and "}" not in message:
        return message
    return _BRACES.sub(lambda found: as_text(values[found[1]]) if found[1] else found[0][0], message)


def marked(text: str, as_html: Callable[[str], str]) -> str:
    """Return a text as HTML that says so where the text has no translation and is in English.

    Args:
        text: The text.
        as_html: Makes HTML of a text.
    """
    made = as_html(text)
    return f'<span lang="en">{made}</span>' if isinstance(text, Untranslated) else made


def language() -> str:
    """Return the tag of the language that is in use: ``cy``, ``en-GB``."""
    return _used.get().tag


@contextmanager
def in_language(tag: str) -> Iterator[None]:
    """Translate into this language for as long as the context lasts, in this thread alone."""
    with in_language_of(catalogue(tag), tag):
        yield


@contextmanager
def in_language_of(used: NullTranslations, tag: str = ENGLISH) -> Iterator[None]:
    """Translate with this catalogue for as long as the context lasts, in this thread alone."""
    token = _used.set(_Language(tag, used))
    try:
        yield
    finally:
        _used.reset(token)


def _like(found: str, text: str) -> str:
    return Untranslated(text) if isinstance(found, Untranslated) else text
