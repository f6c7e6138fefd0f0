"""The site of the short copy of the suite, for tests that enter answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import BELOW, Once, build_site
from tests.support.server import serve
from tests.support.short import shorten


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """The folder of the built site."""

    def fill(place: Path) -> None:
        # Not strict: help pages link to items that are not in this suite.
        build_site(place / "site", shorten(place / "standards"), strict=False)

    return once("short", fill) / "site"


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """The address at which the site is served, ending in ``/``."""
    with serve(site, BELOW) as address:
        yield address
