"""Parse the text of a catalogue."""

from __future__ import annotations

import io
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from competence_standards.translation import gettext

_Id: TypeAlias = "str | tuple[str, ...] | list[str]"
MOST_FORMS = 6
"""Maximum plural forms of a language."""
LONGEST_HEADER = 10_000
"""Maximum characters of the header, ten times the length of a real one."""


class _Catalog(Catalog):
    """A catalogue whose memory and time stay in proportion to its text.

    Babel allocates as many plural forms as a header names, and merges repeated messages each time.
    """

    @property
    def num_plurals(self) -> int:
        """The number of plural forms."""
        return min(super().num_plurals, MOST_FORMS)

    def __setitem__(self, id: _Id, message: Message) -> None:  # noqa: A002 - as Babel calls it
        """Add a message.

        Raises:
            PoFileError: if it is repeated, or is a header that would be slow to parse.
        """
        if not id and len(str(message.string)) > LONGEST_HEADER:
            raise PoFileError(gettext("The header is too long"), self, "", (message.lineno or 1) - 1)
        if id and self.get(id, message.context) is not None:
            raise PoFileError(gettext("This message is in the file twice"), self, "", (message.lineno or 1) - 1)
        super().__setitem__(id, message)


def parsed(text: str) -> Catalog:
    """Return the messages in the text of a ``.po`` file.

    Raises:
        ValueError: if the text is not valid.
    """
    catalog = _Catalog()
    try:
        PoFileParser(catalog, abort_invalid=True).parse(io.StringIO(text))
    except AttributeError:
        # Babel raises this for a character set that is split into parts.
        raise ValueError(gettext("The header Content-Type cannot be read")) from None
    # The text is always UTF-8, so ignore the header's character set.
    catalog.charset = "utf-8"
    return catalog
