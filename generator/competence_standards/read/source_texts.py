"""Read the texts from which the words of the standards were taken."""

import re
from collections.abc import Iterator
from pathlib import Path

from competence_standards.problem import Problem, shown
from competence_standards.read.files import bytes_of
from competence_standards.read.parse import STANDARD_LIMIT, decode
from competence_standards.read.syntax import left_by_git
from competence_standards.translation import gettext as _

# A line of seven equals signs may be part of the supplied text.
_SIDE_OF_CONFLICT = re.compile(r"(?m)^[<>]{7} ")


def read_source_texts(path: Path, problems: list[Problem]) -> dict[str, str | None] | None:
    """Return the source texts in a folder by file name, or None if there is no such folder.

    Args:
        path: The folder.
        problems: Problems are added to this list. The text of such a file is None.
    """
    if not path.is_dir():
        return None
    problems += _no_source_texts(path)
    found: dict[str, str | None] = {}
    names: dict[str, str] = {}
    for file in sorted(path.glob("*.txt")):
        if (other := names.setdefault(file.name.casefold(), file.name)) != file.name:
            message = _(
                "The name differs from {file} only in capital letters. Some computers cannot have both.",
                file=shown(other),
            )
            problems.append(Problem(file.as_posix(), 1, 1, "", message, _("Rename or delete one of the files.")))
        data = bytes_of(file, path.parent, STANDARD_LIMIT)
        text = data if isinstance(data, list) else decode(data, file.as_posix())
        if isinstance(text, str) and (left := _SIDE_OF_CONFLICT.search(text)):
            text = left_by_git(text, left.start(), file.as_posix())
        if not isinstance(text, str):
            problems += text if isinstance(text, list) else [text]
        found[file.name] = text if isinstance(text, str) else None
    return found


def _no_source_texts(path: Path) -> Iterator[Problem]:
    """Yield a note for each file in the source texts' folder that is not a text file."""
    for file in sorted(path.iterdir()):
        # Folders and YAML files get a different note.
        if file.name.startswith(".") or file.suffix in (".txt", ".yml", ".yaml") or not file.is_file():
            continue
        has_text = file.with_suffix(".txt").exists()
        save = _("Save its text as a .txt file, with a name such as welcome-visitors.txt.")
        hint = _("Delete it.") if has_text else save
        yield Problem(file.as_posix(), 1, 1, "", _("This file is not read."), hint, "note")
