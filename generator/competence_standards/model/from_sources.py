"""Turn a folder of sources without errors into the suite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from competence_standards.model import values
from competence_standards.model.part import part_kinds
from competence_standards.model.self_assessment_from_source import assessment_methods, rating_scale
from competence_standards.model.standard_from_source import standard
from competence_standards.model.suite import Logo, Look, Operator, Suite
from competence_standards.model.vocabulary import KINDS, Correspondence
from competence_standards.model.vocabulary_from_source import correspondences, glossary, themes
from competence_standards.read import METHODS, SCALE, built_in, picture_size
from competence_standards.translation import ENGLISH, in_language
from competence_standards.translation.locale import sort_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from competence_standards.model.item import Reference
    from competence_standards.model.values import Fields
    from competence_standards.read import Folder


def suite(folder: Folder) -> Suite:
    """Build the suite from a folder without errors, sorted in the order of its language."""
    top = values.top(folder.suite)
    lang = values.optional(top, "lang") or ENGLISH
    with in_language(lang):
        return _suite(folder, top, lang)


def _suite(folder: Folder, top: Fields, lang: str) -> Suite:
    sources = {source.name: source for source in folder.standards}
    titles = {name: values.text(values.top(source), "title") for name, source in sources.items()}
    kinds = part_kinds(folder.suite)
    standards = tuple(standard(sources[name], titles, kinds) for name in values.texts(top, "standards"))
    groups = correspondences(folder.groups)
    operator = values.group(top, "operator")
    return Suite(
        title=values.text(top, "title"),
        lang=lang,
        summary=values.text(top, "summary"),
        wording_owner=values.text(top, "words"),
        kind=values.text(top, "kind"),
        forms_note=values.text(top, "forms_note"),
        operator=_operator(operator) if operator else None,
        look=_look(top, folder.logo),
        parts=kinds,
        standards=standards,
        themes=themes(folder.vocabulary.get("themes")),
        glossary=tuple(sorted(glossary(folder.vocabulary.get("glossary")), key=lambda term: sort_key(term.term))),
        correspondences=groups,
        like=_like(groups),
        items={item.reference: item for standard in standards for item in standard.items},
        by_id={standard.id: standard for standard in standards},
        forms_per=frozenset(
            cast('Literal["standard", "candidate"]', values.text_of(form, "per")) for form in folder.forms
        ),
        scale=rating_scale(scale) if (scale := folder.vocabulary.get(SCALE)) else None,
        methods=assessment_methods(folder.vocabulary.get(METHODS)),
        has_source_texts=bool(folder.source_texts),
        help=frozenset(built_in.help_names(set(values.texts(top, "leave_out")))),
    )


def _operator(entry: Fields) -> Operator:
    return Operator(values.text(entry, "name"), values.text(entry, "contact"), values.optional(entry, "host"))


def _look(top: Fields, picture: bytes | None) -> Look:
    size = picture_size(picture) if picture else None
    logo = Logo(values.text(top, "logo"), *size, picture) if picture and size else None
    return Look(values.text(top, "brand"), values.text(top, "brand_dark"), values.text(top, "font"), logo)


def _like(correspondences: tuple[Correspondence, ...]) -> Mapping[Reference, tuple[Correspondence, ...]]:
    found: dict[Reference, list[Correspondence]] = {}
    for group in sorted(correspondences, key=lambda group: KINDS.index(group.kind)):
        for reference in group.items:
            found.setdefault(reference, []).append(group)
    return {reference: tuple(groups) for reference, groups in found.items()}
