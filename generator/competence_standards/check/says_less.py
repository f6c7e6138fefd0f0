"""Find items that are said to cover another item although they say less.

An item with fewer words of content has fewer conditions, so evidence that meets it need not meet the other item. Of the
21 broader and equivalent groups of the first edition, an assessor found 20 wrong. This rule names 14 of them, and no
group that the assessor left or made.
"""

import re
from collections.abc import Iterator, Mapping

from competence_standards.check.entries import Entry, texts_of
from competence_standards.check.outline import Item
from competence_standards.problem import Problem
from competence_standards.read import Source
from competence_standards.translation import gettext as _

_WORD = re.compile(r"[\w'’-]+")
_FUNCTION_WORDS = re.compile(
    r"a|all|an|and|any|are|as|at|be|been|by|each|for|from|how|if|in|is|it|its|of|on|or|our|that|the|their|them|these|they|"
    r"this|those|to|was|were|what|when|where|which|who|why|with|you|your",
    re.IGNORECASE,
)


def says_less(source: Source, group: Entry, items: Mapping[str, Item], counted: dict[str, int]) -> Iterator[Problem]:
    """Yield a note for each item of a broader or equivalent group that says less than an item it should cover.

    Args:
        source: The file of the groups.
        group: One group, with its place.
        items: The items of all standards by their full name, such as ``contact-centre/P4``.
        counted: The words of content of the items that were counted before, in other groups. It grows.
    """
    path, entry = group
    kind = entry.get("kind")
    if kind not in ("broader", "equivalent"):
        return
    names = [name for _, name in texts_of(entry, "items")]
    for name in names:
        if name not in counted and name in items and (wording := items[name].wording):
            counted[name] = sum(not _FUNCTION_WORDS.fullmatch(word) for word in _WORD.findall(wording.published))
    sizes = {name: counted[name] for name in names if name in counted}
    field = "broader" if kind == "broader" else "items"
    covering = texts_of(entry, field)
    broader = {name for _, name in covering} if kind == "broader" else set()
    covered = {name: size for name, size in sizes.items() if name not in broader}
    longest = max(covered, key=covered.__getitem__, default="")
    for position, name in covering:
        if name in sizes and longest and sizes[name] < sizes[longest]:
            message = _(
                "{item} says less than {other}, but this group says that evidence for {item} also meets {other}.",
                item=name,
                other=longest,
            )
            hint = _(
                "If evidence can meet {item} but not {other}, use kind: related, or list {other} under broader.",
                item=name,
                other=longest,
            )
            yield source.note((*path, field, position), message, hint)
