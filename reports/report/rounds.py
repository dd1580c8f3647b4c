"""Two rounds of an assessment beside each other: what rose, what fell, and what was done about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.content import DomainText
from reports.report.domains import claimed_value
from reports.report.ladder import Ladder
from reports.report.profile_shapes import Axis, Profile
from reports.report.rounds_plan import all_outcomes, metric_change, started_between
from reports.report.rounds_practices import practices
from reports.report.rounds_shapes import Comparison, Direction, DomainChange, Outcome
from reports.report.wording import day, listed, sentences
from reports.rounds.sides import Side, compares
from scoring import DomainResult, OverallResult

Standing = DomainResult | OverallResult


@dataclass(frozen=True)
class _Pair:
    """Both rounds with their domains at hand by slug."""

    before: Side
    after: Side

    @property
    def comparable(self) -> bool:
        return compares(self.before, self.after)

    @cached_property
    def ladders(self) -> tuple[Ladder, Ladder]:
        return Ladder(self.before.content), Ladder(self.after.content)

    @cached_property
    def domains(self) -> list[tuple[DomainText, DomainResult | None, DomainResult | None]]:
        """As the later round has them, then those that it does not ask any more."""
        old = {one.domain: one for one in self.before.result.domains}
        new = {one.domain: one for one in self.after.result.domains}
        gone = [text for text in self.before.content.domains if text.slug not in new]
        texts = [*self.after.content.domains, *gone]
        return [(text, old.get(text.slug), new.get(text.slug)) for text in texts]


def comparison(
    before: Side, after: Side, reworded: frozenset[str] = frozenset(), between: tuple[Side, ...] = ()
) -> Comparison:
    """The earlier round against the later one; ``reworded`` are the questions that read differently.

    Of the rounds ``between`` them, the oldest first, only the roadmaps are told.
    """
    pair, sides = _Pair(before, after), (before, *between, after)
    done = all_outcomes(sides)
    serving = {one.domain: one.title for one in started_between(sides)}
    rose, fell, others = practices(before, after, reworded, serving, comparable=pair.comparable)
    by_domain = {
        text.slug: tuple(one for domain, one in done if domain == text.slug) for text, *_ends in pair.domains
    }
    domains = _domains(pair, by_domain) if pair.comparable else ()
    takeaway = _takeaway(pair, domains)
    return Comparison(
        title=_("Before and after"),
        before_name=_("Before, %(date)s") % {"date": day(before.submitted_at)},
        after_name=_("After, %(date)s") % {"date": day(after.submitted_at)},
        comparable=pair.comparable,
        takeaway=takeaway,
        notes=tuple(_notes(pair)),
        profile=_profile(pair, takeaway) if pair.comparable else None,
        overall=_overall(pair) if pair.comparable else None,
        domains=domains,
        rose=rose,
        fell=fell,
        others=others,
        initiatives=tuple(outcome for _slug, outcome in done),
        metric=metric_change(sides),
    )


def _domains(pair: _Pair, initiatives: dict[str, tuple[Outcome, ...]]) -> tuple[DomainChange, ...]:
    return tuple(
        _change(pair, before, after, slug=text.slug, name=text.name, initiatives=initiatives[text.slug])
        for text, before, after in pair.domains
    )


def _overall(pair: _Pair) -> DomainChange:
    return _change(pair, pair.before.result.overall, pair.after.result.overall, name=_("Overall"))


def _change(
    pair: _Pair,
    before: Standing | None,
    after: Standing | None,
    *,
    name: str,
    slug: str = "",
    initiatives: tuple[Outcome, ...] = (),
) -> DomainChange:
    old, new = pair.ladders
    direction, change = _difference(before, after)
    return DomainChange(
        slug=slug,
        name=name,
        before=_("Not asked") if before is None else old.verdict(before),
        after=_("Not asked") if after is None else new.verdict(after),
        levels=(before.level if before else None, after.level if after else None),
        evidenced=(before.evidenced if before else None, after.evidenced if after else None),
        direction=direction,
        change=change,
        proof=_proof(before, after),
        initiatives=initiatives,
    )


def _difference(before: Standing | None, after: Standing | None) -> tuple[Direction, str]:
    if before is None:
        return "none", _("New in the later version")
    if after is None:
        return "none", _("No longer asked")
    if before.level is None or after.level is None:
        return "none", _("No level to compare")
    return _steps(after.level - before.level)


def _steps(difference: int) -> tuple[Direction, str]:
    count = abs(difference)
    if difference > 0:
        return "up", ngettext("%(count)d level up", "%(count)d levels up", count) % {"count": count}
    if difference < 0:
        return "down", ngettext("%(count)d level down", "%(count)d levels down", count) % {"count": count}
    return "same", _("The same level")


def _proof(before: Standing | None, after: Standing | None) -> str:
    if before is None or after is None or before.evidenced is None or after.evidenced is None:
        return ""
    if before.evidenced == after.evidenced:
        return ""
    words = (
        _("Evidenced: up from level %(before)d to level %(after)d.")
        if after.evidenced > before.evidenced
        else _("Evidenced: down from level %(before)d to level %(after)d.")
    )
    return words % {"before": before.evidenced, "after": after.evidenced}


def _takeaway(pair: _Pair, domains: tuple[DomainChange, ...]) -> str:
    if not pair.comparable:
        return _(
            "The two rounds were rated on different rubrics, so their levels do not compare and are not "
            "shown beside each other."
        )
    rose = [one.name for one in domains if one.direction == "up"]
    fell = [one.name for one in domains if one.direction == "down"]
    still = "" if rose or fell else _("No domain changed its level.")
    return sentences(
        _whole(pair),
        _("Rose: %(domains)s.") % {"domains": listed(rose)} if rose else "",
        _("Fell: %(domains)s.") % {"domains": listed(fell)} if fell else "",
        still,
    )


def _whole(pair: _Pair) -> str:
    old, new = pair.ladders
    before, after = pair.before.result.overall.level, pair.after.result.overall.level
    if before is None or after is None:
        return _("One of the rounds has no overall level.")
    levels = {"before": old.inner(before), "after": new.inner(after)}
    if after > before:
        return _("Overall up from %(before)s to %(after)s.") % levels
    if after < before:
        return _("Overall down from %(before)s to %(after)s.") % levels
    return _("Overall still %(after)s.") % levels


def _notes(pair: _Pair) -> Iterator[str]:
    old, new = pair.before.content.number, pair.after.content.number
    if old != new:
        yield _(
            "The rounds were answered on versions %(old)s and %(new)s of the framework. A level can change "
            "because questions or weights did."
        ) % {"old": old, "new": new}


def _profile(pair: _Pair, takeaway: str) -> Profile:
    return Profile(
        title=_("Before and after"),
        takeaway=takeaway,
        claims_title=_("Before and after"),
        claims_takeaway=takeaway,
        top=pair.after.result.top,
        levels=tuple(level.name for level in pair.after.content.levels),
        axes=tuple(_axis(pair, *domain) for domain in pair.domains),
        claimed_name=_("After, %(date)s") % {"date": day(pair.after.submitted_at)},
        evidenced_name=_("Before, %(date)s") % {"date": day(pair.before.submitted_at)},
        target_name="",
    )


def _axis(pair: _Pair, text: DomainText, before: DomainResult | None, after: DomainResult | None) -> Axis:
    old, new = pair.ladders
    return Axis(
        name=text.name,
        claimed=None if after is None else claimed_value(after),
        evidenced=None if before is None else claimed_value(before),
        target=None,
        claimed_label=_("Not asked") if after is None else new.verdict(after),
        evidenced_label=_("Not asked") if before is None else old.verdict(before),
        target_label="",
    )
