"""Check the versions of one standard, and the replacements for withdrawn items or a withdrawn standard."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise

from competence_standards.check.draft import Draft
from competence_standards.check.formerly import renamed
from competence_standards.model import Item
from competence_standards.problem import Guesses, Problem, shown
from competence_standards.prose import listed
from competence_standards.read import Path
from competence_standards.translation import gettext as _

_NEARLY_VERSION = re.compile(r"\D*0*([1-9][0-9]{0,3})(?:[.,]([0-9]{1,4}))?\D*")


@dataclass(frozen=True)
class Others:
    """The targets of a standard's references to other files."""

    drafts: Mapping[str, Draft]
    """All standards, by every name that other files can use."""
    unread: Collection[str]
    """The names of standards that could not be read."""
    former: Mapping[str, Draft]
    """The standards that were renamed, by each of their former ids."""


def history_problems(draft: Draft, others: Others) -> Iterator[Problem]:
    """Yield every problem with the versions and the withdrawals of one standard."""
    yield from _items_touched(draft)
    yield from _dates(draft)
    yield from _refused_versions(draft)
    yield from _order(draft)
    guesses = Guesses()
    versions = _versions(draft)
    withdrawn = draft.standard.withdrawn
    if withdrawn is not None:
        yield from _since(draft, (), withdrawn.since, versions)
        yield from _successors(draft, [successor.id for successor in withdrawn.replaced_by], others, guesses)
    for item in draft.items:
        if item.withdrawn is not None:
            yield from _since(draft, item.place, item.withdrawn.since, versions)
            yield from _replaced_by(draft, item, others, guesses)


def is_date(text: str) -> bool:
    """Check whether the day exists. The schema has checked the format."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _items_touched(draft: Draft) -> Iterator[Problem]:
    for version in draft.standard.history:
        for position, item in enumerate(version.items):
            if item and draft.lacks(item):
                message = _("{item} is not an item of this standard.", item=shown(item))
                path = (*version.place, "items", position)
                yield draft.problem(path, message, draft.whole_extent(), cause="no-items")


def _dates(draft: Draft) -> Iterator[Problem]:
    for version in draft.standard.history:
        if version.date and not is_date(version.date):
            message = _("{date} is not a real date.", date=shown(version.date))
            yield draft.problem((*version.place, "date"), message, _("Use a real date, such as 2026-02-28."))


def _refused_versions(draft: Draft) -> Iterator[Problem]:
    for path, text in draft.examined.texts_refused("history", None, "version"):
        if nearly := _NEARLY_VERSION.fullmatch(text):
            message = _("{version} is not a version.", version=shown(text))
            hint = _("Write {word} here.", word=shown(f"{int(nearly[1])}.{int(nearly[2] or 0)}"))
            yield draft.problem(path, message, hint)


def _order(draft: Draft) -> Iterator[Problem]:
    for newer, older in pairwise(draft.standard.history):
        # Report the upper, newer entry, because entries below may be published and must not change.
        if not newer.number or not older.number:
            continue
        if _numbers(newer.number) <= _numbers(older.number):
            message = _(
                "Version {version} must be higher than version {other} below it.",
                version=newer.number,
                other=older.number,
            )
            hint = _("List the newest version first, and each version once.")
            yield draft.problem((*newer.place, "version"), message, hint)
        elif is_date(newer.date) and is_date(older.date) and newer.date < older.date:
            message = _(
                "This date is earlier than {date}, the date of version {version} below it.",
                date=older.date,
                version=older.number,
            )
            hint = _("List the newest version first, or correct the date.")
            yield draft.problem((*newer.place, "date"), message, hint)


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, for comparing."""
    return tuple(map(int, version.split(".")))


def _versions(draft: Draft) -> list[str]:
    """Return the versions of the history, or none if the schema refuses one, because its number is unknown."""
    versions = [version.number for version in draft.standard.history]
    return list(dict.fromkeys(versions)) if all(versions) else []


def _since(draft: Draft, above: Path, since: str, versions: list[str]) -> Iterator[Problem]:
    # The history may be missing.
    if since and versions and since not in versions:
        message = _("{version} is not listed under history.", version=shown(since))
        hint = _("The history has {versions}. Add a new version at the top.", versions=listed(islice(versions, 9)))
        yield draft.problem((*above, "withdrawn", "since"), message, hint, cause=f"since:{since}")


def _successors(draft: Draft, successors: list[str], others: Others, guesses: Guesses) -> Iterator[Problem]:
    for position, name in enumerate(successors):
        if not name or name in others.unread:
            continue
        message, hint = "", ""
        if name == draft.name:
            message = _("A standard cannot replace itself.")
            hint = _("Write the id of the standard that replaces it.")
        elif name not in others.drafts:
            message = _("{name} is not a standard in this suite.", name=shown(name))
            hint = guesses.did_you_mean(name, others.drafts) or _("Delete this line.")
        elif others.drafts[name].standard.withdrawn is not None:
            message = _("{name} is also withdrawn.", name=shown(name))
            hint = _("Use a standard that is not withdrawn.")
        if message:
            yield draft.problem(("withdrawn", "replaced_by", position), message, hint)


def _replaced_by(draft: Draft, item: Item, others: Others, guesses: Guesses) -> Iterator[Problem]:
    for position, (name, identity) in enumerate(item.withdrawn.replaced_by if item.withdrawn else ()):
        target = draft if name == item.standard else others.drafts.get(name)
        if not identity or (target is not None and identity[0] in target.uncertain and identity not in target.by_id):
            continue
        if target is not None:
            message, hint = _fault(identity, target, item)
        elif name in others.unread:
            message = hint = ""
        else:
            unknown = _("{name} is not a standard in this suite.", name=shown(name))
            # The hint does not name the item, so that all items of the standard have one problem.
            meant = guesses.did_you_mean(name, others.drafts) or _("Delete this line.")
            message, hint = renamed(name, others.former, f"/{identity}") or (unknown, meant)
        if message:
            path = (*item.place, "withdrawn", "replaced_by", position)
            yield draft.problem(path, message, hint, cause=f"replaced-by:{name}")


def _fault(identity: str, target: Draft, item: Item) -> tuple[str, str]:
    """Return the message and the hint for a wrong replacement of ``item`` in ``target``, or empty texts."""
    found = target.by_id.get(identity)
    if found is None:
        message = _("{item} is not an item of {standard}.", item=shown(identity), standard=shown(target.name))
        return message, target.whole_extent()
    if found is item:
        hint = _("Write the id of the item that replaces it, or delete this line.")
        return _("An item cannot replace itself."), hint
    if not found.in_force:
        return _("{name} is also withdrawn.", name=shown(identity)), _("Use an item that is not withdrawn.")
    return "", ""
