"""The self-assessment in a browser: what is said is kept, comes along, comes back, and is never lost in silence."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import plant
from tests.support.learner import (
    BLOCKED,
    CHECKLIST,
    FILE,
    FULL,
    PROGRESS,
    WHO,
    another,
    answers,
    bring,
    choose,
    entries,
    erase,
    mark_of,
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
from tests.support.reader import WIDTHS, Reader
from tests.support.real import scale
from tests.support.short import ALL, ITEMS

Open = Callable[..., Reader]


# --- keeping ---


def test_an_answer_is_there_again_after_the_page_was_killed_in_the_middle_of_a_word(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "with-support")
    unfold(page, "P1")
    page.locator("[name=P1-note]").press_sequentially("Mid-wor")
    page.wait_for_timeout(300)
    other = another(window)
    page.close(run_before_unload=False)

    page = other.goto(CHECKLIST)
    assert rating(page, "P1") == "with-support"
    unfold(page, "P1")
    assert page.locator("[name=P1-note]").input_value() == "Mid-wor"
    assert other.faults == []


def test_an_answer_is_there_again_after_leaving_at_once(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "with-support")
    window.goto(PROGRESS)

    assert rating(window.goto(CHECKLIST), "P1") == "with-support"


def test_it_is_said_when_and_where_it_was_saved(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    expect(status(page)).to_have_text("Answers stay on this device.")

    rate(page, "P1", "with-support")

    expect(status(page)).to_contain_text(re.compile(r"^Saved at [0-2]\d:[0-5]\d\."))
    expect(page.locator("[data-status]")).to_have_text(f"1 of {ITEMS} rated")


def test_what_is_deleted_elsewhere_in_the_moment_of_a_choice_is_not_said_to_be_saved(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)

    # In one task, so that the browser has not shown the choice yet; the event is what a second tab's deletion sends.
    page.evaluate("""() => {
      document.querySelector("[name=P1]").click();
      localStorage.clear();
      dispatchEvent(new StorageEvent("storage", { key: null }));
    }""")
    page.evaluate("() => new Promise(shown => requestAnimationFrame(() => setTimeout(() => setTimeout(shown))))")

    assert status(page).inner_text() == "Answers stay on this device."
    assert page.locator("[data-status]").inner_text() == f"0 of {ITEMS} rated"


def test_whoever_saved_a_file_long_ago_is_reminded(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "with-support")
    saved(page)
    page.get_by_role("button", name="Confirm the file is saved").click()
    expect(status(page)).to_have_text(re.compile(r"^Saved at [0-2]\d:[0-5]\d\.$"))
    page.evaluate("""
      const key = Object.keys(localStorage).find((key) => key.endsWith(":saved"));
      localStorage.setItem(key, JSON.stringify({ at: "2020-02-29T12:00:00Z" }));
    """)

    expect(window.goto(CHECKLIST).locator(".advice")).to_have_text(
        "You last saved a file on 29 February 2020. Save a new one."
    )


def test_answers_can_be_deleted_as_soon_as_there_are_any(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    button = page.get_by_role("button", name="Delete my answers")
    options(page)
    expect(page.get_by_role("button", name="Open a saved file")).to_be_visible()
    expect(button).to_be_hidden()

    rate(page, "P1", "with-support")
    expect(button).to_be_visible()
    erase(page)

    expect(button).to_be_hidden()


def test_an_untouched_visit_stores_nothing_and_asks_for_nothing(reader: Open) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(
        "navigator.storage.persist = () => { window.asked = true; return Promise.resolve(true) }"
    )
    page = window.goto(CHECKLIST)
    assert page.evaluate("[localStorage.length, window.asked ?? false]") == [0, False]

    rate(page, "P1", "not-yet")

    assert page.evaluate("window.asked")
    assert page.evaluate("Object.keys(localStorage).every((key) => key.startsWith('standards:/some/where/:v2:'))")


def test_what_is_typed_in_two_windows_is_kept_of_both(reader: Open) -> None:
    window = reader(fresh=True)
    one = window.goto(CHECKLIST)
    other = another(window)
    two = other.goto(CHECKLIST)
    rate(one, "P1", "with-support")
    rate(two, "P2", "can-help")
    unfold(two, "P1")
    two.locator("[name=P1-note]").fill("from the other window")

    expect(one.locator("[name=P2][value=can-help]")).to_be_checked()
    unfold(one, "P1")
    expect(one.locator("[name=P1-note]")).to_have_value("from the other window")
    kept = answers(one)
    assert [kept["contact-centre/P1"]["rating"], kept["contact-centre/P1"]["note"]] == [
        "with-support",
        "from the other window",
    ]
    assert kept["contact-centre/P2"]["rating"] == "can-help"
    assert other.faults == []


@pytest.mark.parametrize("opened", [CHECKLIST, PROGRESS])
def test_a_blocked_storage_is_said_before_anything_is_entered(reader: Open, opened: str) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(BLOCKED)

    page = window.goto(opened)

    expect(page.locator("person-bar .warning")).to_contain_text("cannot save your answers")


@pytest.mark.slow
@pytest.mark.parametrize("fault", [BLOCKED, FULL], ids=["blocked", "full"])
def test_a_storage_that_takes_nothing_is_said_plainly_and_the_file_holds_all(reader: Open, fault: str) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(fault)
    page = window.goto(CHECKLIST)

    rate(page, "P1", "with-support")
    unfold(page, "P1")
    page.locator("[name=P1-note]").fill("kept in memory")

    expect(status(page)).to_have_text("Not saved on this device.")
    expect(page.locator("person-bar .warning")).to_contain_text("Save to a file first.")
    assert page.locator("person-bar .warning").get_attribute("role") == "status"
    assert answers(page)["contact-centre/P1"] == {"rating": "with-support", "note": "kept in memory"}
    bring(page)
    assert rating(page, "P3") == "can-help"
    press_option(page, "Delete my answers")
    page.get_by_role("dialog").get_by_role("button", name="Delete my answers").click()
    assert rating(page, "P1") is None


CORRUPT = ["{oops", "null", "[1]", '"text"', "", "\\u0000"]


def test_corrupt_values_are_put_aside_and_cost_nothing_else(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    items = [f"P{number}" for number in range(1, len(CORRUPT) + 1)]
    for item in (*items, "P9"):
        rate(page, item, "can-help")
    page.evaluate(
        """(texts) => texts.forEach(([item, text]) =>
             localStorage.setItem(Object.keys(localStorage).find((key) => key.endsWith(`/${item}`)), text))""",
        [list(pair) for pair in zip(items, CORRUPT, strict=True)],
    )

    page = window.goto(CHECKLIST)

    assert [rating(page, item) for item in (*items, "P9")] == [*[None] * len(items), "can-help"]
    expect(page.locator("person-bar .warning")).to_contain_text("could not be read")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the unreadable data").click()
    assert sorted(Path(download.value.path()).read_text("utf-8").split("\n\n")) == sorted(CORRUPT)
    for item in items:
        rate(page, item, "not-yet")
    page = window.goto(CHECKLIST)
    assert [rating(page, item) for item in items] == ["not-yet"] * len(items)


@pytest.mark.slow
def test_another_site_at_the_same_address_is_left_alone(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    page.evaluate(
        "localStorage.setItem('standards:/other/:v1:1:answer:1:contact-centre/P1', '{\"rating\":\"not-yet\"}')"
    )
    page.reload()
    assert rating(page, "P1") is None
    rate(page, "P2", "not-yet")

    erase(page)

    assert page.evaluate(
        "Object.keys(localStorage).filter((key) => !/:v2:(device|labels|chosen|(erased|deleted):\\w+)$/.test(key))"
    ) == ["standards:/other/:v1:1:answer:1:contact-centre/P1"]


def test_deleting_is_asked_for_leaves_nothing_and_can_be_undone(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    bring(page)
    before = saved(page)
    press_option(page, "Delete my answers")
    expect(page.get_by_role("dialog", name="Delete my answers")).to_contain_text("7 answers")
    page.get_by_role("button", name="Cancel").click()
    assert rating(page, "P3") == "can-help"

    press_option(page, "Delete my answers")
    page.get_by_role("dialog").get_by_role("button", name="Delete my answers").click()
    assert rating(page, "P3") is None
    undo(page, "Undo delete")

    assert rating(page, "P3") == "can-help"
    assert now(saved(page)) == now(before)


def test_people_on_one_device_are_kept_apart_and_rounds_too(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    options(page)
    page.get_by_role("button", name="Add another person").click()
    page.get_by_role("textbox", name="Name", exact=True).fill("Anna")
    assert rating(page, "P1") is None
    rate(page, "P1", "can-help")
    page.get_by_role("button", name="Start a new round").click()
    rate(page, "P1", "on-my-own")
    page.reload()

    assert rating(page, "P1") == "on-my-own"
    options(page)
    page.get_by_role("combobox", name="Round", exact=True).select_option(index=0)
    assert rating(page, "P1") == "can-help"
    page.get_by_role("combobox", name="Whose answers").select_option("No name given")
    assert rating(page, "P1") == "not-yet"


# --- files ---


def test_a_file_brings_everything_back_on_another_device(reader: Open) -> None:
    first, second = reader(fresh=True).goto(CHECKLIST), reader(fresh=True).goto(CHECKLIST)
    bring(first)
    rate(first, "P5", "not-now")
    first.locator("[name=P5-reason]").fill("no phone here")
    unfold(first, "P5")
    first.locator("[name=P5-note]").fill("a\nb <b>")
    file = saved(first)
    payload = {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(file).encode()}

    choose(second, payload).get_by_role("button", name="Replace my answers").click()

    assert saved(second)["records"] == file["records"]
    unfold(second, "P5")
    assert second.locator("[name=P5-note]").input_value() == "a\nb <b>"


def test_a_file_says_before_what_it_will_do_and_adding_it_twice_adds_nothing(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    bring(page)
    rate(page, "P1", "can-help")
    options(page)
    page.get_by_role("textbox", name="Assessor", exact=True).fill("Jo")
    file = json.loads(FILE.read_text("utf-8"))
    file["rounds"][1]["answers"]["contact-centre/P4"] = {"rating": "not-yet", "at": "2026-11-22T14:02:05.000Z"}
    file["plan"][0] |= {"what": "Listen to calls", "at": "2026-11-23T14:02:05.000Z"}
    payload = {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(file).encode()}

    dialog = choose(page, payload)
    expect(dialog).to_contain_text("This file belongs to Anna")
    expect(dialog).to_contain_text("1 answer added, 1 step changed.")
    expect(dialog).to_contain_text("your newer values stay. The file has 2 older values.")
    dialog.get_by_text("Changed", exact=True).click()
    expect(dialog).to_contain_text("What I will do: Read the rules on recording calls → Listen to calls")
    dialog.get_by_role("button", name="Add to my answers").click()
    assert [rating(page, "P1"), rating(page, "P4")] == ["can-help", "not-yet"]
    before = saved(page)

    dialog = choose(page, payload)
    expect(dialog).to_contain_text("nothing added, nothing changed.")
    dialog.get_by_role("button", name="Add to my answers").click()
    assert saved(page)["records"] == before["records"]


@pytest.mark.parametrize("how", ["Add to my answers", "Replace my answers", "Open as Anna"])
def test_opening_a_file_can_be_undone(reader: Open, how: str) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P2", "not-yet")
    before = saved(page)
    bring(page, how)
    assert rating(page, "P3") == "can-help"

    undo(page, "Undo open file")

    assert [rating(page, "P2"), rating(page, "P3")] == ["not-yet", None]
    assert now(saved(page)) == now(before)


HOSTILE = {
    "later version": {**json.loads(FILE.read_text("utf-8")), "version": 3},
    "no version": {"format": "competence-self-assessment", "rounds": []},
    "another program's": {"any": 1},
    "list": [1, 2],
}


NONE = [*map(json.dumps, HOSTILE.values()), "<html>", "", "[" * 100_000]


@pytest.mark.parametrize("texts", [NONE, pytest.param([" " * 17_000_000], marks=pytest.mark.slow)], ids=["", "17 MB"])
def test_a_file_that_is_none_is_refused_and_nothing_changes(reader: Open, texts: list[str]) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    before = page.evaluate("JSON.stringify(localStorage)")

    for text in texts:
        dialog = choose(page, {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()})

        expect(dialog.locator("p")).to_have_text(re.compile(r"^This .+\. Your answers have not changed\.$"))
        assert page.evaluate("JSON.stringify(localStorage)") == before, text[:50]
        dialog.get_by_role("button", name="Close").click()
        assert rating(page, "P1") == "not-yet"


def test_a_hostile_file_runs_nothing_and_shows_its_text_as_text(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    evil = "<img src=x onerror=window.__pwned=1><script>window.__pwned=1</script>"
    file = json.loads(FILE.read_text("utf-8"))
    file["person"]["name"] = evil
    file["rounds"][1] |= {"name": evil, "assessor": evil}
    file["rounds"][1]["answers"]["contact-centre/P1"] |= {"note": evil, "reference": evil, "mark": "01d01d01"}
    file["words"]["01d01d01"] = evil
    file["evidence"][0] |= {"title": evil, "where": evil}
    file["plan"][0] |= {"what": evil, "support": evil}
    text = json.dumps(file)[:-1] + ',"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
    choose(page, {"name": "x.json", "mimeType": "text/html", "buffer": text.encode()}).get_by_role(
        "button", name="Replace my answers"
    ).click()

    expect(page.locator("#P1 [data-live]")).to_contain_text(evil)
    expect(page.locator(WHO)).to_contain_text(evil)
    page.goto(page.url.replace(CHECKLIST, PROGRESS))
    expect(page.locator("#plan ~ fieldset").first).to_be_visible()
    assert page.locator("main img, main script").count() == 0
    assert page.evaluate("[window.__pwned, {}.polluted]") == [None, None]


def test_a_link_names_items_and_nothing_else(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(f"{CHECKLIST}#items=P3,P7,K2")
    expect(page.get_by_text(f"Showing 3 of {ITEMS} items.")).to_be_visible()
    assert page.locator("fieldset.rating:visible").count() == 3

    window.goto("about/")
    page = window.goto(f"{CHECKLIST}#items=%3Cimg src=x onerror=window.__pwned=1%3E,__proto__")

    assert page.evaluate("[window.__pwned, localStorage.length]") == [None, 0]
    assert page.locator("fieldset.rating:visible").count() == ITEMS


def test_a_link_to_what_is_hidden_shows_it_and_goes_there(reader: Open) -> None:
    page = reader(fresh=True).goto(f"{CHECKLIST}#items=P3,P7")
    expect(page.get_by_text(f"Showing 2 of {ITEMS} items.")).to_be_visible()
    knowledge = page.get_by_role("heading", name="Knowledge and understanding")
    expect(knowledge).to_be_hidden()

    page.evaluate("location.hash = '#knowledge'")

    expect(knowledge).to_be_in_viewport()
    assert page.locator("fieldset.rating:visible").count() == ITEMS


# --- versions of the standards ---


def test_an_item_reworded_since_is_flagged_with_the_old_words(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    old = page.locator("#P1 [data-words]").inner_text()
    mark = page.locator("#P1").get_attribute("data-mark") or ""
    for item in ("P1", "P2"):
        rate(page, item, "on-my-own")
    plant(window, CHECKLIST, lambda html: html.replace(mark, "99999999").replace(old, "greet every customer"))
    page = window.goto(CHECKLIST)
    flag = page.locator("#P1 [data-live]")
    expect(flag).to_contain_text(f"It was: “{old}”")
    assert page.locator("#P2 [data-live]").is_hidden()
    assert rating(page, "P1") == "on-my-own"

    flag.get_by_role("button", name="Rate again").click()
    assert rating(page, "P1") is None
    rate(page, "P1", "with-support")
    expect(flag).to_be_hidden()
    assert mark_of(page, "P1") == "99999999"


def test_an_item_reworded_since_is_flagged_on_paper_too(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "with-support")
    page.evaluate("document.querySelector('#P1').dataset.mark = '00000000'")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    printed = squashed(" ".join(sheets(page)))

    assert "Thewordinghaschangedsinceyouratedthisitem.Itwas:identifyandgreetcustomers" in printed
    assert "Keepmyrating" not in printed


def test_an_assessor_opens_the_evidence_of_every_item_at_once(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    items = page.locator("fieldset.rating").count()
    press_option(page, "Show evidence and assessor for all items")

    assert page.get_by_role("radiogroup", name="Assessor’s rating").count() == items
    page.get_by_role("button", name="Hide evidence and assessor for all items").click()
    assert page.get_by_role("radiogroup", name="Assessor’s rating").count() == 0


def test_a_rating_of_other_words_can_be_kept(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    mark = page.locator("#P1").get_attribute("data-mark") or ""
    rate(page, "P1", "on-my-own")
    plant(window, CHECKLIST, lambda html: html.replace(mark, "99999999"))
    page = window.goto(CHECKLIST)

    page.get_by_role("button", name="Keep my rating").click()

    expect(page.locator("#P1 [data-live]")).to_be_hidden()
    assert answers(page)["contact-centre/P1"]["rating"] == "on-my-own"
    assert mark_of(page, "P1") == "99999999"


def test_my_progress_says_which_items_were_reworded_since(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    mark = page.locator("#P1").get_attribute("data-mark") or ""
    rate(page, "P1", "with-support")
    rate(page, "P2", "with-support")
    plant(window, "contact-centre/items.json", lambda text: text.replace(mark, "99999999"))

    page = window.goto(PROGRESS)

    expect(page.locator("summary", has_text="Needs practice: 2")).to_be_visible()
    assert page.get_by_role("listitem").filter(has_text="With support").locator("small").all_inner_texts() == [
        "With support · wording changed since",
        "With support",
    ]


def test_an_answer_to_an_item_since_withdrawn_is_shown_and_exported(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P2", "with-support")
    unfold(page, "P2")
    rate(page, "P2", "on-my-own", "-assessor")

    reason = {"since": "2.0", "reason": "Said twice.", "replaced_by": ["contact-centre/P1"]}
    item = {"id": "P2", "mark": "0", "words": "greet", "themes": [], "withdrawn": reason}

    def without(html: str) -> str:
        def carried(found: re.Match[str]) -> str:
            data = json.loads(found[2])
            return f"{found[1]}{json.dumps({**data, 'withdrawn': [item]})}</script>"

        html = re.sub(r'(<script type="application/json">)(.*?)</script>', carried, html)
        return re.sub(r'<fieldset class="rating" id="P2".*?</fieldset>', "", html, flags=re.DOTALL)

    plant(window, CHECKLIST, without)
    page = window.goto(CHECKLIST)

    closing = page.locator(".withdrawn")
    expect(closing).to_contain_text("Said twice. Replaced by contact-centre/P1.")
    replacing = closing.get_by_role("link", name="contact-centre/P1")
    expect(replacing).to_have_attribute("href", f"{window.base}{CHECKLIST}#P1")
    expect(closing).to_contain_text("Your answer: With support. Assessor: On my own")
    expect(page.locator("[data-status]")).to_have_text(f"0 of {ITEMS - 1} rated")
    assert answers(page)["contact-centre/P2"]["rating"] == "with-support"


def test_a_withdrawn_standard_is_marked_in_the_summary(reader: Open) -> None:
    window = reader(fresh=True)

    def withdraw(text: str) -> str:
        suite = json.loads(text)
        for one in suite["standards"]:
            one["withdrawn"] = one["id"] == "contact-centre"
        return json.dumps(suite)

    plant(window, "my-progress/suite.json", withdraw)
    rate(window.goto(CHECKLIST), "P1", "with-support")

    rows = window.goto(PROGRESS).get_by_role("table", name="By standard").get_by_role("rowheader")
    expect(rows).to_have_count(5)
    expect(rows.filter(has_text="Withdrawn")).to_have_text("Deliver customer service in a contact centre Withdrawn")


# --- results ---


def test_a_like_item_is_suggested_and_taken_over_only_by_hand(reader: Open) -> None:
    window = reader(fresh=True)
    bring(window.goto(CHECKLIST))
    page = window.goto("manage-communications/checklist/")
    suggestion = page.locator("#P10 [data-live]")
    expect(suggestion).to_contain_text("You rated a similar item, contact-centre/P1 (related), as “On my own”.")
    assert rating(page, "P10") is None

    suggestion.get_by_role("button", name="Use this rating").click()

    assert rating(page, "P10") == "on-my-own"
    expect(suggestion).to_have_text("Suggested rating used. Undo")
    undo(page, "Undo: Suggested rating used.")
    assert rating(page, "P10") is None
    expect(suggestion).to_contain_text("You rated a similar item, contact-centre/P1")


def test_the_filter_shows_what_is_open_to_practise_or_lacks_evidence(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "with-support")
    rate(page, "P2", "can-help")
    rate(page, "P3", "can-help")
    rate(page, "P4", "not-now")
    unfold(page, "P3")
    rate(page, "P3", "some", "-evidence")
    shown = page.locator("fieldset.rating:visible")

    options(page)
    for choice, items in (("Needs practice", ["P1"]), ("Ready, no evidence yet", ["P2"])):
        page.get_by_label("Show").select_option(choice)
        assert shown.evaluate_all("(all) => all.map(({ id }) => id)") == items
    page.get_by_label("Show").select_option("Not rated")
    expect(shown).to_have_count(ITEMS - 4)
    page.get_by_role("button", name="Next: P5, not rated").click()
    assert page.evaluate("document.activeElement.name") == "P5"


def test_after_the_last_item_my_progress_is_next(reader: Open) -> None:
    page = reader(fresh=True).goto(f"{CHECKLIST}#items=P3,P7")
    bar = page.locator(".dock")
    expect(bar.get_by_role("button", name="Next")).to_have_accessible_name("Next: P3, not rated")
    rate(page, "P3", "with-support")
    expect(bar.get_by_role("button", name="Next")).to_have_accessible_name("Next: P7, not rated")
    expect(bar.get_by_role("link")).to_be_hidden()

    rate(page, "P7", "with-support")
    expect(bar.get_by_role("button", name="Next")).to_be_hidden()
    bar.get_by_role("link", name="Next: My progress").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("My progress")


def test_the_next_item_is_the_one_after_what_is_in_sight(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    expect(page.get_by_role("button", name="Next: P1, not rated")).to_be_visible()
    page.locator("#K5").evaluate("item => item.scrollIntoView({ block: 'center' })")
    expect(page.get_by_role("button", name=re.compile("^Next: K[345], not rated$"))).to_be_visible()


def test_progress_is_told_in_words_lists_and_tables(reader: Open) -> None:
    window = reader(fresh=True)
    bring(window.goto(CHECKLIST))
    page = window.goto(PROGRESS)

    expect(page.locator("my-progress .lead")).to_have_text(
        f"4 of {ALL} items rated. 2 ready, 1 needs practice, 1 not part of my job now. "
        "This is your own view, not an assessment decision."
    )
    row = page.get_by_role("row", name=re.compile("^Deliver customer service in a contact centre"))
    assert row.get_by_role("cell").all_inner_texts() == ["2", "1", str(ITEMS - 4), "1", "0"]
    for title in ("Ready for assessment: 2", "Needs practice: 1", "Not part of my job now: 1"):
        expect(page.locator("summary", has_text=title)).to_be_visible()
    expect(page.get_by_text(f"contact centre: 2 of {ITEMS} items covered")).to_be_visible()


def test_chosen_items_go_into_the_action_plan_and_its_dates_into_a_calendar(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "with-support")
    page = window.goto(PROGRESS)
    page.get_by_role("checkbox", name="Select contact-centre/P1").check()
    page.get_by_role("button", name="Add to my action plan").click()
    step = page.get_by_role("group", name="Step 1")
    step.get_by_label("What I will do").fill("Listen; to calls")
    step.get_by_label("Target date").fill("2026-12-24")
    page = window.goto(PROGRESS)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download dates for my calendar").click()

    lines = Path(download.value.path()).read_bytes().decode().split("\r\n")
    assert re.fullmatch(r"self-assessment-\d{4}-\d\d-\d\d\.ics", download.value.suggested_filename)
    assert {"BEGIN:VEVENT", "STATUS:CONFIRMED", "DTSTART;VALUE=DATE:20261224", "SUMMARY:Listen\\; to calls"} <= set(
        lines
    )
    (step_saved,) = entries(saved(page), "plan")
    assert step_saved["contact-centre/P1"] is True


def test_evidence_in_the_log_shows_on_the_checklists_it_covers(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(PROGRESS)
    page.get_by_role("button", name="Add evidence").click()
    entry = page.get_by_role("group", name="Evidence 1")
    entry.get_by_label("Title").fill("Letter")
    entry.get_by_text("Select items", exact=True).click()
    entry.get_by_label("Standard").select_option("contact-centre")
    for item in ("P4", "P5", "P6"):
        entry.get_by_role("checkbox", name=f"{item} ").check()
    entry.get_by_role("checkbox", name="P5 ").uncheck()
    other = another(window).goto(PROGRESS).get_by_role("group", name="Evidence 1")  # meanwhile, of the same entry
    other.get_by_text("Select items", exact=True).click()
    other.get_by_label("Standard").select_option("contact-centre")
    other.get_by_role("checkbox", name="P7 ").check()
    entry.get_by_role("checkbox", name="P8 ").check()
    expect(entry.locator("ul").first.get_by_role("link")).to_have_text([f"contact-centre/P{n}" for n in (4, 6, 7, 8)])
    entry.get_by_role("checkbox", name="P8 ").uncheck()
    entry.get_by_role("button", name="Remove item contact-centre/P7").click()
    entry.get_by_role("button", name="Remove item contact-centre/P6").click()
    expect(page.get_by_role("group", name="Evidence 1").locator("ul").first).to_contain_text("contact-centre/P4")
    expect(page.locator("#log ~ ul").first).to_contain_text(f"1 of {ITEMS} items covered")
    expect(page.locator("#log ~ ul").first).to_contain_text("Not covered yet: P1, P2, P3, P5, P6,")

    page = window.goto(CHECKLIST)
    expect(page.locator("#P4 [data-live]")).to_have_text("In your evidence log: Letter")
    expect(page.locator("[data-live]:not([hidden])")).to_have_count(1)
    unfold(page, "P4")
    page.locator("[name=P4-reference]").fill("E12")
    assert "E12;Letter" in squashed(" ".join(sheets(page)))


@pytest.mark.slow
def test_two_rounds_or_learner_and_assessor_are_compared_item_by_item(reader: Open) -> None:
    window = reader(fresh=True)
    bring(window.goto(CHECKLIST))
    page = window.goto(PROGRESS)
    expect(page.locator("#compare ~ div p")).to_have_text(
        "“Round 2, my rating” compared with “Start, my rating”: 1 higher, 1 in only one, 2 the same."
    )
    differing = page.get_by_role("table", name="Differences")
    assert differing.get_by_role("rowheader").count() == 1
    page.locator("summary", has_text="Rated the same: 2").click()
    assert page.get_by_role("table", name="Rated the same").get_by_role("rowheader").count() == 2

    page.get_by_role("combobox", name="Compare", exact=True).select_option("Round 2, my rating")
    page.get_by_role("combobox", name="With", exact=True).select_option("Round 2, Mo Ali")

    row = page.get_by_role("row", name="contact-centre/P1")
    assert row.get_by_role("cell").all_inner_texts() == ["On my own", "With support", "lower"]


@pytest.mark.slow
def test_what_is_compared_is_what_the_choices_say_where_a_round_has_no_rating_of_the_learner(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "with-support")
    unfold(page, "P1")
    rate(page, "P1", "on-my-own", "-assessor")
    options(page)
    page.get_by_role("button", name="Start a new round").click()
    page.get_by_role("button", name="Clear rating of P1").click()
    page.get_by_role("button", name="Clear evidence, notes and assessor of P1").click()
    page = window.goto(PROGRESS)

    expect(page.locator("#compare ~ div p")).to_have_text(
        "“Round 1, assessor” compared with “Round 1, my rating”: 1 higher."
    )
    chosen = [page.get_by_role("combobox", name=name, exact=True) for name in ("Compare", "With")]
    assert [one.locator("option:checked").inner_text() for one in chosen] == [
        "Round 1, my rating",
        "Round 1, assessor",
    ]


def test_the_table_for_a_spreadsheet_has_a_row_for_each_item_and_runs_nothing(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "on-my-own")
    unfold(page, "P1")
    page.locator("[name=P1-note]").fill('=HYPERLINK("https://host.invalid")\n@x')
    page = window.goto(PROGRESS)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()

    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_bytes().decode("utf-8-sig"), newline="")))
    assert len(rows) == 1 + ALL
    (row,) = [row for row in rows if row[0] == "contact-centre" and row[6] == "P1"]
    assert row[3] == "Performance criteria"
    assert row[5] == "You must be able to:"
    assert [*row[8:10], row[13]] == ["I", "On my own", '\u200b=HYPERLINK("https://host.invalid")\n\u200b@x']
    assert [cell for row in rows for cell in row if re.match(r"[=+\-@\t\r]", cell)] == []


# --- paper ---


def test_a_filled_checklist_prints_its_ratings_in_words_and_its_notes_whole(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    bring(page)
    note = " ".join(f"On day {day} I wrote down what the customer asked for." for day in range(1, 110))[:5000]
    page.locator("#P1 .rating__tools [aria-expanded=false]").click()
    page.locator("[name=P1-note]").fill(note)
    page.emulate_media(media="print")
    printed = squashed(" ".join(sheets(page)))

    assert squashed(note) in printed
    for said in (
        "NameAnna",
        "Round2Assessor",
        "AssessorMoAli",
        "✕Onmyown",
        f"✕{squashed(scale().evidence.have.label)}",
        "Onemorecalltohear.",
        "✕Icanhelpothers",
    ):
        assert said in printed
    for of_screen in ("Savetoafile", "Next:", "Evidence:notgiven"):
        assert of_screen not in printed


def test_a_checklist_that_was_just_begun_prints_its_day_its_round_and_the_whole_key(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    page.locator("[name=P1][value=on-my-own]").check()
    printed = squashed(" ".join(sheets(page)))

    assert re.search(r"Date\d{1,2}[A-Z][a-z]+20\d\d", printed)
    for said in ("Round1Assessor", "Levelsforwhatyoucando", "Levelsforwhatyouknow"):
        assert said in printed


def test_progress_prints_with_the_plan_and_the_log_in_words(reader: Open) -> None:
    window = reader(fresh=True)
    bring(window.goto(CHECKLIST))
    page = window.goto(PROGRESS)
    expect(page.locator("my-progress .lead")).to_be_visible()
    printed = squashed(" ".join(sheets(page)))

    for said in (
        "Readtherulesonrecordingcalls",
        "18December2026",
        "Recordingoftwocalls",
        "Observation",
        "Needspractice:1",
        "NameAnna",
        "Round2Assessor",
        "Bytheme",
    ):
        assert said in printed
    assert "Selectitems" not in printed
    assert "Lawregulation" not in printed.replace(",", ""), "what is closed on the page is closed on paper"
    page.locator("summary", has_text="By theme").click()
    assert "Law,regulation" in squashed(" ".join(sheets(page)))


# --- looks ---


@pytest.mark.parametrize("address_of", [CHECKLIST, PROGRESS])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_filled_page_has_no_fault(reader: Open, address_of: str, width: int) -> None:
    window = reader(fresh=True, width=width)
    page = window.goto(CHECKLIST)
    bring(page)
    if address_of == PROGRESS:
        page = window.goto(PROGRESS)
        expect(page.locator("#compare")).to_be_visible()
    else:
        page.locator("#P1 .rating__tools [aria-expanded=false]").click()
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    expect(page.get_by_label("Name of this round")).to_be_visible()
    # Where the page ends, the bar covers nothing.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")

    assert window.look() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_dialog_has_no_fault(reader: Open, width: int) -> None:
    window = reader(fresh=True, width=width)
    choose(window.goto(CHECKLIST), FILE)

    assert window.look() == []
