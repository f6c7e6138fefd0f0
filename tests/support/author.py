"""What an author does, as the help for authors describes it: each task as edits of the files of a copy."""

import re
from collections.abc import Callable
from pathlib import Path

from competence_standards.build import check, load
from competence_standards.model import Item, Reference, Standard
from competence_standards.problem import Problem
from competence_standards.read import built_in, read_folder
from tests.support import help_pages

NEW_WORDS = "ask a colleague to cheque the counterfoil before you hand it over"
QUICK = ("check/test_standards.py", "model/test_links.py")
"""The modules that read every word and every link. They run after each task."""
ALL = (
    *QUICK,
    *("test_bench.py", "self_assessment/test_checklist.py", "test_docs.py"),
    *("model/test_glossary.py", "render/test_picture.py", "test_project.py"),
    *("test_promises.py", "check/test_schema.py", "test_site.py"),
    *("commands/test_suggest.py", "forms/test_excel.py", "forms/test_fill.py"),
    *("forms/test_several.py",),
)
"""These read the published suite too. They run after the last task. Not those that need a browser or minutes."""


class Desk:
    """A copy of the suite, and the author who edits it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.suite = load(folder)[0]
        self.name = self.suite.standards[0].id
        self.version = self.standard.version
        self.done: tuple[Task, ...] = ()

    def do(self, *tasks: "Task") -> None:
        """Do some tasks. After each, the check finds nothing."""
        for task in tasks:
            task(self)
            assert [problem.as_text() for problem in check(read_folder(self.folder))] == [], task.__name__
            self.suite = load(self.folder)[0]
            self.done += (task,)

    def customise(self, name: str) -> str:
        """Copy a built-in file into the suite, if that has none, and return its path there."""
        file = f"{name}.yml"
        if not (self.folder / file).exists():
            (self.folder / file).parent.mkdir(exist_ok=True)
            (self.folder / file).write_text(built_in.text_of(name, with_schema=True), "utf-8")
        return file

    @property
    def standard(self) -> Standard:
        """The standard that is edited, as it was before the task."""
        return self.suite.by_id[self.name]

    @property
    def plain(self) -> Item:
        """A criterion that is in no group and has no erratum."""
        suite = self.suite
        return next(
            item
            for item in self.standard.part("criterion").items
            if Reference(self.name, item.id) not in suite.like and not item.wording.errata and not item.withdrawn
        )

    def next_id(self, letter: str) -> str:
        """The next free number."""
        return f"{letter}{sum(item.id.startswith(letter) for item in self.standard.items) + 1}"

    def edit(self, file: str, pattern: str, new: str) -> None:
        """Replace the one place in a file that a pattern finds."""
        path = self.folder / file
        text, times = re.subn(pattern, lambda found: found.expand(new), path.read_text("utf-8"), flags=re.MULTILINE)
        assert times == 1, (file, pattern, times)
        path.write_text(text, "utf-8")

    def edit_standard(self, pattern: str, new: str) -> None:
        """Replace the one place in the standard that a pattern finds."""
        self.edit(f"{self.name}.yml", pattern, new)

    def edit_source_text(self, words: str, new: str) -> None:
        """Replace the line with these words in the source text, list mark and all."""
        self.edit(f"source-texts/{self.standard.source_text}", rf"^(- |[0-9]+\. )?{re.escape(words)} *$", new)

    def add_version(self, summary: str, *items: str) -> str:
        """Add an entry to the history."""
        major, _, minor = self.version.partition(".")
        self.version = f"{major}.{int(minor) + 1}"
        named = f"\n    items: [{', '.join(items)}]" if items else ""
        entry = f'  - version: "{self.version}"\n    date: 2026-11-29\n    summary: {summary}{named}\n'
        self.edit_standard(r"^history:\n", rf"history:\n{entry}")
        return self.version

    def block(self, item: str) -> str:
        """The pattern of an item's lines, of which the last group is what follows its id."""
        return rf"^  - id: {item}\n((?:    .*\n)+)"

    def add_after(self, item: str, entry: str) -> None:
        """Add an item to the list below another."""
        self.edit_standard(self.block(item), rf"  - id: {item}\n\1{entry}")

    def add(self, file: str, entry: str) -> None:
        """Add an entry at the end of a file."""
        path = self.folder / file
        path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{entry}", "utf-8")


def edit_a_sentence(desk: Desk) -> None:
    item = desk.plain
    words = f"{item.wording.source} again"
    desk.edit_standard(
        rf"^  - id: {item.id}\n    text: (?:>-\n(?:      .*\n)+|.*\n)",
        f"  - id: {item.id}\n    text: >-\n      {words}\n",
    )
    desk.edit_source_text(item.wording.source, rf"\g<1>{words}")
    desk.add_version(f"{item.id} was reworded.", item.id)


def add_an_item_in_the_middle(desk: Desk) -> None:
    above, new = desk.standard.part("criterion").items[1], desk.next_id("P")
    desk.add_after(above.id, f"  - id: {new}\n    text: {NEW_WORDS}\n    themes: [records]\n")
    desk.edit_source_text(above.wording.source, rf"\g<0>\n- {NEW_WORDS}")
    knowledge = desk.standard.part("knowledge").items[0].id
    desk.edit_standard(rf"^(  - id: {knowledge}\n(?:    .*\n)*?    underpins: \[)", rf"\g<1>{new}, ")
    desk.add_version(f"{new} was added.", new)


def record_errata(desk: Desk) -> None:
    new = next(item for item in desk.standard.part("criterion").items if item.wording.source == NEW_WORDS)
    applied = "      - from: cheque\n        to: check\n        kind: spelling\n        status: applied\n"
    noted = "      - from: hand it over\n        kind: unclear\n        status: noted\n"
    note = "        note: A made-up note.\n"
    desk.edit_standard(rf"^  - id: {new.id}\n    text: .*\n", rf"\g<0>    errata:\n{applied}{note}{noted}{note}")


def name_a_theme(desk: Desk) -> None:
    desk.add("vocabulary/themes.yml", "  - id: handing-over\n    name: Handing over\n    description: Giving things.\n")
    new = next(item for item in desk.standard.part("criterion").items if item.wording.source == NEW_WORDS)
    desk.edit_standard(
        rf"^(  - id: {new.id}\n(?:    .*\n)+?)    themes: \[records\]", r"\1    themes: [records, handing-over]"
    )


def link_knowledge(desk: Desk) -> None:
    new = next(item for item in desk.standard.part("criterion").items if item.wording.source == NEW_WORDS)
    knowledge = desk.standard.part("knowledge").items[1]
    desk.edit_standard(rf"^(  - id: {knowledge.id}\n(?:    .*\n)*?    (?:underpins|supports): \[)", rf"\g<1>{new.id}, ")


def remove_a_link(desk: Desk) -> None:
    """Remove the only link of the first criterion that has one, and say why the criterion has none."""
    text = (desk.folder / f"{desk.name}.yml").read_text("utf-8")
    targets = [
        name
        for listed in re.findall(r"^    (?:underpins|supports): \[(.*)\]", text, re.MULTILINE)
        for name in listed.split(", ")
    ]
    criterion = next(item.id for item in desk.standard.part("criterion").items if targets.count(item.id) == 1)
    linked = re.sub(rf"^    (?:underpins|supports): \[{criterion}\]\n", "", text, flags=re.MULTILINE)
    if linked == text:
        linked = re.sub(
            rf"^(    (?:underpins|supports): \[.*?)(?:{criterion}, |, {criterion}\b)", r"\1", text, flags=re.MULTILINE
        )
    assert linked != text
    (desk.folder / f"{desk.name}.yml").write_text(linked, "utf-8")
    desk.edit_standard(desk.block(criterion), rf"  - id: {criterion}\n\1    no_knowledge: Made up.\n")


def group_items(desk: Desk) -> None:
    new = next(item for item in desk.standard.part("criterion").items if item.wording.source == NEW_WORDS)
    other = desk.suite.standards[1]
    items = f"[{desk.name}/{new.id}, {other.id}/{other.part('criterion').items[0].id}]"
    desk.add(
        "vocabulary/correspondences.yml",
        f"  - id: hand-things-over\n    name: Hand things over\n    kind: related\n    items: {items}\n",
    )


def explain_a_term(desk: Desk) -> None:
    desk.add(
        "vocabulary/glossary.yml",
        "  - term: zz counterfoil\n    definition: What you keep.\n    match: [counterfoil]\n",
    )


def withdraw_a_criterion_and_replace_it(desk: Desk) -> None:
    old, new = desk.standard.part("criterion").items[3], desk.next_id("P")
    words = "wave to each customer who leaves"
    withdraw_and_replace(desk, old, new, words)
    # Knowledge serves what takes its place.
    path = desk.folder / f"{desk.name}.yml"
    lines = [
        re.sub(rf"\b{old.id}\b", new, line) if line.startswith(("    underpins:", "    supports:")) else line
        for line in path.read_text("utf-8").splitlines()
    ]
    path.write_text("\n".join([*lines, ""]), "utf-8")


def withdraw_a_knowledge_item_and_replace_it(desk: Desk) -> None:
    old, new = desk.standard.part("knowledge").items[2], desk.next_id("K")
    found = re.search(desk.block(old.id), (desk.folder / f"{desk.name}.yml").read_text("utf-8"), re.MULTILINE)
    assert found
    links = "".join(re.findall(r"^    (?:underpins|supports):.*\n", found[1], re.MULTILINE))
    assert links
    withdraw_and_replace(desk, old, new, "when to wave to customers", links)
    for line in links.splitlines():
        desk.edit_standard(rf"^(  - id: {old.id}\n(?:    .*\n)*?){re.escape(line)}\n", r"\1")


def withdraw_and_replace(desk: Desk, old: Item, new: str, words: str, links: str = "") -> None:
    """Mark an item as withdrawn, add another below it, and take the old one out of its groups and links."""
    groups = [group for group in desk.suite.correspondences if Reference(desk.name, old.id) in group.items]
    version = desk.add_version(f"{old.id} was withdrawn and {new} takes its place.", old.id, new)
    withdrawn = f'    withdrawn:\n      since: "{version}"\n      reason: Made up.\n      replaced_by: [{new}]\n'
    themes = f"    themes: [{', '.join(old.themes)}]\n"
    desk.edit_standard(
        desk.block(old.id), rf"  - id: {old.id}\n\1{withdrawn}  - id: {new}\n    text: {words}\n{links}{themes}"
    )
    desk.edit_source_text(old.wording.source, rf"- {words}")
    for group in groups:
        if len({other.standard for other in group.items if other.item != old.id or other.standard != desk.name}) > 1:
            line = rf"^(  - id: {group.id}\n(?:    .*\n)*?)      - {desk.name}/{old.id}\n"
            desk.edit("vocabulary/correspondences.yml", line, r"\1")
        else:
            desk.edit("vocabulary/correspondences.yml", rf"^  - id: {group.id}\n(?:    .*\n)+\n?", "")


def add_a_version_alone(desk: Desk) -> None:
    desk.add_version("Nothing but the number was changed.")


def change_a_form_and_the_scale(desk: Desk) -> None:
    form = desk.customise(f"forms/{built_in.form_names()[0]}")
    desk.edit(form, r"^title: (.*)$", r"title: \1 and more")
    scale = desk.suite.scale
    assert scale
    label = scale.not_now.label
    desk.edit(desk.customise("vocabulary/rating-scale"), rf"^  label: {re.escape(label)}$", f"  label: {label}, really")


def add_a_form(desk: Desk) -> None:
    copied = built_in.form_names()[0]
    text = built_in.text_of(f"forms/{copied}", with_schema=True).replace(f"id: {copied}\n", "id: made-up-form\n")
    text = re.sub(r"^code: .*$", "code: T99", text, flags=re.MULTILINE)
    text = re.sub(r"^title: .*$", "title: Made-up form", text, flags=re.MULTILINE)
    text = re.sub(r"^purpose: (?:.|\n )*$", "purpose: Record what was made up.", text, flags=re.MULTILINE)
    (desk.folder / "forms").mkdir(exist_ok=True)
    (desk.folder / "forms/made-up-form.yml").write_text(text, "utf-8")


def add_a_standard(desk: Desk) -> None:
    page = help_pages.text("authors")
    standard, source = (page.partition(mark)[2].partition("```")[0] for mark in ("```yaml\n", "```{ .text .source }\n"))
    (desk.folder / "welcome-visitors.yml").write_text(standard, "utf-8")
    (desk.folder / "source-texts/welcome-visitors.txt").write_text(source, "utf-8")
    # Not as the first one, which is the other standard in the examples of the help pages.
    desk.edit("suite.yml", r"^(standards:\n  - .*\n)", r"\g<1>  - welcome-visitors\n")


def withdraw_a_standard(desk: Desk) -> None:
    name, other = desk.suite.standards[-1].id, desk.suite.standards[-2].id
    history = desk.suite.by_id[name].history
    assert history[0].number == "1.0"
    entry = '  - version: "1.1"\n    date: 2026-11-29\n    summary: The standard was withdrawn.\n'
    withdrawn = f'withdrawn:\n  since: "1.1"\n  reason: Made up.\n  replaced_by: [{other}]\n\n'
    desk.edit(f"{name}.yml", r"^history:\n", rf"{withdrawn}history:\n{entry}")


def rename(standards: Path, old: str, new: str) -> None:
    """Give a standard a new id in its own file and in the suite, as the first steps of the help say."""
    text = (standards / f"{old}.yml").read_text("utf-8")
    (standards / f"{old}.yml").unlink()
    (standards / f"{new}.yml").write_text(text.replace(f"\nid: {old}\n", f"\nid: {new}\nformerly: [{old}]\n"), "utf-8")
    suite = standards / "suite.yml"
    suite.write_text(suite.read_text("utf-8").replace(f"- {old}\n", f"- {new}\n"), "utf-8")


def write_what_is_said(problems: list[Problem]) -> None:
    """Write what each problem says to write, in place of the id, the reference or the address at its place."""
    for problem in sorted((one for told in problems for one in told.each()), reverse=True):
        found = re.search(r'Write "([^"]+)" here\.$', problem.hint)
        assert found, problem.as_text()
        lines = Path(problem.file).read_text("utf-8").split("\n")
        line = lines[problem.line - 1]
        before, after = line[: problem.column - 1], line[problem.column - 1 :]
        lines[problem.line - 1] = before + re.sub(r"^(\(?)[\w/.#-]+", rf"\g<1>{found[1]}", after)
        Path(problem.file).write_text("\n".join(lines), "utf-8")


Task = Callable[[Desk], None]
TASKS: tuple[Task, ...] = (
    edit_a_sentence,
    add_an_item_in_the_middle,
    record_errata,
    name_a_theme,
    link_knowledge,
    remove_a_link,
    group_items,
    explain_a_term,
    withdraw_a_criterion_and_replace_it,
    withdraw_a_knowledge_item_and_replace_it,
    add_a_version_alone,
    change_a_form_and_the_scale,
    add_a_form,
    add_a_standard,
    withdraw_a_standard,
)
