"""The names of the files and folders of a suite."""

SUITE_FILE = "suite.yml"
VOCABULARY = "vocabulary"
SCALE = "rating-scale"
METHODS = "assessment-methods"
ROLE_WORDS = "role-words"
DECISION_WORDS = "decision-words"
VOCABULARIES = ("themes", "glossary", "correspondences", SCALE, METHODS, ROLE_WORDS, DECISION_WORDS)
"""The names, without ending, of the files that the standards share. All are optional."""
FORMS = "forms"
FONTS = "fonts"
"""The folder of fonts for PDF files."""
SOURCE_TEXTS = "source-texts"
