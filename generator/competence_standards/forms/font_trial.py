"""Try the fonts of a suite, each in a process of its own."""

import json
import math
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from competence_standards.forms.form import Font
from competence_standards.forms.own_process import OutOfTimeError, limit_busy, run
from competence_standards.forms.pdf import families, unprintable

_BUSY = 2.0
"""Seconds of the processor for one font. A font with every Chinese character takes a tenth of one."""
_BUSY_TOGETHER = 6.0
"""The same for all fonts of a suite, because each PDF is made with all of them."""


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
    given = json.dumps([str(font.absolute()), sorted(letters)]).encode()
    try:
        return float(run(__name__, given, limit))
    except (OutOfTimeError, RuntimeError):
        return math.inf


def _try() -> None:
    path, letters = json.load(sys.stdin)
    fonts = (Font(Path(path), ""),)
    limit_busy()
    started = time.process_time()
    if not families(fonts):
        sys.exit("This is no font.")
    unprintable(letters, len(letters), fonts)
    sys.stdout.write(str(time.process_time() - started))


if __name__ == "__main__":
    _try()
