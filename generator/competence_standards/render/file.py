"""A file of the site that is not a page, independent of who publishes it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from competence_standards.render.making import FILE_LIMIT, limit_size, making
from competence_standards.translation import in_language, language


@dataclass(frozen=True)
class File:
    """A file of the site that is not a page: data for scripts, or a document to download."""

    address: str
    """From the site's top: ``contact-centre/items.json``."""
    make: Callable[[], bytes] = field(repr=False)
    """Makes the file's bytes."""
    source: str = ""
    """The file that an author edits to change this one; empty if there is no such file or it is not known."""
    lang: str = field(default_factory=language)
    """The tag of the language of its words: the one in use when this was made."""

    @property
    def made_from(self) -> str:
        """The source that an author edits, or the address if there is none."""
        return self.source or self.address

    def content(self) -> bytes:
        """Return the file's bytes. Each call generates them again, to save memory.

        Raises:
            Invalid: if the file cannot be made, or is too large.
        """
        with making(self.address, self.made_from), in_language(self.lang):
            content = self.make()
        limit_size(self.address, self.made_from, len(content), FILE_LIMIT)
        return content
