"""Translate the words that readers see into the language of the suite.

Messages are in English, in the code that uses them. Each language has a catalogue with translations. Independent of
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
    "as_message",
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
    """Return a message in the current language, with its values filled in.

    Args:
        message: The message in English. ``{name}`` is replaced by a value. Write literal braces twice. **values: The
        values by name.
    """
    return _like(found := translated(message), filled(found, values))


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """Return the singular or plural message for a number, with ``{number}`` and other values filled in.

    Args:
        one: The message in English for the number 1.
        many: The message in English for any other number.
        number: The number. **values: The other values by name.
    """
    found = translated(one, many, number)
    return _like(found, filled(found, {"number": number, **values}))


def translated(message: str, many: str = "", number: int = 1) -> str:
    """Return a message in the current language, before values are filled in. Untranslated ones are ``Untranslated``.

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
        values: The values by name. as_text: Turns a value into text.

    Raises:
        KeyError: if a name in the message has no value.
    """
    if "{" not in message and "}" not in message:
        return message
    return _BRACES.sub(lambda found: as_text(values[found[1]]) if found[1] else found[0][0], message)


def as_message(text: str) -> str:
    """Return a text as a message without values: a message doubles its braces."""
    return text.replace("{", "{{").replace("}", "}}")


def marked(text: str, as_html: Callable[[str], str]) -> str:
    """Return a text as HTML, marked as English if it is not translated.

    Args:
        text: The text.
        as_html: Turns a text into HTML.
    """
    made = as_html(text)
    return f'<span lang="en">{made}</span>' if isinstance(text, Untranslated) else made


def language() -> str:
    """Return the tag of the current language: ``cy``, ``en-GB``."""
    return _used.get().tag


@contextmanager
def in_language(tag: str) -> Iterator[None]:
    """Translate into this language within the context, only in this thread."""
    with in_language_of(catalogue(tag), tag):
        yield


@contextmanager
def in_language_of(used: NullTranslations, tag: str = ENGLISH) -> Iterator[None]:
    """Translate with this catalogue within the context, only in this thread."""
    token = _used.set(_Language(tag, used))
    try:
        yield
    finally:
        _used.reset(token)


def _like(found: str, text: str) -> str:
    return Untranslated(text) if isinstance(found, Untranslated) else text
