"""Read the sources of a folder at a git revision.

Git is called without a shell, with the revision as one argument. Only plain files are read, by hash, so the
revision's filters, links and settings have no effect.
"""

import io
import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from competence_standards.problem import printable, shown
from competence_standards.read.files import VOCABULARY_LIMIT
from competence_standards.read.names import FORMS, GROUPS, SOURCE_TEXTS, SUITE_FILE, VOCABULARY
from competence_standards.read.parse import decode, parse
from competence_standards.read.source import Source
from competence_standards.translation import gettext as _

_PLAIN_FILES = ("100644", "100755")


class NoRevision(Exception):
    """Raised when a revision cannot be read. The message is a sentence with the reason."""


@dataclass(frozen=True)
class Published:
    """The readable sources of one revision."""

    revision: str
    """As the author typed it."""
    standards: Mapping[str, Source]
    """By file name without ending."""
    vocabulary: Mapping[str, Source]
    """The shared files except the groups of similar items, by file name without ending."""
    groups: tuple[Source, ...]
    """The files of groups of similar items."""
    source_texts: Mapping[str, str]
    """By file name."""
    unread: tuple[str, ...]
    """The paths of unreadable sources, relative to the folder."""
    suite: Source | None = None
    """The file suite.yml, or None if there is none that can be read."""
    forms: tuple[Source, ...] = ()
    """The suite's own forms."""


def read_revision(folder: Path, revision: str) -> Published:
    """Read the standards, the vocabulary and the source texts of a folder at a revision.

    Raises:
        NoRevision: if there is no git, no repository or no such revision.
    """
    refusal = _("{folder} is not in a git repository.", folder=shown(str(folder)))
    # A pull request could add a complete repository in this folder, with a false published edition.
    repository = os.fsdecode(_git(folder, "rev-parse", "--absolute-git-dir", refusal=refusal)).rstrip("\r\n")
    if folder.resolve().is_relative_to(Path(repository).resolve()):
        refusal = _(
            "{folder} is a git repository itself. Delete HEAD, objects and refs there.", folder=shown(str(folder))
        )
        raise NoRevision(refusal)
    refusal = _(
        "git has no revision {revision}. Run git fetch, or give another revision, such as {other}.",
        revision=shown(printable(revision)),
        other="main" if revision == "origin/main" else "origin/main",
    )
    if revision.startswith("-") or "\0" in revision:
        raise NoRevision(refusal)
    commit = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", refusal=refusal)
    hashes = dict(_sources(_git(folder, "ls-tree", "-r", "-z", "-l", commit.decode().strip(), refusal=refusal)))
    standards: dict[str, Source] = {}
    vocabulary: dict[str, Source] = {}
    groups: list[Source] = []
    forms: list[Source] = []
    source_texts: dict[str, str] = {}
    unread: list[str] = []
    suite: Source | None = None
    for path, data in zip(hashes, _contents(folder, list(hashes.values())), strict=True):
        room, __, name = path.rpartition("/")
        if room == SOURCE_TEXTS:
            text = decode(data, path)
            source_texts |= {name: text} if isinstance(text, str) else {}
            continue
        source = parse(data, path, VOCABULARY_LIMIT)
        if path == SUITE_FILE:
            suite = None if isinstance(source, list) else source
        elif isinstance(source, list):
            unread.append(path)
        elif room == f"{VOCABULARY}/{GROUPS}" or path == f"{VOCABULARY}/{GROUPS}.yml":
            groups.append(source)
        elif room == FORMS:
            forms.append(source)
        elif room == VOCABULARY:
            vocabulary[source.name] = source
        else:
            standards[source.name] = source
    return Published(revision, standards, vocabulary, tuple(groups), source_texts, tuple(unread), suite, tuple(forms))


def default_base(folder: Path) -> tuple[str, str]:
    """Return the revision where the branch of a folder left origin's main branch, and its name for readers.

    Without such a branch, this is HEAD.

    Raises:
        NoRevision: if there is no git or no repository.
    """
    _git(folder, "rev-parse", refusal=_("{folder} is not in a git repository.", folder=shown(str(folder))))
    for branch in ("origin/HEAD", "origin/main", "origin/master"):
        try:
            commit = _git(folder, "merge-base", "HEAD", branch, refusal="").decode().strip()
        except NoRevision:
            continue
        return commit, commit[:10]
    return "HEAD", "HEAD"


def _sources(listed: bytes) -> Iterator[tuple[str, str]]:
    """Return the path and the hash of each source in a listing of the folder."""
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        about, _, path = line.partition("\t")
        room, _, name = path.rpartition("/")
        if not about:
            continue
        mode, _, identity, size = about.split()
        endings = {
            "": ".yml",
            FORMS: ".yml",
            VOCABULARY: ".yml",
            f"{VOCABULARY}/{GROUPS}": ".yml",
            SOURCE_TEXTS: ".txt",
        }
        fits = mode in _PLAIN_FILES and size.isdigit() and int(size) <= VOCABULARY_LIMIT.bytes
        if fits and room in endings and name.endswith(endings[room]) and not name.startswith("."):
            yield path, identity


def _contents(folder: Path, hashes: list[str]) -> Iterator[bytes]:
    """Return the contents of files by their hashes."""
    asked = "".join(f"{identity}\n" for identity in hashes).encode()
    # Use a stream, because slicing the remaining bytes each time would copy them.
    answer = io.BytesIO(_git(folder, "cat-file", "--batch", refusal=_("git cannot read the revision."), given=asked))
    for __ in hashes:
        size = answer.readline().rpartition(b" ")[2].strip()
        if not size.isdigit():
            raise NoRevision(_("git has not fetched every file of the revision."))
        yield answer.read(int(size))
        answer.read(1)


def _git(folder: Path, *arguments: str, refusal: str, given: bytes = b"") -> bytes:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        command = ["git", "-C", str(folder), *arguments]
        ran = subprocess.run(command, input=given, env=environment, capture_output=True, check=False)  # noqa: S603 - no shell; the revision cannot be an option
    except OSError:
        raise NoRevision(_("git is not installed.")) from None
    if ran.returncode:
        raise NoRevision(refusal)
    return ran.stdout
