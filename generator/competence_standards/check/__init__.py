"""Check a folder of sources, and list every problem of every file in order.

Each file is first checked against its schema. Then come rules across fields and files, which use a model of the
values that the schemas accept. The rules do not repeat what the schemas say.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain, groupby, islice
from typing import TypeAlias

from competence_standards.check.alike import alike_sentences
from competence_standards.check.cut_off import Cut, cut_off
from competence_standards.check.docs import docs_problems
from competence_standards.check.docs_links import Site
from competence_standards.check.doubts import doubts
from competence_standards.check.draft import Draft
from competence_standards.check.formerly import former_ids, formerly_problems
from competence_standards.check.glossary import glossary_problems
from competence_standards.check.groups import group_problems
from competence_standards.check.history import Others, history_problems
from competence_standards.check.ids import id_problems
from competence_standards.check.language import language_problems
from competence_standards.check.links import link_problems, no_themes
from competence_standards.check.look import look_problems
from competence_standards.check.official import official_problems
from competence_standards.check.published import published_problems
from competence_standards.check.schema import Examined, ExaminedFolder, examine_folder
from competence_standards.check.source_text import source_text_problems
from competence_standards.check.suite import ordered, reference_problems, suite_problems
from competence_standards.check.themes import theme_problems, themes_of
from competence_standards.check.wording import wording_problems
from competence_standards.problem import Problem, Severity, errors, told_once
from competence_standards.read import VOCABULARIES, Docs, Folder, without
from competence_standards.translation import gettext as _

MOST_LISTED = 500
"""Maximum problems listed for one file, each cause once."""
_MOST_FOUND = 10_000
"""Maximum problems that a rule finds, before those with one cause are told once. To place each takes time."""


Rule: TypeAlias = Callable[[ExaminedFolder], Iterator[Problem]]
"""Finds problems in the files of a feature, such as the forms."""


def check(folder: Folder, today: date | None = None, rules_of_features: Sequence[Rule] = ()) -> list[Problem]:
    """Return every problem in the folder, by file, including those found while reading. Limits their number.

    Args:
        folder: The folder that was read.
        today: Later dates are in the future. None skips that rule, as in a build, which must give the same result on
        every day. rules_of_features: The rules for the files of features.
    """
    return list(_bounded(_Check(folder, today, rules_of_features).problems()))


class _Check:
    """One run of the check over a folder."""

    def __init__(self, folder: Folder, today: date | None, rules_of_features: Sequence[Rule]) -> None:
        self.folder, self.today, self.rules_of_features = folder, today, rules_of_features
        self.examined = examine_folder(folder, MOST_LISTED + 1)
        self.drafts = {examined.source.name: Draft(examined) for examined in self.examined.standards}
        self.vocabulary, self.suite = self.examined.vocabulary, self.examined.suite
        self.order = dict.fromkeys(filter(None, ordered(self.suite)))
        # Report a renamed file only at its id, because other files refer to the standard by that id.
        known = {draft.identity or name: draft for name, draft in self.drafts.items()} | self.drafts
        self.others = Others(known, folder.unread, former_ids(self.drafts))
        self.themes = themes_of(self.vocabulary.get("themes"), folder)

    def problems(self) -> list[Problem]:
        """Return every problem, at each of its places."""
        shape: list[Problem] = list(self.folder.problems)
        rules: list[Problem] = []
        for draft in self.drafts.values():
            cut = cut_off(draft.source, draft.kinds) if draft.examined.problems else None
            shape += draft.examined.problems if cut is None else [*cut.before(draft.examined.problems), cut.problem]
            rules += self._of_standard(draft, cut)
        for examined in (*self.vocabulary.values(), *self.examined.groups, *self.examined.forms):
            shape += examined.problems
        for rule in self.rules_of_features:
            rules += _limited(rule(self.examined))
        rules += self._of_vocabulary()
        if self.suite:
            shape += self.suite.problems
            rules += self._of_suite(self.suite)
        rules += reference_problems(self.drafts.values())
        rules += alike_sentences(list(self.drafts.values()))
        found = _one_for_each_place(shape, rules)
        wrong = {(problem.file, problem.line, problem.column) for problem in found}
        whole = [draft for draft in self.drafts.values() if draft.is_whole]
        notes = doubts(self.folder, whole, self.today, MOST_LISTED + 1)
        return [*found, *(note for note in notes if (note.file, note.line, note.column) not in wrong)]

    def _of_standard(self, draft: Draft, cut: Cut | None) -> Iterator[Problem]:
        names = self.drafts.keys() | self.folder.unread
        problems = chain(
            id_problems(draft, self.order, names),
            wording_problems(draft),
            official_problems(draft),
            formerly_problems(draft, self.drafts, self.folder.unread, self.others.former),
            history_problems(draft, self.others),
            link_problems(draft, self.themes),
            # If the schema refuses a place, its words are missing from the text. Do not report that as well.
            source_text_problems(draft, self.folder.source_texts) if draft.is_whole else (),
        )
        return _limited(problems if cut is None else cut.before(problems))

    def _of_suite(self, suite: Examined) -> Iterator[Problem]:
        yield from _limited(suite_problems(suite, self.drafts, self.folder.unread, self.others.former))
        yield from look_problems(suite, self.folder)
        yield from _limited(language_problems(suite))

    def _of_vocabulary(self) -> Iterator[Problem]:
        drafts = list(self.drafts.values())
        if self.themes is not None and not self.themes:
            yield from _limited(no_themes(drafts))
        if themes := self.vocabulary.get("themes"):
            yield from _limited(theme_problems(themes, drafts, is_sound=self._is_sound))
        yield from _limited(group_problems(self.examined.groups, self.others, self.order, is_sound=self._is_sound))
        if glossary := self.vocabulary.get("glossary"):
            yield from _limited(glossary_problems(glossary, drafts, is_sound=self._is_sound))

    @cached_property
    def _is_sound(self) -> bool:
        """Whether every standard could be read. Otherwise what seems missing may be in an unreadable one."""
        others = self.others
        all_read = self.folder.unread <= {*VOCABULARIES, "suite"} and all(
            name in others.drafts or name in others.former for name in self.order
        )
        return all_read and all(draft.is_whole for draft in self.drafts.values())


def accepted(folder: Folder) -> Folder:
    """Return the folder without values that the schemas refuse."""
    return examine_folder(folder, MOST_LISTED + 1).accepted


def _one_for_each_place(shape: list[Problem], rules: list[Problem]) -> list[Problem]:
    """Return the problems, but only one for each place that the schema refuses.

    Use the message of the schema. Use the hint of a rule if it names the exact word to write.
    """
    refused = {(problem.file, problem.line, problem.column): problem for problem in shape}
    if not refused:
        return rules
    hints: dict[Problem, str] = {}
    others = []
    for rule in rules:
        broken = refused.get((rule.file, rule.line, rule.column))
        if broken is None:
            others.append(rule)
        elif '"' in rule.hint:
            hints.setdefault(broken, rule.hint)
    return [replace(problem, hint=hints.get(problem, problem.hint)) for problem in shape] + others


def problems_of(
    folder: Folder, files: Collection[str], today: date | None = None, rules_of_features: Sequence[Rule] = ()
) -> list[Problem]:
    """Return the problems in some files of a folder, and the problems that these files cause in others.

    A file causes a problem elsewhere if the problem disappears when the file exists but its content is unknown.
    """
    found = _Check(folder, today, rules_of_features).problems()
    elsewhere = {_told(problem) for problem in found if problem.file not in files}
    if elsewhere:
        elsewhere.difference_update(map(_told, _Check(without(folder, files), today, rules_of_features).problems()))
    return list(_bounded(problem for problem in found if problem.file in files or _told(problem) in elsewhere))


def _told(problem: Problem) -> tuple[str, int, int, str]:
    """Return what is wrong and where. The hint can depend on other files."""
    return problem.file, problem.line, problem.column, problem.message


def check_docs(
    docs: Docs,
    folder: Folder,
    generated: Collection[str],
    pages: Collection[str] | None,
    built_in: Mapping[str, Collection[str]],
) -> list[Problem]:
    """Return every problem in the help pages, by file, up to a maximum for each file.

    Args:
        docs: The help pages that were read.
        folder: The standards that are published with them.
        generated: The first part of each address that does not contain a standard's id.
        pages: The address of each generated page, except the further pages of a list. None skips the check of links.
        built_in: The path of each built-in help page, with the ids of its headings.
    """
    drafts = {one.source.name: Draft(one) for one in examine_folder(folder, MOST_LISTED + 1).standards}
    former = former_ids(drafts)
    tops = {*generated, *drafts, *former, *folder.unread}
    site = Site(drafts, former, folder.unread, tops, pages, built_in)
    return list(_bounded(docs_problems(docs, site, MOST_LISTED + 1)))


def _limited(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems of one rule until it has found more causes than are listed, or very many places."""
    causes: set[tuple[str, str]] = set()
    for problem in islice(problems, _MOST_FOUND):
        causes.add((problem.file, problem.cause or problem.message))
        yield problem
        if len(causes) > 3 * MOST_LISTED:
            return


def _bounded(problems: Iterable[Problem]) -> Iterator[Problem]:
    for __, found in groupby(told_once(problems), key=lambda problem: problem.file):
        listed = sorted(found, key=lambda problem: problem.severity)
        yield from listed[:MOST_LISTED]
        if rest := listed[MOST_LISTED:]:
            message = _(
                "This file has more than {limit} errors and notes. Only the first {limit} are listed.",
                limit=MOST_LISTED,
            )
            severity: Severity = "error" if errors(rest) else "note"
            yield replace(rest[0], where="", message=message, hint=_("Fix these first."), severity=severity, also=())


__all__ = ["accepted", "check", "check_docs", "problems_of", "published_problems"]
