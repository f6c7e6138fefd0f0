"""Render a small page at each former address of each page of a renamed standard. It leads to the new address."""

from collections.abc import Iterator, Sequence
from functools import partial

from competence_standards import routes
from competence_standards.model import Standard, Suite
from competence_standards.render.page import Page
from competence_standards.translation import gettext


def pages(suite: Suite, made: Sequence[Page]) -> Iterator[Page]:
    """Yield the pages at former addresses of the pages that were made."""
    renamed = {routes.standard(standard.id): standard for standard in suite.standards if standard.formerly}
    for page in made:
        if standard := renamed.get(routes.top(page.address)):
            for former in standard.formerly:
                yield _moved(page, standard, former)


def _moved(page: Page, standard: Standard, former: str) -> Page:
    return Page(
        address=routes.former(page.address, former),
        title=gettext("{title} (formerly {former})", title=page.title, former=former),
        description=gettext(
            "{title} has moved, because the standard {former} is now called {name}.",
            title=page.title,
            former=former,
            name=standard.id,
        ),
        template="moved.html",
        context={"page": page, "standard": standard, "former": former, "items": partial(_items, page, standard)},
        section=page.section,
        moved_to=page.address,
    )


def _items(page: Page, standard: Standard) -> list[str]:
    """Return the ids of the standard's items that have their anchors on the page."""
    body = page.body()
    return [item.id for item in standard.items if f'id="{item.id}"' in body]
