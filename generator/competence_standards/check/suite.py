"""Check the order of the standards in suite.yml against the files in the folder."""

from collections.abc import Collection, Iterator, Mapping

from competence_standards.check.draft import Draft
from competence_standards.check.formerly import renamed
from competence_standards.check.lists import used_twice
from competence_standards.check.names import is_file_name, new_name
from competence_standards.check.schema import Examined
from competence_standards.model import part_kinds, texts_of, values
from competence_standards.problem import Guesses, Problem, did_you_mean, shown
from competence_standards.prose import sentences
from competence_standards.read import FORMS, HELP, VOCABULARIES, Path, built_in
from competence_standards.translation import gettext as _


def ordered(suite: Examined | None) -> list[str]:
    """Return the names under standards in suite.yml, as written. An entry that is not text is empty."""
    if suite is None:
        return []
    refused = dict(suite.texts_refused("standards", None))
    names = enumerate(texts_of(suite.accepted, "standards"))
    return [name or refused.get(("standards", position), "") for position, name in names]


def _left_out(suite: Examined) -> Iterator[Problem]:
    """Yield a problem for each unknown form or help page under leave_out."""
    known = [f"{FORMS}/{name}" for name in built_in.form_names()]
    known += [f"{HELP}/{name}" for name in built_in.help_names()]
    for position, name in enumerate(texts_of(suite.accepted, "leave_out")):
        if "/" in name and name not in known:
            message = (
                _("No built-in form is called {name}.", name=shown(name))
                if name.startswith(f"{FORMS}/")
                else _("No built-in help page is called {name}.", name=shown(name))
            )
            hint = did_you_mean(name, known) or _("Run standards customise to list the names.")
            yield suite.source.problem(("leave_out", position), message, hint)


def _parts(suite: Examined) -> Iterator[Problem]:
    """Yield each part that is listed twice or has the letter of another, and a problem if no part is rated."""
    if not values.entries(values.top(suite.accepted), "parts"):
        return
    kinds = {kind.field: kind for kind in part_kinds(suite.accepted)}
    first: dict[str, int] = {}
    for position, entry in values.placed(values.top(suite.accepted), "parts"):
        path: Path = ("parts", position)
        field = values.text(entry, "part")
        kind = kinds.get(field)
        if kind is None:
            continue
        if first.setdefault(field, position) != position:
            message = used_twice(field, suite.source.line(("parts", first[field], "part")))
            yield suite.source.problem((*path, "part"), message, _("Delete one of them."))
            continue
        other = next((one for one in kinds.values() if one.letter == kind.letter), kind)
        if other is not kind:
            message = _("{letter} is also the letter of {part}.", letter=kind.letter, part=other.field)
            hint = _("Give one of them another letter.")
            yield suite.source.problem((*path, "letter" if "letter" in entry else "part"), message, hint)
    if not any(kind.rated for kind in kinds.values()) and not any(path[0] == "parts" for path in suite.refused):
        message = _("No part is rated, so there is nothing that a learner can do with a standard.")
        hint = _("Add performance_criteria or another part that is rated, or set rated to yes.")
        yield suite.source.problem(("parts",), message, hint, at_key=True)


def suite_problems(
    suite: Examined, drafts: Mapping[str, Draft], unread: Collection[str], former: Mapping[str, Draft]
) -> Iterator[Problem]:
    """Yield a problem for each standard that suite.yml does not list, or that has no file.

    Args:
        suite: The file suite.yml.
        drafts: The standards by the names of their files.
        unread: The names of the files that could not be read.
        former: The standards that were renamed, by each of their former ids.
    """
    yield from _left_out(suite)
    yield from _parts(suite)
    if "standards" not in (suite.accepted.value or ()):
        return
    order = ordered(suite)
    known = dict.fromkeys(sorted({*drafts, *unread}))
    guesses = Guesses()
    # Report a renamed file once, at its id.
    moved = {draft.identity: name for name, draft in drafts.items() if draft.identity and draft.identity not in known}
    moved |= {new_name(name, known): name for name in known if not is_file_name(name)}
    listed = {*order}
    for position, name in enumerate(order):
        if not name or name in known or name in moved:
            continue
        if fault := renamed(name, former):
            # Report a standard listed by its former id once, not as unknown and as missing.
            listed.add(former[name].name)
            yield suite.source.problem(("standards", position), *fault)
            continue
        meant = guesses.nearest(name, (other for other in known if other not in listed and is_file_name(other)))
        if meant:
            listed.add(meant)
        file = shown(f"{name}.yml")
        hint = _write_or_list(meant, name) if meant else _add_or_restore(file, name)
        yield suite.source.problem(("standards", position), _("There is no file {file}.", file=file), hint)
    # Do not report a copied file as not listed. Its id is reported.
    copies = {name for name, draft in drafts.items() if draft.identity != name and " " in name}
    listed |= {name for name in copies if drafts[name].identity in known}
    listed |= {file for identity, file in moved.items() if identity in listed}
    for name in known:
        # An invalid file name is reported at the id.
        if name not in listed and name not in VOCABULARIES and name != "suite" and is_file_name(name):
            message = _("{file} is not listed under standards.", file=shown(f"{name}.yml"))
            hint = _("Add {line} to standards, in the right place.", line=shown(f"- {name}"))
            yield suite.source.problem(("standards",), message, hint, at_key=True)


def reference_problems(drafts: Collection[Draft]) -> Iterator[Problem]:
    """Yield a note for each repeated official reference, except those of withdrawn standards."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        official = draft.standard.official
        if official and official.reference and draft.standard.withdrawn is None:
            other = first.setdefault(official.reference, draft)
            if other is not draft:
                file = f"{other.name}.yml"
                reference = official.reference
                message = _("{reference} is also the official reference of {file}.", reference=reference, file=file)
                hint = _("Compare both with their official pages, and correct the wrong one.")
                yield draft.note(("official", "reference"), message, hint)


def _write_or_list(meant: str, name: str) -> str:
    write = _("Write {word} here.", word=shown(meant))
    if not is_file_name(name):
        return write
    return sentences(
        write,
        _("If {id} was published, list it under formerly in {file}.", id=shown(name), file=f"{meant}.yml"),
    )


def _add_or_restore(file: str, name: str) -> str:
    return sentences(
        _("Add the file {file}, or delete this line.", file=file),
        _("If the standard was published, restore its file and add withdrawn to it."),
        _("If it has a new id, list {id} under formerly in its new file.", id=shown(name)),
    )
