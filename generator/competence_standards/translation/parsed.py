"""Parse the text of a catalogue."""

from __future__ import annotations

import io
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from competence_standards.translation import gettext

_Id: TypeAlias = "str | tuple[str, ...] | list[str]"
MOST_FORMS = 6
"""The most plural forms that a language has."""
LONGEST_HEADER = 10_000
"""Characters of the first message: ten times an honest one."""


class _Catalog(Catalog):
    """A catalogue that needs no more room and time than its text.

    Babel makes room for as many plural forms as a header names, and joins messages that are the same again and again.
    """

    @property
    def num_plurals(self) -> int:
        """How many plural forms there are."""
        return min(super().num_plurals, MOST_FORMS)

    def __setitem__(self, id: _Id, message: Message) -> None:  # noqa: A002 - as Babel calls it
        """Add a message.

        Raises:
            PoFileError: if it is there already, or if it is a header that would take long to parse.
        """
        if not id and len(str(message.string)) > LONGEST_HEADER:
            raise PoFileError(gettext("The header is too long"), self, "", (message.lineno or 1) - 1)
        if id and self.get(id, message.context) is not None:
            raise PoFileError(gettext("This message is in the file twice"), self, "", (message.lineno or 1) - 1)
        super().__setitem__(id, message)


def parsed(text: str) -> Catalog:
    """Return the messages in the text of a ``.po`` file.

    Raises:
        ValueError: if it is not such a text.
    """
    catalog = _Catalog()
    try:
        PoFileParser(catalog, abort_invalid=True).parse(io.StringIO(text))
    except AttributeError:
        # Babel stops so at a character set that is written in parts.
        raise ValueError(gettext("The header Content-Type cannot be read")) from None
    # The text is in UTF-8, whatever its header says.
    catalog.charset = "utf-8"
    return catalog
