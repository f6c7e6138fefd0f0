"""Tell by a look at the files whether any source has changed.

The sources are looked at again and again, by path. So a folder that is moved away and comes back is noticed, which a
watch that hangs on the folder itself would miss.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Mark = tuple[int, int, int]
"""Time of the last change, size and inode: what differs after any kind of save."""


def snapshot(roots: Iterable[Path]) -> Mapping[str, Mark]:
    """Return the mark of each file among some files and folders; what does not exist is left out."""
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
        # Editors write their own files beside the one that is edited.
        if entry.name.startswith((".", "__pycache__", "#")) or entry.name.endswith("~"):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _inside(entry.path)
            else:
                yield entry.path, entry.stat()
        except OSError:
            continue
