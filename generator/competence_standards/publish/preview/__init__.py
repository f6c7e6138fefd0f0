"""Preview the site while its sources are edited: build, serve, watch, and update each browser.

Each build goes to a new folder, and is shown when it is complete. After a failed build the last complete build stays,
and its pages show the errors.
"""

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from competence_standards.problem import Invalid
from competence_standards.publish.preview.grouped import grouped
from competence_standards.publish.preview.mkdocs_site import Builder
from competence_standards.publish.preview.server import Address, Refused, Server, State
from competence_standards.publish.preview.watch import Mark, snapshot
from competence_standards.translation import gettext as _
from competence_standards.translation.locale import decimal

__all__ = ["Address", "Refused", "serve"]

_PAUSE = 0.2
"""Seconds between checks of the sources."""
_SETTLE = 0.1
"""Seconds without a change after which a save counts as complete."""
_PATIENCE = 20
"""Maximum times to wait for a save that is still in progress."""


def serve(config: Path, address: Address | None, say: Callable[[str], None]) -> None:
    """Build and serve the site until the program is interrupted.

    Args:
        config: The site's ``mkdocs.yml``.
        address: Where to serve. None for the address in ``mkdocs.yml``.
        say: Receives each line for the terminal.

    Raises:
        Refused: if the address cannot be used, or no temporary folder can be made.
    """
    builder = Builder(config)
    state = State()
    with Server(address or Address.parse(builder.address()), state) as server:
        builder.serve_url = server.url
        try:
            folder = TemporaryDirectory(prefix="standards-preview-", ignore_cleanup_errors=True)
        except OSError as error:
            reason = error.strerror or error
            raise Refused(_("The preview needs a folder for temporary files: {reason}", reason=reason)) from None
        with folder as top:
            ready = _("The preview is at {address} Stop it with Ctrl+C.", address=server.url)
            _follow(builder, state, Path(top), say, ready)


def _follow(builder: Builder, state: State, top: Path, say: Callable[[str], None], ready: str) -> None:
    numbers = count(1)
    before = snapshot(builder.watched)
    _build(builder, state, top / str(next(numbers)), say)
    say(ready)
    seen = _as_built(before, builder.watched)
    while True:
        time.sleep(_PAUSE)
        now = snapshot(builder.watched)
        if now == seen:
            continue
        for __ in range(_PATIENCE):
            time.sleep(_SETTLE)
            before, now = now, snapshot(builder.watched)
            if now == before:
                break
        _build(builder, state, top / str(next(numbers)), say)
        seen = _as_built(now, builder.watched)


def _as_built(before: Mapping[str, Mark], watched: Sequence[Path]) -> Mapping[str, Mark]:
    """Return the files that a build used: those known before, and those that it found."""
    now = snapshot(watched)
    # A file that changed or disappeared during the build keeps its old mark, so that the next check notices it.
    return {**now, **{path: mark for path, mark in before.items() if path in now or not Path(path).exists()}}


def _build(builder: Builder, state: State, into: Path, say: Callable[[str], None]) -> None:
    old = state.site
    start = time.monotonic()
    try:
        site = builder.build(into)
    except Invalid as invalid:
        shutil.rmtree(into, ignore_errors=True)
        state.failed(grouped(invalid.problems, old))
        for problem in invalid.problems:
            say(problem.as_text())
        say(_("{problems}. The pages do not change until you fix this.", problems=state.summary))
        return
    state.built(site, grouped(site.problems, site))
    for problem in site.problems:
        say(problem.as_text())
    say(_("Built in {seconds} s.", seconds=decimal(time.monotonic() - start, 1)))
    if old:
        # Remove only older builds, because a browser may still be reading from the last one.
        for folder in into.parent.iterdir():
            if folder not in {old.folder, site.folder}:
                shutil.rmtree(folder, ignore_errors=True)
