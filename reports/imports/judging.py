"""Whether a document that was read fits what this site has: framework, levels, texts, and the result."""

import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.content import from_version
from assessments.forms.fields import EARLIEST
from assessments.models import FrameworkVersion, Question, Rubric, WarningSign
from reports.imports.answers import TEAM, TITLE, Judge
from reports.imports.faults import Fault, RefusedError, pointer
from reports.imports.plan import Agreement, Person, Plan
from reports.imports.scored import responses_of
from scoring import rate, to_document


def judge(document: dict[str, Any]) -> Plan:
    """What is to be made of a document that ``reading.read`` returned. Raises RefusedError."""
    data = document["assessment"]
    version = _version(data)
    rubric = _rubric(version, data["rubric"])
    found = Judge(
        questions={one.slug: one for one in _questions(version)},
        levels={level.rank: level for level in rubric.levels.all()},
    )
    plan = _plan(document, version, rubric, found)
    if found.faults:
        raise RefusedError(found.faults)
    _compare(plan, document["result"])
    return plan


def _version(data: dict[str, Any]) -> FrameworkVersion:
    """The version that the file names, published here or retired since."""
    number, slug = data["framework_version"], data["framework"]
    versions = FrameworkVersion.objects.exclude(status=FrameworkVersion.Status.DRAFT)
    version = versions.filter(framework__slug=slug, number=number).select_related("framework").first()
    if version is None:
        said = _(
            "This site has no published version %(number)d of the framework “%(framework)s”. Ask whoever "
            "runs the site to load it; its number has to be the same."
        ) % {"number": number, "framework": slug}
        raise RefusedError([Fault("/assessment/framework_version", said)])
    return version


def _rubric(version: FrameworkVersion, slug: str) -> Rubric:
    rubric = version.rubrics.filter(slug=slug).first()
    if rubric is None:
        raise RefusedError([Fault("/assessment/rubric", _("This framework version has no such levels."))])
    return rubric


def _questions(version: FrameworkVersion) -> list[Question]:
    return list(Question.objects.filter(domain__version=version).order_by("domain__position", "position"))


def _plan(document: dict[str, Any], version: FrameworkVersion, rubric: Rubric, found: Judge) -> Plan:
    data = document["assessment"]
    people = tuple(
        found.person(one, ("assessment", "responses", index)) for index, one in enumerate(data["responses"])
    )
    _blame_unanswered(found, people)
    given = _given(people)
    agreed = [found.agreement(slug, one, given) for slug, one in data["consensus"].items()]
    opened_at, submitted_at = _times(data, found)
    goal = version.goals.filter(slug=data["goal"] or "").first()
    if data["goal"] is not None and goal is None:
        found.blame(("assessment", "goal"), _("This framework version has no such goal."))
    return Plan(
        version=version,
        rubric=rubric,
        goal=goal,
        signs=_signs(data, version, found),
        team=found.clean(TEAM, data["team"], ("assessment", "team")),
        title=found.clean(TITLE, data["title"], ("assessment", "title")),
        opened_at=opened_at,
        submitted_at=submitted_at,
        language=_language(document["language"]),
        people=people,
        consensus=tuple(one for one in agreed if isinstance(one, Agreement)),
        key=json.dumps(data, sort_keys=True),
    )


def _signs(data: dict[str, Any], version: FrameworkVersion, found: Judge) -> tuple[WarningSign, ...]:
    signs = {sign.slug: sign for sign in version.warning_signs.all()}
    for index, slug in enumerate(data["warning_signs"]):
        if slug not in signs:
            place = ("assessment", "warning_signs", index)
            found.blame(place, _("This framework version has no such warning sign."))
    return tuple(signs[slug] for slug in dict.fromkeys(data["warning_signs"]) if slug in signs)


def _given(people: tuple[Person, ...]) -> dict[str, list[int]]:
    """The levels that were picked, by question."""
    given: dict[str, list[int]] = {}
    for person in people:
        for question, content in person.answers:
            if content.level is not None:
                given.setdefault(question.slug, []).append(content.level.rank)
    return given


def _language(code: str) -> str:
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _blame_unanswered(found: Judge, people: tuple[Person, ...]) -> None:
    answered = {question.slug for person in people for question, _content in person.answers}
    for slug in found.questions:
        if slug not in answered:
            said = _("Nobody answered the question “%(question)s”.") % {"question": slug}
            found.blame(("assessment", "responses"), said)


def _times(data: dict[str, Any], found: Judge) -> tuple[datetime, datetime]:
    """When it was opened and submitted; the latter is after the former and has come."""
    now = timezone.now()
    opened_at, submitted_at = (_time(data, name, found) for name in ("opened_at", "submitted_at"))
    if opened_at is None or submitted_at is None:
        return now, now
    if submitted_at > now:
        found.blame(("assessment", "submitted_at"), _("This time has not come yet."))
    elif opened_at > submitted_at:
        found.blame(("assessment", "opened_at"), _("It was opened after it was submitted."))
    return opened_at, submitted_at


def _time(data: dict[str, Any], name: str, found: Judge) -> datetime | None:
    try:
        moment = datetime.fromisoformat(data[name]).astimezone(UTC)
    except (ValueError, OverflowError):
        found.blame(("assessment", name), _("There is no such time."))
        return None
    if moment.date() < EARLIEST:
        found.blame(("assessment", name), _("Enter a date from the year 2000 on."))
        return None
    return moment


def _compare(plan: Plan, result: Any) -> None:
    """Scores it here. Raises RefusedError with the first difference."""
    instrument = from_version(plan.version, plan.rubric).instrument()
    here = to_document(rate(instrument, responses_of(plan)))
    difference = _difference(here, result, ("result",))
    if difference is not None:
        said = _(
            "Scored here, this is %(here)s; the file says %(there)s. The framework is another one here, or "
            "the file was changed."
        )
        place, ours, theirs = difference
        raise RefusedError([Fault(pointer(*place), said % {"here": _shown(ours), "there": _shown(theirs)})])


Difference = tuple[tuple[str | int, ...], Any, Any]


def _difference(ours: Any, theirs: Any, path: tuple[str | int, ...]) -> Difference | None:
    """The first place where two JSON values differ, with both values; None where they are equal."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        pairs: list[tuple[str | int, Any, Any]] = [(key, ours[key], theirs[key]) for key in ours]
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = [(place, one, other) for place, (one, other) in enumerate(zip(ours, theirs, strict=True))]
    elif ours == theirs and isinstance(ours, bool) == isinstance(theirs, bool):
        return None
    else:
        return path, ours, theirs
    return next(
        (found for key, one, other in pairs if (found := _difference(one, other, (*path, key)))), None
    )


def _shown(value: Any) -> str:
    return Truncator(json.dumps(value)).chars(100)
