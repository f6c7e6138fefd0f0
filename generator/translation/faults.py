"""Find what is wrong in a catalogue: what cannot be read, and translations that a build could not use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.pofile import PoFileError, read_po

from generator.translation import gettext
from generator.translation.locale import plurals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Message

_NAME = re.compile(r"\{\{|\}\}|\{(\w+)\}|([{}])")
_TAG = re.compile(r"<[^<>]*>")


class Fault(NamedTuple):
    """One thing that is wrong in a catalogue."""

    line: int
    """From 1."""
    message: str
    hint: str


def faults(path: Path, tag: str) -> Iterator[Fault]:
    """Yield what is wrong in a catalogue.

    Args:
        path: The ``.po`` file.
        tag: The language that it is for.
    """
    try:
        with path.open("rb") as file:
            read = read_po(file, abort_invalid=True)
    except PoFileError as refusal:
        yield Fault(max(1, refusal.lineno + 1), gettext("This file cannot be read."), f"{refusal}.")
        return
    except (ValueError, LookupError) as refusal:
        yield Fault(1, gettext("This file cannot be read."), f"{refusal}.")
        return
    header = plurals(tag).header
    if any(message.pluralizable for message in read if message.id) and read.plural_forms != header:
        wanted = gettext("Write this header: {header}", header=f'"Plural-Forms: {header}\\n"')
        yield Fault(1, gettext("The plural forms are not those of the language {tag}.", tag=tag), wanted)
        return
    for message in read:
        if message.id and not message.fuzzy:
            yield from _of_message(message, len(plurals(tag).categories))


def _of_message(message: Message, forms: int) -> Iterator[Fault]:
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
    wanted, tags = _names(ids[-1]), _tags(ids[-1])
    for text in texts:
        names = _names(text)
        if None in names:
            hint = gettext("Write a brace of the text twice: {braces}", braces="{{ }}")
            yield Fault(line, gettext("A brace in the translation does not belong to a name."), hint)
        # A form for one number may leave out the number: "one item".
        elif names - wanted or wanted - names - ({"number"} if len(ids) > 1 else set()):
            listed = ", ".join(f"{{{name}}}" for name in sorted(map(str, wanted)))
            hint = gettext("Use these names, as they are: {names}", names=listed or "–")
            yield Fault(line, gettext("The translation does not have the same names in braces as the message."), hint)
        elif _tags(text) != tags:
            hint = gettext("Use these tags, as they are: {tags}", tags=" ".join(tags) or "–")
            yield Fault(line, gettext("The translation does not have the same tags as the message."), hint)


def _names(text: str) -> set[str | None]:
    """Return the names in braces, and None if there is a brace that belongs to none."""
    return {None if found[2] else found[1] for found in _NAME.finditer(text) if found[1] or found[2]}


def _tags(text: str) -> list[str]:
    return sorted(_TAG.findall(text))
