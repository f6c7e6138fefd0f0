"""Drawn schedules in real windows of a real browser: what was shown as saved is found again; what is said is true."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import BELOW, asset
from tests.support.reader import Reader
from tests.support.real import assets
from tests.support.server import serve

Open = Callable[..., Reader]
PLAY = Path(__file__).with_name("schedules.js").read_text("utf-8").partition("*/")[2]
SCHEDULES = int(os.environ.get("SCHEDULES", "100"))
"""One for every ten of the schedules without a browser."""
STEPS = 24
OFTEN = {"rate", "type", "clear rating", "undo in the bar", "undo in the list", "open file", "delete", "new round"}
"""What is done in any ten schedules."""
ITEMS = ("P1", "P2", "K1")

WINDOW = """<!doctype html><meta charset="utf-8"><title>Window</title><link rel="icon" href="data:,">
<script data-site="../../" data-checklist="{standard}/checklist/" data-items="{standard}/items.json"
  data-progress="my-progress/" data-suite="my-progress/suite.json" type="text/plain"></script>
<article class="md-content__inner"><self-assessment>FORM</self-assessment></article>
<script>
const own = parent.own.get(location.search.slice(1));
// The device has a storage, a clock and an edition of its own, and the window remembers what a tab remembers.
const storage = Object.getOwnPropertyDescriptor(window, "localStorage") ??
  Object.getOwnPropertyDescriptor(Window.prototype, "localStorage");
own.storage = storage.get.call(window);
const shelf = parent.shelf(own);
Object.defineProperty(window, "localStorage", { configurable: true, get: () => (shelf.open(), shelf) });
const tab = { getItem: (key) => own.tab.get(key) ?? null, setItem: (key, text) => own.tab.set(key, text) };
Object.defineProperty(window, "sessionStorage", { configurable: true, value: tab });
window.addEventListener("storage", (event) => {
  if (!event.isTrusted) return;
  event.stopImmediatePropagation();
  if (event.key === "tick") own.tick = Number(event.newValue);
  if (!event.key?.startsWith(`${own.device.id}|`)) return;
  const key = event.key.slice(own.device.id.length + 1);
  const heard = new StorageEvent("storage", { key, newValue: event.newValue });
  if (own.deaf) own.heard.push(heard);
  else window.dispatchEvent(heard);
}, true);
const Now = Date;
window.Date = class extends Now {
  constructor(...given) {
    if (given.length) super(...given);
    else super(Now.now() + own.device.ahead);
  }
  static now() {
    return Now.now() + own.device.ahead;
  }
};
window.fetch = async (address) => new Response(JSON.stringify(parent.fetched(own, String(address))));
window.requestAnimationFrame = (then) => queueMicrotask(then);
window.setTimeout = (then, after = 0) => (after ? 0 : parent.soon().then(then));
URL.createObjectURL = (file) => ((own.saved = file), "data:,");
HTMLAnchorElement.prototype.click = () => undefined;
const { words, shorter, withdrawn, renamed } = own.edition;
const form = document.querySelector(".checklist");
for (const box of document.querySelectorAll("fieldset")) {
  if (words) box.dataset.mark = String(words).padStart(8, "0");
  if (shorter) for (const one of box.querySelectorAll("[value=can-help]")) one.closest("label").remove();
  if (withdrawn && box.id === "P2") box.remove();
}
if (renamed) form.dataset.checklist = "customer-contact";
form.querySelector("script").textContent = JSON.stringify(parent.carried(own));
const progress = document.createElement("my-progress");
for (const id of ["standing", "next", "like", "gone", "plan", "log", "compare", "out"]) {
  const [section, heading] = [document.createElement("section"), document.createElement("h2")];
  heading.id = id;
  section.setAttribute("aria-labelledby", id);
  section.append(heading);
  progress.append(section);
}
if (own.kind === "progress") document.querySelector("self-assessment").replaceWith(progress);
</script>
<script type="module">
import { acts, deleted } from "../../ASSETS/web/scripts/kept/acts.js";
const pages = "../../ASSETS/self_assessment/scripts/pages";
const { session } = await import(`${pages}/${own.kind === "progress" ? "my-progress" : "checklist"}.js`);
Object.assign(window, { news: session.news, store: session.store, acts, deleted });
own.ready();
</script>
"""


def change(script: Path, old: str, new: str) -> None:
    text = script.read_text("utf-8")
    assert old in text
    script.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def windows(site: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a site with the scripts as published, and a page for a window with three items of a checklist."""
    # The windows are frames. In a frame nothing can be deleted, unless the frame counts as a window.
    shutil.copytree(site / "assets", tmp_path / "assets")
    change(tmp_path / asset("web/scripts/dom.js"), "window.top!==window", "false")
    page = (site / "contact-centre/checklist/index.html").read_text("utf-8")
    (checklist,) = re.findall(r'<div class="checklist".*?>', page)
    found = [re.findall(rf'<fieldset class="rating" id="{item}".*?</fieldset>', page, re.DOTALL)[0] for item in ITEMS]
    data = '<script type="application/json"></script>'
    forms = f'<div class="checklist__top"></div><form>{"".join(found)}</form>'
    small = f'{checklist}{forms}{data}<div class="dock"></div></div>'
    (tmp_path / "schedules/window").mkdir(parents=True)
    window = WINDOW.replace("ASSETS", assets().base).replace("FORM", small)
    (tmp_path / "schedules/window/index.html").write_text(window, "utf-8")
    device = '<!doctype html><title>Device</title><link rel="icon" href="data:,"><body>'
    (tmp_path / "schedules/index.html").write_text(device, "utf-8")
    with serve(tmp_path, BELOW) as address:
        yield address


def play(window: Reader, site: Path, schedules: int, first: int = 1) -> dict[str, Any]:
    """Play some schedules. What went wrong is under ``wrong``, with the acts that led there."""
    page = window.goto("schedules/")
    page.set_default_timeout(0)
    suite = json.loads((site / "my-progress/suite.json").read_text("utf-8"))
    standard = json.loads((site / "contact-centre/items.json").read_text("utf-8"))
    about = {"schedules": schedules, "first": first, "steps": STEPS, "suite": suite, "standard": standard}
    about["packed"] = asset("web/scripts/kept/records.js")
    told: dict[str, Any] = page.evaluate(PLAY, about)
    return told


@pytest.mark.slow
def test_whatever_was_shown_as_saved_is_found_again(reader: Open, site: Path, windows: str) -> None:
    told = play(reader(windows, fresh=True), site, SCHEDULES)

    assert told["wrong"] == []
    assert told["schedules"] == SCHEDULES
    assert told["windows"] > 4 * SCHEDULES
    assert told["shown"] > 5 * SCHEDULES
    assert told["undone"] > SCHEDULES
    assert set(told["acts"]) >= OFTEN


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "right", "fault", "said"),
    [
        (
            "web/scripts/kept/undo.js",
            "stamp(latest(record,field))!==after||",
            "",
            "Undo .* and the act changed it from",
        ),
        ("self_assessment/scripts/pages/checklist.js", "-Number(before)", "", r"said \d of \d rated, and \d are"),
    ],
)
def test_a_fault_in_a_script_is_found(
    reader: Open, site: Path, windows: str, tmp_path: Path, script: str, right: str, fault: str, said: str
) -> None:
    # Into the file, not on its way to the browser: a window that is closed meanwhile would wait for it without end.
    change(tmp_path / asset(script), right, fault)

    told = play(reader(windows, fresh=True), site, 10)

    assert re.search(said, "\n".join(told["wrong"]))
