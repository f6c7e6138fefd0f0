"""The title of the suite, its logo and who owns the wording are on each form, in each format, and cost no page."""

import io
import json
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from competence_standards.build import load_forms
from competence_standards.commands import main
from competence_standards.forms.excel import excel
from competence_standards.forms.fill import filled_forms, rights_of
from competence_standards.forms.form import FilledForm
from competence_standards.forms.logo import HEIGHT, WIDTH
from competence_standards.forms.pdf import pdf
from competence_standards.forms.word import word
from competence_standards.problem import Invalid
from tests.conftest import ROOT

REAL = ROOT / "standards"
SUITE = ROOT / "tests/suite-with-forms"
PAGES = "T1 2 T2 2 T3 6 T4 2 T5 5 T6 2 T7 3 T8 5 T9 2 T10 2 T11 3 T12 6 T13 2 T14 2 T15 2 T16 2 T17 2 T18 4 T19 2 TC 1"
ALT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def made(form: FilledForm, file_format: str) -> bytes:
    return {"pdf": pdf, "word": word, "excel": excel}[file_format](form)


def raster(kind: str, width: int, height: int) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "#8a1c4f").save(written, kind)
    return written.getvalue()


def drawing(width: int, height: int) -> bytes:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    return f'{head}<rect width="{width}" height="{height}" fill="#8a1c4f"/></svg>'.encode()


LOGOS = {
    "square.png": raster("PNG", 200, 200),
    "wide.png": raster("PNG", 2000, 20),
    "tall.png": raster("PNG", 20, 2000),
    "small.png": raster("PNG", 3, 2),
    "photo.jpg": raster("JPEG", 400, 100),
    "moving.gif": raster("GIF", 100, 100),
    "web.webp": raster("WEBP", 320, 64),
    "drawing.svg": drawing(320, 64),
    "wide.svg": drawing(5000, 10),
}


def first_form(folder: Path, logo: Path | None = None) -> FilledForm:
    forms = [form for form in filled_forms(load_forms(folder, logo)) if form.workbook]
    return forms[0]


def of_word(file: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return parts.read(part).decode()


def text_of(xml: str) -> str:
    return "".join(ET.fromstring(xml).itertext())  # noqa: S314 - our own file


# --- every form of this repository ---


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PdfReader]:
    """Each form of one standard and each form for candidates as a PDF, with a logo that is as large as logos can be."""
    logo = tmp_path_factory.mktemp("logo") / "logo.svg"
    logo.write_bytes(drawing(300, 45))
    forms = filled_forms(load_forms(REAL, logo))
    chosen = [form for form in forms if not form.subject or form.subject.id == "contact-centre"]
    return {form.code: PdfReader(io.BytesIO(made(form, "pdf"))) for form in chosen}


def test_no_form_has_a_page_more(pdfs: dict[str, PdfReader]) -> None:
    words = PAGES.split()
    assert {code: len(pdf.pages) for code, pdf in pdfs.items()} == dict(
        zip(words[::2], map(int, words[1::2]), strict=True)
    )


def test_each_page_says_whose_form_it_is_and_has_the_logo(pdfs: dict[str, PdfReader]) -> None:
    for code, printed in pdfs.items():
        for page in printed.pages:
            text = " ".join(page.extract_text().split())
            assert "Customer service standards We do not own the wording" in text, code
            assert len(page.images) == 1, code


def test_the_foot_is_no_part_of_what_a_screen_reader_reads(pdfs: dict[str, PdfReader]) -> None:
    for code, printed in pdfs.items():
        content = printed.pages[0].get_contents()
        assert content is not None
        data = content.get_data()
        # The picture is within content that is marked as an artifact.
        before = data[: data.rindex(b" Do")]
        assert before.rindex(b"/Artifact") > before.rfind(b"EMC"), code


# --- other suites ---


@pytest.mark.parametrize("name", LOGOS)
def test_any_kind_and_shape_of_logo_is_on_each_format(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(LOGOS[name])
    form = first_form(SUITE, tmp_path / name)
    logo = form.logo
    assert logo
    assert 0 < logo.width <= WIDTH + 0.1
    assert 0 < logo.height <= HEIGHT + 0.1
    assert logo.width > WIDTH - 1 or logo.height > HEIGHT - 0.2
    assert Image.open(io.BytesIO(logo.png)).format == "PNG"

    assert len(PdfReader(io.BytesIO(made(form, "pdf"))).pages[0].images) == 1
    file = made(form, "word")
    (picture,) = ET.fromstring(of_word(file, "word/footer.xml")).iter(ALT)  # noqa: S314
    assert picture.get("descr") == form.suite
    assert 'Target="media/logo.png"' in of_word(file, "word/_rels/footer.xml.rels")
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert parts.read("word/media/logo.png") == logo.png
    book = made(form, "excel")
    assert f'descr="{form.suite}"' in of_word(book, "xl/drawings/drawing1.xml")
    sheet = load_workbook(io.BytesIO(book)).worksheets[0]
    assert sheet["B1"].value == form.suite


def test_a_suite_without_a_logo_has_its_title_and_no_picture() -> None:
    form = first_form(SUITE)
    assert form.logo is None
    file, book = made(form, "word"), made(form, "excel")
    assert f"{form.suite}  {form.rights}" in text_of(of_word(file, "word/footer.xml"))
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert not [name for name in parts.namelist() if "media" in name or "footer.xml.rels" in name]
    sheet = load_workbook(io.BytesIO(book)).worksheets[0]
    values = [row[0].value for row in sheet.iter_rows(max_row=8)]
    assert values[0] == form.suite
    assert form.rights in values
    first = PdfReader(io.BytesIO(made(form, "pdf"))).pages[0]
    assert len(first.images) == 0
    assert f"{form.suite} {form.rights}" in " ".join(first.extract_text().split())


def test_the_properties_of_a_file_have_all_that_is_said_of_the_wording() -> None:
    form = first_form(SUITE)
    assert form.wording_owner in of_word(made(form, "word"), "docProps/core.xml")
    assert form.wording_owner in of_word(made(form, "excel"), "docProps/core.xml")


@pytest.mark.parametrize(
    ("words", "notice"),
    [
        ("© 2026 A College. Licensed under CC BY 4.0.", "© 2026 A College. Licensed under CC BY 4.0."),
        ("© 2026 A College. " + "It is ours. " * 20, "© 2026 A College. " + "It is ours. " * 5 + "It is ours."),
        ("x " * 100, "x " * 48 + "x…"),
        ("x" * 300, "x" * 99 + "…"),
        ("标准属于学院。" * 30, "标准属于学院。" * 14),
    ],
)
def test_the_first_whole_sentences_are_the_notice(words: str, notice: str) -> None:
    assert "".join(rights_of(words).split()) == "".join(notice.split())
    assert len(rights_of(words)) <= 100


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.svg", b"<svg"),
        ("logo.png", b"no picture"),
        ("logo.svg", drawing(10, 10) + b" " * 1_000_001),
        ("logo.png", raster("PNG", 5000, 5000)),
    ],
)
def test_a_logo_that_cannot_be_drawn_is_told_at_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    with pytest.raises(Invalid) as caught:
        load_forms(SUITE, Path(name))
    assert str(caught.value) == (
        f"{name}:1:1: The forms cannot show this logo. Save it as an SVG, PNG or JPEG picture with up to 1,000,000 "
        "bytes and 4,000,000 pixels."
    )


@pytest.mark.parametrize("is_named", [False, True], ids=["of the suite", "of the site"])
def test_the_check_finds_a_logo_that_cannot_be_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_named: bool
) -> None:
    """Otherwise a change that passes the check stops the next build."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SUITE, "standards")
    Path("docs").mkdir()
    whole = raster("PNG", 200, 200)
    file = Path("docs/logo.png" if is_named else "standards/logo.png")
    theme = {"name": "material", "logo": "logo.png"} if is_named else "material"
    settings = {"site_name": "x", "theme": theme, "plugins": ["competence-standards"]}
    Path("mkdocs.yml").write_text(json.dumps(settings), "utf-8")
    if not is_named:
        suite = Path("standards/suite.yml")
        suite.write_text(suite.read_text("utf-8").replace("\nstandards:", "\nlogo: logo.png\nstandards:"), "utf-8")
    file.write_bytes(whole)
    assert main(["check"]) == 0, capsys.readouterr().out
    capsys.readouterr()
    file.write_bytes(whole[: len(whole) // 2])
    assert main(["check"]) == 1
    assert f"{file.as_posix()}:1:1: The forms cannot show this logo." in capsys.readouterr().out


def test_documents_has_the_logo_that_mkdocs_yml_names_or_that_of_the_suite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SUITE, "standards")

    def size() -> tuple[int, int] | None:
        shutil.rmtree("out", ignore_errors=True)
        assert main(["documents", "--into", "out", "--format", "word", "--form", "A1"]) == 0
        file = next(Path("out").rglob("*A1*.docx"))
        with zipfile.ZipFile(file) as parts:
            if "word/media/logo.png" not in parts.namelist():
                return None
            return Image.open(io.BytesIO(parts.read("word/media/logo.png"))).size

    assert size() is None
    (tmp_path / "standards/logo.png").write_bytes(raster("PNG", 200, 200))
    suite = tmp_path / "standards/suite.yml"
    suite.write_text(suite.read_text("utf-8").replace("\nstandards:", "\nlogo: logo.png\nstandards:"), "utf-8")
    assert (found := size())
    assert found[0] == found[1]
    Path("docs").mkdir()
    Path("docs/wide.svg").write_bytes(drawing(300, 45))
    settings = {
        "site_name": "x",
        "theme": {"name": "material", "logo": "wide.svg"},
        "plugins": ["competence-standards"],
    }
    Path("mkdocs.yml").write_text(json.dumps(settings), "utf-8")
    assert (found := size())
    assert found[0] > 6 * found[1]
