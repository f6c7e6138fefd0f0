"""YAML text in; plain values and the place of every one out; refuses what is unsafe or would lose an author's words.

Every scalar stays the text that was typed: ``no``, ``1.10`` and ``2026-11-22`` are strings. The only room that knows
YAML; it knows nothing of standards.
"""

from competence_standards.read.docs import Docs, DocsPage, DocsSettings, read_docs
from competence_standards.read.folder import (
    CATALOGUE_LIMIT,
    FORMS,
    SOURCE_TEXTS,
    SUITE_FILE,
    VOCABULARIES,
    VOCABULARY,
    Folder,
    bytes_of,
    folder_of,
    read_file,
    read_folder,
    without,
)
from competence_standards.read.parse import decode, parse
from competence_standards.read.picture import picture_size
from competence_standards.read.revision import NoRevision, Published, read_revision
from competence_standards.read.source import Path, Source, Value, mappings

__all__ = [
    "CATALOGUE_LIMIT",
    "FORMS",
    "SOURCE_TEXTS",
    "SUITE_FILE",
    "VOCABULARIES",
    "VOCABULARY",
    "Docs",
    "DocsPage",
    "DocsSettings",
    "Folder",
    "NoRevision",
    "Path",
    "Published",
    "Source",
    "Value",
    "bytes_of",
    "decode",
    "folder_of",
    "mappings",
    "parse",
    "picture_size",
    "read_docs",
    "read_file",
    "read_folder",
    "read_revision",
    "without",
]
