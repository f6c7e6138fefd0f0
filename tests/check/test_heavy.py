"""No input hangs the check: whatever a file holds, it takes hardly longer than a plain file as large as files may be.

Both are measured in one process, one after the other, so that the speed of the machine makes no difference. What grows
with the square of its size takes many times as long as the plain file.
"""

import gc
import time
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeAlias

import pytest

from competence_standards.build import check
from competence_standards.check import published_problems
from competence_standards.problem import Guesses, report
from competence_standards.read import Published, Source, parse, read_folder
from competence_standards.read.parse import STANDARD_LIMIT

SUITE = Path(__file__).parents[1] / "suite"
TEA = (SUITE / "serve-tea.yml").read_text(encoding="utf-8")
STANDARD, SOURCE_TEXT = "serve-tea.yml", "source-texts/serve-tea.txt"
GLOSSARY, GROUPS, THEMES = (f"vocabulary/{name}.yml" for name in ("glossary", "correspondences", "themes"))
ROLES, DECISIONS = (f"vocabulary/{name}.yml" for name in ("role-words", "decision-words"))
PUBLISHED = "published"
Files: TypeAlias = Mapping[str, str]
K = 1024
MOST = 3
"""So many times as long as a plain file a heavy one may take."""


def numbered(line: str, times: int) -> str:
    """Return the line so many times, each with the next number in place of #."""
    return "".join(line.replace("#", str(number)) for number in range(1, times + 1))


def standard(criteria: str, knowledge: str = "  - id: K1\n    text: how tea is made\n", history: str = "") -> str:
    head, _, _ = TEA.partition("performance_criteria:\n")
    history = history or '  - version: "1.0"\n    date: 2026-11-22\n    summary: First publication here.\n'
    return f"{head}performance_criteria:\n{criteria}knowledge:\n{knowledge}history:\n{history}"


def items(text: str, times: int) -> str:
    return numbered(f"  - id: P#\n    text: {text}\n", min(times, 990))


def halved(heading: str, times: int) -> str:
    """Return items below one sub-heading each, which is the same for all."""
    return numbered(f"  - heading: {heading}\n  - id: P#\n    text: x#\n", min(times, 490))


def titled(title: str) -> Files:
    return {STANDARD: TEA.replace("Serve tea to visitors", title)}


def named(identity: str) -> Files:
    return {STANDARD: TEA.replace("id: P4\n", f'id: "{identity}"\n')}


def glossary(form: str, words: str, n: int) -> Files:
    """Return a glossary of many forms, and the texts in which they are looked for."""
    term = "  - {{term: t{0}, definition: d, match: [{1}]}}\n"
    forms = [form.replace("#", str(number)) for number in range(min(n, 20_000))]
    terms = [term.format(at, ", ".join(forms[at : at + 20])) for at in range(0, len(forms), 20)]
    return {STANDARD: standard(items(f"{words.strip()} #", n // 20)), GLOSSARY: f"glossary:\n{''.join(terms)}"}


def group(members: str, n: int, more: str = "") -> Files:
    listed = numbered(members, n).strip(", ")
    return {GROUPS: f"correspondences:\n  - id: g\n    name: n\n    kind: broader\n    items: [{listed}]\n{more}"}


def compared(texts: str, lines: str) -> Files:
    head = "Serve tea to visitors\nOverview\nThis standard is about serving tea. It is for everyone who has visitors.\n"
    text = f"{head}Performance criteria\n{lines}Knowledge and understanding\nhow tea is made\n"
    return {STANDARD: standard(texts), SOURCE_TEXT: text}


def strange(n: int) -> str:
    return numbered("titel#: b\n", n)


class Heavy(NamedTuple):
    """Files that may take long, and how often the part of them is repeated that makes them so."""

    files: Callable[[int], Files]
    some: int
    most: int
    """As much as the limits of a file allow."""


HEAVY = {
    "hyphens in a list": Heavy(lambda n: {STANDARD: f"id: [a,\n {'-' * n}, b] c\n"}, 20 * K, 500 * K),
    "accents in turns": Heavy(lambda n: titled("a" + "\u0301\u0316" * n), 32 * K, 120 * K),
    "accents of two parts": Heavy(lambda n: titled("a" + "\u0f73" * n), 32 * K, 160 * K),
    "a long name that may be a field": Heavy(
        lambda n: {STANDARD: "a: x\n " + "b\n " * n + "c" * 2 * n + ": y\n"}, 60 * K, 100 * K
    ),
    "many texts on one line with a comment": Heavy(
        lambda n: {GROUPS: f"correspondences: [{'aaaaaaaaaaaaaaa, ' * n}] # x\n"}, 90_000, 290_000
    ),
    "brackets in quotation marks": Heavy(lambda n: titled(f'"*{"[" * n}"'), 60 * K, 500 * K),
    "half links": Heavy(lambda n: titled(f'"{"[a](" * n}"'), 25 * K, 120 * K),
    "an id of hyphens": Heavy(lambda n: named("-" * n), 16 * K, 500 * K),
    "an id of dots": Heavy(lambda n: named(". " * n), 8 * K, 250 * K),
    "many doubtful fields": Heavy(lambda n: {STANDARD: TEA + numbered("a#: 'b - c'\n", n)}, 9_800, 9_800),
    "many strange fields of a vocabulary": Heavy(lambda n: {GROUPS: strange(n)}, 20_000, 140_000),
    "many errata of a long text": Heavy(
        lambda n: {
            STANDARD: standard(
                f"  - id: P1\n    text: {'a' * 100 * n}\n    errata:\n"
                + numbered(f"      - {{from: {'a' * 15}b, to: c, status: applied}}\n", n)
            )
        },
        2_500,
        2_500,
    ),
    "a glossary of one beginning": Heavy(lambda n: glossary("tea #", "tea " * 100, n), 4_000, 20_000),
    "a glossary of one letter": Heavy(lambda n: glossary("tea#", "tea " * 100, n), 4_000, 20_000),
    "a glossary of long forms": Heavy(lambda n: glossary(f"{'a ' * 45}#", "a " * 240, n), 2_000, 20_000),
    "many wrong terms": Heavy(
        lambda n: {
            GLOSSARY: "glossary:\n"
            + numbered("  - {term: term#, definition: d, match: [a#], see_also: [terms#x, ternm#]}\n", n)
        },
        500,
        1_000,
    ),
    "many references to no item": Heavy(
        lambda n: {**group("serve-tea P#, ", n), STANDARD: standard(items("do the thing numbered #", n))}, 400, 20_000
    ),
    "many groups of long items": Heavy(
        lambda n: {
            STANDARD: standard(items("do the thing numbered # " + "very well " * 45, 200)),
            GROUPS: "correspondences:\n"
            + f"  - {{id: g, name: n, kind: equivalent, items: [{numbered('serve-tea/P#, ', 190).strip(', ')}]}}\n" * n,
        },
        150,
        1_400,
    ),
    "many broader items that are none": Heavy(
        lambda n: group("a/P#, ", n, f"    broader: [{numbered('a/Q#, ', n)}]\n"), 1_000, 140_000
    ),
    "many themes": Heavy(
        lambda n: {
            STANDARD: standard(items("do the thing numbered #\n    themes: [making-#, theme-x#]", n)),
            THEMES: "themes:\n" + numbered("  - id: theme-#\n", n),
        },
        900,
        90_000,
    ),
    "many sets of words in one file alone": Heavy(
        lambda n: {
            ROLES: "role-words:\n" + numbered("  - id: role-#\n", n),
            DECISIONS: "decision-words:\n" + numbered("  - id: rolle-#\n", n),
        },
        2_000,
        40_000,
    ),
    "one error in a long vocabulary": Heavy(
        lambda n: {
            GLOSSARY: "glossary:\n" + numbered("  - {term: tea #, definition: d, match: [tea #]}\n", n) + "  - a\n"
        },
        5_000,
        30_000,
    ),
    "many equal lines of a source text": Heavy(lambda n: compared(halved("a", n), "a\n" * 40 * n), 450, 6_000),
    "many lines in two ways of a source text": Heavy(
        lambda n: compared(halved("a", n), numbered("a\ny#\n", n)), 450, 60_000
    ),
    "many other lines of a source text": Heavy(
        lambda n: compared(items("b#", n), numbered("c#\n", 75 * n)), 900, 2_000
    ),
    "many new texts beside a published edition": Heavy(
        lambda n: {
            STANDARD: standard(numbered("  - id: P#\n    text: pour #\n", n)),
            PUBLISHED: standard(numbered("  - id: P#\n    text: serve #\n", n)),
        },
        3_000,
        3_800,
    ),
}


def plain(size: int) -> Files:
    """Return files without an error that are as large as others."""
    number = min(max(size // 500, 1), 990)
    words = "well " * (min(size, 480 * K) // number // 5)
    texts = standard("".join(f"  - id: P{at}\n    text: do {at} {words[:450]}.\n" for at in range(1, number + 1)))
    if size < 500 * K:
        return {STANDARD: texts}
    # An item cannot be in any number of groups.
    others = standard(items("greet #", 990)).replace("serve-tea", "greet-visitors").replace("TEA001", "TEA002")
    named = "  - {{id: g{0}, name: b {0}, kind: related, items: [serve-tea/P{1}, greet-visitors/P{1}]}}\n"
    groups = "".join(named.format(at, at % number + 1) for at in range(size // 80))
    return {STANDARD: texts, "greet-visitors.yml": others, GROUPS: f"correspondences:\n{groups}"}


def seconds(files: Files, folder: Path) -> float:
    """Return how long the check of the files takes."""
    for name in ("suite.yml", "greet-visitors.yml", "serve-tea.yml"):
        (folder / name).write_bytes((SUITE / name).read_bytes())
    for name in files.keys() - {PUBLISHED}:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(files[name], encoding="utf-8")
    start = time.process_time()
    # As `standards check` and the build do.
    gc.disable()
    try:
        read = read_folder(folder)
        problems = check(read)
        if PUBLISHED in files:
            old = parse(files[PUBLISHED].encode(), STANDARD)
            assert isinstance(old, Source)
            problems += published_problems(read, Published("main", {old.name: old}, {}, (), {}, ()))
        report(problems, read.files, "text")
        return time.process_time() - start
    finally:
        gc.enable()


def times_as_long(files: Files, folder: Path) -> float:
    """Return how many times as long they take as plain files of the size that one file, or theirs, may have."""
    size = max(sum(len(text.encode()) for text in files.values()), STANDARD_LIMIT.bytes)
    whole = -(-size // STANDARD_LIMIT.bytes) * STANDARD_LIMIT.bytes
    taken = inf
    for _ in range(3):
        # One after the other, as what else the machine does slows both down.
        with TemporaryDirectory() as beside:
            least = seconds(plain(whole), Path(beside))
        taken = min(taken, seconds(files, folder) / least)
        if taken < MOST:
            break
    return taken


def test_a_plain_file_has_no_error(tmp_path: Path) -> None:
    seconds(plain(1000 * K), tmp_path)
    assert check(read_folder(tmp_path)) == []


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_file_takes_hardly_longer_than_a_plain_one(name: str, tmp_path: Path) -> None:
    files, some, _ = HEAVY[name]
    assert times_as_long(files(some), tmp_path) < MOST


@pytest.mark.slow
@pytest.mark.parametrize("name", HEAVY)
def test_so_it_is_at_the_limit_of_a_file(name: str, tmp_path: Path) -> None:
    files, _, most = HEAVY[name]
    # A plain file of the size has fewer values.
    assert times_as_long(files(most), tmp_path) < 2 * MOST


# --- what is said of it ---


def test_a_letter_with_too_many_marks_is_told_at_its_place(tmp_path: Path) -> None:
    seconds(titled("tea" + "\u0301\u0316" * 15 + "\u0301"), tmp_path)
    (problem,) = (problem for problem in read_folder(tmp_path).problems if problem.severity == "error")
    assert (problem.line, problem.column) == (3, 11)
    assert problem.message == "There are 31 accents or other marks in a row here. The limit is 30."
    seconds(titled("tea" + "\u0316" * 30), tmp_path)
    assert read_folder(tmp_path).problems == ()


def test_guesses_are_those_of_difflib_until_there_were_a_great_many() -> None:
    known = [f"serve-tea/P{number}" for number in range(100)]
    for wrong in ("serve-tea/P1O", "serv-tea/p7", "Serve-tea P42", "tea", "", "x" * 500):
        like = get_close_matches(wrong[:100], known, n=1)
        assert Guesses().nearest(wrong, known) == (like[0] if like else None)
    guesses = Guesses()
    found = [guesses.nearest("serve-tea/PX", known) for _ in range(1_000)]
    assert found[0] is not None
    assert found[-1] is None
