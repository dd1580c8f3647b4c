"""Leaving out what a report shall not tell, before any text is made from it.

What is taken away here is in no sentence, picture, table or file of the report. Levels and gaps stay: they
are those that sealing stored.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from assessments.anonymity import functions_shown
from reports.remarks import Remark
from reports.report.answer_shapes import DomainAnswers, Entry, QuestionAnswers
from reports.report.choices import Choices
from reports.report.roadmap_shapes import InitiativePart, Roadmap
from reports.source import Agreed, Answerer, Source
from roadmaps.plan import Aim, Plan, Planned, Stretch, Swap, Week


def narrowed(source: Source, choices: Choices) -> Source:
    """The source without names, own words, or the organisation's identity, as chosen.

    Evidence leaves only ``without_evidence``: whether there is any decides what counts as a strength.
    """
    if not choices.answers:
        source = replace(source, answers_hidden=True)
    if not choices.names:
        source = _without_names(source)
    if not choices.notes:
        source = _without_notes(source)
    if not choices.identity:
        source = _without_identity(source)
    return source


def _without_names(source: Source) -> Source:
    """People are numbered; a function that one person alone has would name them as well."""
    counts: dict[str, int] = {}
    for one in source.answerers:
        counts[one.function] = counts.get(one.function, 0) + 1
    shown = functions_shown(counts)
    return replace(
        source,
        answerers=tuple(
            Answerer(name="", function=one.function if one.function in shown else "", answers=one.answers)
            for one in source.answerers
        ),
        remarks=tuple(map(_unsigned, source.remarks)),
        reopenings=tuple(replace(one, by="") for one in source.reopenings),
        plan=_nameless(source.plan),
        earlier=replace(
            source.earlier, side=replace(source.earlier.side, plan=_nameless(source.earlier.side.plan))
        )
        if source.earlier
        else None,
    )


def _unsigned(remark: Remark) -> Remark:
    reply = replace(remark.reply, author=_("The client")) if remark.reply else None
    return replace(remark, author=_("The consultant"), reply=reply)


def _hidden(name: str) -> str:
    """That somebody is named stays to be seen: an initiative without an owner is another matter."""
    return _("name left out") if name else ""


def _nameless(plan: Plan | None) -> Plan | None:
    if plan is None:
        return None
    return replace(
        plan,
        goal=replace(plan.goal, owner=_hidden(plan.goal.owner)) if plan.goal else None,
        initiatives=tuple(map(_nameless_initiative, plan.initiatives)),
        former=tuple(map(_nameless_initiative, plan.former)),
        swaps=tuple(replace(one, by="") for one in plan.swaps),
    )


def _nameless_initiative(planned: Planned) -> Planned:
    return replace(
        planned,
        owner=_hidden(planned.owner),
        manager=_hidden(planned.manager),
        checklist=tuple(replace(one, answered_by="") for one in planned.checklist),
        pilots=tuple(replace(one, decided_by="") for one in planned.pilots),
        check_ins=tuple(replace(one, author="") for one in planned.check_ins),
    )


def _without_notes(source: Source) -> Source:
    """Nothing that a consultant, a lead or an owner wrote in words of their own."""
    return replace(
        source,
        remarks=(),
        consensus=tuple((slug, Agreed(level=one.level, why="")) for slug, one in source.consensus),
        reopenings=tuple(replace(one, why="") for one in source.reopenings),
        plan=_wordless(source.plan),
        earlier=replace(
            source.earlier, side=replace(source.earlier.side, plan=_wordless(source.earlier.side.plan))
        )
        if source.earlier
        else None,
    )


def _wordless(plan: Plan | None) -> Plan | None:
    if plan is None:
        return None
    return replace(
        plan,
        goal=replace(plan.goal, why="") if plan.goal else None,
        initiatives=tuple(map(_wordless_initiative, plan.initiatives)),
        former=tuple(map(_wordless_initiative, plan.former)),
        swaps=tuple(map(_wordless_swap, plan.swaps)),
    )


def _wordless_swap(swap: Swap) -> Swap:
    return replace(swap, reason="")


def _wordless_initiative(planned: Planned) -> Planned:
    return replace(
        planned,
        also_watched=(),
        steps=("", "", "", ""),
        pilots=tuple(map(_wordless_pilot, planned.pilots)),
        check_ins=tuple(map(_wordless_week, planned.check_ins)),
    )


def _wordless_pilot(pilot: Stretch) -> Stretch:
    return replace(pilot, reason="")


def _wordless_week(week: Week) -> Week:
    return replace(week, line="", next_step="")


def _without_identity(source: Source) -> Source:
    """Titles and names that a team gave may say who it is, so the framework's words stand in their place."""
    names = {domain.slug: domain.name for domain in source.content.domains}
    earlier = source.earlier
    return replace(
        source,
        team=_("A sales team"),
        title="",
        organisation="",
        accent="",
        logo=None,
        plan=_untitled(source.plan, names),
        earlier=replace(earlier, side=replace(earlier.side, plan=_untitled(earlier.side.plan, names)))
        if earlier
        else None,
    )


def _untitled(plan: Plan | None, names: dict[str, str]) -> Plan | None:
    if plan is None:
        return None

    def initiative(planned: Planned) -> Planned:
        return replace(
            planned,
            title=names.get(planned.domain, planned.domain),
            pilots=tuple(replace(one, segment=_hidden(one.segment)) for one in planned.pilots),
        )

    return replace(
        plan,
        goal=_untitled_goal(plan.goal),
        initiatives=tuple(map(initiative, plan.initiatives)),
        former=tuple(map(initiative, plan.former)),
    )


def _untitled_goal(aim: Aim | None) -> Aim | None:
    """A goal from the framework's catalogue serves domains; one of the team's own is called by its metric."""
    if aim is None or aim.serves:
        return aim
    return replace(aim, name=aim.metric)


def without_evidence(answers: tuple[DomainAnswers, ...]) -> tuple[DomainAnswers, ...]:
    """The answers without notes, links, dates and reasons."""
    return tuple(
        replace(domain, questions=tuple(map(_bare_question, domain.questions))) for domain in answers
    )


def _bare_question(question: QuestionAnswers) -> QuestionAnswers:
    bare = tuple(map(_bare, question.entries))
    return replace(question, entries=tuple(one for one in bare if one.respondent))


def _bare(entry: Entry) -> Entry:
    return replace(entry, reason="", note="", link="", dated="", dated_on=None)


def without_proof(roadmap: Roadmap) -> Roadmap:
    """The roadmap without what was shown for the practices of its checklists."""
    return replace(
        roadmap,
        initiatives=tuple(map(_bare_checklist, roadmap.initiatives)),
        former=tuple(map(_bare_checklist, roadmap.former)),
    )


def _bare_checklist(part: InitiativePart) -> InitiativePart:
    return replace(part, checklist=tuple(replace(row, proof="", link="") for row in part.checklist))
