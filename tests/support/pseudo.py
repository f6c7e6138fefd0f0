"""A made-up language: English with accents, 40 % longer, in brackets. A visible word without brackets is no message."""

import html
import io
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po, write_po

from competence_standards.build import load_forms
from competence_standards.messages import updated
from competence_standards.translation.catalogues import PROJECT, TEMPLATE
from competence_standards.translation.locale import plurals
from competence_standards.words import capital

LANG = "cy"
"""The tag that the language borrows, because it has six plural forms."""
_ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
_LONGER = 0.4
_KEPT = re.compile(r"(<[^>]*>|`[^`]*`|\]\([^)]*\)|\{\w+\}|\$\w+|&\w+;)")
"""What a translator leaves as it is: tags, code, addresses of links, names of values, words of the suite, entities."""


def pseudo(message: str) -> str:
    """Return a message in the made-up language."""
    if message.startswith("a b c "):
        return message  # the alphabet
    parts = _KEPT.split(message)
    told = "".join(part if number % 2 else part.translate(_ACCENTS) for number, part in enumerate(parts))
    more = round(sum(map(len, parts[::2])) * _LONGER)
    return f"[{told} {('ýchwánég ' * more)[:more].strip()}]"


def catalogue() -> bytes:
    """Return the translations of all messages into the made-up language."""
    catalog = read_po(io.BytesIO(updated(b"", LANG, (PROJECT / TEMPLATE).read_bytes())))
    for message in catalog:
        if isinstance(message.id, (list, tuple)):
            forms = [pseudo(message.id[1]) for _ in plurals(LANG).categories]
            message.string = tuple(forms)
        elif message.id:
            message.string = pseudo(message.id)
    written = io.BytesIO()
    write_po(written, catalog, omit_header=True)
    header = updated(b"", LANG, b"")
    return header + written.getvalue()


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a value of YAML or JSON."""
    match value:
        case dict():
            for one in value.values():
                yield from texts(one)
        case list():
            for one in value:
                yield from texts(one)
        case str():
            yield " ".join(value.split())


def own_words(folder: Path) -> list[str]:
    """Return every text of a suite, which is no message, the longest first."""
    suite = sorted(folder.rglob("*.yml"))
    found = {text for file in suite for text in texts(yaml.safe_load(file.read_text("utf-8")))}
    for words in load_forms(folder).role_names:
        found |= {words.put(text) for text in found}
    found |= {one for text in found for one in re.split(r"(?<=[.:;])\s+", text)}
    found |= {capital(text) for text in found}
    settings = (Path(__file__).parents[2] / "mkdocs.yml").read_text("utf-8")
    found |= set(re.findall(r"^(?:site_description: |  - )(.*?):?$", settings, re.MULTILINE))
    return sorted(filter(None, found | FORMATS), key=len, reverse=True)


FORMATS = {"PDF", "Word", "Excel", "ZIP"}
"""The names of kinds of files, which are the same in every language."""
_INLINE = "a|abbr|b|code|del|em|i|ins|label|q|small|span|strong|sub|sup|time|u"
_SILENT = re.compile(r'<!--.*?-->|<(script|style|code)\b.*?</\1>|<a class="erratum-mark.*?</a>', re.DOTALL)
_SPOKEN = re.compile(r'\s(?:aria-label|placeholder|title|alt|data-nothing|data-of|data-filter)="([^"]*)"')
_CONTENT = re.compile(r'<meta name="description" content="([^"]*)"')


def shown(page: str) -> list[str]:
    """Return the words that a page shows or says, each block as one text."""
    body = re.sub(
        r"<!--.*?-->|<(script|style|code)\b.*?</\1>|<a class=\"erratum-mark.*?</a>", "", page, flags=re.DOTALL
    )
    spoken = [*_SPOKEN.findall(body), *_CONTENT.findall(body)]
    # A link, a term or a number inside a sentence does not end it; a fold, a cell or a button does.
    inline = rf"(?:</?(?:{_INLINE})\b[^>]*>)+"
    flat = re.sub(inline, "", re.sub(rf"(?<=\w){inline}(?=\w)", " ", body))
    blocks = re.sub(r"<[^>]*>", "\n", flat).split("\n")
    return [" ".join(html.unescape(one).split()) for one in [*blocks, *spoken] if one.strip()]


def escaped(found: Iterable[str], own: list[str]) -> list[str]:
    """Return each text with a word that is neither in brackets nor the suite's own.

    Args:
        found: The texts that readers see.
        own: The texts of the suite, the longest first.
    """
    told = []
    for text in dict.fromkeys(found):
        rest = text.replace("’", "'")
        before = ""
        while before != rest:
            before, rest = rest, re.sub(r"\[[^\[\]]*\]", " ", rest)
        for one in own:
            if len(rest) < 3:
                break
            if one.replace("’", "'") in rest:
                rest = re.sub(rf"(?<!\w){re.escape(one.replace('’', chr(39)))}(?!\w)", " ", rest)
        if re.search(r"[A-Za-z]{3,}", rest):
            told.append(f"{text} → {' '.join(rest.split())}")
    return told


def suite(into: Path) -> Path:
    """Write a small suite with all kinds of pages, whose language is the made-up one."""
    tests = Path(__file__).parents[1]
    shutil.copytree(tests / "suite-with-everything", into)
    shutil.copytree(tests / "suite-with-forms/forms", into / "forms")
    for name in ("role-words", "decision-words"):
        shutil.copy(tests / f"suite-with-forms/vocabulary/{name}.yml", into / "vocabulary")
    glossary = into / "vocabulary/glossary.yml"
    term = "  - term: gŵyl\n    definition: A word of Welsh.\n    match: [gŵyl]\n"
    glossary.write_text(f"{glossary.read_text('utf-8').rstrip()}\n\n{term}", "utf-8")
    own = into / "suite.yml"
    own.write_text(f"{own.read_text('utf-8')}\nlang: {LANG}\n", "utf-8")
    return into


def site(build: Callable[..., Path]) -> Callable[[Path], None]:
    """Return what fills a folder with the site in the made-up language, its suite and its translations.

    Args:
        build: Builds a site.
    """

    def fill(place: Path) -> None:
        translations = place / "translations"
        translations.mkdir()
        (translations / f"{LANG}.po").write_bytes(catalogue())
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TRANSLATIONS_DIR", str(translations))
            # Without own help pages, which are translated as whole files.
            (place / "docs").mkdir()
            build(place / "site", suite(place / "standards"), docs_dir=str(place / "docs"))

    return fill
