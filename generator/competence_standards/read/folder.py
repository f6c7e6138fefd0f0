"""A folder of source files in; every source in it out, with a problem for each file that cannot be one."""

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from competence_standards.problem import Problem, did_you_mean, errors, nearest, shown
from competence_standards.prose import figures, listed
from competence_standards.read.parse import STANDARD_LIMIT, Limit, decode, parse
from competence_standards.read.source import Source
from competence_standards.read.syntax import left_by_git
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext

VOCABULARY_LIMIT = Limit(bytes=6 * 1024 * 1024, values=300_000)
"""What a thousand standards share."""
LOGO_LIMIT = Limit(bytes=100_000, values=0)
"""A logo is on every page."""
CATALOGUE_LIMIT = Limit(bytes=2 * 1024 * 1024, values=0)
"""Four times all messages with their translations."""
SUITE_FILE = "suite.yml"
VOCABULARY = "vocabulary"
VOCABULARIES = (
    "themes",
    "glossary",
    "correspondences",
    "rating-scale",
    "assessment-methods",
    "role-words",
    "decision-words",
)
"""The files, without ending, of what the standards share. Each may be left out."""
FORMS = "forms"
SOURCE_TEXTS = "source-texts"
# Notepad adds .txt to the name of a file that it saves.
GIT_ATTRIBUTES = ".gitattributes"
_LOGO = re.compile(r"[a-z0-9-]+\.(?:png|webp)")
_FROM_NOTEPAD = re.compile(r"([^.]+)[.]ya?ml[.]txt", re.IGNORECASE)
_OURS = re.compile(
    rb"^(?:performance_criteria:|#.*schema/(?:standard|suite|form|"
    + "|".join(VOCABULARIES).encode()
    + rb")\.schema\.json)",
    re.MULTILINE,
)
"""What a standard, or another file of a suite, has in it."""
# A line of seven equals signs alone may be part of a text as supplied.
_SIDE_OF_CONFLICT = re.compile(r"(?m)^[<>]{7} ")


@dataclass(frozen=True)
class Folder:
    """One folder of sources, read: what could be read, and what was wrong with the rest."""

    path: str
    """The folder as it is shown to the author."""
    suite: Source | None
    standards: tuple[Source, ...]
    """In the order of their file names."""
    vocabulary: Mapping[str, Source]
    """What the standards share, by the file's name without ending."""
    forms: tuple[Source, ...]
    """The evidence forms, in the order of their file names."""
    source_texts: Mapping[str, str | None] | None
    """The texts from which the words were taken, by the file's name; None for one that could not be read. The whole is
    None where the suite has no folder of them."""
    unread: frozenset[str]
    """The names, without ending, of sources whose files are there but could not be read."""
    files: int
    """How many source files the folder holds."""
    problems: tuple[Problem, ...]
    logo: bytes | None = None
    """The picture that the suite names as its logo; None if it names none, or if there is none."""

    def lacks(self, vocabulary: str) -> bool:
        """Tell whether the suite has no such vocabulary. A file that cannot be read, or has a wrong name, may be it."""
        place = f"{self.path}/{VOCABULARY}/"
        return vocabulary not in self.vocabulary.keys() | self.unread and not any(
            problem.file.startswith(place) for problem in errors(self.problems)
        )


def folder_of(file: Path) -> Path:
    """The folder of the suite that a source file belongs to."""
    return file.parent.parent if file.parent.name in (VOCABULARY, FORMS) else file.parent


def read_folder(path: Path) -> Folder:
    """Read ``suite.yml`` and every standard in a folder. Never raises for what the folder holds."""
    problems: list[Problem] = []
    suite: Source | None = None
    standards: list[Source] = []
    unread: set[str] = set()
    names = _source_names(path, problems, unread)
    for name in names:
        result = read_file(path / name, path)
        if isinstance(result, list):
            problems += result
            unread.add(name.removesuffix(".yml"))
        elif name == SUITE_FILE:
            suite = result
        elif result.name in VOCABULARIES:
            message = _("A standard cannot be called {name}.", name=name)
            hint = _("Move it to {file}.", file=f"{VOCABULARY}/{name}")
            problems.append(Problem(result.file, 1, 1, "", message, hint))
            unread.add(result.name)
        else:
            standards.append(result)
    if suite is None and "suite" not in unread:
        where = (path / SUITE_FILE).as_posix()
        hint = _("Add {file}, with the title of the suite and the list of its standards.", file=SUITE_FILE)
        problems.append(Problem(where, 1, 1, "", _("{file} is missing.", file=SUITE_FILE), hint))
    problems += _passed_over(path)
    problems += _outside_the_folder(path)
    for name in (VOCABULARY, FORMS, SOURCE_TEXTS):
        problems += _no_folder(path / name)
    vocabulary = _read_vocabulary(path / VOCABULARY, problems)
    forms = _read_forms(path / FORMS, problems)
    texts = _read_source_texts(path / SOURCE_TEXTS, problems)
    logo = _read_logo(path, suite, problems)
    count = len(names) + len(vocabulary) + len(forms)
    return Folder(
        path.as_posix(),
        suite,
        tuple(standards),
        vocabulary,
        forms,
        texts,
        frozenset(unread),
        count,
        tuple(problems),
        logo,
    )


def without(folder: Folder, files: Collection[str]) -> Folder:
    """Return the folder as if some of its files were there but could not be read."""

    def kept(sources: Iterable[Source]) -> tuple[Source, ...]:
        return tuple(source for source in sources if source.file not in files)

    forms = {form.file for form in folder.forms}
    names = {
        file.rpartition("/")[2].removesuffix(".yml") for file in files if file.endswith(".yml") and file not in forms
    }
    return replace(
        folder,
        suite=None if folder.suite and folder.suite.file in files else folder.suite,
        standards=kept(folder.standards),
        vocabulary={source.name: source for source in kept(folder.vocabulary.values())},
        forms=kept(folder.forms),
        unread=folder.unread | names,
    )


def read_file(path: Path, inside: Path, limit: Limit = STANDARD_LIMIT) -> Source | list[Problem]:
    """Read one file of the folder ``inside``: the source, or every reason why it cannot be one."""
    data = bytes_of(path, inside, limit)
    return data if isinstance(data, list) else parse(data, path.as_posix(), limit)


def bytes_of(path: Path, inside: Path, limit: Limit) -> bytes | list[Problem]:
    """Return the content of a file of the folder ``inside``, or every reason why it cannot be used."""
    shown_as = path.as_posix()

    def refused(message: str, hint: str = "", line: int = 1, column: int = 1) -> list[Problem]:
        return [Problem(shown_as, line, column, "", message, hint)]

    try:
        status = path.stat()
        if not path.resolve().is_relative_to(inside.resolve()):
            return refused(*_outside(path, inside.resolve().name))
        if not stat.S_ISREG(status.st_mode):
            return refused(_("This is not a regular file."), _("Use only plain YAML files here."))
        if status.st_size > limit.bytes:
            hints = {STANDARD_LIMIT: _("Split it into several standards."), LOGO_LIMIT: _("Save a smaller picture.")}
            return refused(too_large(status.st_size, limit.bytes), hints.get(limit, ""))
        return path.read_bytes()
    except OSError as error:
        return refused(_("The file cannot be read: {reason}.", reason=error.strerror))


def too_large(size: int, limit: int) -> str:
    """Return the message for a file that has more bytes than it may have."""
    return ngettext(
        "The file is {size} byte. The limit is {limit}.",
        "The file is {size} bytes. The limit is {limit}.",
        size,
        size=figures(size),
        limit=figures(limit),
    )


def _outside(path: Path, folder: str) -> tuple[str, str]:
    if path.is_symlink():
        message = _("The file is a link to a place outside {folder}.", folder=folder)
        return message, _("Copy the file here instead.")
    message = _("The folder of this file is a link to a place outside {folder}.", folder=folder)
    return message, _("Copy the folder of this file here instead.")


def _read_logo(path: Path, suite: Source | None, problems: list[Problem]) -> bytes | None:
    top = suite.value if suite and isinstance(suite.value, dict) else {}
    name = top.get("logo")
    if not isinstance(name, str) or not _LOGO.fullmatch(name) or not (path / name).exists():
        return None
    data = bytes_of(path / name, path, LOGO_LIMIT)
    if isinstance(data, list):
        problems += data
        return None
    return data


def _read_vocabulary(path: Path, problems: list[Problem]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for name in _source_names(path, problems, set()) if path.is_dir() else ():
        result = read_file(path / name, path.parent, VOCABULARY_LIMIT)
        if isinstance(result, list):
            problems += result
        elif result.name in VOCABULARIES:
            found[result.name] = result
        else:
            known = [f"{vocabulary}.yml" for vocabulary in VOCABULARIES]
            # The ending, which all of them share, makes no two names alike.
            close = did_you_mean(result.name, VOCABULARIES) and did_you_mean(name, known)
            hint = close or _("The shared files are {files}.", files=listed(known))
            problems.append(Problem(result.file, 1, 1, "", _("This is not one of the shared files."), hint))
    return found


def _read_forms(path: Path, problems: list[Problem]) -> tuple[Source, ...]:
    found: list[Source] = []
    for name in _source_names(path, problems, set()) if path.is_dir() else ():
        result = read_file(path / name, path.parent)
        if isinstance(result, list):
            problems += result
        else:
            found.append(result)
    return tuple(found)


def git_attributes(path: Path) -> Problem:
    """Return the error for a file that can make git check out other words than a reviewer read."""
    message = _("This file can change what git checks out and what it shows to a reviewer.")
    hint = _("Delete the file. Put attributes at the top of the project.")
    return Problem(path.as_posix(), 1, 1, "", message, hint)


def _passed_over(path: Path) -> Iterator[Problem]:
    """Yield a note for each folder whose YAML files are not read, and an error for each list of git attributes."""
    for place, folders, files in os.walk(path):
        if GIT_ATTRIBUTES in files:
            yield git_attributes(Path(place, GIT_ATTRIBUTES))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        sources = sum(name.endswith((".yml", ".yaml")) for name in files)
        within = Path(place).relative_to(path).as_posix()
        if sources and within not in (".", VOCABULARY, FORMS):
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


def _outside_the_folder(path: Path) -> Iterator[Problem]:
    """Yield a note for each file next to the folder that was meant to be in it."""
    try:
        names = sorted(entry.name for entry in path.parent.iterdir() if entry.name.endswith((".yml", ".yaml")))
        for name in names:
            file = path.parent / name
            is_small = file.is_file() and file.stat().st_size <= STANDARD_LIMIT.bytes
            if is_small and not name.startswith(".") and _OURS.search(file.read_bytes()):
                hint = _("Move it to {file}.", file=(path / name).as_posix())
                yield Problem(file.as_posix(), 1, 1, "", _("This file is not read."), hint, "note")
    except OSError:
        # The folder above is not of this project.
        return


def _no_folder(path: Path) -> list[Problem]:
    """Return the error for a file or a link in the place of a folder, whose files would not be read."""
    if not path.is_symlink() and (path.is_dir() or not path.exists()):
        return []
    within = path.parent.resolve()
    if path.is_dir() and (path.resolve().is_relative_to(within) or any(path.glob("*.y*ml")) or any(path.glob("*.txt"))):
        return []
    if path.is_symlink():
        message = _("The folder is a link to a place outside {folder}.", folder=within.name)
        return [Problem(path.as_posix(), 1, 1, "", message, _("Copy the folder here instead."))]
    return [Problem(path.as_posix(), 1, 1, "", _("This must be a folder."), _("Rename or delete the file."))]


def _read_source_texts(path: Path, problems: list[Problem]) -> dict[str, str | None] | None:
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
    """Yield a note for each file in the folder of the source texts that is no text file."""
    for file in sorted(path.iterdir()):
        # A folder or a YAML file there has a note of its own.
        if file.name.startswith(".") or file.suffix in (".txt", ".yml", ".yaml") or not file.is_file():
            continue
        has_text = file.with_suffix(".txt").exists()
        hint = (
            _("Delete it.") if has_text else _("Save its text as a .txt file, with a name such as contact-centre.txt.")
        )
        yield Problem(file.as_posix(), 1, 1, "", _("This file is not read."), hint, "note")


def _source_names(path: Path, problems: list[Problem], unread: set[str]) -> list[str]:
    """The names of the folder's source files in order; those with a wrong ending are told, and count as unread."""
    try:
        names = sorted(entry.name for entry in path.iterdir() if not entry.name.startswith("."))
    except FileNotFoundError:
        hint = _("Switch to a branch that has the folder, or correct its name.")
        problems.append(Problem(path.as_posix(), 1, 1, "", _("This folder does not exist."), hint))
        unread.add(SUITE_FILE.removesuffix(".yml"))
        return []
    except OSError as error:
        message = _("The folder cannot be read: {reason}.", reason=error.strerror)
        problems.append(Problem(path.as_posix(), 1, 1, "", message))
        unread.add(SUITE_FILE.removesuffix(".yml"))
        return []
    others = set(names)
    for name in names:
        saved = _FROM_NOTEPAD.fullmatch(name)
        stem, dot, ending = (saved[1], ".", "yaml") if saved else name.rpartition(".")
        if saved and f"{stem}.yml" in others:
            message = _("This file is not read.")
            problems.append(Problem((path / name).as_posix(), 1, 1, "", message, _("Delete it."), "note"))
        elif stem and dot and ending != "yml" and ending.lower() in ("yml", "yaml"):
            message = _("The file name must end in .yml.")
            hint = _("Rename the file to {file}.", file=shown(f"{stem}.yml"))
            problems.append(Problem((path / name).as_posix(), 1, 1, "", message, hint))
            unread.add(stem)
    return [name for name in names if name.endswith(".yml")]
