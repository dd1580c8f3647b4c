"""Makes chains of submitted rounds, for the tests of trend and comparison."""

from datetime import UTC, datetime, timedelta
from typing import Any

from assessments.actions import open_next_round, submit
from assessments.models import Answer, Assessment, FrameworkVersion
from tests.factories import answer_all, make_assessment, make_user, make_version

BEGINNING = datetime(2026, 1, 12, 9, tzinfo=UTC)
QUARTER = timedelta(days=91)


def make_first(version: FrameworkVersion | None = None, rank: int = 2, **fields: Any) -> Assessment:
    """The first round, of a user of its own unless told otherwise."""
    fields.setdefault("owner", make_user())
    assessment = make_assessment(version or make_version(), opened_at=BEGINNING, **fields)
    answer_all(assessment.respondents.get(is_opener=True), rank)
    return submit(assessment=assessment, submitted_at=BEGINNING)[0]


def make_next(previous: Assessment, rank: int = 2, version: FrameworkVersion | None = None) -> Assessment:
    """The round after it, a quarter later, answered anew."""
    assert previous.submitted_at
    at = previous.submitted_at + QUARTER
    again = open_next_round(previous=previous, version=version, opened_at=at)
    Answer.objects.filter(respondent__assessment=again).delete()
    answer_all(again.respondents.get(is_opener=True), rank)
    return submit(assessment=again, submitted_at=at)[0]


def make_chain(count: int, **fields: Any) -> list[Assessment]:
    """So many rounds, the oldest first; the levels go 2, 3, 2, 3…"""
    rounds = [make_first(**fields)]
    for number in range(1, count):
        rounds.append(make_next(rounds[-1], 2 + number % 2))
    return rounds


def make_long(count: int, **fields: Any) -> list[Assessment]:
    """So many rounds by copying the rows of the first one, which is quicker than answering."""
    from assessments.models import StoredResult

    first = make_first(**fields)
    stored, rounds = StoredResult.objects.get(pk=first.pk), [first]
    for number in range(1, count):
        at = BEGINNING + number * QUARTER
        one = Assessment.objects.create(
            team=first.team,
            owner=first.owner,
            organisation=first.organisation,
            version=first.version,
            rubric=first.rubric,
            previous=rounds[-1],
            opened_at=at,
            submitted_at=at,
        )
        StoredResult.objects.create(assessment=one, data=stored.data, scorer=stored.scorer)
        rounds.append(one)
    return rounds
