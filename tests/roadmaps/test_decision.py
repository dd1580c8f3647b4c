"""Scale, adjust or stop: what each does to the initiative, and what it cannot do."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from assessments.models import Assessment
from roadmaps.actions.decisions import DecidedError, NextPilot, NotStartedError, Verdict, decide
from roadmaps.models import Initiative, Pilot
from roadmaps.rhythm import WEEK, monday_of
from tests.factories import make_organisation, make_sealed, make_user
from tests.roadmaps.plans import MONDAY, check_in, plan_initiative, run_initiative

pytestmark = pytest.mark.django_db

DAY = MONDAY + 6 * WEEK
NEXT = NextPilot(
    segment="Mid-market, north and south",
    measure="lagging",
    criterion=Decimal(22),
    decide_on=DAY + 6 * WEEK,
)


@pytest.fixture
def sealed() -> Assessment:
    return make_sealed(owner=make_user(), organisation=make_organisation())


def verdict(decision: str = "scale", following: NextPilot | None = NEXT, **fields: Any) -> Verdict:
    return Verdict(
        **{
            "decision": decision,
            "measured": Decimal(21),
            "reason": "It worked.",
            "following": following,
            **fields,
        }
    )


def conclude(initiative: Initiative, said: Verdict, *, number: int = 1, today: date = DAY) -> Pilot:
    return decide(initiative=initiative, number=number, verdict=said, today=today)


def test_scaling_begins_a_wider_pilot_and_keeps_the_weeks(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    check_in(initiative, MONDAY)
    conclude(initiative, verdict())
    first, second = initiative.pilots.order_by("number")
    assert (first.decision, first.measured, first.reason) == ("scale", Decimal(21), "It worked.")
    assert (second.kind, second.segment, second.started_on) == ("scaled", NEXT.segment, DAY)
    assert (second.criterion, second.decide_on) == (Decimal(22), NEXT.decide_on)
    assert initiative.check_ins.get().pilot == first
    initiative.refresh_from_db()
    assert (initiative.state, initiative.slot, initiative.version) == ("running", 1, 2)


def test_adjusting_tries_again_with_the_same_segment(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    same = NextPilot(
        segment="Mid-market, north", measure="leading", criterion=Decimal(4), decide_on=DAY + WEEK
    )
    conclude(initiative, verdict("adjust", same, measured=None))
    assert [one.kind for one in initiative.pilots.order_by("number")] == ["pilot", "adjusted"]


def test_stopping_ends_it_and_frees_its_place(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    conclude(initiative, verdict("stop", None, measured=None, reason="The sponsor left."))
    initiative.refresh_from_db()
    assert (initiative.state, initiative.slot, initiative.ended_at is None) == ("stopped", None, False)
    assert initiative.pilots.get().decision == "stop"
    plan_initiative(sealed, slot=1, domain="d2")


def test_decision_is_taken_once_however_often_it_is_sent(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    conclude(initiative, verdict())
    conclude(initiative, verdict())
    with pytest.raises(DecidedError) as decided:
        conclude(initiative, verdict("stop", None))
    assert decided.value.pilot.decision == "scale"
    assert initiative.pilots.count() == 2
    assert AuditEvent.objects.filter(code="initiative.decided").count() == 1


def test_decision_is_refused_before_the_start(sealed: Assessment) -> None:
    initiative = plan_initiative(sealed)
    with pytest.raises(NotStartedError):
        conclude(initiative, verdict("stop", None))
    with pytest.raises(NotStartedError):
        conclude(run_initiative(sealed, slot=2, domain="d2"), verdict("stop", None), number=2)


def test_decision_is_refused_after_the_end(sealed: Assessment) -> None:
    initiative = run_initiative(sealed, state="done", ended_at=timezone.now())
    with pytest.raises(DecidedError):
        conclude(initiative, verdict())


@pytest.mark.parametrize(
    "said",
    [
        verdict("maybe"),
        verdict(reason=" "),
        verdict(following=None),
        verdict("adjust", None),
        verdict(measured=None),
        verdict(
            following=NextPilot(
                segment="mid-market,  NORTH", measure="lagging", criterion=Decimal(1), decide_on=DAY + WEEK
            )
        ),
        verdict("adjust", NextPilot(segment="x", measure="lagging", criterion=Decimal(1), decide_on=DAY)),
        verdict("adjust", NextPilot(segment="x", measure="mood", criterion=Decimal(1), decide_on=DAY + WEEK)),
        verdict(
            "adjust", NextPilot(segment="", measure="lagging", criterion=Decimal(1), decide_on=DAY + WEEK)
        ),
    ],
    ids=[
        "unknown",
        "no reason",
        "scale to nothing",
        "adjust to nothing",
        "scale unmeasured",
        "scale to the same",
        "decided today",
        "unknown measure",
        "no segment",
    ],
)
def test_decision_that_lacks_something_changes_nothing(sealed: Assessment, said: Verdict) -> None:
    initiative = run_initiative(sealed)
    with pytest.raises(ValueError, match=r"."):
        conclude(initiative, said)
    assert initiative.pilots.get().decision == ""


def test_decision_before_its_date_is_logged_as_early(sealed: Assessment) -> None:
    conclude(run_initiative(sealed), verdict("stop", None), today=DAY - timedelta(days=1))
    assert AuditEvent.objects.get(code="initiative.decided").details["early"] is True


# ---- The page ------------------------------------------------------------------------------------------


def address(initiative: Initiative) -> str:
    return reverse("decision", args=[initiative.assessment_id, initiative.pk])


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(**fields: str) -> dict[str, str]:
    later = timezone.localdate() + 6 * WEEK
    return {
        "pilot": "1",
        "decision": "scale",
        "measured": "21.5",
        "reason": "The win rate rose with the reviews.",
        "segment": "All of mid-market",
        "measure": "lagging",
        "criterion": "22",
        "decide_on": later.isoformat(),
        **fields,
    }


def test_page_shows_what_was_measured_against_the_criterion(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    check_in(initiative, MONDAY, lagging=Decimal("20.5"))
    page = client_of(sealed.owner).get(address(initiative)).content.decode()
    assert "Win rate: at least 21\u00a0%" in page
    assert "20.5\u00a0%" in page
    assert "Criterion not met" in page
    assert "can decide early" not in page
    check_in(initiative, MONDAY + WEEK, lagging=Decimal(21))
    assert "Criterion met" in client_of(sealed.owner).get(address(initiative)).content.decode()


def test_page_says_that_a_decision_would_be_early(sealed: Assessment) -> None:
    today = timezone.localdate()
    initiative = run_initiative(sealed, started_on=today - WEEK, decide_on=today + WEEK)
    assert "can decide early" in client_of(sealed.owner).get(address(initiative)).content.decode()


def test_page_records_the_decision(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    client = client_of(sealed.owner)
    for _twice in range(2):
        answer = client.post(address(initiative), typed())
        assert (answer.status_code, answer["Location"]) == (302, initiative.get_absolute_url())
    assert [one.decision for one in initiative.pilots.order_by("number")] == ["scale", ""]
    assert initiative.pilots.get(number=1).decided_by == sealed.owner


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"decision": ""}, "Pick scale, adjust or stop."),
        ({"reason": ""}, "Say why."),
        ({"measured": ""}, "Scaling needs a measured value"),
        ({"segment": "Mid-market, NORTH"}, "Scaling takes a wider segment"),
        ({"criterion": ""}, "Give the number from which"),
        ({"decide_on": "2026-01-01"}, "Give a day after today"),
        ({"decision": "adjust", "segment": "", "decide_on": ""}, "Say with whom the next pilot is tried."),
    ],
)
def test_page_keeps_what_was_typed_and_says_what_lacks(
    sealed: Assessment, wrong: dict[str, str], message: str
) -> None:
    initiative = run_initiative(sealed)
    answer = client_of(sealed.owner).post(address(initiative), typed(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(message) == 2
    assert "<title>Error:" in page
    assert initiative.pilots.get().decision == ""


def test_page_stops_without_a_next_pilot(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    nothing = {"segment": "", "criterion": "", "decide_on": "", "measured": ""}
    assert (
        client_of(sealed.owner).post(address(initiative), typed(decision="stop", **nothing)).status_code
        == 302
    )
    initiative.refresh_from_db()
    assert initiative.state == "stopped"


def test_stopped_pilot_ends_on_the_day_of_its_decision(sealed: Assessment) -> None:
    initiative = run_initiative(sealed, decide_on=DAY + 3 * WEEK)
    conclude(initiative, verdict("stop", None, reason="The sponsor left."))
    initiative.pilots.update(decided_at=datetime(2026, 3, 20, 12, tzinfo=UTC))
    client = client_of(sealed.owner)
    page = client.get(reverse("initiative", args=[sealed.pk, initiative.pk])).content.decode()
    assert "2 March 2026 to 20 March 2026" in page
    page = client.get(reverse("roadmap", args=[sealed.pk])).content.decode()
    assert "Stopped on 20 March 2026: The sponsor left." in page


def test_page_tells_who_comes_second_and_keeps_their_reason(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    conclude(initiative, verdict("stop", None, reason="The sponsor left."))
    answer = client_of(sealed.owner).post(address(initiative), typed())
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The sponsor left." in page
    assert "The win rate rose with the reviews." in page
    assert initiative.pilots.count() == 1


@pytest.mark.parametrize("pilot", ["", "0", "2", "one"])
def test_page_decides_about_no_made_up_pilot(sealed: Assessment, pilot: str) -> None:
    initiative = run_initiative(sealed)
    assert client_of(sealed.owner).post(address(initiative), typed(pilot=pilot)).status_code == 302
    assert initiative.pilots.get().decision == ""


def test_page_decides_nothing_before_the_start(sealed: Assessment) -> None:
    initiative = plan_initiative(sealed)
    client = client_of(sealed.owner)
    assert client.post(address(initiative), typed(decision="stop")).status_code == 302
    assert "has not started yet" in client.get(address(initiative), follow=True).content.decode()
    initiative.refresh_from_db()
    assert (initiative.state, initiative.pilots.get().decision) == ("planned", "")


def test_page_is_not_for_the_owner_of_the_initiative(sealed: Assessment) -> None:
    member = make_user()
    assert sealed.organisation is not None
    sealed.organisation.memberships.create(user=member, role="member")
    initiative = run_initiative(sealed, owner=member)
    assert client_of(member).post(address(initiative), typed()).status_code == 404
    assert initiative.pilots.get().decision == ""


def test_page_leads_to_missed_weeks_before_it_is_too_late(sealed: Assessment) -> None:
    monday = monday_of(timezone.localdate())
    initiative = run_initiative(sealed, started_on=monday - 2 * WEEK)
    check_in(initiative, monday - 2 * WEEK)
    page = client_of(sealed.owner).get(address(initiative)).content.decode()
    assert f"?week={monday - WEEK}" in page
    assert f"?week={monday - 2 * WEEK}" not in page


def test_page_names_the_boxes_that_hold_no_number(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    wrong = typed(measured="about 21", criterion="many")
    page = client_of(sealed.owner).post(address(initiative), wrong).content.decode()
    assert "Measured: " in page
    assert "Success criterion: " in page
