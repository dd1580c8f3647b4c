"""Several editors at one draft: nothing typed is lost, nothing stored is undone unseen."""

import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions.framework import delete_draft, load_framework, publish
from assessments.framework_files import check
from assessments.models import (
    BusinessGoal,
    Domain,
    FrameworkVersion,
    Kpi,
    Question,
    Rubric,
    WarningSign,
)
from tests.assessments.admin_pages import change_url, first_row, form_values, step_url
from tests.assessments.framework_file_samples import framework_data
from tests.assessments.staff import make_staff, staff_client

pytestmark = pytest.mark.django_db
TYPED = [(Domain, "why_en"), (Question, "hint_nl"), (Rubric, "levels-0-risk_en"), (WarningSign, "meaning_tr")]
TYPED += [(BusinessGoal, "levers_en"), (Kpi, "hides_en"), (Question, "anchors-0-statement_en")]
TYPED += [(Question, "anchors-2-1-statement_nl"), (BusinessGoal, "relevances-0-value")]


@pytest.fixture
def draft() -> FrameworkVersion:
    return load_framework(tree=check(framework_data()).tree).version


@pytest.fixture
def ann() -> Client:
    return staff_client("publisher")


@pytest.fixture
def bob() -> Client:
    return staff_client("editor")


def fields_of(page: Any) -> dict[str, Any]:
    """What a browser sends back from a page that refused."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {}
    for form in forms:
        for field in form:
            values[field.html_name] = field.value() or ""
            if field.field.show_hidden_initial:
                shown = re.search(r'value="([^"]*)"', field.as_hidden(only_initial=True))
                values[field.html_initial_name] = unescape(shown[1]) if shown else ""
    return values


def test_untouched_field_keeps_what_a_colleague_stored(
    ann: Client, bob: Client, draft: FrameworkVersion
) -> None:
    question = first_row(Question, draft)
    url = change_url(question)
    hers = form_values(ann, url) | {"hint_en": "New hint", "anchors-0-next_step_nl": "Stap"}
    del hers["key"]
    his = form_values(bob, url) | {"evidence_en": "New prompt", "anchors-0-statement_nl": "Zin"}
    assert ann.post(url, hers).status_code == 302
    assert bob.post(url, his).status_code == 302
    question.refresh_from_db()
    assert (question.hint_en, question.evidence_en, question.key) == ("New hint", "New prompt", False)
    anchor = question.anchors.get(statement_nl="Zin")
    assert anchor.next_step_nl == "Stap"


@pytest.mark.parametrize(("model", "field"), TYPED)
def test_field_that_both_changed_is_refused_once_with_both_texts(
    ann: Client, bob: Client, draft: FrameworkVersion, model: Any, field: str
) -> None:
    url = change_url(first_row(model, draft))
    said = ("1", "2", "some") if field.endswith("value") else ("Hers & more", "His", "Hers &amp; more")
    hers, his = (
        form_values(client, url) | {field: text} for client, text in zip((ann, bob), said, strict=False)
    )
    assert ann.post(url, hers).status_code == 302
    refused = bob.post(url, his)
    assert refused.status_code == 200
    html = refused.content.decode()
    assert re.findall(r'<span class="stands-now">([^<]+)</span>', html) == [said[2]]
    assert "Publisher (publisher@example.com) changed this meanwhile." in html
    assert form_values(ann, url)[field] in (said[0], 1)
    again = fields_of(refused)
    assert again[field] == said[1]
    assert bob.post(url, again).status_code == 302
    assert form_values(ann, url)[field] in (said[1], 2)


def test_parameters_of_a_version_are_merged_likewise(
    ann: Client, bob: Client, draft: FrameworkVersion
) -> None:
    url = change_url(draft)
    hers = form_values(ann, url) | {"sign_bonus": "0.5"}
    his = form_values(bob, url) | {"weakest_bonus": "2"}
    late = form_values(bob, url) | {"sign_bonus": "1"}
    assert [client.post(url, sent).status_code for client, sent in ((ann, hers), (bob, his))] == [302, 302]
    draft.refresh_from_db()
    assert (draft.sign_bonus, draft.weakest_bonus) == (Decimal("0.5"), 2)
    assert '<span class="stands-now">0.5</span>' in bob.post(url, late).content.decode()


def test_domains_of_a_warning_sign_are_merged_likewise(
    ann: Client, bob: Client, draft: FrameworkVersion
) -> None:
    sign = first_row(WarningSign, draft)
    url = change_url(sign)
    both = list(draft.domains.values_list("pk", flat=True))
    shown = [domain.pk for domain in sign.domains.all()]
    his = form_values(bob, url) | {"text_nl": "Teken", "domains": shown, "initial-domains": shown}
    assert (
        ann.post(url, form_values(ann, url) | {"domains": both, "initial-domains": shown}).status_code == 302
    )
    assert bob.post(url, his).status_code == 302
    assert set(sign.domains.values_list("pk", flat=True)) == set(both)


def test_same_text_from_both_is_no_conflict_and_line_ends_are_no_change(
    ann: Client, bob: Client, draft: FrameworkVersion
) -> None:
    question = first_row(Question, draft)
    Question.objects.filter(pk=question.pk).update(hint_en="One\nTwo")
    url = change_url(question)
    hers, his = (form_values(client, url) | {"text_nl": "Hoe dan?"} for client in (ann, bob))
    his |= {"hint_en": "One\r\nTwo", "initial-hint_en": "One\r\nTwo"}
    assert [ann.post(url, hers).status_code, bob.post(url, his).status_code] == [302, 302]
    question.refresh_from_db()
    assert (question.text_nl, question.hint_en) == ("Hoe dan?", "One\nTwo")


def test_anchor_that_both_added_is_refused_once(ann: Client, bob: Client, draft: FrameworkVersion) -> None:
    question = first_row(Question, draft)
    question.anchors.get(level__rubric__slug="four", level__rank=2).delete()
    url, field = change_url(question), "anchors-3-statement_en"
    hers, his = (form_values(client, url) | {field: f"By {n}"} for n, client in enumerate((ann, bob)))
    untouched = form_values(bob, url) | {"hint_en": "Other"}
    assert ann.post(url, hers).status_code == 302
    assert bob.post(url, untouched).status_code == 302
    refused = bob.post(url, his)
    assert '<span class="stands-now">By 0</span>' in refused.content.decode()
    assert bob.post(url, fields_of(refused)).status_code == 302
    assert question.anchors.get(level__rubric__slug="four", level__rank=2).statement_en == "By 1"


def test_texts_of_a_level_that_was_deleted_meanwhile_are_shown_to_copy(
    bob: Client, draft: FrameworkVersion
) -> None:
    question = first_row(Question, draft)
    his = form_values(bob, change_url(question)) | {"anchors-1-statement_en": "At the lost level"}
    draft.rubrics.get(slug="four").levels.get(rank=2).delete()
    page = bob.post(change_url(question), his).content.decode()
    assert "Someone changed these rows meanwhile." in page
    assert re.search("<h3><b>removed</b>.*At the lost level", page, re.DOTALL)


def test_page_left_open_while_the_version_is_published_gives_the_texts_back(
    ann: Client, bob: Client, draft: FrameworkVersion
) -> None:
    question = first_row(Question, draft)
    url = change_url(question)
    his = form_values(bob, url) | {"hint_nl": "Een <b>hint</b>", "anchors-1-statement_tr": "İki"}
    del his["key"]
    publish(version=draft)
    page = bob.post(url, his)
    assert page.status_code == 409
    html = page.content.decode()
    assert html.count("Published, so fixed. Make a new draft to change it.") == 1
    assert "Een &lt;b&gt;hint&lt;/b&gt;" in html
    assert step_url(draft, "new-draft") in html
    kept = [(typed.row, typed.label, typed.code, typed.text) for typed in page.context["typed"]]
    level = str(question.anchors.get(level__rubric__slug="four", level__rank=2).level)
    assert sorted(kept) == sorted(
        [
            ("", "Hint", "nl", "Een <b>hint</b>"),
            ("", "Key practice", "", "no"),
            (f"4 levels · {level}", "Statement", "tr", "İki"),
        ]
    )


@pytest.mark.parametrize("model", [Rubric, BusinessGoal, Kpi, WarningSign, FrameworkVersion])
def test_untouched_page_of_what_was_published_meanwhile_lists_nothing(
    bob: Client, draft: FrameworkVersion, model: Any
) -> None:
    row = draft if model is FrameworkVersion else first_row(model, draft)
    values = form_values(bob, change_url(row))
    publish(version=draft)
    page = bob.post(change_url(row), values)
    assert (page.status_code, page.context["typed"]) == (409, [])


def test_new_question_is_given_back_when_its_version_is_published_or_deleted(
    bob: Client, draft: FrameworkVersion
) -> None:
    url = reverse("admin:assessments_question_add")
    question = first_row(Question, draft)
    values = form_values(bob, url) | {"domain": str(question.domain_id), "text_en": "Why not?"}
    edited = form_values(bob, change_url(question)) | {"text_en": "Too late?"}
    publish(version=draft)
    page = bob.post(url, values)
    assert page.status_code == 409
    assert ("Text", "Why not?") in [(typed.label, typed.text) for typed in page.context["typed"]]
    other = load_framework(tree=check(framework_data() | {"slug": "other"}).tree).version
    gone = change_url(first_row(Question, other))
    delete_draft(version=other)
    page = bob.post(gone, edited)
    assert page.status_code == 409
    assert "Nothing was saved: somebody deleted this meanwhile." in page.content.decode()
    assert [typed.text for typed in page.context["typed"]] == ["Too late?"]
    assert "new-draft" not in page.content.decode()


def test_who_may_only_look_is_refused_as_before(draft: FrameworkVersion) -> None:
    client = Client()
    client.force_login(make_staff("staff"))
    publish(version=draft)
    assert client.post(change_url(first_row(Domain, draft)), {"name_en": "Mine"}).status_code == 403


def test_question_of_a_draft_is_saved_with_gaps_that_the_check_names(
    bob: Client, draft: FrameworkVersion
) -> None:
    question = first_row(Question, draft)
    question.anchors.get(level__rubric__slug="two", level__rank=1).delete()
    url = change_url(question)
    values = form_values(bob, url) | {"evidence_en": "", "anchors-0-statement_en": ""}
    values |= {"anchors-0-statement_tr": "Bir", "anchors-2-1-statement_nl": "Een"}
    assert bob.post(url, values).status_code == 302
    question.refresh_from_db()
    assert not question.evidence_en
    kept = question.anchors.filter(statement_en="").values_list("statement_tr", "statement_nl")
    assert {text for texts in kept for text in texts if text} >= {"Bir", "Een"}
    assert bob.get(step_url(draft, "preview")).status_code == 200
    assert bob.get(reverse("what-if", args=[draft.pk])).status_code == 200
    report = bob.get(step_url(draft, "check")).content.decode()
    assert len(re.findall("statement: text in English is missing", report)) == 2
    assert "evidence prompt: text in English is missing" in report
    assert (
        "text_en" in bob.post(url, form_values(bob, url) | {"text_en": ""}).context["adminform"].form.errors
    )


def test_top_level_offers_no_next_step_unless_one_is_stored(bob: Client, draft: FrameworkVersion) -> None:
    question = first_row(Question, draft)
    url = change_url(question)

    def boxes() -> tuple[int, int]:
        html = bob.get(url).content.decode()
        found = re.findall(r'<textarea name="anchors-\d-next_step_en"[^>]*>', html)
        return len(found), sum("data-needed" in box for box in found)

    assert boxes() == (3, 3)
    question.anchors.filter(level__rubric__slug="four", level__rank=4).update(next_step_nl="Te veel")
    assert boxes() == (4, 3)
