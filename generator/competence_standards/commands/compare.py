"""Run ``standards compare``: say what changed between two editions of the standards."""

import argparse
import gc
import sys

from competence_standards.authoring.compare import compare
from competence_standards.authoring.compared import Report
from competence_standards.commands.shared import add_standards
from competence_standards.editions import changed_documents, edition
from competence_standards.problem import printable
from competence_standards.read import NoRevision, default_base, folder_at, read_folder, read_revision
from competence_standards.translation import gettext as _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "base",
        nargs="?",
        metavar=_("BASE"),
        help=_("the git revision to start from (default: where this branch left origin's main branch, or HEAD)"),
    )
    parser.add_argument(
        "head", nargs="?", metavar=_("HEAD"), help=_("the git revision to end at (default: your files)")
    )
    parser.add_argument(
        "--format", choices=["text", "markdown", "json"], default="text", help=_("default: {value}", value="text")
    )
    add_standards(parser)


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    # The command ends soon and keeps all that it reads.
    gc.disable()
    path = options.standards
    if not path.is_dir():
        refusal = _("{path} is not a folder.", path=printable(str(path)))
        print(f"standards compare: {refusal}", file=sys.stderr)
        return 2
    try:
        base, shown = (options.base, options.base) if options.base else default_base(path)
        old = edition(folder_at(path, read_revision(path, base)))
        new = edition(folder_at(path, read_revision(path, options.head)) if options.head else read_folder(path))
    except NoRevision as refusal:
        print(f"standards compare: {refusal}", file=sys.stderr)
        return 2
    names = (shown, options.head or _("your files"))
    damaged = [
        _(
            "In {edition}, these files could not be read completely, so the comparison may miss changes: {files}.",
            files=files,
            edition=name,
        )
        for name, one in zip(names, (old, new), strict=True)
        if (files := ", ".join(one.damaged))
    ]
    report = Report(*names, compare(old.edition, new.edition), changed_documents(old, new), damaged)
    render = {"text": report.as_text, "markdown": report.as_markdown, "json": report.as_json}
    print(render[options.format]())
    return 0
