"""Show how many documents are made."""

import sys


def show_progress(done: int, total: int) -> None:
    """Write ``12 of 146 documents`` over the last such line. If the output goes to a file, write nothing."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{done} of {total} documents{end}")
        sys.stderr.flush()
