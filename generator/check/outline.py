"""A source in; those of its parts out that the rules speak of, each with the way to its place.

Takes only what has the right shape, so that every rule can run on a file that the schema refuses.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.read import Path, Source, Value, mappings

LISTS = ("performance_criteria", "knowledge")


@dataclass(frozen=True)
class Wording:
    """A text with its errata: an item's, or an overview paragraph's."""

    path: Path
    """The way to the mapping that holds ``text``."""
    text: str
    errata: tuple[dict[str, Value], ...]

    @property
    def published(self) -> str:
        """The text with its applied errata; the same text where one of them does not fit."""
        text = self.text
        for erratum in self.errata:
            wrong, right = erratum.get("from"), erratum.get("to")
            if erratum.get("status") == "applied" and isinstance(wrong, str) and isinstance(right, str) and wrong:
                text = text.replace(wrong, right, 1)
        return text


@dataclass(frozen=True)
class Item:
    """A performance criterion or a knowledge item."""

    id: str
    path: Path
    wording: Wording | None
    withdrawn: dict[str, Value] | None


@dataclass(frozen=True)
class Outline:
    """One standard, as far as it has the right shape."""

    source: Source
    items: tuple[Item, ...]
    paragraphs: tuple[Wording, ...]
    history: tuple[tuple[Path, dict[str, Value]], ...]

    @property
    def name(self) -> str:
        """The name of the file, which is what other files call the standard."""
        return self.source.name

    @property
    def wordings(self) -> Iterator[Wording]:
        """The overview's paragraphs and the items' words, in the order of the file."""
        yield from self.paragraphs
        yield from (item.wording for item in self.items if item.wording is not None)


def outline(source: Source) -> Outline:
    """The outline of a standard's source, whatever the source holds."""
    top = source.value if isinstance(source.value, dict) else {}
    items = []
    for name in LISTS:
        for position, entry in mappings(top.get(name)):
            if isinstance(identity := entry.get("id"), str):
                path: Path = (name, position)
                withdrawn = entry.get("withdrawn")
                gone = withdrawn if isinstance(withdrawn, dict) else None
                items.append(Item(identity, path, _wording(path, entry), gone))
    paragraphs = [_wording(("overview", position), entry) for position, entry in mappings(top.get("overview"))]
    history: list[tuple[Path, dict[str, Value]]] = [
        (("history", position), entry) for position, entry in mappings(top.get("history"))
    ]
    return Outline(source, tuple(items), tuple(filter(None, paragraphs)), tuple(history))


def _wording(path: Path, entry: dict[str, Value]) -> Wording | None:
    text = entry.get("text")
    if not isinstance(text, str):
        return None
    errata = entry.get("errata")
    return Wording(path, text, tuple(erratum for _, erratum in mappings(errata)) if errata else ())
