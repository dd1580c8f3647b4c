"""Makes sources of reports without a database: a small framework, and answers by question slug."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from assessments.content import (
    AnchorText,
    Content,
    DomainText,
    GoalText,
    KpiText,
    LevelText,
    QuestionText,
    SignText,
)
from reports.source import Agreed, Answerer, Given, Previous, Source
from scoring import (
    Consensus,
    Known,
    NotApplicable,
    Parameters,
    Rating,
    Response,
    Responses,
    Unknown,
    rate,
)

Answer = int | str | None
NAMES = ("Reactive", "Structured", "Managed", "Optimised")
GOAL, SIGN = "goal-1", "sign-1"


def level_name(rank: int, top: int) -> str:
    return NAMES[rank - 1] if top == len(NAMES) else f"Step {rank}"


def make_content(
    shape: Sequence[Sequence[int]] = ((1, 1, 1), (1, 1, 1)),
    *,
    top: int = 4,
    keys: Sequence[str] = (),
    relevance: int = 3,
    **fields: Any,
) -> Content:
    """Domains ``d1``… with questions ``d1-q1``… of the given weights; one goal, a sign a domain, two KPIs a
    level.
    """
    slugs = [f"d{number}" for number in range(1, len(shape) + 1)]
    domains = tuple(
        DomainText(
            slug,
            f"Domain {slug}",
            f"What about {slug}?",
            f"{slug} matters.",
            1,
            tuple(
                _question(f"{slug}-q{place}", weight, top, keys) for place, weight in enumerate(weights, 1)
            ),
        )
        for slug, weights in zip(slugs, shape, strict=True)
    )
    plain: dict[str, Any] = {
        "framework": "test",
        "name": "Test framework",
        "number": 3,
        "rubric": "levels",
        "rubric_name": "Test rubric",
        "evidence_from": min(3, top),
        "parameters": Parameters(),
        "levels": tuple(
            LevelText(rank, level_name(rank, top), f"Works like {rank}.", f"Risk {rank}.", f"Improve {rank}.")
            for rank in range(1, top + 1)
        ),
        "domains": domains,
        "signs": tuple(
            SignText(f"sign-{n}", f"Sign {n} rings", "It means.", (s,)) for n, s in enumerate(slugs, 1)
        ),
        "goals": (
            GoalText(
                GOAL,
                "Raise the win rate",
                "From x to y.",
                "Won of decided.",
                "%",
                "up",
                "Qualify.",
                tuple((s, relevance) for s in slugs),
            ),
        ),
        "kpis": tuple(
            KpiText(f"{s}-{r}-{k}", f"KPI {s} {r} {k}", "Reveals.", "Hides.", k, r, s)
            for s in slugs
            for r in range(1, top + 1)
            for k in ("lagging", "leading")
        ),
    }
    return Content(**{**plain, **fields})


def _question(slug: str, weight: int, top: int, keys: Sequence[str]) -> QuestionText:
    anchors = tuple(
        AnchorText(rank, f"{slug} at {rank}.", f"Take {slug} to {rank + 1}." if rank < top else "")
        for rank in range(1, top + 1)
    )
    return QuestionText(slug, f"How about {slug}?", "", f"Link {slug}.", weight, slug in keys, anchors)


def make_source(
    content: Content | None = None,
    *answers: Mapping[str, Answer] | int,
    functions: Sequence[str] = (),
    proven: bool = True,
    goal: str | None = GOAL,
    signs: Sequence[str] = (),
    consensus: Mapping[str, int] | None = None,
    **fields: Any,
) -> Source:
    """A rated source; one mapping a respondent, or a number for every question.

    A number is a level, None unknown, a text the reason why it does not apply. Missing slugs count as level
    2.
    """
    content = content or make_content()
    slugs = [question.slug for domain in content.domains for question in domain.questions]
    answerers = tuple(
        Answerer(
            name=f"Person {number}",
            function=functions[number - 1] if functions else "",
            answers=tuple(
                (slug, _given(given if isinstance(given, int) else given.get(slug, 2), proven))
                for slug in slugs
            ),
        )
        for number, given in enumerate(answers or ({},), 1)
    )
    agreed = tuple((slug, Agreed(level, "We looked at it.")) for slug, level in (consensus or {}).items())
    responses = Responses(
        tuple(Response(a.name, {s: _rating(g) for s, g in a.answers}, a.function) for a in answerers),
        goal,
        tuple(signs),
        {slug: Consensus(entry.level, entry.why) for slug, entry in agreed},
    )
    plain: dict[str, Any] = {
        "content": content,
        "result": rate(content.instrument(), responses),
        "team": "Field sales",
        "title": "",
        "organisation": "Example (fictional)",
        "opened_at": datetime(2026, 3, 2, 9, tzinfo=UTC),
        "submitted_at": datetime(2026, 3, 9, 9, tzinfo=UTC),
        "goal": goal,
        "signs": tuple(signs),
        "answerers": answerers,
        "consensus": agreed,
    }
    return Source(**{**plain, **fields})


def _given(answer: Answer, proven: bool) -> Given:
    if isinstance(answer, int):
        return Given("level", answer, note="Seen last month." if proven else "", dated=date(2026, 3, 1))
    if answer is None:
        return Given("unknown", None)
    return Given("not_applicable", None, reason=answer)


def _rating(given: Given) -> Rating:
    if given.level is not None:
        return Known(given.level, evidence=bool(given.note))
    return Unknown() if given.state == "unknown" else NotApplicable(given.reason)


def last_round(overall: int | None, **levels: int | None) -> Previous:
    return Previous(overall, tuple(levels.items()))
