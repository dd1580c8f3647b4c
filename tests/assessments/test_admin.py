"""The admin: drafts are edited, published versions only looked at, publishing names every fault."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.actions.framework import load_framework, new_draft
from assessments.framework_files import check, write
from assessments.framework_files.database import to_tree
from assessments.models import (
    Anchor,
    Assessment,
    BusinessGoal,
    Domain,
    FrameworkVersion,
    GoalRelevance,
    Kpi,
    Level,
    Question,
    Rubric,
    WarningSign,
)
from tests.assessments.framework_file_samples import framework_data
from tests.factories import PASSWORD, make_organisation, make_sealed, make_user

pytestmark = pytest.mark.django_db
FIXED = "Published, so fixed. Make a new draft to change it."
SEPARATOR = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
PARTS = [Domain, Question, Rubric, WarningSign, BusinessGoal, Kpi]
TREE = check(framework_data()).tree


@pytest.fixture
def editor() -> Client:
    """Signed in with every right in the admin."""
    client = Client()
    client.force_login(User.objects.create_superuser("editor@example.com", PASSWORD))
    return client


@pytest.fixture
def published() -> FrameworkVersion:
    return load_framework(tree=TREE, publish_it=True).version


@pytest.fixture
def draft() -> FrameworkVersion:
    return load_framework(tree=TREE).version


def change_url(row: Any) -> str:
    return reverse(f"admin:assessments_{row._meta.model_name}_change", args=[row.pk])


def list_url(model: Any) -> str:
    return reverse(f"admin:assessments_{model._meta.model_name}_changelist")


def form_values(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send back from a page without touching it."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for formset in (inline.formset for inline in context["inline_admin_formsets"]):
        forms += [formset.management_form, *formset.forms]
    values: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                values[field.html_name] = value
            if field.field.show_hidden_initial:
                values[field.html_initial_name] = "" if value is None else value
    return values


def act(client: Client, action: str, *versions: FrameworkVersion) -> list[str]:
    """Runs an action on the list of versions, and says yes where it asks; gives the messages."""
    data = {"action": action, "_selected_action": [str(version.pk) for version in versions]}
    data["confirmed"] = ["yes"]
    response = client.post(list_url(FrameworkVersion), data)
    return [str(message) for message in get_messages(response.wsgi_request)]


def first_row(model: Any, version: FrameworkVersion) -> Any:
    lookup = "domain__version" if model is Question else "version"
    return model.objects.filter(**{lookup: version}).first()


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


def test_refused_publishing_names_every_fault_and_its_place(editor: Client, draft: FrameworkVersion) -> None:
    domain = Domain.objects.get(slug="d1")
    Domain.objects.filter(slug="d1").update(why_en="")
    Anchor.objects.filter(question__slug="d1-q1", level__rubric__slug="four", level__rank=1).update(
        next_step_en=""
    )
    WarningSign.objects.all().delete()
    (said,) = act(editor, "publish_selected", draft)
    assert said.startswith("Version 1 was not published: 4 faults.<ul>")
    faults = [line.partition(";")[0] for line in re.findall(r">([^<]+)</a>", said)]
    assert [fault.split(SEPARATOR) for fault in faults] == [
        ["Domain 1", "why it matters: text in English is missing"],
        ["Domain 1", "How do you d1-q1?", "4 levels", "1 name 1", "next step: is missing"],
        ["Domain 1: has no warning sign that points at it"],
        ["Domain 2: has no warning sign that points at it"],
    ]
    assert change_url(domain) in said
    assert change_url(Question.objects.get(slug="d1-q1")) in said
    draft.refresh_from_db()
    assert draft.is_draft


def test_many_faults_are_counted_and_not_all_shown(editor: Client, draft: FrameworkVersion) -> None:
    twin = new_draft(version=draft)
    Anchor.objects.filter(question__domain__version=twin).delete()
    Level.objects.filter(rubric__version=twin, rank=1).update(name_en="", today_en="", risk_en="")
    (said,) = act(editor, "publish_selected", twin)
    assert said.count("<li>") == 46
    Domain.objects.filter(version=twin).update(name_en="", question_en="", why_en="")
    Rubric.objects.filter(version=twin).update(name_en="")
    said = act(editor, "publish_selected", twin)[-1]
    assert said.count("<li>") == 50
    assert said.endswith("4 more faults are not shown.")


def test_hostile_text_in_a_fault_stays_text(editor: Client, draft: FrameworkVersion) -> None:
    Domain.objects.filter(slug="d1").update(slug="<script>alert(1)</script>")
    data = {"action": "publish_selected", "_selected_action": [str(draft.pk)], "confirmed": "yes"}
    page = editor.post(list_url(FrameworkVersion), data, follow=True).content.decode()
    assert "<script>alert(1)" not in page
    assert "must be a slug" in page


def test_version_is_published_retired_and_copied(editor: Client, draft: FrameworkVersion) -> None:
    for action, said in [
        ("publish_selected", "Small · 1 is published."),
        ("publish_selected", "Small · 1: Somebody has published it already."),
        ("copy_selected", "Small · 2 is a new draft."),
        ("retire_selected", "Small · 1 is retired."),
    ]:
        assert act(editor, action, draft)[-1] == said
    states = FrameworkVersion.objects.order_by("number").values_list("number", "status")
    assert list(states) == [(1, "retired"), (2, "draft")]


def step_url(version: FrameworkVersion, step: str) -> str:
    return reverse(f"admin:assessments_frameworkversion_{step}", args=[version.pk])


def status(version: FrameworkVersion) -> str:
    return FrameworkVersion.objects.values_list("status", flat=True).get(pk=version.pk)


def test_version_page_publishes_and_retires_after_asking(editor: Client, draft: FrameworkVersion) -> None:
    for step, before, after in [("publish", "draft", "published"), ("retire", "published", "retired")]:
        assert step_url(draft, step) in editor.get(change_url(draft)).content.decode()
        assert "This cannot be undone." in editor.get(step_url(draft, step)).content.decode()
        assert status(draft) == before
        assert editor.post(step_url(draft, step)).status_code == 302
        assert status(draft) == after
    assert step_url(draft, "publish") not in editor.get(change_url(draft)).content.decode()


def test_version_page_makes_a_new_draft_and_opens_it(editor: Client, published: FrameworkVersion) -> None:
    assert step_url(published, "new-draft") in editor.get(change_url(published)).content.decode()
    page = editor.post(step_url(published, "new-draft"), follow=True)
    newest = FrameworkVersion.objects.get(number=2)
    assert page.redirect_chain == [(change_url(newest), 302)]
    assert "Small · 2 is a new draft." in page.content.decode()


@pytest.mark.parametrize("step", ["publish", "retire", "new-draft"])
def test_steps_need_the_right_to_change_versions(draft: FrameworkVersion, step: str) -> None:
    client = Client()
    client.force_login(make_user(is_staff=True))
    assert client.post(step_url(draft, step)).status_code == 404
    assert status(draft) == "draft"


def test_version_page_leads_to_its_own_parts(editor: Client, published: FrameworkVersion) -> None:
    draft = new_draft(version=published)
    parts = editor.get(change_url(draft)).context["parts"]
    assert len(parts) == len(PARTS)
    for part in parts:
        rows = editor.get(part["url"]).context["cl"].result_list
        assert {row.framework_version() for row in rows} == {draft}


def test_newest_published_version_is_marked_current(editor: Client, published: FrameworkVersion) -> None:
    newer = new_draft(version=published)
    page = editor.get(list_url(FrameworkVersion)).content.decode()
    assert re.findall(r'field-state">([^<]+)<', page) == ["draft", "published, current"]
    act(editor, "publish_selected", newer)
    page = editor.get(list_url(FrameworkVersion)).content.decode()
    assert re.findall(r'field-state">([^<]+)<', page) == ["published, current", "published"]


def test_version_is_exported_as_a_file(editor: Client, published: FrameworkVersion) -> None:
    url = reverse("admin:assessments_frameworkversion_export", args=[published.pk])
    assert url in editor.get(change_url(published)).content.decode()
    response = editor.get(url)
    assert response.content.decode() == write(TREE)
    assert response["Content-Disposition"] == 'attachment; filename="small-1.yaml"'
    unknown = reverse("admin:assessments_frameworkversion_export", args=[UUID(int=0)])
    assert editor.get(unknown).status_code == 404


def test_export_needs_the_right_to_see_versions(published: FrameworkVersion) -> None:
    client = Client()
    client.force_login(make_user(is_staff=True))
    url = reverse("admin:assessments_frameworkversion_export", args=[published.pk])
    assert client.get(url).status_code == 404


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


def test_framework_page_says_that_its_name_shows_everywhere(editor: Client, draft: FrameworkVersion) -> None:
    page = editor.get(change_url(draft.framework)).content.decode()
    assert "A change shows everywhere at once" in page


def test_published_page_says_why_it_is_fixed(editor: Client, published: FrameworkVersion) -> None:
    draft = new_draft(version=published)
    for model in PARTS:
        assert FIXED in editor.get(change_url(first_row(model, published))).content.decode()
        assert FIXED not in editor.get(change_url(first_row(model, draft))).content.decode()
    assert FIXED in editor.get(change_url(published)).content.decode()


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
