"""A reader: one browser window of a certain size and taste, which remembers everything that goes wrong in it."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request

AXE = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
NARROW, WIDE = 320, 1280
"""The width of a small phone, or of a desktop window at 400 % zoom; and that of a desktop window."""


@dataclass
class Reader:
    """Opens pages of the site below ``base``. Faults gather in ``faults`` until the reader leaves."""

    base: str
    page: Page
    faults: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, browser: Browser, base: str, *, width: int = WIDE, dark: bool = False, **taste: Any) -> Self:
        """A fresh window, without history or stored choices. ``taste`` goes to Playwright's ``new_context``."""
        viewport = {"width": width, "height": 640 if width == NARROW else 800}
        settings: dict[str, Any] = {"viewport": viewport, "color_scheme": "dark" if dark else "light", **taste}
        context = browser.new_context(**settings)
        context.set_default_timeout(10_000)
        reader = cls(base, context.new_page())
        reader.page.on("console", reader._heard)
        reader.page.on("pageerror", reader._broke)
        reader.page.on("dialog", reader._asked)
        context.on("request", reader._requested)
        return reader

    def goto(self, address: str) -> Page:
        """Open a page of the site and wait until its own script has run."""
        self.page.goto(self.base + address, wait_until="load")
        return self.page

    def leave(self) -> None:
        """Close the window."""
        self.page.context.close()

    def axe(self) -> list[str]:
        """What axe finds with all of its rules, as one line for each element."""
        self.page.evaluate(_axe())
        return [str(line) for line in self.page.evaluate(_RUN_AXE)]

    def sideways(self) -> list[str]:
        """The page's width, if it must be scrolled sideways to be read."""
        width, window = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        return [f"{width} px wide in a window of {window} px"] if width > window else []

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _broke(self, error: Error) -> None:
        self.faults.append(f"script error: {error}")

    def _asked(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.faults.append(f"request outside the site: {request.url}")


@cache
def _axe() -> str:
    return AXE.read_text("utf-8")


# Every rule, those too that are off by default: target size of WCAG 2.2, the enhanced contrast of level AAA, the experimental.
_RUN_AXE = """
async () => {
  const rules = Object.fromEntries(axe.getRules().map((rule) => [rule.ruleId, { enabled: true }]));
  const found = await axe.run(document, { rules, resultTypes: ["violations"] });
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)}`));
}
"""


