"""A command in; what it cost as a whole process out, by the operating system's own account."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# ru_maxrss is in KiB on Linux, in bytes on macOS.
_BYTES = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Cost:
    """What one process took from its start to its end, its interpreter's start and its children included."""

    seconds: float
    """Of CPU: in the program and, for its sake, in the kernel."""
    megabytes: float
    """The most memory that it held at once."""


def run(arguments: list[str], cwd: Path, **environment: str) -> Cost:
    """Run ``python`` with the arguments to its end.

    Whoever calls this holds little memory: the system counts what a process held before it became the command.

    Raises:
        SystemExit: if it fails, with all that it said.
    """
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, **environment, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{said}\npython {' '.join(arguments)} failed.")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _BYTES / 1_000_000)
