"""A folder that was read in; every problem of every file in it out, in order.

First what the schemas say, then the rules that run across fields and files. The schemas are the one contract: no rule
here says again what they say. A rule therefore passes over what it does not recognise; the schema has already named it.
"""

from generator.check.alike import alike_sentences
from generator.check.history import history_problems
from generator.check.outline import Outline, outline
from generator.check.schema import schema_problems
from generator.check.suite import suite_problems
from generator.check.words import wording_problems
from generator.problem import Problem
from generator.read import Folder


def check(folder: Folder) -> list[Problem]:
    """Every problem in the folder, sorted by file and line; the reader's own among them."""
    problems = list(folder.problems)
    outlines = {source.name: outline(source) for source in folder.standards}
    for source in folder.standards:
        problems += schema_problems(source, "standard")
        problems += wording_problems(outlines[source.name])
        problems += history_problems(outlines[source.name], outlines, folder.unread)
    if folder.suite is not None:
        problems += schema_problems(folder.suite, "suite")
        problems += suite_problems(folder.suite, folder)
    problems += alike_sentences(list(outlines.values()))
    return sorted(problems)


__all__ = ["Outline", "check"]
