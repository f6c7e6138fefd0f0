"""Check the files for changes to the sources.

Polls the sources by path. This notices a folder that is moved away and back, which a watch on the folder itself would
miss.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Mark = tuple[int, int, int]
"""Time of the last change, size and inode. At least one differs after any kind of save."""


def snapshot(roots: Iterable[Path]) -> Mapping[str, Mark]:
    """Return the mark of each existing file in some files and folders."""
    return {path: (status.st_mtime_ns, status.st_size, status.st_ino) for path, status in _files(roots)}


def _files(roots: Iterable[Path]) -> Iterator[tuple[str, os.stat_result]]:
    for root in roots:
        if root.is_dir():
            yield from _inside(str(root))
        else:
            try:
                yield str(root), root.stat()
            except OSError:
                continue


def _inside(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except OSError:
        return
    for entry in found:
        # Editors write temporary files next to the edited file.
        if entry.name.startswith((".", "__pycache__", "#")) or entry.name.endswith("~"):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _inside(entry.path)
            else:
                yield entry.path, entry.stat()
        except OSError:
            continue
