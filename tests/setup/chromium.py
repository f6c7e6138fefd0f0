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
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


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


def ways_to_install() -> Iterator[list[list[str]]]:
    """The commands of each way that this machine allows, best first."""
    root = os.geteuid() == 0
    # Only Debian has Chromium as a package: Ubuntu's is a snap, which a container cannot run.
    if root and shutil.which("apt-get") and system() == "debian":
        yield packages("chromium")
    with_libraries = ["--with-deps"] if root else []
    yield [[sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"]]


def packages(name: str) -> list[list[str]]:
    return [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", name]]


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


def install() -> Path | None:
    """Try each way in turn; the browser of the first that works."""
    for commands in ways_to_install():
        print("Installing Chromium for the browser tests:", commands[-1][0], *commands[-1][1:], flush=True)
        if all(succeeds(command) for command in commands) and (browser := find()):
            return browser
    return None


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
    status = 0 if find() else without_browser()
    if status == 0 and lacks_letters() and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing letters as wide as Arial's: fonts-liberation", flush=True)
        return 0 if all(succeeds(command) for command in packages("fonts-liberation")) else 1
    return status


def without_browser() -> int:
    """Install one, or say what to do. The exit status."""
    if named := os.environ.get("CHROMIUM"):
        print(f"CHROMIUM names {named}, which does not run.", file=sys.stderr)
        return 1
    if install():
        return 0
    print(
        "The browser tests need Chromium, and none could be installed. Install Chromium or Google Chrome yourself,\n"
        "or name one that you have: CHROMIUM=/path/to/chromium make test",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
