"""Check the language of the suite and the catalogue with the translations into it."""

import os
from collections.abc import Iterator

from generator.problem import Problem, did_you_mean, shown
from generator.read import Source
from generator.translation import gettext
from generator.translation.catalogues import ENGLISH, file_of
from generator.translation.faults import faults
from generator.translation.locale import is_known, known, nearest


def language_problems(suite: Source) -> Iterator[Problem]:
    """Yield a problem if nothing is known of the language of the suite, or for each one in its catalogue."""
    top = suite.value if isinstance(suite.value, dict) else {}
    tag = top.get("lang")
    if tag is None or tag == ENGLISH or not isinstance(tag, str):
        return
    if not is_known(tag):
        tags = known()
        meant = nearest(tag, tags)
        hint = (gettext("Did you mean {tag}?", tag=shown(meant)) if meant else did_you_mean(tag, tags)) or gettext(
            "Write a language tag, such as en-GB or cy."
        )
        yield suite.problem(("lang",), gettext("{tag} is not a language that we know.", tag=shown(tag)), hint)
        return
    path = file_of(tag)
    if path is not None:
        file = os.path.relpath(path).replace(os.sep, "/")
        for fault in faults(path, tag):
            yield Problem(file, fault.line, 1, "", fault.message, fault.hint)
