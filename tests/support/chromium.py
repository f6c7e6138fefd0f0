"""Finds the Chromium that the browser tests drive; run as a program, installs one where there is none, and its letters.

It knows of machines (PATH, apt, Playwright's own browsers) and nothing of the site or its tests.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

AS_WIDE_AS_ARIAL = ("Arial", "Arimo", "Helvetica", "Liberation Sans", "Nimbus Sans")
# Chromium without a window: the others make one for each profile, headless or not, and take twice as long over it.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> Path | None:
    """The first browser that runs: the one named by CHROMIUM, else one on PATH, else Playwright's own."""
    return next((browser for browser in candidates() if runs(browser)), None)


def candidates() -> Iterator[Path]:
    if named := os.environ.get("CHROMIUM"):
        yield Path(named)
        return  # whoever names one does not want another
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)
    # A thread of its own: Playwright may be at work already in the one that asks.
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield thread.submit(_of_playwright).result()


def _of_playwright() -> Path:
    # Imported late: a machine with a Chromium of its own need not start Playwright to find it.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def runs(browser: Path) -> bool:
    """Whether it starts. Ubuntu's /usr/bin/chromium-browser may be a script that only advises to install a snap."""
    try:
        return subprocess.run([browser, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def packages(name: str) -> list[list[str]]:
    return [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", name]]


def installs_packages() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def lacks_letters() -> bool:
    """Whether text that asks for Arial is set wider here: then a form takes more sheets than the tests count."""
    if not shutil.which("fc-match"):
        return False
    found = subprocess.run(
        ["fc-match", "--format=%{family}", "Arial"], capture_output=True, text=True, timeout=60, check=False
    )
    return not any(name in found.stdout for name in AS_WIDE_AS_ARIAL)


def system() -> str:
    try:
        return platform.freedesktop_os_release()["ID"]
    except OSError:
        return platform.system().lower()


def install(program: str, *commands: list[str]) -> bool:
    print(f"Installing for the browser tests: {program}", flush=True)
    return all(succeeds(command) for command in commands)


def succeeds(command: list[str]) -> bool:
    """Run it quietly, and show what it said only if it fails."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    return done.returncode == 0


def main() -> int:
    named = os.environ.get("CHROMIUM")
    # Only Debian has Chromium as a package: Ubuntu's is a snap, which a container cannot run.
    if not named and not shutil.which(SHELL) and installs_packages() and system() == "debian":
        install(SHELL, *packages(SHELL))
    status = 0 if find() else without_browser(named)
    if status == 0 and lacks_letters() and installs_packages():
        return 0 if install("letters as wide as Arial's", *packages("fonts-liberation")) else 1
    return status


def without_browser(named: str | None) -> int:
    """Install Playwright's own, or say what to do. The exit status."""
    if named:
        print(f"CHROMIUM names {named}, which does not run.", file=sys.stderr)
        return 1
    with_libraries = ["--with-deps"] if os.geteuid() == 0 else []
    command = [sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"]
    if install("Playwright's Chromium", command) and find():
        return 0
    print(
        "The browser tests need Chromium, and none could be installed. Install Chromium or Google Chrome yourself,\n"
        "or name one that you have: CHROMIUM=/path/to/chromium make test",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
