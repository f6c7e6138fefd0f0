"""Translate messages for templates, as HTML in the current language.

A template uses ``_("Open {form}", form=name)`` between tags. The message can have tags, values are escaped, and a
message without a translation is marked as English. For the value of an attribute, which cannot have tags, a template
uses ``gettext`` and ``ngettext``.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps

from markupsafe import Markup, escape

from competence_standards.prose import joined_with_and
from competence_standards.translation import filled, in_language, locale, marked, translated


def _(message: str, /, **values: object) -> Markup:
    """Return a message as HTML."""
    return _html(message, translated(message), values)


def _n(one: str, many: str, number: int, /, **values: object) -> Markup:
    """Return the form of a message that fits a number as HTML."""
    return _html(one, translated(one, many, number), {"number": _decimal(number), **values})


def _gettext(message: str, /, **values: object) -> Markup:
    """Return a message as text that can be the value of an attribute."""
    return escape(filled(translated(message), values))


def _ngettext(one: str, many: str, number: int, /, **values: object) -> Markup:
    """Return the form of a message that fits a number as text that can be the value of an attribute."""
    return escape(filled(translated(one, many, number), {"number": _decimal(number), **values}))


def _html(message: str, found: str, values: dict[str, object]) -> Markup:
    # A message without tags is text, and so is its translation.
    is_text = "<" not in message and "&" not in message

    def as_html(text: str) -> str:
        return filled(_escaped(str(text)) if is_text else text, values, _escaped)

    return Markup(marked(found, as_html))  # noqa: S704 - the tags of a catalogue are checked


def _escaped(value: object) -> str:
    return str(escape(value))


def _decimal(number: int) -> str:
    return str(number) if number < 1000 else locale.decimal(number)


def _marked(text: str) -> Markup:
    """Return a translated text as HTML."""
    return Markup(marked(text, _escaped))  # noqa: S704 - escaped


def _joined(texts: Iterable[str]) -> Markup:
    """Return translated texts as one list with a conjunction, as HTML."""
    return Markup(joined_with_and(map(_marked, texts)))  # noqa: S704 - escaped


WORDS: Mapping[str, Callable[..., Markup]] = {"_": _, "_n": _n, "gettext": _gettext, "ngettext": _ngettext}
FILTERS: Mapping[str, Callable[..., str]] = {
    "day": locale.day,
    "decimal": locale.decimal,
    "marked": _marked,
    "joined": _joined,
}


def without_tags(html: str) -> str:
    """Return the text of a line of HTML."""
    return Markup(html).striptags()  # noqa: S704 - the result is text


def words_in(lang: str) -> Mapping[str, Callable[..., str]]:
    """Return the functions of ``WORDS`` and ``FILTERS`` for one language, for templates outside our pages."""
    return {name: _in(lang, word) for name, word in {**WORDS, **FILTERS}.items()}


def _in(lang: str, word: Callable[..., str]) -> Callable[..., str]:
    @wraps(word)
    def translate(*args: object, **values: object) -> str:
        with in_language(lang):
            return word(*args, **values)

    return translate
