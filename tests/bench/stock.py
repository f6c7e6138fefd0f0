"""A suite in; the same words out as the Markdown files that a stock MkDocs with Material would be given."""

from collections.abc import Iterator
from pathlib import Path

from generator.model import Item, Section, Standard, Suite

# A menu of a thousand entries on each page is stock's worst case, none at all its best.
CONFIGURATION = """\
site_name: Made-up standards
theme:
  name: material
nav:
  - index.md
not_in_nav: s*.md
plugins:
  - search
markdown_extensions:
  - attr_list
  - toc:
      permalink: true
"""


def write_stock(suite: Suite, into: Path) -> None:
    """Write ``mkdocs.yml`` and ``docs/`` into a new folder: one page for each standard, and the home page."""
    docs = into / "docs"
    docs.mkdir(parents=True)
    (into / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    listed = [f"- [{standard.title}]({standard.id}.md)" for standard in suite.standards]
    home = [f"# {suite.title}", "", suite.summary, "", *listed, "", suite.words, ""]
    (docs / "index.md").write_text("\n".join(home), encoding="utf-8")
    for standard in suite.standards:
        (docs / f"{standard.id}.md").write_text("\n".join(_markdown(standard)), encoding="utf-8")


def _markdown(standard: Standard) -> Iterator[str]:
    yield from (f"# {standard.title}", "")
    facts = (standard.competence_area, standard.official and standard.official.reference, f"Version {standard.version}")
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
        for erratum in standard.errata:
            words = f"{erratum.right} stands here for {erratum.wrong}" if erratum.applied else f"{erratum.wrong} as it stands"
            yield f"{erratum.number}. [{erratum.about}](#{erratum.anchor}): {words}. {erratum.note}"
        yield ""
    yield from _provenance(standard)


def _items(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        if section.heading is not None:
            yield from (f"### {section.heading}", "")
        yield from (_item(item) for item in section.items)
        yield ""


def _item(item: Item) -> str:
    marks = "".join(f" ({erratum.number})" for erratum in item.wording.errata)
    return f"- [{item.id}](#{item.id}) {item.words}{marks} {{: #{item.id} }}"


def _provenance(standard: Standard) -> Iterator[str]:
    yield from ("## Reference and provenance {: #provenance }", "")
    official = standard.official
    if official:
        yield f"- Official reference: {official.reference}"
        named = {"Official suite": official.suite, "Developed by": official.developed_by, "Approved": official.approved}
        yield from (f"- {name}: {value}" for name, value in named.items() if value)
        yield f"- Read at [{official.read_at}]({official.read_at})"
    yield f"- Source text: {standard.source_text}"
    yield from (f"- {note}" for note in standard.notes)
    yield from ("", "## History {: #history }", "")
    yield from (f"- Version {version.number}, {version.date}: {version.summary}" for version in standard.history)
    yield ""
