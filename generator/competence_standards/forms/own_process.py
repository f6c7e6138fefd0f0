"""Run a part of this program in a process of its own.

A font of a suite can keep Typst busy for hours, or end the process.
"""

import math
import subprocess
import sys
import time

_START, _SLOWEST = 20, 10
"""Seconds by the clock: for the start, and for each second of the processor. They count where a system limits none."""


class OutOfTimeError(Exception):
    """The process was busy for too long, or the system ended it."""


def run(module: str, given: bytes, seconds: float) -> bytes:
    """Return what a module of this program makes of the input, when it is run as a program that calls ``limit_busy``.

    Raises:
        OutOfTimeError: if the process takes too long, or crashes.
        RuntimeError: if it stops with an error. The message is its last line.
    """
    command = [sys.executable, "-m", module, str(seconds)]
    try:
        ran = subprocess.run(  # noqa: S603 - the command is our own
            command, input=given, capture_output=True, timeout=_START + _SLOWEST * seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise OutOfTimeError from error
    if ran.returncode < 0:
        raise OutOfTimeError
    if ran.returncode:
        raise RuntimeError(ran.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    return ran.stdout


def limit_busy() -> None:
    """Let the system end this process when it was busy for as long as ``run`` allows. Windows cannot do that."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has no such module

        most = math.ceil(time.process_time() + float(sys.argv[1]))
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
