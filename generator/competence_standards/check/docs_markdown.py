"""The text of one help page in; a problem out for all that would become more than text, links and pictures.

The Markdown library itself says what comes out as HTML. The page is converted as the site converts it, raw HTML is
noted where the library finds it, and every tag and attribute of the result is looked at. What would keep the library
busy for long is refused before that.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markdown import Markdown
from markdown.inlinepatterns import HtmlInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import HtmlStash

from competence_standards.problem import Problem, shown
from competence_standards.prose import figures, joined_with_and
from competence_standards.read import DocsPage, DocsSettings
from competence_standards.translation import gettext as _

LONGEST_BLOCK = 4_000
"""Characters of a paragraph, a list or a table: five times the longest here."""
MOST_LINES = 150
"""Lines of a paragraph, a list or a table."""
MOST_MARKS = {"[": 40, "<": 20, "`": 200, "*": 200, "_": 200, "\\": 200, "|": 600, "{": 20, "&": 100}
"""How often a character that means something to Markdown can be in one paragraph, list or table."""
MOST_ANGLES = 100
"""How often < can stand on one page, outside fenced code."""
MOST_LEVELS = 6
"""How deep lists and quotations can be nested."""
MOST_FENCES = 400
"""How many lines of a page can begin or end fenced code."""
MOST_CONTENTS = 1
"""How often [TOC] can stand on one page: each is a list of all its headings."""
_FENCE = re.compile(r"(?m)^ *(?:```|~~~)")
_LEVEL = re.compile(r" {2,4}|>|[-*+](?= |$)|\d+\.(?= |$)")
_TAGS = re.compile(
    "a|abbr|b|blockquote|br|caption|cite|code|col|colgroup|dd|del|details|div|dl|dt|em|figcaption|figure|h[1-6]|hr|i|img|"
    "ins|kbd|li|mark|ol|p|pre|q|s|samp|section|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
"""What Markdown and its common extensions make."""
_ATTRIBUTES = frozenset({"id", "class", "href", "src", "alt", "title", "start"})
_SCHEMES = ("http", "https", "mailto", "tel")
_ID = re.compile(r"(?!__)[\w-][\w:.-]*")
TAKEN_IDS = frozenset({"content", "contents-title"})
"""Ids of the frame of every page. Those of Material begin with two underscores, which no id here can."""
_CLASS = re.compile(r"(?!md-)[A-Za-z_][\w+#.-]*")
_PROGRAM = Path(__file__).parents[1]
_IN_STYLES = re.compile(r"\.([A-Za-z_][\w-]*)")
# The pluses keep a long mark whole: to try each shorter one would take long.
_CODE = re.compile(r"(?ms)^(`{3,}+|~{3,}+).*?^\1 *$|(?<![`\\])(`+)(?!`)[^`\n]+\2(?!`)")


@cache
def taken_classes() -> frozenset[str]:
    """Return the classes that the site's own style sheets name, and the one that Material's script looks for.

    With such a class, a link of a help page could cover the whole window, or words could hide.
    """
    texts = (path.read_text("utf-8") for path in sorted(_PROGRAM.rglob("*.css")))
    return frozenset({"mermaid"}.union(*map(_IN_STYLES.findall, texts)))


class Examined:
    """One page as the site converts it: what is wrong with its Markdown, where its links lead and which ids it has."""

    def __init__(self, page: DocsPage, settings: DocsSettings) -> None:
        """Convert the page.

        Args:
            page: The page.
            settings: How the site makes HTML of it.
        """
        self.path = page.path
        self._places = _Places(page)
        self._made = _Made()
        self.problems = tuple(_problems(page, settings, self._places, self._made))

    @property
    def links(self) -> list[str]:
        """The addresses of links and pictures, but for those with a scheme or a host."""
        return self._made.links

    @property
    def ids(self) -> set[str]:
        """The ids of its headings and of what else has one."""
        return self._made.ids

    @property
    def is_converted(self) -> bool:
        """Whether the page was converted. If it was not, its links and ids are not known."""
        return self._made.is_whole

    def problem(self, link: str, message: str, hint: str) -> Problem:
        """Return a problem at the next place of a link."""
        return self._places.problem([f"({link})", f"({link} ", *_parts(link)], message, hint)


def markdown_problems(page: DocsPage, settings: DocsSettings) -> Iterator[Problem]:
    """Yield every problem of a page's Markdown."""
    yield from Examined(page, settings).problems


def _problems(page: DocsPage, settings: DocsSettings, places: "_Places", made: "_Made") -> Iterator[Problem]:
    if len(_FENCE.findall(page.body)) > MOST_FENCES:
        message = _("This page has more than {limit} lines that start or end fenced code.", limit=MOST_FENCES)
        yield places.problem([], message, _("Split it into several pages."))
        return
    raw: list[str] = []
    try:
        html = _converter(settings, raw).convert(page.body)
    except _Slow as slow:
        yield places.problem([slow.text], slow.message, slow.hint, in_code=True)
        return
    except RecursionError:
        message = _("Lists, quotations or formatting are nested too deeply.")
        yield places.problem([], message, _("Use fewer levels."))
        return
    for tag in raw:
        head = tag.partition("\n")[0]
        message = _("{markup} is HTML. A help page cannot have HTML.", markup=shown(head))
        hint = _("Write it in Markdown. To show the code itself, put backticks around it, or write &lt; instead of <.")
        yield places.problem([head, head[:12], head[:2]], message, hint)
    made.feed(html)
    made.close()
    made.is_whole = True
    for needles, message, hint in made.found:
        yield places.problem(needles, message, hint)


class _Places:
    """Finds the place of what is refused: the library does not say where it read something."""

    def __init__(self, page: DocsPage) -> None:
        self._page = page
        # Front matter comes first, and what follows it ends the file.
        self._begin = len(page.text) - len(page.body)
        self._next: dict[str, int] = {}

    @cached_property
    def _bare(self) -> str:
        """The text with its code blanked: of equal words, those within code are not meant."""
        return _CODE.sub(lambda code: re.sub(r"[^\n]", "\0", code[0]), self._page.text)

    def problem(self, needles: Sequence[str], message: str, hint: str, *, in_code: bool = False) -> Problem:
        """Return a problem at the next place of the first text that the page holds."""
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
    """Return the site's own converter, which drops raw HTML and notes it instead."""
    md = Markdown(extensions=list(settings.extensions), extension_configs=dict(settings.extension_settings))
    md.preprocessors.register(_Limits(md), "limits", 22)
    if "html_block" in md.preprocessors:
        md.preprocessors.register(_NotedBlocks(md, md.preprocessors["html_block"], raw), "html_block", 20)
    md.inlinePatterns.register(_NotedTags(md.inlinePatterns["html"].pattern, md, raw), "html", 90)
    return md


class _NotedBlocks(Preprocessor):  # type: ignore[misc]
    """Notes each block of HTML that the library would put aside to be published as it is."""

    def __init__(self, md: Markdown, own: Preprocessor, raw: list[str]) -> None:
        super().__init__(md)
        self._own = own
        self._raw = raw

    def run(self, lines: list[str]) -> list[str]:
        """Let the library look for HTML, and keep what it finds."""
        stash = self.md.htmlStash
        self.md.htmlStash = _NotedStash(self._raw)
        try:
            found: list[str] = self._own.run(lines)
        finally:
            self.md.htmlStash = stash
        return found


class _NotedStash(HtmlStash):  # type: ignore[misc]
    def __init__(self, raw: list[str]) -> None:
        super().__init__()
        self._raw = raw

    def store(self, html: Any) -> str:
        """Keep the HTML, or the element that an extension has made of it, and put nothing in its place."""
        self._raw.append(html.strip() if isinstance(html, str) else f"<{html.tag}")
        return ""


class _NotedTags(HtmlInlineProcessor):  # type: ignore[misc]
    """Notes each tag or comment within a paragraph."""

    def __init__(self, pattern: str, md: Markdown, raw: list[str]) -> None:
        super().__init__(pattern, md)
        self._raw = raw

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: ARG002, N802
        """Put nothing in the place of the tag."""
        self._raw.append(self.backslash_unescape(self.unescape(m.group(1))))
        return "", m.start(0), m.end(0)


class _Slow(Exception):
    """Raised for what the library would need long for."""

    def __init__(self, text: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.text, self.message, self.hint = text, message, hint


class _Limits(Preprocessor):  # type: ignore[misc]
    """Refuses what would keep the library busy. It sees the page as the parser will: without fenced code."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines as they are.

        Raises:
            _Slow: if a paragraph, or the page, is above a limit.
        """
        text = "\n".join(lines)
        if text.count("<") > MOST_ANGLES:
            message = _("This page has the character {char} more than {limit} times.", char="<", limit=MOST_ANGLES)
            raise _Slow("<", message, _split_or_put_in_code())
        contents = getattr(self.md.treeprocessors["toc"], "marker", "") if "toc" in self.md.treeprocessors else ""
        if contents and text.count(contents) > MOST_CONTENTS:
            message = _("This page has {code} more than once, and each is a list of all its headings.", code=contents)
            raise _Slow(contents, message, _("Delete it: the site shows the headings on each page."))
        for block in re.split(r"\n[ ]*\n", text):
            begin = next((line for line in block.split("\n") if line), "")[:80]
            if len(block) > LONGEST_BLOCK:
                limit = figures(LONGEST_BLOCK)
                message = _("This paragraph, list or table has more than {limit} characters.", limit=limit)
                raise _Slow(begin, message, _("Split it with a blank line."))
            if block.count("\n") >= MOST_LINES:
                message = _("This paragraph, list or table has more than {limit} lines.", limit=MOST_LINES)
                raise _Slow(begin, message, _("Split it with a blank line."))
            for mark, most in MOST_MARKS.items():
                if block.count(mark) > most:
                    message = _(
                        "This paragraph, list or table has the character {char} more than {limit} times.",
                        char=mark,
                        limit=most,
                    )
                    raise _Slow(begin or mark, message, _split_or_put_in_code())
            for line in block.split("\n"):
                if _levels(line) > MOST_LEVELS:
                    limit = str(MOST_LEVELS)
                    message = _("Lists and quotations are nested more than {limit} levels deep here.", limit=limit)
                    raise _Slow(line[:80], message, _("Use fewer levels."))
        return lines


def _split_or_put_in_code() -> str:
    return _("Split it, or put code between two lines of three backticks.")


def _levels(line: str) -> int:
    """Count the marks of lists and quotations, and the steps of indentation, with which a line begins."""
    at = levels = 0
    while found := _LEVEL.match(line, at):
        levels += 1
        at = found.end()
        while line[at : at + 1] == " " and not _LEVEL.match(line, at):
            at += 1
    return levels


class _Made(HTMLParser):
    """Looks at every tag that comes out, with the values of its attributes as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[Sequence[str], str, str]] = []
        """Where to look for what is refused, what it is, and what to do."""
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.is_whole = False
        self._is_aligned = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what no page can have."""
        if not _TAGS.fullmatch(tag):
            message = _("Markdown turns this into {markup}, which a help page cannot have.", markup=f"<{tag}>")
            self._refuse([tag], message, _("Write plain text."))
            return
        for name, value in attrs:
            number = len(self.found)
            self._attribute(tag, name, value or "")
            if name == "id":
                self.ids.add(value or "")
            elif name in {"href", "src"} and number == len(self.found) and _is_within(value or ""):
                self.links.append(value or "")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "style" and tag in {"td", "th"} and value.startswith("text-align"):
            hint = _("Delete the colons in the line below the headings of the table.")
            # Every cell has a style then, for one cause.
            if not self._is_aligned:
                self._refuse([":-", "-:"], _("You cannot align the columns of a table."), hint)
            self._is_aligned = True
        elif name not in _ATTRIBUTES:
            hint = _("Between {{ and }}, write only an id such as #steps or a class such as .wide.")
            self._refuse([f"{name}=", name], _("You cannot use {attribute} here.", attribute=shown(name)), hint)
        elif name == "id" and (value in TAKEN_IDS or not _ID.fullmatch(value) or value != value.lower()):
            needles = [f"#{value}", f"id={value}", f"id='{value}'", f'id="{value}"', "{: #", *_heading(value)]
            message = _("You cannot use the id {id}, because the site may need it.", id=shown(value))
            hint = _("Use another id in lower case, such as {{: #steps }}. The id of a heading comes from its words.")
            self._refuse(needles, message, hint)
        elif name == "class":
            for one in value.split():
                if one in taken_classes() or not _CLASS.fullmatch(one):
                    message = _("You cannot use the class {name}, because the site may need it.", name=shown(one))
                    self._refuse([f".{one}", one], message, _("Use another class."))
        elif name in {"href", "src"} and not _is_address(value):
            message = _("{address} is not a valid address.", address=shown(value))
            hint = _(
                "Correct the address. If it has square brackets, delete them, or write {codes}.",
                codes=joined_with_and(["%5B", "%5D"]),
            )
            self._refuse(_parts(value), message, hint)
        elif name == "src":
            if _scheme(value) or _plain(value).startswith(("/", "\\")):
                hint = _("Put the picture in the folder of the help pages, and write its path from this page.")
                self._refuse(_parts(value), _("A picture must be part of this site."), hint)
        elif name == "href" and (scheme := _scheme(value)) and scheme not in _SCHEMES:
            message = _("A link cannot start with {scheme}.", scheme=shown(f"{scheme}:"))
            hint = _("Link to a page of this site, or start the link with https:, http:, mailto: or tel:.")
            self._refuse(_parts(value), message, hint)

    def _refuse(self, needles: Sequence[str], message: str, hint: str) -> None:
        self.found.append((needles, message, hint))


def _is_address(text: str) -> bool:
    """Tell whether MkDocs can read an address. It stops with a traceback at others, such as ``http://[x``."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


def _is_within(address: str) -> bool:
    """Tell whether an address is of this site: one without a scheme or a host."""
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and not _scheme(address)


def _scheme(address: str) -> str:
    """Return what a browser takes for the scheme of an address; nothing for a path."""
    found = re.match(r"([^/?#\\]*?):", _plain(address))
    return found[1].lower() if found else ""


def _plain(address: str) -> str:
    """Return the address without spaces and control characters: a browser passes over some of them."""
    return re.sub(r"[\0-\x20\x7f-\xa0]", "", address)


def _parts(address: str) -> list[str]:
    """Return what to look for on the page to find an address, which may be written with entities."""
    return [f"({address}", f"<{address}", f": {address}", address, address[:8], "&#", "&"]


def _heading(identity: str) -> list[str]:
    words = identity.replace("-", " ")
    return [f"# {words}", f"# {words.capitalize()}", f"# {words.title()}", f"# {words.upper()}", words]
