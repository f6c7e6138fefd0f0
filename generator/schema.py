"""The JSON Schemas: what a valid source is, and the words of the hints and of the file format page."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "schema"


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema ``schema/<name>.schema.json``, as JSON gives it."""
    schema: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


def resolve(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """The node, or the definition that its ``$ref`` (always within the one file) names."""
    while "$ref" in node:
        target: Any = schema
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node
