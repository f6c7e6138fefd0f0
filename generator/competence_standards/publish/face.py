"""Read the look of the site from ``mkdocs.yml``: logo, colours, links in the footer.

The settings have the same meaning as in Material for MkDocs. Each setting that the page frame does not support is
reported, so that none is ignored silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import material
from mkdocs.config.defaults import MkDocsConfig

from competence_standards.colours import SCHEMES, faintness
from competence_standards.problem import Problem, shown
from competence_standards.prose import listed
from competence_standards.read import relative
from competence_standards.translation import gettext as _

if TYPE_CHECKING:
    from competence_standards.model.suite import Look

FRAME = Path(__file__).parents[1] / "web/theme"
"""The templates of the page frame. Templates in the ``custom_dir`` of ``mkdocs.yml`` override them."""
_ICONS = Path(material.__file__).parent / "templates/.icons"
_COLOURS = Path(material.__file__).parent / "templates/assets/stylesheets"
_PRIMARY = re.compile(r"\[data-md-color-primary=([a-z-]+)\]\{--md-primary-fg-color:(#[0-9a-f]{6});")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_BLOCK = re.compile(r"{%-?\s*block\s+(\w+)")
_NO_POLICY = re.compile(r"<script(?![^>]*\ssrc=)|<style\b|\son\w+=|\sstyle=", re.IGNORECASE)
_DEFAULTS: Mapping[str, Any] = {
    "favicon": "assets/images/favicon.png",
    "font": {"text": "Roboto", "code": "Roboto Mono"},
}
"""Material's defaults for settings that ``mkdocs.yml`` does not have."""
_FEATURES = {"search.highlight"}
"""The features of Material that the frame supports."""
_NOT_SENT = ("analytics", "consent")
"""Settings that would send data about readers to third parties, or ask for consent to this."""
_WITHOUT_EFFECT = ("alternate", "annotate", "generator", "status", "tags", "version")
"""Settings of Material in ``extra`` that the frame does not use."""


@dataclass(frozen=True)
class Social:
    """A link in the footer."""

    name: str
    link: str
    icon: str
    """The path of a Material icon, without ending: ``fontawesome/brands/mastodon``. Can be empty."""


@dataclass(frozen=True)
class Face:
    """The look of the site in ``mkdocs.yml``. ``suite.yml`` applies to empty values."""

    logo: str = ""
    """The address of a picture, from the top of the site."""
    icon: str = ""
    """The Material icon that is used as the logo: ``material/library``."""
    favicon: str = ""
    """The address of a picture, from the top of the site."""
    scheme: Literal["both", "light", "dark"] = "both"
    brand: str = ""
    """The colour of links and buttons in the light scheme: ``#0b5a5e``."""
    brand_dark: str = ""
    """The same in the dark scheme."""
    social: tuple[Social, ...] = ()

    def put_on(self, look: Look) -> Look:
        """Return the look of a suite, with the colours of ``mkdocs.yml`` if it has any."""
        return replace(look, brand=self.brand or look.brand, brand_dark=self.brand_dark or look.brand_dark)


def face_of(config: MkDocsConfig) -> Face:
    """Return the look from settings without problems."""
    palettes, named = _palettes(config), pictures(config)
    schemes = {_scheme(palette) for palette in palettes}
    colours = {_scheme(palette): _hex(palette.get("primary")) for palette in palettes if palette.get("primary")}
    return Face(
        logo=named.get("logo", ""),
        icon=_icon(config),
        favicon=named.get("favicon", ""),
        scheme="both" if len(schemes) != 1 else schemes.pop(),
        brand=colours.get("light", ""),
        brand_dark=colours.get("dark", ""),
        social=tuple(_socials(config)),
    )


def pictures(config: MkDocsConfig) -> Mapping[str, str]:
    """Return the paths of the site's logo and icon, if ``mkdocs.yml`` names them."""
    found = {name: _text(config.theme.get(name)) for name in ("logo", "favicon")}
    return {name: path for name, path in found.items() if path and path != _DEFAULTS.get(name)}


def logo_file(config: MkDocsConfig) -> Path | None:
    """Return the file of the site's logo, which can be an icon of Material. None if ``mkdocs.yml`` names no logo."""
    if name := pictures(config).get("logo"):
        folders = [config.docs_dir, *filter(None, [config.theme.custom_dir])]
        return next((path for folder in folders if (path := Path(folder, name)).is_file()), None)
    icon = _icon(config)
    return Path(_ICONS, f"{icon}.svg") if icon else None


def face_problems(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield an error for each invalid setting."""
    for number, palette in enumerate(_palettes(config)):
        where = (
            f"theme.palette[{number}].primary"
            if isinstance(config.theme.get("palette"), list)
            else "theme.palette.primary"
        )
        if primary := palette.get("primary"):
            yield from _colour_problems(where, primary, _scheme(palette))
    for name, value in pictures(config).items():
        folders = [config.docs_dir, *filter(None, [config.theme.custom_dir])]
        if not any(Path(folder, value).is_file() for folder in folders):
            message = _("There is no file {file} in the folder of the help pages or in custom_dir.", file=shown(value))
            yield _problem(f"theme.{name}", message, _("Add the file, or correct its path."))
    icons = [
        ("theme.icon.logo", _icon(config)),
        *((f"extra.social[{n}].icon", one.icon) for n, one in enumerate(_socials(config))),
    ]
    for where, icon in icons:
        if icon and not Path(_ICONS, f"{icon}.svg").is_file():
            message = _("Material has no icon {icon}.", icon=shown(icon))
            yield _problem(
                where, message, _("Search for the name of an icon in the documentation of Material for MkDocs.")
            )
    for number, entry in enumerate(_list(config.extra.get("social"))):
        link = entry.get("link") if isinstance(entry, Mapping) else None
        if not isinstance(link, str) or urlsplit(link).scheme not in {"https", "http", "mailto", "tel"}:
            message = _("A social link needs an address.")
            yield _problem(
                f"extra.social[{number}].link",
                message,
                _("Write link: and an address that starts with https: or mailto:."),
            )


def without_effect(config: MkDocsConfig) -> Iterator[str]:
    """Yield a sentence for each setting that the page frame or its security policy does not support."""
    theme = config.theme
    yield from _without_effect_in_extra(config.extra)
    if theme.get("font") not in (False, None, _DEFAULTS["font"]):
        yield _("theme.font has no effect, because the pages load no fonts from other hosts. Write font in suite.yml.")
    if features := [str(name) for name in _list(theme.get("features")) if name not in _FEATURES]:
        yield _("These theme.features have no effect: {features}.", features=listed(features))
    if icons := sorted(set(theme.get("icon") or {}) - {"logo"}):
        yield _("These theme.icon settings have no effect: {settings}.", settings=listed(map(str, icons)))
    if accents := [palette for palette in _palettes(config) if palette.get("accent")]:
        yield _(
            "The accent of theme.palette has no effect ({colour}). Links and buttons have the primary colour.",
            colour=shown(str(accents[0]["accent"])),
        )
    for palette in _palettes(config):
        if palette.get("scheme") not in (None, "default", "slate"):
            yield _("The scheme {scheme} counts as default, the light one.", scheme=shown(str(palette["scheme"])))
    for file in (*config.extra_css, *map(str, config.extra_javascript)):
        if urlsplit(str(file)).netloc:
            yield _(
                "{file} is not loaded, because the policy of the pages allows files of this site only.", file=str(file)
            )
    if theme.custom_dir:
        yield from _overrides_without_effect(relative(theme.custom_dir))


def _without_effect_in_extra(extra: Mapping[str, Any]) -> Iterator[str]:
    for name in _NOT_SENT:
        if extra.get(name):
            yield _("extra.{name} has no effect, because the pages send nothing to other hosts.", name=name)
    if names := [name for name in _WITHOUT_EFFECT if extra.get(name)]:
        yield _("These settings of extra have no effect: {settings}.", settings=listed(names))


def _overrides_without_effect(custom: Path) -> Iterator[str]:
    """Yield a sentence for each overriding template that the frame or its security policy partly blocks."""
    ours = {path.relative_to(FRAME).as_posix(): path.read_text("utf-8") for path in FRAME.rglob("*.html")}
    blocks = {name for text in ours.values() for name in _BLOCK.findall(text)}
    for path in sorted(custom.rglob("*.html")):
        name, text = path.relative_to(custom).as_posix(), path.read_text("utf-8", errors="replace")
        if name.startswith("partials/") and name not in ours:
            yield _("{file} has no effect, because the page frame has no such part.", file=path.as_posix())
        if name == "main.html" and (unknown := sorted(set(_BLOCK.findall(text)) - blocks)):
            yield _("{file}: the page frame has no block {blocks}.", file=path.as_posix(), blocks=listed(unknown))
        if _NO_POLICY.search(text):
            yield _(
                "{file} has a script or a style that the policy of the pages stops. Put it into a file, and name the "
                "file in extra_javascript or extra_css.",
                file=path.as_posix(),
            )


def _colour_problems(where: str, primary: Any, scheme: str) -> Iterator[Problem]:
    colour = _hex(primary)
    if not colour:
        message = _("{colour} is not a colour that the site knows.", colour=shown(str(primary)))
        hint = _("Write # and six digits or letters from a to f, in quotes, or one of {names}.", names=listed(_named()))
        yield _problem(where, message, hint)
        return
    ground = next(one for one in SCHEMES if one.name == scheme)
    if fault := faintness(colour, ground, str(primary)):
        yield _problem(where, *fault)


def _problem(where: str, message: str, hint: str) -> Problem:
    return Problem("mkdocs.yml", 1, 1, where, message, hint)


def _palettes(config: MkDocsConfig) -> list[Mapping[str, Any]]:
    palette = config.theme.get("palette")
    found = [palette] if isinstance(palette, Mapping) else _list(palette)
    return [one for one in found if isinstance(one, Mapping)]


def _scheme(palette: Mapping[str, Any]) -> Literal["light", "dark"]:
    return "dark" if palette.get("scheme") == "slate" else "light"


def _hex(primary: Any) -> str:
    """Return the six digits of a colour, or "" if it is not one."""
    text = _text(primary)
    return text.lower() if _HEX.fullmatch(text) else _named().get(text, "")


@cache
def _named() -> Mapping[str, str]:
    """Return Material's colours by name."""
    (sheet,) = _COLOURS.glob("palette.*.min.css")
    return dict(_PRIMARY.findall(sheet.read_text("utf-8")))


def _icon(config: MkDocsConfig) -> str:
    icons = config.theme.get("icon")
    return _text(icons.get("logo")) if isinstance(icons, Mapping) else ""


def _socials(config: MkDocsConfig) -> Iterator[Social]:
    for entry in _list(config.extra.get("social")):
        if isinstance(entry, Mapping):
            link = _text(entry.get("link"))
            name = (
                _text(entry.get("name")) or urlsplit(link).netloc or link.removeprefix("mailto:").removeprefix("tel:")
            )
            yield Social(name, link, _text(entry.get("icon")))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
