"""From plain values to a framework tree, with every fault named by its place in the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.framework_files.faults import FrameworkFileError, Place, listed
from assessments.framework_files.reader import Reader
from assessments.framework_files.tree import (
    AnchorNode,
    DomainNode,
    FrameworkTree,
    GoalNode,
    KpiNode,
    LevelNode,
    QuestionNode,
    RubricNode,
    ScoringParameters,
    SignNode,
    Text,
)
from assessments.models.framework import HEAVIEST, LONGEST_TEXT

NAME_LENGTH = 200
LEVEL_NAME_LENGTH = 100
UNIT_LENGTH = 100
FEWEST_LEVELS = 2
USUAL_EVIDENCE_FROM = 3
DECISIVE = 3


@dataclass(frozen=True, slots=True)
class Checked:
    """A faultless tree; ``missing`` lists by language the places without text, of ``texts`` in all."""

    tree: FrameworkTree
    texts: int
    missing: Mapping[str, tuple[str, ...]]


def check(data: Any) -> Checked:
    """The tree of a file's content. Raises FrameworkFileError with every fault, up to MOST_FAULTS of them."""
    reader = Reader()
    tree = _framework(reader, data)
    if reader.faults:
        raise FrameworkFileError(reader.faults)
    return Checked(tree, reader.texts, {code: tuple(places) for code, places in reader.missing.items()})


def _framework(reader: Reader, data: Any) -> FrameworkTree:
    root = Place()
    top = reader.mapping(
        data,
        root,
        required=("slug", "name", "summary", "rubrics", "domains", "warning_signs", "goals", "kpis"),
        optional=("scoring",),
    )
    slug = reader.slug(top["slug"], root.at("slug", top)) if "slug" in top else ""
    name, summary = _text(reader, top, root, "name", NAME_LENGTH), _text(reader, top, root, "summary")
    rubrics = tuple(_rubric(reader, item, place) for item, place in _list(reader, top, root, "rubrics", 1))
    ladders = {rubric.slug: len(rubric.levels) for rubric in rubrics}
    domains = tuple(
        _domain(reader, item, place, ladders) for item, place in _list(reader, top, root, "domains", 1)
    )
    known = [domain.slug for domain in domains]
    tree = FrameworkTree(
        slug=slug,
        name=name,
        summary=summary,
        scoring=_scoring(reader, top.get("scoring", {}), root.at("scoring", top)),
        rubrics=rubrics,
        domains=domains,
        warning_signs=tuple(
            _sign(reader, item, place, known) for item, place in _list(reader, top, root, "warning_signs")
        ),
        goals=tuple(_goal(reader, item, place, known) for item, place in _list(reader, top, root, "goals")),
        kpis=tuple(
            _kpi(reader, item, place, ladders, known) for item, place in _list(reader, top, root, "kpis")
        ),
    )
    _check_signs_cover_domains(reader, tree, root.at("domains", top), top.get("domains"))
    return tree


def _check_signs_cover_domains(reader: Reader, tree: FrameworkTree, place: Place, listed: Any) -> None:
    pointed_at = {slug for sign in tree.warning_signs for slug in sign.domains}
    for index, domain in enumerate(tree.domains):
        if domain.slug and domain.slug not in pointed_at:
            reader.fault(
                place.at(index, listed),
                _("has no warning sign that points at it; add one or let one point here too"),
            )


def _list(reader: Reader, parent: Mapping[str, Any], place: Place, key: str, at_least: int = 0) -> Any:
    """Items of a required list; a missing one was reported with its parent."""
    return reader.items(parent[key], place.at(key, parent), at_least=at_least) if key in parent else ()


def _text(
    reader: Reader, parent: Mapping[str, Any], place: Place, key: str, longest: int = LONGEST_TEXT
) -> Text:
    """A required text; a missing one was reported with its parent."""
    return reader.text(parent[key], place.at(key, parent), longest=longest) if key in parent else {}


def _slug(reader: Reader, parent: Mapping[str, Any], place: Place) -> str:
    return reader.slug(parent["slug"], place.at("slug", parent)) if "slug" in parent else ""


def _weight(reader: Reader, parent: Mapping[str, Any], place: Place) -> int:
    return reader.whole(parent.get("weight", 1), place.at("weight", parent), least=1, most=HEAVIEST)


def _scoring(reader: Reader, data: Any, place: Place) -> ScoringParameters:
    names = ("sign_bonus", "weakest_bonus", "third_gap_share")
    given = reader.mapping(data, place, required=(), optional=names)
    values: dict[str, Decimal] = {
        name: reader.parameter(given[name], place.at(name, given)) for name in names if name in given
    }
    return ScoringParameters(**values)


def _rubric(reader: Reader, data: Any, place: Place) -> RubricNode:
    entry = reader.mapping(data, place, required=("slug", "name", "levels"), optional=("evidence_from",))
    levels = tuple(
        _level(reader, item, where) for item, where in _list(reader, entry, place, "levels", FEWEST_LEVELS)
    )
    top = max(len(levels), 1)
    evidence_from = reader.whole(
        entry.get("evidence_from", min(USUAL_EVIDENCE_FROM, top)),
        place.at("evidence_from", entry),
        least=1,
        most=top,
    )
    return RubricNode(
        _slug(reader, entry, place), _text(reader, entry, place, "name", NAME_LENGTH), evidence_from, levels
    )


def _level(reader: Reader, data: Any, place: Place) -> LevelNode:
    entry = reader.mapping(data, place, required=("name", "today", "risk", "improve_first"))
    return LevelNode(
        name=_text(reader, entry, place, "name", LEVEL_NAME_LENGTH),
        today=_text(reader, entry, place, "today"),
        risk=_text(reader, entry, place, "risk"),
        improve_first=_text(reader, entry, place, "improve_first"),
    )


def _domain(reader: Reader, data: Any, place: Place, ladders: Mapping[str, int]) -> DomainNode:
    entry = reader.mapping(
        data, place, required=("slug", "name", "question", "why", "questions"), optional=("weight",)
    )
    return DomainNode(
        slug=_slug(reader, entry, place),
        name=_text(reader, entry, place, "name", NAME_LENGTH),
        question=_text(reader, entry, place, "question"),
        why=_text(reader, entry, place, "why"),
        weight=_weight(reader, entry, place),
        questions=tuple(
            _question(reader, item, where, ladders)
            for item, where in _list(reader, entry, place, "questions", 1)
        ),
    )


def _question(reader: Reader, data: Any, place: Place, ladders: Mapping[str, int]) -> QuestionNode:
    entry = reader.mapping(
        data, place, required=("slug", "text", "evidence", "anchors"), optional=("hint", "weight", "key")
    )
    return QuestionNode(
        slug=_slug(reader, entry, place),
        text=_text(reader, entry, place, "text"),
        hint=_text(reader, entry, place, "hint") if "hint" in entry else None,
        evidence=_text(reader, entry, place, "evidence"),
        weight=_weight(reader, entry, place),
        key=reader.flag(entry.get("key", False), place.at("key", entry)),
        anchors=_anchors(reader, entry, place.at("anchors", entry), ladders) if "anchors" in entry else {},
    )


def _anchors(
    reader: Reader, question: Mapping[str, Any], place: Place, ladders: Mapping[str, int]
) -> Mapping[str, tuple[AnchorNode, ...]]:
    given = question["anchors"]
    found: dict[str, tuple[AnchorNode, ...]] = {}
    for slug, ladder, where in reader.entries(given, place):
        if slug not in ladders:
            message = _("is not a rubric of this file; remove it or use one of: %(known)s")
            reader.fault(where, message % {"known": listed(tuple(ladders))})
        else:
            found[slug] = _ladder(reader, ladder, where, ladders[slug])
    if isinstance(given, dict):
        for slug in ladders:
            if slug and slug not in given:
                reader.fault(place.at(slug, given), _("is missing; fill it in"))
    return {slug: found[slug] for slug in ladders if slug in found}


def _ladder(reader: Reader, data: Any, place: Place, top: int) -> tuple[AnchorNode, ...]:
    anchors = tuple(
        _anchor(reader, item, where, is_top=rank == top)
        for rank, (item, where) in enumerate(reader.items(data, place), start=1)
    )
    if isinstance(data, list) and len(data) < top:
        message = _("the anchor for level %(level)d of %(top)d is missing; write what a team does there")
        for level in range(len(data) + 1, top + 1):
            reader.fault(place, message % {"level": level, "top": top})
    elif len(anchors) > top:
        message = _("has %(count)d anchors for %(top)d levels; remove what belongs to no level")
        reader.fault(place, message % {"count": len(anchors), "top": top})
    return anchors


def _anchor(reader: Reader, data: Any, place: Place, *, is_top: bool) -> AnchorNode:
    entry = reader.mapping(data, place, required=("statement",), optional=("next_step",))
    if is_top and "next_step" in entry:
        reader.fault(place.at("next_step", entry), _("must not be given for the highest level; remove it"))
    if not is_top and isinstance(data, dict) and "next_step" not in entry:
        reader.fault(place.at("next_step", entry), _("is missing; fill it in"))
    return AnchorNode(
        statement=_text(reader, entry, place, "statement"),
        next_step=_text(reader, entry, place, "next_step") if "next_step" in entry else None,
    )


def _sign(reader: Reader, data: Any, place: Place, domains: Sequence[str]) -> SignNode:
    entry = reader.mapping(data, place, required=("slug", "text", "meaning", "domains"))
    listed = [
        reader.reference(item, where, domains, _("the domain %(slug)s is unknown; use one of: %(known)s"))
        for item, where in _list(reader, entry, place, "domains", 1)
    ]
    if len(set(listed)) < len(listed):
        reader.fault(place.at("domains", entry), _("names a domain twice; name each once"))
    return SignNode(
        slug=_slug(reader, entry, place),
        text=_text(reader, entry, place, "text"),
        meaning=_text(reader, entry, place, "meaning"),
        domains=tuple(slug for slug in domains if slug in listed),
    )


def _goal(reader: Reader, data: Any, place: Place, domains: Sequence[str]) -> GoalNode:
    texts = ("name", "smart", "metric", "unit", "levers")
    entry = reader.mapping(data, place, required=("slug", *texts, "direction", "relevance"))
    lengths = {"name": NAME_LENGTH, "unit": UNIT_LENGTH}
    direction = ""
    if "direction" in entry:
        direction = reader.choice(entry["direction"], place.at("direction", entry), ("up", "down"))
    return GoalNode(
        slug=_slug(reader, entry, place),
        direction=direction,
        relevance=_relevance(reader, entry, place, domains),
        **{key: _text(reader, entry, place, key, lengths.get(key, LONGEST_TEXT)) for key in texts},
    )


def _relevance(
    reader: Reader, goal: Mapping[str, Any], place: Place, domains: Sequence[str]
) -> Mapping[str, int]:
    values: dict[str, int] = {}
    if "relevance" in goal:
        for slug, value, where in reader.entries(goal["relevance"], place.at("relevance", goal)):
            reader.reference(slug, where, domains, _("the domain %(slug)s is unknown; use one of: %(known)s"))
            values[slug] = reader.whole(value, where, least=1, most=DECISIVE)
    return {slug: values[slug] for slug in domains if slug in values}


def _kpi(
    reader: Reader, data: Any, place: Place, ladders: Mapping[str, int], domains: Sequence[str]
) -> KpiNode:
    texts = ("name", "reveals", "hides")
    entry = reader.mapping(
        data, place, required=("slug", *texts, "kind", "rubric", "level"), optional=("domain",)
    )
    kind = rubric = ""
    domain = None
    if "kind" in entry:
        kind = reader.choice(entry["kind"], place.at("kind", entry), ("leading", "lagging"))
    if "rubric" in entry:
        unknown = _("the rubric %(slug)s is unknown; use one of: %(known)s")
        rubric = reader.reference(entry["rubric"], place.at("rubric", entry), list(ladders), unknown)
    if "domain" in entry:
        unknown = _("the domain %(slug)s is unknown; use one of: %(known)s")
        domain = reader.reference(entry["domain"], place.at("domain", entry), domains, unknown)
    level = 1
    if "level" in entry and rubric:
        level = reader.whole(entry["level"], place.at("level", entry), least=1, most=ladders[rubric])
    return KpiNode(
        slug=_slug(reader, entry, place),
        kind=kind,
        rubric=rubric,
        level=level,
        domain=domain,
        **{
            key: _text(reader, entry, place, key, NAME_LENGTH if key == "name" else LONGEST_TEXT)
            for key in texts
        },
    )
