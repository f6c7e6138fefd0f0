"""Find errors in a catalogue: unreadable parts, and translations that a build cannot use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from competence_standards.translation import gettext
from competence_standards.translation.catalogues import TEMPLATE, template_file
from competence_standards.translation.locale import plurals
from competence_standards.translation.parsed import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from babel.messages.catalog import Message

_NAME = re.compile(r"\{\{|\}\}|\{(\w+)\}|([{}])")
# A browser treats text after an unclosed tag as part of the tag, so match up to the next tag.
_TAG = re.compile(r"<[^<>]*>|<[a-zA-Z/!?][^<>]*")
_KIND_OF_TAG = re.compile(r"<(/?)([a-z]\w*)")
# Placeholders that a form replaces with the words for roles and decisions.
_DOLLAR = re.compile(r"\$(\w*)")
# The addresses of links in the messages of help pages, which are Markdown.
_LINK = re.compile(r"\]\(([^)\s]*)\)")
_UNSAFE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
"""Characters that file formats do not allow, or that change the order of others."""


def longest(message: str) -> int:
    """Return the maximum length of a message's translation. A page may show it hundreds of times."""
    return 8 * len(message) + 100


class Fault(NamedTuple):
    """An error in a catalogue."""

    line: int
    """From 1."""
    message: str
    hint: str


def faults(text: str, tag: str) -> Iterator[Fault]:
    """Yield every error in a catalogue.

    Args:
        text: The text of the ``.po`` file.
        tag: Its language.
    """
    if unsafe := _UNSAFE.search(text):
        message = gettext("The character {char} is invisible.", char=f"U+{ord(unsafe[0]):04X}")
        hint = gettext("Delete it, or type an ordinary space instead.")
        yield Fault(text.count("\n", 0, unsafe.start()) + 1, message, hint)
        return
    try:
        read = parsed(text)
    except PoFileError as refusal:
        yield Fault(max(1, refusal.lineno + 1), gettext("This file cannot be read."), f"{refusal}.")
        return
    except (ValueError, LookupError) as refusal:
        yield Fault(1, gettext("This file cannot be read."), f"{refusal}.")
        return
    header = plurals(tag).header
    # Without this header, Babel assumes the first of these.
    possible = {header} if any(one.pluralizable for one in read if one.id) else {Catalog().plural_forms, header}
    if read.plural_forms not in possible:
        wanted = gettext("Write this header: {header}", header=f'"Plural-Forms: {header}\\n"')
        yield Fault(1, gettext("The plural forms are not those of the language {tag}.", tag=tag), wanted)
        return
    known = _plurals_of_messages()
    for one in read:
        if one.id and not one.fuzzy:
            yield from _of_message(one, len(plurals(tag).categories), known)


def _plurals_of_messages() -> Mapping[str, str]:
    """Return the plural of each message of the program, or the message itself without a plural."""
    with template_file().open("rb") as file:
        ids = [one.id if isinstance(one.id, (list, tuple)) else (one.id,) for one in read_po(file)]
    return {one[0]: one[-1] for one in ids}


def _of_message(message: Message, forms: int, known: Mapping[str, str]) -> Iterator[Fault]:
    ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    found = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    texts = [text or "" for text in found]
    if not any(texts):
        return
    line = message.lineno or 1
    if len(ids) > 1 and (len(texts) != forms or not all(texts)):
        hint = gettext("Write a translation for each number from msgstr[0] to msgstr[{last}].", last=forms - 1)
        yield Fault(line, gettext("This message does not have all its plural forms."), hint)
        return
    # The program looks up only the singular, so it could get the translation for a different plural.
    if len(ids) > 1 and known.get(ids[0], ids[1]) != ids[1]:
        said = gettext("This message has another plural in {file}.", file=TEMPLATE)
        yield Fault(line, said, gettext("Copy the message again from {file}.", file=TEMPLATE))
        return
    wanted = _names(ids[-1])
    for text in texts:
        names = _names(text)
        if len(text) > (limit := longest(ids[-1])):
            said = gettext("The translation has more than {limit} characters.", limit=limit)
            yield Fault(line, said, gettext("Shorten it."))
            continue
        if None in names:
            hint = gettext("Write a brace of the text twice: {braces}", braces="{{ }}")
            yield Fault(line, gettext("A brace in the translation does not belong to a name."), hint)
        # A form for one number may leave out the number: "one item".
        elif names - wanted or wanted - names - ({"number"} if len(ids) > 1 else set()):
            listed = ", ".join(f"{{{name}}}" for name in sorted(map(str, wanted)))
            hint = gettext("Use these names, as they are: {names}", names=listed or "–")
            yield Fault(line, gettext("The translation does not have the same names in braces as the message."), hint)
        elif _dollars(text) != _dollars(ids[-1]):
            said = gettext("The translation does not have the same words with a dollar sign as the message.")
            listed = " ".join(f"${name}" for name in sorted(_dollars(ids[-1])))
            yield Fault(
                line, said, gettext("Use these words, with or without a capital letter: {words}", words=listed or "–")
            )
        elif set(text) & set("\n\r\t") - set(ids[-1]):
            said = gettext("The translation has a line break or a tab, and the message has none.")
            yield Fault(line, said, gettext("Delete {codes}.", codes="\\n, \\r, \\t"))
        else:
            yield from _of_markup(text, ids[-1], line)


def _of_markup(text: str, message: str, line: int) -> Iterator[Fault]:
    tags, links = _tags(message), _links(message)
    if _links(text) != links:
        said = gettext("The translation does not have the same addresses of links as the message.")
        hint = gettext("Use these addresses, as they are: {addresses}", addresses=" ".join(links) or "–")
        yield Fault(line, said, hint)
    elif _tags(text) != tags:
        hint = gettext("Use these tags, as they are: {tags}", tags=" ".join(tags) or "–")
        yield Fault(line, gettext("The translation does not have the same tags as the message."), hint)
    elif _is_nested(message) and not _is_nested(text):
        hint = gettext("Use these tags in pairs: {tags}", tags=" ".join(_TAG.findall(message)))
        yield Fault(line, gettext("A tag in the translation ends before it begins, or within another."), hint)


def _names(text: str) -> set[str | None]:
    """Return the names in braces, and None for a stray brace."""
    return {None if found[2] else found[1] for found in _NAME.finditer(text) if found[1] or found[2]}


def _dollars(text: str) -> set[str]:
    """Return the words with a dollar sign, in the form with a small first letter."""
    return {name[:1].lower() + name[1:] for name in _DOLLAR.findall(text)}


def _is_nested(text: str) -> bool:
    """Check whether tags are closed and nested correctly."""
    begun: list[str] = []
    for end, name in _KIND_OF_TAG.findall(text):
        if not end:
            begun.append(name)
        elif not begun or begun.pop() != name:
            return False
    return not begun


def _tags(text: str) -> list[str]:
    return sorted(_TAG.findall(text))


def _links(text: str) -> list[str]:
    return sorted(_LINK.findall(text))
