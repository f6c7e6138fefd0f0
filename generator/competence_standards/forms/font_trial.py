"""Try a font in a process of its own, because a damaged font can keep Typst busy for hours or end the process."""

import json
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from competence_standards.forms.form import Font
from competence_standards.forms.pdf import families, unprintable

_PATIENCE = 20
"""Seconds. A font with every Chinese character takes less than one."""


def is_usable(font: Path, letters: Collection[str]) -> bool:
    """Tell whether a PDF with some letters can be made with a font."""
    command = [sys.executable, "-m", __name__, str(font.absolute())]
    try:
        tried = subprocess.run(  # noqa: S603 - the command is our own
            command, input=json.dumps(sorted(letters)).encode(), capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return tried.returncode == 0


def _try() -> int:
    fonts = (Font(Path(sys.argv[1]), ""),)
    if not families(fonts):
        return 1
    letters = json.load(sys.stdin)
    unprintable(letters, len(letters), fonts)
    return 0


if __name__ == "__main__":
    sys.exit(_try())
