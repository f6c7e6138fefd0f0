"""A reader at one browser window, which remembers everything that goes wrong in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import ConsoleMessage, Dialog, Error, Page, Request

AXE = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
NARROW, WIDE = 320, 1280
"""The width of a small phone, or of a desktop window at 400 % zoom; and that of a desktop window."""
WIDTHS = [NARROW, pytest.param(WIDE, marks=pytest.mark.slow)]
"""The widths for what is looked at on a page that the quick tests look at in both."""
NO_WORKER = "Service Worker registration blocked by Playwright"
"""What Playwright itself says where a test asked it to allow no service worker."""


@dataclass
class Reader:
    """Opens pages of the site below ``base``. What goes wrong gathers in ``faults``."""

    base: str
    page: Page
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", self._broke)
        self.page.on("dialog", self._asked)
        self.page.on("request", self._requested)

    def goto(self, address: str) -> Page:
        """Open a page of the site and wait until its scripts have run."""
        self.page.goto(self.base + address, wait_until="load")
        return self.page

    def look(self, within: str = "") -> list[str]:
        """Say what is wrong with what is shown now: in light with all rules of axe, in dark with those of colour.

        Where only a part of the page has changed, axe need look only within that.
        """
        faults = self.axe(within) + self.nameless() + self.sideways()
        faults += self._dress("dark") + [f"in the dark, {fault}" for fault in self.axe(within, COLOUR)]
        return faults + self._dress("light")

    def axe(self, within: str = "", rules: Sequence[str] = ()) -> list[str]:
        """What axe finds on the page or within some elements, with all of its rules or some, as one line for each."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_axe())
        return [str(line) for line in self.page.evaluate(_RUN_AXE, [within, list(rules)])]

    def wear(self, css: str) -> None:
        """Give the page a style of the reader's own, which no policy of ours can refuse."""
        self.page.evaluate(
            "css => { const own = new CSSStyleSheet(); own.replaceSync(css); document.adoptedStyleSheets = [own]; }",
            css,
        )

    def _dress(self, scheme: Literal["light", "dark"]) -> list[str]:
        """Change what the reader's system prefers, and finish the change of colours."""
        self.page.emulate_media(color_scheme=scheme)
        shown = self.page.evaluate(_COLOURS_SETTLED)
        return [] if shown == scheme else [f"{shown} on a system that is {scheme}"]

    def nameless(self) -> list[str]:
        """Links, buttons and fields of which a screen reader has nothing to say, asked of the browser itself."""
        session = self.page.context.new_cdp_session(self.page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
        roles = {"link", "button", "textbox", "searchbox", "checkbox", "radio", "combobox", "navigation", "region"}
        shown = [node for node in nodes if not node["ignored"] and node["role"]["value"] in roles]
        return [f"{node['role']['value']} without a name" for node in shown if not node["name"]["value"].strip()]

    def sideways(self) -> list[str]:
        """The page's width, if it must be scrolled sideways to be read."""
        width, window = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        return [f"{width} px wide in a window of {window} px"] if width > window else []

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and message.text != NO_WORKER:
            self.faults.append(f"console: {message.text}")

    def _broke(self, error: Error) -> None:
        self.faults.append(f"script error: {error}")

    def _asked(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.faults.append(f"request outside the site: {request.url}")


COLOUR = ("color-contrast-enhanced", "link-in-text-block")
"""The rules of axe that depend on the colours of a page."""


def as_printed(page: Page) -> None:
    """Shows the page as it goes to paper, after it was told so as a browser that prints does."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


_COLOURS_SETTLED = """
async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  // In a closed fold, a colour may start to change and never finish.
  const shown = (one) => one instanceof CSSTransition && one.effect.target.checkVisibility();
  // When one colour has changed, the colours that depend on it start to change.
  for (let changes; (changes = document.getAnimations().filter(shown)).length; )
    for (const one of changes) one.finish();
  return document.documentElement.dataset.scheme;
}
"""


@cache
def _axe() -> str:
    return AXE.read_text("utf-8")


# Every rule, also those that are off by default: WCAG 2.2, level AAA, and the experimental rules. For contrast, the AAA
# rule does not report what the AA rule reports. Here it reports both, so that axe measures the contrast once.
_RUN_AXE = """
async ([within, only]) => {
  const contrast = axe._audit.checks["color-contrast-enhanced"].options.contrastRatio;
  for (const size of Object.values(contrast)) delete size.minThreshold;
  const wanted = (id) => only.length ? only.includes(id) : id !== "color-contrast";
  const rules = Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, { enabled: wanted(ruleId) }]));
  // The bar at the bottom covers another part of the page at each scroll position.
  const unstuck = new CSSStyleSheet();
  unstuck.replaceSync(".dock { position: static }");
  document.adoptedStyleSheets.push(unstuck);
  const found = await axe.run(within || document, { rules, resultTypes: ["violations"] });
  document.adoptedStyleSheets.pop();
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)}`));
}
"""
