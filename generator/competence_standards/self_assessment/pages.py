"""Make the pages and the data files of self-assessment."""

from collections.abc import Iterator

from competence_standards import routes
from competence_standards.model import Suite
from competence_standards.render import File, Page, making
from competence_standards.self_assessment import checklist, data, my_progress


def pages(suite: Suite) -> Iterator[Page]:
    """Yield a checklist for each standard, and the page of progress, if the suite has a rating scale."""
    if suite.scale is None:
        return
    for standard in suite.standards:
        with making(routes.checklist(standard.id), standard.file):
            page = checklist.page(standard, suite, suite.scale)
        yield page
    yield my_progress.page(suite)


def files(suite: Suite) -> Iterator[File]:
    """Yield the data files that the scripts of these pages read."""
    yield from data.files(suite)
