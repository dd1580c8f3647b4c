"""The consultant's desk: what it shows of whom, in which order, and what it costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Organisation, User
from assessments.actions import submit
from assessments.models import Assessment, FrameworkVersion
from reports import levels
from reports.models import Finding, FindingReply
from roadmaps.models import Initiative
from tests.factories import answer_all, make_assessment, make_organisation, make_user, make_version
from tests.roadmaps.plans import run_initiative

pytestmark = pytest.mark.django_db
DESK = reverse("desk")


@pytest.fixture
def consultant() -> User:
    return make_user(name="Cora")


@pytest.fixture
def version() -> FrameworkVersion:
    return make_version()


def make_client(
    consultant: User, version: FrameworkVersion, name: str, rank: int = 2, *, days: int = 10, **fields: Any
) -> Organisation:
    """A client with an assessment that was submitted so many days ago."""
    organisation = make_organisation(name, consultant=consultant)
    sealed(organisation, version, rank, days=days, **fields)
    return organisation


def sealed(
    organisation: Organisation, version: FrameworkVersion, rank: int = 2, *, days: int = 10, **fields: Any
) -> Assessment:
    then = timezone.now() - timedelta(days=days)
    assessment = make_assessment(version, organisation=organisation, opened_at=then, **fields)
    answer_all(assessment.respondents.get(is_opener=True), rank)
    return submit(assessment=assessment, submitted_at=then)[0]


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, **asked: object) -> str:
    response = browser(user).get(DESK, asked)
    assert response.status_code == 200
    return response.content.decode()


def order(user: User, *names: str, **asked: object) -> list[str]:
    """Those of the names that stand on the desk, from top to bottom."""
    html = page(user, **asked)
    return sorted(
        (name for name in names if f">{name}</a>" in html), key=lambda name: html.index(f">{name}</a>")
    )


def test_desk_shows_levels_of_the_last_submitted_assessment(
    consultant: User, version: FrameworkVersion
) -> None:
    organisation = make_client(consultant, version, "Acme", 4, days=200)
    last = sealed(organisation, version, 3, days=5)
    html = page(consultant)
    assert html.count("Level 3 of 4 Level 3 of 4, evidenced 2") == 3  # overall and two domains
    assert "Level 4 of 4" not in html
    assert reverse("report", args=[last.pk]) in html
    assert f'name="assessment" value="{last.pk}"' in html
    assert "Domain 1</th>" in html


def test_desk_shows_what_a_done_initiative_claims_beside_the_level(
    consultant: User, version: FrameworkVersion
) -> None:
    last = sealed(make_client(consultant, version, "Acme", 2, days=200), version, 2, days=60)
    then = timezone.now() - timedelta(days=3)
    run_initiative(last, state=Initiative.State.DONE, ended_at=then)
    run_initiative(last, slot=2, domain="d2")
    html = page(consultant)
    said = (
        f"Level 3 claimed by the roadmap since {date_format(then, 'DATE_FORMAT')}, "
        "until the next assessment confirms it."
    )
    assert html.count(f'title="{said}"') == 1
    assert html.count("Level 2 of 4 Level 2 of 4, evidenced 2") == 3


def test_desk_says_how_the_level_changed_since_the_round_before(
    consultant: User, version: FrameworkVersion
) -> None:
    organisation = make_client(consultant, version, "Acme", 1, days=90)
    last = sealed(organisation, version, 3)
    assert "First round" in page(consultant)
    Assessment.objects.filter(pk=last.pk).update(previous=Assessment.objects.exclude(pk=last.pk).get())
    assert "2 levels up on the round before" in page(consultant)


def test_desk_holds_only_clients_of_the_visitor(consultant: User, version: FrameworkVersion) -> None:
    make_client(consultant, version, "Mine")
    make_client(make_user(), version, "Theirs")
    member_of = make_client(make_user(), version, "Member only")
    member_of.memberships.create(user=consultant, role="member")
    lead_of = make_client(make_user(), version, "Led")
    lead_of.memberships.create(user=consultant, role="lead")
    assert order(consultant, "Mine", "Theirs", "Member only", "Led") == ["Led", "Mine"]


def test_desk_without_a_confirmed_address_is_empty(version: FrameworkVersion) -> None:
    impostor = make_user(email_confirmed=False)
    make_client(impostor, version, "Acme")
    html = page(impostor)
    assert "Acme" not in html
    assert "consultant or lead yet" in html


def test_running_assessment_says_how_far_it_is_and_until_when(
    consultant: User, version: FrameworkVersion
) -> None:
    organisation = make_client(consultant, version, "Acme")
    running = make_assessment(version, organisation=organisation, team="Inside sales")
    running.closes_at = timezone.now() + timedelta(days=3)
    running.save()
    html = page(consultant)
    assert "Inside sales" in html
    assert "0 of 4 answered" in html
    assert "closes on" in html


def test_anonymous_assessment_that_runs_tells_only_how_many_finished(
    consultant: User, version: FrameworkVersion
) -> None:
    organisation = make_client(consultant, version, "Acme")
    running = make_assessment(version, organisation=organisation)
    Assessment.objects.filter(pk=running.pk).update(names_hidden=True)
    running.invitations.create(email="a@example.com", finished=True)
    running.invitations.create(email="b@example.com")
    answer_all(running.respondents.get())
    html = page(consultant)
    assert "1 of 2 have finished" in html
    assert "4 of 4 answered" not in html


def test_overdue_is_a_missed_closing_date_or_an_old_report_with_nothing_running(
    consultant: User, version: FrameworkVersion
) -> None:
    late, old, renewed = (
        make_client(consultant, version, name, days=days)
        for name, days in (("Late", 10), ("Old", 106), ("Renewed", 106))
    )
    make_client(consultant, version, "Fine", days=104)
    make_assessment(version, organisation=renewed)
    running = make_assessment(version, organisation=late)
    Assessment.objects.filter(pk=running.pk).update(closes_at=timezone.now() - timedelta(hours=1))
    everybody = ("Late", "Old", "Renewed", "Fine")
    assert order(consultant, *everybody, state="overdue") == ["Late", "Old"]
    assert order(consultant, *everybody, state="running") == ["Late", "Renewed"]
    html = page(consultant, state="overdue")
    assert "1 assessment is past its closing date" in html
    assert "The next round is due" in html
    assert old.name in html


def test_search_filter_and_sort_narrow_and_order_the_clients(
    consultant: User, version: FrameworkVersion
) -> None:
    make_client(consultant, version, "Alpha", 3, days=30, team="Export desk")
    make_client(consultant, version, "beta", 1, days=10)
    make_client(consultant, make_version(slug="zz-other"), "Gamma", 4, days=20)
    make_organisation("Delta", consultant=consultant)
    everybody = ("Alpha", "beta", "Gamma", "Delta")
    assert order(consultant, *everybody) == ["Alpha", "beta", "Gamma", "Delta"]
    assert order(consultant, *everybody, q="export") == ["Alpha"]
    assert order(consultant, *everybody, q="BET") == ["beta"]
    assert order(consultant, *everybody, framework="zz-other") == ["Gamma"]
    assert order(consultant, *everybody, level=1) == ["beta"]
    assert order(consultant, *everybody, state="unsubmitted") == ["Delta"]
    assert order(consultant, "Alpha", "beta", sort="newest") == ["beta", "Alpha"]
    assert order(consultant, "Alpha", "beta", sort="oldest") == ["Alpha", "beta"]
    assert order(consultant, "Alpha", "beta", sort="lowest") == ["beta", "Alpha"]
    assert order(consultant, "Alpha", "beta", sort="highest") == ["Alpha", "beta"]
    assert "0 clients found." in page(consultant, q="nobody")


def test_client_has_a_row_for_its_newest_report_of_each_framework(
    consultant: User, version: FrameworkVersion
) -> None:
    acme = make_client(consultant, version, "Acme", 3, days=5, team="Key accounts")
    sealed(acme, version, 1, days=50, team="Key accounts of old")
    other = make_version(slug="zz-other")
    sealed(acme, other, 2, days=20, team="Export desk")
    make_assessment(other, organisation=acme, team="Export desk anew")
    html = page(consultant)
    assert html.count('name="assessment"') == 2
    assert "Key accounts of old" not in html
    assert html.index("Key accounts") < html.index("Export desk<") < html.index("Export desk anew")
    assert "1 client found." in html
    for asked in ({"framework": "zz-other"}, {"q": "export"}, {"level": 2}):
        html = page(consultant, **asked)
        assert "Export desk<" in html
        assert "Key accounts" not in html
    assert order(consultant, "Acme", level=1) == []
    assert order(consultant, "Acme", q="of old") == []


def test_search_and_framework_find_what_runs(consultant: User, version: FrameworkVersion) -> None:
    acme = make_client(consultant, version, "Acme")
    make_client(consultant, version, "Beta")
    make_assessment(make_version(slug="zz-other"), organisation=acme, team="Export desk")
    for asked in ({"q": "export"}, {"framework": "zz-other"}):
        assert order(consultant, "Acme", "Beta", **asked) == ["Acme"]
        assert "Export desk" in page(consultant, **asked)


def test_levels_to_choose_are_those_that_exist(consultant: User, version: FrameworkVersion) -> None:
    make_client(consultant, version, "Acme", 3)
    make_client(make_user(), version, "Theirs", 4)
    html = page(consultant)
    assert '<option value="3">3</option>' in html
    assert '<option value="4">4</option>' not in html


def test_export_is_offered_only_where_there_is_a_report(consultant: User, version: FrameworkVersion) -> None:
    make_organisation("Delta", consultant=consultant)
    assert "Export the ticked reports" not in page(consultant)
    make_client(consultant, version, "Acme")
    assert "Export the ticked reports" in page(consultant)


@pytest.mark.parametrize(
    "asked",
    [{"level": "x"}, {"sort": "-pk"}, {"state": "all"}, {"page": "99"}, {"q": "\0%_'"}, {"framework": "\0"}],
)
def test_address_that_makes_no_sense_still_shows_the_desk(
    consultant: User, version: FrameworkVersion, asked: dict[str, str]
) -> None:
    make_client(consultant, version, "Acme")
    page(consultant, **asked)


def test_desk_shows_disputes(consultant: User, version: FrameworkVersion) -> None:
    organisation = make_client(consultant, version, "Acme")
    make_client(consultant, version, "Peaceful")
    finding = Finding.objects.create(
        assessment=organisation.assessment_set.get(),
        text="So.",
        author_name="Cora",
        handed_over_at=timezone.now(),
    )
    FindingReply.objects.create(finding=finding, verdict="disputed", note="No.", author_name="Lea")
    assert "1 finding disputed" in page(consultant)
    assert order(consultant, "Acme", "Peaceful", state="disputed") == ["Acme"]


def test_hostile_names_are_text(consultant: User, version: FrameworkVersion) -> None:
    make_client(
        consultant, version, "<script>alert(1)</script>", team='"><img src=x onerror=alert(2)> {{ 7|add:7 }}'
    )
    html = page(consultant, q="<script>alert(3)</script>") + page(consultant)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "{{ 7|add:7 }}" in html


def queries(client: Client) -> int:
    levels._remembered.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(DESK).status_code == 200
    return len(captured)


def test_desk_asks_as_much_for_three_hundred_clients_as_for_three(
    consultant: User, version: FrameworkVersion
) -> None:
    for name in ("One", "Two", "Three"):
        organisation = make_client(consultant, version, name)
        make_assessment(version, organisation=organisation)
    client = browser(consultant)
    client.get(DESK)
    few = queries(client)
    first = Assessment.objects.filter(submitted_at__isnull=False).select_related("stored_result")[0]
    add_copies(consultant, first, 297)
    assert queries(client) == few
    assert "300 clients found." in page(consultant)


def add_copies(consultant: User, template: Assessment, count: int) -> None:
    """So many more clients, each with a submitted assessment like this one and one that runs."""
    made = Organisation.objects.bulk_create(Organisation(name=f"Copy {number}") for number in range(count))
    through = Organisation.members.through
    through.objects.bulk_create(through(organisation=one, user=consultant, role="consultant") for one in made)
    copies = Assessment.objects.bulk_create(
        Assessment(
            organisation=one,
            team="Copy",
            version=template.version,
            rubric=template.rubric,
            opened_at=template.opened_at,
            submitted_at=template.submitted_at,
        )
        for one in made
    )
    Assessment.objects.bulk_create(
        Assessment(organisation=one, team="Copy", version=template.version, rubric=template.rubric)
        for one in made
    )
    stored = template.stored_result
    type(stored).objects.bulk_create(
        type(stored)(assessment=one, scorer=stored.scorer, data=stored.data, overall=stored.overall)
        for one in copies
    )


def run_late(assessment: Assessment, **fields: Any) -> Initiative:
    """Running for seven weeks without a single check-in, and to be decided since last week."""
    today = timezone.localdate()
    weeks, week = timedelta(weeks=7), timedelta(weeks=1)
    return run_initiative(assessment, **{"started_on": today - weeks, "decide_on": today - week, **fields})


def test_desk_and_client_page_say_how_the_roadmap_stands(consultant: User, version: FrameworkVersion) -> None:
    late, fine = (make_client(consultant, version, name) for name in ("Late", "Fine"))
    make_client(consultant, version, "Idle")
    initiative = run_late(late.assessment_set.get(), title="Review deals")
    today = timezone.localdate()
    run_initiative(
        fine.assessment_set.get(), started_on=today, decide_on=today + timedelta(weeks=6), title="Call back"
    )
    everybody = ("Fine", "Idle", "Late")
    assert order(consultant, *everybody, state="overdue") == ["Late"]
    assert order(consultant, *everybody, state="running") == ["Fine", "Late"]
    html = page(consultant, state="overdue")
    for words in (">Overdue</span>", "1 initiative runs", "1 decision due", "4 reviews missed in 4 weeks"):
        assert words in html
    assert "decision due</span>" not in page(consultant, q="Fine")
    path = reverse("client", args=[late.pk])
    html = browser(consultant).get(path).content.decode()
    assert reverse("roadmap", args=[initiative.assessment_id]) in html
    assert f"A decision has been due since {date_format(initiative.pilots.get().decide_on)}" in html
    assert "4 reviews missed in 4 weeks" in html
    html = browser(consultant).get(reverse("client", args=[fine.pk])).content.decode()
    assert "The next decision is on" in html
    assert "Nothing runs" not in html


def test_desk_reads_roadmaps_in_as_many_queries_for_one_and_for_three(
    consultant: User, version: FrameworkVersion
) -> None:
    clients = [make_client(consultant, version, name) for name in ("One", "Two", "Three")]
    client = browser(consultant)
    run_late(clients[0].assessment_set.get())
    client.get(DESK)
    one = queries(client)
    for number, organisation in enumerate(clients[1:], 1):
        run_late(organisation.assessment_set.get(), slot=number)
        run_late(organisation.assessment_set.get(), slot=3, domain="d2")
    assert queries(client) == one


def test_page_of_a_client_lists_its_reports_and_asks_the_same_for_more(
    consultant: User, version: FrameworkVersion
) -> None:
    organisation = make_client(consultant, version, "Acme")
    client, path = browser(consultant), reverse("client", args=[organisation.pk])
    client.get(path)
    counts = []
    for _more in range(2):
        levels._remembered.clear()
        with CaptureQueriesContext(connection) as captured:
            html = client.get(path).content.decode()
        counts.append(len(captured))
        sealed(organisation, version)
        sealed(organisation, version)
    assert counts[0] == counts[1]
    assert html.count("Export the report of") == 3


def test_lead_sees_neither_drafts_nor_notes_on_the_clients_page(
    consultant: User, version: FrameworkVersion
) -> None:
    organisation = make_client(consultant, version, "Acme")
    lead = make_user()
    organisation.memberships.create(user=lead, role="lead")
    Finding.objects.create(assessment=organisation.assessment_set.get(), text="So.", author_name="Cora")
    organisation.client_notes.create(text="Careful.", author_name="Cora")
    path = reverse("client", args=[organisation.pk])
    mine, theirs = browser(consultant).get(path).content.decode(), browser(lead).get(path).content.decode()
    assert "1 draft" in mine
    assert "Careful." in mine
    assert "draft" not in theirs
    assert "Careful." not in theirs
    assert "rivate notes" not in theirs
