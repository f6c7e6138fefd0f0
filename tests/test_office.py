"""The Word files as another program lays them out: nothing is lost, and they take as much paper as the PDF files."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.test_documents import as_pdf, as_word, forms, squashed, words

OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each Word file of one standard, and those for each candidate, as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("office")
    for sheet in forms():
        (folder / f"{sheet.code}.docx").write_bytes(as_word(sheet))
    # A profile of its own, so that no window that is open is disturbed.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(folder.glob("*.docx"))
    assert OFFICE
    command: list[str | Path] = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.skipif(not OFFICE, reason="needs LibreOffice")
def test_word_files_lose_nothing_and_take_as_much_paper_as_pdf_files(laid_out: Path) -> None:
    faults = []
    for sheet in forms():
        printed = PdfReader(laid_out / f"{sheet.code}.pdf").pages
        pages = [squashed(page.extract_text()) for page in printed]
        wanted = [sheet.title, sheet.purpose, *(text for part in sheet.parts for text in words(part))]
        faults += [f"{sheet.code} lacks {text}" for text in wanted if not any(squashed(text) in page for page in pages)]
        as_many = len(PdfReader(io.BytesIO(as_pdf(sheet))).pages)
        if abs(len(printed) - as_many) > 1:
            faults.append(f"{sheet.code} takes {len(printed)} sheets in Word and {as_many} as PDF")
    assert faults == []
