"""The cover, or the head of a report without one, and the executive summary."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exports.word import blocks as b
from reports.exports.word.sections.material import Material
from reports.exports.word.sections.remarks import remarks
from reports.report import Gap, Report, Strength
from reports.report.built_shapes import SummaryPart

LOGO_WIDTH, LOGO_HEIGHT = 60, 25
NARROWEST, WIDEST = 18, 48


def cover(material: Material) -> Iterator[b.Block]:
    """Title, team and facts on a page of their own, then the contents."""
    report = material.report
    yield from _logos(material)
    kind = (
        _("Sample of a fictional company") if report.sample else _("Self-assessment, claimed and evidenced")
    )
    yield b.Para(b.dotted(kind, report.issue.label if report.issue else ""), b.KIND)
    yield from material.charts.picture("steps", width=70, height=46)
    yield b.Para(report.title, b.TITLE)
    yield b.Para(report.team, b.SUBTITLE)
    facts = [(fact.label, fact.value) for fact in report.facts]
    if report.issue:
        facts.append((report.issue.label, report.issue.made))
    yield facts_table(facts)
    yield from _sender(material)
    yield b.Contents(_("Contents"))


def masthead(material: Material) -> Iterator[b.Block]:
    """The head of the first page of a report without a cover."""
    report = material.report
    yield from _logos(material)
    yield b.Para(report.title, b.MASTHEAD)
    yield b.Para(b.dotted(report.team, report.organisation), b.SUBTITLE)
    issue = (report.issue.label, report.issue.made) if report.issue else ()
    sender = report.letterhead.name if report.letterhead else ""
    sample = _("Sample of a fictional company") if report.sample else ""
    yield b.Para(b.dotted(report.sealed_on, *issue, sender, sample), b.SMALL)


def disclaimer(material: Material) -> Iterator[b.Block]:
    """The consultancy's, which stands on the cover where there is one."""
    letterhead = material.report.letterhead
    if letterhead and letterhead.disclaimer:
        yield b.Para(letterhead.disclaimer, b.SMALL)


def _logos(material: Material) -> Iterator[b.Block]:
    report, logos = material.report, material.logos
    shown = []
    if report.logo and logos.organisation:
        shown.append(_logo(logos.organisation, report.logo.alt))
    if report.letterhead and logos.consultancy:
        alt = _("Logo of %(organisation)s") % {"organisation": report.letterhead.name}
        shown.append(_logo(logos.consultancy, alt))
    yield b.Beside(tuple(shown))


def _logo(content: bytes, alt: str) -> b.Picture:
    return b.Picture(content, alt, width=LOGO_WIDTH, height=LOGO_HEIGHT, style=b.LOGO)


def _sender(material: Material) -> Iterator[b.Block]:
    if material.report.letterhead:
        yield b.Para(b.strong(material.report.letterhead.name))
    yield from disclaimer(material)


def facts_table(facts: list[tuple[str, str]]) -> b.Table:
    """Labels with their values below each other."""
    return b.Table(
        columns=(b.Column("", 30), b.Column("", 70)),
        rows=tuple(b.row(b.cell(b.quiet(label)), b.cell(b.strong(value))) for label, value in facts),
        headed=False,
    )


def strip(facts: list[tuple[str, str]]) -> b.Table:
    """Labels with their values beside each other."""
    return b.Table(
        columns=tuple(b.Column(label, _share(label, value)) for label, value in facts),
        rows=(b.row(*(b.cell(b.strong(value) if value else "–") for _label, value in facts)),),
    )


def _share(label: str, value: str) -> int:
    """Longer texts have more room, within limits."""
    return min(max(len(label), len(value), NARROWEST), WIDEST)


def summary(material: Material) -> Iterator[b.Block]:
    """Page one: where the team stands, why, and what to do first."""
    report, answer = material.report, material.report.headline
    yield b.Para(answer.answer, b.TAKEAWAY)
    counted = (f"{text}. " for text in (answer.count, answer.left_out) if text)
    apart = b.Span(answer.disagreement, to="differences", look="" if material.has("differences") else b.QUIET)
    yield b.Para((f"{answer.meaning} ", *counted, apart), b.LEAD)
    yield strip([(label, value) for label, value in _figures(material) if value])
    parts = {part.code: part for part in report.summary}
    if answer.why:
        yield b.Para((b.strong(_("Why this level")), f"\n{answer.why}"))
    change = parts["change"]
    yield b.Para((b.strong(change.title), f"\n{change.text}"))
    yield from _strengths(report, parts["strengths"])
    yield from _gaps(report, parts["gaps"])
    yield from _calls(material, parts["next_step"])
    yield b.Para(report.who_answered, b.SMALL)
    yield from remarks(report.summary_remarks)


def _figures(material: Material) -> list[tuple[str, str]]:
    report, answer = material.report, material.report.headline
    return [
        (_("Claimed"), answer.claimed_label),
        (_("Evidenced"), answer.evidenced_label),
        (_("Possible at most"), answer.potential_label),
        (_("To the next level"), answer.progress),
        (_("Business goal"), report.goal),
        (_("Since the last round"), answer.change),
    ]


def _strengths(report: Report, part: SummaryPart) -> Iterator[b.Block]:
    """What the draft says of each already is not said twice."""
    yield b.Heading(2, part.title)
    yield b.Para(part.text)
    if report.strengths:
        yield b.Listing(tuple(_strength(one, whole=part.is_edited) for one in report.strengths))
    if report.strengths_note:
        yield b.Para(report.strengths_note, b.NOTE)


def _strength(one: Strength, *, whole: bool) -> b.Words:
    about = b.quiet(f"\n{b.dotted(one.domain, one.level_label, one.evidence)}")
    return (b.strong(one.text, to=one.anchor), f"\n{one.statement}" if whole else "", about)


def _gaps(report: Report, part: SummaryPart) -> Iterator[b.Block]:
    yield b.Heading(2, part.title)
    yield b.Para(part.text)
    if report.gaps:
        yield b.Listing(tuple(_gap(one, whole=part.is_edited) for one in report.gaps), numbered=True)
    if report.gaps_note:
        yield b.Para(report.gaps_note, b.NOTE)


def _gap(one: Gap, *, whole: bool) -> b.Words:
    finding = f"{one.finding}." if whole else ""
    return (b.strong(one.title, to=one.anchor), "\n" + b.spaced(finding, one.reach, one.proof))


def _calls(material: Material, part: SummaryPart) -> Iterator[b.Block]:
    roadmap = material.report.roadmap
    if part.text:
        yield b.Para((b.strong(part.title), f"\n{part.text}"), b.CALL)
    if roadmap:
        goal = f"{roadmap.goal.name}: {roadmap.goal.verdict}. " if roadmap.goal else ""
        head = b.strong(_("Where the roadmap stands"), to="initiatives")
        yield b.Para((head, f"\n{goal}{roadmap.takeaway}"), b.CALL)
