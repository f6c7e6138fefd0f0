"""A suite in Chinese, or with emoji, brings the fonts that its PDF files need."""

import io
import random
import re
import struct
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from competence_standards.build import load_forms
from competence_standards.commands import main
from competence_standards.forms import font_trial
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.pdf import pdf
from competence_standards.problem import Invalid
from tests.support.fonts import font_with
from tests.support.forms import unmarked
from tests.support.suites import FORM, STANDARD, changed

WELSH, CHINESE, EMOJI = "Croeso i’r tŷ", "开门迎接客人", "\U0001f642"


def with_fonts(folder: Path, fonts: dict[str, bytes]) -> Path:
    """Return a suite whose standard has Welsh, Chinese and emoji in its title, with these fonts."""
    made = changed(folder, STANDARD, "\ntitle: ", f"{WELSH} {CHINESE} {EMOJI}")
    (made / "fonts").mkdir()
    for name, data in fonts.items():
        (made / "fonts" / name).write_bytes(data)
    return made


def test_a_suite_in_chinese_with_a_font_has_documents_in_all_formats(tmp_path: Path) -> None:
    fonts = {"chinese.ttf": font_with(CHINESE), "emoji.otf": font_with(EMOJI, "Test Emoji"), "LICENSE.txt": b"free"}
    folder = with_fonts(tmp_path, fonts)
    assert main(["check", str(folder)]) == 0
    into = tmp_path / "made"
    assert main(["documents", "--standards", str(folder), "--into", str(into), "--packs"]) == 0
    for path in (into / "answer-doorbell").iterdir():
        if path.suffix == ".pdf":
            said = unmarked("".join(page.extract_text() for page in PdfReader(path).pages))
            assert unmarked(f"{WELSH} {CHINESE} {EMOJI}") in said
        elif path.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(path) as file:
                assert any(CHINESE in file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))
    assert {path.suffix for path in (into / "answer-doorbell").iterdir()} == {".pdf", ".docx", ".xlsx", ".zip"}


def test_a_pdf_is_the_same_wherever_the_suite_is_and_another_with_another_font(tmp_path: Path) -> None:
    fonts = {"all.ttf": font_with(CHINESE + EMOJI)}
    folders = [with_fonts(tmp_path / name, fonts) for name in ("one", "two")]
    (first, *_), (second, *_) = (list(filled_forms(load_forms(folder))) for folder in folders)
    assert pdf(first) == pdf(second)
    assert repr(first) == repr(second)
    (folders[1] / "fonts/all.ttf").write_bytes(font_with(CHINESE + EMOJI + "x"))
    assert repr(next(filled_forms(load_forms(folders[1])))) != repr(first)


def test_a_letter_that_the_font_lacks_is_still_an_error(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as caught:
        load_forms(with_fonts(tmp_path, {"chinese.ttf": font_with(CHINESE)}))
    (problem,) = caught.value.problems
    assert "U+1F642" in problem.message
    assert "such as Noto Emoji" in problem.hint


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("chinese.ttf", b"", "PDF files cannot use this font."),
        ("chinese.otf", b"not a font" * 100, "PDF files cannot use this font."),
        ("chinese.ttf", font_with(CHINESE)[:300], "PDF files cannot use this font."),
        ("chinese.woff2", b"wOF2", "PDF files cannot use a font for websites."),
        ("chinese.ttf", bytes(32 * 1024 * 1024 + 1), "The file is 33,554,433 bytes."),
    ],
    ids=["empty", "text", "cut", "for-websites", "large"],
)
def test_a_file_that_is_no_font_is_an_error(
    name: str, data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = with_fonts(tmp_path, {name: data})
    assert main(["check", str(folder)]) == 1
    assert f"{folder}/fonts/{name}:1:1: {said}" in capsys.readouterr().out


def test_a_font_outside_the_folder_is_not_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = with_fonts(tmp_path, {})
    outside = tmp_path / "outside.ttf"
    outside.write_bytes(font_with(CHINESE + EMOJI))
    (folder / "fonts/link.ttf").symlink_to(outside)
    assert main(["check", str(folder)]) == 1
    assert "link to a place outside" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6, 12))
def test_a_damaged_font_ends_in_a_pdf_or_in_an_error(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(seed)  # noqa: S311 - it protects nothing
    data = bytearray(font_with(CHINESE + EMOJI))
    for _ in range(20):
        data[chance.randrange(len(data))] = chance.randrange(256)
    folder = with_fonts(tmp_path, {"chinese.ttf": bytes(data)})
    checked = main(["check", str(folder)])
    said = capsys.readouterr().out
    if checked:
        assert re.search(r"cannot (use this font|show the character)", said)
    else:
        assert all(PdfReader(io.BytesIO(pdf(form))).pages for form in filled_forms(load_forms(folder)))


def test_a_font_that_keeps_typst_busy_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one group of its letters ends at the highest number that there is room for."""
    font = bytearray(font_with("a"))
    at = font.index(struct.pack(">III", 1, ord("a"), ord("a"))) + 4
    font[at : at + 8] = struct.pack(">II", 0, 0xFFFFFFFF)
    monkeypatch.setattr(font_trial, "_PATIENCE", 3)
    with pytest.raises(Invalid, match="cannot use this font"):
        load_forms(with_fonts(tmp_path, {"busy.ttf": bytes(font)}))


def test_twenty_fonts_are_the_most(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = with_fonts(tmp_path, {f"{number:02}.ttf": b"" for number in range(21)})
    assert main(["check", str(folder)]) == 1
    assert f"{folder}/fonts/20.ttf:1:1: The suite has more than 20 fonts." in capsys.readouterr().out


def test_a_form_with_chinese_is_checked_too(tmp_path: Path) -> None:
    folder = changed(tmp_path, FORM, "\ntitle: ", CHINESE)
    (folder / "fonts").mkdir()
    (folder / "fonts/chinese.ttf").write_bytes(font_with(CHINESE))
    load_forms(folder)
