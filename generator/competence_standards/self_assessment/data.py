"""Write the data that scripts need to show saved answers next to their items.

A checklist has the data that its text does not show. My progress fetches one file for each standard with answers, and
one file for all standards.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import TypeAlias

from competence_standards import routes
from competence_standards.model import Item, RatingScale, Section, Standard, Suite
from competence_standards.render.file import File

Json: TypeAlias = "str | bool | None | list[Json] | dict[str, Json]"


def files(suite: Suite) -> Iterator[File]:
    """Yield the data of each standard and of the suite, if the suite has a rating scale."""
    if suite.scale is None:
        return
    for standard in suite.standards:
        yield File(routes.items_data(standard.id), partial(_items, standard, suite), standard.file)
    yield File(routes.SUITE_DATA, partial(_suite, suite, suite.scale))


def of_checklist(standard: Standard, suite: Suite, scale: RatingScale) -> Json:
    """Return the data in the checklist of a standard."""
    rated = standard.to_rate
    used = {theme for item in rated for theme in item.themes}
    return {
        "standard": standard.id,
        "scale": _scale(scale),
        "formerly": {former: one.id for one in suite.standards for former in one.formerly},
        "themes": [[theme.id, theme.name] for theme in suite.themes if theme.id in used],
        "themes_of": {item.id: list(item.themes) for item in rated},
        "like": _all_like(standard, suite),
        "withdrawn": [_item(item) for part in standard.rated for item in part.items if item.withdrawn],
    }


def _items(standard: Standard, suite: Suite) -> bytes:
    return _written(
        {
            "standard": standard.id,
            "title": standard.title,
            "version": standard.version,
            "parts": {part.anchor: {"title": part.title, "lead_in": part.lead_in} for part in standard.rated},
            "sections": [_section(part.anchor, section) for part in standard.rated for section in part.sections],
            "like": _all_like(standard, suite),
        }
    )


def _section(part: str, section: Section) -> Json:
    return {"part": part, "heading": section.title, "items": [_item(item) for item in section.items]}


def _item(item: Item) -> Json:
    withdrawn: Json = None
    if item.withdrawn:
        replaced_by: list[Json] = [str(reference) for reference in item.withdrawn.replaced_by]
        withdrawn = {"since": item.withdrawn.since, "reason": item.withdrawn.reason, "replaced_by": replaced_by}
    return {
        "id": item.id,
        "mark": item.mark,
        "words": item.line,
        "themes": list(item.themes),
        "withdrawn": withdrawn,
    }


def _all_like(standard: Standard, suite: Suite) -> dict[str, Json]:
    return {item.id: like for part in standard.rated for item in part.items if (like := _like(item, suite))}


def _like(item: Item, suite: Suite) -> list[Json]:
    return [
        {"label": likeness.label, "items": [str(reference) for reference in likeness.items]}
        for likeness in suite.likenesses(item)
    ]


def _suite(suite: Suite, scale: RatingScale) -> bytes:
    return _written(
        {
            "title": suite.title,
            "forms_note": suite.forms_note,
            "standards": [
                {
                    "id": standard.id,
                    "title": standard.title,
                    "formerly": list(standard.formerly),
                    "withdrawn": standard.withdrawn is not None,
                }
                for standard in suite.standards
            ],
            "scale": _scale(scale),
            "methods": [{"id": method.id, "code": method.code, "name": method.name} for method in suite.methods],
            "themes": {theme.id: theme.name for theme in suite.themes},
        }
    )


def _written(data: Json) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _scale(scale: RatingScale) -> dict[str, Json]:
    """Return the scale as data, without the places of its levels in their file."""
    levels = [{name: value for name, value in asdict(level).items() if name != "place"} for level in scale.levels]
    return {**asdict(scale), "levels": levels}
