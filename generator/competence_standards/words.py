"""Find words in a text, and make the part of an address from words. The check and the pages use the same functions."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

PLACEHOLDER = "TODO what the items have in common"
"""The name of a group that ``standards suggest`` proposes, until its author gives it a name."""
_PART = re.compile(r"\w+|\W")
# Neither "customer" in "customer's" nor "self" in "self-service" is the whole word.
_BEGINS = re.compile(r"(?<![\w-])")
_ENDS = re.compile(r"(?!['’]?\w|-)")


def slug(text: str) -> str:
    """Return the letters and digits of a text in lower case, joined by hyphens: what it is called in an address.

    Letters such as ŵ stay as they are.
    """
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")


class WholeWords:
    """Finds any of the forms as whole words, the longest first: SLA, but never within "legislation".

    The forms are sorted, and the longest that begins at a place is found by halves. So thousands of forms take hardly
    longer than one.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        spellings: dict[str, set[str | None]] = {}
        for form in forms:
            # An abbreviation is one only in its capitals: "SLA" is a term, and "sla" would be a slip.
            spelling = form if re.search("[A-Z].*[A-Z]", form) else None
            spellings.setdefault(_folded(form), set()).add(spelling)
        self._forms = sorted(spellings)
        self._spellings = [spellings[form] for form in self._forms]
        """How each form may be written; None if capital letters make no difference."""
        self._shorter = list(_prefixes(self._forms))
        self._first_parts = {part[0] for form in self._forms if (part := _PART.match(form))}
        self._longest = max(map(len, self._forms), default=0)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where each form begins and ends, from left to right. None begins within another."""
        folded = _folded(text)
        parts = _PART.findall(folded)
        if self._first_parts.isdisjoint(parts):
            return
        ends: dict[int, bool] = {}
        start = free = 0
        for part in parts:
            if part in self._first_parts and start >= free and _BEGINS.match(text, start):
                free = self._end(text, folded, start, ends) or free
                if free > start:
                    yield start, free
            start += len(part)

    def found(self, text: str) -> list[str]:
        """Return the forms that a text has in it, as they are written there."""
        return [text[start:end] for start, end in self.places(text)]

    def _end(self, text: str, folded: str, start: int, ends: dict[int, bool]) -> int | None:
        """Return where the longest form ends that begins at a place; None if there is no form."""
        here = folded[start : start + self._longest]
        # The last form in the order before these words begins with every form that they begin with.
        at: int | None = bisect_right(self._forms, here) - 1
        at = None if at == -1 else at
        while at is not None and not here.startswith(self._forms[at]):
            at = self._shorter[at]
        while at is not None:
            end = start + len(self._forms[at])
            if end not in ends:
                ends[end] = _ENDS.match(text, end) is not None
            if ends[end] and (None in self._spellings[at] or text[start:end] in self._spellings[at]):
                return end
            at = self._shorter[at]
        return None


def _prefixes(forms: Sequence[str]) -> Iterator[int | None]:
    """Yield, for each of the sorted forms, the number of the longest other form that it begins with."""
    above: list[int] = []
    for number, form in enumerate(forms):
        while above and not form.startswith(forms[above[-1]]):
            above.pop()
        yield above[-1] if above else None
        above.append(number)


def _folded(text: str) -> str:
    """Return a text without regard to capital letters, of the same length."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(char.casefold() if len(char.casefold()) == 1 else char for char in text)


def capital(text: str) -> str:
    """Return the text with a capital letter at its start. An abbreviation does not change."""
    return text[:1].upper() + text[1:]
