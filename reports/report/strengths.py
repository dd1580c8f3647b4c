"""What to build on.

A practice is a strength when its rating is at or above its domain's level and at least 2, somebody who rated
it at least that high gave a note or link, the respondents are less than two levels apart, and no picked gap
asks to raise it. Below the level from which the rubric asks for evidence, anchors tell of what is missing
too, so such practices count only where nothing higher does. Three at most are shown: by rating, then key
practices, then weight, then position; one a domain before a second of the same one.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report.domain_shapes import Strength
from reports.report.index import Index, Practice

SHOWN = 3
LOWEST = 2
APART = 2


def strengths(index: Index) -> tuple[Strength, ...]:
    """The top three, fewer when there are fewer."""
    found = _best(index, _fitting(index))
    found.sort(key=_rank, reverse=True)
    best = {practice.domain.slug: practice for practice in reversed(found)}
    found.sort(key=lambda practice: best[practice.domain.slug] is not practice)
    return tuple(_strength(index, practice) for practice in found[:SHOWN])


def _fitting(index: Index) -> list[Practice]:
    levels = {result.domain: result.level or LOWEST for result in index.result.domains}
    to_raise = {slug for gap in index.result.gaps for slug in gap.practices}
    return [
        practice
        for slug, practice in index.practices.items()
        if (practice.result.rating or 0) >= max(LOWEST, levels[practice.domain.slug])
        and slug not in to_raise
        and practice.result.spread < APART
        and _proofs(index, practice)
    ]


def _best(index: Index, found: list[Practice]) -> list[Practice]:
    high = [practice for practice in found if (practice.result.rating or 0) >= index.content.evidence_from]
    return high or found


def _rank(practice: Practice) -> tuple[int, bool, int]:
    return (practice.result.rating or 0, practice.text.key, practice.text.weight)


def _proofs(index: Index, practice: Practice) -> int:
    """How many respondents rated the practice at least so high and gave a note or link."""
    given = [answers.get(practice.text.slug) for answers in index.given]
    rating = practice.result.rating or 0
    return sum(
        answer is not None and (answer.level or 0) >= rating and bool(answer.note.strip() or answer.link)
        for answer in given
    )


def _strength(index: Index, practice: Practice) -> Strength:
    rating = practice.result.rating or 0
    proofs = _proofs(index, practice)
    return Strength(
        domain=practice.domain.name,
        question=practice.text.slug,
        anchor=practice.anchor,
        text=practice.text.text,
        level=rating,
        level_label=index.label(rating),
        statement=practice.statement,
        evidence=_evidence(index, proofs),
    )


def _evidence(index: Index, proofs: int) -> str:
    """Where respondents are anonymous, not how many gave it: it may be one of them."""
    if index.source.names_hidden:
        return _("Backed by evidence")
    return ngettext("Evidence from %(count)d respondent", "Evidence from %(count)d respondents", proofs) % {
        "count": proofs
    }


def strengths_note(index: Index, found: tuple[Strength, ...]) -> str:
    """Why there are fewer than three."""
    if not found:
        return _(
            "Beside those that the picked gaps ask to raise, no practice is yet both at its domain's level "
            "or higher and backed by a note or link, so none is called a strength. Evidence for what already "
            "works is the quickest gain."
        )
    if len(found) < SHOWN:
        return _(
            "Only practices at their domain's level or higher that carry a note or link, and that no picked "
            "gap asks to raise, count as strengths."
        )
    return ""
