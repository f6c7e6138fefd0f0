"""The logo at the foot of each page of a form: one picture for PDF, Word and Excel files, in the size of the foot.

A logo can be a PNG, JPEG, GIF, WebP or SVG picture. Word and Excel cannot show all of these, so it is drawn as a PNG
picture once, for all forms.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from competence_standards.model import text_of
from competence_standards.problem import Invalid, Problem
from competence_standards.prose import figures
from competence_standards.read import picture_size, relative
from competence_standards.translation import gettext as _

if TYPE_CHECKING:
    from competence_standards.forms.form import Forms
    from competence_standards.read import Folder

WIDTH, HEIGHT = 30, 4.5
"""The largest size of a logo at the foot of a page, in millimetres."""
DOTS = 600
"""For each inch, as printers have."""
_MOST_BYTES = 1_000_000
_MOST_PIXELS = 4_000_000


@dataclass(frozen=True)
class FormLogo:
    """A logo as forms show it."""

    png: bytes = field(repr=False)
    digest: str
    """A digest of the picture, so that documents are made again when it changes."""
    width: float
    """In millimetres."""
    height: float


def with_logo(forms: Forms, file: Path | None = None) -> Forms:
    """Return the forms with a logo: that of the site, or else that of the suite, if it has one.

    Args:
        forms: The forms.
        file: The logo of the site. None if mkdocs.yml names no logo.

    Raises:
        Invalid: if the picture cannot be drawn.
        OSError: if the file cannot be read.
    """
    own = forms.suite.look.logo
    logo = _logo(file, own.picture if own else None, f"standards/{own.name}" if own else "") if forms.forms else None
    return replace(forms, logo=logo)


def logo_problems(folder: Folder, site: Path | None = None) -> list[Problem]:
    """Return a problem if the forms cannot show the logo of the site, or else that of the suite.

    Args:
        folder: The suite, which has no errors.
        site: The logo of the site. None if mkdocs.yml names no logo.

    Raises:
        OSError: if the file cannot be read.
    """
    try:
        if folder.forms:
            name = text_of(folder.suite, "logo") if folder.suite else ""
            _logo(site, folder.logo, f"{folder.path}/{name}")
    except Invalid as invalid:
        return [*invalid.problems]
    return []


def _logo(site: Path | None, picture: bytes | None, file: str) -> FormLogo | None:
    """Return the logo of the site, or else the picture of the suite, which is in a file. None if there is neither."""
    if site:
        return _drawn(site.read_bytes(), relative(site).as_posix())
    return _drawn(picture, file) if picture else None


def _drawn(data: bytes, file: str) -> FormLogo:
    from competence_standards.forms.pdf import drawn  # noqa: PLC0415 - takes long to load

    pixels = picture_size(data)
    is_small = len(data) <= _MOST_BYTES and (not pixels or pixels[0] * pixels[1] <= _MOST_PIXELS)
    png = drawn(data, WIDTH, HEIGHT, DOTS) if is_small else None
    size = picture_size(png) if png else None
    if png is None or size is None:
        message = _("The forms cannot show this logo.")
        hint = _(
            "Save it as an SVG, PNG or JPEG picture with up to {bytes} bytes and {pixels} pixels.",
            bytes=figures(_MOST_BYTES),
            pixels=figures(_MOST_PIXELS),
        )
        raise Invalid([Problem(file, 1, 1, "", message, hint)])
    width, height = (round(one / DOTS * 25.4, 3) for one in size)
    return FormLogo(png, sha256(png).hexdigest(), width, height)
