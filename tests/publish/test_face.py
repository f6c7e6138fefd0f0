"""``mkdocs.yml`` has its usual meaning: logo, colours, footer, menu, templates. What cannot be followed is said."""

import json
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import yaml

from tests.support.markup import Document
from tests.support.project import SUITE, Project, dress


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture(scope="module")
def dressed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str]:
    """A project with everything that an organisation can set, built, and what the build said."""
    project = Project(tmp_path_factory.mktemp("dressed"))
    dress(project)
    return project, project.build()


def elements(page: Document, tag: str, **attributes: str) -> list[Element]:
    """Return the elements with this tag and these attributes. ``class_`` is the attribute ``class``."""
    wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return [
        element
        for element in page.elements
        if element.tag.rpartition("}")[2] == tag and all(element.get(name) == value for name, value in wanted.items())
    ]


def words(element: Element) -> str:
    return " ".join("".join(text for text in element.itertext() if "Font Awesome" not in text).split())


def test_a_project_needs_no_folder_of_ours(project: Project) -> None:
    assert "has no effect" not in project.build()
    page = project.page()
    assert words(elements(page, "h1")[0]) == "Doorbell standards"
    assert elements(page, "button", data_scheme_toggle="")


def test_the_logo_and_the_icon_are_those_of_mkdocs_yml(dressed: tuple[Project, str]) -> None:
    project, _ = dressed
    for address in ("", "guide"):
        page = project.page(address)
        (logo,) = elements(page, "img", height="32")
        (icon,) = elements(page, "link", rel="icon")
        top = project.folder / "site" / address
        assert (top / logo.attrib["src"]).resolve() == project.folder / "site/assets/logo.png"
        assert (top / icon.attrib["href"]).resolve() == project.folder / "site/assets/small.png"


def test_colours_are_those_of_the_palette(dressed: tuple[Project, str]) -> None:
    project, _ = dressed
    (sheet,) = project.folder.glob("site/assets/*/site.css")
    assert "--brand:#4051b5" in sheet.read_text("utf-8")
    assert "--brand-dark:#9fa8ff" in sheet.read_text("utf-8")
    assert elements(project.page(), "button", data_scheme_toggle="")
    manifest = json.loads((project.folder / "site/manifest.webmanifest").read_text("utf-8"))
    assert manifest["theme_color"] == "#4051b5"
    words = yaml.safe_load((SUITE / "suite.yml").read_text("utf-8"))
    assert manifest["name"] == words["title"]
    assert manifest["description"] == f"{words['summary']} {words['words'].strip()}"
    logo = {"src": "assets/logo.png", "sizes": "64x64", "type": "image/png", "purpose": "any"}
    assert manifest["icons"][0] == logo


@pytest.mark.parametrize(("scheme", "name"), [("default", "light"), ("slate", "dark")])
def test_one_palette_is_one_scheme_without_a_button(project: Project, scheme: str, name: str) -> None:
    project.settings["theme"] |= {"palette": {"scheme": scheme}, "icon": {"logo": "material/library"}}
    project.build()
    page = project.page()
    assert not elements(page, "button", data_scheme_toggle="")
    assert len(elements(page, "script", data_scheme=name)) == 1
    # An icon of Material can be the logo.
    assert [child.tag.rpartition("}")[2] for child in elements(page, "a", class_="bar__name")[0]] == ["svg", "span"]
    assert elements(page, "svg", viewBox="0 0 24 24")


def test_a_faint_colour_is_refused_with_the_nearest_that_passes(project: Project) -> None:
    schemes = ("default", "slate")

    def paint(*colours: str) -> None:
        project.settings["theme"]["palette"] = [
            {"scheme": scheme, "primary": colour} for scheme, colour in zip(schemes, colours, strict=True)
        ]

    paint("amber", "#112233")
    said = project.errors()
    assert 'theme.palette[0].primary: "amber" has a contrast of 1.' in said
    assert 'theme.palette[1].primary: "#112233" has a contrast of 1.' in said
    passing = re.findall(r'The nearest colour that passes is "(#[0-9a-f]{6})"', said)
    assert len(passing) == len(schemes)
    paint(*passing)
    project.build()


def test_a_setting_that_cannot_be_meant_is_an_error(project: Project) -> None:
    project.settings["theme"] |= {
        "palette": {"primary": "beige"},
        "logo": "assets/none.png",
        "icon": {"logo": "material/nothing"},
    }
    project.settings["extra"] = {"social": [{"icon": "material/email", "link": "javascript:alert(1)"}]}
    said = project.errors()
    assert 'theme.palette.primary: "beige" is not a colour that the site knows.' in said
    assert 'theme.logo: There is no file "assets/none.png"' in said
    assert 'theme.icon.logo: Material has no icon "material/nothing".' in said
    assert "extra.social[0].link: A social link needs an address." in said


def test_the_footer_has_the_copyright_the_repository_and_the_links(dressed: tuple[Project, str]) -> None:
    page = dressed[0].page()
    (footer,) = elements(page, "footer")
    assert words(footer).endswith("Copyright © 2026 Bell Ringers GitHub Mastodon bells@example.org")
    assert len([element for element in footer.iter() if str(element.tag).endswith("svg")]) == 2
    assert elements(page, "meta", name="author")[0].get("content") == "Bell Ringers & Sons"


def test_the_menu_has_sections_within_sections_and_links_to_elsewhere(dressed: tuple[Project, str]) -> None:
    project, _ = dressed
    page = project.page("more/deep/two")
    (menu,) = elements(page, "nav", class_="menu")
    links = {words(link): link for link in menu.iter("a")}
    assert list(links) == ["Standards", "Guides", "Blog"]
    assert links["Guides"].get("aria-current") == "true"
    assert links["Blog"].get("href") == "https://blog.example.org/"
    (section,) = elements(page, "nav", aria_labelledby="section-title")
    assert [link.get("aria-current") for link in section.iter("a")] == [None, None, "page"]
    for link in section.iter("a"):
        assert words(link) == "One page"
        assert (project.folder / "site/more/deep/two" / link.attrib["href"] / "index.html").is_file()


def test_own_templates_extend_the_frame_as_they_would_extend_materials(dressed: tuple[Project, str]) -> None:
    page = dressed[0].page("guide")
    (announced,) = elements(page, "aside", class_="announce off-paper")
    assert words(announced) == "Come to our day"
    assert elements(page, "meta", name="bell")
    assert words(elements(page, "h1")[0]) == "One page"


def test_what_the_frame_or_its_policy_cannot_follow_is_said_in_a_line_each(dressed: tuple[Project, str]) -> None:
    _, said = dressed
    lines = [line.partition("mkdocs.yml: ")[2] for line in said.splitlines() if "mkdocs.yml: " in line]
    assert lines == [
        "extra.analytics has no effect, because the pages send nothing to other hosts.",
        "These settings of extra have no effect: version.",
        "theme.font has no effect, because the pages load no fonts from other hosts. Write font in suite.yml.",
        "These theme.features have no effect: navigation.tabs.",
        "These theme.icon settings have no effect: repo.",
        'The accent of theme.palette has no effect ("amber"). Links and buttons have the primary colour.',
        'The scheme "youtube" counts as default, the light one.',
        (
            "https://fonts.example.org/font.css is not loaded, "
            "because the policy of the pages allows files of this site only."
        ),
        (
            "overrides/inline.html has a script or a style that the policy of the pages stops. "
            "Put it into a file, and name the file in extra_javascript or extra_css."
        ),
        "overrides/main.html: the page frame has no block hero.",
        "overrides/partials/nav.html has no effect, because the page frame has no such part.",
    ]
