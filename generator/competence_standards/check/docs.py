"""Check the help pages: their addresses, their front matter, their Markdown and their links."""

import re
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from competence_standards.check.docs_links import Site, docs_link_problems
from competence_standards.check.docs_markdown import Examined
from competence_standards.problem import Problem, did_you_mean, shown
from competence_standards.prose import listed
from competence_standards.read import Docs, DocsPage, DocsSettings, address_of
from competence_standards.translation import gettext as _

FIELDS = ("title", "description", "section")
"""The fields of a help page's front matter. ``section`` is the address of the page that the menu marks."""
LONGEST_FIELD = 200
_SECTION = re.compile(r"([a-z0-9-]+/)+")
_SNIPPETS = "pymdownx.snippets"
_PAGE = "index.html"
"""The file name of a page in the folder of its address."""
_MARKUP = re.compile(r"[<>]|&#?\w+;")


def docs_problems(docs: Docs, site: Site, most: int) -> Iterator[Problem]:
    """Yield every problem in the folder of the help pages, including those found while reading.

    Args:
        docs: The folder that was read.
        site: The pages made from the standards. most: The maximum number of problems for each page.
    """
    yield from _snippet_problems(docs.settings)
    yield from docs.problems
    yield from _address_problems(docs, {name.casefold() for name in site.tops})
    examined = {page.path: Examined(page, docs.settings) for page in docs.pages}
    for page in docs.pages:
        yield from _front_matter_problems(page)
        yield from islice(examined[page.path].problems, most)
    yield from islice(docs_link_problems(docs, examined, site), most)


def _snippet_problems(settings: DocsSettings) -> Iterator[Problem]:
    """Yield a problem if an extension could include other files of the computer in a help page."""
    own = settings.extension_settings.get(_SNIPPETS) or {}
    folders = own.get("base_path", ["."])
    paths = [Path(str(folder)).resolve() for folder in ([folders] if isinstance(folders, str) else folders)]
    is_within = all(path.is_relative_to(settings.path.resolve()) for path in paths)
    if _SNIPPETS in settings.extensions and (
        not is_within or own.get("restrict_base_path") is False or own.get("url_download")
    ):
        message = _("With {extension}, a help page can publish other files, passwords too.", extension=_SNIPPETS)
        hint = _(
            "Set its base_path to {folder}, and delete restrict_base_path and url_download.",
            folder=settings.path.as_posix(),
        )
        yield Problem("mkdocs.yml", 1, 1, "markdown_extensions", message, hint)


def _address_problems(docs: Docs, taken: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each file whose address is already used by the site or another file.

    Ignores case, because some servers and disks do. A file and a folder cannot have the same name either.
    """
    seen: dict[str, str] = {}
    for path in docs.files:
        file = (docs.settings.path / path).as_posix()
        address = _address(path)
        first = address.partition("/")[0]
        if "/" in address and first in taken and path not in docs.settings.named | docs.settings.pictures:
            hint = _("Rename the file.") if path.count("/") == 0 else _("Move the file to another folder.")
            yield Problem(file, 1, 1, "", _taken(first), hint)
        elif _PAGE in address.split("/"):
            message = _(
                "A page or folder cannot be called {name}, because each page of the site is such a file.", name=_PAGE
            )
            yield Problem(file, 1, 1, "", message, _("Rename the file or the folder."))
        elif other := seen.get(address.rstrip("/")):
            message = _("The file {file} has the same address.", file=shown(other))
            yield Problem(file, 1, 1, "", message, _("Rename one of them."))
        seen.setdefault(address.rstrip("/"), file)


def _taken(first: str) -> str:
    if not first:
        return _("This address is taken: the site makes the home page from the standards.")
    if "." in first:
        # Ids of standards do not contain dots.
        return _("This address is taken: the site makes a file {file}.", file=first)
    return _("This address is taken: the site makes the pages at {address} from the standards.", address=f"{first}/")


def _address(path: str) -> str:
    """Return the address of a file in lower case. The address of a page is its folder."""
    return address_of(path) if path.endswith(".md") else path.casefold()


def _front_matter_problems(page: DocsPage) -> Iterator[Problem]:
    source = page.front_matter
    if source is None:
        return
    if not isinstance(source.value, dict):
        message = _("The front matter must be a list of fields.")
        yield source.problem((), message, _("Write title: and description: there."))
        return
    for name, value in source.value.items():
        if name not in FIELDS:
            hint = did_you_mean(name, FIELDS) or _("Delete it. The fields are {fields}.", fields=listed(FIELDS))
            message = _("{field} is not a field of a help page.", field=shown(name))
            yield source.problem((name,), message, hint, at_key=True)
        elif not isinstance(value, str):
            message = _("The {field} must be plain text.", field=name)
            yield source.problem((name,), message, _("Write one sentence."))
        elif "\n" in value or len(value) > LONGEST_FIELD:
            message = _(
                "The {field} has more than one line or more than {limit} characters.", field=name, limit=LONGEST_FIELD
            )
            yield source.problem((name,), message, _("Write one short sentence."))
        elif found := _MARKUP.search(value):
            message = _("{markup} is HTML. The {field} must be plain text.", markup=shown(found[0]), field=name)
            yield source.problem((name,), message, _("Delete the HTML and keep the words."))
        elif name == "section" and not _SECTION.fullmatch(value):
            message = _("{address} is not an address of this site.", address=shown(value))
            yield source.problem((name,), message, _("Write the address of a page in the menu, such as about/."))
