"""What an initiative still lacks before it can start, as codes."""

from datetime import date

from assessments.forms.fields import shows_nothing
from roadmaps.plan import Metric, Planned


def missing_of(planned: Planned, today: date) -> tuple[str, ...]:
    """The codes of what is missing, in the order of the form; () when it can start.

    "owner"; for either metric ("leading" or "lagging") "…_metric", "…_unit", "…_baseline", "…_target" and,
    where both are there and equal, "…_same"; "segment", "criterion", "decide_on", "decide_past" (before
    ``today``), "decide_today" and "review_day".
    """
    pilot = planned.pilot
    found = [("owner", shows_nothing(planned.owner))]
    found += _of_metric("leading", planned.leading) + _of_metric("lagging", planned.lagging)
    found += [
        ("segment", shows_nothing(pilot.segment)),
        ("criterion", pilot.criterion is None),
        ("decide_on", pilot.decide_on is None),
        ("decide_past", pilot.decide_on is not None and pilot.decide_on < today),
        ("decide_today", pilot.decide_on == today),
        ("review_day", planned.review_day is None),
    ]
    return tuple(code for code, is_missing in found if is_missing)


def _of_metric(kind: str, metric: Metric) -> list[tuple[str, bool]]:
    return [
        (f"{kind}_metric", shows_nothing(metric.name)),
        (f"{kind}_unit", shows_nothing(metric.unit)),
        (f"{kind}_baseline", metric.baseline is None),
        (f"{kind}_target", metric.target is None),
        (f"{kind}_same", metric.baseline is not None and metric.baseline == metric.target),
    ]
