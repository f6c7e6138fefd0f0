"""Deleted means gone: no tab, no way back and no page of an older state brings back what was erased or removed."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Locator, Page, Route, expect

from tests.conftest import BELOW
from tests.support.forms import detail
from tests.support.learner import (
    BLOCKED,
    CHECKLIST,
    FULL,
    PROGRESS,
    WHO,
    another,
    choose,
    erase,
    options,
    press_option,
    rate,
    rating,
    saved,
    status,
    undo,
    unfold,
)
from tests.support.reader import WIDTHS, Reader
from tests.support.short import ITEMS

Open = Callable[..., Reader]
FORM = "contact-centre/forms/witness-testimony/"
REMOVE = "Remove everything from this device"
ONE_FILE = "file.json"
STORED = """
async () => ({
  local: Object.keys(localStorage).sort(),
  tab: Object.keys(sessionStorage),
  pages: (await caches.keys()).sort(),
  workers: (await navigator.serviceWorker?.getRegistrations() ?? []).map(({ scope }) => scope),
})
"""
ROOM = "() => void (Storage.prototype.setItem = window.put)"
DEVICE = "JSON.parse(Object.entries(localStorage).find(([key]) => key.endsWith(':v2:device'))[1]).id"
NOTHING: dict[str, list[str]] = {"local": [], "tab": [], "pages": [], "workers": []}


ASLEEP = """
for (const kind of ["storage", "visibilitychange", "pagehide"]) {
  addEventListener(kind, (event) => window.asleep && event.stopImmediatePropagation(), true);
}
"""


@contextmanager
def left(window: Reader, page: Page) -> Iterator[Page]:
    """Leave a page, and come back to it as a browser shows it again at a press of Back: as it was, and without news.

    What is done meanwhile is done in another tab. Chromium without a window cannot keep a page that was left, so the
    page stays open and hears nothing until it is shown again.
    """
    page.evaluate(
        "window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })), window.asleep = true"
    )
    yield another(window).goto(PROGRESS)
    page.evaluate(
        "window.asleep = false, window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    )


def note(page: Page, item: str = "P1") -> Locator:
    return page.locator(f"[name={item}-note]")


def write_note(page: Page, text: str, item: str = "P1") -> None:
    unfold(page, item)
    note(page, item).fill(text)


def name_yourself(page: Page, name: str) -> None:
    options(page)
    page.get_by_role("textbox", name="Name", exact=True).fill(name)


def add_person(page: Page, name: str) -> None:
    page.get_by_role("button", name="Add another person").click()
    page.get_by_role("textbox", name="Name", exact=True).fill(name)


def delete(page: Page) -> None:
    press_option(page, "Delete my answers")
    page.get_by_role("dialog").get_by_role("button", name="Delete my answers").click()


def ask_to_remove(page: Page) -> Locator:
    page.get_by_role("button", name=REMOVE).click()
    dialog = page.get_by_role("dialog", name=REMOVE)
    expect(dialog).to_be_visible()
    return dialog


def remove_everything(page: Page) -> None:
    ask_to_remove(page).get_by_role("button", name="Remove everything", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="was removed")).to_be_visible()


def stored(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(STORED)
    return found


def full() -> str:
    """Let nothing be stored any more, until `window.put` is put back."""
    return f"() => {{ window.put = Storage.prototype.setItem; {FULL}; }}"


def texts(page: Page) -> str:
    """Everything in the browser's storage."""
    found: str = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    return found


def until(page: Page, condition: str) -> None:
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"still not so after 10 s: {condition}")


# --- remove everything ---


def test_removing_everything_leaves_nothing_and_stores_nothing_until_somebody_goes_on(reader: Open) -> None:
    window = reader(fresh=True, service_workers="allow")
    page = window.goto(CHECKLIST)
    until(page, "() => navigator.serviceWorker.controller !== null")
    rate(page, "P1", "not-yet")
    write_note(page, "secret")
    name_yourself(page, "Ann")
    add_person(page, "Bo")
    rate(page, "P2", "on-my-own")
    delete(page)
    form = another(window).goto(FORM)
    detail(form, "candidate").fill("Ann Example")
    form.get_by_role("button", name="Dark").or_(form.locator("[data-scheme-toggle]")).first.click()
    others = ["other.app", "standards:/another/site/:v2:device", "standards:/another/site/:v2:a:info"]
    page.evaluate(
        """([below, others]) => {
          for (const key of others) localStorage.setItem(key, "{}");
          localStorage.setItem(`standards:${below}:v1:2:info`, JSON.stringify({ name: "of old" }));
          localStorage.setItem(`standards:${below}:v2:zz:info`, "unreadable {");
        }""",
        [BELOW, others],
    )
    plain = another(window).goto("contact-centre/")
    page = window.goto(PROGRESS)
    checklist = another(window).goto(CHECKLIST)
    unfold(checklist, "P1")

    dialog = ask_to_remove(page)
    for said in (
        "Answers of Ann: 1 answer",
        "Answers of Bo, deleted on",
        "1 record that could not be read",
        "Ann Example",
        "for reading offline",
        "You cannot undo it.",
        "Files in your Downloads folder and the history of your browser stay.",
    ):
        expect(dialog).to_contain_text(said)
    dialog.get_by_role("button", name="Remove everything", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Removed from this device")
    expect(page.locator("article")).to_contain_text("Files in your Downloads folder are still there.")
    expect(checklist.get_by_role("heading", level=1)).to_have_text("Removed from this device")
    expect(form.get_by_role("heading", level=1)).to_have_text("Removed from this device")
    for one in (page, checklist, form):
        assert one.locator("person-bar, self-assessment, my-progress, form-record, dialog").count() == 0
    plain.goto(window.base + "about/")
    page.wait_for_timeout(1000)
    # The tab that went on to another page is a visit of its own.
    found = stored(page)
    assert [found["local"], found["tab"], stored(checklist)["tab"]] == [sorted(others), [], []]
    expect(page.get_by_role("link", name="Open this page again")).to_be_visible()
    for one in (plain, form, checklist):
        one.close()
    assert window.look() == []

    page.get_by_role("link", name="Open this page again").click()
    expect(status(page)).to_have_text("Answers stay on this device.")
    assert "secret" not in texts(page)
    assert stored(page)["local"] == sorted(others)


@pytest.mark.slow
def test_after_removing_everything_the_browser_keeps_no_page_while_old_windows_are_open(reader: Open) -> None:
    window = reader(fresh=True, service_workers="allow")
    page = window.goto(PROGRESS)
    until(page, "() => navigator.serviceWorker.controller !== null")
    old = another(window).goto(CHECKLIST)
    assert stored(page)["pages"]
    remove_everything(page)
    assert stored(page) == NOTHING

    old.evaluate("fetch('../').then((answer) => answer.text())")
    old.wait_for_timeout(1000)
    assert stored(page) == NOTHING

    page.get_by_role("link", name="Open this page again").click()
    until(page, "async () => (await caches.keys()).length > 0")
    until(page, "async () => (await caches.match(location.href)) !== undefined")
    assert stored(page)["local"] == []


@pytest.mark.slow
def test_what_another_tab_could_not_store_yet_is_dropped_when_everything_is_removed(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    other = another(window).goto(CHECKLIST)
    form = another(window).goto(FORM)
    for one in (other, form):
        one.evaluate(full())
    write_note(other, "secret")
    detail(form, "candidate").fill("secret name")
    expect(status(other)).to_have_text("Not saved on this device.")

    page = window.goto(PROGRESS)
    remove_everything(page)

    for one in (other, form):
        expect(one.get_by_role("heading", level=1)).to_have_text("Removed from this device")
    for one in (other, form):
        one.evaluate(ROOM)
        for event in ("visibilitychange", "pagehide", "beforeunload"):
            one.evaluate(f"(document.dispatchEvent(new Event('{event}')), window.dispatchEvent(new Event('{event}')))")
        one.goto(window.base + "about/")
    assert stored(page)["local"] == []


@pytest.mark.slow
def test_going_back_to_a_page_from_before_everything_was_removed_shows_and_stores_nothing(reader: Open) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(ASLEEP)
    page = window.goto(CHECKLIST)
    write_note(page, "secret")
    with left(window, page) as progress:
        remove_everything(progress)

    expect(page.get_by_role("heading", level=1)).to_have_text("Removed from this device")
    assert page.locator("self-assessment").count() == 0
    page.reload()
    unfold(page, "P1")
    expect(note(page)).to_have_value("")
    assert stored(page)["local"] == []


def test_going_back_to_a_form_from_before_everything_was_removed_shows_no_detail(reader: Open) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(ASLEEP)
    page = window.goto(FORM)
    page.evaluate(full())
    detail(page, "candidate").fill("secret name")
    with left(window, page) as progress:
        remove_everything(progress)

    expect(detail(page, "candidate")).to_have_value("")
    expect(page.locator("article")).not_to_contain_text("secret")
    page.evaluate(ROOM)
    page.goto(window.base)
    assert stored(page)["local"] == []


@pytest.mark.slow
@pytest.mark.parametrize("how", [erase, remove_everything])
def test_the_browser_itself_puts_no_name_back_at_a_press_of_back(reader: Open, how: Callable[[Page], None]) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    name_yourself(page, "secret name")
    how(window.goto(PROGRESS))
    page.go_back()
    expect(status(page)).to_have_text("Answers stay on this device.")
    options(page)
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("")


@pytest.mark.parametrize(
    "fault", [FULL, "localStorage.setItem(`standards:${location.pathname.slice(0, -12)}:v2:x:info`, '{')"]
)
def test_everything_is_removed_from_a_full_storage_and_where_a_record_cannot_be_read(reader: Open, fault: str) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    page = window.goto(PROGRESS)
    page.evaluate(f"() => {{ {fault} }}")
    remove_everything(page)
    assert stored(page)["local"] == []


@pytest.mark.slow
def test_where_the_storage_is_blocked_it_is_said_what_to_do_and_the_pages_go(reader: Open) -> None:
    window = reader(fresh=True, service_workers="allow")
    page = window.goto(PROGRESS)
    until(page, "() => navigator.serviceWorker.controller !== null")
    page.evaluate(f"() => {{ {BLOCKED} }}")
    rest = ask_to_remove(page)
    rest.get_by_role("button", name="Remove everything", exact=True).click()
    expect(page.locator("article [role=status]")).to_have_text(
        "Your browser does not let this page remove everything. To remove the rest, clear the data of this site "
        "in your browser’s settings."
    )
    assert page.evaluate("caches.keys()") == []


@pytest.mark.slow
def test_pages_that_cannot_be_removed_are_not_said_to_be_removed(reader: Open) -> None:
    window = reader(fresh=True, service_workers="allow")
    page = window.goto(PROGRESS)
    until(page, "() => navigator.serviceWorker.controller !== null")
    page.evaluate("() => void (CacheStorage.prototype.delete = () => Promise.reject(new Error('not now')))")
    ask_to_remove(page).get_by_role("button", name="Remove everything", exact=True).click()
    expect(page.locator("article [role=status]")).to_contain_text("does not let this page remove everything")


def test_answers_from_another_address_of_the_site_go_too_where_they_are_of_these_standards(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    page.evaluate(
        """() => {
          for (const [key, text] of Object.entries(localStorage)) {
            for (const path of ["/old/", "/stays/"]) localStorage.setItem(key.replace("/some/where/", path), text);
            const strange = key.replace("/some/where/", "/strange/");
            localStorage.setItem(strange.replace("contact-centre/", "other-suite/"), text);
          }
        }"""
    )
    page = window.goto(PROGRESS)
    dialog = ask_to_remove(page)
    expect(dialog.get_by_role("checkbox")).to_have_count(2)
    dialog.get_by_role("checkbox", name="(/stays/)").uncheck()
    dialog.get_by_role("button", name="Remove everything", exact=True).click()
    expect(page.locator("article [role=status]")).to_contain_text("was removed")
    assert {key.split(":")[1] for key in stored(page)["local"]} == {"/stays/", "/strange/"}


def test_answers_that_were_deleted_at_another_address_of_the_site_go_too(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    write_note(page, "secret")
    page.goto("about:blank")
    other = another(window).goto("glossary/")
    other.evaluate(FROM_OLD)
    other.evaluate('localStorage.setItem(\'standards:/old/:v2:deleted:aaaa\', \'{"to":"bbbb","number":"000001-x"}\')')
    window.goto(PROGRESS)

    dialog = ask_to_remove(page)
    expect(dialog.get_by_label("Answers to 1 item, entered at another address of this site (/old/)")).to_be_checked()
    dialog.get_by_role("button", name="Remove everything", exact=True).click()

    expect(page.get_by_role("status").filter(has_text="was removed")).to_be_visible()
    assert stored(page)["local"] == []


def test_each_person_can_save_a_file_before_everything_is_removed(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    name_yourself(page, "Ann")
    add_person(page, "Bo")
    rate(page, "P2", "on-my-own")
    page = window.goto(PROGRESS)
    dialog = ask_to_remove(page)
    for name in ("Ann", "Bo"):
        with page.expect_download() as download:
            dialog.get_by_role("button", name=f"Save the answers of {name} to a file").click()
        file = json.loads(Path(download.value.path()).read_text("utf-8"))
        assert file["person"]["name"] == name
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.locator(WHO)).to_contain_text("Bo")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_dialog_that_removes_everything_has_no_fault(reader: Open, width: int) -> None:
    window = reader(fresh=True, width=width)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    name_yourself(page, "Ann")
    page.evaluate(
        """() => {
          for (const [key, text] of Object.entries(localStorage)) {
            localStorage.setItem(key.replace("/some/where/", "/old/"), text);
          }
          localStorage.setItem("standards:/some/where/:forms:header", JSON.stringify({ candidate: "Ann Example" }));
        }"""
    )
    page = window.goto(PROGRESS)
    dialog = ask_to_remove(page)
    expect(dialog).to_contain_text("Ann Example")
    assert window.look("dialog") == []
    assert dialog.evaluate("box => box.scrollWidth <= box.clientWidth")
    expect(dialog.get_by_role("heading", name=REMOVE)).to_be_focused()
    expect(dialog.get_by_text("Answers of Ann:")).to_be_in_viewport()


# --- deleting and erasing ---


def test_a_deletion_can_be_undone_until_it_is_erased_and_no_longer(reader: Open) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(ASLEEP)
    page = window.goto(CHECKLIST)
    write_note(page, "secret")
    delete(page)
    with left(window, page):
        pass
    undo(page, "Undo delete")
    expect(note(page)).to_have_value("secret")
    delete(page)
    options(page)
    page.get_by_text("Deleted answers: 1").click()
    page.get_by_role("button", name="Bring back").focus()
    with left(window, page) as progress:
        options(progress)
        progress.get_by_text("Deleted answers: 1").click()
        progress.get_by_role("button", name="Erase for good: Answers without a name").click()
        progress.get_by_role("dialog").get_by_role("button", name="Erase for good").click()

    expect(page.get_by_role("button", name="Undo delete")).to_be_hidden()
    expect(page.get_by_text("Deleted answers")).to_have_count(0)
    assert "secret" not in texts(page)
    assert "secret" not in page.content()


def test_going_back_after_erasing_shows_nothing_and_the_next_letter_stores_nothing_of_it(reader: Open) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(ASLEEP)
    page = window.goto(CHECKLIST)
    write_note(page, "secret")
    note(page).focus()
    with left(window, page) as progress:
        erase(progress)

    expect(note(page)).to_have_value("")
    page.keyboard.type("x")
    note(page).press_sequentially("y")
    assert "secret" not in texts(page)


@pytest.mark.slow
def test_a_field_with_the_cursor_in_another_tab_keeps_no_text_of_who_was_erased(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    write_note(page, "secret")
    name_yourself(page, "secret name")
    other = another(window).goto(CHECKLIST)
    unfold(other, "P1")
    note(other).press("End")
    progress = another(window).goto(PROGRESS)
    options(progress)
    progress.get_by_role("textbox", name="Name", exact=True).press("End")
    page.bring_to_front()

    erase(page)

    expect(note(other)).to_have_value("")
    expect(progress.get_by_role("textbox", name="Name", exact=True)).to_have_value("")
    other.keyboard.type("x")
    note(other).press_sequentially("y")
    progress.keyboard.type("x")
    expect(status(other)).to_contain_text("Saved ")
    assert "secret" not in texts(page)


FROM_OLD = """() => {
  for (const [key, text] of Object.entries(localStorage)) {
    localStorage.setItem(key.replace("/some/where/", "/old/").replace(/:v2:[a-z0-9]+/, ":v2:aaaa"), text);
    localStorage.removeItem(key);
  }
}"""


@pytest.mark.slow
def test_what_was_deleted_at_another_address_comes_back_by_no_offer_or_dialog_of_before(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    page.goto("about:blank")
    other = another(window).goto("glossary/")
    other.evaluate(FROM_OLD)
    window.goto(CHECKLIST)
    copy = page.get_by_role("button", name="Copy these answers here…")
    copy.click()
    dialog = page.get_by_role("dialog", name="Open a saved file")
    expect(dialog).to_contain_text("1 answer, 1 round added")

    other.evaluate("localStorage.setItem('standards:/old/:v2:deleted:aaaa', '{\"to\":\"bbbb\"}')")
    expect(copy).to_be_hidden()
    dialog.get_by_role("button", name="Add to my answers").click()

    expect(page.get_by_role("dialog")).to_contain_text("These answers were changed or deleted in another tab.")
    assert rating(page, "P1") is None
    assert "/some/where/:v2:aaaa" not in texts(page)


@pytest.mark.slow
def test_a_dialog_of_before_opens_no_file_of_answers_that_were_erased_meanwhile(reader: Open) -> None:
    window = reader(fresh=True)
    window.page.add_init_script(ASLEEP)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    file = {"name": ONE_FILE, "mimeType": "application/json", "buffer": json.dumps(saved(page)).encode()}
    dialog = choose(page, file)
    expect(dialog).to_contain_text("If you add the file to your answers: nothing added, nothing changed.")
    page.evaluate("window.asleep = true")
    erase(another(window).goto(CHECKLIST))
    dialog.get_by_role("button", name="Add to my answers").click()

    expect(page.get_by_role("dialog")).to_contain_text("These answers were changed or deleted in another tab.")
    page.reload()
    assert rating(page, "P1") is None


def open_dialogs(window: Reader, folder: Path) -> list[Page]:
    """Open the dialogs that show answers, each in a tab of its own."""
    page = window.goto(CHECKLIST)
    write_note(page, "secret note")
    name_yourself(page, "secret name")
    file = folder / ONE_FILE
    file.write_text(json.dumps(saved(page)).replace("secret", "other"))
    first, second, third = (another(window).goto(address) for address in (CHECKLIST, CHECKLIST, PROGRESS))
    choose(first, file)
    press_option(second, "Delete my answers")
    ask_to_remove(third)
    for tab in (first, second, third):
        assert "secret" in tab.get_by_role("dialog").inner_html()
    return [first, second, third]


def test_a_dialog_in_another_tab_shows_nothing_of_who_was_erased(reader: Open, tmp_path: Path) -> None:
    window = reader(fresh=True)
    tabs = open_dialogs(window, tmp_path)

    erase(another(window).goto(CHECKLIST))

    for tab in tabs:
        expect(tab.get_by_role("dialog")).to_contain_text("These answers were changed or deleted in another tab.")
        assert "secret" not in tab.content()


def test_a_dialog_in_another_tab_shows_no_value_that_was_erased(reader: Open, tmp_path: Path) -> None:
    window = reader(fresh=True)
    page, *_ = open_dialogs(window, tmp_path)
    other = another(window).goto(CHECKLIST)
    unfold(other, "P1")
    other.get_by_role("button", name="Clear evidence, notes and assessor of P1").click()
    other.get_by_role("button", name="Earlier values of P1").click()
    other.get_by_role("button", name="Erase values of P1").click()
    other.get_by_role("button", name="Erase all values").click()

    expect(page.get_by_role("dialog")).to_contain_text("These answers were changed or deleted in another tab.")
    assert "secret note" not in page.content()


def test_going_back_to_an_open_dialog_shows_nothing_of_who_was_erased(reader: Open, tmp_path: Path) -> None:
    window = reader(fresh=True)
    window.page.context.add_init_script(ASLEEP)
    page, *_ = open_dialogs(window, tmp_path)
    with left(window, page) as progress:
        erase(progress)

    expect(page.get_by_role("dialog")).to_be_hidden()
    assert "secret" not in page.content()


def test_a_filter_shows_nothing_of_the_person_before(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    options(page).get_by_role("combobox", name="Show").select_option("practise")
    expect(page.locator(".filtered")).to_contain_text(f"Showing 1 of {ITEMS} items.")

    erase(another(window).goto(CHECKLIST))

    expect(page.locator(".filtered")).to_contain_text(f"Showing 0 of {ITEMS} items.")
    expect(page.locator(".partial")).not_to_contain_text("P1")
    expect(page.locator("#P1")).to_be_hidden()


@pytest.mark.slow
def test_a_rating_that_was_erased_in_another_window_is_gone_from_suggestions_and_from_my_progress(reader: Open) -> None:
    window = reader(fresh=True)
    address = "manage-communications/checklist/"
    rate(window.goto(address), "P10", "not-yet")
    page = window.goto(CHECKLIST)
    suggestion = page.get_by_text("You rated a similar item, manage-communications/P10")
    expect(suggestion.first).to_be_visible()
    progress = another(window).goto(PROGRESS)
    expect(progress.locator("#next + details")).to_contain_text("Needs practice: 1")

    other = another(window).goto(address)
    rate(other, "P10", "can-help")
    unfold(other, "P10")
    other.get_by_role("button", name="Earlier values of P10").click()
    other.get_by_role("button", name="Erase values of P10").click()
    other.get_by_role("button", name="Erase all values").click()

    expect(suggestion).to_have_count(0)
    expect(progress.get_by_text("manage-communications/P10")).to_have_count(0)


@pytest.mark.slow
def test_a_file_that_another_tab_opens_does_not_draw_a_page_for_each_of_its_records(reader: Open) -> None:
    window = reader(fresh=True)
    rate(window.goto(CHECKLIST), "P1", "not-yet")
    home = window.goto("")
    expect(home.locator("[data-strip=contact-centre]")).to_have_text(f"1 of {ITEMS} rated")
    home.evaluate(
        """() => {
          const put = Element.prototype.replaceChildren;
          window.drawn = 0;
          Element.prototype.replaceChildren = function (...all) {
            if (this.dataset?.strip === "contact-centre") window.drawn += 1;
            return put.apply(this, all);
          };
        }"""
    )
    progress = another(window).goto(PROGRESS)
    expect(progress.locator("#standing + *")).to_be_visible()
    before = progress.evaluate("document.querySelector('my-progress').turn")

    another(window).goto("glossary/").evaluate(
        """() => {
          const step = (value) => [{ value, clock: 1, by: "x.y", at: "" }];
          const device = Object.keys(localStorage).find((key) => key.endsWith(":v2:device"));
          const person = JSON.parse(localStorage[device]).id;
          for (let number = 1; number <= 300; number += 1) {
            const key = `${person}:answer:zz:contact-centre/P${number}`;
            localStorage.setItem(device.replace(/device$/, key), JSON.stringify({ rating: step("can-help") }));
          }
        }"""
    )

    until(progress, f"() => document.querySelector('my-progress').turn > {before}")
    progress.wait_for_timeout(1500)
    assert progress.evaluate("document.querySelector('my-progress').turn") - before < 30
    assert 0 < home.evaluate("window.drawn") < 30


@pytest.mark.slow
def test_my_progress_shows_nothing_of_the_person_before_where_a_standard_does_not_load(reader: Open) -> None:
    window = reader(fresh=True, service_workers="block")
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    options(page)
    add_person(page, "Second")
    rate(window.goto("deliver-service/checklist/"), "P2", "not-yet")

    def many(route: Route) -> None:
        suite = route.fetch().json()
        suite["standards"] += [{"id": f"more-{number}", "title": "More"} for number in range(12)]
        route.fulfill(json=suite)

    page.route("**/suite.json", many)
    page.route("**/contact-centre/items.json", lambda route: route.abort())
    window.goto(PROGRESS)
    expect(page.get_by_text("P2 ").first).to_be_visible()
    options(page).get_by_role("combobox", name="Whose answers").select_option(label="No name given")

    expect(page.get_by_text("The list of standards did not load.")).to_be_visible()
    assert page.locator("article [href$='deliver-service/checklist/#P2']").count() == 0
    window.faults.clear()


def test_erasing_says_that_answers_from_another_address_of_the_site_stay(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    page.evaluate(
        """() => {
          for (const [key, text] of Object.entries(localStorage)) {
            localStorage.setItem(key.replace("/some/where/", "/old/"), text);
          }
        }"""
    )
    press_option(page, "Delete my answers")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("dialog")).to_contain_text("Answers from another address of this site (/old/) stay")
    page.get_by_role("button", name="Cancel").click()


def test_a_step_with_the_cursor_in_it_in_another_tab_keeps_no_text_that_was_erased(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(PROGRESS)
    page.get_by_role("button", name="Add a step").click()
    page.get_by_label("What I will do").fill("secret")
    other = another(window).goto(PROGRESS)
    words = other.get_by_label("What I will do")
    words.press("End")
    page.bring_to_front()
    page.locator("fieldset.entry summary").last.click()
    page.get_by_role("button", name="Erase values of step 1").click()
    page.get_by_role("button", name="Erase all values, also the current one").click()

    expect(words).to_have_value("")
    words.press_sequentially("new")
    until(page, "JSON.stringify(localStorage).includes('new')")
    assert "secret" not in texts(page)


@pytest.mark.slow
def test_no_step_of_another_tab_keeps_a_text_that_was_erased_and_no_earlier_value_is_used_again(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(PROGRESS)
    for number, words in enumerate(["open", "secret"]):
        page.get_by_role("button", name="Add a step").click()
        page.get_by_label("What I will do").nth(number).fill(words)
        page.get_by_label("What I will do").nth(number).blur()
        page.wait_for_timeout(1100)  # so that the next step was made later, and comes after this one
    page.get_by_label("What I will do").nth(1).fill("another secret")
    other = another(window).goto(PROGRESS)
    step = other.locator("fieldset.entry").nth(1)
    step.locator("summary").last.click()
    expect(step.get_by_role("button", name="Use again")).to_be_visible()
    other.get_by_label("What I will do").first.press("End")
    page.bring_to_front()
    page.locator("fieldset.entry").nth(1).locator("summary").last.click()
    page.get_by_role("button", name="Erase values of step 2").click()
    page.get_by_role("button", name="Erase all values, also the current one").click()
    expect(page.locator("fieldset.entry")).to_have_count(1)

    expect(other.get_by_label("What I will do").nth(1)).to_have_value("")
    step.get_by_role("button", name="Use again").click()
    expect(other.get_by_role("dialog")).to_contain_text("This value was erased in another tab")
    assert "secret" not in texts(page)


@pytest.mark.slow
def test_answers_stay_on_the_screen_of_each_tab_where_the_id_of_the_device_cannot_be_read(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    other, third = (another(window).goto(CHECKLIST) for _ in range(2))
    before = page.evaluate(DEVICE)
    third.evaluate("localStorage.setItem(Object.keys(localStorage).find((key) => key.endsWith(':v2:device')), '{')")
    third.reload()
    rate(third, "P2", "not-yet")

    for tab in (page, other, third):
        for item in ["P1", "P2"]:
            expect(tab.locator(f"[name={item}][value=not-yet]")).to_be_checked()
    assert page.evaluate(DEVICE) == before
    remove_everything(window.goto(PROGRESS))
    expect(other.get_by_role("heading", name="Removed from this device")).to_be_visible()


@pytest.mark.slow
def test_an_open_dialog_erases_no_answers_that_were_brought_back_meanwhile(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    delete(page)
    options(page)
    page.get_by_text("Deleted answers: 1").click()
    page.get_by_role("button", name="Erase for good: Answers without a name").click()
    other = another(window).goto(CHECKLIST)
    options(other)
    other.get_by_text("Deleted answers: 1").click()
    other.get_by_role("button", name="Bring back: Answers without a name").click()
    rate(other, "P2", "on-my-own")

    page.get_by_role("dialog").get_by_role("button", name="Erase for good").click()

    expect(page.get_by_role("dialog")).to_contain_text("Nothing was erased.")
    page.get_by_role("button", name="Close").click()
    assert [rating(page, "P1"), rating(page, "P2")] == ["not-yet", "on-my-own"]


@pytest.mark.slow
def test_a_deletion_can_be_undone_above_the_checklist_after_everything_before_was_erased(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    page.get_by_role("button", name="Clear rating of P1").click()
    later = another(window).goto(CHECKLIST)
    rate(later, "P2", "not-yet")
    erase(later)
    rate(later, "P1", "not-yet")
    delete(later)
    undo(later, "Undo delete")
    assert rating(later, "P1") == "not-yet"


@pytest.mark.slow
def test_a_text_that_is_too_long_goes_with_the_answers_of_its_person(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    other = another(window).goto(CHECKLIST)
    write_note(other, "secret" * 4000)
    erase(page)
    expect(note(other)).to_have_value("")
    expect(other.locator(".limit")).to_have_count(0)
    note(other).press_sequentially("z")
    assert "secret" not in texts(page)


@pytest.mark.slow
def test_what_waits_in_another_tab_is_not_stored_after_its_person_was_erased(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    other = another(window).goto(CHECKLIST)
    other.evaluate(full())
    write_note(other, "secret")
    expect(status(other)).to_have_text("Not saved on this device.")
    erase(page)
    other.evaluate(ROOM)
    rate(other, "P2", "not-yet")
    other.goto(window.base + "about/")
    assert "secret" not in texts(page)
    assert page.evaluate("Object.keys(localStorage).some((key) => key.endsWith('contact-centre/P2'))")


@pytest.mark.slow
def test_deleting_names_the_details_above_forms_and_offers_to_remove_those_of_the_same_person(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    name_yourself(page, "Ann Example")
    form = another(window).goto(FORM)
    candidate = detail(form, "candidate")
    candidate.fill("Bo Other")
    press_option(page, "Delete my answers")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("The details to print on forms stay on this device: Bo Other.")
    assert dialog.get_by_role("checkbox").count() == 0
    dialog.get_by_role("button", name="Cancel").click()

    candidate.fill("ann example ")
    press_option(page, "Delete my answers")
    box = page.get_by_role("checkbox", name="Also delete the details to print on forms: ann example")
    box.uncheck()
    page.get_by_role("dialog").get_by_role("button", name="Delete my answers").click()
    expect(candidate).to_have_value("ann example ")
    undo(page, "Undo delete")
    delete_with_details(page)
    expect(candidate).to_have_value("")
    undo(page, "Undo delete")
    expect(candidate).to_have_value("ann example ")

    press_option(page, "Delete my answers")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("checkbox", name="Also remove the details")).to_be_checked()
    page.get_by_role("button", name="Erase for good", exact=True).click()
    expect(candidate).to_have_value("")
    assert "xample" not in texts(page)


def test_the_only_person_without_a_name_deletes_the_name_above_forms_too(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    candidate = detail(another(window).goto(FORM), "candidate")
    candidate.fill("Ann Example")
    delete_with_details(page)

    expect(candidate).to_have_value("")
    undo(page, "Undo delete")
    expect(candidate).to_have_value("Ann Example")


def delete_with_details(page: Page) -> None:
    """Delete the answers of the page, and the details above forms with them."""
    press_option(page, "Delete my answers")
    expect(page.get_by_role("checkbox", name="Also delete the details")).to_be_checked()
    page.get_by_role("dialog").get_by_role("button", name="Delete my answers").click()


def test_after_deleting_undoing_and_erasing_the_focus_is_where_one_goes_on(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    delete(page)
    expect(page.get_by_role("button", name="Undo delete")).to_be_focused()
    undo(page, "Undo delete")
    expect(page.locator(WHO)).to_be_focused()
    erase(page)
    expect(page.locator(WHO)).to_be_focused()


# --- a page in a frame ---


def framed(window: Reader, address: str) -> Frame:
    """The page, shown in a frame of another page."""
    page = window.page
    html = f"<!doctype html><title>Another</title><iframe src='{window.base}{address}' width=900 height=700></iframe>"
    page.route("**/frame.html", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(window.base + "frame.html")
    frame = page.frames[-1]
    frame.wait_for_load_state()
    return frame


DELETING = {"Delete my answers", "Erase values", "Erase for good", REMOVE, "Clear these details"}


@pytest.mark.slow
def test_a_page_in_a_frame_deletes_nothing_and_leads_out_of_the_frame(reader: Open) -> None:
    window = reader(fresh=True)
    page = window.goto(CHECKLIST)
    write_note(page, "one")
    note(page).blur()
    note(page).fill("another")
    delete(page)
    write_again = note(page)
    write_again.fill("new")
    write_again.blur()
    write_again.fill("newer")

    def offered(where: Page | Frame) -> set[str]:
        if where.locator("person-bar").count():
            options(where)
            where.get_by_text("Deleted answers: 1").click()
        for one in where.get_by_role("button", name="Evidence: not given, with a note · Assessor: not rated").all():
            one.click()
        for one in where.get_by_role("button", name="Earlier values of P1").all():
            one.click()
            expect(where.locator(".earlier")).to_contain_text("new")
        return DELETING & {one.inner_text() for one in where.get_by_role("button").all() if one.is_visible()}

    expected = {
        CHECKLIST: {"Delete my answers", "Erase values", "Erase for good"},
        PROGRESS: {"Delete my answers", "Erase for good", REMOVE},
        FORM: {"Delete my answers", "Erase for good", "Clear these details"},
    }
    for address, names in expected.items():
        assert offered(window.goto(address)) == names
    for address in expected:
        frame = framed(window, address)
        assert offered(frame) == set()
        link = frame.get_by_role("link", name="open this page in a new tab").first
        expect(link).to_have_attribute("href", window.base + address)
        with window.page.context.expect_page() as opened:
            link.click()
        opened.value.wait_for_load_state()
        assert opened.value.evaluate("window.top === window")
        opened.value.close()


# --- files ---


def file_of(page: Page, change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    file = saved(page)
    change(file)
    return {"name": ONE_FILE, "mimeType": "application/json", "buffer": json.dumps(file).encode()}


def answers_of(count: int, size: int) -> Callable[[dict[str, Any]], None]:
    """Many answers with long notes, of somebody else."""

    def put(file: dict[str, Any]) -> None:
        file["person"] = {"id": "other", "name": "Olga"}
        step = {"clock": 1, "by": "other.abc", "at": "2026-11-22T14:00:00Z"}
        file["records"] = {
            "info": {"name": [{**step, "value": "Olga"}]},
            **{
                f"answer:r:contact-centre/P{number + 1}": {"note": [{**step, "value": f"{number} {'x' * size}"}]}
                for number in range(count)
            },
        }

    return put


def test_a_rating_of_the_future_and_a_clock_beyond_all_do_not_win_again(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    rate(page, "P2", "not-yet")

    def claim(file: dict[str, Any]) -> None:
        for key, record in file["records"].items():
            if key.endswith("/P1"):
                record["rating"][0].update(value="can-help", at="2999-01-01T00:00:00Z", by="elsewhere.abc")
            if key.endswith("/P2"):
                record["rating"][0].update(value="can-help", clock=2**53 - 1)

    file = file_of(page, claim)
    for level in ("not-yet", "on-my-own", "with-support"):
        rate(page, "P1", level)
        rate(page, "P2", level)
        choose(page, file).get_by_role("button", name="Add to my answers").click()
        expect(page.get_by_role("dialog")).to_be_hidden()
        assert [rating(page, "P1"), rating(page, "P2")] == [level, level]


def test_a_file_that_erases_answers_says_so(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    write_note(page, "mine")

    def erases(file: dict[str, Any]) -> None:
        for key, record in file["records"].items():
            if key.endswith("/P1"):
                record["erased"] = {"note": {record["note"][0]["by"].split(".")[0]: 5}}
                record["note"] = [{**record["note"][0], "value": "theirs", "by": "other.abc", "clock": 6}]

    dialog = choose(page, file_of(page, erases))
    expect(dialog).to_contain_text("Opening the file will erase 1 value on this device for good")
    expect(dialog).to_contain_text("You can undo this, but not what is erased.")
    expect(dialog).not_to_contain_text("The earlier values stay on this device.")
    dialog.get_by_role("button", name="Add to my answers").click()
    expect(note(page)).to_have_value("theirs")


@pytest.mark.slow
def test_a_file_of_somebody_else_with_the_same_id_can_be_opened_as_that_person(reader: Open) -> None:
    """Two devices on which the first version had a second person each gave that person one id."""
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    name_yourself(page, "Ann")
    add_person(page, "Bo")
    rate(page, "P2", "on-my-own")

    def of_cy(file: dict[str, Any]) -> None:
        file["person"]["name"] = "Cy"
        file["records"]["info"]["name"][-1]["value"] = "Cy"

    file = file_of(page, of_cy)
    page.get_by_label("Whose answers").select_option(label="Ann")
    dialog = choose(page, file)
    expect(dialog).to_contain_text("On this device these answers belong to Bo.")
    dialog.get_by_role("button", name="Open as Cy").click()
    names = page.get_by_label("Whose answers").locator("option")
    expect(names).to_have_count(3)
    assert sorted(names.all_inner_texts()) == ["Ann", "Bo", "Cy"]


@pytest.mark.slow
def test_a_large_file_says_what_it_needs_and_one_that_does_not_fit_changes_nothing(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    small, large, huge = (file_of(page, answers_of(*size)) for size in ((5, 100), (150, 10_000), (800, 16_000)))
    dialog = choose(page, small)
    expect(dialog).not_to_contain_text("MB")
    dialog.get_by_role("button", name="Cancel").click()
    before = texts(page)

    dialog = choose(page, huge)
    expect(dialog).to_contain_text("This device has no room for this file. The file needs about 13.0 MB.")
    expect(dialog).to_contain_text("Your answers have not changed.")
    assert [one.inner_text() for one in dialog.get_by_role("button").all()] == ["Close"]
    dialog.get_by_role("button", name="Close").click()
    assert texts(page) == before

    dialog = choose(page, large)
    expect(dialog).to_contain_text("The file needs about 1.5 MB. Your browser has about 5.2 MB left for this site.")
    assert texts(page) == before
    dialog.get_by_role("button", name="Open as Olga").click()
    expect(page.locator(WHO)).to_contain_text("Olga")
    assert len(texts(page)) > 1_500_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "more",
    [
        {"later": "x" * 1_500_000},
        {"words": {f"{number:08x}": "x" * 15_000 for number in range(100)}},
        {"levels": {f"old-{number}": {"criterion": "x" * 100, "knowledge": "x" * 100} for number in range(6_100)}},
    ],
    ids=["unknown", "words", "levels"],
)
def test_a_file_without_many_answers_says_what_it_needs_too(reader: Open, more: dict[str, Any]) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    dialog = choose(page, file_of(page, lambda file: file.update(more)))
    expect(dialog).to_contain_text("The file needs about 1.5 MB. Your browser has about 5.2 MB left for this site.")


def test_a_name_in_a_file_cannot_hide_what_the_page_says_about_the_file(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    name_yourself(page, "Ann")

    def of_mallory(file: dict[str, Any]) -> None:
        file["person"]["id"] = "mallory"
        file["records"]["info"]["name"][-1]["value"] = f"Bo\u202e{'x' * 19_000}"

    dialog = choose(page, file_of(page, of_mallory))
    expect(dialog).to_contain_text(f"The answers in the file belong to Bo{'x' * 58}…. This page now shows")
    expect(dialog.get_by_role("button", name=f"Open as Bo{'x' * 58}…", exact=True)).to_be_visible()


def test_a_file_that_turns_out_not_to_fit_is_opened_not_at_all(reader: Open) -> None:
    page = reader(fresh=True).goto(CHECKLIST)
    rate(page, "P1", "not-yet")
    file = file_of(page, answers_of(50, 1000))
    dialog = choose(page, file)
    page.evaluate(
        """() => {
          const put = Storage.prototype.setItem;
          let left = 20;
          Storage.prototype.setItem = function (key, text) {
            if (!(left -= 1)) throw new DOMException("full", "QuotaExceededError");
            if (left < 0 && !this.getItem(key)) throw new DOMException("full", "QuotaExceededError");
            put.call(this, key, text);
          };
        }"""
    )
    before = page.evaluate("JSON.stringify(Object.entries(localStorage).sort())")
    dialog.get_by_role("button", name="Open as Olga").click()
    expect(page.get_by_role("dialog")).to_contain_text(
        "This device has no room for this file. Your answers have not changed."
    )
    assert page.evaluate("JSON.stringify(Object.entries(localStorage).sort())") == before
    page.get_by_role("button", name="Close").click()
    assert rating(page, "P1") == "not-yet"
    expect(status(page)).to_contain_text("Saved ")
