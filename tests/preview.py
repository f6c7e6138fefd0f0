"""A copy of the project in; its preview out, running as an author runs it, to be edited and read."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ("standards", "schema", "generator", "docs", "mkdocs.yml")
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "EDIT_URI": "", "PYTHONDONTWRITEBYTECODE": "1", "DOCUMENTS_DIR": ""}


def copy_project(into: Path) -> None:
    """Copy all that the site is made of into a new folder."""
    for source in SOURCES:
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, into / source, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, into / source)


def edit(file: Path, old: str, new: str) -> None:
    """Write other words into a file, once."""
    text = file.read_text("utf-8")
    assert old in text, file
    file.write_text(text.replace(old, new, 1), "utf-8")


class Preview:
    """A running `mkdocs serve`."""

    def __init__(self, address: str, log: Path) -> None:
        self.address, self.log = address, log

    def get(self, page: str) -> str:
        """A page as it is now: the server lets its reader wait while it builds."""
        with urllib.request.urlopen(self.address + page, timeout=10) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())

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


@contextmanager
def serving(checkout: Path) -> Iterator[Preview]:
    """Run the server in a copy of the project. It must still be alive at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = checkout.parent / "serve.log"
    with log.open("w") as output:
        command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
        process = subprocess.Popen(command, cwd=checkout, env=QUIET, stdout=output, stderr=output)
        try:
            preview = Preview(f"http://127.0.0.1:{port}/", log)
            preview.until("", lambda page: "</html>" in page)
            yield preview
            assert process.poll() is None, log.read_text("utf-8")
        finally:
            process.terminate()
            process.wait(10)
