"""The site as its readers get it: built once for all test processes, served below a sub-path, seen by Chromium."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from competence_standards.render import Page
from tests.support import chromium
from tests.support.server import serve

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Route

    from tests.support.reader import Reader

ROOT = Path(__file__).parents[1]
REAL = Path(os.environ.get("STANDARDS_DIR") or ROOT / "standards").resolve()
"""The suite that this repository publishes, or the copy of it that the tests of authors' tasks changed."""
BELOW = "/some/where/"
ALIKE = {"checklist.html", "form.html", "forms-run.html", "matrix.html", "standard-forms.html", "theme.html"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the slow tests more time than the others."""
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.timeout(1200))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes an ``address`` for every page of the site, save those that differ only in their items.

    The pages of standards differ in little else, and are long: all of them but the longest are slow. So are the page
    with all forms, each of which has its own page, and the longest form. For a test that takes a ``wide_address``, most
    help pages and the long lists are slow: what they have is seen on a phone.
    """
    for name in {"address", "wide_address"} & set(metafunc.fixturenames):
        standards = [page for page in _pages() if page.template == "standard.html"]
        longest = max(standards, key=lambda one: len(one.body()))
        slow = {page.address for page in standards} - {longest.address}
        slow |= {page.address for page in _pages() if page.template == "forms-run.html"}
        slow |= {
            max((page for page in _pages() if page.template == "form.html"), key=lambda one: len(one.body())).address
        }
        if name == "wide_address":
            slow |= {"correspondences/", "file-format/", "glossary/"}
            slow |= {f"{name}/" for name in _help_pages()} - {"authors/"}
        values = [pytest.param(one, marks=[pytest.mark.slow] if one in slow else []) for one in visited()]
        metafunc.parametrize(name, values, ids=[one.rstrip("/") or "home" for one in visited()])


def addresses() -> list[str]:
    """What the site should hold. A test compares it with what the built site does hold."""
    generated = [page.address for page in _pages()]
    written = [f"{name}/" for name in _help_pages()]
    return [*generated, *written, "404.html"]


def _help_pages() -> list[str]:
    from tests.support.help_pages import names  # noqa: PLC0415 - it takes ROOT from here

    return names()


def _pages() -> tuple[Page, ...]:
    from tests.support.real import built  # noqa: PLC0415 - it takes ROOT from here

    return built().pages


@cache
def visited() -> list[str]:
    """Every address, but of the checklists, matrices and themes only the longest: the others have no other markup."""
    longest: dict[tuple[str, object], Page] = {}
    pages = [page for page in _pages() if page.template in ALIKE]
    for page in pages:
        # Forms that lie on their side are printed in another way.
        kind = page.template, page.context.get("orientation")
        longest[kind] = max(longest.get(kind, page), page, key=lambda one: len(one.body()))
    left_out = {page.address for page in pages} - {page.address for page in longest.values()}
    return [address for address in addresses() if address not in left_out]


def asset(name: str) -> str:
    """The address of one of our own style sheets, scripts or pictures."""
    from tests.support.real import assets  # noqa: PLC0415 - it takes ROOT from here

    return f"{assets().base}/{name}"


def build_site(
    into: Path,
    standards: Path = REAL,
    *,
    strict: bool = True,
    documents: str = "build/documents",
    **settings: str,
) -> Path:
    """Build the site as `make site` does, with other settings of mkdocs.yml where some are given.

    Documents to download are kept in the folder ``documents``, if there is one: those of other suites are not made.
    """
    program = """
import logging, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
logging.basicConfig(level=logging.WARNING)
settings = dict(setting.split("=", 1) for setting in sys.argv[1:])
build(load_config(strict=settings.pop("strict") == "True", **settings))
"""
    given = [f"{name}={value}" for name, value in {"site_dir": str(into), "strict": str(strict), **settings}.items()]
    # What is kept is our own standards'.
    keep = documents if standards == REAL else ""
    surroundings = {"NO_MKDOCS_2_WARNING": "1", "EDIT_URI": "", "STANDARDS_DIR": str(standards), "DOCUMENTS_DIR": keep}
    built = subprocess.run(
        [sys.executable, "-c", program, *given],
        cwd=ROOT,
        env={**os.environ, **surroundings},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return into


Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes a folder once for all test processes: the first process that asks for it fills it, the others wait."""
    own = tmp_path_factory.getbasetemp()
    # Asked of this run, not of the environment: a test may run tests of its own.
    shared = own.parent if hasattr(request.config, "workerinput") else own

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder, filled = shared / f"once-{name}", shared / f"once-{name}.filled"
        with (shared / f"once-{name}.lock").open("w") as lock:
            if sys.platform != "win32":
                # Only the tests of the command line run on Windows, in one process.
                fcntl.flock(lock, fcntl.LOCK_EX)
            if not filled.exists():
                folder.mkdir()
                fill(folder)
                filled.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """The folder of the built site."""

    def fill(folder: Path) -> None:
        build_site(folder / "site")
        # A page that stands in for any missing one cannot link relatively: it alone must know where the site is.
        placed = build_site(folder / "placed", documents="", site_url=f"https://example.org{BELOW}")
        (folder / "site/404.html").write_bytes((placed / "404.html").read_bytes())

    return once("site", fill) / "site"


@pytest.fixture(scope="session")
def site_of_zensical(once: Once) -> Path:
    """The folder of the same site, as Zensical builds it from an export."""
    from tests.support.zensical import export  # noqa: PLC0415 - it takes ROOT from here

    return once("zensical", lambda folder: export(folder / "project")) / "project/site"


@pytest.fixture(scope="session")
def site_of_renamed(once: Once) -> Path:
    """The site of a suite whose standard was renamed twice."""
    from tests.support.renamed import rename  # noqa: PLC0415 - it takes ROOT from here

    def fill(place: Path) -> None:
        build_site(place / "site", rename(place / "standards"))

    return once("renamed", fill) / "site"


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """The address at which the site is served, ending in ``/``."""
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


@pytest.fixture(scope="session")
def contexts(browser: "Browser") -> "Callable[..., BrowserContext]":
    """Profiles that are kept, so that a style sheet is fetched once for all the pages that are looked at alike."""
    kept: dict[str, BrowserContext] = {}

    def context(*, fresh: bool, **settings: Any) -> "BrowserContext":
        if fresh:
            return browser.new_context(**settings)
        key = repr(sorted(settings.items()))
        return kept.get(key) or kept.setdefault(key, browser.new_context(**settings))

    return context


@pytest.fixture
def reader(contexts: "Callable[..., BrowserContext]", base: str) -> "Iterator[Callable[..., Reader]]":
    """Opens windows that close at the end of the test, and in which nothing may have gone wrong by then."""
    from tests.support.reader import NARROW, WIDE, Reader  # noqa: PLC0415

    opened: list[Reader] = []
    used_up: list[BrowserContext] = []

    def open_window(
        base: str = base, *, width: int = WIDE, dark: bool = False, fresh: bool = False, **settings: Any
    ) -> Reader:
        viewport = {"width": width, "height": 640 if width == NARROW else 800}
        # A service worker would answer in place of the server, whose answers some tests change.
        settings = {"service_workers": "block", **settings}
        context = contexts(fresh=fresh, viewport=viewport, color_scheme="dark" if dark else "light", **settings)
        context.set_default_timeout(10_000)
        if fresh:
            used_up.append(context)
        opened.append(Reader(base, context.new_page()))
        return opened[-1]

    yield open_window
    for one in opened:
        one.page.close()
    for context in used_up:
        context.close()
    assert [fault for one in opened for fault in one.faults] == []


def plant(window: "Reader", file: str, change: Callable[[str], str]) -> None:
    """Change a file of the site on its way to the browser, to prove that a test would notice."""

    def answer(route: "Route") -> None:
        original = route.fetch()
        route.fulfill(response=original, body=change(original.text()))

    window.page.route(window.base + file, answer)
