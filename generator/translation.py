"""The words that readers see, in the language of the suite: a message in English in, its translation out."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

_catalogue: ContextVar[NullTranslations] = ContextVar("catalogue", default=NullTranslations())  # noqa: B039 - never changed


def gettext(message: str, /, **values: object) -> str:
    """Return a message in the language that is in use, with its values filled in.

    Args:
        message: The message in English. ``{name}`` stands for a value; a brace of the text is written twice.
        **values: What the names stand for.
    """
    return _catalogue.get().gettext(message).format(**values)


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """Return the form of a message that fits a number, with ``{number}`` and the other values filled in.

    Args:
        one: The message in English for the number 1.
        many: The message in English for any other number.
        number: How many there are.
        **values: What the other names in the message stand for.
    """
    return _catalogue.get().ngettext(one, many, number).format(number=number, **values)


@contextmanager
def in_language_of(catalogue: NullTranslations) -> Iterator[None]:
    """Translate with this catalogue for as long as the context lasts, in this thread alone."""
    token = _catalogue.set(catalogue)
    try:
        yield
    finally:
        _catalogue.reset(token)


def language() -> str:
    """Return the code of the language that is in use, such as ``cy``. The messages in the source are in ``en``."""
    return _catalogue.get().info().get("language", "en")
