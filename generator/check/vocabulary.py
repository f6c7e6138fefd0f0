"""What the standards share, and their outlines, in; a problem out for each theme, group or term that does not hold."""

import re
from collections.abc import Collection, Iterator, Mapping

from generator.check.entries import Entry, entries_of, given_twice, lacks
from generator.check.outline import Item, Outline
from generator.problem import Problem, did_you_mean, shown
from generator.read import VOCABULARIES, Folder, Path, Source, Value
from generator.words import whole_words

Items = Mapping[str, Item]
Forms = dict[str, tuple[Path, str]]
"""Where each form of a term stands and how it is written, by its letters without regard to capitals."""
_THEME = re.compile("[a-z0-9-]+")
_REFERENCE = re.compile("[^/]+/[PK][1-9][0-9]{0,2}")


def theme_ids(folder: Folder) -> list[str] | None:
    """The ids of the suite's themes; None where there is a file of them that does not say."""
    found = [identity for _, entry in entries_of(folder, "themes") if isinstance(identity := entry.get("id"), str)]
    return found if found or lacks(folder, "themes") else None


def vocabulary_problems(folder: Folder, standards: Mapping[str, Outline]) -> Iterator[Problem]:
    """Every mistake in the suite's themes, correspondences and glossary."""
    # What is in no file that can be read may be in a standard that cannot.
    all_read = folder.unread <= {*VOCABULARIES, "suite"}
    items = {f"{name}/{item.id}": item for name, standard in standards.items() for item in standard.items}
    if source := folder.vocabulary.get("themes"):
        yield from given_twice(source, entries_of(folder, "themes"), "id")
        if all_read:
            yield from _themes(source, entries_of(folder, "themes"), standards)
    if source := folder.vocabulary.get("correspondences"):
        groups = entries_of(folder, "correspondences")
        yield from given_twice(source, groups, "id")
        for group in groups:
            yield from _members(source, group, standards, folder.unread)
            yield from _broader(source, group)
            if group[1].get("kind") == "identical":
                yield from _identical(source, group, items)
        yield from _identical_twice(source, groups)
    if source := folder.vocabulary.get("glossary"):
        forms: Forms = {}
        yield from _glossary(source, entries_of(folder, "glossary"), forms)
        if all_read:
            yield from _unused(source, forms, standards)


def _themes(source: Source, entries: list[Entry], standards: Mapping[str, Outline]) -> Iterator[Problem]:
    named = {theme for standard in standards.values() for item in standard.items for theme in item.themes}
    for path, entry in entries:
        identity = entry.get("id")
        if isinstance(identity, str) and _THEME.fullmatch(identity) and identity not in named:
            hint = "Name it under themes of an item, or delete it."
            yield source.problem((*path, "id"), f"No item has the theme {shown(identity)}.", hint)


def _members(
    source: Source, group: Entry, standards: Mapping[str, Outline], unread: Collection[str]
) -> Iterator[Problem]:
    path, entry = group
    names = [(position, name) for position, name in _texts(entry, "items") if _REFERENCE.fullmatch(name)]
    for position, name in names:
        if message_and_hint := _fault(name, standards, unread):
            yield source.problem((*path, "items", position), *message_and_hint)
    if len(names) > 1 and len({name.partition("/")[0] for _, name in names}) == 1:
        hint = "A group joins items of at least two standards: add one, or delete the group."
        yield source.problem((*path, "items"), "All its items belong to one standard.", hint, at_key=True)
    if len({name.partition("/")[2][0] for _, name in names}) > 1:
        hint = "Make a group of each; that knowledge serves a criterion is said on the knowledge item."
        yield source.problem((*path, "items"), "Criteria and knowledge items are in one group.", hint, at_key=True)


def _fault(name: str, standards: Mapping[str, Outline], unread: Collection[str]) -> tuple[str, str] | None:
    """What is wrong with a reference to an item, and the mend."""
    standard, _, identity = name.partition("/")
    if standard not in standards:
        message = f"{shown(standard)} is not a standard of this suite."
        return None if standard in unread else (message, did_you_mean(standard, list(standards)))
    item = standards[standard].by_id.get(identity)
    if item is None:
        message = f"{shown(identity)} is not an item of {shown(standard)}."
        return message, standards[standard].extent(identity[0])
    if item.withdrawn is not None:
        return f"{name} is withdrawn.", "Name what replaces it, or delete it here."
    return None


def _broader(source: Source, group: Entry) -> Iterator[Problem]:
    path, entry = group
    names = [name for _, name in _texts(entry, "items")]
    broader = _texts(entry, "broader") if entry.get("kind") == "broader" else []
    for position, name in broader:
        if name not in names:
            hint = did_you_mean(name, names) or "Only an item of the group can be its broader one."
            yield source.problem((*path, "broader", position), f"{shown(name)} is not an item of the group.", hint)
    if broader and {name for _, name in broader} >= set(names):
        hint = "Name only those that ask for more than the others."
        yield source.problem((*path, "broader"), "Every item is said to be the broader one.", hint, at_key=True)


def _identical(source: Source, group: Entry, items: Items) -> Iterator[Problem]:
    path, entry = group
    wordings = [(position, name, items[name].wording) for position, name in _texts(entry, "items") if name in items]
    for position, name, wording in wordings[1:]:
        _, first_name, first = wordings[0]
        if wording and first and wording.published != first.published:
            message = f"The words of {name} are not those of {first_name}."
            hint = "If that is a slip of the source text, record an erratum; otherwise the kind is equivalent."
            yield source.problem((*path, "items", position), message, hint)


def _identical_twice(source: Source, groups: list[Entry]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for path, entry in groups:
        for position, name in _texts(entry, "items") if entry.get("kind") == "identical" else ():
            line = source.line((*path, "items", position))
            if seen.setdefault(name, line) != line:
                message = f"{name} is in another group of identical items, on line {seen[name]}."
                yield source.problem((*path, "items", position), message, "Make one group of the two.")


def _glossary(source: Source, entries: list[Entry], forms: Forms) -> Iterator[Problem]:
    yield from given_twice(source, entries, "term")
    terms = [term for _, entry in entries if isinstance(term := entry.get("term"), str)]
    for path, entry in entries:
        for position, form in _texts(entry, "match"):
            place: Path = (*path, "match", position)
            first, written = forms.setdefault(form.casefold(), (place, form))
            # The same form twice in one list breaks the schema, which tells it.
            if first != place and (first[:2], written) != (path, form):
                message = f"{shown(form)} is given twice; the first is on line {source.line(first)}."
                yield source.problem(place, message, "A form belongs to one term, and stands there once.")
        for position, other in _texts(entry, "see_also"):
            if other == entry.get("term"):
                yield source.problem((*path, "see_also", position), "A term cannot refer to itself.", "Delete it.")
            elif other not in terms:
                hint = did_you_mean(other, terms) or "Write a term of this file just as it is listed."
                yield source.problem((*path, "see_also", position), f"{shown(other)} is not a term.", hint)


def _unused(source: Source, forms: Forms, standards: Mapping[str, Outline]) -> Iterator[Problem]:
    missing = set(forms) - _found(forms.values(), standards)
    within = _found([forms[form] for form in missing], standards) if missing else set()
    for form in sorted(missing):
        place, written = forms[form]
        if form in within:
            message = f"{shown(written)} stands only within longer forms."
            yield source.problem(place, message, "There the longer form counts; delete this one.")
        else:
            message = f"{shown(written)} stands in no text."
            yield source.problem(place, message, "Write the words as the standards have them, or delete them.")


def _found(forms: Collection[tuple[Path, str]], standards: Mapping[str, Outline]) -> set[str]:
    """The forms that are found when only these are looked for."""
    pattern = whole_words(form for _, form in forms)
    found: set[str] = set()
    for standard in standards.values():
        found.update(match.casefold() for wording in standard.wordings for match in pattern.findall(wording.published))
        if len(found) == len(forms):
            break
    return found


def _texts(entry: dict[str, Value], name: str) -> list[tuple[int, str]]:
    values = entry.get(name)
    return [(at, text) for at, text in enumerate(values if isinstance(values, list) else []) if isinstance(text, str)]
