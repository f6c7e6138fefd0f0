"""Checked sources in; the suite as its readers know it out. Knows nothing of YAML, pages or addresses."""

from competence_standards.model.form import Form, Words
from competence_standards.model.from_sources import suite
from competence_standards.model.self_assessment import Answer, AssessmentMethod, Evidence, Level, NotNow, RatingScale
from competence_standards.model.standard import Erratum, Item, Link, Piece, Reference, Section, Standard, Wording
from competence_standards.model.suite import Logo, Look, Operator, Suite
from competence_standards.model.vocabulary import Correspondence, Term, Theme, kind_label

__all__ = [
    "Answer",
    "AssessmentMethod",
    "Correspondence",
    "Erratum",
    "Evidence",
    "Form",
    "Item",
    "Level",
    "Link",
    "Logo",
    "Look",
    "NotNow",
    "Operator",
    "Piece",
    "RatingScale",
    "Reference",
    "Section",
    "Standard",
    "Suite",
    "Term",
    "Theme",
    "Wording",
    "Words",
    "kind_label",
    "suite",
]
