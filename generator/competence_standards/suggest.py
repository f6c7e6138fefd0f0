"""Suggest links and groups that authors may have missed: pairs of items that share many telling words.

A suggestion only asks an author to read two items. Two items are compared only when they share one of their
rarest words, so that the work does not grow with the square of the number of standards.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from math import ceil

from competence_standards.model import Item, Reference, Suite
from competence_standards.prose import percent
from competence_standards.translation import gettext as _
from competence_standards.words import PLACEHOLDER, slug

OVERLAP = 0.4
"""The share of their words that two items must have in common, unless the caller says otherwise."""
_GROUPS = "standards/vocabulary/correspondences.yml"
"""The file of the first group of a suite."""
COMMON = 0.08
"""A word in this share of the items does not say what an item is about, such as "visitor" in standards on visitors.

Measured with the links and groups of the published suite: with 0.05 or 0.15, fewer suggestions are right.
"""
FEWEST = 10
"""A word in fewer items is not common, so that a small suite keeps its words."""
_WORD = re.compile(r"[^\W\d_]+")
# Words of English that say nothing of what an item is about.
_EMPTY = frozenset(
    """
    a about all an and any are as at be by can do don for from give given have how if in including is it its
    may of on or other related so that the their them these they this those to up use used using what when
    where which who why with you your
    """.split()  # noqa: SIM905 - a list of sixty quoted words is harder to read
)


@dataclass(frozen=True, order=True)
class Suggestion:
    """Two items that may belong together."""

    one: Reference
    other: Reference
    overlap: float
    """From 0 to 1: how much of their telling words the two share."""


def suggestions(suite: Suite, overlap: float = OVERLAP) -> list[Suggestion]:
    """Return pairs that no link or group has yet: items of parts that serve each other in one standard, or of two."""
    known = authored(suite)
    return [pair for pair in pairs(suite.items, overlap) if frozenset((pair.one, pair.other)) not in known]


def authored(suite: Suite) -> set[frozenset[Reference]]:
    """Return every pair of items that a link or a group has."""
    known = {
        frozenset((Reference(standard.id, knowledge), Reference(standard.id, link.item.id)))
        for standard in suite.standards
        for knowledge, links in standard.used_for.items()
        for link in links
    }
    known |= {frozenset((a, b)) for group in suite.correspondences for a in group.items for b in group.items if a < b}
    return known


def pairs(items: Mapping[Reference, Item], overlap: float = OVERLAP) -> list[Suggestion]:
    """Return every pair that may be linked and whose words overlap enough, the closest first."""
    words = telling_words(items)
    frequency = Counter(word for own in words.values() for word in own)
    holders: dict[str, list[Reference]] = defaultdict(list)
    found: list[Suggestion] = []
    for reference, own in words.items():
        # Two sets that share so much of their words share one of these: the others alone are too few.
        fewest = ceil(overlap * len(own) - 1e-9)  # 0.55 of 20 is 11, not the 11.000000000000002 that comes out
        rarest = sorted(own, key=lambda word: (frequency[word], word))[: len(own) - fewest + 1]
        for other in {other for word in rarest for other in holders[word]}:
            shared = len(own & words[other]) / len(own | words[other])
            if shared >= overlap and _may_link(items[reference], items[other]):
                found.append(Suggestion(other, reference, shared))
        for word in rarest:
            holders[word].append(reference)
    return sorted(found, key=lambda pair: (-pair.overlap, pair.one, pair.other))


def telling_words(items: Mapping[Reference, Item]) -> dict[Reference, frozenset[str]]:
    """Return the words of each item in force that say what it is about, without those that many items have."""
    words = {reference: _words(item.words) for reference, item in items.items() if item.in_force}
    frequency = Counter(word for own in words.values() for word in own)
    common = {word for word, times in frequency.items() if times >= max(COMMON * len(words), FEWEST)}
    return {reference: own - common for reference, own in words.items()}


def as_yaml(suggested: list[Suggestion], suite: Suite) -> Iterator[str]:
    """Return the suggestions as lines of YAML to paste, with the words of both items as comments."""
    ids = {group.id for group in suite.correspondences}
    for pair in suggested:
        yield _comment(_("These items share {share} of their words:", share=percent(pair.overlap)))
        for reference in (pair.one, pair.other):
            yield f"#   {reference}: {suite.items[reference].line}"
        if pair.one.standard == pair.other.standard:
            one, other = suite.items[pair.one], suite.items[pair.other]
            serves = other.part.id in one.part.serves
            serving, served = (pair.one, pair.other) if serves else (pair.other, pair.one)
            links = suite.by_id[serving.standard].used_for.get(serving.item, ())
            named = [link.item.id for link in links if link.direct]
            place = {"item": serving.item, "file": f"standards/{serving.standard}.yml"}
            if named:
                yield _comment(_("Add to {item} in {file}, to replace the current list:", **place))
            else:
                yield _comment(_("Add to {item} in {file}:", **place))
            yield f"underpins: [{', '.join([*named, served.item])}]"
        else:
            file = _file_for(pair, suite)
            yield _comment(_("Add to {file}, or add the item to an existing group:", file=file))
            identity = _free(_slug(suite.items[pair.one].words), ids)
            ids.add(identity)
            yield f"- id: {identity}"
            yield f"  name: {PLACEHOLDER}"
            yield "  kind: related"
            yield f"  items: [{pair.one}, {pair.other}]"
        yield ""


def _file_for(pair: Suggestion, suite: Suite) -> str:
    """Return the file of groups that has most groups of both standards, or else of one of them."""
    both, either = Counter[str](), Counter[str]()
    for group in suite.correspondences:
        named = {pair.one.standard, pair.other.standard} & {item.standard for item in group.items}
        both[group.file] += len(named) == 2
        either[group.file] += bool(named)
    # Of files with equally many, the first.
    return max(both, key=lambda file: (both[file], either[file]), default=_GROUPS)


def _comment(text: str) -> str:
    return f"# {text}"


def _may_link(one: Item, other: Item) -> bool:
    """Tell whether two items are of parts of one standard that serve each other, or of the same part of two."""
    if one.standard == other.standard:
        return one.part.id in other.part.serves or other.part.id in one.part.serves
    return one.part == other.part


def _words(text: str) -> frozenset[str]:
    return frozenset(
        word.removesuffix("s") for word in _WORD.findall(text.lower().replace("'s", "")) if word not in _EMPTY
    )


def _slug(words: str) -> str:
    # A group's id begins with a letter and has an end.
    # An id has plain letters, whatever the language.
    plain = unicodedata.normalize("NFKD", words.replace("'", "")).encode("ascii", "ignore").decode()
    return "-".join(slug(plain).split("-")[:4])[:60].lstrip("0123456789-").rstrip("-") or "group"


def _free(identity: str, taken: Collection[str]) -> str:
    """Return the id, or the id with the first number that no group has."""
    numbered = (f"{identity}-{number}" for number in count(2))
    return next(one for one in chain([identity], numbered) if one not in taken)
