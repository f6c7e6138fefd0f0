"""A copy of the project in; its preview out, running as an author runs it, to be edited and read."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from competence_standards.publish.preview.watch import Mark, snapshot

ROOT = Path(__file__).parents[1]
SOURCES = ("standards", "schema", "generator", "docs", "mkdocs.yml")
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "EDIT_URI": "", "PYTHONDONTWRITEBYTECODE": "1", "DOCUMENTS_DIR": ""}


def copy_project(into: Path) -> None:
    """Copy all that the site is made of into a new folder, but the source texts: a test may edit any words."""
    for source in SOURCES:
        if (ROOT / source).is_dir():
            left_out = shutil.ignore_patterns("__pycache__", "source-texts")
            shutil.copytree(ROOT / source, into / source, ignore=left_out)
        else:
            shutil.copy(ROOT / source, into / source)


def edit(file: Path, old: str, new: str) -> None:
    """Write other words into a file, once."""
    text = file.read_text("utf-8")
    assert old in text, file
    file.write_text(text.replace(old, new, 1), "utf-8")


class Preview:
    """A running `standards serve`."""

    def __init__(self, address: str, checkout: Path, log: Path) -> None:
        self.address, self.checkout, self.log = address, checkout, log
        self.wrong = False
        self.shown: Mapping[str, Mark] = {}
        """The sources when the last error went: the pages are made from them."""

    def get(self, page: str) -> str:
        """A page as it is now."""
        with urllib.request.urlopen(self.address + page, timeout=10) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())

    def state(self) -> Any:
        """What the script on each page is told."""
        return json.loads(self.get(".preview/state"))

    def until(self, page: str, condition: Callable[[str], bool], seconds: float = 20) -> float:
        """How long it takes, in seconds, until the page is as it should be.

        Raises:
            TimeoutError: if it never is, with all that the server said.
        """
        start = time.monotonic()
        while time.monotonic() < start + seconds:
            try:
                if condition(self.get(page)):
                    return time.monotonic() - start
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                pass
            time.sleep(0.02)
        raise TimeoutError(f"{page} did not change in {seconds} s:\n{self.log.read_text('utf-8')}")

    def settled(self) -> None:
        """Wait until the pages are made from the sources as they are now, and nothing is wrong with them."""
        page = self.checkout / "docs/accessibility.md"
        mark = f"Mark {time.monotonic_ns()}."
        page.write_text(f"{re.sub('Mark [0-9]+[.]', '', page.read_text('utf-8')).rstrip()}\n\n{mark}\n", "utf-8")
        self.until("accessibility/", lambda text: mark in text)
        assert self.state()["told"] == []

    def until_told(self, words: str) -> Any:
        """The state, once its messages hold these words; once there is no message, if there are no words."""
        self.until(".preview/state", lambda state: words in state if words else '"told": []' in state)
        if self.wrong and not words:
            self.shown = snapshot([self.checkout])
        self.wrong = bool(words)
        return self.state()


def program_of(checkout: Path) -> dict[str, str]:
    """Return the environment in which a command runs the program of a copy of the project, not of this one."""
    return {**QUIET, "PYTHONPATH": str(checkout / "generator")}


@contextmanager
def serving(checkout: Path, at: str = "http://127.0.0.1:0/") -> Iterator[Preview]:
    """Run the server in a copy of the project. It must still be alive at the end."""
    log = checkout.parent / "serve.log"
    with log.open("w") as output:
        command = [sys.executable, "-m", "competence_standards", "serve", "--address", at.split("/")[2]]
        process = subprocess.Popen(command, cwd=checkout, env=program_of(checkout), stdout=output, stderr=output)
        try:
            yield Preview(_address(process, log), checkout, log)
            assert process.poll() is None, log.read_text("utf-8")
            assert "Traceback" not in log.read_text("utf-8")
        finally:
            process.terminate()
            process.wait(10)


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    start = time.monotonic()
    while time.monotonic() < start + 20 and process.poll() is None:
        if found := re.search(r"The preview is at (\S+)", log.read_text("utf-8")):
            return found[1]
        time.sleep(0.05)
    raise TimeoutError(log.read_text("utf-8"))
