"""A suite in Chinese, or with emoji, brings the fonts that its PDF files need."""

import io
import random
import re
import resource
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from competence_standards.build import load_forms
from competence_standards.commands import main
from competence_standards.forms import font_trial, own_process
from competence_standards.forms import pdf as made_pdf
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.pdf import pdf
from competence_standards.problem import Invalid
from tests.support.fonts import busy_font, font_with, heavy_pair
from tests.support.forms import unmarked
from tests.support.suites import FORM, STANDARD, changed

MOST_BUSY = 5
"""Seconds of the processor for a font that is refused, with the start of the program that tries it."""
FONTS = 20
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


def test_a_font_that_keeps_typst_busy_is_an_error_within_seconds(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(Invalid, match="cannot use this font"):
        load_forms(with_fonts(tmp_path, {"busy.ttf": busy_font(CHINESE + EMOJI, 3000)}))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < MOST_BUSY


@pytest.mark.slow
def test_many_fonts_that_keep_typst_busy_take_no_longer_together(tmp_path: Path) -> None:
    """Each of them takes too long, and the last ones are not tried any more."""
    folder = with_fonts(tmp_path, {f"{number:02}.ttf": busy_font(CHINESE + EMOJI, 3000) for number in range(20)})
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(Invalid) as caught:
        load_forms(folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 3 * MOST_BUSY
    assert 1 <= len(caught.value.problems) < FONTS


def test_fonts_that_take_too_long_only_together_are_an_error_at_the_one_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = dict(zip(("1.ttf", "2.ttf", "3.ttf", "4.ttf", "5.ttf"), (1.9, 1.9, 1.9, 0.9, 0.1), strict=True))
    monkeypatch.setattr(font_trial, "_seconds", lambda font, *_: times[font.name])
    assert [font.name for font in font_trial.unusable([tmp_path / name for name in times], CHINESE)] == ["4.ttf"]


def test_a_font_that_ends_nowhere_is_an_error_where_the_system_limits_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_process, "_START", 0)
    monkeypatch.setattr(own_process, "_SLOWEST", 0.001)
    with pytest.raises(Invalid, match="cannot use this font"):
        load_forms(with_fonts(tmp_path, {"busy.ttf": font_with(CHINESE + EMOJI)}))


def test_a_font_that_is_heavy_only_in_some_words_stops_the_pdf_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of its letters is harmless alone, as the check tries them."""
    folder = with_fonts(tmp_path, {"heavy.ttf": heavy_pair(CHINESE + EMOJI)})
    form = next(filled_forms(load_forms(folder)))
    monkeypatch.setattr(made_pdf, "_BUSY", 1)
    with pytest.raises(Invalid) as caught:
        pdf(form)
    (problem,) = caught.value.problems
    assert problem.as_text().startswith(f"{folder}/fonts:1:1: A PDF file takes more than 1 second with these fonts.")


def test_an_error_in_the_process_of_a_pdf_says_what_stopped_it(tmp_path: Path) -> None:
    folder = with_fonts(tmp_path, {"all.ttf": font_with(CHINESE + EMOJI)})
    form = next(filled_forms(load_forms(folder)))
    made_pdf.families(form.fonts)
    (folder / "fonts/all.ttf").unlink()
    with pytest.raises(RuntimeError, match=r"FileNotFoundError.*all[.]ttf"):
        pdf(form)


def test_twenty_fonts_are_the_most(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = with_fonts(tmp_path, {f"{number:02}.ttf": b"" for number in range(21)})
    assert main(["check", str(folder)]) == 1
    assert f"{folder}/fonts/20.ttf:1:1: The suite has more than 20 fonts." in capsys.readouterr().out


def test_a_form_with_chinese_is_checked_too(tmp_path: Path) -> None:
    folder = changed(tmp_path, FORM, "\ntitle: ", CHINESE)
    (folder / "fonts").mkdir()
    (folder / "fonts/chinese.ttf").write_bytes(font_with(CHINESE))
    load_forms(folder)
