"""The agenda of the weekly meeting: which initiative first, for how long, and what to ask. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from roadmaps.plan import Plan
from roadmaps.rhythm import AT_RISK, STUCK, Review, Rhythm, rhythm_of

MINUTES, LAST_MINUTES = 15, 2  # of the meeting, and of its end: who does what by when


class Ask(StrEnum):
    """The one question worth the meeting's time."""

    DECIDE = "decide"
    FIRST = "first"
    UNBLOCK = "unblock"
    NUMBERS = "numbers"
    RISK = "risk"
    EFFORT = "effort"
    LINK = "link"
    ACTIVITY = "activity"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Entry:
    """One running initiative; ``minutes`` are whole, none before its first review."""

    rhythm: Rhythm
    minutes: int
    ask: Ask


@dataclass(frozen=True, slots=True)
class Agenda:
    """The entries, most at risk first; ``waiting`` are the titles of those that have not started."""

    entries: tuple[Entry, ...]
    waiting: tuple[str, ...]

    @property
    def last_minutes(self) -> int:
        return LAST_MINUTES


def agenda_of(plan: Plan, today: date) -> Agenda:
    """For the meeting on ``today``; fifteen minutes in all, however many run."""
    rhythms = [rhythm_of(one, today) for one in plan.initiatives if one.state == "running"]
    rhythms.sort(key=lambda rhythm: (-weight_of(rhythm), -rhythm.missed, rhythm.planned.slot or 0))
    shares = share(MINUTES - LAST_MINUTES, [weight_of(rhythm) for rhythm in rhythms])
    return Agenda(
        entries=tuple(
            Entry(rhythm, minutes, ask_of(rhythm)) for rhythm, minutes in zip(rhythms, shares, strict=True)
        ),
        waiting=tuple(one.title for one in plan.initiatives if one.state == "planned"),
    )


def weight_of(rhythm: Rhythm) -> int:
    """How much of the meeting it needs: 4 to decide or stuck, 3 at risk or led away, 2 without numbers, 1.

    0 before its first review: there is nothing to talk about yet.
    """
    if rhythm.decision_due or rhythm.status == STUCK:
        return 4
    if rhythm.is_new:
        return 0
    if rhythm.status == AT_RISK or rhythm.leading.moves_away or rhythm.lagging.moves_away:
        return 3
    return 2 if _silent(rhythm) else 1


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Whole minutes by weight, largest remainders first; they add up to ``total`` unless all are 0."""
    if not any(weights):
        return [0] * len(weights)
    parts = [divmod(total * weight, sum(weights)) for weight in weights]
    left = total - sum(whole for whole, _rest in parts)
    first = sorted(range(len(parts)), key=lambda index: (-parts[index][1], index))[:left]
    return [whole + (index in first) for index, (whole, _rest) in enumerate(parts)]


def ask_of(rhythm: Rhythm) -> Ask:
    """The first question that applies, most pressing first."""
    questions = (
        (Ask.DECIDE, rhythm.decision_due),
        (Ask.FIRST, rhythm.is_new),
        (Ask.UNBLOCK, rhythm.status == STUCK),
        (Ask.NUMBERS, _silent(rhythm)),
        (Ask.RISK, rhythm.status == AT_RISK),
        (Ask.EFFORT, rhythm.leading.moves_away),
        (Ask.LINK, rhythm.leading.is_reached and not _works(rhythm)),
        (Ask.ACTIVITY, not rhythm.leading.is_reached),
    )
    return next((ask for ask, applies in questions if applies), Ask.REPEAT)


def _works(rhythm: Rhythm) -> bool:
    """The result is there, or what the pilot set out to show."""
    return rhythm.lagging.is_reached or rhythm.measured.meets(rhythm.planned.pilot.criterion) is True


def _silent(rhythm: Rhythm) -> bool:
    """No check-in at all, or the last review was missed."""
    over = [week for week in rhythm.past if week.state != Review.DUE]
    return rhythm.last is None or (bool(over) and over[-1].state == Review.MISSED)
