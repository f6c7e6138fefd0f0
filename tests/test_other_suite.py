"""Another organisation's site, about gardening: nothing in it comes from the suite that this repository publishes."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from pypdf import PdfReader

from competence_standards.build import build
from competence_standards.commands import main
from competence_standards.translation.catalogues import PROJECT, TEMPLATE
from tests.conftest import ROOT, Once
from tests.support import real
from tests.support.markup import Document, dead_links, documents_of, faults_of_markup, files_of
from tests.support.reader import NARROW, WIDE, Reader
from tests.support.server import serve

GARDEN = ROOT / "tests/suites/garden"
SUBJECT = ["customer", r"contact[\s_-]*cent(?:re|er)", r"call[\s_-]*cent(?:re|er)", "INSC", "Skills CFA"]
PICTURES = {".png", ".jpg", ".gz", ".woff2"}


def foreign() -> re.Pattern[str]:
    """What belongs to the suite of this repository: its subject, its title, and the titles and ids of its standards."""
    suite = real.suite()
    own = [suite.title, *(text for one in suite.standards for text in (one.id, one.title, one.reference or one.id))]
    return re.compile("|".join([*SUBJECT, *map(re.escape, own)]), re.IGNORECASE)


def texts(site: Path) -> Iterator[tuple[str, str]]:
    """Yield every text that a site publishes, with its file: pages, scripts, data, and the words of documents."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or path.suffix in PICTURES:
            continue
        if path.suffix == ".pdf":
            document = PdfReader(path)
            yield name, " ".join([*(page.extract_text() for page in document.pages), str(document.metadata)])
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as pack:
                yield name, " ".join(pack.namelist())
        elif path.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(path) as parts:
                for part in parts.namelist():
                    yield f"{name}:{part}", part + parts.read(part).decode("utf-8", "replace")
        else:
            yield name, path.read_text("utf-8")


def found_in(site: Path) -> dict[str, str]:
    """Each file of a site in which a word of another suite is, with the first one."""
    words = foreign()
    return {name: found[0] for name, text in texts(site) if (found := words.search(text))}


def dead(site: Path) -> list[str]:
    """Links that lead nowhere. The page for missing pages does not know where the site is."""
    documents = {address: page for address, page in documents_of(site).items() if address != "404.html"}
    return [link for link in dead_links(documents, files_of(site)) if "mailto:" not in link]


def garden(folder: Path) -> Path:
    """Copy the suite, and return the folder of its project."""
    return Path(shutil.copytree(GARDEN, folder, dirs_exist_ok=True))


def built(folder: Path) -> Path:
    """Build the site of a project as its authors do, and return its folder."""
    command = [sys.executable, "-m", "competence_standards", "build"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def garden_site(once: Once) -> Path:
    """The site of the suite, with its documents."""
    return once("garden", lambda folder: built(garden(folder))) / "site"


def test_nothing_of_this_repository_is_in_the_site_of_another_organisation(garden_site: Path) -> None:
    kinds = {Path(name.partition(":")[0]).suffix for name, _ in texts(garden_site)}
    assert kinds >= {".html", ".js", ".css", ".json", ".webmanifest", ".xml", ".pdf", ".docx", ".xlsx", ".zip"}

    assert found_in(garden_site) == {}


@pytest.mark.slow
def test_a_word_of_this_repository_is_found_wherever_it_is(garden_site: Path, tmp_path: Path) -> None:
    """The same suite with other words in its own files."""
    project = garden(tmp_path)
    standard = project / "standards/prune-shrubs.yml"
    standard.write_text(standard.read_text("utf-8").replace("clear the", "clear the customers'"), "utf-8")
    kinds = {Path(name.partition(":")[0]).suffix for name in found_in(built(project))}

    assert kinds >= {".html", ".json", ".pdf", ".docx", ".xlsx"}
    assert found_in(garden_site) == {}


def test_no_message_of_the_program_is_about_the_subject_of_this_repository() -> None:
    messages = read_po(io.BytesIO((PROJECT / TEMPLATE).read_bytes()))
    texts = [text for one in messages for text in (one.id if isinstance(one.id, tuple) else [one.id])]
    assert len(texts) > 1000
    assert [text for text in texts if foreign().search(str(text))] == []


def test_no_schema_of_files_that_authors_write_is_about_it() -> None:
    schemas = [path for path in (ROOT / "schema").glob("*.json") if path.name != "self-assessment.schema.json"]
    assert len(schemas) > 5
    found = {path.name: foreign().search(path.read_text("utf-8")) for path in schemas}
    assert {name: one[0] for name, one in found.items() if one} == {}


# --- its help pages ---


def words(site: Path, name: str) -> str:
    """The words of a help page."""
    page = Document("", (site / name / "index.html").read_text("utf-8"))
    main_part = next(one for one in page.elements if one.tag.endswith("main"))
    return " ".join("".join(main_part.itertext()).split())


def test_the_help_pages_are_about_the_suite_and_what_it_has(garden_site: Path) -> None:
    learners, trainers, about = (words(garden_site, name) for name in ("learners", "trainers", "about"))
    assert "“choose a clean, sharp tool that suits the branch”" in learners
    assert "There are 4 levels, from “Not yet” to “I can help others”." in learners
    assert "Elm Park Trust runs this site." in about
    assert "We wrote this standard for our own gardeners." in about
    assert "prune-shrubs/P1, version 1.0 on this site" in trainers
    for absent in ("Knowledge table", "themes", "glossary", "Similar items", "Identical", "Corrections", "official"):
        assert absent not in f"{learners} {trainers} {about}", absent


def test_every_link_of_the_site_leads_somewhere_and_its_pages_are_valid(garden_site: Path) -> None:
    documents = documents_of(garden_site)
    assert {"learners/", "trainers/", "authors/", "about/", "accessibility/", "help/", "visit/"} <= documents.keys()
    assert dead(garden_site) == []
    assert [fault for document in documents.values() for fault in faults_of_markup(document)] == []


def test_the_menu_has_the_lists_then_own_pages_then_help(garden_site: Path) -> None:
    menu = re.search(r'<nav class="menu".*?</nav>', (garden_site / "index.html").read_text("utf-8"), re.DOTALL)
    assert menu
    links = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', menu[0])
    assert links == [
        ("./standards/", "Standards"),
        ("./my-progress/", "My progress"),
        ("./forms/", "Forms"),
        ("./visit/", "Visit the gardens"),
        ("./help/", "Help"),
    ]


SMALLEST = "leave_out: [forms, rating-scale, assessment-methods]\n"


def changed(folder: Path, more: str) -> Path:
    """Copy the suite, with more lines in suite.yml."""
    project = garden(folder)
    own = project / "standards/suite.yml"
    own.write_text(own.read_text("utf-8") + more, "utf-8")
    return project


def test_the_help_pages_leave_out_what_a_suite_does_not_have(tmp_path: Path) -> None:
    pages = {page.path: page.text for page in build(changed(tmp_path, SMALLEST) / "standards").help}
    everything = " ".join(pages[name] for name in pages if name != "authors.md")
    for absent in ("checklist", "My progress", "Save to a file", "answers", "rate yourself", "forms/", "Print forms"):
        assert absent.lower() not in everything.lower(), absent
    assert "Read each item after the words “You must be able to”." in everything
    assert "The items have numbers such as P1, P2 and P3." in everything
    site = built(tmp_path)
    assert dead(site) == []


def test_a_page_that_is_left_out_is_linked_from_nowhere(tmp_path: Path) -> None:
    site = built(changed(tmp_path, "leave_out: [forms, help/trainers, help/authors, help/about, help/accessibility]\n"))
    assert {path.name for path in site.iterdir()} & {"trainers", "authors", "about", "accessibility"} == set()
    assert dead(site) == []


@pytest.mark.slow
def test_a_site_can_have_no_help_pages(tmp_path: Path) -> None:
    project = changed(tmp_path, "leave_out: [forms, help]\n")
    (project / "docs/visit.md").write_text("# Visit\n", "utf-8")
    documents = documents_of(site := built(project))
    assert not {f"{name}/" for name in NAMES} & documents.keys()
    assert dead(site) == []


def test_an_unknown_page_under_leave_out_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = changed(tmp_path, "leave_out: [help/learner]\n")
    assert main(["check", str(project / "standards")]) == 1
    told = capsys.readouterr().out
    assert ': leave_out[1]: No built-in help page is called "help/learner". Did you mean "help/learners"?' in told


@pytest.mark.slow
def test_a_page_of_the_same_name_takes_the_place_of_a_built_in_one(tmp_path: Path) -> None:
    project = garden(tmp_path)
    own = "# Our learners\n\nAsk the head gardener.\n\n[Numbers](trainers.md#ids-are-for-ever)\n"
    (project / "docs/learners.md").write_text(own, "utf-8")
    (project / "docs/visit.md").write_text("# Visit\n\n## Numbers\n", "utf-8")
    standard = project / "standards/suite.yml"
    standard.write_text(standard.read_text("utf-8") + "leave_out: [forms]\n", "utf-8")
    page = words(built(project), "learners")
    assert "Ask the head gardener." in page
    assert "There are 4 levels" not in page


def test_a_link_to_a_built_in_page_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(garden(tmp_path))
    page = Path("docs/visit.md")
    page.write_text(f"{page.read_text('utf-8')}\n[a](learners.md#the-idz) [b](lerners.md) [c](about.md)\n", "utf-8")
    assert main(["check"]) == 1
    assert [line.partition(": ")[2] for line in capsys.readouterr().out.splitlines()[:-1]] == [
        '"learners.md" has no heading with the id "the-idz". Did you mean "the-ids"?',
        'There is no page or file "lerners.md". Did you mean "learners.md"?',
    ]


NAMES = ("about", "accessibility", "authors", "help", "learners", "trainers")


def test_each_page_can_be_copied_as_markdown_that_passes_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(changed(tmp_path, "leave_out: [forms]\n"))
    before = {page.path: page.text for page in build(Path("standards")).help}
    for name in NAMES:
        assert main(["customise", f"help/{name}"]) == 0
        assert Path(f"docs/{name}.md").read_text("utf-8") == before[f"{name}.md"]
    assert main(["customise", "help/learners"]) == 2
    assert "docs/learners.md exists already." in capsys.readouterr().err
    assert main(["customise"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[-len(NAMES) :] == [f"help/{name} (this suite has its own)" for name in NAMES]
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "No problems in 9 files.\n"
    assert not re.search(r"(?m)^\s*\{%", "".join(before.values()))
    site = built(tmp_path)
    assert dead(site) == []


def test_the_words_of_a_suite_are_never_markdown_or_html(tmp_path: Path) -> None:
    project = changed(tmp_path, "leave_out: [forms]\n")
    standard = project / "standards/prune-shrubs.yml"
    text = standard.read_text("utf-8")
    evil = "title: 'Prune *[shrubs](javascript:x)* <b>now</b> {#x} `y` & {z}'"
    text = text.replace("title: Prune shrubs", evil).replace("choose a clean", "<img src=x> **choose** a_b_c a clean")
    standard.write_text(text, "utf-8")
    learners = words(built(project), "learners")
    assert "Prune *[shrubs](javascript:x)* <b>now</b> {#x} `y` & {z}" in learners
    assert "“<img src=x> **choose** a_b_c a clean, sharp tool" in learners


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_help_pages_of_another_suite_have_no_fault(
    garden_site: Path, reader: Callable[..., Reader], width: int
) -> None:
    with serve(garden_site, "/garden/") as there:
        window = reader(there, width=width)
        for name in NAMES:
            window.goto(f"{name}/")
            assert window.look() == [], name


def test_a_page_names_only_the_forms_that_answers_fill_in(garden_site: Path) -> None:
    listed = json.loads((garden_site / "forms/forms.json").read_text("utf-8"))
    codes = sorted(
        (one["title"].split()[0] for one in listed.values() if one.get("fills")), key=lambda code: int(code[1:])
    )
    (told,) = re.findall(r"“Fill in from my answers”: (.*?)\.", words(garden_site, "trainers"))
    assert sorted(re.split(", | and ", told)) == sorted(codes)
