"""Write forms as a PDF: A4, tagged to PDF/UA-1, the same bytes each time.

``templates/form.typ`` is the layout. It gets the words as data, so that none of them can be markup.
"""

import atexit
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias, cast

import font_source_sans_pro
import typst

from competence_standards.forms.form import FilledForm, Font
from competence_standards.forms.own_process import OutOfTimeError, limit_busy, run
from competence_standards.forms.pdf_structure import completed
from competence_standards.problem import Invalid, Problem
from competence_standards.translation import gettext, ngettext
from competence_standards.translation.locale import with_country

Fonts: TypeAlias = tuple[Font, ...]
_TEMPLATES = Path(__file__).with_name("templates")
_LAYOUT = _TEMPLATES / "form.typ"
_LETTERS = _TEMPLATES / "letters.typ"
_LOGO = _TEMPLATES / "logo.typ"
_AT_ONCE = 64
"""Letters that are tried together. To find one that is missing, all of them are laid out again and again."""
_BUSY = 10
"""Seconds of the processor for each form of a PDF with fonts of a suite. The longest form takes a quarter of it."""
_FACES = ("Regular", "Bold", "It", "BoldIt")


def pdf(form: FilledForm) -> bytes:
    """Return a form as a PDF."""
    subject = form.subject
    about = [subject.reference or subject.id, gettext("version {version}", version=subject.version)] if subject else []
    return _compiled([form], f"{form.name}: {form.about}", form.purpose, [form.code, *about])


def pack(forms: Sequence[FilledForm], about: str) -> bytes:
    """Return several forms as one PDF. Each has a bookmark, and pages numbered from 1."""
    codes = [form.code for form in forms]
    description = gettext("The forms {codes} in one file.", codes=", ".join(codes))
    return _compiled(forms, gettext("Forms: {title}", title=about), description, codes)


def unprintable(letters: Sequence[str], most: int, fonts: Fonts = ()) -> list[str]:
    """Return the letters that none of the fonts has. Of a great many, return the first.

    Args:
        letters: The letters.
        most: How many to return at most.
        fonts: The fonts of the suite.
    """
    found: list[str] = []
    for at in range(0, len(letters), _AT_ONCE):
        if len(found) < most:
            found += _unprintable(letters[at : at + _AT_ONCE], most - len(found), fonts)
    return found


def drawn(picture: bytes, width: float, height: float, dots: int) -> bytes | None:
    """Return a picture as PNG, as large as fits, or None if it cannot be drawn.

    Args:
        picture: An SVG, PNG, JPEG, GIF or WebP picture.
        width: The largest width, in millimetres.
        height: The largest height.
        dots: The pixels of each inch.
    """
    given = json.dumps({"bytes": list(picture), "width": width, "height": height})
    try:
        made = _compiler(_LOGO, ()).compile(sys_inputs={"logo": given}, format="png", ppi=dots)
    except typst.TypstError:
        return None
    return made if isinstance(made, bytes) else None


def page_number() -> str:
    """Return what every page says besides the words of its form."""
    # The numbers are known when the pages are laid out.
    return gettext("Page {page} of {pages}", page="{page}", pages="{pages}")


def _unprintable(letters: Sequence[str], most: int, fonts: Fonts) -> list[str]:
    if not letters or most <= 0 or _has_all(letters, fonts):
        return []
    if len(letters) == 1:
        return list(letters)
    half = len(letters) // 2
    found = _unprintable(letters[:half], most, fonts)
    return found + _unprintable(letters[half:], most - len(found), fonts)


def _has_all(letters: Sequence[str], fonts: Fonts) -> bool:
    """Tell whether the fonts have each of the letters. Only Typst knows the fonts that it brings along."""
    try:
        _compiler(_LETTERS, fonts).compile(
            sys_inputs={"letters": json.dumps(letters), "fonts": json.dumps(families(fonts))},
            format="pdf",
            pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        return False
    return True


def _compiled(forms: Sequence[FilledForm], title: str, description: str, keywords: Sequence[str]) -> bytes:
    first = forms[0]
    language, _, country = with_country(first.lang).partition("-")
    data: dict[str, object] = {
        "title": title,
        "description": description,
        "author": first.suite,
        "keywords": keywords,
        "lang": language,
        "country": country or None,
        "page": page_number(),
        "tick": gettext("Tick box"),
        "fonts": families(first.fonts),
        "logo": {**asdict(first.logo), "png": list(first.logo.png)} if first.logo else None,
        "rights": {"suite": first.suite, "words": first.rights},
        "forms": [
            {**asdict(form), "about": form.about, "name": form.name, "fonts": None, "logo": None} for form in forms
        ],
    }
    newest = max(form.date for form in forms)
    moment = int(datetime.fromisoformat(newest).replace(tzinfo=UTC).timestamp())
    text = json.dumps(data, ensure_ascii=False)
    made = _with_fonts(text, moment, first.fonts, len(forms)) if first.fonts else _typeset(text, moment)
    return completed(made, [form.code for form in forms])


def _with_fonts(data: str, moment: int, fonts: Fonts, forms: int) -> bytes:
    """Return a PDF with the fonts of a suite. What they do to each text is not known before."""
    given = json.dumps([data, moment, [str(font.path.absolute()) for font in fonts]]).encode()
    seconds = _BUSY * forms
    try:
        return run(__name__, given, seconds)
    except OutOfTimeError:
        folder = fonts[0].path.parent.as_posix()
        message = ngettext(
            "A PDF file takes more than {number} second with these fonts.",
            "A PDF file takes more than {number} seconds with these fonts.",
            seconds,
        )
        hint = gettext("Delete or replace the font that was added last.")
        raise Invalid([Problem(folder, 1, 1, "", message, hint)]) from None


def _typeset(data: str, moment: int, fonts: Fonts = ()) -> bytes:
    made = _compiler(_LAYOUT, fonts).compile(
        sys_inputs={"pack": data}, format="pdf", pdf_standards=["ua-1"], timestamp=moment
    )
    # Typst returns a list only for formats that have a file for each page.
    return cast("bytes", made)


@cache
def _compiler(layout: Path, fonts: Fonts) -> typst.Compiler:
    folders = [_fonts().name, _copied(fonts).name]
    return typst.Compiler(input=str(layout), root=str(layout.parent), font_paths=folders, ignore_system_fonts=True)


@cache
def _fonts() -> TemporaryDirectory[str]:
    """Return a folder with the faces that are used. The package has two files of each, so Typst could choose either."""
    folder = _folder()
    for face in _FACES:
        name = f"SourceSansPro-{face}.ttf"
        shutil.copy(Path(font_source_sans_pro.font_directory, name), Path(folder.name, name))
    return folder


@cache
def _copied(fonts: Fonts) -> TemporaryDirectory[str]:
    """Return a folder with the fonts of a suite and nothing else."""
    folder = _folder()
    for font in fonts:
        shutil.copyfile(font.path, Path(folder.name, font.path.name))
    return folder


@cache
def families(fonts: Fonts) -> list[str]:
    """Return the names by which Typst knows the fonts of a suite. A file that is no font has none."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_copied(fonts).name]
    ).families()


def _folder() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="fonts-")
    atexit.register(folder.cleanup)
    return folder


def _main() -> None:
    data, moment, paths = json.load(sys.stdin)
    limit_busy()
    sys.stdout.buffer.write(_typeset(data, moment, tuple(Font(Path(path), "") for path in paths)))


if __name__ == "__main__":
    _main()
