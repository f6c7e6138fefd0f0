"""A text that another program could run, or follow as a link, is plain text in documents and in front matter."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import docx
import openpyxl
import yaml
from docx.oxml.ns import qn
from mkdocs.utils.meta import get_data
from pypdf import PdfReader

from competence_standards.build import load_forms
from competence_standards.forms.blocks import AnyBlock, Notice, Table
from competence_standards.forms.choose import chosen
from competence_standards.forms.excel import excel
from competence_standards.forms.form import FilledForm
from competence_standards.forms.pdf import pdf
from competence_standards.forms.word import word
from tests.conftest import ROOT, build_site

SUITE = ROOT / "tests/suite-with-forms"
TEXTS = [
    '#read("/etc/passwd")',
    '#import "/etc/passwd": *',
    '#link("https://host.invalid/")[here]',
    "$ 6 times 7 $ *bold* _slanted_ @there <label>",
    "{{ 7*7 }} {% include '/etc/passwd' %}",
    "]]> <![CDATA[ <w:t>x</w:t> &lt;b&gt;",
    '=HYPERLINK("https://host.invalid/","here")',
    "=cmd|'/c calc'!A1",
    "+1 @SUM(A1)",
    "https://host.invalid/",
    "file:///etc/passwd",
]


@cache
def hostile() -> FilledForm:
    """Return a filled form in which such texts are in place of the title, the headings, the help and the items."""
    (form,) = chosen(load_forms(SUITE), [], ["A1"], None)
    texts = cycle(TEXTS)
    parts = tuple(_spoilt(block, texts) for block in form.blocks)
    return replace(form, title=next(texts), purpose=" ".join(TEXTS), note=next(texts), blocks=parts)


def _spoilt(block: AnyBlock, texts: Iterator[str]) -> AnyBlock:
    block = replace(block, heading=next(texts), help=next(texts))
    if isinstance(block, Notice):
        return replace(block, points=tuple(TEXTS))
    if isinstance(block, Table):
        rows = (replace(row, cells=tuple(next(texts) if cell else "" for cell in row.cells)) for row in block.rows)
        return replace(block, rows=tuple(rows))
    return block


def lacking(shown: str) -> list[str]:
    """Return the texts that are not shown as they are, whatever the spaces between their words."""
    without_spaces = re.sub(r"\s", "", shown)
    return [text for text in TEXTS if re.sub(r"\s", "", text) not in without_spaces]


def test_a_pdf_shows_each_text_and_has_no_link_and_no_action() -> None:
    reader = PdfReader(io.BytesIO(pdf(hostile())))
    root: Any = reader.trailer["/Root"]
    assert lacking("".join(page.extract_text() for page in reader.pages)) == []
    assert [page for page in reader.pages if "/Annots" in page] == []
    assert {"/OpenAction", "/AA"} & set(root) == set()
    assert {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {})) == set()


def test_a_word_file_shows_each_text_and_leads_nowhere() -> None:
    made = word(hostile())
    body = docx.Document(io.BytesIO(made)).element.body
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    fields = {field for block in parts.values() for field in re.findall(r'w:instr="([^"]*)"', block)}

    assert lacking("".join(text.text or "" for text in body.iter(qn("w:t")))) == []
    assert [name for name, part in parts.items() if 'TargetMode="External"' in part] == []
    assert fields == {"PAGE", "NUMPAGES"}
    assert [name for name, part in parts.items() if re.search("<w:(instrText|hyperlink|altChunk)", part)] == []


def test_a_workbook_shows_each_text_and_has_no_link_and_no_formula_but_its_counts() -> None:
    made = excel(hostile())
    book = openpyxl.load_workbook(io.BytesIO(made))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value is not None]

    assert lacking(" ".join(str(cell.value) for cell in cells)) == []
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    # They count, or show what is typed in another cell. None has a text in it.
    assert [formula for formula in formulas if not re.match(r"=COUNTIF\(|='Form'!", formula)] == []
    assert [formula for formula in formulas for text in TEXTS if text in formula] == []
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert [name for name in archive.namelist() if re.search("external|vba|connections", name, re.IGNORECASE)] == []


# --- front matter ---


def test_front_matter_runs_nothing_when_it_is_read(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for tag in ("!!python/object/apply:os.mkdir", "!!python/object/new:os.mkdir", "!!python/name:os.mkdir"):
        with suppress(yaml.YAMLError):
            get_data(f"---\ntitle: Tea\nextra: {tag} [{ran}]\n---\n# Tea\n")
    assert not ran.exists()
    yaml.load(f"!!python/object/apply:os.mkdir [{ran}]", Loader=yaml.UnsafeLoader)  # noqa: S506 - what must not happen
    assert ran.exists()


def test_a_title_in_front_matter_is_no_template(tmp_path: Path) -> None:
    pages = tmp_path / "docs"
    pages.mkdir()
    (pages / "tea.md").write_text("---\ntitle: Tea {{ 7*7 }}\ndescription: Cups {{ config }}\n---\n# Tea\n", "utf-8")
    suite = Path(shutil.copytree(SUITE, tmp_path / "standards"))
    site = build_site(tmp_path / "site", suite, strict=False, docs_dir=str(pages))
    page = (site / "tea/index.html").read_text("utf-8")
    assert "<title>Tea {{ 7*7 }}" in page
    assert 'content="Cups {{ config }}"' in page
