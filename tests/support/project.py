"""A folder in, the project of another organisation out: its settings can be changed, and its site built and read."""

import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT
from tests.preview import QUIET
from tests.support.markup import Document

SUITE = ROOT / "tests/suite-with-forms"
PAGE = "# One page\n\nWords.\n\n## A part\n\nMore.\n\n## Another\n\nMore.\n"


def png(side: int = 64) -> bytes:
    """Return a square picture in one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + bytes((140, 30, 90)) * side) * side
    size = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Project:
    """The project of another organisation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(SUITE, folder / "standards")
        self.settings: dict[str, Any] = {
            "site_name": "Doorbell standards",
            "theme": {"name": "material"},
            "plugins": ["search", "competence-standards"],
        }
        self.add("docs/guide.md", PAGE)

    def add(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def write(self) -> None:
        """Write the settings."""
        (self.folder / "mkdocs.yml").write_text(yaml.safe_dump(self.settings, sort_keys=False), "utf-8")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Write the settings, and run a Python module."""
        self.write()
        return self.run_as_written(*command)

    def run_as_written(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a Python module with the settings that are there."""
        return subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.folder,
            env=QUIET,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def build(self) -> str:
        """Build the site and return what the build said."""
        done = self.run("mkdocs", "build", "--strict")
        assert done.returncode == 0, done.stderr
        return done.stderr

    def page(self, address: str = "") -> Document:
        page = Document(address, (self.folder / "site" / address / "index.html").read_text("utf-8"))
        assert page.parse_errors == []
        return page

    def errors(self) -> str:
        """Return what the check says, once the build has refused the same."""
        checked, built = self.run("competence_standards", "check"), self.run("mkdocs", "build")
        assert checked.returncode == 1
        assert built.returncode == 1
        assert "Traceback" not in checked.stderr + built.stderr
        for line in checked.stdout.splitlines()[:-1]:
            assert line in built.stderr
        return checked.stdout


def dress(project: Project) -> None:
    """Give a project everything that an organisation can set."""
    project.add("docs/assets/logo.png", png())
    project.add("docs/assets/small.png", png(32))
    project.add("docs/more/one.md", PAGE)
    project.add("docs/more/deep/two.md", PAGE)
    project.add(
        "overrides/main.html",
        '{% extends "base.html" %}{% block announce %}Come to our <a href="https://example.org">day</a>{% endblock %}'
        '{% block extrahead %}<meta name="bell" content="rings">{% endblock %}{% block hero %}Big{% endblock %}',
    )
    project.add("overrides/partials/nav.html", "<nav>Never shown</nav>")
    project.add("overrides/inline.html", "<script>ring()</script>")
    project.settings |= {
        "copyright": 'Copyright &copy; 2026 <a href="https://example.org">Bell Ringers</a>',
        "repo_url": "https://github.com/example/bells",
        "site_author": "Bell Ringers & Sons",
        "theme": {
            "name": "material",
            "custom_dir": "overrides",
            "logo": "assets/logo.png",
            "favicon": "assets/small.png",
            "features": ["navigation.tabs", "search.highlight"],
            "font": {"text": "Open Sans"},
            "icon": {"repo": "fontawesome/brands/git-alt"},
            "palette": [
                {"scheme": "youtube", "primary": "indigo", "accent": "amber", "toggle": {"name": "Dark"}},
                {"scheme": "slate", "primary": "#9FA8FF", "toggle": {"name": "Light"}},
            ],
        },
        "extra": {
            "analytics": {"provider": "google"},
            "version": {"provider": "mike"},
            "ours": 1,
            "social": [
                {"icon": "fontawesome/brands/mastodon", "link": "https://example.social/@bells", "name": "Mastodon"},
                {"icon": "material/email", "link": "mailto:bells@example.org"},
            ],
        },
        "extra_css": ["https://fonts.example.org/font.css"],
        "nav": [
            "standards/index.md",
            {"Guides": ["guide.md", {"Deeper": ["more/one.md", {"Deepest": ["more/deep/two.md"]}]}]},
            {"Blog": "https://blog.example.org/"},
        ],
    }
