"""Write a file completely or not at all, and never through a link."""

import secrets
from collections.abc import Mapping
from pathlib import Path


def write(folder: Path, name: str, content: bytes) -> None:
    """Write a file below a folder, and the folders that lead to it.

    The folder itself may be a link, because its user named it. A link below it could lead anywhere.

    Args:
        folder: The folder to write below.
        name: The path of the file from there.
        content: The bytes of the file.

    Raises:
        OSError: if it cannot be written, or if a folder on the way to it is a link.
    """
    path = folder / name
    for parent in map(folder.joinpath, path.relative_to(folder).parents[:-1]):
        if parent.is_symlink():
            raise OSError(
                f"{parent.as_posix()} is a link to another folder. Delete the link, or write into a new folder."
            )
    path.parent.mkdir(parents=True, exist_ok=True)
    # The file gets its name when it is complete, so an interrupted run leaves no partial file. Until then it has a name
    # that nobody knows, so nobody can put a link there.
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_all(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Write several files below a folder. If one of them cannot be written, put the others back.

    Args:
        folder: The folder to write below.
        files: The content of each file by its path from there. None deletes the file.

    Raises:
        OSError: if a file cannot be read, written or deleted.
    """
    before = {name: path.read_bytes() if (path := folder / name).exists() else None for name in files}
    done: list[str] = []
    try:
        for name, content in files.items():
            done.append(name)
            _put(folder, name, content)
    except BaseException:
        for name in done:
            _put(folder, name, before[name])
        raise


def _put(folder: Path, name: str, content: bytes | None) -> None:
    if content is None:
        (folder / name).unlink(missing_ok=True)
    else:
        write(folder, name, content)
