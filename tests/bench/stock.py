"""A suite in; the same words out as the Markdown files that a stock MkDocs with Material would be given."""

import sys
from collections.abc import Iterator
from pathlib import Path

from generator.model import Erratum, Section, Standard, Suite, suite
from generator.read import read_folder

# A menu that lists a thousand pages on each of them is stock's worst case; none at all is its best.
_CONFIGURATION = """\
site_name: Made-up standards
theme:
  name: material
nav:
  - index.md
  - standards.md
  - errata.md
not_in_nav: s*.md
plugins:
  - search
markdown_extensions:
  - attr_list
  - toc:
      permalink: true
"""


def write_stock(the_suite: Suite, into: Path) -> None:
    """Write ``mkdocs.yml`` and ``docs/`` into a new folder: the standards, the home page, and the two lists."""
    pages = {f"{standard.id}.md": _standard(standard) for standard in the_suite.standards}
    pages |= {"index.md": _home(the_suite), "standards.md": _standards(the_suite), "errata.md": _errata(the_suite)}
    docs = into / "docs"
    docs.mkdir(parents=True)
    (into / "mkdocs.yml").write_text(_CONFIGURATION, encoding="utf-8")
    for name, lines in pages.items():
        (docs / name).write_text("\n".join(lines), encoding="utf-8")


def _home(the_suite: Suite) -> Iterator[str]:
    yield from (f"# {the_suite.title}", "", the_suite.summary, "")
    yield from (f"[All {len(the_suite.standards)} standards](standards.md)", "", the_suite.words, "")


def _standards(the_suite: Suite) -> Iterator[str]:
    yield from ("# All standards", "", the_suite.summary, "")
    for standard in the_suite.standards:
        counts = f"{len(standard.criteria)} performance criteria, {len(standard.knowledge_items)} knowledge items"
        yield f"- [{standard.title}]({standard.id}.md) {standard.competence_area or ''} {counts}"


def _errata(the_suite: Suite) -> Iterator[str]:
    yield from ("# Errata", "")
    for standard in the_suite.standards:
        yield from (f"## {standard.title} {{: #{standard.id} }}", "")
        yield from (_erratum(erratum, f"{standard.id}.md") for erratum in standard.errata)
        yield ""


def _standard(standard: Standard) -> Iterator[str]:
    official = standard.official
    yield from (f"# {standard.title}", "")
    facts = (standard.competence_area, official and official.reference, f"Version {standard.version}")
    yield from (f"- {fact}" for fact in facts if fact)
    yield from ("", "## Overview {: #overview }", "")
    for paragraph in standard.overview:
        yield from (paragraph.published, "")
    yield from ("## Performance criteria {: #performance-criteria }", "", "You must be able to:", "")
    yield from _items(standard.performance_criteria)
    yield from ("## Knowledge and understanding {: #knowledge }", "", "You need to know and understand:", "")
    yield from _items(standard.knowledge)
    if standard.errata:
        yield from ("## Errata {: #errata }", "")
        yield from (_erratum(erratum) for erratum in standard.errata)
    yield from ("", "## Reference and provenance {: #provenance }", "")
    if official:
        yield f"- Official reference: {official.reference}"
        named = {"Official suite": official.suite, "Developed by": official.developed_by, "Approved": official.approved}
        yield from (f"- {name}: {value}" for name, value in named.items() if value)
        yield f"- Read at: [{official.read_at}]({official.read_at})"
    yield f"- Source text: {standard.source_text}, as supplied. {' '.join(standard.notes)}"
    yield from ("", "## History {: #history }", "")
    yield from (f"- Version {version.number}, {version.date}: {version.summary}" for version in standard.history)
    yield ""


def _items(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        if section.heading is not None:
            yield from (f"### {section.heading}", "")
        for item in section.items:
            marks = "".join(f" [{erratum.number}](#errata)" for erratum in item.wording.errata)
            yield from (f"- [{item.id}](#{item.id}) {item.words}{marks}", f"  {{: #{item.id} }}")
        yield ""


def _erratum(erratum: Erratum, page: str = "") -> str:
    if erratum.applied:
        words = f"*{erratum.right}* stands here for *{erratum.wrong}* in the source text."
    else:
        words = f"*{erratum.wrong}* is published as the source text has it."
    return f"- [{erratum.about}]({page}#{erratum.anchor}): {words} {erratum.note}"


if __name__ == "__main__":
    write_stock(suite(read_folder(Path(sys.argv[1]))), Path(sys.argv[2]))
