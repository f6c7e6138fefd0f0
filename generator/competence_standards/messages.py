"""Gather the messages of the program in ``messages.pot``, and bring each catalogue up to date with it.

``make messages`` runs this file. With a language tag, such as ``cy``, it begins a catalogue for the language.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from competence_standards import schema
from competence_standards.translation.catalogues import FOLDER, TEMPLATE
from competence_standards.translation.locale import is_known, plurals

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGE = Path(__file__).parent
_METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.js", "javascript")]
_DEFAULTS = [
    ("**.yml", "competence_standards.read.built_in:extract"),
    ("defaults/help/**.md", "competence_standards.render.help:extract"),
]
_SCHEMAS = [("**.json", "competence_standards.schema:extract")]
_OPTIONS = {"**.html": {"silent": "false"}, "**.js": {"parse_template_string": "true"}}
_KEYWORDS = {"gettext": None, "_": None, "t": None, **dict.fromkeys(("ngettext", "_n", "n"), (1, 2))}
"""The functions that take a message. ``t`` and ``n`` are those of scripts."""
_WIDTH = 120
_COMMENT = "Translators:"


def template() -> bytes:
    """Return ``messages.pot`` as the sources of the program say."""
    catalog = Catalog()
    for folder, methods in ((_PACKAGE, [*_METHODS, *_DEFAULTS]), (schema.FOLDER, _SCHEMAS)):
        found = extract_from_dir(folder, methods, _OPTIONS, _KEYWORDS, [_COMMENT], strip_comment_tags=True)
        for file, line, message, comments, context in found:
            catalog.add(message, None, [(f"{folder.name}/{file}", line)], auto_comments=comments, context=context)
    return _written(catalog)


def updated(text: bytes, tag: str, messages: bytes) -> bytes:
    """Return a catalogue with the messages of the program, and with the translations that it has of them.

    Args:
        text: The catalogue as it is; empty for a new one.
        tag: The tag of its language.
        messages: The content of ``messages.pot``.
    """
    header = [
        'msgid ""',
        'msgstr ""',
        f'"Language: {tag}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {plurals(tag).header}\\n"',
    ]
    begin = ("\n".join(header) + "\n\n").encode()
    catalog = read_po(io.BytesIO(text or begin), abort_invalid=True)
    catalog.update(read_po(io.BytesIO(messages)))
    return begin + _written(catalog)


def main(tags: Sequence[str]) -> int:
    """Write ``messages.pot`` and each catalogue, among them new ones for these languages."""
    if wrong := [tag for tag in tags if not is_known(tag)]:
        sys.stderr.write(f"{wrong[0]} is not a language that we know. Write a tag, such as cy.\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    messages = template()
    (FOLDER / TEMPLATE).write_bytes(messages)
    for tag in sorted({*tags, *(path.stem for path in FOLDER.glob("*.po"))}):
        path = FOLDER / f"{tag}.po"
        path.write_bytes(updated(path.read_bytes() if path.is_file() else b"", tag, messages))
    return 0


def _written(catalog: Catalog) -> bytes:
    written = io.BytesIO()
    write_po(written, catalog, width=_WIDTH, omit_header=True, sort_by_file=True, include_lineno=False)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
