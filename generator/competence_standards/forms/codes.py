"""Find the codes that stand for two things. Forms print codes without what they stand for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from competence_standards.check.schema import Examined
from competence_standards.forms.blocks import AnyBlock
from competence_standards.forms.form import Form
from competence_standards.model import Kinds, assessment_methods, rating_scale, values
from competence_standards.model.part import title
from competence_standards.problem import Problem, shown
from competence_standards.read import DECISION_WORDS, METHODS, SCALE, Path, Source
from competence_standards.translation import gettext as _

_CODE = re.compile("[A-Z]{1,4}")


class _Code(NamedTuple):
    code: str
    name: str
    """What it stands for."""
    vocabulary: str
    """Empty for the letters of item numbers, which are on every form."""
    path: Path


def codes_with_two_meanings(
    vocabulary: Mapping[str, Examined], forms: Iterable[tuple[Source, Form]], kinds: Kinds
) -> Iterator[Problem]:
    """Yield a note for each code that also stands for something else, in another vocabulary or on the same form.

    Args:
        vocabulary: The shared files of the suite.
        forms: Its forms, with their files.
        kinds: The kinds of part of its standards. Forms print the ids of the rated ones.
    """
    known = {kind.letter: _Code(kind.letter, title(kind), "", ()) for kind in kinds if kind.rated}
    noted: set[tuple[str, str]] = set()
    for one in _codes(vocabulary):
        # The schema refused a code or a name that is empty.
        if not one.code or not one.name:
            continue
        other = known.setdefault(one.code, one)
        # No author can change a built-in code. A rule has its name printed after its letter, and a method is an error.
        is_built_in = vocabulary[one.vocabulary].source.built_in
        if not other.vocabulary and is_built_in and one.vocabulary in (DECISION_WORDS, METHODS):
            continue
        # Each country has the same letters, so one note is enough.
        if other.vocabulary != one.vocabulary and (one.code, one.vocabulary) not in noted:
            noted.add((one.code, one.vocabulary))
            yield _note(vocabulary[one.vocabulary].source, one.path, other)
    for source, form in forms:
        printed = {"", *(name for block in form.blocks for name, _path in block.codes)}
        for path, option in (option for block in form.blocks for option in _options(block)):
            meaning = known.get(option)
            if meaning and meaning.vocabulary in printed:
                yield _note(source, path, meaning)


def _note(source: Source, path: Path, other: _Code) -> Problem:
    file = f"{other.vocabulary}.yml"
    message = (
        _("{code} is also the code of {name} in {file}.", code=other.code, name=shown(other.name), file=file)
        if other.vocabulary
        else _("{code} is also the first letter of item numbers in {part}.", code=other.code, part=shown(other.name))
    )
    hint = _("Use a different code for one of them, so that it has one meaning on every form.")
    return source.note(path, message, hint)


def _codes(vocabulary: Mapping[str, Examined]) -> Iterator[_Code]:
    """Yield the codes of the methods, of the rating scale and of the rules of evidence."""
    if found := vocabulary.get(METHODS):
        for method in assessment_methods(found.accepted):
            yield _Code(method.code, method.name or method.id, METHODS, (*method.place, "code"))
    if found := vocabulary.get(SCALE):
        scale = rating_scale(found.accepted)
        for level in scale.levels:
            yield _Code(level.code, level.id, SCALE, (*level.place, "code"))
        yield _Code(scale.not_now.code, scale.not_now.label, SCALE, ("not_now", "code"))
    if found := vocabulary.get(DECISION_WORDS):
        for country, words in values.placed(values.top(found.accepted), DECISION_WORDS):
            for position, rule in values.placed(words, "rules"):
                path = (DECISION_WORDS, country, "rules", position, "letter")
                yield _Code(values.text(rule, "letter"), values.text(rule, "name"), DECISION_WORDS, path)


def _options(block: AnyBlock) -> Iterator[tuple[Path, str]]:
    """Yield the answers in a block that are codes, each with its place."""
    for part in block.parts:
        for number, option in enumerate(part.options):
            if _CODE.fullmatch(option):
                yield (*part.path, "options", number), option
