"""The preview as an author's browser gets it: every save is seen without a reload by hand, every error where it is."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.preview import Preview, copy_project, edit, serving
from tests.support.reader import NARROW, WIDE, Reader

Open = Callable[..., Reader]
SOON = 20_000
"""Milliseconds in which a save is seen on a machine that is busy; on a quiet one it takes about one second."""
STANDARD = "standards/contact-centre.yml"
P20 = "refer customer problems"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for all tests, each of which leaves the sources as they were."""
    copy = tmp_path_factory.mktemp("preview") / "copy"
    copy_project(copy)
    with serving(copy) as running:
        yield running


@pytest.fixture
def author(preview: Preview, reader: Open) -> Iterator[Page]:
    """A browser at P20 of a standard. At the end the sources are as they were, and the page is whole."""
    standard = preview.checkout / STANDARD
    before = standard.read_bytes()
    page = reader(preview.address).goto("contact-centre/")
    page.locator("#P20").scroll_into_view_if_needed()
    yield page
    if not page.is_closed():
        # Playwright waits for ever to close a page that is just about to reload.
        page.goto("about:blank")
    standard.write_bytes(before)
    preview.settled()


def expect_words(page: Page, words: str) -> None:
    expect(page.locator("#P20")).to_contain_text(words, timeout=SOON)


def bar(page: Page, words: str) -> None:
    expect(page.locator(".preview > details > summary")).to_contain_text(words, timeout=SOON)
    expect(page.locator(".preview")).to_be_in_viewport(ratio=1)


def no_bar(page: Page) -> None:
    expect(page.locator(".preview")).to_be_hidden(timeout=SOON)


def mistake(preview: Preview) -> None:
    """Name a theme at P20 that is none."""
    text = (preview.checkout / STANDARD).read_text("utf-8")
    before, item, after = text.partition("- id: P20\n")
    (preview.checkout / STANDARD).write_text(before + item + after.replace("themes: [", "themes: [tonne, ", 1), "utf-8")


def test_a_save_reloads_the_page_where_the_author_was(author: Page, preview: Preview) -> None:
    place = author.evaluate("scrollY")
    assert place > 1000

    edit(preview.checkout / STANDARD, P20, "pass on problems")

    expect_words(author, "pass on problems")
    assert author.evaluate("scrollY") == place


def test_an_error_is_seen_at_the_item_without_a_reload_and_goes_when_it_is_fixed(
    author: Page, preview: Preview
) -> None:
    author.evaluate("window.untouched = true")
    place = author.evaluate("scrollY")

    mistake(preview)

    bar(author, '1 error "tonne" is not a theme.')
    expect(author.locator("#P20 .preview-mark")).to_contain_text('Error: "tonne" is not a theme.')
    expect(author.locator("#P20 .preview-mark")).to_be_in_viewport()
    expect(author.locator(".preview-mark")).to_have_count(1)
    expect(author.locator(".preview-status")).to_have_text("Preview: 1 error.")
    assert author.title().startswith("1 error – ")
    assert (author.evaluate("scrollY"), author.evaluate("window.untouched")) == (place, True)

    edit(preview.checkout / STANDARD, "tonne, ", "")

    no_bar(author)
    expect(author.locator(".preview-mark")).to_have_count(0)
    assert author.evaluate("scrollY") == place


def test_the_bar_is_worked_by_keyboard(author: Page, preview: Preview) -> None:
    mistake(preview)
    bar(author, "1 error")
    author.locator("#P20 .preview-mark a").focus()

    author.keyboard.press("Enter")
    expect(author.locator("#preview-1")).to_be_focused()
    expect(author.locator("#preview-1")).to_contain_text(f"{STANDARD}:")
    expect(author.locator("#preview-1 pre mark")).to_have_text("tonne")
    author.keyboard.press("Tab")
    expect(author.get_by_role("link", name="Go to P20")).to_be_focused()
    author.keyboard.press("Escape")
    expect(author.locator(".preview > details > summary")).to_be_focused()
    expect(author.locator(".preview__list")).to_be_hidden()
    author.keyboard.press("Enter")
    expect(author.locator(".preview__list")).to_be_visible()


def test_another_page_leads_to_the_item(author: Page, preview: Preview) -> None:
    author.goto(preview.address + "learners/")
    mistake(preview)
    bar(author, "1 error")
    expect(author.locator(".preview-mark")).to_have_count(0)
    author.locator(".preview > details > summary").click()

    author.get_by_role("link", name="Go to P20").click()

    author.wait_for_url("**/contact-centre/#P20")
    expect(author.locator("#P20 .preview-mark")).to_be_visible(timeout=SOON)
    expect(author.locator("#P20")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["contact-centre/", "contact-centre/checklist/"])
def test_errors_are_accessible_and_cover_nothing(author: Page, preview: Preview, path: str) -> None:
    window = Reader(preview.address, author)
    mistake(preview)
    edit(preview.checkout / STANDARD, "title_origin: source-text", "title_origin: guessed")
    window.goto(path)
    for width, height, scheme in ((NARROW, 640, "dark"), (WIDE, 800, "light")):
        author.set_viewport_size({"width": width, "height": height})
        author.evaluate(
            "dark => document.documentElement.dataset.mdColorScheme = dark ? 'slate' : 'default'", scheme == "dark"
        )
        bar(author, "2 errors")
        expect(author.locator(".preview-mark").first).to_be_attached()
        assert covered(author) <= 1
        author.locator(".preview > details > summary").click()
        expect(author.locator(".preview__list")).to_be_visible()
        author.wait_for_timeout(100)
        assert covered(author) <= 1
        assert window.axe(".preview, .preview-mark") == []
        assert window.nameless() == []
        assert window.sideways() == []
        author.locator(".preview > details > summary").click()


def covered(page: Page) -> float:
    """How many pixels of the end of the page lie below the bar, however far it is scrolled."""
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    return float(
        page.evaluate(
            "document.querySelector('.footer').getBoundingClientRect().bottom"
            " - document.querySelector('.preview').getBoundingClientRect().top"
        )
    )


@pytest.mark.slow
def test_many_alike_errors_are_one(author: Page, preview: Preview) -> None:
    standard = preview.checkout / STANDARD
    before = standard.read_text("utf-8")
    standard.write_text(before.replace("underpins:", "underpinz:"), "utf-8")
    try:
        expect(author.get_by_text(" more like this")).to_be_attached(timeout=SOON)
        assert author.locator(".preview__list > ol > li").count() < 8
        assert author.locator(".preview > details > summary b").inner_text().split()[0] == "1"
        alike = author.get_by_text(" more like this").first.text_content() or ""
        assert int("".join(letter for letter in alike if letter.isdigit())) > 15, alike
    finally:
        standard.write_text(before, "utf-8")
    no_bar(author)


@pytest.mark.slow
def test_a_slow_save_is_seen_when_it_is_complete(author: Page, preview: Preview) -> None:
    standard = preview.checkout / STANDARD
    words = standard.read_text("utf-8").replace(P20, "saved slowly")
    with standard.open("w", encoding="utf-8") as file:
        for start in range(0, len(words), len(words) // 4):
            file.write(words[start : start + len(words) // 4])
            file.flush()
            author.wait_for_timeout(350)

    expect_words(author, "saved slowly")
    no_bar(author)


@pytest.mark.slow
def test_an_atomic_save_is_seen(author: Page, preview: Preview) -> None:
    standard = preview.checkout / STANDARD
    new = standard.with_name(".contact-centre.yml.new")
    new.write_text(standard.read_text("utf-8").replace(P20, "saved at once"), "utf-8")
    os.utime(new, ns=(standard.stat().st_atime_ns, standard.stat().st_mtime_ns))
    new.replace(standard)

    expect_words(author, "saved at once")


def test_a_switch_to_a_branch_without_the_folder_and_back_is_seen(
    author: Page, preview: Preview, tmp_path: Path
) -> None:
    folder = preview.checkout / "standards"
    folder.rename(tmp_path / "away")
    bar(author, "1 error This folder does not exist.")
    expect_words(author, P20)

    edit(tmp_path / "away/contact-centre.yml", P20, "come back")
    (tmp_path / "away").rename(folder)

    expect_words(author, "come back")
    no_bar(author)


@pytest.mark.slow
def test_a_broken_configuration_is_seen_and_so_is_its_fix(author: Page, preview: Preview) -> None:
    file = preview.checkout / "mkdocs.yml"
    before = file.read_text("utf-8")
    file.write_text(before.replace("plugins:", "plugins: ["), "utf-8")
    bar(author, "1 error This is not valid YAML:")
    expect_words(author, P20)

    file.write_text(f"{before}\ncopyright: Another notice\n", "utf-8")
    expect(author.get_by_text("Another notice")).to_be_visible(timeout=SOON)
    no_bar(author)

    file.write_text(before, "utf-8")
    expect(author.get_by_text("Another notice")).to_have_count(0, timeout=SOON)


@pytest.mark.slow
def test_a_preview_that_begins_with_an_error_leads_to_the_page(tmp_path: Path, reader: Open) -> None:
    copy_project(tmp_path / "copy")
    edit(tmp_path / "copy" / STANDARD, "title_origin: source-text", "title_origin: guessed")
    with serving(tmp_path / "copy") as preview:
        window = reader(preview.address)
        page = window.goto("contact-centre/#P20")
        expect(page.locator("#preview-1")).to_contain_text("guessed", timeout=SOON)
        assert window.axe() == []

        edit(preview.checkout / STANDARD, "title_origin: guessed", "title_origin: source-text")

        expect(page.locator("#P20")).to_be_in_viewport(timeout=SOON)
        page.goto("about:blank")
        # The server says by its status that there is no page yet, and Chromium repeats it.
        window.faults = [fault for fault in window.faults if "503" not in fault]


@pytest.mark.slow
def test_a_preview_that_stops_is_told_and_one_that_begins_again_reloads_the_page(tmp_path: Path, reader: Open) -> None:
    copy_project(tmp_path / "copy")
    with serving(tmp_path / "copy") as preview:
        window = reader(preview.address)
        page = window.goto("learners/")
        page.wait_for_timeout(200)
    expect(page.locator(".preview")).to_contain_text("The preview has stopped", timeout=SOON)

    with serving(tmp_path / "copy", preview.address):
        expect(page.locator(".preview")).to_be_hidden(timeout=SOON)
        page.goto("about:blank")
    window.faults = [fault for fault in window.faults if "net::ERR_" not in fault]
