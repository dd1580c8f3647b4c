"""A report has the language that it was made in, whoever reads it."""

import json
import re
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, FrameworkVersion
from reports.models import ReportFile
from tests.assessments.pages import logged_in
from tests.factories import (
    answer_all,
    make_assessment,
    make_organisation,
    make_sealed,
    make_user,
    make_version,
)

pytestmark = [pytest.mark.once, pytest.mark.django_db]
DUTCH_NAME, ENGLISH_NAME = "Domein met een naam", "Domain 1"


@pytest.fixture
def assessment() -> Assessment:
    """Sealed and read in Dutch; led by its owner, read by a member."""
    version = make_version(publish=False)
    version.domains.filter(slug="d1").update(name_nl=DUTCH_NAME)
    version.status = FrameworkVersion.Status.PUBLISHED
    version.save()
    lead = make_user()
    sealed = make_sealed(
        version=version, owner=lead, organisation=make_organisation(lead=lead, member=make_user())
    )
    Assessment.objects.filter(pk=sealed.pk).update(report_language="nl")
    return Assessment.objects.get(pk=sealed.pk)


def member(assessment: Assessment) -> Client:
    return logged_in(assessment.organisation.members.exclude(pk=assessment.owner_id).get())


def report(client: Client, assessment: Assessment, language: str) -> str:
    path = reverse("report", args=[assessment.pk])
    return client.get(path, headers={"accept-language": language}).content.decode()


def article(html: str) -> str:
    return re.findall(r'<article lang="nl">.*(?=</article>\s*</div>\s*</main>)', html, re.S)[0]


def test_everybody_reads_the_same_words_in_the_reports_language(assessment: Assessment) -> None:
    pages = [report(member(assessment), assessment, language) for language in ("en", "tr", "nl")]
    assert [re.findall(r'<html lang="(\w+)"', page)[0] for page in pages] == ["en", "tr", "nl"]
    assert len({article(page) for page in pages}) == 1
    assert DUTCH_NAME in article(pages[0])
    assert ENGLISH_NAME not in pages[1]
    links = {re.findall(r'href="([^"]+\.pdf)"', page)[0] for page in pages}
    assert len(links) == 1


def test_reader_of_a_report_in_another_language_is_told_why(assessment: Assessment) -> None:
    why = "This report was made in Dutch. Whoever runs the assessment can have it made in another language."
    read, run = (
        report(client, assessment, "en") for client in (member(assessment), logged_in(assessment.owner))
    )
    assert why in read
    assert why not in run
    assert "Download as PDF (Dutch)" in read
    assert "Download as PDF (Dutch)" in run
    same = report(member(assessment), assessment, "nl")
    assert "report-foreign" not in same
    assert "PDF (" not in same


def test_whoever_runs_it_makes_it_in_another_language_for_everybody(assessment: Assessment) -> None:
    lead, path = logged_in(assessment.owner), reverse("report-language", args=[assessment.pk])
    assert path in report(lead, assessment, "en")
    assert path not in report(member(assessment), assessment, "en")
    before = assessment.stored_result.data
    dutch = re.findall(r'href="([^"]+\.pdf)"', report(lead, assessment, "en"))[0]
    assert member(assessment).post(path, {"report_language": "en"}).status_code == 404
    assert lead.post(path, {"report_language": "fr"}).status_code == 400
    assert lead.get(path).status_code == 405
    assert lead.post(path, {"report_language": "en"})["Location"] == reverse("report", args=[assessment.pk])
    shown = report(member(assessment), assessment, "nl")
    assert '<article lang="en">' in shown
    assert ENGLISH_NAME in shown
    assert DUTCH_NAME not in shown
    assert re.findall(r'href="([^"]+\.pdf)"', shown)[0] != dutch
    assessment.refresh_from_db()
    assert assessment.stored_result.data == before


def test_language_is_picked_before_submitting_and_else_the_pages() -> None:
    owner = make_user(language="tr")
    client = logged_in(owner)
    for picked, expected in (("nl", "nl"), ("", "tr")):
        assessment = make_assessment(make_version(), owner=owner)
        answer_all(assessment.respondents.get())
        check = client.get(reverse("check", args=[assessment.pk])).content.decode()
        assert '<option value="tr" selected lang="tr">' in check
        client.post(reverse("submit", args=[assessment.pk]), {"report_language": picked})
        assessment.refresh_from_db()
        assert assessment.report_language == expected
        client.post(reverse("submit", args=[assessment.pk]), {"report_language": "en"})
        assessment.refresh_from_db()
        assert assessment.report_language == expected


def test_language_of_another_site_is_refused_and_seals_nothing() -> None:
    assessment = make_assessment(owner=make_user())
    answer_all(assessment.respondents.get())
    response = logged_in(assessment.owner).post(
        reverse("submit", args=[assessment.pk]), {"report_language": "xx"}
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "<title>Error: " in page
    assert '<a href="#id_report_language">Choose one of the languages in the list.</a>' in page
    assert 'id="id_report_language_error">Choose one of the languages in the list.' in page
    assessment.refresh_from_db()
    assert not assessment.is_sealed


def test_page_of_an_open_assessment_makes_no_report() -> None:
    assessment = make_assessment(owner=make_user())
    response = logged_in(assessment.owner).post(
        reverse("report-language", args=[assessment.pk]), {"report_language": "nl"}
    )
    assert response["Location"] == reverse("hub", args=[assessment.pk])


def test_numbers_for_machines_have_points_in_every_language(assessment: Assessment) -> None:
    def machine_readable(language: str) -> tuple[object, ...]:
        Assessment.objects.filter(pk=assessment.pk).update(report_language=language)
        html = report(logged_in(assessment.owner), assessment, language)
        figures = [json.loads(one) for one in re.findall(r'-figure" type="application/json">(.*?)<', html)]
        plotted = [[trace.get("r"), trace.get("x")] for figure in figures for trace in figure["data"]]
        data = re.findall(r'\sdata-[\w-]+="([\d.,]+)"', html)
        drawn = re.findall(r'\s(?:x|y|cx|cy|r|points|width|height|viewBox)="([^"]*)"', html)
        assert not [one for one in drawn if re.search(r"\d,\d+,", one)]
        return plotted, data, drawn

    english = machine_readable("en")
    assert english[0]
    assert machine_readable("tr")[0] == machine_readable("nl")[0] == english[0]
    assert machine_readable("tr")[1] == machine_readable("nl")[1] == english[1]


def test_pdf_is_in_the_reports_language_whoever_asks_first(assessment: Assessment) -> None:
    html = report(member(assessment), assessment, "tr")
    path = re.findall(r'href="([^"]+\.pdf)"', html)[0]
    response = member(assessment).get(path, headers={"accept-language": "tr"})
    assert response.status_code == 200
    file = ReportFile.objects.get(assessment=assessment)
    assert file.language == "nl"
    with pikepdf.open(BytesIO(bytes(file.content))) as pdf:
        assert str(pdf.Root.Lang) == "nl"
