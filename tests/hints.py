"""Follows the hint of a problem to the letter, as an author does who trusts it: problem and files in, mended files out.

Each instruction is a pattern of the hint's words and the change that these words ask for. Nothing here knows what is
wrong with a file, only where the problem is and what the hint says.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from competence_standards.problem import Problem

Words = re.Match[str]
"""What a pattern found in the words of a problem."""


class Unclear(Exception):
    """Raised where the words say what to do, but not at this place."""


@dataclass
class Files:
    """The files of a folder by name, and one problem in them."""

    texts: dict[str, str]
    problem: Problem

    @property
    def name(self) -> str:
        return self.problem.file.partition("/")[2]

    @property
    def text(self) -> str:
        return self.texts[self.name]

    @text.setter
    def text(self, text: str) -> None:
        self.texts[self.name] = text

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def at(self) -> int:
        """Where the problem is, in characters from the beginning of its file."""
        return sum(len(line) + 1 for line in self.lines[: self.problem.line - 1]) + self.problem.column - 1

    @property
    def line(self) -> str:
        """The problem's line."""
        return self.lines[self.problem.line - 1]

    def replace(self, start: int, end: int, words: str) -> None:
        self.text = self.text[:start] + words + self.text[end:]

    def replace_line(self, *instead: str, further: int = 0) -> None:
        """Write lines in place of the problem's line, and of so many lines below it."""
        lines = self.lines
        lines[self.problem.line - 1 : self.problem.line + further] = instead
        self.text = "\n".join(lines)

    def nodes(self) -> Iterator[tuple[Any, Any, Any]]:
        """Each key and value that begins at the problem's place, innermost last: parent, key or nothing, value."""
        yield from _at(yaml.compose(self.text), self.at)

    def node(self) -> Any:
        """The innermost key or value that begins at the problem's place."""
        found = list(self.nodes())
        if not found:
            raise Unclear
        _, key, value = found[-1]
        return key if key is not None and key.start_mark.index == self.at else value

    def write(self, words: str) -> None:
        """Write words in place of the key or value at the problem's place."""
        node = self.node()
        self.replace(node.start_mark.index, node.end_mark.index, words)

    def rest(self) -> tuple[str, str]:
        """The problem's line before the problem, and from there on."""
        return self.line[: self.problem.column - 1], self.line[self.problem.column - 1 :]


def _at(node: Any, at: int, parent: Any = None, key: Any = None) -> Iterator[tuple[Any, Any, Any]]:
    if at in (node.start_mark.index, key.start_mark.index if key is not None else -1):
        yield parent, key, node
    for part in node.value if isinstance(node, yaml.CollectionNode) else ():
        own_key, value = part if isinstance(node, yaml.MappingNode) else (None, part)
        yield from _at(value, at, node, own_key)


# --- What the instructions ask for ---


def write_word(files: Files, words: Words) -> None:
    if files.problem.message.startswith("This is not one of the shared files"):
        folder = files.name.rpartition("/")[0]
        files.texts[f"{folder}/{words[1]}"] = files.texts.pop(files.name)
    elif words[1].startswith("$"):
        wrong = re.search(r'"(\$\w+)"', files.problem.message)
        assert wrong
        files.replace_line(files.line.replace(wrong[1], words[1]))
    elif "is not a standard in this suite" in files.problem.message and "/" in files.rest()[1]:
        # The item stays the same.
        wrong = re.search(r'"([^"]+)"', files.problem.message)
        assert wrong
        before, after = files.rest()
        files.replace_line(before + after.replace(wrong[1], words[1], 1))
    else:
        files.write(words[1])


def rename_file(files: Files, words: Words) -> None:
    if meant := re.search(r", and write \"([^\"]+)\" here", words.string):
        files.write(meant[1])
    files.texts[f"{files.name.rpartition('/')[0]}/{words[1]}".lstrip("/")] = files.texts.pop(files.name)


def rename_folder(files: Files, words: Words) -> None:
    for name in [name for name in files.texts if name.startswith(f"{files.name}/")]:
        files.texts[words[1] + name.removeprefix(files.name)] = files.texts.pop(name)


def delete_file(files: Files, _: Words) -> None:
    del files.texts[files.name]


def delete_line(files: Files, _: Words) -> None:
    files.replace_line()


def delete_value(files: Files, _: Words) -> None:
    """Delete the entry of a list, or the field, that begins here."""
    parent, key, value = list(files.nodes())[-1]
    if isinstance(parent, yaml.SequenceNode) and parent.flow_style:
        kept = [part.value for part in parent.value if part is not value]
        if not kept:
            files.replace_line()
            return
        files.replace(parent.start_mark.index, parent.end_mark.index, f"[{', '.join(kept)}]")
    else:
        first = (key or value).start_mark.line
        # A block ends where the next thing begins.
        is_block = not value.end_mark.column or (isinstance(value, yaml.CollectionNode) and not value.flow_style)
        last = max(value.end_mark.line - 1, first) if is_block else value.end_mark.line
        lines = files.lines
        files.text = "\n".join(lines[:first] + lines[last + 1 :])


def delete_entry(files: Files, _: Words) -> None:
    """Delete the whole entry of which this is a field."""
    for start in range(files.problem.line - 1, -1, -1):
        if found := re.match(r"( *)- ", files.lines[start]):
            break
    assert found
    end = start + 1
    while end < len(files.lines) and re.match(rf"{found[1]}  |\s*$", files.lines[end]):
        end += 1
    lines = files.lines
    files.text = "\n".join(lines[:start] + lines[end:])


def quote(files: Files, words: Words) -> None:
    """Put the whole text in quotation marks: what follows the field's name, or the hyphen of a list."""
    if "as part of the text above" in words.string:
        lines = files.lines
        above = lines.pop(files.problem.line - 2)
        lines[files.problem.line - 2] = f"{above} {files.line.strip()}"
        files.text = "\n".join(lines)
        files.problem = replace(files.problem, line=files.problem.line - 1)
    kind = re.search(r"double quotes|single quotes", words[0])
    found = re.match(r"( *(?:- )?(?:[\w]+: +|- )?)(.*)", files.line)
    assert found
    text, mark = found[2], "'" if kind and kind[0] == "single quotes" else '"'
    if re.match(r"(['\"]).*\1$", text) and re.search("[Uu]se ", words[0]):
        text = text[1:-1]
    text = text.replace("\\", "\\\\").replace('"', '\\"') if mark == '"' else text.replace("'", "''")
    files.replace_line(f"{found[1]}{mark}{text}{mark}")


def close_quote(files: Files, _: Words) -> None:
    files.replace_line(files.line + files.rest()[1][0])


def close_bracket(files: Files, _: Words) -> None:
    files.replace_line(files.line + {"[": "]", "{": "}"}[files.rest()[1][0]])


def space_after(files: Files, _: Words) -> None:
    before, after = files.rest()
    files.replace_line(f"{before}{after[0]} {after[1:]}")


def column_of_field_above(files: Files, _: Words) -> None:
    above = re.match(r"[ -]*", files.lines[files.problem.line - 2])
    assert above
    files.replace_line(" " * len(above[0]) + files.line.strip())


def column(files: Files, words: Words) -> None:
    files.replace_line(" " * (int(words[1]) - 1) + files.line.strip())


def top_level(files: Files, _: Words) -> None:
    """Begin every field of the top level in the first column: those above begin further right."""
    lines = files.lines
    indents = {line: len(line) - len(line.lstrip(" ")) for line in lines[: files.problem.line - 1]}
    moved = [line[indents[line] :] if re.match(r" +\w+:", line) else line for line in lines[: files.problem.line - 1]]
    files.text = "\n".join(moved + lines[files.problem.line - 1 :])


def same_column(files: Files, _: Words) -> None:
    files.replace_line(files.line.lstrip())


def hyphen_below_the_one_above(files: Files, _: Words) -> None:
    above = [line for line in files.lines[: files.problem.line - 1] if re.match(r" *- (?!heading)\w+:", line)]
    indent = len(above[-1]) - len(above[-1].lstrip())
    files.replace_line(" " * indent + files.line.lstrip())
    shift_fields(files, indent)


def shift_fields(files: Files, indent: int) -> None:
    lines = files.lines
    for number in range(files.problem.line, len(lines)):
        if not lines[number].strip() or lines[number].lstrip().startswith("- ") or not lines[number].startswith(" "):
            break
        lines[number] = " " * (indent + 2) + lines[number].lstrip()
    files.text = "\n".join(lines)


def list_on_next_line(files: Files, _: Words) -> None:
    before, after = files.rest()
    files.replace_line(before.rstrip(), f"  {after}")


def words_on_next_line(files: Files, words: Words) -> None:
    before, after = files.rest()
    text = re.sub(r"^[>|][+-]?\s*", "", after)
    if code := re.search(r"with (.) instead of (\S+)\.$", words.string):
        text = text.replace(code[2], code[1])
    indent = " " * (len(before) - len(before.lstrip(" -")) + 2)
    files.replace_line(f"{before}>-", f"{indent}{text}")


def further_right(files: Files, _: Words) -> None:
    """Begin this line, and those below it in the same column, further right than the field above."""
    lines = files.lines
    number = files.problem.line - 1
    above = re.match(r"[ -]*", lines[number - 1])
    assert above
    column = " " * (files.problem.column - 1)
    while number < len(lines) and lines[number].startswith(column) and ":" not in lines[number]:
        lines[number] = " " * (len(above[0]) + 2) + lines[number].strip()
        number += 1
    files.text = "\n".join(lines)


def colon_after_name(files: Files, _: Words) -> None:
    before, after = files.rest()
    name, _space, rest = after.partition(" ")
    files.replace_line(f"{before}{name}: {rest}")


def new_entry(files: Files, _: Words) -> None:
    """Write a hyphen and a space before the field, which then begins where entries of the list begin."""
    files.replace_line(re.sub(r"^( *)  (?=\w)", r"\1- ", files.line))


def hyphen_before_entry(files: Files, _: Words) -> None:
    """Write the hyphen before the first of the fields, and begin the others below it."""
    lines = files.lines
    number = files.problem.line - 1
    indent = " " * (files.problem.column - 1)
    lines[number] = f"{indent}- {lines[number].lstrip()}"
    while lines[number := number + 1].startswith(indent):
        lines[number] = f"  {lines[number]}"
    files.text = "\n".join(lines)


def hyphen_and_name(files: Files, words: Words) -> None:
    files.replace_line(re.sub(r"^( *)\S*?\s*(\w+):", rf"\1{words[1]}:", files.line))


def field_on_the_line_above(files: Files, words: Words) -> None:
    quoted = re.findall(r'"(\w+)"', files.problem.message)[:-1]
    lines = files.lines
    moved = [f"  {line}" if line.partition(":")[0] in quoted else line for line in lines]
    moved.insert(files.problem.line - 1, words[1])
    files.text = "\n".join(moved)


def write_list(files: Files, words: Words) -> None:
    files.write(words[1])


def write_whole_list(files: Files, words: Words) -> None:
    """Write the list in place of the one in brackets that has the problem's entry."""
    start = files.text.rindex("[", 0, files.at)
    files.replace(start, files.text.index("]", start) + 1, words[1])


def move_entries(files: Files, words: Words) -> None:
    """Move the entries of a list to the list of the same name that begins on the line of the message."""
    first = re.search(r"on line (\d+)", words.string)
    assert first
    lines = files.lines
    number, above = files.problem.line - 1, int(first[1]) - 1
    if found := re.search(r"\[(.*)\]", lines.pop(number)):
        lines[above] = lines[above].replace("]", f", {found[1]}]")
    else:
        end = number
        while end < len(lines) and lines[end].startswith(" " * (files.problem.column + 1)):
            end += 1
        moved = lines[number:end]
        lines[number:end] = []
        lines[above + 1 : above + 1] = moved
    files.text = "\n".join(lines)


def link_knowledge_item(files: Files, words: Words) -> None:
    """Add the criterion to the links of the knowledge item, and delete the field that has the problem."""
    delete_value(files, words)
    links = rf"(?m)^(  - id: {words[3]}\n(?:    .*\n)*?    {words[2]}: \[)"
    files.text = re.sub(links, rf"\g<1>{words[1]}, ", files.text)


def write_items(files: Files, words: Words) -> None:
    """Write the field items in the entry, in place of the one that is there."""
    if re.match(r" *items: ", files.line):
        files.replace_line(re.sub(r"items: .*", words[1], files.line))
    else:
        files.replace_line(files.line, f"    {words[1]}")


def delete_conflict(files: Files, _: Words) -> None:
    """Keep the lines of one side, and delete the marks."""
    kept, other_side = [], False
    whole = re.search(r"(?m)^<{7}[^{}]*^={7}[^{}]*^>{7}", files.text)
    for line in files.lines:
        if mark := re.match(r"(<{7}|[|]{7}|={7}|>{7})(?: |$)", line):
            other_side = bool(whole) and mark[1][0] in "|="
        elif not other_side:
            kept.append(line)
    files.text = "\n".join(kept)


def delete_asterisks(files: Files, _: Words) -> None:
    files.replace_line(files.line.replace("*", ""))


def delete_character(files: Files, _: Words) -> None:
    before, after = files.rest()
    files.replace_line(before + after[1:].lstrip(" ") if after[0] in "-*" else before + after[1:])


def delete_hyphen(files: Files, _: Words) -> None:
    indent = len(files.line) - len(files.line.lstrip())
    files.replace_line(files.line.replace("- - ", "- "))
    shift_fields(files, indent)


def delete_comma(files: Files, _: Words) -> None:
    files.replace_line(files.rest()[0] + files.rest()[1].removeprefix(","))


def delete_list_mark(files: Files, _: Words) -> None:
    found = re.search(r'starts with "([^"]+)"', files.problem.message)
    assert found
    before, after = files.rest()
    files.replace_line(before + after.replace(found[1], "", 1).lstrip())


def delete_quotes(files: Files, _: Words) -> None:
    last = files.problem.line + (1 if files.rest()[1].startswith(">-") else 0)
    lines = files.lines
    lines[last - 1] = re.sub(r"(^ *(?:\w+: )?)[“\"‘'](.*)[”\"’']$", r"\1\2", lines[last - 1])
    files.text = "\n".join(lines)


def delete_all_of(files: Files, words: Words) -> None:
    tag = re.escape(words[1][1:-1].strip("/"))
    files.replace_line(re.sub(rf"</?{tag}>", "", files.line))


def delete_words(files: Files, words: Words) -> None:
    after_it = r" *\w+" if "after it" in words[0] else " *"
    files.replace_line(re.sub(rf" *{re.escape(words[1])}{after_it}", "", files.line, count=1))


def delete_marks_around(files: Files, words: Words) -> None:
    files.replace_line(re.sub(rf"(\*\*|__){re.escape(words[1])}\1", words[1], files.line))


def words_of_link(files: Files, _: Words) -> None:
    files.replace_line(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", files.line))


def write_instead(files: Files, words: Words) -> None:
    """Write the characters in place of the code, the joined letters or the unusual hyphen."""
    line = re.sub(r"&#?\w+;", lambda code: html.unescape(code[0]), files.line)
    line = re.sub("[\ufb00-\ufb06]", lambda letters: unicodedata.normalize("NFKC", letters[0]), line)
    files.replace_line(line.replace("\u2011", words[1]))


def one_space(files: Files, _: Words) -> None:
    before, after = files.rest()
    files.replace_line(before + after.replace("  ", " "))


def one_of_each_two(files: Files, _: Words) -> None:
    before, after = files.rest()
    files.replace_line(before + after.replace('""', '"'))


def one_line(files: Files, _: Words) -> None:
    node = files.node()
    files.replace(node.start_mark.index, node.end_mark.index, " ".join(node.value.split()) + "\n")


def unseen(files: Files, _: Words) -> None:
    code = re.search(r"U\+([0-9A-F]{4,6})", files.problem.message)
    assert code
    char = chr(int(code[1], 16))
    without = re.sub(f"(?<= ){char}+|{char}+(?= )", "", files.text)
    files.text = without.replace(char, " " if unicodedata.category(char).startswith("Z") else "")


def delete_beginning(files: Files, words: Words) -> None:
    before, after = files.rest()
    files.replace_line(before + after.removeprefix(words[1]).lstrip())


def other_mark(files: Files, words: Words) -> None:
    before, after = files.rest()
    files.replace_line(before + after.replace(words[2], words[1], 1))


def spaces_for_tab(files: Files, _: Words) -> None:
    files.text = files.text.replace("\t", "    ")


def compose(files: Files, _: Words) -> None:
    files.text = unicodedata.normalize("NFC", files.text)


def delete_accents(files: Files, _: Words) -> None:
    before, after = files.rest()
    files.replace_line(before + after.lstrip("\u0301\u0316"))


def delete_escape(files: Files, _: Words) -> None:
    before, after = files.rest()
    files.replace_line(before + re.sub(r" ?\\(?:u[0-9A-F]{4}|x[0-9A-F]{2}|.) ?", " ", after))


def save_as_utf8(files: Files, _: Words) -> None:
    """Nothing more: the texts are written as UTF-8."""


def add_to_order(files: Files, words: Words) -> None:
    files.text = f"{files.text.rstrip()}\n  {words[1]}\n"


def add_field(files: Files, words: Words) -> None:
    """Add the missing field with the example that the hint gives."""
    indent = files.problem.column - 1
    before, after = files.rest()
    field = f"{words[1]}: {yaml_text(words[2])}"
    if after.startswith("{"):
        files.replace_line(f"{before}{{{field}, {after[1:]}")
    else:
        files.replace_line(files.line, f"{' ' * indent}{field}")


def yaml_text(text: str) -> str:
    return f'"{text}"' if text.isdecimal() or ": " in text else text


def example(files: Files, words: Words) -> None:
    files.write(yaml_text(words[1] or words[2]))


def move_to(files: Files, words: Words) -> None:
    files.texts[words[1]] = files.texts.pop(files.name)


def write_another(files: Files, words: Words) -> None:
    """Write an id, a code or a name that no other entry has."""
    files.write({"code": "Z", "id": "another-one"}.get(words[1], "Another one"))


def name_alone(files: Files, _: Words) -> None:
    name = re.search(r"\w+", files.rest()[1])
    value = re.search(r": (.*)", "\n".join(files.lines[files.problem.line - 1 :]))
    assert name
    assert value
    indent = " " * (len(files.line) - len(files.line.lstrip()))
    files.replace_line(f"{indent}{name[0]}: {value[1]}", further=int("? " in files.line))


def one_group(files: Files, _: Words) -> None:
    """Delete this group: all its items are in the other one."""
    delete_entry(files, _)


def leave_out(files: Files, _: Words) -> None:
    delete_value(files, _)


def leave_out_too(files: Files, _: Words) -> None:
    forms = re.findall(r"forms/[a-z-]+", files.problem.message)
    files.text = files.text.replace("leave_out: [", f"leave_out: [{', '.join(forms)}, ")


def kind_line(files: Files, words: Words) -> None:
    files.replace_line(re.sub(r"kind: \w+(, lines: \"\d+\")?", f"kind: {words[1]}", files.line))


def without_from(files: Files, _: Words) -> None:
    files.replace_line(re.sub(r", from: [\w-]+", "", files.line))


Instruction = tuple[str, Callable[[Files, Words], None]]

INSTRUCTIONS: list[Instruction] = [
    (r"delete the lines that start with <<<<<<<", delete_conflict),
    (r"Add them to leave_out", leave_out_too),
    (r"This file is not read\. Delete it\.|what git checks out .* Delete the file\.", delete_file),
    (r"This file has the same id .* Delete this file,", delete_file),
    (r"rename the file to \"([^\"]+)\"", rename_file),
    (r"Rename the folder to \"([^\"]+)\"", rename_folder),
    (r"Move it to (\S+)\.$", move_to),
    (r"If this item is new, write \"([^\"]+)\" here", write_word),
    (r"write \"(- \w+)\" here\.", hyphen_and_name),
    (r"write \"([^\"-][^\"]*)\" (?:here[.,:]|for the newer item\.)", write_word),
    (r"Did you mean \"([^\"]+)\"\?", write_word),
    (r"Write its id: \"([^\"]+)\"", write_word),
    (r"another code, such as (\w+)", write_word),
    (r"Separate the entries with commas: (\[[^\]]*\])", write_whole_list),
    (r"Move its entries to the first one, then delete this line", move_entries),
    (r"Add (P\d+) to (\w+) of (K\d+), and delete it here", link_knowledge_item),
    (r"A sub-heading has no other fields\. Delete", delete_value),
    (r"Delete it, or move it to a criterion", delete_value),
    (r"nearest colour that passes is (\"#[0-9a-f]{6}\")", write_word),
    (r"Write (\[[^\]]*\])\.", write_list),
    (r"This is a group of fields, but it must be a list\..* Each entry starts with \"- \"", hyphen_before_entry),
    (r"Write (items: \[[^\]]*\]) in this entry", write_items),
    (r"Write \"(\w+:)\" on the line above, and indent these fields by two more spaces", field_on_the_line_above),
    (r"Start a new entry: write \"- \" before it", new_entry),
    (r"Give this entry a different (\w+), or delete it", write_another),
    (r"Combine the two groups", one_group),
    (r"is (?:used|listed) more than once.*Delete one of them", delete_value),
    (r"already listed under underpins\. Delete one of them", delete_value),
    (r"List it once, under one term", delete_value),
    (r"Delete this one,", delete_value),
    (r"or delete (?:this|it from this group)\.", delete_value),
    (r"Delete no_knowledge or the link\.|Delete one of the two ids\.|Delete it here\.", delete_value),
    (r"in its own see_also\. Delete it", delete_value),
    (r"Delete its links", delete_value),
    (r"delete the items of", delete_value),
    (r"Add items under it, or delete it", delete_value),
    (r"No item uses the theme .* or delete the theme", delete_entry),
    (r"like an entry of a list\. Delete it", delete_list_mark),
    (r"An item cannot replace itself", delete_value),
    (r"There is no file .* or delete this line", delete_line),
    (r"looks like a row of a table.* or delete the line", delete_line),
    (r"YAML directive\. Delete the line", delete_line),
    (r"Delete the line ---|Delete the dots", delete_line),
    (r"Delete the asterisks", delete_asterisks),
    (r"Delete the mark\.|Delete the [+%]\.|Delete its hyphen", delete_character),
    (r"Delete one of its two hyphens, and indent its other fields by two fewer spaces", delete_hyphen),
    (r"Delete the comma", delete_comma),
    (r"Delete the quotation marks at both ends", delete_quotes),
    (r"Delete the marks around \"([^\"]+)\"", delete_marks_around),
    (r"a YAML code.* Delete \"([^\"]+)\"\.", delete_words),
    (r"a line from git.* Delete \"([^\"]+)\" and the name after it", delete_words),
    (r"contains HTML.* Delete \"([^\"]+)\"", delete_all_of),
    (r"Delete \"([^\"]+)\" here\. A list mark", delete_beginning),
    (r"Type (.) instead of (.), as in the source text", other_mark),
    (r"Keep only the words of the link", words_of_link),
    (r"Write \"([^\"]+)\" instead\.", write_instead),
    (r"two spaces in a row\. Delete one of them", one_space),
    (r"Delete one of each pair", one_of_each_two),
    (r"Write it on one line", one_line),
    (r"Type spaces instead", spaces_for_tab),
    (r"Delete the letter and type it again", compose),
    (r"Delete the marks\. If the letter needs an accent", delete_accents),
    (r"Delete the code that starts with a backslash", delete_escape),
    (r"Delete it, or type (?:an ordinary space|another character) instead", unseen),
    (r"save (?:it|the file) as UTF-8", save_as_utf8),
    (r"Delete the colon, or put quotation marks around the whole entry", delete_character),
    (r"Add the same mark at the end of the text", close_quote),
    (r"Close it\.", close_bracket),
    (r"put (?:quotation marks|double quotes|single quotes) around the whole text", quote),
    (r"Use (?:double|single) quotes instead", quote),
    (r"Type a space after it", space_after),
    (r"Start it in the same column as the field above", column_of_field_above),
    (r"Start the field in column (\d+)", column),
    (r"Start every top-level field in column 1", top_level),
    (r"Start it in the same column\.", same_column),
    (r"Write only the name, with a colon after it", name_alone),
    (r"Line up its \"-\" with the \"-\" of the entry above", hyphen_below_the_one_above),
    (r"If it is a list, start it on the next line", list_on_next_line),
    (r"Write >- here\. Put the words on the next line", words_on_next_line),
    (r"Indent it, and the lines below it, further than the field above", further_right),
    (r"write a colon after its name", colon_after_name),
    (r"Add \"(- [\w-]+)\" to standards", add_to_order),
    (r"Write kind: (\w+),", kind_line),
    (r"You cannot use the field \"\w+\" here", leave_out),
    (r"(?:Remove from|or remove from)[.,]", without_from),
    (r"(?:The list is empty|Nothing is written here)\..* leave the field out", leave_out),
    (r"The field \"(\w+)\" is missing\..* Example: (.+)$", add_field),
    (r"Write an e-mail address, such as (\S+), or", example),
    (r"Write (?:year|one|a number|the reference|the name|two numbers).* such as \"?([\w./-]+?)\"?\.$", example),
    (r"The text is empty\..*Example: (.+)$|characters long\. The limit is .*Example: (.+)$", example),
]


# What a hint says of these, an author has to decide: no program can follow it.
FOR_THE_AUTHOR = [
    r"There is no field .* here\. (?:The fields are|An entry with)",
    r"is not one of [^.]*\. (?!Did you mean)",
    r"it must be (?:text|a group of fields)\.|It needs at least \d+\.|limit is \d+\.",
    r"in the right format\. Write (?!\")|Use fewer or smaller blocks\.",
    r"add them to the source text|from the source text|Copy it exactly from|in a different place in",
    r"that the words come from|Copy the date from the official page|Compare both dates with",
    r"Each part of a source text starts with|Write official-page if",
    r"Use a standard that is not withdrawn|Write the id of the standard that replaces it",
    r"List the themes in|is the old copy of this file",
    r"(?:The list is empty|Nothing is written here|The text is empty)\.",
    r"The field \"\w+\" is missing\.",
    r"starts or ends with a space",
    r"(?:The themes|The words|The shared files|Its \w+(?: \w+)?) are|It has (?:only|no) |The history has ",
    r"Use a (?:term|real date)|List the fields in full|Type the lost|Add (?:suite\.yml|vocabulary/)",
    r"Write the (?:corrected words|date on)",
    r"that the cell should have had|Write what the items have in common|Add each to the table",
    r"Copy the (?:heading|label) of the|Change the rows of that table",
    r"Copy the words|Put the mistake back|Add a word before|Combine the two errata|record an erratum",
    r"to underpins or supports|List only the items|Use an item that is not withdrawn|Add one to three themes",
    r"Set (?:counts_as|per|each) to",
    r"Use a different (?:letter|code)|Give this set|Compare both with",
    r"If evidence can meet",
    r"A group needs items|Make two groups|a separate entry",
    r"List the newest version first",
    r"Move the files that belong|Copy another file|restore it from git",
    r"\" is reserved\.",
    r"Change the note, or|Save its text as a",
    r"Add brand(?:_dark)? below",
    r"This is not one of the shared files",
]


def follow(texts: dict[str, str], problem: Problem) -> Iterator[dict[str, str]]:
    """Yield what each instruction of the hint makes of the files; nothing where it leaves the matter to the author.

    If the problem is at several places, the hint is followed at each, from the last, so that no place moves.
    """
    made = list(follow_at_one_place(texts, replace(problem, also=())))
    if not problem.also or problem.everywhere:
        yield from made
        return
    for number in range(len(made)):
        changed = texts
        for one in reversed([*problem.each()]):
            changed = [*follow_at_one_place(changed, one)][number]
        yield changed


def follow_at_one_place(texts: dict[str, str], problem: Problem) -> Iterator[dict[str, str]]:
    words = f"{problem.message} {problem.hint}"
    for pattern, do in INSTRUCTIONS:
        if found := re.search(pattern, words, re.IGNORECASE):
            files = Files(dict(texts), problem)
            try:
                do(files, found)
            except Unclear:
                continue
            yield files.texts
