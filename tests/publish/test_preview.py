"""The preview as its server gives it: it shows every edit, survives every mistake, and answers this machine alone."""

import http.client
import os
import socket
import subprocess
import sys
import urllib.error
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from competence_standards.problem import Problem
from competence_standards.publish.assets import own_assets
from competence_standards.publish.preview.grouped import Site, grouped, summary
from competence_standards.publish.preview.server import Address
from competence_standards.publish.preview.watch import snapshot
from tests.preview import Preview, copy_project, edit, program_of, serving
from tests.support.real import built, suite


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the project to make mistakes in."""
    copy_project(tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for all tests, each of which leaves the sources as they were."""
    copy = tmp_path_factory.mktemp("preview") / "copy"
    copy_project(copy)
    with serving(copy) as running:
        yield running


@pytest.fixture(autouse=True)
def _settled(request: pytest.FixtureRequest) -> Iterator[None]:
    """Begin the next test on the common preview only when it shows the sources as this test left them."""
    if "preview" not in request.fixturenames:
        yield
        return
    preview = request.getfixturevalue("preview")
    before = snapshot([preview.checkout])
    yield
    if snapshot([preview.checkout]) not in (before, preview.shown):
        preview.settled()


def refused(checkout: Path, *options: str) -> tuple[int, str]:
    """The status and the words with which a preview does not begin."""
    ran = subprocess.run(
        [sys.executable, "-m", "competence_standards", "serve", *options],
        cwd=checkout,
        env=program_of(checkout),
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    return ran.returncode, ran.stderr


# --- what is shown ---


SLOW = pytest.mark.slow
PROGRAM = "generator/competence_standards"
EDITS = [
    ("standards/contact-centre.yml", "identify and greet", "contact-centre/"),
    pytest.param("docs/accessibility.md", "# ", "accessibility/", marks=SLOW),
    pytest.param(f"{PROGRAM}/defaults/help/learners.md", "# Help for learners", "learners/", marks=SLOW),
    pytest.param(f"{PROGRAM}/render/templates/pages/standard.html", "as supplied", "contact-centre/", marks=SLOW),
    pytest.param(f"{PROGRAM}/web/styles/tokens.css", "#0b5a5e", "{assets}/site.css", marks=SLOW),
    pytest.param(
        f"{PROGRAM}/web/theme/partials/footer.html", "About this site and privacy", "contact-centre/", marks=SLOW
    ),
]


@pytest.mark.parametrize(("file", "words", "page"), EDITS)
def test_an_edit_of_any_kind_is_served(preview: Preview, file: str, words: str, page: str) -> None:
    source = preview.checkout / file
    before = source.read_text("utf-8")
    changed = f"{words}changed".strip("# ")
    try:
        edit(source, words, f"{words}changed ")
        preview.until(where(page, preview), lambda text: changed in text)
    finally:
        source.write_text(before, "utf-8")
    # The next edit must be noticed by itself.
    preview.until(where(page, preview), lambda text: changed not in text)


def where(page: str, preview: Preview) -> str:
    """The address of a page or of an asset, which changes with its content."""
    return page.format(assets=own_assets(suite(), preview.checkout / PROGRAM, built().styles).base)


@pytest.mark.parametrize(
    "wrong",
    [
        "title_origin: guessed",
        pytest.param("title_origin: [", marks=SLOW),
        pytest.param("title_origin: !!python/none x", marks=SLOW),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_pages_stay(preview: Preview, wrong: str) -> None:
    source = preview.checkout / "standards/contact-centre.yml"
    preview.until_told("")
    before = preview.get("contact-centre/")
    edit(source, "title_origin: source-text", wrong)

    told = preview.until_told("standards/contact-centre.yml:")["told"]
    assert preview.get("contact-centre/") == before
    assert told[0]["places"][0]["line"]
    assert f"{told[0]['places'][0]['place']}: " in preview.log.read_text("utf-8")

    edit(source, wrong, "title_origin: source-text")
    preview.until_told("")


@pytest.mark.slow
def test_what_a_help_page_cannot_hold_is_told_with_the_errors_of_the_standards(preview: Preview) -> None:
    source, page = preview.checkout / "standards/contact-centre.yml", preview.checkout / "docs/accessibility.md"
    before = page.read_text("utf-8")
    edit(source, "title_origin: source-text", "title_origin: guessed")
    page.write_text(f"{before}\n<script src=x></script>\n", "utf-8")

    told = preview.until_told("docs/accessibility.md:")
    assert told["summary"] == "2 errors"
    (place,) = [one["places"][0] for one in told["told"] if "is HTML" in one["message"]]
    assert "".join(place["line"]) == "<script src=x></script>"

    page.write_text(before, "utf-8")
    edit(source, "title_origin: guessed", "title_origin: source-text")
    preview.until_told("")


@pytest.mark.slow
def test_a_template_that_breaks_is_told_at_its_line(preview: Preview) -> None:
    template = preview.checkout / PROGRAM / "web/theme/partials/footer.html"
    edit(template, "<footer", "{% if %}<footer")
    preview.until_told("generator/competence_standards/web/theme/partials/footer.html:1:1")
    assert "identify and greet" in preview.get("contact-centre/")

    edit(template, "{% if %}<footer", "<footer")
    preview.until_told("")


@pytest.mark.slow
def test_what_is_wrong_in_the_configuration_is_told(preview: Preview) -> None:
    file = preview.checkout / "mkdocs.yml"
    before = file.read_text("utf-8")
    for wrong, told in {
        f"{before}\nnav: [": "mkdocs.yml:",
        before.replace("docs_dir: docs", "docs_dir: dogs"): "docs_dir",
        before.replace("  - competence-standards:", "  - competence-standardz:"): "plugin is not installed",
        before.replace("markdown_extensions:", "markdown_extensions:\n  - no_such_extension"): "no_such_extension",
    }.items():
        file.write_text(wrong, "utf-8")
        preview.until_told(told)
    file.unlink()
    preview.until_told("does not exist")
    file.write_text(before, "utf-8")
    preview.until_told("")


@pytest.mark.slow
def test_a_broken_link_between_pages_is_told_as_a_note(preview: Preview) -> None:
    page = preview.checkout / "docs/accessibility.md"
    before = page.read_text("utf-8")
    page.write_text(f"{before}\n[nowhere](no-such-page.md)\n", "utf-8")

    assert preview.until_told("no-such-page.md")["summary"] == "1 note"

    page.write_text(before, "utf-8")
    preview.until_told("")


@pytest.mark.slow
def test_a_folder_that_is_away_for_a_while_is_told_and_noticed_again(preview: Preview) -> None:
    for name in ("standards", "docs"):
        folder = preview.checkout / name
        folder.rename(preview.checkout.parent / name)
        assert preview.until_told(name)["summary"].startswith("1 error")
        (preview.checkout.parent / name).rename(folder)
        preview.until_told("")


@pytest.mark.slow
def test_alike_errors_are_told_once_for_all_places(preview: Preview) -> None:
    standard = preview.checkout / "standards/contact-centre.yml"
    before = standard.read_text("utf-8")
    standard.write_text(before.replace("underpins:", "underpinz:"), "utf-8")
    state = preview.until_told("underpinz")
    places = [len(one["places"]) for one in state["told"]]
    assert len(places) < 8 < max(places)
    # The number of errors is that of their causes, as in the terminal.
    assert int(state["summary"].split()[0]) < 8

    standard.write_text(before, "utf-8")
    preview.until_told("")


def test_no_browser_is_asked_to_keep_a_preview(preview: Preview) -> None:
    assert "data-worker" not in preview.get("")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        preview.get("service-worker.js")


@pytest.mark.slow
def test_a_preview_that_starts_with_a_mistake_tells_that_alone(checkout: Path) -> None:
    source = checkout / "standards/contact-centre.yml"
    edit(source, "title_origin: source-text", "title_origin: guessed")
    with serving(checkout) as preview:
        with pytest.raises(urllib.error.HTTPError, match="503"):
            preview.get("learners/")
        assert preview.state()["summary"] == "1 error"
        problem, said, *others = preview.log.read_text("utf-8").splitlines()
        assert problem.startswith("standards/contact-centre.yml:")
        assert said == "1 error. The pages do not change until you fix this."
        assert len(others) == 1

        edit(source, "title_origin: guessed", "title_origin: source-text")

        preview.until("contact-centre/", lambda page: "identify and greet customers" in page)


# --- the server ---


def ask(preview: Preview, path: str, host: str | None) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(preview.address).netloc, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    if host is not None:
        connection.putheader("Host", host)
    connection.endheaders()
    response = connection.getresponse()
    said = response.read().decode()
    connection.close()
    return response.status, said


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "192.168.0.7:8000"])
def test_it_answers_to_this_machines_names(preview: Preview, host: str) -> None:
    assert ask(preview, "/", host)[0] == 200


@pytest.mark.parametrize("host", ["example.org", "localhost.example.org:8000", "127.0.0.1.example.org", "[", "", None])
@pytest.mark.parametrize("path", ["/", "/.preview/state"])
def test_it_answers_to_no_other_name(preview: Preview, host: str | None, path: str) -> None:
    status, said = ask(preview, path, host)

    assert status == 403
    assert said == f"This preview does not answer to the name in this address. Open {preview.address} instead.\n"


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/%00", "/.preview/server.py", "/.preview/../watch.py"],
)
def test_it_gives_out_the_site_alone(preview: Preview, path: str) -> None:
    assert ask(preview, path, "localhost")[0] == 404


def test_a_page_without_its_slash_leads_to_the_page(preview: Preview) -> None:
    assert ask(preview, "/contact-centre", "localhost")[0] == 302
    assert "identify and greet" in preview.get("contact-centre")


def test_a_used_port_is_refused_in_a_sentence(checkout: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, words = refused(checkout, "--address", str(port))

    assert status == 1
    assert words == (
        f"standards serve: Another program uses 127.0.0.1:{port}. It may be another preview. "
        "Stop it, or use another port: make serve ADDRESS=8001\n"
    )


def test_an_unknown_host_is_refused_in_a_sentence(checkout: Path) -> None:
    status, words = refused(checkout, "--address", "no-such-host.invalid:8001")

    assert status == 1
    assert words.startswith("standards serve: This computer has no host no-such-host.invalid.")


@pytest.mark.parametrize("text", ["", "x", "127.0.0.1", "127.0.0.1:", "70000", "localhost:-1", "²"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must be a port"):
        Address.parse(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("8001", Address("127.0.0.1", 8001)),
        ("localhost:80", Address("localhost", 80)),
        ("[::1]:8001", Address("::1", 8001)),
    ],
)
def test_an_address_is_read(text: str, read: Address) -> None:
    assert Address.parse(text) == read


# --- what is told ---


def problem(message: str, where: str = "", file: str = "standards/one.yml", **settings: object) -> Problem:
    return Problem(file, 3, 5, where, message, **settings)  # type: ignore[arg-type]


def test_alike_problems_are_told_once() -> None:
    told = grouped([problem(f'"K{n}" is not an item.') for n in range(53)] + [problem('"x" is not a theme.')], None)

    assert [(one.message, len(one.places)) for one in told] == [
        ('"K0" is not an item.', 53),
        ('"x" is not a theme.', 1),
    ]
    assert told[0].places[1].message == '"K1" is not an item.'
    assert summary(told) == "54 errors"
    assert summary(grouped([problem("Look."), problem("Look.", severity="note")], None)) == "1 error and 1 note"


def test_a_problem_leads_to_the_item_on_the_page_made_from_its_file(tmp_path: Path) -> None:
    sources = {"one/checklist/": "standards/one.yml", "one/": "standards/one.yml"}
    site = Site(tmp_path, sources, {}, frozenset({"one/", "one/#P3"}))
    there, whole, elsewhere = (
        problem("a", "performance_criteria.P3.themes[1]"),
        problem("b", "history[1].date"),
        problem("c", "performance_criteria.P3", "standards/two.yml"),
    )

    addresses = [told.places[0].address for told in grouped([there, whole, elsewhere], site)]

    assert addresses == ["one/#P3", "one/", ""]


def test_the_line_of_a_problem_is_shown_with_the_mistake_marked(tmp_path: Path) -> None:
    file = tmp_path / "one.yml"
    file.write_text("\n\n    [comunication, records]\n" + "x" * 500, "utf-8")

    told = grouped(
        [problem("a", file=str(file)), Problem(str(file), 4, 300, "", "b"), Problem(str(file), 9, 1, "", "c")], None
    )

    assert told[0].places[0].line == ("    ", "[", "comunication, records]")
    long = told[1].places[0].line
    assert long
    assert len("".join(long)) < 170
    assert told[2].places[0].line is None


# --- the watch ---


def test_every_kind_of_save_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "folder/one.yml"
    roots = [tmp_path / "folder", tmp_path / "alone.yml"]
    seen = [dict(snapshot(roots))]
    file.parent.mkdir()
    file.write_text("a", "utf-8")
    seen.append(dict(snapshot(roots)))
    file.write_text("ab", "utf-8")
    seen.append(dict(snapshot(roots)))
    other = tmp_path / "folder/.one.swp"
    other.write_text("ac", "utf-8")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    assert dict(snapshot(roots)) == seen[-1]
    other.replace(file)
    seen.append(dict(snapshot(roots)))
    (tmp_path / "alone.yml").touch()
    seen.append(dict(snapshot(roots)))
    file.unlink()
    seen.append(dict(snapshot(roots)))

    assert all(before != after for before, after in pairwise(seen))
