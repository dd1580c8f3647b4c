"""The sentences about a goal: how realistic it is, what of SMART is missing, and its numbers in words."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from roadmaps.goals.periods import first_day, index_of
from roadmaps.goals.realism import AMBITION, Realism, Unknown, Verdict
from roadmaps.goals.smart import Lack
from roadmaps.numbers import bare, show
from roadmaps.plan import Aim

DIGITS, MOST_DECIMALS = 3, 4
SENTENCE_END = re.compile(r"[.!?] (?=.)")
ABBREVIATIONS = frozenset(
    ("approx", "bijv", "e.g", "enz", "excl", "i.e", "incl", "max", "min", "no", "nr", "vs", "örn")
)
ENOUGH = 4  # values that an outlook can rest on

VERDICTS = {
    Verdict.ALREADY_REACHED: _("Reached already"),
    Verdict.WITHIN_TREND: _("Within the trend"),
    Verdict.STRETCH: _("A stretch"),
    Verdict.OUT_OF_REACH: _("Out of reach"),
    Verdict.UNKNOWN: _("Cannot be judged yet"),
}
UNKNOWN = {
    Unknown.NO_TARGET: _("Set a target, and you see here whether it is realistic."),
    Unknown.NO_DEADLINE: _("Set a deadline, and you see here whether the target is realistic."),
    Unknown.DEADLINE_PASSED: _("The deadline has to come after the day on which the goal was set."),
    Unknown.NO_VALUE: _(
        "Add past values of the metric, at least two, and you see here whether the target is realistic."
    ),
    Unknown.ONE_VALUE: _("One past value shows no trend. Add at least one more."),
}
LETTERS = {
    "S": _("Specific"),
    "M": _("Measurable"),
    "A": _("Attainable"),
    "R": _("Relevant"),
    "T": _("Time-bound"),
}
LACKS = {
    Lack.NO_NAME: _("Name the goal."),
    Lack.NO_METRIC: _("Name the metric that shows whether it is reached."),
    Lack.NO_UNIT: _("Give the unit of the metric."),
    Lack.NO_BASELINE: _("Give the baseline: where the metric is now."),
    Lack.NO_TARGET: _("Give the target as a number."),
    Lack.NO_CHANGE: _("The target is the baseline, so nothing has to change."),
    Lack.WRONG_WAY: _("The target lies on the wrong side of the baseline."),
    Lack.NOT_JUDGED: _("Whether the target is realistic cannot be judged yet."),
    Lack.OUT_OF_REACH: _("The target is out of reach by its deadline."),
    Lack.COPIED: _("The target comes from elsewhere. Judge it by your own history instead."),
    Lack.NO_WHY: _("Say why it matters now."),
    Lack.NO_DEADLINE: _("Set a deadline."),
    Lack.DEADLINE_PASSED: _("The deadline is not after the day on which the goal was set."),
}


def short_metric(metric: str) -> str:
    """The metric as a subject of a sentence: its first sentence only, without the full stop."""
    text = " ".join(metric.split())
    for end in SENTENCE_END.finditer(text):
        word = text[: end.start()].split(" ")[-1].lstrip("(")
        if word.lower() not in ABBREVIATIONS and text[end.end()].isupper():
            text = text[: end.start()]
            break
    return text if text.endswith("...") else text.rstrip(".")


def day_of(day: date) -> str:
    return date_format(day, "j F Y")


def period_of(day: date, interval: str) -> str:
    """The month or quarter that begins on that day."""
    if interval == "month":
        return date_format(day, "F Y")
    return gettext("Q%(quarter)d %(year)d") % {"quarter": (day.month + 2) // 3, "year": day.year}


def rounded(value: Fraction) -> Decimal:
    """To three digits, but never a whole number's own digits, to four decimals at most; halves up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    places = min(MOST_DECIMALS, max(0, DIGITS - 1 - exact.adjusted())) if exact else 0
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


class Figures:
    """Writes numbers of one goal's metric."""

    def __init__(self, aim: Aim) -> None:
        self.unit, self.interval = aim.unit, aim.interval
        self.sign = 1 if aim.direction == "up" else -1

    def number(self, value: Fraction | Decimal) -> Decimal:
        """As it is written."""
        return bare(rounded(value) if isinstance(value, Fraction) else value)

    def value(self, value: Fraction | Decimal) -> str:
        return show(self.number(value), self.unit)

    def change(self, change: Fraction) -> str:
        """With its sign; a change of a percentage counts in points."""
        number = show(abs(rounded(change)), "" if self.unit == "%" else self.unit)
        signed = f"−{number}" if change < 0 else f"+{number}"
        if self.unit == "%":
            return gettext("%(change)s percentage points") % {"change": signed}
        return signed

    def pace(self, towards: Fraction) -> str:
        """A pace that counts towards the target, as the metric moves."""
        change = {"change": self.change(self.sign * towards)}
        if self.interval == "month":
            return gettext("%(change)s a month") % change
        return gettext("%(change)s a quarter") % change


def verdict_sentence(found: Realism, aim: Aim) -> str:
    """Why the target is within the trend, a stretch or out of reach, with the figures."""
    if found.verdict == Verdict.UNKNOWN or aim.target is None or aim.deadline is None:
        return str(UNKNOWN[found.reason or Unknown.NO_TARGET])
    figures = Figures(aim)
    parts = {"target": figures.value(aim.target), "deadline": day_of(aim.deadline)}
    if found.verdict == Verdict.ALREADY_REACHED and found.last is not None:
        last = {"last": figures.value(found.last)}
        return gettext(
            "The latest value then was %(last)s, so the target of %(target)s asks for nothing more."
        ) % (parts | last)
    if found.needed is None or found.average is None or found.best is None:
        return gettext("No full period is left between the latest value and %(deadline)s.") % parts
    paces = {name: figures.pace(getattr(found, name)) for name in ("needed", "average", "best")}
    limit = figures.pace(AMBITION * found.average)
    return _reason(found, {**parts, **paces, "limit": limit, "count": found.count})


def _reason(found: Realism, parts: dict[str, object]) -> str:
    if found.verdict == Verdict.WITHIN_TREND:
        if found.needed is not None and found.needed <= 0:
            return gettext("The usual season alone brings the metric to %(target)s by %(deadline)s.") % parts
        return (
            gettext(
                "%(target)s by %(deadline)s takes %(needed)s; the average of %(count)d values is %(average)s."
            )
            % parts
        )
    if found.verdict == Verdict.STRETCH and found.is_beyond_best:
        return (
            gettext(
                "%(target)s by %(deadline)s takes %(needed)s; the average of %(count)d values is "
                "%(average)s, and a stretch goes up to twice your average: %(limit)s."
            )
            % parts
        )
    if found.verdict == Verdict.STRETCH:
        return (
            gettext(
                "%(target)s by %(deadline)s takes %(needed)s; the average of %(count)d values is "
                "%(average)s, the best that you kept up %(best)s."
            )
            % parts
        )
    return (
        gettext(
            "%(target)s by %(deadline)s takes %(needed)s. The average of %(count)d values is %(average)s and "
            "the best that you kept up %(best)s: take a later deadline or a nearer target."
        )
        % parts
    )


def notes_on(found: Realism, aim: Aim) -> list[str]:
    """What else to know about the verdict."""
    notes = []
    if found.verdict != Verdict.UNKNOWN:
        day = {"day": day_of(aim.set_on)}
        notes.append(gettext("Judged by the values up to %(day)s, when the target was set.") % day)
    if found.expected is not None and found.count < ENOUGH:
        notes.append(gettext("Fewer than four values are too few to say what is to be expected."))
    elif found.expected is not None and aim.deadline is not None:
        notes.append(_outlook(found, aim, found.expected, aim.deadline))
    if found.is_seasonal:
        notes.append(gettext("Two full years are there, so each season is compared with itself."))
    if found.left_out:
        notes.append(
            ngettext(
                "%(count)d older value is left out, because a period is missing after it.",
                "%(count)d older values are left out, because a period is missing after them.",
                found.left_out,
            )
            % {"count": found.left_out}
        )
    return notes


def _outlook(found: Realism, aim: Aim, expected: Fraction, deadline: date) -> str:
    figures = Figures(aim)
    parts = {"value": figures.value(expected), "deadline": day_of(deadline)}
    place, last = found.peak_index, index_of(deadline, aim.interval)
    if found.peak is None or place is None or place == last:
        return gettext("At the average pace, %(value)s is to be expected by %(deadline)s.") % parts
    parts["peak"] = figures.value(found.peak)
    parts["period"] = period_of(first_day(place, aim.interval), aim.interval)
    return (
        gettext(
            "At the average pace, %(peak)s is to be expected in %(period)s, the best season "
            "up to the deadline, and %(value)s by %(deadline)s."
        )
        % parts
    )
