"""The suite in; the data files out by which a browser puts saved answers beside the items that they are about.

A file for each standard, so that a learner's device fetches no more than the standards that were answered, and one for
what all of them share.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import TypeAlias

from competence_standards import routes
from competence_standards.model import Item, RatingScale, Section, Standard, Suite
from competence_standards.render.file import File
from competence_standards.render.standard import parts

Json: TypeAlias = "str | bool | None | list[Json] | dict[str, Json]"


def files(suite: Suite) -> Iterator[File]:
    """The data of each standard and of the suite; nothing where learners cannot rate themselves."""
    if suite.scale is None:
        return
    for standard in suite.standards:
        yield File(routes.items_data(standard.id), partial(_items, standard, suite))
    yield File(routes.SUITE_DATA, partial(_suite, suite, suite.scale))


def _items(standard: Standard, suite: Suite) -> bytes:
    return _written(
        {
            "standard": standard.id,
            "title": standard.title,
            "version": standard.version,
            "parts": {part.id: {"title": part.title, "lead_in": part.lead_in} for part, _ in parts(standard)},
            "sections": [_section(part.id, section) for part, sections in parts(standard) for section in sections],
            "like": {item.id: like for item in standard.items if (like := _like(standard, item, suite))},
        }
    )


def _section(part: str, section: Section) -> Json:
    return {"part": part, "heading": section.heading, "items": [_item(item) for item in section.items]}


def _item(item: Item) -> Json:
    withdrawn: Json = None
    if item.withdrawn:
        replaced_by: list[Json] = [str(reference) for reference in item.withdrawn.replaced_by]
        withdrawn = {"since": item.withdrawn.since, "reason": item.withdrawn.reason, "replaced_by": replaced_by}
    return {
        "id": item.id,
        "mark": item.mark,
        "words": item.words,
        "themes": list(item.themes),
        "withdrawn": withdrawn,
    }


def _like(standard: Standard, item: Item, suite: Suite) -> list[Json]:
    return [
        {"label": likeness.label, "items": [str(reference) for reference in likeness.items]}
        for likeness in suite.likenesses(standard.id, item.id)
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
            "scale": asdict(scale),
            "methods": [{"id": method.id, "code": method.code, "name": method.name} for method in suite.methods],
            "themes": {theme.id: theme.name for theme in suite.themes},
        }
    )


def _written(data: Json) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
