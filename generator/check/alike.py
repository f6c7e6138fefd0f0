"""The outlines of all standards in; a note out for each two items, in two standards, that differ by a letter or two.

Such a pair is nearly always one sentence and a slip of the pen: so "policies elevant to your role" shows itself.
Each sentence is compared only with its neighbours in two alphabetical orders, from the front and from the back. A slip
leaves the words before it or the words after it alone, so the pair stands together in one of them, and the work grows
with the number of sentences, not with its square.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from generator.check.outline import Item, Outline
from generator.problem import Problem

_MOST_LETTERS = 2
_LEAST_WORDS = 4


def alike_sentences(standards: list[Outline]) -> Iterator[Problem]:
    """A note at the later of each two items whose published words are the same but for a letter or two."""
    first_use: dict[str, tuple[Outline, Item]] = {}
    for standard in standards:
        for item in standard.items:
            if item.wording is not None and item.withdrawn is None:
                first_use.setdefault(item.wording.published, (standard, item))
    texts = [text for text in first_use if text.count(" ") >= _LEAST_WORDS - 1]
    found = {tuple(sorted(pair)) for pair in pairwise(sorted(texts)) if _alike(*pair)}
    found |= {tuple(sorted(pair)) for pair in pairwise(sorted(texts, key=_backwards)) if _alike(*pair)}
    for pair in found:
        (one, one_item), (other, other_item) = sorted(
            (first_use[text] for text in pair), key=lambda use: (use[0].source.file, use[1].path)
        )
        if one is not other:
            message = f"{other_item.id} differs by a letter or two from {one.name}/{one_item.id}."
            hint = "If one of them is a slip, record an erratum there."
            yield replace(other.source.problem((*other_item.path, "text"), message, hint), severity="note")


def _backwards(text: str) -> str:
    return text[::-1]


def _alike(one: str, other: str) -> bool:
    """Whether two different texts are the same but for at most two letters in one place."""
    if abs(len(one) - len(other)) > _MOST_LETTERS:
        return False
    shorter = min(len(one), len(other))
    front = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    back = next((at for at in range(shorter - front) if one[-1 - at] != other[-1 - at]), shorter - front)
    return max(len(one), len(other)) - front - back <= _MOST_LETTERS
