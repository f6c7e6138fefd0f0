"""A checklist of hundreds of items, made from that of a standard by repeating it."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.bench.inputs import lengthened
from tests.conftest import plant
from tests.support.learner import CHECKLIST, rate
from tests.support.paper import sheets, squashed
from tests.support.reader import Reader


def test_a_checklist_of_hundreds_of_items_goes_to_any_of_them_and_prints_all(reader: Callable[..., Reader]) -> None:
    window = reader(fresh=True)
    plant(window, CHECKLIST, lambda html: lengthened(html, 300))
    page = window.goto(f"{CHECKLIST}#P504")
    expect(page.locator("#P504")).to_be_in_viewport()

    rate(page, "P504", "can-help")
    page.get_by_role("button", name="Next: P505, not rated").click()
    expect(page.locator("[name=P505]").first).to_be_focused()
    expect(page.locator("#P505")).to_be_in_viewport()
    rate(page, "P1", "can-help")
    expect(page.locator("#P1")).to_be_in_viewport()
    page.reload()
    expect(page.locator("[data-status]")).to_have_text("2 of 318 rated")
    guessed = page.evaluate("document.querySelector('.checklist').offsetHeight")
    assert 100 < guessed / 318 < 300
    paper = squashed("".join(sheets(page)))
    words = [squashed(text) for text in page.locator(".rating [data-words]").all_text_contents()]
    assert [one for one in words if paper.count(one) < 6] == []
