"""Publish the pages and files with MkDocs and Material. Only this module and the preview use MkDocs.

The generated pages are not written to disk as sources. Each is a MkDocs page with a finished body, so that MkDocs
does not parse it as Markdown or change its links. ``standards serve`` builds the same site repeatedly for a preview.
"""

from __future__ import annotations

import errno
import gc
import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urljoin

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import nest_paths

from competence_standards import routes, schema
from competence_standards.build import Built, build
from competence_standards.model import USUAL
from competence_standards.problem import Invalid, printable, quoted
from competence_standards.prose import sentences
from competence_standards.publish.assets import Assets, own_assets
from competence_standards.publish.configuration import docs_settings, help_extensions
from competence_standards.publish.face import FRAME, Face, face_of, face_problems, logo_file, without_effect
from competence_standards.publish.folder_lock import FolderLock
from competence_standards.publish.frame import Entry, frame_of, menu_of, parts_of, search_words
from competence_standards.publish.offline import manifest, service_worker
from competence_standards.publish.scripts import ScriptError
from competence_standards.publish.styles import StyleError
from competence_standards.read import DocsPage, relative
from competence_standards.render import File as MadeFile
from competence_standards.render import Heading, Page, SiteSize
from competence_standards.render.compiled_templates import CompiledTemplates
from competence_standards.render.making import PAGE_LIMIT, limit_size
from competence_standards.render.script_words import has_words
from competence_standards.render.words import words_in
from competence_standards.translation import ENGLISH, in_language, marked
from competence_standards.translation import gettext as _
from competence_standards.translation.locale import direction

if TYPE_CHECKING:
    # A build does not need the server.
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.utils.templates import TemplateContext

_PACKAGE = Path(__file__).parents[1]
_OF_PAGES = ("*/templates", "*/scripts", "web", "defaults")
"""The folders of the program that a preview watches."""
_HELP_IN_MENU = ("help.md", "learners.md", "trainers.md", "authors.md")
"""The help pages in the menu, in its order."""
_HELP_NOT_IN_MENU = ("about.md", "accessibility.md")
"""Help pages that only the footer and other pages link to."""
_LOG = logging.getLogger("mkdocs.plugins.standards")


class StandardsConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in ``mkdocs.yml``."""

    standards = config_options.Dir(default="standards")
    """The folder of the YAML sources. The reader reports a missing folder, with a clearer message than MkDocs."""
    documents = config_options.Type(str, default="")
    """The folder that caches documents between builds. Empty for a site without documents."""


class StandardPage(MkDocsPage):
    """A generated page. Its body is generated when the page is written, and not stored, to save memory."""

    def __init__(self, generated: Page, file: File, config: MkDocsConfig) -> None:
        self.generated = generated
        super().__init__(marked(generated.title, escape), file, config)
        if self.canonical_url and generated.moved_to:
            self.canonical_url = urljoin(self.canonical_url, routes.relative(generated.moved_to, generated.address))

    def read_source(self, config: MkDocsConfig) -> None:
        """Replace reading a Markdown file. The page has its own search entries."""
        self.markdown = ""
        self.meta = {
            "title": self.generated.title,
            "description": self.generated.description,
            "section": self.generated.section,
            "search": {"exclude": True},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set what MkDocs needs to know about the body, but not the body itself, to save memory."""
        self.content = ""
        self.toc = TableOfContents(list(_anchor_links(self.generated.headings, 1)))
        self.present_anchor_ids = {entry.address.partition("#")[2] for entry in self.generated.entries} | {
            item.id for item in _flat(self.toc.items)
        }
        self.links_to_anchors = {}


class GeneratedFile(File):
    """A generated file that is not a page. Its bytes are generated when the file is written."""

    def __init__(self, made: MadeFile, size: SiteSize, config: MkDocsConfig) -> None:
        self.made = made
        self._size = size
        super().__init__(
            made.address, None, config.site_dir, use_directory_urls=False, inclusion=InclusionLevel.INCLUDED
        )

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - as MkDocs calls it
        """Write the file."""
        content = self.made.content()
        self._size.add(self.made.made_from, len(content))
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


class StandardsPlugin(BasePlugin[StandardsConfig]):  # type: ignore[no-untyped-call]
    """Adds the generated pages. In a preview, MkDocs uses one plugin for all builds."""

    def __init__(self) -> None:
        self._serving = False
        self._assets = Assets("", {})
        self._material: Mapping[str, str] = {}
        self._compiled = CompiledTemplates()
        self._built: Built | None = None
        self._nav: Navigation | None = None
        self._entries: tuple[Entry, ...] = ()
        self._face = Face()
        self._prepared = False
        self._checked: Mapping[str, DocsPage] = {}
        self._lock = FolderLock()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether the site is built to be published or for a preview."""
        self._serving = command == "serve"
        for handler in logging.getLogger("mkdocs").handlers:
            handler.addFilter(_plain)
        if not self._serving:
            # Turn off garbage collection. Objects live until the build ends, and the collector would take a quarter
            # more time.
            gc.disable()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the page frame and the watched files. Make a strict build count hidden warnings."""
        # After the organisation's folder, which overrides parts of the frame, and before Material's.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(FRAME))
        if config.strict:
            # `--quiet` raises the level of MkDocs' log, so its warnings would never reach the counter of `--strict`.
            log = logging.getLogger("mkdocs")
            log.setLevel(min(log.getEffectiveLevel(), logging.WARNING))
        config.watch += map(str, self.watched())
        config.markdown_extensions = help_extensions(config)
        return config

    def watched(self) -> list[Path]:
        """Return the folders that the generated pages are made from."""
        rooms = [path for name in _OF_PAGES for path in _PACKAGE.glob(name)]
        return [Path(self.config.standards), *rooms, schema.FOLDER]

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Make the pages before MkDocs empties the site's folder, and while no other build uses it."""
        self._lock.take(Path(config.site_dir))
        if not self._prepared:
            try:
                self.prepare(config)
            except Invalid as invalid:
                raise PluginError("\n".join([_("The standards or help pages have errors."), str(invalid)])) from None
        self._prepared = False

    def on_build_error(self, *, error: Exception) -> None:
        """Let other builds continue, and report the failure as a sentence.

        A developer sees the traceback with ``mkdocs build --verbose``. A preview shows errors itself.
        """
        self._lock.release()
        if isinstance(error, OSError):
            raise PluginError(_without_command(_unusable(error))) from None
        if not self._serving and not isinstance(error, MkDocsException):
            _LOG.debug(_("The site cannot be built."), exc_info=error)
            problems = error.problems if isinstance(error, Invalid) else ()
            reasons = [problem.as_text() for problem in problems] or [f"{type(error).__name__}: {error}"]
            raise PluginError("\n".join([_("The site cannot be built."), *map(_without_command, reasons)])) from None

    def prepare(self, config: MkDocsConfig) -> Built:
        """Make the pages before MkDocs starts, and check the help pages. The next build publishes them.

        Raises:
            Invalid: with every problem found, if any of them is an error.
        """
        if problems := list(face_problems(config)):
            raise Invalid(problems)
        for line in without_effect(config):
            _LOG.info("mkdocs.yml: %s", line)
        # Messages show paths relative to the project's folder, as authors type them. A preview does not make
        # documents, because authors want to see it at once.
        keep = Path(self.config.documents) if self.config.documents and not self._serving else None
        built = build(relative(self.config.standards), keep, docs_settings(config), logo_file(config))
        self._face = face_of(config)
        self._built = replace(built, suite=replace(built.suite, look=self._face.put_on(built.suite.look)))
        self._prepared = True
        for note in () if self._serving else self._built.notes:
            _LOG.info(note.as_text())
        return self._built

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages and the assets."""
        built = self._built or self.prepare(config)
        self._leave_out(files, config)
        self._checked = {page.path: page for page in (*(built.docs.pages if built.docs else ()), *built.help)}
        try:
            self._assets = own_assets(built.suite, added=built.styles)
        except (ScriptError, StyleError) as wrong:
            raise PluginError(str(wrong)) from None
        for address, content in self._assets.files.items():
            files.append(GeneratedFile(MadeFile(address, partial(bytes, content)), built.size, config))
        for file in files.documentation_pages():
            file.edit_uri = f"{Path(config.docs_dir).name}/{file.src_uri}"
        for one in built.help:
            files.append(File.generated(config, one.path, content=one.text, inclusion=InclusionLevel.NOT_IN_NAV))
        if config.nav is None:
            config.nav = self._menu(built, files)
        _name(config, built.suite.title)
        config.theme["language"] = _language_of_material(config, built.suite.lang)
        for page in built.pages:
            file = File.generated(config, f"{page.address}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
            file.edit_uri = page.source
            files.append(file)
            StandardPage(page, file, config)
        for made in built.files:
            files.append(GeneratedFile(made, built.size, config))
        own = MadeFile(
            routes.MANIFEST, partial(manifest, built.suite, self._assets, self._face.logo, logo_file(config))
        )
        files.append(GeneratedFile(own, built.size, config))
        return files

    def _menu(self, built: Built, files: Files) -> list[Any]:
        """Return the menu of a site whose ``mkdocs.yml`` does not have one: the lists, then own pages, then help."""
        names = {page.path for page in (*(built.docs.pages if built.docs else ()), *built.help)}
        helps = [name for name in _HELP_IN_MENU if name in names]
        for name in _HELP_NOT_IN_MENU:
            if page := files.get_file_from_path(name):
                page.inclusion = InclusionLevel.NOT_IN_NAV
        own = [file.src_uri for file in files.documentation_pages() if file.inclusion is not InclusionLevel.NOT_IN_NAV]
        lists = {
            routes.STANDARDS: True,
            routes.MY_PROGRESS: built.suite.scale is not None,
            routes.FORMS: bool(built.suite.forms_per),
        }
        with in_language(built.suite.lang):
            title = str(_("Help"))
        return [
            *(f"{address}index.md" for address, exists in lists.items() if exists),
            *nest_paths(  # type: ignore[no-untyped-call]
                name for name in own if name not in helps
            ),
            *([{title: helps}] if helps else []),
        ]

    def _leave_out(self, files: Files, config: MkDocsConfig) -> None:
        """Remove files that were not checked, such as an editor's temporary files."""
        checked = self._built.docs.files if self._built and self._built.docs else ()
        for file in [file for file in files if file.src_dir == config.docs_dir and file.src_uri not in checked]:
            files.remove(file)
            if file.inclusion is not InclusionLevel.EXCLUDED:
                name = printable(file.src_uri)
                said = _("{file} is not published, because it is a hidden file or an editor's own file.", file=name)
                _LOG.info(said)

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Set a help page's front matter and Markdown to the checked ones.

        MkDocs converts some texts to dates and numbers, and publishes front matter that it cannot read.
        """
        checked = self._checked.get(page.file.src_uri)
        if checked is None:
            return markdown
        matter = checked.front_matter.value if checked.front_matter else {}
        page.meta = dict(matter) if isinstance(matter, dict) else {}
        # A title in mkdocs.yml's menu takes precedence.
        if "title" in page.meta and "title" not in vars(page):
            page.title = escape(page.meta["title"])
        return checked.body

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Give the templates the names of Material's files in this release."""
        self._material = {name: _asset(config, *where) for name, where in _MATERIAL.items()}
        lang = self._built.suite.lang if self._built else ENGLISH
        words = words_in(lang)
        self._entries = menu_of(self._nav, lang) if self._nav else ()
        env.globals.update(
            # The page for missing addresses has none of these.
            frame=None,
            html=None,
            contents=(),
            section_menu=None,
            **words,
            **self.of_site(),
        )
        env.filters.update(words)
        # Templates do not change during a build, and most are the same as in the last build.
        env.auto_reload = False
        env.bytecode_cache = self._compiled
        return env

    def of_site(self) -> Mapping[str, Any]:
        """Return what the frame shows on every page, by name. Known once the environment of the templates is."""
        lang = self._built.suite.lang if self._built else ENGLISH
        return {
            "assets": self._assets.base,
            "material": {**self._material, "translations": search_words(lang)},
            "face": self._face,
            "menu": self._entries,
            "logo": self._built.suite.look.logo if self._built else None,
            "routes": routes,
            "addresses": self._addresses(),
            "parts": self._parts(),
            "help": self._built.suite.help if self._built else (),
            "lang": lang,
            "direction": direction(lang),
            "words": routes.WORDS if has_words(lang) else "",
            "changed": self._built.suite.changed if self._built else "",
        }

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the frame what it shows of a page."""
        generated = page.generated if isinstance(page, StandardPage) else None
        frame = frame_of(page, generated, self._entries)
        html = generated.body() if generated else page.content or ""
        own: dict[str, Any] = {
            "frame": frame,
            "html": parts_of(html, generated=generated is not None),
            "contents": page.toc.items,
            "section_menu": self._entries[frame.section_number] if frame.section_number >= 0 else None,
        }
        return {**context, **own}  # type: ignore[typeddict-item]

    def _addresses(self) -> Mapping[str, str]:
        """Return the addresses that scripts use, by name."""
        built = self._built
        rated = routes.of_scripts(
            rated=built is not None and built.suite.scale is not None,
            forms=built is not None and any(file.address == routes.FORMS_DATA for file in built.files),
        )
        # Browsers should not save a preview, which changes often and shares its address with other projects.
        return rated if self._serving else {**rated, "worker": routes.WORKER}

    def _parts(self) -> str:
        """Return the letter of each rated part with its words of the rating scale, or "" if all parts are usual."""
        kinds = self._built.suite.parts if self._built else USUAL
        found = [(kind.letter, kind.words) for kind in kinds if kind.rated]
        is_usual = found == [(kind.letter, kind.words) for kind in USUAL]
        return "" if is_usual else " ".join(map(":".join, found))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Link only standards as previous and next. The menu does not list them, to keep each page small."""
        self._nav = nav
        pages = [file.page for file in files.documentation_pages() if file.page]
        for page in pages:
            page.previous_page = page.next_page = None
            if self._built:
                # Date the site map by the last change of the standards, so that two builds are identical.
                page.update_date = self._built.suite.changed
        standards = [page for page in pages if isinstance(page, StandardPage) and page.generated.one_of_many]
        for before, after in pairwise(standards):
            before.next_page, after.previous_page = after, before
        return nav

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Add the page and its search text to the size of the site."""
        if self._built:
            made = page.generated if isinstance(page, StandardPage) else None
            source = made.made_from if made else f"{relative(config.docs_dir).as_posix()}/{page.file.src_uri}"
            limit_size(page.file.dest_uri, source, len(output), PAGE_LIMIT)
            found = sum(len(entry.title) + len(entry.text) for entry in made.entries) if made else 0
            self._built.size.add(source, len(output) + found)
        return output

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Leave the pages at former addresses out of the site map, because search engines list the new ones."""
        if template_name == "sitemap.xml":
            context["pages"] = [file for file in context["pages"] if not _has_moved(file.page)]
        return context

    @event_priority(50)
    def _add_entries(self, *, config: MkDocsConfig) -> None:
        """Add our search entries before the index is written: one for each item, not one for each heading."""
        if not self._serving:
            # Otherwise Python would collect garbage once more at exit.
            gc.freeze()
        search = config.plugins.get("material/search")
        if search is None or self._built is None:
            return
        index = getattr(search, "search_index")  # noqa: B009 - not of a type that is known here
        if not self._built.suite.lang.startswith("en"):
            # Drop filters for common English words, such as "am", which are normal words in other languages.
            index.config["pipeline"] = [step for step in index.config["pipeline"] if step != "stopWordFilter"]
        index.entries += [
            {"location": entry.address, "title": escape(entry.title), "text": escape(entry.text)}
            for page in self._built.pages
            for entry in page.entries
        ]

    @event_priority(-100)
    def _add_service_worker(self, *, config: MkDocsConfig) -> None:
        """Write the service worker after all other files, because its version is a fingerprint of them."""
        if self._serving or self._built is None:
            return
        site = Path(config.site_dir)
        (site / routes.WORKER).write_bytes(self.worker(site))

    def worker(self, site: Path) -> bytes:
        """Return the service worker of a site that was built.

        Args:
            site: The folder of the site, without its worker.
        """
        built = self._built
        return service_worker(built.suite, self._assets, self._material.values(), site) if built else b""

    @event_priority(-200)
    def _finish(self, *, config: MkDocsConfig) -> None:
        """Let other builds into the same folder continue."""
        self._lock.release()

    on_post_build = CombinedEvent(_add_entries, _add_service_worker, _finish)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Refer to our preview, because the pages' security policy blocks MkDocs's script for reloading."""
        _LOG.warning(_("This preview cannot reload a browser. Use `make serve` or `standards serve` instead."))
        return server


def _name(config: MkDocsConfig, title: str) -> None:
    """Use the suite's title as the site's name, and warn if mkdocs.yml has a different name."""
    if config.site_name != title:
        said = _(
            "The site is called {title}, from suite.yml. site_name in mkdocs.yml is {name}.",
            title=quoted(title),
            name=quoted(config.site_name),
        )
        _LOG.info(said)
    config.site_name = title


def _language_of_material(config: MkDocsConfig, lang: str) -> str:
    """Return Material's name of the language, or English if Material does not have it."""
    names = (lang, lang.partition("-")[0], "en")
    files = [(name, Path(top, f"partials/languages/{name}.html")) for name in names for top in config.theme.dirs]
    found = next(name for name, file in files if file.is_file())
    if config.theme["language"] not in {found, "en"}:
        _LOG.info(
            _(
                'The language of the site is "{lang}", from suite.yml. theme.language in mkdocs.yml is "{theme}".',
                lang=lang,
                theme=config.theme["language"],
            )
        )
    return found


def _plain(record: logging.LogRecord) -> bool:
    """Make text from a help page, such as the address of a broken link, safe for the log.

    MkDocs decodes addresses, so a page could add a line break and a command, and GitHub runs commands in logs.
    """
    record.msg = "\n".join(map(_without_command, record.getMessage().split("\n")))
    record.args = None
    return True


def _without_command(line: str) -> str:
    """Return a line without commands for GitHub's log."""
    return _COMMAND.sub(r"\1\\\2", printable(line))


# GitHub reads the first form at the start of a line, and the second anywhere.
_COMMAND = re.compile(r"(^\s*|#)(::|#\[)")
_MATERIAL = {
    "script": ("assets/javascripts", "bundle.*.min.js"),
    "search": ("assets/javascripts/workers", "search.*.min.js"),
}


def _unusable(error: OSError) -> str:
    reason = error.strerror or error
    message = _("A file cannot be used: {reason}.", reason=reason)
    if error.filename:
        file = relative(os.fsdecode(error.filename)).as_posix()
        message = _("{file} cannot be used: {reason}.", file=file, reason=reason)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC}:
        return sentences(message, _("Check that you can write to its folder, and that the disk is not full."))
    return message


def _asset(config: MkDocsConfig, folder: str, pattern: str) -> str:
    """Return the address of one of Material's files, whose names change with each release."""
    found = [path for top in config.theme.dirs for path in Path(top, folder).glob(pattern)]
    if len(found) != 1:
        raise PluginError(
            _(
                "Expected one file {file} in Material, but found {number}. A new release of Material may have changed "
                "it. See {module}.",
                file=f"{folder}/{pattern}",
                number=len(found),
                module="generator/competence_standards/web/theme/",
            )
        )
    return f"{folder}/{found[0].name}"


def _has_moved(page: MkDocsPage | None) -> bool:
    return isinstance(page, StandardPage) and bool(page.generated.moved_to)


class _ContentsLink(AnchorLink):
    """A link to a part of a generated page, with the part's items."""

    def __init__(self, heading: Heading, level: int) -> None:
        super().__init__(marked(heading.title, escape), heading.anchor, level)
        self.items = heading.items


def _anchor_links(headings: tuple[Heading, ...], level: int) -> Iterator[AnchorLink]:
    for heading in headings:
        link = _ContentsLink(heading, level)
        link.children = list(_anchor_links(heading.parts, level + 1))
        yield link


def _flat(links: list[AnchorLink]) -> Iterator[AnchorLink]:
    for link in links:
        yield link
        yield from _flat(link.children)
