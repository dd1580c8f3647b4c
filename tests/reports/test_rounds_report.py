"""Before and after in the report and its PDF: there with an earlier round that all readers may read."""

from datetime import date
from itertools import pairwise

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment
from reports.pdf.document import to_html
from reports.pdf.process import render_pdf
from reports.report import Report, build
from reports.source import source_of
from roadmaps.models import Initiative
from tests.assessments.next_versions import drop_top_level, publish_next
from tests.assessments.pages import browser_of, logged_in
from tests.factories import make_organisation, make_user
from tests.reports.pdf_files import bookmarks, elements, opened
from tests.reports.rounds import make_chain, make_first, make_next
from tests.roadmaps.plans import make_goal, run_initiative

pytestmark = [pytest.mark.once, pytest.mark.django_db]


def report_of(assessment: Assessment) -> Report:
    return build(source_of(Assessment.objects.get(pk=assessment.pk)))


def page(client: Client, assessment: Assessment) -> str:
    response = client.get(reverse("report", args=[assessment.pk]))
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def make_told() -> Assessment:
    """The second round of a team that raised its first domain and noted its metric."""
    first = make_first()
    initiative = run_initiative(first)
    Initiative.objects.filter(pk=initiative.pk).update(state="done")
    make_goal(first, values={date(2026, 1, 1): 18, date(2026, 4, 1): 21})
    return make_next(first, 3)


def test_report_of_a_second_round_has_before_and_after() -> None:
    again = make_told()
    shown = page(logged_in(again.owner), again)
    assert 'id="rounds"' in shown
    assert 'href="#rounds"' in shown
    assert "Win rate of qualified deals: from 18 % to 21 %, nearer to the target of 22 %." in shown
    assert "Done and confirmed by the answers, not yet by evidence: level 3" in shown


def test_report_of_a_first_round_has_no_before_and_after() -> None:
    first = make_first()
    assert report_of(first).rounds is None
    assert 'id="rounds"' not in page(logged_in(first.owner), first)


def test_report_leads_to_the_trend() -> None:
    first = make_first()
    assert reverse("trend", args=[first.pk]) in page(logged_in(first.owner), first)


def test_earlier_round_of_somebody_else_is_not_told() -> None:
    rounds = make_chain(2, organisation=make_organisation())
    assert report_of(rounds[1]).rounds is not None
    Assessment.objects.filter(pk=rounds[0].pk).update(organisation=None)
    assert report_of(rounds[1]).rounds is None


def test_earlier_round_without_an_account_is_told_to_the_browser_that_has_it() -> None:
    rounds = make_chain(2, owner=None)
    assert 'id="rounds"' in page(browser_of(*rounds), rounds[1])
    assert 'id="rounds"' not in page(browser_of(rounds[1]), rounds[1])


def test_report_on_another_ladder_says_that_levels_do_not_compare() -> None:
    first = make_first()
    again = make_next(first, 3, version=publish_next(first.version, drop_top_level))
    shown = page(logged_in(first.owner), again)
    assert "The two rounds were rated on different rubrics" in shown
    assert "Each domain before and after" not in shown


@pytest.fixture
def pdf() -> pikepdf.Pdf:
    return opened(render_pdf(to_html(report_of(make_told()))))


def test_pdf_has_a_page_of_before_and_after_that_is_tagged(pdf: pikepdf.Pdf) -> None:
    pages = dict(bookmarks(pdf))
    assert pages["Before and after"] <= pages["Where you see it differently"]
    texts = [str(figure.Alt) for figure in elements(pdf) if figure.S == "/Figure"]
    assert [text for text in texts if text.startswith("Before and after. Overall up from level")]
    levels = [int(str(one.S)[2:]) for one in elements(pdf) if str(one.S) in {"/H1", "/H2", "/H3"}]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pdf_is_made_by_whoever_reads_the_report() -> None:
    rounds = make_chain(2, owner=make_user())
    client = logged_in(rounds[0].owner)
    shown = page(client, rounds[1])
    address = shown.split('href="')[1:]
    path = next(one.split('"')[0] for one in address if ".pdf" in one.split('"')[0])
    assert client.get(path).status_code == 200
