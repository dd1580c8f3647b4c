"""Texts in three languages in the admin: their fields, what is counted as untranslated, new questions."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.actions.framework import load_framework
from assessments.framework_files import check
from assessments.models import (
    Anchor,
    BusinessGoal,
    Domain,
    FrameworkVersion,
    Kpi,
    Level,
    Question,
    Rubric,
    WarningSign,
)
from tests.assessments.framework_file_samples import framework_data
from tests.factories import PASSWORD, make_version

pytestmark = [pytest.mark.once, pytest.mark.django_db]
PARTS = [Domain, Question, Rubric, WarningSign, BusinessGoal, Kpi]
TEXTS = {
    Domain: ["name", "question", "why"],
    Question: ["text", "hint", "evidence"],
    Rubric: ["name"],
    WarningSign: ["text", "meaning"],
    BusinessGoal: ["name", "smart", "metric", "unit", "levers"],
    Kpi: ["name", "reveals", "hides"],
}


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("editor@example.com", PASSWORD))
    return client


@pytest.fixture
def draft() -> FrameworkVersion:
    return load_framework(tree=check(framework_data()).tree).version


def change_url(row: Any) -> str:
    return reverse(f"admin:assessments_{row._meta.model_name}_change", args=[row.pk])


def list_url(model: Any) -> str:
    return reverse(f"admin:assessments_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("model", PARTS)
def test_every_text_stands_on_its_page_in_each_language(
    editor: Client, draft: FrameworkVersion, model: Any
) -> None:
    page = editor.get(change_url(model.objects.first())).content.decode()
    assert re.findall(r'role="tab" id="language-tab-(\w+)"', page) == ["en", "tr", "nl"]
    for text in TEXTS[model]:
        rows = re.findall(rf'form-row (?:errors )?field-{text}_(\w+)"', page)
        assert rows[:3] == ["en", "tr", "nl"], text
        for language in rows[:3]:
            control = re.search(rf'<(?:textarea|input)[^>]* id="id_{text}_{language}"[^>]*>', page)
            assert control is not None
            assert f'lang="{language}"' in control[0]


def test_framework_and_level_pages_have_the_tabs_too(editor: Client, draft: FrameworkVersion) -> None:
    for row in (draft.framework, Level.objects.first()):
        assert editor.get(change_url(row)).content.decode().count('role="tab"') == 3


def test_page_of_a_part_leads_back_to_its_version_and_list(editor: Client, draft: FrameworkVersion) -> None:
    for model in PARTS:
        page = editor.get(change_url(model.objects.first()))
        assert change_url(draft) in page.content.decode()
        assert editor.get(page.context["siblings_url"]).status_code == 200
    assert (
        editor.get(editor.get(change_url(Level.objects.first())).context["siblings_url"]).status_code == 200
    )


def untranslated(client: Client, model: Any, query: str = "") -> list[str]:
    page = client.get(list_url(model) + query).content.decode()
    return re.findall(r'class="field-untranslated">([^<]+)<', page)


def test_list_counts_what_a_language_lacks_and_only_that(editor: Client, draft: FrameworkVersion) -> None:
    texts = {f"{name}_{code}": "Said" for name in TEXTS[Domain] for code in ("tr", "nl")}
    Domain.objects.update(**texts)
    assert untranslated(editor, Domain) == ["–", "–"]
    Domain.objects.filter(slug="d1").update(name_tr="", why_tr=None, question_nl="")
    Domain.objects.filter(slug="d2").update(why_en="", why_tr="")
    assert untranslated(editor, Domain) == ["tr 2 · nl 1", "–"]
    assert untranslated(editor, Domain, "?untranslated=tr") == ["tr 2 · nl 1"]
    Domain.objects.filter(slug="d1").update(question_nl="Vraag")
    assert untranslated(editor, Domain, "?untranslated=nl") == []


def test_question_counts_its_anchors_and_a_rubric_its_levels(editor: Client, draft: FrameworkVersion) -> None:
    for model, names in {
        **TEXTS,
        Anchor: ["statement", "next_step"],
        Level: ["name", "today", "risk"],
    }.items():
        model.objects.update(**{f"{name}_{code}": "Said" for name in names for code in ("tr", "nl")})
    Level.objects.update(improve_first_tr="Önce", improve_first_nl="Eerst")
    assert untranslated(editor, Question) == ["–"] * 4
    Anchor.objects.filter(question__slug="d1-q1", level__rank=1).update(statement_nl="", next_step_nl="")
    Question.objects.filter(slug="d1-q1").update(text_nl="")
    Level.objects.filter(rubric__slug="two", rank=2).update(risk_tr="")
    assert untranslated(editor, Question) == ["tr 0 · nl 5", "–", "–", "–"]
    assert untranslated(editor, Rubric, "?untranslated=tr") == ["tr 1 · nl 0"]


@pytest.mark.parametrize("size", [1, 3])
def test_lists_and_pages_take_a_constant_number_of_queries(
    editor: Client, size: int, django_assert_max_num_queries: Any
) -> None:
    draft = make_version(domains=size, questions=size, levels=(size,), publish=False)
    lists = [list_url(model) for model in PARTS]
    pages = [change_url(model.objects.first()) for model in PARTS]
    for url in [*lists, *pages, change_url(draft), change_url(draft.framework)]:
        with django_assert_max_num_queries(24):
            assert editor.get(url).status_code == 200, url


QUESTION_ADD = "admin:assessments_question_add"


def rubrics_to_fill(client: Client, query: str = "") -> list[int]:
    groups = client.get(reverse(QUESTION_ADD) + query).context["inline_admin_formsets"]
    return [len(group.formset.forms) for group in groups]


def test_new_question_has_anchors_to_fill_for_every_level(editor: Client, draft: FrameworkVersion) -> None:
    assert rubrics_to_fill(editor) == [4, 2]
    other = make_version(publish=False, levels=(3,))
    assert rubrics_to_fill(editor) == []
    assert rubrics_to_fill(editor, f"?version={other.pk}") == [3]
    domain = draft.domains.get(slug="d2")
    assert rubrics_to_fill(editor, f"?domain={domain.pk}") == [4, 2]
    assert rubrics_to_fill(editor, f"?domain={'9' * 40}") == []
    page = editor.get(list_url(Question) + f"?domain__id__exact={domain.pk}").content.decode()
    assert f"{reverse(QUESTION_ADD)}?domain={domain.pk}" in page


def test_new_question_is_saved_with_the_anchors_that_are_filled_in(
    editor: Client, draft: FrameworkVersion
) -> None:
    domain = draft.domains.get(slug="d2")
    url = reverse(QUESTION_ADD) + f"?domain={domain.pk}"
    forms = [group.formset for group in editor.get(url).context["inline_admin_formsets"]]
    values: dict[str, Any] = {}
    for formset in forms:
        for form in [formset.management_form, *formset.forms]:
            values |= {field.html_name: field.value() for field in form if field.value() is not None}
    values |= {
        "domain": domain.pk,
        "slug": "new",
        "text_en": "New?",
        "evidence_en": "Link it.",
        "weight": "1",
    }
    values |= {"anchors-1-statement_en": "At two", "anchors-2-0-statement_en": "At one"}
    assert editor.post(url, values).status_code == 302
    anchors = Anchor.objects.filter(question__slug="new").order_by("level__rubric__position")
    saved = anchors.values_list("level__rubric__slug", "level__rank", "statement_en")
    assert list(saved) == [("four", 2, "At two"), ("two", 1, "At one")]


def test_question_of_another_draft_than_the_anchors_is_refused(
    editor: Client, draft: FrameworkVersion
) -> None:
    other = make_version(publish=False)
    url = reverse(QUESTION_ADD) + f"?version={draft.pk}"
    values = {"domain": other.domains.first().pk, "slug": "new", "text_en": "New?", "evidence_en": "Link it."}
    assert editor.post(url, values | {"weight": "1"}).status_code == 200
    assert not Question.objects.filter(slug="new").exists()


def test_parameters_are_shown_as_they_are_said_with_an_example(
    editor: Client, draft: FrameworkVersion
) -> None:
    page = editor.get(change_url(draft)).content.decode()
    assert 'value="0.25"' in page
    assert "two ticked signs make an impact of 2 into 3" in page


def test_parameters_of_a_published_version_are_shown_likewise(editor: Client) -> None:
    page = editor.get(change_url(make_version())).content.decode()
    assert re.findall(r'class="readonly">([\d.]+)<', page)[-3:] == ["0.25", "1.5", "0.5"]
    assert "two ticked signs make an impact of 2 into 3" in page


def test_new_part_belongs_to_the_only_draft_or_to_the_one_in_the_address(
    editor: Client, draft: FrameworkVersion
) -> None:
    add = reverse("admin:assessments_domain_add")
    assert editor.get(add).context["adminform"].form["version"].value() == draft.pk
    other = make_version(publish=False)
    assert editor.get(add).context["adminform"].form["version"].value() is None
    page = editor.get(list_url(Domain) + f"?version__id__exact={other.pk}").content.decode()
    link = re.search(rf'href="({add}\?[^"]+)"', page)
    assert link is not None
    assert str(editor.get(link[1]).context["adminform"].form["version"].value()) == str(other.pk)
