"""Every address and anchor of the site, in one place.

An address is a path from the top of the site: ``contact-centre/#P16``; the home page has the empty one. Links
between pages are always relative, so that the site works below any path.
"""

from collections.abc import Mapping

from competence_standards.words import slug

HOME = ""
STANDARDS = "standards/"
THEMES = "themes/"
CORRESPONDENCES = "correspondences/"
GLOSSARY = "glossary/"
TERMS = "glossary/terms.json"
ERRATA = "errata/"
FILE_FORMAT = "file-format/"
OPERATOR_FIELD = "file-format/#suite-operator"
FORMS = "forms/"
FORMS_RUN = "forms/print/"
FORMS_DATA = "forms/forms.json"
MY_PROGRESS = "my-progress/"
REMOVE_EVERYTHING = f"{MY_PROGRESS}#remove-everything"
SUITE_DATA = "my-progress/suite.json"
WORDS = "words.json"
MANIFEST = "manifest.webmanifest"
WORKER = "service-worker.js"
ASSETS = "assets/"
OFFLINE = "offline/"
HELP = "help/"
LEARNERS = "learners/"
SMALL_PRINT = "learners/#the-small-print-below-a-line"
TRAINERS = "trainers/"
AUTHORS = "authors/"
ABOUT = "about/"
STORED = "about/#what-the-site-stores"
CONTACT = "contact/"
ACCESSIBILITY = "accessibility/"
HELP_PAGES = (HELP, LEARNERS, TRAINERS, AUTHORS, ABOUT, ACCESSIBILITY)
"""The built-in help pages. A site can do without them, or have its own."""


def first(address: str) -> str:
    """Return the first part of an address: ``contact-centre`` of ``contact-centre/#P16``."""
    return address.partition("/")[0]


# Taken from the addresses above, so that no address can be missing here.
_TOPS = {first(value) for name, value in list(globals().items()) if name.isupper() and isinstance(value, str)}
FILES = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz"} | {top for top in _TOPS if "." in top})
"""The files at the top of the site, whose names no folder there can have."""
GENERATED = frozenset({"search"} | _TOPS - FILES - {first(address) for address in HELP_PAGES})
"""The first part of each address of the site but those of standards and help pages."""


def standard(identity: str) -> str:
    """Return the address of a standard's page."""
    return f"{identity}/"


def item(standard_id: str, item_id: str) -> str:
    """Return the address of one item. The anchor is the item's id, which never changes."""
    return f"{standard_id}/#{item_id}"


def former(address: str, former_id: str) -> str:
    """Return the address that a page of a standard had when the standard had the id ``former_id``."""
    return f"{former_id}/{address.partition('/')[2]}"


def top(address: str) -> str:
    """Return the address of the page that is at the top of a page's part of the site, such as a standard's."""
    return f"{address.partition('/')[0]}/"


def matrix(standard_id: str) -> str:
    """Return the address of the table of the knowledge that each criterion of a standard needs."""
    return f"{standard_id}/matrix/"


def checklist(standard_id: str) -> str:
    """Return the address of the checklist of a standard."""
    return f"{standard_id}/checklist/"


def running_head(standard_id: str) -> str:
    """Return the address of the style sheet that prints the standard's title on each sheet."""
    return f"{standard_id}/running-head.css"


def items_data(standard_id: str) -> str:
    """Return the address of a standard's items as data for the scripts of the self-assessment."""
    return f"{standard_id}/items.json"


def standard_forms(standard_id: str) -> str:
    """Return the address of the page that leads to the evidence forms of a standard."""
    return f"{standard_id}/forms/"


def forms_run(standard_id: str) -> str:
    """Return the address of the page that prints several forms of a standard. No form has this id."""
    return f"{standard_forms(standard_id)}print/"


def download(file: str, standard_id: str | None = None) -> str:
    """Return the address of a document, in the folder of the forms that it is made from."""
    return f"{standard_forms(standard_id) if standard_id else FORMS}{file}"


def form(form_id: str, standard_id: str | None = None) -> str:
    """Return the address of a form, of one standard or for each candidate."""
    return f"{standard_id}/forms/{form_id}/" if standard_id else f"{FORMS}{form_id}/"


def theme(identity: str) -> str:
    """Return the address of a theme's page."""
    return f"{THEMES}{identity}/"


def sheet(address: str, number: int) -> str:
    """Return the address of a sheet of a list that is too long for one page. Sheet 1 has the address of the list."""
    return address if number == 1 else f"{address}{number}/"


def correspondence_anchor(identity: str) -> str:
    """Return the anchor of a group of items on its sheet of the correspondences."""
    return f"group-{identity}"


def term_anchor(term: str) -> str:
    """Return the anchor of a term in the glossary."""
    return slug(term)


def term(term: str) -> str:
    """Return the address of a term's explanation."""
    return f"{GLOSSARY}#{term_anchor(term)}"


def section_anchor(part: str, position: int) -> str:
    """Return the anchor of the sub-heading at ``position``, from 1, of a part: ``performance-criteria-2``."""
    return f"{part}-{position}"


def erratum_anchor(number: int) -> str:
    """Return the anchor of an erratum's record on its standard's page."""
    return f"erratum-{number}"


def erratum_mark_anchor(number: int) -> str:
    """Return the anchor of the mark, in the text, that leads to an erratum's record."""
    return f"erratum-{number}-mark"


def of_scripts(*, rated: bool, forms: bool) -> Mapping[str, str]:
    """Return the addresses that scripts link to and fetch, by name.

    Args:
        rated: Whether the site has checklists.
        forms: Whether the site has forms.

    ``{standard}`` and ``{form}`` are for the id of a standard and of a form.
    """
    of, one = "{standard}", "{form}"
    of_checklists = {
        "checklist": checklist(of),
        "items": items_data(of),
        "progress": MY_PROGRESS,
        "suite": SUITE_DATA,
    }
    of_forms = {"form": form(one), "form-of-standard": form(one, of), "forms": FORMS_DATA}
    return {**(of_checklists if rated else {}), **(of_forms if forms else {})}


def relative(address: str, page: str) -> str:
    """Return the link to ``address`` from the page at ``page``. Both addresses start at the top of the site."""
    path, mark, anchor = address.partition("#")
    if path == page and mark:
        return f"#{anchor}"
    return f"{'../' * page.count('/')}{path}{mark}{anchor}" or "./"
