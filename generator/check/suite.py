"""The suite's source and its folder in; a problem out for each standard that its order misses or makes up."""

from collections.abc import Iterator, Mapping

from generator.check.formerly import renamed
from generator.check.outline import Outline
from generator.problem import Problem, did_you_mean, shown
from generator.read import VOCABULARIES, Folder, Source


def suite_problems(suite: Source, folder: Folder, former: Mapping[str, Outline]) -> Iterator[Problem]:
    """Every way in which the order of the standards and the files in the folder disagree.

    ``former`` are the standards that were renamed, by each of their former ids.
    """
    top = suite.value if isinstance(suite.value, dict) else {}
    order = top.get("standards")
    if not isinstance(order, list):
        return
    known = sorted({source.name for source in folder.standards} | folder.unread)
    listed = {name for name in order if isinstance(name, str)}
    for position, name in enumerate(order):
        if isinstance(name, str) and name not in known:
            hint = did_you_mean(name, known) or f"Write {shown(f'{name}.yml')}, or delete the line."
            missing = f"There is no file {shown(f'{name}.yml')}.", hint
            yield suite.problem(("standards", position), *(renamed(name, former) or missing))
    # A standard that is listed by its former id is one mistake, not two.
    listed |= {former[name].name for name in listed.difference(known) if name in former}
    for name in known:
        if name not in (*listed, *VOCABULARIES, "suite"):
            hint = f"Add {shown(f'- {name}')} where it belongs in the order."
            yield suite.problem(("standards",), f"{shown(f'{name}.yml')} is not in the order.", hint, at_key=True)
