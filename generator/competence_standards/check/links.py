"""Check the links between items of a standard, such as from knowledge to criteria, and from items to themes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from competence_standards.check.draft import Draft
from competence_standards.check.ids import meant_id
from competence_standards.check.lists import LINKS, written_as_one
from competence_standards.model import Item, Kinds, PartKind, Theme
from competence_standards.model.part import named, serving
from competence_standards.problem import Guesses, Problem, quoted, shown
from competence_standards.prose import joined_with_and, listed
from competence_standards.translation import gettext as _

_MOST_LISTED = 100
"""Maximum themes to list in a message."""


def link_problems(draft: Draft, themes: Mapping[str, Theme] | None) -> Iterator[Problem]:
    """Yield every problem with the links of one standard.

    Args:
        draft: The standard.
        themes: The themes by id, or None if they are unknown.
    """
    guesses = Guesses()
    served = {kind.id: _served(kind, draft) for kind in draft.kinds}
    for item in draft.items:
        if item.underpins or item.supports:
            yield from _targets(draft, item, served[item.part.id])
        # Quick test: most items have only known themes.
        if themes and (not item.themes or not themes.keys() >= {*item.themes}):
            yield from _themes(draft, item, themes, guesses)
    yield from _refused_targets(draft)
    # Do not report missing links before an author has started to write any.
    needed = {target for item in draft.items if item.in_force for target in (*item.underpins, *item.supports)}
    if needed and draft.is_whole and not draft.uncertain:
        for kind in draft.kinds:
            if others := serving(kind, draft.kinds):
                part = draft.standard.by_kind.get(kind.id)
                for item in part.items if part else ():
                    yield from _needed(draft, item, others, is_needed=item.id in needed)


def _served(kind: PartKind, draft: Draft) -> Mapping[str, Item]:
    """Return the items that items of a kind can name, by id."""
    parts = (draft.standard.by_kind[one] for one in kind.serves if one in draft.standard.by_kind)
    return {item.id: item for part in parts for item in part.items}


def _targets(draft: Draft, item: Item, known: Mapping[str, Item]) -> Iterator[Problem]:
    seen: set[str] = set()
    for field, targets in zip(LINKS, (item.underpins, item.supports), strict=True):
        if targets and not item.in_force:
            message = _("{item} is withdrawn, so it cannot have links.", item=item.id)
            hint = _("Delete its links. You can add them to the item that replaces it.")
            yield draft.problem((*item.place, field), message, hint, at_key=True, cause="links-of-withdrawn-items")
            continue
        for position, target in enumerate(targets):
            if not target:
                continue
            path = (*item.place, field, position)
            if target not in known and target[:1] not in draft.uncertain:
                message = _("{id} is not an item of this standard.", id=shown(target))
                if item.part.serves == ("criterion",):
                    message = _("{id} is not a criterion of this standard.", id=shown(target))
                yield draft.problem(path, message, draft.extent(target), cause="no-items")
            elif target in seen:
                message = _("{item} is already listed under underpins.", item=target)
                yield draft.problem(path, message, _("Delete one of them."), cause="listed-twice")
            elif target in known and not known[target].in_force:
                message = _("{item} is withdrawn.", item=target)
                hint = _("Link to the item that replaces it, or delete this.")
                yield draft.problem(path, message, hint, cause="withdrawn")
        seen.update(targets)


def _refused_targets(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each mistyped id of an existing item."""
    if not draft.examined.refused:
        return
    serves = {kind.field: [one for one in draft.kinds if one.id in kind.serves] for kind in draft.kinds}
    for field in LINKS:
        for path, text in draft.examined.texts_refused(None, None, field, None):
            meanings = (meant_id(text, kind, draft.kinds) for kind in serves.get(str(path[0]), ()))
            meant = next((one for one in meanings if one in draft.by_id), None)
            if meant and meant != text:
                message = _("{id} is not an id.", id=shown(text))
                yield draft.problem(path, message, _("Write {word} here.", word=shown(meant)))


def _themes(draft: Draft, item: Item, themes: Mapping[str, Theme], guesses: Guesses) -> Iterator[Problem]:
    place = (*item.place, "themes")
    if not item.themes and item.in_force and place not in draft.examined.broken:
        hint = _("Add one to three themes: {themes}.", themes=_listed(themes))
        yield draft.problem((*item.place, "id"), _("{item} has no theme.", item=item.id), hint, cause="no-theme")
    refused = dict(draft.examined.texts_refused(*place, None))
    for position, theme in enumerate(item.themes):
        path = (*place, position)
        text = theme or refused.get(path, "")
        if text and text not in themes and len(written_as_one(text)) == 1:
            named_so = (one.id for one in themes.values() if one.name.casefold() == text.casefold())
            if identity := next(named_so, ""):
                hint = _("This is the name of a theme. Write its id: {id}.", id=quoted(identity))
            else:
                hint = guesses.did_you_mean(text, themes) or _("The themes are {themes}.", themes=_listed(themes))
            yield draft.problem(path, _("{word} is not a theme.", word=shown(text)), hint)


def _listed(themes: Collection[str]) -> str:
    first = listed(islice(themes, _MOST_LISTED))
    # Translators: a list of themes that is longer than what is shown.
    return _("{list} and others", list=first) if len(themes) > _MOST_LISTED else first


def _needed(draft: Draft, item: Item, others: Kinds, *, is_needed: bool) -> Iterator[Problem]:
    """Yield a problem if nothing is linked to an item, or if the item says so wrongly.

    Args:
        draft: The standard.
        item: The item.
        others: The kinds of part whose items could be linked to it.
        is_needed: Whether one is.
    """
    is_about_knowledge = [kind.id for kind in others] == ["knowledge"]
    if is_needed and item.no_knowledge is not None:
        message = _("{item} has no_knowledge, but an item is linked to it.", item=item.id)
        if is_about_knowledge:
            message = _("{item} has no_knowledge, but a knowledge item is linked to it.", item=item.id)
        hint = _("Delete no_knowledge or the link.")
        yield draft.problem((*item.place, "no_knowledge"), message, hint, at_key=True, cause="knowledge-after-all")
    if not is_needed and item.no_knowledge is None and item.in_force:
        message = _("Nothing is linked to {item}.", item=item.id)
        hint = _(
            "Add {item} to underpins or supports of one of its {parts}, or add no_knowledge to {item} to say why there "
            "is no link.",
            item=item.id,
            parts=joined_with_and(map(named, others)),
        )
        if is_about_knowledge:
            message = _("No knowledge item is linked to {item}.", item=item.id)
            hint = _(
                "Add {item} to underpins or supports of a knowledge item, or add no_knowledge to {item} to say why "
                "there is no link.",
                item=item.id,
            )
        yield draft.problem((*item.place, "id"), message, hint, cause="no-knowledge")


def no_themes(drafts: Collection[Draft]) -> Iterator[Problem]:
    """Yield a problem for each item that has themes, if there is no file of themes. All have one cause."""
    message = _("Items have themes, but vocabulary/themes.yml is missing.")
    hint = _("List the themes in vocabulary/themes.yml, or delete themes from every item.")
    for draft in drafts:
        for item in draft.items:
            if item.themes:
                problem = draft.problem((*item.place, "themes"), message, hint, at_key=True)
                yield replace(problem, everywhere=True)
