"""Write a project that Zensical builds into the same site as MkDocs.

Zensical runs no plugins, so everything that our plugin makes is written as a file. MkDocs builds the site first, into a
temporary folder. Of the finished site, the project gets every file that is not a page. Each page becomes Markdown
again: a help page its own, a generated page its HTML in one block. Zensical turns them into pages with our frame.
"""

from __future__ import annotations

import gc
import json
import logging
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin, event_priority

from competence_standards import routes
from competence_standards.problem import Invalid, Problem
from competence_standards.prose import listed
from competence_standards.publish.configuration import heard, refused
from competence_standards.publish.face import FRAME, Face
from competence_standards.publish.frame import Entry
from competence_standards.publish.mkdocs_plugin import StandardPage, StandardsPlugin
from competence_standards.render.words import without_tags, words_in
from competence_standards.translation import gettext as _

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.structure.toc import AnchorLink
    from mkdocs.utils.templates import TemplateContext

TESTED = "0.0.73"
"""The release of Zensical that our tests use. It changes often, so another one may not build the project."""
_OURS = Path(__file__).parents[1] / "web/zensical"
"""The templates that only Zensical needs."""
_OVERRIDES = "overrides"
_MADE_BY_ZENSICAL = ("404.html", "sitemap.xml")
"""The files besides pages that Zensical makes from templates."""
_LEFT_OUT = ("sitemap.xml.gz", routes.WORKER)
"""The compressed site map, which Zensical does not make, and MkDocs's worker, which names it."""
_MESSAGE = re.compile(r"\b(_|gettext)\(\s*(?:\"([^\"]+)\"|'([^']+)')")
_FUNCTION = "!!python/name:"
_QUOTED_FUNCTION = re.compile(rf'"({_FUNCTION}[\w.]+)"')
_VALUE = re.compile(r"{(\w+)}")
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_CARRIED = (
    "site_name",
    "site_url",
    "site_description",
    "site_author",
    "copyright",
    "repo_url",
    "repo_name",
    "extra_css",
)
"""The settings that are copied as they are."""
_RECORDER = "standards-export"
_PLUGINS = {"search", "material/search", "competence-standards", _RECORDER}
"""The plugins whose result is in the project."""


class Occupied(Exception):
    """Raised if the folder to write to is not empty."""


@dataclass(frozen=True)
class Exported:
    """What was written."""

    pages: int
    notes: tuple[str, ...]
    """A sentence for each setting that the project cannot have."""


def export(config_file: Path, into: Path) -> Exported:
    """Write the project to a new folder. Writes nothing if the site cannot be built.

    Args:
        config_file: The site's ``mkdocs.yml``.
        into: The folder to make.

    Raises:
        Invalid: with the problems that stopped the build.
        Occupied: if ``into`` is not an empty folder or a new one.
        OSError: if it cannot be written.
    """
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise Occupied(_("{folder} is not empty. Give the name of a new folder.", folder=into))
    with TemporaryDirectory(prefix="standards-export-") as temporary:
        site, project = Path(temporary, "site"), Path(temporary, "project")
        config, plugin, recorder = _build(config_file, site, project / "docs")
        for name in _LEFT_OUT:
            (site / name).unlink(missing_ok=True)
        _copy_files(site, project / "docs", recorder.pages)
        (project / "docs" / routes.WORKER).write_bytes(plugin.worker(site))
        _write_templates(config, plugin, project / _OVERRIDES)
        (project / "mkdocs.yml").write_bytes(_configuration(config, plugin, recorder).encode())
        shutil.copytree(project, into, dirs_exist_ok=True)
    return Exported(len(recorder.pages), tuple(_not_carried(config)))


class _Recorder(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Writes the source of each page that MkDocs builds."""

    def __init__(self, docs: Path) -> None:
        self._docs = docs
        self.pages: dict[str, str] = {}
        """The path of each page's source, by the path of the page in the site."""
        self.sources: dict[str, str] = {}
        """The same by the address of the page."""

    # After our own plugin, which collects what the frame shows.
    @event_priority(-100)
    def on_page_context(self, context: TemplateContext, *, page: MkDocsPage, **_others: Any) -> TemplateContext:
        """Write the page."""
        names: Mapping[str, Any] = {**context}
        frame, html = names["frame"], names["html"]
        matter = {**page.meta, "title": frame.title, "frame": asdict(frame)}
        body = page.markdown or ""
        if isinstance(page, StandardPage):
            matter = {name: matter[name] for name in ("title", "description", "frame")}
            matter["contents"] = [_entry(link) for link in names["contents"]]
            # In one block without empty lines, so that no Markdown parser changes it.
            lines = (html.head + html.aside + html.text).splitlines()
            body = "\n".join(["<div>", *(line for line in lines if line.strip()), "</div>", ""])
        self.pages[page.file.dest_uri] = self.sources[page.url] = page.file.src_uri
        path = self._docs / page.file.src_uri
        path.parent.mkdir(parents=True, exist_ok=True)
        # JSON is valid YAML, and quotes any text safely.
        fields = [f"{name}: {_json(value)}" for name, value in matter.items()]
        path.write_bytes("\n".join(["---", *fields, "---", "", body]).encode())
        return context


def _entry(link: AnchorLink) -> Mapping[str, Any]:
    """Return an entry of a page's contents."""
    return {
        "title": str(link.title),
        "url": link.url,
        "level": link.level,
        "items": getattr(link, "items", ""),
        "children": [_entry(child) for child in link.children],
    }


def _build(config_file: Path, site: Path, docs: Path) -> tuple[MkDocsConfig, StandardsPlugin, _Recorder]:
    """Build the site with MkDocs, with the same checks as ``standards build``."""
    with heard() as said:
        try:
            config = load_config(str(config_file), site_dir=str(site), strict=True)
            plugin = next((one for one in config.plugins.values() if isinstance(one, StandardsPlugin)), None)
            if plugin is None:
                message = _("The {plugin} plugin is missing.", plugin="competence-standards")
                hint = _("Add {plugin} to plugins.", plugin="competence-standards")
                raise Invalid([Problem(config_file.name, 1, 1, "plugins", message, hint)])
            config.plugins[_RECORDER] = recorder = _Recorder(docs)
            config.plugins.on_startup(command="build", dirty=False)
            # Check the sources first, because their errors can cause all others.
            plugin.prepare(config)
            build(config)
        except MkDocsException as refusal:
            reasons = [text for level, text in said if level >= logging.WARNING]
            raise Invalid(refused(config_file.name, refusal, reasons)) from refusal
        finally:
            gc.enable()
    return config, plugin, recorder


def _copy_files(site: Path, docs: Path, pages: Mapping[str, str]) -> None:
    """Copy each file of the finished site that is not a page."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name not in pages and name not in _MADE_BY_ZENSICAL:
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, docs / name)


def _write_templates(config: MkDocsConfig, plugin: StandardsPlugin, into: Path) -> None:
    """Write the frame's templates, those of ``custom_dir`` in their place, and the icons that they show."""
    own = config.theme.custom_dir
    for folder in (FRAME, *([Path(own)] if own else [])):
        for path in sorted(folder.rglob("*.html")):
            (into / path.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, into / path.relative_to(folder))
    base = into / "base.html"
    base.write_bytes((_OURS / "names.html").read_bytes() + base.read_bytes())
    shutil.copyfile(_OURS / "sitemap.xml", into / "sitemap.xml")
    for icon in _icons(plugin.of_site()["face"]):
        name = f".icons/{icon}.svg"
        found = next(path for top in config.theme.dirs if (path := Path(top, name)).is_file())
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found, into / name)


def _icons(face: Face) -> Iterator[str]:
    yield from filter(None, (face.icon, *(one.icon for one in face.social)))


def _configuration(config: MkDocsConfig, plugin: StandardsPlugin, recorder: _Recorder) -> str:
    """Return the project's ``mkdocs.yml``, which Zensical reads."""
    settings: dict[str, Any] = {name: config[name] for name in _CARRIED if config[name]}
    scripts = [one if isinstance(one, str) else dict(one) for one in config.extra_javascript]
    frame = {**_of_site(plugin), "messages": _messages(plugin, "_"), "attributes": _messages(plugin, "gettext")}
    settings |= {
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": True,
        # Without a name, Zensical does not add files of its own theme.
        "theme": {"name": None, "custom_dir": _OVERRIDES, "features": config.theme.get("features") or []},
        "plugins": {"search": {"enabled": False}},
        "nav": list(_nav(plugin.of_site()["menu"], recorder.sources)),
        "extra_javascript": scripts,
        # The export has checked all links. Zensical would take longer for this than for all its other work.
        "validation": {"invalid_links": False, "invalid_link_anchors": False},
        "extra": {**config.extra, "frame": frame},
    }
    note = _("Made by `standards export`. Change the standards or the help pages, and export them again.")
    lines = [f"{name}: {_json(value)}" for name, value in settings.items()]
    # Only the settings of extensions can be functions. In other settings, the same text is a text.
    extensions = _QUOTED_FUNCTION.sub(r"\1 ''", _json(list(_extensions(config))))
    return "\n".join([f"# {note}", *lines, f"markdown_extensions: {extensions}", ""])


def _extensions(config: MkDocsConfig) -> Iterator[str | Mapping[str, Any]]:
    """Yield the Markdown extensions with their settings."""
    for name in config.markdown_extensions:
        yield {name: config.mdx_configs[name]} if config.mdx_configs.get(name) else name
    if not {"pymdownx.superfences", "pymdownx.highlight"} & set(config.markdown_extensions):
        # Zensical adds SuperFences, which otherwise writes other HTML for code than MkDocs does.
        yield {"pymdownx.highlight": {"use_pygments": False, "css_class": ""}}


def _of_site(plugin: StandardsPlugin) -> Mapping[str, Any]:
    """Return what the frame shows on every page, as JSON can hold it."""
    names = dict(plugin.of_site())
    logo = names["logo"]
    return {
        **names,
        "face": asdict(names["face"]),
        "help": sorted(names["help"]),
        "menu": [asdict(entry) for entry in names["menu"]],
        "logo": {"name": logo.name, "width": logo.width, "height": logo.height} if logo else None,
        "routes": {name: value for name, value in vars(routes).items() if name.isupper() and isinstance(value, str)},
    }


def _messages(plugin: StandardsPlugin, function: str) -> Mapping[str, str]:
    """Return the messages of the frame that a function translates, in the language of the site.

    Each keeps its ``{value}``, which the template fills in.
    """
    translate = words_in(plugin.of_site()["lang"])[function]
    texts = (path.read_text("utf-8") for path in sorted(FRAME.rglob("*.html")))
    found = {double or single for text in texts for name, double, single in _MESSAGE.findall(text) if name == function}
    return {
        one: str(translate(one, **{value: f"{{{value}}}" for value in _VALUE.findall(one)})) for one in sorted(found)
    }


def _nav(menu: Sequence[Entry], sources: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    for entry in menu:
        inside = list(_nav(entry.children, sources))
        yield {without_tags(entry.title): inside or entry.link or sources[entry.page]}


def _not_carried(config: MkDocsConfig) -> Iterator[str]:
    """Yield a sentence for each setting that the project cannot have."""
    if plugins := [name for name in config.plugins if name not in {*_PLUGINS, *config.hooks}]:
        yield _(
            "These plugins are not in the exported project: {plugins}. Its pages have what the plugins changed in "
            "their Markdown.",
            plugins=listed(plugins),
        )
    if config.hooks:
        yield _("These hooks are not in the exported project: {hooks}.", hooks=listed(map(str, config.hooks)))
    if config.theme.custom_dir and (own := sorted(Path(config.theme.custom_dir).rglob("*.html"))):
        names: Iterable[str] = (path.relative_to(config.theme.custom_dir).as_posix() for path in own)
        yield _(
            "These templates of custom_dir were copied as they are: {files}. Zensical does not have all functions of "
            "Jinja. If the build reports an error, change them.",
            files=listed(names),
        )


def _json(value: Any) -> str:
    """Return a value as JSON that is YAML too. A value that JSON does not have, such as a date, becomes text."""
    text = json.dumps(value, ensure_ascii=False, default=_named)
    # JSON allows these characters, and YAML does not.
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _named(value: Any) -> str:
    """Return the YAML name of a function, or a text."""
    return f"{_FUNCTION}{value.__module__}.{value.__qualname__}" if callable(value) else str(value)
