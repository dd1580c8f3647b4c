"""How the levels are rated, by which figures, who answered, and what the report cannot say."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exports.word import blocks as b
from reports.exports.word.sections.material import Material
from reports.exports.word.sections.opening import facts_table


def method(material: Material) -> Iterator[b.Block]:
    """The last section."""
    report = material.report
    yield b.Heading(2, _("How the levels are rated"))
    yield b.Table(
        columns=(b.Column(_("Subject"), 24), b.Column(_("Rule"), 76)),
        rows=tuple(b.row(b.head(one.title), one.text) for one in report.method),
    )
    yield b.Heading(2, _("Versions and thresholds"))
    yield facts_table([(one.label, one.value) for one in report.parameters])
    if report.signs:
        yield b.Heading(2, _("Warning signs that the team ticked"))
        yield b.Listing(tuple((b.strong(one.title), f"\n{one.text}") for one in report.signs))
    yield b.Heading(2, _("Respondents"))
    if report.respondents_note:
        yield b.Para(report.respondents_note)
    else:
        yield b.Table(
            columns=(b.Column(_("Name"), 40), b.Column(_("Function"), 30), b.Column(_("Answered"), 30)),
            rows=tuple(
                b.row(b.head(one.name), one.function or "–", one.answered) for one in report.respondents
            ),
        )
    yield b.Heading(2, _("What this report cannot say"))
    yield b.Listing(report.limits)
