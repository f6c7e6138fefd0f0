"""Split a long list into pages, so that no page grows with the number of standards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from competence_standards import routes
from competence_standards.translation import gettext

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Sheet(Generic[Entry]):
    """Some entries of a list, and the links to the others."""

    address: str
    number: int
    """From 1."""
    count: int
    entries: tuple[Entry, ...]
    others: tuple[tuple[int, str], ...]
    """The numbers and addresses of the first sheet, the last and those about this one; empty when there is only one."""


def sheets(address: str, entries: Sequence[Entry], size: int) -> Iterator[Sheet[Entry]]:
    """Yield the sheets of a list with ``size`` entries each. An empty list has one empty sheet."""
    count = max(1, -(-len(entries) // size))
    for number in range(1, count + 1):
        own = tuple(entries[(number - 1) * size : number * size])
        # A page with links to all others would grow with the list.
        near = sorted({1, *range(max(1, number - 2), min(count, number + 2) + 1), count}) if count > 1 else []
        others = tuple((other, routes.sheet(address, other)) for other in near)
        yield Sheet(routes.sheet(address, number), number, count, own, others)


def numbered(title: str, sheet: Sheet[Entry]) -> str:
    """Return the title of a sheet. After the first sheet, the title has its number."""
    return (
        title
        if sheet.number == 1
        else gettext("{title}, page {page} of {pages}", title=title, page=sheet.number, pages=sheet.count)
    )
