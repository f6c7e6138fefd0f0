"""Make documents, and keep them in a folder, so that a build makes only those that have changed.

The name of each file is a digest of everything that it is made of. The folder can be deleted at any time.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from competence_standards.forms.documents import Archive, Document
from competence_standards.forms.download import Download
from competence_standards.render.making import making
from competence_standards.translation.catalogues import fingerprint
from competence_standards.write import write

Progress = Callable[[int, int], None]
"""Receives how many documents are made, and how many there will be."""
_FEW = 4
"""This many documents are made sooner than other processes start."""
_LIBRARIES = ("babel", "font-source-sans-pro", "jinja2", "pikepdf", "typst", "xlsxwriter")
_FOLDERS = ("forms", "translation")


def cached(wanted: Sequence[Document | Archive], folder: Path, progress: Progress) -> list[Download]:
    """Return where each document is, and make those that are missing. The documents of an archive must be wanted too.

    Raises:
        Invalid: if a document cannot be made.
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
    """Remove all files from the folder except these."""
    names = {one.path.name for one in wanted}
    for path in folder.iterdir():
        # Another build may be writing a hidden file.
        if path.name not in names and not path.name.startswith("."):
            path.unlink(missing_ok=True)


def _made(missing: list[Document], folder: Path) -> Iterator[Path]:
    if len(missing) <= _FEW:
        for document in missing:
            with making(document.file, document.forms[0].file):
                made = _make(document, folder)
            yield made
        return
    # Use spawn: forking a process with threads can deadlock.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
        tasks = {workers.submit(_make, document, folder): document for document in missing}
        try:
            for task in as_completed(tasks):
                with making(tasks[task].file, tasks[task].forms[0].file):
                    made = task.result()
                yield made
        finally:
            # After an error, the documents that nobody has begun are not made.
            workers.shutdown(cancel_futures=True)


def _make(document: Document, folder: Path) -> Path:
    from competence_standards.forms.make import make  # noqa: PLC0415 - takes longer to load than all the rest

    path = folder / _name(document)
    write(folder, path.name, make(document))
    return path


def _pack(one: Archive, folder: Path) -> None:
    from competence_standards.forms.make import archive  # noqa: PLC0415

    write(folder, _name(one), archive(one, lambda document: (folder / _name(document)).read_bytes()))


def _name(one: Document | Archive) -> str:
    made_of: Iterable[object]
    if isinstance(one, Document):
        # The title of a pack is another, even if it has one form.
        made_of = (one.pack, fingerprint(one.forms[0].lang), *one.forms)
    else:
        made_of = [(document.file, _name(document)) for document in one.documents]
    digest = hashlib.sha256(_program())
    digest.update("\n".join(map(repr, made_of)).encode())
    return f"{digest.hexdigest()[:32]}.{one.file.rpartition('.')[2]}"


@cache
def _program() -> bytes:
    """Return a digest of everything that makes documents: our own code, and the libraries that it uses."""
    digest = hashlib.sha256()
    here = Path(__file__).parents[1]
    paths = sorted(path for folder in _FOLDERS for path in (here / folder).rglob("*") if path.is_file())
    for path in (path for path in paths if path.suffix != ".pyc"):
        digest.update(f"{path.name}\n".encode() + path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.digest()


def _download(one: Document | Archive, path: Path) -> Download:
    form = one.forms[0].id if isinstance(one, Document) and not one.pack else None
    return Download(one.file, one.standard, form, path)
