"""The one Report that page, charts, PDF and exports print; it alone rounds and labels."""

from reports.report.agreement_shapes import Agreement, Disagreement
from reports.report.answer_shapes import DomainAnswers, Entry, QuestionAnswers, Respondent
from reports.report.build import build
from reports.report.domain_shapes import (
    Blocker,
    Condition,
    Domain,
    Proof,
    ProofItem,
    Remark,
    Reply,
    Strength,
)
from reports.report.gap_shapes import Candidate, Factor, Gap, GapChart, Kpi
from reports.report.heatmap_shapes import Cell, Heatmap, HeatmapRow
from reports.report.plain_shapes import Fact, Logo, Point
from reports.report.profile_shapes import Axis, Profile
from reports.report.shapes import Headline, LevelRow, Report

__all__ = [
    "Agreement",
    "Axis",
    "Blocker",
    "Candidate",
    "Cell",
    "Condition",
    "Disagreement",
    "Domain",
    "DomainAnswers",
    "Entry",
    "Fact",
    "Factor",
    "Gap",
    "GapChart",
    "Headline",
    "Heatmap",
    "HeatmapRow",
    "Kpi",
    "LevelRow",
    "Logo",
    "Point",
    "Profile",
    "Proof",
    "ProofItem",
    "QuestionAnswers",
    "Remark",
    "Reply",
    "Report",
    "Respondent",
    "Strength",
    "build",
]
