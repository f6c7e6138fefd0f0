"""Word files as people handle them: filled in by Word, opened and saved by LibreOffice, printed."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from competence_standards.forms.form import FilledForm
from competence_standards.forms.places import Place

OFFICE = shutil.which("soffice")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_TEXTS = ("word/document.xml", "word/header")
_DETAILS = "customXml/item1.xml"


class Control(NamedTuple):
    """A control of a Word file."""

    tag: str
    title: str
    kind: str
    """The element that says what it holds, such as ``dropDownList``. Empty for text of several paragraphs."""
    text: str
    """Its text, with a line for each paragraph or line break."""
    element: Any


def parts(made: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by their names."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def trees(made: bytes) -> dict[str, Any]:
    """Return the parts with text that people read: the body of the file and the heads of its pages."""
    return {name: etree.fromstring(part) for name, part in parts(made).items() if name.startswith(_TEXTS)}


def text_of(element: Any) -> str:
    """Return the text of an element, with a line for each paragraph or line break."""
    marks = {f"{W}p": "\n", f"{W}br": "\n", f"{W}tab": "\t"}
    nodes = element.iter(f"{W}t", *marks)
    return "".join(marks.get(node.tag) or node.text or "" for node in nodes).strip()


def controls(made: bytes) -> list[Control]:
    """Return the controls to fill in, those of the heads of pages last."""
    return [control for tree in trees(made).values() for control in _controls(tree)]


def _controls(tree: Any) -> Iterator[Control]:
    for element in tree.iter(f"{W}sdt"):
        properties = element.find(f"{W}sdtPr")
        kinds = {child.tag.rpartition("}")[2] for child in properties}
        if kinds & {"group", "repeatingSection", "repeatingSectionItem"}:
            continue
        kind = next(iter(kinds & {"text", "date", "dropDownList", "checkbox"}), "")
        tag, title = (_value(properties.find(f"{W}{name}")) for name in ("tag", "alias"))
        yield Control(tag, title, kind, text_of(element.find(f"{W}sdtContent")), element)


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{W}val")


def filled(made: bytes, answers: Mapping[str, str]) -> bytes:
    """Return a Word file as Word saves it after people filled it in.

    Args:
        made: The file.
        answers: What they wrote, by the name of the place. A tick is any text. The lines of an account are paragraphs.
    """
    found = parts(made)
    details = etree.fromstring(found[_DETAILS])
    left = set(answers)
    for name in [name for name in found if name.startswith(_TEXTS)]:
        tree = etree.fromstring(found[name])
        for control in list(_controls(tree)):
            if answer := answers.get(control.tag):
                left.discard(control.tag)
                _fill(control, answer)
                _write_detail(control, answer, details)
        found[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    assert not left, f"no control for {sorted(left)}"
    found[_DETAILS] = etree.tostring(details)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in found.items():
            archive.writestr(name, part)
    return written.getvalue()


def _write_detail(control: Control, answer: str, details: Any) -> None:
    binding = control.element.find(f"{W}sdtPr/{W}dataBinding")
    if binding is not None and control.kind == "text":
        (node,) = details.xpath(binding.get(f"{W}xpath"), namespaces={"d": details.nsmap[None]})
        node.text = answer


def _fill(control: Control, answer: str) -> None:
    properties, content = control.element.find(f"{W}sdtPr"), control.element.find(f"{W}sdtContent")
    for placeholder in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(placeholder)
    if control.kind == "checkbox":
        next(properties.iter(f"{W14}checked")).set(f"{W14}val", "1")
        next(content.iter(f"{W}t")).text = "☑"
        return
    if control.kind == "date":
        properties.find(f"{W}date").set(f"{W}fullDate", "2026-09-22T00:00:00Z")
    paragraphs = content.findall(f"{W}p")
    if not paragraphs:
        content[:] = [_run(answer)]
        return
    (first,) = paragraphs
    settings = first.find(f"{W}pPr")
    content.remove(first)
    for line in answer.split("\n"):
        paragraph = etree.SubElement(content, f"{W}p")
        if settings is not None:
            paragraph.append(deepcopy(settings))
        paragraph.append(_run(line))


def _run(text: str) -> Any:
    run = etree.Element(f"{W}r")
    words = etree.SubElement(run, f"{W}t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


# --- what people write ---


def realistic(form: FilledForm) -> dict[str, str]:
    """Return answers of the length that assessors write: each word that is typed is found only once on the form."""
    numbers = count(1)
    return {place.name: _answer(place, numbers, _realistic) for place in form.places}


def extreme(form: FilledForm) -> dict[str, str]:
    """Return answers that are longer than anybody writes, with a very long word in each cell of a table."""
    numbers = count(1)
    return {place.name: _answer(place, numbers, _extreme) for place in form.places}


def _answer(place: Place, numbers: Iterator[int], write: Callable[[Place, Iterator[int]], str]) -> str:
    if place.header:
        return f"Jordan Featherstonehaugh {place.header}"
    if place.kind == "choice":
        return place.options[-1]
    if place.kind in ("tick", "date", "time"):
        return {"tick": "yes", "date": "22 Sep 2026", "time": "14:35"}[place.kind]
    return write(place, numbers)


def _words(numbers: Iterator[int], many: int) -> str:
    return " ".join(f"word{next(numbers)}" for _ in range(many))


def _realistic(place: Place, numbers: Iterator[int]) -> str:
    if place.kind == "line" or place.row:
        return _words(numbers, 2)
    return "\n".join([_words(numbers, 12), _words(numbers, 9), _words(numbers, 12)])


def _extreme(place: Place, numbers: Iterator[int]) -> str:
    if place.kind == "line":
        return _words(numbers, 8)
    if place.row:
        return f"{_words(numbers, 6)} {'ŵ' * 20}"
    return "\n".join(_words(numbers, 40) for _ in range(8))


# --- LibreOffice ---


def converted(files: Mapping[str, bytes], ending: str, folder: Path) -> dict[str, bytes]:
    """Return files as LibreOffice saves them.

    Args:
        files: Word files by their names without an ending.
        ending: Of the new files: ``docx`` or ``pdf``.
        folder: An empty folder, or one that earlier calls used.
    """
    assert OFFICE
    given, made = folder / "given", folder / ending
    given.mkdir(parents=True, exist_ok=True)
    paths = [given / f"{name}.docx" for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    # A profile of its own, so that no window that is open is disturbed.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command: list[str | Path] = [OFFICE, profile, "--headless", "--convert-to", ending, "--outdir", made, *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {name: (made / f"{name}.{ending}").read_bytes() for name in files}
