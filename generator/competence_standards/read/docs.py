"""Read the folder of the help pages: the text and front matter of each page, and a problem for each other file.

Anyone can contribute a help page, so help pages are only data, like the YAML: Markdown and pictures, never scripts.
"""

import os
import posixpath
import re
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from competence_standards.problem import Problem, shown
from competence_standards.prose import figures, sentences
from competence_standards.read.built_in import NAMED
from competence_standards.read.characters import unseen_characters
from competence_standards.read.files import too_large
from competence_standards.read.names import HELP
from competence_standards.read.parse import decode, parse
from competence_standards.read.picture import picture_size
from competence_standards.read.source import Source
from competence_standards.read.strays import GIT_ATTRIBUTES, git_attributes
from competence_standards.translation import gettext as _

PAGE_LIMIT = 64 * 1024
"""Maximum bytes of a page, nearly three times the longest here."""
PAGES_LIMIT = 1024 * 1024
"""Maximum bytes of all pages together."""
IMAGE_LIMIT = 5 * 1024 * 1024
"""Maximum bytes of a picture."""
MOST_PIXELS = 20_000_000
"""Maximum pixels of a picture."""
MOST_FILES = 2_000
MOST_FOLDERS_DEEP = 8
_SIGNATURES = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF.{4}WEBPVP8", re.DOTALL),
}
"""The first bytes of each kind of picture, by file name ending."""
# Characters that Windows does not allow in file names, or that have a meaning in addresses.
_NOT_IN_NAMES = set('<>:"|?*\\#%')
# The same pattern that MkDocs uses for front matter.
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
# MkDocs also reads lines such as "template: x" at the top of a page as settings.
_BARE_SETTING = re.compile(r" {0,3}[A-Za-z0-9_-]+:")


@dataclass(frozen=True)
class DocsSettings:
    """The folder of the help pages and their Markdown settings."""

    path: Path
    """The folder, as messages show it."""
    named: frozenset[str] = frozenset()
    """Files in it that ``mkdocs.yml`` names as scripts or style sheets."""
    pictures: frozenset[str] = frozenset()
    """Files in it that ``mkdocs.yml`` names as the site's logo or icon."""
    extensions: tuple[str, ...] = ("toc", "tables", "fenced_code", "attr_list")
    """The extensions of the Markdown library."""
    extension_settings: Mapping[str, Any] = field(default_factory=dict)
    """The settings of the extensions, by name."""
    logo: Path | None = None
    """The file of the site's logo, or None if ``mkdocs.yml`` does not name one."""


@dataclass(frozen=True)
class DocsPage:
    """One Markdown file."""

    file: str
    """The path, as messages show it."""
    path: str
    """The path within the folder."""
    text: str = field(repr=False)
    front_matter: Source | None
    """The fields between the lines ``---`` at the top, or None if they are missing or unusable."""
    body: str = field(repr=False)
    """The text after the front matter."""

    @property
    def address(self) -> str:
        """Its address on the site, in lower case: ``learners/``. Some servers and disks ignore case."""
        return address_of(self.path)


@dataclass(frozen=True)
class Docs:
    """The folder of the help pages: the readable files, and the problems of the others."""

    settings: DocsSettings
    pages: tuple[DocsPage, ...]
    files: tuple[str, ...]
    """The path within the folder of every allowed file."""
    problems: tuple[Problem, ...]


def read_docs(settings: DocsSettings) -> Docs:
    """Read every file in the folder of the help pages. Never raises because of a file in the folder."""
    problems: list[Problem] = []
    pages: list[DocsPage] = []
    files: list[str] = []
    size = 0
    for path in _files(settings.path, problems):
        within = path.relative_to(settings.path).as_posix()
        data = _read(path, named=within in settings.named, problems=problems)
        if data is None:
            continue
        files.append(within)
        if path.suffix != ".md" or within in settings.named:
            continue
        size += len(data)
        if size > PAGES_LIMIT:
            message = _("The pages up to this one are more than {limit} bytes.", limit=figures(PAGES_LIMIT))
            hint = _("Delete some pages, or move them to another site.")
            problems.append(Problem(path.as_posix(), 1, 1, "", message, hint))
            break
        if (page := _page(data, path.as_posix(), within, problems)) is not None:
            pages.append(page)
    return Docs(settings, tuple(pages), tuple(files), tuple(problems))


def address_of(path: str) -> str:
    """Return the address of the page in a file, in lower case. It is the folder of the page."""
    folder, name = posixpath.split(path)
    stem = name.removesuffix(".md")
    return (f"{folder}/" if stem in {"index", "README"} else f"{posixpath.join(folder, stem)}/").casefold()


def help_page(name: str, text: str) -> DocsPage:
    """Return a built-in help page, from its text in Markdown.

    Raises:
        ValueError: if its front matter cannot be read.
    """
    problems: list[Problem] = []
    page = _page(text.encode(), f"{NAMED}/{HELP}/{name}.md", f"{name}.md", problems)
    if page is None or problems:
        raise ValueError("\n".join(problem.as_text() for problem in problems))
    return page


def passed_over(name: str) -> bool:
    """Check whether a file or folder is hidden, or is an editor's temporary file."""
    return name.startswith((".", "#")) or name.endswith("~")


def _files(top: Path, problems: list[Problem]) -> Iterator[Path]:
    """Yield the regular files below a folder in order, and note others. Does not follow links."""
    number = 0
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            if folder.is_symlink():
                problems.append(_link(folder))
                continue
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            message = _("The folder cannot be read: {reason}.", reason=error.strerror)
            problems.append(Problem(folder.as_posix(), 1, 1, "", message))
            continue
        below = []
        for entry in entries:
            path = Path(entry.path)
            number += 1
            if number > MOST_FILES:
                message = _("The folder has more than {limit} files.", limit=figures(MOST_FILES))
                problems.append(Problem(top.as_posix(), 1, 1, "", message, _("Delete the files that no page uses.")))
                return
            parts = path.relative_to(top).parts
            unpublished = any(map(passed_over, parts))
            problem = _entry_problem(entry, len(parts), unpublished=unpublished)
            if problem:
                problems.append(problem)
            elif entry.is_dir(follow_symlinks=False):
                below.append(path)
            elif not unpublished:
                yield path
        folders += reversed(below)


def _entry_problem(entry: "os.DirEntry[str]", deep: int, *, unpublished: bool) -> Problem | None:
    path = Path(entry.path)
    if entry.name == GIT_ATTRIBUTES:
        return git_attributes(path)
    if unpublished:
        # Of ignored files, only links to folders matter, because MkDocs would follow them even in hidden folders.
        return _link(path) if entry.is_symlink() and entry.is_dir() else None
    if entry.is_symlink():
        return _link(path)
    if deep > MOST_FOLDERS_DEEP and entry.is_dir(follow_symlinks=False):
        message = _("Folders are nested more than {limit} levels deep.", limit=MOST_FOLDERS_DEEP)
        return Problem(path.as_posix(), 1, 1, "", message, _("Move the files to a higher folder."))
    return _name_problem(path)


def _link(path: Path) -> Problem:
    hint = _("Copy the file or folder here instead.")
    return Problem(path.as_posix(), 1, 1, "", _("This is a symbolic link."), hint)


def _name_problem(path: Path) -> Problem | None:
    name = path.name
    if unseen := unseen_characters(name, path.as_posix(), line_breaks=False):
        hint = _("Rename it: type the whole name again.")
        return Problem(path.as_posix(), 1, 1, "name", unseen[0].message, hint)
    if found := next((char for char in name if char in _NOT_IN_NAMES), None):
        message = _("A name cannot have the character {char} in it.", char=found)
        hint = _("Rename it. Use only letters, digits, hyphens and dots.")
        return Problem(path.as_posix(), 1, 1, "", message, hint)
    if name != name.strip() or name.endswith("."):
        message = _("The name starts or ends with a space, or ends with a dot.")
        return Problem(path.as_posix(), 1, 1, "", message, _("Rename it."))
    return None


def _read(path: Path, *, named: bool, problems: list[Problem]) -> bytes | None:
    """Return the bytes of an allowed file. Note a problem for another."""
    data = _bytes(path, named=named)
    if isinstance(data, bytes):
        return data
    problems.append(Problem(path.as_posix(), 1, 1, "", *data))
    return None


def _bytes(path: Path, *, named: bool) -> bytes | tuple[str, str]:
    """Return the bytes of an allowed file, or else the message and the hint."""
    ending = path.suffix.removeprefix(".")
    known = {"md", *_SIGNATURES}
    if not named and ending not in known:
        return _strange_ending(ending, known)
    limit = PAGE_LIMIT if ending == "md" else IMAGE_LIMIT
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return _("This is not a regular file."), _accepted()
        if status.st_size > limit:
            hint = _("Split it into several pages.") if ending == "md" else _("Save a smaller picture.")
            return too_large(status.st_size, limit), hint
        data = path.read_bytes()
    except OSError as error:
        return _("The file cannot be read: {reason}.", reason=error.strerror), ""
    if named or ending not in _SIGNATURES:
        return data
    # A small file can have so many pixels that a browser needs gigabytes.
    size = picture_size(data) if _SIGNATURES[ending].match(data) else None
    if size is None:
        message = _("The content of this file is not a {ending} picture.", ending=path.suffix)
        hint = _(
            "Save the picture again as {ending}, or change the ending of its name to match its content.",
            ending=path.suffix,
        )
        return message, hint
    if size[0] * size[1] > MOST_PIXELS:
        width, height = map(figures, size)
        message = _("This picture is {width} pixels wide and {height} pixels high.", width=width, height=height)
        return message, _("Save a smaller picture.")
    return data


def _strange_ending(ending: str, known: Collection[str]) -> tuple[str, str]:
    """Return the message and the hint for a file whose name is not that of a page or a picture."""
    if ending.lower() in known:
        message = _("The file name ends in {ending}, with capital letters.", ending=f".{ending}")
        return message, _("Rename the file so that it ends in {ending}.", ending=f".{ending.lower()}")
    hint = _(
        "Delete the file. If it is a script or style sheet of the site, add it to extra_javascript or extra_css in "
        "mkdocs.yml."
    )
    if ending:
        return sentences(_("A {ending} file cannot be here.", ending=f".{ending}"), _accepted()), hint
    return sentences(_("A file without an ending cannot be here."), _accepted()), hint


def _accepted() -> str:
    return _("Use a .md file for a page, and a .png, .jpg, .jpeg, .webp or .gif file for a picture.")


def _page(data: bytes, shown_as: str, within: str, problems: list[Problem]) -> DocsPage | None:
    text = decode(data, shown_as)
    if not isinstance(text, str):
        problems.append(text)
        return None
    if unseen := unseen_characters(text, shown_as):
        problems += unseen
        return None
    matter = _FRONT_MATTER.match(text)
    if matter is None:
        problems += _no_front_matter(text.partition("\n")[0], shown_as)
        return DocsPage(shown_as, within, text, None, text)
    # The line break replaces the first line, so that problems have the right line numbers.
    source = parse(f"\n{matter[1]}".encode(), shown_as)
    if not isinstance(source, Source):
        problems += source
    body = text[matter.end() :].lstrip("\n")
    return DocsPage(shown_as, within, text, source if isinstance(source, Source) else None, body)


def _no_front_matter(line: str, shown_as: str) -> Iterator[Problem]:
    if re.match(r"---[ \t]*$", line):
        hint = _("Add a line with only --- below the last field.")
        yield Problem(shown_as, 1, 1, "", _("The front matter is not closed."), hint)
    elif _BARE_SETTING.match(line):
        message = _("MkDocs reads the line {line} as a setting of the page, and does not show it.", line=shown(line))
        hint = _("Start the page with a heading, or put title and description between two lines of ---.")
        yield Problem(shown_as, 1, 1, "", message, hint)
