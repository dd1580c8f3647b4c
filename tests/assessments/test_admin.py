"""The admin: who gets in, what its lists cost, and what nobody changes by hand."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions.framework import new_draft
from assessments.models import (
    Anchor,
    Assessment,
    FrameworkVersion,
    Question,
)
from tests.assessments.admin_pages import FIXED, PARTS, change_url, first_row, list_url
from tests.factories import make_organisation, make_sealed, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Assessment, FrameworkVersion, *PARTS])
def test_admin_is_closed_to_everybody_but_staff(published: FrameworkVersion, model: Any) -> None:
    client = Client()
    assert client.get(list_url(model)).status_code == 302
    client.force_login(make_user())
    assert client.get(list_url(model)).status_code in (302, 403)


@pytest.mark.parametrize("model", PARTS)
def test_lists_take_a_constant_number_of_queries(
    editor: Client, published: FrameworkVersion, model: Any, django_assert_max_num_queries: Any
) -> None:
    new_draft(version=published)
    with django_assert_max_num_queries(9):
        assert editor.get(list_url(model) + "?q=a").status_code == 200


def test_list_of_versions_counts_their_assessments(editor: Client, published: FrameworkVersion) -> None:
    make_sealed(version=published)
    make_sealed(version=published)
    rows = editor.get(list_url(FrameworkVersion)).context["cl"].result_list
    assert [row.assessment_count for row in rows] == [2]


def test_question_page_takes_no_more_queries_with_more_anchors(
    editor: Client, published: FrameworkVersion, django_assert_max_num_queries: Any
) -> None:
    draft = new_draft(version=published)
    for version in (published, draft):
        with django_assert_max_num_queries(24):
            assert editor.get(change_url(first_row(Question, version))).status_code == 200


def test_assessment_is_shown_with_respondents_and_answers_and_never_changed(editor: Client) -> None:
    assessment = make_sealed(organisation=make_organisation())
    url = change_url(assessment)
    page = editor.get(url)
    assert page.status_code == 200
    respondent = assessment.respondents.get()
    assert change_url(respondent) in page.content.decode()
    assert assessment.return_key not in page.content.decode()
    answers = editor.get(change_url(respondent)).content.decode()
    given = respondent.answers.exclude(level=None).select_related("level").first()
    assert f"{given.level}: {Anchor.objects.get(question=given.question, level=given.level)}" in answers
    assert "Times saved" in answers
    assert "Carried" not in answers
    assert assessment.get_absolute_url() not in page.content.decode()
    respondent.answers.update(carried=True)
    assert "Carried" in editor.get(change_url(respondent)).content.decode()
    respondent.answers.update(reworded=True)
    assert "Reworded" in editor.get(change_url(respondent)).content.decode()
    for row in (assessment, respondent):
        assert editor.post(change_url(row), {"team": "Changed"}).status_code == 403
    assert editor.get(list_url(Assessment) + "?q=Field").status_code == 200
    assert (
        editor.post(reverse("admin:assessments_assessment_delete", args=[assessment.pk])).status_code == 403
    )


def test_frameworks_are_neither_added_nor_deleted_by_hand(editor: Client, draft: FrameworkVersion) -> None:
    assert editor.get(reverse("admin:assessments_framework_add")).status_code == 403
    assert editor.get(reverse("admin:assessments_frameworkversion_add")).status_code == 403
    delete = reverse("admin:assessments_framework_delete", args=[draft.framework_id])
    assert editor.post(delete, {"post": "yes"}).status_code == 403


def test_list_counts_without_a_plural_and_shows_our_icon(editor: Client) -> None:
    make_sealed()
    page = editor.get(list_url(Assessment)).content.decode()
    assert "1 in all" in page
    assert 'rel="icon"' in page


def test_assessments_are_filtered_by_submission(editor: Client) -> None:
    make_sealed()
    page = editor.get(list_url(Assessment) + "?submitted=yes")
    assert [len(page.context["cl"].result_list), page.status_code] == [1, 200]
    assert len(editor.get(list_url(Assessment) + "?submitted=no").context["cl"].result_list) == 0
    assert "By status of its version" in page.content.decode()


def test_framework_page_says_that_its_name_shows_everywhere(editor: Client, draft: FrameworkVersion) -> None:
    page = editor.get(change_url(draft.framework)).content.decode()
    assert "A change shows everywhere at once" in page


def test_published_page_says_why_it_is_fixed(editor: Client, published: FrameworkVersion) -> None:
    draft = new_draft(version=published)
    for model in PARTS:
        assert FIXED in editor.get(change_url(first_row(model, published))).content.decode()
        assert FIXED not in editor.get(change_url(first_row(model, draft))).content.decode()
    assert FIXED in editor.get(change_url(published)).content.decode()
