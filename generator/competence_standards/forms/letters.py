"""Find the letters on forms that PDF files cannot show."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

from competence_standards.forms.fill import fill
from competence_standards.forms.form import Forms
from competence_standards.forms.from_source import forms_of
from competence_standards.model import suite, text_of
from competence_standards.problem import Problem
from competence_standards.read import FONTS, Folder, in_its_language, relative
from competence_standards.translation import gettext as _
from competence_standards.translation import in_language
from competence_standards.translation.catalogues import ENGLISH, file_of
from competence_standards.words import capital

_UNUSUAL = re.compile("[^\\x00-\u017f\u2010-\u2027]")
"""The letters that the fonts of the PDF files may not have."""
_MOST = 20
_FREE_FONTS = {
    "CJK": "Noto Sans SC",
    "HIRAGANA": "Noto Sans JP",
    "KATAKANA": "Noto Sans JP",
    "HANGUL": "Noto Sans KR",
    "THAI": "Noto Sans Thai",
    "BENGALI": "Noto Sans Bengali",
    "TAMIL": "Noto Sans Tamil",
    "ARABIC": "Noto Sans Arabic",
}
"""The free font for each script, by the start of the names of its letters."""
_Text: TypeAlias = tuple[str, str, set[str]]
"""A file, its text and the unusual letters in it."""


def unprintable_letters(folder: Folder, forms: Forms | None = None) -> list[Problem]:
    """Return a problem for each letter on a form that the PDF files cannot show, at its first place in each file.

    Args:
        folder: The standards and forms, which have no errors.
        forms: The forms in the folder, if they were read already.
    """
    if not folder.forms:
        return []
    sources = folder.sources
    found = [(source, _unusual(source.words)) for source in sources if not source.words.isascii()]
    texts = [(source.file, source.text, letters) for source, letters in found if letters]
    texts += _catalogue(folder)
    letters = set[str]().union(*(letters for *__, letters in texts))
    if wrong_fonts := list(_wrong_fonts(folder, letters)):
        return wrong_fonts
    if not texts:
        return []
    from competence_standards.forms.pdf import page_number, unprintable  # noqa: PLC0415 - takes long to load, and is seldom needed

    if forms is None:
        folder = in_its_language(folder)
        forms = forms_of(folder, suite(folder))
    names = {source.name for source, letters in found if letters}
    # Everything on the forms except the words of a standard is on those of the first standard too.
    standards = [one for one in forms.suite.standards if one.id in names] or forms.suite.standards[:1]
    with in_language(forms.suite.lang):
        printed = _unusual(page_number())
    for country in forms.role_names:
        terms = [*country.terms.values(), *map(capital, country.terms.values())]
        printed |= _unusual(repr([terms, country.rules]))
    for form in forms.forms:
        for standard in standards if form.per == "standard" else [None]:
            printed |= _unusual(repr(fill(form, forms, standard)))
    wrong = unprintable(sorted(printed), _MOST, forms.fonts)
    return [problem for letter in wrong for problem in _problems(letter, texts, sources[0].file, folder.path)]


def _unusual(text: str) -> set[str]:
    return set(_UNUSUAL.findall(text))


def _catalogue(folder: Folder) -> Iterator[_Text]:
    """Yield the catalogue of the suite's language, if it has one with unusual letters."""
    path = file_of((folder.suite and text_of(folder.suite, "lang")) or ENGLISH)
    if path and (letters := _unusual(text := path.read_text("utf-8-sig"))):
        yield relative(path).as_posix(), text, letters


def _problems(letter: str, texts: Sequence[_Text], otherwise: str, within: str) -> Iterator[Problem]:
    """Yield a problem at the first place of a letter in each file, or else of the small letter whose capital it is."""
    small = {other for *__, letters in texts for other in letters if letter in capital(other)}
    places = [
        (file, text, other) for file, text, letters in texts for other in sorted({letter} & letters or small & letters)
    ]
    for file, text, other in places or [(otherwise, "", letter)]:
        # A letter that is written as its code in the file is not found there.
        at = max(text.find(other), 0)
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        folder, font = f"{within}/{FONTS}", _font(letter)
        char = f"{letter} (U+{ord(letter):04X})"
        message = _("The PDF forms cannot show the character {char}.", char=char)
        hint = _(
            "Add a font that has it to {folder}, such as {font}. Or write a word instead.", folder=folder, font=font
        )
        yield Problem(file, line, column, "", message, hint, cause=f"no:{font}", everywhere=True)


def _wrong_fonts(folder: Folder, letters: Collection[str]) -> Iterator[Problem]:
    if folder.fonts:
        from competence_standards.forms.font_trial import unusable  # noqa: PLC0415 - as above

        for path in unusable(folder.fonts, letters):
            hint = _("Replace it with a TTF or OTF file, or delete it.")
            yield Problem(path.as_posix(), 1, 1, "", _("PDF files cannot use this font."), hint)


def _font(letter: str) -> str:
    """Return the name of a free font that has a letter."""
    name = unicodedata.name(letter, "")
    script = next((font for start, font in _FREE_FONTS.items() if name.startswith(start)), "")
    return script or ("Noto Emoji" if unicodedata.category(letter) == "So" else "Noto Sans")
