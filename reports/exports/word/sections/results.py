"""The levels of all domains: outlook, heatmap, profile."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exports.word import blocks as b
from reports.exports.word.sections.material import Material
from reports.report import Cell, HeatmapRow
from reports.report.shapes import LevelRow

MARKS = {"evidenced": "✓", "unproven": "○"}
WIDEST_WITH_TEXT = 6
"""More columns leave no room for the practices' texts in the heatmap."""


def outlook(material: Material) -> Iterator[b.Block]:
    """The board's second page."""
    report, found = material.report, material.report.outlook
    yield b.Para(report.profile.takeaway, b.TAKEAWAY)
    drawn = (
        *material.charts.picture("radar", width=72, height=66),
        *material.charts.picture("timeline", width=84, height=66),
    )
    yield b.Beside(drawn)
    yield b.Table(
        columns=(
            b.Column(_("Domain"), 34),
            b.Column(report.profile.claimed_name, 22),
            b.Column(report.profile.evidenced_name, 22),
            b.Column(_("Next level"), 22),
        ),
        rows=tuple(
            b.row(b.head(b.strong(one.name, to=one.anchor)), one.claimed, one.evidenced, one.next)
            for one in found.rows
        ),
    )
    yield b.Heading(2, found.moves_title)
    if found.moves_note:
        yield b.Para(found.moves_note)
    if found.moves:
        yield _moves(material)
    yield b.Heading(2, found.evidence_title)
    yield b.Listing(tuple(found.evidence))


def _moves(material: Material) -> b.Table:
    return b.Table(
        columns=(
            b.Column(_("Domain, one level up"), 32),
            b.Column(_("Owner"), 15),
            b.Column(_("Metric"), 22),
            b.Column(_("Target"), 16),
            b.Column(_("Decision date"), 15),
        ),
        rows=tuple(
            b.row(
                b.head(f"{one.number}\u2002{one.title}", b.small(one.move)),
                one.owner,
                one.metric,
                one.target,
                one.decision_date,
            )
            for one in material.report.outlook.moves
        ),
    )


def heatmap(material: Material) -> Iterator[b.Block]:
    """Every practice with its rating, then the levels in words."""
    found = material.report.heatmap
    yield b.Para(found.takeaway, b.TAKEAWAY)
    share = 83 // max(found.columns, 1)
    columns = (b.Column(_("Domain"), 100 - share * found.columns), *[b.Column("", share)] * found.columns)
    yield b.Table(
        columns=columns,
        head=b.Row(
            (
                b.cell(b.Para(_("Domain"), b.CELL_HEAD)),
                b.cell(b.Para(_("Practices and their ratings"), b.CELL_HEAD), span=found.columns),
            )
        ),
        rows=tuple(_heat_row(one, found.columns, material) for one in found.rows),
        name=found.takeaway,
        style=b.HEAT_TABLE,
    )
    yield _legend(material)
    yield from _rubric(material)


def _rubric(material: Material) -> Iterator[b.Block]:
    """The levels in words, of the team's own also what it risks and what helps first."""
    yield b.Heading(2, _("The levels, and where the team stands"))
    if material.report.headline.typical:
        yield b.Para(material.report.headline.typical)
    yield b.Table(
        columns=(b.Column(_("Level"), 22), b.Column(_("How selling works"), 78)),
        rows=tuple(
            b.row(
                b.head(one.label, b.small(", ".join(one.marks))),
                b.cell(one.today, *_typical(one, material)),
                ground=material.palette.tint if one.marks else "",
            )
            for one in material.report.levels
        ),
    )


def _typical(one: LevelRow, material: Material) -> tuple[b.Words, ...]:
    if one.rank != material.report.headline.level:
        return ()
    return (
        (b.strong(_("The main business risk")), f" {one.risk}"),
        (b.strong(_("What usually helps first at this level")), f" {one.improve_first}"),
    )


def _heat_row(one: HeatmapRow, columns: int, material: Material) -> b.Row:
    name = b.cell(b.strong(one.name, to=one.anchor), b.small(one.level_label))
    shown = [_heat_cell(cell, columns, material) for cell in one.cells]
    empty = columns - len(shown)
    return b.Row((name, *shown, *([b.cell("", span=empty)] if empty else [])), height=9)


def _heat_cell(one: Cell, columns: int, material: Material) -> b.Cell:
    signs = [one.mark, *([b.KEY] if one.key else []), *([MARKS[one.pattern]] if one.pattern else [])]
    text = b.Para(one.text, b.CELL_HEAT) if columns <= WIDEST_WITH_TEXT else ""
    shade = material.palette.shades[one.shade - 1] if one.shade else None
    return b.cell(
        b.Para("\N{NO-BREAK SPACE}".join(signs), b.CELL_MARK),
        text,
        ground=shade.ground if shade else "",
        colour=shade.text if shade else "",
    )


def _legend(material: Material) -> b.Para:
    signs = [(fact.label, fact.value) for fact in material.report.heatmap.legend]
    signs += [("✓", _("evidenced")), ("○", _("not proven")), (b.KEY, _("key practice"))]
    words: list[str | b.Span] = []
    for label, value in signs:
        words += [b.strong(label), f"\N{NO-BREAK SPACE}{value}    "]
    return b.Para(tuple(words), b.LEGEND)


def profile(material: Material) -> Iterator[b.Block]:
    """Radar with its figures, then the gaps by their impact."""
    found = material.report.profile
    yield b.Para(found.title, b.TAKEAWAY)
    yield b.Para(found.takeaway, b.LEAD)
    note = _("Each point stands at the level plus the progress to the next one; a target at its level.")
    yield from material.charts.picture("radar", width=125, height=105, caption=b.spaced(found.takeaway, note))
    yield b.Heading(2, found.claims_title)
    yield b.Para(found.claims_takeaway)
    yield _levels(material)
    yield from _gap_chart(material)


def _levels(material: Material) -> b.Table:
    report, found = material.report, material.report.profile
    return b.Table(
        columns=(
            b.Column(_("Domain"), 26),
            b.Column(found.claimed_name, 20),
            b.Column(found.evidenced_name, 20),
            b.Column(_("Possible at most"), 17),
            b.Column(_("To the next level"), 17),
        ),
        rows=tuple(
            b.row(
                b.head(b.strong(axis.name, to=domain.anchor), b.small(axis.target_label)),
                b.cell(axis.claimed_label, b.small(domain.level_of)),
                b.cell(axis.evidenced_label, b.small(domain.evidenced_of)),
                b.cell(domain.potential_label, b.small(domain.potential_of)),
                domain.progress_label or "–",
            )
            for axis, domain in zip(found.axes, report.domains, strict=True)
        ),
        name=found.claims_title,
    )


def _gap_chart(material: Material) -> Iterator[b.Block]:
    chart = material.report.gap_chart
    yield b.Heading(2, chart.title)
    if not chart.rows:
        yield b.Para(material.report.gaps_note, b.NOTE)
        return
    yield b.Para(chart.takeaway)
    yield from material.charts.picture("gaps", width=120, height=80, caption=chart.takeaway)
    yield b.Table(
        columns=(
            b.Column(_("Domain, one level up"), 36),
            b.Column(chart.impact_name, 12),
            b.Column(_("How the impact was worked out"), 52),
        ),
        rows=tuple(
            b.row(
                b.head(one.name, b.small(b.dotted(one.move, one.picked_label))),
                one.impact_label,
                one.arithmetic,
                ground=material.palette.tint if one.picked else "",
            )
            for one in chart.rows
        ),
        name=chart.title,
    )
