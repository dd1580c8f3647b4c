"""The roadmaps of the demo, made by the same actions as the pages use, some weeks ago.

A file counts in weeks before this one; a day of the week is that of the initiative's review. What the actions
note as now is set to the day on which it is meant to have happened.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.time_zones import today_in, zone_of
from assessments.models import Assessment
from roadmaps.actions.changing import change_initiative
from roadmaps.actions.check_ins import Noted, check_in
from roadmaps.actions.checklists import Answered, answer_checklist_item, close_as_done
from roadmaps.actions.decisions import NextPilot, Verdict, decide
from roadmaps.actions.goals import GoalContent, set_goal
from roadmaps.actions.making import make_roadmap
from roadmaps.actions.starting import start_initiative
from roadmaps.actions.swapping import swap_gap, take_gap
from roadmaps.goals.pasting import Values
from roadmaps.goals.periods import first_day, index_of
from roadmaps.models import GapSwap, Initiative
from roadmaps.rhythm import monday_of

MORNING = time(9, tzinfo=UTC)
NUMBERS = ("leading_baseline", "leading_target", "lagging_baseline", "lagging_target")
Given = Mapping[str, Any]


def fill(assessment: Assessment, given: Given, actor: User) -> None:
    """Gives a submitted assessment the roadmap that the demo's file describes."""
    _Filler(assessment, actor).fill(given)


class _Filler:
    """One roadmap; ``this_week`` is the Monday of the week that it is where the organisation is."""

    def __init__(self, assessment: Assessment, actor: User) -> None:
        self.assessment, self.actor = assessment, actor
        self.today = today_in(zone_of(assessment.organisation))
        self.this_week = monday_of(self.today)

    def fill(self, given: Given) -> None:
        self._goal(given["goal"])
        make_roadmap(assessment=self.assessment, actor=self.actor)
        Initiative.objects.filter(assessment=self.assessment).update(made_at=self.assessment.submitted_at)
        for one in given["initiatives"]:
            self._initiative(one)

    def _goal(self, given: Given) -> None:
        """Set on its day with the values up to then, and the later ones added since."""
        set_on = self._day(given["set_weeks_ago"])
        catalogue = self.assessment.version.goals.get(slug=given["catalogue"])
        content = GoalContent(
            catalogue=catalogue,
            name=given["name"],
            why=given["why"],
            metric=given["metric"],
            unit=given["unit"],
            direction=catalogue.direction,
            interval=given["interval"],
            baseline=Decimal(given["baseline"]),
            target=Decimal(given["target"]),
            deadline=self._day(-given["deadline_in_weeks"]),
            basis=given["basis"],
            owner_name=given["owner_name"],
        )
        values = self._values(given)
        until = index_of(set_on, given["interval"])
        known = tuple(one for one in values if index_of(one[0], given["interval"]) <= until)
        seen = 0
        for day, some in ((set_on, known), (self.today, values)):
            seen = set_goal(
                assessment=self.assessment,
                actor=self.actor,
                seen=seen,
                content=content,
                values=some,
                today=day,
            ).version

    def _values(self, given: Given) -> Values:
        """One a month or quarter, the last of them ``until_weeks_ago``."""
        last = index_of(self._day(given["until_weeks_ago"]), given["interval"])
        first = last - len(given["values"]) + 1
        return tuple(
            (first_day(index, given["interval"]), Decimal(value))
            for index, value in enumerate(given["values"], first)
        )

    def _initiative(self, given: Given) -> None:
        initiative = self._place(given)
        initiative = change_initiative(
            initiative=initiative, version=initiative.version, fields=self._fields(given), actor=self.actor
        )
        if "started_weeks_ago" in given:
            self._run(initiative, given)

    def _place(self, given: Given) -> Initiative:
        """The initiative of the domain, taken instead of another or in a free place where it has none."""
        rows = Initiative.objects.filter(assessment=self.assessment)
        if "instead_of" in given:
            former = rows.get(domain=given["instead_of"])
            taken = swap_gap(
                initiative=former,
                domain=given["domain"],
                reason=given["because"],
                version=former.version,
                actor=self.actor,
            )
            at = self._moment(given["swapped_weeks_ago"])
            GapSwap.objects.filter(taken=taken).update(at=at)
            return taken
        there = rows.filter(domain=given["domain"]).first()
        return there or take_gap(assessment=self.assessment, domain=given["domain"], actor=self.actor)

    def _fields(self, given: Given) -> dict[str, Any]:
        fields = dict(given["fields"])
        for name in NUMBERS:
            if name in fields:
                fields[name] = Decimal(fields[name])
        if "owner" in fields:
            fields["owner"] = User.objects.get(email=fields["owner"])
        pilot = dict(given.get("pilot", {}))
        if "criterion" in pilot:
            pilot["criterion"] = Decimal(pilot["criterion"])
        if "decide_weeks_ago" in pilot:
            pilot["decide_on"] = self._day(pilot.pop("decide_weeks_ago"))
        return fields | pilot

    def _run(self, initiative: Initiative, given: Given) -> None:
        weeks = given["started_weeks_ago"]
        start_initiative(
            initiative=initiative, version=initiative.version, today=self._day(weeks), actor=self.actor
        )
        Initiative.objects.filter(pk=initiative.pk).update(started_at=self._moment(weeks))
        for step in given.get("course", ()):
            if "decision" in step:
                self._decide(initiative, step)
            else:
                self._check_in(initiative, step)
        self._prove(initiative, given.get("checklist", {}))
        if "done_weeks_ago" in given:
            close_as_done(initiative=initiative, actor=self.actor)
            Initiative.objects.filter(pk=initiative.pk).update(ended_at=self._moment(given["done_weeks_ago"]))

    def _check_in(self, initiative: Initiative, given: Given) -> None:
        week = self._day(given["weeks_ago"])
        noted = Noted(
            leading=_number(given, "leading"),
            lagging=_number(given, "lagging"),
            status=given["status"],
            line=given["line"],
            next_step=given["next_step"],
        )
        check_in(initiative=initiative, week=week, noted=noted, seen=0, today=week, actor=self.actor)

    def _decide(self, initiative: Initiative, given: Given) -> None:
        verdict = Verdict(
            decision=given["decision"],
            measured=_number(given, "measured"),
            reason=given["reason"],
            following=self._following(given["following"]) if "following" in given else None,
        )
        weeks, number = given["weeks_ago"], initiative.pilots.get(decision="").number
        decide(
            initiative=initiative, number=number, verdict=verdict, today=self._day(weeks), actor=self.actor
        )
        initiative.pilots.filter(number=number).update(decided_at=self._moment(weeks))
        if given["decision"] == "stop":
            Initiative.objects.filter(pk=initiative.pk).update(ended_at=self._moment(weeks))

    def _following(self, given: Given) -> NextPilot:
        return NextPilot(
            segment=given["segment"],
            measure=given["measure"],
            criterion=Decimal(given["criterion"]),
            decide_on=self._day(given["decide_weeks_ago"]),
        )

    def _prove(self, initiative: Initiative, given: Given) -> None:
        for item in initiative.checklist.select_related("initiative"):
            if answer := given.get(item.question):
                answered = Answered(
                    reached=answer["reached"], note=answer.get("note", ""), link=answer.get("link", "")
                )
                answer_checklist_item(item=item, answered=answered, seen=item.version, actor=self.actor)
                at = self._moment(answer["weeks_ago"])
                initiative.checklist.filter(pk=item.pk).update(answered_at=at)

    def _day(self, weeks_ago: int) -> date:
        """The Monday so many weeks ago; in the weeks to come where the number is below 0."""
        return self.this_week - timedelta(weeks=weeks_ago)

    def _moment(self, weeks_ago: int) -> datetime:
        return datetime.combine(self._day(weeks_ago), MORNING)


def _number(given: Given, name: str) -> Decimal | None:
    return Decimal(given[name]) if name in given else None
