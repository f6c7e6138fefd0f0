"""Run ``standards documents``: make the forms as PDF, Word and Excel files."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from competence_standards.build import load_forms
from competence_standards.commands.shared import add_standards
from competence_standards.forms.cache import cached
from competence_standards.forms.choose import Unknown, chosen
from competence_standards.forms.documents import FORMATS, documents, packs
from competence_standards.forms.progress import show_progress
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext
from competence_standards.write import write


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "names", nargs="*", metavar=_("STANDARD"), help=_("only the forms for these standards (default: all forms)")
    )
    parser.add_argument(
        "--form", action="append", metavar=_("CODE"), help=_("only this form, for example T5; can be repeated")
    )
    parser.add_argument(
        "--items",
        metavar=_("ITEMS"),
        help=_(
            "only these items of one standard, for example P1-P9,K3. Leaves out the forms that list none of them. The "
            "names of the files have the items"
        ),
    )
    parser.add_argument(
        "--format", action="append", choices=["pdf", "word", "excel"], help=_("can be repeated (default: all three)")
    )
    parser.add_argument("--into", type=Path, required=True, metavar=_("DIR"), help=_("the folder for the files"))
    parser.add_argument(
        "--packs",
        action="store_true",
        help=_(
            "also make one PDF and one ZIP of all forms for each standard. If you name no standard, also make those of "
            "all forms for each candidate"
        ),
    )
    parser.add_argument(
        "--words",
        metavar=_("ID"),
        help=_("the country whose wording to use, for example nz (default: the first in role-words.yml)"),
    )
    add_standards(parser)


def _logo() -> Path | None:
    """Return the file of the logo that mkdocs.yml names, so that the documents are the same as those of the site."""
    site = Path("mkdocs.yml")
    if not site.exists():
        return None
    # To load MkDocs takes long.
    from competence_standards.publish.configuration import read_logo  # noqa: PLC0415

    return read_logo(site)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    try:
        forms = chosen(
            load_forms(options.standards, _logo()), options.names, options.form or (), options.words, options.items
        )
        formats = [one for one in FORMATS if one in (options.format or FORMATS)]
        wanted = [*documents(forms, formats), *(packs(forms, formats) if options.packs else ())]
        with TemporaryDirectory() as folder:
            for made in cached(wanted, Path(folder), show_progress):
                write(options.into, f"{made.standard or '.'}/{made.file}", made.path.read_bytes())
    except (Unknown, OSError) as refusal:
        print(f"standards documents: {refusal}", file=sys.stderr)
        return 2
    print(
        ngettext(
            "Wrote {number} file to {folder}.", "Wrote {number} files to {folder}.", len(wanted), folder=options.into
        )
    )
    return 0
