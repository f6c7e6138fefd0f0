"""Allow one build at a time in each folder."""

import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl


class FolderLock:
    """Reserves a folder for one build at a time. Other builds wait until this process releases it or ends.

    The operating system locks the folder itself, so there is no lock file. Windows does not have such locks, so do not
    run two builds into one folder at the same time there.
    """

    def __init__(self) -> None:
        self._held: int | None = None

    def take(self, folder: Path) -> None:
        """Make the folder if it is missing, and wait until it is free.

        Raises:
            OSError: if the folder cannot be made or opened.
        """
        self.release()
        folder.mkdir(parents=True, exist_ok=True)
        if sys.platform == "win32":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError:
            # Some network drives do not support locks. A single build works without one.
            os.close(descriptor)
            return
        self._held = descriptor

    def release(self) -> None:
        """Release the folder for other builds."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
