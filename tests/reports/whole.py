"""A source that has everything which a report can show, with a text of one's own in every field that people
fill in.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from reports.remarks import Answered, Remark
from reports.report.choices import SECTIONS, Choices
from reports.report.edition import Edition, Letterhead
from reports.rounds.sides import Earlier, Side
from reports.source import Agreed, Answerer, Given, Reopened, Source
from roadmaps.plan import Metric, Plan, Planned, Swap
from tests.reports.roadmaps import NOON, TODAY, make_aim, make_item, make_pilot, make_planned, make_week
from tests.reports.sources import make_content, make_source

EVERYTHING = Choices(sections=SECTIONS)
THEN = datetime(2026, 3, 10, 9, tzinfo=UTC)
LINK = "https://crm.example/deals"
RISKY = (
    *("=1+1", "+1", "-1", "@SUM(1)", "\t=x", "\r=x", "\n=x", "  =1"),
    *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(1)"),
)
"""Texts that a spreadsheet may take for a formula."""
FUNCTIONS = ("Sales leadership", "Sales management", "Sales")
ANSWERS = (
    {"d1-q1": 4, "d1-q2": 3, "d2-q1": 1, "d2-q2": None, "d2-q3": "Sold by partners."},
    {"d1-q1": 2, "d1-q2": 3, "d2-q1": 3, "d2-q2": None, "d2-q3": "Sold by partners."},
    {"d1-q1": 1, "d1-q2": 3, "d2-q1": 2, "d2-q2": 1, "d2-q3": "Sold by partners."},
)


def whole_source(said: str = "As told.", *, names_hidden: bool = False, metric: str = "") -> Source:
    """Three people in three functions who differ, findings, a roadmap, an earlier round; ``said`` is in every
    text of theirs; the name of their ``metric`` may be another.
    """
    content = make_content(keys=("d1-q1",), shape=((2, 1, 1), (1, 1, 1)))
    source = make_source(
        content, *ANSWERS, functions=FUNCTIONS, consensus={"d1-q1": 2}, signs=("sign-1",), proven=False
    )
    earlier = make_source(content, 1)
    return replace(
        source,
        team=said,
        title=f"Round of {said}",
        organisation=said,
        answerers=tuple(_answerer(one, said, names_hidden) for one in source.answerers),
        names_hidden=names_hidden,
        consensus=(("d1-q1", Agreed(2, said)),),
        remarks=_remarks(said),
        reopenings=(Reopened(THEN, datetime(2026, 3, 11, 9, tzinfo=UTC), said, said),),
        plan=_plan(said, metric or said),
        today=TODAY,
        earlier=Earlier(Side(content, earlier.result, datetime(2025, 12, 1, tzinfo=UTC), _before(said))),
    )


def whole_edition(said: str = "As told.", choices: Choices = EVERYTHING) -> Edition:
    """A kept report with a consultancy's letterhead and an edited summary."""
    return Edition(
        choices=choices,
        summary=(("strengths", said),),
        letterhead=Letterhead(name=said, disclaimer=said),
        number=3,
        issued_at=datetime(2026, 4, 10, 9, tzinfo=UTC),
        issued_by=said,
    )


def _answerer(one: Answerer, said: str, names_hidden: bool) -> Answerer:
    answers = tuple((slug, _given(given, said)) for slug, given in one.answers)
    return replace(one, name="" if names_hidden else f"{one.name} {said}", answers=answers)


def _given(given: Given, said: str) -> Given:
    if given.state == "not_applicable":
        return replace(given, reason=said)
    return replace(given, note=said, link=LINK, dated=date(2026, 3, 1)) if given.level == 1 else given


def _remarks(said: str) -> tuple[Remark, ...]:
    reply = Answered("disputed", said, said, THEN)
    places = (("summary", ""), ("domain", "d2"), ("gaps", ""), ("disagreements", ""))
    return tuple(
        Remark(UUID(int=number), "finding", section, domain, said, said, THEN, THEN, reply)
        for number, (section, domain) in enumerate(places, 1)
    )


def _plan(said: str, metric: str) -> Plan:
    decided = make_pilot(
        segment=said,
        decision="adjust",
        measured=Decimal("19.25"),
        reason=said,
        decided_by=said,
        decided_at=NOON,
    )
    running = make_planned(
        title=said,
        owner=said,
        manager=said,
        leading=Metric(metric, "a week", Decimal("1.5"), Decimal(1500)),
        pilots=(decided, make_pilot(2, kind="adjusted", segment=said)),
        check_ins=tuple(
            make_week(number, line=said, next_step=said, author=said, leading=Decimal("2.0") + number)
            for number in range(3)
        ),
        checklist=(make_item(reached=3, note=said, link=LINK, answered_by=said, is_met=True),),
    )
    stopped = make_planned(
        "d2", None, title=f"Former {said}", state="stopped", ended_at=NOON, pilots=(decided,)
    )
    swap = Swap("d2", "d1", said, said, NOON)
    return Plan(
        goal=make_aim(name=said, why=said, owner=said),
        initiatives=(running,),
        former=(stopped,),
        swaps=(swap,),
    )


def _before(said: str) -> Plan:
    done: Planned = make_planned(
        title=f"Earlier {said}",
        state="done",
        ended_at=datetime(2026, 1, 9, tzinfo=UTC),
        started_at=datetime(2025, 12, 2, tzinfo=UTC),
        current=1,
        target=2,
    )
    return Plan(goal=make_aim(), initiatives=(done,), former=(), swaps=())
