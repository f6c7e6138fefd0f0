"""How far a long work is, on one line that is written over and over, where somebody watches."""

import sys


def watched(done: int, total: int) -> None:
    """``12 of 146 documents``, with the end of the line after the last; nothing where the output goes to a file."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{done} of {total} documents{end}")
        sys.stderr.flush()
