"""The suite as frozen dataclasses, independent of YAML, pages and addresses."""

from competence_standards.model.from_sources import suite
from competence_standards.model.item import Item, Link, Part, Reference, Section
from competence_standards.model.part import CRITERIA, KNOWLEDGE, USUAL, Kinds, PartKind, any_parts, kind_of, part_kinds
from competence_standards.model.self_assessment import Answer, AssessmentMethod, Evidence, Level, NotNow, RatingScale
from competence_standards.model.self_assessment_from_source import assessment_methods, rating_scale
from competence_standards.model.standard import Standard, Version
from competence_standards.model.standard_from_source import standard
from competence_standards.model.suite import Logo, Look, Operator, Suite
from competence_standards.model.values import ids_of, text_of, texts_of
from competence_standards.model.vocabulary import Correspondence, Term, Theme, kind_label
from competence_standards.model.vocabulary_from_source import correspondences, glossary, themes
from competence_standards.model.wording import Erratum, Piece, Wording

__all__ = [
    "CRITERIA",
    "KNOWLEDGE",
    "USUAL",
    "Answer",
    "AssessmentMethod",
    "Correspondence",
    "Erratum",
    "Evidence",
    "Item",
    "Kinds",
    "Level",
    "Link",
    "Logo",
    "Look",
    "NotNow",
    "Operator",
    "Part",
    "PartKind",
    "Piece",
    "RatingScale",
    "Reference",
    "Section",
    "Standard",
    "Suite",
    "Term",
    "Theme",
    "Version",
    "Wording",
    "any_parts",
    "assessment_methods",
    "correspondences",
    "glossary",
    "ids_of",
    "kind_label",
    "kind_of",
    "part_kinds",
    "rating_scale",
    "standard",
    "suite",
    "text_of",
    "texts_of",
    "themes",
]
