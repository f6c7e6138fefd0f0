"""Compare one standard with its published edition."""

from collections.abc import Iterator

from competence_standards.check.draft import Draft
from competence_standards.check.source_lines import lines_of, one_space
from competence_standards.model import Item, Part, Version
from competence_standards.problem import Problem, shown
from competence_standards.prose import listed, sentences
from competence_standards.read import Path, Published
from competence_standards.translation import gettext as _

_FEW = 0.2
"""Below this share of common words, two sentences are different sentences, not a rewording."""
_LONGEST = 200


class Comparison:
    """A standard's published and current editions."""

    def __init__(self, old: Draft, new: Draft, published: Published) -> None:
        self.old, self.new = old, new
        self.versions = {version.number for version in old.standard.history}
        """The published versions."""
        self.added = [version for version in new.standard.history if version.number not in self.versions]
        """The new versions, not yet published."""
        self.named = {item for version in self.added for item in version.items}
        """The items that the new versions name."""
        text = published.source_texts.get(old.standard.source_text or "", "")
        self.copied = {line.words for lines in lines_of(text, new.kinds).values() for line in lines}
        """The words of the published source text. Correcting the copy does not change the meaning."""
        self.old_words = {_text(item) for item in old.items}
        self.by_words = {_text(item): item for item in reversed(new.items)}
        """The first item with each current wording."""

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each broken promise."""
        yield from self._history()
        yield from self._withdrawal()
        yield from self._title()
        yield from self._overview()
        for old in self.old.standard.parts:
            if new := self.new.standard.by_kind.get(old.kind.id):
                yield from self._headings(old, new)
            above: Path = (old.kind.field,) if new else ("id",)
            for item in (item for item in old.items if item.id):
                found = self.new.by_id.get(item.id)
                if found is None:
                    yield self._missing(item, above)
                else:
                    above = (*found.place, "id")
                    yield from self._item(item, found)
        for item in self.new.items:
            if item.id not in self.old.by_id and item.id not in self.named and not self._moved_here(item):
                message = _("{item} is new, but no new version in the history lists it.", item=item.id)
                yield self.new.problem((*item.place, "id"), message, self._list_it(item.id))

    # --- items ---

    def _item(self, old: Item, new: Item) -> Iterator[Problem]:
        if old.withdrawn is not None and new.withdrawn is None:
            message = _("{item} is withdrawn in the published standard.", item=old.id)
            hint = _(
                "Put withdrawn back. To use the wording again, add an item with the next free id, {id}.",
                id=self._next(old),
            )
            yield self.new.problem((*new.place, "id"), message, hint)
        if old.withdrawn is None and new.withdrawn is not None:
            since = new.withdrawn.since
            if since in self.versions:
                message = _("{item} is not withdrawn in the published version {version}.", item=old.id, version=since)
                hint = _("Add a new version to the history, and write that version here.")
                yield self.new.problem((*new.place, "withdrawn", "since"), message, hint)
        yield from self._reworded(old, new)

    def _reworded(self, old: Item, new: Item) -> Iterator[Problem]:
        before, after = _text(old), _text(new)
        if not before or not after or before == after:
            return
        message = _("{item} was published with different wording: {words}.", item=old.id, words=shown(before, _LONGEST))
        other = self.by_words.get(before)
        if other is not None and other.id == old.id:
            line = self.new.source.line((*other.place, "text"))
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
        elif old.id in self.named or all(one_space(text.source) in self.copied for text in new.wordings):
            return
        else:
            hint = self._list_change(old.id)
        yield self.new.problem((*new.place, "text"), message, hint)

    def _missing(self, old: Item, above: Path) -> Problem:
        heir = self.by_words.get(_text(old))
        if heir is not None:
            message = _("This wording was published as {item}.", item=old.id)
            hint = _("Never renumber items. Write {id} here.", id=old.id)
            return self.new.problem((*heir.place, "id"), message, hint)
        message = _(
            "{item} was published, but is missing after this: {words}.",
            item=old.id,
            words=shown(_text(old), _LONGEST),
        )
        hint = _("Put it back and add withdrawn to it. Never delete a published item or reuse its id.")
        return self.new.problem(above, message, hint, at_key=len(above) == 1)

    def _moved_here(self, item: Item) -> bool:
        """Check whether a new id has the words of a published item, whose problem is then reported there."""
        return _text(item) in self.old_words

    def _next(self, item: Item) -> str:
        letter = item.part.letter
        return f"{letter}{max(self.old.last_number(letter), self.new.last_number(letter)) + 1}"

    def _list_it(self, identity: str) -> str:
        """Return the hint where to list a new item in the history."""
        if self.added:
            version = self.added[0].number
            return _("Add {item} to items of version {version} in the history.", item=identity, version=version)
        return _("Add a version at the top of the history, with {item} under items.", item=identity)

    def _list_change(self, identity: str) -> str:
        """Return the hint where to list a changed item in the history."""
        if self.added:
            return _(
                "If the standards setting organisation changed the wording, add {item} to items of version {version} "
                "in the history. If not, put the old wording back.",
                item=identity,
                version=self.added[0].number,
            )
        return _(
            "If the standards setting organisation changed the wording, add a version at the top of the history, with "
            "{item} under items. If not, put the old wording back.",
            item=identity,
        )

    # --- the rest ---

    def _title(self) -> Iterator[Problem]:
        if self._is_changed([self.old.standard.title], [self.new.standard.title]):
            message = _("The title was published with different wording.")
            yield self.new.problem(("title",), message, _change_or_restore())

    def _overview(self) -> Iterator[Problem]:
        before = [paragraph.source for paragraph in self.old.standard.overview]
        after = [paragraph.source for paragraph in self.new.standard.overview]
        if self._is_changed(before, after):
            at = next((at for at, words in enumerate(after) if words not in before), 0)
            message = _("The overview was published with different wording.")
            yield self.new.problem(("overview", at, "text"), message, _change_or_restore())

    def _headings(self, old: Part, new: Part) -> Iterator[Problem]:
        if self._is_changed(_headings_of(old), _headings_of(new)):
            message = _("The sub-headings were published with different wording.")
            yield self.new.problem((new.kind.field,), message, _change_or_restore(), at_key=True)

    def _is_changed(self, before: list[str], after: list[str]) -> bool:
        """Check whether words changed without a new version. Correcting the copy of the source text is allowed."""
        new = [words for words in after if one_space(words) not in self.copied]
        return before != after and not self.added and (new != [] or len(before) != len(after))

    def _withdrawal(self) -> Iterator[Problem]:
        old, new = self.old.standard.withdrawn, self.new.standard.withdrawn
        if old is not None and new is None:
            message = _("This standard was published as withdrawn.")
            yield self.new.problem(("id",), message, _("Put withdrawn back."))
        if old is None and new is not None and new.since in self.versions:
            message = _("This standard is not withdrawn in the published version {version}.", version=new.since)
            hint = _("Add a new version to the history, and write that version here.")
            yield self.new.problem(("withdrawn", "since"), message, hint)

    def _history(self) -> Iterator[Problem]:
        now = {version.number: version for version in reversed(self.new.standard.history)}
        for old in self.old.standard.history:
            if old.number in now:
                yield from self._version(old, now[old.number])
                continue
            message = _("Version {version} of {date} was published, but is missing.", version=old.number, date=old.date)
            hint = _("Put the entry back, below the newer entries. Never delete a published entry.")
            yield self.new.problem(("history",), message, hint, at_key=True)
        newest = self.old.standard.history[0].number if self.old.standard.history else ""
        places = {version.number: version.place for version in reversed(self.new.standard.history)}
        for version in self.added:
            if newest in places and version.place > places[newest]:
                message = _(
                    "Version {version} is new, but is listed below the published version {other}.",
                    version=version.number,
                    other=newest,
                )
                hint = _("Put the new entry first, and give it a higher version.")
                yield self.new.problem((*version.place, "version"), message, hint)

    def _version(self, old: Version, new: Version) -> Iterator[Problem]:
        """Yield a problem for each changed field of a published history entry."""
        again = _("Describe new changes in a new entry at the top.")
        if old.date != new.date:
            date = shown(old.date)
            message = _("The date of version {version} was published as {date}.", version=old.number, date=date)
            yield self.new.problem((*new.place, "date"), message, sentences(_("Put it back."), again))
        if old.summary != new.summary:
            words = shown(old.summary, _LONGEST)
            message = _("The summary of version {version} was published as {words}.", version=old.number, words=words)
            yield self.new.problem((*new.place, "summary"), message, sentences(_("Put it back."), again))
        if old.items != new.items:
            message = _("Version {version} was published without items.", version=old.number)
            hint = _("Delete this line.")
            if old.items:
                message = _(
                    "The items of version {version} were published as {items}.",
                    version=old.number,
                    items=listed(old.items),
                )
                hint = _("Put them back.")
            yield self.new.problem((*new.place, "items"), message, sentences(hint, again))


def _change_or_restore() -> str:
    return _(
        "If the standards setting organisation changed the wording, add a version to the history. If not, put the "
        "old wording back."
    )


def _headings_of(part: Part) -> list[str]:
    return [section.heading for section in part.sections if section.heading is not None]


def _text(item: Item) -> str:
    """Return the sentence of an item, with its points below it."""
    return "\n".join(text.source for text in item.wordings)


def _shared(one: str, other: str) -> float:
    """Return the share of common words of two texts, from 0 to 1."""
    ours, theirs = set(one.casefold().split()), set(other.casefold().split())
    return len(ours & theirs) / len(ours | theirs)
