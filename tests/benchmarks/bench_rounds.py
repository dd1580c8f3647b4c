"""Trend and comparison of an assessment with 40 rounds against those of one with 2."""

from django.urls import reverse

from assessments.models import Assessment
from tests.benchmarks import harness

FEW, MANY = 2, 40


def run() -> list[harness.Row]:
    """Ratio of the long to the short history; the comparison shows two rounds of either."""
    from assessments.models import FrameworkVersion
    from tests.reports.rounds import make_long

    version = FrameworkVersion.objects.newest_published().get(framework__slug="b2b-revenue-team")
    many, few = (make_long(count, version=version) for count in (MANY, FEW))
    return [
        _row("trend", many, few, [reverse("trend", args=[rounds[-1].pk]) for rounds in (many, few)]),
        _row(
            "comparison",
            many,
            few,
            [reverse("compare", args=[rounds[0].pk, rounds[-1].pk]) for rounds in (many, few)],
        ),
    ]


def _row(name: str, many: list[Assessment], few: list[Assessment], paths: list[str]) -> harness.Row:
    long, short = (harness.Browser(rounds[0].owner) for rounds in (many, few))
    ratio, ours = harness.ratio(lambda: long.get(paths[0]), lambda: short.get(paths[1]), rounds=5, runs=8)
    return (f"{name} of {MANY} rounds / of {FEW} rounds ({ours:.1f} ms)", ratio, "target ≤ 5")
