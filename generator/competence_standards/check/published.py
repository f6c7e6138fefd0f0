"""Compare the standards with a published edition of them: what was published stays, and the history says what changed.

What the check alone cannot see: an item that is gone or has another number, words that were replaced, a history that
was rewritten.
"""

from collections.abc import Iterator
from dataclasses import replace

from competence_standards.check.entries import entries_of
from competence_standards.check.outline import LISTS, Item, Outline, outline
from competence_standards.check.self_assessment import SCALE
from competence_standards.check.source_text import lines_of
from competence_standards.problem import Problem, shown
from competence_standards.prose import listed, sentences
from competence_standards.read import SUITE_FILE, Folder, Path, Published, Value, mappings
from competence_standards.translation import gettext as _

_FEW = 0.2
"""Two sentences that share less of their words than this are not one sentence reworded."""
_LONGEST = 200


def published_problems(folder: Folder, published: Published) -> Iterator[Problem]:
    """Every way in which a folder breaks a promise that its published edition made."""
    now = {source.name: outline(source) for source in folder.standards}
    heirs = {former: name for name, standard in now.items() for former in _formerly(standard)}
    if not published.standards:
        message = _("{revision} has no standards in this folder, so nothing was compared.", revision=published.revision)
        yield replace(_at_suite(folder, message, ""), severity="note")
    for path in published.unread:
        message = _(
            "{file} cannot be read in {revision}, so it was not compared.", file=path, revision=published.revision
        )
        yield replace(_at_suite(folder, message, ""), severity="note")
    for name, source in published.standards.items():
        standard = now.get(name) or now.get(heirs.get(name, ""))
        if standard is not None:
            yield from _Comparison(outline(source), standard, published).problems()
        elif name not in folder.unread:
            message = _(
                "The standard {id} was published, but the file {file} is missing.",
                id=shown(name),
                file=shown(f"{name}.yml"),
            )
            hint = _(
                "Restore the file with {command}. To withdraw the standard, add withdrawn to the file. If the standard "
                "has a new id, list {id} under formerly in its new file.",
                command=f"git checkout {published.revision} -- {folder.path}/{name}.yml",
                id=shown(name),
            )
            yield _at_suite(folder, message, hint)
    yield from _levels(folder, published)
    for name in ("correspondences", "themes"):
        yield from _new_ids(folder, published, name)


def _formerly(standard: Outline) -> list[str]:
    top = standard.source.value if isinstance(standard.source.value, dict) else {}
    given = top.get("formerly")
    names = given if isinstance(given, list) else [given]
    return [name for name in names if isinstance(name, str)]


def _at_suite(folder: Folder, message: str, hint: str) -> Problem:
    if folder.suite is not None:
        return folder.suite.problem(("standards",), message, hint, at_key=True)
    return Problem(f"{folder.path}/{SUITE_FILE}", 1, 1, "", message, hint)


def _levels(folder: Folder, published: Published) -> Iterator[Problem]:
    scale, old = folder.vocabulary.get(SCALE), published.vocabulary.get(SCALE)
    top = old.value if old and isinstance(old.value, dict) else {}
    known = [entry.get("id") for __, entry in entries_of(folder, SCALE)]
    for __, entry in mappings(top.get(SCALE)):
        identity = entry.get("id")
        if scale and isinstance(identity, str) and identity not in known:
            message = _("The level {id} was published, but is missing.", id=shown(identity))
            hint = _("Put it back, because learners' saved answers use its id. You can change its wording.")
            yield scale.problem((SCALE,), message, hint, at_key=True)


def _new_ids(folder: Folder, published: Published, name: str) -> Iterator[Problem]:
    """Yield a problem for each group or theme that has another id than it was published with."""
    source, old = folder.vocabulary.get(name), published.vocabulary.get(name)
    top = old.value if old and isinstance(old.value, dict) else {}
    known = {entry.get("id") for __, entry in entries_of(folder, name)}
    before = [entry for __, entry in mappings(top.get(name))]
    published_ids = {str(entry.get("id")) for entry in before}
    gone = [entry for entry in before if entry.get("id") not in known]
    for path, entry in entries_of(folder, name):
        identity = entry.get("id")
        if source is None or not isinstance(identity, str) or identity in published_ids:
            continue
        if same := next((one for one in gone if _is_same(one, entry)), None):
            gone.remove(same)
            message = _("This was published with the id {id}.", id=shown(same.get("id")))
            hint = _("Write {word} here. The id is part of an address, so never change it.", word=shown(same.get("id")))
            yield source.problem((*path, "id"), message, hint)


def _is_same(one: dict[str, Value], other: dict[str, Value]) -> bool:
    """Tell whether two entries have the same name, or are groups of the same items."""
    items = sorted(_texts(one.get("items")))
    return one.get("name") == other.get("name") or (items != [] and items == sorted(_texts(other.get("items"))))


class _Comparison:
    """One standard as it was published and as it is now."""

    def __init__(self, old: Outline, new: Outline, published: Published) -> None:
        self.old, self.new = old, new
        self.versions = {_version(entry) for _, entry in old.history}
        """The versions that are published."""
        self.added = [(path, entry) for path, entry in new.history if _version(entry) not in self.versions]
        """The entries of the history that are not published yet."""
        self.named = {item for _, entry in self.added for item in _texts(entry.get("items"))}
        """The items that they name."""
        provenance = _top(old).get("provenance")
        file = provenance.get("source_text") if isinstance(provenance, dict) else None
        text = published.source_texts.get(file, "") if isinstance(file, str) else ""
        self.copied = {line.words for lines in lines_of(text).values() for line in lines}
        """The words of the published source text: to copy them better than before changes no meaning."""
        self.old_words = {_text(item) for item in old.items}
        self.by_words = {_text(item): item for item in reversed(new.items)}
        """The first item that has each wording now."""

    def problems(self) -> Iterator[Problem]:
        """Every promise that was broken."""
        yield from self._history()
        yield from self._withdrawal()
        for field in ("title", "overview", *LISTS):
            yield from self._words(field)
        above: Path = ()
        for item in self.old.items:
            if above[:1] != item.path[:1]:
                above = item.path[:1]
            found = self.new.by_id.get(item.id)
            if found is None:
                yield self._missing(item, above)
            else:
                above = (*found.path, "id")
                yield from self._item(item, found)
        for item in self.new.items:
            if item.id not in self.old.by_id and item.id not in self.named and not self._moved_here(item):
                message = _("{item} is new, but no new version in the history lists it.", item=item.id)
                yield self.new.source.problem((*item.path, "id"), message, self._list_it(item.id))

    # --- items ---

    def _item(self, old: Item, new: Item) -> Iterator[Problem]:
        if old.withdrawn is not None and new.withdrawn is None:
            message = _("{item} is withdrawn in the published standard.", item=old.id)
            hint = _(
                "Put withdrawn back. To use the wording again, add an item with the next free id, {id}.",
                id=self._next(old),
            )
            yield self.new.source.problem((*new.path, "id"), message, hint)
        if old.withdrawn is None and new.withdrawn is not None:
            since = new.withdrawn.get("since")
            if isinstance(since, str) and since in self.versions:
                message = _("{item} is not withdrawn in the published version {version}.", item=old.id, version=since)
                hint = _("Add a new version to the history, and write that version here.")
                yield self.new.source.problem((*new.path, "withdrawn", "since"), message, hint)
        yield from self._reworded(old, new)

    def _reworded(self, old: Item, new: Item) -> Iterator[Problem]:
        before, after = _text(old), _text(new)
        if not before or not after or before == after:
            return
        message = _("{item} was published with different wording: {words}.", item=old.id, words=shown(before, _LONGEST))
        other = self.by_words.get(before)
        if other is not None and other.id == old.id:
            line = self.new.source.line((*other.path, "text"))
            message = sentences(message, _("That wording is on line {line}, also as {item}.", line=line, item=old.id))
            hint = _("Give the new wording here the next free id, {id}.", id=self._next(old))
        elif other is not None:
            message = sentences(message, _("{item} has that wording now.", item=other.id))
            hint = _("Never renumber items. Give each item its published id and wording again.")
        elif _shared(before, after) < _FEW:
            hint = _(
                "Never reuse an id. Put the old wording back and withdraw the item. Give the new wording the next free "
                "id, {id}.",
                id=self._next(old),
            )
        elif old.id in self.named or _one_space(after) in self.copied:
            return
        else:
            hint = self._list_change(old.id)
        yield self.new.source.problem((*new.path, "text"), message, hint)

    def _missing(self, old: Item, above: Path) -> Problem:
        heir = self.by_words.get(_text(old))
        if heir is not None:
            message = _("This wording was published as {item}.", item=old.id)
            hint = _("Never renumber items. Write {id} here.", id=old.id)
            return self.new.source.problem((*heir.path, "id"), message, hint)
        message = _(
            "{item} was published, but is missing after this: {words}.",
            item=old.id,
            words=shown(_text(old), _LONGEST),
        )
        hint = _("Put it back and add withdrawn to it. Never delete a published item or reuse its id.")
        return self.new.source.problem(above, message, hint, at_key=len(above) == 1)

    def _moved_here(self, item: Item) -> bool:
        """Whether a new id has the words of a published one, which is told there."""
        return _text(item) in self.old_words

    def _next(self, item: Item) -> str:
        letter = item.id[:1]
        return f"{letter}{max(self.old.last_number(letter), self.new.last_number(letter)) + 1}"

    def _list_it(self, identity: str) -> str:
        """Return the hint that says where in the history a new item is to be listed."""
        if self.added:
            version = self.added[0][1].get("version")
            return _("Add {item} to items of version {version} in the history.", item=identity, version=version)
        return _("Add a version at the top of the history, with {item} under items.", item=identity)

    def _list_change(self, identity: str) -> str:
        """Return the hint that says where in the history an item with other words is to be listed."""
        if self.added:
            return _(
                "If the standards setting organisation changed the wording, add {item} to items of version {version} "
                "in the history. If not, put the old wording back.",
                item=identity,
                version=self.added[0][1].get("version"),
            )
        return _(
            "If the standards setting organisation changed the wording, add a version at the top of the history, with "
            "{item} under items. If not, put the old wording back.",
            item=identity,
        )

    # --- the rest ---

    def _words(self, field: str) -> Iterator[Problem]:
        """The title, the paragraphs of the overview, or the sub-headings of a list."""
        before, after = _wordings(self.old, field), _wordings(self.new, field)
        new = [words for words in after if _one_space(words) not in self.copied]
        if before == after or self.added or (not new and len(before) == len(after)):
            return
        known = set(before)
        at = next((at for at, words in enumerate(after) if words not in known), 0)
        path: Path = (field,) if field in ("title", *LISTS) else (field, at, "text")
        message = {
            "title": _("The title was published with different wording."),
            "overview": _("The overview was published with different wording."),
        }.get(field, _("The sub-headings were published with different wording."))
        hint = _(
            "If the standards setting organisation changed the wording, add a version to the history. If not, put the "
            "old wording back."
        )
        yield self.new.source.problem(path, message, hint, at_key=field in LISTS)

    def _withdrawal(self) -> Iterator[Problem]:
        if self.old.withdrawn is not None and self.new.withdrawn is None:
            message = _("This standard was published as withdrawn.")
            yield self.new.source.problem(("id",), message, _("Put withdrawn back."))
        if self.old.withdrawn is None and self.new.withdrawn is not None:
            since = self.new.withdrawn.get("since")
            if isinstance(since, str) and since in self.versions:
                message = _("This standard is not withdrawn in the published version {version}.", version=since)
                hint = _("Add a new version to the history, and write that version here.")
                yield self.new.source.problem(("withdrawn", "since"), message, hint)

    def _history(self) -> Iterator[Problem]:
        now = {_version(entry): (path, entry) for path, entry in reversed(self.new.history)}
        for __, entry in self.old.history:
            version = _version(entry)
            if version not in now:
                message = _(
                    "Version {version} of {date} was published, but is missing.",
                    version=version,
                    date=entry.get("date"),
                )
                hint = _("Put the entry back, below the newer entries. Never delete a published entry.")
                yield self.new.source.problem(("history",), message, hint, at_key=True)
                continue
            path, found = now[version]
            for field in ("date", "summary", "items"):
                if entry.get(field) != found.get(field):
                    hint = sentences(
                        _restore(field, entry.get(field)), _("Describe new changes in a new entry at the top.")
                    )
                    yield self.new.source.problem((*path, field), _was(field, version, entry.get(field)), hint)
        newest = _version(self.old.history[0][1]) if self.old.history else ""
        places = {_version(entry): -number for number, (__, entry) in enumerate(reversed(self.new.history))}
        for path, entry in self.added:
            if newest in places and places[_version(entry)] > places[newest]:
                message = _(
                    "Version {version} is new, but is listed below the published version {other}.",
                    version=entry.get("version"),
                    other=newest,
                )
                hint = _("Put the new entry first, and give it a higher version.")
                yield self.new.source.problem((*path, "version"), message, hint)


def _version(entry: dict[str, Value]) -> str:
    """Return the version of an entry of the history; empty where the entry gives none that is text."""
    version = entry.get("version")
    return version if isinstance(version, str) else ""


def _was(field: str, version: str, value: Value) -> str:
    if field == "items" and not value:
        return _("Version {version} was published without items.", version=version)
    if field == "items":
        items = listed(_texts(value))
        return _("The items of version {version} were published as {items}.", version=version, items=items)
    was = shown(value, _LONGEST)
    if field == "date":
        return _("The date of version {version} was published as {date}.", version=version, date=was)
    return _("The summary of version {version} was published as {words}.", version=version, words=was)


def _restore(field: str, value: Value) -> str:
    if field == "items":
        return _("Put them back.") if value else _("Delete this line.")
    return _("Put it back.")


def _top(standard: Outline) -> dict[str, Value]:
    return standard.source.value if isinstance(standard.source.value, dict) else {}


def _texts(value: Value) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _text(item: Item) -> str:
    return item.wording.text if item.wording else ""


def _wordings(standard: Outline, field: str) -> list[str]:
    value = _top(standard).get(field)
    if isinstance(value, str):
        return [value]
    name = "heading" if field in LISTS else "text"
    return [words for _, entry in mappings(value) if isinstance(words := entry.get(name), str)]


def _shared(one: str, other: str) -> float:
    """How much of their words two texts share, from 0 to 1."""
    ours, theirs = set(one.casefold().split()), set(other.casefold().split())
    return len(ours & theirs) / len(ours | theirs)


def _one_space(text: str) -> str:
    return " ".join(text.split())
