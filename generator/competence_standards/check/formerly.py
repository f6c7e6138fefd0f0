"""Check the former ids of the standards. Name the new id where a file refers to a standard by a former one."""

from collections.abc import Collection, Iterator, Mapping

from competence_standards.check.draft import Draft
from competence_standards.problem import Problem, shown
from competence_standards.translation import gettext as _


def former_ids(standards: Mapping[str, Draft]) -> dict[str, Draft]:
    """Return renamed standards by each former id. If two list the same id, the first."""
    found: dict[str, Draft] = {}
    for standard in standards.values():
        for __, identity in _listed(standard):
            found.setdefault(identity, standard)
    return found


def renamed(name: str, former: Mapping[str, Draft], after: str = "") -> tuple[str, str] | None:
    """Return the message and the hint for a reference by a former id, or None if ``name`` is not one.

    Args:
        name: The id in the reference. former: The standards that were renamed, by each of their former ids. after:
        The rest of the reference, such as ``/P16``.
    """
    if name not in former:
        return None
    now = former[name].name
    message = _("{id} is now called {name}.", id=shown(name), name=shown(now))
    return message, _("Write {word} here.", word=shown(f"{now}{after}"))


def formerly_problems(
    standard: Draft, standards: Mapping[str, Draft], unread: Collection[str], former: Mapping[str, Draft]
) -> Iterator[Problem]:
    """Yield a problem for each former id that is in use by another standard or by the standard itself.

    Args:
        standard: The standard.
        standards: All of them, by file name.
        unread: The names of files that could not be read. Each may be a standard.
        former: The standards that were renamed, by each of their former ids.
    """
    for position, identity in _listed(standard):
        first = former[identity]
        if identity == standard.name:
            message = _("{id} is the current id of this standard.", id=shown(identity))
            hint = _("Delete it here. List only ids that the standard used before.")
        elif identity in standards or identity in unread:
            message = _("{id} is the id of another standard.", id=shown(identity))
            hint = _(
                "If {file} is the old copy of this file, delete it. If not, delete this id.",
                file=shown(f"{identity}.yml"),
            )
        elif first is not standard:
            place = next(place for place, one in _listed(first) if one == identity)
            line = first.source.line(("formerly", place))
            message = _(
                "{id} is already a former id of {name}, on line {line} of its file.",
                id=shown(identity),
                name=shown(first.name),
                line=line,
            )
            hint = _("An old address can lead to only one standard. Delete one of the two ids.")
        else:
            continue
        yield standard.problem(("formerly", position), message, hint)


def _listed(draft: Draft) -> Iterator[tuple[int, str]]:
    """Yield the former ids of a standard, each with its position."""
    return ((position, identity) for position, identity in enumerate(draft.standard.formerly) if identity)
