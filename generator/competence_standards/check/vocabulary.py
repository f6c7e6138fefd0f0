"""What the standards share, and their outlines, in; a problem out for each theme, group or term that does not hold."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from competence_standards.check.entries import (
    Entry,
    entries_of,
    given_twice,
    lacks,
    texts_of,
    used_twice,
    written_as_one,
)
from competence_standards.check.formerly import renamed
from competence_standards.check.outline import Item, Outline
from competence_standards.check.says_less import says_less
from competence_standards.problem import Guesses, Problem, quoted, shown
from competence_standards.prose import sentences
from competence_standards.read import Folder, Path, Source
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext
from competence_standards.words import WholeWords

NO_BREAK_HYPHEN = "\u2011"
Items = Mapping[str, Item]
Forms = dict[str, tuple[Path, str]]
"""Where each form of a term stands and how it is written, by its letters without regard to capitals."""
_THEME = re.compile("[a-z0-9-]+")
_NAMED = re.compile(r"(?<![\w/-])(?:(?P<standard>[a-z][a-z0-9-]{0,63})/)?(?P<item>[PK][1-9][0-9]{0,2})(?![\w-])")
"""An item that a note names, with its standard or without."""
_REFERENCE = re.compile("[^/]+/[PK][1-9][0-9]{0,2}")


def theme_names(folder: Folder) -> dict[str, str] | None:
    """Return the name of each theme by its id, in order; None where there is a file of them that does not say."""
    found: dict[str, str] = {}
    for __, entry in entries_of(folder, "themes"):
        identity, name = entry.get("id"), entry.get("name")
        if isinstance(identity, str):
            found.setdefault(identity, name if isinstance(name, str) else "")
    return found if found or lacks(folder, "themes") else None


def vocabulary_problems(
    folder: Folder,
    standards: Mapping[str, Outline],
    unread: Collection[str],
    former: Mapping[str, Outline],
    *,
    sound: bool,
) -> Iterator[Problem]:
    """Every mistake in the suite's themes, correspondences and glossary.

    Args:
        folder: The folder that was read.
        standards: The outlines of all standards, by every name under which other files may know them.
        unread: The names of standards of which nothing else is known.
        former: The standards that were renamed, by each of their former ids.
        sound: Whether every standard was read and has its schema's shape. If not, what seems unused may be used there.
    """
    items = {f"{name}/{item.id}": item for name, standard in standards.items() for item in standard.items}
    if source := folder.vocabulary.get("themes"):
        yield from given_twice(source, entries_of(folder, "themes"), "id")
        if sound:
            yield from _themes(source, entries_of(folder, "themes"), standards)
    if source := folder.vocabulary.get("correspondences"):
        groups = entries_of(folder, "correspondences")
        yield from given_twice(source, groups, "id")
        guesses = Guesses()
        counted: dict[str, int] = {}
        yield from _unknown_standards(source, groups, {*standards, *unread, *former}, guesses)
        for group in groups:
            yield from _members(source, group, standards, former, guesses)
            yield from _broader(source, group, former, guesses)
            yield from _note(source, group, standards)
            yield from says_less(source, group, items, counted) if sound else ()
            if group[1].get("kind") == "identical":
                yield from _identical(source, group, items)
        yield from _identical_twice(source, groups)
    if source := folder.vocabulary.get("glossary"):
        forms: Forms = {}
        yield from _glossary(source, entries_of(folder, "glossary"), forms)
        if sound:
            yield from _unused(source, forms, standards)


def _themes(source: Source, entries: list[Entry], standards: Mapping[str, Outline]) -> Iterator[Problem]:
    named = {theme for standard in standards.values() for item in standard.items for theme in item.themes}
    for path, entry in entries:
        identity = entry.get("id")
        if isinstance(identity, str) and _THEME.fullmatch(identity) and identity not in named:
            message = _("No item uses the theme {theme}.", theme=shown(identity))
            yield source.note((*path, "id"), message, _("Add it to themes of an item, or delete the theme."))


def _unknown_standards(
    source: Source, groups: list[Entry], known: Collection[str], guesses: Guesses
) -> Iterator[Problem]:
    """Yield one problem for each standard that the groups name and the suite lacks, however often they name it."""
    times: Counter[str] = Counter()
    first: dict[str, Path] = {}
    names: dict[str, str] = {}
    for path, entry in groups:
        for position, name in texts_of(entry, "items"):
            standard = name.partition("/")[0]
            if standard not in known and _REFERENCE.fullmatch(name):
                times[standard] += 1
                first.setdefault(standard, (*path, "items", position))
                names.setdefault(standard, name)
    in_order = sorted(known)
    for standard, path in first.items():
        message = _("{name} is not a standard in this suite.", name=shown(standard))
        if times[standard] > 1:
            often = ngettext(
                "This is the first of {number} place in this file.",
                "This is the first of {number} places in this file.",
                times[standard],
            )
            message = sentences(message, often)
        near = guesses.nearest(standard, in_order)
        item = names[standard].partition("/")[2]
        yield source.problem(path, message, _("Did you mean {word}?", word=quoted(f"{near}/{item}")) if near else "")


def _members(
    source: Source, group: Entry, standards: Mapping[str, Outline], former: Mapping[str, Outline], guesses: Guesses
) -> Iterator[Problem]:
    path, entry = group
    names = [name for __, name in texts_of(entry, "items") if _REFERENCE.fullmatch(name)]
    for position, name in texts_of(entry, "items"):
        if len(written_as_one(name)) > 1:
            # The schema says how to write several entries.
            continue
        if not _REFERENCE.fullmatch(name):
            known = (f"{standard}/{item}" for standard in standards for item in standards[standard].by_id)
            hint = guesses.did_you_mean(name, known)
            yield source.problem((*path, "items", position), _("{name} is not an item.", name=shown(name)), hint)
        elif message_and_hint := _fault(name, standards, former):
            yield source.problem((*path, "items", position), *message_and_hint)
    if len(names) > 1 and len({name.partition("/")[0] for name in names}) == 1:
        message = _("All the items are from the same standard.")
        hint = _(
            "A group needs items from at least two standards. Add an item from another standard, or delete the group."
        )
        yield source.problem((*path, "items"), message, hint, at_key=True)
    if len({name.partition("/")[2][0] for name in names}) > 1:
        message = _("This group mixes criteria and knowledge items.")
        hint = _("Make two groups. To link knowledge to a criterion, use underpins or supports on the knowledge item.")
        yield source.problem((*path, "items"), message, hint, at_key=True)


def _fault(name: str, standards: Mapping[str, Outline], former: Mapping[str, Outline]) -> tuple[str, str] | None:
    """What is wrong with a reference to an item, and the mend."""
    standard, __, identity = name.partition("/")
    if standard not in standards:
        return renamed(standard, former, f"/{identity}")
    item = standards[standard].by_id.get(identity)
    if item is None and identity[0] in standards[standard].doubtful:
        return None
    if item is None:
        message = _("{item} is not an item of {standard}.", item=shown(identity), standard=shown(standard))
        return message, standards[standard].extent(identity[0])
    if item.withdrawn is not None:
        hint = _("Use the item that replaces it, or delete it from this group.")
        return _("{item} is withdrawn.", item=name), hint
    return None


def _broader(source: Source, group: Entry, former: Mapping[str, Outline], guesses: Guesses) -> Iterator[Problem]:
    path, entry = group
    names = dict.fromkeys(name for __, name in texts_of(entry, "items"))
    # An item under its former and its new id is told once, at the former id.
    parts = [name.partition("/") for name in names]
    names |= {f"{former[standard].name}/{identity}": None for standard, __, identity in parts if standard in former}
    broader = texts_of(entry, "broader") if entry.get("kind") == "broader" else []
    for position, name in broader:
        standard, __, identity = name.partition("/")
        if fault := renamed(standard, former, f"/{identity}"):
            yield source.problem((*path, "broader", position), *fault)
        elif name not in names:
            message = _("{name} is not in this group.", name=shown(name))
            hint = guesses.did_you_mean(name, names) or _("List only items that are in this group.")
            yield source.problem((*path, "broader", position), message, hint)
    if broader and {name for __, name in broader} >= names.keys():
        message = _("Every item in the group is listed under broader.")
        hint = _("List only the items that cover the others.")
        yield source.problem((*path, "broader"), message, hint, at_key=True)


def _note(source: Source, group: Entry, standards: Mapping[str, Outline]) -> Iterator[Problem]:
    """Yield a note for each item that the note of a group names and that is not in the group."""
    path, entry = group
    note = entry.get("note")
    names = {name for __, name in texts_of(entry, "items")}
    known = names | {name.partition("/")[2] for name in names}
    told: set[str] = set()
    for found in _NAMED.finditer(note if isinstance(note, str) else ""):
        standard, identity = found["standard"], found["item"]
        name = f"{standard}/{identity}" if standard in standards else identity
        if name in known or name in told:
            continue
        told.add(name)
        item = standards[standard].by_id.get(identity) if standard in standards else None
        if item is not None and item.withdrawn is not None:
            message = _("This note names {item}, which is withdrawn.", item=name)
        else:
            message = _("This note names {item}, which is not in this group.", item=name)
        yield source.note((*path, "note"), message, _("Change the note, or the items of the group."))


def _identical(source: Source, group: Entry, items: Items) -> Iterator[Problem]:
    path, entry = group
    wordings = [(position, name, items[name].wording) for position, name in texts_of(entry, "items") if name in items]
    for position, name, wording in wordings[1:]:
        __, first_name, first = wordings[0]
        if wording and first and wording.published != first.published:
            message = _("The wording of {item} is not the same as the wording of {other}.", item=name, other=first_name)
            hint = _(
                "If the difference is a mistake in the source text, record an erratum. If not, use kind: broader or "
                "related."
            )
            yield source.problem((*path, "items", position), message, hint)


def _identical_twice(source: Source, groups: list[Entry]) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for path, entry in groups:
        names = texts_of(entry, "items") if entry.get("kind") == "identical" else []
        for position, name in names:
            if name in seen and seen[name] != path:
                line = source.line(seen[name])
                message = _("{item} is also in another group of identical items, on line {line}.", item=name, line=line)
                yield source.problem((*path, "items", position), message, _("Combine the two groups."))
                break
        seen.update((name, path) for __, name in names if name not in seen)


def _glossary(source: Source, entries: list[Entry], forms: Forms) -> Iterator[Problem]:
    yield from given_twice(source, entries, "term")
    terms = dict.fromkeys(term for __, entry in entries if isinstance(term := entry.get("term"), str))
    guesses = Guesses()
    for path, entry in entries:
        for position, form in texts_of(entry, "match"):
            place: Path = (*path, "match", position)
            first, written = forms.setdefault(form.casefold(), (place, form))
            # The same form twice in one list breaks the schema, which tells it.
            if first != place and (first[:2], written) != (path, form):
                message = used_twice(form, source.line(first))
                yield source.problem(place, message, _("List it once, under one term."))
        for position, other in texts_of(entry, "see_also"):
            if other == entry.get("term"):
                message = _("A term cannot be in its own see_also.")
                yield source.problem((*path, "see_also", position), message, _("Delete it."))
            elif other not in terms:
                message = _("{word} is not a term.", word=shown(other))
                hint = guesses.did_you_mean(other, terms) or _("Use a term exactly as this file lists it.")
                yield source.problem((*path, "see_also", position), message, hint)


def _unused(source: Source, forms: Forms, standards: Mapping[str, Outline]) -> Iterator[Problem]:
    missing = set(forms) - _found(forms.values(), standards)
    within = _found([forms[form] for form in missing], standards) if missing else set()
    for form in sorted(missing):
        place, written = forms[form]
        if form in within:
            message = _("{word} appears only as part of longer words or phrases in this file.", word=shown(written))
            yield source.note(place, message, _("Delete this one, because the longer one is matched instead."))
        else:
            message = _("{word} does not appear in any standard.", word=shown(written))
            yield source.note(place, message, _("Check the spelling, or delete this."))


def _found(forms: Collection[tuple[Path, str]], standards: Mapping[str, Outline]) -> set[str]:
    """The forms that are found when only these are looked for."""
    words = WholeWords(form for _, form in forms)
    found: set[str] = set()
    for standard in standards.values():
        texts = (wording.published for wording in standard.wordings)
        if NO_BREAK_HYPHEN in standard.source.text:
            # That the hyphen is not an ordinary one is told at the item.
            texts = (text.replace(NO_BREAK_HYPHEN, "-") for text in texts)
        found.update(form.casefold() for text in texts for form in words.found(text))
        if len(found) == len(forms):
            break
    return found
