"""Select filled forms by standard, form code and country, and limit them to some items."""

import re
from collections.abc import Iterator, Sequence

from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm, Forms
from competence_standards.forms.limit import limited
from competence_standards.model import Item, Standard
from competence_standards.problem import did_you_mean, shown
from competence_standards.prose import joined_with_and
from competence_standards.translation import gettext as _

_MOST_NAMED = 40
_ONE = r"(?:([^/]+)/)?([^/-]+)"
_RANGE = re.compile(f"{_ONE}(?:-{_ONE})?")
"""One item or two, each with the id of its standard or without: ``P1-P9``, ``contact-centre/P16``."""


class Unknown(Exception):
    """Raised when a name means nothing in the suite."""


def chosen(
    forms: Forms, standards: Sequence[str], wanted: Sequence[str], country: str | None, items: str | None = None
) -> list[FilledForm]:
    """Return some forms for some standards, filled.

    Args:
        forms: The forms of a suite.
        standards: The ids of standards, or none for all of them.
        wanted: The codes or ids of forms, or none for all of them. Without them, and with the ids of standards, forms
            for each candidate are left out.
        country: The id of a country's words, or None for the first.
        items: Items of the one standard, such as ``P1-P9,K3``. The forms list only these, and forms that list none of
            them are left out. None for whole forms.

    Raises:
        Unknown: if a name means nothing, if no form is left, or if a form in ``wanted`` cannot be limited to the items.
    """
    _all_known(standards, list(forms.suite.by_id), "standard")
    codes = {name: form.code for form in forms.forms for name in (form.code.lower(), form.id)}
    _all_known([codes.get(name.lower(), name) for name in wanted], [form.code for form in forms.forms], "form")
    chosen_codes = {codes[name.lower()] for name in wanted} or set(codes.values())
    countries = {one.id: one for one in forms.role_names}
    _all_known([country] if country else [], list(countries), "set of words")
    found = [
        form
        for form in (filled_forms(forms, countries[country] if country else None) if forms.forms else ())
        if form.code in chosen_codes
        if not standards or (form.subject.id in standards if form.subject else wanted)
    ]
    if not found:
        raise Unknown("No forms match.")
    return found if items is None else list(_limited(found, standards, items, forms, be_strict=bool(wanted)))


def _limited(
    found: Sequence[FilledForm], standards: Sequence[str], items: str, forms: Forms, *, be_strict: bool
) -> Iterator[FilledForm]:
    """Yield the forms with only some items. If they were asked for, each must list at least one of these."""
    if len(set(standards)) != 1:
        raise Unknown(_("--items needs exactly one standard. Add its short name, for example welcome-visitors."))
    standard = forms.suite.by_id[standards[0]]
    ids = {item.id for item in _items(items, standard)}
    lefts = [(form, limited(form, ids)) for form in found]
    for form, left in lefts:
        if left:
            yield left
        elif be_strict and form.items:
            raise Unknown(
                _(
                    "{form} lists none of the items in --items. It lists {items}.",
                    form=form.code,
                    items=_spans(form.items),
                )
            )
        elif be_strict:
            raise Unknown(
                _(
                    "{form} does not list items, so --items cannot limit it. Make {form} without --items.",
                    form=form.code,
                )
            )
    if not any(left for __, left in lefts):
        raise Unknown(_("No form for {standard} lists any of the items in --items.", standard=standard.id))


def _items(text: str, standard: Standard) -> Iterator[Item]:
    """Yield the items in a text such as ``P1-P9,K3``. The withdrawn items of a range are left out."""
    parts = list(filter(None, re.split(r"[,\s]+", re.sub(r"\s*[-–]\s*", "-", text))))
    if not parts:
        raise Unknown(_("--items is empty. Write --items P1-P9,K3, for example."))
    for part in parts:
        match = _RANGE.fullmatch(part)
        if not match:
            raise Unknown(_("{part} is not an item or a range. Write --items P1-P9,K3, for example.", part=shown(part)))
        first = _item(match[1], match[2], standard)
        last = _item(match[3], match[4], standard) if match[4] else first
        rated = [item for part in standard.rated for item in part.items]
        places = [rated.index(item) for item in (first, last)]
        if places[0] > places[1]:
            raise Unknown(
                _(
                    "{part} in --items goes backwards. Write {first}-{last}.",
                    part=shown(part),
                    first=last.id,
                    last=first.id,
                )
            )
        left = [item for item in rated[places[0] : places[1] + 1] if item.in_force]
        if not left:
            raise Unknown(
                _("{part} in --items is withdrawn, so it is not on any form. Remove it from --items.", part=shown(part))
            )
        yield from left


def _item(other: str | None, name: str, standard: Standard) -> Item:
    item = standard.by_id.get(name.upper())
    if item and item.part.rated and other in (None, standard.id):
        return item
    named = f"{other}/{name}" if other else name
    raise Unknown(
        _(
            "{item} in --items is not an item of {standard}. Choose from {items}.",
            item=shown(named),
            standard=standard.id,
            items=joined_with_and(
                _spans([one.id for one in part.in_force]) for part in standard.rated if part.in_force
            ),
        )
    )


def _spans(items: Sequence[str]) -> str:
    return _("{first} to {last}", first=items[0], last=items[-1]) if len(items) > 1 else items[0]


def _all_known(names: Sequence[str], known: list[str], kind: str) -> None:
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"Choose from: {', '.join(known[:_MOST_NAMED])}."
            raise Unknown(f"{shown(name)} is not a {kind} in this suite. {hint}")
