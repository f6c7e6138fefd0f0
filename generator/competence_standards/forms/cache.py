"""Documents in; where each is kept out. What was made before, of the same words by the same program, is not made again.

Each lies in one folder, under a name that is a digest of all that it is made of. The folder may be deleted at any time.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from competence_standards.documents.document import Archive, Document
from competence_standards.documents.write import write
from competence_standards.forms import Download
from competence_standards.translation.catalogues import fingerprint

Progress = Callable[[int, int], None]
"""Told how many documents are made, and of how many."""
_FEW = 4
"""So many are made sooner than other processes have started."""
_PROGRAMS = ("babel", "font-source-sans-pro", "jinja2", "typst", "xlsxwriter")
_ROOMS = ("documents", "forms", "translation")


def kept(wanted: Sequence[Document | Archive], folder: Path, progress: Progress) -> list[Download]:
    """Make what is not there yet. An archive's own documents must be wanted too.

    Raises:
        OSError: if the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    present = {path.name for path in folder.iterdir()}
    names = {one: _name(one) for one in wanted}
    missing = [one for one in names if isinstance(one, Document) and names[one] not in present]
    archives = [one for one in names if isinstance(one, Archive) and names[one] not in present]
    total = len(missing) + len(archives)
    for number, _ in enumerate(_made(missing, folder), start=1):
        progress(number, total)
    for number, one in enumerate(archives, start=len(missing) + 1):
        _pack(one, folder)
        progress(number, total)
    return [_download(one, folder / name) for one, name in names.items()]


def prune(folder: Path, wanted: Iterable[Download]) -> None:
    """Remove from the folder whatever is not among these."""
    names = {one.kept.name for one in wanted}
    for path in folder.iterdir():
        # A hidden one may just be written by another build.
        if path.name not in names and not path.name.startswith("."):
            path.unlink(missing_ok=True)


def _made(missing: list[Document], folder: Path) -> Iterator[Path]:
    if len(missing) <= _FEW:
        yield from (_make(document, folder) for document in missing)
        return
    # Begun anew, not copied: a copy of a program that has threads may wait for ever.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
        tasks = [workers.submit(_make, document, folder) for document in missing]
        yield from (task.result() for task in as_completed(tasks))


def _make(document: Document, folder: Path) -> Path:
    from competence_standards.documents.make import make  # noqa: PLC0415 - takes longer to load than all the rest

    path = folder / _name(document)
    write(folder, path.name, make(document))
    return path


def _pack(one: Archive, folder: Path) -> None:
    from competence_standards.documents.make import archive  # noqa: PLC0415

    write(folder, _name(one), archive(one, lambda document: (folder / _name(document)).read_bytes()))


def _name(one: Document | Archive) -> str:
    made_of: Iterable[object]
    if isinstance(one, Document):
        # A pack of a single form says that it is one.
        made_of = (one.pack, fingerprint(one.sheets[0].lang), *one.sheets)
    else:
        made_of = [(document.file, _name(document)) for document in one.documents]
    digest = hashlib.sha256(_program())
    digest.update("\n".join(map(repr, made_of)).encode())
    return f"{digest.hexdigest()[:32]}.{one.file.rpartition('.')[2]}"


@cache
def _program() -> bytes:
    """A digest of all that makes documents: our own rooms and the programs that they use."""
    digest = hashlib.sha256()
    here = Path(__file__).parents[1]
    for path in sorted(
        path for room in _ROOMS for path in (here / room).rglob("*") if path.is_file() and path.suffix != ".pyc"
    ):
        digest.update(f"{path.name}\n".encode() + path.read_bytes())
    for program in _PROGRAMS:
        digest.update(f"{program} {version(program)}\n".encode())
    return digest.digest()


def _download(one: Document | Archive, path: Path) -> Download:
    form = one.sheets[0].id if isinstance(one, Document) and not one.pack else None
    return Download(one.file, one.standard, form, path)
