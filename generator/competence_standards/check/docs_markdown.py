"""Find Markdown in a help page that would become more than text, links and pictures.

Converts the page in the same way as the site. Notes raw HTML where the Markdown library finds it, and checks every
tag and attribute of the result. Markdown that would take the library too long is refused first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from markdown import Markdown

from competence_standards.check.docs_html import MadeHtml, address_needles
from competence_standards.check.docs_markdown_limits import Limits, TooSlow
from competence_standards.check.docs_raw_html import NotedBlocks, NotedTags
from competence_standards.problem import Problem, shown
from competence_standards.read import DocsPage, DocsSettings
from competence_standards.translation import gettext as _

MOST_FENCES = 400
"""Maximum lines of a page that start or end fenced code."""
MOST_HEADINGS = 300
"""Maximum headings of a page, seven times the most here. The search compares each heading with all others."""
_FENCE = re.compile(r"(?m)^ *(?:```|~~~)")
# The quantifiers are possessive (++), because trying every shorter match of a long mark is slow.
_CODE = re.compile(r"(?ms)^(`{3,}+|~{3,}+).*?^\1 *$|(?<![`\\])(`+)(?!`)[^`\n]+\2(?!`)")


class Examined:
    """One page as the site converts it: its problems, links and ids."""

    def __init__(self, page: DocsPage, settings: DocsSettings) -> None:
        """Convert the page.

        Args:
            page: The page.
            settings: The site's Markdown settings.
        """
        self.path = page.path
        self._places = _Places(page)
        self._made = MadeHtml()
        self.problems = tuple(_problems(page, settings, self._places, self._made))

    @property
    def links(self) -> list[str]:
        """The addresses of links and pictures, except those with a scheme or a host."""
        return self._made.links

    @property
    def ids(self) -> set[str]:
        """The ids of its headings and other elements."""
        return self._made.ids

    @property
    def is_converted(self) -> bool:
        """Whether the page was converted. Otherwise its links and ids are unknown."""
        return self._made.is_whole

    def problem(self, link: str, message: str, hint: str) -> Problem:
        """Return a problem at the next occurrence of a link."""
        return self._places.problem([f"({link})", f"({link} ", *address_needles(link)], message, hint)


def markdown_problems(page: DocsPage, settings: DocsSettings) -> Iterator[Problem]:
    """Yield every problem of a page's Markdown."""
    yield from Examined(page, settings).problems


def _problems(page: DocsPage, settings: DocsSettings, places: "_Places", made: MadeHtml) -> Iterator[Problem]:
    if len(_FENCE.findall(page.body)) > MOST_FENCES:
        message = _("This page has more than {limit} lines that start or end fenced code.", limit=MOST_FENCES)
        yield places.problem([], message, _("Split it into several pages."))
        return
    raw: list[str] = []
    try:
        html = _converter(settings, raw).convert(page.body)
    except TooSlow as slow:
        yield places.problem([slow.text], slow.message, slow.hint, in_code=True)
        return
    except RecursionError:
        message = _("Lists, quotations or formatting are nested too deeply.")
        yield places.problem([], message, _("Use fewer levels."))
        return
    except Exception as error:  # noqa: BLE001 - an extension may raise anything
        message = _("The Markdown extensions of the site cannot convert this page: {reason}.", reason=shown(str(error)))
        yield places.problem([], message, _("Delete what you added last, or write it in another way."))
        return
    for tag in raw:
        head = tag.partition("\n")[0]
        message = _("{markup} is HTML. A help page cannot have HTML.", markup=shown(head))
        hint = _("Write it in Markdown. To show the code itself, put backticks around it, or write &lt; instead of <.")
        yield replace(places.problem([head, head[:12], head[:2]], message, hint), cause="HTML")
    made.feed(html)
    made.close()
    made.is_whole = True
    if made.headings > MOST_HEADINGS:
        message = _("This page has more than {limit} headings.", limit=MOST_HEADINGS)
        yield places.problem([], message, _("Split it into several pages."))
    for needles, message, hint in made.found:
        yield places.problem(needles, message, hint)


class _Places:
    """Finds the place of a problem, because the library does not report places."""

    def __init__(self, page: DocsPage) -> None:
        self._page = page
        # The body follows the front matter and reaches the end of the file.
        self._begin = len(page.text) - len(page.body)
        self._next: dict[str, int] = {}

    @cached_property
    def _bare(self) -> str:
        """The text with its code blanked, so that searches do not find words within code."""
        return _CODE.sub(lambda code: re.sub(r"[^\n]", "\0", code[0]), self._page.text)

    def problem(self, needles: Sequence[str], message: str, hint: str, *, in_code: bool = False) -> Problem:
        """Return a problem at the next occurrence of the first of these texts that the page contains."""
        find = self._find_anywhere if in_code else self._find
        at = next((at for needle in needles if needle and (at := find(needle)) >= 0), self._begin)
        line = self._page.text.count("\n", 0, at) + 1
        column = at - self._page.text.rfind("\n", 0, at)
        return Problem(self._page.file, line, column, "", message, hint)

    def _find(self, needle: str) -> int:
        at = self._bare.find(needle, self._next.get(needle, self._begin))
        if at < 0:
            return self._find_anywhere(needle)
        self._next[needle] = at + len(needle)
        return at

    def _find_anywhere(self, needle: str) -> int:
        return self._page.text.find(needle, self._begin)


def _converter(settings: DocsSettings, raw: list[str]) -> Markdown:
    """Return the site's converter, changed to note raw HTML instead of publishing it."""
    md = Markdown(extensions=list(settings.extensions), extension_configs=dict(settings.extension_settings))
    md.preprocessors.register(Limits(md), "limits", 22)
    if "html_block" in md.preprocessors:
        md.preprocessors.register(NotedBlocks(md, md.preprocessors["html_block"], raw), "html_block", 20)
    md.inlinePatterns.register(NotedTags(md.inlinePatterns["html"].pattern, md, raw), "html", 90)
    return md
