"""Finds words that this project does not use, sentences that are too long, and links that share one text.

Give any text to `odd_words` and `long_sentences`: a help page, a message or a template's sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_WORDS = 25

ODD = {
    r"anew": "again",
    r"beside": "next to",
    r"for ever": "never changes",
    r"(?:hang|hangs|hung) on": "depends on",
    r"in one go": "together",
    r"lies?": "is",
    r"mend(?:s|ed|ing)?": "fix",
    r"of (?:its|their) own": "its own",
    r"of which": "two sentences",
    r"one by one": "one at a time",
    r"save (?:for|that)": "except",
    r"slips?": "mistake",
    r"somebody": "someone, or the person's role",
    r"(?:speak|speaks|spoke) of": "is about",
    r"(?:stand|stands|stood)": "is",
    r"takes? in": "include",
    r"(?:tell|tells|telling|told) of": "report",
    r"(?:is|are|was|were|be|been) told": "see",
    r"whoever": "the person's role",
    r"whom": "who",
    r"whose words": "who owns the wording",
}
"""Patterns of the words that mark the old voice, each with what to write."""

RETIRED = {
    r"correspondences?": "similar items",
    r"errat(?:um|a)": "correction, mistake",
    r"small print": "links under each item",
    r"evidence index": "evidence log",
    r"development plan": "action plan",
    r"personal statement": "reflective account",
    r"judgements? and declarations?": "assessment decision and declaration",
    r"print forms in one go": "Print several forms",
}
"""Patterns of names that a thing here had before, each with its name now."""

_CODE = re.compile(r"(?ms)^(`{3,}|~{3,}).*?^\1 *$|`[^`\n]+`")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"|(?m:^>.*$)")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)")


@dataclass(frozen=True)
class Fault:
    """One thing to write in another way."""

    line: int
    words: str
    advice: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.words!r}: {self.advice}"


def odd_words(text: str) -> list[Fault]:
    """Return the old and retired words of a text, except in code; in a quotation, only the retired ones count.

    The address of a link and the id of a heading are not words.
    """
    bare = _blank(re.compile(r"(?<=\])\([^)]*\)|\{[#:][^}]*\}"), _blank(_CODE, text))
    return sorted(
        [*_found(ODD, _blank(_QUOTED, bare)), *_found(RETIRED, bare)], key=lambda fault: (fault.line, fault.words)
    )


def long_sentences(text: str) -> list[Fault]:
    """Return the sentences of Markdown, or of plain text, that have more than 25 words."""
    return [
        Fault(line, f"{sentence[:60]}…", f"{len(words)} words; write two sentences")
        for line, block in _blocks(text)
        for sentence in re.split(r"(?<=[.!?])[”\"*)]*\s+", block)
        if len(words := re.findall(r"\S*\w\S*", sentence)) > MOST_WORDS
    ]


def ambiguous_links(text: str) -> list[Fault]:
    """Return each link of Markdown whose text also leads somewhere else on the same page."""
    bare, seen, found = _blank(_CODE, text), dict[str, str](), []
    for link in _LINK.finditer(bare):
        words, target = " ".join(link[1].split()).casefold(), link[2]
        if seen.setdefault(words, target) != target:
            found.append(Fault(_line(bare, link.start()), link[1], f"leads to {seen[words]} and to {target}"))
    return found


def _found(patterns: dict[str, str], text: str) -> Iterator[Fault]:
    for pattern, advice in patterns.items():
        spaced = pattern.replace(" ", r"\s+")
        for match in re.finditer(rf"\b(?:{spaced})\b", text, re.IGNORECASE):
            yield Fault(_line(text, match.start()), " ".join(match[0].split()), f"write: {advice}")


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield each paragraph, heading, list item and table cell as one line of plain text, with its line number."""
    bare = _blank(_FRONT, re.sub(_CODE, lambda code: "code" if "\n" not in code[0] else _lines(code[0]), text))
    bare = _LINK.sub(lambda link: link[1] + _lines(link[0][len(link[1]) :]), bare)
    begun, block = 0, list[str]()
    for number, line in enumerate([*bare.split("\n"), ""], 1):
        starts = re.match(r" *(?:[-*+]|\d+\.|#+|>) +|\|", line)
        if block and (starts or not line.strip()):
            yield from ((begun, cell) for cell in _cells(" ".join(block)))
            block = []
        if line.strip():
            begun = begun if block else number
            block.append(re.sub(r"^ *(?:[-*+]|\d+\.|#+|>) +(?:\[[ x]\] )?|\{[#:][^}]*\}|\*\*", "", line).strip())


def _cells(block: str) -> list[str]:
    return block.strip("|").split("|") if block.startswith("|") else [block]


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Return the text with every match of the pattern as spaces, so that all line numbers stay."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _lines(text: str) -> str:
    return "\n" * text.count("\n")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
