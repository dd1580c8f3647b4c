"""What became of each practice from one round to another."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from assessments.content import DomainText, QuestionText
from reports.report.ladder import Ladder
from reports.report.rounds_shapes import PracticeChange
from reports.rounds.sides import Side
from scoring import QuestionResult

Asked = dict[str, tuple[DomainText, QuestionText, QuestionResult]]
Groups = tuple[tuple[PracticeChange, ...], tuple[PracticeChange, ...], tuple[PracticeChange, ...]]


def practices(
    before: Side, after: Side, reworded: frozenset[str], serving: Mapping[str, str], *, comparable: bool
) -> Groups:
    """Those that rose, those that fell, and those that were asked, rated or worded in one round only.

    A practice with the same rating goes by its evidenced one. A question is the same one by its slug, in
    whatever domain it stands. ``serving``: by domain, the title of the initiative that was started there.
    """
    old, new = _asked(before), _asked(after)
    groups: dict[str, list[PracticeChange]] = {"up": [], "down": [], "other": [], "": []}
    for slug in [*new, *(slug for slug in old if slug not in new)]:
        domain, text, _result = new.get(slug) or old[slug]
        earlier, later = (side[slug][2] if slug in side else None for side in (old, new))
        kind, words = _kind(earlier, later, reworded=slug in reworded, comparable=comparable)
        groups[kind].append(
            PracticeChange(
                question=slug,
                text=text.text,
                domain=domain.name,
                before=_rating(before, earlier) if comparable else "",
                after=_rating(after, later) if comparable else "",
                ratings=_ratings(earlier, later) if comparable else (None, None),
                change=words,
                initiative=serving.get((old.get(slug) or new[slug])[0].slug, ""),
            )
        )
    return tuple(groups["up"]), tuple(groups["down"]), tuple(groups["other"])


def _asked(side: Side) -> Asked:
    return {
        text.slug: (domain, text, result)
        for domain, found in zip(side.content.domains, side.result.domains, strict=True)
        for text, result in zip(domain.questions, found.questions, strict=True)
    }


def _rating(side: Side, result: QuestionResult | None) -> str:
    return _("Not asked") if result is None else Ladder(side.content).rating(result)


def _ratings(before: QuestionResult | None, after: QuestionResult | None) -> tuple[int | None, int | None]:
    return before.rating if before else None, after.rating if after else None


def _kind(
    before: QuestionResult | None, after: QuestionResult | None, *, reworded: bool, comparable: bool
) -> tuple[str, str]:
    """Its group, "" for none, and what is to be told besides the ratings."""
    mark = _("Reworded") if reworded else ""
    if before is None:
        return "other", _("New question")
    if after is None:
        return "other", _("No longer asked")
    if comparable and before.rating is not None and after.rating is not None:
        for old, new in _levels(before, after):
            if old != new:
                return ("up" if new > old else "down"), mark
    elif comparable and before.status != after.status:
        return "other", mark
    return ("other" if mark else ""), mark


def _levels(before: QuestionResult, after: QuestionResult) -> Iterator[tuple[int, int]]:
    """The ratings, then the evidenced ones."""
    yield before.rating or 0, after.rating or 0
    yield before.evidenced or 0, after.evidenced or 0
