"""Every practice at a glance, domain by domain, as marks that need no colour."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.content import DomainText
from reports.report.domains import status_label
from reports.report.heatmap_shapes import Cell, Heatmap, HeatmapRow
from reports.report.index import Index, Practice, domain_anchor
from reports.report.plain_shapes import Fact
from reports.report.wording import listed, shade
from scoring import DomainResult

TIED_AT_MOST = 2


def heatmap(index: Index) -> Heatmap:
    """Domains down, practices across."""
    return Heatmap(
        title=_("All practices at a glance"),
        takeaway=_takeaway(index),
        columns=max(len(domain.questions) for domain in index.content.domains),
        rows=tuple(_row(index, text, result) for text, result in index.pairs()),
        legend=_legend(index),
        evidenced_name=_("evidenced"),
        unproven_name=_("not proven"),
        key_name=_("key practice"),
    )


def _row(index: Index, text: DomainText, result: DomainResult) -> HeatmapRow:
    return HeatmapRow(
        domain=text.slug,
        anchor=domain_anchor(text.slug),
        name=text.name,
        level_label=status_label(index, result, result.level),
        cells=tuple(_cell(index, practice) for practice in index.practices_of(text)),
    )


def _cell(index: Index, practice: Practice) -> Cell:
    result = practice.result
    pattern = _pattern(index, practice)
    return Cell(
        question=practice.text.slug,
        anchor=practice.anchor,
        number=practice.number,
        text=practice.text.text,
        state=result.status,
        rating=result.rating,
        evidenced=result.evidenced,
        mark=_mark(practice),
        shade=0 if result.rating is None else shade(result.rating, index.top),
        pattern=pattern,
        pattern_label=_pattern_label(pattern),
        key=practice.text.key,
        weight=practice.text.weight,
        label=_label(index, practice, pattern),
    )


def _mark(practice: Practice) -> str:
    if practice.result.rating is not None:
        return str(practice.result.rating)
    return "?" if practice.result.status == "unknown" else "–"


def _pattern(index: Index, practice: Practice) -> str:
    """Whether the rating is proven; below the rubric's threshold it needs no proof."""
    rating = practice.result.rating
    if rating is None or rating < index.content.evidence_from:
        return ""
    return "evidenced" if practice.result.evidenced == rating else "unproven"


_PATTERNS = {"evidenced": gettext_noop("evidenced"), "unproven": gettext_noop("not proven")}
_LABELS = {
    "evidenced": gettext_noop("%(level)s, evidenced"),
    "unproven": gettext_noop("%(level)s, not proven"),
}


def _pattern_label(pattern: str) -> str:
    return _(_PATTERNS[pattern]) if pattern else ""


def _label(index: Index, practice: Practice, pattern: str) -> str:
    if practice.result.rating is None:
        return index.unknown_label if practice.result.status == "unknown" else _("Not applicable")
    label = index.label(practice.result.rating)
    return _(_LABELS[pattern]) % {"level": label} if pattern else label


def _takeaway(index: Index) -> str:
    rated = [practice for practice in index.practices.values() if practice.result.rating is not None]
    if not rated:
        return _("No practice has a rating yet.")
    low = min(practice.result.rating or 1 for practice in rated)
    lowest = [practice.domain.name for practice in rated if practice.result.rating == low]
    places = Counter(lowest)
    most = [name for name, count in places.items() if count == max(places.values())]
    numbers = {
        "count": len(lowest),
        "all": len(index.practices),
        "level": low,
        "domains": listed(most),
        "most": places[most[0]],
    }
    if len(lowest) == 1:
        return _single() % numbers
    if len(most) == 1 and 2 * places[most[0]] > len(lowest):
        return (
            _(
                "%(count)d of %(all)d practices are at the lowest rating given, level %(level)d; most of "
                "them in %(domains)s (%(most)d)."
            )
            % numbers
        )
    return _spread_out(len(most), len(places)) % numbers


def _single() -> str:
    return _(
        "%(count)d of %(all)d practices is at the lowest rating given, level %(level)d; look in %(domains)s "
        "first."
    )


def _spread_out(most: int, places: int) -> str:
    """Where no domain holds more than half of the lowest ratings; a place is named if few share the lead."""
    if most == 1:
        return _(
            "%(count)d of %(all)d practices are at the lowest rating given, level %(level)d; more than in "
            "any other domain: %(domains)s (%(most)d)."
        )
    if most <= TIED_AT_MOST and most < places:
        return _(
            "%(count)d of %(all)d practices are at the lowest rating given, level %(level)d; more than "
            "elsewhere: %(domains)s (%(most)d each)."
        )
    return _("%(count)d of %(all)d practices are at the lowest rating given, level %(level)d.")


def _legend(index: Index) -> tuple[Fact, ...]:
    levels = [Fact(str(level.rank), level.name) for level in index.content.levels]
    return (*levels, Fact("?", _("Unknown")), Fact("–", _("Not applicable")))
