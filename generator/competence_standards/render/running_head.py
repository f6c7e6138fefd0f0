"""Write the style sheet that prints the name of a standard at the top of every page but the first.

A single sheet of paper must say which standard it belongs to, and only a style sheet can print in the margin.
"""

import re
from functools import partial

from competence_standards import routes
from competence_standards.model import Standard
from competence_standards.render.file import File
from competence_standards.translation import gettext


def file(standard: Standard) -> File:
    """Return the style sheet that prints the standard's title and version at the top of each sheet."""
    version = gettext("version {version} on this site", version=standard.version)
    words = f"{standard.title} | {standard.id} | {version}"
    return File(routes.running_head(standard.id), partial(style_sheet, words), standard.file)


def style_sheet(words: str) -> bytes:
    """Return the style sheet for a page whose first sheet has the same words as a heading."""
    return (
        f'@page {{ @top-left {{ content: "{_quoted(words)}"; font: 8pt sans-serif; }} }}\n'
        "@page :first { @top-left { content: none; } }\n"
    ).encode()


def _quoted(words: str) -> str:
    """Return words as a CSS string, with every character escaped that needs it."""
    return re.sub(r"[^A-Za-z0-9 ,.|-]", lambda found: f"\\{ord(found[0]):x} ", words)
