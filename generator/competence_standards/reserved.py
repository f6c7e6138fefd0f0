"""The ids that no standard can have, because the site or an operating system uses them.

The list comes from the routes and the help pages. Run ``python -m competence_standards.reserved`` after you change one
of these. It writes the list into the schema, where editors find it. A test fails if the two differ.
"""

import json
import re
import textwrap
from pathlib import Path

from competence_standards import routes
from competence_standards.schema import FOLDER

_SOURCES = ("suite", "vocabulary")
"""Names in the folder of the standards."""
_PAGES = ("index", "sitemap")
"""Names that web servers and search engines look for."""
_LATER = ("downloads", "links", "progress", "schema")
"""Names that pages of the site may get."""
_WINDOWS = ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
"""Names that no file or folder can have on Windows."""
_LIST = re.compile(r'("not": \{\s*"enum": )\[[^\]]*\]')


def reserved(docs: Path) -> list[str]:
    """Return the ids that no standard can have, in the order of the alphabet.

    Args:
        docs: The folder of the help pages.
    """
    pages = {path.stem for path in docs.glob("*.md")} | {path.name for path in docs.iterdir() if path.is_dir()}
    linked = {routes.first(address) for address in routes.HELP_PAGES}
    return sorted({*routes.GENERATED, *pages, *linked, *_SOURCES, *_PAGES, *_LATER, *_WINDOWS} - {routes.HOME})


def written(schema: str, names: list[str]) -> str:
    """Return the text of the schema of a standard with these ids as the reserved ones."""
    lines = textwrap.wrap(json.dumps(names)[1:-1], 110)
    indented = "".join(f"\n          {line}" for line in lines)
    return _LIST.sub(lambda found: f"{found[1]}[{indented}\n        ]", schema, count=1)


def main() -> None:
    """Write the list into the schema of a standard."""
    file = FOLDER / "standard.schema.json"
    file.write_text(written(file.read_text("utf-8"), reserved(FOLDER.parent / "docs")), "utf-8")


if __name__ == "__main__":
    main()
