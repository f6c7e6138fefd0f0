"""The forms of several standards are printed in one go: those of each standard, and those for the candidate once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from competence_standards import routes
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm
from tests.support import real
from tests.support.forms import NAME, header, label
from tests.support.paper import A4, printed, squashed
from tests.support.reader import NARROW, WIDE, Reader

Open = Callable[..., Reader]
RUN = routes.FORMS_RUN
SUITE = real.suite()
FORMS = {squashed(f"{sheet.name}{sheet.about}"): sheet for sheet in filled_forms(real.forms())}
FIRST, SECOND = "deliver-service", "contact-centre"
NEEDED = {
    per: [form.code for form in real.forms().forms if form.at_start and form.per == per]
    for per in ("candidate", "standard")
}


def status(page: Page) -> str:
    """What is said of what is ticked, once all of it has come."""
    expect(page.locator("choose-forms [role=status]")).not_to_contain_text("Loading")
    return page.locator("choose-forms [role=status]").text_content() or ""


def tick(page: Page, *standards: str) -> None:
    for standard in standards:
        page.locator(f"[name=standard][value={standard}]").check()
    status(page)


def run(page: Page) -> list[tuple[str, str]]:
    """The standard and the code of each form in the order in which they are printed, each as it lies."""
    found: list[tuple[str, str]] = []
    for size, text in printed(page):
        (sheet,) = [sheet for words, sheet in FORMS.items() if words in text]
        assert size == (A4 if sheet.orientation == "portrait" else A4[::-1])
        if found[-1:] != [which(sheet)]:
            found.append(which(sheet))
    return found


def which(sheet: FilledForm) -> tuple[str, str]:
    return sheet.subject.id if sheet.subject else "", sheet.code


def test_a_new_candidate_gets_own_forms_once_and_those_of_each_standard_that_is_ticked(reader: Open) -> None:
    page = reader(fresh=True).goto(RUN)
    assert run(page) == [("", code) for code in NEEDED["candidate"]]

    # In the order of the standards, whatever that of ticking.
    tick(page, SECOND, FIRST)
    both = [(standard, code) for standard in (FIRST, SECOND) for code in NEEDED["standard"]]
    assert run(page) == [*(("", code) for code in NEEDED["candidate"]), *both]

    page.locator(f"[name=standard][value={FIRST}]").uncheck()
    page.locator("[name=form][value=T12]").check()
    page.locator("[name=form][value=T1]").uncheck()
    assert run(page) == [("", "T11"), *((SECOND, code) for code in [*NEEDED["standard"], "T12"])]


def test_the_page_holds_no_standard_s_forms_before_it_is_ticked(reader: Open) -> None:
    page = reader(fresh=True).goto(RUN)
    assert page.locator("[data-standard]").count() == 0
    tick(page, FIRST)
    tick(page, SECOND)
    assert set(page.locator("[data-standard]").evaluate_all("forms => forms.map((one) => one.dataset.standard)")) == {
        FIRST,
        SECOND,
    }


def test_what_is_typed_once_stands_on_every_sheet_and_is_asked_for_all_of_them(reader: Open) -> None:
    page = reader(fresh=True).goto(RUN)
    page.get_by_label(label("candidate")).fill(NAME)
    page.get_by_label(label("iqa")).fill("Robin Okafor")
    page.locator("[name=form][value=T14]").check()
    tick(page, FIRST)
    assert all(squashed(NAME) in text for _, text in printed(page))
    assert set(header(page, "iqa")) == {"Robin Okafor"}, "on forms that came after it was typed"


def test_sheets_are_added_up_for_each_standard_and_for_all(reader: Open) -> None:
    page = reader(fresh=True).goto(RUN)
    tick(page, FIRST, SECOND)
    told = page.locator("label:has(:checked) [data-pages]").all_text_contents()
    counts = [int(text.split()[0]) for text in told if text]
    assert len(counts) == 2 + len(NEEDED["candidate"])
    number = len(NEEDED["candidate"]) + 2 * len(NEEDED["standard"])
    assert status(page).startswith(f"{number} forms to print, about {sum(counts)} pages.")

    page.locator(f"[name=standard][value={FIRST}]").uncheck()
    assert page.locator(f"label:has([value={FIRST}]) [data-pages]").text_content() == ""


def test_nothing_ticked_prints_nothing_and_says_what_to_do(reader: Open) -> None:
    page = reader(fresh=True).goto(RUN)
    tick(page, FIRST)
    page.get_by_role("button", name="Clear selection").click()
    assert status(page) == "Select a standard and its forms, or forms for each candidate."
    assert page.get_by_role("button", name="Print selected forms").is_disabled()
    assert page.locator("[data-form]:visible").count() == 0
    assert page.locator("choose-forms :checked").count() == 0

    # A standard without a form is nothing to print either.
    tick(page, FIRST)
    assert page.get_by_role("button", name="Print selected forms").is_disabled()
    page.get_by_role("button", name="Select all forms").click()
    assert page.locator(f"[data-standard={FIRST}]:visible").count() == 12
    assert page.get_by_role("button", name="Print selected forms").is_enabled()


def test_forms_that_cannot_be_fetched_are_said_to_be_missing_and_the_others_are_printed(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(RUN)
    address = window.base + routes.forms_run(SECOND)
    page.route(address, lambda route: route.abort())
    tick(page, FIRST)
    page.locator(f"[name=standard][value={SECOND}]").click()
    expect(page.locator("choose-forms [role=status]")).to_contain_text(
        "The forms for Deliver customer service in a contact centre did not load."
    )
    assert not page.locator(f"[name=standard][value={SECOND}]").is_checked()
    assert {standard for standard, _ in run(page)} == {"", FIRST}

    # Nor is a page that has none of them taken for them.
    page.unroute(address)
    page.route(address, lambda route: route.fulfill(body="<p>Sign in to this network</p>", content_type="text/html"))
    page.locator(f"[name=standard][value={SECOND}]").click()
    expect(page.locator("choose-forms [role=status]")).to_contain_text("did not load")

    page.unroute(address)
    tick(page, SECOND)
    assert "could not" not in status(page)
    assert {standard for standard, _ in run(page)} == {"", FIRST, SECOND}
    window.faults[:] = [fault for fault in window.faults if "ERR_FAILED" not in fault]


def test_nothing_can_be_printed_while_forms_are_on_their_way(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(RUN)
    waiting: list[Route] = []

    def keep_waiting(route: Route) -> None:
        waiting.append(route)

    page.route(window.base + routes.forms_run(FIRST), keep_waiting)
    page.locator(f"[name=standard][value={FIRST}]").check()
    expect(page.locator("choose-forms [role=status]")).to_have_text("Loading the forms…")
    assert page.get_by_role("button", name="Print selected forms").is_disabled()
    while not waiting:
        page.wait_for_timeout(50)
    waiting[0].continue_()
    assert "forms to print" in status(page)
    assert page.get_by_role("button", name="Print selected forms").is_enabled()


def test_it_can_be_done_by_keyboard(reader: Open) -> None:
    window = reader(fresh=True)
    window.page.add_init_script("window.print = () => { window.asked = (window.asked ?? 0) + 1 }")
    page = window.goto(RUN)
    page.locator("[name=standard]").first.focus()
    page.keyboard.press("Space")
    status(page)
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-print')"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("window.asked") == 1


def test_without_javascript_the_candidate_s_forms_are_printed_and_each_standard_is_led_to(reader: Open) -> None:
    page = reader(fresh=True, java_script_enabled=False).goto(RUN)
    assert not page.locator("choose-forms").is_visible()
    assert run(page) == [("", form.code) for form in real.forms().forms if form.per == "candidate"]
    for standard in SUITE.standards:
        assert page.locator(f".form-packs a[href='../../{routes.forms_run(standard.id)}']").is_visible()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "every"), [(NARROW, False), (WIDE, True)])
def test_the_page_with_the_forms_of_two_standards_has_no_fault(reader: Open, width: int, every: bool) -> None:
    window = reader(fresh=True, width=width)
    page = window.goto(RUN)
    tick(page, FIRST, SECOND)
    if every:
        page.get_by_role("button", name="Select all forms").click()
    assert window.look() == []


def test_the_forms_lead_to_it(reader: Open) -> None:
    window = reader()
    page = window.goto(routes.FORMS)
    page.get_by_role("link", name="Print several forms").click()
    page.wait_for_url(window.base + RUN)
    page.goto(window.base + routes.forms_run(FIRST))
    page.get_by_role("link", name="Print several forms").click()
    page.wait_for_url(window.base + RUN)
