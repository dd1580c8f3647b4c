"""What an initiative begins with, from the framework and the result, in the active language.

The texts are the team's own from then on. The four steps are those of managing an improvement: set the KPI,
win the team's buy-in, develop people, give feedback.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.content import Content, KpiText, QuestionText
from roadmaps.models.fields import LINE_LENGTH, TEXT_LENGTH, UNIT_LENGTH
from roadmaps.results import domain_of
from scoring import Blocker, Gap, Result

MOST_LISTED = 5
# "Calls to new accounts (no. a week)": what a framework writes in brackets at the end is the unit.
WITH_UNIT = re.compile(rf"(?P<name>.*\S)\s*\((?P<unit>[^()]{{1,{UNIT_LENGTH}}})\)")


@dataclass(frozen=True, slots=True)
class Kpi:
    """A measure of the framework that fits the domain at its level; ``kind`` is "leading" or "lagging"."""

    kind: str
    name: str
    unit: str
    reveals: str
    hides: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """What can stand in an initiative's fields; ``next_steps`` are the blockers', in the scorer's order."""

    title: str
    kpis: tuple[Kpi, ...]
    next_steps: tuple[str, ...]
    set_kpi: str
    win_buy_in: str
    develop_people: str
    give_feedback: str

    def fields(self) -> dict[str, str]:
        """The fields of a new initiative."""
        leading, lagging = self.first("leading"), self.first("lagging")
        return {
            "title": self.title,
            "leading_metric": leading.name if leading else "",
            "leading_unit": leading.unit if leading else "",
            "lagging_metric": lagging.name if lagging else "",
            "lagging_unit": lagging.unit if lagging else "",
            "set_kpi": self.set_kpi,
            "win_buy_in": self.win_buy_in,
            "develop_people": self.develop_people,
            "give_feedback": self.give_feedback,
        }

    def first(self, kind: str) -> Kpi | None:
        return next((kpi for kpi in self.kpis if kpi.kind == kind), None)


def suggested_of(content: Content, result: Result, gap: Gap) -> Suggested:
    """What fits a gap."""
    name = next(domain.name for domain in content.domains if domain.slug == gap.domain)
    blockers = domain_of(result, gap.domain).blockers
    questions = {question.slug: question for domain in content.domains for question in domain.questions}
    steps = tuple(next_step(questions[blocker.question], blocker.current) for blocker in blockers)
    kpis = kpis_of(content, gap.domain, gap.current)
    return Suggested(
        title=_line(_("%(domain)s: reach level %(target)d") % {"domain": name, "target": gap.target}, name),
        kpis=kpis,
        next_steps=steps,
        set_kpi=_set_kpi(name, kpis),
        win_buy_in=_win_buy_in(content, name, gap, steps),
        develop_people=_develop_people(gap, steps),
        give_feedback=_give_feedback(questions, blockers),
    )


def next_step(question: QuestionText, current: int | None) -> str:
    """What brings a practice one level up; what nobody could rate has to be found out first."""
    if current is None:
        return _("Find out how it is done today: %(question)s") % {"question": question.text}
    return question.anchor(current).next_step


def kpis_of(content: Content, domain: str, level: int) -> tuple[Kpi, ...]:
    """Leading ones first; those of the domain at that level, or else those that fit every domain there."""
    fitting = [kpi for kpi in content.kpis if kpi.level == level]
    chosen = [kpi for kpi in fitting if kpi.domain == domain] or [
        kpi for kpi in fitting if kpi.domain is None
    ]
    return tuple(_kpi(kpi) for kind in ("leading", "lagging") for kpi in chosen if kpi.kind == kind)


def _kpi(kpi: KpiText) -> Kpi:
    found = WITH_UNIT.fullmatch(kpi.name)
    name, unit = (found["name"], found["unit"]) if found else (kpi.name, "")
    return Kpi(kpi.kind, name, unit, kpi.reveals, kpi.hides)


def _set_kpi(name: str, kpis: tuple[Kpi, ...]) -> str:
    leading = next((kpi for kpi in kpis if kpi.kind == "leading"), None)
    lagging = next((kpi for kpi in kpis if kpi.kind == "lagging"), None)
    if leading is None or lagging is None:
        return _text(
            _(
                "Agree on two numbers for “%(domain)s”: an activity that the team can do this week, and the "
                "result that should follow from it. Measure both for four weeks before anything changes, and "
                "set the targets from that."
            )
            % {"domain": name}
        )
    return _text(
        _(
            "Agree on two numbers for “%(domain)s”: the activity “%(leading)s”, which the team can do this "
            "week, and the result “%(lagging)s”, which should follow from it. Measure both for four weeks "
            "before anything changes, and set the targets from that. Know what they hide: %(hides)s"
        )
        % {"domain": name, "leading": leading.name, "lagging": lagging.name, "hides": lagging.hides}
    )


def _win_buy_in(content: Content, name: str, gap: Gap, steps: tuple[str, ...]) -> str:
    level = content.levels[gap.current - 1]
    return _text(
        _(
            "Tell the team in one meeting why “%(domain)s” comes first, with a deal of your own in which "
            "this happened: %(risk)s Then ask what speaks against it, write every concern down, and answer "
            "each one by the next review. Let the people of the pilot choose how to begin with the first "
            "step: %(step)s"
        )
        % {"domain": name, "risk": level.risk, "step": next(iter(steps), level.improve_first)}
    )


def _develop_people(gap: Gap, steps: tuple[str, ...]) -> str:
    intro = _(
        "Practise one thing at a time until it is habit, first in a role play, then on a real deal with the "
        "manager there. For level %(target)d, in this order:"
    ) % {"target": gap.target}
    return _text("\n".join([intro, *(f"– {step}" for step in steps[:MOST_LISTED])]))


def _give_feedback(questions: dict[str, QuestionText], blockers: tuple[Blocker, ...]) -> str:
    if not blockers:
        return ""
    first = blockers[0]
    return _text(
        _(
            "Every week, tell each person in the pilot one thing that they did well and one to do "
            "differently, from what you saw in deals and not from the totals. Agree on the next attempt and "
            "look at it a week later. You are there when this is true: %(statement)s"
        )
        % {"statement": questions[first.question].anchor(first.target).statement}
    )


def _line(text: str, shorter: str) -> str:
    return text if len(text) <= LINE_LENGTH else shorter[:LINE_LENGTH]


def _text(text: str) -> str:
    """The text as long as its field takes it; whole sentences before that."""
    if len(text) <= TEXT_LENGTH:
        return text
    kept = text[:TEXT_LENGTH]
    end = max(kept.rfind(". "), kept.rfind("\n"))
    return kept[: end + 1].rstrip() if end > 0 else kept
