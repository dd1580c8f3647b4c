"""What the report says of the roadmap: people, numbers, decisions, and what is only claimed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from reports.made import made_of
from reports.report import build
from reports.report.roadmap_shapes import Decided, InitiativePart, Roadmap
from reports.source import Source
from roadmaps.plan import Metric, Swap
from tests.reports.roadmaps import (
    NOON,
    TODAY,
    make_aim,
    make_item,
    make_pilot,
    make_planned,
    make_week,
    source_with,
)
from tests.reports.sources import make_source

HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}%(count)s%s\"'" + "W" * 1900


def roadmap_of(source: Source) -> Roadmap:
    found = build(source).roadmap
    assert found is not None
    return found


def first_of(source: Source) -> InitiativePart:
    return roadmap_of(source).initiatives[0]


def test_report_without_a_roadmap_has_none_and_keeps_the_rules() -> None:
    made = made_of(make_source())
    assert made.report.roadmap is None
    assert len(made.report.rules) == 4
    assert 'id="roadmap"' not in made.body


def test_roadmap_says_who_does_what_until_when() -> None:
    found = first_of(source_with(make_planned()))
    assert (found.number, found.move, found.state) == (
        1,
        "Domain d1: from level\xa02 Structured to level\xa03 Managed",
        "Running",
    )
    assert [(line.label, line.value) for line in found.people] == [
        ("Owner", "Head of sales"),
        ("Manager who reinforces it", "Team lead"),
        ("Weekly review", "Monday"),
        ("Effort", "up to 5 days of work"),
    ]
    assert [line.value for line in found.pilot] == [
        "Mid-market, north",
        "Win rate: at least 20.5\xa0%",
        "16 March 2026",
        "27 April 2026",
    ]
    assert [(row.name, row.baseline, row.latest, row.target) for row in found.metrics] == [
        ("Deal reviews", "1\xa0a week", "3\xa0a week", "5\xa0a week"),
        ("Win rate", "18\xa0%", "19\xa0%", "22\xa0%"),
    ]


def test_metric_that_falls_asks_for_at_most_its_criterion() -> None:
    falling = Metric("Sales cycle", "days", Decimal(118), Decimal(105))
    found = first_of(source_with(make_planned(lagging=falling)))
    assert found.pilot[1].value == "Sales cycle: at most 20.5\xa0days"


def test_last_check_in_and_missed_reviews_are_told() -> None:
    found = first_of(source_with(make_planned()))
    assert found.last == "On track in the week of 16 March 2026: Three reviews held."
    assert found.next_step == "Review the largest deals."
    assert found.missed == "2 weekly reviews were missed."
    held = make_planned(check_ins=tuple(make_week(number) for number in range(4)))
    assert first_of(source_with(held)).missed == ""


def test_planned_initiative_shows_dashes_and_no_timeline() -> None:
    bare = make_pilot(segment="", criterion=None, decide_on=None, started_on=None)
    planned = make_planned(
        state="planned", owner="", manager="", effort="", review_day=None, pilots=(bare,), check_ins=()
    )
    source = source_with(planned)
    assert roadmap_of(source).timeline is None
    found = first_of(source)
    assert {line.value for line in (*found.people, *found.pilot)} == {"–"}
    assert (found.last, found.missed) == ("", "")


def test_decisions_are_told_with_measure_and_reason() -> None:
    decided = make_pilot(
        decision="adjust", measured=Decimal(19), reason="Too wide.", decided_by="Maria", decided_at=NOON
    )
    second = make_pilot(2, kind="adjusted", segment="North only")
    found = first_of(source_with(make_planned(pilots=(decided, second))))
    assert found.decisions == (
        Decided(
            title="Pilot “Mid-market, north”: Adjust",
            measured="Measured: 19\xa0%. Asked for: Win rate: at least 20.5\xa0%",
            reason="Too wide.",
            who="Maria, on 7 April 2026",
            decision="Adjust",
            decided_on=date(2026, 4, 7),
            measured_number=Decimal(19),
            asked_number=Decimal("20.5"),
            unit="%",
        ),
    )
    assert found.pilot[0].value == "North only"


def test_swaps_and_former_initiatives_keep_their_reasons() -> None:
    stopped = make_pilot(decision="stop", reason="No effect.", decided_at=NOON)
    former = make_planned("d2", None, state="stopped", pilots=(stopped,), ended_at=NOON)
    swap = Swap("d2", "d1", "It blocks the other.", "Maria", NOON)
    found = roadmap_of(source_with(make_planned(), former=(former,), swaps=(swap,)))
    assert [(one.title, one.reason) for one in found.swaps] == [
        ("Domain d1 instead of Domain d2", "It blocks the other.")
    ]
    assert [(one.number, one.state, one.decisions[0].reason) for one in found.former] == [
        (None, "Stopped", "No effect.")
    ]
    assert (found.former[0].pilot[-1].label, found.former[0].pilot[-1].value) == ("Ended on", "7 April 2026")


def test_gap_swapped_before_its_start_is_one_line_with_the_reason() -> None:
    bare = make_planned("d2", None, state="swapped", started_at=None, check_ins=())
    swap = Swap("d2", "d1", "It blocks the other.", "Maria", NOON)
    found = roadmap_of(source_with(make_planned(), former=(bare,), swaps=(swap,)))
    assert found.former == ()
    assert [one.reason for one in found.swaps] == ["It blocks the other."]


def test_done_initiative_claims_its_level_and_changes_no_number() -> None:
    item = make_item(reached=3, note="Minutes of ten reviews.", is_met=True)
    done = make_planned(state="done", ended_at=NOON, checklist=(item,))
    before, after = build(make_source()), build(source_with(done))
    claim = (
        "Level\xa03 Managed claimed by the roadmap since 7 April 2026, until the next assessment confirms it."
    )
    assert [domain.claim for domain in after.domains] == [claim, ""]
    assert after.roadmap is not None
    assert after.roadmap.initiatives[0].claim == claim
    assert [(d.level, d.evidenced, d.value) for d in after.domains] == [
        (d.level, d.evidenced, d.value) for d in before.domains
    ]
    assert after.headline == before.headline


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "Open"),
        ({"reached": 2}, "Not reached yet: level\xa02 Structured"),
        ({"reached": 3}, "Reached, without evidence"),
        ({"reached": 3, "note": "Seen.", "is_met": True}, "Reached, with evidence"),
    ],
)
def test_checklist_tells_what_is_open_reached_and_proven(fields: dict[str, object], state: str) -> None:
    row = first_of(source_with(make_planned(checklist=(make_item(**fields),)))).checklist[0]
    assert (row.state, row.reach) == (state, "d1-q1 at 3.")


def test_takeaway_names_the_decision_that_is_due() -> None:
    due = make_planned(pilots=(make_pilot(decide_on=TODAY),))
    assert roadmap_of(source_with(due, make_planned("d2", 2))).takeaway == (
        "Running: 2 of 2. Done: 0. A decision has been due since 10 April 2026: Raise d1."
    )
    assert [one.state for one in roadmap_of(source_with(due)).initiatives] == ["Decision due"]


def test_goal_is_shown_with_verdict_and_chart() -> None:
    made = made_of(source_with(make_planned(), goal=make_aim()))
    assert made.report.roadmap is not None
    goal = made.report.roadmap.goal
    assert goal is not None
    assert goal.verdict in made.body
    assert goal.chart is not None
    assert goal.chart in made.body


def test_goal_alone_makes_a_roadmap_without_initiatives() -> None:
    found = roadmap_of(source_with(goal=make_aim()))
    assert (found.title, found.takeaway) == ("Roadmap", "No initiative has been planned yet.")
    assert found.goal is not None


def test_check_in_changes_the_digest_and_the_same_plan_does_not() -> None:
    source = source_with(make_planned(), goal=make_aim())
    again = source_with(make_planned(), goal=make_aim())
    later = source_with(make_planned(check_ins=(make_week(), make_week(1))), goal=make_aim())
    assert made_of(source).digest == made_of(again).digest != made_of(later).digest


def test_hostile_texts_come_through_whole_and_inert() -> None:
    item = make_item(reached=3, note=HOSTILE, link="javascript:alert(1)", is_met=True)
    pilot = make_pilot(
        segment=HOSTILE[:200], decision="stop", reason=HOSTILE, decided_by="x", decided_at=NOON
    )
    planned = make_planned(
        title=HOSTILE[:200],
        owner=HOSTILE[:120],
        checklist=(item,),
        pilots=(pilot,),
        check_ins=(make_week(line=HOSTILE[:200], next_step=HOSTILE[:200]),),
    )
    aim = make_aim(name=HOSTILE[:200], why=HOSTILE, metric=HOSTILE[:300])
    body = made_of(source_with(planned, goal=aim, swaps=(Swap("d2", "d1", HOSTILE, "x", NOON),))).body
    assert "<script>alert" not in body
    assert 'href="javascript:' not in body
    assert "{{ 7|add:7 }}%(count)s%s" in body
    assert body.count("W" * 1900) == 4


@pytest.mark.parametrize("language", ["tr", "nl"])
def test_roadmap_is_written_in_the_report_s_language(language: str) -> None:
    with translation.override(language):
        found = first_of(source_with(make_planned()))
    assert found.metrics[1].baseline == {"tr": "%18", "nl": "18%"}[language]
    assert "April" not in found.decision_date


def test_timeline_shows_pilots_reviews_and_decisions() -> None:
    decided = make_pilot(decision="adjust", reason="Too wide.", decided_at=NOON)
    second = replace(make_pilot(2), started_on=NOON.date())
    chart = roadmap_of(source_with(make_planned(pilots=(decided, second)))).timeline
    assert chart is not None
    track = chart.tracks[0]
    assert [(span.end.isoformat(), span.decided) for span in track.spans] == [
        ("2026-04-07", True),
        ("2026-04-27", False),
    ]
    assert [status for _week, status in track.checks] == ["on_track"]
    assert (chart.start.isoformat(), chart.end.isoformat()) == ("2026-03-01", "2026-05-01")
    assert [name for _month, name in chart.months] == ["Mar", "Apr"]
    assert chart.words[-1] == "Decision to come"


def test_initiative_says_why_it_is_on_no_gap_that_the_report_picked() -> None:
    plain = source_with(make_planned("d1"), make_planned("d2", 2))
    picked = {gap.domain for gap in plain.result.gaps}
    found = {one.domain: one.origin for one in roadmap_of(plain).initiatives}
    assert {domain for domain, origin in found.items() if not origin} == picked & set(found)
    none = replace(plain, result=replace(plain.result, gaps=()))
    assert {one.origin for one in roadmap_of(none).initiatives} == {
        "Added by the team: not among the gaps to close first."
    }
    planned = make_planned()
    swap = Swap("d2", "d1", "It blocks the other.", "Maria", NOON, taken_id=planned.pk)
    assert first_of(source_with(planned, swaps=(swap,))).origin == (
        "Taken instead of Domain d2: It blocks the other."
    )
