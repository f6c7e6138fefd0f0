"""Write the files for installing the site and opening it offline.

The manifest has the name and the look of the site. The service worker's file lists the addresses of this edition of
the site. Its code is in ``web/scripts/worker.js``.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from competence_standards import routes
from competence_standards.model import Suite
from competence_standards.prose import sentences
from competence_standards.publish.assets import Assets
from competence_standards.read import picture_size
from competence_standards.render.script_words import has_words
from competence_standards.translation import gettext, in_language
from competence_standards.translation.locale import direction

SEARCH = "search/search_index.json"
BRAND = "#0b5a5e"
"""As in ``web/styles/tokens.css``."""
FEW = 12
"""The most standards that My progress shows before any item is rated. Same as in ``my-progress.js``."""
_AS_THEY_ARE = "/!$&'()+,;=:@"
"""Characters that browsers do not escape in a path, besides letters, digits and ``-._~``. Without ``*``."""
_ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-full.png", "512x512", "maskable"),
)


def manifest(suite: Suite, assets: Assets, address: str = "", logo: Path | None = None) -> bytes:
    """Return the web manifest: the name, the logo and the look of the site as an app, and who owns the wording.

    Args:
        suite: What is published.
        assets: Our own assets.
        address: The address of the logo that mkdocs.yml names, or "" for the suite's own.
        logo: The file of that logo.
    """
    own = suite.look.logo
    icons = [_icon(address, logo.read_bytes())] if address and logo else []
    if own and not icons:
        icons = [_icon(f"{assets.base}/{own.name}", own.picture)]
    with in_language(suite.lang):
        progress = [{"name": gettext("My progress"), "url": routes.MY_PROGRESS}] if suite.scale else []
    return _json(
        {
            "id": "./",
            "name": suite.title,
            "short_name": suite.title,
            # A manifest has no field for rights.
            "description": sentences(suite.summary, suite.wording_owner),
            "lang": suite.lang,
            "dir": direction(suite.lang),
            "start_url": "./",
            "scope": "./",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": suite.look.brand or BRAND,
            "icons": [
                *icons,
                *(
                    {"src": f"{assets.base}/web/icons/{name}", "sizes": sizes, "type": "image/png", "purpose": purpose}
                    for name, sizes, purpose in _ICONS
                ),
            ],
            "shortcuts": progress,
        }
    )


def _icon(address: str, picture: bytes) -> dict[str, str]:
    """Return the entry of a logo. A drawing has any size."""
    size = picture_size(picture)
    kind = address.rpartition(".")[2].lower()
    kind = {"svg": "svg+xml", "jpg": "jpeg"}.get(kind, kind)
    sizes = f"{size[0]}x{size[1]}" if size else "any"
    return {"src": address, "sizes": sizes, "type": f"image/{kind}", "purpose": "any"}


def service_worker(suite: Suite, assets: Assets, material: Iterable[str], site: Path) -> bytes:
    """Return the service worker's file, which differs in each edition of the site.

    Args:
        suite: What is published.
        assets: Our own assets.
        material: The addresses of Material's files that every page loads.
        site: The folder of the finished site.
    """
    pages = [routes.HOME, routes.OFFLINE, *([routes.MY_PROGRESS, routes.SUITE_DATA] if suite.scale else [])]
    # My progress shows all standards if there are few. Otherwise it shows rated ones, whose data is already saved.
    if suite.scale and len(suite.standards) <= FEW:
        pages += [routes.items_data(standard.id) for standard in suite.standards]
    # Every page can show the meaning of a glossary word.
    pages += [routes.TERMS] if suite.glossary else []
    pages += [routes.WORDS] if has_words(suite.lang) else []
    # If there is a search, every page's script loads the search index.
    search = [SEARCH] if (site / SEARCH).is_file() else []
    needed = [*pages, routes.MANIFEST, *search, *material, *assets.files]
    files = _files(site)
    edition = {
        "version": _digest(files),
        "worker": routes.WORKER,
        "offline": routes.OFFLINE,
        "assets": routes.ASSETS,
        "needed": needed,
        "addresses": _grouped(map(_address, files)),
    }
    script = json.dumps(f"{assets.base}/web/scripts/worker.js")
    return b"self.EDITION = " + _json(edition) + f";\nimportScripts({script});\n".encode()


def _files(site: Path) -> Mapping[str, Path]:
    """Return each file of the site, except the worker's own, by its path from the site's top."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    files.pop(routes.WORKER, None)
    return files


def _address(name: str) -> str:
    """Return the address of a file as browsers write it. The address of a page is its folder."""
    folder, _, file = name.rpartition("/")
    page = f"{folder}/" if folder else ""
    return quote(page if file == "index.html" else name, safe=_AS_THEY_ARE)


def _grouped(addresses: Iterable[str]) -> list[Mapping[str, list[str]]]:
    """Group addresses by their first folder. Folders with the same endings are one group, with one list of endings.

    A ``*`` in an ending means the folder's name. So a thousand standards take little more space than their ids.
    """
    endings: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        name, slash, ending = address.partition("/")
        if slash:
            endings[name].append(ending.replace(name, "*"))
        else:
            endings[""].append(address)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, found in endings.items():
        groups[tuple(sorted(found))].append(name)
    return [{"folders": names, "endings": list(found)} for found, names in groups.items()]


def _digest(files: Mapping[str, Path]) -> str:
    """Return a fingerprint of the files of this edition of the site."""
    digest = hashlib.sha256()
    for name, path in files.items():
        content = path.read_bytes()
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
