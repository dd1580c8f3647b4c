"""A report exported as data comes back as the same assessment with the same result."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.audit import Event
from accounts.models import AuditEvent
from assessments.actions import AnswerContent, add_respondent, record_consensus, save_answer, submit
from assessments.models import Answer, AnswerRevision, Assessment, FrameworkVersion, Question
from reports.exports import data
from reports.imports.actions import import_assessment
from reports.imports.judging import judge
from reports.imports.reading import read
from reports.report import build
from reports.report.choices import FULL
from reports.report.edition import Edition
from reports.source import source_of
from tests.factories import make_assessment, make_organisation, make_user, make_version

pytestmark = pytest.mark.django_db
NOTES = ["", "Seen in the deal review.", "=1+1 “quoted” <b>ü</b>\nsecond line", "n" * 2000]


def export(assessment: Assessment, language: str = "en") -> bytes:
    with translation.override(language):
        choices = replace(FULL, language=language)
        source = source_of(Assessment.objects.get(pk=assessment.pk))
        return data.write(build(source, Edition(choices=choices)), source, choices)


def bring_back(content: bytes) -> tuple[Assessment, bool]:
    lead = make_user()
    organisation = make_organisation(lead=lead)
    return import_assessment(plan=judge(read(content)), organisation=organisation, actor=lead)


def contents(question: Question, version: FrameworkVersion) -> st.SearchStrategy[AnswerContent]:
    levels = st.sampled_from(list(version.rubrics.get().levels.all()))
    known = st.builds(
        AnswerContent,
        state=st.just("level"),
        level=levels,
        note=st.sampled_from(NOTES),
        link=st.sampled_from(["", "https://example.com/a?b=1"]),
        dated=st.sampled_from([None, date(2026, 3, 1)]),
    )
    unknown = st.builds(AnswerContent, state=st.just("unknown"), note=st.sampled_from(NOTES))
    left = st.builds(AnswerContent, state=st.just("not_applicable"), reason=st.just("No partners."))
    return known | unknown if question.key else known | unknown | left


def answered(draw: Any, version: FrameworkVersion) -> Assessment:
    goal = draw(st.sampled_from([None, version.goals.get()]))
    assessment = make_assessment(version, name="Ann Lee", function="leader", goal=goal, title="Q3")
    assessment.warning_signs.set(
        version.warning_signs.filter(slug__in=draw(st.sampled_from([["sign-2"], []])))
    )
    for name in draw(st.sampled_from([[], ["Ann Lee"], ["", "Bo <b>"]])):
        add_respondent(assessment=assessment, name=name, function="rep")
    for place, person in enumerate(assessment.respondents.all()):
        for question in Question.objects.filter(domain__version=version):
            if place == 0 or draw(st.booleans()):
                content = draw(contents(question, version))
                save_answer(respondent=person, question=question, content=content, seen=0)
    return assessment


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_export_import_export_gives_the_same_assessment_and_result(drawing: st.DataObject) -> None:
    version = make_version()
    assessment = answered(drawing.draw, version)
    ranks = Answer.objects.filter(respondent__assessment=assessment, level__isnull=False)
    for answer in ranks.select_related("question", "level")[:1]:
        record_consensus(
            assessment=assessment, question=answer.question, level=answer.level, why="We looked."
        )
    language = drawing.draw(st.sampled_from(["en", "tr", "nl"]))
    first = export(submit(assessment=assessment)[0], language)
    back, made = bring_back(first)
    assert made
    second, third = json.loads(first), json.loads(export(back, "en"))
    assert third["assessment"] == second["assessment"]
    assert third["result"] == second["result"]
    assert back.report_language == language


def test_import_keeps_history_without_accounts_and_is_in_the_log() -> None:
    version = make_version()
    assessment = make_assessment(version, owner=make_user(name="Ann Lee"))
    for question in Question.objects.filter(domain__version=version):
        content = AnswerContent(state="level", level=assessment.rubric.levels.get(rank=3), note="Seen.")
        save_answer(respondent=assessment.respondents.get(), question=question, content=content, seen=0)
    back, _made = bring_back(export(submit(assessment=assessment)[0]))
    assert [(one.name, one.user, one.is_opener) for one in back.respondents.all()] == [
        ("Ann Lee", None, False)
    ]
    revisions = AnswerRevision.objects.filter(answer__respondent__assessment=back)
    assert {(one.version, one.note, one.saved_by) for one in revisions} == {(1, "Seen.", back.owner)}
    assert revisions.count() == 4
    logged = AuditEvent.objects.filter(assessment_id=back.pk)
    assert [(one.code, one.actor) for one in logged] == [(Event.ASSESSMENT_IMPORTED, back.owner)]
    assert (back.opened_at, back.submitted_at) == (
        assessment.opened_at,
        Assessment.objects.get(pk=assessment.pk).submitted_at,
    )
