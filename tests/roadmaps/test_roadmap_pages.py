"""The pages of the roadmap: who reads and who plans, what they say, and what a hand-made POST does not do."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment
from roadmaps.actions.making import make_roadmap
from roadmaps.models import GapSwap, Initiative, Pilot
from tests.factories import make_organisation, make_sealed, make_user, make_version
from tests.roadmaps.plans import MONDAY, check_in, make_goal, plan_initiative, run_initiative

pytestmark = pytest.mark.django_db

FILLED = {
    "title": "Hold deal reviews",
    "owner_name": "Maria Example",
    "manager_name": "Ben Example",
    "effort": "small",
    "leading_metric": "Deal reviews held",
    "leading_unit": "a week",
    "leading_baseline": "1",
    "leading_target": "5",
    "lagging_metric": "Win rate",
    "lagging_unit": "%",
    "lagging_baseline": "18.5",
    "lagging_target": "22",
    "basis": "judgement",
    "also_watched": "",
    "segment": "North",
    "measure": "lagging",
    "criterion": "21",
    "decide_on": (timezone.now().date() + timedelta(weeks=6)).isoformat(),
    "review_day": "0",
    "set_kpi": "Two numbers.",
    "win_buy_in": "Tell them why.",
    "develop_people": "Practise.",
    "give_feedback": "Every week.",
}


class Team:
    """A sealed assessment of an organisation, and the browsers of its people."""

    def __init__(self, ranks: Any = 2, domains: int = 5) -> None:
        self.people = {role: make_user(email_confirmed=True) for role in ("lead", "consultant", "member")}
        self.people |= {"owner": make_user(), "stranger": make_user()}
        roles = {role: self.people[role] for role in ("lead", "consultant", "member")}
        self.assessment = make_sealed(
            ranks,
            version=make_version(domains=domains),
            owner=self.people["owner"],
            organisation=make_organisation(**roles),
        )

    def browser(self, role: str = "lead") -> Client:
        client = Client()
        client.force_login(self.people[role])
        return client


def url(name: str, row: Assessment | Initiative) -> str:
    if isinstance(row, Initiative):
        return reverse(name, args=[row.assessment_id, row.pk])
    return reverse(name, args=[row.pk])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("role", "reads", "plans"),
    [
        ("owner", 200, 200),
        ("lead", 200, 200),
        ("consultant", 200, 200),
        ("member", 200, 404),
        ("stranger", 404, 404),
    ],
)
def test_members_read_and_runners_plan(role: str, reads: int, plans: int) -> None:
    team = Team()
    row = make_roadmap(assessment=team.assessment)[0]
    browser = team.browser(role)
    assert browser.get(url("roadmap", team.assessment)).status_code == reads
    assert browser.get(url("initiative", row)).status_code == reads
    for name in ("initiative-edit", "initiative-start", "gap-swap"):
        assert browser.get(url(name, row)).status_code == plans
    for name in ("roadmap-discard", "gap-take"):
        assert browser.get(url(name, team.assessment)).status_code == plans


def test_signed_out_visitor_logs_in_first() -> None:
    row = make_roadmap(assessment=Team().assessment)[0]
    for path in (url("roadmap", row.assessment), url("initiative-edit", row)):
        response = Client().get(path)
        assert (response.status_code, reverse("account_login") in response["Location"]) == (302, True)


def test_empty_roadmap_shows_the_picked_gaps_and_is_made_by_a_button() -> None:
    team = Team()
    browser, path = team.browser(), url("roadmap", team.assessment)
    page = text_of(browser.get(path))
    assert "Make the roadmap" in page
    assert page.count("From 2 Level 2 of 4 to 3 Level 3 of 4") == 3
    assert "Make the roadmap" not in text_of(team.browser("member").get(path))
    for _twice in range(2):
        assert browser.post(url("roadmap-make", team.assessment)).status_code == 302
    assert Initiative.objects.count() == 3
    page = text_of(browser.get(path))
    assert "Domain 1: reach level 3" in page
    assert "Before it can start, 11 things are missing:" in page
    assert "Fill in" not in text_of(team.browser("member").get(path))


def test_roadmap_without_a_gap_says_why_there_is_none() -> None:
    team = Team(4)
    page = text_of(team.browser().get(url("roadmap", team.assessment)))
    assert "This assessment has no gap to close" in page
    team.browser().post(url("roadmap-make", team.assessment))
    assert not Initiative.objects.exists()


def test_running_initiative_shows_its_values_and_what_is_due() -> None:
    team = Team()
    row = run_initiative(team.assessment, effort="medium", decide_on=MONDAY + timedelta(weeks=4))
    check_in(row, MONDAY, line="Two reviews held.")
    make_goal(team.assessment)
    page = text_of(team.browser().get(url("roadmap", team.assessment)))
    for words in (
        "Maria Example",
        "5 to 20 days of work",
        "Raise the win rate",
        "From 18 %, now 19 %, to 22 %",
        "Win rate: at least 21 %",
        "Two reviews held.",
        "weeks missed",
        "Decision due",
        "No manager is named",
    ):
        assert words in page, words


def test_page_of_an_initiative_says_what_reaching_the_level_means() -> None:
    team = Team({"d1-q1": 1})
    page = text_of(team.browser("member").get(url("initiative", make_roadmap(assessment=team.assessment)[0])))
    for words in (
        "d1-q1 behaves like level 1 of 4.",
        "d1-q1 behaves like level 2 of 4.",
        "Take d1-q1 from 1 to 2.",
        "0 of 1 proven",
        "Set the KPI",
    ):
        assert words in page, words


def test_draft_is_filled_in_and_started() -> None:
    team = Team()
    row, browser = make_roadmap(assessment=team.assessment)[0], team.browser()
    page = text_of(browser.get(url("initiative-edit", row)))
    assert "KPI d1 2 leading" in page
    assert "It hides" in page
    assert "Take d1-q1 from 2 to 3." in page
    response = browser.post(url("initiative-edit", row), {**FILLED, "version": row.version})
    assert (response.status_code, response["Location"]) == (302, url("initiative", row))
    row.refresh_from_db()
    assert (str(row.lagging_baseline), row.pilots.get().segment, row.review_day) == ("18.5000", "North", 0)
    page = text_of(browser.get(url("initiative-start", row)))
    assert "From then on this is fixed" in page
    for _twice in range(2):
        browser.post(url("initiative-start", row), {"version": row.version})
    assert Initiative.objects.get(pk=row.pk).state == "running"


def test_incomplete_draft_is_kept_and_cannot_start() -> None:
    team = Team()
    row, browser = make_roadmap(assessment=team.assessment)[0], team.browser()
    sent = {"title": "Later", "measure": "lagging", "version": row.version}
    assert browser.post(url("initiative-edit", row), sent).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.leading_metric) == ("Later", "")
    response = browser.post(url("initiative-start", row), {"version": row.version})
    assert response.status_code == 422
    page = text_of(response)
    assert f'href="{url("initiative-edit", row)}#id_owner_name"' in page
    assert "Name one owner." in page


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("title", "", "Give the initiative a title."),
        ("lagging_target", "many", "Enter a number in figures"),
        ("decide_on", "31.3.2026", "Enter a date as year-month-day"),
        ("decide_on", "9999-12-31", "Enter a date from the year 2000 to 2099."),
        ("segment", "x" * 201, "200 characters are the most"),
        ("owner", "7777", "Choose somebody from the list."),
    ],
)
def test_what_makes_no_sense_is_told_and_kept(field: str, typed: str, words: str) -> None:
    team = Team()
    row = make_roadmap(assessment=team.assessment)[0]
    response = team.browser().post(
        url("initiative-edit", row), {**FILLED, "version": row.version, field: typed}
    )
    page = text_of(response)
    assert response.status_code == 422
    assert "<title>Error: " in page
    assert page.count(words) == 2
    assert typed in page or field == "owner"
    assert Initiative.objects.get(pk=row.pk).version == row.version


def test_owner_by_account_is_chosen_from_the_organisation() -> None:
    team = Team()
    row, member = make_roadmap(assessment=team.assessment)[0], team.people["member"]
    both = {**FILLED, "version": row.version, "owner": str(member.pk)}
    assert "Choose an account or type a name, not both." in text_of(
        team.browser().post(url("initiative-edit", row), both)
    )
    team.browser().post(url("initiative-edit", row), {**both, "owner_name": ""})
    row.refresh_from_db()
    assert (row.owner, row.owner_name) == (member, member.get_full_name())


def test_stale_form_is_told_what_is_stored_and_loses_nothing() -> None:
    team = Team()
    row, browser = make_roadmap(assessment=team.assessment)[0], team.browser()
    browser.post(url("initiative-edit", row), {**FILLED, "version": row.version})
    mine = {**FILLED, "version": row.version, "segment": "South", "criterion": "20.5"}
    response = browser.post(url("initiative-edit", row), mine)
    page = text_of(response)
    assert response.status_code == 409
    assert "Somebody changed this initiative meanwhile." in page
    assert '<dd class="rm-text">North</dd>' in page
    assert 'value="South"' in page
    row.refresh_from_db()
    assert f'name="version" value="{row.version}"' in page
    browser.post(url("initiative-edit", row), {**mine, "version": row.version})
    assert row.pilots.get().segment == "South"


def test_running_initiative_keeps_its_experiment_whatever_is_posted() -> None:
    team = Team()
    row = run_initiative(team.assessment)
    page = text_of(team.browser().get(url("initiative-edit", row)))
    assert 'name="criterion"' not in page
    team.browser().post(url("initiative-edit", row), {**FILLED, "version": row.version, "slot": "3"})
    row.refresh_from_db()
    assert (row.title, row.slot, int(row.lagging_baseline or 0)) == ("Hold deal reviews", 1, 18)
    assert row.pilots.get().segment == "Mid-market, north"
    sent = {**FILLED, "version": row.version, "owner_name": ""}
    assert "Name one owner." in text_of(team.browser().post(url("initiative-edit", row), sent))


def test_gap_is_swapped_with_its_reason() -> None:
    team = Team()
    row, browser = make_roadmap(assessment=team.assessment)[1], team.browser()
    page = text_of(browser.get(url("gap-swap", row)))
    assert "Never more than three at a time." in page
    assert "Never more than one level at a time." in page
    sent = {"domain": "d5", "reason": "Marketing asks for it.", "version": row.version}
    assert browser.post(url("gap-swap", row), {**sent, "reason": ""}).status_code == 422
    first = browser.post(url("gap-swap", row), sent)
    assert browser.post(url("gap-swap", row), sent)["Location"] == first["Location"]
    assert Initiative.objects.current().filter(domain="d5", slot=2).count() == 1
    page = text_of(browser.get(url("roadmap", team.assessment)))
    assert "Domain 5 was taken instead of Domain 2 on" in page
    assert "Marketing asks for it." in page


def test_hand_made_posts_change_nothing() -> None:
    """Four gaps, two levels at once, a start without owner, a gap that is none."""
    team = Team({"d5-q1": 4, "d5-q2": 4})
    rows, browser = make_roadmap(assessment=team.assessment), team.browser()
    before = list(Initiative.objects.values())
    for domain in ("d4", "d1", "d5", "\0", "'"):
        sent = {"domain": domain, "target": "4", "current": "3", "slot": "4"}
        assert browser.post(url("gap-take", team.assessment), sent).status_code in (302, 409, 422)
    for domain in ("d1", "d5", "\0"):
        sent = {"domain": domain, "reason": "Because.", "version": "1", "target": "4"}
        assert browser.post(url("gap-swap", rows[1]), sent).status_code in (409, 422)
    for version in ("1", "x", ""):
        assert browser.post(url("initiative-start", rows[0]), {"version": version}).status_code == 422
    assert browser.get(url("roadmap-make", team.assessment)).status_code == 405
    assert list(Initiative.objects.values()) == before
    assert (GapSwap.objects.count(), Pilot.objects.count()) == (0, 3)


def test_discarding_asks_first_and_is_refused_once_started() -> None:
    team = Team()
    row, browser = make_roadmap(assessment=team.assessment)[0], team.browser()
    path = url("roadmap-discard", team.assessment)
    assert "The goal stays." in text_of(browser.get(path))
    assert Initiative.objects.count() == 3
    browser.post(path)
    assert not Initiative.objects.filter(pk=row.pk).exists()
    run_initiative(team.assessment)
    assert browser.post(path).status_code == 409
    assert Initiative.objects.count() == 1


def test_report_and_lists_lead_to_the_roadmap() -> None:
    team = Team()
    client = reverse("client", args=[team.assessment.organisation_id])
    for path in (url("report", team.assessment), reverse("assessments"), client):
        assert f'href="{url("roadmap", team.assessment)}"' in text_of(team.browser().get(path)), path


def test_assessment_with_a_roadmap_says_why_it_stays_sealed() -> None:
    team = Team()
    make_roadmap(assessment=team.assessment)
    page = text_of(team.browser().get(url("reopen", team.assessment)))
    assert "A roadmap was made of it" in page


def test_roadmap_is_read_in_as_many_queries_for_one_and_for_three(
    django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    few, many = Team(), Team()
    rows = []
    for team, slots in ((few, (1,)), (many, (1, 2, 3))):
        make_goal(team.assessment)
        for slot in slots:
            rows.append(run_initiative(team.assessment, slot=slot, domain=f"d{slot}"))
            check_in(rows[-1], MONDAY)
    assert len(rows) == 4
    counts = []
    for team in (few, many):
        browser = team.browser()
        browser.get(url("roadmap", team.assessment))
        with django_assert_max_num_queries(30) as asked:
            browser.get(url("roadmap", team.assessment))
        counts.append(len(asked))
        plan_row = Initiative.objects.filter(assessment=team.assessment).order_by("slot")[0]
        with django_assert_max_num_queries(30) as asked:
            browser.get(url("initiative", plan_row))
        counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert plan_initiative(few.assessment, slot=2, domain="d4").state == "planned"
