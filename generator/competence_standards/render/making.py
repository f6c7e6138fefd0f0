"""Report an error that stops a page or file as a problem at its source, and limit the size of pages and of the site.

The check rejects what it knows to be wrong. This module is for everything else that an author can write.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from competence_standards.problem import Invalid, Problem
from competence_standards.prose import figures
from competence_standards.translation import gettext as _

MIB = 1024 * 1024
PAGE_LIMIT = 16 * MIB
"""Characters of a page: twice the longest page of a standard that is as long as it may be."""
FILE_LIMIT = 64 * MIB
"""Bytes of a file: four times the largest document of a standard that is as long as it may be."""
_SITE = 64 * MIB
_STANDARD = 6 * MIB
_CHARACTER = 200


@contextmanager
def making(name: str, source: str) -> Iterator[None]:
    """Turn an error that is raised while something is made into a problem at its source.

    Args:
        name: What is made, as a message names it.
        source: The file that an author edits to change it.

    Raises:
        Invalid: with the problem. The error is its cause.
    """
    try:
        yield
    except (Invalid, OSError):
        # An error of the disk names its own file.
        raise
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        message = _("{name} cannot be made from this file. The program stopped with {reason}", name=name, reason=reason)
        hint = _("Undo the last change of this file. Then report the fault, with this message and the change.")
        raise Invalid([Problem(source, 1, 1, "", message, hint)]) from error


def limit_size(name: str, source: str, size: int, limit: int) -> None:
    """Check the size of what was made.

    Raises:
        Invalid: if it is larger than the limit.
    """
    if size > limit:
        message = _("{name}, made from this file, is larger than {limit} bytes.", name=name, limit=figures(limit))
        hint = _("Make the texts and lists of this file shorter, or split it.")
        raise Invalid([Problem(source, 1, 1, "", message, hint)])


class SiteSize:
    """The size of all pages and files of a site, which is added up while they are made.

    The limit grows with the sources. It is some times what plain sources need, with the documents of forms.
    """

    def __init__(self, folder: str, standards: int, characters: int) -> None:
        """Start with nothing.

        Args:
            folder: The folder of the standards, as a message names it.
            standards: How many standards the site has.
            characters: The length of all sources.
        """
        self._folder = folder
        self._limit = _SITE + _STANDARD * standards + _CHARACTER * characters
        self._sizes: Counter[str] = Counter()

    def add(self, source: str, size: int) -> None:
        """Add what was made from a source.

        Raises:
            Invalid: if the site is too large now. The problem is at the source from which most of the site is made.
        """
        self._sizes[source] += size
        if self._sizes.total() <= self._limit:
            return
        largest, most = self._sizes.most_common(1)[0]
        message = _(
            "The site is too large: its pages and files have more than {limit} bytes. Of these, {size} are made from "
            "this file.",
            limit=figures(self._limit),
            size=figures(most),
        )
        hint = _("Make the texts and lists of this file shorter, or delete those that nobody uses.")
        raise Invalid([Problem(largest or self._folder, 1, 1, "", message, hint)])
