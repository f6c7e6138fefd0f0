"""Ways in which answers were once lost, each tried as a learner would: none of them loses anything now."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import plant
from tests.support.learner import (
    CHECKLIST,
    FILE,
    PROGRESS,
    WHO,
    another,
    answers,
    bring,
    choose,
    entries,
    now,
    options,
    press_option,
    rate,
    rating,
    saved,
    status,
    undo,
    unfold,
)
from tests.support.paper import sheets, squashed
from tests.support.reader import Reader
from tests.support.server import serve
from tests.support.short import ALL, ITEMS, KNOWLEDGE

Open = Callable[..., Reader]
NEWER = FILE.with_name("version-2.json")
REMOVED = "can-help"


def file_of(page: Page, name: str = "a.json") -> dict[str, Any]:
    """What the page saves, to be given to a page."""
    return {"name": name, "mimeType": "application/json", "buffer": json.dumps(saved(page)).encode()}


def test_what_was_entered_before_the_programs_came_is_stored(reader: Open) -> None:
    window = reader(fresh=True, service_workers="block")
    held: list[Route] = []
    come = Event()
    window.page.route(
        "**/self_assessment/**/*.js", lambda route: route.continue_() if come.is_set() else held.append(route)
    )
    window.page.goto(window.base + CHECKLIST, wait_until="commit")
    for item in ("P1", f"K{KNOWLEDGE}"):
        window.page.locator(f"[name={item}][value=not-yet]").check()
    window.page.locator("[name=P2-note]").fill("early")
    window.page.wait_for_timeout(500)
    assert held
    come.set()
    for route in held:
        route.continue_()

    page = window.page
    expect(page.locator("[data-status]")).to_have_text(f"2 of {ITEMS} rated")
    expect(status(page)).to_contain_text("Saved ")
    page.reload()
    expect(page.locator("[data-status]")).to_have_text(f"2 of {ITEMS} rated")
    assert rating(page, "P1") == "not-yet"
    assert answers(page)["contact-centre/P2"] == {"note": "early"}


def add(page: Page, file: dict[str, Any], how: str = "Add to my answers") -> str:
    """Open a file; what the dialog said before, with everything it lists."""
    dialog = choose(page, file)
    for summary in dialog.locator("summary").all():
        summary.click()
    told = dialog.inner_text()
    dialog.get_by_role("button", name=how).click()
    expect(dialog).to_be_hidden()
    return told


def name_yourself(page: Page, name: str) -> None:
    options(page)
    page.get_by_role("textbox", name="Name", exact=True).fill(name)


def withdraw_level(window: Reader) -> None:
    """From now on the scale lacks its highest level."""

    def without(text: str) -> str:
        data = json.loads(text)
        data["scale"]["levels"] = [level for level in data["scale"]["levels"] if level["id"] != REMOVED]
        return json.dumps(data)

    def on_page(html: str) -> str:
        html = re.sub(r'(?<=<script type="application/json">).*?(?=</script>)', lambda found: without(found[0]), html)
        return re.sub(rf'<label class="choice">(?:(?!</label>).)*value="{REMOVED}".*?</label>', "", html)

    plant(window, CHECKLIST, on_page)
    plant(window, "my-progress/suite.json", without)


# --- undo takes back one act ---


def test_undoing_an_opened_file_leaves_what_was_rated_since(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    bring(page)
    for item in ("P4", "P5", "P6"):
        rate(page, item, "with-support")
    other = another(window).goto("manage-communications/checklist/")
    rate(other, "P1", "on-my-own")

    undo(page, "Undo open file")

    assert [rating(page, item) for item in ("P3", "P4", "P5", "P6")] == [None, *["with-support"] * 3]
    assert rating(other, "P1") == "on-my-own"
    kept = now(saved(page))
    assert sum(fields.get("rating") is not None for fields in kept.values()) == 4


@pytest.mark.slow
def test_undoing_a_deletion_leaves_what_was_rated_since_in_any_tab(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "with-support")
    other = another(window).goto(CHECKLIST)
    press_option(page, "Delete my answers")
    page.get_by_role("dialog").get_by_role("button", name="Delete my answers").click()
    expect(other.locator("[data-status]")).to_have_text(f"0 of {ITEMS} rated")
    rate(page, "P9", "on-my-own")
    rate(other, "P8", "not-yet")
    expect(status(other)).to_contain_text("Saved ")

    undo(page, "Undo delete")

    for one in (page, other):
        expect(one.locator("[data-status]")).to_have_text(f"3 of {ITEMS} rated")
        assert [rating(one, item) for item in ("P1", "P8", "P9")] == ["with-support", "not-yet", "on-my-own"]


def test_undoing_a_new_round_leaves_what_was_rated_in_it(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "with-support")
    options(page)
    page.get_by_role("button", name="Start a new round").click()
    rate(page, "P5", "not-yet")

    undo(page, "Undo new round")

    assert [rating(page, "P1"), rating(page, "P5")] == [None, "not-yet"]
    options(page)
    page.get_by_role("combobox", name="Round", exact=True).select_option(label="Round 1, " + today(page))
    assert [rating(page, "P1"), rating(page, "P5")] == ["with-support", None]


def today(page: Page) -> str:
    day: str = page.evaluate(
        "new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })"
    )
    return day


@pytest.mark.slow
def test_a_deletion_can_be_undone_after_choosing_someone_else_and_on_another_day(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    name_yourself(page, "Ana")
    for name, level in (("Bo", "with-support"), ("Cy", "on-my-own")):
        page.get_by_role("button", name="Add another person").click()
        page.get_by_role("textbox", name="Name", exact=True).fill(name)
        rate(page, "P1", level)
    press_option(page, "Delete my answers")
    page.get_by_role("dialog").get_by_role("button", name="Delete my answers").click()
    options(page)
    page.get_by_role("combobox", name="Whose answers").select_option("Bo")
    assert rating(page, "P1") == "with-support"

    page = window.goto(PROGRESS)
    options(page)
    page.get_by_text("Deleted answers: 1").click()
    page.get_by_role("button", name="Bring back: Answers of Cy").click()

    page = window.goto(CHECKLIST)
    expect(page.locator(WHO)).to_contain_text("Cy")
    assert rating(page, "P1") == "on-my-own"


@pytest.mark.slow
def test_erasing_what_was_entered_since_a_deletion_leaves_what_was_deleted(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    note = page.locator("[name=P1-note]")
    unfold(page, "P1")
    note.fill("meant to stay")
    press_option(page, "Delete my answers")
    page.get_by_role("dialog").get_by_role("button", name="Delete my answers").click()
    expect(note).to_have_value("")
    note.fill("a slip")
    note.fill("")
    page.get_by_role("button", name="Earlier values of P1").click()
    page.get_by_role("button", name="Erase values of P1").click()
    page.get_by_role("button", name="Erase all values, also the current one").click()

    undo(page, "Undo delete")

    assert answers(page)["contact-centre/P1"] == {"note": "meant to stay"}
    assert "a slip" not in page.evaluate("JSON.stringify(localStorage)")


@pytest.mark.slow
def test_two_great_acts_can_both_be_undone(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P2", "not-yet")
    bring(page)
    options(page)
    page.get_by_role("button", name="Start a new round").click()
    rate(page, "P3", "on-my-own")

    undo(page, "Undo new round")
    undo(page, "Undo open file")

    kept = now(saved(page))
    assert sorted(fields["rating"] for key, fields in kept.items() if key.startswith("answer:")) == [
        "not-yet",
        "on-my-own",
    ]


# --- clearing and removing ---


def test_clearing_a_rating_leaves_the_rest_and_can_be_undone(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    bring(page)
    before = answers(page)["contact-centre/P1"]
    page.get_by_role("button", name="Clear rating of P1").click()
    assert rating(page, "P1") is None
    assert answers(page)["contact-centre/P1"] == {name: before[name] for name in before if name != "rating"}
    undo(page, "Undo: Rating cleared.")
    assert answers(page)["contact-centre/P1"] == before

    unfold(page, "P1")
    page.get_by_role("button", name="Clear evidence, notes and assessor of P1").click()
    assert answers(page)["contact-centre/P1"] == {"rating": before["rating"]}
    undo(page, "Undo clear evidence, notes and assessor of P1")
    assert answers(page)["contact-centre/P1"] == before


def test_earlier_values_are_seen_used_again_and_erased(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "with-support")
    unfold(page, "P1")
    note = page.locator("[name=P1-note]")
    note.fill("the customer Jane Doe called")
    note.blur()
    note.fill("")
    rate(page, "P1", "on-my-own")
    old = file_of(page)
    page.get_by_role("button", name="Earlier values of P1").click()
    earlier = page.locator("#P1 .earlier")
    expect(earlier).to_contain_text("Note: the customer Jane Doe called")
    expect(earlier).to_contain_text("Rating: With support")

    earlier.get_by_role("button", name="Use again for P1: Note").click()
    expect(note).to_have_value("the customer Jane Doe called")
    note.fill("a customer called")
    earlier.get_by_role("button", name="Erase values of P1").click()
    page.get_by_role("button", name="Erase earlier values").click()

    assert "Jane" not in page.evaluate("JSON.stringify(localStorage)")
    told = add(page, old)
    assert "2 values that you erased on this device stay erased" in told
    assert "Jane" not in page.evaluate("JSON.stringify(localStorage)")
    page = window.goto(CHECKLIST)
    assert answers(page)["contact-centre/P1"] == {"rating": "on-my-own", "note": "a customer called"}


def test_what_was_removed_from_plan_and_log_is_put_back_or_erased(reader: Open) -> None:
    window = reader(fresh=True)
    bring(window.goto(CHECKLIST))
    page = window.goto(PROGRESS)
    for name in ("Remove step 1", "Remove evidence 1"):
        page.get_by_role("button", name=name).click()
    expect(page.get_by_role("group", name="Step 1")).to_have_count(0)
    undo(page, "Undo remove evidence 1")
    expect(page.get_by_role("group", name="Evidence 1")).to_be_visible()
    page = window.goto(PROGRESS)
    page.get_by_text("Removed: 1").click()
    page.get_by_role("button", name="Put back: Read the rules on recording calls").click()

    expect(page.get_by_role("group", name="Step 1").get_by_label("What I will do")).to_have_value(
        "Read the rules on recording calls"
    )
    assert len(entries(saved(page), "plan") + entries(saved(page), "evidence")) == 2


def test_erasing_a_person_leaves_nothing_and_says_so_before_a_file_brings_them_back(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "with-support")
    name_yourself(page, "Ana Berg")
    old = file_of(page)
    press_option(page, "Delete my answers")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("dialog")).to_contain_text("You cannot undo it")
    page.get_by_role("button", name="Erase for good", exact=True).click()

    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert not re.search(r"Ana|contact-centre|with-support.{0,40}clock", kept), kept
    assert rating(window.goto(CHECKLIST), "P1") is None
    assert "Opening the file brings them back." in add(page, old, "Open as Ana Berg")
    assert rating(page, "P1") == "with-support"


# --- files ---


def test_rounds_of_two_devices_stay_apart(reader: Open) -> None:
    one, two = reader(fresh=True).goto(CHECKLIST), reader(fresh=True).goto(CHECKLIST)
    rate(one, "P1", "not-yet")
    add(two, file_of(one))
    for page, name, level in ((one, "Spring at work", "with-support"), (two, "Autumn at home", "can-help")):
        options(page)
        page.get_by_role("button", name="Start a new round").click()
        page.get_by_role("textbox", name="Name of this round").fill(name)
        rate(page, "P1", level)

    told = add(one, file_of(two))

    assert "1 answer, 1 round added, nothing changed" in told
    kept = now(saved(one))
    names = {fields.get("name") for key, fields in kept.items() if key.startswith("round:")}
    assert names == {None, "Spring at work", "Autumn at home"}
    assert sorted(fields["rating"] for key, fields in kept.items() if key.startswith("answer:")) == [
        "can-help",
        "not-yet",
        "with-support",
    ]


def test_a_file_of_another_device_can_go_into_the_round_of_this_one(reader: Open) -> None:
    one, two = reader(fresh=True).goto(CHECKLIST), reader(fresh=True).goto(CHECKLIST)
    rate(one, "P1", "not-yet")
    rate(two, "P2", "can-help")
    dialog = choose(one, file_of(two))
    dialog.get_by_role("combobox").select_option(label="add to my round “Round 1”")
    expect(dialog).to_contain_text("1 answer added, nothing changed")
    dialog.get_by_role("button", name="Add to my answers").click()

    assert [rating(one, "P1"), rating(one, "P2")] == ["not-yet", "can-help"]
    assert len([key for key in now(saved(one)) if key.startswith("round:")]) == 1


@pytest.mark.slow
def test_both_texts_of_a_step_changed_on_two_devices_are_there(reader: Open) -> None:
    first, second = reader(fresh=True), reader(fresh=True)
    page = first.goto(PROGRESS)
    page.get_by_role("button", name="Add a step").click()
    page.get_by_role("group", name="Step 1").get_by_label("What I will do").fill("Ask Mo")
    other = second.goto(PROGRESS)
    add(other, file_of(page))
    other.get_by_role("group", name="Step 1").get_by_label("What I will do").fill("Ask Mo about the phone")
    other.get_by_role("group", name="Step 1").get_by_label("Target date").fill("2026-12-24")
    mine = page.get_by_role("group", name="Step 1").get_by_label("What I will do")
    mine.fill("Listen")

    told = add(page, file_of(other))

    assert "Target date: 24 December 2026" in told
    shown = page.get_by_role("group", name="Step 1").get_by_label("What I will do").input_value()
    lost = ({"Listen", "Ask Mo about the phone"} - {shown}).pop()
    assert lost in told
    (step,) = entries(saved(page), "plan")
    assert step["what"] == shown
    page.get_by_role("group", name="Step 1").get_by_text("Earlier values").click()
    expect(page.get_by_role("group", name="Step 1").locator(".earlier")).to_contain_text(lost)


@pytest.mark.slow
def test_a_clock_that_was_set_back_decides_nothing(reader: Open) -> None:
    window = reader(fresh=True)
    window.page.clock.install(time="2026-11-30T12:00:00")
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    old = file_of(page)
    page.clock.set_fixed_time("2026-11-29T12:00:00")
    rate(page, "P1", "can-help")

    told = add(page, old)

    assert "nothing changed" in told
    assert rating(page, "P1") == "can-help"


def test_the_file_of_someone_else_is_first_offered_as_theirs(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    name_yourself(page, "Bo")
    rate(page, "P1", "not-yet")
    dialog = choose(page, FILE)
    expect(dialog).to_contain_text("The answers in the file belong to Anna. This page now shows the answers of Bo.")
    expect(dialog.get_by_role("button", name="Open as Anna")).to_be_focused()
    page.keyboard.press("Enter")

    assert rating(page, "P1") == "on-my-own"
    again = file_of(page)
    options(page)
    page.get_by_role("combobox", name="Whose answers").select_option("Bo")
    assert rating(page, "P1") == "not-yet"
    dialog = choose(page, again)
    expect(dialog.get_by_role("button", name="Add to the answers of Anna")).to_be_focused()


@pytest.mark.slow
def test_the_dialog_says_what_replacing_does_to_newer_and_missing_values(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    old = file_of(page)
    rate(page, "P1", "on-my-own")
    rate(page, "P2", "on-my-own")
    unfold(page, "P1")
    page.locator("[name=P1-note]").fill("Ask Mo")

    told = add(page, old, "Replace my answers")

    assert "If you add the file to your answers: nothing added, nothing changed." in told
    assert "If you replace your answers: nothing added, 1 answer changed, 1 answer cleared." in told
    changed, cleared = told.split("Changed if you replace your answers")[1].split("Cleared if you replace")
    assert "Rating: On my own → Not yet" in changed
    assert "Note: Ask Mo → nothing" in cleared
    assert answers(page) == {"contact-centre/P1": {"rating": "not-yet"}}


@pytest.mark.slow
def test_the_dialog_says_what_changes_for_the_person_of_the_file(reader: Open) -> None:
    mine, theirs = reader(fresh=True).goto(CHECKLIST), reader(fresh=True).goto(CHECKLIST)
    name_yourself(mine, "Ana")
    rate(mine, "P1", "not-yet")
    add(theirs, file_of(mine), "Open as Ana")
    rate(theirs, "P1", "on-my-own")
    rate(theirs, "P7", "on-my-own")
    page = mine
    page.get_by_role("button", name="Add another person").click()
    rate(page, "P2", "not-yet")

    told = add(page, file_of(theirs), "Add to the answers of Ana")

    assert "If you add the file to the answers of Ana: 1 answer added, 1 answer changed." in told
    # Of two names, the one that was entered later stays. In one second, either may.
    assert re.search("add the file to your answers: 2 answers, 1 round added, (nothing|1 name) changed", told)
    assert "Rating: Not yet → On my own" in told.split("Changed in the answers of Ana")[1].split("Added to")[0]
    for item in ("P1", "P7"):
        expect(page.locator(f"[name={item}][value=on-my-own]")).to_be_checked()


def test_a_file_saved_between_deleting_and_bringing_back_is_offered_as_the_same_person(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    name_yourself(page, "Ana")
    press_option(page, "Delete my answers")
    page.get_by_role("dialog").get_by_role("button", name="Delete my answers").click()
    rate(page, "P1", "not-yet")
    between = file_of(page)
    undo(page, "Undo delete")
    page.get_by_role("button", name="Add another person").click()

    dialog = choose(page, between)

    expect(dialog.get_by_role("button", name="Add to the answers of Ana")).to_be_focused()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", lambda text: text.encode()),
        ("a", lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()),
        ("a.json.txt", lambda text: text.encode("utf-16")),
        ("a.json", lambda text: json.dumps(json.loads(text), ensure_ascii=False).encode("cp1252")),
    ],
)
def test_a_file_opens_whatever_it_is_called_and_whoever_saved_it_again(
    reader: Open, name: str, text: Callable[[str], bytes]
) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    content = FILE.read_text("utf-8").replace('"Anna"', '"Bérg"')
    assert page.locator("input[type=file]").get_attribute("accept") is None

    add(page, {"name": name, "mimeType": "text/plain", "buffer": text(content)})

    expect(page.locator(WHO)).to_contain_text("Bérg")


def test_a_file_counts_as_saved_only_once_the_learner_says_so(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    page = window.goto(PROGRESS)
    expect(page.locator(".advice")).to_have_text("Save to a file as well, in case your browser clears its data.")
    saved(page)
    expect(status(page)).to_contain_text("Check that the file is in your downloads.")
    page = window.goto(PROGRESS)
    expect(page.locator(".advice")).to_be_visible()

    saved(page)
    page.get_by_role("button", name="Confirm the file is saved").click()

    expect(status(page)).to_have_text(re.compile(r"^Saved at \d\d:\d\d\.$"))
    expect(page.locator(".advice")).to_be_hidden()


def test_a_files_name_has_the_persons_name_and_the_day_here(reader: Open) -> None:
    window = reader(fresh=True, timezone_id="Pacific/Auckland")
    window.page.clock.install(time="2026-11-29T11:30:00Z")
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    name_yourself(page, "Ana Berg")
    expect(page.locator("[data-written=date]")).to_have_text("30 November 2026")

    with page.expect_download() as download:
        page.locator(".saved").get_by_role("button", name="Save to a file").click()

    assert download.value.suggested_filename == "self-assessment-Ana-Berg-2026-11-30.json"


# --- limits ---


def test_a_text_that_is_too_long_is_told_and_never_cut(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    unfold(page, "P1")
    note = page.locator("[name=P1-note]")
    note.fill("x" * 19_000)
    expect(page.locator("#P1 .limit")).to_have_text("19,000 of 20,000 characters.")
    note.fill("y" * 50_000)

    expect(page.locator("#P1 .limit")).to_contain_text("50,000 characters. Shorten the text to 20,000.")
    expect(status(page)).to_contain_text("A text is too long and is not saved.")
    assert note.input_value() == "y" * 50_000
    rate(page, "P1", "not-yet")
    assert note.input_value() == "y" * 50_000
    note.fill("y" * 20_000)
    expect(status(page)).to_contain_text("Saved ")
    assert answers(page)["contact-centre/P1"]["note"] == "y" * 20_000


@pytest.mark.slow
def test_a_file_with_a_text_that_is_too_long_is_refused_whole(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    file = json.loads(FILE.read_text("utf-8"))
    answer = file["rounds"][0]["answers"]["contact-centre/P1"]
    answer["note"] = "x" * 5_001
    add(page, {"name": "a", "mimeType": "text/plain", "buffer": json.dumps(file).encode()})
    kept = now(saved(page))
    assert kept["answer:1:contact-centre/P1"]["note"] == "x" * 5_001

    answer["note"] = "x" * 20_001
    dialog = choose(page, {"name": "a", "mimeType": "text/plain", "buffer": json.dumps(file).encode()})
    expect(dialog).to_contain_text("This file has a text of 20001 characters.")


def test_a_text_that_is_too_long_goes_into_no_other_round(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    options(page)
    page.get_by_role("button", name="Start a new round").click()
    unfold(page, "P1")
    note = page.locator("[name=P1-note]")
    note.fill("x" * 20_500)

    page.get_by_role("combobox", name="Round", exact=True).select_option(label="Round 1, " + today(page))

    notice = page.get_by_role("dialog", name="Name and round")
    expect(notice).to_contain_text("A text on this page is too long and is not saved. Shorten it first.")
    notice.get_by_role("button", name="Close").click()
    expect(page.locator(WHO)).to_contain_text("Round 2")
    note.fill("x" * 10)
    page.get_by_role("combobox", name="Round", exact=True).select_option(label="Round 1, " + today(page))
    expect(page.locator(WHO)).to_contain_text("Round 1")
    assert note.input_value() == ""


def test_the_other_round_is_shown_even_right_after_a_letter(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    options(page)
    page.get_by_role("button", name="Start a new round").click()
    unfold(page, "P1")
    rounds = page.get_by_role("combobox", name="Round", exact=True)

    # In one go, so that the page has no time to show the letter as stored.
    rounds.evaluate("""rounds => {
      const note = document.querySelector("[name=P1-note]");
      note.value = "x";
      note.dispatchEvent(new Event("input", { bubbles: true }));
      rounds.selectedIndex = [...rounds.options].findIndex((one) => one.text.startsWith("Round 1"));
      rounds.dispatchEvent(new Event("change", { bubbles: true }));
    }""")

    expect(page.locator(WHO)).to_contain_text("Options: Round 1")
    assert page.locator("[name=P1-note]").input_value() == ""
    assert [fields["note"] for fields in now(saved(page)).values() if fields.get("note")] == ["x"]


def test_a_year_of_two_digits_is_saved_and_a_date_that_is_not_saved_does_not_stay(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(PROGRESS)
    page.get_by_role("button", name="Add a step").click()
    date = page.get_by_label("Target date")
    date.fill("0026-12-24")
    date.blur()

    assert date.input_value() == "2026-12-24"
    expect(page.get_by_role("button", name="Download dates for my calendar")).to_be_visible()
    assert entries(saved(page), "plan")[0]["by"] == "2026-12-24"
    date.fill("0202-12-24")
    date.blur()
    assert date.input_value() == "2026-12-24"


# --- other editions ---


@pytest.mark.slow
def test_a_rating_whose_level_the_scale_lost_is_kept_and_shown_as_what_it_is(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    for item, level in (("P1", REMOVED), ("P2", REMOVED), ("P4", "on-my-own")):
        rate(page, item, level)
    old = file_of(page)
    withdraw_level(window)
    page = window.goto(CHECKLIST)

    note = page.locator("#P1 [data-live]")
    expect(note).to_have_text("Your rating, I can help others, is no longer on the scale. Rate this item again.")
    expect(page.locator("[data-status]")).to_have_text(f"1 of {ITEMS} rated")
    options(page)
    page.get_by_label("Show").select_option("Not rated")
    assert page.locator("#P1").is_visible()
    progress = another(window)
    withdraw_level(progress)
    shown = progress.goto(PROGRESS)
    expect(shown.locator("my-progress .lead")).to_have_text(
        f"1 of {ALL} items rated. 1 ready, 0 need practice. This is your own view, not an assessment decision."
    )
    told = add(page, old)
    assert "could not be read" not in told
    fresh = reader(fresh=True)
    withdraw_level(fresh)
    assert "Rating: I can help others" in add(fresh.goto(CHECKLIST), old)
    add(page, old, "Replace my answers")
    assert answers(page)["contact-centre/P1"]["rating"] == REMOVED


@pytest.mark.slow
def test_rating_again_after_the_wording_changed_can_be_undone(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    file = file_of(page)
    file["buffer"] = re.sub(rb'"mark": "[0-9a-f]{8}"', b'"mark": "01234567"', file["buffer"])
    page = reader(fresh=True).goto(CHECKLIST)
    add(page, file)

    page.get_by_role("button", name="Rate again").click()
    assert rating(page, "P1") is None
    undo(page, "Undo clear rating of P1")

    assert rating(page, "P1") == "not-yet"


def test_a_method_that_the_site_lost_is_shown_as_what_it_is(reader: Open) -> None:
    page = reader(fresh=True).goto(PROGRESS)
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_label("Assessment method").select_option(index=1)
    file = file_of(page)
    method = entries(json.loads(file["buffer"]), "evidence")[0]["method"]
    file["buffer"] = file["buffer"].replace(f'"{method}"'.encode(), b'"telepathy"')
    page = reader(fresh=True).goto(PROGRESS)
    add(page, file)

    expect(page.get_by_label("Assessment method").locator("option:checked")).to_have_text(
        "telepathy, no longer on this site"
    )


@pytest.mark.slow
def test_the_other_address_of_a_moved_site_offers_its_answers(reader: Open, site: Path) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "with-support")
    name_yourself(page, "Ana")
    stored = page.evaluate("Object.entries(localStorage)")
    with serve(site, "/new/") as base:
        moved = reader(base, fresh=True)
        moved.goto("about/")
        moved.page.evaluate("(all) => all.forEach(([key, text]) => localStorage.setItem(key, text))", stored)
        page = moved.goto(CHECKLIST)
        offer = page.get_by_text("This device has answers of Ana to 1 item of these standards")
        expect(offer).to_contain_text("(/some/where/)")
        assert rating(page, "P1") is None

        page.get_by_role("button", name="Copy these answers here").click()
        page.get_by_role("button", name="Add to my answers").click()

        assert rating(page, "P1") == "with-support"
        expect(offer).to_be_hidden()
        page = moved.goto(CHECKLIST)
        expect(page.locator(WHO)).to_contain_text("Ana")
        expect(offer).to_be_hidden()

        # Somebody goes on at the old address: first with an item that was copied, then with the plan.
        put = "(all) => all.forEach(([key, text]) => localStorage.setItem(key, text))"
        page = window.goto(CHECKLIST)
        rate(page, "P1", "not-yet")
        moved.page.evaluate(put, page.evaluate("Object.entries(localStorage)"))
        expect(moved.goto(CHECKLIST).get_by_text("This device has answers of Ana to 1 item")).to_be_visible()
        page = window.goto(PROGRESS)
        page.get_by_role("checkbox", name="Select contact-centre/P1").check()
        page.get_by_role("button", name="Add to my action plan").click()
        stored = page.evaluate("Object.entries(localStorage).filter(([key]) => !key.includes(':answer:'))")
        moved = reader(base, fresh=True)
        moved.goto("about/")
        moved.page.evaluate(put, stored)
        expect(moved.goto(CHECKLIST).get_by_text("This device has answers of Ana to 1 item")).to_be_visible()


V1: dict[str, dict[str, Any]] = {
    "1:info": {"made": "2026-11-22", "name": "Ana", "saved": "2026-11-22T16:00:00.000Z"},
    "1:round:1": {"id": "1", "started": "2026-11-22"},
    "1:round:2": {"id": "2", "started": "2026-11-23", "assessor": "Mo"},
    "1:answer:1:contact-centre/P1": {"rating": "not-yet", "mark": "2a5adc51", "at": "2026-11-22T14:00:00.000Z"},
    "1:answer:2:contact-centre/P1": {
        "rating": "on-my-own",
        "mark": "2a5adc51",
        "at": "2026-11-23T14:00:00.000Z",
        "note": "a\nb",
        "assessor": {"rating": "with-support", "at": "2026-11-24T14:00:00.000Z"},
    },
    "1:words:2a5adc51": {"words": "identify and greet customers following organisational guidelines"},
    "1:plan:ab": {"id": "ab", "items": ["contact-centre/P1"], "what": "Ask", "at": "2026-11-24T14:00:00.000Z"},
    "1:evidence:cd": {"id": "cd", "items": [], "title": "Letter", "at": "2026-11-24T14:00:00.000Z"},
    "77aa:info": {"name": "Bo"},
    "77aa:answer:1:contact-centre/P2": {"rating": "can-help", "at": "2026-11-22T14:00:00.000Z"},
    "chosen": {"person": "1"},
}


def test_what_the_first_version_stored_is_taken_over_whole_and_goes_on_being(reader: Open) -> None:
    window = reader(fresh=True)
    window.goto("about/")
    put = "([key, record]) => localStorage.setItem(`standards:/some/where/:v1:${key}`, JSON.stringify(record))"
    for pair in V1.items():
        window.page.evaluate(put, list(pair))
    page = window.goto(CHECKLIST)
    expect(page.locator(WHO)).to_contain_text("Ana · Round 2, 23 November 2026")
    assert rating(page, "P1") == "on-my-own"
    kept = now(saved(page))
    assert kept["answer:2.2026-11-23:contact-centre/P1"] == {
        "rating": "on-my-own",
        "note": "a\nb",
        "assessor.rating": "with-support",
    }
    assert [kept["plan:ab"], kept["evidence:cd"]["title"]] == [{"contact-centre/P1": True, "what": "Ask"}, "Letter"]

    # A page of the first version is still open, and its learner goes on.
    old = another(window).goto("about/")
    changed = {**V1["1:answer:2:contact-centre/P1"], "rating": "can-help", "at": "2026-11-30T14:00:00.000Z"}
    old.evaluate(put, ["1:answer:2:contact-centre/P1", changed])
    expect(page.locator("[name=P1][value=can-help]")).to_be_checked()
    rate(page, "P1", "with-support")
    assert rating(window.goto(CHECKLIST), "P1") == "with-support"
    options(page)
    page.get_by_role("combobox", name="Whose answers").select_option("Bo")
    assert rating(page, "P2") == "can-help"


def test_what_a_newer_version_wrote_is_kept_shown_and_saved_again(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    file = json.loads(NEWER.read_text("utf-8"))
    stamp = {"clock": 1, "by": "0a1b2c3d4e5f.9f00", "at": "2026-11-30T06:00:00Z"}
    file["colour"] = "green"
    file["levels"]["expert"] = {"criterion": "Expert", "knowledge": "Expert"}
    file["records"]["form:t3:1"] = {"date": [{"value": "2026-11-30", **stamp}]}
    mood = [{"value": "calm", **stamp}]
    file["records"]["answer:2.2026-11-22:contact-centre/P4"] = {
        "rating": [{"value": "expert", **stamp, "mark": "7970db06"}],
        "mood": mood,
    }
    add(page, {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(file).encode()})
    expect(page.locator("#P4 [data-live]")).to_contain_text("Your rating, Expert, is no longer on the scale.")
    rate(page, "P4", "on-my-own")

    kept = saved(page)

    assert kept["colour"] == "green"
    assert kept["records"]["form:t3:1"] == file["records"]["form:t3:1"]
    (p4,) = [record for key, record in kept["records"].items() if key.endswith("contact-centre/P4")]
    assert p4["mood"] == mood
    assert [step["value"] for step in p4["rating"]] == ["expert", "on-my-own"]
    assert kept["levels"]["expert"]["criterion"] == "Expert"


@pytest.mark.slow
def test_answers_to_a_standard_that_the_site_lost_are_listed_and_saved(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "with-support")
    rate(window.goto("manage-communications/checklist/"), "P2", "on-my-own")

    def without(text: str) -> str:
        data = json.loads(text)
        data["standards"] = [one for one in data["standards"] if one["id"] != "contact-centre"]
        return json.dumps(data)

    plant(window, "my-progress/suite.json", without)
    page = window.goto(PROGRESS)

    section = page.locator("section", has=page.locator("#gone"))
    expect(section).to_contain_text("contact-centre/P1: identify and greet customers")
    expect(section).to_contain_text("This item is not on this site.")
    expect(section).to_contain_text("Your answer: With support")
    expect(page.locator("my-progress .lead")).to_contain_text(f"1 of {ALL - ITEMS} items rated.")
    assert answers(page)["contact-centre/P1"]["rating"] == "with-support"


def test_a_part_of_a_checklist_says_on_paper_that_it_is_one(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    for item in ("P1", "P2"):
        rate(page, item, "with-support")
    assert "Thisispartof" not in squashed(" ".join(sheets(page)))
    options(page)
    page.get_by_label("Show").select_option("Needs practice")

    printed = squashed(" ".join(sheets(page)))

    assert f"Thisispartofthechecklist.Needspractice:2of{ITEMS}items(P1,P2)." in printed


@pytest.mark.slow
def test_the_calendar_follows_a_step_that_is_moved_done_or_removed(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(PROGRESS)
    expect(page.get_by_role("button", name="Download dates for my calendar")).to_have_count(0)
    page.get_by_role("button", name="Add a step").click()
    step = page.get_by_role("group", name="Step 1")
    step.get_by_label("What I will do").fill("Listen")
    step.get_by_label("Target date").fill("2026-12-24")
    page = window.goto(PROGRESS)
    first = calendar(page)
    page.get_by_role("group", name="Step 1").get_by_label("Target date").fill("2026-12-31")
    page = window.goto(PROGRESS)
    moved = calendar(page)
    page.get_by_role("group", name="Step 1").get_by_label("Done").check()
    page = window.goto(PROGRESS)
    done = calendar(page)
    page.get_by_role("button", name="Remove step 1").click()
    page = window.goto(PROGRESS)
    removed = calendar(page)

    events = [first, moved, done, removed]
    assert [event["DTSTART;VALUE=DATE"] for event in events] == ["20261224", "20261231", "20261231", "20261231"]
    assert [event["STATUS"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CANCELLED"]
    assert len({event["UID"] for event in events}) == 1
    order = [int(event["SEQUENCE"]) for event in events]
    assert order == sorted(set(order))


def calendar(page: Page) -> dict[str, str]:
    """The fields of the one event of the calendar file."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download dates for my calendar").click()
    lines = Path(download.value.path()).read_bytes().decode().split("\r\n")
    return dict(line.split(":", 1) for line in lines if ":" in line)


# --- several tabs ---


def test_one_tab_never_changes_whose_answers_another_shows(reader: Open) -> None:
    window = reader(fresh=True)
    mine = window.goto(CHECKLIST)
    rate(mine, "P1", "not-yet")
    theirs = another(window)
    page = theirs.goto(CHECKLIST)
    options(page)
    page.get_by_role("button", name="Add another person").click()
    page.get_by_role("textbox", name="Name", exact=True).fill("Bo")
    rate(page, "P1", "can-help")

    assert rating(mine, "P1") == "not-yet"
    assert rating(window.goto(CHECKLIST), "P1") == "not-yet"
    assert rating(theirs.goto(CHECKLIST), "P1") == "can-help"
    window.goto(PROGRESS)
    expect(window.page.locator(WHO)).to_contain_text("no name")
