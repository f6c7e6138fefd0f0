"""A repository of Git with a suite in it, as it is published."""

import shutil
import subprocess
from pathlib import Path


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def publish(suite: Path, into: Path) -> Path:
    """A repository with a suite in it, of which the first commit is called ``published``."""
    shutil.copytree(suite, into / "standards")
    git("init", "--quiet", str(into))
    git("-C", str(into), "add", "--all")
    git("-C", str(into), "commit", "--quiet", "--message", "Publish")
    git("-C", str(into), "tag", "published")
    return into
