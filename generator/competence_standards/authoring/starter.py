"""Make the files of a new project, and of a new standard, from the templates in ``defaults/starter``."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from competence_standards.authoring.edit import field_lines, with_entry
from competence_standards.authoring.lock import WHEELS, Program, dependencies
from competence_standards.authoring.references import listed_standards
from competence_standards.authoring.revision import Refused, Revision
from competence_standards.check import accepted
from competence_standards.check.schema import examine
from competence_standards.model import USUAL, part_kinds
from competence_standards.model.part import named
from competence_standards.problem import shown
from competence_standards.prose import sentences
from competence_standards.read import SUITE_FILE, Source, parse
from competence_standards.read.characters import unseen_characters
from competence_standards.schema import FOLDER as SCHEMAS
from competence_standards.translation import ENGLISH, in_language
from competence_standards.translation import gettext as _
from competence_standards.words import slug
from competence_standards.write import write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from competence_standards.model import Kinds
    from competence_standards.read import Folder

STANDARDS = "standards"
SCHEMA = "schema"
_TEMPLATES = Path(__file__).parents[1] / "defaults/starter"
_ENDING = ".template"
_PACKAGED = _TEMPLATES / ".vscode"
_EDITOR = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[3] / ".vscode"
"""The settings of editors. In an installed package they are with the templates, and in a checkout at the top."""
_STANDARD = f"{STANDARDS}/standard.yml"
_WORD = re.compile(r"\{\{(\w+)\}\}")
_LOCKED = "# The program, and all that it needs, each with its hash. `standards new` made this file.\n"
_BEFORE = frozenset({".git", ".venv"})
"""What a folder may have before a project starts in it."""


@dataclass(frozen=True)
class Answers:
    """What an author says about a new suite."""

    title: str
    words: str
    """Who owns the wording."""
    lang: str
    standard: str
    """The title of the first standard."""
    id: str
    """The id of the first standard."""


def fault(schema: str, field: str, words: str) -> str:
    """Return what is wrong with a value of a field, and how to fix it. Empty if nothing is wrong.

    Args:
        schema: The name of the schema: standard or suite.
        field: The name of the field.
        words: Its value.
    """
    # YAML cannot have some of these characters, such as a byte from the shell that is not UTF-8.
    if unseen := unseen_characters(words, f"{schema}.yml", line_breaks=False):
        return sentences(unseen[0].message, unseen[0].hint)
    source = Source(f"{schema}.yml", {field: words}, "".join(field_lines(field, words, 0)), words)
    found = [problem for problem in examine(source, schema, 500).problems if problem.where == field]
    if field == "id" and found:
        # The hint of the schema is also about files that exist.
        return sentences(found[0].message, _("Write lower-case letters, digits and hyphens, such as make-tea."))
    return sentences(found[0].message, found[0].hint) if found else ""


def suggested_id(title: str) -> str:
    """Return the id that a standard with this title can have, or "" if its letters do not make one."""
    name = slug(title)
    return name if not fault("standard", "id", name) else ""


def new_standard(folder: Folder, name: str, title: str, today: date) -> Revision:
    """Return the suite with a new standard at the end of its order.

    Raises:
        Refused: if the suite cannot have a standard of this name or title.
        CannotEdit: if the layout of ``suite.yml`` is unusual.
    """
    for field, words in (("id", name), ("title", title)):
        if wrong := fault("standard", field, words):
            raise Refused(wrong)
    if any(one.name == name for one in folder.standards):
        raise Refused(_("There is already a standard {name}.", name=shown(name)), _("Choose another id."))
    suite, order = folder.suite, listed_standards(folder)
    if suite is None or not order:
        raise Refused(_("{file} lists no standards. Run standards check first.", file=SUITE_FILE))
    lang = str(suite.value.get("lang") or ENGLISH) if isinstance(suite.value, dict) else ENGLISH
    file = f"{folder.path}/{name}.yml"
    has_schemas = (Path(folder.path).resolve().parent / SCHEMA).is_dir()
    kinds = part_kinds(accepted(folder).suite)
    text = standard_text(name, title, lang, today, kinds=kinds, with_schema=has_schemas)
    source = parse(text.encode(), file)
    if not isinstance(source, Source):
        raise TypeError(source[0].as_text())
    revision = Revision(folder).with_source(source, _("Wrote {file}.", file=file))
    if name in order:
        return revision
    suite = with_entry(suite, ("standards",), name, len(order))
    return revision.with_source(suite, _("Added {name} to standards in {file}.", name=name, file=suite.file))


def standard_text(name: str, title: str, lang: str, today: date, *, kinds: Kinds, with_schema: bool) -> str:
    """Return the text of a new standard, with one item in each of these kinds of part, and words to replace."""
    schema = "# yaml-language-server: $schema=../schema/standard.schema.json\n" if with_schema else ""
    with in_language(lang):
        fields = {
            "first": ("summary", 4, _("First publication here.")),
            "standard": ("title", 0, title),
        }
        items = {
            # With the name of the part, the words of two parts are not almost the same, so the check finds no fault.
            f"{kind.letter}1": _(
                "replace these words with {item} of the {items}", item=f"{kind.letter}1", items=named(kind)
            )
            for kind in kinds
        }
    texts = _lines({item: ("text", 4, said) for item, said in items.items()})
    fields_of_parts = zip((kind.field for kind in kinds), texts.items(), strict=True)
    parts = "\n".join(f"{field}:\n  - id: {item}\n    {text}\n" for field, (item, text) in fields_of_parts)
    words = {"schema": schema, "id": name, "today": today.isoformat(), "parts": parts, **_lines(fields)}
    return _filled(_STANDARD, words)


def _lines(fields: Mapping[str, tuple[str, int, str]]) -> dict[str, str]:
    """Return the lines of fields, without the indent of the first and the line feed of the last."""
    return {key: "".join(field_lines(name, words, at)).strip(" \n") for key, (name, at, words) in fields.items()}


def _filled(file: str, words: Mapping[str, str]) -> str:
    text = Path(_TEMPLATES, file + _ENDING).read_text("utf-8")
    return _WORD.sub(lambda found: words[found[1]], text)


def project(answers: Answers, program: Program, today: date) -> dict[str, bytes]:
    """Return the content of each file of a new project, by its path."""
    with in_language(answers.lang):
        summary = _("Read the standards, rate yourself and print forms.")
    fields = {
        "title": ("title", 0, answers.title),
        "site_name": ("site_name", 0, answers.title),
        "summary": ("summary", 0, summary),
        "words": ("words", 0, answers.words),
        "lang": ("lang", 0, answers.lang),
    }
    words = {"id": answers.id, "heading": answers.title, "program": _origin(program), **_lines(fields)}
    files = {
        name: _filled(name, words).encode()
        for path in sorted(_TEMPLATES.rglob(f"*{_ENDING}"))
        if (name := path.relative_to(_TEMPLATES).as_posix().removesuffix(_ENDING)) != _STANDARD
    }
    standard = standard_text(answers.id, answers.standard, answers.lang, today, kinds=USUAL, with_schema=True)
    files[f"{STANDARDS}/{answers.id}.yml"] = standard.encode()
    files["requirements.txt"] = f"{_LOCKED}{program.requirement}{dependencies()}".encode()
    if program.file:
        files[f"{WHEELS}/{program.file}"] = program.content
    for settings in sorted(_EDITOR.glob("*.json")):
        files[f".vscode/{settings.name}"] = settings.read_bytes()
    for schema in sorted(SCHEMAS.glob("*.schema.json")):
        files[f"{SCHEMA}/{schema.name}"] = schema.read_bytes()
    return files


def _origin(program: Program) -> str:
    if program.file:
        return f"The program itself is the file `{WHEELS}/{program.file}`."
    return "The program itself is fetched from the address in the first line."


def check_empty(folder: Path) -> None:
    """Check that a project can start in a folder.

    Raises:
        Refused: if something is there.
    """
    try:
        found = [one for one in folder.iterdir() if one.name not in _BEFORE]
    except FileNotFoundError:
        return
    except OSError as error:
        raise Refused(_("{file} cannot be used: {reason}.", file=folder, reason=error.strerror)) from None
    if found:
        raise Refused(_("The folder {folder} is not empty.", folder=shown(str(folder))), _("Give a new folder."))


def start(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a new project into a new or empty folder. If that fails, nothing is left of it.

    Args:
        folder: The folder.
        files: The content of each file.

    Raises:
        OSError: if a file cannot be written.
    """
    new = next((one for one in [*reversed(folder.parents), folder] if not one.exists()), None)
    try:
        for name, content in files.items():
            write(folder, name, content)
    except BaseException:
        for path in [new] if new else [folder / name.partition("/")[0] for name in files]:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        raise
