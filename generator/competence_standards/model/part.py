"""The kinds of part that a standard can have, such as performance criteria or duties.

The list of kinds is fixed. A suite says in ``suite.yml`` which kinds it uses, in which order, and what it calls them;
``part_kinds`` returns them. Without such a list, a suite has performance criteria and knowledge. From there on, an item
knows its kind, and nothing else tells parts apart:

* the schemas are narrowed to the kinds of the suite, with their letters (``competence_standards.schema``)
* a rated part is on the checklist, on forms and in the counts of progress. The others are only read
* a kind answers with the words of the rating scale for doing or for knowing, and forms ask for items by these words
* a kind serves others, as knowledge serves criteria. Items link only that way. The inverse is computed
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from competence_standards.model import values
from competence_standards.translation import ENGLISH, gettext, in_language, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from competence_standards.model.values import Fields
    from competence_standards.read import Source

PartId = Literal[
    "criterion", "knowledge", "skill", "behaviour", "duty", "scope", "value", "condition", "evidence-requirement"
]
Words = Literal["criterion", "knowledge"]
"""Which words of the rating scale answer: those for doing, named after criteria, or those for knowing."""


@dataclass(frozen=True)
class PartKind:
    """One kind of part."""

    id: PartId
    """The id of the kind."""
    field: str
    """The field with the items in a standard's file."""
    letter: str
    """The first letter of the items' ids."""
    anchor: str
    """The anchor of the part on the pages of a standard."""
    words: Words = "criterion"
    """The words of the rating scale for its items."""
    rated: bool = True
    """Whether learners rate themselves on its items. If not, they only read them."""
    serves: tuple[PartId, ...] = ()
    """The kinds whose items its items can name, under ``underpins`` and ``supports``."""
    optional: bool = False
    """Whether a standard can do without it."""
    own_title: str = ""
    """The title in this suite, if it is not the usual one."""
    own_lead_in: str = ""
    """The lead-in in this suite, if it is not the usual one."""
    heading: str = ""
    """The word before the number of a sub-heading, such as ``Element``."""


Kinds: TypeAlias = tuple[PartKind, ...]

CRITERIA = PartKind("criterion", "performance_criteria", "P", "performance-criteria")
KNOWLEDGE = PartKind("knowledge", "knowledge", "K", "knowledge", words="knowledge", serves=("criterion", "duty"))
USUAL: Kinds = (CRITERIA, KNOWLEDGE)
"""The parts of a suite that does not list its parts."""
EVERY_KIND: Kinds = (
    PartKind("duty", "duties", "D", "duties"),
    *USUAL,
    PartKind("skill", "skills", "S", "skills", serves=("duty",)),
    PartKind("behaviour", "behaviours", "B", "behaviours", serves=("duty",)),
    PartKind("scope", "scope", "R", "scope", rated=False),
    PartKind("value", "values", "V", "values", rated=False),
    PartKind("condition", "conditions", "C", "conditions", rated=False),
    PartKind("evidence-requirement", "evidence_requirements", "E", "evidence-requirements", rated=False),
)
"""Every kind of part that there is."""
_BY_FIELD: Mapping[str, PartKind] = {kind.field: kind for kind in EVERY_KIND}


def part_kinds(suite: Source | None) -> Kinds:
    """Return the kinds of part of a suite, in its order, as its file ``suite.yml`` says.

    Args:
        suite: The file, without values that the schema refuses. None if the suite does not have one.
    """
    entries = values.entries(values.top(suite), "parts")
    named = {values.text(entry, "part"): entry for entry in reversed(entries)}
    chosen = [_chosen(_BY_FIELD[name], named[name]) for name in reversed(named) if name in _BY_FIELD]
    return within(chosen or USUAL)


def any_parts(suite: Source | None) -> Kinds:
    """Return every kind of part as optional, for a suite whose list of parts could not be read completely.

    Args:
        suite: The file ``suite.yml``, without values that the schema refuses. None if it could not be read.
    """
    known = {kind.field: kind for kind in part_kinds(suite)}
    return within([replace(known.get(kind.field, kind), optional=True) for kind in EVERY_KIND])


def within(kinds: Iterable[PartKind]) -> Kinds:
    """Return kinds of part that serve only each other."""
    kinds = tuple(kinds)
    ids = {kind.id for kind in kinds}
    return tuple(replace(kind, serves=tuple(one for one in kind.serves if one in ids)) for kind in kinds)


def _chosen(kind: PartKind, entry: Fields) -> PartKind:
    rated = {"yes": True, "no": False}.get(values.text(entry, "rated"), kind.rated)
    return replace(
        kind,
        letter=values.text(entry, "letter") or kind.letter,
        rated=rated,
        optional={"yes": True, "no": False}.get(values.text(entry, "optional"), not rated),
        own_title=values.text(entry, "title"),
        own_lead_in=values.text(entry, "lead_in"),
        heading=values.text(entry, "heading"),
    )


def kind_of(item_id: str, kinds: Kinds) -> PartKind | None:
    """Return the kind of part for an item's id, or None if no part of the suite has its letter."""
    return next((kind for kind in kinds if kind.letter == item_id[:1]), None)


def serving(served: PartKind, kinds: Kinds) -> Kinds:
    """Return the kinds whose items can name items of a kind."""
    return tuple(kind for kind in kinds if served.id in kind.serves)


def answering(words: str, kinds: Collection[PartKind]) -> Kinds:
    """Return the rated kinds that answer with some words of the rating scale. ``item`` stands for both."""
    return tuple(kind for kind in kinds if kind.rated and words in ("item", kind.words))


def title(kind: PartKind) -> str:
    """Return the heading of a part, in the current language."""
    if kind.own_title:
        return kind.own_title
    match kind.id:
        case "criterion":
            return gettext("Performance criteria")
        case "knowledge":
            return gettext("Knowledge and understanding")
        case "skill":
            return gettext("Skills")
        case "behaviour":
            return gettext("Behaviours")
        case "duty":
            return gettext("Duties")
        case "scope":
            return gettext("Scope")
        case "value":
            return gettext("Values")
        case "condition":
            return gettext("Conditions")
        case "evidence-requirement":
            return gettext("Evidence requirements")


@cache
def titles_in_sources(kind: PartKind) -> tuple[str, ...]:
    """Return the titles that a part can have in a source text: its usual one in English, and its own."""
    with in_language(ENGLISH):
        usual = title(replace(kind, own_title=""))
    return tuple(dict.fromkeys(filter(None, (usual, kind.own_title))))


@cache
def lead_ins_in_sources(kind: PartKind) -> tuple[str, ...]:
    """Return the lead-ins that a part can have in a source text: its usual one in English, and its own."""
    with in_language(ENGLISH):
        usual = lead_in(replace(kind, own_lead_in=""))
    return tuple(dict.fromkeys(filter(None, (usual, kind.own_lead_in))))


def lead_in(kind: PartKind) -> str:
    """Return the words that each item of a part continues, in the current language, or "" if there are none."""
    if kind.own_lead_in:
        return kind.own_lead_in
    match kind.id:
        case "criterion":
            return gettext("You must be able to:")
        case "knowledge":
            return gettext("You need to know and understand:")
        case "skill":
            return gettext("You need the skills to:")
        case _:
            return ""


def stem(kind: PartKind) -> str:
    """Return the words that each item continues where learners rate themselves, or "" if there are none."""
    if kind.own_lead_in:
        return kind.own_lead_in
    match kind.id:
        case "criterion" | "skill":
            return gettext("I can:")
        case "knowledge":
            return gettext("I know and understand:")
        case _:
            return ""


def counted(kind: PartKind, number: int) -> str:
    """Return a number of items of a part as text, in the current language."""
    match kind.id:
        case "criterion":
            return ngettext("{number} performance criterion", "{number} performance criteria", number)
        case "knowledge":
            return ngettext("{number} knowledge item", "{number} knowledge items", number)
        case "skill":
            return ngettext("{number} skill", "{number} skills", number)
        case "behaviour":
            return ngettext("{number} behaviour", "{number} behaviours", number)
        case "duty":
            return ngettext("{number} duty", "{number} duties", number)
        case "scope":
            return ngettext("{number} item of scope", "{number} items of scope", number)
        case "value":
            return ngettext("{number} value", "{number} values", number)
        case "condition":
            return ngettext("{number} condition", "{number} conditions", number)
        case "evidence-requirement":
            return ngettext("{number} evidence requirement", "{number} evidence requirements", number)


def one_named(kind: PartKind) -> str:
    """Return what one item of a part is called, with a small letter: ``performance criterion``."""
    match kind.id:
        case "criterion":
            return gettext("performance criterion")
        case "knowledge":
            return gettext("knowledge item")
        case "skill":
            return gettext("skill")
        case "behaviour":
            return gettext("behaviour")
        case "duty":
            return gettext("duty")
        case _:
            return gettext("item")


def named(kind: PartKind) -> str:
    """Return what the items of a part are called, with a small letter: ``criteria``, ``knowledge items``."""
    match kind.id:
        case "criterion":
            return gettext("criteria")
        case "knowledge":
            return gettext("knowledge items")
        case "skill":
            return gettext("skills")
        case "behaviour":
            return gettext("behaviours")
        case "duty":
            return gettext("duties")
        case "scope":
            return gettext("items of scope")
        case "value":
            return gettext("values")
        case "condition":
            return gettext("conditions")
        case "evidence-requirement":
            return gettext("evidence requirements")
