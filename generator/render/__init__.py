"""The model in; every page of the site out, with its search entries and a body that is made when asked for.

One module per kind of page, and its template beside the others in ``templates/``. Knows nothing of who publishes.
"""

from collections.abc import Iterator

from generator.model import Suite
from generator.render import errata, file_format, home, standard, standards
from generator.render.page import Entry, Heading, Page

__all__ = ["Entry", "Heading", "Page", "render"]


def render(suite: Suite) -> Iterator[Page]:
    """Every generated page, in the order of the site's navigation."""
    yield home.page(suite)
    yield standards.page(suite)
    for one in suite.standards:
        yield standard.page(one, suite)
    yield errata.page(suite)
    yield file_format.page()
