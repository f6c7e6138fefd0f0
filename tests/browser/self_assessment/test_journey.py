"""The whole way through the self-assessment by keyboard alone on a small phone, heard as a screen reader hears it."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from tests.support.paper import sheets, squashed
from tests.support.reader import NARROW, Reader

Open = Callable[..., Reader]
FILE = ROOT / "tests/scripts/files/version-1.json"
LEVELS = ["not-yet", "with-support", "on-my-own", "can-help", "not-now"]


class Keyboard:
    """Whoever has no mouse: goes on by Tab, and knows where they are by what is said of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.context.new_cdp_session(page)

    def tree(self) -> dict[str, dict[str, Any]]:
        """The browser's accessibility tree, by node."""
        nodes = self.session.send("Accessibility.getFullAXTree")["nodes"]
        return {node["nodeId"]: node for node in nodes if not node.get("ignored")}

    def heard(self) -> Iterator[str]:
        """Every element that has a role and a name, as one line each."""
        for node in self.tree().values():
            yield f"{node['role']['value']}: {node.get('name', {}).get('value', '')}".strip()

    def go(self, role: str, name: str, key: str = "Tab", most: int = 400) -> None:
        """Press the key until that is what has the focus and can be seen.

        Raises:
            AssertionError: if it is not to be reached.
        """
        for _ in range(most):
            self.page.keyboard.press(key)
            found = self.page.evaluate(HERE)
            if found["role"] == role and found["name"].startswith(name):
                assert found["seen"], f"{role} {name} has the focus and is out of sight"
                return
        message = f"no {role} {name} within {most} stops"
        raise AssertionError(message)

    def press(self, role: str, name: str, key: str = "Tab") -> None:
        self.go(role, name, key)
        self.page.keyboard.press("Enter")


HERE = """
() => {
  const at = document.activeElement;
  const box = at.getClientRects()[0];
  const [x, y] = [box.left + Math.min(10, box.width / 2), box.top + Math.min(10, box.height / 2)];
  const top = document.elementFromPoint(x, y);
  const label = at.labels?.[0]?.firstElementChild?.textContent ?? at.labels?.[0]?.textContent;
  const roles = { button: "button", a: "link", select: "combobox", textarea: "textbox", summary: "summary" };
  const role = at.matches("input[type=radio]") ? "radio" : at.matches("input[type=checkbox]") ? "checkbox"
    : (roles[at.localName] ?? (at.localName === "input" ? "textbox" : at.localName));
  const own = role === "radio" ? at.name : (at.getAttribute("aria-label") ?? (label || at.textContent));
  return { role, name: own.trim(), seen: Boolean(top && (at.contains(top) || top.contains(at))) };
}
"""


@pytest.fixture
def keyboard(reader: Open) -> Keyboard:
    """On a checklist at 320 px, where nothing was answered yet."""
    window = reader(fresh=True, width=NARROW)
    window.goto("contact-centre/checklist/")
    return Keyboard(window.page)


def stored(page: Page) -> dict[str, Any]:
    """What each field holds of the answers in the browser's storage that are not deleted, by round and item."""
    found: dict[str, Any] = page.evaluate("""
      () => {
        const deleted = Object.keys(localStorage).flatMap((key) => key.split(":deleted:")[1] ?? []);
        const all = Object.entries(localStorage);
        const answers = all.filter(([key]) => key.includes(":v2:") && key.includes(":answer:"));
        const own = answers.filter(([key]) => !deleted.some((id) => key.includes(`:${id}:answer:`)));
        const last = (steps) => steps.at(-1)?.[0] ?? steps.at(-1)?.value;
        const now = (text) => Object.entries(JSON.parse(text)).map(([field, steps]) => [field, last(steps)]);
        return Object.fromEntries(own.map(([key, text]) => [key.split(":answer:")[1], Object.fromEntries(now(text))]));
      }
    """)
    return found


def ratings(page: Page, item: str) -> list[str]:
    """The ratings of an item in all rounds."""
    return [answer["rating"] for name, answer in stored(page).items() if name.endswith(f":{item}")]


def test_the_whole_journey(keyboard: Keyboard) -> None:
    page = keyboard.page
    items = page.locator("fieldset.rating").evaluate_all("(all) => all.map(({ id }) => id)")

    rate_all(keyboard, items)
    say_more(keyboard)
    kept = save(keyboard)
    delete_and_undo(keyboard)
    answered = [key.split(":")[2] for key in kept["records"] if key.startswith("answer:")]
    assert {f"contact-centre/{item}" for item in items} == set(answered)
    printed = squashed(" ".join(sheets(page)))
    assert printed.count("✕") == len(items)
    assert "Writtenwithoutamouse" in printed
    open_file(keyboard)
    new_round(keyboard)
    compare(keyboard)


def rate_all(keyboard: Keyboard, items: list[str]) -> None:
    page = keyboard.page
    for number, item in enumerate(items):
        keyboard.go("radio", item)
        page.keyboard.press("Space")
        for _ in range(number % len(LEVELS)):
            page.keyboard.press("ArrowRight")

    assert {name.split(":")[1]: answer["rating"] for name, answer in stored(page).items()} == {
        f"contact-centre/{item}": LEVELS[number % len(LEVELS)] for number, item in enumerate(items)
    }
    said = f"StaticText: {len(items)} of {len(items)} rated"
    for _ in range(20):  # the count follows the last key by a moment
        heard = set(keyboard.heard())
        if said in heard:
            break
        page.wait_for_timeout(100)
    assert said in heard
    for item in items:
        assert any(line.startswith(f"group: {item} ") for line in heard), item
    assert {"radiogroup: My rating", "radio: On my own", "radio: I can explain and use it"} <= heard
    checked = [
        node
        for node in keyboard.tree().values()
        if node["role"]["value"] == "radio"
        and {"name": "checked", "value": {"type": "tristate", "value": "true"}} in node["properties"]
    ]
    assert len(checked) == len(items)


def say_more(keyboard: Keyboard) -> None:
    page = keyboard.page
    page.keyboard.press("Tab")
    keyboard.press("button", "Add evidence or assessor’s rating", "Shift+Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    keyboard.go("textbox", "Note")
    page.keyboard.type("Written without a mouse")
    keyboard.go("button", "Evidence: not given, with a note", "Shift+Tab")


def save(keyboard: Keyboard) -> dict[str, Any]:
    with keyboard.page.expect_download() as download:
        keyboard.press("button", "Save to a file")
    kept: dict[str, Any] = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert "with a note" in " ".join(keyboard.heard())
    return kept


def delete_and_undo(keyboard: Keyboard) -> None:
    page = keyboard.page
    before = stored(page)
    keyboard.press("summary", "Options", "Shift+Tab")
    keyboard.press("button", "Delete my answers")
    box = page.get_by_role("dialog", name="Delete my answers").bounding_box()
    assert box is not None
    assert abs(box["y"] * 2 + box["height"] - page.evaluate("innerHeight")) < 2, "in the middle of the window"
    assert page.evaluate("document.activeElement.textContent") == "Cancel"
    keyboard.press("button", "Delete my answers", "Shift+Tab")
    assert stored(page) == {}
    assert "StaticText: Answers stay on this device." in set(keyboard.heard())
    assert page.evaluate("document.activeElement.textContent") == "Undo delete"
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).not_to_have_text(re.compile("^0 of"))
    assert stored(page) == before


def open_file(keyboard: Keyboard) -> None:
    page = keyboard.page
    with page.expect_file_chooser() as chooser:
        keyboard.press("button", "Open a saved file")
    chooser.value.set_files(FILE)
    expect(page.get_by_role("dialog", name="Open a saved file")).to_be_visible()
    assert any(": 7 answers, 2 rounds" in line for line in keyboard.heard())
    assert page.evaluate("document.activeElement.textContent") == "Add to my answers"
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Open a saved file")).to_be_hidden()
    assert stored(page)["2.2026-11-22:contact-centre/P1"]["assessor.rating"] == "with-support"


def new_round(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.press("button", "Start a new round")
    keyboard.go("radio", "P1")
    page.keyboard.press("ArrowRight")
    assert sorted(ratings(page, "contact-centre/P1")) == ["can-help", "not-yet", "on-my-own", "with-support"]


def compare(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.press("link", "My progress", "Shift+Tab")
    page.wait_for_url("**/my-progress/")
    keyboard.go("combobox", "With")
    told = " ".join(keyboard.heard())
    assert "“Round 4, my rating” compared with" in told
    assert "rowheader: contact-centre/P1" in told
    keyboard.press("button", "Download CSV")
