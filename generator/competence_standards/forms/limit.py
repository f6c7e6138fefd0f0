"""Limit a filled form to some of the items that it lists. The script choose-items.js does the same on a page."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from competence_standards.forms.blocks import not_the_whole
from competence_standards.forms.form import Limit
from competence_standards.forms.parts import Left
from competence_standards.prose import joined_with_and
from competence_standards.translation import gettext, in_language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from competence_standards.forms.form import FilledForm

_MOST_RANGES = 6
"""So many ranges and single items fit in the head of each page."""


def limited(form: FilledForm, items: Collection[str]) -> FilledForm | None:
    """Return a form with only some of the items that it lists.

    Args:
        form: The whole form.
        items: The ids of items of its standard, in any order.

    Returns:
        The form. The whole form if all of its items are left. None if none is.
    """
    whole = form.items
    listed = [item for item in whole if item in items]
    if not listed or len(listed) == len(whole):
        return form if listed else None
    with in_language(form.lang):
        ranges = list(_ranges(listed, whole))
        words = {"items": _in_words(ranges), "number": len(whole)}
        if len(ranges) > _MOST_RANGES:
            limit = gettext("Part of the form: {some} of {number} items", some=len(listed), **words)
            only = gettext("This form is only about {some} of {number} items.", some=len(listed), **words)
        else:
            limit = gettext("Part of the form: {items}, of {number} items", **words)
            only = gettext("This form is only about {items}.", **words)
        notice = [not_the_whole(only)] if form.group == "decide-and-check" else []
        blocks = (left for block in form.blocks if (left := block.limited(Left(listed, len(whole)))))
        return replace(form, blocks=(*notice, *blocks), limit=Limit(limit, _in_file_name(ranges, len(listed))))


def _ranges(listed: Sequence[str], whole: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the first and the last of three or more items that follow one another, and each other item alone.

    A range does not go from the items of one part of the standard to those of the next.
    """
    places = {item: place for place, item in enumerate(whole)}
    run: list[str] = []
    for item in listed:
        if run and (places[item] != places[run[-1]] + 1 or _letters(item) != _letters(run[-1])):
            yield from _range(run)
            run = []
        run.append(item)
    yield from _range(run)


def _letters(item: str) -> str:
    return item.rstrip("0123456789")


def _range(run: Sequence[str]) -> list[tuple[str, ...]]:
    return [(run[0], run[-1])] if len(run) > 2 else [(item,) for item in run]


def _in_words(ranges: Sequence[tuple[str, ...]]) -> str:
    return joined_with_and(
        gettext("{first} to {last}", first=one[0], last=one[-1]) if len(one) > 1 else one[0] for one in ranges
    )


def _in_file_name(ranges: Sequence[tuple[str, ...]], number: int) -> str:
    """Return ``P1-P9_K3``, or how many items there are, with a checksum that tells apart two choices of as many."""
    text = "_".join(map("-".join, ranges))
    return text if len(ranges) <= _MOST_RANGES else f"{number}-items-{sha256(text.encode()).hexdigest()[:4]}"
