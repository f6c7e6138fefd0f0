"""Explain what is wrong at a place that a schema refuses, and how to fix it, using the schema's words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from competence_standards.check.lists import LINKS, written_as_one
from competence_standards.check.names import is_item_id
from competence_standards.model import CRITERIA
from competence_standards.model.part import EVERY_KIND
from competence_standards.problem import Guesses, Problem, shown
from competence_standards.prose import joined_with_and, listed, sentences
from competence_standards.schema import in_words, resolve
from competence_standards.translation import gettext as _
from competence_standards.translation import ngettext
from competence_standards.words import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import ValidationError

    from competence_standards.read import Path, Source

_LONGEST_IN_BRACKETS = 100


def explain(error: ValidationError, source: Source, schema: dict[str, Any], guesses: Guesses) -> Iterator[Problem]:
    """Yield the problems for one error of a validator.

    Args:
        error: The error.
        source: The file.
        schema: The schema of the file.
        guesses: Suggestions for misspelt words of the file.
    """
    path = tuple(error.absolute_path)
    # Types cannot express that a keyword's rule and value depend on the keyword.
    keyword = str(error.validator)
    rule: Any = error.validator_value
    value: Any = error.instance
    nodes = _nodes_above([*error.absolute_schema_path], schema)
    home: dict[str, Any] = next((node for node in reversed(nodes) if "properties" in node), {})
    fields: dict[str, Any] = home.get("properties", {})
    if keyword == "additionalProperties":
        strange = [name for name in value if name not in fields]
        group = _group_of(strange, fields, schema)
        if strange and set(fields) == {"heading", "number"} and "heading" in value:
            yield from _with_heading(source, path, value, strange)
        elif group:
            yield source.problem((*path, strange[0]), *_belongs(strange, group, there=group in value), at_key=True)
        else:
            for name in strange:
                hint = guesses.did_you_mean(name, fields) or _misplaced(name, schema, guesses) or _choice(fields)
                no_field = _("There is no field {field} here.", field=shown(name)), hint
                other_part = _of_another_part(name, path)
                message_and_hint = _of_the_other_list(name, value, fields) or other_part or no_field
                yield source.problem((*path, name), *message_and_hint, at_key=True)
    elif keyword == "required":
        missing = [name for name in rule if name not in value]
        # There is one error for each missing field. Its message starts with the field's name.
        name = next((name for name in missing if error.message.startswith(repr(name))), missing[0])
        strange = [other for other in value if other not in fields]
        misspelt = next((other for other in strange if guesses.nearest(other, [name])), None)
        if misspelt and "additionalProperties" not in home:
            message = _("There is no field {field} here.", field=shown(misspelt))
            yield source.problem((*path, misspelt), message, guesses.did_you_mean(misspelt, [name]), at_key=True)
        # Report a misspelt field once, not as unknown and as missing.
        elif not misspelt and not any(_misplaced(other, schema, guesses) for other in strange):
            message = _("The field {field} is missing.", field=shown(name))
            yield source.problem(path, message, _advice([fields.get(name, {})]))
    elif keyword == "not" and "required" in rule:
        (name,) = rule["required"]
        message = _("You cannot use the field {field} here.", field=shown(name))
        yield source.problem((*path, name), message, _advice([fields[name]]), at_key=True)
    elif keyword == "uniqueItems":
        first = source.line((*path[:-1], int(error.message)))
        message = _(
            "{entry} is listed more than once. It is first listed on line {line}.",
            entry=shown(value[path[-1]]),
            line=first,
        )
        yield source.problem(path, message, _("Delete one of them."))
    else:
        yield from _objections(error, source, nodes, guesses)


def _objections(
    error: ValidationError, source: Source, nodes: list[dict[str, Any]], guesses: Guesses
) -> Iterator[Problem]:
    """Yield what is wrong with a value itself, unless an error in one of its entries is the cause."""
    path = tuple(error.absolute_path)
    keyword = str(error.validator)
    rule: Any = error.validator_value
    value: Any = error.instance
    hint = _hint(keyword, rule, value, nodes)
    if rule == "object" and isinstance(value, list) and path and isinstance(path[-1], int):
        hint = _("Delete one of its two hyphens, and indent its other fields by two fewer spaces.")
    elif keyword == "pattern":
        hint = _separated(source, path) or _as_id(rule, value, path) or hint
    elif keyword == "minItems" and value and (commas := _separated(source, (*path, 0))):
        if "pattern" in resolve(nodes[0], nodes[-1].get("items", {})):
            return
        hint = commas
    cause = "/".join(map(str, error.absolute_schema_path))
    yield source.problem(path, _message(keyword, rule, value, guesses), hint, at_key=value is None, cause=cause)


def _with_heading(source: Source, path: Path, value: dict[str, Any], strange: list[str]) -> Iterator[Problem]:
    """Yield what is wrong with an entry that has a sub-heading and other fields."""
    if "text" in strange:
        # The item below a sub-heading lacks its hyphen.
        name = strange[0] if next(iter(value)) == "heading" else "heading"
        hint = _('Start a new entry: write "- " before it.')
        yield source.problem((*path, name), _("A sub-heading must be a separate entry."), hint, at_key=True)
        return
    for name in strange:
        hint = _("Delete {field}.", field=shown(name))
        if name == "errata":
            hint = sentences(hint, _("Describe a mistake in the sub-heading under notes in provenance."))
        yield source.problem((*path, name), _("A sub-heading has no other fields."), hint, at_key=True)


def _of_the_other_list(name: str, value: dict[str, Any], fields: dict[str, Any]) -> tuple[str, str] | None:
    """Return the message and the hint for a field of knowledge items on a criterion, or the other way round."""
    identity = value.get("id")
    if name in LINKS and "no_knowledge" in fields and isinstance(identity, str):
        given = value[name]
        is_usual = identity.startswith(CRITERIA.letter)
        message = _("Links are written on knowledge items.") if is_usual else _("Links are written at their other end.")
        named = [one for one in (given if isinstance(given, list) else [given]) if isinstance(one, str)]
        if named and all(is_item_id(one) and one[0] != identity[0] for one in named):
            items = joined_with_and(named)
            hint = _("Add {item} to {field} of {items}, and delete it here.", item=identity, field=name, items=items)
        elif is_usual:
            hint = _("Add {item} to {field} of the knowledge item, and delete it here.", item=identity, field=name)
        else:
            hint = _("Add {item} to {field} of the item that it needs, and delete it here.", item=identity, field=name)
        return message, hint
    if name == "no_knowledge" and set(LINKS) <= set(fields):
        hint = _("Delete it, or move it to a criterion that has no link.")
        return _("Only a criterion can have no_knowledge."), hint
    return None


def _of_another_part(name: str, path: Path) -> tuple[str, str] | None:
    """Return the message and the hint for a part of standards that the suite does not have."""
    if path or name not in {kind.field for kind in EVERY_KIND}:
        return None
    hint = _("List each part of the standards under parts in suite.yml, or delete it here.")
    return _("The standards of this suite do not have the part {part}.", part=shown(name)), hint


def _separated(source: Source, path: Path) -> str:
    """Return the hint for a list in brackets whose entries are not separated by commas."""
    value: Any = source.value
    for step in path[:-1]:
        value = value[step]
    # Skip long lists. This may run for each entry, and lists in brackets are short.
    if not isinstance(value, list) or len(value) > _LONGEST_IN_BRACKETS:
        return ""
    if not all(isinstance(entry, str) for entry in value) or len(written_as_one(value[int(path[-1])])) < 2:
        return ""
    if not source.written(path[:-1]).startswith("["):
        return ""
    parts = [part for entry in value for part in written_as_one(entry)]
    return _("Separate the entries with commas: {list}.", list=f"[{', '.join(parts)}]")


def _as_id(pattern: str, text: str, path: Path) -> str:
    """Return the hint that turns words, such as a theme's name, into an id. "" if the text is not a new id."""
    meant = slug(text) if path[-1:] == ("id",) and text.isascii() else ""
    # Item ids have numbers, and another rule names the next one.
    is_id = meant and not re.search(pattern, text) and re.search(pattern, meant)
    return _("Write {word} here.", word=shown(meant)) if is_id else ""


def _belongs(names: list[str], home: str, *, there: bool) -> tuple[str, str]:
    """Return the message and the hint for fields that belong under the field ``home``, which may already exist."""
    message = ngettext(
        "{fields} belongs under {home}.",
        "{fields} belong under {home}.",
        len(names),
        fields=joined_with_and(map(shown, names)),
        home=shown(home),
    )
    if there:
        return message, ngettext("Move it there.", "Move them there.", len(names))
    above = shown(f"{home}:")
    return message, _("Write {field} on the line above, and indent these fields by two more spaces.", field=above)


def _message(keyword: str, rule: Any, value: Any, guesses: Guesses) -> str:
    """Return the message for one keyword of a schema, in an author's words."""
    if value is None:
        return _("Nothing is written here.")
    if value == []:
        return _("The list is empty.")
    if value == "":
        return _("The text is empty.")
    if keyword == "type":
        return _wrong_kind(type(value), rule)
    if keyword == "enum":
        return _no_choice(value, rule, guesses)
    return _objection(keyword, rule, value)


def _wrong_kind(found: type, wanted: str) -> str:
    messages: dict[tuple[type, str], str] = {
        (str, "array"): _("This is text, but it must be a list."),
        (str, "object"): _("This is text, but it must be a group of fields."),
        (list, "string"): _("This is a list, but it must be text."),
        (list, "object"): _("This is a list, but it must be a group of fields."),
        (dict, "string"): _("This is a group of fields, but it must be text."),
        (dict, "array"): _("This is a group of fields, but it must be a list."),
    }
    return messages[found, wanted]


def _no_choice(value: Any, choice: list[str], guesses: Guesses) -> str:
    if isinstance(value, list):
        return _("A list is not one of {choice}.", choice=listed(choice))
    if isinstance(value, dict):
        return _("A group of fields is not one of {choice}.", choice=listed(choice))
    message = _("{value} is not one of {choice}.", value=shown(value), choice=listed(choice))
    return sentences(message, guesses.did_you_mean(value, choice))


def _hint(keyword: str, rule: Any, value: Any, nodes: list[dict[str, Any]]) -> str:
    """Return the fix: the schema's help for the pattern or the field, and how to write it in YAML."""
    if keyword == "pattern" and "\n" in value:
        return _("Write it on one line, or in a >- block without blank lines.")
    if keyword == "pattern" and (hint := _of_letter(nodes[-1])):
        return hint
    if keyword == "pattern" and "patternErrorMessage" in nodes[-1]:
        return in_words(nodes[-1]["patternErrorMessage"])
    hint = _advice(nodes)
    if keyword == "type" and rule == "object" and "additionalProperties" in nodes[-1]:
        return sentences(hint, _choice(nodes[-1]["properties"]))
    if keyword == "type" and rule == "array" and isinstance(value, str | dict):
        # An id has no spaces. A text, such as a keyword, may have several words.
        of_words = re.search(resolve(nodes[0], nodes[-1].get("items", {})).get("pattern", "^ "), "two words")
        between = r"\s*[,;|]\s*" if of_words else r"[,;|]\s*|\s+"
        entries = re.split(between, value) if isinstance(value, str) else []
        if entries and all(re.fullmatch(r"[\w./-]+( [\w./-]+)*", entry) for entry in entries):
            return sentences(_("Write {list}.", list=f"[{', '.join(entries)}]"), hint)
        return sentences(hint, _('Each entry starts with "- ".'))
    return hint


def _of_letter(node: dict[str, Any]) -> str:
    """Return the hint for an id of a part whose letter the schema does not name, or ""."""
    letter, usual = node.get("letter", ""), node.get("patternErrorMessage", "")
    if not letter or re.search(rf"\b{letter}[0-9]", usual):
        return ""
    if usual.startswith("Write the id"):
        return _("Write the id of an item of this standard, such as {item}.", item=f"{letter}1")
    return _("Write {letter} and a number from 1 to 999, such as {letter}16.", letter=letter)


def _objection(keyword: str, rule: Any, value: Any) -> str:
    if keyword == "pattern":
        return _shape(value)
    if keyword == "not":
        return _("{value} is reserved.", value=shown(value))
    if keyword == "maxLength":
        return ngettext(
            "The text is {number} character long. The limit is {limit}.",
            "The text is {number} characters long. The limit is {limit}.",
            len(value),
            limit=rule,
        )
    if keyword == "minItems":
        return ngettext(
            "The list has {number} entry. It needs at least {least}.",
            "The list has {number} entries. It needs at least {least}.",
            len(value),
            least=rule,
        )
    if keyword == "maxItems":
        return ngettext(
            "The list has {number} entry. The limit is {limit}.",
            "The list has {number} entries. The limit is {limit}.",
            len(value),
            limit=rule,
        )
    return _("{value} is not valid ({rule}).", value=shown(value), rule=keyword)


def _shape(text: str) -> str:
    if "\n" in text.strip():
        return _("There is a line break in the text.")
    if "\n" in text:
        return _("There is a line break at the end of the text.")
    if text != text.strip(" "):
        return _("{text} starts or ends with a space.", text=shown(text))
    if foreign := next((char for char in text if not char.isascii()), ""):
        # Name the character, because letters of other alphabets can look the same.
        name = unicodedata.name(foreign, "")
        char = f"U+{ord(foreign):04X} ({name})" if name else f"U+{ord(foreign):04X}"
        return _("{text} contains the character {char}, which cannot be used here.", text=shown(text), char=char)
    return _("{text} is not in the right format.", text=shown(text))


def _nodes_above(schema_path: list[str | int], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every node of a schema on the path to a keyword, from the top, following references."""
    node: Any = schema
    nodes = [schema]
    for step in schema_path:
        if isinstance(node, dict) and step not in node:
            node = resolve(schema, node)
            nodes.append(node)
        node = node[step]
        if isinstance(node, dict):
            nodes.append(node)
    return nodes


def _advice(nodes: list[dict[str, Any]]) -> str:
    """Return the nearest description to the last node, with its first example if it describes a text."""
    for node in reversed(nodes):
        if isinstance(node.get("description"), str):
            examples = [] if "enum" in node else node.get("examples", [])
            example = next((_("Example: {text}", text=text) for text in examples[:1] if isinstance(text, str)), "")
            return sentences(in_words(node["description"]), example)
    return ""


def _misplaced(name: str, schema: dict[str, Any], guesses: Guesses) -> str:
    """Return the hint for a name similar to a field elsewhere, or "" if it is exactly such a field."""
    nodes = [schema, *schema.get("$defs", {}).values()]
    elsewhere = [field for node in nodes for field in node.get("properties", {})]
    # A whole word is seldom a misspelt one: "words" in an item is its text, not "keywords".
    return "" if name in elsewhere else guesses.did_you_mean(name, (one for one in elsewhere if not one.endswith(name)))


def _group_of(names: list[str], fields: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return the field of this group that has all the names as fields, or "" if there is none."""
    within = {name: resolve(schema, field).get("properties", {}) for name, field in fields.items()}
    return next((name for name, inner in within.items() if set(names) <= inner.keys()), "")


def _choice(fields: dict[str, Any]) -> str:
    if len(fields) > 1:
        return _("The fields are {fields}.", fields=listed(fields))
    return _("An entry with {field} cannot have other fields.", field=next(iter(fields)))
