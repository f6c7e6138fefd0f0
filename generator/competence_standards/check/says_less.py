"""Find items that are supposed to cover another item although they say less.

An item with fewer words of content has fewer conditions, so evidence that meets it need not meet the other item. Of the
21 broader and equivalent groups of the first edition, an assessor found 20 wrong. This rule finds 14 of them, and
does not report any group that the assessor kept or added.
"""

import re
from collections.abc import Iterator, Mapping

from competence_standards.model import Correspondence, Item, Reference
from competence_standards.problem import Problem
from competence_standards.read import Source
from competence_standards.translation import gettext as _

_WORD = re.compile(r"[\w'’-]+")
_FUNCTION_WORDS = re.compile(
    r"a|all|an|and|any|are|as|at|be|been|by|each|for|from|how|if|in|is|it|its|of|on|or|our|that|the|their|them|these|they|"
    r"this|those|to|was|were|what|when|where|which|who|why|with|you|your",
    re.IGNORECASE,
)


def says_less(
    source: Source, group: Correspondence, items: Mapping[Reference, Item], counted: dict[Reference, int]
) -> Iterator[Problem]:
    """Yield a note for each item of a broader or equivalent group that says less than an item it should cover.

    Args:
        source: The file of the groups.
        group: One group.
        items: The items of all standards.
        counted: A cache of the items' words of content. The function adds to it.
    """
    if group.kind not in ("broader", "equivalent"):
        return
    for name in group.items:
        if name not in counted and name in items and items[name].words:
            counted[name] = sum(not _FUNCTION_WORDS.fullmatch(word) for word in _WORD.findall(items[name].words))
    sizes = {name: counted[name] for name in group.items if name in counted}
    field, covering = ("broader", group.broader) if group.kind == "broader" else ("items", group.items)
    covered = {name: size for name, size in sizes.items() if name not in group.broader}
    longest = max(covered, key=covered.__getitem__, default=None)
    for position, name in enumerate(covering):
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
            yield source.note((*group.place, field, position), message, hint, cause="says-less")
