"""Join the components' style sheets into the few that the site publishes.

The sheet of a component is next to its template: ``card.css`` belongs to ``card.html``. Those in ``web/styles/`` are
for every page. Media queries use names for window sizes, such as ``@media (--wide)``, which ``tokens.css`` defines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import material
from tinycss2 import parse_component_value_list
from tinycss2.ast import LiteralToken

from competence_standards.model import Suite
from competence_standards.translation import gettext as _

MATERIAL = Path(material.__file__).parent / "templates/assets/stylesheets"
SITE = "site.css"
_MAIN = "main.*.min.css"
_TOKENS = "web/styles/tokens.css"
_FIRST = (_TOKENS, "web/styles/ground.css", "web/styles/shared.css")
"""The sheets that come first, because others build on them."""
_LAST = "web/styles/print.css"
_OF_EVERY_PAGE = ("render", "web")
"""The parts of the program whose styles are on every page. Each other part has a sheet for its own pages."""
_NO_SPACE_BEFORE, _NO_SPACE_AFTER = "{};,<>=)!", "{};,<>=(: "
_ZERO = re.compile(r"^([+-]?)0(?=\.)")
_MADE_BY_SCRIPT = {"md-typeset", "md-icon", "md-ellipsis", "md-dialog--active", "md-header--shadow"}
"""The classes that Material's script adds to our pages, besides those of the search."""
_HOLDS_RULES = {"media", "supports", "layer", "container"}

Node = Any
"""A token or block of a style sheet, from tinycss2."""


class StyleError(Exception):
    """Raised for a style sheet that cannot be published."""


def styles_of(suite: Suite) -> Mapping[str, str]:
    """Return the rules that a suite's look adds to our sheets, by sheet name."""
    look = suite.look
    tokens = {"brand": look.brand, "brand-dark": look.brand_dark, "font": look.font}
    own = "".join(f"--{name}: {value};" for name, value in tokens.items() if value)
    return {SITE: f":root {{ {own} }}" if own else ""}


def joined(package: Path, added: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """Return the joined, minified sheets by published name.

    Args:
        package: The folder of the program.
        added: The rules that a suite adds, by sheet name.
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
    """Return the name of the published sheet for a component's sheet."""
    room = path.parts[0]
    return SITE if room in _OF_EVERY_PAGE else f"{room.replace('_', '-')}.css"


def _order(path: str) -> tuple[object, ...]:
    return _FIRST.index(path) if path in _FIRST else len(_FIRST), path == _LAST, not path.startswith("web/"), path


def breakpoints(package: Path) -> Mapping[str, str]:
    """Return the media query for each name."""
    tokens = package / _TOKENS
    statements = _statements(_values(tokens.read_text("utf-8"), tokens.name)) if tokens.is_file() else ()
    return {nodes[2].value: _small(nodes[3:]).strip(" ;") for nodes in statements if _at(nodes) == "custom-media"}


def minified(sheet: str, names: Mapping[str, str], where: str) -> str:
    """Return a style sheet without comments and needless spaces, with named media queries replaced.

    Raises:
        StyleError: if the sheet is not valid CSS, or ``tokens.css`` does not define a media query's name.
    """

    def query(node: Node) -> list[Node]:
        name = node.content[0].value if node.type == "() block" and len(node.content) == 1 else ""
        if not name.startswith("--"):
            return [node]
        if name not in names:
            message = _("{file}: tokens.css does not define the media query {query}.", file=where, query=name)
            raise StyleError(message)
        return _values(names[name], where)

    def resolved(nodes: Sequence[Node]) -> Iterator[Node]:
        for statement in _statements(nodes):
            if statement[-1].type == "{} block":
                statement[-1].content = list(resolved(statement[-1].content))
            if _at(statement) == "media":
                yield from (made for node in statement for made in query(node))
            elif _at(statement) != "custom-media":
                yield from statement

    return _small(list(resolved(_values(sheet, where))))


def _values(text: str, where: str) -> list[Node]:
    """Read a style sheet, or a part of one, as tokens and blocks.

    Raises:
        StyleError: if it is not valid CSS, with the file and the line.
    """
    nodes: list[Node] = parse_component_value_list(text, skip_comments=True)
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node.type == "error":
            message = _("{file}, line {line}: This is not CSS.", file=where, line=node.source_line)
            raise StyleError(message)
        waiting += _inside(node)
    return nodes


def _inside(node: Node) -> list[Node]:
    """Return the content of a block or a function."""
    found: list[Node] | None = getattr(node, "arguments" if node.type == "function" else "content", None)
    return found or []


def _statements(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield each rule and declaration, including the block or semicolon at its end."""
    begun: list[Node] = []
    for node in nodes:
        if begun or node.type != "whitespace":
            begun.append(node)
        if begun and (node.type == "{} block" or node == ";"):
            yield begun
            begun = []
    if begun:
        yield begun


def _at(statement: Sequence[Node]) -> str:
    """Return the name of an at-rule, such as ``media``, or "" for other statements."""
    return str(statement[0].lower_value) if statement[0].type == "at-keyword" else ""


def _small(nodes: Sequence[Node]) -> str:
    """Write a style sheet without needless spaces."""
    made = ""
    for node in nodes:
        text = " " if node.type == "whitespace" else _text(node)
        if text == " " and (not made or made[-1] in _NO_SPACE_AFTER):
            continue
        made = made.removesuffix(" ") + text if text[:1] in _NO_SPACE_BEFORE else made + text
    return made.removesuffix(" ")


def _text(node: Node) -> str:
    if node.type == "{} block":
        return f"{{{_small(node.content).removesuffix(';')}}}"
    if node.type in {"() block", "[] block"}:
        return f"{node.type[0]}{_small(node.content)}{node.type[1]}"
    if node.type == "function":
        return f"{node.name}({_small(node.arguments)})"
    text: str = node.serialize()
    return _ZERO.sub(r"\1", text) if node.type in {"number", "dimension", "percentage"} else text


def layered(theme: Path) -> str:
    """Return Material's style sheet in a layer, so that all our rules override it.

    Args:
        theme: The folder of the page layout. Rules for elements that neither it nor the search has are left out.

    Raises:
        StyleError: if Material does not have exactly one sheet, or if the sheet does not work in a layer.
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
    return f"@layer material{{{_small(_needed(_values(sheet, found[0].name), theme))}}}"


def _needed(sheet: list[Node], theme: Path) -> list[Node]:
    """Return Material's rules for elements of our pages, and the variables that these rules use.

    Leaves out rules for page text, because we style page text and search results ourselves.
    """
    layout = " ".join(path.read_text("utf-8") for path in theme.rglob("*.html"))
    known = set(re.findall(r"[\w-]+", layout)) | _MADE_BY_SCRIPT

    def is_known(selector: Sequence[Node]) -> bool:
        names = list(_classes(selector))
        of_a_text = "md-typeset" in names and _small(selector) != ".md-typeset"
        return not of_a_text and all(name in known or name.startswith("md-search") for name in names)

    def kept(nodes: Sequence[Node]) -> Iterator[Node]:
        for statement in _statements(nodes):
            *prelude, block = statement
            if _at(statement) in _HOLDS_RULES:
                block.content = list(kept(block.content))
            elif not _at(statement):
                comma = LiteralToken(0, 0, ",")
                prelude = [node for one in _listed(prelude) if is_known(one) for node in (comma, *one)][1:]
            if prelude and block.content:
                yield from (*prelude, block)

    needed = list(kept(sheet))
    before = -1
    while before != (before := len(used := _variables(needed))):
        _forget(needed, used)
    _enlarge(needed)
    return needed


def _classes(nodes: Sequence[Node]) -> Iterator[str]:
    for before, node in pairwise([None, *nodes]):
        if before == "." and node.type == "ident":
            yield node.value
        yield from _classes(_inside(node))


def _listed(nodes: Sequence[Node]) -> list[list[Node]]:
    """Return the parts of a comma-separated list."""
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if node == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _variables(nodes: Sequence[Node]) -> set[str]:
    """Return the variables in use."""
    used: set[str] = set()
    for node in nodes:
        if node.type == "function" and node.lower_name == "var":
            used.add(node.arguments[0].value)
        used |= _variables(_inside(node))
    return used


def _forget(nodes: list[Node], used: set[str]) -> None:
    """Remove unused variables, and rules that become empty."""
    made = []
    for statement in _statements(nodes):
        block = statement[-1]
        if block.type == "{} block":
            _forget(block.content, used)
        name = statement[0].value if statement[0].type == "ident" else ""
        is_unused = name.startswith("--") and name not in used
        if not is_unused and (block.type != "{} block" or block.content):
            made += statement
    nodes[:] = made


def _enlarge(nodes: Sequence[Node]) -> None:
    """Convert Material's sizes, made for a root font of 20px, to the reader's chosen font size."""
    for node in nodes:
        if node.type == "dimension" and node.unit == "rem":
            node.representation = f"{node.value * 1.25:g}"
        _enlarge(_inside(node))


def _misfits(sheet: str) -> Iterator[str]:
    yield from (rule for rule in ("@charset", "@import", "@namespace") if rule in sheet)
    yield from (f"url({address}" for address in re.findall(r"url\((?!['\"]?(?:data:|#))([^)]{0,40})", sheet))
