"""The parts of a version in the admin: those of a draft are edited, those of a published one looked at."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions.framework import new_draft
from assessments.framework_files import write
from assessments.framework_files.database import to_tree
from assessments.models import (
    Anchor,
    BusinessGoal,
    Domain,
    FrameworkVersion,
    GoalRelevance,
    Kpi,
    Level,
    Question,
    Rubric,
)
from tests.assessments.admin_pages import (
    FIXED,
    PARTS,
    TREE,
    change_url,
    first_row,
    form_values,
    list_url,
)

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.mark.parametrize("model", PARTS)
def test_part_of_a_published_version_is_shown_but_not_changed(
    editor: Client, published: FrameworkVersion, model: Any
) -> None:
    row = first_row(model, published)
    before = write(to_tree(published))
    assert editor.get(change_url(row)).status_code == 200
    assert editor.post(change_url(row), {"slug": "changed", "position": "9"}).status_code == 409
    delete = reverse(f"admin:assessments_{model._meta.model_name}_delete", args=[row.pk])
    refused = editor.post(delete, {"post": "yes"}, follow=True)
    assert refused.redirect_chain == [(change_url(row), 302)]
    assert FIXED in refused.content.decode()
    several = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    assert FIXED in editor.post(list_url(model), several).content.decode()
    assert write(to_tree(published)) == before


def test_published_version_keeps_its_parameters(editor: Client, published: FrameworkVersion) -> None:
    assert editor.get(change_url(published)).status_code == 200
    assert editor.post(change_url(published), {"sign_bonus": "3"}).status_code == 409
    published.refresh_from_db()
    assert published.sign_bonus == TREE.scoring.sign_bonus


@pytest.mark.parametrize("model", PARTS)
def test_part_of_a_draft_is_saved_unchanged_from_its_own_form(
    editor: Client, draft: FrameworkVersion, model: Any
) -> None:
    before = write(to_tree(draft))
    url = change_url(first_row(model, draft))
    assert editor.post(url, form_values(editor, url)).status_code == 302
    assert write(to_tree(draft)) == before


def test_question_of_a_draft_is_changed_with_its_anchors_in_three_languages(
    editor: Client, draft: FrameworkVersion
) -> None:
    question = first_row(Question, draft)
    values = form_values(editor, change_url(question))
    values["text_nl"] = "Hoe?"
    row = next(name for name in values if name.endswith("statement_en"))
    values[row] = "Changed"
    values[row.replace("_en", "_tr")] = "Değişti"
    assert editor.post(change_url(question), values).status_code == 302
    question.refresh_from_db()
    assert question.text_nl == "Hoe?"
    assert Anchor.objects.filter(statement_en="Changed", statement_tr="Değişti").count() == 1


def test_question_shows_a_group_of_anchors_for_each_rubric(editor: Client, draft: FrameworkVersion) -> None:
    context = editor.get(change_url(first_row(Question, draft))).context
    groups = context["inline_admin_formsets"]
    assert [str(group.opts.verbose_name_plural) for group in groups] == [
        "Anchors: 4 levels",
        "Anchors: 2 levels",
    ]
    assert [len(group.formset.forms) for group in groups] == [4, 2]


def test_missing_anchor_has_an_empty_row_for_its_level(editor: Client, draft: FrameworkVersion) -> None:
    question = first_row(Question, draft)
    missing = question.anchors.get(level__rubric__slug="four", level__rank=2)
    level = missing.level
    missing.delete()
    values = form_values(editor, change_url(question))
    assert editor.post(change_url(question), values).status_code == 302
    assert not question.anchors.filter(level=level).exists()
    values |= {"anchors-3-statement_en": "Filled in", "anchors-3-next_step_en": "Go on"}
    assert editor.post(change_url(question), values).status_code == 302
    assert question.anchors.get(level=level).statement == "Filled in"


def without_anchors(draft: FrameworkVersion) -> Question:
    question: Question = first_row(Question, draft)
    question.anchors.all().delete()
    return question


def test_anchor_is_saved_under_the_level_it_was_posted_for(editor: Client, draft: FrameworkVersion) -> None:
    question = without_anchors(draft)
    values = form_values(editor, change_url(question))
    rows = {rank: values[f"anchors-{rank - 1}-row"] for rank in (2, 3, 4)}
    # As after a removal: the first row is gone and the others have moved up.
    values = {name: said for name, said in values.items() if not re.match(r"anchors-\d-[a-z]", name)}
    for rank, row in rows.items():
        values |= {f"anchors-{rank - 2}-row": row, f"anchors-{rank - 2}-statement_en": f"At {rank}"}
    assert editor.post(change_url(question), values).status_code == 302
    saved = question.anchors.filter(level__rubric__slug="four").values_list("level__rank", "statement_en")
    assert list(saved) == [(2, "At 2"), (3, "At 3"), (4, "At 4")]


@pytest.mark.parametrize("wrong", ["other rubric", "other version", "twice", "none"])
def test_anchor_of_a_wrong_level_is_refused(editor: Client, draft: FrameworkVersion, wrong: str) -> None:
    other = new_draft(version=draft)
    question = without_anchors(draft)
    foreign = {
        "other rubric": Level.objects.filter(rubric__version=draft, rubric__slug="two"),
        "other version": Level.objects.filter(rubric__version=other, rubric__slug="four"),
        "twice": Level.objects.filter(rubric__version=draft, rubric__slug="four", rank=2),
        "none": Level.objects.none(),
    }[wrong].first()
    values = form_values(editor, change_url(question))
    values |= {"anchors-0-row": foreign.pk if foreign else "", "anchors-0-statement_en": "Wrong"}
    values["anchors-1-statement_en"] = "Right"
    page = editor.post(change_url(question), values)
    assert "Someone changed these rows meanwhile." in page.content.decode()
    assert not question.anchors.exists()


def test_stored_anchor_stays_with_its_level(editor: Client, draft: FrameworkVersion) -> None:
    question = first_row(Question, draft)
    values = form_values(editor, change_url(question))
    values["anchors-0-row"], values["anchors-1-row"] = values["anchors-1-row"], values["anchors-0-row"]
    before = write(to_tree(draft))
    assert editor.post(change_url(question), values).status_code == 200
    assert write(to_tree(draft)) == before


def test_anchors_stand_in_rank_order_under_their_level(editor: Client, draft: FrameworkVersion) -> None:
    question = first_row(Question, draft)
    question.anchors.filter(level__rubric__slug="four", level__rank=2).delete()
    page = editor.get(change_url(question)).content.decode()
    headings = re.findall(r"<h3><b>(\d name \d)</b>", page)
    assert headings == [f"{rank} name {rank}" for rank in (1, 2, 3, 4, 1, 2)]
    assert "js-inline-admin-formset" not in page


def test_goal_has_a_row_for_each_domain(editor: Client, draft: FrameworkVersion) -> None:
    goal = first_row(BusinessGoal, draft)
    values = form_values(editor, change_url(goal))
    assert editor.post(change_url(goal), values | {"relevances-1-value": "2"}).status_code == 302
    relevance = GoalRelevance.objects.filter(goal=goal).values_list("domain__slug", "value")
    assert dict(relevance) == {"d1": 3, "d2": 2}


def test_relevance_outside_its_range_is_refused(editor: Client, draft: FrameworkVersion) -> None:
    goal = first_row(BusinessGoal, draft)
    values = form_values(editor, change_url(goal)) | {"relevances-0-value": "4"}
    assert editor.post(change_url(goal), values).status_code == 200
    assert GoalRelevance.objects.get(goal=goal).value == 3


def test_foreign_keys_offer_the_same_version_only(editor: Client, published: FrameworkVersion) -> None:
    draft = new_draft(version=published)
    kpi = first_row(Kpi, draft)
    form = editor.get(change_url(kpi)).context["adminform"].form
    assert {domain.version for domain in form.fields["domain"].queryset} == {draft}
    assert {level.rubric.version for level in form.fields["level"].queryset} == {draft}
    foreign = Level.objects.filter(rubric__version=published).first()
    values = form_values(editor, change_url(kpi)) | {"level": str(foreign.pk)}
    assert editor.post(change_url(kpi), values).status_code == 200
    kpi.refresh_from_db()
    assert kpi.level.rubric.version == draft


def test_question_cannot_move_to_a_published_version(editor: Client, published: FrameworkVersion) -> None:
    draft = new_draft(version=published)
    question = first_row(Question, draft)
    foreign = published.domains.first()
    values = form_values(editor, change_url(question)) | {"domain": str(foreign.pk)}
    assert editor.post(change_url(question), values).status_code == 200
    question.refresh_from_db()
    assert question.domain.version == draft


def test_new_part_goes_into_a_draft_only(editor: Client, published: FrameworkVersion) -> None:
    url = reverse("admin:assessments_domain_add")
    texts = {"name_en": "New", "question_en": "What?", "why_en": "Because."}
    values = texts | {"slug": "new", "position": "3", "weight": "1", "version": str(published.pk)}
    assert editor.post(url, values).status_code == 409
    assert published.domains.count() == 2
    draft = new_draft(version=published)
    assert editor.post(url, values | {"version": str(draft.pk)}).status_code == 302
    assert draft.domains.count() == 3


def test_new_kpi_mixing_two_drafts_is_refused(editor: Client, published: FrameworkVersion) -> None:
    one, other = new_draft(version=published), new_draft(version=published)
    level = Level.objects.filter(rubric__version=other).first()
    values = {"name_en": "N", "reveals_en": "R", "hides_en": "H", "kind": "leading", "slug": "n"}
    values |= {"position": "1", "version": str(one.pk), "level": str(level.pk)}
    response = editor.post(reverse("admin:assessments_kpi_add"), values)
    assert "This belongs to another version of the framework." in response.content.decode()
    assert not Kpi.objects.filter(slug="n").exists()


QUESTION_ADD = "admin:assessments_question_add"


def new_question(domain: Domain, **more: Any) -> dict[str, Any]:
    values = {"domain": domain.pk, "slug": "new", "text_en": "New?", "evidence_en": "Link it.", "weight": "1"}
    return values | more


def test_new_question_comes_last_unless_it_says_where(editor: Client, draft: FrameworkVersion) -> None:
    domain = Domain.objects.get(slug="d1")
    url = reverse(QUESTION_ADD)
    empty = form_values(editor, url)
    assert editor.post(url, empty | new_question(domain, position="")).status_code == 302
    assert editor.post(url, empty | new_question(domain, slug="seventh", position="7")).status_code == 302
    places = domain.questions.values_list("slug", "position")
    assert list(places) == [("d1-q1", 1), ("d1-q2", 2), ("new", 3), ("seventh", 7)]


@pytest.mark.parametrize("weight", ["0", "101"])
def test_weight_out_of_bounds_is_refused(editor: Client, draft: FrameworkVersion, weight: str) -> None:
    domain = Domain.objects.get(slug="d1")
    page = editor.post(reverse(QUESTION_ADD), new_question(domain, weight=weight))
    assert "weight" in page.context["adminform"].form.errors
    assert domain.questions.count() == 2


def test_add_page_explains_its_fields_and_makes_the_slug(editor: Client, draft: FrameworkVersion) -> None:
    page = editor.get(reverse(QUESTION_ADD)).content.decode()
    assert "Left empty, it comes last." in page
    assert "from 1 to 100" in page
    assert "#id_text_en" in page
    assert "There is no draft" not in page


def test_add_page_without_a_draft_says_so(editor: Client, published: FrameworkVersion) -> None:
    assert "There is no draft to add this to." in editor.get(reverse(QUESTION_ADD)).content.decode()


def test_level_is_deleted_on_its_own_page_that_lists_its_anchors(
    editor: Client, draft: FrameworkVersion
) -> None:
    rubric = Rubric.objects.get(version=draft, slug="two")
    level = rubric.levels.get(rank=2)
    values = form_values(editor, change_url(rubric)) | {"levels-1-DELETE": "on"}
    assert editor.post(change_url(rubric), values).status_code == 302
    assert rubric.levels.count() == 2
    assert change_url(level) in editor.get(change_url(rubric)).content.decode()
    delete = reverse("admin:assessments_level_delete", args=[level.pk])
    assert "Anchors: 4" in editor.get(delete).content.decode()
    assert editor.post(delete, {"post": "yes"}).status_code == 302
    assert list(rubric.levels.values_list("rank", flat=True)) == [1]
