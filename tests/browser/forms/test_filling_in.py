"""A form is filled in on screen: what is written stays on the device, is printed whole, and can be undone."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from competence_standards.forms.form import FilledForm
from competence_standards.forms.places import Place
from tests.conftest import plant
from tests.support.forms import NAME, STANDARD, by_address, detail, faults_of_form, header
from tests.support.learner import BLOCKED, FULL, another, choose, now, options, press_option, saved, status, undo
from tests.support.paper import printed, squashed
from tests.support.reader import WIDTHS, Reader

Open = Callable[..., Reader]
OBSERVATION, LOG, DECISION = (
    f"{STANDARD}/forms/observation-record/",
    "forms/evidence-index/",
    f"{STANDARD}/forms/judgement-and-declaration/",
)
ACCOUNT = "what-i-saw-and-heard.my-account.1"
WORDS = "She read the policy back to the caller."


def place(page: Page, name: str) -> Locator:
    """Return the control of a place. A choice has several."""
    return page.locator(f"form [name='{name}']")


def write(page: Page, name: str, text: str) -> None:
    place(page, name).fill(text)


def start(page: Page, number: str = "7") -> str:
    """Start a record. Return its id, once the address names it."""
    write(page, "head.number", number)
    expect(page).to_have_url(re.compile("#record="))
    expect(status(page)).to_contain_text("Saved at")
    found = re.fullmatch(r".*#record=([a-z0-9]+)", page.url)
    assert found
    return found[1]


def said(page: Page, name: str) -> str:
    return place(page, name).input_value()


def tools(page: Page) -> Locator:
    return page.locator(".records")


def names(page: Page) -> list[str]:
    """Return what each record in the list above the form is called."""
    return tools(page).locator("ul.ways a").all_text_contents()


def press(page: Page, name: str) -> None:
    tools(page).get_by_role("button", name=name, exact=True).click()


# --- every place ---


def worth(one: Place, number: int) -> str | bool:
    """Return a value for a place, different from those of other places, and short enough for a margin."""
    match one.kind:
        case "date":
            return "2026-11-20"
        case "time":
            return "14:30"
        case "tick":
            return True
        case "choice":
            return one.options[-1]
        case _:
            return f"text {number}."


def enter(page: Page, values: dict[str, str | bool]) -> None:
    """Enter values as a learner does, but all at once: typing into hundreds of places would take minutes."""
    page.evaluate(
        """(values) => {
          for (const [name, value] of Object.entries(values)) {
            const all = [...document.querySelectorAll(`form [name="${name}"]`)];
            const one = all.find((control) => control.value === value) ?? all[0];
            if (one.type === "checkbox" || one.type === "radio") one.click();
            else {
              one.value = value;
              one.dispatchEvent(new Event("input", { bubbles: true }));
            }
          }
        }""",
        values,
    )


SHOWN = """
Object.fromEntries([...document.querySelectorAll("form.record [name]")].flatMap((one) => {
  if (one.type === "radio") return one.checked ? [[one.name, one.value]] : [];
  if (one.type === "checkbox") return one.checked ? [[one.name, true]] : [];
  return one.value ? [[one.name, one.value]] : [];
}))
"""


def every_form() -> Iterator[Any]:
    """The page of each form. One that has only the kinds of places of those before it is slow."""
    seen: set[tuple[str, str]] = set()
    for address, form in by_address().items():
        has = {(block.kind, one.kind) for block in form.blocks for one in block.places}
        yield pytest.param(address, marks=[pytest.mark.slow] if has <= seen else [], id=form.code)
        seen |= has


@pytest.mark.parametrize("where", list(every_form()))
def test_each_place_of_a_form_has_a_control_and_is_found_again_and_printed(reader: Open, where: str) -> None:
    form = by_address()[where]
    window = reader(fresh=True)
    page = window.goto(where)
    signed = [one.name for block in form.blocks if block.kind == "signatures" for one in block.places]
    signatures = {name for name in signed if name.endswith(".signature")}
    values = {one.name: worth(one, at) for at, one in enumerate(form.places) if one.name not in signatures}
    # A detail is the same at each of its places.
    for one in form.places:
        if one.header and one.name not in signatures:
            first = next(other.name for other in form.places if other.header == one.header)
            values[one.name] = values[first]
    on_page = set(page.evaluate("[...document.querySelectorAll('form.record [name]')].map(({ name }) => name)"))
    assert on_page == set(values)

    enter(page, values)
    expect(status(page)).to_contain_text("Saved at")
    page.reload()
    expect(place(page, "head.number")).to_have_value(str(values["head.number"]))
    assert page.evaluate(SHOWN) == values
    sheets = printed(page)
    paper = "".join(text for _, text in sheets)
    dated = {name: "20 November 2026" if value == "2026-11-20" else value for name, value in values.items()}
    lost = [name for name, value in dated.items() if isinstance(value, str) and squashed(value) not in paper]
    assert [name for name in lost if form_kind(form, name) != "choice"] == []
    ticks = sum(one.kind == "tick" or (one.kind == "choice" and drawn(page, one.name)) for one in form.places)
    assert paper.count("✕") == ticks
    # A cross is no word of its row.
    assert list(faults_of_form(page, form, [(size, text.replace("✕", "")) for size, text in sheets])) == []


def form_kind(form: FilledForm, name: str) -> str:
    return next(one.kind for one in form.places if one.name == name)


def drawn(page: Page, name: str) -> bool:
    """Whether a choice has boxes, and not a list."""
    return bool(page.locator(f"form [type=radio][name='{name}']").count())


def test_a_place_has_the_label_that_a_reader_hears(reader: Open) -> None:
    page = reader(fresh=True).goto(OBSERVATION)
    heard = page.get_by_label("P1: Shown", exact=True)
    expect(heard).to_have_attribute("name", "what-the-accoun-a897.P1.shown")
    expect(page.get_by_label("Row 2: Answer", exact=True)).to_have_attribute("name", "questions-asked.2.answer")
    expect(page.get_by_label("Date of the activity", exact=True)).to_have_attribute("type", "date")
    expect(page.get_by_role("radiogroup", name="The work was")).to_be_visible()
    # A signature is written on paper.
    expect(page.get_by_text("Sign on paper").first).to_be_visible()
    assert "Signonpaper" not in "".join(text for _, text in printed(page))


# --- it stays ---


def test_what_is_written_is_there_after_leaving_and_after_going_back(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    record = start(page)
    write(page, ACCOUNT, WORDS)
    page.get_by_label("real work").check()
    page.goto(window.base + "about/")
    page.go_back()
    expect(place(page, ACCOUNT)).to_have_value(WORDS)
    expect(page.get_by_label("real work")).to_be_checked()

    # By the menu, a page begins with a blank form. What is written is in the list, and nothing of it is copied.
    page = window.goto("about/")
    page = window.goto(OBSERVATION)
    expect(tools(page)).to_contain_text("This device has 1 record of this form.")
    assert said(page, ACCOUNT) == ""
    tools(page).get_by_role("link", name="No. 7").click()
    expect(place(page, ACCOUNT)).to_have_value(WORDS)
    assert page.url.endswith(f"#record={record}")


def test_nothing_is_stored_before_something_is_written(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    detail(page, "candidate").fill(NAME)
    expect(place(page, "head.candidate")).to_have_value(NAME)
    write(page, ACCOUNT, "")
    page.goto(window.base + LOG)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':v2:'))") == []


def test_what_was_typed_before_the_program_came_is_kept(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.page
    waiting: list[Any] = []
    page.route("**/form-record.js", lambda route: waiting.append(route), times=1)  # noqa: PLW0108 - Playwright counts its arguments
    page.goto(window.base + OBSERVATION, wait_until="commit")
    place(page, ACCOUNT).wait_for()
    write(page, ACCOUNT, WORDS)
    page.wait_for_timeout(300)
    waiting[0].continue_()
    expect(page).to_have_url(re.compile("#record="))
    page.reload()
    expect(place(page, ACCOUNT)).to_have_value(WORDS)


def test_two_windows_with_one_record_agree(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    record = start(page)
    other = another(window).goto(f"{OBSERVATION}#record={record}")
    write(page, ACCOUNT, WORDS)
    expect(place(other, ACCOUNT)).to_have_value(WORDS)
    write(other, "when-and-where.place", "Leeds")
    expect(place(page, "when-and-where.place")).to_have_value("Leeds")
    assert said(page, ACCOUNT) == WORDS
    # A window with a blank form stores a record of its own, and both are there.
    third = another(window).goto(OBSERVATION)
    start(third, "8")
    expect(tools(page)).to_contain_text("No. 8")
    assert said(page, "head.number") == "7"


def test_several_records_of_one_form_stay_apart(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    start(page, "7")
    write(page, ACCOUNT, "first")
    tools(page).get_by_role("button", name="New record").click()
    expect(place(page, ACCOUNT)).to_have_value("")
    assert "#" not in page.url
    start(page, "8")
    write(page, ACCOUNT, "second")
    write(page, "when-and-where.date-of-the-activity", "2026-11-20")
    expect(tools(page)).to_contain_text("No. 8, 20 November 2026")
    tools(page).get_by_role("link", name="No. 7").click()
    expect(place(page, ACCOUNT)).to_have_value("first")
    page.go_back()
    expect(place(page, ACCOUNT)).to_have_value("second")


def test_rows_and_passages_that_were_added_come_back_with_their_record(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    start(page)
    passages = page.locator(".passage").count()
    page.get_by_role("button", name="Add a row: Questions asked").click()
    expect(place(page, "questions-asked.4.question")).to_be_focused()
    page.keyboard.type("Why?")
    page.get_by_role("button", name="Add a passage: My account").click()
    page.keyboard.type("And then")
    expect(page.get_by_label("Row 4: Question", exact=True)).to_have_value("Why?")
    added = f"what-i-saw-and-heard.my-account.{passages + 1}"
    expect(place(page, added)).to_have_value("And then")
    expect(page.get_by_label(f"My account, passage {passages + 1}", exact=True)).to_have_value("And then")
    page.reload()
    expect(place(page, "questions-asked.4.question")).to_have_value("Why?")
    expect(place(page, added)).to_have_value("And then")
    paper = "".join(text for _, text in printed(page))
    assert "Why?" in paper
    assert "Andthen" in paper
    tools(page).get_by_role("button", name="New record").click()
    expect(place(page, "questions-asked.4.question")).to_have_count(0)
    expect(place(page, "questions-asked.3.question")).to_have_value("")


def test_a_second_click_clears_a_choice(reader: Open) -> None:
    page = reader(fresh=True).goto(OBSERVATION)
    start(page)
    choice = page.get_by_label("real work")
    choice.check()
    choice.click()
    expect(choice).not_to_be_checked()
    page.reload()
    expect(place(page, "head.number")).to_have_value("7")
    expect(choice).not_to_be_checked()
    choice.click()
    page.get_by_role("radio", name="a simulation").click()
    page.reload()
    expect(page.get_by_role("radio", name="a simulation")).to_be_checked()


# --- undone, deleted, erased ---


def test_deleting_a_record_can_be_undone_and_it_can_be_put_back_later(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    record = start(page)
    write(page, ACCOUNT, WORDS)
    press(page, "Delete this record")
    expect(place(page, ACCOUNT)).to_have_value("")
    assert names(page) == []
    undo(page, "Undo delete record")
    expect(tools(page)).to_contain_text("No. 7")

    page = window.goto("about/")
    page = window.goto(f"{OBSERVATION}#record={record}")
    expect(place(page, ACCOUNT)).to_have_value(WORDS)
    press(page, "Delete this record")
    page = window.goto("about/")
    page = window.goto(OBSERVATION)
    tools(page).get_by_text("Deleted records: 1").click()
    tools(page).get_by_role("button", name="Put back: No. 7").click()
    expect(place(page, ACCOUNT)).to_have_value(WORDS)
    page.reload()
    expect(place(page, ACCOUNT)).to_have_value(WORDS)


def test_an_earlier_value_is_named_by_its_label_and_can_be_used_again(reader: Open) -> None:
    page = reader(fresh=True).goto(OBSERVATION)
    start(page)
    write(page, "when-and-where.place", "Leeds")
    place(page, "when-and-where.place").blur()
    write(page, "when-and-where.place", "York")
    tools(page).get_by_text("Earlier values").click()
    press_again = tools(page).get_by_role("button", name="Use again for this record: Place, Leeds")
    press_again.click()
    expect(place(page, "when-and-where.place")).to_have_value("Leeds")


def test_deleting_all_answers_takes_the_records_and_undoing_brings_them_back(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    start(page)
    write(page, ACCOUNT, WORDS)
    press_option(page, "Delete my answers")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 record of a form")
    dialog.get_by_role("button", name="Delete my answers").click()
    expect(place(page, ACCOUNT)).to_have_value("")
    expect(tools(page)).not_to_contain_text("This record is not on this device.")
    undo(page, "Undo delete")
    expect(tools(page)).to_contain_text("No. 7")

    tools(page).get_by_role("link", name="No. 7").click()
    expect(place(page, ACCOUNT)).to_have_value(WORDS)
    press_option(page, "Delete my answers")
    page.get_by_role("button", name="Erase for good").click()
    page.get_by_role("button", name="Erase for good", exact=True).click()
    expect(place(page, ACCOUNT)).to_have_value("")
    assert WORDS not in page.evaluate("JSON.stringify({ ...localStorage })")


def test_another_person_has_records_of_their_own(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    record = start(page)
    write(page, ACCOUNT, WORDS)
    press_option(page, "Add another person")
    expect(place(page, ACCOUNT)).to_have_value("")
    assert names(page) == []
    assert "#" not in page.url
    expect(tools(page)).not_to_contain_text("This record belongs to")
    start(page, "1")
    page = window.goto("about/")
    page = window.goto(f"{OBSERVATION}#record={record}")
    expect(tools(page)).to_contain_text("This record belongs to No name given.")
    assert said(page, ACCOUNT) == ""
    options(page).get_by_label("Whose answers").select_option("No name given")
    expect(place(page, ACCOUNT)).to_have_value(WORDS)


# --- elsewhere ---


def test_a_saved_file_brings_a_record_to_another_device(reader: Open, tmp_path: Path) -> None:
    page = reader(fresh=True).goto(OBSERVATION)
    start(page)
    write(page, ACCOUNT, WORDS)
    page.get_by_label("P1: Shown", exact=True).check()
    file = saved(page)
    (record,) = [fields for key, fields in now(file).items() if key.startswith("form:")]
    assert record[f"@{ACCOUNT}"] == WORDS
    assert (record["form"], record["standard"], record["edition"]) == ("observation-record", STANDARD, "1.0")
    path = tmp_path / "file.json"
    path.write_text(json.dumps(file), "utf-8")

    other = reader(fresh=True).goto(OBSERVATION)
    dialog = choose(other, path)
    expect(dialog).to_contain_text("1 record of a form added")
    dialog.get_by_role("button", name="Add to my answers").click()
    tools(other).get_by_role("link", name="No. 7").click()
    expect(place(other, ACCOUNT)).to_have_value(WORDS)
    expect(other.get_by_label("P1: Shown", exact=True)).to_be_checked()


@pytest.mark.parametrize("fault", [BLOCKED, pytest.param(FULL, marks=pytest.mark.slow)], ids=["blocked", "full"])
def test_where_nothing_can_be_stored_it_is_said_and_the_form_prints_and_is_saved_to_a_file(
    reader: Open, fault: str
) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(fault)
    page = window.goto(OBSERVATION)
    write(page, "head.number", "7")
    write(page, ACCOUNT, WORDS)
    expect(status(page)).to_contain_text("Not saved on this device.")
    expect(page.locator("person-bar .warning")).to_contain_text("You will lose them when you close this page.")
    assert squashed(WORDS) in "".join(text for _, text in printed(page))
    assert WORDS in json.dumps(saved(page))
    page.evaluate("window.onbeforeunload = null")


def test_without_javascript_a_form_is_filled_in_and_printed(reader: Open) -> None:
    window = reader(fresh=True, java_script_enabled=False)
    page = window.page
    page.goto(window.base + OBSERVATION)
    empty = printed(page)
    write(page, "head.candidate", NAME)
    write(page, "when-and-where.date-of-the-activity", "20 November")
    write(page, "questions-asked.1.answer", "By email and " * 20)
    page.get_by_label("real work").check()
    page.get_by_label("P1: Shown", exact=True).check()
    write(page, ACCOUNT, WORDS)
    sheets = printed(page)
    paper = "".join(text for _, text in sheets)
    for text in ("20 November", "By email and " * 20, WORDS):
        assert squashed(text) in paper
    # A browser repeats the head of a page without its controls: on the other sheets there is a line to write on.
    assert squashed(NAME) in sheets[0][1]
    assert paper.count("✕") == 2
    assert len(sheets) <= len(empty)


# --- printed ---


def test_a_long_account_grows_over_pages_and_no_word_is_lost(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    start(page)
    words = [f"word{number}" for number in range(2400)]
    text = "\n".join(" ".join(words[at : at + 60]) for at in range(0, len(words), 60))
    write(page, ACCOUNT, text)
    write(page, f"{ACCOUNT}.p-k", "P1, K3")
    write(page, "questions-asked.1.answer", " ".join(f"answer{number}" for number in range(150)))
    sheets = printed(page)
    paper = "".join(text for _, text in sheets)

    assert len(sheets) > 6
    found = re.findall(r"word\d+(?=word|\D)", paper)
    assert [word for word in words if squashed(word) not in paper] == []
    assert len(found) >= len(words) * 0.99
    assert all(f"answer{number}" in paper for number in range(150))
    assert list(faults_of_form(page, by_address()[OBSERVATION], sheets)) == []
    assert page.evaluate(
        "[...document.querySelectorAll('form textarea')].every((one) => one.scrollHeight <= one.clientHeight + 1)"
    ), "a text has a scroll bar"


def test_a_text_that_is_too_long_to_be_stored_is_said(reader: Open) -> None:
    page = reader(fresh=True).goto(OBSERVATION)
    start(page)
    write(page, ACCOUNT, "x" * 20001)
    expect(status(page)).to_have_text("A text is too long and is not saved. Shorten it.")
    tools(page).get_by_role("button", name="New record").click()
    expect(page.get_by_role("dialog")).to_contain_text("Shorten it first.")
    page.get_by_role("button", name="Close").click()
    assert len(said(page, ACCOUNT)) == 20001
    write(page, ACCOUNT, WORDS)
    expect(status(page)).to_contain_text("Saved at")


# --- details ---


def test_a_record_keeps_the_candidate_it_was_started_for(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    detail(page, "candidate").fill(NAME)
    record = start(page)
    detail(page, "candidate").fill("Bo Other")
    detail(page, "assessor").fill("Sam Lee")
    expect(place(page, "head.candidate")).to_have_value(NAME)
    # Details of another candidate are not shown on the record.
    assert set(header(page, "candidate")) == {NAME}
    assert set(header(page, "assessor")) == {""}
    detail(page, "candidate").fill(NAME)
    assert set(header(page, "assessor")) == {"Sam Lee"}

    write(page, "signatures.candidate.name", "Jo F.")
    assert set(header(page, "candidate")) == {"Jo F."}
    write(page, "head.candidate", "")
    assert set(header(page, "candidate")) == {""}
    page = window.goto("about/")
    page = window.goto(f"{OBSERVATION}#record={record}")
    expect(place(page, "head.number")).to_have_value("7")
    assert set(header(page, "candidate")) == {""}


# --- other versions ---


def stored(page: Page, change: str) -> None:
    """Change the stored record, as a page of another version of the site does."""
    page.evaluate(
        f"""() => {{
          const [key] = Object.keys(localStorage).filter((one) => /:form:[a-z0-9]+$/.test(one));
          const record = JSON.parse(localStorage[key]);
          const step = (value) => [{{ value, clock: 1, by: "other.abc", at: "2026-11-22T14:00:00Z" }}];
          {change}
          localStorage[key] = JSON.stringify(record);
        }}"""
    )


def test_a_place_that_the_form_no_longer_has_is_shown_and_kept(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    start(page)
    changes = """
      record["@weather.was-it-wet"] = step("A wet day");
      record["@when-and-where.the-work-was"] = step("half a simulation");
      record.later = step("of a newer version");
    """
    stored(page, changes)
    page.reload()
    lost = page.get_by_role("heading", name="Text from an earlier version of this form").locator("..")
    expect(lost).to_contain_text("A wet day")
    expect(lost).to_contain_text("half a simulation")
    assert "Awetday" in "".join(text for _, text in printed(page))
    write(page, ACCOUNT, WORDS)
    (record,) = [fields for key, fields in now(saved(page)).items() if key.startswith("form:")]
    assert (record["@weather.was-it-wet"], record["later"]) == ("A wet day", "of a newer version")


def test_a_record_of_a_form_that_the_site_no_longer_has_is_listed_with_what_was_written(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    record = start(page)
    write(page, ACCOUNT, WORDS)
    stored(page, 'record.form = step("old-form"); record.title = step("T99 Old form");')
    page = window.goto(f"{LOG}#record={record}")
    expect(tools(page)).to_contain_text("This record is of another form: T99 Old form")
    assert said(page, "head.number") == ""
    # What is written here is another record.
    write(page, "head.number", "1")
    expect(tools(page)).not_to_contain_text("This record is of another form")
    page = window.goto("my-progress/")
    section = page.locator("section[aria-labelledby=records]")
    expect(section).to_contain_text("T99 Old form")
    section.get_by_text("What you wrote", exact=True).click()
    expect(section).to_contain_text(WORDS)


# --- my progress and the evidence log ---


def test_my_progress_lists_every_record_and_the_evidence_log_knows_its_items(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    start(page)
    write(page, "when-and-where.date-of-the-activity", "2026-11-20")
    page.get_by_label("P2: Shown", exact=True).check()
    write(page, f"{ACCOUNT}.p-k", "P1, K3")
    press(page, "Add to my evidence log")
    expect(tools(page).get_by_role("link", name="My evidence log")).to_be_visible()
    page.get_by_label("P4: Shown", exact=True).check()
    press(page, f"Add {STANDARD}/P4 to my evidence log")
    (entry,) = [fields for key, fields in now(saved(page)).items() if key.startswith("evidence:")]
    items = {f"{STANDARD}/{item}" for item in ("P1", "P2", "P4", "K3")}
    assert {name for name, value in entry.items() if value is True} == items
    assert (entry["title"], entry["date"]) == ("T5 Observation record, no. 7", "2026-11-20")

    page = window.goto("my-progress/")
    section = page.locator("section[aria-labelledby=records]")
    listed = section.get_by_role(
        "link", name="T5 Observation record, Deliver customer service in a contact centre: No. 7"
    )
    expect(listed).to_contain_text("20 November 2026")
    log = page.locator("section[aria-labelledby=log]")
    log.get_by_role("link", name="Open the record: T5 Observation record").click()
    expect(place(page, "head.number")).to_have_value("7")

    page = window.goto("my-progress/")
    section.get_by_role("button", name="Delete: T5 Observation record").click()
    expect(log).to_contain_text("The record of this form was deleted.")
    undo(page, "Undo delete record")
    expect(listed).to_be_visible()


def test_a_form_that_is_no_evidence_is_not_offered_for_the_log(reader: Open) -> None:
    page = reader(fresh=True).goto(DECISION)
    start(page)
    expect(tools(page).get_by_role("button", name="Delete this record")).to_be_visible()
    assert tools(page).get_by_role("button", name="Add to my evidence log").count() == 0


# --- looked at ---


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("where", [OBSERVATION, pytest.param(DECISION, marks=pytest.mark.slow)])
def test_a_filled_form_has_no_fault(reader: Open, width: int, where: str) -> None:
    window = reader(fresh=True, width=width, has_touch=True)
    page = window.goto(where)
    start(page)
    for one in page.locator("form textarea").all()[:3]:
        one.fill("W" * 300)
    press(page, "Delete this record")
    start(page, "8")
    tools(page).get_by_text("Earlier values").click()
    tools(page).get_by_text("Deleted records: 1").click()
    assert window.look() == []
    targets = page.locator("form.record :is(input[type=text], input[type=date], textarea, select, label.option)")
    assert targets.evaluate_all("(all) => all.filter((one) => one.getBoundingClientRect().height < 44).length") == 0


# --- long ---


def lengthened(html: str, items: int) -> str:
    """Return the page of a form with as many items, made of its first one."""
    found = re.search(r'<tr [^>]*data-row="P1">.*?</tr>', html, re.DOTALL)
    assert found
    made = (re.sub(r"\bP1\b", f"P{number}", found[0]) for number in range(1, items + 1))
    rest = re.sub(r'<tr [^>]*data-row="[PK]\d+">.*?</tr>', "", html[found.end() :], flags=re.DOTALL)
    return html[: found.start()] + "".join(made) + rest


@pytest.mark.slow
def test_a_form_of_hundreds_of_items_takes_a_letter_before_a_reader_notices(reader: Open) -> None:
    window = reader(fresh=True)
    plant(window, OBSERVATION, lambda html: lengthened(html, 900))
    page = window.goto(OBSERVATION)
    start(page)
    page.evaluate("document.querySelectorAll('form.record .is-tick [type=checkbox]').forEach((one) => one.click())")
    taken = page.evaluate(
        """async (one) => {
          const times = [];
          for (let count = 0; count < 20; count += 1) {
            const before = performance.now();
            one.value += "x";
            one.dispatchEvent(new Event("input", { bubbles: true }));
            document.body.offsetHeight;
            times.push(performance.now() - before);
            await new Promise((then) => setTimeout(then, 20));
          }
          return times.sort((a, b) => a - b)[10];
        }""",
        place(page, ACCOUNT).element_handle(),
    )
    assert taken < 100, "milliseconds"
    page.reload()
    expect(place(page, "head.number")).to_have_value("7")
    assert page.locator("form.record :checked[type=checkbox]").count() >= 900


# --- limited ---


def test_a_form_that_is_limited_to_some_items_hides_no_row_in_which_something_is_written(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(OBSERVATION)
    record = start(page)
    write(page, "questions-asked.3.question", "Why?")
    page.get_by_label("P2: Shown", exact=True).check()
    page.goto(f"{window.base}{OBSERVATION}#record={record}&items=P1")
    page.reload()
    expect(place(page, "head.number")).to_have_value("7")
    expect(page.get_by_label("P3: Shown", exact=True)).to_be_hidden()
    expect(page.get_by_label("P1: Shown", exact=True)).to_be_visible()
    expect(place(page, "questions-asked.2.question")).to_be_hidden()
    expect(place(page, "questions-asked.3.question")).to_be_visible()
    write(page, ACCOUNT, WORDS)
    page.goto(f"{window.base}{OBSERVATION}#record={record}")
    expect(page.get_by_label("P2: Shown", exact=True)).to_be_checked()
    expect(place(page, ACCOUNT)).to_have_value(WORDS)
