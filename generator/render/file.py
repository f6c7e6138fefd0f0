"""What a file of the site beside its pages is, whoever publishes it."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class File:
    """A file of the site that is no page: data for scripts, or a document to download."""

    address: str
    """From the site's top: ``contact-centre/items.json``."""
    content: Callable[[], bytes] = field(repr=False)
    """Makes the file's bytes anew at each call, so that none need be kept."""
