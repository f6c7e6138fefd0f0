"""Collect our own assets, as they are published, below a folder that is named by all their contents.

Scripts and style sheets are published without their comments, which are for us and would be a third of what a phone
fetches. A page names that folder, and a script imports its neighbours relatively: so a page and its scripts are always
of one version, whatever a browser, a proxy or a service worker has kept.
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
"""Where scripts and pictures are. A script imports its neighbours by their paths, which are the same when published."""


@dataclass(frozen=True)
class Assets:
    """Our own style sheets, scripts and pictures, as they are now."""

    base: str
    """The folder they are published in, from the site's top: ``assets/0a1b2c3d4e``."""
    files: Mapping[str, bytes] = field(repr=False)
    """Each file by its address from the site's top."""


def published(path: Path) -> bytes:
    """Return what is served of a file: scripts without comments and needless spaces, and others as they are."""
    content = path.read_bytes()
    return without_comments(content, path.name) if path.suffix == ".js" else content


def sources(package: Path = PACKAGE) -> dict[str, Path]:
    """Return the file of each script and picture by the name it is published under: its path in the package."""
    return {
        path.relative_to(package).as_posix(): path
        for folder in _FOLDERS
        for top in package.glob(folder)
        for path in top.rglob("*")
        if path.is_file()
    }


def own_assets(suite: Suite | None = None, package: Path = PACKAGE, added: Mapping[str, str] | None = None) -> Assets:
    """Return every asset of a package with its address, and the style sheets that its components make together.

    Args:
        suite: What is published. Its look adds rules to the sheets, and its logo is an asset.
        package: The folder of the program.
        added: The rules that features add to the sheets, by the name of the sheet.
    """
    files = {name: published(path) for name, path in sources(package).items()}
    sheets = dict(joined(package, {**(styles_of(suite) if suite else {}), **(added or {})}))
    if SITE in sheets:
        # One sheet, so that a page asks for no second one before it is drawn.
        sheets[SITE] = layered(package / "web/theme") + sheets[SITE]
    files |= {name: sheet.encode() for name, sheet in sheets.items()}
    if suite and suite.look.logo:
        files[suite.look.logo.name] = suite.look.logo.picture
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    base = f"{routes.ASSETS}{digest.hexdigest()[:10]}"
    return Assets(base, {f"{base}/{name}": content for name, content in sorted(files.items())})
