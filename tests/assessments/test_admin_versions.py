"""A version's tools in the admin: the framework's page, check, compare, publish, copy."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions.framework import load_framework, new_draft, publish, retire
from assessments.framework_files import check, digest
from assessments.framework_files.database import to_tree
from assessments.models import Anchor, Domain, FrameworkVersion, Kpi, Level, Question, Rubric, WarningSign
from tests.assessments.admin_pages import change_url, step_url
from tests.assessments.framework_file_samples import framework_data
from tests.assessments.staff import staff_client
from tests.factories import make_sealed, make_version

pytestmark = pytest.mark.django_db
TREE = check(framework_data()).tree


@pytest.fixture
def publisher() -> Client:
    return staff_client("publisher")


@pytest.fixture
def published() -> FrameworkVersion:
    return load_framework(tree=TREE, publish_it=True).version


@pytest.fixture
def draft(published: FrameworkVersion) -> FrameworkVersion:
    """A copy of the published version."""
    return new_draft(version=published)


def check_url(version: FrameworkVersion) -> str:
    return reverse("admin:assessments_frameworkversion_check", args=[version.pk])


def compare_url(version: FrameworkVersion) -> str:
    return reverse("admin:assessments_framework_compare", args=[version.framework_id])


def links(html: str) -> dict[str, str]:
    """Where each link with a place in it leads."""
    return {text: url for url, text in re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', html)}


def test_framework_page_lists_its_versions_with_status_and_assessments(
    publisher: Client, draft: FrameworkVersion, published: FrameworkVersion
) -> None:
    make_sealed(version=published)
    page = publisher.get(change_url(draft.framework))
    rows = [
        (row["version"].number, row["state"], row["version"].assessment_count)
        for row in page.context["versions"]
    ]
    assert rows == [(2, "draft", 0), (1, "published, current", 1)]
    html = page.content.decode()
    assert change_url(published) in html
    assert step_url(published, "new-draft") in html
    assert step_url(draft, "publish") in html
    # Whoever may see no assessments gets no link that ends in a refusal.
    assert "assessment/?version" not in html


def test_framework_page_takes_a_constant_number_of_queries(
    publisher: Client, published: FrameworkVersion, django_assert_max_num_queries: Any
) -> None:
    for _more in range(2):
        new_draft(version=published)
        with django_assert_max_num_queries(12):
            publisher.get(change_url(published.framework))


def test_retired_version_is_copied(publisher: Client, published: FrameworkVersion) -> None:
    retire(version=published)
    publisher.post(step_url(published, "new-draft"))
    assert digest(to_tree(FrameworkVersion.objects.get(number=2))) == digest(TREE)


def test_draft_with_faults_is_copied_with_its_faults(publisher: Client, draft: FrameworkVersion) -> None:
    Anchor.objects.filter(question__domain__version=draft, level__rank=1).delete()
    Domain.objects.filter(version=draft, slug="d1").update(why_en="", why="")
    WarningSign.objects.filter(version=draft).delete()
    publisher.post(step_url(draft, "new-draft"))
    copy = FrameworkVersion.objects.get(number=3)
    assert digest(to_tree(copy)) == digest(to_tree(draft))
    assert Anchor.objects.filter(question__domain__version=copy, level__rank=1).count() == 0


def test_gap_in_the_ranks_keeps_a_draft_from_being_copied(publisher: Client, draft: FrameworkVersion) -> None:
    rubric = Rubric.objects.get(version=draft, slug="four")
    rubric.levels.filter(rank=2).delete()
    page = publisher.post(step_url(draft, "new-draft"), follow=True).content.decode()
    assert "No new draft was made of version 2: 1 fault." in page
    assert change_url(rubric) in page


def test_faultless_draft_has_nothing_against_it(publisher: Client, draft: FrameworkVersion) -> None:
    page = publisher.get(check_url(draft)).content.decode()
    assert "Nothing keeps this version from being published." in page
    assert "4 questions" in page
    assert "texts are not translated" in page


@pytest.mark.parametrize("status", ["published", "retired"])
def test_check_of_what_is_no_draft_says_so(
    publisher: Client, published: FrameworkVersion, status: str
) -> None:
    FrameworkVersion.objects.filter(pk=published.pk).update(status=status)
    page = publisher.get(check_url(published)).content.decode()
    assert f"This version is {status}." in page
    assert "4 questions" in page
    assert "from being published" not in page
    assert "What changes" not in page


def test_check_leads_to_the_place_of_each_fault(publisher: Client, draft: FrameworkVersion) -> None:
    rubric = Rubric.objects.get(version=draft, slug="four")
    level = rubric.levels.get(rank=4)
    Level.objects.filter(pk=level.pk).update(rank=5, risk_en="", risk="")
    question = Question.objects.get(domain__version=draft, slug="d1-q1")
    Anchor.objects.get(question=question, level=level).delete()
    kpi = Kpi.objects.filter(version=draft).first()
    assert kpi is not None
    Kpi.objects.filter(pk=kpi.pk).update(hides_en="", hides="")
    Question.objects.filter(domain__version=draft, domain__slug="d2").delete()
    draft.goals.all().delete()
    faults = publisher.get(check_url(draft)).context["report"].faults
    found = {re.sub(r'<a href="([^"]+)".*', r"\1", line) for line in faults}
    domain = Domain.objects.get(version=draft, slug="d2")
    assert {
        f"{change_url(rubric)}?back=check",
        f"{change_url(level)}?back=check#id_risk_en",
        f"{change_url(question)}?back=check#level-{level.pk}-statement_en",
        f"{change_url(kpi)}?back=check#id_hides_en",
        f"{change_url(domain)}?back=check",
    } <= found
    assert all(publisher.get(page).status_code == 200 for page in found)


def test_check_of_an_empty_list_leads_to_the_list(publisher: Client, draft: FrameworkVersion) -> None:
    draft.rubrics.all().delete()
    found = links(publisher.get(check_url(draft)).content.decode())
    (url,) = [url for text, url in found.items() if text.startswith("rubrics: ")]
    assert url == reverse("admin:assessments_rubric_changelist") + f"?version__id__exact={draft.pk}"
    assert publisher.get(url).status_code == 200


def test_check_lists_missing_translations_apart_from_faults(publisher: Client) -> None:
    data = framework_data()
    for language in ("tr", "nl"):
        data["name"][language] = "Small"
    version = load_framework(tree=check(data).tree).version
    page = publisher.get(check_url(version))
    report = page.context["report"]
    assert report.is_publishable
    turkish, dutch = report.gaps
    assert (turkish.language, dutch.language) == ("Türkçe", "Nederlands")
    assert len(turkish.places) == len(dutch.places)
    question = change_url(Question.objects.get(slug="d2-q2"))
    assert f'"{question}?back=check#id_text_tr"' in "".join(turkish.places)
    assert f'"{question}?back=check#id_evidence_nl"' in "".join(dutch.places)
    assert f'"{change_url(version.framework)}#id_summary_tr"' in "".join(turkish.places)
    assert publisher.post(step_url(version, "publish"), follow=True).status_code == 200
    version.refresh_from_db()
    assert version.status == "published"


def test_check_takes_as_many_queries_for_a_large_version_as_for_a_small_one(publisher: Client) -> None:
    small = make_version(publish=False)
    large = make_version(publish=False, domains=3, questions=4, levels=(4, 2))
    taken = []
    for version in (small, small, large):
        Anchor.objects.filter(question__domain__version=version).update(statement_en="", statement="")
        with CaptureQueriesContext(connection) as queries:
            publisher.get(check_url(version))
        taken.append(len(queries))
    assert taken[1] == taken[2]


def test_publish_page_shows_the_check_and_what_changes(publisher: Client, draft: FrameworkVersion) -> None:
    Question.objects.filter(domain__version=draft, slug="d1-q1").update(weight=5)
    page = publisher.get(step_url(draft, "publish")).content.decode()
    assert "Compared with the published version 1: 0 added, 0 removed, 0 moved, 1 changed." in page
    assert "texts are not translated" in page
    assert "This cannot be undone." in page


def test_publish_page_of_a_faulty_draft_has_no_button(publisher: Client, draft: FrameworkVersion) -> None:
    WarningSign.objects.filter(version=draft).delete()
    page = publisher.get(step_url(draft, "publish")).content.decode()
    assert "2 faults keep this version from being published." in page
    assert 'value="Publish"' not in page
    assert (
        "was not published: 2 faults"
        in publisher.post(step_url(draft, "publish"), follow=True).content.decode()
    )


def test_compare_shows_the_newest_draft_beside_the_published_version(
    publisher: Client, draft: FrameworkVersion
) -> None:
    Question.objects.filter(domain__version=draft, slug="d1-q1").update(
        text_en="How do you really d1-q1?", weight=7
    )
    page = publisher.get(compare_url(draft))
    assert (page.context["before"].number, page.context["after"].number) == (1, 2)
    (row,) = page.context["rows"]
    assert [(field.label, field.language) for field in row.fields] == [("text", "English"), ("weight", "")]
    assert "How do you<ins> really</ins> d1-q1?" in page.content.decode()
    assert "<del>2</del>" in page.content.decode()


def test_compare_names_domains_relevance_and_kinds(publisher: Client, draft: FrameworkVersion) -> None:
    draft.goals.get().relevances.update(value=1)
    draft.warning_signs.get(slug="s2").domains.add(draft.domains.get(slug="d1"))
    Kpi.objects.filter(version=draft, slug="k1").update(kind="lagging")
    rows = publisher.get(compare_url(draft)).context["rows"]
    assert [[(field.label, field.before, field.after) for field in row.fields] for row in rows] == [
        [("points at Domain 1", "", "yes")],
        [("relevance of Domain 1", "<del>decisive</del>", "<ins>some</ins>")],
        [("kind", "<del>leading</del>", "<ins>lagging</ins>")],
    ]


def test_compare_tells_that_nothing_changed(publisher: Client, draft: FrameworkVersion) -> None:
    assert "Nothing changed between these versions." in publisher.get(compare_url(draft)).content.decode()


def test_compare_of_a_single_version_says_so(publisher: Client, published: FrameworkVersion) -> None:
    assert "There is only one version" in publisher.get(compare_url(published)).content.decode()


def test_compare_takes_the_versions_asked_for_and_no_foreign_one(
    publisher: Client, draft: FrameworkVersion, published: FrameworkVersion
) -> None:
    query = {"before": draft.pk, "after": published.pk}
    page = publisher.get(compare_url(draft), query)
    assert (page.context["before"], page.context["after"]) == (draft, published)
    foreign = make_version()
    assert publisher.get(compare_url(draft), {"after": foreign.pk}).status_code == 404
    assert publisher.get(compare_url(draft), {"after": "nonsense"}).status_code == 404


def test_compare_takes_as_many_queries_for_large_versions_as_for_small_ones(publisher: Client) -> None:
    taken = []
    for domains in (1, 1, 3):
        draft = new_draft(version=make_version(domains=domains, questions=domains))
        Question.objects.filter(domain__version=draft).update(weight=4)
        with CaptureQueriesContext(connection) as queries:
            assert len(publisher.get(compare_url(draft)).context["rows"]) == domains**2
        taken.append(len(queries))
    assert taken[1] == taken[2]


def test_compare_shows_hostile_text_as_text(publisher: Client, draft: FrameworkVersion) -> None:
    Domain.objects.filter(version=draft, slug="d1").update(why_en="<script>alert(1)</script>")
    page = publisher.get(compare_url(draft)).content.decode()
    assert "<script>alert" not in page
    assert "alert" in page


def test_publish_page_of_what_is_published_says_so(
    publisher: Client, published: FrameworkVersion, draft: FrameworkVersion
) -> None:
    page = publisher.get(step_url(published, "publish")).content.decode()
    assert "This version is published." in page
    assert 'type="submit" class="default"' not in page
    page = publisher.get(step_url(draft, "retire")).content.decode()
    assert "Only a published version can be retired." in page
    retire(version=published)
    assert "This version is retired." in publisher.get(step_url(published, "publish")).content.decode()


def test_second_publish_is_told_that_it_came_late(publisher: Client, draft: FrameworkVersion) -> None:
    publish(version=draft)
    page = publisher.post(step_url(draft, "publish"), follow=True).content.decode()
    assert "Small · 2: Somebody has published it already." in page


def retranslated(draft: FrameworkVersion) -> FrameworkVersion:
    """A draft in which one question says something else in English and one statement in Dutch as well."""
    texts = {"text_en": "How do you do it?", "text_tr": "Nasıl?", "text_nl": "Hoe?"}
    Question.objects.filter(domain__version=draft, slug="d1-q1").update(**texts)
    asked = Anchor.objects.filter(question__domain__version=draft, question__slug="d1-q2", level__rank=1)
    asked.update(statement_en="Never", statement_tr="Asla", statement_nl="Nooit")
    publish(version=draft)
    newer = new_draft(version=draft)
    Question.objects.filter(domain__version=newer, slug="d1-q1").update(
        text_en="How do you do it now?", same_meaning=True
    )
    said = Anchor.objects.filter(question__domain__version=newer, question__slug="d1-q2", level__rank=1)
    said.update(statement_en="Not once", statement_nl="Niet één keer")
    return newer


def test_translations_of_rewritten_texts_are_told(publisher: Client, draft: FrameworkVersion) -> None:
    newer = retranslated(draft)
    marked, other = (Question.objects.get(domain__version=newer, slug=slug) for slug in ("d1-q1", "d1-q2"))
    page = publisher.get(step_url(newer, "publish"))
    report = page.context["report"]
    assert report.is_publishable
    turkish, dutch = report.outdated
    # Both rubrics have a statement of rank 1.
    assert (len(turkish.places), len(dutch.places)) == (3, 1)
    assert f'"{change_url(marked)}?back=check#id_text_nl"' in dutch.places[0]
    assert "-statement_tr" in turkish.places[1]
    assert "3 translations may be out of date: their English texts were rewritten." in page.content.decode()
    assert [change_url(other) in line for line in report.read_again] == [True]
    assert [change_url(marked) in line for line in report.same_meaning] == [True]


def test_compare_marks_old_translations_and_what_means_the_same(
    publisher: Client, draft: FrameworkVersion
) -> None:
    question, *anchors = publisher.get(compare_url(retranslated(draft))).context["rows"]
    assert [how for how, _words in question.how] == ["changed", "same-meaning"]
    assert question.fields[0].note == "May be out of date: Türkçe, Nederlands"
    assert {how for row in anchors for how, _words in row.how} == {"changed"}
    assert {field.note for row in anchors for field in row.fields} == {"May be out of date: Türkçe", ""}
