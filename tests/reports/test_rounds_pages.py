"""Trend and comparison as pages: who sees which rounds, what they cost, what they say."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from assessments.access import Visitor
from assessments.models import Assessment
from reports.rounds.chain import chain_of, rounds_of
from roadmaps.models import Initiative
from tests.assessments.next_versions import add, drop_top_level, publish_next, reword
from tests.assessments.pages import browser_of, logged_in
from tests.factories import make_organisation, make_user, make_version
from tests.reports.rounds import make_chain, make_first, make_long, make_next
from tests.roadmaps.plans import make_goal, run_initiative

pytestmark = pytest.mark.django_db


def trend(assessment: Assessment) -> str:
    return reverse("trend", args=[assessment.pk])


def compare(one: Assessment, other: Assessment) -> str:
    return reverse("compare", args=[one.pk, other.pk])


def text(client: Client, path: str, **data: str) -> str:
    response = client.get(path, data)
    assert response.status_code == 200, response.status_code
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_chain_is_found_from_every_round_and_holds_no_other_assessment() -> None:
    rounds = make_chain(4)
    make_first(owner=rounds[0].owner)
    for one in rounds:
        assert set(chain_of(one.pk)) == {each.pk for each in rounds}
        assert rounds_of(Visitor(one.owner), one) == rounds


def test_ring_of_rounds_ends() -> None:
    rounds = make_chain(3)
    Assessment.objects.filter(pk=rounds[0].pk).update(previous=rounds[2])
    assert set(chain_of(rounds[1].pk)) == {each.pk for each in rounds}


@pytest.mark.parametrize("page", ["trend", "compare"])
def test_pages_cost_the_same_for_2_and_for_40_rounds(page: str) -> None:
    costs = []
    version = make_version()
    for count in (2, 40):
        rounds = make_long(count, version=version)
        for one in (rounds[-2], rounds[-1]):
            make_goal(one)
            run_initiative(one)
        client = logged_in(rounds[0].owner)
        path = trend(rounds[-1]) if page == "trend" else compare(rounds[-1], rounds[0])
        client.get(path)  # what a process reads once
        costs.append(queries(client, path))
    assert costs[0] == costs[1]
    assert costs[0] < 25


def test_trend_shows_every_round_and_its_levels() -> None:
    rounds = make_chain(3)
    page = text(logged_in(rounds[0].owner), trend(rounds[1]))
    for one in rounds:
        assert reverse("report", args=[one.pk]) in page
    assert page.count('class="chart chart--steps"') == 3
    assert "At level 2, as in the first round." in page


def test_trend_of_one_round_says_what_to_do() -> None:
    first = make_first()
    page = text(logged_in(first.owner), trend(first))
    assert "There is one round so far" in page
    assert reverse("next-round", args=[first.pk]) in page


def test_trend_marks_a_new_version_of_the_framework() -> None:
    first = make_first()
    again = make_next(first, version=publish_next(first.version, reword("d1-q1", "What is written?")))
    page = text(logged_in(first.owner), trend(again))
    assert page.count('class="chart-version"') == 3
    assert "The framework’s version changed." in page


def test_trend_does_not_draw_rounds_on_another_ladder() -> None:
    first = make_first()
    again = make_next(first, 3, version=publish_next(first.version, drop_top_level))
    page = text(logged_in(first.owner), trend(again))
    assert "Another rubric: its levels do not compare." in page
    assert "Up from" not in page


def test_trend_shows_the_metric_of_the_goal() -> None:
    rounds = make_chain(2)
    make_goal(rounds[0], values={date(2026, 1, 1): 18, date(2026, 3, 1): 21})
    page = text(logged_in(rounds[0].owner), trend(rounds[1]))
    assert "from 18 % in January 2026 to 21 %" in page
    assert "The target is 22 %." in page
    assert page.count('class="chart chart--metric"') == 1


def test_round_that_the_visitor_may_not_read_appears_nowhere() -> None:
    rounds = make_chain(3)
    secret = make_user()
    Assessment.objects.filter(pk=rounds[1].pk).update(owner=secret, title="Hidden quarter")
    client = logged_in(rounds[0].owner)
    for path in (trend(rounds[2]), compare(rounds[2], rounds[0])):
        page = text(client, path)
        assert "Hidden quarter" not in page
        assert str(rounds[1].pk) not in page
    assert client.get(compare(rounds[2], rounds[1])).status_code == 404
    assert client.get(trend(rounds[1])).status_code == 404


def test_comparison_takes_rounds_of_one_chain_only() -> None:
    rounds = make_chain(2)
    other = make_first(owner=rounds[0].owner)
    client = logged_in(rounds[0].owner)
    assert client.get(compare(rounds[0], other)).status_code == 404
    chosen = {"before": str(other.pk), "after": str(rounds[0].pk)}
    assert client.get(compare(rounds[0], rounds[1]), chosen).status_code == 404
    assert client.get(compare(rounds[0], rounds[1]), {"before": "x", "after": "y"}).status_code == 404


def test_members_read_and_signed_out_visitors_log_in() -> None:
    member = make_user()
    rounds = make_chain(2, organisation=make_organisation(member=member))
    for path in (trend(rounds[1]), compare(rounds[1], rounds[0])):
        assert logged_in(member).get(path).status_code == 200
        assert logged_in(make_user()).get(path).status_code == 404
        assert Client().get(path).url.startswith(reverse("account_login"))


def test_browser_without_an_account_compares_its_own_rounds() -> None:
    rounds = make_chain(2, owner=None)
    client = browser_of(*rounds)
    assert "Overall up from" in text(client, compare(rounds[1], rounds[0]))
    only_last = browser_of(rounds[1])
    assert only_last.get(compare(rounds[1], rounds[0])).url.startswith(reverse("account_login"))
    assert "There is one round so far" in text(only_last, trend(rounds[1]))


def test_comparison_puts_the_earlier_round_first_whichever_way_it_is_asked() -> None:
    rounds = make_chain(2)
    client = logged_in(rounds[0].owner)
    assert "Overall up from level 2" in text(client, compare(rounds[0], rounds[1]))
    assert "Overall up from level 2" in text(client, compare(rounds[1], rounds[0]))


def test_form_leads_to_the_rounds_that_were_chosen() -> None:
    rounds = make_chain(3)
    client = logged_in(rounds[0].owner)
    chosen = {"before": str(rounds[0].pk), "after": str(rounds[2].pk)}
    response = client.get(compare(rounds[2], rounds[1]), chosen)
    assert response.url == compare(rounds[0], rounds[2])


def test_same_round_twice_is_refused_with_the_reason() -> None:
    rounds = make_chain(2)
    client = logged_in(rounds[0].owner)
    same = str(rounds[0].pk)
    response = client.get(compare(rounds[1], rounds[0]), {"before": same, "after": same})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error:" in page
    assert page.count("Choose two different rounds.") == 2
    assert client.get(compare(rounds[0], rounds[0])).url == trend(rounds[0])


@pytest.mark.parametrize(
    ("fields", "rank", "words"),
    [
        ({"state": "done"}, 3, "Done and confirmed by the answers, not yet by evidence: level 3"),
        ({"state": "done"}, 2, "Done, but not confirmed: the later round does not reach level 3"),
        ({"state": "stopped", "slot": None}, 2, "Stopped."),
        ({}, 2, "Running."),
    ],
)
def test_comparison_says_what_became_of_an_initiative(fields: dict[str, Any], rank: int, words: str) -> None:
    first = make_first()
    initiative = run_initiative(first)
    Initiative.objects.filter(pk=initiative.pk).update(title="Review <deals> weekly", **fields)
    again = make_next(first, rank)
    page = text(logged_in(first.owner), compare(again, first))
    assert words in page
    assert escape("Review <deals> weekly") in page


def test_comparison_across_rounds_gathers_the_roadmaps_between() -> None:
    rounds = make_chain(3)  # levels 2, 3, 2; January, April, July
    for one, domain, state in ((rounds[0], "d1", "done"), (rounds[1], "d2", "done")):
        run_initiative(one, domain=domain, state=state)
    Initiative.objects.filter(assessment=rounds[1]).update(started_at=datetime(2026, 5, 4, tzinfo=UTC))
    run_initiative(rounds[2], slot=2, title="Not yet")
    page = text(logged_in(rounds[0].owner), compare(rounds[0], rounds[2]))
    assert "Done and confirmed by the answers, not yet by evidence: level 3" in page
    assert "Done, but not confirmed: the later round does not reach level 4" in page
    assert "From the roadmap of 12 January 2026; the later round is that of 13 April 2026." in page
    assert "From the roadmap of 13 April 2026; the later round is that of 13 July 2026." in page
    assert "Not yet" not in page


def test_comparison_across_rounds_follows_the_newest_goal_up_to_the_later_round() -> None:
    rounds = make_chain(3)
    run_initiative(rounds[0])
    make_goal(rounds[0], metric="Deals", values={date(2026, 1, 1): 5, date(2026, 2, 1): 6})
    make_goal(rounds[1], values={date(2026, 1, 1): 18, date(2026, 4, 1): 20})
    values = {date(2026, 7, 1): 21, date(2026, 8, 1): 30}
    make_goal(rounds[2], target=25, set_on=date(2026, 7, 14), values=values)
    page = text(logged_in(rounds[0].owner), compare(rounds[0], rounds[2]))
    assert "Win rate of qualified deals: from 18 % to 21 %, nearer to the target of 22 %." in page
    assert "30 %" not in page


def test_metric_that_is_nearer_but_behind_its_plan_says_so() -> None:
    first = make_first()
    run_initiative(first)
    make_goal(first, deadline=date(2026, 5, 31), values={date(2026, 1, 1): 18, date(2026, 4, 1): 19})
    page = text(logged_in(first.owner), compare(first, make_next(first)))
    assert "nearer to the target of 22 %, but behind plan (2" in page


def test_roadmap_made_after_the_later_round_is_not_credited() -> None:
    first = make_first()
    again = make_next(first)
    run_initiative(first, started_on=date(2026, 6, 1), state="done")
    make_goal(first, values={date(2026, 1, 1): 18, date(2026, 4, 1): 21})
    page = text(logged_in(first.owner), compare(first, again))
    assert "Started only after the later round." in page
    assert "from 18 % to 21 %. No roadmap ran between the two rounds, so this is not its doing." in page
    assert "nearer to" not in page


def test_comparison_marks_what_a_newer_version_rewords_and_adds() -> None:
    first = make_first()
    edits = reword("d1-q1", "What is written?"), add("d2-q3", "d2-q2", "What is new?")
    again = make_next(first, version=publish_next(first.version, *edits))
    page = text(logged_in(first.owner), compare(again, first))
    assert "versions 1 and 2" in page
    assert "Reworded" in page
    assert "New question" in page
