"""A catalogue that marks each message, and what finds messages in the source that cannot be translated."""

import ast
import re
import symtable
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path
from string import Formatter

FUNCTIONS = {"_": 1, "gettext": 1, "ngettext": 2}
"""The functions that translate, with how many texts each begins with."""
MARKED = re.compile("⟦[^⟧]*⟧")
_WORDS = re.compile(r"(?s).*[A-Za-z,]\s[a-z].*|[A-Z{\"'].*\s.*[.?:]")
_LOOKED_FOR = {"startswith", "endswith", "removeprefix", "removesuffix", "compile", "search", "match", "fullmatch"}
"""Functions that look for a text, and show it to nobody."""


class Marks(NullTranslations):
    """Puts brackets around the words of each message, but not around its values."""

    def gettext(self, message: str) -> str:
        """Return the message with brackets."""
        parts = Formatter().parse(message)
        return "".join(_bracketed(words) + (f"{{{name}}}" if name else "") for words, name, _, _ in parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for the number with brackets."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def _bracketed(words: str) -> str:
    return f"⟦{words.replace('{', '{{').replace('}', '}}')}⟧" if words else ""


def values(text: str) -> Iterator[str]:
    """Yield what a text that was made with ``Marks`` has besides messages."""
    yield from filter(None, (part.strip() for part in MARKED.split(text)))


def untranslatable(source: str) -> Iterator[str]:
    """Yield each call with a message that no catalogue can have, or with other values than the message has."""
    for call in _calls(source):
        number = FUNCTIONS[_name(call)]
        texts = [node.value for node in call.args[:number] if isinstance(node, ast.Constant)]
        given = {keyword.arg for keyword in call.keywords} | ({"number"} if number > 1 else set())
        named = {name for text in texts for _, name, spec, _ in Formatter().parse(str(text)) if name is not None}
        if len(texts) < number:
            yield f"{call.lineno}: the message is not a plain string"
        elif (None not in given and not named <= given) or given - named - {"number", None}:
            yield f"{call.lineno}: the values are not those in the message"


def outside_a_message(source: str) -> Iterator[str]:
    """Yield each text that is in no message and has words to be read. Docstrings, and what is looked for, have not."""
    tree = ast.parse(source)
    unread = [*_calls(source, tree), *(node for node in ast.walk(tree) if _looks(node))]
    inside = {id(node) for outer in unread for node in ast.walk(outer)}
    strings = {id(part): node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in inside or id(node) in docstrings or id(node) in strings:
            continue
        text = _text(node)
        if text is not None and _WORDS.fullmatch(text):
            yield f"{getattr(node, 'lineno', 0)}: {text}"


def _looks(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in _LOOKED_FOR
    return isinstance(node, ast.Compare)


def _text(node: ast.AST) -> str | None:
    """Return a string, or an f-string with ``{}`` for each of its values."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def hidden(source: str, file: str) -> Iterator[str]:
    """Yield each function in which ``_`` is a variable and is used too: it does not translate there."""
    tables = [symtable.symtable(source, file, "exec")]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        symbol = table.lookup("_") if "_" in table.get_identifiers() else None
        if symbol and table.get_type() == "function" and not symbol.is_global() and symbol.is_referenced():
            yield f"{table.get_lineno()}: {table.get_name()}"


def _calls(source: str, tree: ast.AST | None = None) -> Iterator[ast.Call]:
    for node in ast.walk(tree or ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node) in FUNCTIONS:
            yield node


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def modules(folder: Path) -> dict[str, str]:
    """Return each module below a folder that imports the functions that translate, by its path."""
    sources = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.py"))}
    return {name: source for name, source in sources.items() if "competence_standards.translation import" in source}
