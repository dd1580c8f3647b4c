"""The roadmap of a sealed assessment: its goal, its initiatives, their rhythm, and calendar feeds."""

from typing import Any

from accounts.secret_links import token_of
from assessments.actions import add_respondent, submit
from assessments.models import Assessment
from roadmaps.actions.feeds import make_feed
from roadmaps.views.calendar import SALT
from tests.access.rules import (
    BROWSER,
    COLLEAGUE,
    EVERYBODY,
    MEMBER,
    NOBODY,
    OWNER,
    READERS,
    RUNNERS,
    Rule,
    Side,
)
from tests.factories import answer_all, make_assessment
from tests.roadmaps.plans import make_goal, plan_initiative, run_initiative

GET, POST, BOTH = ("get",), ("post",), ("get", "post")
FORM = frozenset({200, 302, 409, 422})  # also where the form does not fit the state
# Who checks in: who runs the assessment, and the initiative's owner, who may read its report.
CHECKERS = RUNNERS | {MEMBER}


def prepare(side: Side) -> None:
    """Sealed assessments with a roadmap: one of the organisation, one of the browser without an account.

    "running" is an initiative of the first that a member owns; "planned" one that a respondent owns who may
    not read the report and so gets no right by owning it; "unclaimed running" is the browser's.
    """
    common = {"owner": side.people[OWNER], "organisation": side.organisation}
    roadmap = make_assessment(side["sealed"].version, team="roadmap", **common)
    add_respondent(assessment=roadmap, user=side.people[COLLEAGUE], name="Colleague")
    add_respondent(assessment=roadmap, name="Guest")
    unclaimed = make_assessment(side["sealed"].version, team="unclaimed roadmap")
    side.things["roadmap"], side.things["unclaimed roadmap"] = _sealed(roadmap), _sealed(unclaimed)
    side.things["running"] = run_initiative(side["roadmap"], owner=side.people[MEMBER])
    side.things["planned"] = plan_initiative(
        side["roadmap"], slot=2, domain="d2", owner=side.people[COLLEAGUE], owner_name="Colleague"
    )
    side.things["unclaimed running"] = run_initiative(side["unclaimed roadmap"])
    make_goal(side["roadmap"])
    side.things["feed"] = make_feed(assessment=side["roadmap"], user=side.people[MEMBER], language="en")


def _sealed(assessment: Assessment) -> Assessment:
    answer_all(assessment.respondents.get(is_opener=True))
    return submit(assessment=assessment)[0]


def running(side: Side) -> object:
    return side["running"].pk


def planned(side: Side) -> object:
    return side["planned"].pk


def feed_token(side: Side) -> str:
    return token_of(SALT, side["feed"].pk, side["feed"].key)


def unclaimed_running(side: Side) -> object:
    return side["unclaimed running"].pk


def of_roadmap(who: frozenset[str], *methods: str, data: dict[str, Any] | None = None) -> list[Rule]:
    """A page of the whole roadmap; the browser without an account has one too. None before sealing."""
    fields: dict[str, Any] = {"methods": methods, "data": data or {}, "lets": FORM}
    return [
        Rule(who=NOBODY, on="open", **fields),
        Rule(who=who, on="sealed", **fields),
        Rule(who=who, on="roadmap", **fields),
        Rule(who=frozenset({BROWSER}), on="unclaimed roadmap", **fields),
    ]


def of_initiative(who: frozenset[str], *methods: str, data: dict[str, Any] | None = None) -> list[Rule]:
    """A page of one initiative that anybody of ``who`` opens, whatever its state."""
    fields: dict[str, Any] = {"methods": methods, "data": data or {}, "lets": FORM}
    return [
        Rule(who=who, on="roadmap", rest=(running,), **fields),
        Rule(who=who, on="roadmap", rest=(planned,), **fields),
        Rule(who=NOBODY, on="sealed", rest=(running,), **fields),
        Rule(who=frozenset({BROWSER}), on="unclaimed roadmap", rest=(unclaimed_running,), **fields),
    ]


def of_check_in(*methods: str, data: dict[str, Any] | None = None) -> list[Rule]:
    """What the owner of a running initiative may do as well; owning it lets in no respondent."""
    fields: dict[str, Any] = {"methods": methods, "data": data or {}, "lets": FORM}
    return [
        Rule(who=CHECKERS, on="roadmap", rest=(running,), **fields),
        Rule(who=RUNNERS, on="roadmap", rest=(planned,), **fields),
        Rule(who=frozenset({BROWSER}), on="unclaimed roadmap", rest=(unclaimed_running,), **fields),
    ]


RULES: dict[str, list[Rule]] = {
    "roadmap-calendar": of_roadmap(READERS, *BOTH, data={"action": "make"}),
    "calendar-feed": [Rule(who=EVERYBODY, on="feed", rest=(feed_token,), secret=True)],
    "roadmap": of_roadmap(READERS, *GET),
    "goal": of_roadmap(RUNNERS, *BOTH, data={"version": "1", "name": "Grow", "direction": "up"}),
    "roadmap-make": of_roadmap(RUNNERS, *POST),
    "roadmap-discard": of_roadmap(RUNNERS, *BOTH),
    "gap-take": of_roadmap(RUNNERS, *BOTH, data={"domain": "d2"}),
    "initiative": of_initiative(READERS, *GET),
    "initiative-edit": of_initiative(RUNNERS, *BOTH, data={"title": "Another title", "version": "1"}),
    "initiative-start": of_initiative(RUNNERS, *BOTH, data={"version": "1"}),
    "gap-swap": of_initiative(RUNNERS, *BOTH, data={"domain": "d2", "reason": "First this.", "version": "1"}),
    "agenda": of_roadmap(READERS, *GET),
    "check-in": of_check_in(*BOTH, data={"status": "on_track", "seen": "0"}),
    "checklist": of_check_in(*BOTH),
    "decision": of_initiative(RUNNERS, *BOTH, data={"decision": "stop", "pilot": "1"}),
    "initiative-done": of_initiative(RUNNERS, *BOTH),
}
