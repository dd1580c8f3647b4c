"""Sources that have everything and differ in everything: any answers, and another text in every field."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from reports.report.edition import Edition
from reports.rounds.sides import Earlier, Side
from reports.source import Answerer, Given, Source
from tests.reports.sources import make_content, make_source
from tests.reports.whole import FUNCTIONS, LINK, whole_edition, whole_source

MARK = "§"
LAST_QUARTER = datetime(2025, 12, 1, tzinfo=UTC)


@st.composite
def rich_sources(draw: st.DrawFn) -> Source:
    """Two to four domains, three to five levels, one to five people in up to three functions."""
    top = draw(st.integers(3, 5))
    shape = draw(st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=4), min_size=2, max_size=4))
    slugs = [f"d{d}-q{q}" for d, weights in enumerate(shape, 1) for q in range(1, len(weights) + 1)]
    key = draw(st.sampled_from(slugs))
    rating = st.integers(1, top) | st.none()
    people = draw(st.integers(1, 5))
    answers = [
        {slug: draw(rating if slug == key else rating | st.just("Not our trade.")) for slug in slugs}
        for _ in range(people)
    ]
    known = [found for found in (given[key] for given in answers) if isinstance(found, int)]
    content = make_content(shape, top=top, keys=[key])
    source = make_source(
        content,
        *answers,
        functions=[FUNCTIONS[number % len(FUNCTIONS)] for number in range(people)],
        consensus={key: min(known)} if known else None,
        signs=("sign-1",),
        proven=draw(st.booleans()),
    )
    earlier = make_source(content, draw(st.integers(1, top)))
    return told(source, Side(content, earlier.result, LAST_QUARTER), names_hidden=draw(st.booleans()))


def told(source: Source, before: Side, *, names_hidden: bool = False) -> Source:
    """The answers with all that people add to them, each text another one."""
    whole = whole_source(MARK)
    assert whole.earlier
    source = replace(
        whole,
        content=source.content,
        result=source.result,
        goal=source.goal,
        signs=source.signs,
        names_hidden=names_hidden,
        answerers=tuple(_answerer(one, names_hidden) for one in source.answerers),
        consensus=tuple((slug, replace(agreed, why=MARK)) for slug, agreed in source.consensus),
        earlier=Earlier(replace(before, plan=whole.earlier.side.plan)),
    )
    return numbered(source)


def rich_edition() -> Edition:
    """A kept report with every section, whose letterhead and summary are numbered as well."""
    return numbered(whole_edition(MARK), "Sent")


def numbered(value: Any, word: str = "Told") -> Any:
    """The same with another text, "Told 17.", at every mark."""
    count = 0

    def renewed(part: Any) -> Any:
        nonlocal count
        if is_dataclass(part) and not isinstance(part, type):
            names = [field.name for field in fields(part) if field.init]
            return replace(part, **{name: renewed(getattr(part, name)) for name in names})
        if isinstance(part, tuple):
            return tuple(map(renewed, part))
        if isinstance(part, str) and MARK in part:
            count += 1
            return part.replace(MARK, f"{word} {count}")
        return part

    return renewed(value)


def _answerer(one: Answerer, names_hidden: bool) -> Answerer:
    answers = tuple((slug, _given(given)) for slug, given in one.answers)
    return replace(one, name="" if names_hidden else MARK, answers=answers)


def _given(given: Given) -> Given:
    if given.state == "not_applicable":
        return replace(given, reason=MARK)
    return replace(given, note=MARK, link=LINK) if given.note else given
