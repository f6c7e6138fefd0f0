"""The names of the files and folders of a suite."""

SUITE_FILE = "suite.yml"
VOCABULARY = "vocabulary"
SCALE = "rating-scale"
METHODS = "assessment-methods"
ROLE_WORDS = "role-words"
DECISION_WORDS = "decision-words"
VOCABULARIES = ("themes", "glossary", "correspondences", SCALE, METHODS, ROLE_WORDS, DECISION_WORDS)
"""The files, without ending, of what the standards share. Each may be left out."""
FORMS = "forms"
FONTS = "fonts"
"""The folder of the fonts that the PDF files need."""
SOURCE_TEXTS = "source-texts"
