"""This round beside the one before."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exports.word import blocks as b
from reports.exports.word.sections.material import Material
from reports.report.rounds_shapes import Comparison, DomainChange, MetricChange, Outcome, PracticeChange


def rounds(material: Material) -> Iterator[b.Block]:
    """What changed since the last round, and what was done about it."""
    found = material.report.rounds
    if found is None:
        return
    yield b.Para(found.takeaway, b.TAKEAWAY)
    for note in found.notes:
        yield b.Para(note, b.NOTE)
    if found.profile:
        yield from material.charts.picture(
            "rounds",
            width=120,
            height=95,
            caption=b.spaced(
                found.profile.title + ".",
                _("Each point stands at the level plus the progress to the next one."),
            ),
        )
    if found.comparable:
        yield _domains(found, material.palette.tint)
    yield from _done(found)
    yield from _changed(found)


def _done(found: Comparison) -> Iterator[b.Block]:
    if found.metric or found.initiatives:
        yield b.Heading(2, _("What was done about it"))
    if found.metric:
        yield from _metric(found.metric)
    if found.initiatives:
        yield _initiatives(found.initiatives)


def _changed(found: Comparison) -> Iterator[b.Block]:
    only = _("Practices that only one round rated, or that read differently")
    named = (
        (_("Practices that rose"), found.rose),
        (_("Practices that fell"), found.fell),
        (only, found.others),
    )
    for title, practices in named:
        if practices:
            yield b.Heading(2, title)
            yield _practices(practices, found)


def _domains(found: Comparison, tint: str) -> b.Table:
    whole = (found.overall,) if found.overall else ()
    return b.Table(
        columns=(
            b.Column(_("Domain"), 24),
            b.Column(found.before_name, 22),
            b.Column(found.after_name, 22),
            b.Column(_("Difference"), 32),
        ),
        rows=(*(_change(one) for one in found.domains), *(_change(one, tint) for one in whole)),
    )


def _change(one: DomainChange, ground: str = "") -> b.Row:
    done = (b.small(b.spaced(f"{each.title}: {each.state}", each.source)) for each in one.initiatives)
    return b.row(
        b.head(one.name),
        one.before,
        one.after,
        b.cell(one.change, b.small(one.proof), *done),
        ground=ground,
    )


def _metric(metric: MetricChange) -> Iterator[b.Block]:
    yield b.Para(b.strong(metric.sentence))
    if len(metric.values) > 1:
        yield b.Table(
            columns=(b.Column(_("Period"), 50), b.Column(_("Value"), 50)),
            rows=tuple(b.row(b.head(one.label), one.value) for one in metric.values),
            name=metric.name,
        )


def _initiatives(found: tuple[Outcome, ...]) -> b.Table:
    return b.Table(
        columns=(
            b.Column(_("Initiative"), 34),
            b.Column(_("Domain, one level up"), 30),
            b.Column(_("What became of it"), 36),
        ),
        rows=tuple(
            b.row(
                b.head(one.title),
                b.cell(one.domain, b.small(one.move)),
                b.cell(one.state, b.small(one.source)),
            )
            for one in found
        ),
    )


def _practices(found: tuple[PracticeChange, ...], comparison: Comparison) -> b.Table:
    names = (comparison.before_name, comparison.after_name) if comparison.comparable else ()
    return b.Table(
        columns=(
            b.Column(_("Practice"), 40),
            *(b.Column(name, 20) for name in names),
            b.Column(_("Initiative"), 20 if names else 60),
        ),
        rows=tuple(
            b.row(
                b.head(one.text, b.small(b.dotted(one.domain, one.change))),
                *((one.before, one.after) if names else ()),
                one.initiative or "–",
            )
            for one in found
        ),
    )
