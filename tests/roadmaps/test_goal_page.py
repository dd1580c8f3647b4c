"""The page of the goal: who opens it, what it says, and that nothing typed is lost."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.audit import Event
from accounts.models import AuditEvent, User
from accounts.time_zones import today_in, zone_of
from assessments.actions import submit
from assessments.models import Assessment, BusinessGoal
from roadmaps.actions.goals import GoalContent, StaleGoalError, set_goal
from roadmaps.goal_page import goal_view
from roadmaps.goals.periods import first_day, index_of
from roadmaps.models import Goal
from roadmaps.own_data import of_roadmaps
from roadmaps.plan import plan_of
from tests.factories import (
    answer_all,
    make_assessment,
    make_organisation,
    make_sealed,
    make_user,
    make_version,
)
from tests.roadmaps.plans import make_goal, plan_initiative

pytestmark = pytest.mark.django_db

TODAY = today_in(zone_of(None))
MONTHS = [first_day(index_of(TODAY, "month") - back, "month") for back in (4, 3, 2, 1)]
HISTORY = {day: Decimal(value) for day, value in zip(MONTHS, (16, 17, 18, 19), strict=True)}


def sealed(**fields: Any) -> Assessment:
    return make_sealed(version=make_version(), **fields)


def url_of(assessment: Assessment) -> str:
    return reverse("goal", args=[assessment.pk])


def typed(**changed: Any) -> dict[str, Any]:
    return {
        "version": "0",
        "catalogue": "",
        "name": "Raise the win rate",
        "why": "New business pays for the plan.",
        "owner_name": "Maria Example",
        "metric": "Won deals of all closed deals",
        "unit": "%",
        "direction": "up",
        "baseline": "19",
        "target": "22.5",
        "deadline": str(TODAY + timedelta(days=300)),
        "basis": "history",
        "interval": "month",
        "values": "\n".join(f"{day:%Y-%m}; {value}" for day, value in HISTORY.items()),
        **changed,
    }


@pytest.fixture
def owner() -> User:
    return make_user()


@pytest.fixture
def assessment(owner: User) -> Assessment:
    return sealed(owner=owner)


@pytest.fixture
def signed_in(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def test_goal_is_saved_with_its_history_and_judged(
    signed_in: Client, owner: User, assessment: Assessment
) -> None:
    response = signed_in.post(url_of(assessment), typed(), follow=True)
    assert response.redirect_chain == [(url_of(assessment), 302)]
    goal = assessment.smart_goal
    assert (goal.target, goal.set_on, goal.version) == (Decimal("22.5"), TODAY, 1)
    assert dict(goal.values.values_list("period", "value")) == HISTORY
    page = response.content.decode()
    assert "Within the trend" in page
    assert "SMART: all five are there" in page
    assert 'class="chart chart--progress"' in page
    assert "Milestones on the way to the target" in page
    assert AuditEvent.objects.get(code=Event.GOAL_CHANGED).assessment_id == assessment.pk
    assert [one["name"] for one in of_roadmaps(owner)["goals_set"]] == ["Raise the win rate"]


def test_goal_sent_twice_is_one_change(signed_in: Client, assessment: Assessment) -> None:
    for _time in range(2):
        assert signed_in.post(url_of(assessment), typed()).status_code == 302
    assert assessment.smart_goal.version == 1
    assert AuditEvent.objects.filter(code=Event.GOAL_CHANGED).count() == 1


def test_goal_is_first_filled_in_from_the_one_that_the_assessment_named(client: Client, owner: User) -> None:
    version = make_version()
    assessment = make_sealed(version=version, owner=owner, goal=version.goals.get())
    client.force_login(owner)
    form = client.get(url_of(assessment)).context["form"]
    assert form["name"].value() == "Raise the win rate"
    assert form["metric"].value() == "Won deals of all closed deals"
    assert "No goal is set" not in client.get(url_of(assessment)).content.decode()


def test_texts_of_a_framework_goal_are_taken_over_and_nothing_else_is_lost(
    signed_in: Client, assessment: Assessment
) -> None:
    catalogue = BusinessGoal.objects.get(version=assessment.version)
    data = typed(catalogue=str(catalogue.pk), name="", metric="", target="twenty", take="1")
    response = signed_in.post(url_of(assessment), data)
    form = response.context["form"]
    assert response.status_code == 200
    assert form["name"].value() == "Raise the win rate"
    assert form["target"].value() == "twenty"
    assert form["values"].value() == data["values"]
    assert "Raise the win rate from x to y by z" in response.content.decode()
    assert not Goal.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"target": "1.234"}, "target"),
        ({"deadline": "31/12/2026"}, "deadline"),
        ({"deadline": "2999-12-31"}, "deadline"),
        ({"values": "2026-01; 1\n2026-02; x"}, "values"),
        ({"catalogue": "999999"}, "catalogue"),
        ({"direction": "sideways"}, "direction"),
        ({"interval": "day"}, "interval"),
        ({"version": "-1"}, "version"),
    ],
)
def test_error_keeps_what_was_typed_and_changes_nothing(
    signed_in: Client, assessment: Assessment, changed: dict[str, str], field: str
) -> None:
    response = signed_in.post(url_of(assessment), typed(**changed))
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error:" in page
    assert list(response.context["form"].errors) == [field]
    assert f'href="#id_{field}"' in page
    assert response.context["form"][field].value() == changed[field]
    assert not Goal.objects.exists()


def test_every_faulty_line_of_the_history_is_named(signed_in: Client, assessment: Assessment) -> None:
    response = signed_in.post(
        url_of(assessment), typed(values="Month; Rate\n2026-01; x\nsoon; 2\n2026-02; 3")
    )
    errors = response.context["form"].errors["values"]
    assert errors == [
        "Line 2: “x” is no number. Write figures, for example 1234.5.",
        "Line 3: “soon” is no period. Write 2026-03, March 2026 or Q1 2026.",
    ]


@pytest.mark.parametrize(
    ("language", "pasted"),
    [
        ("en", "Month\tRate\nMarch 2026\t1,234.5\nApril 2026\t1,300"),
        ("tr", "Ay\tOran\nMart 2026\t1.234,5\nNisan 2026\t1.300"),
        ("nl", "Maand;Ratio\nmaart 2026;1234,5\napril 2026;1.300"),
    ],
)
def test_history_is_pasted_in_each_language(
    signed_in: Client, owner: User, assessment: Assessment, language: str, pasted: str
) -> None:
    owner.language = language
    owner.save()
    number = "22.5" if language == "en" else "22,5"
    response = signed_in.post(url_of(assessment), typed(values=pasted, target=number))
    assert response.status_code == 302, response.context["form"].errors
    assert dict(assessment.smart_goal.values.values_list("period", "value")) == {
        date(2026, 3, 1): Decimal("1234.5"),
        date(2026, 4, 1): Decimal(1300),
    }
    again = signed_in.get(url_of(assessment)).context["form"]["values"].value()
    assert signed_in.post(url_of(assessment), typed(values=again, target=number)).status_code == 302
    assert assessment.smart_goal.version == 1


def test_goal_that_was_changed_meanwhile_is_shown_beside_what_was_typed(
    signed_in: Client, assessment: Assessment
) -> None:
    signed_in.post(url_of(assessment), typed())
    signed_in.post(url_of(assessment), typed(version="1", target="25"))
    response = signed_in.post(url_of(assessment), typed(version="1", target="30", owner_name="Sam"))
    assert response.status_code == 409
    assert response.context["differing"] == [("Owner", "Maria Example"), ("Target", "25")]
    assert response.context["form"]["target"].value() == "30"
    assert Goal.objects.get().target == 25
    data = typed(version=response.context["form"]["version"].value(), target="30", owner_name="Sam")
    assert signed_in.post(url_of(assessment), data).status_code == 302
    assert Goal.objects.get().target == 30


def test_goal_is_judged_as_of_the_day_that_target_or_deadline_was_set(assessment: Assessment) -> None:
    early = TODAY - timedelta(days=100)
    deadline = TODAY + timedelta(days=300)
    content = GoalContent(None, "Grow", "", "", "%", "up", "month", Decimal(1), Decimal(9), deadline, "", "")
    options: dict[str, Any] = {"assessment": assessment, "actor": None, "values": ()}
    goal = set_goal(**options, seen=0, content=content, today=early)
    assert goal.set_on == early
    fields = {name: getattr(content, name) for name in GoalContent.__slots__}
    renamed = GoalContent(**{**fields, "name": "Grow more", "baseline": Decimal(2)})
    assert set_goal(**options, seen=1, content=renamed, today=TODAY).set_on == early
    harder = GoalContent(**{**fields, "target": Decimal(10)})
    assert set_goal(**options, seen=2, content=harder, today=TODAY).set_on == TODAY


def test_goal_cannot_be_pushed_past_its_rules(assessment: Assessment) -> None:
    foreign = make_version().goals.get()
    content = GoalContent(None, "Grow", "", "", "", "up", "month", None, None, None, "", "")
    fields = {name: getattr(content, name) for name in GoalContent.__slots__}

    def refused(values: Any = (), *, at: Assessment = assessment, seen: int = 0, **changed: Any) -> None:
        with pytest.raises(ValueError, match=r"."):
            set_goal(
                assessment=at,
                actor=None,
                seen=seen,
                content=GoalContent(**{**fields, **changed}),
                values=values,
                today=TODAY,
            )

    refused(catalogue=foreign)
    refused(name=" ")
    refused(direction="sideways")
    refused(interval="day")
    refused(basis="hearsay")
    refused(seen=1)
    refused([(date(2026, 1, 1), Decimal(1)), (date(2026, 1, 1), Decimal(2))])
    refused([(date(2026, 1, 15), Decimal(1))])
    refused([(TODAY.replace(day=1, year=TODAY.year + 1), Decimal(1))])
    refused(at=make_assessment(make_version()))
    assert not Goal.objects.exists()
    set_goal(assessment=assessment, actor=None, seen=0, content=content, values=(), today=TODAY)
    with pytest.raises(StaleGoalError):
        set_goal(
            assessment=assessment,
            actor=None,
            seen=0,
            content=GoalContent(**{**fields, "name": "Other"}),
            values=(),
            today=TODAY,
        )


def test_goal_page_is_for_whoever_runs_the_assessment(client: Client) -> None:
    people = {role: make_user() for role in ("lead", "consultant", "member")}
    made = sealed(organisation=make_organisation(**people))
    answers = {}
    for role, user in {**people, "stranger": make_user()}.items():
        client.force_login(user)
        answers[role] = client.get(url_of(made)).status_code, client.post(url_of(made), typed()).status_code
    assert answers == {
        "lead": (200, 302),
        "consultant": (200, 302),
        "member": (404, 404),
        "stranger": (404, 404),
    }
    client.logout()
    assert client.get(url_of(made)).url.startswith(reverse("account_login"))


def test_goal_needs_a_submitted_assessment(signed_in: Client, owner: User) -> None:
    made = make_assessment(make_version(), owner=owner)
    assert signed_in.get(url_of(made)).status_code == 404
    assert signed_in.post(url_of(made), typed()).status_code == 404


def round_after(last: Assessment, *, owner: User) -> Assessment:
    following = make_assessment(last.version, owner=owner)
    Assessment.objects.filter(pk=following.pk).update(previous=last)
    answer_all(following.respondents.get(is_opener=True))
    return submit(assessment=following)[0]


def test_goal_of_the_last_round_is_the_start_of_the_next(signed_in: Client, owner: User) -> None:
    version = make_version()
    last = make_sealed(version=version, owner=owner)
    make_goal(last, values=HISTORY, catalogue=version.goals.get())
    following = round_after(last, owner=owner)
    response = signed_in.get(url_of(following))
    form = response.context["form"]
    assert "Filled in from the last round’s goal" in response.content.decode()
    assert form["values"].value().splitlines()[0] == f"{MONTHS[0]:%Y-%m}; 16"
    assert form["catalogue"].value() == version.goals.get().pk
    assert form["version"].value() == 0
    foreign = make_sealed(version=version)
    make_goal(foreign)
    after_foreign = round_after(foreign, owner=owner)
    assert signed_in.get(url_of(after_foreign)).context["from_last_round"] is False


def test_goal_view_says_what_is_missing(assessment: Assessment) -> None:
    make_goal(assessment, why="", unit="", deadline=None, basis="elsewhere", catalogue=None)
    view = goal_view(plan_of(assessment), TODAY)
    assert view is not None
    assert [letter.letter for letter in view.smart if letter.lacks] == ["M", "A", "R", "T"]
    assert view.verdict == "Cannot be judged yet"
    assert "copied from elsewhere" in view.copied
    assert view.milestones == ()


def test_goal_of_the_framework_is_relevant_where_it_matters_for_a_gap(assessment: Assessment) -> None:
    make_goal(assessment, why="", catalogue=assessment.version.goals.get())
    plan_initiative(assessment)
    view = goal_view(plan_of(assessment), TODAY)
    assert view is not None
    assert [letter.lacks for letter in view.smart if letter.letter == "R"] == [()]


def test_goal_view_without_a_goal_is_nothing(assessment: Assessment) -> None:
    assert goal_view(plan_of(assessment), TODAY) is None


def test_goal_view_shows_values_against_milestones(assessment: Assessment) -> None:
    values = {date(2026, month, 1): Decimal(16 + month) for month in (1, 2)}
    later = {date(2026, 3, 1): Decimal(18), date(2026, 4, 1): Decimal("18.5")}
    make_goal(assessment, values={**values, **later})
    view = goal_view(plan_of(assessment), date(2026, 5, 4))
    assert view is not None
    assert view.takeaway == "On course: 18.5\u00a0% in April 2026, where the plan is 18.4\u00a0%."
    assert [(row.day, row.planned, row.measured, row.state) for row in view.milestones[:2]] == [
        ("30 April 2026", "18.4\u00a0%", "18.5\u00a0%", "Reached"),
        ("30 June 2026", "19.3\u00a0%", "–", "To come"),
    ]
    assert view.values[0] == ("April 2026", "18.5\u00a0%", "18.4\u00a0%")
    assert "chart--progress" in str(view.chart)


def test_texts_of_a_goal_are_inert(signed_in: Client, assessment: Assessment) -> None:
    payload = '<script>alert("x")</script>{{ 7|add:7 }}'
    make_goal(assessment, name=payload, why=payload, metric=payload, unit="<b>%(x)s</b>", values=HISTORY)
    page = signed_in.get(url_of(assessment)).content.decode()
    assert "<script>alert" not in page
    assert "<b>%(x)s" not in page
    assert "&lt;script&gt;" in page


def test_goal_page_takes_as_many_queries_whatever_the_history(signed_in: Client, owner: User) -> None:
    counts = []
    for values in (1, 3):
        made = sealed(owner=owner)
        make_goal(made, values=dict(list(HISTORY.items())[:values]))
        signed_in.get(url_of(made))
        with CaptureQueriesContext(connection) as queries:
            signed_in.get(url_of(made))
        counts.append(len(queries))
    assert counts[0] == counts[1]
