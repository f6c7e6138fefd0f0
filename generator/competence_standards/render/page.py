"""A page, and the Jinja environment that renders its body. Neither depends on a publisher.

Values are escaped, and a misspelt name in a template is an error instead of an empty space.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from competence_standards import routes
from competence_standards.render.making import PAGE_LIMIT, limit_size, making
from competence_standards.render.words import FILTERS, WORDS
from competence_standards.translation import in_language, language


@dataclass(frozen=True)
class Heading:
    """A heading that a page's table of contents leads to."""

    title: str
    anchor: str
    parts: "tuple[Heading, ...]" = ()
    """The headings below it."""
    items: str = ""
    """The first and the last item below it: ``P1–P9``."""


class Entry(NamedTuple):
    """An entry of the search: a page, or one place on it."""

    address: str
    """From the site's top: ``contact-centre/#P1``."""
    title: str
    text: str


@dataclass(frozen=True)
class Page:
    """One page of the site. Titles, descriptions and entries are plain text, and the publisher escapes them."""

    address: str
    """From the site's top, ending in ``/``; the home page's is empty."""
    title: str
    description: str
    """One or two sentences for search engines and link previews."""
    template: str
    context: Mapping[str, Any] = field(repr=False)
    """What the template is made with, besides ``link``."""
    headings: tuple[Heading, ...] = ()
    entries: tuple[Entry, ...] = ()
    section: str = ""
    """The address of the page in the site's menu that this one belongs to; empty for its own."""
    one_of_many: bool = False
    """Whether the page has a page before it and one after it of its own kind."""
    source: str | None = None
    """The file that an author edits to change this page, as a path from the project's top."""
    sources: tuple[str, ...] = ()
    """All such files, if there are several."""
    styles: tuple[str, ...] = ()
    """The style sheets, among our own assets, that the page needs besides the site's."""
    running_head: str = ""
    """The address of the style sheet that prints the head of each sheet, from the site's top; empty for none."""
    data: str = ""
    """The address of what the page says as data, from the site's top; empty for none. It is kept with the page."""
    script: str = ""
    """The module, among our own assets, that the page needs besides the site's."""
    menu: str = ""
    """What the site's menu calls the page; empty for its title."""
    moved_to: str = ""
    """The address of the page that this one leads to, because it has moved there; empty for any other page."""
    lang: str = field(default_factory=language)
    """The tag of its language: the one in use when it was made."""

    @property
    def made_from(self) -> str:
        """The source that an author edits, or the template if there is none."""
        return self.source or self.template

    def body(self) -> str:
        """Render the page's HTML without the header and footer of the site. Each call renders it again, to save memory.

        Raises:
            Invalid: if the page cannot be made, or is too long.
        """
        with making(self._name, self.made_from):
            link = partial(routes.relative, page=self.address)
            template = _environment().get_template(f"pages/{self.template}")
            parts, size = [], 0
            with in_language(self.lang):
                for part in template.generate(**self.context, link=link, routes=routes):
                    parts.append(part)
                    size += len(part)
                    # A page that is much too long may not fit into memory.
                    if size > PAGE_LIMIT:
                        break
        limit_size(self._name, self.made_from, size, PAGE_LIMIT)
        return "".join(parts)

    @property
    def _name(self) -> str:
        return f"{self.address}index.html"


def template_folders() -> list[Path]:
    """Return the folders with templates: one in each part of the program that makes pages."""
    return sorted(Path(__file__).parents[1].glob("*/templates"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(template_folders()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(WORDS)
    environment.filters.update(FILTERS)
    return environment
