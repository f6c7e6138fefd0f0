"""Mark a text that has no translation."""


class Untranslated(str):
    """A text in English, because it is not translated in the current language's catalogue."""

    __slots__ = ()
