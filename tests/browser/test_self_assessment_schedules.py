"""A thousand drawn schedules in real windows of a real browser: every answer shown as saved is in the export."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.publish.assets import own_assets
from tests.conftest import BELOW
from tests.support.reader import Reader
from tests.support.server import serve

Open = Callable[..., Reader]
PLAY = Path(__file__).with_name("schedules.js").read_text("utf-8").partition("*/")[2]
SCHEDULES, STEPS = 1000, 16
ITEMS = ("P1", "P2", "K1")

WINDOW = """<!doctype html><meta charset="utf-8"><title>Window</title><link rel="icon" href="data:,">
<script data-site="../../" type="text/plain"></script>
<article class="md-content__inner"><self-assessment>FORM</self-assessment></article>
<script>
// The storage of this window is blocked and full when the device's is.
const own = Object.getOwnPropertyDescriptor(window, "localStorage") ??
  Object.getOwnPropertyDescriptor(Window.prototype, "localStorage");
const take = Storage.prototype.setItem;
Object.defineProperty(window, "localStorage", { configurable: true, get() {
  if (parent.device.blocked) throw new DOMException("blocked", "SecurityError");
  return own.get.call(window);
} });
Storage.prototype.setItem = function (key, text) {
  if (parent.device.full) throw new DOMException("full", "QuotaExceededError");
  take.call(this, key, text);
};
// Each edition rewords every item; the second withdraws one, the third adds one.
const edition = Number(new URLSearchParams(location.search).get("edition"));
const boxes = [...document.querySelectorAll("fieldset")];
for (const box of boxes) if (edition) box.dataset.mark = String(edition).padStart(8, "0");
if (edition === 1) boxes[0].remove();
if (edition === 2) {
  const added = boxes[1].cloneNode(true);
  for (const one of [added, ...added.querySelectorAll("*")]) {
    for (const { name, value } of [...one.attributes]) one.setAttribute(name, value.replace(/^P2/, "P99"));
  }
  boxes[1].after(added);
}
</script>
<script type="module">
import { store } from "../../ASSETS/self-assessment/session.js";
import * as assessment from "../../ASSETS/self-assessment/assessment.js";
import { read, write } from "../../ASSETS/self-assessment/file.js";
import { openFile } from "../../ASSETS/self-assessment/files.js";
import "../../ASSETS/self-assessment/person-bar.js";
import "../../ASSETS/self-assessment/checklist.js";
Object.assign(window, { store, assessment, read, write, openFile });
</script>
"""


@pytest.fixture
def windows(site: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a site with the scripts as published, and a page for a window with three items of a checklist."""
    for name in ("assets", "contact-centre", "my-progress"):
        (tmp_path / name).symlink_to(site / name)
    page = (site / "contact-centre/checklist/index.html").read_text("utf-8")
    sets = re.findall(r'<fieldset class="rating" id="(.*?)".*?</fieldset>', page, re.DOTALL)
    assert set(ITEMS) <= set(sets)
    (checklist,) = re.findall(r'<div class="checklist".*?>', page)
    found = [re.findall(rf'<fieldset class="rating" id="{item}".*?</fieldset>', page, re.DOTALL)[0] for item in ITEMS]
    small = f'{checklist}<div class="checklist__bar"><p data-status></p></div><form>{"".join(found)}</form></div>'
    (tmp_path / "schedules/window").mkdir(parents=True)
    window = WINDOW.replace("ASSETS", own_assets().base).replace("FORM", small)
    (tmp_path / "schedules/window/index.html").write_text(window, "utf-8")
    device = '<!doctype html><title>Device</title><link rel="icon" href="data:,"><body>'
    (tmp_path / "schedules/index.html").write_text(device, "utf-8")
    with serve(tmp_path, BELOW) as address:
        yield address


def test_every_answer_shown_as_saved_is_in_the_export(reader: Open, windows: str) -> None:
    window = reader(windows, fresh=True)
    page = window.goto("schedules/")
    page.set_default_timeout(0)

    told = page.evaluate(PLAY, {"schedules": SCHEDULES, "steps": STEPS})

    assert told["lost"] == []
    assert told["schedules"] == SCHEDULES
    assert told["windows"] > 1.2 * SCHEDULES
    assert told["saved"] > 3 * SCHEDULES
    assert told["unseen"] > SCHEDULES / 20
