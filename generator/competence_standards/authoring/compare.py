"""Compare two editions of a suite: what changed, how much it matters, and what wants another look.

The rules for the class of a change are in ``class_of_words`` and at each change. They look at words alone, so a person
can disagree. Does not read files, and does not use git.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from competence_standards.model.item import Reference
from competence_standards.model.part import title
from competence_standards.prose import joined_with_and, sentences
from competence_standards.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from competence_standards.model import Item, Part, RatingScale, Section, Standard, Suite, Wording
    from competence_standards.read import Source

Class = Literal["editorial", "clarification", "substantive"]
"""How much a change matters: it changes how words look, what surrounds the words, or what is asked."""
Kind = Literal[
    "added", "withdrawn", "restored", "removed", "moved", "reworded", "relinked", "re-themed", "corrected", "renamed",
    "changed",
]  # fmt: skip
_ORDER: tuple[Class, ...] = ("editorial", "clarification", "substantive")
_APOSTROPHES = re.compile(r"['\u2018\u2019]")
_MARKS = re.compile(r"(?<!\d)[^\w\s+<>=%£$€°±]|[^\w\s+<>=%£$€°±](?!\d)|_")
"""Punctuation that is not between two figures, as in 1.5."""
_WORDS = re.compile(r"\s+|[^\s]+")
_MOST_PAIRS = 1_000_000
"""Pairs of words. Longer texts are shown whole, because a comparison would take seconds."""


class Run(NamedTuple):
    """A run of words."""

    state: Literal["same", "old", "new"]
    text: str


@dataclass(frozen=True)
class Change:
    """One change between two editions."""

    standard: str
    """The id of the standard, or "" for what the standards share."""
    place: str
    """What changed, in words: ``P3``."""
    kind: Kind
    size: Class
    said: str
    """What happened, as a sentence."""
    words: tuple[Run, ...] = ()
    """The words of both editions, if words changed."""


@dataclass(frozen=True)
class Edition:
    """One of the two editions."""

    suite: Suite
    forms: tuple[Source, ...] = ()
    """The forms, built-in ones included."""


@dataclass(frozen=True)
class Compared:
    """What changed between two editions, and what follows from it."""

    changes: tuple[Change, ...]
    """The standards in their order, then what they share."""
    titles: Mapping[str, str]
    """The title of each changed standard, by id."""
    flagged: tuple[Reference, ...]
    """The items whose saved answers get a notice that the wording has changed."""
    look_again: tuple[tuple[str, tuple[Reference, ...]], ...]
    """The name of each group of similar items with a reworded or withdrawn item, and these items."""


def compare(old: Edition, new: Edition) -> Compared:
    """Compare two editions."""
    before, now = old.suite, new.suite
    heirs = {former: one.id for one in now.standards for former in one.formerly if one.id not in before.by_id}
    pairs = [(one, now.by_id.get(one.id) or now.by_id.get(heirs.get(one.id, ""))) for one in before.standards]
    partners = {new_one.id: old_one for old_one, new_one in pairs if new_one}
    changes: list[Change] = []
    for standard in now.standards:
        if partner := partners.get(standard.id):
            changes += _Standards(partner, standard).changes()
        else:
            words = (Run("new", standard.title),)
            changes.append(Change(standard.id, standard.id, "added", "substantive", _("The standard is new."), words))
    for standard, heir in pairs:
        if heir is None:
            words = (Run("old", standard.title),)
            said = _("The standard was removed.")
            changes.append(Change(standard.id, standard.id, "removed", "substantive", said, words))
    changes += _shared(old, new, heirs)
    touched = {change.standard for change in changes}
    titles = {one.id: one.title for one in (*before.standards, *now.standards) if one.id in touched}
    reworded = {
        item.reference: item
        for standard in now.standards
        if (partner := partners.get(standard.id))
        for item in standard.items
        if (was := partner.by_id.get(item.id)) and (was.mark != item.mark or was.in_force != item.in_force)
    }
    flagged = tuple(
        reference for reference, item in reworded.items() if now.scale and item.in_force and item.part.rated
        if (was := partners[item.standard].by_id[item.id]).in_force and was.part.rated and was.mark != item.mark
    )  # fmt: skip
    again = ((group.name, tuple(one for one in group.items if one in reworded)) for group in now.correspondences)
    return Compared(tuple(changes), titles, flagged, tuple((name, items) for name, items in again if items))


def class_of_words(old: str, new: str) -> Class:
    """Return the class of a change of words.

    It is editorial if only punctuation, spaces or capital letters differ, and substantive otherwise. Punctuation
    between two figures, as in 1.5, and signs such as + and % count as words.
    """
    return "editorial" if _plain(old) == _plain(new) else "substantive"


def difference(old: str, new: str) -> tuple[Run, ...]:
    """Return the words of two texts in runs of words that stayed, left or came."""
    one, other = _WORDS.findall(old), _WORDS.findall(new)
    if len(one) * len(other) > _MOST_PAIRS:
        return (Run("old", old), Run("new", new))
    runs: list[Run] = []
    for operation, start, end, from_, to in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if operation == "equal":
            runs.append(Run("same", "".join(one[start:end])))
            continue
        runs += [Run("old", "".join(one[start:end]))] if end > start else []
        runs += [Run("new", "".join(other[from_:to]))] if to > from_ else []
    return tuple(runs)


def _plain(text: str) -> list[str]:
    return _MARKS.sub(" ", _APOSTROPHES.sub("", text.casefold())).split()


class _Standards:
    """The two editions of one standard."""

    def __init__(self, old: Standard, new: Standard) -> None:
        self.old, self.new = old, new

    def changes(self) -> Iterator[Change]:
        """Yield each change."""
        old, new = self.old, self.new
        if old.id != new.id:
            said = _("The id was {old}. It is {new} now.", old=old.id, new=new.id)
            yield self._change(new.id, "renamed", "clarification", said)
        if old.title != new.title:
            yield self._words(_("Title"), "renamed", _("The title changed."), old.title, new.title)
        if old.withdrawn is None and new.withdrawn is not None:
            said = _("The standard was withdrawn. Reason: {reason}", reason=new.withdrawn.reason)
            yield self._change(new.id, "withdrawn", "substantive", said)
        elif old.withdrawn is not None and new.withdrawn is None:
            yield self._change(new.id, "restored", "substantive", _("The standard is no longer withdrawn."))
        elif old.withdrawn != new.withdrawn:
            yield self._change("withdrawn", "changed", "clarification", _("Details of the withdrawal changed."))
        yield from self._fields()
        yield from self._overview()
        yield from self._parts()
        yield from self._history()

    def _history(self) -> Iterator[Change]:
        before, now = ({one.number: one for one in standard.history} for standard in (self.old, self.new))
        place = _("History")
        for number, version in now.items():
            if number not in before:
                said = _("Version {number} is new: {summary}", number=number, summary=version.summary)
                yield self._change(place, "added", "editorial", said)
            elif (was := _entry(before[number])) != (entry := _entry(version)):
                said = _("Version {number} has a different entry.", number=number)
                yield self._change(place, "changed", "clarification", said, difference(was, entry))
        for number in before:
            if number not in now:
                said = _("Version {number} was removed.", number=number)
                yield self._change(place, "removed", "clarification", said)

    def _fields(self) -> Iterator[Change]:
        """Compare every other field, so that a field that the model gains later is compared too."""
        handled = {"id", "title", "overview", "parts", "withdrawn", "history", "file"}
        # A new id needs an entry under formerly, so it is told once.
        handled |= {"formerly"} if self.old.id != self.new.id else set()
        for field in fields(self.old):
            before, now = getattr(self.old, field.name), getattr(self.new, field.name)
            if field.name not in handled and before != now:
                said = _("The field {field} changed.", field=field.name)
                yield self._change(
                    field.name, "changed", "clarification", said, difference(_as_text(before), _as_text(now))
                )

    def _overview(self) -> Iterator[Change]:
        before, now = self.old.overview, self.new.overview
        if [one.published for one in before] != [one.published for one in now]:
            old, new = ("\n".join(one.published for one in texts) for texts in (before, now))
            yield self._reworded(_("Overview"), before, now, old, new)
        elif corrected := _corrected(before, now):
            yield self._change(_("Overview"), "corrected", "editorial", corrected)

    def _parts(self) -> Iterator[Change]:
        before, now = _places(self.old.parts), _places(self.new.parts)
        new_parts = {part.kind.id: part for part in self.new.parts}
        headings: dict[tuple[str, str | None], str | None] = {}
        for part in self.old.parts:
            if (heir := new_parts.get(part.kind.id)) is not None:
                reworded = dict(_headings(part, heir))
                headings |= {(part.kind.id, old): new for old, new in reworded.items()}
                for one, other in reworded.items():
                    said = _("The sub-heading changed.")
                    place = _("Sub-heading under {part}", part=heir.title)
                    yield self._words(place, "reworded", said, one, other)
        elsewhere = {
            identity
            for identity, (kind, section, _at) in before.items()
            if identity in now and now[identity][:2] != (kind, headings.get((kind, section), section))
        }
        moved = _out_of_order([one for one in before if one in now and one not in elsewhere], now)
        for identity, (_kind, section, _at) in now.items():
            item = self.new.by_id[identity]
            if identity not in before:
                said = _("{item} is new.", item=identity)
                yield self._change(identity, "added", "substantive", said, (Run("new", item.line),))
                continue
            yield from self._item(self.old.by_id[identity], item)
            if identity in elsewhere:
                said = _("{item} is now under {heading}.", item=identity, heading=section or title(item.part))
                yield self._change(identity, "moved", "clarification", said)
            elif identity in moved:
                yield self._change(identity, "moved", "editorial", _("{item} has another position.", item=identity))
        for identity in before:
            if identity not in now:
                item = self.old.by_id[identity]
                said = _("{item} was removed.", item=identity)
                yield self._change(identity, "removed", "substantive", said, (Run("old", item.line),))

    def _item(self, old: Item, new: Item) -> Iterator[Change]:
        name = new.id
        if old.in_force and new.withdrawn is not None:
            said = _("{item} was withdrawn. Reason: {reason}", item=name, reason=new.withdrawn.reason)
            if new.withdrawn.replaced_by:
                heirs = joined_with_and(str(one) for one in new.withdrawn.replaced_by)
                said = sentences(said, _("Replaced by {items}.", items=heirs))
            yield self._change(name, "withdrawn", "substantive", said, (Run("old", new.line),))
        elif new.in_force and not old.in_force:
            yield self._change(name, "restored", "substantive", _("{item} is no longer withdrawn.", item=name))
        elif old.withdrawn != new.withdrawn:
            said = _("Details of the withdrawal of {item} changed.", item=name)
            yield self._change(name, "changed", "clarification", said)
        if old.words != new.words:
            yield self._reworded(name, old.wordings, new.wordings, old.words, new.words)
        elif corrected := _corrected(old.wordings, new.wordings):
            yield self._change(name, "corrected", "editorial", corrected)
        if old.number != new.number:
            said = _("The printed number of {item} changed.", item=name)
            yield self._change(name, "changed", "clarification", said, difference(old.number or "", new.number or ""))
        if (old.underpins, old.supports) != (new.underpins, new.supports):
            yield self._change(name, "relinked", "clarification", _links(old, new))
        if old.themes != new.themes:
            gone, come = _gone_and_come(old.themes, new.themes)
            said = _("The themes of {item} changed.", item=name)
            yield self._change(name, "re-themed", "editorial", " ".join(filter(None, [said, _lists(gone, come)])))
        if old.no_knowledge != new.no_knowledge:
            said = _("The reason why nothing is linked to {item} changed.", item=name)
            words = difference(old.no_knowledge or "", new.no_knowledge or "")
            yield self._change(name, "changed", "clarification", said, words)
        if old.part != new.part and old.part.id == new.part.id and old.part.rated != new.part.rated:
            said = (
                _("Learners rate {item} now.", item=name)
                if new.part.rated
                else _("{item} is not rated now.", item=name)
            )
            yield self._change(name, "changed", "substantive", said)

    def _reworded(self, place: str, old: Sequence[Wording], new: Sequence[Wording], before: str, now: str) -> Change:
        """Return a rewording, or a correction if the source's words are the same."""
        words = difference(before, now)
        if [one.source for one in old] != [one.source for one in new]:
            return self._change(place, "reworded", class_of_words(before, now), _("The wording changed."), words)
        kinds = {one.kind for one in _other_errata(old, new)}
        size: Class = "editorial" if kinds <= {"spelling"} else "clarification"
        return self._change(place, "corrected", size, _corrected(old, new), words)

    def _words(self, place: str, kind: Kind, said: str, old: str, new: str) -> Change:
        return self._change(place, kind, class_of_words(old, new), said, difference(old, new))

    def _change(self, place: str, kind: Kind, size: Class, said: str, words: tuple[Run, ...] = ()) -> Change:
        return Change(self.new.id, place, kind, size, said, words)


def _places(parts: Iterable[Part]) -> dict[str, tuple[str, str | None, int]]:
    """Return the part, the sub-heading and the position of each item, by id, in order."""
    found: dict[str, tuple[str, str | None, int]] = {}
    for part in parts:
        for section in part.sections:
            for item in section.items:
                if item.id:
                    found.setdefault(item.id, (part.kind.id, section.title, len(found)))
    return found


def _headings(old: Part, new: Part) -> Iterator[tuple[str, str]]:
    """Yield each sub-heading that changed, before and after: it is new, and has the first item of one that is gone."""
    before, now = ({one.title for one in part.sections} for part in (old, new))
    at = {item.id: section for section in old.sections for item in section.items}
    for section in new.sections:
        was: Section | None = next((at[item.id] for item in section.items if item.id in at), None)
        if was and was.title and section.title and section.title not in before and was.title not in now:
            yield was.title, section.title


def _out_of_order(before: Sequence[str], now: Mapping[str, tuple[str, str | None, int]]) -> frozenset[str]:
    """Return the fewest items that moved, so that the others are in their earlier order."""
    ends: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for at, identity in enumerate(before):
        position = now[identity][2]
        length = bisect_left(ends, position)
        previous.append(last[length - 1] if length else -1)
        ends[length:] = [position, *ends[length + 1 :]]
        last[length:] = [at, *last[length + 1 :]]
    stayed = set()
    at = last[-1] if last else -1
    while at >= 0:
        stayed.add(before[at])
        at = previous[at]
    return frozenset(before) - stayed


def _other_errata(old: Sequence[Wording], new: Sequence[Wording]) -> list[Any]:
    one, other = ([erratum for wording in texts for erratum in wording.errata] for texts in (old, new))
    known = [_erratum(erratum) for erratum in one]
    after = [_erratum(erratum) for erratum in other]
    return [e for e in one if _erratum(e) not in after] + [e for e in other if _erratum(e) not in known]


def _erratum(erratum: Any) -> tuple[object, ...]:
    return (erratum.wrong, erratum.right, erratum.kind, erratum.applied, erratum.note)


def _corrected(old: Sequence[Wording], new: Sequence[Wording]) -> str:
    """Return a sentence about the corrections that changed, or ""."""
    if not _other_errata(old, new):
        return ""
    before, now = (sum(len(one.errata) for one in texts) for texts in (old, new))
    if now > before:
        return _("A correction of the source text was added.")
    return _("A correction of the source text was removed.") if now < before else _("A correction changed.")


def _links(old: Item, new: Item) -> str:
    said = [_("The links of {item} changed.", item=new.id)]
    for field in ("underpins", "supports"):
        lists = _lists(*_gone_and_come(getattr(old, field), getattr(new, field)))
        said += [f"{field}: {lists}"] if lists else []
    return " ".join(said)


def _gone_and_come(old: Iterable[str], new: Iterable[str]) -> tuple[list[str], list[str]]:
    before, now = list(old), list(new)
    known, after = set(before), set(now)
    return [one for one in before if one not in after], [one for one in now if one not in known]


def _lists(gone: Sequence[str], come: Sequence[str]) -> str:
    said = [_("Added: {list}.", list=joined_with_and(come))] if come else []
    return " ".join([*said, *([_("Removed: {list}.", list=joined_with_and(gone))] if gone else [])])


def _as_text(value: object) -> str:
    """Return a value of the model as words."""
    if value is None:
        return ""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return "; ".join(map(_as_text, value))
    if hasattr(value, "__dataclass_fields__"):
        pairs = ((one.name, getattr(value, one.name)) for one in fields(value))  # type: ignore[arg-type]
        return "; ".join(f"{name}: {_as_text(one)}" for name, one in pairs if one not in (None, "", ()))
    if isinstance(value, tuple):
        return ", ".join(_as_text(one) for one in value if one)
    return str(value)


# --- what the standards share ---


def _shared(old: Edition, new: Edition, heirs: Mapping[str, str]) -> Iterator[Change]:
    before, now = old.suite, new.suite
    for name in ("title", "lang", "summary", "wording_owner", "forms_note", "operator", "parts"):
        one, other = getattr(before, name), getattr(now, name)
        if one != other:
            said = _("The field {field} of the suite changed.", field=name)
            size: Class = "substantive" if name == "parts" else "clarification"
            yield Change("", "suite.yml", "changed", size, said, difference(_as_text(one), _as_text(other)))
    if moved := _order(before, now, heirs):
        yield Change("", "suite.yml", "moved", "editorial", moved)
    yield from _entries(_("Theme"), before.themes, now.themes, lambda one: one.id, lambda one: one.name)
    yield from _entries(_("Glossary"), before.glossary, now.glossary, lambda one: one.term, lambda one: one.term)
    groups = [
        replace(group, items=_renamed(group.items, heirs), broader=_renamed(group.broader, heirs))
        for group in before.correspondences
    ]
    what = _("Similar items")
    yield from _entries(what, groups, now.correspondences, lambda one: one.id or one.name, lambda one: one.name)
    yield from _scale(before.scale, now.scale)
    yield from _entries(_("Assessment method"), before.methods, now.methods, lambda one: one.id, lambda one: one.name)
    yield from _forms(old.forms, new.forms)


def _order(old: Suite, new: Suite, heirs: Mapping[str, str]) -> str:
    before = [heirs.get(one.id, one.id) for one in old.standards]
    both = {*before} & {*new.by_id}
    same = [one for one in before if one in both] == [one.id for one in new.standards if one.id in both]
    return "" if same else _("The standards have another order.")


def _renamed(references: Iterable[Reference], heirs: Mapping[str, str]) -> tuple[Reference, ...]:
    return tuple(Reference(heirs.get(one.standard, one.standard), one.item) for one in references)


def _entries(
    what: str,
    old: Iterable[Any],
    new: Iterable[Any],
    key: Callable[[Any], str],
    name: Callable[[Any], str],
    *,
    size: Class = "clarification",
) -> Iterator[Change]:
    """Yield each entry of a list that was added, removed or changed."""
    before, now = {key(one): one for one in old}, {key(one): one for one in new}
    for identity, entry in now.items():
        place = f"{what}: {name(entry)}"
        if identity not in before:
            yield Change("", place, "added", size, _("This is new."), (Run("new", _entry(entry)),))
        elif (one := _entry(before[identity])) != (other := _entry(entry)):
            own = "editorial" if class_of_words(one, other) == "editorial" else size
            yield Change("", place, "changed", own, _("This changed."), difference(one, other))
    for identity, entry in before.items():
        if identity not in now:
            words = (Run("old", _entry(entry)),)
            yield Change("", f"{what}: {name(entry)}", "removed", size, _("This was removed."), words)


def _entry(entry: Any) -> str:
    """Return an entry as words, without its place in its file."""
    without = {"place", "file", "number"}
    return "; ".join(
        f"{one.name}: {words}"
        for one in fields(entry)
        if one.name not in without and (words := _as_text(getattr(entry, one.name)))
    )


def _scale(old: RatingScale | None, new: RatingScale | None) -> Iterator[Change]:
    what = _("Rating scale")
    if old is None or new is None:
        if old is not new:
            said = _("The suite has a rating scale now.") if new else _("The suite has no rating scale now.")
            yield Change("", what, "added" if new else "removed", "substantive", said)
        return
    yield from _entries(
        what, old.levels, new.levels, lambda one: one.id, lambda one: one.criterion.label, size="substantive"
    )
    if [one.id for one in old.levels if one.id in {n.id for n in new.levels}] != [
        one.id for one in new.levels if one.id in {o.id for o in old.levels}
    ]:
        yield Change("", what, "moved", "substantive", _("The levels have another order."))
    for name in ("not_now", "evidence"):
        one, other = _as_text(getattr(old, name)), _as_text(getattr(new, name))
        if one != other:
            said = _("The field {field} changed.", field=name)
            yield Change("", what, "changed", "clarification", said, difference(one, other))


def _forms(old: Iterable[Source], new: Iterable[Source]) -> Iterator[Change]:
    before, now = {one.name: one for one in old}, {one.name: one for one in new}
    for name, form in now.items():
        if name not in before:
            yield Change("", _form(form), "added", "clarification", _("The form is new."))
        elif form.value != before[name].value:
            yield Change("", _form(form), "changed", "clarification", _("The form changed."))
    for name, form in before.items():
        if name not in now:
            yield Change("", _form(form), "removed", "clarification", _("The form was removed."))


def _form(form: Source) -> str:
    top = form.value if isinstance(form.value, dict) else {}
    words = str(top.get("title") or "$")
    # A title can have words that differ between countries, such as $Iqa.
    return " ".join(filter(None, [_("Form"), str(top.get("code") or ""), form.name if "$" in words else words]))


def largest(changes: Iterable[Change]) -> Class | None:
    """Return the largest class among changes, or None if there are none."""
    return max((change.size for change in changes), key=_ORDER.index, default=None)
