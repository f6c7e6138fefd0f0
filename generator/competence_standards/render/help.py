"""Write the built-in help pages in the words of a suite: its titles, its first item, its forms and its rating levels.

The templates in ``defaults/help`` are Markdown, with one message on each line. ``{name}`` in a message is a value of
the suite. A line such as ``{% if glossary %}`` leaves out what the suite does not have.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context

from competence_standards.model.part import named, serving
from competence_standards.prose import joined_with_and
from competence_standards.render.standard_nav import table_label
from competence_standards.translation import Untranslated, filled, in_language, marked, ngettext, translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2.runtime import Context

    from competence_standards.model import Item, Suite

FOLDER = Path(__file__).parents[1] / "defaults/help"
_DIRECTIVE = re.compile(r"\s*\{%.*%\}\s*$")
_FENCE = re.compile(r"\s*```")
_LINE = re.compile(r"(?P<before>\s*(?:#{1,6} |[-*] |\d+\. )?)(?P<message>.*?)(?P<after> \{#[\w-]+\})?$")
_FIELD = re.compile(r"(?P<before>(?:title|description): )(?P<message>.+)$")
_CELL = re.compile(r"(?<=\| )(.+?)(?= \|)")
_RULE = re.compile(r"\s*\|[-| ]+\|$")
# Characters that mean something in Markdown or HTML, in any usual extension, anywhere or at the start of a line.
_SPECIAL = re.compile(r"[\\`*_\[\]{}<>&|~^=$]|^[-+#!:]|^\d(?=\d*[.)] )")
_PLAIN = re.compile(r"[A-Za-z]+( [A-Za-z]+)*")
"""A term that YAML reads as it is."""
_BLOCK = re.compile(r"\s*(?:#{1,6} |[-*] |\d+\. |\||```|---$)")


class HelpForm(NamedTuple):
    """What the help pages say about a form."""

    code: str
    title: str
    is_per_standard: bool
    """Whether each standard has the form. Otherwise the form is for each candidate."""
    from_answers: bool
    """Whether the answers of a learner can fill it in."""


@dataclass(frozen=True)
class HelpPage:
    """A help page in Markdown."""

    name: str
    """The name of its file, without ending: ``learners``."""
    text: str


@cache
def anchors(name: str) -> frozenset[str]:
    """Return the id of each heading that a built-in page can have below its title."""
    return frozenset(re.findall(r"(?m)^#.* \{#([\w-]+)\}$", (FOLDER / f"{name}.md").read_text("utf-8")))


def help_pages(suite: Suite, forms: Mapping[str, HelpForm], *, marks: bool) -> Iterator[HelpPage]:
    """Yield the built-in help pages that a suite uses, in its language.

    Args:
        suite: The suite.
        forms: What the pages say about each form, by id.
        marks: Whether to mark text that is not translated as English, with HTML.
    """
    with in_language(suite.lang):
        values = {**_values(suite, forms), "marks": marks}
        for name in sorted(suite.help):
            yield HelpPage(name, _tidied(_environment().get_template(f"{name}.md").render(values)))


def extract(file: IO[bytes], *_: object, **__: object) -> Iterator[tuple[int, str, str, list[str]]]:
    """Extract each message of a template, with its line (an extraction method for Babel)."""
    for number, line in enumerate(_lines(file.read().decode()), 1):
        for message in line[1::2]:
            yield number, "gettext", message, []


def _values(suite: Suite, forms: Mapping[str, HelpForm]) -> dict[str, Any]:
    """Return what templates can ask for, and the values of messages."""
    example = next((one for one in suite.standards if not one.withdrawn and one.in_force), suite.standards[0])
    parts = [part for part in example.parts if part.in_force]
    items = [part.in_force for part in parts]
    linked = next((one for one in suite.standards if one.needs), None)
    of_standards = {name: form for name, form in forms.items() if form.is_per_standard}
    shown = next((name for name in ("observation-record", *of_standards) if name in of_standards), "")
    return {
        "suite": suite,
        "suite_title": suite.title,
        "wording_owner": suite.wording_owner,
        "operator": suite.operator,
        "operator_name": suite.operator.name if suite.operator else "",
        "operator_contact": suite.operator.contact if suite.operator else "",
        "many": len(suite.standards) > 1,
        "pages": suite.help,
        "parts": parts,
        "standard": example.id,
        "standard_title": example.title,
        "version": example.version,
        **_items(items),
        "linked": linked,
        "linked_standard": linked.id if linked else "",
        "linked_title": linked.title if linked else "",
        "served_items": joined_with_and(named(kind) for kind in suite.parts if serving(kind, suite.parts)),
        "serving_items": joined_with_and(named(kind) for kind in suite.parts if kind.serves),
        "table": table_label(suite),
        "groups": bool(suite.correspondences),
        "themes": bool(suite.themes),
        "glossary": bool(suite.glossary),
        "term": next((one.term for one in suite.glossary if _PLAIN.fullmatch(one.term)), "host"),
        "corrections": any(one.errata for one in suite.standards),
        "official": any(one.official for one in suite.standards),
        "titles": {kind: [one for one in suite.standards if one.title_origin == kind] for kind in _TITLE_ORIGINS},
        **_many(suite),
        "source_texts": suite.has_source_texts,
        "scale": suite.scale,
        **_levels(suite),
        "forms": forms,
        "form": shown,
        "form_code": forms[shown].code if shown else "",
        "form_titles": joined_with_and([f"“{forms[name].title}”" for name in _known_first(forms)[:3]]),
        "codes_from_answers": joined_with_and([form.code for form in forms.values() if form.from_answers]),
        "per_standard": of_standards,
        "per_candidate": [form for form in forms.values() if not form.is_per_standard],
        "first_per_candidate": next((form.title for form in forms.values() if not form.is_per_standard), ""),
    }


_TITLE_ORIGINS = ("official-page", "inferred")
_MOST_NAMED = 20
"""A page names no more standards than this. It gives their number instead."""


def _many(suite: Suite) -> dict[str, Any]:
    """Return what is listed by name for a few standards, and counted for many."""
    unreferenced = [one for one in suite.standards if not one.official]
    untitled = sum(one.title_origin in _TITLE_ORIGINS for one in suite.standards)
    return {
        "unreferenced": unreferenced,
        "unreferenced_count": len(unreferenced),
        "most_named": _MOST_NAMED,
        "untitled_count": untitled if untitled > _MOST_NAMED else 0,
    }


def _items(parts: list[tuple[Item, ...]]) -> dict[str, str]:
    """Return the items of the example standard that the pages name."""
    first, last = (parts[0], parts[-1]) if parts else ((), ())
    some = dict.fromkeys(one.id for items, at in ((first, 2), (first, 6), (last, 1)) for one in items[at : at + 1])
    return {
        "item": first[0].id if first else "",
        "item_words": first[0].words if first else "",
        # Where the second item is, in the list of a group whose first item is the example.
        "second_column": str(len(f"    items: [{first[0].reference}, ") + 1) if first else "",
        "last_part_item": last[0].id if last else "",
        "some_items": ",".join(some) or (first[0].id if first else ""),
        "range": f"{first[0].id}-{first[:9][-1].id}" if first else "",
        "range_and_item": ",".join(
            [f"{first[0].id}-{first[:9][-1].id}", *(one.id for one in last[2:3] if len(parts) > 1)]
        )
        if first
        else "",
    }


def _levels(suite: Suite) -> dict[str, str]:
    """Return what the pages say about the rating levels."""
    if not suite.scale or not suite.standards or not suite.standards[0].parts:
        return {"level_count": "", "first_level": "", "last_level": "", "not_now": ""}
    kind = suite.standards[0].parts[0].kind
    labels = [level.answer(kind).label for level in suite.scale.levels]
    return {
        "level_count": ngettext("There is {number} level", "There are {number} levels", len(labels)),
        "first_level": labels[0],
        "last_level": labels[-1],
        "not_now": suite.scale.not_now.label,
    }


def _known_first(forms: Mapping[str, HelpForm]) -> list[str]:
    """Return the ids of forms, those that trainers know best first."""
    return sorted(forms, key=lambda name: name not in {"assessment-plan", "observation-record", "witness-testimony"})


def _tidied(text: str) -> str:
    """Join the lines of each paragraph, and leave one empty line between blocks."""
    made: list[str] = []
    in_code = False
    for line in text.split("\n"):
        goes_on = made and made[-1].strip() and line.strip() and not _BLOCK.match(line) and not in_code
        if _FENCE.match(line):
            in_code = not in_code
        if goes_on and not made[-1].startswith(("#", "---", "|", "```", "title:", "description:", "section:")):
            made[-1] += f" {line}"
        elif line.strip() or in_code or (made and made[-1].strip()):
            made.append(line)
    return "\n".join(made).strip() + "\n"


@cache
def _environment() -> Environment:
    # Values are escaped for Markdown in `_say`.
    environment = Environment(  # noqa: S701
        loader=_Loader(FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["joined"] = joined_with_and
    environment.globals.update(say=_say, say_field=_say_field, fill=_fill)
    return environment


class _Loader(FileSystemLoader):
    """Loads a template as Jinja reads it: each message as a call."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        """Return the template's source."""
        text, file, is_current = super().get_source(environment, template)
        return "\n".join(map("".join, map(_as_calls, _lines(text)))), file, is_current


def _as_calls(line: list[str]) -> Iterator[str]:
    if len(line) == 1 and _DIRECTIVE.match(line[0]):
        yield line[0]
        return
    is_field = line[0] in {"title: ", "description: "}
    for number, text in enumerate(line):
        call = ("say_field" if is_field else "say") if number % 2 else "fill"
        yield f"{{{{ {call}({json.dumps(text)}) }}}}" if text else ""


def _lines(text: str) -> Iterator[list[str]]:
    """Yield each line of a template in pieces. Every second one is a message, from the second."""
    in_code = in_fields = False
    for number, line in enumerate(text.split("\n")):
        if line == "---" and (in_fields or number == 0):
            in_fields = not in_fields
            yield [line]
        elif _FENCE.match(line):
            in_code = not in_code
            yield [line]
        elif in_code or not line.strip() or _DIRECTIVE.match(line) or _RULE.match(line):
            yield [line]
        elif in_fields:
            found = _FIELD.match(line)
            yield [found["before"], found["message"], ""] if found else [line]
        elif line.startswith("|"):
            yield _CELL.split(line)
        else:
            found = _LINE.match(line)
            yield [found["before"], found["message"], found["after"] or ""] if found else [line]


@pass_context
def _say(context: Context, message: str) -> str:
    """Return a message as Markdown."""
    found = translated(message)
    text = filled(found, context.get_all(), _escaped)
    return marked(Untranslated(text), str) if context["marks"] and isinstance(found, Untranslated) else text


@pass_context
def _say_field(context: Context, message: str) -> str:
    """Return a message as plain text in quotes, as YAML and JSON write it."""
    return json.dumps(filled(translated(message), context.get_all()), ensure_ascii=False)


@pass_context
def _fill(context: Context, text: str) -> str:
    """Return a text that is the same in every language, with its values filled in."""
    return filled(text, context.get_all())


def _escaped(value: object) -> str:
    """Return a value as Markdown shows it."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", str(value))
