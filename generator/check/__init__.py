"""A folder that was read in; every problem of every file in it out, in order.

First what the schemas say, then the rules that run across fields and files. The schemas are the one contract: no rule
here says again what they say. A rule therefore passes over what it does not recognise; the schema has already named it.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain, groupby, islice

from generator.check.alike import alike_sentences
from generator.check.forms import form_problems
from generator.check.history import history_problems
from generator.check.links import link_problems
from generator.check.outline import Outline, outline
from generator.check.published import published_problems
from generator.check.schema import schema_problems
from generator.check.self_assessment import self_assessment_problems
from generator.check.source_text import source_text_problems
from generator.check.suite import suite_problems
from generator.check.vocabulary import theme_ids, vocabulary_problems
from generator.check.words import wording_problems
from generator.problem import Problem, Severity, errors
from generator.read import Folder, without

MOST_TOLD = 500
"""Of the problems in one file. More than that is one mistake, made by a program or by somebody unkind."""


def check(folder: Folder) -> list[Problem]:
    """Every problem in the folder, sorted by file and line; the reader's own among them. Of a great many, the first."""
    problems = list(folder.problems)
    themes = theme_ids(folder)
    outlines = {source.name: outline(source) for source in folder.standards}
    for standard in outlines.values():
        problems += schema_problems(standard.source, "standard", MOST_TOLD + 1)
        rules = chain(
            wording_problems(standard),
            history_problems(standard, outlines, folder.unread),
            link_problems(standard, themes),
            source_text_problems(standard, folder.source_texts),
        )
        problems += islice(rules, MOST_TOLD + 1)
    for name, source in folder.vocabulary.items():
        problems += schema_problems(source, name, MOST_TOLD + 1)
    for form in folder.forms:
        problems += schema_problems(form, "form", MOST_TOLD + 1)
    problems += islice(form_problems(folder), 3 * MOST_TOLD)
    problems += islice(vocabulary_problems(folder, outlines), 3 * MOST_TOLD)
    problems += islice(self_assessment_problems(folder), 2 * MOST_TOLD)
    if folder.suite is not None:
        problems += schema_problems(folder.suite, "suite", MOST_TOLD + 1)
        problems += islice(suite_problems(folder.suite, folder), MOST_TOLD + 1)
    problems += alike_sentences(list(outlines.values()))
    return list(_bounded(problems))


def problems_of(folder: Folder, files: Collection[str]) -> list[Problem]:
    """Return the problems in some files of a folder, and those in its other files that they cause.

    A file causes what the check no longer reports once it knows that there is such a file, but not what is in it.
    """
    found = check(folder)
    elsewhere = {problem for problem in found if problem.file not in files}
    if elsewhere:
        elsewhere.difference_update(check(without(folder, files)))
    return [problem for problem in found if problem.file in files or problem in elsewhere]


def _bounded(problems: list[Problem]) -> Iterator[Problem]:
    for _, found in groupby(sorted(problems), key=lambda problem: problem.file):
        told = list(found)
        yield from told[:MOST_TOLD]
        if rest := told[MOST_TOLD:]:
            message = f"The file has more than {MOST_TOLD} problems; the rest are not told."
            severity: Severity = "error" if errors(rest) else "note"
            yield replace(rest[0], where="", message=message, hint="Mend these first.", severity=severity)


__all__ = ["Outline", "check", "problems_of", "published_problems"]
