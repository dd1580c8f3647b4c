"""What if: picked answers of any version, scored by the rules of the report, and nothing saved."""

import re
from html import unescape
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from assessments.models import Answer, Assessment, Domain, FrameworkVersion, Question, Respondent
from reports.made import made_of
from reports.source import source_of
from tests.assessments.pages import logged_in
from tests.factories import PASSWORD, make_sealed, make_user, make_version

pytestmark = pytest.mark.django_db

NOT_COMPLETE = "This draft is not complete enough to be scored."


@pytest.fixture
def editor() -> Client:
    return logged_in(User.objects.create_superuser("editor@example.com", PASSWORD))


def what_if_url(version: FrameworkVersion) -> str:
    return reverse("what-if", args=[version.pk])


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def result_of(editor: Client, version: FrameworkVersion, data: dict[str, Any]) -> str:
    response = editor.post(what_if_url(version), data)
    assert response.status_code == HTTPStatus.OK
    return text_of(response.content.decode().partition('id="result"')[2])


def chosen(page: str, name: str) -> str:
    """The value that a select shows."""
    select = re.search(rf'<select[^>]* name="{name}">(.*?)</select>', page, re.DOTALL)
    assert select
    found = re.search(r'<option value="([^"]*)" selected>', select[1])
    return found[1] if found else ""


def test_what_if_gives_the_levels_that_a_report_gives(editor: Client) -> None:
    version = make_version(publish=True)
    ranks = {"d1-q1": 2, "d1-q2": 3, "d2-q1": 4, "d2-q2": 1}
    sealed = make_sealed(ranks, version=version, goal=version.goals.get())
    report = made_of(source_of(sealed)).report
    text = result_of(
        editor, version, {"goal": "goal-1"} | {f"answer-{slug}": rank for slug, rank in ranks.items()}
    )
    assert text_of(report.headline.answer) in text
    assert report.gap_chart.takeaway in text
    for domain in report.domains:
        words = [domain.name, domain.progress, domain.level_of, domain.evidenced_of, domain.potential_of]
        assert text_of(" ".join(words)) in text
        assert domain.blocking in text
        for blocker in domain.blockers:
            assert text_of(f"{blocker.text} {blocker.current_label} → {blocker.target_label}") in text
    for gap in report.gaps:
        assert text_of(f"{gap.title} {gap.arithmetic}") in text


def test_what_if_reckons_with_signs_and_evidence(editor: Client) -> None:
    version = make_version(publish=False)
    plain = result_of(editor, version, {"rest": "3"})
    assert "Level 3 Level 3 of 4 claimed, level 2 Level 2 of 4 evidenced" in plain
    assert "signs 1.25 (1 warning sign)" not in plain
    more = result_of(editor, version, {"rest": "3", "proven": "on", "signs": ["sign-2"]})
    assert "Level 3 Level 3 of 4, claimed and evidenced" in more
    assert "signs 1.25 (1 warning sign)" in more


def test_what_if_knows_unknown_and_not_applicable(editor: Client) -> None:
    version = make_version(publish=False)
    data = {"answer-d1-q1": "unknown", "answer-d2-q1": "not_applicable", "answer-d2-q2": "2", "rest": "4"}
    text = result_of(editor, version, data)
    assert "Domain 1: Level 1" in text
    assert "Unknown → Level" in text
    assert "Domain 2: Level 2" in text
    refused = result_of(editor, version, {"answer-d1-q1": "not_applicable"})
    assert "1 answer does not exist with these levels and was left out." in refused


def test_what_if_keeps_the_answers_when_the_rubric_changes(editor: Client) -> None:
    version = make_version(levels=(4, 5), publish=False)
    data = {"rubric": "r5", "answer-d1-q1": "3", "answer-d1-q2": "5", "answer-d2-q1": "unknown"}
    page = editor.post(what_if_url(version), data | {"rubric": "r4"}).content.decode()
    names = ["rubric", "answer-d1-q1", "answer-d1-q2", "answer-d2-q1", "answer-d2-q2"]
    assert [chosen(page, name) for name in names] == ["r4", "3", "", "unknown", ""]
    assert "1 answer does not exist with these levels and was left out." in page
    page = editor.post(what_if_url(version), data).content.decode()
    assert [chosen(page, name) for name in names] == ["r5", "3", "5", "unknown", ""]


def test_what_if_shows_weights_and_key_practices(editor: Client) -> None:
    version = make_version(publish=False)
    Question.objects.filter(slug="d1-q2").update(weight=3)
    Domain.objects.filter(slug="d2").update(weight=2)
    text = text_of(editor.get(what_if_url(version)).content.decode())
    assert "How do you do practice 1.1? Key practice – 1 · Level 1 of 4" in text
    assert "How do you do practice 1.2? weight 3 –" in text
    assert "Domain 2 weight 2 How do you" in text
    assert "Nothing is picked yet." in text


def test_what_if_of_an_incomplete_draft_does_without_what_lacks(editor: Client) -> None:
    version = make_version(domains=3, publish=False)
    Question.objects.filter(domain__slug="d3").delete()
    Question.objects.get(slug="d2-q2").anchors.all().delete()
    text = result_of(editor, version, {"rest": "2"})
    assert "Domain 2: Level 2" in text
    assert "Domain 3" not in text


def test_what_if_of_a_draft_that_cannot_be_scored_says_so(editor: Client) -> None:
    version = make_version(publish=False)
    Question.objects.filter(slug="d2-q1").update(slug="d1-q1")
    assert NOT_COMPLETE in result_of(editor, version, {"rest": "2"})
    page = editor.post(what_if_url(version), {"rest": "2"}).content.decode()
    assert reverse("admin:assessments_frameworkversion_check", args=[version.pk]) in page
    version.domains.all().delete()
    assert "There is nothing to show yet." in editor.get(what_if_url(version)).content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {"rubric": "nothing", "goal": "nothing", "signs": ["nothing", ""], "rest": "99"},
        {"answer-d1-q1": "99", "answer-d1-q2": "-1", "answer-d2-q1": "٣", "answer-nothing": "1"},
        {"rest": "not_applicable", "answer-d1-q1": "<script>"},
    ],
)
def test_what_if_leaves_out_what_is_none_of_its_own(editor: Client, data: dict[str, Any]) -> None:
    text = result_of(editor, make_version(publish=False), data)
    assert "Too little is known for an overall level" in text


def test_what_if_saves_nothing_and_speaks_the_editors_language(editor: Client) -> None:
    version = make_version(publish=False)
    Question.objects.filter(slug="d1-q1").update(text_nl="Hoe doen jullie dit?")
    for language in ("en", "nl"):
        headers = {"accept-language": language}
        page = editor.post(what_if_url(version), {"rest": "2"}, headers=headers).content.decode()
        assert ("Hoe doen jullie dit?" in page) == (language == "nl")
    assert [model.objects.count() for model in (Assessment, Respondent, Answer)] == [0, 0, 0]


def test_what_if_asks_as_often_however_much_there_is(editor: Client) -> None:
    counts = []
    for number, size in enumerate((1, 3)):
        version = make_version(domains=size, questions=size, levels=(4, 5)[: number + 1], publish=False)
        with CaptureQueriesContext(connection) as queries:
            editor.post(what_if_url(version), {"rest": "2"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_if_is_for_those_who_may_view_versions() -> None:
    version = make_version(publish=False)
    viewer, staff, outsider = make_user(is_staff=True), make_user(is_staff=True), make_user()
    viewer.user_permissions.add(Permission.objects.get(codename="view_frameworkversion"))
    assert logged_in(viewer).get(what_if_url(version)).status_code == HTTPStatus.OK
    assert logged_in(staff).get(what_if_url(version)).status_code == HTTPStatus.NOT_FOUND
    for client in (logged_in(outsider), Client()):
        refused = client.get(what_if_url(version))
        assert refused.status_code in (HTTPStatus.FOUND, HTTPStatus.FORBIDDEN)
    assert logged_in(viewer).get(reverse("what-if", args=[uuid4()])).status_code == HTTPStatus.NOT_FOUND
    careful = logged_in(viewer, enforce_csrf_checks=True)
    assert careful.post(what_if_url(version), {"rest": "2"}).status_code == HTTPStatus.FORBIDDEN
