"""What may be shown of an anonymous assessment: never a number about fewer than three people.

A number that is shown must not be about fewer than three people, and neither may what is left over when shown
numbers are taken from one another: with a total of five and three reps shown, the other two are known too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from scoring import Known, Rating, Response, Unknown

SMALLEST = 3
"""The smallest number of people that a shown number may be about."""


def enough(people: int) -> bool:
    """Whether a number about this many people may be shown."""
    return people >= SMALLEST


def functions_shown(counts: Mapping[str, int]) -> frozenset[str]:
    """The functions whose own numbers may be shown beside the number for everybody.

    `counts` says how many people each function has; people without a function are counted under "", which is
    never shown by itself. Each shown function has three people or more, and those who are in none of the
    shown ones are nobody or three or more: otherwise the smallest function joins them, ties by name.
    """
    shown = {function: count for function, count in counts.items() if function and enough(count)}
    hidden = sum(counts.values()) - sum(shown.values())
    for function in sorted(shown, key=lambda name: (shown[name], name)):
        if hidden == 0 or enough(hidden):
            break
        hidden += shown.pop(function)
    return frozenset(shown)


def questions_shown(answers: Iterable[Mapping[str, Rating]]) -> frozenset[str]:
    """The questions that may be shown: three people rated them, or three answered and nobody rated.

    `answers` holds each respondent's own by question slug.
    """
    rated: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for given in answers:
        answered.update(given.keys())
        rated.update(slug for slug, rating in given.items() if isinstance(rating, Known))
    return frozenset(slug for slug, count in answered.items() if enough(rated[slug] or count))


def withheld(responses: Sequence[Response]) -> list[Response]:
    """The responses with every answer to a question that must not be shown turned into "we don't know".

    What the scorer makes of it cannot tell about fewer than three people, whatever is printed of it.
    """
    shown = questions_shown(response.answers for response in responses)
    return [
        replace(
            response,
            answers={
                slug: rating if slug in shown else Unknown() for slug, rating in response.answers.items()
            },
        )
        for response in responses
    ]
