"""Find files that are not read although an author may expect it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from competence_standards.problem import Problem, nearest, shown
from competence_standards.read.names import FORMS, GROUPS, VOCABULARIES, VOCABULARY
from competence_standards.read.parse import STANDARD_LIMIT
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext

GIT_ATTRIBUTES = ".gitattributes"
_OURS = re.compile(
    rb"^(?:performance_criteria:|title_origin:|#.*schema/(?:standard|suite|form|"
    + "|".join(VOCABULARIES).encode()
    + rb")\.schema\.json)",
    re.MULTILINE,
)
"""Text that standards and other files of a suite contain."""


def git_attributes(path: Path) -> Problem:
    """Return the error for a file that can make git check out different words from those a reviewer read."""
    message = _("This file can change what git checks out and what it shows to a reviewer.")
    hint = _("Delete the file. Put attributes at the top of the project.")
    return Problem(path.as_posix(), 1, 1, "", message, hint)


def passed_over(path: Path) -> Iterator[Problem]:
    """Yield a note for each folder with unread YAML files, and an error for each git attributes file."""
    for place, folders, files in os.walk(path):
        if GIT_ATTRIBUTES in files:
            yield git_attributes(Path(place, GIT_ATTRIBUTES))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        sources = sum(name.endswith((".yml", ".yaml")) for name in files)
        within = Path(place).relative_to(path).as_posix()
        if sources and within not in (".", VOCABULARY, f"{VOCABULARY}/{GROUPS}", FORMS):
            message = ngettext(
                "The YAML file in this folder is not read.",
                "{number} YAML files in this folder are not read.",
                sources,
            )
            near = nearest(within.lower(), [name for name in (VOCABULARY, FORMS) if not (path / name).exists()])
            hint = _("Move the files that belong to the suite.")
            if near:
                hint = _("Rename the folder to {name}.", name=shown(near))
            yield Problem(Path(place).as_posix(), 1, 1, "", message, hint, "note")


def outside_the_folder(path: Path) -> Iterator[Problem]:
    """Yield a note for each file next to the folder that probably belongs in it."""
    try:
        names = sorted(entry.name for entry in path.parent.iterdir() if entry.name.endswith((".yml", ".yaml")))
        for name in names:
            file = path.parent / name
            # Do not follow links, which can lead to an endless or private file.
            is_small = not file.is_symlink() and file.is_file() and file.stat().st_size <= STANDARD_LIMIT.bytes
            if is_small and not name.startswith(".") and _OURS.search(file.read_bytes()):
                hint = _("Move it to {file}.", file=(path / name).as_posix())
                yield Problem(file.as_posix(), 1, 1, "", _("This file is not read."), hint, "note")
    except OSError:
        # The parent folder is not part of this project.
        return


def no_folder(path: Path) -> list[Problem]:
    """Return the error for a file or link that has the name of a folder."""
    if not path.is_symlink() and (path.is_dir() or not path.exists()):
        return []
    within = path.parent.resolve()
    if path.is_dir() and (path.resolve().is_relative_to(within) or any(path.glob("*.y*ml")) or any(path.glob("*.txt"))):
        return []
    if path.is_symlink():
        message = _("The folder is a link to a place outside {folder}.", folder=within.name)
        return [Problem(path.as_posix(), 1, 1, "", message, _("Copy the folder here instead."))]
    return [Problem(path.as_posix(), 1, 1, "", _("This must be a folder."), _("Rename or delete the file."))]
