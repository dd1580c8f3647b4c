"""The sample assessment: complete, faultless, read without a database."""

from datetime import date

import pytest
from django.utils import translation

from assessments.sample import sample
from scoring import Known, problems, rate

LOWEST = {"en": "Reactive", "tr": "Reaktif", "nl": "Reactief"}


def test_sample_answers_every_question_once_and_without_fault() -> None:
    shown = sample("en")
    questions = [question.slug for domain in shown.content.domains for question in domain.questions]
    answers = shown.responses.responses[0].answers
    assert sorted(answers) == sorted(questions)
    assert list(shown.answers) == list(answers)
    assert problems(shown.content.instrument(), shown.responses) == []


def test_sample_gives_two_gaps_and_something_to_prove() -> None:
    shown = sample("en")
    result = rate(shown.content.instrument(), shown.responses)
    assert [gap.domain for gap in result.gaps] == ["execution-coaching", "sales-process"]
    assert [entry.domain for entry in result.prove_first] == ["technology-automation"]
    assert [domain.level for domain in result.domains] == [2, 2, 1, 2, 3, 2]
    assert result.overall.level == 2


def test_sample_leaves_two_high_ratings_without_evidence() -> None:
    shown = sample("en")
    ratings = shown.responses.responses[0].answers
    high = [slug for slug, rating in ratings.items() if isinstance(rating, Known) and rating.level >= 3]
    bare = [slug for slug in high if not shown.answers[slug].note and not shown.answers[slug].link]
    assert (len(high), len(bare)) == (5, 2)


def test_evidence_is_not_younger_than_the_assessment() -> None:
    shown = sample("en")
    assert shown.opened_at < shown.submitted_at
    dates = [evidence.dated for evidence in shown.answers.values() if evidence.dated]
    assert dates
    assert date(2026, 1, 1) <= min(dates) <= max(dates) <= shown.submitted_at.date()


@pytest.mark.parametrize("language", ["en", "tr", "nl"])
def test_sample_follows_the_active_language(language: str) -> None:
    with translation.override(language):
        assert sample() is sample(language)
    assert sample(language).content.levels[0].name == LOWEST[language]


@pytest.mark.parametrize("language", ["tr", "nl"])
def test_no_text_of_the_sample_is_left_in_english(language: str) -> None:
    english, other = sample("en"), sample(language)
    for name in ("company", "team", "about"):
        assert getattr(other, name) != getattr(english, name)
    noted = [slug for slug, evidence in english.answers.items() if evidence.note]
    assert noted
    assert [slug for slug in noted if other.answers[slug].note == english.answers[slug].note] == []
