"""Publish scripts without their comments and needless spaces.

A parser finds the tokens, so that text, regular expressions and nested templates do not change. Names stay too, so
that an error in a browser names the right function.
"""

import re
from collections.abc import Iterator

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from competence_standards.translation import gettext as _

_PARSER = Parser(Language(tree_sitter_javascript.language()))
_WORD = re.compile(rb"[\w$#\\\x80-\xff]")
_JOINED = {b"++", b"--", b"//", b"/*"}
"""Pairs of characters that would become a different token without a space between them."""


class ScriptError(Exception):
    """Raised for a script that is not valid JavaScript."""


def without_comments(source: bytes, name: str) -> bytes:
    """Return a script without comments, trailing commas and needless spaces.

    Args:
        source: A script in which every statement ends with a semicolon or a brace, as the formatter writes it.
        name: The script's name in errors.

    Raises:
        ScriptError: if the script is not valid JavaScript.
    """
    short = bytearray()
    end = 0
    for start, stop in _tokens(_parsed(source, name)):
        before, token = bytes(short[-1:]), source[start:stop]
        if token in {b")", b"}", b"]"} and before == b"," and bytes(short[-2:-1]) not in {b",", b"["}:
            # The formatter adds trailing commas. Keep two commas in a row, which are a gap in an array.
            short.pop()
            before = bytes(short[-1:])
        if start > end and ((_WORD.match(before) and _WORD.match(token)) or before + token[:1] in _JOINED):
            short += b" "
        short += token
        end = stop
    return bytes(short)


def _parsed(source: bytes, name: str) -> Node:
    root = _PARSER.parse(source).root_node
    if root.has_error:
        line = _first_error(root).start_point.row + 1
        raise ScriptError(_("{file}:{line}: This is not valid JavaScript.", file=name, line=line))
    return root


def _first_error(node: Node) -> Node:
    wrong = next((child for child in node.children if child.has_error), None)
    return _first_error(wrong) if wrong else node


def _tokens(node: Node) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each token. Template text between values is one token."""
    if node.type == "comment" or node.start_byte == node.end_byte:
        return
    if node.type == "template_string":
        start = node.start_byte
        for value in node.children:
            if value.type == "template_substitution":
                yield start, value.start_byte
                yield from _tokens(value)
                start = value.end_byte
        yield start, node.end_byte
    elif node.child_count == 0 or node.type in {"string", "regex"}:
        yield node.start_byte, node.end_byte
    else:
        for child in node.children:
            yield from _tokens(child)
