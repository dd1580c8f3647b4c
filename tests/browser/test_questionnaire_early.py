"""An answer that is picked before the page's script has arrived."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Route, expect

from tests.assessments.pages import answer_of
from tests.browser.helpers import log_in
from tests.factories import make_assessment, make_user, make_version

pytestmark = pytest.mark.once


@pytest.mark.django_db(transaction=True)
def test_answer_picked_before_the_script_arrives_is_saved(context: BrowserContext, live_server: Any) -> None:
    assessment = make_assessment(make_version(), owner=make_user())
    log_in(context, live_server.url, assessment.owner)
    page = context.new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/js/questionnaire*.js", hold)
    page.goto(live_server.url + reverse("questions", args=[assessment.pk, "d1"]), wait_until="commit")
    page.locator("#d1-q1-answer-3").check()
    expect(page.locator("[data-status]")).to_have_text("")
    for route in held:
        route.continue_()
    expect(page.locator("[data-status]")).to_contain_text("All saved at")
    assert answer_of(assessment).level.rank == 3
