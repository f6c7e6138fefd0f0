"""Read one file of a folder, if it is small enough, regular and inside the folder."""

import os
import stat
from pathlib import Path

from competence_standards.problem import Problem
from competence_standards.prose import figures
from competence_standards.read.names import GROUPS, VOCABULARY
from competence_standards.read.parse import STANDARD_LIMIT, Limit, parse
from competence_standards.read.source import Source
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext

VOCABULARY_LIMIT = Limit(bytes=6 * 1024 * 1024, values=300_000)
"""Enough for the shared files of a thousand standards."""
LOGO_LIMIT = Limit(bytes=100_000, values=0)
"""Small, because a logo is on every page."""
FONT_LIMIT = Limit(bytes=32 * 1024 * 1024, values=0)
"""Twice the size of a font with every Chinese character."""
CATALOGUE_LIMIT = Limit(bytes=2 * 1024 * 1024, values=0)
"""Four times the size of all messages with their translations."""


def relative(path: str | Path) -> Path:
    """Return a path relative to the current folder, as authors type it.

    On Windows, a path on another drive stays absolute.
    """
    try:
        return Path(os.path.relpath(path))
    except ValueError:
        return Path(path)


def read_file(path: Path, inside: Path, limit: Limit = STANDARD_LIMIT) -> Source | list[Problem]:
    """Read one file of the folder ``inside``. Return the source, or every problem with it."""
    data = bytes_of(path, inside, limit)
    return data if isinstance(data, list) else parse(data, path.as_posix(), limit)


def bytes_of(path: Path, inside: Path, limit: Limit) -> bytes | list[Problem]:
    """Return the content of a file of the folder ``inside``, or every problem with it."""
    try:
        return refusal(path, inside, limit) or path.read_bytes()
    except OSError as error:
        message = _("The file cannot be read: {reason}.", reason=error.strerror)
        return [Problem(path.as_posix(), 1, 1, "", message)]


def refusal(path: Path, inside: Path, limit: Limit) -> list[Problem]:
    """Return every problem with a file of the folder ``inside``, without reading it."""
    shown_as = path.as_posix()

    def refused(message: str, hint: str = "", line: int = 1, column: int = 1) -> list[Problem]:
        return [Problem(shown_as, line, column, "", message, hint)]

    try:
        status = path.stat()
        if not path.resolve().is_relative_to(inside.resolve()):
            return refused(*_outside(path, inside.resolve().name))
        if not stat.S_ISREG(status.st_mode):
            return refused(_("This is not a regular file."), _("Use only plain YAML files here."))
        if status.st_size > limit.bytes:
            hints = {
                STANDARD_LIMIT: _("Split it into several standards."),
                LOGO_LIMIT: _("Save a smaller picture."),
                FONT_LIMIT: _("Use the font for one language only."),
            }
            hint = hints.get(limit, "")
            if limit == VOCABULARY_LIMIT and GROUPS in (path.stem, path.parent.name):
                hint = _("Move some of the groups to another file in {folder}.", folder=f"{VOCABULARY}/{GROUPS}")
            return refused(too_large(status.st_size, limit.bytes), hint)
    except OSError as error:
        return refused(_("The file cannot be read: {reason}.", reason=error.strerror))
    return []


def too_large(size: int, limit: int) -> str:
    """Return the message for a file that is too large."""
    return ngettext(
        "The file is {size} byte. The limit is {limit}.",
        "The file is {size} bytes. The limit is {limit}.",
        size,
        size=figures(size),
        limit=figures(limit),
    )


def _outside(path: Path, folder: str) -> tuple[str, str]:
    if path.is_symlink():
        message = _("The file is a link to a place outside {folder}.", folder=folder)
        return message, _("Copy the file here instead.")
    message = _("The folder of this file is a link to a place outside {folder}.", folder=folder)
    return message, _("Copy the folder of this file here instead.")
