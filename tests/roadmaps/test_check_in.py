"""The weekly check-in: who writes it, for which weeks, and that nothing typed is lost."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment
from roadmaps.actions.check_ins import ClosedWeekError, Noted, StaleCheckInError, check_in
from roadmaps.models import CheckIn, Initiative
from roadmaps.rhythm import WEEK, monday_of
from tests.factories import make_organisation, make_sealed, make_user
from tests.roadmaps import plans
from tests.roadmaps.plans import MONDAY, plan_initiative, run_initiative

pytestmark = pytest.mark.django_db

NOTED = Noted(
    leading=Decimal(3), lagging=None, status="at_risk", line="Two reviews held.", next_step="Ask Ben."
)


@pytest.fixture
def sealed() -> Assessment:
    return make_sealed(owner=make_user(), organisation=make_organisation())


def write(initiative: Initiative, week: date, today: date, *, seen: int = 0, noted: Noted = NOTED) -> CheckIn:
    return check_in(initiative=initiative, week=week, noted=noted, seen=seen, today=today)


def test_check_in_is_written_once_however_often_it_is_sent(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    first = write(initiative, MONDAY, MONDAY)
    again = write(initiative, MONDAY, MONDAY)
    assert (first.pk, again.version, CheckIn.objects.count()) == (again.pk, 1, 1)


def test_check_in_of_the_same_week_changes_it_by_version(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    write(initiative, MONDAY, MONDAY)
    better = Noted(leading=Decimal(5), lagging=Decimal(20), status="on_track", line="", next_step="")
    assert write(initiative, MONDAY, MONDAY, seen=1, noted=better).version == 2
    with pytest.raises(StaleCheckInError) as stale:
        write(initiative, MONDAY, MONDAY, seen=1)
    assert stale.value.current.leading == 5
    assert CheckIn.objects.get().status == "on_track"


@pytest.mark.parametrize(
    ("week", "today"),
    [
        (MONDAY + WEEK, MONDAY),
        (MONDAY - WEEK, MONDAY),
        (MONDAY, MONDAY + 5 * WEEK),
        (MONDAY + timedelta(days=1), MONDAY + timedelta(days=1)),
    ],
    ids=["future", "before the start", "too long ago", "no Monday"],
)
def test_check_in_is_refused_for_weeks_that_are_not_open(sealed: Assessment, week: date, today: date) -> None:
    initiative = run_initiative(sealed)
    with pytest.raises(ClosedWeekError):
        write(initiative, week, today)
    assert not CheckIn.objects.exists()


def test_check_in_needs_an_initiative_that_runs(sealed: Assessment) -> None:
    for initiative in (
        plan_initiative(sealed),
        run_initiative(sealed, slot=2, domain="d2", state="done", ended_at=timezone.now()),
    ):
        with pytest.raises(ClosedWeekError):
            write(initiative, MONDAY, MONDAY)


def test_check_in_refuses_an_unknown_status_and_a_long_line(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    for wrong in ({"status": "great"}, {"line": "x" * 201}):
        values = {"leading": None, "lagging": None, "status": "stuck", "line": "", "next_step": "", **wrong}
        with pytest.raises(ValueError, match=r"status|line"):
            write(initiative, MONDAY, MONDAY, noted=Noted(**values))


# ---- The page ------------------------------------------------------------------------------------------


def this_monday() -> date:
    return monday_of(timezone.localdate())


def begun(sealed: Assessment, **fields: Any) -> Initiative:
    return run_initiative(sealed, started_on=this_monday() - 3 * WEEK, **fields)


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(initiative: Initiative, name: str = "check-in") -> str:
    return reverse(name, args=[initiative.assessment_id, initiative.pk])


def typed(**fields: str) -> dict[str, str]:
    return {
        "week": this_monday().isoformat(),
        "seen": "0",
        "leading": "4",
        "lagging": "19,5",
        "status": "on_track",
        "line": "Four reviews.",
        "next_step": "Ben calls Acme by Friday.",
        **fields,
    }


def test_page_shows_last_values_and_saves(sealed: Assessment) -> None:
    initiative = begun(sealed)
    plans.check_in(initiative, this_monday() - WEEK)
    client = client_of(sealed.owner)
    page = client.get(address(initiative)).content.decode()
    assert "Last: 3\u00a0a week. Target: 5\u00a0a week" in page
    assert "Review the two largest deals." in page
    assert "checked" not in page
    answer = client.post(address(initiative), typed())
    assert (answer.status_code, answer["Location"]) == (302, initiative.get_absolute_url())
    stored = CheckIn.objects.get(week=this_monday())
    assert (stored.lagging, stored.status, stored.author) == (Decimal("19.5"), "on_track", sealed.owner)


def test_page_keeps_what_was_typed_when_the_status_is_missing(sealed: Assessment) -> None:
    initiative = begun(sealed)
    answer = client_of(sealed.owner).post(address(initiative), typed(status="", leading="many"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error:" in page
    assert page.count("Pick how it stands.") == 2
    assert 'value="many"' in page
    assert "Four reviews." in page
    assert not CheckIn.objects.exists()


def test_page_tells_a_stale_writer_both_values(sealed: Assessment) -> None:
    initiative = begun(sealed)
    plans.check_in(initiative, this_monday(), line="Theirs.", author_name="Ben")
    client = client_of(sealed.owner)
    answer = client.post(address(initiative), typed())
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ben wrote this week’s check-in meanwhile" in page
    assert "Theirs." in page
    assert "Four reviews." in page
    assert client.post(address(initiative), typed(seen="1")).status_code == 302
    assert CheckIn.objects.get().line == "Four reviews."


def test_page_fills_in_a_missed_week(sealed: Assessment) -> None:
    initiative = begun(sealed)
    client = client_of(sealed.owner)
    missed = this_monday() - 2 * WEEK
    assert f"?week={missed}" in client.get(address(initiative)).content.decode()
    assert "filled in later" in client.get(f"{address(initiative)}?week={missed}").content.decode()
    client.post(address(initiative), typed(week=missed.isoformat()))
    assert CheckIn.objects.get().week == missed


@pytest.mark.parametrize(
    ("week", "status"), [("2020-01-06", 409), ("9999-12-27", 409), ("never", 409), ("", 409)]
)
def test_page_writes_nothing_for_a_made_up_week(sealed: Assessment, week: str, status: int) -> None:
    initiative = begun(sealed)
    client = client_of(sealed.owner)
    assert client.post(address(initiative), typed(week=week)).status_code == status
    assert client.get(address(initiative), {"week": week}).status_code == 200
    assert not CheckIn.objects.exists()


def test_page_is_for_who_runs_it_and_its_owner(sealed: Assessment) -> None:
    member, other, stranger = make_user(), make_user(), make_user()
    assert sealed.organisation is not None
    for user in (member, other):
        sealed.organisation.memberships.create(user=user, role="member")
    initiative = begun(sealed, owner=member)
    assert client_of(member).post(address(initiative), typed()).status_code == 302
    for user in (other, stranger):
        assert client_of(user).post(address(initiative), typed(line="Not mine.")).status_code == 404
    assert Client().post(address(initiative), typed(line="Nobody.")).status_code == 302
    assert CheckIn.objects.get().line == "Four reviews."


def test_page_keeps_what_was_typed_when_it_ended_meanwhile(sealed: Assessment) -> None:
    initiative = begun(sealed)
    Initiative.objects.update(state="stopped", slot=None, ended_at=timezone.now())
    answer = client_of(sealed.owner).post(address(initiative), typed())
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "it stays as it ended" in page
    assert "Ben calls Acme by Friday." in page
    assert not CheckIn.objects.exists()


def test_page_before_the_start_leads_back(sealed: Assessment) -> None:
    initiative = plan_initiative(sealed)
    answer = client_of(sealed.owner).get(address(initiative), follow=True)
    assert "Check-ins begin once the initiative has started" in answer.content.decode()


def test_page_is_made_in_as_many_queries_however_many_weeks(
    sealed: Assessment, django_assert_num_queries: Any
) -> None:
    few = begun(sealed)
    many = begun(sealed, slot=2, domain="d2")
    plans.check_in(few, this_monday() - WEEK)
    for number in range(1, 4):
        plans.check_in(many, this_monday() - number * WEEK)
    client = client_of(sealed.owner)
    client.get(address(few))
    for initiative in (few, many):
        with django_assert_num_queries(9):
            client.get(address(initiative))


def test_post_without_a_log_in_saves_nothing_and_hands_the_texts_back(sealed: Assessment) -> None:
    initiative = run_initiative(sealed)
    path = reverse("check-in", args=[sealed.pk, initiative.pk])
    typed = {"line": "Two <b>reviews</b> held.", "next_step": "Ask Ben.", "leading": "3"}
    page = Client(headers={"accept": "text/html"}).post(path, typed, follow=True).content.decode()
    assert "You are not logged in, so nothing was saved." in page
    for text in ("Two &lt;b&gt;reviews&lt;/b&gt; held.", "Ask Ben."):
        assert f"readonly>\n{text}</textarea>" in page
    assert not CheckIn.objects.exists()
