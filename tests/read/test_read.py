"""Reading keeps every word as it was typed, knows the place of each, and refuses what is unsafe: quickly, in words."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from competence_standards.problem import Problem
from competence_standards.read import Source, parse, read_file, read_folder
from competence_standards.read.parse import MAX_DEPTH, STANDARD_LIMIT

if TYPE_CHECKING:
    from competence_standards.read import Value

ROOT = Path(__file__).parents[2]
SUITE = ROOT / "tests" / "suite"
TEA = (SUITE / "serve-tea.yml").read_text(encoding="utf-8")
NOTHING_BUILT_IN = "leave_out: [forms, rating-scale, assessment-methods]\n"
NO_SYMLINKS = pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")


def value_of(text: str) -> "Value":
    source = parse(text.encode(), "a.yml")
    assert isinstance(source, Source), source
    return source.value


def problems_of(data: bytes) -> list[Problem]:
    result = parse(data, "a.yml")
    assert isinstance(result, list), result
    return result


# --- what is kept ---


@pytest.mark.parametrize(
    "typed",
    [
        *("no", "yes", "on", "off", "true", "null", "~", "NaN", ".inf"),
        *(
            "1.10",
            "012",
            "0x1F",
            "0o17",
            "1e3",
            "1_000",
            "12:30",
            "1:20:30",
            "2026-11-22",
            "2026-11-22T10:00:00Z",
            "-1",
        ),
        *("=", "<<", "-tea", "a#b", "90%", "don't", 'a "quoted" word', "C:\\tea", "a, b", "<b>bold</b>"),
        *("© 2026", "naïve café", "日本語", "👩\u200d🍳", "❤\ufe0f", "1\ufe0f\u20e3", "👍🏽"),
    ],
    ids=ascii,
)
def test_a_value_stays_the_text_that_was_typed(typed: str) -> None:
    assert value_of(f"text: {typed}\n") == {"text": typed}


@pytest.mark.parametrize(
    "hostile", ["<img src=x onerror=alert(1)>", "{{ config }}", "{% raw %}", "[a](javascript:b)", "`ls`"]
)
def test_what_another_program_would_run_is_plain_text_here(hostile: str) -> None:
    assert value_of(f'text: "{hostile}"\n') == {"text": hostile}


def test_a_key_with_nothing_after_it_is_told_from_an_empty_text() -> None:
    assert value_of("a:\nb: ''\nc: []\nd: >-\n") == {"a": None, "b": "", "c": [], "d": ""}


def test_a_name_is_text_whatever_it_looks_like() -> None:
    assert value_of("1: a\nno: b\n2026-11-22: c\n") == {"1": "a", "no": "b", "2026-11-22": "c"}


def test_a_comment_after_quoted_text_or_on_its_own_line_takes_no_words_away() -> None:
    assert value_of("# a\na: 'b' # c\n# d\ne: >- # f\n  g # h\n") == {"a": "b", "e": "g # h"}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=ascii)
def test_every_way_to_end_a_line_reads_the_same(ends: str) -> None:
    source = parse(TEA.replace("\n", ends).encode(), "a.yml")
    assert isinstance(source, Source)
    assert source.value == value_of(TEA)
    assert source.line(("knowledge", 1)) == TEA[: TEA.index("- id: K2")].count("\n") + 1


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    source = parse(b"\xef\xbb\xbf" + TEA.encode(), "a.yml")
    assert isinstance(source, Source)
    assert source.value == value_of(TEA)
    assert source.problem((), "x").column == 1


# --- places ---


def test_a_problem_stands_at_its_value_or_at_its_key() -> None:
    source = parse("é: 1\nlist:\n  - id: P1\n    text: words\n".encode(), "a.yml")
    assert isinstance(source, Source)
    at_value = source.problem(("list", 0, "text"), "x")
    at_key = source.problem(("list", 0, "text"), "x", at_key=True)
    missing = source.problem(("list", 0, "errata"), "x")
    assert (at_value.line, at_value.column, at_value.where) == (4, 11, "list.P1.text")
    assert (at_key.line, at_key.column) == (4, 5)
    assert (missing.line, missing.column, missing.where) == (3, 5, "list.P1.errata")
    assert source.problem(("list", 1), "x").where == "list[2]"


def test_columns_count_characters_not_bytes() -> None:
    (problem,) = problems_of("text: ééé @: b\n".encode())
    assert (problem.line, problem.column) == (1, 12)
    (problem,) = problems_of("text: ééé".encode() + b"\xff")
    assert (problem.line, problem.column) == (1, 10)
    assert problem.message == "The byte 0xFF is not UTF-8."
    (problem,) = problems_of(b"\xef\xbb\xbf" + "text: ééé".encode() + b"\xff")
    assert (problem.line, problem.column) == (1, 10)
    (problem,) = problems_of(b"\xef\xbb")
    assert (problem.line, problem.column) == (1, 1)


@pytest.mark.parametrize("text", ["", " ", "#", "[", "{", "'", '"', "a: [b", "a: {b", "? [", "- '", "a:\n  'b"])
def test_a_file_that_breaks_off_is_told_at_a_line_that_it_has(text: str) -> None:
    (problem,) = problems_of(text.encode())
    assert problem.line <= text.count("\n") + 1
    assert problem.column <= len(text) + 1


def test_a_name_of_any_length_takes_little_room_in_a_message() -> None:
    source = parse(f"? {'k' * 5000}\n: x\n".encode(), "a.yml")
    assert isinstance(source, Source)
    assert len(source.problem(("k" * 5000,), "x").where) == 40


# --- what is refused ---


def test_values_may_be_nested_just_so_deep() -> None:
    assert isinstance(parse(("[" * MAX_DEPTH + "]" * MAX_DEPTH).encode(), "a.yml"), Source)
    (problem,) = problems_of(("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).encode())
    assert (problem.line, problem.column) == (1, MAX_DEPTH + 1)


def test_a_file_may_hold_just_so_many_values() -> None:
    assert isinstance(parse(b"- a\n" * (STANDARD_LIMIT.values - 1), "a.yml"), Source)
    (problem,) = problems_of(b"- a\n" * STANDARD_LIMIT.values)
    assert problem.line == STANDARD_LIMIT.values


def test_a_file_may_have_just_so_many_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"a: b\n#" + b"x" * (STANDARD_LIMIT.bytes - 6))
    assert isinstance(read_file(path, tmp_path), Source)
    path.write_bytes(b"a: b\n#" + b"x" * (STANDARD_LIMIT.bytes - 5))
    assert read_file(path, tmp_path) == [
        Problem(
            path.as_posix(),
            1,
            1,
            "",
            "The file is 524,289 bytes. The limit is 524,288.",
            "Split it into several standards.",
        )
    ]


def test_an_alias_bomb_is_refused_before_anything_is_built() -> None:
    bomb = ["a: &a [x, x]"] + [
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    problems = problems_of("\n".join(bomb).encode())
    assert problems[-1].message == '"*a" is a YAML alias.'
    assert problems[-1].line == 2


@pytest.mark.parametrize(
    "char",
    [
        *("\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9b"),
        *("\u00a0", "\u1680", "\u2003", "\u202f", "\u3000"),
        *("\u00ad", "\u061c", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff"),
        *("\u202a", "\u202e", "\u2066", "\u2069", "\u2028", "\u2029"),
        *("\u034f", "\u115f", "\u17b4", "\u180b", "\u2800", "\u3164", "\ufe00", "\uffa0", "\U000e0041", "\U000e0101"),
        *("\ue000", "\ufdd0", "\uffff", "\U0010ffff"),
    ],
    ids=lambda char: f"U+{ord(char):04X}",
)
def test_a_character_that_nobody_sees_is_refused_at_its_place(char: str) -> None:
    # A character before it, so that a NUL is not taken for UTF-16.
    (problem,) = problems_of(f"text: tea\nmore: te{char}a\n".encode())
    assert (problem.line, problem.column) == (2, 9)
    assert f"U+{ord(char):04X}" in problem.message


def test_half_a_character_is_refused_as_bytes_and_as_an_escape() -> None:
    (as_bytes,) = problems_of("text: te\ud800a\n".encode(errors="surrogatepass"))
    assert (as_bytes.line, as_bytes.column) == (1, 9)
    (as_escape,) = problems_of(b'text: "te\\ud800a"\n')
    assert (as_escape.line, as_escape.column) == (1, 10)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_an_encoding_with_wide_characters_is_called_by_its_name(encoding: str) -> None:
    (problem,) = problems_of(TEA.encode(encoding))
    assert (problem.message, problem.hint) == ("The file is in UTF-16 or UTF-32.", "Save it as UTF-8.")


# --- folders ---


@NO_SYMLINKS
def test_a_link_within_the_folder_is_read_and_one_that_leads_out_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "standards"
    folder.mkdir()
    (tmp_path / "secret.yml").write_text("password: tea\n")
    (folder / "suite.yml").write_text(f"title: Tea\n{NOTHING_BUILT_IN}")
    (folder / "in.yml").symlink_to("suite.yml")
    (folder / "out.yml").symlink_to("../secret.yml")
    read = read_folder(folder)
    assert [source.name for source in read.standards] == ["in"]
    (problem,) = read.problems
    assert problem.file.endswith("out.yml")
    assert problem.message == "The file is a link to a place outside standards."


@NO_SYMLINKS
@pytest.mark.parametrize(
    ("name", "file"), [("vocabulary", "themes.yml"), ("forms", "form.yml"), ("source-texts", "secret.txt")]
)
def test_a_folder_that_is_a_link_which_leads_out_is_not_read(name: str, file: str, tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "standards", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "suite.yml").write_text(f"title: Tea\n{NOTHING_BUILT_IN}")
    (elsewhere / file).write_text("password: tea\n")
    (folder / name).symlink_to(elsewhere)
    read = read_folder(folder)
    assert not read.vocabulary
    assert not read.forms
    assert not any((read.source_texts or {}).values())
    assert [problem.message for problem in read.problems] == [
        "The folder of this file is a link to a place outside standards."
    ]


@NO_SYMLINKS
def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    (tmp_path / "suite.yml").write_text(f"title: Tea\n{NOTHING_BUILT_IN}")
    (tmp_path / "circle.yml").symlink_to("circle.yml")
    (tmp_path / "gone.yml").symlink_to("nothing.yml")
    circle, gone = read_folder(tmp_path).problems
    assert circle.message.startswith("The file cannot be read: ")
    assert gone.message.startswith("The file cannot be read: ")


def test_what_is_no_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "suite.yml").write_text(f"title: Tea\n{NOTHING_BUILT_IN}")
    (tmp_path / "folder.yml").mkdir()
    os.mkfifo(tmp_path / "pipe.yml")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(tmp_path)  # the address of a socket must be short
        listener.bind("socket.yml")
        problems = read_folder(tmp_path).problems
    assert [Path(problem.file).name for problem in problems] == ["folder.yml", "pipe.yml", "socket.yml"]
    assert {problem.message for problem in problems} == {"This is not a regular file."}


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read every file")
def test_a_file_without_leave_to_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "suite.yml").write_text(f"title: Tea\n{NOTHING_BUILT_IN}")
    (tmp_path / "suite.yml").chmod(0)
    (problem,) = read_folder(tmp_path).problems
    assert problem.message == "The file cannot be read: Permission denied."


@pytest.mark.parametrize(
    "name",
    [
        "con\ntact.yml",
        "\x1b[31mred.yml",
        "::error::.yml",
        "%0A::error file=x::y.yml",
        "\udcff.yml",
        "te\u202ea.yml",
        " .yml",
    ],
    ids=ascii,
)
def test_a_file_of_any_name_is_told_of_on_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "suite.yml").write_text(f"title: Tea\n{NOTHING_BUILT_IN}")
    try:
        (tmp_path / name).write_text("id: 'tea\n")
    except (OSError, UnicodeError):
        pytest.skip("this system has no such names")
    (problem,) = read_folder(tmp_path).problems
    assert problem.as_text().isprintable()
    assert problem.as_github().isprintable()


def test_hidden_files_and_files_of_other_kinds_are_passed_over(tmp_path: Path) -> None:
    for name in ("suite.yml", ".tea.yml", "tea.yml~", "tea.yml.orig", "README.md", "yml"):
        (tmp_path / name).write_text(f"title: Tea\n{NOTHING_BUILT_IN}")
    read = read_folder(tmp_path)
    assert (read.files, read.standards, read.problems) == (1, (), ())


def test_a_folder_that_is_not_there_is_a_problem_like_any_other(tmp_path: Path) -> None:
    (only,) = read_folder(tmp_path / "nowhere").problems
    assert only.message == "This folder does not exist."
    assert only.hint == "Switch to a branch that has the folder, or correct its name."


# --- under a second, under 300 MB, for files of the greatest size allowed and beyond ---

K = 1024
BEFORE, _, AFTER = TEA.partition("performance_criteria:\n")
HEAVY = {
    "200,000 brackets": "[" * 200_000,
    "200,000 brackets in a text": "title: " + "[" * 200_000,
    "200,000 brackets on lines": "[\n" * 200_000,
    "braces": "{a: " * 100_000,
    "hyphens": "- " * 250_000,
    "long-form keys": "? " * 250_000,
    "an alias bomb": "a: &a [x]\n" + "".join(f"b{i}: &b{i} [{'*a, ' * 9}]\n" for i in range(9)),
    "anchors": "".join(f"- &a{i} x\n" for i in range(19_000)),
    "tags": "".join(f"- !a{i} x\n" for i in range(19_000)),
    "entries": "- a\n" * (128 * K),
    "keys of one character": "".join(f"{chr(97 + i % 26)}: \n" for i in range(120_000)),
    "keys": "".join(f"{i:x}: a\n" for i in range(40_000)),
    "one line of single quotes": "title: " + "'" * (511 * K),
    "one line of double quotes": "title: " + '"' * (511 * K),
    "lines of quotes": "''\n" * (170 * K),
    "accents apart": "title: " + "e\u0301" * (170 * K),
    "one accent apart at the end": "title: " + "é" * (250 * K) + "e\u0301",
    "lines of comments": "#\n" * (256 * K),
    "lost comments": "- a # b\n" * 19_000,
    "all private characters": "".join(map(chr, range(0xF0000, 0x100000))) * 2,
    "joined emoji": "title: " + "👩\u200d" * (73 * K),
    "carriage returns": "\r" * (511 * K),
    "colons": ":" * (511 * K),
    "a long text": "title: " + "a" * (511 * K),
    "two megabytes": "title: " + "a" * (2048 * K),
    "many wrong entries": BEFORE + "performance_criteria:\n" + "  - b\n" * 19_000,
    "many wrong fields": TEA + "".join(f"titel{i}: b\n" for i in range(9_800)),
    "many unknown items": TEA.replace("items: [P2]", f"items: [{', '.join(f'P{i}' for i in range(18_000))}]"),
    "many unknown standards": TEA.replace("[P4, ", f"[{', '.join(f'serve-tee{i}/P1' for i in range(18_000))}, "),
    "a mixed list that should have no entry twice": TEA.replace("[P2]", f"[{'P1, {}, [], ' * 6_000}]"),
    "a long address": TEA.replace("/TEA001/", "/" + "%41" * 150_000 + "!%/"),
    "a long id": TEA.replace("id: serve-tea\n", f"id: {'a-a' * 100_000}!\n"),
}


# Each file is checked by a process of its own, begun by one that holds the program already and nothing of the tests.
# What that one took to begin counts for each of them.
MEASURED = """
import io, json, os, resource, sys
from contextlib import redirect_stdout
from competence_standards.commands import main
def seconds(used):
    return used.ru_utime + used.ru_stime
beginning = seconds(resource.getrusage(resource.RUSAGE_SELF))
for folder in sys.argv[1:]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")) as told:
            status = main(["check", folder])
            told.flush()
        with open(writing, "w", encoding="utf-8") as result:
            json.dump([status, told.buffer.getvalue().decode()], result)
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as result:
        text = result.read()
    _, _, used = os.wait4(child, 0)
    print(json.dumps([*json.loads(text or "[null, \\"\\"]"), beginning + seconds(used), used.ru_maxrss]), flush=True)
"""


@pytest.mark.slow
def test_a_heavy_file_is_refused_in_less_than_a_second_and_300_megabytes(tmp_path: Path) -> None:
    folders = {name: tmp_path / str(number) for number, name in enumerate(HEAVY)}
    for name, folder in folders.items():
        folder.mkdir()
        for source in ("suite.yml", "greet-visitors.yml"):
            (folder / source).write_text((SUITE / source).read_text())
        (folder / "serve-tea.yml").write_bytes(HEAVY[name].encode())
    command = [sys.executable, "-c", MEASURED, *map(str, folders.values())]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert ran.stderr == ""

    for (name, folder), line in zip(folders.items(), ran.stdout.splitlines(), strict=True):
        status, told, seconds, most = json.loads(line)
        assert status == 1, (name, told)
        assert told.startswith(f"{folder.as_posix()}/"), name
        assert len(told) < 200_000, name
        assert seconds < 1, name
        assert most * (1 if sys.platform == "darwin" else 1024) < 300e6, name


def test_source_texts_whose_names_differ_only_in_capital_letters_are_refused(tmp_path: Path) -> None:
    texts = tmp_path / "source-texts"
    texts.mkdir()
    for name in ("tea.txt", "Tea.txt", "cups.txt"):
        (texts / name).write_text("Tea\n", "utf-8")
    (found,) = (problem for problem in read_folder(tmp_path).problems if problem.file.startswith(texts.as_posix()))
    assert found.file == f"{texts.as_posix()}/tea.txt"
    assert found.message.startswith('The name differs from "Tea.txt" only in capital letters.')
    assert found.hint == "Rename or delete one of the files."


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SUITE, tmp_path / "standards"))


def test_a_standard_next_to_the_folder_is_told(small: Path) -> None:
    above = small.parent
    (above / "welcome.yml").write_text("# yaml-language-server: $schema=../schema/standard.schema.json\nid: welcome\n")
    (above / "pour.yml").write_text("id: pour\nperformance_criteria:\n  - id: P1\n")
    (above / "mkdocs.yml").write_text("site_name: Tea\n")
    (above / ".hidden.yml").write_text("performance_criteria:\n")
    (above / "large.yml").write_bytes(b"performance_criteria:\n" + 600_000 * b"#")
    assert [problem.as_text() for problem in read_folder(small).problems] == [
        f"{above / name}.yml:1:1: note: This file is not read. Move it to {small / name}.yml."
        for name in ("pour", "welcome")
    ]


@NO_SYMLINKS
def test_a_link_next_to_the_folder_is_not_followed(small: Path, tmp_path: Path) -> None:
    """It can lead to any file of the computer, also to one that never ends, such as /proc/kmsg."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/pour.yml").write_text("performance_criteria:\n")
    (small.parent / "pour.yml").symlink_to("elsewhere/pour.yml")
    assert read_folder(small).problems == ()


@NO_SYMLINKS
@pytest.mark.parametrize("name", ["forms", "vocabulary", "source-texts"])
def test_a_folder_that_is_a_link_or_a_file_is_told_although_it_has_no_yaml(
    name: str, small: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    for target in ("../elsewhere", "../nowhere", "nothing"):
        (small / name).symlink_to(target)
        (problem,) = read_folder(small).problems
        assert problem.file == (small / name).as_posix()
        assert problem.message == f"The folder is a link to a place outside {small.name}."
        assert problem.severity == "error"
        (small / name).unlink()
    (small / name).write_text("")
    (problem,) = read_folder(small).problems
    assert (problem.message, problem.hint) == ("This must be a folder.", "Rename or delete the file.")
