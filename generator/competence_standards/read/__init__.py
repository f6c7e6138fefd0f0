"""Read YAML into plain values with their places. Refuse input that is unsafe or would lose an author's words.

Every scalar stays text, exactly as typed: ``no``, ``1.10`` and ``2026-11-22`` are strings. Only this package reads
YAML.
"""

from competence_standards.read.docs import Docs, DocsPage, DocsSettings, address_of, help_page, read_docs
from competence_standards.read.files import CATALOGUE_LIMIT, VOCABULARY_LIMIT, bytes_of, read_file, relative
from competence_standards.read.folder import Folder, folder_at, folder_of, in_its_language, read_folder, without
from competence_standards.read.names import (
    DECISION_WORDS,
    FONTS,
    FORMS,
    GROUPS,
    HELP,
    METHODS,
    ROLE_WORDS,
    SCALE,
    SOURCE_TEXTS,
    SUITE_FILE,
    VOCABULARIES,
    VOCABULARY,
)
from competence_standards.read.parse import decode, parse
from competence_standards.read.picture import picture_size
from competence_standards.read.revision import NoRevision, Published, default_base, read_revision
from competence_standards.read.source import Path, Source, Span, Value, leaves

__all__ = [
    "CATALOGUE_LIMIT",
    "DECISION_WORDS",
    "FONTS",
    "FORMS",
    "GROUPS",
    "HELP",
    "METHODS",
    "ROLE_WORDS",
    "SCALE",
    "SOURCE_TEXTS",
    "SUITE_FILE",
    "VOCABULARIES",
    "VOCABULARY",
    "VOCABULARY_LIMIT",
    "Docs",
    "DocsPage",
    "DocsSettings",
    "Folder",
    "NoRevision",
    "Path",
    "Published",
    "Source",
    "Span",
    "Value",
    "address_of",
    "built_in",
    "bytes_of",
    "decode",
    "default_base",
    "folder_at",
    "folder_of",
    "help_page",
    "in_its_language",
    "leaves",
    "parse",
    "picture_size",
    "read_docs",
    "read_file",
    "read_folder",
    "read_revision",
    "relative",
    "without",
]
