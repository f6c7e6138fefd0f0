"""Checked sources in; the suite out. Built only from sources without errors, so nothing here is checked again."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Literal, cast

from competence_standards.model.form import place
from competence_standards.model.form_from_source import form, words
from competence_standards.model.self_assessment import Answer, AssessmentMethod, Evidence, Level, NotNow, RatingScale
from competence_standards.model.standard import (
    Erratum,
    Item,
    Link,
    Official,
    Reference,
    Section,
    Standard,
    StandardWithdrawal,
    Successor,
    Version,
    Withdrawal,
    Wording,
)
from competence_standards.model.suite import Logo, Look, Operator, Suite
from competence_standards.model.values import entries as _list
from competence_standards.model.values import fields as _fields
from competence_standards.model.values import optional as _optional
from competence_standards.model.values import text as _text
from competence_standards.model.values import texts as _texts
from competence_standards.model.vocabulary import KINDS, Correspondence, CorrespondenceKind, Term, Theme
from competence_standards.read import picture_size
from competence_standards.translation import ENGLISH, gettext, in_language
from competence_standards.translation.locale import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from competence_standards.model.values import Fields
    from competence_standards.read import Folder, Source


def suite(folder: Folder) -> Suite:
    """Return the suite in a folder in which the check found no error, sorted as its language sorts."""
    top = _fields(folder.suite.value if folder.suite else None)
    lang = _optional(top, "lang") or ENGLISH
    with in_language(lang):
        return _suite(folder, top, lang)


def _suite(folder: Folder, top: Fields, lang: str) -> Suite:
    sources = {source.name: source for source in folder.standards}
    titles = {name: _text(_fields(source.value), "title") for name, source in sources.items()}
    standards = tuple(_standard(sources[name], titles) for name in _texts(top, "standards"))
    correspondences = tuple(
        _correspondence(entry, number) for number, entry in enumerate(_vocabulary(folder, "correspondences"), start=1)
    )
    return Suite(
        title=_text(top, "title"),
        lang=lang,
        summary=_text(top, "summary"),
        words=_text(top, "words"),
        forms_note=_optional(top, "forms_note") or "",
        operator=_operator(_fields(top["operator"])) if "operator" in top else None,
        look=_look(top, folder.logo),
        standards=standards,
        themes=tuple(
            Theme(_text(entry, "id"), _text(entry, "name"), _text(entry, "description"))
            for entry in _vocabulary(folder, "themes")
        ),
        glossary=tuple(
            Term(_text(entry, "term"), _text(entry, "definition"), _texts(entry, "match"), _texts(entry, "see_also"))
            for entry in sorted(_vocabulary(folder, "glossary"), key=lambda entry: sort_key(_text(entry, "term")))
        ),
        correspondences=correspondences,
        like=_like(correspondences),
        items={Reference(standard.id, item.id): item for standard in standards for item in standard.items},
        by_id={standard.id: standard for standard in standards},
        forms=tuple(sorted(map(form, folder.forms), key=lambda one: place(one.code))),
        word_sets=words(_vocabulary(folder, "role-words"), _vocabulary(folder, "decision-words")),
        scale=_scale(folder),
        methods=tuple(
            AssessmentMethod(*(_text(entry, field) for field in ("id", "code", "name", "description")))
            for entry in _vocabulary(folder, "assessment-methods")
        ),
    )


def _operator(entry: Fields) -> Operator:
    return Operator(_text(entry, "name"), _text(entry, "contact"), _optional(entry, "host"))


def _look(top: Fields, picture: bytes | None) -> Look:
    size = picture_size(picture) if picture else None
    logo = Logo(_text(top, "logo"), *size, picture) if picture and size else None
    brand, brand_dark, font = (_optional(top, field) or "" for field in ("brand", "brand_dark", "font"))
    return Look(brand, brand_dark, font, logo)


def _like(correspondences: tuple[Correspondence, ...]) -> Mapping[Reference, tuple[Correspondence, ...]]:
    found: dict[Reference, list[Correspondence]] = {}
    for group in sorted(correspondences, key=lambda group: KINDS.index(group.kind)):
        for reference in group.items:
            found.setdefault(reference, []).append(group)
    return {reference: tuple(groups) for reference, groups in found.items()}


def _vocabulary(folder: Folder, name: str) -> list[Fields]:
    source = folder.vocabulary.get(name)
    return _list(_fields(source.value), name) if source else []


def _scale(folder: Folder) -> RatingScale | None:
    source = folder.vocabulary.get("rating-scale")
    if source is None:
        return None
    top = _fields(source.value)
    not_now, evidence = _fields(top["not_now"]), _fields(top["evidence"])
    return RatingScale(
        levels=tuple(
            Level(
                id=_text(entry, "id"),
                code=_text(entry, "code"),
                criterion=_answer(entry, "criterion"),
                knowledge=_answer(entry, "knowledge"),
                ready=entry["counts_as"] == "ready",
            )
            for entry in _vocabulary(folder, "rating-scale")
        ),
        not_now=NotNow(*(_text(not_now, field) for field in ("code", "label", "meaning", "reason"))),
        evidence=Evidence(*(_answer(evidence, state) for state in ("none", "some", "have"))),
    )


def _answer(fields: Fields, name: str) -> Answer:
    words = _fields(fields[name])
    return Answer(_text(words, "label"), _text(words, "meaning"))


def _correspondence(entry: Fields, number: int) -> Correspondence:
    return Correspondence(
        number=number,
        id=_text(entry, "id"),
        name=_text(entry, "name"),
        kind=cast("CorrespondenceKind", _text(entry, "kind")),
        items=tuple(_reference(text) for text in _texts(entry, "items")),
        broader=tuple(_reference(text) for text in _texts(entry, "broader")),
        note=_optional(entry, "note"),
    )


def _reference(text: str, standard: str = "") -> Reference:
    name, _, item = text.rpartition("/")
    return Reference(name or standard, item)


def _standard(source: Source, titles: Mapping[str, str]) -> Standard:
    top = _fields(source.value)
    identity = _text(top, "id")
    numbers = count(1)
    overview = tuple(
        _wording(paragraph, numbers, gettext("Overview, paragraph {number}", number=position), "overview")
        for position, paragraph in enumerate(_list(top, "overview"), start=1)
    )
    provenance = _fields(top["provenance"])
    criteria = tuple(_sections(_list(top, "performance_criteria"), numbers, identity))
    knowledge = tuple(_sections(_list(top, "knowledge"), numbers, identity))
    needs, used_for = _links(_list(top, "knowledge"), criteria, knowledge)
    return Standard(
        id=identity,
        formerly=_texts(top, "formerly"),
        title=_text(top, "title"),
        title_origin=cast('Literal["source-text", "official-page", "inferred"]', _text(top, "title_origin")),
        competence_area=_optional(top, "competence_area"),
        official=_official(_fields(top["official"])) if "official" in top else None,
        source_text=_text(provenance, "source_text"),
        notes=_texts(provenance, "notes"),
        overview=overview,
        performance_criteria=criteria,
        knowledge=knowledge,
        withdrawn=_withdrawn(_fields(top["withdrawn"]), titles) if "withdrawn" in top else None,
        history=tuple(
            Version(_text(entry, "version"), _text(entry, "date"), _text(entry, "summary"), _texts(entry, "items"))
            for entry in _list(top, "history")
        ),
        needs=needs,
        used_for=used_for,
        file=f"standards/{source.name}.yml",
    )


def _withdrawn(entry: Fields, titles: Mapping[str, str]) -> StandardWithdrawal:
    successors = tuple(Successor(name, titles[name]) for name in _texts(entry, "replaced_by"))
    return StandardWithdrawal(_text(entry, "since"), _text(entry, "reason"), successors)


_Links = dict[str, tuple[Link, ...]]


def _links(
    entries: list[Fields], criteria: tuple[Section, ...], knowledge: tuple[Section, ...]
) -> tuple[_Links, _Links]:
    """What each criterion needs and what each knowledge item is used for: said once by authors, followed both ways."""
    items = {item.id: item for section in (*criteria, *knowledge) for item in section.items}
    needs: dict[str, list[Link]] = {}
    used_for: _Links = {}
    for entry in entries:
        served = [(target, True) for target in _texts(entry, "underpins")]
        served += [(target, False) for target in _texts(entry, "supports")]
        if served:
            identity = _text(entry, "id")
            used_for[identity] = tuple(Link(items[target], direct) for target, direct in served)
            for target, direct in served:
                needs.setdefault(target, []).append(Link(items[identity], direct))
    return {target: tuple(sorted(links, key=lambda link: not link.direct)) for target, links in needs.items()}, used_for


def _sections(entries: list[Fields], numbers: Iterator[int], standard: str) -> Iterator[Section]:
    """Gather a list in which headings stand between items into sections."""
    heading: str | None = None
    items: list[Item] = []
    for entry in entries:
        if "heading" not in entry:
            items.append(_item(entry, numbers, standard))
            continue
        if items:
            yield Section(heading, tuple(items))
        heading, items = _text(entry, "heading"), []
    if items:
        yield Section(heading, tuple(items))


def _item(entry: Fields, numbers: Iterator[int], standard: str) -> Item:
    identity = _text(entry, "id")
    withdrawal: Withdrawal | None = None
    if "withdrawn" in entry:
        withdrawn = _fields(entry["withdrawn"])
        references = tuple(_reference(text, standard) for text in _texts(withdrawn, "replaced_by"))
        withdrawal = Withdrawal(_text(withdrawn, "since"), _text(withdrawn, "reason"), references)
    return Item(
        id=identity,
        wording=_wording(entry, numbers, identity, identity),
        withdrawn=withdrawal,
        themes=_texts(entry, "themes"),
        no_knowledge=_optional(entry, "no_knowledge"),
    )


def _wording(entry: Fields, numbers: Iterator[int], about: str, anchor: str) -> Wording:
    text = _text(entry, "text")
    records = sorted(_list(entry, "errata"), key=lambda record: text.index(_text(record, "from")))
    errata = tuple(
        Erratum(
            number=next(numbers),
            wrong=_text(record, "from"),
            right=_optional(record, "to"),
            kind=cast('Literal["spelling", "grammar", "unclear"]', _text(record, "kind")),
            applied=record["status"] == "applied",
            note=_text(record, "note"),
            about=about,
            anchor=anchor,
        )
        for record in records
    )
    return Wording(text, errata)


def _official(entry: Fields) -> Official:
    return Official(
        reference=_text(entry, "reference"),
        read_at=_text(entry, "read_at"),
        suite=_optional(entry, "suite"),
        developed_by=_optional(entry, "developed_by"),
        approved=_optional(entry, "approved"),
    )
