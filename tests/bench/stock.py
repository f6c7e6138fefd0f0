"""A suite in; the same words out as the Markdown files that a stock MkDocs with Material would be given."""

import sys
from collections.abc import Iterator
from pathlib import Path

from competence_standards import routes
from competence_standards.model import (
    Answer,
    Correspondence,
    Erratum,
    Item,
    RatingScale,
    Section,
    Standard,
    Suite,
    Theme,
    Wording,
    suite,
)
from competence_standards.read import read_folder
from competence_standards.render.correspondences import GROUPS_ON_A_SHEET
from competence_standards.render.glossary_marks import Marks
from competence_standards.render.sheets import sheets
from competence_standards.render.themes import STANDARDS_ON_A_SHEET

# A menu that lists a thousand pages on each of them is stock's worst case; none at all is its best.
_CONFIGURATION = """\
site_name: Made-up standards
theme:
  name: material
nav:
  - index.md
  - standards.md
  - errata.md
not_in_nav: |
  s*.md
  *-*.md
  glossary.md
plugins:
  - search
markdown_extensions:
  - attr_list
  - toc:
      permalink: true
"""


def write_stock(the_suite: Suite, into: Path) -> None:
    """Write ``mkdocs.yml`` and ``docs/`` into a new folder: the standards, their links, and every list."""
    marks = Marks(the_suite.glossary)
    pages = {f"{standard.id}.md": _standard(standard, the_suite, marks) for standard in the_suite.standards}
    pages |= {f"{standard.id}-matrix.md": _matrix(standard) for standard in the_suite.standards}
    if the_suite.scale:
        scale = the_suite.scale
        pages |= {f"{standard.id}-checklist.md": _checklist(standard, scale) for standard in the_suite.standards}
    for theme in the_suite.themes:
        for sheet in sheets("", list(the_suite.of_theme(theme)), STANDARDS_ON_A_SHEET):
            pages[f"theme-{theme.id}-{sheet.number}.md"] = _theme(theme, sheet.entries)
    for groups in sheets("", the_suite.correspondences, GROUPS_ON_A_SHEET):
        pages[f"groups-{groups.number}.md"] = _groups(groups.entries)
    pages["glossary.md"] = _glossary(the_suite)
    pages |= {"index.md": _home(the_suite), "standards.md": _standards(the_suite), "errata.md": _errata(the_suite)}
    docs = into / "docs"
    docs.mkdir(parents=True)
    (into / "mkdocs.yml").write_text(_CONFIGURATION, encoding="utf-8")
    for name, lines in pages.items():
        (docs / name).write_text("\n".join(lines), encoding="utf-8")


def _home(the_suite: Suite) -> Iterator[str]:
    yield from (f"# {the_suite.title}", "", the_suite.summary, "")
    yield from (f"[All {len(the_suite.standards)} standards](standards.md)", "", the_suite.wording_owner, "")


def _standards(the_suite: Suite) -> Iterator[str]:
    yield from ("# All standards", "", the_suite.summary, "")
    for standard in the_suite.standards:
        counts = ", ".join(part.counted for part in standard.parts)
        yield f"- [{standard.title}]({standard.id}.md) {standard.competence_area or ''} {counts}"


def _errata(the_suite: Suite) -> Iterator[str]:
    yield from ("# Errata", "")
    for standard in the_suite.standards:
        yield from (f"## {standard.title} {{: #{standard.id} }}", "")
        yield from (_erratum(erratum, f"{standard.id}.md") for erratum in standard.errata)
        yield ""


def _matrix(standard: Standard) -> Iterator[str]:
    yield from (f"# What each criterion needs: {standard.title}", "")
    columns = standard.part("knowledge").items
    yield "| Criterion | " + " | ".join(f"[{item.id}]({standard.id}.md#{item.id})" for item in columns) + " |"
    yield "|---" * (len(columns) + 1) + "|"
    for criterion in standard.part("criterion").items:
        needs = {link.item.id: "●" if link.direct else "○" for link in standard.needs.get(criterion.id, ())}
        cells = " | ".join(needs.get(item.id, "") for item in columns)
        yield f"| [{criterion.id}]({standard.id}.md#{criterion.id}) {criterion.words} | {cells} |"


def _checklist(standard: Standard, scale: RatingScale) -> Iterator[str]:
    yield from (f"# Checklist: {standard.title}", "")
    evidence = _boxes(scale.evidence.none, scale.evidence.some, scale.evidence.have)
    for part in standard.parts:
        sections, levels = part.sections, [level.answer(part.kind) for level in scale.levels]
        yield from (f"## {part.title}", "")
        yield from (f"- {level.label}: {level.meaning}" for level in levels)
        for section in sections:
            if section.heading is not None:
                yield from (f"### {section.heading}", "")
            for item in section.items:
                yield from (f"- [{item.id}]({standard.id}.md#{item.id}) {item.words}", f"  {{: #{item.id} }}")
                yield f"    - {_boxes(*levels)} ☐ {scale.not_now.label} {scale.not_now.reason}"
                yield f"    - Evidence {evidence} Reference Note"
                yield f"    - Assessor {_boxes(*levels)} Comment"
            yield ""


def _boxes(*answers: Answer) -> str:
    return " ".join(f"☐ {answer.label}" for answer in answers)


def _theme(theme: Theme, entries: tuple[tuple[Standard, tuple[Item, ...]], ...]) -> Iterator[str]:
    yield from (f"# {theme.name}", "", theme.description, "")
    for standard, items in entries:
        yield from (f"## {standard.title} {{: #{standard.id} }}", "")
        yield from (f"- [{item.id}]({standard.id}.md#{item.id}) {item.words}" for item in items)
        yield ""


def _groups(groups: tuple[Correspondence, ...]) -> Iterator[str]:
    yield from ("# Correspondences", "", "| What they share | Kind | Items |", "|---|---|---|")
    for group in groups:
        items = " ".join(f"[{item}]({item.standard}.md#{item.item})" for item in group.items)
        yield f"| {group.name} {group.note or ''} | {group.kind} | {items} |"


def _glossary(the_suite: Suite) -> Iterator[str]:
    yield from ("# Glossary", "")
    for term in the_suite.glossary:
        yield from (f"## {term.term} {{: #{routes.term_anchor(term.term)} }}", "", term.definition, "")


def _standard(standard: Standard, the_suite: Suite, marks: Marks) -> Iterator[str]:
    official = standard.official
    yield from (f"# {standard.title}", "")
    facts = (standard.competence_area, official and official.reference, f"Version {standard.version}")
    yield from (f"- {fact}" for fact in facts if fact)
    yield from ("", "## Overview {: #overview }", "")
    for paragraph in standard.overview:
        yield from (_marked(paragraph, marks), "")
    for part in standard.parts:
        yield from (f"## {part.title} {{: #{part.anchor} }}", "", part.lead_in, "")
        yield from _items(part.sections, standard, the_suite, marks)
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


def _marked(wording: Wording, marks: Marks) -> str:
    return "".join(
        f"[{one.text}](glossary.md#{routes.term_anchor(one.term.term)})" if one.term else one.text
        for run in marks(wording)
        for one in run.segments
    )


def _rows(item: Item, standard: Standard, the_suite: Suite) -> Iterator[str]:
    for labels, links in (
        (("Needs", "Helped by"), standard.needs.get(item.id, ())),
        (("Used for", "Helps with"), standard.used_for.get(item.id, ())),
    ):
        for label, direct in zip(labels, (True, False), strict=True):
            if own := [f"[{one.item.id}: {one.item.words}](#{one.item.id})" for one in links if one.direct == direct]:
                yield f"    - {label} {' '.join(own)}"
    for row in the_suite.likenesses(item):
        others = [f"[{one}: {the_suite.items[one].words}]({one.standard}.md#{one.item})" for one in row.items]
        yield f"    - {row.label} {' '.join(others)}"
    if item.themes:
        yield "    - Themes " + " ".join(f"[{theme}](theme-{theme}-1.md)" for theme in item.themes)


def _items(sections: tuple[Section, ...], standard: Standard, the_suite: Suite, marks: Marks) -> Iterator[str]:
    for section in sections:
        if section.heading is not None:
            yield from (f"### {section.heading}", "")
        for item in section.items:
            errata = "".join(f" [{erratum.number}](#errata)" for erratum in item.wording.errata)
            yield from (f"- [{item.id}](#{item.id}) {_marked(item.wording, marks)}{errata}", f"  {{: #{item.id} }}")
            yield from _rows(item, standard, the_suite)
        yield ""


def _erratum(erratum: Erratum, page: str = "") -> str:
    if erratum.applied:
        words = f"*{erratum.right}* stands here for *{erratum.wrong}* in the source text."
    else:
        words = f"*{erratum.wrong}* is published as the source text has it."
    return f"- [{erratum.about}]({page}#{erratum.anchor}): {words} {erratum.note}"


if __name__ == "__main__":
    write_stock(suite(read_folder(Path(sys.argv[1]))), Path(sys.argv[2]))
