"""Collect the translations of messages in scripts."""

from __future__ import annotations

from typing import TypeAlias

from babel.messages.pofile import read_po

from competence_standards.translation.catalogues import file_of, template_file
from competence_standards.translation.locale import plurals
from competence_standards.translation.parsed import parsed

Translations: TypeAlias = "dict[str, str | dict[str, str]]"
"""Translations by English message. A message with a number has one for each plural form of the language."""


def of_scripts(tag: str) -> Translations:
    """Return a language's translations of messages in scripts. Empty without a catalogue."""
    path = file_of(tag)
    if path is None:
        return {}
    # A translator's program may remove the places where a message is used.
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
