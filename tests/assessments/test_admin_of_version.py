"""Lists and pages of one version's parts: they name the version, and saving leads back to where one was."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Domain, FrameworkVersion, Question
from tests.assessments.admin_pages import change_url
from tests.assessments.staff import staff_client
from tests.factories import make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return staff_client("editor")


@pytest.fixture
def draft() -> FrameworkVersion:
    make_version(publish=False)
    return make_version(domains=1, questions=1, publish=False)


def list_url(model: Any, version: FrameworkVersion | None = None) -> str:
    url = reverse(f"admin:assessments_{model._meta.model_name}_changelist")
    path = "domain__version" if model is Question else "version"
    return f"{url}?{path}__id__exact={version.pk}" if version else url


def save_domain(client: Client, domain: Domain, query: str = "") -> str:
    """Saves the page of a domain as it is; gives where that leads."""
    url = f"{change_url(domain)}{query}"
    form = client.get(url).context["adminform"].form
    posted = {field.html_name: field.value() or "" for field in form}
    posted |= {f"initial-{name}": value for name, value in posted.items()}
    return client.post(url, posted).headers["Location"]


@pytest.mark.parametrize("model", [Domain, Question])
def test_list_of_one_version_names_it_and_does_not_filter_by_version(
    editor: Client, draft: FrameworkVersion, model: Any
) -> None:
    page = editor.get(list_url(model, draft))
    assert page.context["title"] == f"{model._meta.verbose_name_plural.title()} · Test framework · 1 (draft)"
    assert f'<a href="{change_url(draft)}">' in page.content.decode()
    assert {spec.title for spec in page.context["cl"].filter_specs} <= {"key practice", "untranslated texts"}
    everything = editor.get(list_url(model))
    assert change_url(draft) not in everything.content.decode()
    assert "status" in {spec.title for spec in everything.context["cl"].filter_specs}


def test_list_of_one_domain_names_its_version(editor: Client, draft: FrameworkVersion) -> None:
    url = reverse("admin:assessments_question_changelist")
    page = editor.get(f"{url}?domain__id__exact={draft.domains.get().pk}")
    assert page.context["framework_version"] == draft


@pytest.mark.parametrize("key", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_list_of_an_unknown_version_is_an_ordinary_page(editor: Client, key: str) -> None:
    url = reverse("admin:assessments_domain_changelist")
    assert editor.get(f"{url}?version__id__exact={key}", follow=True).status_code == 200


def test_adding_from_the_list_of_a_version_leads_back_to_it(editor: Client, draft: FrameworkVersion) -> None:
    url = editor.get(list_url(Domain, draft)).context["add_query"]
    add = f"{reverse('admin:assessments_domain_add')}?{url}"
    page = editor.get(add)
    assert page.context["subtitle"] == "Test framework · 1 (draft)"
    assert list_url(Domain, draft) in page.content.decode()
    texts = {"name_en": "New", "question_en": "What?", "why_en": "So."}
    posted = {"version": draft.pk, "slug": "new", "weight": 1, **texts}
    assert editor.post(add, posted).headers["Location"] == list_url(Domain, draft)
    assert draft.domains.count() == 2


def test_saving_leads_to_where_one_came_from(editor: Client, draft: FrameworkVersion) -> None:
    domain = draft.domains.get()
    assert save_domain(editor, domain) == list_url(Domain, draft)
    kept = "version__status__exact%3Ddraft"
    assert save_domain(editor, domain, f"?_changelist_filters={kept}") == (
        f"{list_url(Domain)}?version__status__exact=draft"
    )
    check = reverse("admin:assessments_frameworkversion_check", args=[draft.pk])
    assert save_domain(editor, domain, "?back=check") == check


def test_deleting_offers_an_export_first_and_leads_back_to_the_list(
    editor: Client, draft: FrameworkVersion
) -> None:
    question = Question.objects.get(domain__version=draft)
    url = reverse("admin:assessments_question_delete", args=[question.pk])
    export = reverse("admin:assessments_frameworkversion_export", args=[draft.pk])
    assert f'<a href="{export}">' in editor.get(url).content.decode()
    assert editor.post(url, {"post": "yes"}).headers["Location"] == list_url(Question, draft)
