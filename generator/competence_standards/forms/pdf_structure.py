"""Complete the structure of a PDF for screen readers, and make the file smaller. Typst cannot do these things yet."""

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, String


def completed(made: bytes, codes: Sequence[str]) -> bytes:
    """Return a PDF whose rows have heads, and whose pages have labels, such as ``T5-1``.

    A table that was made in two pieces is one table again.

    Args:
        made: The PDF. Each form in it has one heading of level 1.
        codes: The code of each form.
    """
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as file:
        tree = file.Root.StructTreeRoot
        ids = pikepdf.NameTree(tree.IDTree) if Name.IDTree in tree else pikepdf.NameTree.new(file)
        first_pages = []
        for parent in list(_parents(tree)):
            _join_tables(parent)
            for kid in _elements(parent):
                if kid.S == Name.H1:
                    first_pages.append(_page(kid))
                elif kid.S == Name.TR:
                    _name_row(kid, ids)
        if len(ids):
            tree.IDTree = ids.obj
        _label_pages(file, first_pages, codes)
        file.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return written.getvalue()


def _elements(parent: Object) -> Iterator[Object]:
    """Yield the elements directly below one."""
    kids = parent.get(Name.K, Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield kid


def _parents(top: Object) -> Iterator[Object]:
    """Yield every element that can have rows or headings below it."""
    yield top
    for kid in _elements(top):
        if kid.S in {Name.Document, Name.Part, Name.Sect, Name.Div, Name.Table, Name.TBody}:
            yield from _parents(kid)


def _join_tables(parent: Object) -> None:
    """Join each table that has no head with the one before it."""
    before = None
    for kid in list(_elements(parent)):
        if before is not None and kid.S == before.S == Name.Table and not _rows(kid, Name.THead):
            last = _rows(before, Name.TBody)[-1]
            for row in _rows(kid, Name.TBody) or list(_elements(kid)):
                row.P = last.P
                last.P.K.append(row)
                _copy_heads(last, row)
            at = next(at for at, one in enumerate(parent.K) if isinstance(one, Dictionary) and one.objgen == kid.objgen)
            del parent.K[at]
            for attributes in _attributes(before):
                if Name.BBox in attributes:
                    # The frame is larger now.
                    del attributes[Name.BBox]
        else:
            before = kid


def _rows(table: Object, kind: Object) -> list[Object]:
    """Return the rows of the last part of one kind."""
    parts = [kid for kid in _elements(table) if kind == kid.S]
    return list(_elements(parts[-1])) if parts else []


def _copy_heads(row: Object, other: Object) -> None:
    """Give the cells of another row the same heads. One cell across all columns needs none."""
    for cell, attributes in zip(_elements(other), map(_of_table, _elements(row)), strict=False):
        if attributes is not None and (own := _of_table(cell)) is not None:
            own.Headers = Array(attributes.get(Name.Headers, Array()))


def _name_row(row: Object, ids: pikepdf.NameTree) -> None:
    """Make the first cell with strong text the head of its row, and refer the others to it."""
    cells = list(_elements(row))
    head = next((cell for cell in cells if cell.S == Name.TD and _is_strong(cell)), None)
    if head is None:
        return
    name = f"row-{row.objgen[0]}"
    head.S, head.ID = Name.TH, String(name)
    ids[name] = head
    for cell in cells:
        if (attributes := _of_table(cell)) is None:
            continue
        if cell.objgen == head.objgen:
            attributes.Scope = Name.Row
        elif cell.S == Name.TD:
            attributes.Headers = Array([*attributes.get(Name.Headers, Array()), String(name)])


def _is_strong(cell: Object) -> bool:
    return any(Name.Strong == kid.S or (kid.S in {Name.P, Name.Div} and _is_strong(kid)) for kid in _elements(cell))


def _attributes(element: Object) -> list[Object]:
    found = element.get(Name.A, Array())
    return list(found) if isinstance(found, Array) else [found]


def _of_table(cell: Object) -> Object | None:
    return next((one for one in _attributes(cell) if one.get(Name.O) == Name.Table), None)


def _page(element: Object) -> tuple[int, int]:
    """Return the reference to the page of an element."""
    kids = element.K if isinstance(element.K, Array) else Array([element.K])
    page = element.get(Name.Pg) or next(kid.Pg for kid in kids if isinstance(kid, Dictionary))
    return page.objgen


def _label_pages(file: pikepdf.Pdf, first_pages: Sequence[tuple[int, int]], codes: Sequence[str]) -> None:
    """Label each page with the code of its form and its number in the form. A page left blank has no label."""
    forms = dict(zip(first_pages, codes, strict=True))
    labels = NumberTree.new(file)
    for number, page in enumerate(file.pages):
        if code := forms.get(page.obj.objgen):
            labels[number] = Dictionary(S=Name.D, P=String(f"{code}-"), St=1)
        elif Name.Font not in page.obj.Resources:
            labels[number] = Dictionary()
    file.Root.PageLabels = labels.obj
