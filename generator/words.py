"""Words in; the means out to find them in a text and to name them in an address, the same for checker and pages."""

import re
from collections.abc import Iterable


def slug(text: str) -> str:
    """The letters and digits of a text in lower case, joined by hyphens: what it is called in an address."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def whole_words(forms: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the forms as whole words, the longest first: SLA, but never within "legislation"."""
    # An abbreviation is one only in its capitals: "SLA" is a term, and "sla" would be a slip.
    cased = [
        re.escape(form) if re.search("[A-Z].*[A-Z]", form) else f"(?i:{re.escape(form)})"
        for form in sorted(forms, key=len, reverse=True)
    ]
    # Neither "customer" in "customer's" nor "self" in "self-service" is the whole word.
    return re.compile(rf"(?<![\w-])(?:{'|'.join(cased)})(?!['’]?\w|-)" if cased else r"(?!)")
