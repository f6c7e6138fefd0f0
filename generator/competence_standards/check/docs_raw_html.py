"""Note raw HTML where the Markdown library finds it, and drop it."""

import re
from typing import Any

from markdown import Markdown
from markdown.inlinepatterns import HtmlInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import HtmlStash


class NotedBlocks(Preprocessor):  # type: ignore[misc]
    """Notes each block of HTML that the library would publish unchanged."""

    def __init__(self, md: Markdown, own: Preprocessor, raw: list[str]) -> None:
        super().__init__(md)
        self._own = own
        self._raw = raw

    def run(self, lines: list[str]) -> list[str]:
        """Let the library find HTML, and note it."""
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
        """Note the HTML, or the element that an extension made from it, and publish nothing."""
        self._raw.append(html.strip() if isinstance(html, str) else f"<{html.tag}")
        return ""


class NotedTags(HtmlInlineProcessor):  # type: ignore[misc]
    """Notes each tag or comment within a paragraph."""

    def __init__(self, pattern: str, md: Markdown, raw: list[str]) -> None:
        super().__init__(pattern, md)
        self._raw = raw

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: ARG002, N802
        """Note the tag and publish nothing."""
        self._raw.append(self.backslash_unescape(self.unescape(m.group(1))))
        return "", m.start(0), m.end(0)
