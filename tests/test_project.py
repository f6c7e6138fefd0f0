"""The project keeps what it says of itself: its commands, its paths, its locks, its workflows and its forms."""

import json
import os
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from competence_standards.read.parse import MAX_DEPTH, STANDARD_LIMIT

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", "PUBLISHING.md", "SECURITY.md")
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")

# What the pages name but no clone holds: `make` makes it.
MADE = {".venv", "build/documents", "build/site"}


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def tracked() -> list[str]:
    """Every file that is, or would be, under version control."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in set(names.split("\0")) if name and (ROOT / name).exists())


def run(command: list[str], folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    # The variables of an outer `make` would change what an inner one does.
    outer = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "EDIT_URI"}}
    return subprocess.run(
        command, cwd=folder, env={**outer, **environment}, capture_output=True, text=True, check=False
    )


# --- what README, CONTRIBUTING, PUBLISHING and SECURITY name ---


def blocks(page: str) -> list[str]:
    return re.findall(r"^```[a-z]*\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def spans(page: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL))


def targets(code: str) -> list[str]:
    """The target of every `make` in a piece of code, past its options and variables."""
    return re.findall(r"\bmake\s+(?:(?:-C\s+\S+|-\S+|[A-Z_]+=\S+)\s+)*([a-z]+(?:-[a-z]+)*)", code)


def paths(page: str) -> Iterator[str]:
    """Every file or folder of the project that a page names in backticks or links to."""
    for span in spans(page):
        # An ending alone, such as `.js`, names a kind of file.
        address = span.startswith("/") or re.fullmatch(r"[a-z-]+/#?[PK]\d+|\.[a-z]+", span)
        if not address and re.fullmatch(r"[\w.*/-]*(/[\w.*-]*|\.(md|py|yml|toml|txt|json))", span):
            yield span.rstrip("/")
    for link in re.findall(r"\]\(([^)]+)\)", page):
        if not link.startswith(("https://", "#")):
            yield link.partition("#")[0]


def anchors(page: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def tree(page: str) -> Iterator[str]:
    """Every path of the tree in README, whole: an indented line lies in the folder above it."""
    (drawn,) = [block for block in blocks(page) if "standards/  " in block]
    folder = ""
    for line in drawn.splitlines():
        name = line.split()[0]
        if not line.startswith(" "):
            folder = name
            yield name.rstrip("/")
        else:
            yield folder + name.rstrip("/")


@pytest.fixture(scope="module")
def known() -> set[str]:
    """The targets of the Makefile."""
    return set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES)
def test_every_make_command_named_exists(page: str, known: set[str]) -> None:
    named = [target for code in [*blocks(text(page)), *spans(text(page))] for target in targets(code)]
    assert named
    assert [target for target in named if target not in known] == []


def test_every_make_command_that_a_server_runs_exists(known: set[str]) -> None:
    named = [target for path in [*WORKFLOWS, ROOT / ".ci/run"] for target in targets(path.read_text("utf-8"))]
    assert {"check", "site", "test"} <= set(named) <= known


@pytest.mark.parametrize("page", PAGES)
def test_every_path_named_exists(page: str) -> None:
    named = sorted({path for path in paths(text(page)) if path not in MADE})
    assert named
    assert [path for path in named if not any(ROOT.glob(path))] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_within_a_page_arrives(page: str) -> None:
    assert set(re.findall(r"\]\(#([^)]+)\)", text(page))) <= anchors(text(page))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_place_on_another_page_arrives(page: str) -> None:
    for other, anchor in re.findall(r"\]\((\w+\.md)#([^)]+)\)", text(page)):
        assert anchor in anchors(text(other)), f"{other}#{anchor}"


def test_the_tree_names_what_exists() -> None:
    assert [path for path in tree(text("README.md")) if not (ROOT / path).exists()] == []


def test_the_tree_names_every_room() -> None:
    names = set(tree(text("README.md")))
    rooms = {path.partition("/")[0] for path in tracked() if "/" in path}
    flow = {"/".join(path.split("/")[:3]) for path in tracked() if path.startswith("generator/")}
    assert (rooms | flow) - names == {"generator", "generator/competence_standards/__init__.py"}


def test_the_readers_of_the_pages_see_what_they_should() -> None:
    assert targets("make --no-print-directory -C code check FORMAT=github") == ["check"]
    assert targets("CHROMIUM=/a/b make test; make PYTHON=/a/b site") == ["test", "site"]
    page = (
        "`a/b.py` `gone/` `c.yml` `x/P16` `x/#P1` `yaml` `make test` [d](E.md#f) ![f](g/h.png) [i](https://example.org)"
    )
    assert list(paths(page)) == ["a/b.py", "gone", "c.yml", "E.md", "g/h.png"]
    assert list(tree("```\nstandards/   x\n  a.yml   y\n    z/b   y\nMakefile  z\n```\n")) == [
        "standards",
        "standards/a.yml",
        "standards/z/b",
        "Makefile",
    ]
    assert anchors("# A\n## Material's mends: `x`\n") == {"a", "materials-mends-x"}


# --- the Makefile ---


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with the Makefile alone, in which nothing was set up yet."""
    (tmp_path / "Makefile").write_text(text("Makefile"), encoding="utf-8")
    return tmp_path


def command(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_make_alone_explains_every_target() -> None:
    told = run(["make"])
    explained = re.findall(r"^  make ([a-z-]+) +[A-Z]", told.stdout, re.MULTILINE)
    assert told.returncode == 0
    assert explained == [
        "help",
        "site",
        "serve",
        "check",
        "test",
        "test-all",
        "format",
        "messages",
        "bench",
        "lock",
        "clean",
    ]


def test_a_python_that_is_too_old_is_said_plainly(bare: Path) -> None:
    old = command(bare / "python", "exit 1")
    made = run(["make", "site", f"PYTHON={old} python-that-is-not-there"], bare)
    assert made.returncode != 0
    assert "needs Python 3.11 or newer" in made.stderr
    assert not (bare / ".venv").exists()


def test_a_python_without_venv_is_said_plainly(bare: Path) -> None:
    lacking = command(bare / "python", 'case "$2" in *ensurepip*) exit 1;; esac')
    made = run(["make", "site", f"PYTHON={lacking}"], bare)
    assert made.returncode != 0
    assert "python3-venv" in made.stderr
    assert not (bare / ".venv").exists()


def test_the_first_suitable_python_is_taken(bare: Path) -> None:
    old = command(bare / "old", "exit 1")
    good = command(bare / "good", '[ "$1" != -m ] || { mkdir .venv; echo "$@" > .venv/pyvenv.cfg; }')
    made = run(["make", ".venv/pyvenv.cfg", f"PYTHON={old} {good}"], bare)
    assert made.returncode == 0, made.stderr
    assert (bare / ".venv/pyvenv.cfg").read_text(encoding="utf-8") == "-m venv .venv\n"


@pytest.mark.parametrize(
    ("origin", "edit"),
    [
        ("https://github.com/owner/some.repo.git", "https://github.com/owner/some.repo/edit/main/"),
        ("https://github.com/owner/repo/", "https://github.com/owner/repo/edit/main/"),
        ("https://someone:secret@github.com/owner/repo", "https://github.com/owner/repo/edit/main/"),
        ("git@github.com:owner/repo.git", "https://github.com/owner/repo/edit/main/"),
        ("ssh://git@github.com/owner/repo.git", "https://github.com/owner/repo/edit/main/"),
        ("https://example.org/owner/repo.git", "none"),
        ("https://example.org/github.com/owner/repo", "none"),
        ("/somewhere/github.com/owner/repo", "none"),
        (None, "none"),
    ],
)
def test_edit_links_lead_to_the_repository_of_the_clone(bare: Path, origin: str | None, edit: str) -> None:
    run(["git", "init", "--quiet"], bare)
    if origin:
        run(["git", "remote", "add", "origin", origin], bare)
    shown = run(["make", "--silent", "--eval", 'show:;@echo "$${EDIT_URI-none}"', "show"], bare)
    assert shown.stdout.strip() == edit


def test_edit_links_can_be_given() -> None:
    shown = run(
        ["make", "--silent", "--eval", 'show:;@echo "$$EDIT_URI"', "show"], EDIT_URI="https://example.org/edit/"
    )
    assert shown.stdout.strip() == "https://example.org/edit/"


def test_a_build_server_runs_all_tests_once() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert targets(text(".ci/run")) == ["test", "test-slow"]
    assert "test-all: test test-slow" in text("Makefile")


# --- the locks ---


def requirements(lock: str) -> dict[str, str]:
    """Each requirement of a lock, under its name and condition; whatever is not a whole requirement is an error."""
    found = {}
    for line in re.sub(r" *\\\n *", " ", lock).splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            whole = re.fullmatch(r"([a-z0-9-]+)==(\S+)( ; .+?)?((?: --hash=sha256:[0-9a-f]{64})+)", line)
            assert whole, line
            found[f"{whole[1]}{whole[3] or ''}"] = whole[2]
    return found


def names(lock: str) -> set[str]:
    return {requirement.partition(" ")[0] for requirement in requirements(text(lock))}


def needed(specifications: list[str]) -> set[str]:
    return {re.split(r"[<>=~!; \[]", specification)[0] for specification in specifications}


def test_the_site_lock_holds_all_that_the_site_needs() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    assert needed(project["project"]["dependencies"] + project["dependency-groups"]["build"]) <= names(
        "requirements.txt"
    )


def test_the_test_lock_adds_to_the_site_lock_and_changes_nothing() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    assert needed(project["dependency-groups"]["test"]) <= names("requirements-test.txt")
    site, test = requirements(text("requirements.txt")), requirements(text("requirements-test.txt"))
    versions = {(name.partition(" ")[0], version) for name, version in test.items()}
    assert {(name.partition(" ")[0], version) for name, version in site.items()} <= versions


@pytest.mark.parametrize(
    "line", ["mkdocs==1.6.1", "mkdocs>=1.6 --hash=sha256:" + 64 * "0", "--index" + "-url somewhere", "-r other.txt"]
)
def test_a_requirement_without_a_hash_is_seen(line: str) -> None:
    with pytest.raises(AssertionError):
        requirements(line)


def test_the_npm_lock_has_a_hash_for_every_package_and_no_host() -> None:
    lock: dict[str, Any] = json.loads(text("tests/package-lock.json"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if not package.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert lock["packages"][""]["devDependencies"] == json.loads(text("tests/package.json"))["devDependencies"]


def test_no_file_names_a_registry() -> None:
    telling = re.compile(
        rb"registry\.npmjs|pypi\.org/simple|pythonhosted\.org|--(?:find-links|(?:extra-)?index-url)|^\s*registry\s*=",
        re.MULTILINE,
    )
    assert telling.search(b"x\nregistry = somewhere")
    assert telling.search(b"--index" + b"-url x")
    assert [path for path in tracked() if telling.search((ROOT / path).read_bytes())] == []


# --- GitHub ---


def parsed(path: Path) -> Any:
    # Every value stays text, so that the key `on` is not read as a truth value.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but text


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def unpinned(workflow: str) -> list[str]:
    """Each action that is not named by its full commit, with its version as a comment."""
    used = re.findall(r"uses:\s*(.*)", workflow)
    return [use for use in used if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
class TestWorkflow:
    def test_names_each_action_by_its_commit(self, path: Path) -> None:
        assert any("uses" in step for step in steps(parsed(path)))
        assert unpinned(path.read_text(encoding="utf-8")) == []

    def test_only_reads_unless_a_job_says_more(self, path: Path) -> None:
        assert parsed(path)["permissions"] == {"contents": "read"}

    def test_leaves_no_token_in_a_checkout(self, path: Path) -> None:
        checkouts = [step for step in steps(parsed(path)) if step.get("uses", "").startswith("actions/checkout@")]
        assert checkouts
        assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)

    def test_puts_nothing_from_outside_into_a_shell(self, path: Path) -> None:
        assert [step["run"] for step in steps(parsed(path)) if "${{" in step.get("run", "")] == []

    def test_ends_in_time(self, path: Path) -> None:
        assert all(int(job["timeout-minutes"]) <= 45 for job in parsed(path)["jobs"].values())


def test_an_action_without_a_commit_is_seen() -> None:
    commit = 40 * "a"
    assert unpinned(f"uses: a/b@{commit} # v1.2.3\nuses: a/b/c@{commit} # v1.2.3\n") == []
    loose = ["a/b@v1", f"a/b@{commit}", f"a/b@{commit[1:]} # v1.2.3", "./here"]
    assert unpinned("".join(f"- uses: {use}\n" for use in loose)) == loose


def test_each_action_has_one_version() -> None:
    used = {step["uses"] for path in WORKFLOWS for step in steps(parsed(path)) if "uses" in step}
    assert len(used) == len({use.partition("@")[0] for use in used})


PULL_REQUEST = [path for path in WORKFLOWS if path.stem.startswith("pull-request")]


@pytest.mark.parametrize("path", PULL_REQUEST, ids=lambda path: path.stem)
def test_a_pull_request_can_write_nothing_and_sees_no_secret(path: Path) -> None:
    workflow = parsed(path)
    assert set(workflow["on"]) == {"pull_request"}
    assert [name for name, job in workflow["jobs"].items() if "permissions" in job] == []
    assert "secrets." not in path.read_text(encoding="utf-8")


def test_a_fork_is_read_by_the_code_of_the_base_branch() -> None:
    workflow = parsed(ROOT / ".github/workflows/pull-request.yml")
    code, content = (step["with"] for step in workflow["jobs"]["standards"]["steps"][:2])
    assert code["path"] == "code"
    assert code["ref"].endswith("|| github.event.pull_request.base.sha }}")
    assert content["path"] == "content"
    (put,) = [step["run"] for step in workflow["jobs"]["standards"]["steps"] if "mv content" in step.get("run", "")]
    assert re.findall(r"mv (.*)", put) == ["content/standards content/docs code/"]


def test_a_pull_request_is_compared_with_the_edition_from_which_it_started(tmp_path: Path) -> None:
    """The steps of the job, run on two repositories: the base branch went on after the pull request was begun."""
    named = {
        step["name"]: step for step in parsed(ROOT / ".github/workflows/pull-request.yml")["jobs"]["standards"]["steps"]
    }

    def git(*arguments: str, folder: str = "origin") -> str:
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        done = run(["git", *identity, *arguments], tmp_path / folder)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(standard: str, branch: str) -> str:
        git("checkout", "--quiet", "-B", branch)
        (tmp_path / "origin/standards" / standard).write_text(standard)
        for path in (
            "mkdocs.yml",
            "Makefile",
            "generator/competence_standards/build.py",
            "requirements.txt",
            "docs/index.md",
        ):
            (tmp_path / "origin" / path).write_text(standard)
        git("add", "--all")
        git("commit", "--quiet", "--message", standard)
        return git("rev-parse", "HEAD")

    for folder in ("origin/standards", "origin/docs", "origin/generator/competence_standards"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "origin/docs/index.md").touch()
    git("init", "--quiet")
    start = commit("first.yml", "main")
    proposed = commit("proposed.yml", "proposal")
    git("checkout", "--quiet", "main")
    base = commit("later.yml", "main")
    # As actions/checkout does: the code without its past, the pull request with all of it.
    git("clone", "--quiet", "--depth=1", f"file://{tmp_path}/origin", "../code")
    git("clone", "--quiet", "--no-local", ".", "../content")
    git("checkout", "--quiet", proposed, folder="content")

    for step in ("Put the standards and pages in their places", "Find the published edition"):
        done = run(["bash", "-eo", "pipefail", "-c", named[step]["run"]], tmp_path, BASE=base)
        assert done.returncode == 0, done.stderr
    assert git("rev-parse", "published", folder="code") == start
    assert git("ls-tree", "-r", "--name-only", "published", "standards/", folder="code") == "standards/first.yml"
    assert (tmp_path / "code/standards/proposed.yml").exists()
    # Only the standards and the help pages are those of the pull request. What runs is the code of the base branch.
    changed = {path for path in git("ls-files", folder="code").split() if not (tmp_path / "code" / path).exists()}
    others = set(git("ls-files", "--modified", "--others", folder="code").split()) - changed
    assert others == {"standards/proposed.yml", "docs/index.md"}
    assert (tmp_path / "code/mkdocs.yml").read_text() == "later.yml"
    check = next(step["run"] for name, step in named.items() if name.startswith("Check the standards"))
    assert check.endswith("check FORMAT=github BASE=published")


def test_make_check_hands_the_base_over_as_one_argument() -> None:
    shown = run(["make", "--dry-run", "--silent", "check", "BASE=origin/main; touch x", "VENV=python"])
    assert "competence_standards check --format text '--base=origin/main; touch x'" in shown.stdout
    assert "--base" not in run(["make", "--dry-run", "--silent", "check"]).stdout


def with_tests(workflow: dict[str, Any]) -> set[str]:
    """The jobs that run the tests, and with them the packages that only the tests need."""
    run = {name: "\n".join(step.get("run", "") for step in job["steps"]) for name, job in workflow["jobs"].items()}
    return {name for name, script in run.items() if ".ci/run" in script or {"test", "lint"} & set(targets(script))}


def handing_over(workflow: dict[str, Any]) -> set[str]:
    """The jobs that hand a site over, to be published or looked at."""
    return {
        name
        for name, job in workflow["jobs"].items()
        if any(re.match(r"actions/upload-(pages-)?artifact@", step.get("uses", "")) for step in job["steps"])
    }


def unsafe(publish: dict[str, Any]) -> list[str]:
    """Each way in which what is published could depend on a package of the tests, or be published untested."""
    jobs, tests, builds = publish["jobs"], with_tests(publish), handing_over(publish)
    (last,) = [name for name, job in jobs.items() if job.get("permissions", {}).get("pages") == "write"]
    built = [step["run"] for name in builds for step in jobs[name]["steps"] if "run" in step]
    faults = {
        "no job runs the tests": not tests,
        "the site is built on the machine of the tests": bool(tests & builds) or len(builds) != 1,
        "the build runs more than make site": built != ["make site"],
        "something is taken from another job or run": "cache" in str(jobs) or "download-artifact" in str(jobs),
        "the tests can still run when the site is handed over": any(
            set(listed(jobs[name].get("needs"))) != tests for name in builds
        ),
        "publishing does not wait for both": set(listed(jobs[last].get("needs"))) != tests | builds,
        "publishing runs more than its action": any("run" in step for step in jobs[last]["steps"]),
        "a job runs although another failed": any("if" in jobs[name] for name in {*builds, last}),
    }
    return [fault for fault, found in faults.items() if found]


def listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def test_only_the_job_that_publishes_may_write() -> None:
    jobs = parsed(ROOT / ".github/workflows/publish.yml")["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items() if "permissions" in job} == {
        "build": {"contents": "read", "pages": "read"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    assert jobs["test"]["if"] == "github.ref == 'refs/heads/main'"


def test_what_is_published_is_built_apart_from_the_tests() -> None:
    assert unsafe(parsed(ROOT / ".github/workflows/publish.yml")) == []


def test_a_planted_fault_of_publishing_is_found() -> None:
    def planted(change: Callable[[dict[str, Any]], object]) -> list[str]:
        workflow = parsed(ROOT / ".github/workflows/publish.yml")
        change(workflow["jobs"])
        return unsafe(workflow)

    def one_job(jobs: dict[str, Any]) -> None:
        jobs["test"]["steps"] += jobs.pop("build")["steps"]
        jobs["publish"]["needs"] = "test"

    assert "the site is built on the machine of the tests" in planted(one_job)
    for fault, change in {
        "no job runs the tests": lambda jobs: jobs["test"]["steps"].pop(),
        "the build runs more than make site": lambda jobs: jobs["build"]["steps"].insert(0, {"run": "make browser"}),
        "something is taken from another job or run": lambda jobs: jobs["build"]["steps"][1]["with"].update(
            cache="pip"
        ),
        "the tests can still run when the site is handed over": lambda jobs: jobs["build"].pop("needs"),
        "publishing does not wait for both": lambda jobs: jobs["publish"].update(needs="build"),
        "publishing runs more than its action": lambda jobs: jobs["publish"]["steps"].insert(0, {"run": "true"}),
        "a job runs although another failed": lambda jobs: jobs["publish"].update({"if": "always()"}),
    }.items():
        assert fault in planted(change), fault


def test_a_site_is_built_without_what_only_the_tests_need(bare: Path) -> None:
    for name in ("requirements.txt", "requirements-test.txt", "pyproject.toml"):
        (bare / name).touch()
    assert "requirements-test.txt" in run(["make", "--dry-run", "test"], bare).stdout
    shown = run(["make", "--dry-run", "site"], bare)
    assert shown.returncode == 0, shown.stderr
    assert re.findall(r"-r (\S+)", shown.stdout) == ["requirements.txt"]
    assert "npm" not in shown.stdout


def test_the_code_of_a_pull_request_runs_in_no_run_that_keeps_a_site() -> None:
    """Every job of a run can replace what another one kept."""
    workflows = [parsed(path) for path in PULL_REQUEST]
    assert any(map(with_tests, workflows))
    assert any(map(handing_over, workflows))
    assert [workflow["name"] for workflow in workflows if with_tests(workflow) and handing_over(workflow)] == []


def test_what_reviewers_are_told_to_look_at_is_there() -> None:
    told = " ".join(text("SECURITY.md").split())
    workflow = parsed(ROOT / ".github/workflows/pull-request.yml")
    (job,) = workflow["jobs"].values()
    (kept,) = [step["with"]["name"] for step in job["steps"] if "upload-artifact" in step.get("uses", "")]
    assert f"the workflow *{workflow['name']}*, and there the job *{job['name']}*" in told
    assert f"the artefact `{kept}` of that run" in told
    assert f"*{parsed(ROOT / '.github/workflows/pull-request-tests.yml')['name']}* runs the code" in told


def test_what_is_said_to_be_refused_has_the_limits_of_the_reader() -> None:
    told = " ".join(text("SECURITY.md").split())
    assert f"nested more than {MAX_DEPTH} deep" in told
    assert f"more than {STANDARD_LIMIT.bytes // 1024} KiB or {STANDARD_LIMIT.values:,} values for a standard" in told


def unguarded(workflow: dict[str, Any]) -> list[str]:
    """Each way in which a workflow lets a stranger in: by an event, or by a cache that another run has filled."""
    used = [step.get("uses", "") for step in steps(workflow)]
    settings = [name for step in steps(workflow) for name in step.get("with", {})]
    events = set(workflow["on"]) - {"push", "pull_request", "workflow_dispatch"}
    caches = [use for use in used if "cache" in use] + [name for name in settings if "cache" in name]
    tokens = [name for name, job in workflow["jobs"].items() if "id-token" in job.get("permissions", {})]
    return [*sorted(events), *caches, *(name for name in tokens if name != "publish")]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_starts_on_safe_events_and_takes_nothing_from_a_cache(path: Path) -> None:
    assert unguarded(parsed(path)) == []


def test_a_planted_way_in_is_found() -> None:
    planted = {
        "on": {"pull_request_target": ""},
        "jobs": {
            "a": {"permissions": {"id-token": "write"}, "steps": [{"uses": "actions/cache@x"}]},
            "b": {"steps": [{"uses": "actions/setup-python@x", "with": {"cache": "pip"}}]},
        },
    }
    assert unguarded(planted) == ["pull_request_target", "actions/cache@x", "cache", "a"]


def unlocked(commands: str) -> list[str]:
    """Each command that installs a package without comparing its hash, or runs a script of an npm package."""
    installs = re.compile(r"pip install|npm\b.* (ci|install)\b")
    lines = [line for line in commands.splitlines() if installs.search(line)]
    safe = re.compile(
        r"pip install .*(--require-hashes -r|--no-deps --no-build-isolation --editable \.)|npm.* ci .*--ignore-scripts"
    )
    return [line for line in lines if not safe.search(line)]


def test_packages_are_installed_by_their_hashes_and_run_no_script(bare: Path) -> None:
    for name in ("requirements.txt", "requirements-test.txt", "pyproject.toml"):
        (bare / name).touch()
    (bare / "tests").mkdir()
    for name in ("package-lock.json", ".npmrc"):
        (bare / "tests" / name).touch()
    shown = run(["make", "--dry-run", "test"], bare).stdout
    assert shown.count("--require-hashes") == 2
    assert "--ignore-scripts" in shown
    assert unlocked(shown) == []
    assert "ignore-scripts=true" in text("tests/.npmrc").splitlines()
    for loosened in ("--require-hashes ", "--ignore-scripts ", "--no-deps "):
        assert len(unlocked(shown.replace(loosened, ""))) in {1, 2}, loosened


def test_each_workflow_waits_for_its_own_runs_alone() -> None:
    groups = [parsed(path)["concurrency"]["group"] for path in WORKFLOWS]
    assert len(groups) == len(set(groups))


def test_every_kind_of_dependency_is_kept_up_to_date() -> None:
    updates = parsed(ROOT / ".github/dependabot.yml")["updates"]
    assert {(update["package-ecosystem"], update["directory"]) for update in updates} == {
        ("github-actions", "/"),
        ("pip", "/"),
        ("npm", "/tests"),
    }
    assert [update for update in updates if int(update["cooldown"]["default-days"]) < 7] == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_can_be_filled_in(path: Path) -> None:
    form = parsed(path)
    assert form["name"]
    assert form["description"]
    questions = [part for part in form["body"] if part["type"] != "markdown"]
    assert questions
    assert {part["type"] for part in questions} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert all(part["attributes"]["label"] for part in questions)
    identities = [part["id"] for part in questions]
    assert len(identities) == len(set(identities))


def test_there_is_a_form_for_each_kind_of_report() -> None:
    assert [path.stem for path in FORMS] == ["1-correction", "2-new-standard", "3-bug"]
    assert "blank_issues_enabled" in parsed(ROOT / ".github/ISSUE_TEMPLATE/config.yml")


def test_no_issue_form_lists_the_standards() -> None:
    """So a new standard, or one that another organisation publishes, can be reported like any other."""
    names = parsed(ROOT / "standards/suite.yml")["standards"]
    listed = [
        option for path in FORMS for part in parsed(path)["body"] for option in part["attributes"].get("options", [])
    ]
    assert [option for option in map(str, listed) if any(name in option for name in names)] == []


# --- names ---


def test_mkdocs_is_given_the_name_of_the_suite() -> None:
    (name,) = re.findall(r"^site_name: (.+)$", text("mkdocs.yml"), re.MULTILINE)
    assert name == parsed(ROOT / "standards/suite.yml")["title"]


# --- releases ---


def releases() -> dict[str, str]:
    """What CHANGELOG says of each release, under its version, newest first."""
    parts = re.split(r"^## (.+)$", text("CHANGELOG.md"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("release", releases())
def test_each_release_speaks_with_two_voices(release: str) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)|Unreleased", release)
    voices = re.split(r"^### (.+)\n", releases()[release], flags=re.MULTILINE)
    assert voices[1::2] == ["Standards", "Generator"]
    assert all(voice.strip() for voice in voices[2::2])


def test_the_newest_release_is_the_version_of_the_project() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    released = [release for release in releases() if release != "Unreleased"]
    assert released[0].partition(" ")[0] == version
    assert "Unreleased" not in list(releases())[1:]
