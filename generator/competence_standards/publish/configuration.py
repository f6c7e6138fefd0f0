"""Read the settings of the help pages from ``mkdocs.yml``, or explain why they cannot be read.

``standards check`` and the preview use this, so that they read the same folder as the build.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from competence_standards.problem import Invalid, Problem
from competence_standards.publish.face import face_problems, logo_file, pictures
from competence_standards.read import DocsSettings, relative
from competence_standards.translation import gettext as _


def help_extensions(config: MkDocsConfig) -> list[str]:
    """Return the Markdown extensions of the site, with the one that gives headings their ids.

    The built-in help pages and copies of them need it.
    """
    return list(dict.fromkeys([*config.markdown_extensions, "attr_list"]))


def docs_settings(config: MkDocsConfig) -> DocsSettings:
    """Return the folder of the help pages and their Markdown settings."""
    named: list[Any] = [*config.extra_css, *config.extra_javascript]
    addresses = [urlsplit(str(one)) for one in named]
    return DocsSettings(
        # Messages show paths relative to the project's folder, as authors type them.
        relative(config.docs_dir),
        frozenset(normpath(one.path) for one in addresses if not one.scheme and not one.netloc),
        frozenset(map(normpath, pictures(config).values())),
        tuple(help_extensions(config)),
        config.mdx_configs,
        logo_file(config),
    )


def read_docs_settings(path: Path) -> DocsSettings:
    """Read the settings of the help pages from ``mkdocs.yml``.

    Raises:
        Invalid: if the file cannot be used.
    """
    return docs_settings(_read(path))


def _read(path: Path) -> MkDocsConfig:
    with heard() as said:
        try:
            config = load_config(str(path))
        except MkDocsException as refusal:
            reasons = [text for level, text in said if level >= logging.ERROR]
            raise Invalid(refused(path.name, refusal, reasons)) from refusal
    if problems := list(face_problems(config)):
        raise Invalid(problems)
    return config


def read_logo(path: Path) -> Path | None:
    """Return the file of the logo that ``mkdocs.yml`` names, or None if it names none.

    Raises:
        Invalid: if the file cannot be used.
    """
    return logo_file(_read(path))


def refused(name: str, refusal: MkDocsException, said: Sequence[str]) -> list[Problem]:
    """Return MkDocs's reasons for refusing the file, from its log or from the error."""
    # Word MkDocs's YAML error like those of our own YAML reader.
    cause = refusal.__context__
    mark = getattr(cause, "problem_mark", None)
    if mark is not None:
        reason = getattr(cause, "problem", None)
        message = _("This is not valid YAML: {reason}.", reason=reason) if reason else _("This is not valid YAML.")
        return [Problem(name, mark.line + 1, mark.column + 1, "", message)]
    found = []
    for text in (" ".join(text.split()) for text in said or [str(refusal)]):
        option, __, reason = text.removeprefix("Config value '").partition("': ")
        is_option = bool(reason) and text.startswith("Config value '")
        found.append(Problem(name, 1, 1, option if is_option else "", reason if is_option else text))
    return found


@contextmanager
def heard() -> Iterator[list[tuple[int, str]]]:
    """Collect the warnings and errors that MkDocs logs, instead of printing them."""
    said: list[tuple[int, str]] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append((record.levelno, record.getMessage()))

    ear = Ear(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(ear)
    try:
        yield said
    finally:
        logger.removeHandler(ear)
