"""Build the site for a preview with MkDocs, and turn build errors into problems with a place."""

import logging
import re
import traceback
from dataclasses import replace
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from competence_standards.problem import Invalid, Problem
from competence_standards.publish.configuration import heard, refused
from competence_standards.publish.mkdocs_plugin import StandardsPlugin
from competence_standards.publish.preview.grouped import Site
from competence_standards.translation import gettext as _

_DEFAULT = "127.0.0.1:8000"


class Builder:
    """Builds the site, each time with the current ``mkdocs.yml``."""

    def __init__(self, config: Path) -> None:
        self._config = config = config.resolve()
        self._started = False
        self.serve_url = ""
        """The address of the preview."""
        self.watched: tuple[Path, ...] = (config, config.parent / "docs", config.parent / "standards")
        """The files and folders that the last build used or tried to use."""

    def address(self) -> str:
        """Return the preview's address from ``mkdocs.yml``, or MkDocs's default if the file cannot be read."""
        try:
            with heard():
                config = load_config(str(self._config))
        except (MkDocsException, OSError):
            return _DEFAULT
        return str(config.dev_addr)

    def build(self, into: Path) -> Site:
        """Build the site into a new folder.

        Raises:
            Invalid: with the problems that stopped the build.
        """
        with heard() as said:
            try:
                site = self._build(into)
            except Invalid as invalid:
                if invalid.__cause__ is None:
                    raise
                # Add the line of the program or the template, for developers.
                raise Invalid([*invalid.problems, _broken(invalid.__cause__)]) from invalid
            except MkDocsException as refusal:
                raise Invalid(
                    refused(self._config.name, refusal, [text for level, text in said if level >= logging.ERROR])
                ) from refusal
            except Exception as error:
                raise Invalid([_broken(error)]) from error
        notes = [*site.problems, *(Problem(self._config.name, 1, 1, "", text, severity="note") for __, text in said)]
        return replace(site, problems=tuple(notes))

    def _build(self, into: Path) -> Site:
        config = load_config(str(self._config), site_dir=str(into), site_url=self.serve_url)
        plugin = next((one for one in config.plugins.values() if isinstance(one, StandardsPlugin)), None)
        if plugin is None:
            message = _("The {plugin} plugin is missing.", plugin="competence-standards")
            hint = _("Add {plugin} to plugins.", plugin="competence-standards")
            raise Invalid([Problem(self._config.name, 1, 1, "plugins", message, hint)])
        self.watched = self._sources(config, plugin)
        if not self._started:
            config.plugins.on_startup(command="serve", dirty=False)
            self._started = True
        # Check the sources first, because their errors can cause all others.
        built = plugin.prepare(config)
        build(config, serve_url=self.serve_url)
        self.watched = self._sources(config, plugin)
        sources = {page.address: page.source for page in built.pages if page.source}
        more = {file: page.address for page in reversed(built.pages) for file in page.sources}
        anchors = frozenset(entry.address for page in built.pages for entry in page.entries)
        return Site(into, sources, more, anchors, built.notes)

    def _sources(self, config: MkDocsConfig, plugin: StandardsPlugin) -> tuple[Path, ...]:
        own = [config.theme.custom_dir] if config.theme.custom_dir else []
        paths = [self._config, Path(config.docs_dir), *plugin.watched(), *map(Path, [*config.watch, *own])]
        return tuple(dict.fromkeys(path.resolve() for path in paths))


def _broken(error: BaseException) -> Problem:
    """Return the place of an error: the last line in a file of the project, a template or a page."""
    message = f"{type(error).__name__}: {error}"
    if file := getattr(error, "filename", None):
        line = getattr(error, "lineno", None) or 1
        return Problem(_from_here(str(file)), line, 1, "", message)
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame.filename)]
    last = own[-1] if own else traceback.extract_tb(error.__traceback__)[-1]
    return Problem(_from_here(last.filename), last.lineno or 1, 1, "", message)


def _is_ours(file: str) -> bool:
    path = Path(file)
    return path.is_relative_to(Path.cwd()) and not re.search(r"site-packages", file)


def _from_here(file: str) -> str:
    path = Path(file)
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()
