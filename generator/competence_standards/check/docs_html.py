"""Check the HTML of a help page: its tags, classes, ids and links."""

import re
from collections.abc import Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from competence_standards.problem import shown
from competence_standards.prose import joined_with_and
from competence_standards.translation import gettext as _

_TAGS = re.compile(
    "a|abbr|b|blockquote|br|caption|cite|code|col|colgroup|dd|del|details|div|dl|dt|em|figcaption|figure|h[1-6]|hr|i|img|"
    "ins|kbd|li|mark|ol|p|pre|q|s|samp|section|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
"""The tags that Markdown and its common extensions produce."""
_HEADING = re.compile("h[1-6]")
_ATTRIBUTES = frozenset({"id", "class", "href", "src", "alt", "title", "start"})
_SCHEMES = ("http", "https", "mailto", "tel")
_ID = re.compile(r"(?!__)[\w-][\w:.-]*")
TAKEN_IDS = frozenset({"content", "contents-title", "section-title"})
"""Ids of the page frame. Material's ids start with two underscores, which help pages cannot use."""
_CLASS = re.compile(r"(?!md-)[A-Za-z_][\w+#.-]*")
_PROGRAM = Path(__file__).parents[1]
_IN_STYLES = re.compile(r"\.([A-Za-z_][\w-]*)")


@cache
def taken_classes() -> frozenset[str]:
    """Return the classes of the site's style sheets, and the class that Material's script looks for.

    With such a class, a link of a help page could cover the whole window, or words could hide.
    """
    texts = (path.read_text("utf-8") for path in sorted(_PROGRAM.rglob("*.css")))
    return frozenset({"mermaid"}.union(*map(_IN_STYLES.findall, texts)))


class MadeHtml(HTMLParser):
    """Checks every tag of the HTML, with its attributes as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[Sequence[str], str, str]] = []
        """The texts to search for to find the place, the message, and the hint."""
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.headings = 0
        self.is_whole = False
        self._is_aligned = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note tags and attributes that are not allowed."""
        if not _TAGS.fullmatch(tag):
            message = _("Markdown turns this into {markup}, which a help page cannot have.", markup=f"<{tag}>")
            self._refuse([tag], message, _("Write plain text."))
            return
        self.headings += bool(_HEADING.fullmatch(tag))
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
            # Report this once, because one setting gives every cell a style.
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
            self._refuse(address_needles(value), message, hint)
        elif name == "src":
            if _scheme(value) or _plain(value).startswith(("/", "\\")):
                hint = _("Put the picture in the folder of the help pages, and write its path from this page.")
                self._refuse(address_needles(value), _("A picture must be part of this site."), hint)
        elif name == "href" and (scheme := _scheme(value)) and scheme not in _SCHEMES:
            message = _("A link cannot start with {scheme}.", scheme=shown(f"{scheme}:"))
            hint = _("Link to a page of this site, or start the link with https:, http:, mailto: or tel:.")
            self._refuse(address_needles(value), message, hint)

    def _refuse(self, needles: Sequence[str], message: str, hint: str) -> None:
        self.found.append((needles, message, hint))


def _is_address(text: str) -> bool:
    """Check whether MkDocs can read an address. Others, such as ``http://[x``, stop it with a traceback."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


def _is_within(address: str) -> bool:
    """Check whether an address belongs to this site: it has no scheme or host."""
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and not _scheme(address)


def _scheme(address: str) -> str:
    """Return the scheme that a browser sees in an address, or "" for a path."""
    found = re.match(r"([^/?#\\]*?):", _plain(address))
    return found[1].lower() if found else ""


def _plain(address: str) -> str:
    """Return the address without spaces and control characters, because browsers ignore some of them."""
    return re.sub(r"[\0-\x20\x7f-\xa0]", "", address)


def address_needles(address: str) -> list[str]:
    """Return the texts to search for to find an address in a page, with and without entities."""
    return [f"({address}", f"<{address}", f": {address}", address, address[:8], "&#", "&"]


def _heading(identity: str) -> list[str]:
    words = identity.replace("-", " ")
    return [f"# {words}", f"# {words.capitalize()}", f"# {words.title()}", f"# {words.upper()}", words]
