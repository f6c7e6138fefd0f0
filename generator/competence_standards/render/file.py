"""A file of the site that is not a page, independent of who publishes it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from competence_standards.translation import in_language, language


@dataclass(frozen=True)
class File:
    """A file of the site that is no page: data for scripts, or a document to download."""

    address: str
    """From the site's top: ``contact-centre/items.json``."""
    make: Callable[[], bytes] = field(repr=False)
    """Makes the file's bytes."""
    lang: str = field(default_factory=language)
    """The tag of the language of its words: the one in use when this was made."""

    def content(self) -> bytes:
        """Return the file's bytes. They are made at each call, so that none need be kept."""
        with in_language(self.lang):
            return self.make()
