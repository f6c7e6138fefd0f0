"""A suite as an author's command changes it: all edits in memory, so that the check can look at them first."""

from __future__ import annotations

import codecs
import difflib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from competence_standards.prose import sentences
from competence_standards.read import SOURCE_TEXTS, Folder, Source
from competence_standards.read.parse import decode
from competence_standards.translation import gettext as _
from competence_standards.write import write_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Refused(Exception):
    """Raised when a command cannot do what it was told. The message says why, and what to do."""

    def __init__(self, *said: str) -> None:
        super().__init__(sentences(*said))


@dataclass(frozen=True)
class Revision:
    """A suite with changes that are not written yet."""

    folder: Folder
    """The suite with the changes."""
    done: tuple[str, ...] = ()
    """What the changes do, as sentences for the author."""
    texts: Mapping[str, str | None] = field(default_factory=dict)
    """The new text of each changed file, by its path as messages show it. None for a deleted file."""

    def with_source(self, source: Source, done: str) -> Revision:
        """Return the suite with a new or changed source.

        Args:
            source: The source.
            done: What was done to it, as a sentence. Empty if another sentence says it.
        """
        folder, shared = self.folder, {one.file: name for name, one in self.folder.vocabulary.items()}
        if folder.suite and folder.suite.file == source.file:
            folder = replace(folder, suite=source)
        elif any(one.file == source.file for one in folder.groups):
            groups = tuple(source if one.file == source.file else one for one in folder.groups)
            folder = replace(folder, groups=groups)
        elif source.file in shared:
            folder = replace(folder, vocabulary={**folder.vocabulary, shared[source.file]: source})
        else:
            others = [one for one in folder.standards if one.file != source.file]
            standards = tuple(sorted([*others, source], key=lambda one: one.file))
            folder = replace(folder, standards=standards)
        return self._with(folder, source.file, source.text, done)

    def without(self, file: str, done: str) -> Revision:
        """Return the suite without one of its files: a standard, a shared file or a source text."""
        folder = self.folder
        texts = folder.source_texts
        if texts is not None and file.startswith(f"{folder.path}/{SOURCE_TEXTS}/"):
            texts = {name: text for name, text in texts.items() if not file.endswith(f"/{name}")}
        folder = replace(
            folder,
            standards=tuple(one for one in folder.standards if one.file != file),
            groups=tuple(one for one in folder.groups if one.file != file),
            vocabulary={name: one for name, one in folder.vocabulary.items() if one.file != file},
            source_texts=texts,
        )
        return self._with(folder, file, None, done)

    def _with(self, folder: Folder, file: str, text: str | None, done: str) -> Revision:
        return Revision(folder, (*self.done, done) if done else self.done, {**self.texts, file: text})

    def difference(self) -> Iterator[str]:
        """Yield the lines of a comparison of each changed file with the one on the disk, without line feeds.

        Deleted files are left out.
        """
        for file, text in self.texts.items():
            if text is not None:
                before = Path(file).read_text("utf-8-sig") if Path(file).exists() else ""
                yield from difflib.unified_diff(before.splitlines(), text.splitlines(), file, file, lineterm="")

    def write(self, before: Folder) -> None:
        """Write all changes, or none.

        Args:
            before: The suite as it was read.

        Raises:
            Refused: if one of the files has been saved since it was read, because those changes would be lost.
            OSError: if a file cannot be written.
        """
        read = {source.file: source.text for source in before.sources}
        for file in (file for file in self.texts if file.endswith(".yml")):
            now = decode(Path(file).read_bytes(), file) if Path(file).exists() else None
            if now != read.get(file):
                raise Refused(
                    _("{file} has changed since this command read it.", file=file), _("Run the command again.")
                )
        folder = Path(self.folder.path)
        files = {Path(file).relative_to(folder).as_posix(): _bytes(file, text) for file, text in self.texts.items()}
        write_all(folder, files)


def _bytes(file: str, text: str | None) -> bytes | None:
    """Return the content of a file with this text, with the line ends that the file has now."""
    if text is None:
        return None
    before = Path(file).read_bytes() if Path(file).exists() else b""
    content = (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode()
    return codecs.BOM_UTF8 + content if before.startswith(codecs.BOM_UTF8) else content
