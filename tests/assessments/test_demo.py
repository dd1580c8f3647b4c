"""The demo: complete, idempotent, in every state, and never in production."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from assessments.access import Visitor
from assessments.models import Answer, Assessment
from assessments.sample import sample
from reports.models import KeptReport
from roadmaps.claims import claims_of
from roadmaps.plan import Plan, plan_of
from roadmaps.rhythm import monday_of, rhythm_of
from scoring import load, rate

pytestmark = pytest.mark.django_db


def run_demo() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The command's output, with the demo set up once for the tests after those that need it missing."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_framework", "--all", "--publish", stdout=StringIO())
        yield run_demo()
        transaction.set_rollback(True)


def seen_by(email: str) -> set[str]:
    """The organisations whose assessments somebody finds in the list."""
    listed = Assessment.objects.listed_for(Visitor(user=User.objects.get(email=email)))
    return {assessment.organisation.name.split()[0] for assessment in listed}


def test_demo_refuses_production_mode(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="does not run in production mode"):
        run_demo()
    assert not User.objects.exists()


def test_demo_needs_a_published_framework() -> None:
    with pytest.raises(CommandError, match="Run load_framework --all --publish first"):
        run_demo()


def test_demo_says_where_it_is_and_how_to_log_in(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "http://127.0.0.1:8000/" in demo
    password = demo.partition("Password of every log-in: ")[2].splitlines()[0]
    for email in ("lead@example.com", "consultant@example.com", "admin@example.com"):
        assert email in demo
        assert Client().login(email=email, password=password)
    assert User.objects.get(is_superuser=True).email == "admin@example.com"
    monkeypatch.setenv("PORT", "8123")
    assert "http://127.0.0.1:8123/" in run_demo()


def test_second_run_changes_nothing_and_asks_little(demo: str, django_assert_max_num_queries: Any) -> None:
    before = list(Assessment.objects.order_by("pk").values())
    answers = Answer.objects.count()
    User.objects.filter(email="lead@example.com").update(name="Somebody")
    with django_assert_max_num_queries(3):
        assert "Created" not in run_demo()
    assert list(Assessment.objects.order_by("pk").values()) == before
    assert Answer.objects.count() == answers
    assert User.objects.get(email="lead@example.com").name == "Somebody"


def test_organisations_are_fictional_and_each_is_seen_by_its_own_people(demo: str) -> None:
    assert all(name.endswith("(fictional)") for name in Organisation.objects.values_list("name", flat=True))
    assert seen_by("lead@example.com") == {"Tarnvellick"}
    advised = {"Tarnvellick", "Brackenmoor", "Fennimore", "Lumenquist"}
    assert seen_by("consultant@example.com") == advised
    assert seen_by("colleague@example.com") == {"Tarnvellick"}
    assert seen_by("director@example.com") == {"Brackenmoor"}
    assert seen_by("logistics@example.com") == {"Quillhaven"}
    roles = Membership.objects.filter(user__email="consultant@example.com").values_list("role", flat=True)
    assert list(roles) == ["consultant"] * len(advised)


def test_demo_shows_assessments_in_every_state(demo: str) -> None:
    draft = Assessment.objects.get(team="Key Accounts South", submitted_at=None)
    assert 10 <= Answer.objects.filter(respondent__assessment=draft).count() <= 20
    second = Assessment.objects.get(previous__isnull=False, organisation__name__startswith="Tarnvellick")
    first = second.previous
    assert timedelta(days=80) < second.submitted_at - first.submitted_at < timedelta(days=100)
    assert not Answer.objects.filter(respondent__assessment=second, carried=True).exists()
    assert load(second.stored_result.data).overall.level > load(first.stored_result.data).overall.level
    assert Assessment.objects.filter(rubric__slug="five-levels").count() == 5
    pillars = Assessment.objects.get(version__framework__slug="sales-management")
    assert len(load(pillars.stored_result.data).domains) == pillars.version.domains.count()
    for assessment in Assessment.objects.exclude(submitted_at=None):
        assert 2 <= len(load(assessment.stored_result.data).gaps) <= 3


def test_running_assessment_waits_for_colleagues(demo: str) -> None:
    running = Assessment.objects.get(team="Machines DACH")
    assert not running.is_closed
    assert list(running.invitations.values_list("finished", flat=True)) == [True, True, False, False]
    assert running.respondents.count() == 4
    assert running.consensus.count() == 1


def test_anonymous_respondents_are_tied_to_nobody(demo: str) -> None:
    sealed, overdue = Assessment.objects.filter(names_hidden=True).order_by("team")
    assert sealed.respondents.count() == 6
    assert not sealed.respondents.exclude(user=None, name="", is_opener=False).exists()
    assert sorted(set(sealed.respondents.values_list("function", flat=True))) == ["", "rep"]
    assert overdue.is_past_closing_date
    assert not overdue.is_sealed


def test_five_functions_disagree_and_leaders_see_higher_levels(demo: str) -> None:
    assessment = Assessment.objects.get(team="New Business Europe")
    functions = assessment.respondents.values_list("function", flat=True)
    assert sorted(functions) == ["leader", "manager", "marketing", "rep", "revops"]
    leader, manager, rep = (average(assessment, function) for function in ("leader", "manager", "rep"))
    assert leader > manager > rep
    assert assessment.consensus.count() == 1
    answers = Answer.objects.filter(respondent__assessment=assessment)
    assert answers.filter(state="unknown").count() > 5
    assert answers.filter(state="not_applicable").values("question").distinct().count() == 1
    assert len(load(assessment.stored_result.data).disagreements) > 5


def average(assessment: Assessment, function: str) -> float:
    ranks = Answer.objects.filter(
        respondent__assessment=assessment, respondent__function=function, level__isnull=False
    ).values_list("level__rank", flat=True)
    return sum(ranks) / len(ranks)


def test_second_round_is_the_public_sample(demo: str) -> None:
    second = Assessment.objects.get(previous__isnull=False, organisation__name__startswith="Tarnvellick")
    stored = load(second.stored_result.data)
    shown = sample("en")
    public = rate(shown.content.instrument(), shown.responses)
    assert (stored.overall, stored.domains, stored.gaps) == (public.overall, public.domains, public.gaps)


def round_of(team: str, number: int) -> Assessment:
    """The first, second or third round of a team."""
    return Assessment.objects.filter(team=team).order_by("opened_at")[number - 1]


def roadmap_of(team: str, number: int) -> Plan:
    return plan_of(round_of(team, number))


def test_running_roadmap_has_history_a_missed_week_and_a_decision_due(demo: str) -> None:
    plan = roadmap_of("Process Industry Sales North", 2)
    today = timezone.localdate()
    assert [one.state for one in plan.initiatives] == ["running", "running", "planned"]
    reviews, stages, _commit = (rhythm_of(one, today) for one in plan.initiatives)
    assert reviews.missed >= 1
    assert reviews.decision_due
    assert not stages.decision_due
    assert [pilot.decision for pilot in stages.planned.pilots] == ["adjust", ""]
    assert plan.goal is not None
    assert len(plan.goal.values) == 14
    assert plan.goal.set_on == monday_of(today) - timedelta(weeks=5)


def test_rounds_confirm_one_claim_and_another_only_later(demo: str) -> None:
    levels = [
        {one.domain: one.level for one in load(round_of("Customer Growth", n).stored_result.data).domains}
        for n in (1, 2, 3)
    ]
    first, second = (
        {domain: claim.level for domain, claim in claims_of(roadmap_of("Customer Growth", n)).items()}
        for n in (1, 2)
    )
    assert first == {"cross-functional-alignment": 3, "data-forecasting": 3}
    assert [levels[1][domain] for domain in first] == [3, 2]
    assert second == {"data-forecasting": 3}
    assert levels[2]["data-forecasting"] == 3


def test_roadmaps_of_the_demo_show_every_decision_and_a_swap(demo: str) -> None:
    plans = [
        roadmap_of(*one)
        for one in (("Customer Growth", 1), ("Customer Growth", 2), ("Process Industry Sales North", 2))
    ]
    every = [one for plan in plans for one in (*plan.initiatives, *plan.former)]
    decided = {pilot.decision for one in every for pilot in one.pilots}
    assert decided == {"", "scale", "adjust", "stop"}
    assert [swap.reason for plan in plans for swap in plan.swaps]
    for one in every:
        assert one.started_at is None or one.started_at < timezone.now()
        assert all(pilot.decided_at < timezone.now() for pilot in one.pilots if pilot.decided_at)


def test_consultant_of_the_demo_kept_two_reports_under_their_letterhead(demo: str) -> None:
    consultant = User.objects.get(email="consultant@example.com")
    kept = KeptReport.objects.order_by("number")
    assert [(one.number, one.name, one.built_by) for one in kept] == [
        (1, "Full diagnostic", consultant),
        (2, "Board, fourth quarter", consultant),
    ]
    assert kept[1].accent == consultant.consultancy.accent
    page = bytes(kept[1].files.get(kind="page").content).decode()
    assert consultant.consultancy.name in page
    assert consultant.consultancy.disclaimer in page
