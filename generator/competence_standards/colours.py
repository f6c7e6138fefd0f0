"""The contrast of colours, and the nearest colour that has enough of it.

Text in the colour of the brand, and white text on it, must have a contrast of 4.5:1, as WCAG 2.2 asks (1.4.3).
"""

from typing import NamedTuple

from competence_standards.problem import shown
from competence_standards.translation import gettext as _
from competence_standards.translation.locale import decimal

LEAST = 4.5
"""The contrast of text that WCAG asks for at level AA."""


class Scheme(NamedTuple):
    """One of the two schemes of colours, with the field that gives its brand colour."""

    field: str
    name: str
    paper: str
    wash: float
    """How much of the brand colour the ground of heads and boxes has. See ``web/styles/tokens.css``."""


SCHEMES = (Scheme("brand", "light", "#ffffff", 0.05), Scheme("brand_dark", "dark", "#121716", 0.06))

Triple = tuple[float, float, float]


def faintness(colour: str, scheme: Scheme, written: str = "") -> tuple[str, str] | None:
    """Return what is wrong with a brand colour that is too faint for text, and the nearest colour that is not.

    Args:
        colour: The colour, as ``#`` and six digits.
        scheme: Where it is used.
        written: What its author wrote, such as the name of the colour. Empty if that is the colour itself.

    Returns:
        The message and the hint of a problem, or None if the contrast is enough.
    """
    reached = contrast_of(colour, scheme)
    if reached >= LEAST:
        return None
    # Round down, so that the message never shows the required contrast for a colour below it.
    contrast = decimal(int(reached * 100) / 100, 2)
    values = {"colour": shown(written or colour), "contrast": contrast, "least": decimal(LEAST, 1)}
    message = (
        _("{colour} has a contrast of {contrast}:1 in the dark scheme. Text needs at least {least}:1.", **values)
        if scheme.name == "dark"
        else _("{colour} has a contrast of {contrast}:1 in the light scheme. Text needs at least {least}:1.", **values)
    )
    return message, _("The nearest colour that passes is {colour}.", colour=shown(nearest(colour, scheme)))


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
