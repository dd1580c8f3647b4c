"""Small tables for the scoring tests: a domain is written as its ratings in a row.

A rating is its level (`3`), with evidence (`3e`), unknown (`?`), not applicable (`-`) or unanswered (`.`).
"""

from dataclasses import replace

from scoring import (
    Domain,
    DomainResult,
    Instrument,
    Known,
    NotApplicable,
    Question,
    Rating,
    Response,
    Responses,
    Result,
    Unknown,
    rate,
)


def domain(slug: str, *, weights: str, keys: str = "", weight: int = 1) -> Domain:
    """Build a domain with questions `slug1`, `slug2`…; `keys` are the numbers of the key practices."""
    questions = (
        Question(f"{slug}{number}", int(each), str(number) in keys.split())
        for number, each in enumerate(weights.split(), start=1)
    )
    return Domain(slug, tuple(questions), weight)


def instrument(*domains: Domain, top: int = 4, evidence_from: int = 3) -> Instrument:
    return Instrument("framework", "rubric", top, domains, evidence_from=evidence_from)


def answers(slug: str, row: str) -> dict[str, Rating]:
    """Read the row of ratings of a domain's questions."""
    ratings = ((f"{slug}{number}", cell) for number, cell in enumerate(row.split(), start=1))
    return {question: _rating(cell) for question, cell in ratings if cell != "."}


def one_domain(
    row: str, *, weights: str = "", keys: str = "", top: int = 4, evidence_from: int = 3
) -> DomainResult:
    """Rate a single domain `q` by one respondent."""
    built = domain("q", weights=weights or "1 " * len(row.split()), keys=keys)
    made = instrument(built, top=top, evidence_from=evidence_from)
    return rate(made, Responses((Response("A", answers("q", row)),))).domains[0]


def several_domains(*rows: str, weights: str = "", top: int = 4, evidence_from: int = 3) -> Result:
    """Rate domains `a`, `b`… by one respondent, a row each; `weights` are those of the domains."""
    slugs = "abcdefgh"[: len(rows)]
    built = (
        domain(slug, weights="1 " * len(row.split()), weight=int(weight))
        for slug, row, weight in zip(slugs, rows, weights.split() or "1" * len(rows), strict=True)
    )
    given = {
        key: rating
        for slug, row in zip(slugs, rows, strict=True)
        for key, rating in answers(slug, row).items()
    }
    return rate(instrument(*built, top=top, evidence_from=evidence_from), Responses((Response("A", given),)))


def with_answer(responses: Responses, index: int, slug: str, rating: Rating) -> Responses:
    """Return the responses with one answer of one respondent replaced."""
    response = responses.responses[index]
    changed = replace(response, answers={**response.answers, slug: rating})
    return replace(
        responses, responses=(*responses.responses[:index], changed, *responses.responses[index + 1 :])
    )


def with_all_saying(responses: Responses, slug: str, rating: Rating) -> Responses:
    """Return the responses with every respondent giving this answer, and without a consensus on it."""
    for index in range(len(responses.responses)):
        responses = with_answer(responses, index, slug, rating)
    return replace(
        responses, consensus={key: value for key, value in responses.consensus.items() if key != slug}
    )


def _rating(cell: str) -> Rating:
    if cell == "?":
        return Unknown()
    if cell == "-":
        return NotApplicable("we sell through partners only")
    return Known(int(cell.rstrip("e")), cell.endswith("e"))
