"""Join the style sheets of the components into the few that the site publishes.

The sheet of a component is next to its template: ``card.css`` belongs to ``card.html``. Those in ``web/styles/`` are
for every page. A media query names the size of a window: ``@media (--wide)``. ``tokens.css`` says what each means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import material

from competence_standards.model import Suite
from competence_standards.render import column_widths
from competence_standards.translation import gettext as _

MATERIAL = Path(material.__file__).parent / "templates/assets/stylesheets"
SITE, FORMS = "site.css", "forms.css"
_MAIN = "main.*.min.css"
_TOKENS = "web/styles/tokens.css"
_FIRST = (_TOKENS, "web/styles/ground.css")
"""The sheets that the others build on."""
_LAST = "web/styles/print.css"
_OF_EVERY_PAGE = ("render", "web")
"""The parts of the program whose style sheets every page has. Each other part has a sheet for its own pages."""
_OF_FORMS = ("choose-forms", "form", "form-header", "form-parts")
"""The components that only the pages of forms have."""
_TOKEN = re.compile(r"""(?P<text>"[^"\n]*"|'[^'\n]*')|/\*.*?\*/|\s*(?P<mark>[{};,>])\s*|:\s+|\s+""", re.DOTALL)
_CUSTOM = re.compile(r"@custom-media\s+(--[\w-]+)\s+([^;]+);")
_REM = re.compile(r"(?<![\w.])(\d*\.?\d+)rem\b")
_TEXTS = r"""(?:"[^"]*"|'[^']*'|[^{}"'])*"""
_RULE = re.compile(rf"([^{{}}]+)\{{({_TEXTS})\}}")
_EMPTY = re.compile(r"(?<=[{};])[^{};]+\{\}")
_VARIABLE = re.compile(r"""(?<=[{;])(--[\w-]+):(?:"[^"]*"|'[^']*'|[^{};"'])*;?""")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_COMMA = re.compile(r",(?![^(]*\))")
_MADE_BY_SCRIPT = {"md-typeset", "md-icon", "md-ellipsis", "md-dialog--active", "md-header--shadow"}
"""The classes that Material's script gives to elements of our pages, besides those of the search."""
_NAMED = re.compile(r"\((--[\w-]+)\)")


class StyleError(Exception):
    """A style sheet cannot be published."""


def styles_of(suite: Suite) -> Mapping[str, str]:
    """Return the rules that a suite adds to our sheets: its look, and the columns of its forms."""
    look = suite.look
    tokens = {"brand": look.brand, "brand-dark": look.brand_dark, "font": look.font}
    own = "".join(f"--{name}: {value};" for name, value in tokens.items() if value)
    return {SITE: f":root {{ {own} }}" if own else "", FORMS: column_widths(suite)}


def joined(package: Path, added: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """Return each sheet that the components make together, minified, by the name it is published under.

    Args:
        package: The folder of the program.
        added: What a suite adds to a sheet, by the sheet's name.
    """
    parts: dict[str, list[str]] = {}
    for path in (*package.glob("*/templates/**/*.css"), *package.glob("web/styles/*.css")):
        parts.setdefault(_sheet(path.relative_to(package)), []).append(path.relative_to(package).as_posix())
    names, sheets = breakpoints(package), {}
    for sheet, own in parts.items():
        texts = [(package / part).read_text("utf-8") for part in sorted(own, key=_order)]
        sheets[sheet] = minified("\n".join([*texts, (added or {}).get(sheet, "")]), names, sheet)
    return sheets


def _sheet(path: Path) -> str:
    """Return the published sheet that a component's sheet is a part of."""
    room = "forms" if path.stem in _OF_FORMS else path.parts[0]
    return SITE if room in _OF_EVERY_PAGE else f"{room.replace('_', '-')}.css"


def _order(path: str) -> tuple[object, ...]:
    return _FIRST.index(path) if path in _FIRST else len(_FIRST), path == _LAST, not path.startswith("web/"), path


def breakpoints(package: Path) -> Mapping[str, str]:
    """Return the media query that each name stands for."""
    tokens = package / _TOKENS
    return dict(_CUSTOM.findall(tokens.read_text("utf-8"))) if tokens.is_file() else {}


def minified(sheet: str, names: Mapping[str, str], where: str) -> str:
    """Return a style sheet without comments and needless spaces, and with each named media query written out.

    Raises:
        StyleError: if a media query has a name that ``tokens.css`` does not define.
    """

    def shorter(found: re.Match[str]) -> str:
        if found["text"] or found["mark"]:
            return found["text"] or found["mark"]
        if found[0].startswith(":"):
            return ":"
        return "" if found[0].startswith("/*") else " "

    def query(found: re.Match[str]) -> str:
        if found[1] not in names:
            message = _("{file}: tokens.css does not define the media query {query}.", file=where, query=found[1])
            raise StyleError(message)
        return names[found[1]].strip()

    plain = _CUSTOM.sub("", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))
    plain = re.sub(r"(?<=@media)[^{]+", lambda at: _NAMED.sub(query, at[0]), plain)
    small = _TOKEN.sub(shorter, plain).replace(";}", "}").strip()
    return re.sub(r"(?<![\w.])0(?=\.\d)", "", small)


def layered(theme: Path) -> str:
    """Return the style sheet of Material in a layer, which every rule of ours comes before.

    Args:
        theme: The folder of the page layout. Rules for elements that neither it nor the search has are left out.

    Raises:
        StyleError: if Material has no sheet, or several, or one that does not work in a layer.
    """
    found = sorted(MATERIAL.glob(_MAIN))
    if len(found) != 1:
        message = _(
            "Expected one file {file} in Material, but found {number}. A new release of Material may have changed it. "
            "See {module}.",
            file=_MAIN,
            number=len(found),
            module="generator/competence_standards/publish/styles.py",
        )
        raise StyleError(message)
    sheet = found[0].read_text("utf-8").removeprefix('@charset "UTF-8";')
    for fault in _misfits(sheet):
        message = _(
            "{file} of Material has {code}, which does not work in a layer of our sheet.",
            file=found[0].name,
            code=fault,
        )
        raise StyleError(message)
    # Its sizes are meant for a root of 20px, and ours is what the reader chose.
    sized = _REM.sub(lambda size: f"{float(size[1]) * 1.25:g}rem", _needed(sheet, theme))
    return f"@layer material{{{sized}}}"


def _needed(sheet: str, theme: Path) -> str:
    """Return the rules of Material's sheet whose classes our pages have, and the variables that these rules use."""
    layout = " ".join(path.read_text("utf-8") for path in theme.rglob("*.html"))
    known = set(re.findall(r"[\w-]+", layout)) | _MADE_BY_SCRIPT

    def is_known(selector: str) -> bool:
        names = _CLASS.findall(selector)
        return all(name in known or name.startswith("md-search") for name in names)

    def rule(found: re.Match[str]) -> str:
        kept = [one for one in _COMMA.split(found[1]) if is_known(one)]
        return f"{','.join(kept)}{{{found[2]}}}" if kept else ""

    kept, before = _RULE.sub(rule, sheet), ""
    while kept != before:
        before = kept
        used = set(re.findall(r"var\((--[\w-]+)", kept))
        kept = _VARIABLE.sub(lambda own: own[0] if own[1] in used else "", kept)  # noqa: B023 - called at once
        kept = _EMPTY.sub("", kept)
    return kept


def _misfits(sheet: str) -> Iterator[str]:
    yield from (rule for rule in ("@charset", "@import", "@namespace") if rule in sheet)
    yield from (f"url({address}" for address in re.findall(r"url\((?!['\"]?(?:data:|#))([^)]{0,40})", sheet))
