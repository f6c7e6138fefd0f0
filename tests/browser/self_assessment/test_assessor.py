"""The steps on the help page for assessors work: a learner's file is opened, rated, sent back and added."""

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.support import help_pages
from tests.support.learner import CHECKLIST, PROGRESS, WHO, answers, choose, erase, options, rate, rating, saved
from tests.support.reader import Reader

Open = Callable[..., Reader]


def steps() -> list[set[str]]:
    """The labels that each step of the help page quotes."""
    page = help_pages.text("trainers")
    (part,) = re.findall(r"\{#open-a-learners-file\}\n(.*?)\n\n[^1\n]", page, re.DOTALL)
    return [set(re.findall("“([^”]+)”", line)) for line in part.strip().splitlines()]


def file_of(page: Page) -> dict[str, Any]:
    return {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(saved(page)).encode()}


def add(page: Page, file: dict[str, Any], how: str) -> None:
    dialog = choose(page, file)
    dialog.get_by_role("button", name=how, exact=True).click()
    expect(dialog).to_be_hidden()


def learner(window: Reader, name: str) -> Page:
    page = window.goto(CHECKLIST)
    options(page)
    page.get_by_role("textbox", name="Name", exact=True).fill(name)
    rate(page, "P1", "with-support")
    return page


def test_the_steps_for_an_assessor_bring_ratings_to_the_learner(reader: Open) -> None:
    assert steps() == [
        {"Save to a file"},
        {"Options", "Open a saved file"},
        {"Open as", "Open as another person"},
        {"Options", "Assessor"},
        {"Options", "Show evidence and assessor for all items", "Assessor"},
        {"Save to a file"},
        {"Open a saved file", "Add to my answers"},
    ]
    ana, window = learner(reader(fresh=True), "Ana"), reader(fresh=True)
    page = window.goto(PROGRESS)
    add(page, file_of(ana), "Open as Ana")
    page = window.goto(CHECKLIST)
    assert rating(page, "P1") == "with-support"
    page.locator(WHO, has_text="Ana").click()
    page.get_by_role("textbox", name="Assessor", exact=True).fill("Mo")
    page.get_by_role("button", name="Show evidence and assessor for all items").click()
    rate(page, "P1", "on-my-own", "-assessor")
    page.locator("[name=P1-assessor-note]").fill("Seen on Monday")
    sent = file_of(page)

    add(ana, sent, "Add to my answers")
    (told,) = [answer for key, answer in answers(ana).items() if key.endswith("/P1")]
    assert told == {
        "rating": "with-support",
        "assessor.rating": "on-my-own",
        "assessor.note": "Seen on Monday",
    }

    # A second file of the same learner, opened while the page shows them, and while it shows someone else.
    rate(ana, "P2", "can-help")
    add(page, file_of(ana), "Add to my answers")
    assert rating(page, "P2") == "can-help"
    add(page, file_of(learner(reader(fresh=True), "Bo")), "Open as Bo")
    rate(ana, "P3", "can-help")
    add(page, file_of(ana), "Add to the answers of Ana")
    assert rating(page, "P3") == "can-help"

    erase(page)
    assert rating(page, "P3") is None
    assert rating(ana, "P3") == "can-help"


def test_a_file_without_a_name_can_be_opened_as_another_person(reader: Open) -> None:
    nameless, page = reader(fresh=True).goto(CHECKLIST), learner(reader(fresh=True), "Mo")
    rate(nameless, "P1", "not-yet")
    add(page, file_of(nameless), "Open as another person")
    assert rating(page, "P1") == "not-yet"
    people = page.get_by_role("combobox", name="Whose answers").locator("option")
    assert sorted(people.all_inner_texts()) == ["Another person", "Mo"]
