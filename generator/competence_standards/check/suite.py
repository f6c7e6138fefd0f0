"""The suite's source and its folder in; a problem out for each standard that its order misses or makes up."""

from collections.abc import Collection, Iterator, Mapping

from competence_standards.check.formerly import renamed
from competence_standards.check.names import is_file_name, new_name
from competence_standards.check.outline import Outline
from competence_standards.problem import Guesses, Problem, shown
from competence_standards.prose import sentences
from competence_standards.read import VOCABULARIES, Folder, Source
from competence_standards.translation import gettext as _


def ordered(folder: Folder) -> list[str]:
    """Return the names in the order of the standards, as far as the suite's file gives it."""
    top = folder.suite.value if folder.suite is not None and isinstance(folder.suite.value, dict) else {}
    order = top.get("standards")
    return [name for name in order if isinstance(name, str)] if isinstance(order, list) else []


def suite_problems(suite: Source, folder: Folder, former: Mapping[str, Outline]) -> Iterator[Problem]:
    """Every way in which the order of the standards and the files in the folder disagree.

    ``former`` are the standards that were renamed, by each of their former ids.
    """
    top = suite.value if isinstance(suite.value, dict) else {}
    order = top.get("standards")
    if not isinstance(order, list):
        return
    known = dict.fromkeys(sorted({source.name for source in folder.standards} | folder.unread))
    guesses = Guesses()
    # A file that was renamed is told at its id, once.
    moved = {
        identity: source.name
        for source in folder.standards
        if isinstance(source.value, dict) and isinstance(identity := source.value.get("id"), str)
        if identity not in known
    }
    moved |= {new_name(name, known): name for name in known if not is_file_name(name)}
    listed = {name for name in order if isinstance(name, str)}
    for position, name in enumerate(order):
        if not isinstance(name, str) or name in known or name in moved:
            continue
        if fault := renamed(name, former):
            # A standard that is listed by its former id is one mistake, not two.
            listed.add(former[name].name)
            yield suite.problem(("standards", position), *fault)
            continue
        meant = guesses.nearest(name, (other for other in known if other not in listed and is_file_name(other)))
        if meant:
            listed.add(meant)
        file = shown(f"{name}.yml")
        hint = _write_or_list(meant, name) if meant else _add_or_restore(file, name)
        yield suite.problem(("standards", position), _("There is no file {file}.", file=file), hint)
    # So is a copy of a file.
    names = {source.name: source.value.get("id") for source in folder.standards if isinstance(source.value, dict)}
    listed |= {name for name, identity in names.items() if identity != name and identity in known and " " in name}
    listed |= {file for identity, file in moved.items() if identity in listed}
    for name in known:
        # A file with a name that no file can have is told at its id.
        if name not in listed and name not in VOCABULARIES and name != "suite" and is_file_name(name):
            message = _("{file} is not listed under standards.", file=shown(f"{name}.yml"))
            hint = _("Add {line} to standards, in the right place.", line=shown(f"- {name}"))
            yield suite.problem(("standards",), message, hint, at_key=True)


def reference_problems(standards: Collection[Outline]) -> Iterator[Problem]:
    """Yield a note for each official reference that a standard above has too, but for withdrawn standards."""
    first: dict[str, Outline] = {}
    for standard in standards:
        top = standard.source.value if isinstance(standard.source.value, dict) else {}
        official = top.get("official")
        reference = official.get("reference") if isinstance(official, dict) else None
        if isinstance(reference, str) and standard.withdrawn is None:
            other = first.setdefault(reference, standard)
            if other is not standard:
                file = f"{other.name}.yml"
                message = _("{reference} is also the official reference of {file}.", reference=reference, file=file)
                hint = _("Compare both with their official pages, and correct the wrong one.")
                yield standard.source.note(("official", "reference"), message, hint)


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
