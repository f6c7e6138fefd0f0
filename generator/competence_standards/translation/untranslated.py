"""Mark a text that has no translation."""


class Untranslated(str):
    """A text in English, because the catalogue of the language in use does not have it."""

    __slots__ = ()
