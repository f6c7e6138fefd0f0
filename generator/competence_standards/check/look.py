"""Check the organisation's colours and logo."""

from __future__ import annotations

from collections.abc import Iterator

from competence_standards.check.schema import Examined
from competence_standards.colours import SCHEMES, faintness
from competence_standards.model import text_of
from competence_standards.problem import Problem, shown
from competence_standards.prose import figures
from competence_standards.read import Folder, Source, picture_size
from competence_standards.translation import gettext as _

LOGO_HEIGHT = 32
"""The height of the logo on the page, in CSS pixels."""
MOST_PIXELS = 4_000_000
"""Maximum pixels of a logo. A browser needs four bytes for each, and a small file can have a billion."""


def look_problems(suite: Examined, folder: Folder) -> Iterator[Problem]:
    """Yield a problem for each faint colour, for a colour without its pair, and for an unusable logo."""
    colours = {scheme: text_of(suite.accepted, scheme.field) for scheme in SCHEMES}
    given = {scheme for scheme in SCHEMES if colours[scheme] or (scheme.field,) in suite.broken}
    for scheme, colour in colours.items():
        if scheme not in given and given:
            (other,) = given
            message = (
                _("{field} is missing, the colour for the dark scheme.", field=scheme.field)
                if scheme.name == "dark"
                else _("{field} is missing, the colour for the light scheme.", field=scheme.field)
            )
            hint = _("Add {field} below {other}.", field=scheme.field, other=other.field)
            yield suite.source.problem((other.field,), message, hint, at_key=True)
        elif colour and (fault := faintness(colour, scheme)):
            yield suite.source.problem((scheme.field,), *fault)
    if logo := text_of(suite.accepted, "logo"):
        yield from _logo_problems(suite.source, folder, logo)


def _logo_problems(suite: Source, folder: Folder, logo: str) -> Iterator[Problem]:
    if folder.logo is None:
        if not any(problem.file.endswith(f"/{logo}") for problem in folder.problems):
            hint = _("Add the file to the folder {folder}, or delete this line.", folder=shown(folder.path))
            yield suite.problem(("logo",), _("There is no file {file}.", file=shown(logo)), hint)
        return
    size = picture_size(folder.logo, ("png", "webp"))
    if size is None:
        hint = _("Save the logo as a PNG or WebP picture, and give the file the ending of its format.")
        yield suite.problem(("logo",), _("{file} is not a PNG or WebP picture.", file=shown(logo)), hint)
    elif size[1] < LOGO_HEIGHT or size[0] > 10 * size[1] or size[0] * size[1] > MOST_PIXELS:
        message = _(
            "{file} is {width} pixels wide and {height} pixels high.",
            file=shown(logo),
            width=figures(size[0]),
            height=figures(size[1]),
        )
        hint = _(
            "Use a picture that is at least {least} pixels high, and at most ten times as wide as it is high.",
            least=figures(LOGO_HEIGHT),
        )
        if size[0] * size[1] > MOST_PIXELS:
            hint = _(
                "Save a smaller picture. Its width times its height can be up to {most}.", most=figures(MOST_PIXELS)
            )
        yield suite.problem(("logo",), message, hint)
