"""Check the official dates of one standard."""

from collections.abc import Iterator
from datetime import date

from competence_standards.check.draft import Draft
from competence_standards.problem import Problem, shown
from competence_standards.translation import gettext as _

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def official_problems(draft: Draft) -> Iterator[Problem]:
    """Yield every problem with the official dates of one standard."""
    official = draft.standard.official
    if official is None:
        return
    approved, review = official.approved, official.review_date
    for name, text in (("approved", approved), ("review_date", review)):
        if text and not _is_date(text):
            message = _("{date} is not a real date.", date=shown(text))
            yield draft.problem(("official", name), message, _("Copy the date from the official page."))
    # A date may be only a year, so compare as much as both dates have.
    if approved and review and _is_before(_parts(review), _parts(approved)):
        message = _("The review date is before {date}, the date of approval.", date=approved)
        yield draft.note(("official", "review_date"), message, _("Compare both dates with the official page."))


def _parts(text: str) -> list[int]:
    """Return the year, the month and the day of a date, as far as it has them."""
    *before, year = text.split()
    return [int(year), *(_MONTHS.index(one) + 1 if one in _MONTHS else int(one) for one in reversed(before))]


def _is_before(one: list[int], other: list[int]) -> bool:
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def _is_date(text: str) -> bool:
    parts = _parts(text)
    try:
        date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        return False
    return True
