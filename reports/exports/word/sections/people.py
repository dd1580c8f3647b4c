"""What the respondents said: where they differ, what to discuss, every answer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exports.word import blocks as b
from reports.exports.word.sections.material import Material
from reports.exports.word.sections.remarks import remarks
from reports.report import Agreement, Disagreement, DomainAnswers, Entry, QuestionAnswers

LINES, ACTION = 3, 13
"""Lines to write on, and the height of an empty row, in millimetres."""


def differences(material: Material) -> Iterator[b.Block]:
    """How far the respondents see the same."""
    report, agreement = material.report, material.report.agreement
    if agreement.takeaway:
        yield b.Para(agreement.takeaway, b.LEAD)
    for note in (report.disagreements_note, agreement.furthest, agreement.functions_note):
        if note:
            yield b.Para(note)
    if agreement.rows:
        yield b.Heading(2, _("Median of each function’s ratings, by domain"))
        yield _functions(agreement, material)
    if report.disagreements:
        yield b.Heading(2, _("Practices whose ratings lie two levels or more apart"))
        yield b.Table(
            columns=(
                b.Column(_("Practice"), 30),
                b.Column(_("Who said what"), 26),
                b.Column(_("Median by function"), 20),
                b.Column(_("What was agreed"), 24),
            ),
            rows=tuple(map(_apart, report.disagreements)),
        )
    yield from remarks(report.disagreement_remarks)


def _functions(agreement: Agreement, material: Material) -> b.Table:
    shades = material.palette.shades
    rows = []
    for one in agreement.rows:
        cells = [
            b.cell(
                b.Para(each.mark, b.CELL_MARK),
                b.Para(each.label, b.CELL_HEAT),
                ground=shades[each.shade - 1].ground if each.shade else "",
                colour=shades[each.shade - 1].text if each.shade else "",
            )
            for each in one.cells
        ]
        rows.append(b.Row((b.head(b.strong(one.name, to=one.anchor), b.small(one.apart)), *cells)))
    share = 74 // max(len(agreement.columns), 1)
    return b.Table(
        columns=(
            b.Column(_("Domain"), 26),
            *(b.Column(one.name, share, note=one.counted) for one in agreement.columns),
        ),
        rows=tuple(rows),
        style=b.HEAT_TABLE,
        name=_("Median of each function’s ratings, by domain"),
    )


def _apart(item: Disagreement) -> b.Row:
    said: list[b.Words | b.Para] = []
    for share in item.shares:
        if share.count:
            said += [(b.strong(f"{share.label}:"), f" {share.counted}"), b.small(share.who)]
    medians = [f"{one.label} ({one.counted}): {one.value}" for one in item.functions]
    nothing = _("Nothing; the median stands: %(level)s") % {"level": item.median_label}
    median = b.small(_("Median: %(level)s") % {"level": item.median_label})
    agreed = (item.consensus, b.small(item.dissent), median) if item.consensus else (nothing,)
    about = b.small(f"{item.spread_label}, {item.deviation}")
    return b.row(
        b.head(b.strong(item.text, to=item.anchor), b.small(item.domain), about),
        b.cell(*said, b.small(item.sentence)),
        b.cell(*(medians or ["–"])),
        b.cell(*agreed),
    )


def worksheet(material: Material) -> Iterator[b.Block]:
    """Questions to discuss, with lines to write on, and a table of actions."""
    found = material.report.worksheet
    yield b.Para(found.intro, b.LEAD)
    for talk in found.talks:
        yield b.Heading(2, talk.title)
        yield b.Para(b.strong(talk.question))
        if talk.points:
            yield b.Listing(talk.points, keep_next=True)
        for line in range(1, LINES + 1):
            yield b.Para("", b.RULED, keep_next=line < LINES)
    yield b.Heading(2, found.actions_title)
    yield b.Table(
        columns=tuple(b.Column(title) for title in found.columns),
        rows=(b.Row(tuple(b.cell("") for _title in found.columns), height=ACTION),) * found.rows,
        style=b.FORM_TABLE,
        name=found.actions_title,
    )


def answers(material: Material) -> Iterator[b.Block]:
    """Every answer with its evidence, in the order of the framework."""
    if not material.report.has_answers:
        return
    for domain in material.report.answers:
        yield b.Heading(2, domain.name)
        yield _answers(domain)


def _answers(domain: DomainAnswers) -> b.Table:
    return b.Table(
        columns=(
            b.Column(_("Practice"), 32),
            b.Column(_("Claimed, evidenced"), 20),
            b.Column(_("Answers, with evidence or why it does not apply"), 48),
        ),
        rows=tuple(map(_answer, domain.questions)),
        name=domain.name,
    )


def _answer(one: QuestionAnswers) -> b.Row:
    weight = f" ({one.weight_label})" if one.weight_label else ""
    rated = [one.rating_label]
    if one.evidenced_label != one.rating_label:
        rated.append(one.evidenced_label)
    counts = tuple(f"{count.label}: {count.value}" for count in one.counts)
    entries = [part for entry in one.entries for part in _entry(entry)]
    nobody = () if counts or one.note or entries else (_("Nobody answered."),)
    return b.row(
        b.head(f"{one.number}\u2002{one.text}{weight}{f' {b.KEY}' if one.key else ''}"),
        b.cell(", ".join(rated), b.small(one.consensus)),
        b.cell(b.small(one.statement), *counts, one.note, *entries, *nobody),
        anchor=one.anchor,
    )


def _entry(entry: Entry) -> Iterator[b.Words | b.Para]:
    if entry.respondent:
        name = f"{entry.respondent} ({entry.function})" if entry.function else entry.respondent
        yield (b.strong(f"{name}:"), f" {b.dotted(entry.label, entry.dated)}")
    yield entry.reason
    yield entry.note
    if entry.link:
        yield b.Span(entry.link, link=entry.link)
