"""A part of a sheet in; the same part on a Word document out. Every kind of part has one function."""

from docx.shared import Mm
from docx.table import _Cell as Cell

from competence_standards.documents.word_cells import at_least, cells, edges, keep_whole, repeat_head
from competence_standards.documents.word_controls import date_control, text_control, tick_control
from competence_standards.documents.word_paper import RULE, Paper
from competence_standards.documents.word_table import write_table
from competence_standards.forms import (
    AnyPart,
    Field,
    Fields,
    Head,
    Key,
    Narrative,
    Notice,
    Signatures,
    Table,
    Ticks,
    sign,
)


def write_part(paper: Paper, part: AnyPart) -> None:
    """Write a part of the sheet below what there is."""
    _head(paper, part.head, "Notice heading" if isinstance(part, Notice) else "Heading 2")
    match part:
        case Fields():
            _fields(paper, part)
        case Notice():
            for point in part.points:
                paper.add("Notice", point)
        case Narrative():
            _narrative(paper, part)
        case Table():
            write_table(paper, part)
        case Ticks():
            _ticks(paper, part)
        case Key():
            _key(paper, part)
        case Signatures():
            _signatures(paper, part)


def _head(paper: Paper, head: Head, style: str) -> None:
    if head.heading:
        paper.add(style, head.heading)
    if head.by:
        paper.add("Filled in by", head.by).paragraph_format.keep_with_next = True
    if head.help:
        paper.add("Help", head.help)


def _fields(paper: Paper, part: Fields) -> None:
    for row in part.rows:
        table = paper.grid(1, [one.share for one in row])
        keep_whole(table)
        for one, cell in zip(row, cells(table, 0), strict=True):
            _field(paper, one, cell)


def _field(paper: Paper, one: Field, cell: Cell) -> None:
    (first,) = cell.paragraphs
    if one.kind == "tick":
        paper.style(first, "Tick")
        first._p.append(tick_control(one.label))
        first.add_run(f" {one.label}")
        return
    paper.style(first, "Label")
    first.add_run(one.label)
    second = cell.add_paragraph(style="Answer")
    if one.kind == "options":
        for number, option in enumerate(one.options):
            second.add_run("   " if number else "")
            second._p.append(tick_control(f"{one.label}: {option}"))
            # No line ends between a box and its words.
            second.add_run(f" {option}".replace(" ", "\u00a0"))
        return
    second._p.append(
        date_control(one.label, paper.lang)
        if one.kind == "date"
        else text_control(one.label, lines=one.kind == "lines")
    )
    if one.kind == "lines":
        at_least(cell, one.lines * RULE + 5)
    edges(cell, ["bottom"])


def _narrative(paper: Paper, part: Narrative) -> None:
    for prompt in part.prompts:
        # Where each passage has its ids beside it, each has a row; an account without a margin is one passage.
        lengths = _passages(prompt.lines) if part.margin else [prompt.lines]
        table = paper.grid(1 + len(lengths), [paper.width - 20, 20] if part.margin else [1])
        repeat_head(table, 1)
        heads = cells(table, 0)
        paper.write(heads[0], prompt.text, "Prompt")
        if part.margin:
            paper.write(heads[1], part.margin, "Table head")
            edges(heads[1], ["left"])
        for number, lines in enumerate(lengths, start=1):
            own = cells(table, number)
            at_least(own[0], lines * RULE)
            for cell, label in zip(own, (prompt.text, part.margin), strict=False):
                cell.paragraphs[0]._p.append(text_control(label, lines=True))
                edges(cell, ["top", "bottom", *(["left"] if cell is own[-1] and part.margin else [])])
        paper.add("Gap")


def _ticks(paper: Paper, part: Ticks) -> None:
    across = 20 if paper.is_wide else 13
    for label, ids in part.groups:
        paper.add("Label", label).paragraph_format.keep_with_next = True
        for start in range(0, len(ids), across):
            line = paper.add("Ticks")
            for number, identity in enumerate(ids[start : start + across]):
                line.paragraph_format.tab_stops.add_tab_stop(Mm((number + 1) * paper.width / across))
                line.add_run("\t" if number else "")
                line._p.append(tick_control(identity))
                line.add_run(identity)


def _key(paper: Paper, part: Key) -> None:
    # Codes with nothing but a name stand side by side.
    across = 1 if any(meaning for _, _, meaning in part.entries) else 4 if paper.is_wide else 2
    for start in range(0, len(part.entries), across):
        line = paper.add("Key")
        for number, (code, name, meaning) in enumerate(part.entries[start : start + across]):
            for stop in (0, 12) if number else ():
                line.paragraph_format.tab_stops.add_tab_stop(Mm(number * paper.width / across + stop))
            line.add_run("\t" if number else "")
            line.add_run(f"{code}\t").bold = True
            line.add_run(f"{name}. " if meaning else name).bold = bool(meaning)
            line.add_run(meaning)


def _signatures(paper: Paper, part: Signatures) -> None:
    for person in part.people:
        line = paper.add("Signer")
        line.add_run(person.role).bold = True
        line.add_run(f"  {person.declares}" if person.declares else "")
        table = paper.grid(2, [2, 2, 1])
        keep_whole(table)
        labels = sign()
        for label, above, below in zip(labels, cells(table, 0), cells(table, 1), strict=True):
            paragraph = above.paragraphs[0]
            paragraph.paragraph_format.keep_with_next = True
            name = f"{person.role}: {label}"
            paragraph._p.append(date_control(name, paper.lang) if label == labels[-1] else text_control(name))
            at_least(above, 9.5)
            edges(above, ["bottom"])
            paper.write(below, label, "Label")
            below.paragraphs[0].paragraph_format.keep_with_next = person is not part.people[-1]


def _passages(lines: int) -> list[int]:
    """Some four lines each, as a page can be turned only between two rows."""
    count = max(1, round(lines / 4))
    return [lines // count + (number < lines % count) for number in range(count)]
