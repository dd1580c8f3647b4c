"""What a rule of the access test is made of, and the people and things that it is about.

Two sides are built alike, each an organisation with its people and its assessments. A rule says who of a side
is let in to a route about that side's things. Everybody else, and everybody where the ids are the other
side's, mixed or unknown, is refused: 404 for whoever is signed in, the log-in page for whoever is not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from accounts.models import Organisation, User
from assessments.access import RESPONDENTS_KEY, SESSION_KEY
from assessments.actions import add_respondent, submit
from assessments.models import Assessment, FrameworkVersion
from tests.factories import answer_all, make_assessment, make_organisation, make_user

OWNER, LEAD, CONSULTANT, MEMBER = "owner", "lead", "consultant", "member"
COLLEAGUE = "respondent by account"
GUEST = "respondent by personal link"
BROWSER = "browser that opened it without an account"
OTHER_LEAD, OTHER_CONSULTANT = "lead of another organisation", "consultant of another client"
STRANGER, ANONYMOUS = "stranger", "anonymous"

OURS = (OWNER, LEAD, CONSULTANT, MEMBER, COLLEAGUE, STRANGER)
SIGNED_IN = frozenset({*OURS, OTHER_LEAD, OTHER_CONSULTANT})
EVERYBODY = SIGNED_IN | {GUEST, BROWSER, ANONYMOUS}
RUNNERS = frozenset({OWNER, LEAD, CONSULTANT})
READERS = RUNNERS | {MEMBER}
ANSWERERS = frozenset({OWNER, COLLEAGUE, GUEST})
NOBODY: frozenset[str] = frozenset()
UNCLAIMED = ("unclaimed", "unclaimed roadmap")  # what the browser without an account opened


@dataclass
class Side:
    """An organisation, its people by role, and the things that rules are about, by name.

    Made here: "organisation", and the assessments "open", "sealed" (both the organisation's) and "unclaimed"
    (of a browser, open). Areas add theirs in ``prepare``.
    """

    organisation: Organisation
    people: dict[str, User]
    things: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.things[name]


Part = Callable[[Side], Any]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Who is let in to a route, asked about one thing in one state.

    ``on`` names the thing whose id begins the address, ``rest`` are the further arguments, each a constant or
    made from the side; ``data`` is posted. Whoever is let in gets one of ``lets``. A ``secret`` link lets in
    whoever has it; a wrong one is answered with 404, whoever asks. ``writes`` names tables that reading the
    page may write to.
    """

    who: frozenset[str]
    on: str = ""
    rest: tuple[Any, ...] = ()
    methods: tuple[str, ...] = ("get",)
    data: dict[str, Any] = field(default_factory=dict)
    lets: frozenset[int] = frozenset({200, 302})
    secret: bool = False
    writes: frozenset[str] = frozenset()

    def arguments(self, side: Side) -> list[Any]:
        first = [side[self.on].pk] if self.on else []
        return first + [part(side) if callable(part) else part for part in self.rest]

    def posted(self, side: Side) -> dict[str, Any]:
        return {name: part(side) if callable(part) else part for name, part in self.data.items()}


def make_side(version: FrameworkVersion) -> Side:
    people = {role: make_user() for role in OURS}
    organisation = make_organisation(**{role: people[role] for role in (LEAD, CONSULTANT, MEMBER)})
    side = Side(organisation, people, {"organisation": organisation})
    common = {"owner": people[OWNER], "organisation": organisation}
    for team in ("open", "sealed"):
        assessment = make_assessment(version, team=team, **common)
        add_respondent(assessment=assessment, user=people[COLLEAGUE], name="Colleague")
        add_respondent(assessment=assessment, name="Guest")
        side.things[team] = assessment
    side.things["unclaimed"] = make_assessment(version, team="unclaimed")
    answer_all(side["sealed"].respondents.get(is_opener=True))
    side.things["sealed"] = submit(assessment=side["sealed"])[0]
    return side


def client_of(role: str, ours: Side, theirs: Side) -> Client:
    """The browser of somebody, with the session that they would have."""
    client = Client(raise_request_exception=False)
    if role == GUEST:
        mine = [one.respondents.get(name="Guest") for one in assessments_of(ours)]
        _remember(client, RESPONDENTS_KEY, [str(respondent.pk) for respondent in mine])
    elif role == BROWSER:
        mine = [thing for name, thing in ours.things.items() if name in UNCLAIMED]
        _remember(client, SESSION_KEY, [str(assessment.pk) for assessment in mine])
    elif role != ANONYMOUS:
        elsewhere = {OTHER_LEAD: LEAD, OTHER_CONSULTANT: CONSULTANT}
        client.force_login(theirs.people[elsewhere[role]] if role in elsewhere else ours.people[role])
    return client


def assessments_of(side: Side) -> list[Assessment]:
    """Those of the side that the respondent by personal link answers."""
    return list(Assessment.objects.filter(respondents__name="Guest", organisation=side.organisation))


def _remember(client: Client, key: str, ids: list[str]) -> None:
    session = client.session
    session[key] = ids
    session.save()
    client.cookies["sessionid"] = session.session_key
