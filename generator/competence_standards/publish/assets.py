"""Collect our own assets, as they are published, below a folder that is named by all their contents.

Scripts and style sheets are published without their comments, which are for us and would be a third of what a phone
fetches. A page names that folder, and a script imports its neighbours relatively: so a page and its scripts are always
of one version, whatever a browser, a proxy or a service worker has kept.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rjsmin import jsmin

from competence_standards.model import Suite
from competence_standards.publish.styles import SITE, breakpoints, joined, layered, minified, styles_of

PACKAGE = Path(__file__).parents[1]
FOLDER = PACKAGE / "assets"


@dataclass(frozen=True)
class Assets:
    """Our own style sheets, scripts and pictures, as they are now."""

    base: str
    """The folder they are published in, from the site's top: ``assets/0a1b2c3d4e``."""
    files: Mapping[str, bytes] = field(repr=False)
    """Each file by its address from the site's top."""


def published(path: Path, names: Mapping[str, str] | None = None) -> bytes:
    """Return what is served of a file: scripts and style sheets without comments and needless spaces.

    Args:
        path: The file.
        names: What the named media queries of a style sheet stand for.
    """
    content = path.read_bytes()
    if path.suffix == ".css":
        return minified(content.decode("utf-8"), names or {}, path.name).encode()
    return jsmin(content) if path.suffix == ".js" else content


def own_assets(suite: Suite | None = None, package: Path = PACKAGE) -> Assets:
    """Return every asset of a package with its address, and the style sheets that its components make together.

    Args:
        suite: What is published. Its look and its forms add rules to the sheets, and its logo is an asset.
        package: The folder with ``assets`` and ``templates``.
    """
    folder, templates = package / "assets", package / "templates"
    names = breakpoints(templates)
    files = {
        path.relative_to(folder).as_posix(): published(path, names) for path in folder.rglob("*") if path.is_file()
    }
    sheets = dict(joined(templates, styles_of(suite) if suite else {}))
    if SITE in sheets:
        # One sheet, so that a page asks for no second one before it is drawn.
        sheets[SITE] = layered(package / "theme") + sheets[SITE]
    files |= {name: sheet.encode() for name, sheet in sheets.items()}
    if suite and suite.look.logo:
        files[suite.look.logo.name] = suite.look.logo.picture
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    base = f"assets/{digest.hexdigest()[:10]}"
    return Assets(base, {f"{base}/{name}": content for name, content in sorted(files.items())})
