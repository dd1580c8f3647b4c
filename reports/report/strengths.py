"""What to build on.

A practice is a strength when its rating is at or above the overall level (and above 1), somebody who rated it
at least that high gave a note or link, and the respondents are less than two levels apart. The three highest
are shown: by rating, then key practices, then weight, then position; one a domain before a second of the same
one.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report.index import Index, Practice
from reports.report.shapes import Strength

SHOWN = 3
LOWEST = 2
APART = 2


def strengths(index: Index) -> tuple[Strength, ...]:
    """The top three, fewer when there are fewer."""
    floor = max(LOWEST, index.result.overall.level or LOWEST)
    found = [
        practice
        for practice in index.practices.values()
        if (practice.result.rating or 0) >= floor
        and practice.result.spread < APART
        and _proofs(index, practice)
    ]
    found.sort(key=_rank, reverse=True)
    best = {practice.domain.slug: practice for practice in reversed(found)}
    found.sort(key=lambda practice: best[practice.domain.slug] is not practice)
    return tuple(_strength(index, practice) for practice in found[:SHOWN])


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
        evidence=ngettext("Evidence from %(count)d respondent", "Evidence from %(count)d respondents", proofs)
        % {"count": proofs},
    )


def strengths_note(index: Index, found: tuple[Strength, ...]) -> str:
    """Why there are fewer than three."""
    if not found:
        return _(
            "No practice is yet both at the overall level or higher and backed by a note or link, so none is "
            "called a strength. Evidence for what already works is the quickest gain."
        )
    if len(found) < SHOWN:
        return _(
            "Only practices at the overall level or higher that carry a note or link count as strengths."
        )
    return ""
