"""Write the style sheet that names a standard at the head of every printed page but the first.

A page that was taken out of its stack must say what it belongs to, and only a style sheet can write outside the text.
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
    """Return the style sheet for a page that has the same words in large on its first sheet."""
    return (
        f'@page {{ @top-left {{ content: "{_quoted(words)}"; font: 8pt sans-serif; }} }}\n'
        "@page :first { @top-left { content: none; } }\n"
    ).encode()


def _quoted(words: str) -> str:
    """Return words as a string of CSS, whatever characters they have."""
    return re.sub(r"[^A-Za-z0-9 ,.|-]", lambda found: f"\\{ord(found[0]):x} ", words)
