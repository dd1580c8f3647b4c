"""The tables of the result: overview, levels, strengths, domains, what to raise and to prove."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.exports.tables_shapes import Row, Table, number, percent, table, text
from reports.report import Blocker, Domain, Report
from reports.report import choices as codes

HUNDRED = 100


def overview(report: Report) -> Table:
    """What the report is about, where the team stands, and what each section says in a sentence."""
    columns = (text(_("Subject"), 34), number(_("Number")), text(_("In words"), 90))
    rows: list[Row] = [*_about(report)]
    if {one.code for one in report.sections} & {codes.SUMMARY, codes.OUTLOOK}:
        rows += _levels(report)
    for section in report.sections:
        if section.code == codes.SUMMARY:
            rows += _summary(report)
        else:
            rows += [(section.title, None, said) for said in _takeaways(report, section.code)]
    return table("overview", _("Overview"), columns, (row for row in rows if row[1] is not None or row[2]))


def _about(report: Report) -> Iterator[Row]:
    yield _("Report"), None, report.title
    if report.issue:
        yield _("Number of the report"), report.issue.number, report.issue.label
        yield _("Built"), None, report.issue.made
    for fact in report.facts:
        yield fact.label, None, fact.value
    if report.letterhead:
        yield _("Consultancy"), None, report.letterhead.name
        yield _("Disclaimer"), None, report.letterhead.disclaimer


def _levels(report: Report) -> Iterator[Row]:
    headline = report.headline
    yield _("Overall level claimed"), headline.level, headline.claimed_label
    yield _("Overall level evidenced"), headline.evidenced, headline.evidenced_label
    yield _("Overall level possible"), headline.potential, headline.potential_label
    yield _("Levels of the rubric"), report.top, ""


def _summary(report: Report) -> Iterator[Row]:
    headline = report.headline
    result = _("Result")
    for said in (headline.answer, headline.meaning, headline.disagreement, headline.count, headline.left_out):
        yield result, None, said
    yield _("To the next level"), None, headline.progress
    yield _("Since the last round"), None, headline.change
    yield _("Why this level"), None, headline.why
    yield _("How selling works today"), None, headline.today
    yield _("The main business risk"), None, headline.risk
    yield _("What usually helps first at this level"), None, headline.improve_first
    for part in report.summary:
        yield part.title, None, part.text
    yield _("Next step"), None, headline.next_step
    yield _("Strengths to build on"), None, report.strengths_note
    yield _("Gaps to close first"), None, report.gaps_note
    yield _("Who answered"), None, report.who_answered


def _takeaways(report: Report, section: str) -> tuple[str, ...]:
    """The sentences above a section's pictures and tables."""
    profile, agreement = report.profile, report.agreement
    found: dict[str, tuple[str, ...]] = {
        codes.OUTLOOK: (*report.outlook.evidence, report.outlook.moves_note),
        codes.WORKSHEET: (report.worksheet.intro,),
        codes.HEATMAP: (report.heatmap.takeaway,),
        codes.PROFILE: (profile.takeaway, profile.claims_takeaway, report.gap_chart.takeaway),
        codes.DOMAINS: (report.proofs_note,),
        codes.GAPS: (report.gap_chart.takeaway, report.gaps_note),
        codes.DIFFERENCES: (
            *(agreement.takeaway, report.disagreements_note, agreement.furthest),
            agreement.functions_note,
        ),
    }
    if section == codes.INITIATIVES and report.roadmap:
        return report.roadmap.title, report.roadmap.takeaway, report.roadmap.as_of
    if section == codes.ROUNDS and report.rounds:
        metric = report.rounds.metric
        return report.rounds.takeaway, *report.rounds.notes, metric.sentence if metric else ""
    return found.get(section, ())


def strengths(report: Report) -> Table:
    columns = (
        text(_("Domain")),
        text(_("Practice"), 50),
        number(_("Level")),
        text(_("What the team does"), 70),
        text(_("In words"), 24),
        text(_("Evidence"), 30),
    )
    rows = (
        (one.domain, one.text, one.level, one.statement, one.level_label, one.evidence)
        for one in report.strengths
    )
    return table("strengths", _("Strengths"), columns, rows)


def levels(report: Report) -> Table:
    """The ladder, and which of the overall levels stand on which of its steps."""
    columns = (
        number(_("Level")),
        text(_("Name"), 20),
        text(_("Overall level claimed"), 14),
        text(_("Overall level evidenced"), 14),
        text(_("How selling works today"), 60),
        text(_("The main business risk"), 60),
        text(_("What usually helps first at this level"), 60),
    )
    headline, marks = report.headline, {True: _("Yes"), False: ""}
    rows = (
        (
            *(one.rank, one.name, marks[one.rank == headline.level], marks[one.rank == headline.evidenced]),
            *(one.today, one.risk, one.improve_first),
        )
        for one in report.levels
    )
    return table("levels", _("Levels"), columns, rows)


def domains(report: Report) -> Table:
    """Levels and progress; why and what else there is to say where the report has its pages a domain."""
    columns = [
        number(_("Number"), 9),
        text(_("Domain")),
        number(_("Claimed")),
        number(_("Evidenced")),
        number(_("Possible at most")),
        percent(_("To the next level")),
        text(_("Result"), 40),
    ]
    whole = codes.DOMAINS in {one.code for one in report.sections}
    if whole:
        columns += [
            number(_("Number of the gap")),
            text(_("Question"), 40),
            text(_("Finding"), 50),
            text(_("Why this level"), 50),
            text(_("Practices at this level"), 34),
            text(_("More about it"), 50),
            text(_("Since the last round"), 30),
            text(_("Claimed by the roadmap"), 40),
            text(_("Seen differently"), 40),
            text(_("Prove first"), 50),
        ]
    proofs = {one.domain: one.sentence for one in report.proofs}
    rows = (
        (*_standing(one), *(_why(one, proofs.get(one.slug, "")) if whole else ())) for one in report.domains
    )
    return table("domains", _("Domains"), columns, rows)


def _standing(domain: Domain) -> Row:
    progress = domain.progress_percent
    share = None if progress is None else Decimal(progress) / HUNDRED
    return (
        *(domain.number, domain.name),
        *(domain.level, domain.evidenced, domain.potential),
        *(share, domain.verdict),
    )


def _why(domain: Domain, proof: str) -> Row:
    count = "\n".join(said for said in (domain.count, domain.left_out) if said)
    return (
        *(domain.gap, domain.question, domain.finding, domain.blocking, count),
        *(domain.explanation, domain.change, domain.claim, domain.seen_differently, proof),
    )


def conditions(report: Report) -> Table:
    """Why each domain has its level: the conditions for the next one."""
    columns = (
        text(_("Domain")),
        text(_("Next level"), 24),
        text(_("Condition for the next level"), 44),
        text(_("State"), 16),
        text(_("Why"), 70),
    )
    rows = (
        (domain.name, domain.next_label, one.title, one.state, one.sentence)
        for domain in report.domains
        for one in domain.conditions
    )
    return table("conditions", _("Conditions"), columns, rows)


def steps(report: Report) -> Table:
    """What to raise: in every domain, or in the picked gaps where the report has no pages a domain."""
    columns = (
        text(_("Domain")),
        number(_("Number of the gap")),
        number(_("Order")),
        text(_("Practice"), 50),
        text(_("Key practice"), 14),
        number(_("Weight")),
        text(_("Reason"), 28),
        number(_("From level")),
        number(_("To level")),
        text(_("Today"), 50),
        text(_("Has to become true"), 50),
        text(_("Next step"), 60),
    )
    if codes.DOMAINS in {one.code for one in report.sections}:
        found = [(domain.name, domain.gap, domain.blockers) for domain in report.domains]
    else:
        found = [(gap.name, gap.number, gap.steps) for gap in report.gaps]
    rows = (
        (name, gap, order, *_step(one))
        for name, gap, blockers in found
        for order, one in enumerate(blockers, 1)
    )
    return table("what-to-raise", _("What to raise"), columns, rows)


def _step(one: Blocker) -> Row:
    return (
        *(one.text, _("Key practice") if one.key else "", one.weight, one.reason_label),
        *(one.current, one.target, one.today, one.reach, one.next_step),
    )


def proofs(report: Report) -> Table:
    """What is claimed without proof, and what nobody could rate."""
    columns = (
        text(_("Domain")),
        text(_("What is missing"), 20),
        text(_("Practice"), 50),
        number(_("Weight")),
        number(_("Claimed")),
        number(_("Evidenced")),
        text(_("What would prove it"), 60),
    )
    rows = (
        (domain.name, missing, one.text, one.weight, one.claimed, one.evidenced, one.prompt)
        for domain in report.domains
        for missing, items in ((_("Not proven"), domain.proof), (_("Find out first"), domain.find_out))
        for one in items
    )
    return table("prove-first", _("Prove first"), columns, rows)
