"""One domain after the other: its level, why, and what raises it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exports.word import blocks as b
from reports.exports.word.sections.material import Material
from reports.exports.word.sections.opening import strip
from reports.exports.word.sections.remarks import remarks
from reports.report import Blocker, Domain, DomainAnswers, ProofItem
from reports.report import choices as codes


def domains(material: Material) -> Iterator[b.Block]:
    """A page for each domain, with its finding as the title."""
    report = material.report
    if report.proofs_note:
        yield b.Para(report.proofs_note)
    for number, (one, practices) in enumerate(zip(report.domains, report.answers, strict=True)):
        yield from _domain(one, practices, material, first=not number)


def _domain(one: Domain, practices: DomainAnswers, material: Material, *, first: bool) -> Iterator[b.Block]:
    picked = _("Gap %(number)s") % {"number": one.gap} if one.gap else ""
    yield b.Heading(2, b.dotted(f"{one.number}\u2002{one.name}", picked), one.anchor, new_page=not first)
    yield b.Para(one.finding, b.TAKEAWAY)
    yield b.Para(one.question, b.LEAD)
    yield strip(
        [
            (_("Claimed"), one.level_label),
            (_("Evidenced"), one.evidenced_label),
            (_("Possible at most"), one.potential_label),
            (_("Practices"), b.dotted(one.count, one.left_out)),
            (_("Progress"), one.progress),
        ]
    )
    yield b.Para(one.verdict)
    for text in (one.explanation, one.change, one.claim, one.seen_differently):
        if text:
            yield b.Para(text, b.NOTE)
    yield from _conditions(one)
    yield from _blockers(one)
    yield from _proof(one, material)
    if not material.has(codes.ANSWERS):
        yield from _standing(practices)
    yield from remarks(one.remarks, 3)
    yield b.Para((b.strong(_("Why it matters")), f" {one.why}"))


def _conditions(one: Domain) -> Iterator[b.Block]:
    if not one.conditions:
        return
    yield b.Heading(3, _("Why this level and not the next"))
    yield b.Table(
        columns=(
            b.Column(_("Condition for the next level"), 32),
            b.Column(_("State"), 18),
            b.Column(_("The numbers"), 50),
        ),
        rows=tuple(
            b.row(
                b.head(item.title),
                b.cell(b.strong(f"{'✓' if item.holds else '✗'} {item.state}")),
                item.sentence,
            )
            for item in one.conditions
        ),
    )
    yield b.Para(one.blocking)


def _blockers(one: Domain) -> Iterator[b.Block]:
    if one.blockers:
        wanted = _("What it takes: %(level)s") % {"level": one.next_label}
        yield b.Heading(3, wanted if one.next_label else _("What is left to finish"))
        yield b.Table(
            columns=(
                b.Column(_("Practice"), 22),
                b.Column(_("True today"), 26),
                b.Column(_("Has to become true"), 26),
                b.Column(_("Next step"), 26),
            ),
            rows=tuple(map(_blocker, one.blockers)),
        )
    elif one.find_out:
        yield b.Heading(3, _("Find out first"))
        yield b.Listing(tuple((b.strong(_weighed(item)), f"\n{item.prompt}") for item in one.find_out))


def _blocker(one: Blocker) -> b.Row:
    key = b.KEY if one.key and one.reason != "key" else ""
    return b.row(
        b.head(b.strong(one.text, to=one.anchor), b.small(b.dotted(one.reason_label, one.weight_label, key))),
        b.cell(b.small(one.current_label), one.today),
        b.cell(b.small(f"→ {one.target_label}"), one.reach),
        one.next_step,
    )


def _proof(one: Domain, material: Material) -> Iterator[b.Block]:
    if not one.proof:
        return
    yield b.Heading(3, _("Not proven"))
    for found in material.report.proofs:
        if found.domain == one.slug:
            yield b.Para(found.sentence)
    yield b.Table(
        columns=(
            b.Column(_("Practice"), 38),
            b.Column(_("Claimed → evidenced"), 24),
            b.Column(_("What would prove it"), 38),
        ),
        rows=tuple(
            b.row(b.head(_weighed(item)), f"{item.claimed_label} → {item.evidenced_label}", item.prompt)
            for item in one.proof
        ),
    )


def _weighed(item: ProofItem) -> str:
    return f"{item.text} ({item.weight_label})" if item.weight_label else item.text


def _standing(practices: DomainAnswers) -> Iterator[b.Block]:
    yield b.Heading(3, _("Where each practice stands"))
    yield b.Table(
        columns=(
            b.Column(_("Practice"), 40),
            b.Column(_("Rating"), 18),
            b.Column(_("What the team does"), 42),
        ),
        rows=tuple(
            b.row(
                b.head(f"{item.number}\u2002{item.text}{f' {b.KEY}' if item.key else ''}"),
                item.rating_label,
                item.statement or "–",
            )
            for item in practices.questions
        ),
    )
