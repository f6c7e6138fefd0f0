"""What a learner does on a checklist and on the page of their progress, for the tests of both."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Frame, Locator, Page, expect

from tests.conftest import ROOT
from tests.support.reader import Reader

WHO = "person-bar > .who > summary"
CHECKLIST, PROGRESS = "contact-centre/checklist/", "my-progress/"
FILE = ROOT / "tests/scripts/files/version-1.json"
BLOCKED = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError') } })"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"


def options(page: Page | Frame) -> Locator:
    """Open the options of the page."""
    fold = page.locator("person-bar > .who")
    if fold.get_attribute("open") is None:
        page.locator(WHO).click()
    return fold


def press_option(page: Page, name: str) -> None:
    """Press a button of the options."""
    options(page).get_by_role("button", name=name, exact=True).click()


def rate(page: Page, item: str, level: str, group: str = "") -> None:
    page.locator(f"[name='{item}{group}'][value={level}]").check()


def unfold(page: Page, item: str) -> None:
    page.locator(f"#{item} .rating__tools [aria-expanded=false]").click()
    expect(page.locator(f"[name={item}-note]")).to_be_visible()


def rating(page: Page, item: str) -> str | None:
    found: str | None = page.evaluate(f"document.querySelector('[name={item}]:checked')?.value ?? null")
    return found


def saved(page: Page) -> dict[str, Any]:
    """What the page saves as a file."""
    with page.expect_download() as download:
        page.locator(".saved").get_by_role("button", name="Save to a file").click()
    return content(download.value)


def content(download: Download) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(Path(download.path()).read_text("utf-8"))
    return read


def now(file: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What each field of a file holds, by record: the value of its last step. What was cleared is left out."""
    found = {
        key: {field: steps[-1]["value"] for field, steps in record.items() if field != "erased"}
        for key, record in file["records"].items()
    }
    held = {
        key: {field: value for field, value in fields.items() if value is not None} for key, fields in found.items()
    }
    return {key: fields for key, fields in held.items() if fields}


def answers(page: Page) -> dict[str, Any]:
    """The answers of the last round, by item."""
    file = now(saved(page))
    rounds = sorted((fields.get("started", ""), key[6:]) for key, fields in file.items() if key.startswith("round:"))
    start = f"answer:{rounds[-1][1]}:" if rounds else "none"
    return {key.removeprefix(start): fields for key, fields in file.items() if key.startswith(start)}


def entries(file: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The steps of the plan or the entries of the log that were not removed."""
    return [fields for key, fields in now(file).items() if key.startswith(f"{kind}:") and not fields.get("gone")]


def choose(page: Page, *files: Path | dict[str, Any]) -> Locator:
    """Give files to the page; the dialog that it answers with."""
    with page.expect_file_chooser() as chooser:
        press_option(page, "Open a saved file")
    chooser.value.set_files(list(files), timeout=60_000)  # type: ignore[arg-type]
    dialog = page.get_by_role("dialog", name="Open a saved file")
    expect(dialog).to_be_visible()
    return dialog


def bring(page: Page, how: str = "Add to my answers") -> None:
    choose(page, FILE).get_by_role("button", name=how).click()


def mark_of(page: Page, item: str) -> str:
    """The fingerprint of the words that an item of the last round was rated by."""
    (found,) = [record for key, record in saved(page)["records"].items() if key.endswith(f"contact-centre/{item}")]
    mark: str = found["rating"][-1]["mark"]
    return mark


def erase(page: Page) -> None:
    """Erase for good what this person entered."""
    press_option(page, "Delete my answers")
    page.get_by_role("button", name="Erase for good").click()
    page.get_by_role("button", name="Erase for good", exact=True).click()


def undo(page: Page, name: str) -> None:
    """Press a button that undoes something, and wait until it is done."""
    button = page.get_by_role("button", name=name)
    button.click()
    expect(button).to_be_hidden()


def status(page: Page) -> Locator:
    return page.locator(".saved [role=status]")


def another(window: Reader) -> Reader:
    """A second window of the same profile."""
    return Reader(window.base, window.page.context.new_page())
