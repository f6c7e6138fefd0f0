"""Find items of different standards that differ only by a letter or two.

Such a pair is nearly always one sentence and a typing mistake, such as "policies elevant to your role". Each sentence
is compared only with its neighbours in two alphabetical orders, from the front and from the back. A typing mistake
does not change the words before or after it, so the pair is adjacent in one of the orders. This avoids comparing
every pair of sentences.
"""

from collections.abc import Iterator
from itertools import pairwise

from competence_standards.check.draft import Draft
from competence_standards.model import Item
from competence_standards.problem import Problem
from competence_standards.read import Path
from competence_standards.translation import gettext as _

_MOST_LETTERS = 2
_LEAST_WORDS = 4


def alike_sentences(drafts: list[Draft]) -> Iterator[Problem]:
    """Yield a note for each two items whose published words differ only by a letter or two, at the later item."""
    first_use: dict[str, tuple[Draft, Item]] = {}
    for draft in drafts:
        for item in draft.items:
            if item.words and item.in_force:
                first_use.setdefault(item.words, (draft, item))
    texts = [text for text in first_use if text.count(" ") >= _LEAST_WORDS - 1]
    found = {*_alike_neighbours(sorted(texts)), *_alike_neighbours(sorted(texts, key=_backwards))}
    pairs = (sorted((first_use[text] for text in pair), key=_place) for pair in found)
    # Go file by file, because looking up places is faster in the file used last.
    for (one, one_item), (other, other_item) in sorted(pairs, key=lambda pair: _place(pair[1])):
        if one is not other:
            message = _(
                "{item} is almost the same as {other}: only one or two letters differ.",
                item=other_item.id,
                other=f"{one.name}/{one_item.id}",
            )
            hint = _("If one of them has a mistake, record an erratum for it.")
            yield other.note((*other_item.place, "text"), message, hint, cause=f"alike:{one.name}")


def _place(use: tuple[Draft, Item]) -> tuple[str, Path]:
    draft, item = use
    return draft.source.file, item.place


def _alike_neighbours(texts: list[str]) -> Iterator[tuple[str, str]]:
    for one, other in pairwise(texts):
        if abs(len(one) - len(other)) <= _MOST_LETTERS and _alike(one, other):
            yield min(one, other), max(one, other)


def _alike(one: str, other: str) -> bool:
    """Whether two different texts of nearly the same length differ by at most two letters in one place."""
    half = min(len(one), len(other)) // 2 - 1
    if one[:half] != other[:half] and one[-half:] != other[-half:]:
        # If the texts differ in one place, one half is equal. This quick test decides nearly every pair.
        return False
    letters = zip(one, other, strict=False)
    front = next((at for at, (ours, others) in enumerate(letters) if ours != others), min(len(one), len(other)))
    rest = max(len(one), len(other)) - front - _MOST_LETTERS
    return rest <= 0 or one[-rest:] == other[-rest:]


def _backwards(text: str) -> str:
    return text[::-1]
