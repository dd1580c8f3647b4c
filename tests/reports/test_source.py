"""What a report is made from: every respondent, and the answers that count."""

import pytest
from django.utils import translation

from assessments.access import Visitor
from assessments.actions import add_respondent, open_next_round, record_consensus, submit
from assessments.models import Answer, Assessment, Question
from reports.report import build
from reports.source import Source, sample_source, source_of
from tests.assessments.next_versions import drop, drop_top_level, publish_next
from tests.factories import answer_all, make_assessment, make_sealed, make_user, make_version

pytestmark = pytest.mark.django_db


def read(assessment: Assessment) -> Source:
    visitor = Visitor(assessment.owner)
    return source_of(Assessment.objects.reported_to(visitor).get(pk=assessment.pk))


def make_pair() -> Assessment:
    """Two respondents: the opener answered all with 2, the other one all with 4."""
    version = make_version()
    assessment = make_assessment(version, owner=make_user(), goal=version.goals.get())
    assessment.warning_signs.set(version.warning_signs.filter(slug="sign-2"))
    other = add_respondent(assessment=assessment, name="Ben", function="rep")
    for respondent, rank in zip(assessment.respondents.all(), (2, 4), strict=True):
        answer_all(respondent, rank, note=f"Note of {rank}.")
    Answer.objects.filter(respondent=other, question__slug="d2-q1").update(state="blank", level=None)
    Answer.objects.filter(respondent=other, question__slug="d2-q2").update(carried=True)
    return assessment


def test_source_holds_every_respondent_with_the_answers_that_count() -> None:
    assessment = make_pair()
    add_respondent(assessment=assessment, name="Silent")
    source = read(submit(assessment=assessment)[0])
    assert [(a.name, a.function, sorted(slug for slug, _ in a.answers)) for a in source.answerers] == [
        ("", "", ["d1-q1", "d1-q2", "d2-q1", "d2-q2"]),
        ("Ben", "Sales rep", ["d1-q1", "d1-q2"]),
        ("Silent", "", []),
    ]
    assert [respondent.answered for respondent in build(source).respondents] == [
        "4 of 4 questions answered",
        "2 of 4 questions answered",
        "0 of 4 questions answered",
    ]


def test_nameless_respondent_is_called_as_the_account_says_and_never_by_its_address() -> None:
    named, unnamed = make_user(name="Ada Roe"), make_user()
    for owner, called in ((named, "Ada Roe"), (unnamed, "")):
        assert [answerer.name for answerer in read(make_sealed(owner=owner)).answerers] == [called]
    typed = make_sealed(owner=make_user(name="Bo Poe"))
    typed.respondents.update(name="Bo from sales")
    assert [answerer.name for answerer in read(typed).answerers] == ["Bo from sales"]


def test_source_holds_what_was_set_up_and_agreed() -> None:
    assessment = make_pair()
    question = Question.objects.get(domain__version=assessment.version, slug="d1-q2")
    record_consensus(
        assessment=assessment, question=question, level=assessment.rubric.levels.get(rank=3), why="We looked."
    )
    source = read(submit(assessment=assessment)[0])
    assert (source.goal, source.signs) == ("goal-1", ("sign-2",))
    assert [(slug, agreed.level, agreed.why) for slug, agreed in source.consensus] == [
        ("d1-q2", 3, "We looked.")
    ]
    assert source.previous is None


def test_last_round_on_other_questions_is_compared() -> None:
    first = make_sealed(3, owner=make_user())
    publish_next(first.version, drop("d2-q2"))
    again = open_next_round(previous=first)
    Answer.objects.filter(respondent__assessment=again).update(carried=False)
    source = read(submit(assessment=again)[0])
    assert source.previous is not None
    assert (source.previous.overall, source.previous.domains) == (3, (("d1", 3), ("d2", 3)))


def test_last_round_on_another_ladder_is_compared_with_nothing() -> None:
    first = make_sealed(4, owner=make_user())
    publish_next(first.version, drop_top_level)
    again = open_next_round(previous=first)
    answer_all(again.respondents.get())
    report = build(read(submit(assessment=again)[0]))
    assert report.headline.change == "It cannot be compared with the last round."
    assert {domain.change for domain in report.domains} == {"It cannot be compared with the last round."}


def test_equal_sources_are_the_same_key() -> None:
    assessment = submit(assessment=make_pair())[0]
    first, second = read(assessment), read(assessment)
    assert first == second
    assert hash(first) == hash(second)


def test_names_are_read_anew_each_time() -> None:
    assessment = submit(assessment=make_pair())[0]
    read(assessment)
    assessment.respondents.filter(name="Ben").update(name="Removed")
    assert [answerer.name for answerer in read(assessment).answerers] == ["", "Removed"]


def test_sample_is_rated_like_any_other() -> None:
    source = sample_source()
    report = build(source)
    assert report.sample
    assert len(report.gaps) in {2, 3}
    assert [proof.domain for proof in report.proofs] == ["technology-automation"]
    assert report.headline.status == "rated"


@pytest.mark.parametrize("language", ["tr", "nl"])
def test_report_in_another_language_writes_numbers_its_way(language: str) -> None:
    with translation.override(language):
        report = build(sample_source())
    assert report.language == language
    assert "," in report.gaps[0].impact_label
