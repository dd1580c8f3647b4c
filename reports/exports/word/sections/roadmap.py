"""The roadmap: the goal, the timeline, and each initiative with its metrics and check-ins."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exports.word import blocks as b
from reports.exports.word.sections.material import Material
from reports.exports.word.sections.opening import strip
from reports.report.roadmap_shapes import CheckInRow, ChecklistRow, InitiativePart, Roadmap
from roadmaps.goal_page import GoalView


def initiatives(material: Material) -> Iterator[b.Block]:
    """All of the roadmap as of its day."""
    roadmap = material.report.roadmap
    if roadmap is None:
        return
    yield b.Para(roadmap.title, b.TAKEAWAY)
    yield b.Para(roadmap.takeaway, b.LEAD)
    yield b.Para(roadmap.as_of, b.SMALL)
    if roadmap.goal:
        yield from _goal(roadmap.goal, material)
    if roadmap.initiatives:
        yield _overview(roadmap)
    if roadmap.timeline:
        yield b.Heading(2, roadmap.timeline.title)
        yield from material.charts.picture("timeline", width=150, caption=roadmap.timeline.takeaway)
    for one in roadmap.initiatives:
        yield from _initiative(one)
    yield from _given_up(roadmap)


def _given_up(roadmap: Roadmap) -> Iterator[b.Block]:
    if roadmap.swaps:
        yield b.Heading(2, _("Gaps that were swapped"))
        yield b.Listing(
            tuple((b.strong(one.title), f"\n{one.reason}", b.quiet(f"\n{one.who}")) for one in roadmap.swaps)
        )
    if roadmap.former:
        yield b.Heading(2, _("No longer on the roadmap"))
        for one in roadmap.former:
            yield from _initiative(one, 3)


def _goal(goal: GoalView, material: Material) -> Iterator[b.Block]:
    yield b.Heading(2, goal.name)
    if goal.why:
        yield b.Para(goal.why)
    if goal.metric:
        yield b.Para(goal.metric, b.SMALL)
    yield b.Para((b.strong(f"{goal.verdict}."), f" {b.spaced(goal.sentence, goal.copied)}"), b.NOTE)
    for note in goal.notes:
        yield b.Para(note, b.SMALL)
    yield strip(list(goal.facts))
    lacks = [(letter.name, lack) for letter in goal.smart for lack in letter.lacks]
    if lacks:
        yield b.Para(_("SMART: what is still missing"), keep_next=True)
        yield b.Listing(tuple((b.strong(name), f": {lack}") for name, lack in lacks))
    yield from material.charts.picture("goal", width=115, height=75, caption=goal.takeaway)
    if goal.milestones:
        yield b.Table(
            columns=(
                b.Column(_("By"), 28),
                b.Column(_("Milestone"), 24),
                b.Column(_("Measured"), 24),
                b.Column(_("State"), 24),
            ),
            rows=tuple(
                b.row(b.head(one.day), one.planned, one.measured, one.state) for one in goal.milestones
            ),
            name=_("Milestones on the way to the target"),
        )


def _overview(roadmap: Roadmap) -> b.Table:
    return b.Table(
        columns=(
            b.Column(_("Initiative"), 42),
            b.Column(_("Owner"), 20),
            b.Column(_("Decision date"), 16),
            b.Column(_("State"), 22),
        ),
        rows=tuple(
            b.row(
                b.head(
                    b.strong(f"{one.number}\u2002{one.title}", to=one.anchor),
                    b.small(one.move),
                    b.small(one.origin),
                ),
                one.owner,
                one.decision_date,
                b.cell(one.state, b.small(one.missed)),
            )
            for one in roadmap.initiatives
        ),
    )


def _initiative(one: InitiativePart, level: int = 2) -> Iterator[b.Block]:
    named = f"{one.number}\u2002{one.title}" if one.number else one.title
    yield b.Heading(level, b.dotted(named, one.state), one.anchor)
    yield b.Para((b.Span(one.move, look=b.QUIET, to=one.domain_anchor),))
    for text in (one.origin, one.claim):
        if text:
            yield b.Para(text, b.NOTE)
    yield strip([(line.label, line.value) for line in one.people])
    if one.pilot:
        yield strip([(line.label, line.value) for line in one.pilot])
    yield b.Table(
        columns=(
            b.Column(_("Metric"), 46),
            b.Column(_("Baseline"), 18),
            b.Column(_("Latest"), 18),
            b.Column(_("Target"), 18),
        ),
        rows=tuple(
            b.row(b.cell(b.small(line.kind), b.strong(line.name)), line.baseline, line.latest, line.target)
            for line in one.metrics
        ),
    )
    if one.last or one.missed:
        yield b.Para((b.strong(one.last), f" {one.missed}" if one.missed else ""))
    if one.next_step:
        yield b.Para((b.strong(_("Next step") + ": "), one.next_step))
    yield from _check_ins(one)
    yield from _decisions(one)
    if one.checklist:
        yield _checklist(one.checklist)


def _check_ins(one: InitiativePart) -> Iterator[b.Block]:
    if one.check_ins:
        yield b.Table(
            columns=(
                b.Column(_("Weekly review"), 18),
                b.Column(_("Leading activity"), 14),
                b.Column(_("Lagging metric"), 14),
                b.Column(_("State"), 13),
                b.Column(_("Said and agreed"), 41),
            ),
            rows=tuple(map(_check_in, one.check_ins)),
        )


def _check_in(one: CheckInRow) -> b.Row:
    said = b.cell(one.line, b.small(one.next_step and f"{_('Next step')}: {one.next_step}"), b.small(one.who))
    return b.row(b.head(one.week_label, b.small(one.pilot)), one.leading, one.lagging, one.status_label, said)


def _decisions(one: InitiativePart) -> Iterator[b.Block]:
    if one.decisions:
        yield b.Table(
            columns=(b.Column(_("Decisions so far"), 40), b.Column(_("Reason"), 60)),
            rows=tuple(
                b.row(
                    b.head(decided.title, b.small(decided.who)),
                    b.cell(b.small(decided.measured), decided.reason),
                )
                for decided in one.decisions
            ),
        )


def _checklist(rows: tuple[ChecklistRow, ...]) -> b.Table:
    return b.Table(
        columns=(
            b.Column(_("Practice"), 30),
            b.Column(_("Has to become true"), 34),
            b.Column(_("State"), 36),
        ),
        rows=tuple(
            b.row(
                b.head(b.strong(one.text, to=one.anchor), b.small(f"→ {one.target_label}")),
                one.reach,
                b.cell(
                    f"{'✓ ' if one.is_met else ''}{one.state}",
                    one.proof,
                    b.Span(one.link, link=one.link) if one.link else "",
                ),
            )
            for one in rows
        ),
    )
