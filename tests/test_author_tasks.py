"""Every task of the help for authors, done on a copy of the published suite: afterwards the check and the tests agree.

Each task is done on top of those before it, as docs/authors.md says, and by nothing else. The items are chosen from the
files, so that the tasks can still be done when the standards change.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from competence_standards.build import check, docs_problems
from competence_standards.problem import Problem
from competence_standards.read import DocsSettings, read_docs, read_folder
from tests.conftest import REAL, ROOT, build_site
from tests.support.author import ALL, QUICK, TASKS, Desk, Task, rename, write_what_is_said


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(REAL, tmp_path / "standards")))


def said_by_tests(folder: Path, modules: tuple[str, ...]) -> str:
    """What the tests of some modules say of a suite; nothing if they pass."""
    options = ["-m", "not slow", "-p", "no:cacheprovider", "--numprocesses", "0", "--tb=short"]
    command = [sys.executable, "-m", "pytest", "--quiet", *options]
    ran = subprocess.run(
        [*command, *(f"tests/{module}" for module in modules)],
        cwd=ROOT,
        env={**os.environ, "STANDARDS_DIR": str(folder), "DOCUMENTS_DIR": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return "" if ran.returncode == 0 else ran.stdout[-6000:] + ran.stderr


@pytest.mark.slow
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_after_each_task_the_check_and_the_tests_agree(task: Task, desk: Desk) -> None:
    desk.do(*TASKS[: TASKS.index(task) + 1])
    said = said_by_tests(desk.folder, QUICK)
    assert not said, said


@pytest.mark.slow
def test_a_standard_can_be_renamed_by_following_the_check(tmp_path: Path) -> None:
    standards = Path(shutil.copytree(REAL, tmp_path / "standards"))
    docs = DocsSettings(Path(shutil.copytree(ROOT / "docs", tmp_path / "docs")))
    link = "# Where to start\n\n[Start here](contact-centre/index.md#P1)\n"
    Path(tmp_path, "docs/start.md").write_text(link, "utf-8")
    rename(standards, "contact-centre", "call-centre")

    def found() -> list[Problem]:
        folder = read_folder(standards)
        return [*check(folder), *docs_problems(read_docs(docs), folder)]

    problems = found()
    assert {Path(problem.file).parent.name for problem in problems} == {"vocabulary", "docs"}
    write_what_is_said(problems)
    assert [problem.as_text() for problem in found()] == []

    site = build_site(tmp_path / "site", standards, docs_dir=str(tmp_path / "docs"))
    assert (site / "call-centre/index.html").exists()
    assert (site / "contact-centre/index.html").exists()


@pytest.mark.slow
def test_after_all_tasks_every_test_that_reads_the_suite_agrees(desk: Desk) -> None:
    desk.do(*TASKS)
    said = said_by_tests(desk.folder, ALL)
    assert not said, said


@pytest.mark.slow
def test_a_test_that_disagrees_is_seen(desk: Desk) -> None:
    item = desk.plain
    desk.edit_source_text(item.wording.source, rf"\g<1>{item.wording.source} again")
    assert check(read_folder(desk.folder))
    assert item.wording.source in said_by_tests(desk.folder, ("check/test_standards.py",))
