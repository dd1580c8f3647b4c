"""How long it takes to score an assessment: six domains of five questions, one respondent."""

import random
import time

from scoring import Domain, Goal, Instrument, Known, Question, Response, Responses, Unknown, WarningSign, rate

ASSESSMENTS = 1000
TOP = 4


def run() -> list[tuple[str, float, str]]:
    """Return the time an assessment takes, as name, number and unit; the thousand assessments all differ."""
    instrument = _instrument()
    chance = random.Random(4)
    assessments = [_responses(instrument, chance) for _ in range(ASSESSMENTS)]
    started = time.perf_counter()
    for responses in assessments:
        rate(instrument, responses)
    milliseconds = (time.perf_counter() - started) * 1000 / ASSESSMENTS
    return [("scoring, per assessment (6 x 5 questions, one respondent)", milliseconds, "ms")]


def _instrument() -> Instrument:
    domains = tuple(
        Domain(f"domain-{number}", tuple(Question(f"q-{number}-{n}", key=n == 0) for n in range(5)))
        for number in range(6)
    )
    slugs = [domain.slug for domain in domains]
    return Instrument(
        framework="benchmark",
        rubric="four",
        top=TOP,
        domains=domains,
        warning_signs=tuple(WarningSign(f"sign-{slug}", (slug,)) for slug in slugs),
        goals=(Goal("goal", tuple((slug, 1 + n % 3) for n, slug in enumerate(slugs))),),
    )


def _responses(instrument: Instrument, chance: random.Random) -> Responses:
    answers = {
        question.slug: Known(chance.randint(1, TOP), chance.random() < 1 / 3)
        if chance.random() < 9 / 10
        else Unknown()
        for domain in instrument.domains
        for question in domain.questions
    }
    signs = tuple(sign.slug for sign in instrument.warning_signs if chance.random() < 1 / 3)
    return Responses((Response("A", answers),), goal="goal", warning_signs=signs)


if __name__ == "__main__":
    for name, number, unit in run():
        print(f"{name}: {number:.3f} {unit}")
