"""The service worker's file names the addresses of its edition, all of them and no others."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from competence_standards.model import Suite
from competence_standards.publish.assets import Assets
from competence_standards.publish.offline import service_worker
from tests.support.real import built


def edition(worker: bytes) -> dict[str, Any]:
    """Read the JSON out of the service worker's file."""
    text = worker.decode()
    read: dict[str, Any] = json.loads(text[text.index("{") : text.rindex("}") + 1])
    return read


def addresses(worker: bytes) -> list[str]:
    """Read the addresses as the service worker does."""
    return [
        f"{name}/{ending.replace('*', name)}" if name else ending
        for group in edition(worker)["addresses"]
        for name in group["folders"]
        for ending in group["endings"]
    ]


def a_site(folder: Path, *names: str) -> bytes:
    """Return the service worker's file of a site with such files."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    suite: Suite = built().suite
    return service_worker(suite, Assets("assets/0a1b2c3d4e", {}), [], folder)


def test_the_edition_names_exactly_the_files_of_the_site(site: Path) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name for name in files}

    found = addresses((site / "service-worker.js").read_bytes())

    assert sorted(found) == sorted(pages - {"service-worker.js"})
    assert {"", "contact-centre/", "contact-centre/forms/contact-centre-forms.pdf"} < set(found)
    assert set(edition((site / "service-worker.js").read_bytes())["needed"]) < set(found)


def test_addresses_are_written_as_a_browser_writes_them(tmp_path: Path) -> None:
    worker = a_site(tmp_path, "a b/é.pdf", "a b/index.html", "a b/a b*.txt", "my-index.html", "x/it's (1)+,;=@$&!.pdf")

    assert sorted(addresses(worker)) == sorted(
        ["a%20b/%C3%A9.pdf", "a%20b/", "a%20b/a%20b%2A.txt", "my-index.html", "x/it's%20(1)+,;=@$&!.pdf"]
    )


@pytest.mark.slow
def test_the_edition_stays_small_for_a_thousand_standards(site: Path, tmp_path: Path) -> None:
    files = sorted(path for path in (site / "contact-centre").rglob("*") if path.is_file())
    one = [path.relative_to(site).as_posix() for path in files[::8]]
    ids = [f"contact-centre-{number:04}" for number in range(1000)]
    worker = a_site(tmp_path, *(name.replace("contact-centre", identity) for identity in ids for name in one))

    assert len(addresses(worker)) == 1000 * len(one) > 5_000
    assert len(edition(worker)["addresses"]) == 1
    assert len(worker) < 32 * 1024
    assert len(gzip.compress(worker, mtime=0)) < 8 * 1024
