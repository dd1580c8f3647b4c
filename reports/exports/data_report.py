"""What the report shows as plain data: the values of ``Report`` that belong to its sections, as they are."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reports.report import Report
from reports.report import choices as codes

Tree = dict[str, "Tree"]
"""Names of fields with those within them; nothing within one means the whole of it."""

ALWAYS = """
    language sample title team assessment organisation accent logo scope sealed_at sealed_on top levels
    sections issue letterhead
"""
PRACTICES = (
    "domain anchor name questions.question questions.anchor questions.number questions.text questions.key "
    "questions.weight_label questions.weight questions.rating_label questions.rating "
    "questions.evidenced_label questions.evidenced questions.statement"
)
SHOWN = {
    codes.COVER: "facts",
    codes.SUMMARY: """
        headline summary goal strengths strengths_note gaps_note who_answered
        summary_remarks roadmap.takeaway roadmap.goal.name roadmap.goal.verdict
        gaps.number gaps.domain gaps.name gaps.title gaps.finding gaps.reach gaps.proof
    """,
    codes.OUTLOOK: "outlook profile goal roadmap.timeline",
    codes.HEATMAP: "heatmap",
    codes.PROFILE: "profile gap_chart gaps_note proofs_note",
    codes.DOMAINS: "domains proofs.domain proofs.sentence "
    + " ".join(f"answers.{name}" for name in PRACTICES.split()),
    codes.GAPS: "goal goal_smart goal_metric gaps gaps_note rules mistakes gap_remarks signs",
    codes.INITIATIVES: "roadmap rules mistakes",
    codes.ROUNDS: "rounds",
    codes.DIFFERENCES: "agreement disagreements disagreements_note disagreement_remarks proofs proofs_note",
    codes.WORKSHEET: "worksheet",
    codes.ANSWERS: "answers proofs proofs_note",
    codes.METHOD: """
        facts method parameters limits signs goal goal_smart goal_metric respondents respondents_note
    """,
}
DRAWN = frozenset({"chart"})
"""Fields that hold a drawing, which the charts' files have."""


def report_data(report: Report) -> dict[str, Any]:
    """The report by the names of its fields, without what none of its sections shows."""
    wanted: Tree = {}
    for names in (ALWAYS, *(SHOWN[section.code] for section in report.sections)):
        _add(wanted, names.split())
    data: dict[str, Any] = _plain(report, wanted)
    return data


def _add(tree: Tree, paths: Iterable[str]) -> None:
    for path in paths:
        inner = tree
        *way, last = path.split(".")
        for name in way:
            if name in inner and not inner[name]:
                break  # the whole of it is wanted already
            inner = inner.setdefault(name, {})
        else:
            inner[last] = {}


def _plain(value: Any, wanted: Tree) -> Any:
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in DRAWN]
        return {
            name: _plain(getattr(value, name), wanted.get(name, {}))
            for name in names
            if not wanted or name in wanted
        }
    if isinstance(value, tuple | list):
        return [_plain(item, wanted) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
