"""Collect our own assets in a folder that is named after a fingerprint of their contents.

Scripts and style sheets are published without comments, which would be a third of the download. Pages link to this
folder, and scripts import each other by relative paths. So a page and its scripts always have the same version,
whatever a browser, a proxy or a service worker has cached.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from competence_standards import routes
from competence_standards.model import Suite
from competence_standards.publish.scripts import without_comments
from competence_standards.publish.styles import SITE, joined, layered, styles_of

PACKAGE = Path(__file__).parents[1]
_FOLDERS = ("*/scripts", "*/icons")
"""The folders of scripts and pictures. Published paths are the same, because scripts import each other by path."""


@dataclass(frozen=True)
class Assets:
    """Our own style sheets, scripts and pictures."""

    base: str
    """The folder in which they are published: ``assets/0a1b2c3d4e``."""
    files: Mapping[str, bytes] = field(repr=False)
    """Each file by its address, relative to the home page."""


def published(path: Path) -> bytes:
    """Return the published form of a file: scripts without comments and needless spaces, others unchanged."""
    content = path.read_bytes()
    return without_comments(content, path.name) if path.suffix == ".js" else content


def sources(package: Path = PACKAGE) -> dict[str, Path]:
    """Return the file of each script and picture by its published name, which is its path in the package."""
    return {
        path.relative_to(package).as_posix(): path
        for folder in _FOLDERS
        for top in package.glob(folder)
        for path in top.rglob("*")
        if path.is_file()
    }


def own_assets(suite: Suite | None = None, package: Path = PACKAGE, added: Mapping[str, str] | None = None) -> Assets:
    """Return every asset of a package with its address, and the joined style sheets of its components.

    Args:
        suite: The suite. Its look adds rules to the sheets, and its logo is an asset.
        package: The folder of the program.
        added: The rules that features add to the sheets, by the name of the sheet.
    """
    files = {name: published(path) for name, path in sources(package).items()}
    sheets = dict(joined(package, {**(styles_of(suite) if suite else {}), **(added or {})}))
    if SITE in sheets:
        # Use one sheet, so that a page does not wait for a second one before it is drawn.
        sheets[SITE] = layered(package / "web/theme") + sheets[SITE]
    files |= {name: sheet.encode() for name, sheet in sheets.items()}
    if suite and suite.look.logo:
        files[suite.look.logo.name] = suite.look.logo.picture
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    base = f"{routes.ASSETS}{digest.hexdigest()[:10]}"
    return Assets(base, {f"{base}/{name}": content for name, content in sorted(files.items())})
