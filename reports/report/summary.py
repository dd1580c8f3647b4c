"""The executive summary in four paragraphs: a draft computed from the result, which people may edit."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report.built_shapes import SummaryPart
from reports.report.domain_shapes import Strength
from reports.report.edition import Edition
from reports.report.gap_shapes import Gap
from reports.report.index import Index
from reports.report.shapes import Headline
from reports.report.wording import listed, sentences

CODES = ("strengths", "gaps", "change", "next_step")
"""The parts, in their order."""


def summary(
    index: Index,
    edition: Edition,
    *,
    headline: Headline,
    strengths: tuple[Strength, ...],
    gaps: tuple[Gap, ...],
) -> tuple[SummaryPart, ...]:
    """The four parts; what somebody edited stands in place of what is computed, unless the report leaves out
    what people wrote in words of their own.
    """
    computed = {
        "strengths": (_("What works"), _strengths(strengths)),
        "gaps": (_("What holds it back"), _gaps(headline, gaps)),
        "change": (_("What one level up changes"), _change(index, gaps)),
        "next_step": (_("What to do first"), headline.next_step),
    }
    edited = dict(edition.summary) if edition.choices.notes else {}
    return tuple(
        SummaryPart(
            code=code,
            title=title,
            text=edited.get(code, draft),
            draft=draft,
            is_edited=code in edited and edited[code] != draft,
        )
        for code, (title, draft) in computed.items()
    )


def _strengths(strengths: tuple[Strength, ...]) -> str:
    if not strengths:
        return _("No practice is yet both at its domain’s level and backed by a note or link.")
    return " ".join(one.statement for one in strengths)


def _gaps(headline: Headline, gaps: tuple[Gap, ...]) -> str:
    if not gaps:
        return sentences(headline.answer + ".", headline.meaning)
    found = ngettext(
        "The gap to close first is %(names)s.", "The gaps to close first are %(names)s.", len(gaps)
    ) % {"names": listed([gap.name for gap in gaps])}
    return sentences(headline.answer + ".", found, *(f"{gap.name}: {gap.finding}." for gap in gaps))


def _change(index: Index, gaps: tuple[Gap, ...]) -> str:
    """How selling works one level up, in the rubric's own words."""
    if not gaps:
        return _("The levels are held: what counts now is that they are asked again each quarter.")
    today = {level.rank: level.today for level in index.content.levels}
    targets = sorted({gap.target for gap in gaps})
    return sentences(
        *(
            _("At %(level)s: %(today)s") % {"level": index.inner_label(rank), "today": today[rank]}
            for rank in targets
        )
    )
