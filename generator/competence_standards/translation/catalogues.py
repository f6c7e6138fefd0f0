"""Read the catalogue of a language: a ``.po`` file in the folder ``translations``.

Without a catalogue, messages are in English. Catalogues are read when they are used, so they need not be compiled.
"""

from __future__ import annotations

import hashlib
import io
import os
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from competence_standards.translation.untranslated import Untranslated

ENGLISH = "en-GB"
"""The language of the messages in the code, and the default for suites."""
PROJECT = Path(__file__).parents[1] / "translations"
"""The project's folder, which has the template with all messages."""
FOLDER = Path(os.environ.get("TRANSLATIONS_DIR") or PROJECT)
"""The folder of the catalogues. An environment variable can name a different one."""
TEMPLATE = "messages.pot"


class _English(NullTranslations):
    """A catalogue without translations."""

    def gettext(self, message: str) -> str:
        """Return the message itself."""
        return Untranslated(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the English form for the number."""
        return Untranslated(super().ngettext(msgid1, msgid2, n))


def file_of(tag: str) -> Path | None:
    """Return the catalogue of a language or of the language without its country, or None if neither exists."""
    names = dict.fromkeys([tag, tag.partition("-")[0]])
    return next((path for name in names if (path := FOLDER / f"{name}.po").is_file()), None)


def template_file() -> Path:
    """Return the file with all messages. It is optional in other folders."""
    own = FOLDER / TEMPLATE
    return own if own.is_file() else PROJECT / TEMPLATE


def catalogue(tag: str) -> NullTranslations:
    """Return the translations of a language.

    Raises:
        ValueError: if the catalogue cannot be read. The check reports this first.
    """
    path = file_of(tag)
    is_english = tag.partition("-")[0] == "en"
    if path is None:
        return NullTranslations() if is_english else _English()
    return _read(path, path.stat().st_mtime_ns, is_english)


@cache
def _read(path: Path, _changed: int, is_english: bool) -> NullTranslations:  # noqa: FBT001 - called once
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - an English site does without

    from competence_standards.translation.parsed import parsed  # noqa: PLC0415

    compiled = io.BytesIO()
    write_mo(compiled, parsed(path.read_text("utf-8-sig")))
    compiled.seek(0)
    found = GNUTranslations(compiled)
    if not is_english:
        found.add_fallback(_English())
    return found


def fingerprint(tag: str) -> str:
    """Return a fingerprint of a language's catalogue, or "" without a catalogue."""
    path = file_of(tag)
    return _fingerprint(path, path.stat().st_mtime_ns) if path else ""


@cache
def _fingerprint(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
