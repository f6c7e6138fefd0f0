"""Check the language of the suite and the catalogue with the translations into it."""

from collections.abc import Iterator
from pathlib import Path

from competence_standards.check.schema import Examined
from competence_standards.problem import Problem, did_you_mean, shown
from competence_standards.read import CATALOGUE_LIMIT, bytes_of, decode, relative
from competence_standards.translation import gettext
from competence_standards.translation.catalogues import ENGLISH, file_of
from competence_standards.translation.faults import faults
from competence_standards.translation.locale import is_known, known, nearest


def language_problems(suite: Examined) -> Iterator[Problem]:
    """Yield a problem if the suite's language is unknown, and each problem in its catalogue."""
    tag = suite.text("lang") or ENGLISH
    if tag != ENGLISH and not is_known(tag):
        tags = known()
        meant = nearest(tag, tags)
        hint = (gettext("Did you mean {tag}?", tag=shown(meant)) if meant else did_you_mean(tag, tags)) or gettext(
            "Write a language tag, such as en-GB or cy."
        )
        yield suite.source.problem(("lang",), gettext("{tag} is not a language that we know.", tag=shown(tag)), hint)
        return
    path = file_of(tag)
    if path is not None:
        yield from _catalogue_problems(relative(path), tag)


def _catalogue_problems(path: Path, tag: str) -> Iterator[Problem]:
    file = path.as_posix()
    data = bytes_of(path, path.parent, CATALOGUE_LIMIT)
    if isinstance(data, list):
        yield from data
        return
    text = decode(data, file)
    if isinstance(text, Problem):
        yield text
        return
    for fault in faults(text, tag):
        yield Problem(file, fault.line, 1, "", fault.message, fault.hint)
