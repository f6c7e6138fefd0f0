"""Check the glossary: each form of a term is listed once and used, and related terms exist."""

from collections.abc import Collection, Iterator

from competence_standards.check.draft import Draft
from competence_standards.check.lists import given_twice, used_twice
from competence_standards.check.schema import Examined
from competence_standards.model import glossary
from competence_standards.problem import Guesses, Problem, shown
from competence_standards.read import Path
from competence_standards.translation import gettext as _
from competence_standards.words import WholeWords

NO_BREAK_HYPHEN = "\u2011"
Forms = dict[str, tuple[Path, str]]
"""The place and the spelling of each form of a term, by the form in lower case."""


def glossary_problems(examined: Examined, drafts: Collection[Draft], *, is_sound: bool) -> Iterator[Problem]:
    """Yield every problem with the glossary.

    Args:
        examined: The file of the glossary.
        drafts: All standards.
        is_sound: Whether every standard was read and has its schema's shape. Otherwise a form may be used there.
    """
    forms: Forms = {}
    yield from _terms(examined, forms)
    if is_sound:
        yield from _unused(examined, forms, drafts)


def _terms(examined: Examined, forms: Forms) -> Iterator[Problem]:
    source, listed = examined.source, glossary(examined.accepted)
    yield from given_twice(source, [((*term.place, "term"), term.term) for term in listed])
    terms = dict.fromkeys(term.term for term in listed if term.term)
    guesses = Guesses()
    for term in listed:
        for position, form in enumerate(term.match):
            place: Path = (*term.place, "match", position)
            first, written = forms.setdefault(form.casefold(), (place, form)) if form else (place, form)
            # The schema reports the same form twice in one list.
            if first != place and (first[:2], written) != (term.place, form):
                message = used_twice(form, source.line(first))
                yield source.problem(place, message, _("List it once, under one term."))
        for position, other in enumerate(term.see_also):
            if other and other == term.term:
                message = _("A term cannot be in its own see_also.")
                yield source.problem((*term.place, "see_also", position), message, _("Delete it."))
            elif other and other not in terms:
                message = _("{word} is not a term.", word=shown(other))
                hint = guesses.did_you_mean(other, terms) or _("Use a term exactly as this file lists it.")
                yield source.problem((*term.place, "see_also", position), message, hint)


def _unused(examined: Examined, forms: Forms, drafts: Collection[Draft]) -> Iterator[Problem]:
    missing = set(forms) - _found(forms.values(), drafts)
    within = _found([forms[form] for form in missing], drafts) if missing else set()
    for form in sorted(missing):
        place, written = forms[form]
        if form in within:
            message = _("{word} appears only as part of longer words or phrases in this file.", word=shown(written))
            hint = _("Delete this one, because the longer one is matched instead.")
            yield examined.source.note(place, message, hint, cause="only-within-longer-words")
        else:
            message = _("{word} does not appear in any standard.", word=shown(written))
            hint = _("Check the spelling, or delete this.")
            yield examined.source.note(place, message, hint, cause="in-no-standard")


def _found(forms: Collection[tuple[Path, str]], drafts: Collection[Draft]) -> set[str]:
    """Return which of these forms the standards use."""
    words = WholeWords(form for _, form in forms)
    found: set[str] = set()
    for draft in drafts:
        texts = (wording.published for wording in draft.standard.wordings)
        if NO_BREAK_HYPHEN in draft.source.text:
            # An unusual hyphen is reported at the item.
            texts = (text.replace(NO_BREAK_HYPHEN, "-") for text in texts)
        found.update(form.casefold() for text in texts for form in words.found(text))
        if len(found) == len(forms):
            break
    return found
