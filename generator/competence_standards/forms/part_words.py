"""The words for the parts of a suite, which forms print in place of names such as ``$Doing_items``.

A form asks for items by the words of the rating scale that answer: those for doing, such as criteria, or those for
knowing. What names items that a suite does not have is left out of its forms.
"""

from __future__ import annotations

import re
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from competence_standards.model import USUAL
from competence_standards.model.part import answering, named, one_named, title
from competence_standards.prose import joined_with_and
from competence_standards.translation import ENGLISH, gettext, in_language
from competence_standards.words import capital

if TYPE_CHECKING:
    from collections.abc import Mapping

    from competence_standards.model import Kinds
    from competence_standards.model.part import Words

NAMES = (
    *("doing_parts", "doing_items", "doing_item", "knowing_parts", "knowing_items", "knowing_item"),
    *("letters", "one_item", "some_items"),
)
"""The names that forms can use."""
_GROUPS: Mapping[str, Words] = {"doing": "criterion", "knowing": "knowledge"}
_NAMED = re.compile(rf"\$({'|'.join(_GROUPS)})_", re.IGNORECASE)


def part_words(kinds: Kinds) -> dict[str, str]:
    """Return the words for the parts of a suite, in the current language. What the suite does not have is "".

    Args:
        kinds: The kinds of part of the suite.
    """
    words: dict[str, str] = {}
    for group, answers in _GROUPS.items():
        own = answering(answers, kinds)
        words[f"{group}_parts"] = joined_with_and(map(title, own))
        words[f"{group}_items"] = joined_with_and(map(named, own))
        words[f"{group}_item"] = one_named(own[0]) if len(own) == 1 else gettext("item") if own else ""
    letters = [kind.letter for kind in answering("item", kinds)]
    first = letters[0] if letters else ""
    words |= {
        "letters": " / ".join(letters),
        "one_item": f"{first}5",
        # Translators: item numbers, such as P4 to P6.
        "some_items": gettext("{first} to {last}", first=f"{first}1", last=f"{first}5"),
    }
    return words


def needed(text: str) -> frozenset[Words]:
    """Return which items a text names: those for doing, those for knowing, both or none."""
    return frozenset(_GROUPS[group.lower()] for group in _NAMED.findall(text))


def as_usual(text: str) -> str:
    """Return a text with the words for criteria and knowledge.

    The ids of blocks and columns are made from it. So a place on a form keeps its name whatever parts the suite has.
    """
    return Template(text).safe_substitute(_usual()) if "$" in text else text


@cache
def _usual() -> Mapping[str, str]:
    with in_language(ENGLISH):
        words = part_words(USUAL)
    return {**words, **{capital(name): capital(word) for name, word in words.items()}}
