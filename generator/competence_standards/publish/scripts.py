"""Publish scripts without their comments and needless spaces.

A parser finds the tokens, so that text, regular expressions and nested templates stay as they are. Nothing is renamed:
an error in a browser still names the function it came from.
"""

import re
from collections.abc import Iterator

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from competence_standards.translation import gettext as _

_PARSER = Parser(Language(tree_sitter_javascript.language()))
_WORD = re.compile(rb"[\w$#\\\x80-\xff]")
_JOINED = {b"++", b"--", b"//", b"/*"}
"""Pairs of characters that are another token without a space between them."""


class ScriptError(Exception):
    """A script cannot be published, because it is not valid JavaScript."""


def without_comments(source: bytes, name: str) -> bytes:
    """Return a script without comments, without commas at the end of lists, and without the spaces that nothing needs.

    Args:
        source: A script in which every statement ends with a semicolon or a brace, as the formatter writes it.
        name: What an error calls the script.

    Raises:
        ScriptError: if the script is not valid JavaScript.
    """
    short = bytearray()
    end = 0
    for start, stop in _tokens(_parsed(source, name)):
        before, token = bytes(short[-1:]), source[start:stop]
        if token in {b")", b"}", b"]"} and before == b"," and bytes(short[-2:-1]) not in {b",", b"["}:
            # The formatter ends a list of several lines with a comma. Two commas in a row are a gap in an array.
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
    """Yield where each token begins and ends. The text of a template between its values is one token."""
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
