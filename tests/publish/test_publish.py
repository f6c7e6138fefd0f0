"""The two publishers: a mistake stops a build in plain words; an export has every page and file of the site."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from competence_standards.publish.folder_lock import FolderLock
from tests.conftest import ROOT
from tests.preview import QUIET, copy_project, edit
from tests.support.swelling import swelling


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
    ran = run("competence_standards", "export", folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    return folder


def test_an_export_holds_a_page_for_every_page_of_the_site(exported: Path, site: Path) -> None:
    pages = {path.relative_to(site).parent.as_posix() for path in site.rglob("index.html")}
    files = {path.relative_to(exported / "docs").as_posix() for path in (exported / "docs").rglob("*.md")}

    assert {file.removesuffix("index.md").removesuffix(".md").rstrip("/") or "." for file in files} == pages


def test_an_export_holds_the_files_beside_the_pages(exported: Path, site: Path) -> None:
    data = [path.relative_to(site) for path in sorted(site.glob("*/*.json")) if path.parent.name != "search"]

    assert data
    assert [path for path in data if (exported / "docs" / path).read_bytes() != (site / path).read_bytes()] == []


@pytest.mark.slow
def test_an_export_never_overwrites(exported: Path, tmp_path: Path) -> None:
    before = sorted(exported.rglob("*"))

    ran = run("competence_standards", "export", exported)

    assert ran.returncode == 2
    assert ran.stderr == f"standards export: {exported} is not empty. Give the name of a new folder.\n"
    assert sorted(exported.rglob("*")) == before
    (tmp_path / "file").touch()
    assert run("competence_standards", "export", tmp_path / "file").returncode == 2


def test_an_export_of_mistakes_writes_nothing(checkout: Path, tmp_path: Path) -> None:
    edit(checkout / "standards/contact-centre.yml", "id: P1\n", "id: P1x\n")

    ran = run("competence_standards", "export", tmp_path / "new", cwd=checkout)

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
    problems = re.findall(r"(?m)^(?:.* )?(standards/[\w-]+\.yml):\d+:\d+: \S.*$", ran.stderr)
    assert set(problems) == {f"standards/{name}.yml" for name in ("contact-centre", "deliver-service", "suite")}
    assert "Traceback" not in ran.stderr
    assert list((checkout / "build/site").iterdir()) == []


def test_a_page_that_swells_stops_the_build_at_its_source(checkout: Path) -> None:
    shutil.rmtree(checkout / "standards")
    swelling(checkout / "standards")

    ran = run("mkdocs", "build", "--quiet", cwd=checkout)

    assert ran.returncode == 1
    assert "standards/swell.yml:1:1: swell/index.html, made from this file, is larger than" in ran.stderr
    assert "Traceback" not in ran.stderr


def add_to_pages(checkout: Path, template: str) -> None:
    """Add something to the frame of every page, as an organisation does."""
    (checkout / "overrides").mkdir()
    main = f'{{% extends "base.html" %}}{{% block extrahead %}}{template}{{% endblock %}}'
    (checkout / "overrides/main.html").write_text(main, "utf-8")
    edit(checkout / "mkdocs.yml", "theme:", "theme:\n  custom_dir: overrides")


@pytest.mark.slow
def test_an_error_of_the_program_shows_its_traceback_only_when_asked(checkout: Path) -> None:
    add_to_pages(checkout, "{{ 1 // 0 }}")

    ran = run("mkdocs", "build", "--quiet", cwd=checkout)
    assert ran.returncode == 1
    assert "ZeroDivisionError" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Traceback" in run("mkdocs", "build", "--verbose", cwd=checkout).stderr


def test_the_words_of_an_error_start_no_command_in_the_log_of_github(checkout: Path) -> None:
    add_to_pages(checkout, "{{ ''.encode('\n::error::hidden') }}")

    ran = run("mkdocs", "build", "--quiet", cwd=checkout)

    assert ran.returncode == 1
    assert "::error::hidden" in ran.stderr
    assert not re.search(r"(?m)^\s*::", ran.stderr)


def test_the_size_of_a_page_counts_its_frame(checkout: Path) -> None:
    add_to_pages(checkout, "{{ '<!-- -->' * 2100000 }}")

    ran = run("mkdocs", "build", "--quiet", cwd=checkout)

    assert ran.returncode == 1
    assert re.search(r"(?m)^(docs|standards)/\S+:1:1: \S+, made from this file, is larger than", ran.stderr)


@pytest.mark.slow
def test_a_site_that_swells_stops_the_build_at_a_source(checkout: Path) -> None:
    add_to_pages(checkout, "{{ '<!-- -->' * 1500000 }}")

    ran = run("mkdocs", "build", "--quiet", cwd=checkout)

    assert ran.returncode == 1
    assert re.search(r"(?m)^(docs|standards)/\S+:1:1: The site is too large: ", ran.stderr)


def test_a_build_that_fails_leaves_the_last_site_as_it_was(checkout: Path) -> None:
    kept = checkout / "build/site/index.html"
    kept.parent.mkdir(parents=True)
    kept.write_text("the last site", "utf-8")
    edit(checkout / "standards/suite.yml", "title:", "titel:")

    assert run("mkdocs", "build", "--quiet", cwd=checkout).returncode == 1
    assert kept.read_text("utf-8") == "the last site"


@pytest.mark.slow
def test_the_build_of_the_makefile_says_nothing_when_all_is_well_and_fails_at_a_broken_link(checkout: Path) -> None:
    recipe = re.search(r"(?m)^site:.*\n(?:\t.*\n)*?\t@\$\(VENV\) -m (mkdocs build.*)$", (ROOT / "Makefile").read_text())
    assert recipe
    ran = run(*recipe[1].split(), cwd=checkout)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")

    with (checkout / "docs/accessibility.md").open("a") as page:
        page.write("\n[gone](nowhere.md)\n")
    ran = run(*recipe[1].split(), cwd=checkout)
    assert ran.returncode == 1
    assert "'nowhere.md'" in ran.stderr


@pytest.mark.slow
def test_the_site_has_the_name_of_the_suite_on_every_page(checkout: Path) -> None:
    edit(checkout / "standards/suite.yml", "title: Customer service standards", "title: Tea & cake standards")

    ran = run("mkdocs", "build", "--strict", cwd=checkout)

    assert ran.returncode == 0, ran.stderr
    assert 'called "Tea & cake standards", from suite.yml. site_name in mkdocs.yml is "Customer' in ran.stderr
    pages = [page.read_text("utf-8") for page in (checkout / "build/site").rglob("*.html")]
    assert len(pages) > 100
    assert [page for page in pages if "Tea &amp; cake standards</span></a>" not in page] == []
    assert [page for page in pages if re.search("Customer service standards</(a|span|title)>", page)] == []


@pytest.mark.slow
def test_two_builds_into_one_folder_wait_for_each_other(checkout: Path) -> None:
    site = checkout / "build/site"
    site.mkdir(parents=True)
    (site / "being-written").touch()
    lock = FolderLock()
    lock.take(site)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    builds = [subprocess.Popen(command, cwd=checkout, env=QUIET, stderr=subprocess.PIPE) for _ in range(2)]
    # A build into another folder waits for nobody. Begun last, it ends when the others would long have emptied theirs.
    assert run("mkdocs", "build", "--quiet", "--site-dir", "build/other", cwd=checkout).returncode == 0
    assert (site / "being-written").exists()

    lock.release()

    assert [(build.communicate(timeout=60)[1], build.returncode) for build in builds] == [(b"", 0), (b"", 0)]
    assert not (site / "being-written").exists()
    assert (site / "contact-centre/index.html").is_file()


def test_a_build_that_cannot_write_says_so_in_a_sentence(checkout: Path) -> None:
    (checkout / "build").mkdir()
    (checkout / "build/site").write_text("a file in the way", "utf-8")

    ran = run("mkdocs", "build", "--quiet", cwd=checkout)

    assert ran.returncode == 1
    assert ran.stderr.strip() == "Error: build/site cannot be used: File exists."


def test_nothing_of_the_preview_is_published(site: Path) -> None:
    assert 'data-worker="service-worker.js"' in (site / "index.html").read_text("utf-8")
    assert [page for page in site.rglob("*.html") if "/.preview/" in page.read_text("utf-8")] == []
