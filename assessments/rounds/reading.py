"""Framework versions out of the database as editions, in all languages."""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db.models import Count, Model

from assessments.models import (
    Anchor,
    BusinessGoal,
    Domain,
    FrameworkVersion,
    Level,
    Question,
    WarningSign,
)
from assessments.rounds.changes import Edition, Text, Wording

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def editions_of(old: FrameworkVersion, new: FrameworkVersion, *, rubric: str) -> tuple[Edition, ...]:
    """Two versions of one framework and all that were published between them, by number.

    ``rubric`` is the slug of the one that was answered with. Always 7 queries.
    """
    first, last = sorted((old.number, new.number))
    numbers = dict(
        FrameworkVersion.objects.filter(framework=old.framework_id, number__range=(first, last))
        .exclude(status=FrameworkVersion.Status.DRAFT)
        .order_by("number")
        .values_list("pk", "number")
    )
    domains = _domains(numbers)
    wordings = _wordings(numbers, rubric)
    levels = dict(
        Level.objects.filter(rubric__slug=rubric, rubric__version__in=numbers)
        .order_by()
        .values_list("rubric__version")
        .annotate(Count("pk"))
    )
    goals, signs = _slugs(BusinessGoal, numbers), _slugs(WarningSign, numbers)
    return tuple(
        Edition(
            number=number,
            levels=levels.get(pk, 0),
            domains=domains[pk],
            questions=wordings[pk],
            goals=frozenset(goals[pk]),
            signs=frozenset(signs[pk]),
        )
        for pk, number in numbers.items()
    )


def _columns(name: str) -> list[str]:
    return [f"{name}_{code}" for code in LANGUAGES]


def _said(row: dict[str, Any], name: str) -> Text:
    """The languages that have words; line ends as every system but one writes them."""
    words = {code: row[f"{name}_{code}"] for code in LANGUAGES}
    return {code: said.replace("\r\n", "\n") for code, said in words.items() if said}


def _domains(versions: dict[Any, int]) -> dict[Any, dict[str, Text]]:
    found: dict[Any, dict[str, Text]] = defaultdict(dict)
    rows = Domain.objects.filter(version__in=versions).order_by("position", "pk")
    for row in rows.values("version_id", "slug", *_columns("name")):
        found[row["version_id"]][row["slug"]] = _said(row, "name")
    return found


def _wordings(versions: dict[Any, int], rubric: str) -> dict[Any, dict[str, Wording]]:
    statements: dict[int, list[Text]] = defaultdict(list)
    anchors = Anchor.objects.filter(level__rubric__slug=rubric, level__rubric__version__in=versions)
    for row in anchors.order_by("level__rank").values("question_id", *_columns("statement")):
        statements[row["question_id"]].append(_said(row, "statement"))
    found: dict[Any, dict[str, Wording]] = defaultdict(dict)
    questions = Question.objects.filter(domain__version__in=versions)
    ordered = questions.order_by("domain__position", "domain", "position", "pk")
    for row in ordered.values(
        "pk", "domain__version", "domain__slug", "slug", "key", "weight", "same_meaning", *_columns("text")
    ):
        found[row["domain__version"]][row["slug"]] = Wording(
            slug=row["slug"],
            domain=row["domain__slug"],
            text=_said(row, "text"),
            statements=tuple(statements[row["pk"]]),
            key=row["key"],
            same_meaning=row["same_meaning"],
            weight=row["weight"],
        )
    return found


def _slugs(model: type[Model], versions: dict[Any, int]) -> dict[Any, set[str]]:
    found: dict[Any, set[str]] = defaultdict(set)
    rows = model._default_manager.filter(version__in=versions).order_by()
    for version, slug in rows.values_list("version", "slug"):
        found[version].add(slug)
    return found
