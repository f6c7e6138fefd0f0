"""The site that Zensical builds from an export, and what makes its pages the same as those of MkDocs."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.support.markup import Document


def build(project: Path) -> str:
    """Build an exported project, and return what Zensical says."""
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def export(into: Path, documents: str = "build/documents", site_url: str = "") -> Path:
    """Export the project of this repository, and build its site."""
    settings = {"NO_MKDOCS_2_WARNING": "1", "EDIT_URI": "", "DOCUMENTS_DIR": documents, "SITE_URL": site_url}
    done = subprocess.run(
        [sys.executable, "-m", "competence_standards", "export", into],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    build(into)
    return into / "site"


def content(page: Path) -> list[str]:
    """Return each element of a page in order: its name, attributes and text.

    Spaces between elements, the order of attributes, ``./`` before an address and the form of JSON do not count.
    """
    document = Document(page.name, page.read_text("utf-8"))
    lines = []
    for element in document.elements:
        found = {name: value.removeprefix("./") or "./" for name, value in element.attrib.items()}
        text = (element.text or "").strip()
        if found.get("type") == "application/json":
            text = json.dumps(json.loads(text), sort_keys=True)
        after = " ".join((element.tail or "").split())
        lines.append(f"{element.tag} {sorted(found.items())} {' '.join(text.split())} {after}")
    return lines
