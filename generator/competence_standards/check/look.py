"""Check the colours and the logo that give the site the look of an organisation.

Text in the colour of the brand, and white text on it, must have a contrast of 4.5:1, as WCAG 2.2 asks (1.4.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from competence_standards.check.schema import Examined
from competence_standards.model import text_of
from competence_standards.problem import Problem, shown
from competence_standards.prose import figures
from competence_standards.read import Folder, Source, picture_size
from competence_standards.translation import gettext as _
from competence_standards.translation.locale import decimal

LEAST = 4.5
"""The contrast of text that WCAG asks for at level AA."""
LOGO_HEIGHT = 32
"""How high the logo is shown, in CSS pixels."""
MOST_PIXELS = 4_000_000
"""Pixels of a logo. A browser needs four bytes for each, and a small file can have a thousand million."""


class Scheme(NamedTuple):
    """One of the two schemes of colours, with the field that gives its brand colour."""

    field: str
    name: str
    paper: str
    wash: float
    """How much of the brand colour the ground of heads and boxes has. See ``web/styles/tokens.css``."""


SCHEMES = (Scheme("brand", "light", "#ffffff", 0.05), Scheme("brand_dark", "dark", "#121716", 0.06))

Triple = tuple[float, float, float]


def look_problems(suite: Examined, folder: Folder) -> Iterator[Problem]:
    """Yield a problem for each colour that is too faint, for a colour without its pair, and for a logo that is none."""
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
        elif colour:
            reached = contrast_of(colour, scheme)
            if reached < LEAST:
                # Rounded down, so that no colour seems to reach what it does not.
                values = {"colour": shown(colour), "contrast": decimal(int(reached * 100) / 100, 2)}
                least = decimal(LEAST, 1)
                message = (
                    _(
                        "{colour} has a contrast of {contrast}:1 in the dark scheme. Text needs at least {least}:1.",
                        **values,
                        least=least,
                    )
                    if scheme.name == "dark"
                    else _(
                        "{colour} has a contrast of {contrast}:1 in the light scheme. Text needs at least {least}:1.",
                        **values,
                        least=least,
                    )
                )
                hint = _("The nearest colour that passes is {colour}.", colour=shown(nearest(colour, scheme)))
                yield suite.source.problem((scheme.field,), message, hint)
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


def contrast_of(colour: str, scheme: Scheme) -> float:
    """Return the least contrast that text in a brand colour has on the grounds of a scheme."""
    washed = _mixed(_oklab(colour), _oklab(scheme.paper), scheme.wash)
    grounds = (_light(_linear(scheme.paper)), _light(_from_oklab(washed)))
    own = _light(_linear(colour))
    return min((max(own, ground) + 0.05) / (min(own, ground) + 0.05) for ground in grounds)


def nearest(colour: str, scheme: Scheme) -> str:
    """Return the colour of the same hue that is nearest in lightness and has enough contrast in a scheme."""
    lightness, green_red, blue_yellow = _oklab(colour)
    step = 0.002 if scheme.name == "dark" else -0.002
    steps = (_hex(_from_oklab((lightness + step * number, green_red, blue_yellow))) for number in range(500))
    # At the end of them is white or black, or a colour that is nearly that.
    return next(found for found in steps if contrast_of(found, scheme) >= LEAST)


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _opened(red), _opened(green), _opened(blue)


def _opened(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _hex(linear: Triple) -> str:
    def closed(value: float) -> int:
        value = min(max(value, 0.0), 1.0)
        return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))

    return "#" + "".join(f"{closed(value):02x}" for value in linear)


def _light(linear: Triple) -> float:
    """Return the relative luminance, as WCAG defines it."""
    red, green, blue = (min(max(value, 0.0), 1.0) for value in linear)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(one: Triple, other: Triple, share: float) -> Triple:
    """Return what CSS makes of ``color-mix(in oklab, one share, other)``."""
    a, b, c = (first * share + second * (1 - share) for first, second in zip(one, other, strict=True))
    return a, b, c


def _oklab(colour: str) -> Triple:
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lab: Triple) -> Triple:
    lightness, green_red, blue_yellow = lab
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
