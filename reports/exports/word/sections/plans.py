"""The gaps to close first, and the roadmap with what was done about them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.exports.word import blocks as b
from reports.exports.word.sections.material import Material
from reports.exports.word.sections.remarks import remarks
from reports.report import Blocker, Gap, Point

ROOM = 11
"""The height of what is filled in by hand, in millimetres."""


def gaps(material: Material) -> Iterator[b.Block]:
    """Each picked gap with its steps; without a roadmap also what to decide about it, to be filled in."""
    report = material.report
    count = len(report.gaps)
    closed = ngettext(
        "One gap to close, one level up", "%(number)s gaps to close, each one level up", count
    ) % {"number": count}
    yield b.Para(closed if count else _("No gap to close in this round"), b.TAKEAWAY)
    if count and not report.roadmap:
        yield b.Para(
            _(
                "Each gap becomes an experiment with strict success criteria. Fill in the fields together; "
                "one that stays empty is a decision that nobody has taken."
            ),
            b.LEAD,
        )
    if report.gaps_note:
        yield b.Para(report.gaps_note, b.NOTE)
    if report.goal:
        yield b.Para(
            (b.strong(report.goal), b.quiet(" " + _("Pattern to fill in:")), f" {report.goal_smart}")
        )
        yield b.Para(report.goal_metric, b.SMALL)
    yield from remarks(report.gap_remarks)
    for gap in report.gaps:
        yield from _gap(gap, fillable=not report.roadmap)
    yield from _points(_("Four rules"), report.rules)
    yield from _points(_("Mistakes to avoid"), report.mistakes)


def _gap(gap: Gap, *, fillable: bool) -> Iterator[b.Block]:
    yield b.Heading(2, f"{gap.number}\u2002{gap.title}", gap.anchor)
    yield b.Para(gap.arithmetic, b.SMALL)
    yield b.Listing(tuple(map(_step, gap.steps)), numbered=True)
    yield b.Para(b.spaced(gap.reach, gap.proof))
    yield b.Table(
        columns=(
            b.Column(_("How the impact is made up"), 34),
            b.Column(gap_value(), 12),
            b.Column(_("Reason"), 54),
        ),
        rows=tuple(b.row(b.head(one.label), one.value, one.why) for one in gap.factors),
    )
    if gap.signs:
        yield b.Heading(3, _("Warning signs you ticked that point here"))
        yield b.Listing(gap.signs)
    if gap.kpis:
        yield b.Table(
            columns=(
                b.Column(_("Suggested metric"), 34),
                b.Column(_("What it shows"), 36),
                b.Column(_("What it hides"), 30),
            ),
            rows=tuple(
                b.row(b.cell(b.small(one.kind_label), b.strong(one.name)), one.reveals, one.hides)
                for one in gap.kpis
            ),
        )
    if fillable:
        yield _form()


def gap_value() -> str:
    return _("Value")


def _step(step: Blocker) -> b.Words:
    practice = b.quiet("\n" + b.dotted(step.text, step.reason_label))
    return (b.strong(step.next_step), practice, "\n" + b.spaced(step.reach_intro, step.reach))


def _form() -> b.Table:
    """What makes an experiment of the gap, as fields to write in."""
    fields = (
        (_("Owner"), _("Pilot segment")),
        (_("Leading metric: baseline → target"), _("Success criterion")),
        (_("Lagging metric: baseline → target"), _("Decision date")),
        (_("Weekly review: day, who"), _("Scale, adjust or stop")),
    )
    return b.Table(
        columns=(b.Column("", 50), b.Column("", 50)),
        rows=tuple(b.Row(tuple(b.cell(b.small(label)) for label in pair), height=ROOM) for pair in fields),
        style=b.FORM_TABLE,
        headed=False,
    )


def _points(title: str, points: tuple[Point, ...]) -> Iterator[b.Block]:
    if points:
        yield b.Heading(2, title)
        yield b.Listing(tuple((b.strong(one.title), f"\n{one.text}") for one in points))
