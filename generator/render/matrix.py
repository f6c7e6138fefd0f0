"""One standard in; the table out of which knowledge each of its criteria needs."""

from generator import routes
from generator.model import Standard
from generator.render.page import Entry, Page


def page(standard: Standard) -> Page:
    """The criteria of a standard against its knowledge items."""
    address = routes.matrix(standard.id)
    title = f"What each criterion needs: {standard.title}"
    needs = {
        criterion.id: {link.item.id: link.direct for link in standard.needs.get(criterion.id, ())}
        for criterion in standard.criteria
    }
    return Page(
        address=address,
        title=title,
        description=f"The performance criteria of {standard.title} against the knowledge that underpins them.",
        template="matrix.html",
        context={"standard": standard, "needs": needs},
        section=routes.STANDARDS,
        entries=(Entry(address, title, "Performance criteria and the knowledge items that they need, as one table"),),
        source=standard.file,
    )
