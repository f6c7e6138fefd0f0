"""The evidence forms as they are filled in for the real suite, as files, and the words that each must show."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from playwright.sync_api import Locator, Page

from competence_standards import routes
from competence_standards.forms.blocks import AnyBlock, Criteria, Details, Key, Narrative, Notice, Signatures, Table
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm
from competence_standards.forms.pdf import pdf
from competence_standards.forms.shared_details import details_of
from competence_standards.forms.word import word
from tests.support import real
from tests.support.paper import A4, shown, squashed

STANDARD = "contact-centre"
"""The standard with the most items."""


def forms() -> list[FilledForm]:
    """Each form once: those for each standard with the items of the longest."""
    return [form for form in filled_forms(real.forms()) if form.subject is None or form.subject.id == STANDARD]


@cache
def as_pdf(form: FilledForm) -> bytes:
    return pdf(form)


@cache
def as_word(form: FilledForm) -> bytes:
    return word(form)


def unmarked(text: str) -> str:
    """Without spaces, the marks of lists and the empty boxes: other formats draw these."""
    return re.sub(r"[\s•☐]", "", text)


def words(block: AnyBlock) -> Iterator[str]:
    yield from (block.heading, block.by, block.help)
    match block:
        case Details():
            yield from (text for field in block.fields for text in (field.label, *field.options))
        case Notice():
            yield from block.points
        case Narrative():
            yield from (text for prompt in block.prompts for text in (prompt.text, block.margin))
        case Table():
            yield from (column.label for column in block.columns)
            yield from (option for column in block.columns for option in column.boxes)
            for row in block.rows:
                yield from (row.group, *row.cells, *((row.total.before, row.total.after) if row.total else ()))
        case Criteria():
            yield from (text for label, ids in block.groups for text in (label, *ids))
        case Key():
            yield from (f"{code}{name}{'.' if meaning else ''}{meaning}" for code, name, meaning in block.entries)
        case Signatures():
            yield from (text for person in block.people for text in (person.role, person.declares, *block.labels))


def about(form: FilledForm) -> list[str]:
    """What no page may lack: what the form is, and of which version of which standard, whose, and which piece."""
    subject = form.subject
    standard = (
        [subject.reference or subject.id, subject.title, f"version {subject.version}"] if subject else [form.suite]
    )
    return [form.code, form.title, *standard, form.candidate, form.registration, form.number, form.note]


def signed_alone(form: FilledForm, last: str) -> bool:
    """Whether nothing but signatures stands on the last sheet of paper, as its text says."""
    if not isinstance(form.blocks[-1], Signatures):
        return False
    rest = re.sub(r"Page\d+of\d+|\d+/\d+", "", last)
    for text in sorted({*about(form), form.name, form.about, *words(form.blocks[-1])}, key=len, reverse=True):
        rest = rest.replace(unmarked(text), "") if text else rest
    return not rest


# --- their pages ---

NAME = "Jordan Featherstonehaugh"
"""A candidate."""


def label(name: str) -> str:
    """Return the label of one of the details that are typed once."""
    names = real.forms().role_names[0]
    (found,) = [one.label for one in details_of(filled_forms(real.forms()), names) if one.name == name]
    return found


PRINTED = "({ previousElementSibling: one }) => (one?.matches('.written') ? one.textContent : '')"
"""What is printed of a control."""


def detail(page: Page, name: str) -> Locator:
    """Return the control above the forms in which one of the details is typed once."""
    return page.locator("form-header").get_by_label(label(name))


def header(page: Page, name: str) -> list[str]:
    """Return what each place for one of the details that are typed once says, as it is printed."""
    lines = page.locator(f"[data-header={name}]").all_text_contents()
    controls = page.locator(f"[data-detail={name}]")
    return [*lines, *controls.evaluate_all(f"(all) => all.map({PRINTED})")]


@cache
def by_address() -> dict[str, FilledForm]:
    """Return each form once, by the address of its page."""
    return {routes.form(form.id, form.subject.id if form.subject else None): form for form in forms()}


def faults_of_form(page: Page, form: FilledForm, printed: Sequence[tuple[tuple[int, int], str]]) -> Iterator[str]:
    """Say what is wrong with the page of a form as it was printed."""
    page.emulate_media(media="print")
    kept_whole = shown(page, ".form :is(tbody tr, .signer, .form__notice, .ticks):visible")
    headings = shown(page, ".form :is(h1, h2):visible")
    page.emulate_media(media="screen")
    lies = A4 if form.orientation == "portrait" else A4[::-1]
    around = [
        squashed(text) for text in (form.name, form.about, form.candidate, form.registration, form.number, form.note)
    ]
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
