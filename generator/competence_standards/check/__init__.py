"""A folder that was read in; every problem of every file in it out, in order.

First what the schemas say, then the rules that run across fields and files. The schemas are the one contract: no rule
here says again what they say. A rule therefore passes over what it does not recognise; the schema has already named it.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, groupby, islice

from competence_standards.check.alike import alike_sentences
from competence_standards.check.cut_off import cut_off
from competence_standards.check.docs import docs_problems
from competence_standards.check.docs_links import Site
from competence_standards.check.doubts import doubts
from competence_standards.check.formerly import former_ids, formerly_problems
from competence_standards.check.forms import form_problems
from competence_standards.check.history import history_problems
from competence_standards.check.language import language_problems
from competence_standards.check.links import link_problems, no_themes
from competence_standards.check.look import look_problems
from competence_standards.check.outline import Outline, outline
from competence_standards.check.published import published_problems
from competence_standards.check.schema import schema_problems
from competence_standards.check.self_assessment import self_assessment_problems
from competence_standards.check.source_text import source_text_problems
from competence_standards.check.suite import ordered, reference_problems, suite_problems
from competence_standards.check.vocabulary import theme_names, vocabulary_problems
from competence_standards.check.words import wording_problems
from competence_standards.problem import Problem, Severity, errors
from competence_standards.read import VOCABULARIES, Docs, Folder, without
from competence_standards.translation import gettext as _

MOST_TOLD = 500
"""Of the problems in one file. More than that is one mistake, made by a program or by somebody unkind."""


def check(folder: Folder, today: date | None = None) -> list[Problem]:
    """Return every problem in the folder, the reader's own among them, by file. Of a great many, the first.

    Args:
        folder: The folder that was read.
        today: The date after which a day is in the future; None to pass over that, as a build does, which must give the
            same result on every day.
    """
    shape = list(folder.problems)
    rules: list[Problem] = []
    themes = theme_names(folder)
    outlines = {source.name: outline(source) for source in folder.standards}
    # A file that was renamed is told at its id alone: other files know the standard by that id.
    known = {standard.identity or name: standard for name, standard in outlines.items()} | outlines
    former = former_ids(outlines)
    order = dict.fromkeys(ordered(folder))
    names = outlines.keys() | folder.unread
    whole = []
    for standard in outlines.values():
        broken = schema_problems(standard.source, "standard", MOST_TOLD + 1)
        cut = cut_off(standard.source) if broken else None
        if cut is not None:
            broken = [*cut.before(broken), cut.problem]
        shape += broken
        whole += [] if broken else [standard]
        breaches = chain(
            wording_problems(standard, order, names),
            formerly_problems(standard, outlines, folder.unread, former),
            history_problems(standard, known, folder.unread, former),
            link_problems(standard, themes, sound=not broken),
            # Words that the schema refuses the place of are missing from the text, for that one cause.
            () if broken else source_text_problems(standard, folder.source_texts),
        )
        rules += islice(breaches if cut is None else cut.before(breaches), MOST_TOLD + 1)
    if themes is not None and not themes:
        rules += no_themes(outlines.values())
    for name, source in folder.vocabulary.items():
        shape += schema_problems(source, name, MOST_TOLD + 1)
    for form in folder.forms:
        shape += schema_problems(form, "form", MOST_TOLD + 1)
    # What is in no file that can be read may be in a standard that cannot.
    all_read = folder.unread <= {*VOCABULARIES, "suite"} and all(name in known or name in former for name in order)
    sound = all_read and len(whole) == len(outlines)
    rules += islice(form_problems(folder), 3 * MOST_TOLD)
    # What is said of a standard without a file is said where the suite names it.
    rules += islice(vocabulary_problems(folder, known, {*folder.unread, *order}, former, sound=sound), 3 * MOST_TOLD)
    rules += islice(self_assessment_problems(folder), 2 * MOST_TOLD)
    if folder.suite is not None:
        shape += schema_problems(folder.suite, "suite", MOST_TOLD + 1)
        rules += islice(suite_problems(folder.suite, folder, former), MOST_TOLD + 1)
        rules += look_problems(folder.suite, folder)
        rules += islice(language_problems(folder.suite), MOST_TOLD + 1)
    rules += reference_problems(outlines.values())
    rules += alike_sentences(list(outlines.values()))
    found = _one_for_each_place(shape, rules)
    wrong = {(problem.file, problem.line, problem.column) for problem in found}
    doubtful = [
        note for note in doubts(folder, whole, today, MOST_TOLD + 1) if (note.file, note.line, note.column) not in wrong
    ]
    return list(_bounded([*found, *doubtful]))


def _one_for_each_place(shape: list[Problem], rules: list[Problem]) -> list[Problem]:
    """Return the problems with one alone at each place that the schema refuses.

    The schema says there what is wrong. What to do is what a rule says where it names the very word to write.
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


def problems_of(folder: Folder, files: Collection[str], today: date | None = None) -> list[Problem]:
    """Return the problems in some files of a folder, and those in its other files that they cause.

    A file causes what the check no longer reports once it knows that there is such a file, but not what is in it.
    """
    found = check(folder, today)
    elsewhere = {problem for problem in found if problem.file not in files}
    if elsewhere:
        elsewhere.difference_update(check(without(folder, files), today))
    return [problem for problem in found if problem.file in files or problem in elsewhere]


def check_docs(docs: Docs, folder: Folder, generated: Collection[str], pages: Collection[str] | None) -> list[Problem]:
    """Return every problem in the help pages, by file. Of a great many in one file, the first.

    Args:
        docs: The help pages that were read.
        folder: The standards beside which they are published.
        generated: The first part of each address of the site that has no standard's id in it.
        pages: The address of each page that the site makes, without those of the further sheets of a list. None to
            pass over where links lead.
    """
    outlines = {source.name: outline(source) for source in folder.standards}
    former = former_ids(outlines)
    tops = {*generated, *outlines, *former, *folder.unread}
    site = Site(outlines, former, folder.unread, tops, pages)
    return list(_bounded(list(docs_problems(docs, site, MOST_TOLD + 1))))


def _bounded(problems: list[Problem]) -> Iterator[Problem]:
    for __, found in groupby(sorted(problems), key=lambda problem: problem.file):
        told = sorted(found, key=lambda problem: problem.severity)
        yield from told[:MOST_TOLD]
        if rest := told[MOST_TOLD:]:
            message = _(
                "This file has more than {limit} errors and notes. Only the first {limit} are listed.", limit=MOST_TOLD
            )
            severity: Severity = "error" if errors(rest) else "note"
            yield replace(rest[0], where="", message=message, hint=_("Fix these first."), severity=severity)


__all__ = ["Outline", "check", "check_docs", "problems_of", "published_problems"]
