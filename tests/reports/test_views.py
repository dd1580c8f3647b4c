"""The report page: who may read it, what it reads, and that it stays as it was sealed."""

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions import add_respondent, open_next_round, save_answer, submit
from assessments.actions.answers import AnswerContent
from assessments.models import Answer, Assessment, FrameworkVersion, StoredResult
from tests.assessments.pages import browser_of, logged_in
from tests.factories import (
    answer_all,
    make_assessment,
    make_organisation,
    make_sealed,
    make_user,
    make_version,
)
from tests.roadmaps.plans import MONDAY, check_in, make_goal, run_initiative

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}{% now 'Y' %}%(level)s%s"


def address(assessment: Assessment) -> str:
    return reverse("report", args=[assessment.pk])


def make_owned(**fields: object) -> Assessment:
    lead = make_user()
    return make_sealed(owner=lead, organisation=make_organisation(lead=lead), **fields)


def colleague(assessment: Assessment, role: str) -> Client:
    user = make_user()
    assessment.organisation.memberships.create(user=user, role=role)
    return logged_in(user)


def owner(assessment: Assessment) -> Client:
    return logged_in(assessment.owner)


def stranger(_assessment: Assessment) -> Client:
    return logged_in(make_user())


def consultant_of_another_client(_assessment: Assessment) -> Client:
    user = make_user()
    make_organisation(consultant=user)
    return logged_in(user)


def respondent_only(assessment: Assessment) -> Client:
    user = make_user()
    add_respondent(assessment=assessment, user=user)
    return logged_in(user)


def anonymous(_assessment: Assessment) -> Client:
    return Client()


def browser_that_lost_it(assessment: Assessment) -> Client:
    return browser_of(assessment)


def test_report_is_open_to_its_owner() -> None:
    assessment = make_owned()
    assert owner(assessment).get(address(assessment)).status_code == 200


@pytest.mark.parametrize("role", ["lead", "consultant", "member"])
def test_report_is_open_to_the_organisation(role: str) -> None:
    assessment = make_owned()
    assert colleague(assessment, role).get(address(assessment)).status_code == 200


def test_report_is_open_to_the_browser_that_made_the_assessment() -> None:
    assessment = make_sealed()
    response = browser_of(assessment).get(address(assessment))
    assert response.status_code == 200
    assert f'action="{reverse("claim", args=[assessment.pk])}"' not in response.content.decode()
    assert "Sign up" in response.content.decode()


@pytest.mark.parametrize("visitor", [stranger, consultant_of_another_client, respondent_only])
def test_report_is_not_there_for_others(visitor: Callable[[Assessment], Client]) -> None:
    assessment = make_owned()
    client = visitor(assessment)
    assert client.get(address(assessment)).status_code == 404
    assert client.get(address(Assessment())).status_code == 404


@pytest.mark.parametrize("visitor", [anonymous, browser_that_lost_it])
def test_signed_out_visitors_are_asked_to_log_in(visitor: Callable[[Assessment], Client]) -> None:
    assessment = make_owned()
    client = visitor(assessment)
    for known in (assessment, Assessment()):
        response = client.get(address(known))
        assert response.status_code == 302
        assert response.url == f"/accounts/login/?next={address(known)}"


def test_draft_has_no_report_even_for_its_owner() -> None:
    user = make_user()
    assessment = make_assessment(owner=user)
    assert logged_in(user).get(address(assessment)).status_code == 404


def test_report_is_only_read() -> None:
    assessment = make_owned()
    assert owner(assessment).post(address(assessment)).status_code == 405


def test_report_is_kept_out_of_shared_caches() -> None:
    assessment = make_owned()
    assert owner(assessment).get(address(assessment))["Cache-Control"] == "private"


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def make_answered(*, respondents: int, questions: int) -> Assessment:
    user = make_user()
    assessment = make_assessment(make_version(questions=questions), owner=user)
    for _ in range(respondents - 1):
        add_respondent(assessment=assessment)
    for number, respondent in enumerate(assessment.respondents.all(), 1):
        answer_all(respondent, 1 + number % 3, note="Seen.")
    return submit(assessment=assessment)[0]


def test_queries_are_constant_whatever_there_is_to_show() -> None:
    small, large = make_answered(respondents=1, questions=1), make_answered(respondents=3, questions=3)
    counts = [queries(owner(assessment), address(assessment)) for assessment in (small, large)]
    for _ in range(3):
        make_sealed(owner=small.owner)
    counts.append(queries(owner(small), address(small)))
    assert counts == [11, 11, 11]


def test_queries_are_the_same_for_three_initiatives_as_for_one() -> None:
    counts = []
    for slots in ((1,), (1, 2, 3)):
        assessment = make_sealed(version=make_version(domains=3), owner=make_user())
        make_goal(assessment, values={date(2026, 1, 1): 17})
        for slot in slots:
            check_in(run_initiative(assessment, slot=slot, domain=f"d{slot}"), MONDAY)
        counts.append(queries(owner(assessment), address(assessment)))
    assert counts == [15, 15]


def test_queries_are_constant_at_the_first_view_too() -> None:
    counts = []
    for respondents, questions in ((1, 1), (3, 3)):
        assessment = make_answered(respondents=respondents, questions=questions)
        client = owner(assessment)
        with CaptureQueriesContext(connection) as captured:
            client.get(address(assessment))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_report_shows_the_stored_result_and_rates_nothing_again() -> None:
    assessment = make_owned()
    stored = StoredResult.objects.get(assessment=assessment)
    stored.data["overall"]["level"] = 4
    stored.save()
    content = owner(assessment).get(address(assessment)).content.decode()
    assert "Level\xa04 Level 4 of 4 claimed, level\xa02 Level 2 of 4 evidenced" in content


def main_of(page: bytes) -> bytes:
    """The page without its frame and the tokens of its forms, which are others each time."""
    main = page.partition(b"<main")[2].partition(b"</main>")[0]
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", main)


def test_report_stays_the_same_when_a_new_version_is_published() -> None:
    version = make_version()
    assessment = make_owned(version=version)
    client = owner(assessment)
    before = main_of(client.get(address(assessment)).content)
    FrameworkVersion.objects.filter(pk=version.pk).update(status=FrameworkVersion.Status.RETIRED)
    make_version(slug="another")
    assert main_of(client.get(address(assessment)).content) == before


def test_a_renamed_organisation_is_shown_at_once() -> None:
    assessment = make_owned()
    client = owner(assessment)
    client.get(address(assessment))
    assessment.organisation.name = "Renamed (fictional)"
    assessment.organisation.save()
    assert "Renamed (fictional)" in client.get(address(assessment)).content.decode()


def test_next_round_is_compared_with_the_last() -> None:
    assessment = make_owned()
    after = open_next_round(previous=assessment)
    for answer in Answer.objects.filter(respondent__assessment=after).select_related("question"):
        level = after.rubric.levels.get(rank=3)
        save_answer(
            respondent=answer.respondent,
            question=answer.question,
            content=AnswerContent(state=Answer.State.LEVEL, level=level, note="Seen."),
            seen=answer.version,
        )
    submit(assessment=after)
    content = owner(assessment).get(address(after)).content.decode()
    assert "Up from level\xa02 Level 2 of 4 in the last round." in content


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]


def make_written(text: str, link: str) -> Assessment:
    """Everything that a user can type, in every field that the report shows."""
    user = make_user()
    assessment = make_assessment(
        make_version(slug="hostile"),
        owner=user,
        organisation=make_organisation(text[:150], lead=user),
        team=text[:120],
        title=text[:150],
        name=text[:120],
    )
    answer_all(assessment.respondents.get(), 3, note=text)
    answers = Answer.objects.filter(respondent__assessment=assessment)
    answers.update(link=link)
    last = answers.order_by("-pk").first()
    answers.filter(pk=last.pk).update(state=Answer.State.NOT_APPLICABLE, level=None, reason=text[:500])
    return submit(assessment=assessment)[0]


def test_everything_typed_is_shown_as_text() -> None:
    assessment = make_written(HOSTILE, "javascript:alert(3)")
    html = owner(assessment).get(address(assessment)).content.decode()
    elements = Elements(html)
    assert "<script>alert" not in html
    assert elements.found.count("script") == 4  # two modules and the figures of two charts
    assert "img" not in elements.found
    assert not [link for link in elements.links if link.startswith("javascript:")]
    assert "{{ 7|add:7 }}" in html
    assert "javascript:alert(3)" in html


def test_evidence_links_tell_nothing_about_where_they_are_followed_from() -> None:
    assessment = make_written("Seen.", "https://example.com/record")
    html = owner(assessment).get(address(assessment)).content.decode()
    assert (
        '<a href="https://example.com/record" rel="noreferrer noopener nofollow">https://example.com/record</a>'
        in html
    )


def test_sample_is_open_to_everybody_and_needs_no_database(client: Client) -> None:
    client.get(reverse("sample"))
    with CaptureQueriesContext(connection) as captured:
        response = client.get(reverse("sample"))
    assert len(captured) == 0
    assert "Sample: a fictional company." in response.content.decode()


@pytest.mark.parametrize("name", ["answer", "levels", "strengths", "domains", "gaps", "proofs", "heatmap"])
def test_contents_lead_to_sections_that_are_there(client: Client, name: str) -> None:
    html = client.get(reverse("sample")).content.decode()
    assert f'href="#{name}"' in html
    assert f'id="{name}"' in html


def test_every_link_within_the_page_has_its_target(client: Client) -> None:
    html = client.get(reverse("sample")).content.decode()
    for link in {link for link in Elements(html).links if link.startswith("#")}:
        assert f'id="{link[1:]}"' in html
