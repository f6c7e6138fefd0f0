"""Without a mouse: every stop of the Tab key can be seen, has a ring, is not covered, and there is a way on."""

from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import asset, plant
from tests.support.reader import NARROW, WIDE, WIDTHS, Reader

Open = Callable[..., Reader]
KINDS = [
    "",
    "standards/",
    "plan-operations/",
    "contact-centre/matrix/",
    "manage-communications/checklist/",
    "correspondences/",
    "my-progress/",
    "errata/",
    "file-format/",
    "authors/",
    "404.html",
]

LOOK = """
() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body || stop === document.documentElement) return null;
  const faults = [];
  const boxes = [...stop.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const points = boxes.flatMap((box) => {
    // Of what is higher than the window, the part that is in it.
    const [top, bottom] = box.height < innerHeight
      ? [box.top, box.bottom] : [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    return [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]]
      .map(([across, down]) => [box.left + box.width * across, top + (bottom - top) * down]);
  });
  const seen = points.filter(([x, y]) => inside(x, y));
  const shown = stop.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  if (!shown || !seen.length) faults.push("invisible");
  else if (boxes.some((box) => box.left < 0 || box.right > innerWidth)) faults.push("cut off");
  if (seen.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return !top || !(stop.contains(top) || top.contains(stop));
  })) faults.push("covered");

  // A colour may be mixed, in any space: what is drawn of it says what it is.
  const drawn = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const numbers = (colour) => {
    drawn.clearRect(0, 0, 1, 1);
    drawn.fillStyle = colour;
    drawn.fillRect(0, 0, 1, 1);
    return [...drawn.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [r, g, b] = numbers(colour).slice(0, 3).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const opaque = (colour) => numbers(colour)[3] === 255;
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (opaque(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const style = getComputedStyle(stop);
  const offset = parseFloat(style.outlineOffset);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("without ring");
  else {
    const [one, other] = [light(style.outlineColor), light(behind(offset < 0 ? stop : stop.parentElement))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 3) faults.push(`faint ring, ${contrast.toFixed(2)}:1`);
  }
  const box = stop.getBoundingClientRect();
  for (let around = stop.parentElement; around && around !== document.body; around = around.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(around);
    if (overflowX === "visible" && overflowY === "visible") continue;
    const edge = around.getBoundingClientRect();
    const across = Math.min(box.left - edge.left, edge.right - box.right);
    const room = Math.min(across, box.top - edge.top, edge.bottom - box.bottom);
    if (room < offset + 2) faults.push(`ring cut off by .${around.className}`);
  }
  stop.dataset.stop ??= Math.random();
  const frame = !stop.closest("main, .contents");
  return { name: stop.outerHTML.slice(0, 160), key: stop.dataset.stop, frame, faults };
}
"""


class Stop:
    """One stop of the Tab key."""

    def __init__(self, found: dict[str, object]) -> None:
        self.name, self.key, self.frame = str(found["name"]), str(found["key"]), bool(found["frame"])
        self.faults = [f"{fault}: {self.name}" for fault in found["faults"]]  # type: ignore[attr-defined]


def walk(page: Page, key: str = "Tab") -> Iterator[Stop]:
    """Press the key until the focus leaves the page at its end, or begins anew."""
    seen: list[str] = []
    while True:
        page.keyboard.press(key)
        found = page.evaluate(LOOK)
        if found and "covered" in found["faults"]:
            page.wait_for_timeout(300)  # until whatever is closing has closed
            found = page.evaluate(LOOK)
        if found is None or found["key"] in seen[:1]:
            return
        stop = Stop(found)
        if stop.key in seen:
            stop.faults.append(f"trap: {stop.name}")
            yield stop
            return
        seen.append(stop.key)
        yield stop


def faults_of_walk(page: Page) -> list[str]:
    """To the end and back again."""
    forwards = list(walk(page))
    page.evaluate("document.activeElement.blur()")
    backwards = list(walk(page, "Shift+Tab"))
    faults = [fault for stop in forwards for fault in stop.faults]
    faults += [f"going back, {fault}" for stop in backwards for fault in stop.faults]
    if len(forwards) != len(backwards):
        faults.append(f"{len(forwards)} stops there, {len(backwards)} back")
    before = next((position for position, stop in enumerate(forwards) if not stop.frame), len(forwards))
    return [*faults, *([f"{before} stops before the page's contents"] if before > 15 else [])]


LONG = ("plan-operations/", "correspondences/", "contact-centre/")
"""Pages with hundreds of stops, which are much alike."""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "kind",
    [*(kind for kind in KINDS if kind not in LONG), *(pytest.param(kind, marks=pytest.mark.slow) for kind in LONG)],
)
def test_every_stop_is_seen_there_and_back(reader: Open, kind: str, width: int) -> None:
    page = reader(width=width, dark=width == WIDE).goto(kind)
    if kind == "my-progress/":
        # The stops change until the script has filled the last section.
        expect(page.locator("#out")).to_be_visible()

    assert faults_of_walk(page) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", LONG[:2])
def test_the_first_and_the_last_stops_of_a_long_page_are_seen(reader: Open, kind: str, width: int) -> None:
    page = reader(width=width, dark=width == WIDE).goto(kind)
    first = list(islice(walk(page), 40))
    page.reload()
    last = list(islice(walk(page, "Shift+Tab"), 40))

    assert len(first) == len(last) == 40
    assert [fault for stop in [*first, *last] for fault in stop.faults] == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_first_stop_skips_to_the_content(reader: Open, width: int) -> None:
    page = reader(width=width).goto("contact-centre/")

    first = next(walk(page))
    page.reload()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")
    page.keyboard.press("Tab")

    assert "Skip to content" in first.name
    assert page.evaluate("document.activeElement === document.querySelector('main :is(a, button)')")


def test_no_single_letter_does_anything(reader: Open) -> None:
    """Whoever dictates text, or whose hands tremble, types letters that were not meant (WCAG 2.1.4)."""
    page = reader().goto("contact-centre/")
    before = page.url

    for key in ("f", "s", "/", "p", "n", ",", "."):
        page.keyboard.press(key)
        page.wait_for_timeout(100)

        assert page.url == before, key
        assert page.evaluate("document.activeElement === document.body"), key


@pytest.mark.slow
@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("a:focus-visible:focus { outline: none !important }", "without ring"),
        ("a:focus-visible:focus { outline: 1px solid red !important }", "without ring"),
        (":focus-visible:focus { outline-color: #eee !important }", "faint ring"),
        (".footer a { opacity: 0 }", "invisible"),
        (".footer a { position: absolute; left: -2000px }", "invisible"),
        (".footer li { overflow: hidden }", "ring cut off by ."),
        ("html { scroll-padding: 0 !important }", "covered"),
    ],
)
def test_a_planted_fault_of_style_is_found(reader: Open, css: str, said: str) -> None:
    window = reader()
    plant(window, asset("site.css"), lambda sheet: sheet + css)
    page = window.goto("deliver-service/checklist/" if "scroll" in css else "404.html")

    assert any(fault.startswith(said) for fault in faults_of_walk(page))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("document.querySelector('footer a').onfocus = () => document.querySelector('.menu a').focus()", "trap"),
        (
            "for (let i = 0; i < 15; i++) document.querySelector('.menu').append(document.links[1].cloneNode(true))",
            " stops",
        ),
    ],
)
def test_a_planted_fault_of_order_is_found(reader: Open, script: str, said: str) -> None:
    window = reader()
    plant(window, asset("web/scripts/site.js"), lambda source: f"{source}\n{script}")

    assert any(said in fault for fault in faults_of_walk(window.goto("404.html")))
