"""The folder of our own assets in; each as it is published out, below a folder that is named by all their contents.

Scripts are published without their comments, which are for us and would be a third of what a phone fetches. A page
names that folder, and a script imports its neighbours relatively: so a page and its scripts are always of one version,
whatever a browser, a proxy or a service worker has kept.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rjsmin import jsmin

FOLDER = Path(__file__).parents[1] / "assets"


@dataclass(frozen=True)
class Assets:
    """Our own style sheets, scripts and pictures, as they are now."""

    base: str
    """The folder they are published in, from the site's top: ``assets/0a1b2c3d4e``."""
    files: Mapping[str, Path]
    """Each file by its address from the site's top."""


def published(path: Path) -> bytes:
    """The bytes that are served of an asset: of a script, without comments and needless spaces."""
    content = path.read_bytes()
    return jsmin(content) if path.suffix == ".js" else content


def own_assets(folder: Path = FOLDER) -> Assets:
    """Every asset in a folder with its address."""
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    digest = hashlib.sha256()
    for name, path in paths.items():
        content = published(path)
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    base = f"assets/{digest.hexdigest()[:10]}"
    return Assets(base, {f"{base}/{name}": path for name, path in paths.items()})
