"""Gather the translations of the messages that scripts show."""

from __future__ import annotations

from typing import TypeAlias

from babel.messages.pofile import read_po

from competence_standards.translation.catalogues import file_of, template_file
from competence_standards.translation.locale import plurals
from competence_standards.translation.parsed import parsed

Translations: TypeAlias = "dict[str, str | dict[str, str]]"
"""By the message in English. One that depends on a number has a translation for each plural form of the language."""


def of_scripts(tag: str) -> Translations:
    """Return the translations of the messages of scripts into a language; none if it has no catalogue."""
    path = file_of(tag)
    if path is None:
        return {}
    # A translator's program may leave out of the catalogue where a message is used.
    with template_file().open("rb") as file:
        messages = [one for one in read_po(file) if any(name.endswith(".js") for name, _ in one.locations)]
    catalog = parsed(path.read_text("utf-8-sig"))
    found: Translations = {}
    for message in messages:
        translation = catalog.get(message.id)
        if translation is None or translation.fuzzy:
            continue
        one = message.id[0] if isinstance(message.id, (list, tuple)) else str(message.id)
        if isinstance(translation.string, (list, tuple)):
            if all(translation.string):
                found[one] = dict(zip(plurals(tag).categories, map(str, translation.string), strict=True))
        elif translation.string:
            found[one] = translation.string
    return found
