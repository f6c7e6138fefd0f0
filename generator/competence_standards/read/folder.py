"""Read a folder of source files: every source, and a problem for each unusable file."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from competence_standards.problem import Problem, did_you_mean, errors, shown
from competence_standards.prose import listed
from competence_standards.read.built_in import PAIR, built_in, translated
from competence_standards.read.files import FONT_LIMIT, LOGO_LIMIT, VOCABULARY_LIMIT, bytes_of, read_file, refusal
from competence_standards.read.names import FONTS, FORMS, GROUPS, SOURCE_TEXTS, SUITE_FILE, VOCABULARIES, VOCABULARY
from competence_standards.read.parse import STANDARD_LIMIT, Limit
from competence_standards.read.revision import Published
from competence_standards.read.source import Source
from competence_standards.read.source_texts import read_source_texts
from competence_standards.read.strays import no_folder, outside_the_folder, passed_over
from competence_standards.translation import ENGLISH, in_language
from competence_standards.translation import gettext as _

_LOGO = re.compile(r"[a-z0-9-]+\.(?:png|webp)")
_FONT = re.compile(r".+\.(?:ttf|otf|ttc|woff2?)", re.IGNORECASE)
_MOST_FONTS = 20
# Notepad adds .txt to file names.
_FROM_NOTEPAD = re.compile(r"([^.]+)[.]ya?ml[.]txt", re.IGNORECASE)


@dataclass(frozen=True)
class Folder:
    """One folder of sources: the readable files, and the problems of the others."""

    path: str
    """The folder, as messages show it."""
    suite: Source | None
    standards: tuple[Source, ...]
    """In the order of their file names."""
    vocabulary: Mapping[str, Source]
    """The shared files except the groups of similar items, by name without ending."""
    groups: tuple[Source, ...]
    """The files of groups of similar items: the one file, then those in their folder in the order of their names."""
    forms: tuple[Source, ...]
    """The evidence forms: built-in ones, then the suite's own, both in the order of their file names."""
    source_texts: Mapping[str, str | None] | None
    """The texts from which the words were taken, by file name. None for an unreadable text, or instead of the mapping
    if the suite does not have the folder."""
    unread: frozenset[str]
    """The names, without ending, of sources that could not be read."""
    files: int
    """The number of source files in the folder."""
    problems: tuple[Problem, ...]
    logo: bytes | None = None
    """The suite's logo, or None if it does not name one or the file is missing."""
    fonts: tuple[Path, ...] = ()
    """The suite's fonts for PDF files, in the order of their names."""

    @property
    def suite_file(self) -> str:
        """The path of ``suite.yml``, or of the folder if it has none."""
        return self.suite.file if self.suite else self.path

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every readable source."""
        suite = [self.suite] if self.suite else []
        return (*suite, *self.standards, *self.vocabulary.values(), *self.groups, *self.forms)

    def lacks(self, vocabulary: str) -> bool:
        """Check whether the suite certainly lacks this file. An unreadable or misnamed file may be it."""
        place = f"{self.path}/{VOCABULARY}/"
        return vocabulary not in self.vocabulary.keys() | self.unread and not any(
            problem.file.startswith(place) for problem in errors(self.problems)
        )


def folder_of(file: Path) -> Path:
    """Return the folder of the suite that a source file belongs to."""
    folder = file.parent
    if folder.name == GROUPS and folder.parent.name == VOCABULARY:
        folder = folder.parent
    return folder.parent if folder.name in (VOCABULARY, FORMS) else folder


def read_folder(path: Path) -> Folder:
    """Read ``suite.yml`` and every standard in a folder. Never raises because of a file in the folder."""
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
    problems += passed_over(path)
    problems += outside_the_folder(path)
    for name in (VOCABULARY, f"{VOCABULARY}/{GROUPS}", FORMS, SOURCE_TEXTS, FONTS):
        problems += no_folder(path / name)
    vocabulary = _read_vocabulary(path / VOCABULARY, problems)
    groups = [file] if (file := vocabulary.pop(GROUPS, None)) else []
    groups += _read_all(path / VOCABULARY / GROUPS, path, problems, VOCABULARY_LIMIT)
    forms = tuple(_read_all(path / FORMS, path, problems))
    count = len(names) + len(vocabulary) + len(groups) + len(forms)
    # An unreadable or misnamed file may be the suite's replacement for a built-in one.
    in_doubt = any(problem.file.startswith(f"{(path / VOCABULARY).as_posix()}/") for problem in errors(problems))
    vocabulary, forms = _with_built_in(suite, vocabulary, forms, in_doubt=in_doubt)
    texts = read_source_texts(path / SOURCE_TEXTS, problems)
    logo = _read_logo(path, suite, problems)
    fonts = _fonts(path / FONTS, problems)
    return Folder(
        path.as_posix(),
        suite,
        tuple(standards),
        vocabulary,
        tuple(groups),
        forms,
        texts,
        frozenset(unread),
        count,
        tuple(problems),
        logo,
        fonts,
    )


def folder_at(path: Path, published: Published) -> Folder:
    """Return the sources of a revision as a folder, with the built-in files. It has no logo and no fonts."""
    unread = frozenset(file.rpartition("/")[2].removesuffix(".yml") for file in published.unread)
    in_doubt = any(file.startswith(f"{VOCABULARY}/") for file in published.unread)
    vocabulary, forms = _with_built_in(published.suite, dict(published.vocabulary), published.forms, in_doubt=in_doubt)
    standards = tuple(published.standards.values())
    count = len(standards) + len(published.vocabulary) + len(published.groups) + len(published.forms)
    texts = published.source_texts or None
    return Folder(
        path.as_posix(), published.suite, standards, vocabulary, published.groups, forms, texts, unread, count, ()
    )


def _with_built_in(
    suite: Source | None, vocabulary: dict[str, Source], forms: tuple[Source, ...], *, in_doubt: bool
) -> tuple[dict[str, Source], tuple[Source, ...]]:
    """Return a suite's files, and the built-in files that it does not replace or leave out.

    Args:
        suite: The file suite.yml.
        vocabulary: The suite's own vocabulary.
        forms: Its own forms.
        in_doubt: Whether it may have more vocabulary. Then built-in vocabulary is not added.
    """
    top = suite.value if suite and isinstance(suite.value, dict) else {}
    named = top.get("leave_out")
    left_out = {name for name in named if isinstance(name, str)} if isinstance(named, list) else set()
    more_words, more_forms = built_in(left_out)
    own_forms = {form.name for form in forms}
    # The built-in forms come first, so that a problem between two forms is reported at the suite's own.
    all_forms = (*(form for form in more_forms if form.name not in own_forms), *forms)
    pair = {file.rpartition("/")[2] for file in PAIR}
    taken = {*more_words} if in_doubt else {*vocabulary}
    if pair & vocabulary.keys() or not all_forms:
        taken |= pair
    return {**{name: source for name, source in more_words.items() if name not in taken}, **vocabulary}, all_forms


def in_its_language(folder: Folder) -> Folder:
    """Translate the built-in files of a folder without errors into the suite's language."""
    top = folder.suite.value if folder.suite and isinstance(folder.suite.value, dict) else {}
    with in_language(str(top.get("lang") or ENGLISH)):
        vocabulary = {name: translated(source) for name, source in folder.vocabulary.items()}
        return replace(folder, vocabulary=vocabulary, forms=tuple(map(translated, folder.forms)))


def without(folder: Folder, files: Collection[str]) -> Folder:
    """Return the folder with some of its files marked as unreadable."""

    def readable(sources: Iterable[Source]) -> tuple[Source, ...]:
        return tuple(source for source in sources if source.file not in files)

    forms = {form.file for form in folder.forms}
    names = {
        file.rpartition("/")[2].removesuffix(".yml") for file in files if file.endswith(".yml") and file not in forms
    }
    return replace(
        folder,
        suite=None if folder.suite and folder.suite.file in files else folder.suite,
        standards=readable(folder.standards),
        vocabulary={source.name: source for source in readable(folder.vocabulary.values())},
        groups=readable(folder.groups),
        forms=readable(folder.forms),
        unread=folder.unread | names,
    )


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


def _fonts(path: Path, problems: list[Problem]) -> tuple[Path, ...]:
    """Return the fonts in a folder. Their content is read only when a PDF is made."""
    found: list[Path] = []
    for font in sorted(path.iterdir()) if path.is_dir() else ():
        if not _FONT.fullmatch(font.name) or font.name.startswith("."):
            continue
        if refused := refusal(font, path.parent, FONT_LIMIT):
            problems += refused
        elif font.suffix.lower().startswith(".woff"):
            message = _("PDF files cannot use a font for websites.")
            problems.append(Problem(font.as_posix(), 1, 1, "", message, _("Replace it with the TTF or OTF file.")))
        else:
            found.append(font)
    for font in found[_MOST_FONTS:][:1]:
        message = _("The suite has more than {limit} fonts.", limit=_MOST_FONTS)
        problems.append(Problem(font.as_posix(), 1, 1, "", message, _("Delete the fonts that it does not need.")))
    return tuple(found[:_MOST_FONTS])


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
            # Compare without the ending, which is the same for all and would make names look similar.
            close = did_you_mean(result.name, VOCABULARIES) and did_you_mean(name, known)
            hint = close or _("The shared files are {files}.", files=listed(known))
            problems.append(Problem(result.file, 1, 1, "", _("This is not one of the shared files."), hint))
    return found


def _read_all(path: Path, inside: Path, problems: list[Problem], limit: Limit = STANDARD_LIMIT) -> Iterator[Source]:
    """Yield each source of a folder, which may not exist. The files must be within ``inside``."""
    for name in _source_names(path, problems, set()) if path.is_dir() else ():
        result = read_file(path / name, inside, limit)
        if isinstance(result, list):
            problems += result
        else:
            yield result


def _source_names(path: Path, problems: list[Problem], unread: set[str]) -> list[str]:
    """Return the names of the source files in order. Report files with a wrong ending and count them as unread."""
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
