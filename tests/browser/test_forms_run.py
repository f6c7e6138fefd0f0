"""What is typed once stands on every form, and the forms that are ticked are printed in one go."""

import json
from collections.abc import Callable
from functools import cache

import pytest
from playwright.sync_api import Page, expect

from competence_standards import routes
from competence_standards.forms.form import FilledForm
from tests.conftest import asset, plant
from tests.support import real
from tests.support.forms import NAME, STANDARD, by_address, detail, faults_of_form, forms, header
from tests.support.hostile import MADE_BY_TEXT, PAYLOADS
from tests.support.learner import BLOCKED, FULL
from tests.support.paper import A4, printed, squashed
from tests.support.reader import WIDTHS, Reader

Open = Callable[..., Reader]
FRONT, OBSERVATION, INDEX = (
    "forms/portfolio-front-sheet/",
    f"{STANDARD}/forms/observation-record/",
    "forms/evidence-index/",
)
RUN = routes.forms_run(STANDARD)
LONGEST = 100


def kept(page: Page) -> dict[str, str]:
    """Everything that the browser keeps, by key."""
    found: dict[str, str] = page.evaluate("({ ...localStorage })")
    return {key: value for key, value in found.items() if ":forms:" in key}


# --- typed once ---


def test_what_is_typed_on_one_form_stands_on_every_sheet_of_another(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(FRONT)
    detail(page, "candidate").fill(NAME)
    detail(page, "started").fill("2026-11-02")
    assert header(page, "started") == ["2 November 2026"]
    page.goto(window.base + routes.form("observation-record", "plan-operations"))

    assert detail(page, "candidate").input_value() == NAME
    assert set(header(page, "candidate")) == {NAME}
    assert len(header(page, "candidate")) > 1, "on the head and where the candidate signs"
    assert all(squashed(NAME) in text for _, text in printed(page))


def test_a_form_asks_only_for_what_it_has(reader: Open) -> None:
    page = reader(fresh=True).goto(INDEX)
    assert [one.get_attribute("name") for one in page.locator("form-header input").all()] == [
        "candidate",
        "registration",
    ]


def test_it_is_kept_under_the_path_of_the_site(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(FRONT)
    detail(page, "candidate").fill(NAME)
    expect(page.locator("form-header [role=status]")).to_have_text("Saved on this device.")
    (key,) = kept(page)
    assert key.startswith("standards:/some/where/:")
    assert json.loads(kept(page)[key]) == {"candidate": NAME}


@pytest.mark.parametrize("fault", [BLOCKED, FULL], ids=["blocked", "full"])
def test_a_storage_that_takes_nothing_is_said_plainly_and_the_form_is_filled_all_the_same(
    reader: Open, fault: str
) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(fault)
    page = window.goto(OBSERVATION)
    detail(page, "candidate").fill(NAME)
    detail(page, "assessor").fill("Sam Lee")
    expect(page.locator("form-header [role=status]")).to_contain_text("cannot save these details")
    assert set(header(page, "candidate")) == {NAME}
    assert set(header(page, "assessor")) == {"Sam Lee"}
    page.get_by_role("button", name="Clear these details").click()
    assert set(header(page, "candidate")) == {""}


def test_clear_takes_all_of_it_away(reader: Open) -> None:
    page = reader(fresh=True).goto(FRONT)
    page.evaluate("localStorage.setItem('standards:/some/where/:forms:aside:1', 'once unreadable')")
    detail(page, "candidate").fill(NAME)
    page.get_by_role("button", name="Clear these details").click()
    expect(page.locator("form-header [role=status]")).to_contain_text("Details cleared")
    assert detail(page, "candidate").input_value() == ""
    assert set(header(page, "candidate")) == {""}
    assert kept(page) == {}


def test_what_is_typed_in_one_window_is_seen_in_another(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    other = page.context.new_page()
    other.goto(window.base + FRONT)
    detail(other, "candidate").fill(NAME)
    expect(page.locator("[data-detail=candidate]").first).to_have_value(NAME)


def test_without_javascript_no_details_are_asked_for_that_could_not_be_saved(reader: Open) -> None:
    page = reader(fresh=True, java_script_enabled=False).goto(FRONT)
    assert not page.locator("form-header").is_visible()
    assert page.locator(".part [data-detail=candidate]").first.is_visible()
    assert set(header(page, "candidate")) == {""}


@pytest.mark.slow
def test_text_that_tries_to_be_more_stays_text(reader: Open) -> None:
    page = reader(fresh=True).goto(OBSERVATION)
    before = page.locator(MADE_BY_TEXT).count()
    for payload in PAYLOADS:
        detail(page, "candidate").fill(payload)
        assert set(header(page, "candidate")) == {payload[:LONGEST]}
        page.reload()
        assert set(header(page, "candidate")) == {payload[:LONGEST]}
    assert page.locator(MADE_BY_TEXT).count() == before
    assert page.evaluate("window.__pwned") is None


STORED = [
    ("nothing of ours", ""),
    ('["a"]', ""),
    ('{"candidate": {"a": 1}}', ""),
    ('{"__proto__": {"candidate": "x"}}', ""),
    (json.dumps({"candidate": "x" * 5000}), "x" * LONGEST),
    (json.dumps({"candidate": "two\n\n lines"}), "two lines"),
]


def test_whatever_is_stored_the_form_stays_whole(reader: Open) -> None:
    page = reader(fresh=True).goto(FRONT)
    store = "text => { localStorage.clear(); localStorage.setItem('standards:/some/where/:forms:header', text) }"
    for stored, shown in STORED:
        page.evaluate(store, stored)
        page.reload()
        assert set(header(page, "candidate")) == {shown}, stored
    page.evaluate(store, json.dumps({"started": "soon"}))
    page.reload()
    assert header(page, "started") == [""]


@pytest.mark.parametrize("place", [FRONT, OBSERVATION, INDEX, "forms/progress-summary/"])
def test_what_is_typed_takes_no_more_paper_than_empty_lines_and_breaks_no_sheet(reader: Open, place: str) -> None:
    page = reader(fresh=True).goto(place)
    empty = len(printed(page))
    fields = page.locator("form-header input[type=text]").all()
    for text in ("Anna Maria Lee", "W" * LONGEST, "Anna Maria " * 9):
        for one in fields:
            one.fill(text)
        sheets = printed(page)
        assert list(faults_of_form(page, by_address()[place], sheets)) == [], text
        assert all(squashed(text) in sheet for _, sheet in sheets)
        assert len(sheets) == empty or len(text) > 80


@pytest.mark.parametrize("width", WIDTHS)
def test_a_form_with_long_texts_has_no_fault(reader: Open, width: int) -> None:
    window = reader(fresh=True, width=width)
    page = window.goto(FRONT)
    for one in page.locator("form-header input[type=text]").all():
        one.fill("W" * LONGEST)
        assert (one.bounding_box() or {"height": 0})["height"] >= 44
    assert window.look() == []


# --- printed in one go ---


@cache
def by_code() -> dict[str, FilledForm]:
    return {sheet.code: sheet for sheet in sorted(forms(), key=lambda one: order().index(one.code))}


@cache
def order() -> list[str]:
    return [form.code for form in real.forms().forms]


def run(sheets: list[tuple[tuple[int, int], str]]) -> list[str]:
    """The codes of the forms in the order in which they are printed; every sheet must be one of a form, as it lies."""
    codes: list[str] = []
    for size, text in sheets:
        (sheet,) = [one for one in by_code().values() if squashed(f"{one.name}{one.about}") in text]
        assert size == (A4 if sheet.orientation == "portrait" else A4[::-1])
        assert all(squashed(words) in text for words in (sheet.candidate, sheet.registration, sheet.number, sheet.note))
        if codes[-1:] != [sheet.code]:
            codes.append(sheet.code)
    return codes


def test_what_is_ticked_is_printed_and_nothing_else_and_what_is_typed_stands_on_all_of_it(reader: Open) -> None:
    page = reader(fresh=True).goto(RUN)
    needed = [form.code for form in real.forms().forms if form.at_start]
    assert needed[:2] == ["T1", "T3"]
    detail(page, "candidate").fill(NAME)
    sheets = printed(page)
    assert run(sheets) == needed
    assert all(squashed(NAME) in text for _, text in sheets)
    visible = page.locator("[data-form]:visible").evaluate_all("forms => forms.map((form) => form.dataset.form)")
    assert visible == needed

    page.get_by_role("button", name="Clear selection").click()
    assert page.get_by_role("button", name="Print selected forms").is_disabled()
    expect(page.locator("choose-forms [role=status]")).to_have_text("Select at least one form.")
    # Lying on its side first, then upright, then two of one kind in a row.
    for code in ("T2", "T9", "T8", "T12"):
        page.locator(f"choose-forms [value={code}]").check()
    sheets = printed(page)
    assert run(sheets) == ["T2", "T8", "T9", "T12"]
    before = len(sheets)
    page.locator("choose-forms [value=T12]").uncheck()
    sheets = printed(page)
    assert run(sheets) == ["T2", "T8", "T9"]
    assert len(sheets) < before


@pytest.mark.slow
def test_each_form_takes_as_many_sheets_as_alone(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(RUN)
    page.get_by_role("button", name="Clear selection").click()
    chosen = ("T2", "T5", "T9", "T12")
    for code in chosen:
        page.locator(f"choose-forms [value={code}]").check()
    together = len(printed(page))
    places = {sheet.code: place for place, sheet in by_address().items()}
    alone = sum(len(printed(window.goto(places[code]))) for code in chosen)
    assert together == alone


def test_the_sheets_of_what_is_ticked_are_added_up(reader: Open) -> None:
    page = reader(fresh=True).goto(RUN)
    page.get_by_role("button", name="Select all forms").click()
    counts = [int(text.split()[0]) for text in page.locator("[data-pages]").all_text_contents()]
    assert len(counts) == len(order())
    expect(page.locator("choose-forms [role=status]")).to_have_text(
        f"{len(counts)} forms to print, about {sum(counts)} pages."
    )
    page.get_by_role("button", name="Select forms for a new candidate").click()
    expect(page.locator("choose-forms [role=status]")).to_contain_text("4 forms to print")


def test_where_no_documents_were_made_no_count_is_shown() -> None:
    (page,) = [page for page in real.built().pages if page.address == RUN]
    assert 'type="checkbox"' in page.body()
    assert "data-sheets" not in page.body()
    assert "data-pages" not in page.body()


def test_the_button_prints(reader: Open) -> None:
    window = reader(fresh=True)
    window.page.add_init_script("window.print = () => { window.asked = (window.asked ?? 0) + 1 }")
    page = window.goto(RUN)
    page.get_by_role("button", name="Print selected forms").click()
    assert page.evaluate("window.asked") == 1


def test_without_javascript_every_form_is_printed_and_nothing_can_be_ticked(reader: Open) -> None:
    page = reader(fresh=True, java_script_enabled=False).goto(RUN)
    assert not page.locator("choose-forms").is_visible()
    assert run(printed(page)) == order()


@pytest.mark.slow
def test_a_blank_first_sheet_would_be_found(reader: Open) -> None:
    window = reader(fresh=True)
    plant(
        window,
        asset("forms.css"),
        lambda css: f"{css} @media print {{ body:has(.forms-run) {{ page: auto !important }} }}",
    )
    with pytest.raises(ValueError, match="not enough values"):
        run(printed(window.goto(RUN)))


def test_the_forms_of_the_standard_lead_to_it(reader: Open) -> None:
    window = reader()
    page = window.goto(routes.standard_forms(STANDARD))
    page.get_by_role("link", name="Print several forms").click()
    page.wait_for_url(window.base + RUN)
