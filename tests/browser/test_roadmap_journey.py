"""From the submitted assessment over a roadmap that runs to the next round that proves it: all languages."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Answer, Assessment
from roadmaps.models import Initiative
from tests.assessments.pages import url
from tests.browser import roadmap_steps as steps
from tests.browser.helpers import log_in
from tests.browser.roadmap_steps import Walk
from tests.factories import answer_all, make_assessment, make_organisation, make_user, make_version
from tests.reports.pdf_files import bookmarks, opened

pytestmark = pytest.mark.usefixtures("transactional_db")
PDF_PATIENCE = 60_000  # milliseconds


@pytest.fixture(
    params=["en", pytest.param("tr", marks=pytest.mark.once), pytest.param("nl", marks=pytest.mark.once)]
)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], language: str) -> dict[str, Any]:
    return {**browser_context_args, "locale": language}


@pytest.fixture
def assessment(language: str) -> Assessment:
    """Of a team lead whose organisation reads reports in that language; everything is answered."""
    lead = make_user(name="Maria Example")
    ours = make_organisation("Acme", lead=lead)
    ours.language = language
    ours.save()
    made = make_assessment(make_version(domains=2, questions=2), owner=lead, organisation=ours)
    answer_all(made.respondents.get(), {"d2-q1": 3, "d2-q2": 3}, note="Seen in the CRM.")
    return made


def test_gaps_become_growth(
    context: BrowserContext, live_server: Any, assessment: Assessment, language: str
) -> None:
    log_in(context, live_server.url, assessment.owner)
    walk = Walk(context.new_page(), live_server.url, language)
    steps.submit(walk, assessment)
    steps.set_the_goal(walk, assessment)
    initiative = steps.make_and_start(walk, assessment)
    steps.go_back_three_weeks(walk, initiative)
    steps.check_in_four_times(walk, initiative)
    steps.decide(walk, initiative)
    steps.prove_and_close(walk, initiative)
    walk.open(url("roadmap-calendar", assessment))
    walk.open(url("report", assessment))
    expect(walk.page.get_by_text("Review every large deal").first).to_be_visible()
    again = steps.confirm_the_next_round(walk, assessment, raise_the_first_domain)
    compare(walk, again, initiative)
    read_both_pdfs(walk, assessment, again)
    assert not walk.english, "\n".join(walk.english)


def raise_the_first_domain(page: Page) -> None:
    """Two answers rise to what the checklist proved, the other two are still true."""
    for slug in ("d1-q1", "d1-q2"):
        page.locator(f"#{slug}-answer-3").check()
        expect(page.locator(f"#{slug} [data-carried]")).to_have_count(0)
    with page.expect_navigation():
        page.locator("[data-continue]").click()
    for slug in ("d2-q1", "d2-q2"):
        page.locator(f"#{slug} [data-confirm]").click()
        expect(page.locator(f"#{slug} [data-carried]")).to_have_count(0)
    again = Assessment.objects.get(previous__isnull=False)
    expect(page.locator("[data-status]")).not_to_be_empty()
    mine = Answer.objects.filter(respondent__assessment=again, carried=False)
    assert sorted(mine.values_list("level__rank", flat=True)) == [3, 3, 3, 3]


def compare(walk: Walk, again: Assessment, initiative: Initiative) -> None:
    """The report, the trend and the comparison all tell what rose and which initiative it belongs to."""
    title = walk.page.get_by_text(initiative.title)
    expect(title.first).to_be_visible()
    walk.open(url("trend", again))
    expect(walk.page.locator("main table")).not_to_have_count(0)
    walk.open(reverse("compare", args=[initiative.assessment_id, again.pk]))
    expect(title.first).to_be_visible()
    expect(walk.page.locator(".rounds-change--up").first).to_be_visible()


def read_both_pdfs(walk: Walk, assessment: Assessment, again: Assessment) -> None:
    """The first round's has its roadmap, the second one's the page before and after."""
    with translation.override(walk.language):
        roadmap = {gettext("Gaps to close first"), gettext("Roadmap")}
    assert roadmap <= set(titles_in_pdf(walk, assessment))
    titles = titles_in_pdf(walk, again)
    assert walk.page.locator("#rounds-title").inner_text() in titles


def titles_in_pdf(walk: Walk, assessment: Assessment) -> list[str]:
    """The bookmarks of the report's PDF, with the report open in the browser."""
    walk.page.goto(walk.base + url("report", assessment))
    link = walk.page.locator('main a[href$=".pdf"]').first.get_attribute("href")
    reply = walk.page.request.get(f"{walk.base}{link}", timeout=PDF_PATIENCE)
    assert reply.ok
    pdf = opened(reply.body())
    assert str(pdf.Root.Lang) == walk.language
    return [title for title, _page in bookmarks(pdf)]
