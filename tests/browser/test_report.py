"""The report page in a real browser: accessible, narrow, dark, printed, with and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments.actions import add_respondent, submit
from assessments.models import Assessment
from tests.browser.helpers import axe, log_in
from tests.factories import answer_all, make_assessment, make_user, make_version
from tests.roadmaps.plans import run_initiative

pytestmark = pytest.mark.once

LIVE = ".answer__radar .figure__live .main-svg"


def make_disagreeing() -> Assessment:
    """Three domains, five levels, three people who differ; one domain claims more than it proves."""
    assessment = make_assessment(make_version(domains=3, questions=3, levels=(5,)), owner=make_user())
    for name in ("Ben", "Cem"):
        add_respondent(assessment=assessment, name=name, function="rep")
    for place, respondent in enumerate(assessment.respondents.all()):
        answer_all(respondent, {"d1-q1": 1 + 2 * place, "d2-q1": 4, "d2-q2": 4, "d2-q3": 4})
    return submit(assessment=assessment)[0]


def test_sample_is_accessible_narrow_and_dark(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/sample/")
    axe(page)


def test_report_of_several_respondents_is_accessible(
    live_server: LiveServer, context: BrowserContext, page: Page
) -> None:
    assessment = make_disagreeing()
    log_in(context, live_server.url, assessment.owner)
    page.goto(f"{live_server.url}/assessments/{assessment.pk}/report/")
    expect(page.get_by_role("heading", name="Where you see it differently")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("title", ["W" * 200, "https://example.org/" + "a-very-long-address/" * 4])
def test_report_of_a_roadmap_with_long_titles_fits(
    live_server: LiveServer, context: BrowserContext, page: Page, title: str
) -> None:
    assessment = make_disagreeing()
    run_initiative(assessment, title=title, owner_name=title[:120])
    log_in(context, live_server.url, assessment.owner)
    page.goto(f"{live_server.url}/assessments/{assessment.pk}/report/")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    drawn = page.evaluate(
        """() => [...document.querySelectorAll('.chart--timeline text')].map((text) => {
            const box = text.getBBox(); return box.x + box.width; })"""
    )
    assert max(drawn) <= 520


def test_radar_becomes_interactive_with_the_same_data(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/sample/")
    expect(page.locator(LIVE).first).to_be_visible()
    names = page.locator(".answer__radar .figure__live .angularaxistick text").all_text_contents()
    drawn = page.locator(".answer__radar .chart--radar .chart-label").all_text_contents()
    plain = ["".join(name.split()) for name in drawn]
    assert sorted("".join(name.split()) for name in names) == sorted(plain)
    assert (
        page.locator(".answer__radar .figure__live [tabindex], .answer__radar .figure__live a[href]").count()
        == 0
    )


def test_charts_follow_the_colour_scheme(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/sample/")
    expect(page.locator(LIVE).first).to_be_visible()
    line = page.locator(".answer__radar .figure__live .js-line").first
    light = line.evaluate("line => getComputedStyle(line).stroke")
    page.emulate_media(color_scheme="dark")
    expect(line).not_to_have_css("stroke", light)


def test_gap_chart_waits_until_it_comes_into_view(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/sample/")
    expect(page.locator(LIVE).first).to_be_visible()
    gaps = page.locator("#gaps .figure__live .main-svg").first
    expect(gaps).to_have_count(0)
    page.locator("#gaps-title").scroll_into_view_if_needed()
    expect(gaps).to_be_visible()


def test_drawing_stays_when_the_library_does_not_come(live_server: LiveServer, page: Page) -> None:
    page.route("**/plotly.min*.js", lambda route: route.abort())
    page.goto(f"{live_server.url}/sample/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".answer__radar .figure__still svg")).to_be_visible()
    expect(page.locator(".figure--live")).to_have_count(0)


def test_print_shows_the_drawing(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/sample/")
    expect(page.locator(LIVE).first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".answer__radar .figure__live")).to_be_hidden()
    box = page.locator(".answer__radar .figure__still svg").bounding_box()
    assert box is not None
    assert box["width"] > 150
    expect(page.locator(".contents")).to_be_hidden()


def test_page_is_whole_without_javascript(
    live_server: LiveServer, plain_context: Callable[..., BrowserContext]
) -> None:
    page = plain_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/sample/")
    expect(page.locator(".answer__radar svg")).to_be_visible()
    expect(page.get_by_role("link", name="Download as PDF")).to_be_visible()


def test_small_screen_keeps_the_drawing_and_loads_no_library(live_server: LiveServer, page: Page) -> None:
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}/sample/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "plotly" in url] == []


def test_contents_are_reached_by_keyboard(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/sample/")
    page.get_by_role("navigation", name="Contents of the report").get_by_role(
        "link", name="Prove first"
    ).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#proofs$"))
    expect(page.get_by_role("heading", name="Prove first")).to_be_in_viewport()


def test_tables_that_scroll_can_be_scrolled_by_keyboard(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/sample/")
    assert page.locator(".table-scroll:not([tabindex='0'])").count() == 0
