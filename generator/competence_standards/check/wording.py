"""Check the sub-headings, the words and the errata of one standard."""

from collections.abc import Iterator
from itertools import pairwise

from competence_standards.check.draft import Draft
from competence_standards.model import Item, Wording
from competence_standards.problem import Problem, shown
from competence_standards.read import Path
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext


def wording_problems(draft: Draft) -> Iterator[Problem]:
    """Yield every problem with the words of one standard."""
    yield from _headings(draft)
    yield from _same_words(draft)
    for texts in (
        *((paragraph,) for paragraph in draft.standard.overview),
        *(one.wordings for one in draft.standard.items),
    ):
        if any(text.errata for text in texts) and all(text.source for text in texts):
            yield from _errata(draft, texts)


def _headings(draft: Draft) -> Iterator[Problem]:
    for part in draft.standard.parts:
        for section in part.sections:
            if section.heading is not None and not section.items:
                message = _("There are no items under this heading.")
                yield draft.problem(section.place, message, _("Add items under it, or delete it."))


def _same_words(draft: Draft) -> Iterator[Problem]:
    seen: dict[str, Item] = {}
    for item in draft.items:
        if not item.wording.source or not item.in_force:
            continue
        other = seen.setdefault("\n".join(text.source for text in item.wordings).casefold(), item)
        if other is not item and other.id != item.id:
            hint = _("Compare both with the source text. If both are right, withdraw one of them.")
            message = _("{item} has the same wording as {other}.", item=shown(item.id), other=shown(other.id))
            yield draft.problem((*item.place, "text"), message, hint, cause="same-wording")


def _errata(draft: Draft, texts: tuple[Wording, ...]) -> Iterator[Problem]:
    """Yield every problem with the errata of a paragraph, or of an item with its points."""
    whole = "\n".join(text.source for text in texts)
    spans: list[tuple[int, int, Path]] = []
    for erratum in sorted((one for text in texts for one in text.errata), key=lambda erratum: erratum.place):
        if not erratum.wrong:
            continue
        times = whole.count(erratum.wrong)
        if times != 1:
            message, hint = _not_once(erratum.wrong, erratum.right, times, whole)
            yield draft.problem((*erratum.place, "from"), message, hint)
            continue
        if erratum.kind == "unclear" and erratum.applied:
            message = _("The mistake is unclear, so its correction cannot be applied.")
            hint = _('Write "noted" here. If there is one obvious reading, set kind to spelling or grammar instead.')
            yield draft.problem((*erratum.place, "status"), message, hint)
        if erratum.right == erratum.wrong:
            message = _("The correction is the same as the mistake.")
            yield draft.problem((*erratum.place, "to"), message, _("Write the corrected words."))
        start = whole.index(erratum.wrong)
        spans.append((start, start + len(erratum.wrong), erratum.place))
    for before, (start, __, place) in pairwise(sorted(spans)):
        if start < before[1]:
            message = _("These words overlap with another erratum for this text.")
            yield draft.problem((*place, "from"), message, _("Combine the two errata."))


def _not_once(wrong: str, right: str | None, times: int, text: str) -> tuple[str, str]:
    """Return the message and the hint for an erratum whose words are not exactly once in the text."""
    if times:
        message = ngettext(
            "{words} appears {number} time in the text.",
            "{words} appears {number} times in the text.",
            times,
            words=shown(wrong),
        )
        return message, _("Add a word before or after it.")
    message = _("{words} is not in the text.", words=shown(wrong))
    if right and right in text:
        return message, _('Put the mistake back in the text. Write the correction only in "to".')
    return message, _("Copy the words exactly as they are in the text.")
