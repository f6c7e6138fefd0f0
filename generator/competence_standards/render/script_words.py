"""Write the words of scripts as data, for sites in a language other than English."""

import json
from collections.abc import Iterator
from functools import partial

from competence_standards import routes
from competence_standards.model import Suite
from competence_standards.render.file import File
from competence_standards.translation.locale import plurals
from competence_standards.translation.scripts import of_scripts


def files(suite: Suite) -> Iterator[File]:
    """Yield the file that translated.js reads, unless the suite is in English."""
    if has_words(suite.lang):
        yield File(routes.WORDS, partial(_words, suite.lang))


def has_words(lang: str) -> bool:
    """Tell whether pages in a language load a file of words."""
    return lang.partition("-")[0] != "en"


def _words(lang: str) -> bytes:
    return json.dumps(
        {"plurals": plurals(lang).of, "words": of_scripts(lang)}, ensure_ascii=False, separators=(",", ":")
    ).encode()
