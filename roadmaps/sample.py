"""The made-up roadmap of the public sample report, read from a file and not from a database."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from assessments.content import Content
from assessments.fixture_files import FIXTURES
from assessments.framework_files.reading import read_file
from roadmaps.plan import Aim, Item, Metric, Plan, Planned, Stretch, Week
from scoring import Blocker, DomainResult, Result

ENGLISH = "en"
NO_STEPS = ("", "", "", "")
READ = FIXTURES / "sample-roadmap.yaml"


def sample_today() -> date:
    """The day on which the sample's roadmap is looked at."""
    return date.fromisoformat(_data()["today"])


def sample_plan(content: Content, result: Result) -> Plan:
    """The sample's roadmap in the active language; its checklists come from the blockers of the result."""
    language = get_language() or ENGLISH
    found, say = {domain.domain: domain for domain in result.domains}, _Say(language)
    return Plan(
        goal=_aim(_data()["goal"], content, say),
        initiatives=tuple(
            _planned(slot, given, found[given["domain"]], say)
            for slot, given in enumerate(_data()["initiatives"], 1)
        ),
        former=(),
        swaps=(),
    )


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_file(READ)
    return data


class _Say:
    """Texts in one language, with English where a language is missing; plain ones hold in every language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, given: Mapping[str, Any], name: str) -> str:
        text = given.get(name, "")
        return str(text.get(self.language, text[ENGLISH]) if isinstance(text, dict) else text)


def _aim(given: Mapping[str, Any], content: Content, say: _Say) -> Aim:
    catalogue = next(goal for goal in content.goals if goal.slug == given["catalogue"])
    return Aim(
        name=say(given, "name"),
        why=say(given, "why"),
        metric=say(given, "metric"),
        unit=say(given, "unit"),
        direction=given["direction"],
        interval=given["interval"],
        baseline=_number(given, "baseline"),
        target=_number(given, "target"),
        deadline=_day(given, "deadline"),
        basis=given["basis"],
        owner=say(given, "owner"),
        set_on=date.fromisoformat(given["set_on"]),
        values=tuple((date.fromisoformat(day), Decimal(value)) for day, value in given["values"].items()),
        serves=tuple(domain for domain, _relevance in catalogue.relevance),
    )


def _planned(slot: int, given: Mapping[str, Any], found: DomainResult, say: _Say) -> Planned:
    started_on, current = _day(given, "started_on"), found.level or 1
    answered = given.get("checklist", {})
    return Planned(
        pk=UUID(int=slot),
        slot=slot,
        domain=given["domain"],
        current=current,
        target=current + 1,
        state=given["state"],
        title=say(given, "title"),
        owner=say(given, "owner"),
        manager=say(given, "manager"),
        effort=given["effort"],
        leading=_metric(given["leading"], say),
        lagging=_metric(given["lagging"], say),
        basis=given["basis"],
        also_watched=(),
        steps=NO_STEPS,
        review_day=given["review_day"],
        started_at=datetime.combine(started_on, time(), UTC) if started_on else None,
        ended_at=None,
        checklist=tuple(_item(one, answered.get(one.question, {}), say) for one in found.blockers),
        pilots=tuple(_stretch(number, one, say) for number, one in enumerate(given["pilots"], 1)),
        check_ins=tuple(_week(one, say) for one in given.get("check_ins", ())),
    )


def _metric(given: Mapping[str, Any], say: _Say) -> Metric:
    return Metric(
        say(given, "metric"), say(given, "unit"), _number(given, "baseline"), _number(given, "target")
    )


def _item(blocker: Blocker, given: Mapping[str, Any], say: _Say) -> Item:
    reached, note, link = given.get("reached"), say(given, "note"), say(given, "link")
    return Item(
        question=blocker.question,
        current=blocker.current,
        target=blocker.target,
        reason=blocker.reason,
        reached=reached,
        note=note,
        link=link,
        answered_by=say(given, "by"),
        answered_at=_moment(given, "at"),
        is_met=reached is not None and reached >= blocker.target and bool(note or link),
    )


def _stretch(number: int, given: Mapping[str, Any], say: _Say) -> Stretch:
    return Stretch(
        number=number,
        kind=given["kind"],
        segment=say(given, "segment"),
        measure=given["measure"],
        criterion=_number(given, "criterion"),
        decide_on=_day(given, "decide_on"),
        started_on=_day(given, "started_on"),
        decision=given.get("decision", ""),
        measured=_number(given, "measured"),
        reason=say(given, "reason"),
        decided_by=say(given, "decided_by"),
        decided_at=_moment(given, "decided_at"),
    )


def _week(given: Mapping[str, Any], say: _Say) -> Week:
    return Week(
        week=date.fromisoformat(given["week"]),
        pilot=given.get("pilot", 1),
        leading=_number(given, "leading"),
        lagging=_number(given, "lagging"),
        status=given["status"],
        line=say(given, "line"),
        next_step=say(given, "next_step"),
        author="",
    )


def _number(given: Mapping[str, Any], name: str) -> Decimal | None:
    return Decimal(given[name]) if name in given else None


def _day(given: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(given[name]) if name in given else None


def _moment(given: Mapping[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(given[name]) if name in given else None
