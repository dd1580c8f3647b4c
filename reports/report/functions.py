"""What the functions see, side by side: leaders, managers, reps and whoever else answered.

In an anonymous assessment a function's numbers are shown by ``assessments.anonymity`` only, practice by
practice: see ``Index.function_ratings``.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.content import DomainText
from reports.report.agreement_shapes import FunctionCell, FunctionColumn, FunctionRating, FunctionRow
from reports.report.index import Index, domain_anchor, number_kept
from reports.report.wording import decimal, shade

COMPARED_FROM = 2
APART_FROM = 2
NOTEWORTHY = Fraction(1, 4)


def lower_median(levels: Sequence[int]) -> int:
    """Of 2 and 3 it is 2, as for a practice."""
    return sorted(levels)[(len(levels) - 1) // 2]


def function_name(function: str) -> str:
    return function or _("Function not given")


def people(count: int) -> str:
    return ngettext("%(count)d respondent", "%(count)d respondents", count) % {"count": count}


def function_ratings(index: Index, question: str) -> tuple[FunctionRating, ...]:
    """The lower median per function, when several functions rated the practice."""
    return tuple(
        FunctionRating(
            label=function_name(function),
            value=index.label(lower_median(levels)),
            level=lower_median(levels),
            counted=people(len(levels)),
        )
        for function, levels in index.function_ratings[question].items()
    )


def columns(index: Index) -> tuple[FunctionColumn, ...]:
    """The functions that the table compares, and everybody beside them; empty where there is nothing to."""
    if not index.functions:
        return ()
    named = [_column(function_name(name), count) for name, count in index.functions.items()]
    everybody = sum(any(answer.level is not None for answer in given.values()) for given in index.given)
    return (*named, _column(_("Everybody"), everybody))


def _column(name: str, count: int) -> FunctionColumn:
    return FunctionColumn(name=name, count=count, counted=people(count))


def rows(index: Index) -> tuple[FunctionRow, ...]:
    """A row a domain, in framework order."""
    if not index.functions:
        return ()
    return tuple(_row(index, domain) for domain in index.content.domains)


def _row(index: Index, domain: DomainText) -> FunctionRow:
    levels = _by_function(index, domain)
    slugs = [question.slug for question in domain.questions]
    everybody = [
        answer.level
        for given in index.given
        for slug in slugs
        if (answer := given.get(slug)) is not None and answer.level is not None
    ]
    return FunctionRow(
        domain=domain.slug,
        anchor=domain_anchor(domain.slug),
        name=domain.name,
        cells=tuple(_cell(index, found) for found in (*levels.values(), everybody)),
        apart=seen_differently(index, domain),
    )


def _cell(index: Index, levels: Sequence[int]) -> FunctionCell:
    if not levels:
        return FunctionCell(mark="–", level=None, shade=0, label=_("No rating to show"))
    median = lower_median(levels)
    label = index.label(median)
    return FunctionCell(mark=str(median), level=median, shade=shade(median, index.top), label=label)


def _by_function(index: Index, domain: DomainText) -> dict[str, list[int]]:
    """A function's ratings of a domain's practices, of the functions in the table."""
    return {
        function: [
            level
            for question in domain.questions
            for level in index.function_ratings[question.slug].get(function, ())
        ]
        for function in index.functions
    }


def seen_differently(index: Index, domain: DomainText) -> str:
    """The two functions that lie furthest apart in a domain, from two levels on; "" otherwise."""
    medians = {name: lower_median(levels) for name, levels in _by_function(index, domain).items() if levels}
    if len(medians) < COMPARED_FROM:
        return ""
    high, low = max(medians, key=medians.__getitem__), min(medians, key=medians.__getitem__)
    if medians[high] - medians[low] < APART_FROM:
        return ""
    words = _("Seen differently by function: %(high)s at level %(top)d, %(low)s at level %(bottom)d.")
    return number_kept(words) % {
        "high": function_name(high),
        "top": medians[high],
        "low": function_name(low),
        "bottom": medians[low],
    }


def who_sees_it_higher(index: Index) -> str:
    """Which function rates highest and which lowest, over the practices that all of them rated; "" where no
    two are compared.
    """
    common = [
        ratings
        for ratings in index.function_ratings.values()
        if ratings and set(ratings) == set(index.functions)
    ]
    if not common or len(index.functions) < COMPARED_FROM:
        return ""
    means = {function: _mean(common, function) for function in index.functions}
    high, low = max(means, key=means.__getitem__), min(means, key=means.__getitem__)
    difference = means[high] - means[low]
    if difference < NOTEWORTHY:
        return _("The functions see the whole much the same; single practices differ.")
    words = {"high": function_name(high), "low": function_name(low), "number": decimal(difference)}
    place = _widest_domain(index, high, low)
    if place:
        return _(
            "%(high)s rates the practices highest, %(low)s lowest: on average %(number)s levels apart, and "
            "most of all in %(domain)s."
        ) % (words | {"domain": place})
    plain = _("%(high)s rates the practices highest, %(low)s lowest: on average %(number)s levels apart.")
    return plain % words


def _mean(common: Iterable[Mapping[str, Sequence[int]]], function: str) -> Fraction:
    """Every practice counts the same, however many rated it."""
    means = [Fraction(sum(ratings[function]), len(ratings[function])) for ratings in common]
    return sum(means, Fraction(0)) / len(means)


def _widest_domain(index: Index, high: str, low: str) -> str:
    """Where the two medians lie furthest apart; "" where they never do."""
    best, place = 0, ""
    for domain in index.content.domains:
        levels = _by_function(index, domain)
        if levels[high] and levels[low]:
            apart = lower_median(levels[high]) - lower_median(levels[low])
            if apart > best:
                best, place = apart, domain.name
    return place
