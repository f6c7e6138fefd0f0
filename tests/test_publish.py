"""The two publishers: a mistake stops a build in plain words but never `serve`; an export builds without Material."""

import re
import subprocess
import sys
import urllib.error
from pathlib import Path

import pytest

from generator.publish.assets import own_assets
from tests.conftest import ROOT
from tests.preview import QUIET, copy_project, edit, serving
from tests.support.markup import Document
from tests.support.real import items


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the project to make mistakes in."""
    copy_project(tmp_path / "copy")
    return tmp_path / "copy"


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env=QUIET, capture_output=True, encoding="utf-8", check=False
    )


# --- the folder ---


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "site sources"
    ran = run("generator", "export", folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    return folder


def test_an_export_builds_with_another_theme_and_shows_the_same_items(exported: Path, site: Path) -> None:
    ran = run("mkdocs", "build", "--strict", "--theme", "mkdocs", cwd=exported)
    assert ran.returncode == 0, ran.stderr

    def shown(root: Path, standard: str) -> dict[str, str]:
        document = Document(standard, (root / standard / "index.html").read_text("utf-8"))
        items = [element for element in document.elements if "item" in element.get("class", "").split()]
        return {item.get("id", ""): " ".join("".join(item.itertext()).split()) for item in items}

    for name in {standard.id for standard, _ in items()}:
        ours = shown(site, name)
        assert len(ours) == sum(standard.id == name for standard, _ in items())
        assert shown(exported / "site", name) == ours


def test_an_export_holds_a_page_for_every_page_of_the_site(exported: Path, site: Path) -> None:
    pages = {path.relative_to(site).parent.as_posix() for path in site.rglob("index.html")}
    files = {path.relative_to(exported / "docs").as_posix() for path in (exported / "docs").rglob("*.md")}

    assert {file.removesuffix("index.md").removesuffix(".md").rstrip("/") or "." for file in files} == pages


def test_an_export_holds_the_files_beside_the_pages(exported: Path, site: Path) -> None:
    data = [path.relative_to(site) for path in sorted(site.glob("*/*.json")) if path.parent.name != "search"]

    assert data
    assert [path for path in data if (exported / "docs" / path).read_bytes() != (site / path).read_bytes()] == []


def test_an_export_never_overwrites(exported: Path, tmp_path: Path) -> None:
    before = sorted(exported.rglob("*"))

    ran = run("generator", "export", exported)

    assert ran.returncode == 2
    assert ran.stderr == f"standards export: {exported} is not empty: name a new folder.\n"
    assert sorted(exported.rglob("*")) == before
    (tmp_path / "file").touch()
    assert run("generator", "export", tmp_path / "file").returncode == 2


def test_an_export_of_mistakes_writes_nothing(checkout: Path, tmp_path: Path) -> None:
    edit(checkout / "standards/contact-centre.yml", "id: P1\n", "id: P1x\n")

    ran = run("generator", "export", tmp_path / "new", "--standards", checkout / "standards")

    assert ran.returncode == 1
    assert "contact-centre.yml:" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "new").exists()


# --- the build ---


def test_mistakes_stop_the_build_each_on_one_line(checkout: Path) -> None:
    edit(checkout / "standards/contact-centre.yml", "title_origin: source-text", "title_origin: guessed")
    edit(checkout / "standards/deliver-service.yml", "id: K1\n", "id: P1\n")
    (checkout / "standards/suite.yml").write_bytes(b"\xff\xfe")

    ran = run("mkdocs", "build", "--strict", cwd=checkout)

    assert ran.returncode == 1
    problems = re.findall(r"(?m)^(?:.*\s)?(standards/[\w-]+\.yml):\d+:\d+: \S.*$", ran.stderr)
    assert set(problems) == {f"standards/{name}.yml" for name in ("contact-centre", "deliver-service", "suite")}
    assert "Traceback" not in ran.stderr
    assert not (checkout / "build/site").exists()


# --- the preview ---


def test_an_edit_of_any_kind_is_served(checkout: Path) -> None:
    edits = {
        "standards/contact-centre.yml": ("identify and greet", "contact-centre/"),
        "generator/templates/pages/standard.html": ("as supplied", "contact-centre/"),
        "generator/assets/site.css": ("/* The look of every page", "{assets}/site.css"),
        "generator/theme/partials/footer.html": ("About and licence", "contact-centre/"),
        "docs/learners.md": ("# ", "learners/"),
    }
    with serving(checkout) as preview:
        for file, (words, page) in edits.items():
            new = f"{words} anew "
            edit(checkout / file, words, new)
            now = page.format(assets=own_assets(checkout / "generator/assets").base)
            preview.until(now, lambda text, new=new: new.strip("# ") in text)  # type: ignore[misc]


def test_a_mistake_is_shown_where_it_is_and_goes_away_when_it_is_mended(checkout: Path) -> None:
    source = checkout / "standards/contact-centre.yml"
    place = r"standards/contact-centre\.yml:\d+:\d+: "
    with serving(checkout) as preview:
        for wrong in ("title_origin: guessed", "title_origin: [", "title_origin: !!python/none x"):
            edit(source, "title_origin: source-text", wrong)
            preview.until("contact-centre/", lambda page: "The standards hold mistakes" in page)
            page = preview.get("contact-centre/")
            assert re.search(place, page)
            assert "identify and greet customers" in page
            assert "The standards hold mistakes" in preview.get("learners/")
            assert re.search(place, preview.log.read_text("utf-8"))

            edit(source, wrong, "title_origin: source-text")
            preview.until("contact-centre/", lambda page: "The standards hold mistakes" not in page)
        assert "Traceback" not in preview.log.read_text("utf-8")


def test_no_browser_is_asked_to_keep_a_preview(checkout: Path, site: Path) -> None:
    assert "offline/register.js" in (site / "index.html").read_text("utf-8")
    with serving(checkout) as preview:
        assert "offline/register.js" not in preview.get("")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            preview.get("service-worker.js")


def test_a_preview_that_starts_with_a_mistake_shows_it(checkout: Path) -> None:
    source = checkout / "standards/contact-centre.yml"
    edit(source, "title_origin: source-text", "title_origin: guessed")
    with serving(checkout) as preview:
        assert "standards/contact-centre.yml:" in preview.get("")
        assert "standards/contact-centre.yml:" in preview.get("learners/")

        edit(source, "title_origin: guessed", "title_origin: source-text")

        preview.until("contact-centre/", lambda page: "identify and greet customers" in page)
        assert "The standards hold mistakes" not in preview.get("")
        assert "Traceback" not in preview.log.read_text("utf-8")


def test_a_standard_that_is_added_removed_or_renamed_is_noticed(checkout: Path) -> None:
    with serving(checkout) as preview:
        (checkout / "standards/contact-centre.yml").rename(checkout / "standards/call-centre.yml")
        preview.until("", lambda page: "The standards hold mistakes" in page)
        edit(checkout / "standards/call-centre.yml", "id: contact-centre", "id: call-centre")
        edit(checkout / "standards/suite.yml", "- contact-centre", "- call-centre")
        groups = checkout / "standards/vocabulary/correspondences.yml"
        groups.write_text(groups.read_text("utf-8").replace("contact-centre/", "call-centre/"), "utf-8")

        preview.until("", lambda page: "The standards hold mistakes" not in page and "call-centre/" in page)
        assert "identify and greet customers" in preview.get("call-centre/")
