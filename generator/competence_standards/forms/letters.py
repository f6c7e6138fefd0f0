"""Find the letters on forms that PDF files cannot show."""

import re

from competence_standards.forms.fill import fill
from competence_standards.forms.form import Forms
from competence_standards.forms.from_source import forms_of
from competence_standards.model import suite
from competence_standards.problem import Problem
from competence_standards.read import Folder
from competence_standards.translation import gettext as _

_UNUSUAL = re.compile("[^\\x00-\u017f\u2010-\u2027]")
"""The letters that the fonts of the PDF files may not have."""
_MOST = 20


def unprintable_letters(folder: Folder, forms: Forms | None = None) -> list[Problem]:
    """Return a problem for each letter on a form that the PDF files cannot show, at its first place in each file.

    Args:
        folder: The standards and forms, which have no errors.
        forms: The forms in the folder, if they were read already.
    """
    sources = [*filter(None, [folder.suite]), *folder.standards, *folder.vocabulary.values(), *folder.forms]
    found = [(source, set(_UNUSUAL.findall(source.words))) for source in sources if not source.words.isascii()]
    unusual = [(source, letters) for source, letters in found if letters]
    if not folder.forms or not unusual:
        return []
    from competence_standards.forms.pdf import unprintable  # noqa: PLC0415 - takes long to load, and is seldom needed

    forms = forms or forms_of(folder, suite(folder))
    names = {source.name for source, __ in unusual}
    # Everything on the forms except the words of a standard is on those of the first standard too.
    standards = [one for one in forms.suite.standards if one.id in names] or forms.suite.standards[:1]
    printed = "".join(
        repr(fill(form, forms, standard, country))
        for country in forms.role_names
        for form in forms.forms
        for standard in (standards if form.per == "standard" else [None])
    )
    wrong = unprintable(sorted(set(_UNUSUAL.findall(printed))), _MOST)
    problems = []
    for source, letters in unusual:
        for letter in wrong:
            if letter in letters:
                # A letter that is written as its code in the file is not found there.
                at = max(source.text.find(letter), 0)
                line, column = source.text.count("\n", 0, at) + 1, at - source.text.rfind("\n", 0, at)
                char = f"{letter} (U+{ord(letter):04X})"
                message = _("The PDF forms cannot show the character {char}.", char=char)
                hint = _("Delete it, or write a word instead.")
                problems.append(Problem(source.file, line, column, "", message, hint))
    return problems
