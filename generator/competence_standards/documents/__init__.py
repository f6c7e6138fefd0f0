"""Sheets in; files out that are printed, filled in and handed over: PDF, Word and Excel, one module for each.

Each renders every kind of part once. Knows nothing of forms, standards or the site: a sheet has all the words.
"""

from competence_standards.documents.document import FORMATS, Archive, Document, documents, packs
from competence_standards.documents.kept import kept, prune
from competence_standards.documents.progress import watched
from competence_standards.documents.write import write

__all__ = ["FORMATS", "Archive", "Document", "documents", "kept", "packs", "prune", "watched", "write"]
