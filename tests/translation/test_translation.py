"""Every word that a reader sees is a message, and a catalogue translates it on pages, in files and in scripts."""

import ast
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pdfplumber
import pikepdf
import pytest
from babel.messages.pofile import read_po

from competence_standards.build import load, load_forms
from competence_standards.commands import main
from competence_standards.forms.documents import Document
from competence_standards.forms.fill import filled_forms
from competence_standards.forms.form import FilledForm
from competence_standards.forms.make import make
from competence_standards.messages import template, updated
from competence_standards.render import render
from competence_standards.self_assessment import pages as self_assessment
from competence_standards.translation import Untranslated, catalogues, gettext, in_language, ngettext
from competence_standards.translation.catalogues import PROJECT, TEMPLATE
from competence_standards.translation.locale import (
    day,
    decimal,
    is_known,
    known,
    letters,
    plurals,
    sort_key,
    with_country,
)
from competence_standards.translation.parsed import parsed
from competence_standards.translation.scripts import of_scripts
from tests.conftest import ROOT, Once, build_site
from tests.support import pseudo
from tests.support.node import node

WELSH = ROOT / "tests/translations"
PLURALS = [
    "dim eitemau",
    "un eitem",
    "{number} eitem (dwy)",
    "{number} eitem (tair)",
    "{number} eitem (chwech)",
    "{number} eitem",
]


@pytest.fixture
def welsh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A small suite in Welsh, of which few words are translated."""
    monkeypatch.setattr(catalogues, "FOLDER", WELSH)
    return pseudo.suite(tmp_path / "standards")


@pytest.fixture(scope="module")
def site(once: Once) -> Path:
    """The site in the made-up language."""
    return once("pseudo", pseudo.site(build_site))


def generated(site: Path) -> list[Path]:
    """Every page of the site."""
    return sorted((site / "site").rglob("*.html"))


# --- the messages ---


def test_the_list_of_messages_is_up_to_date() -> None:
    assert template() == (PROJECT / TEMPLATE).read_bytes(), "run: make messages"


_NAMES = ("_", "gettext", "ngettext")


def calls(source: str) -> Iterator[str]:
    """The text of each call that translates one, also of those where no extractor looks: inside f-strings."""
    for part in ast.walk(ast.parse(source)):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in _NAMES:
            message = part.args[0] if part.args else None
            if isinstance(message, ast.Constant):
                yield str(message.value)


def test_every_message_of_the_program_is_a_text_that_was_found() -> None:
    listed = {one.id[0] if isinstance(one.id, tuple) else one.id for one in read_po(io.BytesIO(template()))}
    files = [
        path for path in (ROOT / "generator/competence_standards").rglob("*.py") if path.parent.name != "translation"
    ]
    used = {message for path in files for message in calls(path.read_text("utf-8"))}

    assert len(used) > 80
    assert used - listed == set()
    assert list(calls("f\"{gettext('Inside')}\" + _('Outside')")) == ["Outside", "Inside"]


def test_a_catalogue_is_brought_up_to_date_and_keeps_its_translations() -> None:
    messages = (PROJECT / TEMPLATE).read_bytes()
    before = (WELSH / "cy.po").read_bytes()
    after = updated(before, "cy", messages)

    assert len(list(read_po(io.BytesIO(after)))) == len(list(read_po(io.BytesIO(messages))))
    kept = [line for line in before.splitlines() if line.startswith(b"msgstr") and len(line) > 9]
    assert [line for line in kept if line not in after.splitlines()] == []
    for path in PROJECT.glob("*.po"):
        assert updated(path.read_bytes(), path.stem, messages) == path.read_bytes(), "run: make messages"


# --- no word escaped ---


def test_no_word_of_a_page_escaped(site: Path) -> None:
    own = pseudo.own_words(site / "standards")
    pages = {path: pseudo.escaped(pseudo.shown(path.read_text("utf-8")), own) for path in generated(site)}

    assert len(pages) > 20
    assert {path.relative_to(site).as_posix(): found for path, found in pages.items() if found} == {}
    text = generated(site)[-1].read_text("utf-8")
    planted = text.replace("</main>", '<p>Read me</p><p aria-label="Hear me">[told] and more</p></main>')
    assert [one.split(" →")[0] for one in pseudo.escaped(pseudo.shown(planted), own)] == [
        "Read me",
        "[told] and more",
        "Hear me",
    ]


def test_no_word_of_the_search_or_of_the_manifest_escaped(site: Path) -> None:
    own = pseudo.own_words(site / "standards")
    index = json.loads((site / "site/search/search_index.json").read_text("utf-8"))
    entries = [one for one in index["docs"] if one["location"].partition("/")[0] != "file-format"]
    manifest = json.loads((site / "site/manifest.webmanifest").read_text("utf-8"))
    named = [manifest["name"], manifest["description"], *(one["name"] for one in manifest["shortcuts"])]

    assert len(entries) > 20
    assert index["config"]["pipeline"] == []
    assert (manifest["lang"], manifest["dir"]) == ("cy", "ltr")
    # Help pages have examples of code, which are the same in every language.
    texts = [text for one in entries for text in pseudo.shown(one["text"])]
    assert pseudo.escaped([*named, *(one["title"] for one in entries), *texts], own) == []


@pytest.mark.slow
def test_no_word_of_a_document_escaped(site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", site / "translations")
    own = pseudo.own_words(site / "standards")
    for form in filled_forms(load_forms(site / "standards")):
        texts = [*pdf_words(form, tmp_path), *word_words(form), *excel_words(form, tmp_path)]
        assert pseudo.escaped(texts, own) == [], form.code


def pdf_words(form: FilledForm, folder: Path) -> list[str]:
    (folder / "form.pdf").write_bytes(made(form, "pdf"))
    with pdfplumber.open(folder / "form.pdf") as pdf:
        # A table's cells stand side by side, so only the head and the foot are read as lines.
        lines = [line for page in pdf.pages for line in page.extract_text().splitlines()]
        return [*lines[-2:], *(str(one) for one in (pdf.metadata["Title"], pdf.metadata["Subject"]))]


def word_words(form: FilledForm) -> list[str]:
    with zipfile.ZipFile(io_of(made(form, "word"))) as file:
        parts = [
            file.read(name).decode() for name in file.namelist() if re.match(r"word/(document|header|footer)", name)
        ]
    return [
        "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)).replace("\u00a0", " ").strip()
        for part in parts
        for paragraph in part.replace("<w:tab/>", "<w:t> </w:t>").split("</w:p>")
    ]


def excel_words(form: FilledForm, folder: Path) -> list[str]:
    (folder / "form.xlsx").write_bytes(made(form, "excel"))
    book = openpyxl.load_workbook(folder / "form.xlsx")
    cells = [cell.value for page in book for row in page.iter_rows() for cell in row]
    rules = [rule for page in book for rule in page.data_validations.dataValidation]
    told = [text for rule in rules for text in (rule.errorTitle, rule.error)]
    # Excel cuts what it says of a cell. What is left begins with a bracket.
    whole = [text if text.endswith("]") else f"{text}]" for text in told if text]
    return [*(str(one) for one in cells if one and not str(one).startswith("=")), *whole]


def io_of(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


def made(form: FilledForm, file_format: str) -> bytes:
    return make(Document("a", None, file_format, (form,)))  # type: ignore[arg-type]


# --- a language with six plural forms, and few words ---


def test_a_page_in_welsh_says_what_is_translated_and_marks_what_is_not(welsh: Path) -> None:
    suite = load(welsh)[0]
    pages = {page.address: page for page in render(suite, self_assessment.pages(suite))}

    assert pages["standards/"].title == "Safonau"
    assert "<h1>Safonau</h1>" in pages["standards/"].body()
    assert '<h1><span lang="en">Themes</span></h1>' in pages["themes/"].body()
    # A message is one message, however many tags it has.
    assert re.search(r'Ewch i <a href="[^"]+">Fy nghynnydd</a>', pages["open-shop/checklist/"].body())
    assert 'aria-label="Pages of this standard"' in pages["open-shop/"].body()
    history = re.findall(r"<time[^>]*>([^<]*)</time>", pages["open-shop/"].body())
    assert history[0].split()[1] in {"Tachwedd", "Hydref", "Medi", "Awst", "Gorffennaf", "Mehefin", "Mai"}


@pytest.mark.parametrize(("number", "said"), [(0, PLURALS[0]), (1, PLURALS[1]), (2, PLURALS[2]), (3, PLURALS[3])])
def test_welsh_has_six_plural_forms(welsh: Path, number: int, said: str) -> None:
    assert welsh.is_dir()
    with in_language("cy"):
        assert ngettext("{number} item", "{number} items", number) == said.format(number=number)
        assert [ngettext("{number} item", "{number} items", many) for many in (6, 11)] == [
            "6 eitem (chwech)",
            "11 eitem",
        ]
        assert (day("2026-11-22"), decimal(1234.5, 1)) == ("22 Tachwedd 2026", "1,234.5")
        # Ll is a letter after L, and an accent makes no other letter.
        assert sorted(["llan", "lwc", "lori", "ŵyl", "wy"], key=sort_key) == ["lori", "lwc", "llan", "wy", "ŵyl"]
        missing = gettext("A message that nobody translated")
    assert isinstance(missing, Untranslated)
    assert gettext("Standards") == "Standards"


@pytest.mark.parametrize("known", [True, False])
def test_a_script_says_the_plural_form_of_the_language(welsh: Path, known: bool) -> None:
    assert welsh.is_dir()
    found = of_scripts("cy")
    assert found["{number} answer"] == dict(zip(("zero", "one", "two", "few", "many", "other"), ANSWERS, strict=True))
    data = {"plurals": plurals("cy").of, "words": found}
    # A browser need not know Welsh.
    rules = "" if known else "Intl.PluralRules.supportedLocalesOf = () => [];"
    program = f"""
      {rules}
      globalThis.document = {{ documentElement: {{ lang: "cy", dataset: {{ words: "words" }} }} }};
      globalThis.MutationObserver = class {{ observe() {{}} }};
      globalThis.fetch = async () => ({{ json: async () => ({json.dumps(data)}) }});
      const {{ n, t }} = await import("{(ROOT / "generator/competence_standards/web/scripts/words.js").as_uri()}");
      const said = [0, 1, 2, 3, 6, 11].map((number) => n("{{number}} answer", "{{number}} answers", number));
      console.log(JSON.stringify([...said, t("Cancel"), t("Answers of {{name}}", {{ name: "Mair" }}), t("Undo")]));
    """
    told = node("--input-type=module", "--eval", program)
    assert told.returncode == 0, told.stderr

    said = [text.replace("{number}", str(number)) for text, number in zip(ANSWERS, (0, 1, 2, 3, 6, 11), strict=True)]
    assert json.loads(told.stdout) == [*said, "Canslo", "Atebion Mair", "Undo"]


ANSWERS = ["dim atebion", "un ateb", "{number} ateb", "{number} o atebion", "{number} ateb i gyd", "{number} ateb"]


def test_a_document_in_welsh_says_so(welsh: Path, tmp_path: Path) -> None:
    form = next(iter(filled_forms(load_forms(welsh))))

    assert "Tudalen 2 o 2" in pdf_words(form, tmp_path)[0]
    with pikepdf.open(io_of(made(form, "pdf"))) as pdf:
        assert pdf.Root.Lang == "cy-GB"
    with zipfile.ZipFile(io_of(made(form, "word"))) as file:
        assert b'w:val="cy-GB"' in file.read("word/styles.xml")
        footer = next(file.read(name) for name in file.namelist() if "footer" in name)
        assert b"Tudalen 1 o 1" in re.sub(rb"<[^>]*>", b"", footer).splitlines()
    assert "Cyfrif" in excel_words(form, tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_opens_a_word_file_in_welsh(welsh: Path, tmp_path: Path) -> None:
    import subprocess  # noqa: PLC0415

    (tmp_path / "form.docx").write_bytes(made(next(iter(filled_forms(load_forms(welsh)))), "word"))
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "form.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=200)

    with pdfplumber.open(tmp_path / "form.pdf") as pdf:
        assert "Tudalen 1 o" in (pdf.pages[0].extract_text() or "")


# --- what is wrong with a language or a catalogue ---


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("cy-gb", '"cy-gb" is not a language that we know. Did you mean "cy-GB"?'),
        ("en_GB", '"en_GB" is not in the right format. Did you mean "en-GB"?'),
        ("cy-FR", '"cy-FR" is not a language that we know. Did you mean "cy"?'),
        ("xx", '"xx" is not a language that we know. '),
    ],
)
def test_an_unknown_language_is_an_error(
    lang: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = pseudo.suite(tmp_path / "standards")
    own = folder / "suite.yml"
    own.write_text(own.read_text("utf-8").replace("lang: cy", f"lang: {lang}"), "utf-8")

    assert main(["check", str(folder)]) == 1
    line = next(line for line in capsys.readouterr().out.splitlines() if "lang" in line)
    assert told in line


HEADER = 'msgid ""\nmsgstr ""\n"Plural-Forms: {}\\n"\n\n'
HEADER_IN_PARTS = 'msgid ""\nmsgstr "Content-Type: a; charset*=b\\n"\n'
FORMS = plurals("cy")
PLURAL = (
    HEADER.replace("{}", FORMS.header.replace("{", "{{"))
    + 'msgid "Cancel"\nmsgid_plural "{0}"\n'
    + "".join(f'msgstr[{number}] "{{0}}"\n' for number in range(len(FORMS.categories)))
)
"""A message of the program with a plural that it does not have there."""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("msgid\n", ":1:1: This file cannot be read."),
        (
            'msgid "Go to {a}"\nmsgstr "Ewch i {b}"\n',
            "does not have the same names in braces as the message. Use these",
        ),
        ('msgid "Go to {a}"\nmsgstr "Ewch i {a.b}"\n', "A brace in the translation does not belong to a name."),
        (
            'msgid "[Go](a.md) to [it](b.md)"\nmsgstr "[Ewch](b.md) [x](javascript:x)"\n',
            "does not have the same addresses of links as the message. Use these addresses, as they are: a.md b.md",
        ),
        ('msgid "<b>Go</b>"\nmsgstr "<i>Ewch</i>"\n', "does not have the same tags as the message. Use these tags"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n', "Write this header: "),
        ('msgid "<b>Go</b>"\nmsgstr "<b>Ewch</b> <img src=x "\n', "does not have the same tags as the message."),
        ('msgid "<b>Go</b>"\nmsgstr "</b>Ewch<b>"\n', ":1:1: A tag in the translation ends before it begins"),
        (PLURAL.format("<b>x</b>"), ":5:1: This message has another plural in messages.pot."),
        (PLURAL.format("{number}"), ":5:1: This message has another plural in messages.pot."),
        (HEADER.format("nplurals=2; plural=1/0;"), "The plural forms are not those of the language cy."),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', ":4:1: This file cannot be read."),
        (HEADER.format("a=b;" * 3_000), ":1:1: This file cannot be read. The header is too long"),
        (
            'msgid ""\nmsgstr "Content-Type: a; charset*=b\\n"\n',
            ":1:1: This file cannot be read. The header Content-Type",
        ),
        (f'msgid "Cancel"\nmsgstr "{"b" * 149}"\n', ":1:1: The translation has more than 148 characters. Shorten it."),
        ('msgid "a"\nmsgstr "b\0"\n', ":2:1: The character U+0000 is invisible."),
        ('msgid "a"\nmsgstr "\u202eb"\n', ":2:1: The character U+202E is invisible."),
        ("#" * 2_100_000, ":1:1: The file is 2,100,000 bytes."),
    ],
    ids=lambda text: text[:60],
)
def test_a_fault_of_a_catalogue_is_told_at_its_line(
    text: str, told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    (tmp_path / "cy.po").write_text(text, "utf-8")

    assert main(["check", str(pseudo.suite(tmp_path / "standards"))]) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if "cy.po:" in line]
    assert len(lines) == 1
    assert told in lines[0]


def test_a_header_cannot_ask_for_room() -> None:
    text = HEADER.format("nplurals=30000000; plural=0;") + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n'

    assert parsed(text)["a"].string == ("c", "", "", "", "", "")


def test_a_catalogue_of_british_english_is_checked_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    (tmp_path / "en.po").write_text('msgid "Cancel"\nmsgstr "{0}"\n', "utf-8")

    assert main(["check", str(ROOT / "tests/suite")]) == 1
    assert "en.po:1:1: The translation does not have the same names" in capsys.readouterr().out


def test_a_catalogue_from_outside_its_folder_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "translations"
    folder.mkdir()
    monkeypatch.setattr(catalogues, "FOLDER", folder)
    (tmp_path / "secret").write_text("secret", "utf-8")
    (folder / "cy.po").symlink_to(tmp_path / "secret")

    assert main(["check", str(pseudo.suite(tmp_path / "standards"))]) == 1
    assert "cy.po:1:1: The file is a link to a place outside translations." in capsys.readouterr().out


@pytest.mark.parametrize("header", ["utf-16", "utf-7", "nothing-that-is-known"])
def test_a_catalogue_is_in_utf_8_whatever_its_header_says(
    header: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    text = f'msgid ""\nmsgstr "Content-Type: text/plain; charset={header}\\n"\n\nmsgid "Cancel"\nmsgstr "Diddymu ŵ"\n'
    (tmp_path / "cy.po").write_text(text, "utf-8")

    load(pseudo.suite(tmp_path / "standards"))
    with in_language("cy"):
        assert gettext("Cancel") == "Diddymu ŵ"
    assert of_scripts("cy") == {"Cancel": "Diddymu ŵ"}


@pytest.mark.parametrize("alphabet", [" ", "abcde f"], ids=["empty", "a long letter"])
def test_an_alphabet_without_usable_letters_sorts_by_characters(
    alphabet: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    message = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
    (tmp_path / "cy.po").write_text(f'msgid "{message}"\nmsgstr "{alphabet}"\n', "utf-8")

    with in_language("cy"):
        assert letters("abcde") == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(
    ("tag", "told"),
    [("cy", "cy-GB"), ("es-419", "es-ES"), ("en-001", "en-US"), ("en-GB", "en-GB"), ("eo", "eo"), ("pt", "pt-BR")],
)
def test_a_part_of_the_world_is_not_a_country(tag: str, told: str) -> None:
    assert with_country(tag) == told


def test_every_language_has_a_country_that_a_pdf_can_name_or_none() -> None:
    assert all(re.fullmatch("[a-z]{2,3}(-[A-Z]{2})?", with_country(tag)) for tag in known() if is_known(tag))
