"""The strips in a browser: one mark for each item, in the order of the items, by what this device has."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.conftest import plant
from tests.support.learner import BLOCKED, CHECKLIST, PROGRESS, erase, rate
from tests.support.reader import Reader
from tests.support.short import CRITERIA, ITEMS, KNOWLEDGE

Open = Callable[..., Reader]
HEIGHTS = {"ready": 12, "practise": 6, "open": 2, "notNow": 12}


def marks(strip: Locator) -> list[str]:
    """What each mark of a strip stands for, from left to right. Each must be as high as it should be."""
    drawn = strip.locator("path").evaluate_all(
        """(paths) => paths.flatMap((path) => {
          const state = path.getAttribute("class") ?? "";
          const lines = [...path.getAttribute("d").matchAll(/M([\\d.]+) (\\d+)(?:V(\\d+)|h(\\d+))/g)];
          const width = parseFloat(getComputedStyle(path).strokeWidth);
          return lines.flatMap(([, x, y, top, along]) => top
            ? [[Number(x), y - top, state]]
            : Array.from({ length: along / 10 }, (_, index) => [Number(x) + 10 * index, width, "open"]));
        })"""
    )
    assert [one for one in drawn if one[1] != HEIGHTS[one[2]]] == []
    return [state for *_, state in sorted(drawn)]


@pytest.mark.parametrize("address_of_list", ["", pytest.param("standards/", marks=pytest.mark.slow)])
def test_a_list_of_standards_shows_how_far_this_learner_is(reader: Open, address_of_list: str) -> None:
    window = reader(fresh=True)
    listed = window.goto(address_of_list)
    strip = listed.locator("[data-strip=contact-centre]")
    expect(strip).to_have_text("Not rated")
    assert marks(strip) == ["open"] * ITEMS
    assert "answered-strips.js" not in listed.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => name).join()"
    )

    page = window.goto(CHECKLIST)
    for item, level in (("P1", "can-help"), ("P2", "not-yet"), ("P4", "not-now"), ("K1", "on-my-own")):
        rate(page, item, level)
    listed = window.goto(address_of_list)

    expect(strip).to_have_text(f"4 of {ITEMS} rated")
    criteria = ["ready", "practise", "open", "notNow", *["open"] * (CRITERIA - 4)]
    assert marks(strip) == [*criteria, "ready", *["open"] * (KNOWLEDGE - 1)]
    expect(listed.locator("[data-strip=deliver-service]")).to_have_text("Not rated")
    other = Reader(window.base, listed.context.new_page())
    erase(other.goto(CHECKLIST))
    expect(strip).to_have_text("Not rated")
    assert marks(strip) == ["open"] * ITEMS
    assert other.faults == []


def test_my_progress_leads_to_a_checklist_and_then_shows_each_item_of_it(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(PROGRESS)
    empty = page.get_by_role("region", name="Rate yourself: choose a standard")
    contents = page.locator(".contents")
    expect(page.locator("#out")).to_be_visible()
    expect(empty).to_contain_text("You have not rated any items yet.")
    expect(empty.get_by_role("button", name="Open a saved file")).to_be_visible()
    expect(page.locator("#standing")).to_be_hidden()
    expect(contents.get_by_role("link")).to_have_text(["My action plan", "My evidence log", "Save or print"])
    empty.get_by_role("link", name="Deliver customer service in a contact centre").click()
    expect(page.locator("[data-status]")).to_have_text(f"0 of {ITEMS} rated")
    for item, level in (("P2", "not-yet"), ("K1", "on-my-own"), ("K2", "not-now")):
        rate(page, item, level)
    expect(page.locator(".dock .strip path")).to_have_count(4)
    page.wait_for_timeout(200)
    bar = marks(page.locator(".dock .strip"))
    assert bar == ["open", "practise", *["open"] * (CRITERIA - 2), "ready", "notNow", *["open"] * (KNOWLEDGE - 2)]

    page = window.goto(PROGRESS)
    row = page.get_by_role("row", name=re.compile("^Deliver customer service in a contact centre"))
    expect(row.locator(".strip path")).to_have_count(4)
    assert marks(row.locator(".strip")) == bar
    expect(empty).to_be_hidden()
    expect(contents.get_by_role("link").first).to_have_text("Summary")
    # No region is without content: a name alone is nothing to go to.
    shown = page.locator("section:not([hidden])")
    assert (
        shown.evaluate_all("(all) => all.filter((one) => one.children.length < 2 || !one.querySelector('h2')).length")
        == 0
    )


def test_without_scripts_my_progress_leads_to_the_checklists(reader: Open) -> None:
    page = reader(java_script_enabled=False).goto(PROGRESS)

    expect(page.locator(".empty").get_by_role("link")).to_have_count(5)
    expect(page.locator(".contents")).to_be_hidden()


def test_a_list_of_standards_is_whole_where_the_storage_is_blocked(reader: Open) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(BLOCKED)

    page = window.goto("standards/")

    expect(page.locator("[data-strip]")).to_have_text(["Not rated"] * 5)


def test_answers_under_a_former_id_of_a_standard_are_in_its_strip(reader: Open) -> None:
    window = reader(fresh=True)
    rate(window.goto(CHECKLIST), "P1", "can-help")

    def rename(text: str) -> str:
        suite = json.loads(text)
        suite["standards"] = [one for one in suite["standards"] if one["id"] != "contact-centre"]
        suite["standards"][0]["formerly"] = ["contact-centre"]
        return json.dumps(suite)

    plant(window, "my-progress/suite.json", rename)
    page = window.goto("standards/")

    expect(page.locator("[data-strip=deliver-service]")).to_have_text(f"1 of {ITEMS} rated")
