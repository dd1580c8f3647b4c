"""The preview: a domain's page as respondents will see it, of a draft too, in any language and rubric."""

import re
from html import unescape
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from assessments.models import (
    Anchor,
    Answer,
    Assessment,
    Domain,
    Framework,
    FrameworkVersion,
    Question,
    Respondent,
)
from tests.assessments.pages import logged_in, url
from tests.factories import PASSWORD, make_assessment, make_user, make_version

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def editor() -> Client:
    return logged_in(User.objects.create_superuser("editor@example.com", PASSWORD))


def preview_url(version: FrameworkVersion, query: str = "") -> str:
    return reverse("admin:assessments_frameworkversion_preview", args=[version.pk]) + query


def cards_of(page: str) -> str:
    """The questions of a page, as text without tags."""
    cards = re.search(r"<article.*</article>", page, re.DOTALL)
    assert cards, page
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", cards[0])).split())


def markup_of(page: str) -> str:
    found = re.search(r"<article.*</article>", page, re.DOTALL)
    assert found
    return found[0]


def test_preview_shows_the_cards_that_a_respondent_gets(editor: Client) -> None:
    version = make_version()
    assessment = make_assessment(version, owner=make_user())
    respondent = logged_in(assessment.owner)
    page = respondent.get(url("questions", assessment, "d2")).content.decode()
    preview = editor.get(preview_url(version, "?domain=d2&rubric=r4&language=en")).content.decode()
    assert markup_of(preview) == markup_of(page)
    assert "Domain 2 of 2 · <span data-progress>0 of 2 answered</span>" in preview
    assert "What about domain 2?" in preview


@pytest.mark.parametrize("rubric", ["r4", "r5"])
def test_preview_shows_the_rubric_that_is_chosen(editor: Client, rubric: str) -> None:
    version = make_version(levels=(4, 5), publish=False)
    text = cards_of(editor.get(preview_url(version, f"?rubric={rubric}")).content.decode())
    assert f"d1-q1 behaves like level 4 of {rubric[1:]}." in text
    assert ("level 5 of 5" in text) == (rubric == "r5")


def test_preview_shows_a_change_of_the_draft_at_once(editor: Client) -> None:
    version = make_version(publish=False)
    editor.get(preview_url(version))
    anchor = Anchor.objects.get(question__slug="d1-q1", level__rank=2)
    anchor.statement = "Now it reads otherwise."
    anchor.save()
    assert "Now it reads otherwise." in cards_of(editor.get(preview_url(version)).content.decode())
    version.status = FrameworkVersion.Status.PUBLISHED
    version.save()
    assessment = make_assessment(version, owner=make_user())
    page = logged_in(assessment.owner).get(url("questions", assessment, "d1")).content.decode()
    assert "Now it reads otherwise." in cards_of(page)


def test_preview_is_in_its_own_language_and_leaves_the_editors_alone(editor: Client) -> None:
    version = make_version(publish=False)
    Domain.objects.filter(slug="d1").update(name_tr="Birinci alan")
    Question.objects.filter(slug="d1-q1").update(text_tr="Bu nasıl yapılıyor?")
    dutch = editor.get(preview_url(version, "?language=tr"), headers={"accept-language": "nl"})
    assert '<html lang="tr">' in dutch.content.decode()
    assert '<aside class="preview-bar" lang="nl"' in dutch.content.decode()
    response = editor.get(preview_url(version, "?language=tr"))
    page = response.content.decode()
    assert '<html lang="tr">' in page
    assert response.headers["Content-Language"] == "tr"
    assert "<h1>Birinci alan</h1>" in page
    assert '<a href="?language=nl&amp;rubric=r4&amp;domain=d1" lang="nl" hreflang="nl">Nederlands</a>' in page
    assert 'lang="en" aria-label="Preview"' in page
    assert "Nothing is saved here." in page
    text = cards_of(page)
    assert "Bu nasıl yapılıyor?" in text
    assert "[Not translated] d1-q1 behaves like level 1 of 4." in text
    assert '<html lang="en' in editor.get(reverse("admin:index")).content.decode()


def test_preview_of_an_incomplete_draft_marks_what_is_missing(editor: Client) -> None:
    version = make_version(publish=False)
    Anchor.objects.filter(question__slug="d1-q1", level__rank=3).delete()
    Question.objects.filter(slug="d1-q2").update(text="", text_en="")
    text = cards_of(editor.get(preview_url(version)).content.decode())
    assert "[Text missing] 3 · Level 3 of 4" in text
    assert "Question 2 of 2 [Text missing]" in text


@pytest.mark.parametrize("lacking", ["domains", "rubrics", "levels"])
def test_preview_of_a_draft_without_a_page_says_so(editor: Client, lacking: str) -> None:
    version = make_version(publish=False)
    if lacking == "levels":
        version.rubrics.get().levels.all().delete()
    else:
        getattr(version, lacking).all().delete()
    response = editor.get(preview_url(version))
    assert response.status_code == HTTPStatus.OK
    assert "There is nothing to show yet." in response.content.decode()


def test_preview_of_a_domain_without_questions_is_an_empty_page(editor: Client) -> None:
    version = make_version(publish=False)
    Question.objects.filter(domain__slug="d1").delete()
    response = editor.get(preview_url(version, "?domain=d1"))
    assert response.status_code == HTTPStatus.OK
    assert "0 of 0 answered" in response.content.decode()


def test_preview_escapes_what_editors_type(editor: Client) -> None:
    version = make_version(publish=False)
    Question.objects.filter(slug="d1-q1").update(
        text="<script>alert(1)</script>", text_en="<script>x</script>"
    )
    Domain.objects.filter(slug="d1").update(name="a", name_en='"><b>x</b>')
    page = editor.get(preview_url(version, "?language=nl")).content.decode()
    assert "<script>x" not in page
    assert "<b>x</b>" not in page


def test_preview_saves_nothing_and_leads_on_when_posted(editor: Client) -> None:
    version = make_version()
    data = {"d1-q1-answer": "3", "d1-q1-version": "0"}
    response = editor.post(preview_url(version, "?domain=d1&language=nl"), data)
    assert response.headers["Location"] == preview_url(version, "?language=nl&rubric=r4&domain=d2")
    last = editor.post(response.headers["Location"], data, follow=True)
    assert "This is a preview: nothing was saved." in last.content.decode()
    assert "domain=d2" in last.redirect_chain[-1][0]
    assert [model.objects.count() for model in (Assessment, Respondent, Answer)] == [0, 0, 0]
    page = editor.get(preview_url(version)).content.decode()
    assert "data-save" not in page
    assert "questionnaire.js" not in page


def test_preview_asks_as_often_however_much_there_is(editor: Client) -> None:
    counts = []
    for number, size in enumerate((1, 3)):
        version = make_version(domains=size, questions=size, levels=(4, 5)[: number + 1], publish=False)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            editor.get(preview_url(version))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_preview_is_for_those_who_may_view_versions() -> None:
    version = make_version(publish=False)
    viewer, staff, outsider = make_user(is_staff=True), make_user(is_staff=True), make_user()
    viewer.user_permissions.add(Permission.objects.get(codename="view_frameworkversion"))
    assert logged_in(viewer).get(preview_url(version)).status_code == HTTPStatus.OK
    assert logged_in(staff).get(preview_url(version)).status_code == HTTPStatus.NOT_FOUND
    for client in (logged_in(outsider), Client()):
        refused = client.get(preview_url(version))
        assert refused.status_code in (HTTPStatus.FOUND, HTTPStatus.FORBIDDEN)
    unknown = reverse("admin:assessments_frameworkversion_preview", args=[uuid4()])
    assert logged_in(viewer).get(unknown).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("publish", [True, False])
def test_preview_is_reached_from_the_pages_of_the_admin(editor: Client, publish: bool) -> None:
    version = make_version(publish=publish)
    domain = version.domains.get(slug="d2")
    question = domain.questions.get(slug="d2-q1")
    links = {version: "", domain: "?domain=d2", question: "?domain=d2#d2-q1"}
    for row, query in links.items():
        page = editor.get(reverse(f"admin:assessments_{row._meta.model_name}_change", args=[row.pk]))
        assert f'href="{preview_url(version, query)}"' in page.content.decode()


def test_preview_of_another_framework_is_its_own(editor: Client) -> None:
    make_version(slug="first")
    second = make_version(slug="second", domains=1, publish=False)
    Framework.objects.filter(slug="second").update(name_en="The second")
    page = editor.get(preview_url(second)).content.decode()
    assert "Preview of The second · 1 (draft)." in page
    assert "Domain 1 of 1" in page
