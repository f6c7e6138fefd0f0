"""A table of a sheet in; the same table on a Word document out, with a control in each cell that is filled in."""

from collections.abc import Iterator, Sequence

from docx.table import Table as WordTable
from docx.table import _Cell as Cell

from competence_standards.documents.word_cells import at_least, cells, join, repeat_head, rows, span, unsplit
from competence_standards.documents.word_controls import choice_control, date_control, text_control, tick_control
from competence_standards.documents.word_paper import RULE, Paper
from competence_standards.forms import Column, Table, Total


def write_table(paper: Paper, part: Table) -> None:
    """Write a table below what there is."""
    shares = [column.width for column in part.columns for _ in column.boxes or [""]]
    heads = 2 if any(column.boxes for column in part.columns) else 1
    table = paper.grid(heads + len(part.rows), shares, "Table Grid")
    repeat_head(table, heads)
    _head(paper, table, part.columns, heads)
    for row, written in zip(rows(table)[heads:], part.rows, strict=True):
        own = [Cell(tc, table) for tc in row.tc_lst]
        unsplit(row)
        if written.group:
            span(own[0], own[1:])
            paper.write(own[0], written.group, "Table group")
            continue
        if written.total:
            span(own[0], own[1:])
            _total(paper, own[0], written.total)
            continue
        name = next((words for words in written.cells if words), "")
        left = iter(own)
        for column, words in zip(part.columns, written.cells, strict=True):
            _cell(paper, column, words, name, left)
        if not any(column.kind == "tick" for column in part.columns) or part.height > 1:
            at_least(own[0], part.height * RULE)


def _head(paper: Paper, table: WordTable, columns: Sequence[Column], heads: int) -> None:
    first = iter(cells(table, 0))
    second = iter(cells(table, 1) if heads > 1 else ())
    for column in columns:
        cell = next(first)
        paper.write(cell, column.label, "Table tick head" if column.boxes or column.kind == "tick" else "Table head")
        if column.boxes:
            span(cell, [next(first) for _ in column.boxes[1:]])
            for option in column.boxes:
                paper.write(next(second), option, "Table option")
        elif heads > 1:
            join(cell, next(second))


def _total(paper: Paper, cell: Cell, total: Total) -> None:
    before, after = total.texts
    paragraph = cell.paragraphs[0]
    paper.style(paragraph, "Table total")
    paragraph.add_run(f"{before} ")
    paragraph._p.append(text_control(f"{before} {after}"))
    paragraph.add_run(f" {after}")


def _cell(paper: Paper, column: Column, words: str, row: str, left: Iterator[Cell]) -> None:
    label = f"{row}: {column.label}" if row else column.label
    cell = next(left)
    paragraph = cell.paragraphs[0]
    paper.style(paragraph, "Table tick" if column.kind == "tick" else "Table text")
    match column.kind:
        case "id":
            paragraph.add_run(words).bold = True
        case "words":
            paragraph.add_run(words)
        case "tick":
            paragraph._p.append(tick_control(label))
        case "choice" | "boxes":
            for option in column.options:
                paragraph = cell.paragraphs[0]
                paper.style(paragraph, "Table tick")
                paragraph._p.append(tick_control(f"{label}: {option}"))
                cell = next(left) if option != column.options[-1] else cell
        case "code":
            paragraph._p.append(choice_control(label, column.options))
        case "date":
            paragraph._p.append(date_control(label, paper.lang))
        case "line" | "count":
            paragraph._p.append(text_control(label, lines=True))
