"""The items of a form are selected on its page, or by its address: only these are shown and printed."""

import io
import re
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from competence_standards import routes
from competence_standards.forms import pages as form_pages
from competence_standards.forms.choose import chosen
from competence_standards.forms.form import FilledForm
from tests.conftest import plant
from tests.support import real
from tests.support.forms import STANDARD, as_pdf, faults_of_form
from tests.support.learner import BLOCKED, CHECKLIST, FULL, another, erase, options, rate, unfold
from tests.support.paper import printed, squashed
from tests.support.reader import WIDTHS, Reader

Open = Callable[..., Reader]
RUN = routes.forms_run(STANDARD)
SELECTIONS = ["P1-P6", "P8-P10,P26,P27,K1,K3", "P1,P3,P5,P7,P9,P11,P13,K1"]
SEEN = """
() => {
  const form = document.querySelector(".form");
  const seen = (one) => one.checkVisibility();
  const count = (one) => [...form.querySelectorAll(one)].filter(seen).length;
  return [form.innerText.replace(/\\s+/g, " "), ...[".rule", "tr", ".tick", ".part"].map(count)];
}
"""


def seen(page: Page) -> list[object]:
    """Return the words of the form on paper, and how many lines, rows, boxes and parts it has."""
    page.emulate_media(media="print")
    found: list[object] = page.evaluate(SEEN)
    page.emulate_media(media="screen")
    return found


def place(code: str) -> str:
    (found,) = [form.id for form in real.forms().forms if form.code == code]
    return routes.form(found, STANDARD)


def limited(items: str | None) -> dict[str, FilledForm]:
    return {form.code: form for form in chosen(real.forms(), [STANDARD], [], None, items)}


def body(address: str, form: FilledForm) -> str:
    """Return the part of a page that is the form, with another form in place of its own."""
    (page,) = [page for page in real.built().pages if page.address == address]
    html = replace(page, context={**page.context, "fill": lambda: form}).body()
    return (
        html[html.index('<div class="form"') :]
        if '<div class="form"' in html
        else html[html.index('<div class="form ') :]
    )


def started(page: Page) -> None:
    """Wait until the script has limited the forms, if the page runs scripts."""
    is_started = """document.documentElement.matches(".no-js") || !document.querySelector("choose-items")
      || Boolean(customElements.get("choose-items"))"""
    # The policy of the pages stops the waiting of Playwright, which makes a script of a text again and again.
    for _ in range(200):
        if page.evaluate(is_started):
            return
        page.wait_for_timeout(50)
    raise AssertionError("The script of the panel did not start.")


def status(page: Page) -> str:
    started(page)
    return page.locator("choose-items .row [role=status]").text_content() or ""


@pytest.mark.parametrize(
    "items", [SELECTIONS[0], *(pytest.param(one, marks=pytest.mark.slow) for one in SELECTIONS[1:])]
)
def test_a_limited_page_is_the_form_that_the_command_makes(reader: Open, items: str) -> None:
    whole = limited(None)
    for code, form in limited(items).items():
        made = reader(fresh=True)
        plant(
            made,
            place(code),
            lambda html, code=code, form=form: html.replace(  # type: ignore[misc]
                body(place(code), whole[code]), body(place(code), form)
            ),
        )
        expected = seen(made.goto(place(code)))
        page = reader(fresh=True).goto(f"{place(code)}#items={items}")
        started(page)
        assert seen(page) == expected, code
        paper = printed(page)
        assert list(faults_of_form(page, form, paper)) == []
        # The browser and the maker of PDF differ by some lines, which a form that just fits a page shows.
        pages = len(PdfReader(io.BytesIO(as_pdf(form))).pages)
        assert pages <= len(paper) <= pages + (code != "T5"), code


def items_of(page: Page) -> list[str]:
    """Return the items that the forms of a page show, each once, when the script has limited them."""
    started(page)
    shown: list[str] = page.locator(".form [data-item]:visible").evaluate_all(
        "all => all.map((one) => one.dataset.item)"
    )
    return list(dict.fromkeys(shown))


def test_items_and_sections_are_ticked_and_the_address_has_them_and_back_goes_back(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(place("T5"))
    panel = page.locator("choose-items")
    whole = items_of(page)
    assert len(whole) == 53
    assert not panel.get_by_role("button", name="All items").is_visible()
    panel.get_by_text("Only some items").click()
    panel.get_by_label("Communicate with customers and establish").check()
    assert page.url.endswith("#items=P1-P9")
    panel.get_by_text("Select items from P10 to P16").click()
    panel.get_by_label("P12 ").check()
    assert page.url.endswith("#items=P1-P9,P12")
    assert items_of(page) == [*whole[:9], "P12"]
    assert status(page) == "Showing 10 of 53 items."
    assert "Part of the form: P1 to P9 and P12, of 53 items" in page.locator(".form__head").inner_text()
    panel.get_by_text("Select items from P1 to P9").click()
    panel.get_by_label("P4 ").uncheck()
    assert page.url.endswith("#items=P1-P3,P5-P9,P12")
    section = panel.get_by_label("Communicate with customers and establish")
    assert section.evaluate("box => box.indeterminate")

    page.go_back()
    assert items_of(page) == [*whole[:9], "P12"]
    assert section.is_checked()
    page.reload()
    assert items_of(page) == [*whole[:9], "P12"]
    panel.get_by_role("button", name="All items").click()
    assert items_of(page) == whole
    assert "#" not in page.url
    assert "Part of the form" not in page.locator(".form__head").inner_text()
    page.go_back()
    assert items_of(page) == [*whole[:9], "P12"]


def test_item_numbers_are_typed_and_what_is_not_found_is_told(reader: Open) -> None:
    page = reader(fresh=True).goto(place("T5"))
    page.locator("choose-items summary").first.click()
    field = page.get_by_label("Item numbers")
    field.fill("p3 - P1, P99, k2–K4")
    field.press("Enter")
    assert items_of(page) == ["K2", "K3", "K4"]
    assert field.input_value() == "K2-K4"
    assert status(page) == "Showing 3 of 53 items. Not found on this page, so left out: p3-P1, P99."
    field.fill("P99")
    field.press("Enter")
    assert field.input_value() == "P99", "it can be corrected"
    assert items_of(page) == ["K2", "K3", "K4"]
    assert "left out: P99." in status(page)
    field.fill("")
    field.press("Enter")
    assert len(items_of(page)) == 53


def test_a_link_that_names_no_item_shows_the_whole_form_and_says_so(reader: Open) -> None:
    window = reader(fresh=True)
    for items, said in {
        "P1,deliver-service": "Showing 1 of 53 items. Not found on this page, so left out: deliver-service.",
        "P99": "Not found on this page, so left out: P99.",
        "": "",
        "%3Cimg%20src=x%20onerror=window.__pwned=1%3E": "left out: <img, src=x, onerror=window.__pwned=1>.",
        "%E0%A4%A": "left out: \ufffd%A.",
        "__proto__,constructor": "left out: __proto__, constructor.",
        ",".join(f"X{number}" for number in range(2000)): "left out: X0, X1, X2, X3, X4, ….",
    }.items():
        page = window.goto(f"{place('T5')}?{len(items)}#items={items}")
        assert status(page).endswith(said)
        assert len(items_of(page)) == (1 if items.startswith("P1,") else 53)
        assert page.evaluate("window.__pwned") is None


def test_a_link_to_another_place_of_the_page_leaves_the_items(reader: Open) -> None:
    page = reader(fresh=True).goto(f"{place('T5')}#items=P1")
    page.evaluate("location.hash = 'elsewhere'")
    page.wait_for_function("location.hash === '#elsewhere'")
    assert items_of(page) == ["P1"]


def test_the_rest_of_the_address_stays(reader: Open) -> None:
    page = reader(fresh=True).goto(f"{place('T5')}#other=1&items=P1")
    assert items_of(page) == ["P1"]
    page.locator("choose-items summary").first.click()
    page.get_by_label("Item numbers").fill("P2,K3")
    page.get_by_label("Item numbers").press("Enter")
    assert page.url.endswith("#other=1&items=P2,K3")
    page.get_by_role("button", name="All items").click()
    assert page.url.endswith("#other=1")


def test_without_javascript_the_form_is_whole_and_there_is_nothing_to_select(reader: Open) -> None:
    page = reader(fresh=True, java_script_enabled=False).goto(f"{place('T5')}#items=P1")
    assert len(items_of(page)) == 53
    assert not page.locator("choose-items").is_visible()


def test_a_form_that_lists_knowledge_offers_knowledge_and_one_without_items_nothing(reader: Open) -> None:
    page = reader(fresh=True).goto(f"{place('T8')}#items=P1,K2")
    assert items_of(page) == ["K2"]
    assert status(page) == "Showing 1 of 26 items. Not found on this page, so left out: P1."
    assert page.locator("choose-items [value^=P]").count() == 0
    page = reader(fresh=True).goto(place("T9"))
    assert page.locator("choose-items").count() == 0


def test_all_forms_of_a_standard_are_limited_together_and_those_without_an_item_are_left_out(reader: Open) -> None:
    page = reader(fresh=True).goto(RUN)
    page.get_by_role("button", name="Select all forms").click()
    said = page.locator("choose-forms [role=status]")
    everything = [form.code for form in real.forms().forms]
    expect(said).to_contain_text(f"{len(everything)} forms to print, about")
    page.evaluate("location.hash = 'items=P1-P6'")
    expect(said).to_have_text(f"{len(everything) - 1} forms to print.")
    # A form that does not list items has as many pages as before.
    assert page.locator("choose-forms [value=T9] + span [data-pages]").is_visible()
    assert not page.locator("choose-forms [value=T5] + span [data-pages]").is_visible()
    assert not page.locator("[data-form=T8]").is_visible()
    paper = printed(page)
    forms = limited("P1-P6")
    for code, form in forms.items():
        pages = [text for _, text in paper if text.startswith(squashed(form.name))]
        assert len(pages) == len(PdfReader(io.BytesIO(as_pdf(form))).pages), code
        assert all(squashed(form.about) in text for text in pages)
    page.locator("choose-items").get_by_role("button", name="All items").click()
    expect(said).to_contain_text(f"{len(everything)} forms to print, about")
    assert page.locator("[data-form=T8]").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_open_panel_has_no_fault(reader: Open, width: int) -> None:
    window = reader(fresh=True, width=width)
    page = window.goto(f"{place('T5')}#items=P1-P9,P12")
    for fold in page.locator("choose-items summary").all():
        fold.click()
    assert window.look("choose-items") == []


@pytest.mark.parametrize("many", [1, 58, 900])
def test_a_standard_of_any_size_can_be_limited(reader: Open, many: int) -> None:
    """The panel has one line for each section, so it is as short for 900 items as for nine."""
    address = place("T5")
    (whole,) = [page for page in real.built().pages if page.address == address]
    suite = real.suite()
    standard = suite.by_id[STANDARD]
    section = standard.parts[0].sections[0]
    items = tuple(replace(section.items[0], id=f"P{number}") for number in range(1, many + 1))
    part = replace(standard.parts[0], sections=(replace(section, items=items),))
    changed = replace(standard, parts=(part,))
    other = replace(suite, standards=tuple(changed if one is standard else one for one in suite.standards))
    (long,) = [page for page in form_pages.pages(replace(real.forms(), suite=other)) if page.address == address]
    window = reader(fresh=True)
    before, after = (one.body().partition("</header>")[2].strip() for one in (whole, long))
    # The page that is served has the address of a Word file too.
    plant(window, address, lambda html: re.sub(r' data-word="[^"]*"', "", html).replace(before, after))

    page = window.goto(address)
    page.locator("choose-items summary").first.click()
    assert len(items_of(page)) == many
    assert (page.locator("choose-items").bounding_box() or {"height": 0})["height"] < 500
    field = page.get_by_label("Item numbers")
    field.fill(f"P{many}")
    began = time.monotonic()
    field.press("Enter")
    assert items_of(page) == [f"P{many}"]
    assert time.monotonic() - began < 2
    said = f"Part of the form: P{many}, of {many} items"
    assert (said in page.locator(".form__head").inner_text()) == (many > 1)
    assert window.sideways() == []


# --- what a learner still needs ---


def need(page: Page) -> str:
    """Select what is still needed, and return what the panel says then."""
    panel = page.locator("choose-items")
    if panel.locator("details").first.get_attribute("open") is None:
        panel.locator("summary").first.click()
    panel.get_by_role("button", name="What I still need").click()
    said = panel.locator("still-needed [role=status]")
    expect(said).not_to_be_empty()
    return said.text_content() or ""


def test_what_a_learner_still_needs_is_what_is_not_ready_with_evidence(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(place("T5"))
    assert need(page) == "You have not rated any of these items on this device yet."
    assert len(items_of(page)) == 53
    assert "#" not in page.url

    page = window.goto(CHECKLIST)
    scale = real.scale()
    ready = next(level.id for level in scale.levels if level.ready)
    below = next(level.id for level in scale.levels if not level.ready)
    for item, level in {"P1": ready, "P2": ready, "P3": below, "P4": "not-now", "K2": ready}.items():
        rate(page, item, level)
    for item in ("P1", "K2"):
        unfold(page, item)
        page.locator(f"[name={item}-evidence][value=have]").check()
    expect(page.locator("[data-status]")).to_contain_text("5 of 53")

    page = window.goto(place("T5"))
    assert need(page) == "Selected from the answers on this device."
    assert page.url.endswith("#items=P2-P27,K1,K3-K26")
    assert len(items_of(page)) == 51
    assert "P1" not in items_of(page)
    assert "K2" not in items_of(page)
    page = window.goto(place("T8"))
    need(page)
    assert page.url.endswith("#items=K1,K3-K26")


def test_the_name_of_who_was_erased_stays_on_no_form(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    options(page)
    page.get_by_role("textbox", name="Name", exact=True).fill("secret name")
    open_form, left_form = another(window).page, another(window).page
    # A page that was left hears nothing, and is shown again as it was.
    left_form.add_init_script("addEventListener('storage', (event) => event.stopImmediatePropagation())")
    for form in (open_form, left_form):
        form.goto(window.base + place("T5"))
        assert need(form) == "Selected from the answers of secret name on this device."

    erase(page)

    expect(open_form.locator("choose-items")).not_to_contain_text("secret")
    expect(left_form.locator("choose-items")).to_contain_text("secret")
    left_form.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(left_form.locator("choose-items")).not_to_contain_text("secret")


@pytest.mark.parametrize("fault", [BLOCKED, FULL], ids=["blocked", "full"])
def test_a_storage_that_takes_nothing_leaves_the_form_whole(reader: Open, fault: str) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(fault)
    page = window.goto(place("T5"))
    assert need(page) == "You have not rated any of these items on this device yet."
    assert len(items_of(page)) == 53
