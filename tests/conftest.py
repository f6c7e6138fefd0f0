"""The site as its readers get it: built once for each test process, served below a sub-path, looked at with Chromium."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.build import build
from tests.browser.server import serve
from tests.setup import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.reader import Reader

ROOT = Path(__file__).parents[1]
BELOW = "/some/where/"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes an ``address`` runs for every page of the site."""
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", addresses(), ids=lambda address: address.rstrip("/") or "home")


def addresses() -> list[str]:
    """What the site should hold. A test compares it with what the built site does hold."""
    generated = [page.address for page in build(ROOT / "standards").pages]
    written = [f"{path.stem}/" for path in sorted((ROOT / "docs").glob("*.md"))]
    return [*generated, *written, "404.html"]


def build_site(into: Path, **settings: str) -> Path:
    """Build the site as `make site` does, with other settings of mkdocs.yml where some are given."""
    program = """
import logging, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
logging.basicConfig(level=logging.WARNING)
build(load_config(strict=True, **dict(setting.split("=", 1) for setting in sys.argv[1:])))
"""
    given = [f"{name}={value}" for name, value in {"site_dir": str(into), **settings}.items()]
    built = subprocess.run(
        [sys.executable, "-c", program, *given],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "EDIT_URI": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return into


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    return build_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def base(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the site is served, ending in ``/``."""
    # A page that stands in for any missing one cannot link relatively: it alone must know where the site is.
    placed = build_site(tmp_path_factory.mktemp("placed"), site_url=f"https://example.org{BELOW}")
    (site / "404.html").write_bytes((placed / "404.html").read_bytes())
    with serve(site, BELOW, not_found=site / "404.html") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for each test process."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - tests without a browser should start fast

    found = chromium.find()
    assert found, "no Chromium found: run `make test`, which installs one"
    with sync_playwright() as playwright:
        # A container allows no sandbox to root; the pages looked at are our own.
        arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        launched = playwright.chromium.launch(executable_path=found, args=arguments)
        yield launched
        launched.close()


@pytest.fixture
def reader(browser: "Browser", base: str) -> "Iterator[Callable[..., Reader]]":
    """Opens windows that close at the end of the test, and in which nothing may have gone wrong by then."""
    from tests.browser.reader import Reader  # noqa: PLC0415

    opened: list[Reader] = []

    def open_window(base: str = base, **settings: Any) -> Reader:
        opened.append(Reader.open(browser, base, **settings))
        return opened[-1]

    yield open_window
    for one in opened:
        one.leave()
    assert [fault for one in opened for fault in one.faults] == []
