"""A letter that the fonts of the PDF files do not have is an error at its place, before any document is made."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from competence_standards.build import load
from competence_standards.commands import main
from competence_standards.forms import pdf
from competence_standards.problem import Invalid
from competence_standards.translation import catalogues
from tests.support.suites import FORM, STANDARD, changed

ROLES = "vocabulary/role-words.yml"
FONTS = {
    "\U0001f642": "Noto Emoji",
    "\u4e2d": "Noto Sans SC",
    "\u2705": "Noto Emoji",
    "\u0e01": "Noto Sans Thai",
}
"""Letters, with the name of a font that has them."""


@pytest.mark.parametrize("letter", FONTS)
@pytest.mark.parametrize(
    ("file", "after"), [(STANDARD, "\ntitle: "), (FORM, "\ntitle: "), (ROLES, "assessor: "), ("suite.yml", "\ntitle: ")]
)
def test_a_letter_that_no_pdf_can_show_is_an_error(
    letter: str, file: str, after: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = changed(tmp_path, file, after, letter)
    text = (folder / file).read_text("utf-8")
    line = text[: text.index(letter)].count("\n") + 1
    column = text.index(letter) - text.rfind("\n", 0, text.index(letter))

    assert main(["check", str(folder)]) == 1
    told = capsys.readouterr().out
    assert told.startswith(
        f"{folder}/{file}:{line}:{column}: The PDF forms cannot show the character {letter} (U+{ord(letter):04X}). "
        f"Add a font that has it to {folder}/fonts, such as {FONTS[letter]}. Or write a word instead.\n"
    )
    assert told.endswith("\n1 error in 8 files.\n")
    assert main(["documents", "--standards", str(folder), "--into", str(tmp_path / "made")]) == 1
    assert "cannot show the character" in capsys.readouterr().err
    assert not (tmp_path / "made").exists()


def test_a_letter_that_the_fonts_have_is_no_error(tmp_path: Path) -> None:
    folder = changed(tmp_path, STANDARD, "\ntitle: ", "\u2192 \u2265 \u0416 \u2713 \u201cna\u00efve\u201d")
    load(folder)
    assert main(["documents", "--standards", str(folder), "--into", str(tmp_path / "made"), "--format", "pdf"]) == 0


def test_a_letter_that_is_on_no_form_is_no_error(tmp_path: Path) -> None:
    folder = changed(tmp_path, STANDARD, "summary: ", "\U0001f642")
    assert main(["documents", "--standards", str(folder), "--into", str(tmp_path / "made"), "--format", "pdf"]) == 0


def test_a_suite_without_forms_can_have_any_letter(tmp_path: Path) -> None:
    folder = changed(tmp_path, STANDARD, "\ntitle: ", "\U0001f642")
    with pytest.raises(Invalid):
        load(folder)
    shutil.rmtree(folder / "forms")
    load(folder)


def test_of_a_great_many_letters_the_first_are_told(tmp_path: Path) -> None:
    folder = changed(tmp_path, FORM, "\npurpose: ", "".join(map(chr, range(0x4E00, 0x4E00 + 200))))
    with pytest.raises(Invalid) as caught:
        load(folder)
    (problem,) = caught.value.problems
    assert len([*problem.each()]) == 20
    assert "There are 19 more places with this problem, on line 5. Add a font" in problem.as_text()


def test_a_letter_is_an_error_where_only_its_capital_is_missing(tmp_path: Path) -> None:
    """The fonts have Georgian small letters. Forms start a role with a capital letter."""
    folder = changed(tmp_path, ROLES, "assessor: ", "\u10d0")
    with pytest.raises(Invalid) as caught:
        load(folder)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (f"{folder}/{ROLES}", 6)
    assert problem.message == "The PDF forms cannot show the character \u1c90 (U+1C90)."


def test_a_letter_of_another_country_is_an_error_too(tmp_path: Path) -> None:
    folder = changed(tmp_path, ROLES, "assessor: exa", "\u4e2d")
    with pytest.raises(Invalid, match="U\\+4E2D"):
        load(folder)


@pytest.mark.parametrize("message", ["Page {page} of {pages}", "Signature", "To be completed by the {role}"])
def test_a_letter_in_a_translation_is_an_error_if_a_form_shows_it(
    message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = changed(tmp_path, "suite.yml", "words: ", "")
    suite = folder / "suite.yml"
    suite.write_text(f"{suite.read_text('utf-8')}lang: cy\n", "utf-8")
    catalogue = tmp_path / "cy.po"
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'

    def translated(one: str) -> str:
        return f'\nmsgid "{one}"\nmsgstr "{one} \u4e2d"\n'

    catalogue.write_text(head + translated("My progress"), "utf-8")
    load(folder)
    catalogue.write_text(head + translated("My progress") + translated(message), "utf-8")
    with pytest.raises(Invalid) as caught:
        load(folder)
    (problem,) = caught.value.problems
    assert problem.file.endswith("/cy.po")
    assert "U+4E2D" in problem.message


def test_of_very_many_letters_few_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """To try all of them at once, again and again, would take a minute."""
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 20_000)]
    tried = 0

    def has_all(some: Sequence[str], _: object) -> bool:
        nonlocal tried
        tried += len(some)
        return False

    monkeypatch.setattr(pdf, "_has_all", has_all)
    assert pdf.unprintable(letters, 20) == letters[:20]
    assert tried < 1_000


def test_all_letters_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 1_000)]
    wrong = [letters[0], letters[63], letters[64], letters[-1]]
    monkeypatch.setattr(pdf, "_has_all", lambda some, _: not set(some) & set(wrong))
    assert pdf.unprintable(letters, 20) == wrong
