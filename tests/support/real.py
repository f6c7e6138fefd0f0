"""The suite that this repository publishes: read and built once in each test process, for all tests that ask of it."""

from functools import cache

from competence_standards.build import Built, build, load_forms
from competence_standards.forms.form import Forms
from competence_standards.model import Item, Standard, Suite
from competence_standards.model.self_assessment import RatingScale
from competence_standards.publish.assets import Assets, own_assets
from tests.conftest import REAL


@cache
def built() -> Built:
    """Build the pages and files of the suite, without documents to download."""
    return build(REAL)


@cache
def forms() -> Forms:
    """Return the forms of the suite."""
    return load_forms(REAL)


def assets() -> Assets:
    """Return our own style sheets, scripts and pictures, as the site of the suite has them."""
    return own_assets(suite(), added=built().styles)


def suite() -> Suite:
    """Return the suite."""
    return built().suite


def scale() -> RatingScale:
    """Return the rating scale of the suite."""
    found = suite().scale
    assert found, "the suite has a rating scale"
    return found


def items() -> list[tuple[Standard, Item]]:
    """Return every item of the suite, with its standard."""
    return [(standard, item) for standard in suite().standards for item in standard.items]
