"""One standard's outline and the suite's themes in; a problem out for each link that leads nowhere or is missing."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from competence_standards.check.entries import LINKS, written_as_one
from competence_standards.check.outline import Item, Outline, meant_id
from competence_standards.problem import Guesses, Problem, quoted, shown
from competence_standards.prose import listed, sentences
from competence_standards.read import Value
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext

_CRITERION = re.compile("P[1-9][0-9]{0,2}")
_MOST_LISTED = 100
"""So many themes a suite may have."""


def link_problems(standard: Outline, themes: Mapping[str, str] | None, *, sound: bool) -> Iterator[Problem]:
    """Every mistake in the links from knowledge to criteria and from items to themes.

    Args:
        standard: The outline of one standard.
        themes: The name of each theme by its id; None if they are not known.
        sound: Whether the schema accepts the standard. If it does not, a link may be in the part that it refuses.
    """
    criteria = {item.id: item for item in standard.items if item.id.startswith("P")}
    served: set[str] = set()
    guesses = Guesses()
    for item in standard.items:
        yield from _targets(standard, item, item.entry, criteria, served)
        if themes:
            yield from _themes(standard, item, item.entry, themes, guesses)
    # A standard whose links nobody has written yet lacks nothing.
    if served and sound and not standard.doubtful:
        for item in criteria.values():
            yield from _served(standard, item, item.entry, item.id in served)


def _targets(
    standard: Outline, item: Item, entry: dict[str, Value], criteria: dict[str, Item], served: set[str]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for name in LINKS:
        given = entry.get(name)
        if given and item.withdrawn is not None:
            message = _("{item} is withdrawn, so it cannot have links.", item=item.id)
            hint = _("Delete its links. You can add them to the item that replaces it.")
            yield standard.source.problem((*item.path, name), message, hint, at_key=True)
            continue
        # A text in place of the list is told by the schema; what it names is meant to be linked.
        seen.update([given] if isinstance(given, str) else [])
        here: set[str] = set()
        for position, target in enumerate(given if isinstance(given, list) else []):
            path = (*item.path, name, position)
            if not isinstance(target, str) or not _CRITERION.fullmatch(target):
                meant = meant_id(target, "P") if isinstance(target, str) else None
                if meant in criteria:
                    message = _("{id} is not an id.", id=shown(target))
                    yield standard.source.problem(path, message, _("Write {word} here.", word=shown(meant)))
                continue
            if target not in criteria and "P" not in standard.doubtful:
                message = _("{id} is not a criterion of this standard.", id=shown(target))
                yield standard.source.problem(path, message, standard.extent("P"))
            elif target in seen and target not in here:
                message = _("{item} is already listed under underpins.", item=target)
                yield standard.source.problem(path, message, _("Delete one of them."))
            elif target in criteria and criteria[target].withdrawn is not None:
                message = _("{item} is withdrawn.", item=target)
                yield standard.source.problem(path, message, _("Link to the item that replaces it, or delete this."))
            seen.add(target)
            here.add(target)
    served |= seen


def _themes(
    standard: Outline, item: Item, entry: dict[str, Value], themes: Mapping[str, str], guesses: Guesses
) -> Iterator[Problem]:
    named = entry.get("themes")
    if named is None and item.withdrawn is None:
        hint = _("Add one to three themes: {themes}.", themes=_listed(themes))
        yield standard.source.problem((*item.path, "id"), _("{item} has no theme.", item=item.id), hint)
    for position, theme in enumerate(named if isinstance(named, list) else []):
        if isinstance(theme, str) and theme not in themes and len(written_as_one(theme)) == 1:
            named_so = (identity for identity, name in themes.items() if name.casefold() == theme.casefold())
            if identity := next(named_so, ""):
                hint = _("This is the name of a theme. Write its id: {id}.", id=quoted(identity))
            else:
                hint = guesses.did_you_mean(theme, themes) or _("The themes are {themes}.", themes=_listed(themes))
            path = (*item.path, "themes", position)
            yield standard.source.problem(path, _("{word} is not a theme.", word=shown(theme)), hint)


def _listed(themes: Collection[str]) -> str:
    first = listed(islice(themes, _MOST_LISTED))
    # Translators: a list of themes that is longer than what is shown.
    return _("{list} and others", list=first) if len(themes) > _MOST_LISTED else first


def _served(standard: Outline, item: Item, entry: dict[str, Value], served: bool) -> Iterator[Problem]:  # noqa: FBT001
    reason = entry.get("no_knowledge")
    if served and reason is not None:
        message = _("{item} has no_knowledge, but a knowledge item is linked to it.", item=item.id)
        hint = _("Delete no_knowledge or the link.")
        yield standard.source.problem((*item.path, "no_knowledge"), message, hint, at_key=True)
    if not served and reason is None and item.withdrawn is None:
        message = _("No knowledge item is linked to {item}.", item=item.id)
        hint = _(
            "Add {item} to underpins or supports of a knowledge item, or add no_knowledge to {item} to say why there "
            "is no link.",
            item=item.id,
        )
        yield standard.source.problem((*item.path, "id"), message, hint)


def no_themes(standards: Collection[Outline]) -> Iterator[Problem]:
    """Yield one problem for the whole suite: items name themes, and no file lists them."""
    using = [(standard, item) for standard in standards for item in standard.items if item.themes]
    if using:
        standard, item = using[0]
        message = _("Items have themes, but vocabulary/themes.yml is missing.")
        if len(using) > 1:
            many = ngettext("This is the first of {number} item.", "This is the first of {number} items.", len(using))
            message = sentences(message, many)
        hint = _("List the themes in vocabulary/themes.yml, or delete themes from every item.")
        yield standard.source.problem((*item.path, "themes"), message, hint, at_key=True)
