"""A form is filled in from the answers on the device: nothing is typed twice, and nothing that was typed changes."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.support.forms import NAME, STANDARD, detail, header
from tests.support.learner import CHECKLIST, FILE, PROGRESS, options, press_option, rate, undo, unfold
from tests.support.paper import printed, squashed
from tests.support.reader import Reader

Open = Callable[..., Reader]
FILL_IN = "Fill in from my answers"
RATINGS, MATRIX = f"{STANDARD}/forms/self-assessment-checklist/", f"{STANDARD}/forms/evidence-tracking-matrix/"
LOG, PLAN, SUMMARY = "forms/evidence-index/", "forms/development-plan/", "forms/progress-summary/"
OBSERVATION = f"{STANDARD}/forms/observation-record/"
ALL = (RATINGS, MATRIX, LOG, PLAN, SUMMARY)

SHOWN = """
Object.fromEntries([...document.querySelectorAll("form.record [name]")].flatMap((one) => {
  if (one.type === "radio") return one.checked ? [[one.name, one.value]] : [];
  if (one.type === "checkbox") return one.checked ? [[one.name, true]] : [];
  return one.value ? [[one.name, one.value]] : [];
}))
"""


def tools(page: Page) -> Locator:
    return page.locator(".records")


def button(page: Page, name: str = FILL_IN) -> Locator:
    return tools(page).get_by_role("button", name=name, exact=True)


def select_items(box: Locator, *items: str) -> None:
    """Select the items of a step or of a piece of evidence."""
    box.get_by_text("Select items", exact=True).click()
    box.get_by_label("Standard").select_option(STANDARD)
    for item in items:
        box.get_by_role("checkbox", name=re.compile(rf"^{item} ")).check()


def ready(page: Page) -> None:
    """Wait until the tools above the form are there."""
    expect(tools(page).get_by_role("button", name="Print this form")).to_be_visible()


def fill_in(page: Page, name: str = FILL_IN) -> dict[str, Any]:
    """Fill in the form. Return what each place says."""
    button(page, name).click()
    expect(page).to_have_url(re.compile("#record="))
    found: dict[str, Any] = page.evaluate(SHOWN)
    return found


def source(page: Page) -> str:
    return page.locator(".form__source").inner_text()


def paper(page: Page) -> str:
    return "".join(text for _, text in printed(page))


def day(page: Page) -> tuple[str, str]:
    """Today, as it is stored and as it is printed."""
    today: str = page.evaluate("new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toJSON().slice(0, 10)")
    at = datetime.strptime(today, "%Y-%m-%d").replace(tzinfo=UTC)
    return today, f"{at.day} {at:%B %Y}"


def answer(window: Reader, *, name: str = "Anna Example") -> Page:
    """Rate three items, log a piece of evidence and plan a step, as a learner does."""
    page = window.goto(CHECKLIST)
    options(page).get_by_label("Name", exact=True).fill(name)
    rate(page, "P1", "on-my-own")
    rate(page, "P2", "not-now")
    page.locator("[name=P2-reason]").fill("I answer letters only")
    rate(page, "K1", "not-yet")
    unfold(page, "P1")
    rate(page, "P1", "with-support", "-assessor")

    page = window.goto(PROGRESS)
    page.get_by_role("button", name="Add evidence").click()
    entry = page.get_by_role("group", name="Evidence 1")
    entry.get_by_label("Title").fill("Call with a new customer")
    entry.get_by_label("Date").fill("2026-11-20")
    entry.get_by_label("Assessment method").select_option("observation")
    entry.get_by_label("Where it is kept").fill("Blue folder, page 4")
    select_items(entry, "P1", "P4")
    page.get_by_role("button", name="Add a step").click()
    step = page.get_by_role("group", name="Step 1")
    step.get_by_label("What I will do").fill("Sit in on two calls\nand take notes")
    step.get_by_label("Who or what will help me").fill("Sam, team leader")
    step.get_by_label("How I will show it").fill("My notes")
    step.get_by_label("Target date").fill("2026-12-18")
    select_items(step, "K1")
    return page


def test_each_form_has_what_was_rated_logged_and_planned_and_prints_it(reader: Open) -> None:
    window = reader(fresh=True)
    today, printed_today = day(answer(window))
    who = "Anna Example"
    expected: dict[str, tuple[dict[str, Any], str]] = {
        RATINGS: (
            {
                "details.date": today,
                "details.round": "1st",
                "performance-criteria.P1.my-rating": "On my own",
                "performance-criteria.P1.evidence-i-have": "1",
                "performance-criteria.P1.assessor-s-rating": "W",
                "performance-criteria.P2.my-rating": "Not part of my job now",
                "performance-criteria.P2.evidence-i-have": "I answer letters only",
                "performance-criteria.P4.evidence-i-have": "1",
                "performance-criteria.total-P1": "2",
                "knowledge-and-u-2ff7.K1.my-rating": "Not yet",
                "knowledge-and-u-2ff7.total-K1": "1",
            },
            " ".join(
                [
                    f"Ratings by the candidate, {who}, {printed_today}.",
                    f"Ratings by the assessor, {printed_today}.",
                    f"Evidence log of the candidate, {who}, {printed_today}.",
                ]
            ),
        ),
        MATRIX: (
            {
                "details.last-updated": today,
                "evidence-used.1.evidence-no": "1",
                "evidence-used.1.date-of-the-activity": "2026-11-20",
                "evidence-used.1.method": "O",
                "evidence-used.1.title": "Call with a new customer",
                "matrix.P1.evidence.1": True,
                "matrix.P1.times-shown": "1",
                "matrix.P4.evidence.1": True,
                "matrix.P4.times-shown": "1",
            },
            f"Evidence log of the candidate, {who}, {printed_today}.",
        ),
        LOG: (
            {
                "evidence.1.evidence-no": "1",
                "evidence.1.date-of-the-activity": "2026-11-20",
                "evidence.1.title-or-description": "Call with a new customer",
                "evidence.1.method": "O",
                "evidence.1.standards-and-items": f"{STANDARD}: P1, P4",
                "evidence.1.page-or-location": "Blue folder, page 4",
            },
            f"Evidence log of the candidate, {who}, {printed_today}.",
        ),
        PLAN: (
            {
                "details.date-of-plan": today,
                "actions.1.standard-and-item": f"{STANDARD}: K1",
                "actions.1.now": "N",
                "actions.1.what-i-will-do": "Sit in on two calls\nand take notes",
                "actions.1.support-i-need": "Sam, team leader",
                "actions.1.how-i-will-show-it": "My notes",
                "actions.1.target-date": "2026-12-18",
            },
            f"Ratings by the candidate, {who}, {printed_today}. Action plan of the candidate, {who}, {printed_today}.",
        ),
        SUMMARY: (
            {
                "details.date": today,
                f"standards.{STANDARD}.criteria-met": "1 ready, 2 rated",
                f"standards.{STANDARD}.knowledge-items-met": "0 ready, 1 rated",
            },
            f"Ratings by the candidate, {who}, {printed_today}.",
        ),
    }
    for where, (values, mark) in expected.items():
        page = window.goto(where)
        blank = paper(page)
        found = fill_in(page)
        heads = {name: found.pop(name) for name in list(found) if found[name] == who}
        assert "head.candidate" in heads, where
        known = {name: found.get(name) for name in values}
        assert known == values, where
        assert found == values, where
        assert source(page) == mark

        sheets = paper(page)
        assert squashed(mark) in sheets
        for name, value in values.items():
            if isinstance(value, str) and page.locator(f"form [name='{name}'][type=radio]").count() == 0:
                written = {today: printed_today, "2026-11-20": "20 November 2026", "2026-12-18": "18 December 2026"}
                assert squashed(written.get(value, value)) in sheets, (where, name)
        crosses = sum(value is True or name.endswith((".my-rating", ".round")) for name, value in values.items())
        assert sheets.count("✕") - blank.count("✕") == crosses, where

        # It is a record like any other: it is there after leaving, and starting it can be undone.
        page.reload()
        expect(page.locator(".form__source")).to_have_text(mark)
        assert {name: value for name, value in page.evaluate(SHOWN).items() if name in values} == values
        undo(page, "Undo new record")
        expect(button(page)).to_be_visible()
        assert not set(page.evaluate(SHOWN)) & set(values)


def test_without_answers_nothing_is_offered(reader: Open) -> None:
    window = reader(fresh=True)
    for where in ALL:
        page = window.goto(where)
        ready(page)
        assert button(page).count() == 0, where
    page = window.goto(CHECKLIST)
    rate(page, "P1", "on-my-own")
    # A rating is no evidence and no step, and a form without sources is for what somebody saw.
    for where in (MATRIX, LOG, PLAN, OBSERVATION, RATINGS.replace(STANDARD, "deliver-service")):
        page = window.goto(where)
        ready(page)
        assert button(page).count() == 0, where
    page = window.goto(RATINGS)
    expect(button(page)).to_be_visible()
    press_option(page, "Add another person")
    expect(button(page)).to_have_count(0)


def test_nothing_that_was_typed_changes(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "on-my-own")
    page = window.goto(RATINGS)
    page.locator("form [name='head.number']").fill("7")
    page.get_by_label("P1: Evidence I have", exact=True).fill("typed by hand")
    expect(page).to_have_url(re.compile("#record="))
    typed = page.evaluate(SHOWN)
    # On a record there is nothing to fill in. Only a blank form offers it.
    expect(tools(page).get_by_role("button", name="New record", exact=True)).to_be_visible()
    assert button(page).count() == 0
    tools(page).get_by_role("button", name="New record", exact=True).click()
    found = fill_in(page)
    assert found["performance-criteria.P1.my-rating"] == "On my own"
    assert "performance-criteria.P1.evidence-i-have" not in found
    tools(page).get_by_role("link", name="No. 7").click()
    expect(page.locator("form [name='head.number']")).to_have_value("7")
    assert page.evaluate(SHOWN) == typed
    # The record stays as it was filled in, whatever is rated later.
    page = window.goto(CHECKLIST)
    rate(page, "P1", "with-support")
    page = window.goto(RATINGS)
    tools(page).get_by_role("link", name="No number").click()
    expect(page.locator("form [name='performance-criteria.P1.my-rating']:checked")).to_have_value("On my own")


def test_details_of_another_candidate_do_not_come_along(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    options(page).get_by_label("Name", exact=True).fill("Anna Example")
    rate(page, "P1", "on-my-own")
    page = window.goto(RATINGS)
    detail(page, "candidate").fill(NAME)
    detail(page, "job").fill("Baker")
    fill_in(page)
    assert set(header(page, "candidate")) == {"Anna Example"}
    assert set(header(page, "job")) == {""}
    assert "Baker" not in paper(page)


def opened(page: Page, evidence: list[dict[str, Any]], answers: dict[str, Any]) -> None:
    """Open a file with a learner's answers and evidence."""
    file = json.loads(FILE.read_text("utf-8"))
    file["person"] = {"name": "Anna Example"}
    file["rounds"] = [{"id": "1", "started": "2026-11-22", "answers": answers}]
    file["evidence"], file["plan"] = evidence, []
    with page.expect_file_chooser() as chooser:
        press_option(page, "Open a saved file")
    content = json.dumps(file).encode()
    chooser.value.set_files(FilePayload(name="a.json", mimeType="application/json", buffer=content))
    page.get_by_role("dialog").get_by_role("button", name="Add to my answers").click()


def piece(number: int, *items: str) -> dict[str, Any]:
    return {"id": f"e{number:02}", "items": list(items), "title": f"Piece number {number}", "date": "2026-11-20"}


def test_a_thirteenth_piece_of_evidence_begins_another_matrix(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(PROGRESS)
    items = [f"{STANDARD}/P{number}" for number in range(1, 15)]
    # The fourth piece is about another standard.
    opened(page, [piece(at, "deliver-service/P1" if at == 4 else items[at - 1]) for at in range(1, 15)], {})
    page = window.goto(MATRIX)
    expect(button(page, f"{FILL_IN}: evidence 1 to 13")).to_be_visible()
    found = fill_in(page, f"{FILL_IN}: evidence 1 to 13")
    numbers = [found.get(f"evidence-used.{row}.evidence-no") for row in range(1, 14)]
    assert numbers == [*map(str, (1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13)), None]
    ticks = {name for name, value in found.items() if value is True}
    columns = [one for one in range(1, 15) if one not in (4, 14)]
    assert ticks == {f"matrix.P{item}.evidence.{at}" for at, item in enumerate(columns, start=1)}
    tools(page).get_by_role("button", name="New record", exact=True).click()
    found = fill_in(page, f"{FILL_IN}: evidence 14")
    assert found["evidence-used.1.title"] == "Piece number 14"
    assert {name for name, value in found.items() if value is True} == {"matrix.P14.evidence.1"}
    assert "Piecenumber14" in paper(page)
    assert "Piecenumber13" not in paper(page)


def test_a_form_for_some_items_is_filled_in_with_these_only(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(PROGRESS)
    at = "2026-11-22T14:02:06.000Z"
    rated = {f"{STANDARD}/{item}": {"rating": "on-my-own", "at": at} for item in ("P1", "P2", "P3", "K1")}
    opened(page, [piece(1, f"{STANDARD}/P1"), piece(2, f"{STANDARD}/P4"), piece(3, f"{STANDARD}/P2")], rated)
    page = window.goto(f"{MATRIX}#items=P4,P5")
    found = fill_in(page)
    assert {name for name, value in found.items() if value is True} == {"matrix.P4.evidence.1"}
    assert (found["evidence-used.1.evidence-no"], "evidence-used.2.evidence-no" in found) == ("2", False)
    page = window.goto(f"{RATINGS}#items=P1,P2")
    found = fill_in(page)
    assert {name for name in found if name.endswith("my-rating")} == {
        "performance-criteria.P1.my-rating",
        "performance-criteria.P2.my-rating",
    }
    assert found["performance-criteria.total-P1"] == "2"
    assert "Rated:2of2" in paper(page)
    # No evidence is about these items, so there is nothing to fill in.
    page = window.goto("about/")
    page = window.goto(f"{MATRIX}#items=P8")
    ready(page)
    assert button(page).count() == 0


def test_the_log_prints_more_pieces_than_a_blank_form_has_rows(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(PROGRESS)
    opened(page, [piece(at, f"{STANDARD}/P1", "old-standard/P1") for at in range(1, 41)], {})
    page = window.goto(LOG)
    found = fill_in(page)
    assert found["evidence.40.title-or-description"] == "Piece number 40"
    assert found["evidence.40.standards-and-items"] == f"{STANDARD}: P1; old-standard: P1 (not on this site)"
    sheets = paper(page)
    assert [at for at in range(1, 41) if f"Piecenumber{at}" not in sheets] == []


def test_a_level_that_the_scale_no_longer_has_is_printed_as_what_it_is(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(PROGRESS)
    at = "2026-11-22T14:02:06.000Z"
    opened(page, [], {f"{STANDARD}/P1": {"rating": "nearly-there", "at": at}})
    page = window.goto(RATINGS)
    found = fill_in(page)
    assert not any(name.endswith(".my-rating") for name in found)
    lost = page.locator(".form__lost")
    expect(lost).to_contain_text("performance criteria, P1, my rating")
    expect(lost).to_contain_text("nearly-there")
    assert "nearly-there" in paper(page)


@pytest.mark.parametrize("where", [RATINGS, pytest.param(MATRIX, marks=pytest.mark.slow)])
def test_a_form_that_is_filled_in_has_no_fault(reader: Open, where: str) -> None:
    window = reader(fresh=True, width=320, has_touch=True)
    answer(window)
    page = window.goto(where)
    expect(button(page)).to_be_visible()
    assert window.look() == []
    fill_in(page)
    assert window.look() == []


def test_my_progress_leads_to_the_forms_that_answers_fill_in(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(PROGRESS)
    section = page.locator("section[aria-labelledby=out]")
    expect(section).to_contain_text("Print this page")
    expect(section.get_by_text("Forms to fill in from my answers")).to_have_count(0)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "on-my-own")
    page = window.goto(PROGRESS)
    section.get_by_text("Forms to fill in from my answers").click()
    links = section.locator("details a")
    standard = "Deliver customer service in a contact centre"
    expect(links).to_have_text(
        [
            "T11 Evidence log",
            "T16 Action plan",
            "T17 Progress summary",
            f"T3 Self-assessment checklist: {standard}",
            f"T12 Evidence tracking matrix: {standard}",
        ]
    )
    assert window.look() == []
    section.get_by_role("link", name="T3 Self-assessment checklist").click()
    expect(button(page)).to_be_visible()
