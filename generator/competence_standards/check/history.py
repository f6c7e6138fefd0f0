"""The outline of one standard in; a problem out for each thing no schema can see in its history and withdrawals."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import islice, pairwise

from competence_standards.check.formerly import renamed
from competence_standards.check.outline import LISTS, Item, Outline, span
from competence_standards.problem import Guesses, Problem, quoted, shown
from competence_standards.prose import joined_with_and, listed
from competence_standards.read import Path, Value
from competence_standards.translation import gettext as _

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NEARLY_VERSION = re.compile(r"\D*0*([1-9][0-9]{0,3})(?:[.,]([0-9]{1,4}))?\D*")
_VERSION = re.compile("[0-9]{1,4}[.][0-9]{1,4}")


def history_problems(
    standard: Outline, standards: Mapping[str, Outline], unread: Collection[str], former: Mapping[str, Outline]
) -> Iterator[Problem]:
    """Every breach of the rules on the versions of one standard and on its withdrawn items.

    ``standards`` are all of them, by file name; ``unread`` are the names of those of which nothing else is known;
    ``former`` are those that were renamed, by each of their former ids.
    """
    yield from _items_touched(standard)
    yield from _order(standard)
    guesses = Guesses()
    versions = _versions(standard)
    if standard.withdrawn is not None:
        yield from _since(standard, (), standard.withdrawn, versions)
        yield from _successors(standard, standard.withdrawn, standards, unread, guesses)
    for item in standard.items:
        if item.withdrawn is not None:
            yield from _since(standard, item.path, item.withdrawn, versions)
            yield from _replaced_by(standard, item, standards, unread, former, guesses=guesses)


def _items_touched(standard: Outline) -> Iterator[Problem]:
    for path, entry in standard.history:
        touched = entry.get("items")
        for position, item in enumerate(touched if isinstance(touched, list) else []):
            if isinstance(item, str) and item not in standard.by_id and item[:1] not in standard.doubtful:
                message = _("{item} is not an item of this standard.", item=shown(item))
                yield standard.source.problem((*path, "items", position), message, _extent(standard))


def _order(standard: Outline) -> Iterator[Problem]:
    for path, entry in standard.history:
        day = entry.get("date")
        if isinstance(day, str) and _DAY.fullmatch(day) and not _is_date(day):
            message = _("{date} is not a real date.", date=shown(day))
            yield standard.source.problem((*path, "date"), message, _("Use a real date, such as 2026-02-28."))
    for path, entry in standard.history:
        version = entry.get("version")
        nearly = _NEARLY_VERSION.fullmatch(version) if isinstance(version, str) and not _version(entry) else None
        if nearly:
            message = _("{version} is not a version.", version=shown(version))
            hint = _("Write {word} here.", word=shown(f"{int(nearly[1])}.{int(nearly[2] or 0)}"))
            yield standard.source.problem((*path, "version"), message, hint)
    for (path, newer), (__, older) in pairwise(standard.history):
        # The upper entry is the newer one: what is below it may have been published, and must not change.
        here, below = _version(newer), _version(older)
        day, day_below = str(newer.get("date")), str(older.get("date"))
        if here and below and here <= below:
            message = _(
                "Version {version} must be higher than version {other} below it.",
                version=newer.get("version"),
                other=older.get("version"),
            )
            hint = _("List the newest version first, and each version once.")
            yield standard.source.problem((*path, "version"), message, hint)
        elif _is_date(day) and _is_date(day_below) and day < day_below:
            message = _(
                "This date is earlier than {date}, the date of version {version} below it.",
                date=day_below,
                version=older.get("version"),
            )
            hint = _("List the newest version first, or correct the date.")
            yield standard.source.problem((*path, "date"), message, hint)


def _versions(standard: Outline) -> dict[str, None]:
    """Return the versions of the history; nothing where the schema refuses one of them, which may be any."""
    whole = all(_version(entry) for _, entry in standard.history)
    return dict.fromkeys(str(entry["version"]) for _, entry in standard.history) if whole else {}


def _since(
    standard: Outline, above: Path, withdrawn: dict[str, Value], versions: Mapping[str, None]
) -> Iterator[Problem]:
    since = withdrawn.get("since")
    # The history may be missing.
    if isinstance(since, str) and versions and since not in versions:
        message = _("{version} is not listed under history.", version=shown(since))
        hint = _("The history has {versions}. Add a new version at the top.", versions=listed(islice(versions, 9)))
        yield standard.source.problem((*above, "withdrawn", "since"), message, hint)


def _successors(
    standard: Outline,
    withdrawn: dict[str, Value],
    standards: Mapping[str, Outline],
    unread: Collection[str],
    guesses: Guesses,
) -> Iterator[Problem]:
    successors = withdrawn.get("replaced_by")
    for position, name in enumerate(successors if isinstance(successors, list) else []):
        if not isinstance(name, str) or name in unread:
            continue
        message, hint = "", ""
        if name == standard.name:
            message = _("A standard cannot replace itself.")
            hint = _("Write the id of the standard that replaces it.")
        elif name not in standards:
            message = _("{name} is not a standard in this suite.", name=shown(name))
            hint = guesses.did_you_mean(name, standards) or _("Delete this line.")
        elif standards[name].withdrawn is not None:
            message = _("{name} is also withdrawn.", name=shown(name))
            hint = _("Use a standard that is not withdrawn.")
        if message:
            yield standard.source.problem(("withdrawn", "replaced_by", position), message, hint)


def _replaced_by(
    standard: Outline,
    item: Item,
    standards: Mapping[str, Outline],
    unread: Collection[str],
    former: Mapping[str, Outline],
    *,
    guesses: Guesses,
) -> Iterator[Problem]:
    replacements = (item.withdrawn or {}).get("replaced_by")
    for position, reference in enumerate(replacements if isinstance(replacements, list) else []):
        if not isinstance(reference, str):
            continue
        name, __, identity = reference.rpartition("/")
        target = standards.get(name) if name else standard
        if target is not None and identity[:1] in target.doubtful and identity not in target.by_id:
            continue
        if target is not None:
            message, hint = _fault(identity, target, item)
        elif name in unread:
            message = hint = ""
        else:
            near = guesses.nearest(name, standards)
            unknown = _("{name} is not a standard in this suite.", name=shown(name))
            meant = _("Did you mean {word}?", word=quoted(f"{near}/{identity}")) if near else ""
            message, hint = renamed(name, former, f"/{identity}") or (unknown, meant)
        if message:
            path: Path = (*item.path, "withdrawn", "replaced_by", position)
            yield standard.source.problem(path, message, hint)


def _fault(identity: str, target: Outline, item: Item) -> tuple[str, str]:
    """What is wrong with an item of ``target`` as what replaces ``item``, and the mend; empty when it is right."""
    found = target.by_id.get(identity)
    if found is None:
        message = _("{item} is not an item of {standard}.", item=shown(identity), standard=shown(target.name))
        return message, _extent(target)
    if found is item:
        hint = _("Write the id of the item that replaces it, or delete this line.")
        return _("An item cannot replace itself."), hint
    if found.withdrawn is not None:
        return _("{name} is also withdrawn.", name=shown(identity)), _("Use an item that is not withdrawn.")
    return "", ""


def _extent(standard: Outline) -> str:
    ends = [(letter, standard.last_number(letter)) for letter in LISTS.values()]
    spans = [span(letter, 1, end) for letter, end in ends if end]
    return _("Its items are {items}.", items=joined_with_and(spans)) if spans else _("It has no items.")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return _DAY.fullmatch(text) is not None


def _version(entry: dict[str, Value]) -> tuple[int, ...]:
    """The numbers of a version, to compare it by; nothing where it has not the form of one."""
    version = entry.get("version")
    return tuple(map(int, version.split("."))) if isinstance(version, str) and _VERSION.fullmatch(version) else ()
