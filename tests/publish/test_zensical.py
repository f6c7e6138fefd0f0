"""Zensical builds an export into the same site as MkDocs builds from the sources."""

import json
import re
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from babel.messages.extract import extract_from_file

from competence_standards.publish.face import FRAME
from competence_standards.publish.zensical import TESTED
from tests.conftest import BELOW, ROOT, Once, build_site
from tests.support.project import Project, dress
from tests.support.renamed import FORMER, rename
from tests.support.zensical import build, content, export

ONLY_MKDOCS = {"sitemap.xml.gz"}
"""Zensical does not compress its site map."""
ONLY_ZENSICAL = {"search.json"}
"""Zensical writes its own search data, which is empty. The pages use the same data as in the site of MkDocs."""
NOT_ALIKE = {"service-worker.js", "sitemap.xml"}
"""The worker lists the files of its own site. The site maps have the same addresses in another layout."""


def files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def without_place_of_class(lines: list[str]) -> list[str]:
    """Return the lines without the class that an author gives a block of code.

    Zensical writes ``<code class="language-yaml wrong">`` for MkDocs's ``<pre class="wrong"><code …>``.
    """
    plain = [re.sub(r"^pre \[.*?\]", "pre []", line) for line in lines]
    return [re.sub(r"^code \[\('class', '(language-\w+)[^']*'\)\]", r"code [\1]", line) for line in plain]


def differences(mkdocs: Path, zensical: Path) -> Iterator[str]:
    """Yield each file that one of the sites does not have or that is not the same in both."""
    ours, theirs = files(mkdocs), files(zensical)
    yield from sorted((ours - theirs - ONLY_MKDOCS) | (theirs - ours - ONLY_ZENSICAL))
    for name in sorted((ours & theirs) - NOT_ALIKE):
        one, other = mkdocs / name, zensical / name
        if not name.endswith(".html"):
            yield from [name] if one.read_bytes() != other.read_bytes() else []
        elif without_place_of_class(content(one)) != without_place_of_class(content(other)):
            yield name


def addresses(site_map: Path) -> list[tuple[str, str]]:
    """Return the addresses of a site map with their dates."""
    text = site_map.read_text("utf-8").replace("&#x2f;", "/")
    return sorted(re.findall(r"<loc>(.*?)</loc>\s*<lastmod>(.*?)</lastmod>", text))


def listed(site: Path) -> str:
    """Return what the worker's file says of the site, without its version and the file that only MkDocs makes."""
    text = (site / "service-worker.js").read_text("utf-8")
    said = json.loads(text[text.index("{") : text.rindex("}") + 1])
    return json.dumps({**said, "version": ""}).replace(', "sitemap.xml.gz"', "")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def exported(project: Project, status: int = 0) -> str:
    """Export a project into its folder "out", and return what the command says."""
    done = project.run("competence_standards", "export", "out")
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


# --- the same site ---


def test_a_project_with_everything_has_the_same_pages(project: Project) -> None:
    dress(project)
    shutil.rmtree(project.folder / "standards")
    rename(project.folder / "standards")
    project.add("docs/own.css", "p { color: red }")
    project.add("docs/bell.js", "ring();")
    project.add(
        "docs/guide.md",
        "# One *page* & {{ more }}\n\nAn [item](answer-doorbell/index.md#P1).\n\n```yaml\nid: <b>\n```\n\n"
        "## A part & <\n\n## {% raw %}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    <indented>\n",
    )
    project.settings |= {
        "site_url": "https://example.org/bells",
        "site_description": '{{ 7*7 }} "<script>" {% x %}',
        "extra_css": ["own.css"],
        "extra_javascript": ["bell.js", {"path": "bell.js", "type": "module", "defer": True}],
    }
    project.build()
    said = exported(project)
    assert "These templates of custom_dir were copied as they are: inline.html, main.html, partials/nav.html." in said

    build(project.folder / "out")

    site = project.folder / "out/site"
    assert list(differences(project.folder / "site", site)) == []
    assert addresses(site / "sitemap.xml") == addresses(project.folder / "site/sitemap.xml") != []
    assert listed(site) == listed(project.folder / "site")
    assert not [name for name in ONLY_MKDOCS if name in (site / "service-worker.js").read_text("utf-8")]
    assert 'data-to="../answer-doorbell/"' in (site / FORMER[0] / "index.html").read_text("utf-8")
    assert "Come to our" in (site / "index.html").read_text("utf-8")
    # What the comparison sees.
    page = site / "guide/index.html"
    page.write_text(page.read_text("utf-8").replace("A part", "Apart", 1), "utf-8")
    (site / "own.css").unlink()
    assert list(differences(project.folder / "site", site)) == ["own.css", "guide/index.html"]


@pytest.mark.slow
def test_a_suite_with_other_parts_has_the_same_pages(project: Project) -> None:
    shutil.rmtree(project.folder / "standards")
    shutil.copytree(ROOT / "tests/suites-of-other-parts/apprenticeship", project.folder / "standards")
    project.build()
    exported(project)

    build(project.folder / "out")

    assert list(differences(project.folder / "site", project.folder / "out/site")) == []
    assert "data-parts=" in (project.folder / "out/site/index.html").read_text("utf-8")


@pytest.mark.slow
def test_our_standards_have_the_same_pages_and_files(site: Path, site_of_zensical: Path) -> None:
    assert [name for name in differences(site, site_of_zensical) if name != "404.html"] == []
    assert listed(site_of_zensical) == listed(site)


@pytest.mark.slow
def test_the_body_of_a_generated_page_is_the_same_byte_for_byte(site: Path, site_of_zensical: Path) -> None:
    def body(page: Path) -> str:
        text = page.read_text("utf-8").partition("<article")[2].partition("</article>")[0]
        # After the body comes what the frame says: the file to edit.
        lines = text.partition('<p class="edit')[0].splitlines()
        return "\n".join(line for line in lines if line.strip())

    pages = [path.relative_to(site) for path in site.glob("*/**/index.html") if path.parent.parent != site]

    assert len(pages) > 50
    assert [page for page in pages if body(site / page) != body(site_of_zensical / page)] == []


@pytest.mark.slow
def test_the_page_for_missing_addresses_knows_where_the_site_is(once: Once) -> None:
    def fill(folder: Path) -> None:
        place = f"https://example.org{BELOW}"
        build_site(folder / "mkdocs", documents="", site_url=place)
        export(folder / "project", documents="", site_url=place)

    folder = once("placed-by-zensical", fill)

    assert content(folder / "project/site/404.html") == content(folder / "mkdocs/404.html")


# --- the project ---


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str]:
    """A small project that was exported, and what the command said."""
    project = Project(tmp_path_factory.mktemp("plain"))
    return project, exported(project)


def test_the_project_needs_nothing_of_ours(plain: tuple[Project, str]) -> None:
    project, said = plain
    settings = yaml.safe_load((project.folder / "out/mkdocs.yml").read_text("utf-8"))

    assert said == (
        f"Wrote {len(list((project.folder / 'out/docs').rglob('*.md')))} pages to out.\n"
        f"To build the site, install Zensical with: pip install zensical=={version('zensical')}\n"
        "Then run in that folder: zensical build\n"
    )
    assert settings["site_name"] == "Doorbell standards"
    assert settings["theme"] == {"name": None, "custom_dir": "overrides", "features": []}
    assert settings["plugins"] == {"search": {"enabled": False}}
    assert not re.search(r"competence_standards|site-packages", (project.folder / "out/mkdocs.yml").read_text("utf-8"))


def test_the_release_that_is_named_is_the_one_that_is_tested() -> None:
    named = re.findall(r"zensical==([\d.]+)", (ROOT / "PUBLISHING.md").read_text("utf-8"))

    assert named == [TESTED] == [version("zensical")]


def test_the_project_gives_the_frame_every_name_that_the_plugin_gives_it(plain: tuple[Project, str]) -> None:
    project = plain[0]
    frame = yaml.safe_load((project.folder / "out/mkdocs.yml").read_text("utf-8"))["extra"]["frame"]
    base, site_map = (
        (project.folder / "out/overrides" / name).read_text("utf-8") for name in ("base.html", "sitemap.xml")
    )

    assert [name for name in frame if f"site.{name}" not in base and f"extra.frame.{name}" not in site_map] == []


@pytest.mark.slow
def test_what_the_project_cannot_have_is_said(project: Project) -> None:
    project.add("hook.py", "def on_page_markdown(markdown, **_):\n    return markdown.replace('Words', 'Changed')\n")
    project.settings |= {"hooks": ["hook.py"], "plugins": ["search", "material/meta", "competence-standards"]}

    said = exported(project)

    assert "mkdocs.yml: These plugins are not in the exported project: material/meta." in said
    assert "mkdocs.yml: These hooks are not in the exported project: hook.py." in said
    assert "Changed" in (project.folder / "out/docs/guide.md").read_text("utf-8")


@pytest.mark.slow
def test_functions_in_the_settings_of_extensions_stay_functions(project: Project) -> None:
    project.settings["markdown_extensions"] = [{"toc": {"slugify": "REPLACED", "permalink": False}}]
    project.settings["site_description"] = "!!python/name:os.system"
    project.write()
    config = project.folder / "mkdocs.yml"
    function = "!!python/name:markdown.extensions.toc.slugify_unicode"
    config.write_text(config.read_text("utf-8").replace("REPLACED", function), "utf-8")

    done = project.run_as_written("competence_standards", "export", "out")

    assert done.returncode == 0, done.stderr
    text = (project.folder / "out/mkdocs.yml").read_text("utf-8")
    assert f'"slugify": {function} ' in text
    assert 'site_description: "!!python/name:os.system"' in text


@pytest.mark.slow
def test_a_project_that_the_build_refuses_is_not_exported(project: Project) -> None:
    project.add("docs/guide.md", "# Page\n\n[Nowhere](nowhere.md)\n")

    said = exported(project, status=1)

    assert "mkdocs.yml:1:1: " in said
    assert "nowhere.md" in said
    assert not (project.folder / "out").exists()


def test_a_missing_mkdocs_yml_is_an_error(project: Project) -> None:
    done = project.run("competence_standards", "export", "out", "--config", "other.yml")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "standards export: There is no file other.yml. Run the command in its folder.\n"


# --- the words of the frame ---


def test_the_project_has_every_message_of_the_frame_and_can_fill_it_in(
    plain: tuple[Project, str],
) -> None:
    project = plain[0]
    frame = yaml.safe_load((project.folder / "out/mkdocs.yml").read_text("utf-8"))["extra"]["frame"]
    names = (project.folder / "out/overrides/base.html").read_text("utf-8")
    found: dict[str, set[str]] = {"_": set(), "gettext": set()}
    for path in FRAME.rglob("*.html"):
        for name, messages in found.items():
            extracted = extract_from_file("jinja2", path, keywords={name: None})
            messages |= {str(message) for _, message, *_ in extracted}

    assert set(frame["messages"]) == found["_"]
    assert set(frame["attributes"]) == found["gettext"]
    for name, messages in found.items():
        values = {value for message in messages for value in re.findall(r"{(\w+)}", message)}
        (macro,) = re.findall(rf"macro {name}\(text, (.*?)\)", names)
        assert values <= set(re.findall(r'(\w+)=""', macro))
