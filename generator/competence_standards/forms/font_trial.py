"""Try fonts in processes of their own, because a damaged font can keep Typst busy for hours or end the process."""

import json
import math
import subprocess
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from competence_standards.forms.form import Font
from competence_standards.forms.pdf import families, unprintable

_BUSY = 2.0
"""Seconds of the processor for one font. A font with every Chinese character takes a tenth of one."""
_BUSY_TOGETHER = 6.0
"""The same for all fonts of a suite, because each PDF is made with all of them."""
_PATIENCE = 20
"""Seconds by the clock, on a system that does not limit the processor time of a program."""


def unusable(fonts: Iterable[Path], letters: Collection[str]) -> Iterator[Path]:
    """Yield each font with which no PDF with some letters can be made in time.

    A font that fails counts as one that takes all its time. Once the time for all fonts is over, the rest is not tried.
    """
    left = _BUSY_TOGETHER
    for font in fonts:
        limit = min(_BUSY, left)
        took = _seconds(font, letters, limit)
        if took > limit:
            yield font
        left -= min(took, limit)
        if left <= 0:
            return


def _seconds(font: Path, letters: Collection[str], limit: float) -> float:
    """Return the processor time that a font takes: infinite where no PDF can be made with it."""
    command = [sys.executable, "-m", __name__, str(font.absolute()), str(limit)]
    try:
        tried = subprocess.run(  # noqa: S603 - the command is our own
            command, input=json.dumps(sorted(letters)).encode(), capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return math.inf
    return math.inf if tried.returncode else float(tried.stdout)


def _limit_busy(seconds: float) -> None:
    """Let the system end this process when it was busy for some seconds more. Windows cannot do that."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has no such module

        most = math.ceil(time.process_time() + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))


def _try() -> int:
    fonts = (Font(Path(sys.argv[1]), ""),)
    letters = json.load(sys.stdin)
    _limit_busy(float(sys.argv[2]))
    started = time.process_time()
    if not families(fonts):
        return 1
    unprintable(letters, len(letters), fonts)
    sys.stdout.write(str(time.process_time() - started))
    return 0


if __name__ == "__main__":
    sys.exit(_try())
