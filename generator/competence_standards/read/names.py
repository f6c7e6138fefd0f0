"""The names of the files and folders of a suite."""

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
