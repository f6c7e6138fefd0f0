"""The page about the operator of the site says what the suite says, or plainly that the suite says nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from competence_standards.build import load
from competence_standards.check.schema import schema_problems
from competence_standards.model import Operator, Suite
from competence_standards.read import parse
from competence_standards.render import contact
from tests.conftest import ROOT

SMALL = ROOT / "tests/suite"
HOST = "Our own server keeps a log for 30 days."


def suite(tmp_path: Path, operator: str) -> Suite:
    """Return the small suite with some lines more in its own file."""
    for path in SMALL.glob("*.yml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    own = tmp_path / "suite.yml"
    own.write_text(own.read_text("utf-8") + operator, "utf-8")
    return load(tmp_path)[0]


def shown(operator: Operator | None) -> str:
    return contact.page(replace(load(SMALL)[0], operator=operator)).body()


def test_the_suite_says_who_runs_the_site(tmp_path: Path) -> None:
    lines = f"\noperator:\n  name: Tea House\n  contact: tea@example.org\n  host: {HOST}\n"
    assert suite(tmp_path, lines).operator == Operator("Tea House", "tea@example.org", HOST)
    assert load(SMALL)[0].operator is None


@pytest.mark.parametrize(
    ("given", "link"),
    [
        ("tea@example.org", "mailto:tea@example.org"),
        ("https://example.org/@tea", "https://example.org/@tea"),
        ("https://Example.ORG:8443/tea", "https://Example.ORG:8443/tea"),
        ("first.last+tea@tea-room.example.org", "mailto:first.last+tea@tea-room.example.org"),
    ],
)
def test_the_page_names_the_operator_and_links_to_the_contact(given: str, link: str) -> None:
    assert contact_problems(given) == []
    body = shown(Operator("Tea & Sons", given, HOST))
    assert "This site is run by Tea &amp; Sons." in body
    assert f'href="{link}" rel="external noreferrer">{given}</a>' in body
    assert f"<p>{HOST}</p>" in body
    assert "does not" not in body.partition("your-answers")[0]


def test_the_page_says_plainly_that_nobody_is_named() -> None:
    body = shown(None)
    assert "This site does not name the person or organisation that runs it." in body
    assert "mailto:" not in body
    assert "This site does not say where it is hosted." in body
    assert "This site does not say where it is hosted." in shown(Operator("Tea", "tea@example.org", None))


def test_every_page_says_that_the_host_gets_the_address_of_the_device() -> None:
    for operator in (None, Operator("Tea", "tea@example.org", HOST)):
        assert "the host gets the IP address of your device" in shown(operator)


@pytest.mark.parametrize(
    "refused",
    [
        "javascript:alert(1)",
        "http://example.org/",
        "https://example.org/ there",
        "mailto:tea@example.org",
        "tea@example",
        "tea@example.org?subject=x",
        "Tea <tea@example.org>",
        "..@example.org",
        "tea.@example.org",
        "tea@-example.org",
        "tea@example-.org",
        "https://-.-.org",
        "https://example..org/",
        "https://example.org:/",
        "https://example.org:port/",
        "https://someone@example.org/",
    ],
)
def test_a_contact_that_is_no_safe_link_is_refused(refused: str) -> None:
    assert contact_problems(refused) == ["operator.contact"]


def contact_problems(contact: str) -> list[str]:
    """Where the schema refuses a suite with this contact."""
    text = (SMALL / "suite.yml").read_text("utf-8") + f'\noperator:\n  name: Tea\n  contact: "{contact}"\n'
    source = parse(text.encode(), "suite.yml")
    assert not isinstance(source, list)
    return [problem.where for problem in schema_problems(source, "suite")]
