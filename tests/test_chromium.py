"""The finder of the browser, on machines made of stub commands."""

from pathlib import Path

import pytest

from tests.support import chromium


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing on its PATH but `bin`, and no browser from Playwright."""
    commands = tmp_path / "bin"
    commands.mkdir()
    monkeypatch.setenv("PATH", str(commands))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "system", lambda: "debian")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("sys.executable", str(commands / "python"))
    return commands


def command(path: Path, script: str = "exit 0") -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def installs(browser: Path, log: Path) -> str:
    """A script which notes its arguments and leaves a browser behind when told to install."""
    return f"""echo "$(/usr/bin/basename $0) $*" >> {log}
case "$*" in *install*) printf '#!/bin/sh\\n' > {browser}; /bin/chmod +x {browser};; esac"""


def test_a_named_browser_is_preferred_to_one_on_the_path(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(machine / "chromium")
    named = command(machine / "my-browser")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert chromium.find() == named


def test_a_named_browser_that_does_not_run_is_an_error_and_nothing_is_installed(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command(machine / "chromium")
    monkeypatch.setenv("CHROMIUM", str(machine / "gone"))
    assert chromium.main() == 1
    assert "gone, which does not run" in capsys.readouterr().err


@pytest.mark.parametrize("name", chromium.NAMES)
def test_a_browser_on_the_path_is_found(machine: Path, name: str) -> None:
    assert chromium.find() is None
    command(machine / name)
    assert chromium.find() == machine / name


def test_a_stub_that_does_not_run_is_passed_over(machine: Path) -> None:
    command(machine / "chromium-browser", "echo 'Please install the snap'; exit 1")
    chrome = command(machine / "google-chrome")
    assert chromium.find() == chrome


def test_root_on_debian_installs_the_package_once_even_beside_another_browser(machine: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    command(machine / "chromium")
    command(machine / "apt-get", installs(machine / chromium.SHELL, log))
    for _ in range(2):
        assert chromium.main() == 0
    assert chromium.find() == machine / chromium.SHELL
    assert log.read_text().splitlines() == [
        "apt-get update",
        "apt-get install --yes --no-install-recommends chromium-headless-shell",
    ]


def test_where_the_package_fails_a_browser_that_is_there_will_do(machine: Path) -> None:
    command(machine / "apt-get", "exit 100")
    there = command(machine / "chromium")
    assert chromium.main() == 0
    assert chromium.find() == there


@pytest.mark.parametrize(("font", "installed"), [("DejaVu Sans", True), ("Liberation Sans", False)])
def test_letters_as_wide_as_arial_are_installed_where_they_lack(
    machine: Path, tmp_path: Path, font: str, installed: bool
) -> None:
    log = tmp_path / "log"
    command(machine / chromium.SHELL)
    command(machine / "apt-get", f'echo "$*" >> {log}')
    command(machine / "fc-match", f"echo {font}")
    assert chromium.main() == 0
    assert (log.exists() and "fonts-liberation" in log.read_text()) is installed


@pytest.mark.parametrize(("system", "user", "flags"), [("ubuntu", 0, "--with-deps "), ("debian", 1000, "")])
def test_elsewhere_playwright_installs_its_own(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, user: int, flags: str
) -> None:
    monkeypatch.setattr(chromium, "system", lambda: system)
    monkeypatch.setattr("os.geteuid", lambda: user)
    log = tmp_path / "log"
    command(machine / "apt-get", "exit 1")
    command(machine / "python", installs(machine / "chromium", log))
    assert chromium.main() == 0
    assert log.read_text().splitlines() == [f"python -m playwright install {flags}chromium"]


def test_when_the_package_fails_playwright_is_tried(machine: Path, tmp_path: Path) -> None:
    command(machine / "apt-get", "exit 100")
    command(machine / "python", installs(machine / "chromium", tmp_path / "log"))
    assert chromium.main() == 0


def test_when_nothing_works_the_message_says_what_to_do(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command(machine / "apt-get", "echo no such package; exit 100")
    command(machine / "python", "echo no network; exit 1")
    assert chromium.main() == 1
    told = capsys.readouterr().err
    assert "no such package" in told
    assert "no network" in told
    assert "CHROMIUM=/path/to/chromium make test" in told
