"""The evidence forms as they are filled in for the real suite, as files, and the words that each must show."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from playwright.sync_api import Page

from competence_standards import routes
from competence_standards.documents.pdf import pdf
from competence_standards.forms import (
    AnyPart,
    Fields,
    Key,
    Narrative,
    Notice,
    Sheet,
    Signatures,
    Table,
    Ticks,
    asked,
    sheets,
    sign,
)
from competence_standards.forms.word import word
from tests.support.paper import A4, shown, squashed
from tests.support.real import suite

STANDARD = "contact-centre"
"""The standard with the most items."""


def forms() -> list[Sheet]:
    """Each form once: those for each standard with the items of the longest."""
    return [sheet for sheet in sheets(suite()) if sheet.subject is None or sheet.subject.id == STANDARD]


@cache
def as_pdf(sheet: Sheet) -> bytes:
    return pdf(sheet)


@cache
def as_word(sheet: Sheet) -> bytes:
    return word(sheet)


def unmarked(text: str) -> str:
    """Without spaces, the marks of lists and the empty boxes: other formats draw these."""
    return re.sub(r"[\s•☐]", "", text)


def words(part: AnyPart) -> Iterator[str]:
    yield from (part.head.heading, part.head.by, part.head.help)
    match part:
        case Fields():
            yield from (text for field in part.fields for text in (field.label, *field.options))
        case Notice():
            yield from part.points
        case Narrative():
            yield from (text for prompt in part.prompts for text in (prompt.text, part.margin))
        case Table():
            yield from (column.label for column in part.columns)
            yield from (option for column in part.columns for option in column.boxes)
            for row in part.rows:
                yield from (row.group, *row.cells, *(row.total.texts if row.total else ()))
        case Ticks():
            yield from (text for label, ids in part.groups for text in (label, *ids))
        case Key():
            yield from (f"{code}{name}{'.' if meaning else ''}{meaning}" for code, name, meaning in part.entries)
        case Signatures():
            yield from (text for person in part.people for text in (person.role, person.declares, *sign()))


def about(sheet: Sheet) -> list[str]:
    """What no page may lack: what the form is, and of which version of which standard, whose, and which piece."""
    subject = sheet.subject
    standard = [subject.id, subject.title, f"version {subject.version}"] if subject else [sheet.suite]
    return [sheet.code, sheet.title, *standard, sheet.candidate, sheet.number, sheet.note]


def signed_alone(sheet: Sheet, last: str) -> bool:
    """Whether nothing but signatures stands on the last sheet of paper, as its text says."""
    if not isinstance(sheet.parts[-1], Signatures):
        return False
    rest = re.sub(r"Page\d+of\d+|\d+/\d+", "", last)
    for text in sorted({*about(sheet), sheet.name, sheet.about, *words(sheet.parts[-1])}, key=len, reverse=True):
        rest = rest.replace(unmarked(text), "") if text else rest
    return not rest


# --- their pages ---

NAME = "Jordan Featherstonehaugh"
"""A candidate."""


def label(name: str) -> str:
    """Return the label of one of the details that are typed once."""
    (found,) = [one.label for one in asked(sheets(suite()), suite().word_sets[0]) if one.name == name]
    return found


def header(page: Page, name: str) -> list[str]:
    """Return what is on each line for one of the details that are typed once."""
    return page.locator(f"[data-header={name}]").all_text_contents()


@cache
def by_address() -> dict[str, Sheet]:
    """Return each form once, by the address of its page."""
    return {routes.form(sheet.id, sheet.subject.id if sheet.subject else None): sheet for sheet in forms()}


def faults_of_form(page: Page, sheet: Sheet, printed: Sequence[tuple[tuple[int, int], str]]) -> Iterator[str]:
    """Say what is wrong with the page of a form as it was printed."""
    page.emulate_media(media="print")
    kept_whole = shown(page, ".form :is(tbody tr, .signer, .form__notice, .ticks)")
    headings = shown(page, ".form :is(h1, h2)")
    page.emulate_media(media="screen")
    lies = A4 if sheet.orientation == "portrait" else A4[::-1]
    around = [squashed(text) for text in (sheet.name, sheet.about, sheet.candidate, sheet.number, sheet.note)]
    for number, (size, text) in enumerate(printed, start=1):
        if size != lies:
            yield f"sheet {number} is not A4 as the form lies"
        yield from (f"sheet {number} does not say {words}" for words in around if words not in text)
        if f"{number}/{len(printed)}" not in text:
            yield f"sheet {number} is not numbered"
        own = re.sub(r"\d+/\d+$", "", text)
        for words in around:
            own = own.replace(words, "")
        if not own:
            yield f"sheet {number} is blank"
        if any(own.endswith(heading) for heading in headings):
            yield f"sheet {number} ends with a heading"
    texts = [text for _, text in printed]
    yield from (f"split: {text[:60]}" for text in kept_whole if text and not any(text in one for one in texts))
