"""From a source to its report: every part in its place."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.colours import is_colour, nearest_readable
from reports.report.agreement import agreement, disagreements, disagreements_note, proofs, proofs_note
from reports.report.answers import answers, respondents, respondents_note
from reports.report.built_shapes import Issue
from reports.report.domains import domains
from reports.report.edition import PLAIN, Edition
from reports.report.gaps import gap_chart, gaps, gaps_note
from reports.report.headline import headline, level_rows
from reports.report.heatmap import heatmap
from reports.report.index import Index
from reports.report.method import limits, method, parameters
from reports.report.narrowing import narrowed, without_evidence, without_proof
from reports.report.outlook import outlook, who_answered
from reports.report.plain_shapes import Fact, Logo, Point
from reports.report.profile import profile
from reports.report.remarks import remarks
from reports.report.roadmap import mistakes, rules
from reports.report.roadmap_plan import roadmap
from reports.report.rounds import comparison
from reports.report.rounds_shapes import Comparison
from reports.report.sections import sections
from reports.report.shapes import Report
from reports.report.strengths import strengths, strengths_note
from reports.report.summary import summary
from reports.report.wording import day, listed, sentences
from reports.report.worksheet import worksheet
from reports.rounds.sides import Side
from reports.source import Source

NO_BREAK = "\xa0"


def build(source: Source, edition: Edition = PLAIN) -> Report:
    """The report of one sealed assessment, in the active language, as the edition wants it."""
    choices = edition.choices
    index = Index(narrowed(source, choices))
    source = index.source
    found_gaps = gaps(index)
    found_domains = domains(index)
    found_strengths = strengths(index)
    found_headline = headline(index, found_gaps)
    found_answers = answers(index)
    found_roadmap, found_rounds = roadmap(index), _rounds(source)
    if found_roadmap is not None and not choices.evidence:
        found_roadmap = without_proof(found_roadmap)
    found_profile, found_agreement = profile(index, found_domains), agreement(index)
    found_disagreements, found_proofs = disagreements(index), proofs(index)
    found_respondents, note = respondents(index), respondents_note(index)
    who = who_answered(found_respondents, note)
    goal = next((goal for goal in source.content.goals if goal.slug == source.goal), None)
    return Report(
        language=get_language() or "en",
        sample=source.sample,
        title=_("Sales maturity report"),
        team=source.team,
        assessment="" if source.title == source.team else source.title,
        organisation=source.organisation,
        accent=_accent(source, edition),
        logo=_logo(source),
        scope=_scope(index),
        sealed_at=source.submitted_at.isoformat(),
        sealed_on=day(source.submitted_at),
        top=index.top,
        facts=_facts(index),
        goal=goal.name if goal else "",
        goal_smart=goal.smart if goal else "",
        goal_metric=goal.metric if goal else "",
        signs=_signs(index),
        headline=found_headline,
        levels=level_rows(index),
        domains=found_domains,
        strengths=found_strengths,
        strengths_note=strengths_note(index, found_strengths),
        gaps=found_gaps,
        gaps_note=gaps_note(index),
        profile=found_profile,
        gap_chart=gap_chart(index),
        rules=rules(index),
        mistakes=mistakes(),
        proofs=found_proofs,
        proofs_note=proofs_note(index),
        agreement=found_agreement,
        disagreements=found_disagreements,
        disagreements_note=disagreements_note(index),
        heatmap=heatmap(index),
        answers=found_answers if choices.evidence else without_evidence(found_answers),
        respondents=found_respondents,
        respondents_note=note,
        method=method(index),
        parameters=parameters(index),
        limits=limits(index),
        summary_remarks=remarks(index, "summary"),
        gap_remarks=remarks(index, "gaps"),
        disagreement_remarks=remarks(index, "disagreements"),
        roadmap=found_roadmap,
        rounds=found_rounds,
        sections=sections(
            choices, has_roadmap=found_roadmap is not None, has_rounds=found_rounds is not None
        ),
        summary=summary(index, edition, headline=found_headline, strengths=found_strengths, gaps=found_gaps),
        issue=_issue(edition),
        letterhead=edition.letterhead if choices.consultancy else None,
        has_answers=choices.answers,
        who_answered=who,
        outlook=outlook(
            domains=found_domains,
            gaps=found_gaps,
            gaps_note=gaps_note(index),
            roadmap=found_roadmap,
            evidence=(
                found_profile.claims_takeaway,
                *(f"{proof.name}: {proof.sentence}" for proof in found_proofs),
                who,
                found_agreement.takeaway or disagreements_note(index),
            ),
        ),
        worksheet=worksheet(gaps=found_gaps, disagreements=found_disagreements),
    )


def _accent(source: Source, edition: Edition) -> str:
    """The chosen look's colour, dark enough to be read on white; without one of the consultancy's own, the
    organisation's.
    """
    look = edition.choices.look
    accent = "" if look == "product" else source.accent
    if look == "consultancy" and edition.letterhead is not None and edition.letterhead.accent:
        accent = edition.letterhead.accent
    return nearest_readable(accent) if is_colour(accent) else ""


def _issue(edition: Edition) -> Issue | None:
    if edition.number is None or edition.issued_at is None:
        return None
    made_on = day(edition.issued_at)
    made = _("Built on %(date)s") % {"date": made_on}
    if edition.issued_by and edition.choices.names:
        made = _("Built on %(date)s by %(name)s") % {"date": made_on, "name": edition.issued_by}
    return Issue(number=edition.number, label=_("Report %(number)d") % {"number": edition.number}, made=made)


def _rounds(source: Source) -> Comparison | None:
    if source.earlier is None:
        return None
    now = Side(source.content, source.result, source.submitted_at, source.plan)
    return comparison(source.earlier.side, now, source.earlier.reworded)


def _logo(source: Source) -> Logo | None:
    if source.logo is None:
        return None
    picture, alt = source.logo, _("Logo of %(organisation)s") % {"organisation": source.organisation}
    return Logo(digest=picture.digest, width=picture.width, height=picture.height, alt=alt)


def _scope(index: Index) -> str:
    return _("%(framework)s · %(rubric)s · %(date)s") % {
        "framework": index.content.name,
        "rubric": index.content.rubric_name,
        "date": day(index.source.submitted_at).replace(" ", NO_BREAK),
    }


def _signs(index: Index) -> tuple[Point, ...]:
    """The ticked warning signs, each with the domains at which it points."""
    return tuple(
        Point(
            sign.text,
            sentences(
                sign.meaning,
                _("It points at %(domains)s.")
                % {"domains": listed([index.domains[slug].name for slug in sign.domains])},
            ),
        )
        for sign in index.content.signs
        if sign.slug in index.source.signs
    )


def _facts(index: Index) -> tuple[Fact, ...]:
    source, count = index.source, len(index.source.answerers)
    goal = next((goal.name for goal in index.content.goals if goal.slug == source.goal), _("None chosen"))
    facts = (
        Fact(_("Organisation"), source.organisation),
        Fact(_("Team"), source.team),
        Fact(_("Assessment"), source.title),
        Fact(_("Business goal"), goal),
        Fact(
            _("Answered by"),
            ngettext("%(count)d respondent", "%(count)d respondents", count) % {"count": count},
        ),
        Fact(_("Submitted"), day(source.submitted_at)),
        Fact(_("Opened again"), ", ".join(day(reopened.at) for reopened in source.reopenings)),
        Fact(_("Framework"), index.content.name),
        Fact(_("Rubric"), index.content.rubric_name),
    )
    return tuple(fact for fact in facts if fact.value)
